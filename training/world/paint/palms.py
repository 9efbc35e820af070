"""Coconut palms, as cut-outs."""

from __future__ import annotations

import numpy as np

from training.world.paint.cutout import Cutout, curve
from training.world.paint.sheet import Patch
from training.world.paint.tones import mixed


def palm(dice: np.random.Generator, lean: float) -> Patch:
    """A coconut palm that leans to the right by `lean` of its height."""
    cut = Cutout(1.7, 620)
    foot, crown = (-lean * 0.55, 0.0), (lean * 0.45, 0.74)
    fronds = [
        (turn + dice.uniform(-0.12, 0.12), dice.uniform(0.36, 0.46)) for turn in np.linspace(-0.35, np.pi + 0.35, 11)
    ]
    for turn, length in fronds[::2]:
        _frond(cut, crown, turn, length, near=0.0, dice=dice)
    trunk = curve(foot, (lean * -0.25, 0.42), crown, 30)
    cut.stroke(trunk, 0.06, 0.03, (0.40, 0.27, 0.17))
    cut.stroke(trunk - (0.009, 0), 0.034, 0.014, (0.66, 0.50, 0.33))
    cut.stroke(trunk - (0.015, 0), 0.014, 0.006, (0.84, 0.69, 0.49))
    for i in range(1, 29):
        left, right = trunk[i] - (0.028 - i * 0.0005, 0.004), trunk[i] + (0.028 - i * 0.0005, -0.010)
        cut.stroke([tuple(left), tuple(right)], 0.006, 0.003, (0.36, 0.24, 0.15))
    for turn, length in fronds[1::2]:
        _frond(cut, crown, turn, length, near=1.0, dice=dice)
    for x, y in ((-0.03, -0.035), (0.025, -0.04), (0.0, -0.05)):
        cut.ellipse(crown[0] + x, crown[1] + y, 0.024, 0.026, (0.33, 0.20, 0.10))
        cut.ellipse(crown[0] + x - 0.006, crown[1] + y + 0.007, 0.011, 0.011, (0.60, 0.40, 0.22))
    return cut.patch()


def _frond(
    cut: Cutout, crown: tuple[float, float], turn: float, length: float, *, near: float, dice: np.random.Generator
) -> None:
    reach = np.array((np.cos(turn), np.sin(turn) * 0.75))
    end = np.array(crown) + reach * length - (0, 0.16 + 0.10 * near)
    spine = curve(crown, tuple(np.array(crown) + reach * length * 0.62 + (0, 0.10)), (end[0], end[1]), 34)
    light = 0.5 + 0.35 * np.sin(turn) - 0.25 * np.cos(turn)
    base = mixed((0.05, 0.27, 0.13), (0.46, 0.68, 0.20), np.clip(light * (0.45 + 0.55 * near), 0, 1))
    along = np.gradient(spine, axis=0)
    along /= np.linalg.norm(along, axis=1)[:, None]
    for side, tint in ((-1.0, (0.03, 0.17, 0.10)), (1.0, (0.72, 0.85, 0.34))):
        for i in range(2, 34):
            size = length * 0.40 * np.sin(np.pi * (0.12 + 0.80 * i / 34)) * dice.uniform(0.85, 1.1)
            out = np.array((-along[i, 1], along[i, 0])) * side * (1 if along[i, 0] > 0 else -1)
            tip = spine[i] + along[i] * size * 0.55 + out * size * (0.5 if side > 0 else 0.75) - (0, size * 0.32)
            color = mixed(base, tint, (0.16 if side < 0 else 0.24) + dice.uniform(-0.08, 0.08))
            cut.fill([tuple(spine[i] - along[i] * 0.010), tuple(tip), tuple(spine[i] + along[i] * 0.010)], color)
    cut.stroke(spine, 0.009, 0.003, mixed(base, (0.80, 0.82, 0.40), 0.45))
