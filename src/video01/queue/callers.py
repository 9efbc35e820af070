"""What those who ask for videos do with the queue."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import Connection, and_, delete, func, insert, select

from video01.database import reading
from video01.database.schema import frames, generations, pauses
from video01.errors import InvalidRequest, NotFound
from video01.generation import Generation, GenerationRequest, Output, Status, credits_for
from video01.queue import admission, order, tally
from video01.queue.changes import Changes, changes_since, current_revision, remember_deleted
from video01.queue.estimate import Outlook, outlook, pace
from video01.queue.outbox import FORMATS
from video01.queue.rows import COLUMNS, generation_of, output_of, request_to_json
from video01.queue.table import FINAL, Change, Table, find, found, named, picture, rows

PLACES = ("first", "last")  # of a picture in the video


class CallersSide(Table):
    """Adding, looking, and changing one's mind. `owner` None means anybody's."""

    def add(
        self,
        request: GenerationRequest,
        *,
        owner: str,
        idempotency_key: str | None = None,
        priority: int = 0,
        parent: str | None = None,
        callback_url: str | None = None,
        callback_format: str = "video01",
    ) -> Generation:
        """Put a valid request into the queue, with a seed if it has none: leave it None for `idempotency_key` to work.

        The same key with the same request gives the generation that the first one made.
        Raises `IdempotencyConflict`, `QueueFull`, `OutOfCredits`, `InvalidRequest`.
        """
        admission.check_values(idempotency_key, priority)
        assert callback_format in FORMATS
        print_ = admission.fingerprint(request, parent) if idempotency_key is not None else None
        with self._change() as change:
            if idempotency_key is not None and print_ is not None:
                seen = admission.seen_before(change.connection, owner, idempotency_key, print_)
                if seen is not None:
                    return seen
            admission.check_room(change.connection, self._max_queued)
            admission.check_limits(change.connection, owner, request, priority)
            extra = {"idempotency_key": idempotency_key, "fingerprint": print_, "priority": priority, "parent": parent}
            callback = {"callback_url": callback_url, "callback_format": callback_format}
            return _insert(change, request.with_seed(), owner, **extra, **callback)

    def get(self, id: str, *, owner: str | None = None) -> Generation:
        """The generation as it stands, without its pictures. Raises `NotFound`, also when it is another owner's."""
        with reading(self.engine) as connection:
            return find(connection, id, owner)

    def get_by_number(self, number: int, *, owner: str | None = None) -> Generation:
        """The same by its number. Raises `NotFound`."""
        mine = rows.number == number if owner is None else and_(rows.number == number, rows.owner == owner)
        with reading(self.engine) as connection:
            row = connection.execute(select(*COLUMNS).where(mine)).one_or_none() if number < 2**63 else None
        return found(row, str(number))

    def list(
        self,
        owner: str | None = None,
        *,
        limit: int = 20,
        before: str | None = None,  # an id: only older ones
        after: str | None = None,  # an id: only newer ones
        order: Literal["asc", "desc"] = "desc",  # desc: newest first
        search: str | None = None,  # in the prompt, in any case of letters
        status: Status | None = None,
        favourite: bool | None = None,
        parent: str | None = None,  # an id: only what goes back to it
    ) -> tuple[Generation, ...]:
        """An owner's generations in pages. An id that is nobody's has nothing before or after it."""
        query = select(*COLUMNS).order_by(rows.number.desc() if order == "desc" else rows.number).limit(limit)
        for value, condition in (
            (owner, rows.owner == owner),
            (before, rows.number < _number(before)),
            (after, rows.number > _number(after)),
            (search, rows.request["prompt"].as_string().icontains(search or "", autoescape=True)),
            (status, rows.status == status),
            (favourite, rows.favourite.is_(favourite)),
            (parent, rows.parent == parent),
        ):
            if value is not None:
                query = query.where(condition)
        with reading(self.engine) as connection:
            return tuple(generation_of(row) for row in connection.execute(query))

    def first_frame(self, id: str) -> bytes | None:
        """The picture that was sent with a request, as it was sent."""
        with reading(self.engine) as connection:
            return picture(connection, id, "first")

    def last_frame(self, id: str) -> bytes | None:
        """The picture that was sent for the end of the video."""
        with reading(self.engine) as connection:
            return picture(connection, id, "last")

    def pictures_of(self, ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """Which of these have pictures, and for which places: `first`, `last`."""
        query = select(frames.c.generation, frames.c.place).where(frames.c.generation.in_(ids))
        with reading(self.engine) as connection:
            found_ = connection.execute(query).all()
        return {id: frozenset(row.place for row in found_ if row.generation == id) for id, _ in found_}

    def position(self, id: str) -> int:
        """How many generations will be claimed before this one; 0 when it is next, or no longer waiting.

        Those of a key that asks later may still come before one of a key that asked often: see `order`.
        """
        with reading(self.engine) as connection:
            return _position(connection, id)

    def time_left(self, id: str) -> float | None:
        """Seconds until the video is there, if the last ones tell that, else None. Raises `NotFound`."""
        with reading(self.engine) as connection:
            generation = find(connection, id, None)
            if generation.status.final:
                return 0.0
            going = pace(connection, self._clock())
            if generation.status is Status.RUNNING:
                return going.running.get(id)
            waits_for_owner = connection.execute(order.is_paused(generation.owner)).first() is not None
            return None if waits_for_owner else going.until(_position(connection, id))

    def outlook(self) -> Outlook:
        """Places and times of everything that waits or runs, in three queries."""
        with reading(self.engine) as connection:
            waiting = [(row.id, row.owner) for row in connection.execute(order.all_waiting())]
            return outlook(connection, waiting, self._clock())

    def counts(self) -> dict[Status, int]:
        """How many generations there are in each status."""
        with reading(self.engine) as connection:
            found_ = connection.execute(select(rows.status, func.count()).group_by(rows.status)).all()
        return dict.fromkeys(Status, 0) | {Status(status): number for status, number in found_}

    def tallies(self) -> dict[str, dict[str, float]]:
        """Sums over all that ever was: see `tally`."""
        with reading(self.engine) as connection:
            return tally.read(connection)

    def oldest_wait(self) -> float:
        """Seconds that the oldest of those that wait has waited; 0 when none does."""
        with reading(self.engine) as connection:
            oldest = connection.execute(select(func.min(rows.created_at)).where(rows.status == Status.QUEUED)).scalar()
        return 0.0 if oldest is None else max(0.0, self._clock() - oldest)

    def revision(self) -> int:
        """Of the last change so far."""
        with reading(self.engine) as connection:
            return current_revision(connection)

    def changes(self, after: int, owner: str | None = None) -> Changes:
        """What changed after that revision, deletions of the last day included."""
        with reading(self.engine) as connection:
            return changes_since(connection, after, owner)

    def cancel(self, id: str, *, owner: str | None = None) -> Generation:
        """Cancel what waits at once; ask the worker to stop what runs; leave what is final. Raises `NotFound`."""
        with self._change() as change:
            mine = named(id, owner)
            if not change.move(and_(mine, rows.status == Status.QUEUED), Status.CANCELED, cancel_requested=True):
                asked = and_(mine, rows.status == Status.RUNNING, rows.cancel_requested.is_(False))
                change.update(asked, cancel_requested=True)
            return find(change.connection, id, owner)

    def delete(self, id: str, *, owner: str | None = None) -> Generation:
        """Remove a generation, whatever its status, and return it: its files are the caller's to delete.

        A worker that is making it notices at once and stops. Raises `NotFound`.
        """
        with self._change() as change:
            gone = change.connection.execute(delete(generations).where(named(id, owner)).returning(*COLUMNS)).all()
            remember_deleted(change.connection, tuple(gone), change.revision, change.now)
            return found(gone[0] if gone else None, id)

    def retry(self, id: str, *, owner: str | None = None) -> Generation:
        """The same request once more, as a new generation whose parent is the old one. Raises as `add` does."""
        with reading(self.engine) as connection:
            old = find(connection, id, owner)
            first, last = (picture(connection, id, place) for place in PLACES)
        request = replace(old.request, first_frame=first, last_frame=last)
        return self.add(request, owner=old.owner, priority=old.priority, parent=old.id)

    def favourite(self, id: str, value: bool = True, *, owner: str | None = None) -> Generation:
        """Mark it, or take the mark off. Raises `NotFound`."""
        with self._change() as change:
            marked = change.update(named(id, owner), favourite=value)
            return found(marked[0] if marked else None, id)

    def move(self, id: str, *, before: str | None = None, owner: str | None = None) -> Generation:
        """Make a waiting generation come right before another of the same owner, or last of them. The owner's places in
        the queue stay as they are: only who has which changes. Raises `NotFound`, `InvalidRequest`.
        """
        with self._change() as change:
            mine = order.waiting_of(change.connection, find(change.connection, id, owner).owner)
            wanted = _reordered([row.id for row in mine], id, before)
            for place, moved in zip(mine, wanted, strict=True):
                if place.id != moved:
                    change.update(rows.id == moved, priority=place.priority, turn=place.turn)
            return find(change.connection, id, owner)

    def pause(self, owner: str) -> None:
        """Claim nothing more of this owner until `resume`; what runs goes on."""
        with self._change() as change:  # so that nobody else does the same meanwhile
            if change.connection.execute(order.is_paused(owner)).first() is None:
                change.connection.execute(insert(pauses).values(owner=owner, since=change.now))

    def resume(self, owner: str) -> None:
        """Go on. What waited meanwhile does not come all at once: its turns begin with the one that is served now."""
        with self._change() as change:
            mine = order.waiting_of(change.connection, owner)
            for priority in {row.priority for row in mine}:
                first = min(row.turn for row in mine if row.priority == priority)
                late = order.served_turn(change.connection, priority) - first
                if late > 0:
                    here = and_(rows.owner == owner, rows.status == Status.QUEUED, rows.priority == priority)
                    change.update(here, turn=rows.turn + late)
            change.connection.execute(delete(pauses).where(pauses.c.owner == owner))

    def paused(self, owner: str) -> bool:
        """Whether `pause` holds."""
        with reading(self.engine) as connection:
            return connection.execute(order.is_paused(owner)).first() is not None

    def expire(self, before: float) -> tuple[Output, ...]:
        """Delete what was finished before that time (Unix seconds), except favourites; files are left to the caller."""
        old = and_(rows.status.in_(FINAL), rows.finished_at < before, rows.favourite.is_(False))
        with self._change() as change:
            statement = delete(generations).where(old).returning(rows.id, rows.owner, rows.output)
            gone = tuple(change.connection.execute(statement))
            remember_deleted(change.connection, gone, change.revision, change.now)
        return tuple(output for row in gone if (output := output_of(row.output)) is not None)


def new_id(now: float) -> str:
    """32 hex digits: 48 bits of milliseconds, so that ids sort by age, then 80 bits that nobody guesses."""
    return f"{int(now * 1000):012x}{secrets.token_hex(10)}"


def _insert(change: Change, request: GenerationRequest, owner: str, **extra: Any) -> Generation:
    values: dict[str, Any] = {
        "id": new_id(change.now),
        "owner": owner,
        "status": Status.QUEUED,
        "request": request_to_json(request),
        "created_at": change.now,
        "attempts": 0,
        "progress": 0.0,
        "cancel_requested": False,
        "turn": order.turn_for(change.connection, owner, extra["priority"]),
        "revision": change.revision,
        "cost": credits_for(request.duration),
        **extra,
    }
    row = change.connection.execute(insert(generations).values(values).returning(*COLUMNS)).one()
    for place, data in zip(PLACES, (request.first_frame, request.last_frame), strict=True):
        if data is not None:
            change.connection.execute(insert(frames).values(generation=row.id, place=place, bytes=data))
    return generation_of(row)


def _number(id: str | None) -> Any:
    listed = generations.alias("listed")
    return select(listed.c.number).where(listed.c.id == id).scalar_subquery()


def _position(connection: Connection, id: str) -> int:
    mine = select(rows.priority, rows.turn, rows.number).where(rows.id == id, rows.status == Status.QUEUED)
    row = connection.execute(mine).one_or_none()
    return 0 if row is None else int(connection.execute(order.count_before(row)).scalar_one())


def _reordered(ids: list[str], id: str, before: str | None) -> list[str]:
    """`ids` with one of them moved. Raises `InvalidRequest`, `NotFound`."""
    if id not in ids:
        raise InvalidRequest("id", f"a generation that waits is expected, and {id!r} waits no longer")
    others = [other for other in ids if other != id]
    if before is None or before == id:
        return ids if before == id else [*others, id]
    if before not in others:
        raise NotFound(f"there is no generation {before!r} that waits")
    place = others.index(before)
    return [*others[:place], id, *others[place:]]
