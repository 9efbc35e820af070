"""The command `video01`. Each subcommand is a module of its own, loaded when it is the one that was asked for.

Exit codes: 0 done, 1 failed, 2 the request or the usage was wrong, 130 stopped by Ctrl-C, 143 by SIGTERM.
Every failure is one line on standard error; `VIDEO01_DEBUG=1` adds the traceback.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Sequence
from importlib import import_module
from types import FrameType

from video01.cli.arguments import parser
from video01.cli.terminal import complain
from video01.errors import InvalidRequest, InvalidSettings, Video01Error
from video01.privacy import switch_off_telemetry

FAILED, WRONG, INTERRUPTED, TERMINATED = 1, 2, 130, 143


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a usage error exits by itself, with 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a terminal that lacks a letter
    arguments = parser().parse_args(argv)
    arguments.began = time.perf_counter()
    switch_off_telemetry()
    try:
        code: int = import_module(f"video01.cli.{arguments.command}").run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        complain("stopped")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        return _failed(error)
    return code


def terminate(_signal: int, _frame: FrameType | None) -> None:
    """A handler of SIGTERM that lets everything clean up on its way out."""
    raise SystemExit(TERMINATED)


def _failed(error: Exception) -> int:
    """The outermost frame: say in one line what went wrong."""
    if os.environ.get("VIDEO01_DEBUG"):
        traceback.print_exception(error)
    text = " ".join(str(error).split())
    known = isinstance(error, Video01Error | OSError)
    complain(text if known else f"unexpected {type(error).__name__}: {text} (VIDEO01_DEBUG=1 shows where)")
    return WRONG if isinstance(error, InvalidRequest | InvalidSettings) else FAILED
