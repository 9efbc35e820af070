"""The durable queue: one table, whose rows are the generations.

    queued -> running -> succeeded | failed | canceled

A row moves only as `generation.TRANSITIONS` allows, each time in one transaction; what a call returned is on disk.
Rows are claimed in the order of their arrival; one that goes back to the queue keeps its place. Every method may be
called from any thread and any number of processes.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, case, delete, func, insert, select, update

from video01.database import connect, reading, writing
from video01.database.schema import first_frames, generations
from video01.errors import NotFound, NotOwner, QueueFull
from video01.generation import TRANSITIONS, Failure, Generation, GenerationRequest, Output, PromptReport, Status
from video01.queue.rows import COLUMNS, generation_of, output_of, request_to_json

_FINAL = tuple(status for status in Status if status.final)
_WORKER_LOST = Failure(
    name="worker_lost",
    message="The worker that was making this video stopped without a word: its process or machine died.",
)
_rows = generations.c
Rows = tuple[Row[Any], ...]


class Queue:
    """The generations of one database."""

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

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        self.engine.dispose()

    # -- what the API does --------------------------------------------------------------------------------------

    def add(self, request: GenerationRequest, *, owner: str) -> Generation:
        """Put a valid request at the end of the queue, with a seed if it has none. Raises `QueueFull`."""
        request = request.with_seed()
        values: dict[str, Any] = {
            "id": new_id(self._clock()),
            "owner": owner,
            "status": Status.QUEUED,
            "request": request_to_json(request),
            "created_at": self._clock(),
            "attempts": 0,
            "progress": 0.0,
            "cancel_requested": False,
        }
        with self._writing.begin() as connection:
            self._check_room(connection)
            row = connection.execute(insert(generations).values(values).returning(*COLUMNS)).one()
            if request.first_frame is not None:
                picture = {"generation": row.id, "bytes": request.first_frame}
                connection.execute(insert(first_frames).values(picture))
        return generation_of(row)

    def get(self, id: str, *, owner: str | None = None) -> Generation:
        """The generation as it stands, without its first frame. Raises `NotFound`, also when it is another owner's."""
        with reading(self.engine) as connection:
            return _found(connection.execute(select(*COLUMNS).where(_named(id, owner))).one_or_none(), id)

    def list(self, owner: str | None = None, *, limit: int = 20, before: str | None = None) -> tuple[Generation, ...]:
        """An owner's generations (or everybody's), newest first; `before` is the id that the last page ended with."""
        query = select(*COLUMNS).order_by(_rows.number.desc()).limit(limit)
        if owner is not None:
            query = query.where(_rows.owner == owner)
        if before is not None:
            query = query.where(_rows.number < _number(before))
        with reading(self.engine) as connection:
            return tuple(generation_of(row) for row in connection.execute(query))

    def first_frame(self, id: str) -> bytes | None:
        """The picture that was sent with a request, as it was sent."""
        with reading(self.engine) as connection:
            return _first_frame(connection, id)

    def position(self, id: str) -> int:
        """How many generations will be claimed before this one; 0 when it is next, or no longer waiting."""
        query = select(func.count()).where(_rows.status == Status.QUEUED, _rows.number < _number(id, Status.QUEUED))
        with reading(self.engine) as connection:
            return connection.execute(query).scalar_one()

    def counts(self) -> dict[Status, int]:
        """How many generations there are in each status."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(_rows.status, func.count()).group_by(_rows.status)).all()
        return dict.fromkeys(Status, 0) | {Status(status): number for status, number in rows}

    def cancel(self, id: str, *, owner: str | None = None) -> Generation:
        """Cancel what waits at once; ask the worker to stop what runs; leave what is final. Raises `NotFound`."""
        waiting = _rows.status == Status.QUEUED
        change = (
            update(generations)
            .where(_named(id, owner), _may_become(Status.CANCELED))
            .values(
                status=case((waiting, Status.CANCELED), else_=_rows.status),
                finished_at=case((waiting, self._clock()), else_=None),
                cancel_requested=True,
            )
        )
        with self._writing.begin() as connection:
            connection.execute(change)
            return _found(connection.execute(select(*COLUMNS).where(_named(id, owner))).one_or_none(), id)

    def delete(self, id: str, *, owner: str | None = None) -> Generation:
        """Remove a generation, whatever its status, and return it: its files are the caller's to delete.

        A worker that is making it notices at its next heartbeat and stops. Raises `NotFound`.
        """
        with self._writing.begin() as connection:
            statement = delete(generations).where(_named(id, owner)).returning(*COLUMNS)
            return _found(connection.execute(statement).one_or_none(), id)

    # -- what a worker does with its one generation -----------------------------------------------------------------

    def claim(self, worker: str) -> Generation | None:
        """Take the next generation, first frame and all; None when nothing waits. No two workers share an id."""
        with reading(self.engine) as connection:  # an idle worker takes no write lock
            if connection.execute(_next()).first() is None:
                return None
        with self._writing.begin() as connection:
            row = connection.execute(self._claim(worker)).one_or_none()
            return None if row is None else generation_of(row, first_frame=_first_frame(connection, row.id))

    def heartbeat(self, id: str, worker: str, progress: float | None = None) -> bool:
        """Say that the work goes on (progress 0 to 1). True: it shall stop, for it was canceled. Raises `NotOwner`."""
        values = {"heartbeat_at": self._clock()} | ({} if progress is None else {"progress": progress})
        with self._writing.begin() as connection:
            change = update(generations).where(_held(id, worker)).values(values)
            row = connection.execute(change.returning(_rows.cancel_requested)).one_or_none()
        if row is None:
            raise _not_owner(id, worker)
        return bool(row.cancel_requested)

    def report(self, id: str, worker: str, report: PromptReport) -> None:
        """Write down what the optimizer made of the prompt. Raises `NotOwner`."""
        with self._writing.begin() as connection:
            change = update(generations).where(_held(id, worker)).values(report=asdict(report))
            if connection.execute(change).rowcount == 0:
                raise _not_owner(id, worker)

    def succeed(self, id: str, worker: str, output: Output) -> None:
        """The files are in the storage. Raises `NotOwner`: then they are not wanted."""
        self._end(id, worker, Status.SUCCEEDED, output=asdict(output), progress=1.0)

    def fail(self, id: str, worker: str, failure: Failure, *, retry: bool) -> None:
        """It failed. With `retry` it is queued again while it has tries left. Raises `NotOwner`."""
        if not retry:
            self._end(id, worker, Status.FAILED, failure=asdict(failure))
            return
        with self._writing.begin() as connection:
            if not self._try_again(connection, _held(id, worker), failure):
                raise _not_owner(id, worker)

    def canceled(self, id: str, worker: str) -> None:
        """It was stopped as somebody asked. Raises `NotOwner`."""
        self._end(id, worker, Status.CANCELED)

    def hand_back(self, id: str, worker: str) -> None:
        """The worker shuts down: it waits again, at its old place, and this try does not count. Raises `NotOwner`."""
        with self._writing.begin() as connection:
            mine = _held(id, worker)
            moved = self._move(connection, and_(mine, _rows.cancel_requested), Status.CANCELED)
            moved += self._move(connection, mine, Status.QUEUED, attempts=_rows.attempts - 1)
        if not moved:
            raise _not_owner(id, worker)

    # -- what keeps the table in order ------------------------------------------------------------------------------

    def rescue(self, lost_after: float) -> tuple[Generation, ...]:
        """Queue again, or fail, what runs without a heartbeat for `lost_after` seconds; returns it as it stands now."""
        lost = and_(_rows.status == Status.RUNNING, _rows.heartbeat_at < self._clock() - lost_after)
        with reading(self.engine) as connection:
            if connection.execute(select(_rows.number).where(lost).limit(1)).first() is None:
                return ()
        with self._writing.begin() as connection:
            return tuple(generation_of(row) for row in self._try_again(connection, lost, _WORKER_LOST))

    def expire(self, before: float) -> tuple[Output, ...]:
        """Delete what was finished before that time (Unix seconds); the files are the caller's to delete."""
        old = and_(_rows.status.in_(_FINAL), _rows.finished_at < before)
        with self._writing.begin() as connection:
            rows = connection.execute(delete(generations).where(old).returning(_rows.output)).all()
        return tuple(output for row in rows if (output := output_of(row.output)) is not None)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _check_room(self, connection: Connection) -> None:
        waiting = connection.execute(select(func.count()).where(_rows.status == Status.QUEUED)).scalar_one()
        if waiting >= self._max_queued:
            message = f"the queue is full: {waiting} generations are waiting and at most {self._max_queued} may"
            raise QueueFull(message, retry_after=_usual_time(connection))

    def _claim(self, worker: str) -> Any:
        """The one statement that takes a row. `SKIP LOCKED` is for Postgres; SQLite has one writer at a time."""
        now = self._clock()
        chosen = _next().with_for_update(skip_locked=True).scalar_subquery()
        return (
            update(generations)
            .where(_rows.number == chosen, _may_become(Status.RUNNING))
            .values(
                status=Status.RUNNING,
                worker=worker,
                heartbeat_at=now,
                started_at=now,
                progress=0.0,
                attempts=_rows.attempts + 1,
            )
            .returning(*COLUMNS)
        )

    def _end(self, id: str, worker: str, status: Status, **values: Any) -> None:
        with self._writing.begin() as connection:
            if not self._move(connection, _held(id, worker), status, **values):
                raise _not_owner(id, worker)

    def _try_again(self, connection: Connection, running: ColumnElement[bool], failure: Failure) -> Rows:
        """An attempt ended without a result: cancel if that was asked, else queue again, or fail if no try is left."""
        tries = "once" if self._max_attempts == 1 else f"{self._max_attempts} times"
        final = {"name": failure.name, "message": f"{failure.message} It was tried {tries}."}
        moved = self._move(connection, and_(running, _rows.cancel_requested), Status.CANCELED)
        moved += self._move(connection, and_(running, _rows.attempts < self._max_attempts), Status.QUEUED)
        return moved + self._move(connection, running, Status.FAILED, failure=final)

    def _move(self, connection: Connection, condition: ColumnElement[bool], status: Status, **values: Any) -> Rows:
        """Rows from `running` on to another status; nobody holds them any longer."""
        values |= (
            {"finished_at": self._clock()} if status.final else {"progress": 0.0, "started_at": None, "report": None}
        )
        change = update(generations).where(condition, _may_become(status))
        change = change.values(status=status, worker=None, heartbeat_at=None, **values)
        return tuple(connection.execute(change.returning(*COLUMNS)))


