"""Where finished files live: a local folder, whose signed URLs the server answers.

Names are flat. A file is there whole or not at all, and once `put` returns it survives a power cut.
"""

from __future__ import annotations

import errno
import hmac
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from video01.errors import StorageError

SECRET_BYTES = 32
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}\.[a-z0-9]{1,8}", re.ASCII)


class Storage(Protocol):
    """What the server and the worker need of a storage; a local folder is the one implementation so far."""

    @property
    def scratch(self) -> Path:
        """A folder on this machine for files in the making, from where `put` is cheap."""
        ...

    def put(self, name: str, path: Path) -> int:
        """Move the file at `path` into the storage; return its bytes. Raises `StorageError`."""
        ...

    def put_preview(self, id: str, jpeg: bytes) -> None:
        """Keep the newest picture of a generation in the making, as `preview_name`. Raises `StorageError`."""
        ...

    def open(self, name: str) -> BinaryIO:
        """The file, for reading. Raises `StorageError`."""
        ...

    def url(self, name: str, base_url: str, expires_at: float) -> str:
        """Where anybody can fetch the file until then (Unix seconds)."""
        ...

    def delete(self, name: str) -> None:
        """Remove the file, if it is there."""
        ...

    def sweep(self, keep: Callable[[str], bool], before: float) -> int:
        """Delete what was last written before that time (Unix seconds) and is not to be kept; return how many files."""
        ...


class LocalStorage:
    """Files in one folder."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        """Create the folder if need be. `secret` signs the URLs: see `signing_secret`. Raises `StorageError`."""
        self.folder = folder
        self._scratch = folder / ".scratch"
        self._secret = secret
        try:
            self._scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StorageError(f"the folder for videos, {folder}, cannot be made: {error.strerror}") from None

    @property
    def scratch(self) -> Path:
        """A folder on the same filesystem."""
        return self._scratch

    def put(self, name: str, path: Path) -> int:
        """Move the file at `path` here under `name`, over an older one, and return its bytes. Raises `StorageError`."""
        target = self.path(name)
        try:
            _sync(path)
            size = path.stat().st_size
            self._move(path, target)
            _sync(self.folder)
        except OSError as error:
            raise StorageError(f"{name} could not be stored: {error.strerror or error}") from None
        return size

    def put_preview(self, id: str, jpeg: bytes) -> None:
        """Whole or not at all, but not kept through a power cut: a preview is worth nothing then."""
        target, draft = self.path(preview_name(id)), self._scratch / f"{secrets.token_hex(8)}.part"
        try:
            draft.write_bytes(jpeg)
            draft.replace(target)
        except OSError as error:
            raise StorageError(f"{target.name} could not be stored: {error.strerror or error}") from None

    def open(self, name: str) -> BinaryIO:
        """The file, for reading. Raises `StorageError` when it is not there."""
        try:
            return self.path(name).open("rb")
        except OSError as error:
            raise StorageError(f"{name} cannot be read: {error.strerror}") from None

    def path(self, name: str) -> Path:
        """Where the file is, or would be. Raises `StorageError` for a name that no file of ours has."""
        _check(name)
        return self.folder / name

    def url(self, name: str, base_url: str, expires_at: float) -> str:
        """`{base_url}/files/{name}?expires=...&signature=...`, good until then (Unix seconds, rounded down)."""
        expires = int(expires_at)
        _check(name)  # what passes needs no quoting
        return f"{base_url.rstrip('/')}/files/{name}?expires={expires}&signature={self._sign(name, expires)}"

    def verify(self, name: str, expires: int | str, signature: str) -> bool:
        """Whether `url` made this, and its time has not come."""
        try:
            number = int(expires)
        except ValueError:
            return False
        genuine = hmac.compare_digest(self._sign(name, number).encode(), signature.encode("utf-8", "replace"))
        return genuine and time.time() < number

    def delete(self, name: str) -> None:
        """Remove the file, if it is there."""
        self.path(name).unlink(missing_ok=True)

    def sweep(self, keep: Callable[[str], bool], before: float) -> int:
        """Delete what crashes left: files last written before that time (Unix seconds) that are not to be kept."""
        left = [path for path in _older(self.folder, before) if _NAME.fullmatch(path.name) and not keep(path.name)]
        scraps = list(_older(self._scratch, before))
        for path in left + scraps:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return len(left) + len(scraps)

    def _sign(self, name: str, expires: int) -> str:
        return hmac.digest(self._secret, f"{name}\n{expires}".encode("utf-8", "surrogatepass"), "sha256").hex()

    def _move(self, path: Path, target: Path) -> None:
        try:
            path.replace(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            near = self._scratch / f"{secrets.token_hex(8)}.part"  # another filesystem: copy first, then rename
            shutil.copyfile(path, near)
            _sync(near)
            near.replace(target)
            path.unlink()


def _check(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise StorageError(f"a stored file is named in letters, digits, - and _, with one ending, got {name[:100]!r}")


def preview_name(id: str) -> str:
    """The storage name of the newest picture of a generation in the making."""
    return f"{id}-preview.jpg"


def signing_secret(home: Path) -> bytes:
    """The secret in `home`, made by the first process that asks; URLs outlive a restart. Raises `StorageError`."""
    path = home / "signing.key"
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _create_secret(path)
        secret = path.read_bytes()
    except OSError as error:
        raise StorageError(f"the signing secret {path} cannot be read or made: {error.strerror}") from None
    if len(secret) < SECRET_BYTES:
        raise StorageError(f"the signing secret {path} must have {SECRET_BYTES} bytes, got {len(secret)}: delete it")
    return secret


def _create_secret(path: Path) -> None:
    """Write a whole file first, then give it the name; whoever comes second takes what is there."""
    draft = path.with_name(f".{secrets.token_hex(8)}.key")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _sync(path: Path) -> None:
    """Have the disk take what was written. A folder, too, where the system can do that."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _older(folder: Path, before: float) -> Iterator[Path]:
    for path in list(folder.iterdir()):
        try:
            if path.stat(follow_symlinks=False).st_mtime < before:
                yield path
        except FileNotFoundError:
            continue
