"""The keys that callers show: made here, stored as hashes, revoked with effect at once."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine, Row, func, insert, or_, select, update

from video01.database import connect, reading, writing
from video01.database.schema import keys
from video01.errors import InvalidRequest, NotFound, Unauthorized

PREFIX = "v01_"
SHOWN_CHARACTERS = 12  # of a secret, to tell keys apart: 48 of its 256 bits
MAX_SECRET_CHARACTERS = 200  # more is not read
MAX_NAME_CHARACTERS = 200


@dataclass(frozen=True, kw_only=True)
class Key:
    """Who may ask for videos. Times are Unix seconds."""

    id: str  # owner of the generations that it creates
    name: str  # for people
    prefix: str  # how the secret starts
    created_at: float
    revoked_at: float | None = None


_COLUMNS = tuple(keys.columns[f.name] for f in fields(Key))


class Keys:
    """The keys of one database. Every method may be called from any thread."""

    def __init__(self, database: str | Engine, *, clock: Callable[[], float] = time.time) -> None:
        """Use an open database (`Queue.engine`), or open the one at a SQLAlchemy URL. Raises `InvalidSettings`."""
        self.engine = connect(database) if isinstance(database, str) else database
        self._writing = writing(self.engine)
        self._clock = clock

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        self.engine.dispose()

    def create(self, name: str) -> tuple[Key, str]:
        """A new key and its secret, which is shown this once and never stored. Raises `InvalidRequest`."""
        if not 1 <= len(name) <= MAX_NAME_CHARACTERS:
            raise InvalidRequest("name", f"name must have 1 to {MAX_NAME_CHARACTERS} characters, got {len(name)}")
        secret = PREFIX + secrets.token_urlsafe(32)
        key = Key(
            id=f"key_{secrets.token_hex(8)}", name=name, prefix=secret[:SHOWN_CHARACTERS], created_at=self._clock()
        )
        values = {f.name: getattr(key, f.name) for f in fields(key)} | {"hash": _hash(secret)}
        with self._writing.begin() as connection:
            connection.execute(insert(keys).values(values))
        return key, secret

    def authenticate(self, secret: str) -> Key:
        """The key with this secret. Raises `Unauthorized` when it is unknown or revoked, and says no more than that."""
        query = select(*_COLUMNS).where(
            keys.c.hash == _hash(secret[:MAX_SECRET_CHARACTERS]), keys.c.revoked_at.is_(None)
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise Unauthorized("the API key is unknown or was revoked")
        return _key(row)

    def list(self) -> tuple[Key, ...]:
        """Every key, revoked ones too, oldest first."""
        with reading(self.engine) as connection:
            return tuple(_key(row) for row in connection.execute(select(*_COLUMNS).order_by(keys.c.created_at)))

    def count(self) -> int:
        """How many keys are not revoked."""
        query = select(func.count()).select_from(keys).where(keys.c.revoked_at.is_(None))
        with reading(self.engine) as connection:
            return connection.execute(query).scalar_one()

    def revoke(self, id_or_prefix: str) -> Key:
        """Refuse a key from now on. Raises `NotFound`, or `InvalidRequest` when several keys start like this."""
        named = or_(keys.c.id == id_or_prefix, keys.c.prefix == id_or_prefix)
        with self._writing.begin() as connection:
            found = connection.execute(select(_COLUMNS[0]).where(named, keys.c.revoked_at.is_(None))).scalars().all()
            if not found:
                raise NotFound(f"there is no key {id_or_prefix!r} that is not revoked")
            if len(found) > 1:
                raise InvalidRequest("key", f"{len(found)} keys start with {id_or_prefix!r}: name one by its id")
            change = update(keys).where(keys.c.id == found[0]).values(revoked_at=self._clock())
            return _key(connection.execute(change.returning(*_COLUMNS)).one())


def _hash(secret: str) -> str:
    """A fast hash is enough: 256 random bits cannot be guessed one by one."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _key(row: Row[Any]) -> Key:
    return Key(**row._mapping)
