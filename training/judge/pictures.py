"""Pictures by their keys, small enough for small frames."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np

from training.world.stage import Key, picture_of
from video01.layers import STRIP_WIDTH, Picture

PICTURES = Path("training/out/pictures")  # where `training/runs/cpu.sh` keeps them
SMALL = 2  # how many times smaller pictures are for frames of up to 180 rows


class Pictures:
    """What `training.prepare pictures` wrote to a folder; what is missing there is painted, which takes seconds.

    `small` halves pictures, so that a clip is ready in a quarter of the time.
    """

    def __init__(self, folder: Path | None = None, *, small: bool = True) -> None:
        self._small = small
        self._stored: dict[str, Picture] = {}
        self._found: dict[Key, Picture] = {}
        for kind in ("canvas", "strip"):
            if folder is not None and (folder / f"{kind}.json").exists():
                names = json.loads((folder / f"{kind}.json").read_text())
                self._stored |= dict(zip(names, np.load(folder / f"{kind}.npy", mmap_mode="r"), strict=True))

    def __call__(self, key: Key) -> Picture:
        if key not in self._found:
            picture = np.asarray(self._stored[str(key)]) if str(key) in self._stored else picture_of(key)
            self._found[key] = halved(picture) if self._small else picture
        return self._found[key]


def halved(picture: Picture) -> Picture:
    """A strip or canvas at half its size; what is small already stays."""
    height, width = picture.shape[:2]
    if width in (STRIP_WIDTH, STRIP_WIDTH // 4):
        return np.asarray(
            cv2.resize(picture, (width // SMALL, height // SMALL), interpolation=cv2.INTER_AREA), np.uint8
        )
    return picture
