"""The keys that callers show: made here, stored as hashes, limited, revoked with effect at once."""

from __future__ import annotations

import base64
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine, bindparam, func, insert, or_, select, update

from video01.database import close, connect, reading, writing
from video01.database.kept import kept
from video01.database.prepared import Prepared
from video01.database.schema import keys
from video01.errors import InvalidRequest, NotFound, Unauthorized

PREFIX = "v01_"
SHOWN_CHARACTERS = 12  # of a secret, to tell keys apart: 48 of its 256 bits
MAX_SECRET_CHARACTERS = 200  # more is not read
MAX_NAME_CHARACTERS = 200
SCOPES = ("generate", "read", "admin")  # ask for videos and change them; look at them; look at the server
DEFAULT_SCOPES = frozenset({"generate", "read"})


@dataclass(frozen=True, kw_only=True)
class Key:
    """Who may ask for videos, and how much. Times are Unix seconds; a limit that is None is none."""

    id: str  # owner of the generations that it creates
    name: str  # for people
    prefix: str  # how the secret starts
    created_at: float
    revoked_at: float | None = None
    scopes: frozenset[str] = DEFAULT_SCOPES
    credits: int | None = None  # left; a video is charged when it succeeds
    credits_used: int = 0  # so far
    videos: int = 0  # made so far
    rpm: int | None = None  # requests a minute
    max_queued: int | None = None  # generations waiting at once
    max_priority: int = 0  # the highest that it may ask for
    webhook_url: str | None = None  # where the end of each of its generations is told
    webhook_format: str = "video01"


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
        close(self.engine)

    def create(
        self,
        name: str,
        *,
        scopes: frozenset[str] = DEFAULT_SCOPES,
        credits: int | None = None,
        rpm: int | None = None,
        max_queued: int | None = None,
        max_priority: int = 0,
        webhook_url: str | None = None,
    ) -> tuple[Key, str]:
        """A new key and its secret, which is shown this once and never stored. Raises `InvalidRequest`."""
        secret = PREFIX + secrets.token_urlsafe(32)
        key = Key(
            id=f"key_{secrets.token_hex(8)}",
            name=name,
            prefix=secret[:SHOWN_CHARACTERS],
            created_at=self._clock(),
            scopes=scopes,
            credits=credits,
            rpm=rpm,
            max_queued=max_queued,
            max_priority=max_priority,
            webhook_url=webhook_url,
        )
        _check(key)
        values = {f.name: getattr(key, f.name) for f in fields(key)}
        values |= {"hash": _hash(secret), "scopes": ",".join(sorted(scopes))}
        with self._writing.begin() as connection:
            connection.execute(insert(keys).values(values))
        return key, secret

    def authenticate(self, secret: str) -> Key:
        """The key with this secret. Raises `Unauthorized` when it is unknown or revoked, and says no more than that.

        It is looked up again as soon as anything was written to the database, by whichever process.
        """
        hash_ = _hash(secret[:MAX_SECRET_CHARACTERS])
        with reading(self.engine) as connection:
            known = kept(connection)
            key: Key | None = known.get(hash_)
            if key is None:
                key = _BY_HASH.one_or_none(connection, hash_=hash_)
                if key is not None:  # what is unknown is not kept, or strangers could fill the memory
                    known[hash_] = key
        if key is None:
            raise Unauthorized("the API key is unknown or was revoked")
        return key

    def get(self, id: str) -> Key:
        """The key as it stands, revoked or not. Raises `NotFound`."""
        with reading(self.engine) as connection:
            row = connection.execute(select(*_COLUMNS).where(keys.c.id == id)).one_or_none()
        if row is None:
            raise NotFound(f"there is no key {id!r}")
        return _key(row)

    def find(self, id_or_prefix: str) -> Key:
        """The key with this id, or the one that starts like this. Raises `NotFound`, `InvalidRequest`."""
        found = [key for key in self.list() if id_or_prefix in {key.id, key.prefix}]
        if not found:
            raise NotFound(f"there is no key {id_or_prefix!r}")
        if len(found) > 1:
            raise InvalidRequest("key", f"{len(found)} keys start with {id_or_prefix!r}: name one by its id")
        return found[0]

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
        return self._change(id_or_prefix, revoked_at=self._clock())

    def set_credits(self, id_or_prefix: str, credits: int | None) -> Key:
        """Give a key so many credits from now on; None: no limit. Raises as `revoke` does."""
        return self._change(id_or_prefix, credits=credits)

    def webhook_secret(self, id: str) -> str:
        """What signs the webhooks of a key's generations, as `whsec_...`; made at the first call. Raises `NotFound`."""
        fresh = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
        change = update(keys).where(keys.c.id == id).values(webhook_secret=func.coalesce(keys.c.webhook_secret, fresh))
        with self._writing.begin() as connection:
            secret = connection.execute(change.returning(keys.c.webhook_secret)).scalar_one_or_none()
        if secret is None:
            raise NotFound(f"there is no key {id!r}")
        return str(secret)

    def _change(self, id_or_prefix: str, **values: Any) -> Key:
        named = or_(keys.c.id == id_or_prefix, keys.c.prefix == id_or_prefix)
        with self._writing.begin() as connection:
            found = connection.execute(select(_COLUMNS[0]).where(named, keys.c.revoked_at.is_(None))).scalars().all()
            if not found:
                raise NotFound(f"there is no key {id_or_prefix!r} that is not revoked")
            if len(found) > 1:
                raise InvalidRequest("key", f"{len(found)} keys start with {id_or_prefix!r}: name one by its id")
            change = update(keys).where(keys.c.id == found[0]).values(values)
            return _key(connection.execute(change.returning(*_COLUMNS)).one())


def _check(key: Key) -> None:
    if not 1 <= len(key.name) <= MAX_NAME_CHARACTERS:
        raise InvalidRequest("name", f"name must have 1 to {MAX_NAME_CHARACTERS} characters, got {len(key.name)}")
    if not key.scopes or not key.scopes <= set(SCOPES):
        raise InvalidRequest("scope", f"scope must be some of {', '.join(SCOPES)}, got {', '.join(sorted(key.scopes))}")
    for name, least in (("credits", 0), ("rpm", 1), ("max_queued", 1)):
        value = getattr(key, name)
        if value is not None and value < least:
            raise InvalidRequest(name, f"{name} must be at least {least}, got {value}")


def _hash(secret: str) -> str:
    """A fast hash is enough: 256 random bits cannot be guessed one by one."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _key(row: Any) -> Key:
    return Key(**{**row._asdict(), "scopes": frozenset(row.scopes.split(","))})


_BY_HASH = Prepared(select(*_COLUMNS).where(keys.c.hash == bindparam("hash_"), keys.c.revoked_at.is_(None)), _key)
