"""The pictures that the model remembers, with a code each: `recall` finds the one whose code is nearest.

Pictures are remembered as coefficients of the principal components of their 16x16 patches, the best linear code there
is for them (`training.remember` finds it). In the weights' folder, for each kind ("canvas", "strip"): KIND.bin, the
coefficients (h, w, C) of all pictures as int16 in steps of STEP, each deflated apart, and in memory.npz the components
`basis` (C, 16 * 16 * 4) and KIND_shape (h, w), KIND_ends (N,), KIND_codes (N, CODE), KIND_stands (N, 8) and KIND_groups
(N,): pictures of one group were painted to go together, -1 is in none. A picture is only read when it is recalled.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import Array, Picture

KINDS = ("canvas", "strip")
PATCH = 16  # pixels, both sides
STEP = 0.1  # of a coefficient, for pictures in 0..1
GLIMPSE = 4  # pixels of a patch, both sides, in a picture that is only glimpsed
_KEPT = 16  # pictures whose coefficients are kept: as many as a clip shows, and some
_GLIMPSED = 256  # glimpses that are kept, at most 20 MiB


@dataclass(frozen=True, kw_only=True)
class Found:
    """One picture as it is remembered."""

    number: int  # its place among those of its kind
    picture: Picture  # (H, W, 4) RGBA, premultiplied
    stand: Array  # (8,), see `tokens.STAND`


class Memory:
    """All pictures of both kinds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with np.load(folder / "memory.npz") as small:
            self.basis = small["basis"].astype(np.float32)
            self._coarse = coarse(self.basis)
            self._codes = {kind: small[f"{kind}_codes"].astype(np.float32) for kind in KINDS}
            self._stands = {kind: small[f"{kind}_stands"] for kind in KINDS}
            self._groups = {kind: small[f"{kind}_groups"] for kind in KINDS}
            self._ends = {kind: small[f"{kind}_ends"] for kind in KINDS}
            self._shapes = {kind: tuple(small[f"{kind}_shape"].tolist()) for kind in KINDS}
        self._steps = lru_cache(_KEPT)(self._read)
        self._small = lru_cache(_GLIMPSED)(lambda kind, number: drawn(self._steps(kind, number), self._coarse))

    def recall(self, kind: str, code: Array, beside: int | None = None) -> Found:
        """The nearest picture."""
        number = self.nearest(kind, code, beside)
        return Found(number=number, picture=self.picture(kind, number), stand=self._stands[kind][number])

    def glimpse(self, kind: str, code: Array, beside: int | None = None) -> Found:
        """The nearest picture at a quarter of its size, at once if it was asked for before."""
        number = self.nearest(kind, code, beside)
        return Found(number=number, picture=self._small(kind, number), stand=self._stands[kind][number])

    def nearest(self, kind: str, code: Array, beside: int | None = None) -> int:
        """The number of the picture whose code points most nearly where `code`, (CODE,), does.

        With `beside`, the number of another one, only pictures of the same group come into question if there are any.
        """
        codes, groups = self._codes[kind], self._groups[kind]
        likeness = codes @ code / np.linalg.norm(codes, axis=1)
        if beside is not None and groups[beside] >= 0:
            together = groups == groups[beside]
            together[beside] = False
            if together.any():
                likeness = np.where(together, likeness, -np.inf)
        return int(np.argmax(likeness))

    def picture(self, kind: str, number: int) -> Picture:
        """One picture: (H, W, 4) RGBA, premultiplied."""
        return drawn(self._steps(kind, number), self.basis)

    def _read(self, kind: str, number: int) -> NDArray[np.int16]:
        """The coefficients of one picture: (h, w, C)."""
        start = int(self._ends[kind][number - 1]) if number else 0
        with (self._folder / f"{kind}.bin").open("rb") as file:
            file.seek(start)
            packed = file.read(int(self._ends[kind][number]) - start)
        return np.frombuffer(zlib.decompress(packed), "<i2").reshape(*self._shapes[kind], -1)


def coefficients(picture: Picture, basis: Array) -> NDArray[np.int16]:
    """A picture (16 h, 16 w, 4) in steps of its coefficients: (h, w, C)."""
    h, w = (side // PATCH for side in picture.shape[:2])
    patches = picture.reshape(h, PATCH, w, PATCH, 4).transpose(0, 2, 1, 3, 4).reshape(h, w, -1)
    found = (patches.astype(np.float32) / 255) @ basis.T / STEP
    return np.clip(np.round(found), -32767, 32767).astype("<i2")


def coarse(basis: Array) -> Array:
    """The components of the same patches at GLIMPSE pixels: (C, GLIMPSE * GLIMPSE * 4)."""
    side = PATCH // GLIMPSE
    means = basis.reshape(-1, GLIMPSE, side, GLIMPSE, side, 4).mean((2, 4))
    return np.ascontiguousarray(means.reshape(len(basis), -1))


def drawn(steps: NDArray[np.int16], basis: Array) -> Picture:
    """Coefficients (h, w, C) back to a picture (side h, side w, 4); `basis` is (C, side * side * 4)."""
    h, w = steps.shape[:2]
    side = math.isqrt(basis.shape[1] // 4)
    scale = np.tile(np.array([1, 1, 1, 1 / 0.97], np.float32) * (255 * STEP), side * side)
    patches = steps.astype(np.float32) @ (basis * scale)
    rgba = patches.reshape(h, w, side, side, 4).transpose(0, 2, 1, 3, 4).reshape(h * side, w * side, 4)
    # Nearly clear is clear, nearly opaque is opaque; what is no colour is cut off.
    offset = np.array([0, 0, 0, -255 * 0.015 / 0.97])
    picture = np.asarray(cv2.add(rgba, offset, dtype=cv2.CV_8U), np.uint8)
    return np.asarray(cv2.min(picture, cv2.cvtColor(cv2.extractChannel(picture, 3), cv2.COLOR_GRAY2RGBA)), np.uint8)


def write(folder: Path, pictures: dict[str, Any], basis: Array, about: dict[str, dict[str, Any]]) -> None:
    """Write a memory: of each kind the pictures (N, H, W, 4) with their codes, stands and groups."""
    small: dict[str, Any] = {"basis": basis.astype(np.float16)}
    folder.mkdir(parents=True, exist_ok=True)
    for kind, all_of_it in pictures.items():
        packed = [zlib.compress(coefficients(picture, basis).tobytes(), 9) for picture in all_of_it]
        (folder / f"{kind}.bin").write_bytes(b"".join(packed))
        small[f"{kind}_ends"] = np.cumsum([len(part) for part in packed], dtype=np.int64)
        small[f"{kind}_shape"] = np.array(all_of_it.shape[1:3]) // PATCH
        small |= {f"{kind}_{name}": values for name, values in about[kind].items()}
    np.savez(folder / "memory.npz", **small)
