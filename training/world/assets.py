"""The pictures of the subjects: 3D Fluent Emoji (Microsoft, MIT licence) out of one npm tarball, verified and cached.

The tarball is looked for in the folder given, else in `VIDEO01_ASSETS` (a folder or the file itself), else in
`training/assets/`; where it is missing, the npm client fetches it there.
"""

import base64
import hashlib
import io
import os
import shutil
import subprocess
import tarfile
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from video01.vocabulary import SUBJECTS

PACKAGE = "@lobehub/fluent-emoji-3d@1.1.0"
TARBALL = "lobehub-fluent-emoji-3d-1.1.0.tgz"
SHA512 = "Wlq2lVStTnr8BDpIJ0pEnTKO4LuDxxqTEhTvRtD1DLRF0me7ogeRQjKoehDHXuVJ2Qaecgl5wRBv60lUAG3h7g=="
SIZE = 256  # pixels, both sides

Sprite = NDArray[np.uint8]  # (256, 256, 4) RGBA, straight alpha


class AssetError(RuntimeError):
    """The pictures are missing, damaged or not what was expected."""


def find_tarball(place: str | Path | None = None) -> Path:
    """The path of the verified tarball, fetched with npm where it is missing; raises AssetError."""
    default = Path(__file__).resolve().parents[1] / "assets"
    given = Path(place or os.environ.get("VIDEO01_ASSETS") or default)
    path = given if given.suffix == ".tgz" else given / TARBALL
    if not path.exists():
        _fetch(path.parent)
    return path


def verify(path: Path) -> None:
    """Raises AssetError unless the file's SHA-512 is the pinned one."""
    found = base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if found != SHA512:
        raise AssetError(f"{path} is not {PACKAGE}: expected sha512 {SHA512}, got {found}; delete it and try again")


def _fetch(folder: Path) -> None:
    """Leaves the tarball in the folder by means of `npm pack`."""
    npm = shutil.which("npm")
    if npm is None:
        raise AssetError(
            f"{folder / TARBALL} is missing and there is no npm to fetch it: install Node.js, "
            f"or put the tarball of {PACKAGE} there, or name its folder in VIDEO01_ASSETS"
        )
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([npm, "pack", PACKAGE], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not (folder / TARBALL).exists():
        raise AssetError(f"npm pack {PACKAGE} failed with exit code {done.returncode}: {done.stderr.strip()[-400:]}")


@cache
def sprites(place: str | Path | None = None) -> dict[str, Sprite]:
    """All subjects' pictures by code point, each (256, 256, 4) RGBA uint8."""
    tarball = find_tarball(place)
    wanted = sorted(subject.codepoint for subject in SUBJECTS)
    cached = tarball.with_name(
        "sprites-" + hashlib.sha256((SHA512 + " ".join(wanted)).encode()).hexdigest()[:12] + ".npy"
    )
    if not cached.exists():
        stack = _decode(tarball, wanted)
        _store(cached, stack)
    if cached.exists():
        stack = np.load(cached, mmap_mode="r")  # processes on one machine share its pages
    stack.setflags(write=False)
    return dict(zip(wanted, stack, strict=True))


def _decode(tarball: Path, wanted: list[str]) -> NDArray[np.uint8]:
    """The wanted members as (N, 256, 256, 4) RGBA uint8."""
    verify(tarball)
    members = {f"package/assets/{codepoint}.webp": row for row, codepoint in enumerate(wanted)}
    stack = np.zeros((len(wanted), SIZE, SIZE, 4), np.uint8)
    missing = set(members)
    with tarfile.open(tarball) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.name in missing else None
            if stream is None:
                continue
            image = Image.open(io.BytesIO(stream.read())).convert("RGBA")
            if image.size != (SIZE, SIZE):
                image = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
            stack[members[member.name]] = np.asarray(image)
            missing.discard(member.name)
    if missing:
        raise AssetError(f"{tarball} lacks {', '.join(sorted(missing))}")
    return stack


def _store(path: Path, stack: NDArray[np.uint8]) -> None:
    """Writes the cache whole or not at all, as several processes may start at once; a read-only folder is no error."""
    part = path.with_name(f"{path.stem}.{os.getpid()}.npy")
    try:
        np.save(part, stack)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)


def sprite(codepoint: str, place: str | Path | None = None) -> Sprite:
    """One picture, (256, 256, 4) RGBA uint8; raises AssetError for a code point that no subject has."""
    found = sprites(place).get(codepoint)
    if found is None:
        raise AssetError(f"expected the code point of a subject, got {codepoint!r}")
    return found
