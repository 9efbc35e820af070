"""Keys: shown once, stored as a hash, revoked at once."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import on_sqlite
from video01.database import reading
from video01.errors import InvalidRequest, NotFound, Unauthorized
from video01.keys import Keys


@pytest.fixture
def keys(database_url: str) -> Iterator[Keys]:
    keys = Keys(database_url)
    yield keys
    keys.close()


def _selects(keys: Keys) -> list[str]:
    """A list that grows with every select of this thread's reading connection."""
    seen: list[str] = []
    with reading(keys.engine) as connection:
        driver = connection.connection.driver_connection
        driver.set_trace_callback(lambda sql: seen.append(sql) if sql.startswith("SELECT") else None)
    return seen


def test_a_new_key_works(keys: Keys) -> None:
    key, secret = keys.create("studio")
    assert re.fullmatch(r"v01_[A-Za-z0-9_-]{43}", secret)
    assert keys.authenticate(secret) == key
    assert (key.name, key.prefix) == ("studio", secret[:12])
    assert keys.count() == 1


@pytest.mark.parametrize("secret", ["", "v01_", "v01_" + "x" * 43, "é\ud800", "x" * 100_000])
def test_an_unknown_secret_is_refused(keys: Keys, secret: str) -> None:
    keys.create("studio")
    with pytest.raises(Unauthorized):
        keys.authenticate(secret)


@on_sqlite
def test_the_secret_is_nowhere_on_disk(keys: Keys, tmp_path: Path) -> None:
    _, secret = keys.create("studio")
    keys.close()
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    assert b"studio" in b"".join(files)
    assert not any(secret.encode() in content for content in files)


@pytest.mark.parametrize("by", ["id", "prefix"])
def test_a_revoked_key_is_refused_at_once_and_still_listed(keys: Keys, by: str) -> None:
    key, secret = keys.create("one")
    other, other_secret = keys.create("two")
    revoked = keys.revoke(getattr(key, by))
    assert revoked.revoked_at is not None
    with pytest.raises(Unauthorized):
        keys.authenticate(secret)
    assert keys.authenticate(other_secret) == other
    assert keys.list() == (revoked, other)
    assert keys.count() == 1
    with pytest.raises(NotFound):
        keys.revoke(key.id)


@on_sqlite
def test_a_key_is_looked_up_once_until_something_is_written(keys: Keys) -> None:
    key, secret = keys.create("one")
    selects = _selects(keys)
    assert [keys.authenticate(secret) for _ in range(5)] == [key] * 5
    assert len(selects) == 1
    keys.create("two")
    assert keys.authenticate(secret) == key
    assert len(selects) == 2


def test_a_key_that_another_process_revokes_is_refused_at_once(keys: Keys, database_url: str) -> None:
    key, secret = keys.create("one")
    for _ in range(2):
        assert keys.authenticate(secret) == key
    revoke = "import sys; from video01.keys import Keys; Keys(sys.argv[1]).revoke(sys.argv[2])"
    subprocess.run([sys.executable, "-c", revoke, database_url, key.id], check=True, timeout=60)
    with pytest.raises(Unauthorized):
        keys.authenticate(secret)


def test_every_change_of_a_key_is_seen_at_once_by_every_thread(keys: Keys) -> None:
    """Each thread reads through a connection of its own, and remembers by itself."""
    key, secret = keys.create("one", credits=0)
    turn, credits = threading.Barrier(2, timeout=60), []

    def look() -> None:
        for _ in range(20):
            turn.wait()
            credits.append(keys.authenticate(secret).credits)
            turn.wait()

    thread = threading.Thread(target=look)
    thread.start()
    for number in range(20):
        keys.set_credits(key.id, number)
        assert keys.authenticate(secret).credits == number
        turn.wait()
        turn.wait()
    thread.join()
    assert credits == list(range(20))


@on_sqlite
def test_unknown_secrets_are_not_remembered(keys: Keys) -> None:
    """Or strangers could fill the memory, and a key would be refused that was made meanwhile."""
    selects = _selects(keys)
    for _ in range(3):
        with pytest.raises(Unauthorized):
            keys.authenticate("v01_unknown")
    assert len(selects) == 3


def test_a_key_needs_a_name(keys: Keys) -> None:
    with pytest.raises(InvalidRequest, match="1 to 200"):
        keys.create("")
