"""Grass of the dunes, dry grass and reeds, as cut-outs."""

from __future__ import annotations

import numpy as np

from training.world.paint.cutout import Cutout, curve
from training.world.paint.sheet import Patch
from training.world.paint.tones import mixed


def grass(dice: np.random.Generator, blades: int = 26) -> Patch:
    """A tuft of dune grass."""
    cut = Cutout(1.7, 220)
    for i in range(blades):
        x, out = dice.normal(0, 0.10), dice.normal(0, 0.42)
        tall = dice.uniform(0.55, 0.98) - 0.25 * abs(out)
        color = mixed((0.12, 0.32, 0.16), (0.68, 0.78, 0.34), np.clip(0.25 + 0.6 * i / blades - 0.3 * out, 0, 1))
        cut.stroke(curve((x, 0.0), (x + out * 0.3, tall * 0.8), (x + out, tall), 10), 0.055, 0.006, color)
    return cut.patch()


def straw(dice: np.random.Generator) -> Patch:
    """A tuft of dry grass."""
    cut = Cutout(1.5, 160)
    for i in range(18):
        out, tall = dice.normal(0, 0.35), dice.uniform(0.5, 0.98)
        cut.stroke(
            curve((out * 0.15, 0), (out * 0.3, tall * 0.8), (out, tall), 8),
            0.05,
            0.008,
            mixed((0.55, 0.36, 0.18), (0.96, 0.82, 0.46), i / 18),
        )
    return cut.patch()


def reeds(dice: np.random.Generator) -> Patch:
    """Reeds with cattails."""
    cut = Cutout(0.9, 360)
    for i in range(15):
        x, out, tall = dice.normal(0, 0.10), dice.normal(0, 0.20), dice.uniform(0.55, 0.95)
        color = mixed((0.10, 0.30, 0.16), (0.66, 0.76, 0.32), np.clip(i / 15 - 0.8 * out, 0, 1))
        cut.stroke(curve((x, 0), (x + out * 0.2, tall * 0.75), (x + out, tall), 14), 0.038, 0.005, color)
    for _ in range(3):
        x, lean, tall = dice.normal(0, 0.13), dice.normal(0, 0.06), dice.uniform(0.72, 0.90)
        stem = curve((x, 0), (x, tall * 0.6), (x + lean, tall + 0.09), 16)
        cut.stroke(stem, 0.014, 0.008, (0.40, 0.52, 0.24))
        cut.stroke(stem[11:15], 0.046, 0.046, (0.36, 0.20, 0.11))
        cut.stroke(stem[11:15] - (0.010, 0), 0.014, 0.014, (0.66, 0.42, 0.24))
    return cut.patch()
