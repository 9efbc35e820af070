"""A Postgres server for the tests: made in a folder of its own, reached through a socket in it, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from video01.database import close, connect
from video01.database.schema import metadata

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # for what only that one does
MISSING = "Postgres is not installed here (Debian and Ubuntu: apt install postgresql)"
STARTUP = 60.0  # seconds
_CARELESS = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}  # of a power cut, not of a crash
_numbers = count(1)


class Postgres:
    """A running server."""

    def __init__(self, folder: Path, command: list[str], account: dict[str, Any]) -> None:
        self._folder = folder
        self._command = command
        self._account = account
        self._server: subprocess.Popen[bytes] | None = None
        self._kept: str | None = None

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://owner@/{database}?host={self._folder}"

    def start(self) -> None:
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen(self._command, stdout=log, stderr=log, **self._account)
        give_up = time.monotonic() + STARTUP
        while True:
            try:
                return self.execute("SELECT 1")
            except psycopg.OperationalError:
                assert time.monotonic() < give_up, (self._folder / "log").read_text()
                time.sleep(0.05)

    def stop(self) -> None:
        """At once, as when the machine fails: whoever is connected is cut off."""
        assert self._server is not None
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(STARTUP)

    def execute(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(dbname=database, user="owner", host=str(self._folder), autocommit=True) as connection:
            connection.execute(statement)

    def create(self) -> str:
        """The URL of a new database with nothing in it."""
        name = f"test_{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def emptied(self) -> str:
        """The URL of an up-to-date database that holds nothing: always the same one, as to make one takes long."""
        if self._kept is None:
            self._kept = self.create()
            close(connect(self._kept))
        name = str(make_url(self._kept).database)
        self.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        forget = [f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)]
        count_anew = [f"ALTER SEQUENCE {table}_number_seq RESTART" for table in ("generations", "deliveries")]
        self.execute("; ".join([*forget, *count_anew, "INSERT INTO revisions VALUES (1, 1)"]), name)
        return self._kept


def find(program: str) -> str | None:
    """Debian keeps the programs of the server out of the path."""
    places = [str(folder) for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    return shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", ""), *places]))


@contextmanager
def running() -> Iterator[Postgres]:
    """A server that listens on a socket alone. It may not run as root, so then it runs as somebody else."""
    initdb, server = find("initdb"), find("postgres")
    assert initdb is not None
    assert server is not None
    folder = Path(tempfile.mkdtemp(prefix="video01_pg_"))  # a short path, for sockets have no room for a long one
    account = _unprivileged(folder)
    data = str(folder / "data")
    make = [initdb, "--pgdata", data, "--username", "owner", "--auth", "trust", "--encoding", "UTF8", "--no-sync"]
    try:
        subprocess.run([*make, "--locale", "C.UTF-8"], check=True, capture_output=True, **account)
        values = {"listen_addresses": "", "unix_socket_directories": str(folder), "max_connections": "200"} | _CARELESS
        settings = [part for name, value in values.items() for part in ("-c", f"{name}={value}")]
        postgres = Postgres(folder, [server, "-D", data, *settings], account)
        postgres.start()
        try:
            yield postgres
        finally:
            postgres.stop()
    finally:
        shutil.rmtree(folder)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """How to start a process that may be no root's, and owns `folder`."""
    how: dict[str, Any] = {"cwd": folder, "env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}}
    if os.geteuid() != 0:
        return how
    for name in ("postgres", "nobody"):
        try:
            somebody = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, somebody.pw_uid, somebody.pw_gid)
        return how | {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}
    raise AssertionError("Postgres does not run as root, and there is no account 'postgres' or 'nobody'")
