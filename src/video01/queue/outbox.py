"""What webhooks shall tell, written down in the transaction of the change itself, so that none is lost or invented.

A generation is told of at its own `callback_url` if it has one, and at its key's address if that has one. The body is
made here, once, in one of the formats that receivers read; `webhooks` delivers it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, insert, select

from video01.database.schema import deliveries, generations, keys
from video01.generation import Status
from video01.queue.minimax import verdict
from video01.queue.rows import AnyRow

Body = dict[str, Any]
_EVENTS = {Status.SUCCEEDED: "video.completed", Status.FAILED: "video.failed", Status.CANCELED: "video.canceled"}


def video01_body(row: AnyRow, status: Status, now: float) -> Body | None:
    """At the end only. `data` says enough to go on without a poll; the video's link comes from a poll, fresh."""
    if not status.final:
        return None
    told = ("duration", "width", "height", "size")
    output = None if row.output is None else {name: row.output[name] for name in told}
    data = {"id": row.id, "status": status.value, "output": output, "error": row.failure}
    return {"type": _EVENTS[status], "timestamp": now, "data": data}


def openai_body(row: AnyRow, status: Status, now: float) -> Body | None:
    """The event of OpenAI's Videos API; one that was cancelled counts as failed there."""
    if not status.final:
        return None
    kind = "video.completed" if status is Status.SUCCEEDED else "video.failed"
    return {
        "id": f"evt_{secrets.token_hex(12)}",
        "object": "event",
        "created_at": int(now),
        "type": kind,
        "data": {"id": row.id},
    }


def minimax_body(row: AnyRow, status: Status, now: float) -> Body | None:
    """The shape of MiniMax's query, with its words for the status in lower case."""
    failure = None if row.failure is None else (row.failure["name"], row.failure["message"])
    code, message = verdict(status, failure)
    body: Body = {"task_id": str(row.number), "base_resp": {"status_code": code, "status_msg": message}}
    if status is Status.SUCCEEDED:
        size = {"video_width": row.output["width"], "video_height": row.output["height"]}
        return body | {"status": "success", "file_id": str(row.number)} | size
    return body | {"status": "failed" if status.final else "processing"}


FORMATS: dict[str, Callable[[AnyRow, Status, float], Body | None]] = {
    "video01": video01_body,
    "openai": openai_body,
    "minimax": minimax_body,
}


def note_changes(connection: Connection, rows: tuple[AnyRow, ...], now: float) -> None:
    """Have these rows' new status delivered to whoever wants to know."""
    for row in rows:
        status = Status(row.status)
        for url, name in _addresses(connection, row):
            body = FORMATS[name](row, status, now)
            if body is not None:
                delivery = {"url": url, "format": name, "body": body, "created_at": now, "next_at": now}
                connection.execute(insert(deliveries).values(_about(row) | delivery))


def _addresses(connection: Connection, row: AnyRow) -> Iterator[tuple[str, str]]:
    """Each address with its format."""
    own = select(generations.c.callback_url, generations.c.callback_format).where(generations.c.id == row.id)
    of_key = select(keys.c.webhook_url, keys.c.webhook_format).where(keys.c.id == row.owner)
    for query in (own, of_key):
        found = connection.execute(query).one_or_none()
        if found is not None and found[0]:
            yield found[0], found[1]


def _about(row: AnyRow) -> dict[str, Any]:
    return {
        "id": f"msg_{secrets.token_hex(16)}",
        "owner": row.owner,
        "generation": row.id,
        "status": row.status,
    }
