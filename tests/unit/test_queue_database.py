"""Opening the database: migrations agree with the schema, and many processes may open it, add and claim at once."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from video01.database import connect
from video01.database.schema import metadata
from video01.errors import InvalidSettings
from video01.generation import GenerationRequest
from video01.queue import Queue

REQUEST = GenerationRequest(prompt="a red ball", seed=1)


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'below' / 'queue 100%.db'}"


def test_the_migrations_make_the_schema(tmp_path: Path) -> None:
    engine = connect(_url(tmp_path))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_database_of_a_newer_version_is_refused_in_words(tmp_path: Path) -> None:
    engine = connect(_url(tmp_path))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(InvalidSettings, match="newer version"):
        connect(_url(tmp_path))


@pytest.mark.parametrize("url", ["nonsense", "nothing://x/y", "sqlite://", "sqlite:///:memory:"])
def test_a_url_that_cannot_work_is_refused_in_words(url: str) -> None:
    with pytest.raises(InvalidSettings, match="VIDEO01_DATABASE"):
        connect(url)


def _open_add_and_claim(folder: Path, name: str) -> list[str]:
    queue = Queue(_url(folder))
    for _ in range(10):
        queue.add(REQUEST, owner=name)
    claimed = [generation.id for _ in range(10) if (generation := queue.claim(name)) is not None]
    queue.close()
    return claimed


def test_processes_open_migrate_add_and_claim_at_once_and_never_the_same_row(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        claims = pool.starmap(_open_add_and_claim, [(tmp_path, f"w{n}") for n in range(4)], chunksize=1)
    ids = [id for claim in claims for id in claim]
    assert len(ids) == len(set(ids)) == 40


def test_threads_share_a_queue(tmp_path: Path) -> None:
    queue = Queue(_url(tmp_path))
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda n: queue.add(REQUEST, owner=str(n)).id, range(40)))
        claimed = list(pool.map(lambda n: queue.claim(f"w{n}"), range(40)))
    queue.close()
    assert sorted(g.id for g in claimed if g) == sorted(added)
