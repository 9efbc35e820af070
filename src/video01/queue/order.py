"""Whose turn it is: by priority, then owners by turns, then by age.

Each generation gets a turn when it is added: one after its owner's last, but not before the turn that is being served.
So an owner with a hundred waiting holds a hundred turns, and another's first one shares the very next (start-time fair
queueing with equal weights: Goyal, Vin and Cheng, 1996). A turn is given once: claiming and the place in the queue read
one index, and what goes back to the queue keeps its place. What a paused owner has waiting is passed over.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql import FromClause

from video01.database.schema import generations, pauses
from video01.generation import Status
from video01.queue.rows import AnyRow

_rows = generations.c


def next_number() -> Select[Any]:
    """The number of the generation to claim, if any waits."""
    waiting, top = generations.alias("waiting"), generations.alias("top")
    highest = select(func.max(top.c.priority)).where(_claimable(top)).scalar_subquery()
    query = select(waiting.c.number).where(_claimable(waiting), waiting.c.priority == highest)
    return query.order_by(waiting.c.turn, waiting.c.number).limit(1)


def count_before(row: AnyRow) -> Select[Any]:
    """How many will be claimed before a waiting row that has `priority`, `turn` and `number`."""
    ahead = and_(
        _rows.priority == row.priority,
        or_(_rows.turn < row.turn, and_(_rows.turn == row.turn, _rows.number < row.number)),
    )
    return select(func.count()).where(_claimable(generations), or_(_rows.priority > row.priority, ahead))


def all_waiting() -> Select[Any]:
    """Id and owner of what waits, in the order in which it will be claimed."""
    query = select(_rows.id, _rows.owner).where(_claimable(generations))
    return query.order_by(_rows.priority.desc(), _rows.turn, _rows.number)


def turn_for(connection: Connection, owner: str, priority: int) -> int:
    """The turn of what this owner adds now."""
    own = select(func.max(_rows.turn)).where(
        _rows.owner == owner,
        _rows.priority == priority,
        or_(_rows.status == Status.QUEUED, _rows.started_at.is_not(None)),  # one canceled while waiting took no turn
    )
    last = connection.execute(own).scalar_one()
    served = served_turn(connection, priority)
    return served if last is None else max(served, last + 1)


def served_turn(connection: Connection, priority: int) -> int:
    """The turn that is being served: the lowest that waits, or a new one if none does."""
    of_priority = _rows.priority == priority
    lowest = select(func.min(_rows.turn)).where(_claimable(generations), of_priority)
    turn = connection.execute(lowest).scalar_one()
    if turn is None:
        highest = [select(func.max(_rows.turn).label("turn")).where(_rows.status == s, of_priority) for s in Status]
        each = union_all(*highest).subquery()  # one step into the index for each status
        last = connection.execute(select(func.max(each.c.turn))).scalar_one()
        return 0 if last is None else int(last) + 1
    return int(turn)


def waiting_of(connection: Connection, owner: str) -> list[AnyRow]:
    """An owner's waiting rows in the order in which they will be claimed: number, id, priority, turn."""
    query = select(_rows.number, _rows.id, _rows.priority, _rows.turn)
    query = query.where(_rows.owner == owner, _rows.status == Status.QUEUED)
    return list(connection.execute(query.order_by(_rows.priority.desc(), _rows.turn, _rows.number)))


def is_paused(owner: str) -> Select[Any]:
    return select(literal_column("1", type_=_rows.number.type)).select_from(pauses).where(pauses.c.owner == owner)


def _claimable(table: FromClause) -> ColumnElement[bool]:
    return and_(table.c.status == Status.QUEUED, table.c.owner.not_in(select(pauses.c.owner)))
