"""What runs in the worker's child process: load the engine once, make one video after another, tell what happens.

    parent -> child   Make, Cancel
    child -> parent   Ready, then for each Make: Started, Step ..., and at last Done or Failed

The child never outlives its parent: the end of the pipe ends it, and on Linux the kernel does so too. It stands beside
the worker's package and not in it, so that the child starts without the database's libraries.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from video01.engines import Engine, load
from video01.errors import Canceled, EngineFailed, InvalidRequest, InvalidSettings, ModelUnavailable, StorageError
from video01.events import Done, Event, Failed
from video01.generation import GenerationRequest
from video01.make import make_video

T = TypeVar("T")
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
VERDICTS: tuple[tuple[type[Exception], str, bool], ...] = (  # error, name of the failure, whether to try again
    (Canceled, "canceled", False),
    (InvalidRequest, "invalid_request", False),
    (ModelUnavailable, "model_unavailable", False),
    (InvalidSettings, "model_unavailable", False),
    (StorageError, "storage_error", True),
    (EngineFailed, "engine_failed", False),
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Make:
    """Make a video of this request, first frame and all, and write it to these paths."""

    request: GenerationRequest
    video: Path
    poster: Path


@dataclass(frozen=True)
class Cancel:
    """Stop making it."""


@dataclass(frozen=True)
class Ready:
    """The child reads its pipe."""


def main(pipe: Connection, engine: str, parent: int, prepare: Callable[[], None]) -> None:
    """The child's whole life. `parent` is the parent's process id."""
    _die_with(parent)
    for number in (signal.SIGINT, signal.SIGTERM):  # sent to the whole group: the parent decides what becomes of us
        signal.signal(number, signal.SIG_IGN)
    prepare()
    inbox = _Inbox(pipe)
    pipe.send(Ready())
    bench = _Bench(engine)
    bench.warm()
    while True:
        pipe.send(bench.make(inbox.next(), lambda event: _tell(event, pipe, inbox)))


def log_to_stderr() -> None:
    """The plainest logging; the command line has its own."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


class _Inbox:
    """Reads the pipe in a thread of its own, so that a cancel and the parent's death are noticed during a long step."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._makes: SimpleQueue[Make] = SimpleQueue()
        self.canceled = threading.Event()  # what is being made shall stop
        threading.Thread(target=self._read, name="inbox", daemon=True).start()

    def next(self) -> Make:
        """Wait for the next order."""
        return self._makes.get()

    def _read(self) -> None:
        while True:
            try:
                order: Make | Cancel = self._pipe.recv()
            except (EOFError, OSError):
                os._exit(0)  # the parent is gone or has closed the pipe; nobody waits for what we are doing
            if isinstance(order, Make):
                self.canceled.clear()
                self._makes.put(order)
            else:
                self.canceled.set()


class _Bench:
    """Holds the engine between two videos."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._engine: Engine | None = None

    def warm(self) -> None:
        """Load the engine before the first order comes; if that fails, the order will say why."""
        failed = _outcome(self._load)
        if isinstance(failed, Failed):
            logger.error("the engine %s cannot be loaded: %s", self._name, failed.message)

    def make(self, order: Make, emit: Callable[[Event], None]) -> Done | Failed:
        """Done, or why not."""

        def work() -> Done:
            return make_video(order.request, engine=self._load(), video=order.video, poster=order.poster, emit=emit)

        return _outcome(work)

    def _load(self) -> Engine:
        if self._engine is None:
            self._engine = load(self._name)
        return self._engine


def _outcome(work: Callable[[], T]) -> T | Failed:
    """What `work` returns; the outermost frame, where every exception becomes a sentence."""
    try:
        return work()
    except MemoryError:
        logger.exception("the engine ran out of memory")
        return Failed(name="out_of_memory", message="The engine needs more memory for this video than there is.")
    except Exception as error:
        return _verdict(error)


def _verdict(error: Exception) -> Failed:
    """Our own errors speak for themselves; of any other, people see its kind and the log its traceback."""
    for kind, name, retry in VERDICTS:
        if isinstance(error, kind):
            return Failed(name=name, message=str(error), retry=retry)
    logger.error("the engine failed", exc_info=error)
    message = f"The engine stopped at an error of its own ({type(error).__name__}); the log says more."
    return Failed(name="engine_failed", message=message)


def _tell(event: Event, pipe: Connection, inbox: _Inbox) -> None:
    if inbox.canceled.is_set():
        raise Canceled("the generation was canceled")
    pipe.send(event)


def _die_with(parent: int) -> None:
    """Have Linux kill this process when its parent dies, even in the middle of native code."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)  # it died before it could be watched
