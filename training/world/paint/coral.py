"""Coral of a reef, and what grows like it, as cut-outs."""

from __future__ import annotations

import numpy as np

from training.world.paint.cutout import Cutout, curve
from training.world.paint.sheet import Color, Patch
from training.world.paint.tones import mixed

PINK, CORAL, ORANGE = (0.98, 0.42, 0.60), (0.96, 0.36, 0.34), (1.0, 0.60, 0.22)
YELLOW, VIOLET, TEAL, RED = (0.98, 0.82, 0.30), (0.62, 0.38, 0.86), (0.20, 0.76, 0.70), (0.84, 0.18, 0.30)


def coral(dice: np.random.Generator) -> Patch:
    """A growth of any kind and colour."""
    colours = (PINK, CORAL, ORANGE, YELLOW, VIOLET, TEAL, RED)
    color = colours[dice.integers(len(colours))]
    kinds = (_branches, _fan, _brain, _tubes, _anemone, _table, _branches)
    return kinds[dice.integers(len(kinds))](dice, color)


def _branches(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(1.3, 260)

    def grow(x: float, y: float, turn: float, length: float, *, wide: float, depth: int) -> None:
        end = (x + length * np.sin(turn), y + length * np.cos(turn))
        shade = mixed(mixed(color, (0.10, 0.08, 0.30), 0.45), color, min(1.0, y * 1.4 + 0.2))
        points = curve((x, y), (x + length * 0.5 * np.sin(turn * 0.6), y + length * 0.55), end, 10)
        cut.stroke(points, wide, wide * 0.75, shade)
        cut.ellipse(end[0], end[1], wide * 0.40, wide * 0.40, shade)
        cut.stroke(points - (wide * 0.2, 0), wide * 0.28, wide * 0.2, mixed(shade, (1, 1, 0.92), 0.38))
        if depth:
            for side in (-1.0, 0.15, 1.0)[: 3 if dice.random() < 0.4 else 2] if dice.random() < 0.5 else (-0.8, 0.8):
                grow(
                    *end, turn * 0.8 + side * dice.uniform(0.35, 0.62), length * 0.74, wide=wide * 0.74, depth=depth - 1
                )
        else:
            cut.ellipse(end[0], end[1], wide * 0.55, wide * 0.55, mixed(color, (1, 1, 0.92), 0.55))

    for turn in (-0.55, 0.0, 0.5):
        grow(turn * 0.15, 0.0, turn, 0.27, wide=0.085, depth=3)
    return cut.patch()


def _fan(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(1.4, 260)
    turns = np.linspace(-1.15, 1.15, 50)
    rim = 0.80 + 0.08 * np.sin(turns * 9 + dice.uniform(0, 6)) + 0.04 * np.sin(turns * 23)
    cut.fill(
        [(0, 0.06), *np.stack([0.78 * rim * np.sin(turns), 0.12 + rim * 0.95 * np.cos(turns * 0.8)], 1)],
        mixed(color, (0.12, 0.05, 0.30), 0.42),
    )
    for turn, far in zip(turns[1:-1:3], rim[1:-1:3], strict=True):
        tip = (0.76 * far * np.sin(turn), 0.12 + far * 0.93 * np.cos(turn * 0.8))
        cut.stroke(
            curve((0, 0.06), (tip[0] * 0.35, tip[1] * 0.65), tip, 14),
            0.030,
            0.022,
            mixed(color, (1, 0.9, 0.8), 0.12 - 0.1 * turn),
        )
    for ring in (0.40, 0.58, 0.76):
        cut.stroke(
            np.stack([0.78 * ring * rim * np.sin(turns), 0.12 + ring * rim * 0.95 * np.cos(turns * 0.8)], 1),
            0.014,
            0.014,
            color,
        )
    cut.stroke([(0, 0.0), (0, 0.15)], 0.08, 0.04, mixed(color, (0.1, 0.05, 0.2), 0.4))
    cut.lit(0.22)
    return cut.patch()


def _brain(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(1.7, 220)
    turns = np.linspace(0, np.pi, 40)
    cut.fill(np.stack([0.82 * np.cos(turns), 0.96 * np.sin(turns) ** 0.8], 1), mixed(color, (0.08, 0.06, 0.28), 0.30))
    for share in np.linspace(0.12, 0.92, 7):
        wave = 0.03 * np.sin(turns * 14 + share * 20 + dice.uniform(0, 3))
        cut.stroke(
            np.stack([(0.82 * share + wave) * np.cos(turns), (0.92 * share + wave) * np.sin(turns) ** 0.8], 1),
            0.055,
            0.055,
            mixed(color, (1, 1, 0.85), 0.25),
        )
    cut.lit(0.42)
    return cut.patch()


def _tubes(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(1.0, 260)
    for x, tall in ((-0.24, 0.72), (0.25, 0.66), (0.02, 0.94), (-0.12, 0.48), (0.16, 0.42)):
        high = tall * dice.uniform(0.9, 1.0)
        top = x * 1.35
        cut.stroke([(x * 0.5, 0.0), (top, high)], 0.11, 0.19, mixed(color, (0.08, 0.04, 0.28), 0.35))
        cut.stroke([(x * 0.5 - 0.02, 0.0), (top - 0.025, high)], 0.06, 0.11, color)
        cut.stroke([(x * 0.5 - 0.035, 0.05), (top - 0.06, high)], 0.02, 0.035, mixed(color, (1, 1, 0.9), 0.5))
        cut.ellipse(top, high, 0.097, 0.040, mixed(color, (1, 1, 0.9), 0.35))
        cut.ellipse(top + 0.005, high, 0.070, 0.026, mixed(color, (0.05, 0.02, 0.2), 0.75))
    return cut.patch()


def _anemone(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(1.7, 240)
    cut.ellipse(0, 0.12, 0.34, 0.22, mixed(color, (0.1, 0.05, 0.3), 0.5))
    for i in range(44):
        out = dice.uniform(-1, 1)
        tall = (0.92 - 0.45 * out * out) * dice.uniform(0.75, 1.0) * (1 - 0.35 * i / 44)
        shade = mixed(mixed(color, (0.1, 0.05, 0.3), 0.35), color, i / 44)
        points = curve((out * 0.25, 0.15), (out * 0.35, tall * 0.8), (out * 0.75 + dice.normal(0, 0.05), tall), 12)
        cut.stroke(points, 0.07, 0.035, shade)
        cut.ellipse(points[-1][0], points[-1][1], 0.035, 0.035, mixed(color, (1, 1, 0.95), 0.65))
    return cut.patch()


def _table(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(2.0, 220)
    for x, y, wide in ((0.1, 0.50, 0.55), (-0.1, 0.80, 0.86)):
        cut.fill(
            [(-0.08, 0.0), (0.12, 0.0), (x + wide * 0.5, y - 0.05), (x - wide * 0.5, y - 0.05)],
            mixed(color, (0.08, 0.05, 0.28), 0.62),
        )
        cut.ellipse(x, y - 0.03, wide, 0.13, mixed(color, (0.08, 0.05, 0.28), 0.35))
        cut.ellipse(x, y + 0.02, wide, 0.11, color)
        for _ in range(26):
            cut.ellipse(
                x + wide * 0.85 * dice.uniform(-1, 1),
                y + 0.03 + dice.uniform(-0.03, 0.06),
                0.035,
                0.025,
                mixed(color, (1, 1, 0.9), 0.45),
            )
    cut.lit(0.2)
    return cut.patch()
