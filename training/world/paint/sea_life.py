"""What floats in the sea, as cut-outs: kelp and jellyfish."""

from __future__ import annotations

import numpy as np

from training.world.paint.cutout import Cutout, curve
from training.world.paint.sheet import Color, Patch
from training.world.paint.tones import mixed


def kelp(dice: np.random.Generator) -> Patch:
    cut = Cutout(0.36, 640)
    y = np.linspace(0, 0.97, 60)
    x = 0.05 * np.sin(y * dice.uniform(5, 8) + dice.uniform(0, 6)) * y + dice.uniform(-0.05, 0.05) * y
    for layer in (0, 1):
        for i in range(3 + layer, 58, 3):
            side = (-1) ** (i // 3 + layer)
            size = 0.125 * (1 - 0.45 * y[i]) * dice.uniform(0.8, 1.1)
            tip = (x[i] + side * size, y[i] + size * dice.uniform(0.1, 0.7))
            lean = 0.35 if side < 0 else 0.0
            color = mixed(
                (0.08, 0.30, 0.24), (0.62, 0.68, 0.20), np.clip(0.15 + lean + 0.35 * y[i] + 0.2 * layer, 0, 1)
            )
            low = curve((x[i], y[i]), (x[i] + side * size * 0.5, y[i] - size * 0.12), tip, 12)
            high = curve(tip, (x[i] + side * size * 0.4, y[i] + size * 0.55), (x[i], y[i]), 12)
            cut.fill(np.concatenate([low, high]), color)
    cut.stroke(np.stack([x, y], 1), 0.014, 0.006, (0.66, 0.60, 0.22))
    return cut.patch()


def jellyfish(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(0.9, 260)
    for x in np.linspace(-0.25, 0.25, 7):
        y = np.linspace(0.62, dice.uniform(0.02, 0.2), 24)
        cut.stroke(np.stack([x + 0.035 * np.sin(y * 14 + x * 9), y], 1), 0.020, 0.008, mixed(color, (1, 1, 1), 0.15))
    turns = np.linspace(0, np.pi, 40)
    cut.fill(np.stack([0.36 * np.cos(turns), 0.60 + 0.36 * np.sin(turns)], 1), mixed(color, (0.2, 0.3, 0.8), 0.25))
    cut.fill(np.stack([0.28 * np.cos(turns) - 0.02, 0.64 + 0.26 * np.sin(turns)], 1), color)
    cut.ellipse(-0.12, 0.80, 0.08, 0.06, mixed(color, (1, 1, 1), 0.7))
    cut.stroke(
        np.stack([0.36 * np.cos(turns), 0.60 + 0.02 * np.sin(turns * 9)], 1), 0.04, 0.04, mixed(color, (1, 1, 1), 0.4)
    )
    return np.asarray(cut.patch() * 0.85, np.float32)
