"""`video01 keys`: who may use the server."""

from __future__ import annotations

import time
from argparse import Namespace

from video01.cli.terminal import note, say, table
from video01.keys import Key, Keys
from video01.settings import Settings


def run(arguments: Namespace) -> int:
    keys = Keys(Settings.from_environment().database_url)
    match arguments.action:
        case "create":
            _, secret = keys.create(arguments.name)
            say(secret)
        case "list":
            rows = [_row(key) for key in keys.list()]
            say(table([("ID", "STARTS WITH", "CREATED", "STATE", "NAME"), *rows]))
        case "revoke":
            key = keys.revoke(arguments.key)
            note(f"{key.id} ({key.name}) is refused from now on")
    keys.close()
    return 0


def _row(key: Key) -> tuple[str, str, str, str, str]:
    state = "valid" if key.revoked_at is None else f"revoked {_day(key.revoked_at)}"
    return key.id, key.prefix, _day(key.created_at), state, key.name


def _day(unix_seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(unix_seconds))
