"""The one database below the queue and the keys: opened, brought up to date, its commits safe from a power cut.

SQLite is the embedded default; the statements of `queue` and `keys` are written so that Postgres takes them too.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from video01.errors import InvalidSettings

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT = 15.0  # seconds that a statement waits for another writer
POOL_SIZE = 20  # connections kept; as many more come and go under load
MIGRATION_LOCK = 0x76303101  # any number, the same in every process (Postgres advisory lock)

DatabaseUnavailable = OperationalError  # locked for too long, disk full, server gone: another try may work


def connect(database_url: str) -> Engine:
    """The engine for a SQLAlchemy URL, its tables up to date. Several processes may do this at once.

    Raises `InvalidSettings` when the URL cannot be used or a newer version of this program wrote the database.
    """
    try:
        url = make_url(database_url)
        engine = create_engine(url, pool_size=POOL_SIZE, max_overflow=POOL_SIZE)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, TypeError) as error:
        raise InvalidSettings(f"VIDEO01_DATABASE must be a SQLAlchemy URL whose driver is installed: {error}") from None
    if url.get_backend_name() == "sqlite":
        _prepare_sqlite(engine, url)
    _migrate(engine)
    return engine.execution_options(readers=_Readers(url))


def close(engine: Engine) -> None:
    """Close the connections; a later call opens new ones."""
    readers: _Readers = engine.get_execution_options()["readers"]
    readers.close()
    engine.dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for single selects, each of which sees the newest state; it takes no lock."""
    readers: _Readers = engine.get_execution_options()["readers"]
    connection = readers.of_this_thread()
    try:
        yield connection
    except BaseException:
        readers.drop()  # whatever state it is in
        raise


def is_local(engine: Engine) -> bool:
    """Whether a read by primary key is a matter of microseconds, not of a network."""
    return engine.dialect.name == "sqlite"


class _Readers:
    """One open connection for each thread: to check one out of a pool takes longer than most reads."""

    def __init__(self, url: URL) -> None:
        self._engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        if url.get_backend_name() == "sqlite":
            event.listen(self._engine, "connect", _set_pragmas)
        self._mine = threading.local()
        self._all: weakref.WeakSet[Connection] = weakref.WeakSet()
        self._lock = threading.Lock()

    def of_this_thread(self) -> Connection:
        connection: Connection | None = getattr(self._mine, "connection", None)
        if connection is None or connection.closed:
            connection = self._mine.connection = self._engine.connect()
            with self._lock:
                self._all.add(connection)
        return connection

    def drop(self) -> None:
        """Close this thread's."""
        connection: Connection | None = getattr(self._mine, "connection", None)
        if connection is not None:
            connection.close()
            self._mine.connection = None

    def close(self) -> None:
        """Close everybody's."""
        with self._lock:
            for connection in list(self._all):
                connection.close()


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take SQLite's write lock as they begin, so that they never fail halfway."""
    return engine.execution_options(immediate=True)


def _prepare_sqlite(engine: Engine, url: URL) -> None:
    if not url.database or url.database == ":memory:":
        raise InvalidSettings("VIDEO01_DATABASE must name a file: a queue in memory would not survive a restart")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    _use_wal(engine)


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: `_begin` does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT * 1000)}")
    cursor.execute("PRAGMA synchronous = FULL")  # in WAL mode, too, every commit reaches the disk
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("immediate"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _use_wal(engine: Engine) -> None:
    """Switch to WAL, which is kept in the file. SQLite does not wait for a lock here, so we do."""
    give_up = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            return
        except OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)


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