def new_id(now: float) -> str:
    """32 hex digits: 48 bits of milliseconds, so that ids sort by age, then 80 bits that nobody guesses."""
    return f"{int(now * 1000):012x}{secrets.token_hex(10)}"


def _named(id: str, owner: str | None) -> ColumnElement[bool]:
    return _rows.id == id if owner is None else and_(_rows.id == id, _rows.owner == owner)


def _held(id: str, worker: str) -> ColumnElement[bool]:
    return and_(_rows.id == id, _rows.worker == worker, _rows.status == Status.RUNNING)


def _may_become(status: Status) -> ColumnElement[bool]:
    return _rows.status.in_([source for source, targets in TRANSITIONS.items() if status in targets])


def _next() -> Select[tuple[int]]:
    waiting = generations.alias("waiting")
    query = select(waiting.c.number).where(waiting.c.status == Status.QUEUED)
    return query.order_by(waiting.c.number).limit(1)


def _number(id: str, status: Status | None = None) -> Any:
    named = generations.alias("named")
    query = select(named.c.number).where(named.c.id == id)
    return (query if status is None else query.where(named.c.status == status)).scalar_subquery()


def _first_frame(connection: Connection, id: str) -> bytes | None:
    query = select(first_frames.c.bytes).where(first_frames.c.generation == id)
    return connection.execute(query).scalar_one_or_none()


def _usual_time(connection: Connection) -> float:
    """Seconds that the last ten videos took, on average; when the next place comes free, roughly."""
    query = select(_rows.started_at, _rows.finished_at).where(_rows.status == Status.SUCCEEDED)
    times = [end - start for start, end in connection.execute(query.order_by(_rows.finished_at.desc()).limit(10))]
    return min(max(sum(times) / len(times), 1.0), 300.0) if times else 10.0


def _found(row: Row[Any] | None, id: str) -> Generation:
    if row is None:
        raise NotFound(f"there is no generation {id!r}")
    return generation_of(row)


def _not_owner(id: str, worker: str) -> NotOwner:
    return NotOwner(f"generation {id} is no longer held by worker {worker}")
