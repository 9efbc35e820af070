"""What workers do with the queue: take a generation, report on it, let go of it; and look after those that are lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update

from video01.database import reading
from video01.database.schema import generations, keys
from video01.errors import NotOwner
from video01.generation import Failure, Generation, Output, PromptReport, Status, credits_for
from video01.queue import tally
from video01.queue.order import next_number
from video01.queue.outbox import note_changes
from video01.queue.rows import COLUMNS, generation_of
from video01.queue.table import Change, Rows, Table, may_become, picture, rows

_WORKER_LOST = Failure(
    name="worker_lost",
    message="The worker that was making this video stopped without a word: its process or machine died.",
)


class WorkersSide(Table):
    """A worker is known by its name; only the one that claimed a generation may report on it."""

    def claim(self, worker: str) -> Generation | None:
        """Take the next generation, pictures and all; None when nothing waits. No two workers share an id."""
        with reading(self.engine) as connection:  # an idle worker takes no write lock
            if connection.execute(next_number()).first() is None:
                return None
        with self._change() as change:
            row = change.connection.execute(claiming(worker, change)).one_or_none()
            if row is None:
                return None
            note_changes(change.connection, (row,), change.now)
            tally.note_claim(change.connection, row)
            first, last = (picture(change.connection, row.id, place) for place in ("first", "last"))
            return generation_of(row, first_frame=first, last_frame=last)

    def heartbeat(self, id: str, worker: str, progress: float | None = None) -> bool:
        """Say that the work goes on (progress 0 to 1). True: it shall stop, for it was canceled. Raises `NotOwner`."""
        if progress is None:
            return self._beat(id, worker)
        with self._change() as change:
            held = change.update(_held(id, worker), heartbeat_at=change.now, progress=progress)
        if not held:
            raise _not_owner(id, worker)
        return bool(held[0].cancel_requested)

    def should_stop(self, id: str, worker: str) -> bool:
        """Whether it was canceled, or is not this worker's any longer. A read: cheap enough to ask all the time."""
        query = select(rows.cancel_requested).where(_held(id, worker))
        with reading(self.engine) as connection:
            return connection.execute(query).scalar_one_or_none() is not False

    def report(self, id: str, worker: str, report: PromptReport) -> None:
        """Write down what the optimizer made of the prompt. Raises `NotOwner`."""
        with self._change() as change:
            if not change.update(_held(id, worker), report=asdict(report)):
                raise _not_owner(id, worker)

    def succeed(
        self, id: str, worker: str, output: Output, timings: Mapping[str, float] = MappingProxyType({})
    ) -> None:
        """The files are in the storage; the key is charged. Raises `NotOwner`: then they are not wanted.

        `timings` has the seconds of each stage.
        """
        cost = credits_for(output.duration)
        with self._change() as change:
            held = _held(id, worker)
            done = change.move(held, Status.SUCCEEDED, output=asdict(output), progress=1.0, cost=cost)
            if not done:
                raise _not_owner(id, worker)
            charge = {"credits": keys.c.credits - cost, "credits_used": keys.c.credits_used + cost}
            charged = update(keys).where(keys.c.id == done[0].owner).values(videos=keys.c.videos + 1, **charge)
            change.connection.execute(charged)
            tally.note_stages(change.connection, timings)

    def fail(self, id: str, worker: str, failure: Failure, *, retry: bool) -> None:
        """It failed. With `retry` it is queued again while it has tries left. Raises `NotOwner`."""
        with self._change() as change:
            held = _held(id, worker)
            if retry:
                moved = self._try_again(change, held, failure)
            else:
                moved = change.move(held, Status.FAILED, failure=asdict(failure))
        if not moved:
            raise _not_owner(id, worker)

    def canceled(self, id: str, worker: str) -> None:
        """It was stopped as somebody asked. Raises `NotOwner`."""
        with self._change() as change:
            moved = change.move(_held(id, worker), Status.CANCELED)
        if not moved:
            raise _not_owner(id, worker)

    def hand_back(self, id: str, worker: str) -> None:
        """The worker shuts down: it waits again, at its old place, and this try does not count. Raises `NotOwner`."""
        with self._change() as change:
            mine = _held(id, worker)
            moved = change.move(and_(mine, rows.cancel_requested), Status.CANCELED)
            moved += change.move(mine, Status.QUEUED, attempts=rows.attempts - 1)
        if not moved:
            raise _not_owner(id, worker)

    def rescue(self, lost_after: float) -> tuple[Generation, ...]:
        """Queue again, or fail, what runs without a heartbeat for `lost_after` seconds; returns it as it stands now.

        A heartbeat from the future is none: the clock was set back since.
        """
        now = self._clock()
        alive = rows.heartbeat_at.between(now - lost_after, now + lost_after)
        lost = and_(rows.status == Status.RUNNING, ~alive)
        with reading(self.engine) as connection:
            if connection.execute(select(rows.number).where(lost).limit(1)).first() is None:
                return ()
        with self._change() as change:
            return tuple(generation_of(row) for row in self._try_again(change, lost, _WORKER_LOST))

    def _beat(self, id: str, worker: str) -> bool:
        """A sign of life alone: nothing that anybody follows has changed."""
        beat = update(generations).where(_held(id, worker)).values(heartbeat_at=self._clock())
        with self._writing.begin() as connection:
            asked = connection.execute(beat.returning(rows.cancel_requested)).scalar_one_or_none()
        if asked is None:
            raise _not_owner(id, worker)
        return bool(asked)

    def _try_again(self, change: Change, running: ColumnElement[bool], failure: Failure) -> Rows:
        """An attempt ended without a result: cancel if that was asked, else queue again, or fail if no try is left."""
        tries = "once" if self._max_attempts == 1 else f"{self._max_attempts} times"
        final = {"name": failure.name, "message": f"{failure.message} It was tried {tries}."}
        moved = change.move(and_(running, rows.cancel_requested), Status.CANCELED)
        moved += change.move(and_(running, rows.attempts < self._max_attempts), Status.QUEUED)
        return moved + change.move(running, Status.FAILED, failure=final)


def claiming(worker: str, change: Change) -> Any:
    """The one statement that takes a row. `SKIP LOCKED` is for Postgres; SQLite has one writer at a time."""
    chosen = next_number().with_for_update(skip_locked=True).scalar_subquery()
    return (
        update(generations)
        .where(rows.number == chosen, may_become(Status.RUNNING))
        .values(
            status=Status.RUNNING,
            worker=worker,
            heartbeat_at=change.now,
            started_at=change.now,
            progress=0.0,
            attempts=rows.attempts + 1,
            revision=change.revision,
        )
        .returning(*COLUMNS)
    )


def _held(id: str, worker: str) -> ColumnElement[bool]:
    return and_(rows.id == id, rows.worker == worker, rows.status == Status.RUNNING)


def _not_owner(id: str, worker: str) -> NotOwner:
    return NotOwner(f"generation {id} is no longer held by worker {worker}")
