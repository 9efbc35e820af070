"""Whether a request may enter the queue: seen before, room, and the limits of its key."""

from __future__ import annotations

import json
from hashlib import sha256

from sqlalchemy import Connection, and_, func, select

from video01.database.schema import generations, keys
from video01.errors import IdempotencyConflict, InvalidRequest, OutOfCredits, QueueFull
from video01.generation import MAX_PRIORITY, Generation, GenerationRequest, Status, credits_for
from video01.queue.estimate import usual_time
from video01.queue.rows import COLUMNS, generation_of, request_to_json

MAX_KEY_CHARACTERS = 255
_rows = generations.c


def fingerprint(request: GenerationRequest, parent: str | None) -> str:
    """A hash of everything that was asked for, the pictures included. A drawn seed would change it: hash before."""
    pictures = [sha256(data or b"").hexdigest() for data in (request.first_frame, request.last_frame)]
    text = json.dumps([request_to_json(request), pictures, parent], sort_keys=True)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_values(idempotency_key: str | None, priority: int) -> None:
    """Raises `InvalidRequest`."""
    if idempotency_key is not None and not 1 <= len(idempotency_key) <= MAX_KEY_CHARACTERS:
        raise InvalidRequest(
            "Idempotency-Key",
            f"Idempotency-Key must have 1 to {MAX_KEY_CHARACTERS} characters, got {len(idempotency_key)}",
        )
    if not -MAX_PRIORITY <= priority <= MAX_PRIORITY:
        raise InvalidRequest(
            "priority", f"priority must be a whole number from -{MAX_PRIORITY} to {MAX_PRIORITY}, got {priority}"
        )


def seen_before(connection: Connection, owner: str, idempotency_key: str, print_: str) -> Generation | None:
    """What the same key and request made. Raises `IdempotencyConflict` when the request was another."""
    same_key = and_(_rows.owner == owner, _rows.idempotency_key == idempotency_key)
    row = connection.execute(select(*COLUMNS).where(same_key)).one_or_none()
    if row is None:
        return None
    if connection.execute(select(_rows.fingerprint).where(same_key)).scalar_one() != print_:
        raise IdempotencyConflict(
            f"the Idempotency-Key {idempotency_key[:40]!r} was used for generation {row.id}, "
            "whose request differs from this one: the same request is expected, or another key"
        )
    return generation_of(row)


def check_room(connection: Connection, max_queued: int) -> None:
    """Raises `QueueFull`."""
    waiting = connection.execute(select(func.count()).where(_rows.status == Status.QUEUED)).scalar_one()
    if waiting >= max_queued:
        message = f"the queue is full: {waiting} generations are waiting and at most {max_queued} may"
        raise QueueFull(message, retry_after=usual_time(connection) or 10.0)


def check_limits(connection: Connection, owner: str, request: GenerationRequest, priority: int) -> None:
    """What the owner's key allows, if it is a key. Raises `QueueFull`, `OutOfCredits`, `InvalidRequest`."""
    limits = select(keys.c.credits, keys.c.max_queued, keys.c.max_priority).where(keys.c.id == owner)
    key = connection.execute(limits).one_or_none()
    if key is None:
        return
    if priority > key.max_priority:
        raise InvalidRequest("priority", f"priority must be at most {key.max_priority} with this key, got {priority}")
    if key.max_queued is not None:
        _check_waiting(connection, owner, key.max_queued)
    if key.credits is not None:
        _check_credits(connection, owner, key.credits, credits_for(request.duration))


def _check_waiting(connection: Connection, owner: str, most: int) -> None:
    query = select(func.count()).where(_rows.owner == owner, _rows.status == Status.QUEUED)
    waiting = connection.execute(query).scalar_one()
    if waiting >= most:
        message = f"{waiting} generations of this key are waiting and at most {most} may"
        raise QueueFull(message, retry_after=usual_time(connection) or 10.0)


def _check_credits(connection: Connection, owner: str, left: int, cost: int) -> None:
    open_ = _rows.status.in_([Status.QUEUED, Status.RUNNING])
    query = select(func.coalesce(func.sum(_rows.cost), 0)).where(_rows.owner == owner, open_)
    free = left - int(connection.execute(query).scalar_one())
    if cost > free:
        raise OutOfCredits(
            f"this video costs {cost} credits, and this key has {max(free, 0)} that nothing else waits for"
        )
