"""Dunes of sand with crisp crests."""

from __future__ import annotations

import numpy as np

from training.world.paint.sheet import Color, Sheet
from training.world.paint.soft import smooth
from training.world.paint.tones import toned

SAND = ((0.56, 0.28, 0.20), (0.78, 0.47, 0.28), (0.95, 0.70, 0.40), (1.0, 0.87, 0.60))
SHADE: Color = (0.60, 0.32, 0.27)


def dune(sheet: Sheet, x: float, half: float, base: float, rise: float, *, haze: float = 0.0, seed: int = 0) -> None:
    """A dune with a crisp crest that winds down before us: lit on the left, shaded on the right."""
    away = sheet.away(x)[0]
    slope = np.where(
        away < 0, np.clip(1 + away / (half * 1.25), 0, 1) ** 1.25, np.clip(1 - away / (half * 0.95), 0, 1) ** 1.1
    )
    top = np.asarray(base + 0.01 - (rise + 0.01) * slope * (1 + 0.06 * sheet.waviness(half, 2, seed=seed)), np.float32)
    mask = sheet.below(top)
    t = np.clip((sheet.y - (base - rise)) / rise, 0, 2)
    spine = half * (0.10 * t + 0.16 * np.sin(t * 3.4 + seed) * t)
    dark = smooth(-0.7, 0.7, np.asarray((sheet.away(x) - spine) * sheet.across / 3 + 0 * mask, np.float32))
    texture = 0.05 * sheet.noise(0.22, 3, seed=seed, stretch=2.5)
    bright = toned(np.asarray(0.92 - 0.30 * t + texture, np.float32), SAND)
    dusk = np.clip(1 - 0.35 * (sheet.away(x) - spine) / half, 0.5, 1)
    shade = np.asarray(SHADE, np.float32) * (0.72 + 0.36 * (1 - dusk))[..., None] + 0.26 * np.clip(t - 0.35, 0, 1)[
        ..., None
    ] * np.array((0.9, 0.6, 0.38), np.float32)
    colours = bright + dark[..., None] * (shade - bright)
    colours = colours + haze * (np.asarray((0.90, 0.78, 0.68), np.float32) - colours)
    sheet.lay(mask, colours)
    ripple = np.sin((sheet.y * 520 + sheet.x * 60 + 7 * sheet.noise(0.25, 3, seed=seed + 1)) * 1.0)
    sheet.tint(mask * smooth(0.3, 1.0, ripple) * (1 - dark) * 0.16 * sheet.ramp(base - rise, base), SAND[0])
    edge = np.exp(-(((sheet.away(x) - spine) * sheet.across / 2.5 + 1.2) ** 2)) * mask * (t < 1.4)
    sheet.tint(np.asarray(0.6 * edge * (1 - np.clip(t, 0, 1)), np.float32), (1.0, 0.95, 0.76))
