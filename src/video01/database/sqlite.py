"""SQLite: a file, in WAL mode, that every process on the machine opens by itself."""

from __future__ import annotations

import threading
import time
import weakref
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from video01.errors import InvalidSettings

POOL_SIZE = 20  # connections kept; as many more come and go under load


def open_file(url: URL, *, busy_timeout: float) -> Engine:
    """The engine, whose execution option `readers` has connections for reading. Raises `InvalidSettings`."""
    if not url.database or url.database == ":memory:":
        raise InvalidSettings("VIDEO01_DATABASE must name a file: a queue in memory would not survive a restart")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(url, pool_size=POOL_SIZE, max_overflow=POOL_SIZE)
    readers = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")

    def set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: `_begin` does
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(busy_timeout * 1000)}")
        cursor.execute("PRAGMA synchronous = FULL")  # in WAL mode, too, every commit reaches the disk
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    for each in (engine, readers):
        event.listen(each, "connect", set_up)
    event.listen(engine, "begin", _begin)
    _use_wal(engine, busy_timeout)
    return engine.execution_options(readers=Readers(readers))


class Readers:
    """One open connection for each thread: to check one out of a pool takes longer than most reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
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


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("immediate"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _use_wal(engine: Engine, busy_timeout: float) -> None:
    """Switch to WAL, which is kept in the file. SQLite does not wait for a lock here, so we do."""
    give_up = time.monotonic() + busy_timeout
    while True:
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            return
        except OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)
