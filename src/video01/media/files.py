"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from video01.errors import StorageError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives the name to write to, beside `path`; renames it to `path` if the block ends well, deletes it if not."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        with writing(path):
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What the system says of a file that cannot be written becomes a `StorageError` that names it."""
    try:
        yield
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error
