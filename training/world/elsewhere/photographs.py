"""Photographs that others let one use: those that scikit-image brings or fetches. Nothing is trained on them.

Where each comes from and how it may be used is told in the documentation of `skimage.data`.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import cv2
import numpy as np

from video01.layers import Picture

NAMES = ("astronaut.png", "chelsea.png", "coffee.png", "hubble_deep_field.jpg", "motorcycle_left.png", "rocket.jpg")
_LEAST = 360  # pixels of the shorter side; smaller ones are enlarged, as smaller pictures are refused


def scikit_image_folder() -> Path | None:
    """Where scikit-image keeps its photographs; None where it is not installed."""
    package = importlib.util.find_spec("skimage")
    return None if package is None or package.origin is None else Path(package.origin).parent / "data"


def photographs(folder: Path | None = None) -> dict[str, Picture]:
    """By their names, (H, W, 3) RGB: those in a folder; without one, those of scikit-image, if it is installed."""
    folder = folder or scikit_image_folder()
    if folder is None:
        return {}
    found = {}
    for name in NAMES:
        read = cv2.imread(str(folder / name)) if (folder / name).exists() else None
        if read is not None:
            picture = np.asarray(cv2.cvtColor(read, cv2.COLOR_BGR2RGB), np.uint8)
            scale = max(1.0, _LEAST / min(picture.shape[:2]))
            found[Path(name).stem] = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale), np.uint8)
    return found
