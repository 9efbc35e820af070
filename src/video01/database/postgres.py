"""Postgres: a server that processes on several machines share. Its driver, psycopg 3, is the extra `postgres`."""

from __future__ import annotations

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import OperationalError

from video01.errors import InvalidSettings

NAMES = ("postgresql", "postgres")  # in a URL; the second is how many hosts spell it
DRIVER = "postgresql+psycopg"
POOL_SIZE = 10  # connections kept; three times as many more come and go under load
CONNECT_TIMEOUT = 10  # seconds
STUCK = 60.0  # seconds that a transaction may do nothing: whoever holds a lock and does not go on is cut off


def open_server(url: URL, *, lock_timeout: float) -> Engine:
    """The engine. A connection that died is noticed before it is used. Raises `InvalidSettings`.

    A statement waits at most `lock_timeout` seconds for another's transaction, as SQLite's would.
    """
    limits = {"lock_timeout": lock_timeout, "idle_in_transaction_session_timeout": STUCK}
    options = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in limits.items())
    if given := url.query.get("options"):
        options = f"{options} {given}"
    engine = create_engine(
        url.set(drivername=DRIVER),
        pool_size=POOL_SIZE,
        max_overflow=3 * POOL_SIZE,
        pool_pre_ping=True,
        connect_args={"options": options, "connect_timeout": CONNECT_TIMEOUT, "application_name": "video01"},
    )
    try:
        engine.connect().close()
    except OperationalError as error:
        where = engine.url.render_as_string(hide_password=True)
        raise InvalidSettings(f"the database {where} cannot be reached: {error.orig}") from None
    return engine
