"""The table of generations: opened, read, and changed one transaction at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, bindparam, select, update

from video01 import database
from video01.database import close, connect, writing
from video01.database.prepared import Prepared
from video01.database.schema import frames, generations, revisions
from video01.errors import NotFound
from video01.generation import TRANSITIONS, Generation, Status
from video01.queue import tally
from video01.queue.outbox import note_changes
from video01.queue.rows import COLUMNS, AnyRow, generation_of

rows = generations.c
Rows = tuple[AnyRow, ...]
FINAL = tuple(status for status in Status if status.final)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A transaction that changes generations. SQLite has one writer; elsewhere the revision's row is the lock."""

    connection: Connection
    revision: int
    now: float  # Unix seconds

    def update(self, condition: ColumnElement[bool], **values: Any) -> Rows:
        """Rows as they stand after the update."""
        change = update(generations).where(condition).values(revision=self.revision, **values)
        return tuple(self.connection.execute(change.returning(*COLUMNS)))

    def move(self, condition: ColumnElement[bool], status: Status, **values: Any) -> Rows:
        """Rows on to another status, as far as they may; nobody holds them any longer."""
        if status.final:
            values = {"finished_at": self.now, "cost": 0} | values
        else:
            values |= {"progress": 0.0, "started_at": None, "report": None}
        moved = self.update(
            and_(condition, may_become(status)), status=status, worker=None, heartbeat_at=None, **values
        )
        note_changes(self.connection, moved, self.now)
        for row in moved:
            tally.note_move(self.connection, row)
        return moved


class Table:
    """One database, with the limits that hold for all of its queue."""

    def __init__(
        self,
        database: str | Engine,
        *,
        max_queued: int = 1000,  # generations waiting at once
        max_attempts: int = 3,  # tries of one generation before it fails
        clock: Callable[[], float] = time.time,  # Unix seconds
    ) -> None:
        """Open the database at a SQLAlchemy URL and bring its tables up to date. Raises `InvalidSettings`."""
        self.engine = connect(database) if isinstance(database, str) else database
        self._writing = writing(self.engine)
        self._max_queued = max_queued
        self._max_attempts = max_attempts
        self._clock = clock
        self._turn = threading.Lock()

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        close(self.engine)

    @contextmanager
    def _change(self) -> Iterator[Change]:
        with self._in_line(), self._writing.begin() as connection:
            step = update(revisions).values(value=revisions.c.value + 1).returning(revisions.c.value)
            revision = connection.execute(step).scalar_one()
            yield Change(connection=connection, revision=revision, now=self._clock())

    @contextmanager
    def _in_line(self) -> Iterator[None]:
        """Threads wait for one another here: SQLite would have each look again and again, in no order."""
        if not self._turn.acquire(timeout=database.BUSY_TIMEOUT):
            raise database.DatabaseUnavailable("BEGIN", None, TimeoutError("another thread has written for too long"))
        try:
            yield
        finally:
            self._turn.release()


def named(id: str, owner: str | None) -> ColumnElement[bool]:
    return rows.id == id if owner is None else and_(rows.id == id, rows.owner == owner)


def may_become(status: Status) -> ColumnElement[bool]:
    return rows.status.in_([source for source, targets in TRANSITIONS.items() if status in targets])


_BY_ID = Prepared(select(*COLUMNS).where(rows.id == bindparam("id_")), generation_of)


def find(connection: Connection, id: str, owner: str | None) -> Generation:
    """Raises `NotFound`, also when it is another owner's."""
    generation = _BY_ID.one_or_none(connection, id_=id)
    if generation is None or owner not in {None, generation.owner}:
        raise _no_such(id)
    return generation


def found(row: AnyRow | None, id: str) -> Generation:
    if row is None:
        raise _no_such(id)
    return generation_of(row)


def _no_such(id: str) -> NotFound:
    return NotFound(f"there is no generation {id!r}")


def picture(connection: Connection, id: str, place: str) -> bytes | None:
    query = select(frames.c.bytes).where(frames.c.generation == id, frames.c.place == place)
    return connection.execute(query).scalar_one_or_none()
