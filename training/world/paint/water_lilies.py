"""Water lilies, as cut-outs."""

from __future__ import annotations

import numpy as np

from training.world.paint.cutout import Cutout
from training.world.paint.sheet import Patch
from training.world.paint.tones import mixed


def lily_pad(dice: np.random.Generator, blooming: float = 0.3) -> Patch:
    """A lily's leaf that floats, now and then with its flower."""
    cut = Cutout(2.3, 170)
    start = dice.uniform(0.2, 1.2)
    turns = np.linspace(start, start + 2 * np.pi - 0.45, 40)
    for drop, scale, color in (
        (-0.05, 1.0, (0.04, 0.20, 0.22)),
        (0.0, 1.0, (0.18, 0.44, 0.24)),
        (0.015, 0.88, (0.36, 0.62, 0.30)),
    ):
        cut.fill(
            [
                (0.0, 0.32 + drop),
                *np.stack([1.05 * scale * np.cos(turns), 0.32 + drop + 0.27 * scale * np.sin(turns)], 1),
            ],
            color,
        )
    for turn in turns[2:-2:5]:
        cut.stroke([(0, 0.33), (0.9 * np.cos(turn), 0.33 + 0.22 * np.sin(turn))], 0.022, 0.008, (0.56, 0.76, 0.42))
    if dice.random() < blooming:
        _bloom(cut, 0.1, 0.36)
    return cut.patch()


def _bloom(cut: Cutout, x: float, y: float) -> None:
    for turn, long, color in (
        (-1.25, 0.5, 0.75),
        (1.25, 0.5, 0.6),
        (-0.8, 0.54, 0.5),
        (0.8, 0.54, 0.45),
        (-0.4, 0.56, 0.25),
        (0.4, 0.56, 0.25),
        (0.0, 0.52, 0.05),
    ):
        tip = (x + long * np.sin(turn) * 0.9, y + long * np.cos(turn) * 0.85)
        side = np.array((np.cos(turn), -np.sin(turn) * 0.8)) * 0.13
        middle = np.array((x + (tip[0] - x) * 0.5, y + (tip[1] - y) * 0.5))
        cut.fill(
            [(x, y - 0.02), tuple(middle - side), tip, tuple(middle + side)],
            mixed((1.0, 0.95, 0.97), (0.94, 0.52, 0.70), color),
        )
    cut.ellipse(x, y + 0.06, 0.09, 0.06, (1.0, 0.82, 0.30))
