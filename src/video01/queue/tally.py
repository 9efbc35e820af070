"""Sums that only grow, kept with the changes that they count: they tell of all processes and of all of the past.

ended            status             generations that came to it
failures         kind               those that failed, by `Failure.name`
tries            "more"             attempts that ended without a result and were followed by another
waited_seconds   "sum", "count"     from the request to the first claim
stage_sum        stage              seconds that a stage took, of all videos
stage_count      stage              videos that went through it
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select, update

from video01.database.schema import tallies
from video01.generation import Status
from video01.queue.rows import AnyRow

MAX_LABEL = 64  # characters
_rows = tallies.c


def add(connection: Connection, name: str, label: str, value: float = 1.0) -> None:
    label = label[:MAX_LABEL]
    more = update(tallies).where(_rows.name == name, _rows.label == label).values(value=_rows.value + value)
    if connection.execute(more).rowcount == 0:
        connection.execute(insert(tallies).values(name=name, label=label, value=value))


def note_move(connection: Connection, row: AnyRow) -> None:
    """A generation came to its status."""
    status = Status(row.status)
    if status.final:
        add(connection, "ended", status)
    if status is Status.FAILED:
        add(connection, "failures", row.failure["name"] if row.failure else "unknown")
    if status is Status.QUEUED:
        add(connection, "tries", "more")


def note_claim(connection: Connection, row: AnyRow) -> None:
    """How long it waited, at its first try."""
    if row.attempts == 1:
        add(connection, "waited_seconds", "sum", max(0.0, row.started_at - row.created_at))
        add(connection, "waited_seconds", "count")


def note_stages(connection: Connection, timings: Mapping[str, float]) -> None:
    """Seconds of each stage of one video."""
    for stage, seconds in timings.items():
        add(connection, "stage_sum", stage, seconds)
        add(connection, "stage_count", stage)


def read(connection: Connection) -> dict[str, dict[str, float]]:
    """name -> label -> value."""
    sums: dict[str, dict[str, float]] = {}
    for row in connection.execute(select(_rows.name, _rows.label, _rows.value)):
        sums.setdefault(row.name, {})[row.label] = row.value
    return sums
