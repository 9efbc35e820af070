# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""Plants of warm lands: palms, great leaves, lianas, hibiscus flowers."""

from __future__ import annotations

import numpy as np

from training.world.paint.sheet import Color
from training.world.paint.trees import Easel, Tones, Values, tone

PALM: Tones = ((0.20, 0.13, 0.10), (0.36, 0.25, 0.17), (0.54, 0.41, 0.27), (0.72, 0.59, 0.41))
PETALS: tuple[Color, ...] = (
    (0.95, 0.22, 0.38),
    (1.0, 0.58, 0.16),
    (0.78, 0.30, 0.85),
    (1.0, 0.84, 0.28),
    (0.98, 0.50, 0.70),
)


def curve(start: Values, middle: Values, end: Values, count: int = 13) -> Values:
    t = np.linspace(0, 1, count)[:, None]
    return np.asarray((1 - t) ** 2 * start + 2 * t * (1 - t) * middle + t**2 * end)


def frond(easel: Easel, dice: np.random.Generator, root: Values, turn: float, long: float, tones: Tones) -> None:
    """A feather of a palm: it rises from the root toward `turn` (0 is up) and hangs down at its tip."""
    reach = np.array([np.sin(turn), -np.cos(turn)])
    way = curve(
        root, root + long * (reach * 0.62 - (0, 0.16)), root + long * (reach * 0.85 + (0, 0.30 + 0.16 * abs(turn))), 19
    )
    heading = np.arctan2(*np.gradient(way, axis=0).T[::-1])
    t = np.linspace(0, 1, len(way))
    size = long * 0.34 * np.sin(np.pi * (0.12 + 0.84 * t)) ** 0.7
    light = 0.50 - 0.16 * turn + dice.normal(0, 0.06)
    for side in (1, -1) if np.sin(turn) >= 0 else (-1, 1):  # the hanging side first
        hanging = side * np.sign(np.sin(turn) or 1) > 0
        angle = heading + side * (0.85 if hanging else 0.75)
        middle = way + 0.46 * size[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
        bright = light + (-0.22 if hanging else 0.16) + dice.normal(0, 0.04, t.size)
        easel.leaves(middle[1:, 0], middle[1:, 1], size[1:], 0.17, angle[1:], tone(tones, bright[1:]))
    easel.stroke(way, long * (0.028 - 0.022 * t), tone(tones, light + 0.3))


def palm(
    easel: Easel, dice: np.random.Generator, x: float, foot: float, height: float, tones: Tones, bark: Tones = PALM
) -> None:
    lean = dice.normal(0, 0.16) * height
    way = curve(
        np.array([x, foot]), np.array([x + 0.05 * lean, foot - 0.55 * height]), np.array([x + lean, foot - height]), 22
    )
    wide = height * (0.05 - 0.022 * np.linspace(0, 1, 22))
    for aside, share, light in ((0, 1, 0.12), (-0.1, 0.74, 0.42), (-0.2, 0.42, 0.72), (-0.27, 0.16, 0.95)):
        easel.stroke(way + np.stack([aside * wide, 0 * wide], 1), wide * share, tone(bark, light))
    for (px, py), w in zip(way[1:-1], wide[1:-1], strict=True):
        easel.stroke(
            np.array([[px - 0.5 * w, py], [px, py + 0.14 * w], [px + 0.52 * w, py]]),
            w * np.array([0.05, 0.16, 0.12]),
            tone(bark, 0.05),
        )
    crown, turns = way[-1], dice.permutation(np.linspace(-2.0, 2.0, 11))
    for turn in sorted(turns + dice.normal(0, 0.08, 11), key=lambda a: -abs(a - 0.1)):
        frond(easel, dice, crown, turn, height * dice.uniform(0.40, 0.50), tones)
    for px in (-0.014, 0.016, 0.0):
        ball(easel, crown[0] + px * height * 1.4, crown[1] + height * (0.035 if px else 0.05), height * 0.022, bark)


def ball(easel: Easel, x: float, y: float, radius: float, tones: Tones) -> None:
    t = np.linspace(0, 2 * np.pi, 15)[:-1]
    for size, light in ((1.0, 0.1), (0.75, 0.4), (0.4, 0.8)):
        easel.shape(
            np.array([x, y]) + radius * (size * np.stack([np.cos(t), np.sin(t)], 1) - (1 - size) * 0.5),
            tone(tones, light),
        )


def blade(
    easel: Easel,
    dice: np.random.Generator,
    x: float,
    foot: float,
    long: float,
    turn: float,
    tones: Tones,
    broad: float = 0.34,
) -> None:
    """One great leaf (banana, taro): two halves of different light, veins, a pale rib."""
    reach = np.array([np.sin(turn), -np.cos(turn)])
    root = np.array([x, foot])
    way = curve(
        root,
        root + long * reach * 0.6 - (0, 0.12 * long),
        root + long * (reach + np.array([0, 0.1 + 0.28 * abs(turn)])),
        21,
    )
    t = np.linspace(0, 1, 21)
    half = broad * long * np.clip((t - 0.16) / 0.84, 0, 1) ** 0.55 * (1 - t**2.6) * 0.72
    forward = np.gradient(way, axis=0)
    normal = np.stack([-forward[:, 1], forward[:, 0]], 1) / np.linalg.norm(forward, axis=1, keepdims=True)
    light = 0.50 - 0.14 * turn + dice.normal(0, 0.06)
    for side in (1, -1):
        upper = side * normal[10, 1] < 0 or (abs(normal[10, 1]) < 0.5 and side * normal[10, 0] < 0)
        edge = way + side * half[:, None] * normal * (1 + 0.05 * np.sin(t * 40 + dice.uniform(0, 6)))[:, None]
        glow = light + (0.12 if upper else -0.16)
        easel.shape(np.concatenate([way, edge[::-1]]), tone(tones, glow))
        inner = way + side * 0.62 * half[:, None] * normal
        easel.shape(np.concatenate([way[3:], inner[3:][::-1]]), tone(tones, glow + 0.09))
        for k in range(5, 19, 2):  # veins
            out = way[min(20, k + 2)] + side * 0.9 * half[min(20, k + 1)] * normal[k]
            easel.stroke(
                np.stack([way[k], (way[k] + out) / 2, out]),
                long * np.array([0.010, 0.008, 0.002]),
                tone(tones, glow - 0.14),
            )
    easel.stroke(way, long * (0.034 - 0.028 * t), tone(tones, light + 0.36))


def rosette(
    easel: Easel, dice: np.random.Generator, x: float, foot: float, long: float, tones: Tones, count: int = 7
) -> None:
    """A plant of great leaves."""
    turns = np.linspace(-1.25, 1.25, count) + dice.normal(0, 0.08, count)
    for turn in sorted(turns, key=lambda a: -abs(a)) if dice.random() < 0.5 else sorted(turns, key=abs):
        blade(easel, dice, x + 0.04 * long * turn, foot, long * dice.uniform(0.8, 1.1), turn, tones)


def flower(easel: Easel, dice: np.random.Generator, x: float, y: float, radius: float) -> None:
    """A hibiscus: five petals, each with a lit half, around a golden heart."""
    color = np.asarray(PETALS[dice.integers(len(PETALS))])
    t, spin = np.linspace(0, 2 * np.pi, 13)[:-1], dice.uniform(0, 6)
    for size, pale in ((1.0, -0.35), (0.82, 0.0), (0.5, 0.3)):
        tint = color * (1 + pale) if pale < 0 else color + (1 - color) * pale
        for a in np.arange(5) * 2 * np.pi / 5 + spin:
            petal = np.stack([0.52 + 0.50 * np.cos(t) * size, 0.36 * np.sin(t) * size], 1) @ np.array(
                [[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]]
            )
            easel.shape(np.array([x, y]) + radius * petal * (1, 0.88), tint)
    easel.shape(np.array([x, y]) + radius * 0.24 * np.stack([np.cos(t), np.sin(t)], 1), (1.0, 0.86, 0.30))


def liana(easel: Easel, dice: np.random.Generator, x: float, y: float, span: float, sag: float, tones: Tones) -> None:
    """A rope of leaves between two boughs."""
    way = curve(
        np.array([x, y]), np.array([x + span / 2, y + 2 * sag]), np.array([x + span, y + dice.normal(0, 0.04)]), 25
    )
    easel.stroke(way, np.full(25, 0.010), tone(tones, 0.05))
    easel.stroke(way - (0.001, 0.002), np.full(25, 0.004), tone(tones, 0.45))
    spots = way[dice.integers(0, 25, 26)] + dice.normal(0, 0.006, (26, 2)) + (0, 0.010)
    easel.leaves(
        spots[:, 0],
        spots[:, 1],
        dice.uniform(0.024, 0.042, 26),
        0.5,
        dice.normal(1.57, 0.5, 26),
        tone(tones, dice.uniform(0.3, 0.95, 26)),
    )
