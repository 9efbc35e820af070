"""Keys: shown once, stored as a hash, revoked at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from video01.errors import InvalidRequest, NotFound, Unauthorized
from video01.keys import Keys


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Keys]:
    keys = Keys(f"sqlite:///{tmp_path / 'keys.db'}")
    yield keys
    keys.close()


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


def test_a_key_needs_a_name(keys: Keys) -> None:
    with pytest.raises(InvalidRequest, match="1 to 200"):
        keys.create("")
