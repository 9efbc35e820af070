"""What changed since a revision: rows as they stand now, and the ids of those that are gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, true

from video01.database.schema import deletions, generations, revisions
from video01.generation import Generation
from video01.queue.rows import COLUMNS, AnyRow, generation_of

REMEMBERED = 86_400.0  # seconds that a deletion can be seen in the changes


@dataclass(frozen=True, kw_only=True)
class Deleted:
    """A generation that is gone."""

    id: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Ask for what came after `revision` next time. A change may be told twice, never left out."""

    revision: int
    changed: tuple[Generation, ...]  # each once, as it stands now, oldest change first
    deleted: tuple[Deleted, ...]


def current_revision(connection: Connection) -> int:
    return int(connection.execute(select(revisions.c.value)).scalar_one())


def changes_since(connection: Connection, after: int, owner: str | None) -> Changes:
    revision = current_revision(connection)  # read first: what comes meanwhile is told again
    if revision <= after:
        return Changes(revision=revision, changed=(), deleted=())
    changed = select(*COLUMNS).where(generations.c.revision > after, _of(generations.c.owner, owner))
    gone = select(deletions.c.id, deletions.c.owner).where(deletions.c.revision > after, _of(deletions.c.owner, owner))
    return Changes(
        revision=revision,
        changed=tuple(generation_of(row) for row in connection.execute(changed.order_by(generations.c.revision)).all()),
        deleted=tuple(Deleted(id=row.id, owner=row.owner) for row in connection.execute(gone)),
    )


def remember_deleted(connection: Connection, rows: tuple[AnyRow, ...], revision: int, now: float) -> None:
    """Write down that these rows are gone, and forget who went long ago."""
    connection.execute(delete(deletions).where(deletions.c.deleted_at < now - REMEMBERED))
    if rows:
        values = [{"id": row.id, "owner": row.owner, "revision": revision, "deleted_at": now} for row in rows]
        connection.execute(insert(deletions), values)


def _of(column: Any, owner: str | None) -> ColumnElement[bool]:
    return true() if owner is None else column == owner
