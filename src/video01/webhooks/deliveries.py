"""What is to be delivered, and what became of it: the table, one transaction at a time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Engine, and_, delete, exists, select, update

from video01.database import reading, writing
from video01.database.schema import deliveries
from video01.errors import NotFound

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 3600.0  # seconds between two attempts: doubled each time
GIVE_UP = 86_400.0  # seconds after the change
LEASE = 60.0  # seconds that whoever took a delivery has for it, before another may
KEPT = 7 * 86_400.0  # seconds that the record stays


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One change told to one address. Times are Unix seconds."""

    id: str  # the same at every attempt, so that a receiver can tell it heard this already
    owner: str
    generation: str
    status: str  # of the generation at that change
    url: str
    format: str
    body: dict[str, Any]
    created_at: float
    next_at: float | None  # when it is tried again; None: delivered, or given up
    attempts: int
    delivered_at: float | None
    answer: int | None  # HTTP status of the last attempt
    error: str | None  # of the last attempt

    @property
    def state(self) -> str:
        if self.delivered_at is not None:
            return "delivered"
        return "given up" if self.next_at is None else "waiting"


_rows = deliveries.c
_COLUMNS = tuple(deliveries.columns[f.name] for f in fields(Delivery))


class Deliveries:
    """The deliveries of one database. Every method may be called from any thread."""

    def __init__(self, engine: Engine, *, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._clock = clock

    def take(self, most: int) -> tuple[Delivery, ...]:
        """What is due now, at most so many; nobody else gets it for a minute. Of one generation, the oldest alone."""
        now = self._clock()
        due = select(_rows.number).where(_rows.next_at <= now, ~_an_older_one_waits()).order_by(_rows.next_at)
        with reading(self._engine) as connection:  # with nothing to do, no lock is taken
            if connection.execute(due.limit(1)).first() is None:
                return ()
        with self._writing.begin() as connection:
            free = due.limit(most).with_for_update(skip_locked=True)  # Postgres: what another courier is taking is not
            numbers = connection.execute(free).scalars().all()
            lease = update(deliveries).where(_rows.number.in_(numbers)).values(next_at=now + LEASE)
            return tuple(Delivery(**row._mapping) for row in connection.execute(lease.returning(*_COLUMNS)))

    def delivered(self, delivery: Delivery, answer: int) -> None:
        now = self._clock()
        self._note(delivery, next_at=None, delivered_at=now, answer=answer, error=None)

    def failed(self, delivery: Delivery, error: str, answer: int | None = None) -> None:
        """Try again later, unless a day has passed."""
        now = self._clock()
        pause = min(FIRST_PAUSE * 2**delivery.attempts, LONGEST_PAUSE) * random.uniform(0.9, 1.1)
        again = now + pause
        over = again > delivery.created_at + GIVE_UP
        self._note(delivery, next_at=None if over else again, answer=answer, error=error[:300])

    def list(self, owner: str | None = None, *, limit: int = 50) -> tuple[Delivery, ...]:
        """The newest first."""
        query = select(*_COLUMNS).order_by(_rows.number.desc()).limit(limit)
        if owner is not None:
            query = query.where(_rows.owner == owner)
        with reading(self._engine) as connection:
            return tuple(Delivery(**row._mapping) for row in connection.execute(query))

    def redeliver(self, id: str, *, owner: str | None = None) -> Delivery:
        """Send it once more, now, and again for a day if need be. Raises `NotFound`."""
        mine = _rows.id == id if owner is None else and_(_rows.id == id, _rows.owner == owner)
        now = self._clock()
        fresh = update(deliveries).where(mine).values(next_at=now, created_at=now, attempts=0, delivered_at=None)
        with self._writing.begin() as connection:
            row = connection.execute(fresh.returning(*_COLUMNS)).one_or_none()
        if row is None:
            raise NotFound(f"there is no delivery {id!r}")
        return Delivery(**row._mapping)

    def forget(self) -> None:
        """Delete the record of what is over for a week."""
        old = and_(_rows.created_at < self._clock() - KEPT, _rows.next_at.is_(None))
        with self._writing.begin() as connection:
            connection.execute(delete(deliveries).where(old))

    def _note(self, delivery: Delivery, **values: Any) -> None:
        change = update(deliveries).where(_rows.id == delivery.id).values(attempts=delivery.attempts + 1, **values)
        with self._writing.begin() as connection:
            connection.execute(change)


def _an_older_one_waits() -> Any:
    """Whether an earlier change of the same generation has not reached the same address yet."""
    older = deliveries.alias("older")
    same = and_(older.c.generation == _rows.generation, older.c.url == _rows.url, older.c.number < _rows.number)
    return exists().where(same, older.c.next_at.is_not(None))
