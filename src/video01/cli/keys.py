"""`video01 keys`: who may use the server, and how much."""

from __future__ import annotations

import json
import time
from argparse import Namespace
from dataclasses import asdict

from video01.cli.terminal import note, say, table
from video01.errors import InvalidRequest
from video01.keys import Key, Keys
from video01.settings import Settings

UNLIMITED = "unlimited"


def run(arguments: Namespace) -> int:
    keys = Keys(Settings.from_environment().database_url)
    match arguments.action:
        case "create":
            say(_create(keys, arguments))
        case "list":
            rows = [_row(key) for key in keys.list()]
            say(table([("ID", "STARTS WITH", "CREATED", "STATE", "CREDITS", "VIDEOS", "NAME"), *rows]))
        case "usage":
            say(_usage(keys.find(arguments.key), as_json=arguments.json))
        case "credits":
            key = keys.set_credits(arguments.key, _credits(arguments.credits))
            note(f"{key.id} ({key.name}) has {_number(key.credits)} credits from now on")
        case "revoke":
            key = keys.revoke(arguments.key)
            note(f"{key.id} ({key.name}) is refused from now on")
    keys.close()
    return 0


def _create(keys: Keys, arguments: Namespace) -> str:
    key, secret = keys.create(
        arguments.name,
        scopes=frozenset(name.strip() for name in arguments.scope.split(",")),
        credits=arguments.credits,
        rpm=arguments.rpm,
        max_queued=arguments.max_queued,
        max_priority=arguments.max_priority,
        webhook_url=arguments.webhook,
    )
    if arguments.webhook:
        note(f"its webhooks are signed with {keys.webhook_secret(key.id)}")
    return secret


def _usage(key: Key, *, as_json: bool) -> str:
    facts = asdict(key) | {"scopes": sorted(key.scopes)}
    if as_json:
        return json.dumps(facts)
    shown = facts | {
        "scopes": ", ".join(sorted(key.scopes)),
        "created_at": _day(key.created_at),
        "revoked_at": "never" if key.revoked_at is None else _day(key.revoked_at),
    }
    return table([(name, UNLIMITED if value is None else str(value)) for name, value in shown.items()])


def _credits(text: str) -> int | None:
    if text == UNLIMITED:
        return None
    if not text.isdecimal():
        raise InvalidRequest("credits", f"credits must be a whole number or {UNLIMITED}, got {text!r}")
    return int(text)


def _row(key: Key) -> tuple[str, ...]:
    state = "valid" if key.revoked_at is None else f"revoked {_day(key.revoked_at)}"
    return key.id, key.prefix, _day(key.created_at), state, _number(key.credits), str(key.videos), key.name


def _number(value: int | None) -> str:
    return UNLIMITED if value is None else str(value)


def _day(unix_seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(unix_seconds))
