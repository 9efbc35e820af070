"""How long it will take, from how long the last ones took."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, select

from video01.database.schema import generations
from video01.generation import Status

LAST = 10  # videos that tell how long one takes
LEAST_PROGRESS = 0.1  # from which on a generation's own pace tells more than the others'
_rows = generations.c


@dataclass(frozen=True, kw_only=True)
class Place:
    """Of one that waits."""

    owner: str
    position: int  # how many come before


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Everything that waits, and how long it and what runs still take. By id."""

    places: dict[str, Place] = field(default_factory=dict)
    seconds_left: dict[str, float | None] = field(default_factory=dict)


def usual_time(connection: Connection) -> float | None:
    """Seconds that the last videos took, on average, from 1 to 300; None before the first."""
    times = [end - start for start, end in connection.execute(last_made())]
    return min(max(sum(times) / len(times), 1.0), 300.0) if times else None


def last_made() -> Select[Any]:
    """When the last videos were begun and done.

    The status is compared as an expression, for which there is no index: by the one of the status, every video there is
    would have to be sorted; by the one of the end, they are in this order.
    """
    query = select(_rows.started_at, _rows.finished_at).where(_rows.status.concat("") == Status.SUCCEEDED.value)
    return query.where(_rows.finished_at.is_not(None)).order_by(_rows.finished_at.desc()).limit(LAST)


def left_of_running(started_at: float, progress: float, usual: float | None, now: float) -> float | None:
    """Seconds that one in the making still takes: by its own pace once that can be told."""
    elapsed = max(0.0, now - started_at)
    if progress >= LEAST_PROGRESS:
        return elapsed * (1 - progress) / progress
    return None if usual is None else max(1.0, usual - elapsed)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast it goes."""

    usual: float | None  # seconds that one video takes
    running: dict[str, float | None]  # id of what is being made -> seconds that it still takes

    def until(self, position: int) -> float | None:
        """Seconds until one is done that waits behind so many others.

        It takes what is being made, then what is ahead, by as many workers as there are, then itself.
        """
        if self.usual is None:
            return None
        under_way = sum(self.usual if left is None else left for left in self.running.values())
        return (under_way + position * self.usual) / max(1, len(self.running)) + self.usual


def pace(connection: Connection, now: float) -> Pace:
    usual = usual_time(connection)
    query = select(_rows.id, _rows.started_at, _rows.progress).where(_rows.status == Status.RUNNING)
    rows = connection.execute(query)
    return Pace(
        usual=usual, running={row.id: left_of_running(row.started_at, row.progress, usual, now) for row in rows}
    )


def outlook(connection: Connection, waiting: list[tuple[str, str]], now: float) -> Outlook:
    """`waiting` has id and owner of what waits, in the order in which it will be claimed."""
    going = pace(connection, now)
    places = {id: Place(owner=owner, position=position) for position, (id, owner) in enumerate(waiting)}
    seconds = going.running | {id: going.until(place.position) for id, place in places.items()}
    return Outlook(places=places, seconds_left=seconds)
