"""Hills, mountains and rocks: their outlines, and how they are lit from the upper left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Color, Mask, Sheet
from training.world.paint.soft import smooth, softened
from training.world.paint.tones import toned

Heights = NDArray[np.floating[Any]] | float


def outline(
    sheet: Sheet, x: float, half: float, base: float, rise: float, *, sharp: float = 1.0, seed: int = 0
) -> NDArray[np.float32]:
    """y(x), (W,), of a hump on a base: `half` wide to each side, `rise` high; `sharp` under 1 is steep-sided."""
    away = np.abs(sheet.away(x)[0]) / half
    rough = 1 + 0.35 * sheet.waviness(half, 5, seed=seed)
    return np.asarray(base + 0.02 - (rise + 0.02) * np.clip(1 - away * away, 0, 1) ** sharp * rough, np.float32)


def ridge(sheet: Sheet, x: float, half: float, base: float, rise: float, *, seed: int = 0) -> NDArray[np.float32]:
    """y(x), (W,), of a mountain with a pointed summit and jagged shoulders on a base."""
    away = np.abs(sheet.away(x)[0]) / half
    slope = np.clip(1 - away, 0, 1)
    jags = 0.42 * sheet.waviness(half * 0.6, 5, seed=seed) * np.sqrt(slope) * np.clip(away * 4, 0.15, 1)
    return np.asarray(base + 0.02 - (rise + 0.02) * slope**0.85 * (1 + jags), np.float32)


def lit(sheet: Sheet, mask: Mask, height: Heights, *, round_by: float, strength: float = 1.0) -> Mask:
    """How a mass is lit from the upper left, 0..1.

    Its rim bends away over `round_by`; `height`, (H, W), is added. Both are frame heights.
    """
    margin = sheet.width // 16
    wide = np.concatenate([mask[:, -margin:], mask, mask[:, :margin]], 1)
    far = cv2.distanceTransform((wide > 0.5).astype(np.uint8), cv2.DIST_L2, 3)[:, margin:-margin] / sheet.across
    t = np.clip(far / round_by, 0, 1)
    body = softened(sheet, np.asarray(round_by * np.sqrt(t * (2 - t)), np.float32), 0.002) + height
    slope_x = (np.roll(body, -1, 1) - np.roll(body, 1, 1)) * sheet.across / 2
    slope_y = np.gradient(body, axis=0) * sheet.down
    light = 0.62 * slope_x + 0.62 * slope_y + 0.55
    return np.asarray(np.clip(0.5 + strength * (light / np.sqrt(1 + slope_x**2 + slope_y**2) - 0.5), 0, 1), np.float32)


def rock(sheet: Sheet, mask: Mask, stops: Sequence[Color], *, grain: float = 0.06, seed: int = 0) -> None:
    """Paint a rock where the mask says: planes, cracks, lit and shaded sides."""
    planes = np.abs(sheet.noise(grain * 2, 3, seed=seed + 1, stretch=0.6))
    cracks = np.abs(sheet.noise(grain, 3, seed=seed + 2, stretch=0.5))
    light = lit(
        sheet, mask, 0.35 * grain * planes - 0.12 * grain * (1 - smooth(0, 0.3, cracks)), round_by=grain, strength=1.25
    )
    sheet.lay(mask, toned(light + 0.07 * sheet.noise(0.03, 2, seed=seed + 3), stops))
