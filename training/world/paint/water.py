"""Open water: a swell with chop and foam."""

from __future__ import annotations

import numpy as np

from training.world.paint.plane import STANCE, plane_noise
from training.world.paint.sheet import Color, Sheet
from training.world.paint.soft import smooth
from training.world.paint.tones import mixed, toned


class Sea:
    """The tones of water: deep (troughs), body, bright (backs of waves), glow (light through crests), foam."""

    deep: Color = (0.02, 0.20, 0.38)
    body: Color = (0.04, 0.36, 0.58)
    bright: Color = (0.22, 0.60, 0.76)
    glow: Color = (0.16, 0.74, 0.74)
    foam: Color = (0.95, 0.99, 1.0)
    distant: Color = (0.34, 0.62, 0.80)


def sea(
    sheet: Sheet,
    horizon: float,
    *,
    swell: float = 0.55,
    chop: float = 0.5,
    foam: float = 0.5,
    tones: Sea | None = None,
    seed: int = 0,
) -> None:
    """Open water from the horizon down. swell: frame heights from crest to crest at the feet; chop, foam: 0..1."""
    tones = tones or Sea()
    depth = np.maximum(sheet.y - horizon, 0) + 0.012
    long = plane_noise(sheet, horizon, swell, stretch=5, octaves=1, seed=seed)
    short = plane_noise(sheet, horizon, swell / 2.6, stretch=3.2, octaves=2, seed=seed + 5)
    ridges = 0.75 - 1.6 * np.sqrt(short * short + 0.015)
    crest = 0.6 * long + (0.3 + 0.4 * chop) * ridges
    reach = np.maximum(1, sheet.down * swell / 18 * (depth / STANCE) ** 1.5)
    slope = np.gradient(crest, axis=0) * reach
    fine = plane_noise(sheet, horizon, swell / 7, stretch=4, octaves=1, seed=seed + 7)
    slope += 0.22 * np.gradient(fine, axis=0) * reach
    tone = 0.47 + 0.18 * crest - 0.42 * slope + 0.05 * sheet.noise(0.5, 3, seed=seed + 3, stretch=3)
    sheet.lay(
        sheet.below(horizon), toned(tone, (tones.deep, tones.body, tones.bright, mixed(tones.bright, tones.foam, 0.5)))
    )
    sheet.tint(0.85 * smooth(0.15, 0.9, crest) * smooth(-0.10, 0.25, slope), tones.glow)
    haze = np.exp(-(depth - 0.012) / 0.06)
    sheet.tint(0.70 * haze, tones.distant)
    if foam:
        lace = np.abs(plane_noise(sheet, horizon, swell / 3, stretch=2, octaves=3, seed=seed + 9))
        rare = smooth(
            0.1, 0.6, long + 0.6 * foam * plane_noise(sheet, horizon, swell * 2, stretch=4, octaves=1, seed=seed + 11)
        )
        capped = smooth(0.95 - 0.5 * foam, 1.15 - 0.5 * foam, crest) * rare
        shape = 1 - smooth(0.10, 0.32, lace)
        sheet.tint(np.clip(0.2 * capped + 0.8 * capped * shape, 0, 1) * (1 - 0.7 * haze), tones.foam)
