"""The looks: how finished frames are graded."""

from __future__ import annotations

import numpy as np

from video01.layers import Array, Look

_LUMA = np.array([0.30, 0.59, 0.11])
_PIVOT = 0.28  # what contrast leaves as it is


def look_of(name: str | None) -> Look:
    """The grade of a look by its canonical name; None is natural."""
    return _LOOKS[name or "natural"]


def _matrix(
    saturation: float,
    *,
    contrast: float = 1.0,
    gain: tuple[float, ...] = (1, 1, 1),
    lift: tuple[float, ...] = (0, 0, 0),
) -> Array:
    """(3, 4): first less colourful, then more contrast about a dark grey, then a tint."""
    mixed = saturation * np.eye(3) + (1 - saturation) * np.tile(_LUMA, (3, 1))
    tint = np.asarray(gain)[:, None]
    moved = np.asarray(gain) * _PIVOT * (1 - contrast) + np.asarray(lift)
    return np.concatenate([contrast * tint * mixed, moved[:, None]], 1).astype(np.float32)


_LOOKS = {
    "natural": Look(vignette=0.12),
    "film noir": Look(colour=_matrix(0.0, contrast=1.42, lift=(0.0, 0.0, 0.004)), vignette=0.75, grain=0.55),
    "sepia": Look(
        colour=_matrix(0.08, contrast=0.95, gain=(1.12, 0.90, 0.62), lift=(0.03, 0.02, 0.0)), vignette=0.4, grain=0.25
    ),
    "vintage": Look(
        colour=_matrix(0.62, contrast=0.78, gain=(1.06, 0.97, 0.80), lift=(0.10, 0.075, 0.09)), vignette=0.35, grain=0.3
    ),
    "watercolour": Look(
        colour=_matrix(0.85, contrast=0.68, lift=(0.21, 0.205, 0.18)), vignette=0.0, bloom=0.35, paper=0.55
    ),
    "dreamy": Look(colour=_matrix(0.92, contrast=0.80, gain=(1.0, 0.96, 1.03), lift=(0.11, 0.085, 0.115)), bloom=1.0),
}
