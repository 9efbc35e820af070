"""How much is drawn by lot, and the databases that the queue runs on: what is tested on one is tested on both.

What is drawn is the same in every run. `--hypothesis-profile=search` draws anew, and a hundred times as much.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import MISSING, Postgres, find, running

settings.register_profile("same", max_examples=200, deadline=None, derandomize=True)
settings.register_profile("search", max_examples=20_000, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for each process of the tests."""
    if find("initdb") is None or find("postgres") is None:
        pytest.skip(MISSING)
    with running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """An empty database in Postgres, its tables up to date."""
    return postgres.emptied()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres_url")
        return url
    return f"sqlite:///{tmp_path / 'video01.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def new_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of either kind that nobody has opened yet, so that there are no tables."""
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        return server.create()
    return f"sqlite:///{tmp_path / 'below' / 'queue 100%.db'}"
