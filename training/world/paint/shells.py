"""What the sea leaves on a beach, as cut-outs: shells, starfish, pebbles."""

from __future__ import annotations

import numpy as np

from training.world.paint.cutout import Cutout, curve
from training.world.paint.sheet import Color, Patch
from training.world.paint.tones import mixed


def scallop() -> Patch:
    cut = Cutout(1.3, 180)
    rim = [
        (0.60 * np.sin(a) * (1 + 0.03 * np.cos(a * 16)), 0.10 + 0.86 * np.cos(a * 0.62) ** 1.2)
        for a in np.linspace(-1.45, 1.45, 60)
    ]
    cut.fill([*rim, (0.10, 0.02), (-0.10, 0.02)], (0.97, 0.72, 0.62))
    for a in np.linspace(-1.2, 1.2, 9):
        tip = (0.55 * np.sin(a), 0.10 + 0.80 * np.cos(a * 0.62) ** 1.2)
        cut.stroke([(0.0, 0.06), tip], 0.02, 0.06, (1.0, 0.90, 0.82))
    cut.lit(0.22)
    return cut.patch()


def conch() -> Patch:
    cut = Cutout(1.6, 180)
    cut.fill(
        np.concatenate(
            [
                curve((-0.75, 0.30), (-0.2, 1.05), (0.25, 0.85)),
                curve((0.25, 0.85), (0.7, 0.7), (0.75, 0.25)),
                curve((0.7, 0.15), (0.0, -0.05), (-0.75, 0.30)),
            ]
        ),
        (0.96, 0.84, 0.68),
    )
    for x in (-0.42, -0.18, 0.08):
        cut.stroke(curve((x, 0.16), (x + 0.16, 0.45), (x + 0.10, 0.78 + x * 0.2), 12), 0.05, 0.03, (0.80, 0.58, 0.42))
    cut.fill(
        np.concatenate(
            [curve((0.20, 0.18), (0.28, 0.62), (0.62, 0.58)), curve((0.62, 0.58), (0.75, 0.25), (0.20, 0.18))]
        ),
        (0.96, 0.60, 0.55),
    )
    cut.lit(0.25)
    return cut.patch()


def starfish(color: Color) -> Patch:
    cut = Cutout(1.5, 180)
    turns = np.linspace(0.3, 0.3 + 2 * np.pi, 81)
    radius = 0.20 + 0.30 * np.abs(np.cos(turns * 2.5)) ** 2.2
    cut.fill(np.stack([1.35 * radius * np.cos(turns), 0.48 + 0.88 * radius * np.sin(turns)], 1), color)
    for turn in np.arange(5) * 2 * np.pi / 5 - 0.0:
        for far in (0.10, 0.22, 0.34):
            cut.ellipse(
                1.35 * far * np.cos(turn),
                0.49 + 0.88 * far * np.sin(turn),
                0.035,
                0.03,
                mixed(color, (1, 0.95, 0.8), 0.6),
            )
    cut.lit(0.25)
    return cut.patch()


def pebble() -> Patch:
    cut = Cutout(1.6, 140)
    cut.ellipse(0, 0.45, 0.75, 0.45, (0.62, 0.58, 0.58))
    cut.ellipse(-0.15, 0.58, 0.45, 0.25, (0.80, 0.77, 0.74))
    cut.lit(0.3)
    return cut.patch()
