"""The one database below the queue and the keys: opened, brought up to date, its commits safe from a power cut.

SQLite is the embedded default; Postgres takes the same statements. What sets them apart is in `sqlite` and `postgres`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from video01.database import postgres, sqlite
from video01.errors import InvalidSettings

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT = 15.0  # seconds that a statement waits for another writer
MIGRATION_LOCK = 0x76303101  # any number, the same in every process (Postgres advisory lock)

DatabaseUnavailable = OperationalError  # locked for too long, disk full, server gone: another try may work


def connect(database_url: str) -> Engine:
    """The engine for a SQLAlchemy URL, its tables up to date. Several processes may do this at once.

    Raises `InvalidSettings` when the URL cannot be used or a newer version of this program wrote the database.
    """
    try:
        url = make_url(database_url)
        if url.get_backend_name() == "sqlite":
            engine = sqlite.open_file(url, busy_timeout=BUSY_TIMEOUT)
        elif url.get_backend_name() in postgres.NAMES:
            engine = postgres.open_server(url, lock_timeout=BUSY_TIMEOUT)
        else:
            raise ArgumentError(f"it names {url.get_backend_name()}, and SQLite and Postgres are what can be used")
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, TypeError) as error:
        raise InvalidSettings(f"VIDEO01_DATABASE must be a SQLAlchemy URL whose driver is installed: {error}") from None
    try:
        _migrate(engine)
    except BaseException:
        close(engine)
        raise
    return engine


def close(engine: Engine) -> None:
    """Close the connections; a later call opens new ones."""
    if readers := _readers(engine):
        readers.close()
    engine.dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for single selects, each of which sees the newest state; it takes no lock."""
    readers = _readers(engine)
    if readers is None:
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            yield connection
        return
    connection = readers.of_this_thread()
    try:
        yield connection
    except BaseException:
        readers.drop()  # whatever state it is in
        raise


def is_local(engine: Engine) -> bool:
    """Whether a read by primary key is a matter of microseconds, not of a network."""
    return engine.dialect.name == "sqlite"


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take SQLite's write lock as they begin, so that they never fail halfway."""
    return engine.execution_options(immediate=True)


def _readers(engine: Engine) -> sqlite.Readers | None:
    readers: sqlite.Readers | None = engine.get_execution_options().get("readers")
    return readers


def _migrate(engine: Engine) -> None:
    config = Config(attributes={})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            where = engine.url.render_as_string(hide_password=True)
            raise InvalidSettings(f"the database {where} was written by a newer version of video01 ({error})") from None
