"""Colours that figures can have: their shading stays, their own hue nearly goes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from video01.layers import Array

_LUMA = np.array([0.30, 0.59, 0.11])
_STRENGTH = 0.84  # what is left of its own colours keeps eyes and mouths apart

# Of the darker and the lighter parts, RGB in 0..1.
_DYES: dict[str, tuple[tuple[float, float, float], tuple[float, float, float]]] = {
    "red": ((0.42, 0.0, 0.02), (1.0, 0.30, 0.26)),
    "orange": ((0.62, 0.20, 0.0), (1.0, 0.64, 0.18)),
    "yellow": ((0.72, 0.50, 0.0), (1.0, 0.94, 0.32)),
    "green": ((0.02, 0.30, 0.06), (0.46, 0.90, 0.34)),
    "blue": ((0.02, 0.12, 0.50), (0.34, 0.64, 1.0)),
    "purple": ((0.24, 0.04, 0.46), (0.76, 0.46, 1.0)),
    "pink": ((0.72, 0.20, 0.44), (1.0, 0.68, 0.86)),
    "brown": ((0.20, 0.09, 0.03), (0.66, 0.42, 0.24)),
    "black": ((0.0, 0.0, 0.01), (0.27, 0.27, 0.31)),
    "white": ((0.66, 0.68, 0.73), (1.02, 1.02, 1.02)),
    "grey": ((0.22, 0.23, 0.25), (0.74, 0.75, 0.78)),
    "golden": ((0.52, 0.27, 0.0), (1.0, 0.88, 0.38)),
}


def dye_of(name: str, picture: NDArray[np.uint8]) -> Array:
    """(3, 4) that gives a premultiplied picture, (H, W, 4), the colour of that name."""
    solid = picture[picture[..., 3] > 200][:, :3] / 255.0
    light = solid @ _LUMA if len(solid) else np.array([0.0, 1.0])
    low, high = np.percentile(light, [8, 92])
    middle, span = (low + high) / 2, max(0.3, high - low)
    dark, bright = (np.asarray(color) for color in _DYES[name])
    slope = (bright - dark) / span
    offset = (bright + dark) / 2 - slope * middle
    own = np.eye(3, 4) * (1 - _STRENGTH)
    if name in ("black", "white", "grey"):  # a trace of colour would tell
        own[:, :3] = (1 - _STRENGTH) * (0.4 * np.eye(3) + 0.6 * _LUMA[None])
    dyed = np.concatenate([slope[:, None] * _LUMA[None], offset[:, None]], 1)
    return np.asarray(own + _STRENGTH * dyed, np.float32)
