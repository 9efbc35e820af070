"""The local storage: whole files or none, names that stay inside, URLs that cannot be forged."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from video01.errors import StorageError
from video01.storage import LocalStorage, Storage, signing_secret

SECRET = b"0" * 32


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "videos", SECRET)


def _put(storage: LocalStorage, name: str, content: bytes = b"video") -> None:
    path = storage.scratch / "file"
    path.write_bytes(content)
    assert storage.put(name, path) == len(content)
    assert not path.exists()


def test_put_open_delete(storage: Storage) -> None:
    assert isinstance(storage, LocalStorage)
    _put(storage, "a-1.mp4", b"one")
    _put(storage, "a-1.mp4", b"two")
    with storage.open("a-1.mp4") as file:
        assert file.read() == b"two"
    storage.delete("a-1.mp4")
    storage.delete("a-1.mp4")
    with pytest.raises(StorageError):
        storage.open("a-1.mp4")


def test_put_from_another_filesystem(storage: LocalStorage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    far = tmp_path / "far.mp4"
    far.write_bytes(b"video")
    replace = Path.replace

    def fail_from_afar(self: Path, target: Path) -> Path:
        if self == far:
            raise OSError(18, "Invalid cross-device link")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_from_afar)
    storage.put("a.mp4", far)
    assert storage.path("a.mp4").read_bytes() == b"video"
    assert not far.exists()
    assert list(storage.scratch.iterdir()) == []


def test_put_of_nothing_fails_in_words(storage: LocalStorage, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"a\.mp4 could not be stored: No such file"):
        storage.put("a.mp4", tmp_path / "missing")


@pytest.mark.parametrize(
    "name", ["", "..", "../a.mp4", "/etc/passwd", "a/b.mp4", "a\\b.mp4", ".hidden.mp4", "a.mp4\n", "a"]
)
def test_a_name_cannot_leave_the_folder(storage: LocalStorage, name: str) -> None:
    with pytest.raises(StorageError, match="named in"):
        storage.path(name)


def _parts(url: str) -> tuple[str, str, str]:
    query = parse_qs(urlsplit(url).query)
    return urlsplit(url).path, query["expires"][0], query["signature"][0]


def test_a_url_works_until_it_expires(storage: LocalStorage) -> None:
    url = storage.url("a-1.mp4", "http://host:8000/", time.time() + 60)
    path, expires, signature = _parts(url)
    assert url.startswith("http://host:8000/files/a-1.mp4?expires=")
    assert path == "/files/a-1.mp4"
    assert storage.verify("a-1.mp4", expires, signature)
    assert storage.verify("a-1.mp4", int(expires), signature)
    _, expires, signature = _parts(storage.url("a-1.mp4", "http://host", time.time() - 1))
    assert not storage.verify("a-1.mp4", expires, signature)


def test_a_changed_url_is_refused(storage: LocalStorage, tmp_path: Path) -> None:
    _, expires, signature = _parts(storage.url("a-1.mp4", "http://host", time.time() + 60))
    assert not storage.verify("a-2.mp4", expires, signature)
    assert not storage.verify("a-1.mp4", int(expires) + 1, signature)
    assert not storage.verify("a-1.mp4", expires, signature[:-1] + "é")
    assert not storage.verify("a-1.mp4", expires, "")
    assert not storage.verify("a-1.mp4", "soon", signature)
    assert not LocalStorage(tmp_path / "other", b"1" * 32).verify("a-1.mp4", expires, signature)


def test_sweep_takes_old_leftovers_alone(storage: LocalStorage) -> None:
    for name in ("kept.mp4", "left.mp4", "new.mp4"):
        _put(storage, name)
    (storage.scratch / "half").mkdir()
    (storage.scratch / "half" / "video.mp4").write_bytes(b"x")
    (storage.folder / "NOTES").write_text("somebody's own")
    (storage.scratch / "fresh").mkdir()
    for path in (
        storage.path("kept.mp4"),
        storage.path("left.mp4"),
        storage.scratch / "half",
        storage.folder / "NOTES",
    ):
        os.utime(path, (1, 1))
    assert storage.sweep(lambda name: name == "kept.mp4", time.time() - 60) == 2
    assert {path.name for path in storage.folder.iterdir()} == {"kept.mp4", "new.mp4", "NOTES", ".scratch"}
    assert [path.name for path in storage.scratch.iterdir()] == ["fresh"]


def test_the_signing_secret_is_made_once_and_private(tmp_path: Path) -> None:
    secret = signing_secret(tmp_path / "home")
    assert len(secret) == 32
    assert signing_secret(tmp_path / "home") == secret
    assert stat.S_IMODE((tmp_path / "home" / "signing.key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["signing.key"]


def test_a_damaged_signing_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_bytes(b"")
    with pytest.raises(StorageError, match="must have 32 bytes, got 0"):
        signing_secret(tmp_path)
