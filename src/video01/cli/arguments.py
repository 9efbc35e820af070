"""What may be typed after `video01`. Nothing heavy is imported here, so that `--help` is there at once."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NoReturn

from video01 import __version__

_EPILOG = "Settings are VIDEO01_* variables: see docs/settings.md. Everything that is kept lies in VIDEO01_HOME."


class _Parser(argparse.ArgumentParser):
    """Complains in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line; `command` names the module in `video01.cli` that does the work."""
    root: argparse.ArgumentParser = _Parser(
        prog="video01", description="A sentence or a picture in, a clip out.", epilog=_EPILOG, allow_abbrev=False
    )
    root.add_argument("--version", action="version", version=f"video01 {__version__}")
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _generate(_command(commands, "generate", "make one video here and now"))
    _serve(_command(commands, "serve", "answer the HTTP API and make the videos it asks for"))
    _worker(_command(commands, "worker", "make videos that a server on the same database accepted"))
    _keys(_command(commands, "keys", "who may use the server"))
    _webhooks(_command(commands, "webhooks", "what was told to whom, and what is still to be told"))
    _command(commands, "models", "what can make videos here")
    doctor = _command(commands, "doctor", "what was found on this machine and what would be used")
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    return root


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str
) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)


def _generate(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("prompt", metavar="PROMPT", help="what shall be seen; may be empty with --image")
    add("--image", metavar="FILE_OR_URL", help="the first frame: a JPEG, PNG or WebP file, or its http(s) or data URL")
    add("--seed", type=int, metavar="N", help="the same seed gives the same video (default: drawn, and told)")
    add("--duration", type=float, default=6.0, metavar="S", help="seconds, at most 10 (default: %(default)g)")
    add("--size", type=_size, metavar="WxH", help="pixels (default: 1280x720, or the picture's shape)")
    add("--steps", type=int, metavar="N", help="denoising steps (default: the model's)")
    add("--guidance", type=float, metavar="G", help="how closely to follow the prompt (default: the model's)")
    add("--negative-prompt", default="", metavar="TEXT", help="what shall not be seen")
    add("--no-optimize", action="store_true", help="give the prompt to the model as it is")
    add("--timings", action="store_true", help="tell how long each stage took")
    add("--json", action="store_true", help="print one JSON object")
    add("-o", "--output", type=Path, default=Path("video.mp4"), metavar="OUT.mp4", help="(default: %(default)s)")


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,5})[xX×](\d{1,5})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"expected WIDTHxHEIGHT in pixels, as in 1280x720, got {text!r}")
    return int(match[1]), int(match[2])


def _serve(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--host", metavar="ADDRESS", help="where to listen (default: VIDEO01_HOST, or 127.0.0.1)")
    add("--port", type=int, metavar="N", help="0: any free one (default: VIDEO01_PORT, or 8000)")
    add(
        "--workers", type=int, metavar="N", help="videos made at once; 0: the API only (default: VIDEO01_WORKERS, or 1)"
    )


def _worker(command: argparse.ArgumentParser) -> None:
    command.add_argument("--workers", type=int, default=1, metavar="N", help="videos made at once (default: 1)")


def _webhooks(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    shown = _command(actions, "list", "the newest deliveries")
    shown.add_argument("--limit", type=int, default=50, metavar="N", help="(default: %(default)s)")
    shown.add_argument("--key", metavar="ID", help="of this key alone: its id, or its first letters as listed")
    again = _command(actions, "redeliver", "send one once more")
    again.add_argument("delivery", metavar="ID", help="as listed")
    secret = _command(actions, "secret", "print what signs the webhooks of a key")
    secret.add_argument("key", metavar="ID", help="its id, or its first letters as listed")


def _keys(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = _command(actions, "create", "print a new key; it is never shown again")
    add = create.add_argument
    add("--name", default="unnamed", metavar="NAME", help="to know it by (default: %(default)s)")
    add("--scope", default="generate,read", metavar="A,B", help="of generate, read, admin (default: %(default)s)")
    add("--credits", type=int, metavar="N", help="it may use up; a second of video costs 15000 (default: no limit)")
    add("--rpm", type=int, metavar="N", help="requests a minute (default: no limit)")
    add("--max-queued", type=int, metavar="N", help="videos waiting at once (default: no limit of its own)")
    add("--max-priority", type=int, default=0, metavar="N", help="it may ask for (default: %(default)s)")
    add("--webhook", metavar="URL", help="where the end of each of its videos is told")
    _command(actions, "list", "every key, revoked ones too")
    usage = _command(actions, "usage", "what one key was made for and what it has used")
    usage.add_argument("key", metavar="ID", help="its id, or its first letters as listed")
    usage.add_argument("--json", action="store_true", help="print one JSON object")
    credits = _command(actions, "credits", "give a key so many credits from now on")
    credits.add_argument("key", metavar="ID", help="its id, or its first letters as listed")
    credits.add_argument("credits", metavar="N|unlimited", help="what it has left from now on")
    revoke = _command(actions, "revoke", "refuse a key from now on")
    revoke.add_argument("key", metavar="ID", help="its id, or its first letters as listed")
