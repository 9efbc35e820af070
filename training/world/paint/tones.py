"""Colours between colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Color, Mask, Patch


def mixed(first: Color, second: Color, share: float) -> tuple[float, float, float]:
    """A colour between two."""
    a, b, c = (p + (q - p) * share for p, q in zip(first, second, strict=True))
    return a, b, c


def toned(tone: Mask, stops: Sequence[Color]) -> NDArray[np.float32]:
    """Tones 0..1 as colours (H, W, 3), from the first stop (dark) to the last (lit), evenly."""
    table = np.stack(
        [np.interp(np.linspace(0, len(stops) - 1, 256), range(len(stops)), c) for c in zip(*stops, strict=True)], 1
    )
    return np.asarray(table.astype(np.float32)[np.clip(tone * 255, 0, 255).astype(np.uint8)], np.float32)


def hazed(patch: Patch, air: Color, share: float) -> Patch:
    """A picture seen from afar: so much of the air's colour lies over it."""
    color = patch[..., :3] + share * (np.asarray(air, np.float32) * patch[..., 3:] - patch[..., :3])
    return np.dstack([color, patch[..., 3:]]).astype(np.float32)
