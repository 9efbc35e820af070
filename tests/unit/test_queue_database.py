"""Opening the database: migrations agree with the schema, and many processes may open it, add and claim at once."""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from video01 import database
from video01.database import MIGRATIONS, connect
from video01.database.schema import metadata
from video01.errors import InvalidSettings
from video01.generation import GenerationRequest
from video01.keys import Keys
from video01.queue import Queue

REQUEST = GenerationRequest(prompt="a red ball", seed=1)


def test_the_migrations_make_the_schema(new_database_url: str) -> None:
    engine = connect(new_database_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_database_of_a_newer_version_is_refused_in_words(new_database_url: str) -> None:
    engine = connect(new_database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(InvalidSettings, match="newer version"):
        connect(new_database_url)


@pytest.mark.parametrize("url", ["nonsense", "nothing://x/y", "mysql://x/y", "sqlite://", "sqlite:///:memory:"])
def test_a_url_that_cannot_work_is_refused_in_words(url: str) -> None:
    with pytest.raises(InvalidSettings, match="VIDEO01_DATABASE"):
        connect(url)


def _open_add_and_claim(url: str, name: str) -> list[str]:
    queue = Queue(url)
    for _ in range(10):
        queue.add(REQUEST, owner=name)
    claimed = [generation.id for _ in range(10) if (generation := queue.claim(name)) is not None]
    queue.close()
    return claimed


def test_processes_open_migrate_add_and_claim_at_once_and_never_the_same_row(new_database_url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        claims = pool.starmap(_open_add_and_claim, [(new_database_url, f"w{n}") for n in range(4)], chunksize=1)
    ids = [id for claim in claims for id in claim]
    assert len(ids) == len(set(ids)) == 40


def test_threads_share_a_queue(database_url: str) -> None:
    queue = Queue(database_url)
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda n: queue.add(REQUEST, owner=str(n)).id, range(40)))
        claimed = list(pool.map(lambda n: queue.claim(f"w{n}"), range(40)))
    queue.close()
    assert sorted(g.id for g in claimed if g) == sorted(added)


def test_a_thread_that_never_ends_its_turn_is_not_waited_for_for_ever(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.1)
    queue = Queue(database_url)
    with queue._in_line(), pytest.raises(database.DatabaseUnavailable, match="another thread has written for too long"):
        queue.add(REQUEST, owner="me")
    assert queue.add(REQUEST, owner="me").number == 1
    queue.close()


def _as_it_was(url: str, revision: str) -> None:
    """A database of an older version, with a picture, a key, and a generation of each kind."""
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        request = json.dumps({"prompt": "a red ball", "seed": 1, "size": [256, 128]})
        for number, status in enumerate(("succeeded", "running", "queued", "queued"), 1):
            worker = "w" if status == "running" else None
            values = {"id": f"{number:032x}", "status": status, "request": request, "worker": worker}
            connection.execute(
                text(
                    "INSERT INTO generations (id, owner, status, request, created_at, attempts, progress,"
                    " cancel_requested, worker, heartbeat_at, started_at)"
                    " VALUES (:id, 'key_1', :status, :request, :t, 1, 0, :no, :worker, 1, 1)"
                ).bindparams(no=False, t=1_800_000_000.0 + number),
                values,
            )
        pictures = "first_frames (generation" if revision == "0001" else "frames (place, generation"
        values = "(:id, :bytes)" if revision == "0001" else "('first', :id, :bytes)"
        insert = text(f"INSERT INTO {pictures}, bytes) VALUES {values}")
        connection.execute(insert, {"id": f"{3:032x}", "bytes": b"1"})
        connection.execute(
            text("INSERT INTO keys (id, name, prefix, hash, created_at) VALUES ('key_1', 'k', 'v01_', :hash, 1)"),
            {"hash": sha256(b"v01_secret").hexdigest()},
        )
    engine.dispose()


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_every_past_schema_is_brought_up_to_date_with_its_jobs(
    new_database_url: str, tmp_path: Path, revision: str
) -> None:
    (tmp_path / "below").mkdir(exist_ok=True)
    _as_it_was(new_database_url, revision)
    queue = Queue(new_database_url)
    with queue.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    key = Keys(queue.engine).authenticate("v01_secret")
    assert (key.credits, key.scopes) == (None, {"generate", "read"})
    assert [generation.number for generation in queue.list("key_1", order="asc")] == [1, 2, 3, 4]
    assert queue.add(REQUEST, owner="key_1").number == 5
    claimed = [generation for _ in range(3) if (generation := queue.claim("w2")) is not None]
    assert [generation.number for generation in claimed] == [3, 4, 5]
    assert claimed[0].request.first_frame == b"1"
    assert [generation.number for generation in queue.rescue(15)] == [2]
    queue.close()
