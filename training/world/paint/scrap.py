"""Small cut-outs that are stamped onto strips: trees, bushes, tufts of grass, flowers, rocks.

A scrap is drawn in its own units: x and y run over its width and height in parts of its height, y down.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Color, Patch

Dice = np.random.Generator
Point = tuple[float, float]
Shades = tuple[Color, Color]  # in the shade, in the light
SIDE = 320  # pixels, height of a scrap


class Scrap:
    """A clear canvas `width` times as wide as high."""

    def __init__(self, width: float = 1.0, side: int = SIDE) -> None:
        self.side = side
        self.pixels = np.zeros((side, round(side * width), 4), np.uint8)

    def shape(self, points: Sequence[tuple[float, float]] | NDArray[np.float64], color: Color) -> None:
        """A filled polygon."""
        corners = np.round(np.asarray(points, np.float64) * self.side * 16 - 8).astype(np.int32)
        cv2.fillPoly(self.pixels, [corners], _ink(color), cv2.LINE_AA, 4)

    def dab(self, at: Point, half: Point, color: Color, angle: float = 0.0) -> None:
        """A filled ellipse around a point, with its half axes across and down, turned by degrees."""
        around = np.radians(np.arange(0, 360, 20))
        c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        u, v = half[0] * np.cos(around), half[1] * np.sin(around)
        self.shape(np.stack([at[0] + u * c - v * s, at[1] + u * s + v * c], 1), color)

    def patch(self) -> Patch:
        """Premultiplied RGBA, 0..1."""
        return np.asarray(self.pixels.astype(np.float32) / 255, np.float32)


def _ink(color: Color) -> tuple[float, float, float, float]:
    r, g, b = (float(np.clip(part, 0, 1)) * 255 for part in color)
    return r, g, b, 255.0


def mixed(start: Color, end: Color, share: float) -> tuple[float, float, float]:
    """A colour between two."""
    t = float(np.clip(share, 0, 1))
    r, g, b = (float(a + (o - a) * t) for a, o in zip(start, end, strict=True))
    return r, g, b


def conifer(dice: Dice, *, dark: Color, lit: Color, snow: float = 0.0) -> Patch:
    """A fir, its left side lit; `snow` 0..1 lies on its boughs."""
    scrap = Scrap(0.5)
    scrap.shape([(0.235, 1.0), (0.265, 1.0), (0.258, 0.8), (0.242, 0.8)], (0.22, 0.15, 0.11))
    tiers = int(dice.integers(9, 12))
    for tier in range(tiers):
        low = 0.96 - 0.86 * tier / tiers
        half = 0.21 * (1 - tier / tiers) ** 0.85 + 0.02
        _bough(scrap, dice, (low, half), (dark, lit), snow)
    scrap.shape([(0.25, 0.005), (0.232, 0.13), (0.268, 0.13)], mixed(dark, lit, 0.7))
    return scrap.patch()


def _bough(scrap: Scrap, dice: Dice, tier: Point, shades: Shades, snow: float) -> None:
    """One tier (its y and half width) of a fir: drooping fingers, right ones in the shade."""
    (low, half), (dark, lit) = tier, shades
    fingers = max(5, int(half * 60))
    for place in np.linspace(1, -1, fingers):  # the lit left side comes last, on top
        x = 0.25 + half * place * dice.uniform(0.9, 1.05)
        tip = low + dice.uniform(-0.02, 0.035) - 0.02 * abs(place)
        shade = mixed(dark, lit, 0.42 - 0.5 * place + dice.uniform(-0.15, 0.15))
        w = half * 0.28 + 0.012
        scrap.shape(
            [(0.25 + (x - 0.25) * 0.25, low - 0.16), (x - w, tip - 0.03), (x, tip), (x + w, tip - 0.035)], shade
        )
        if dice.random() < snow:
            white = mixed((0.62, 0.72, 0.88), (0.97, 0.98, 1.0), 0.55 - 0.6 * place)
            scrap.shape(
                [(0.25 + (x - 0.25) * 0.3, low - 0.13), (x - w * 0.9, tip - 0.05), (x + w * 0.5, tip - 0.045)], white
            )


def leafy(dice: Dice, *, dark: Color, lit: Color, bark: Color = (0.30, 0.21, 0.15), round_: float = 1.0) -> Patch:
    """A broad tree whose crown is made of clumps with lit tops."""
    scrap = Scrap(1.1)
    scrap.shape([(0.50, 1.0), (0.60, 1.0), (0.575, 0.8), (0.58, 0.5), (0.52, 0.5), (0.525, 0.8)], bark)
    scrap.shape(
        [(0.50, 1.0), (0.535, 1.0), (0.54, 0.6), (0.52, 0.5), (0.525, 0.8)], mixed(bark, (0.75, 0.6, 0.45), 0.35)
    )
    clumps = [(dice.uniform(-1, 1), dice.uniform(-1, 1)) for _ in range(60)]
    clumps = sorted((c for c in clumps if c[0] ** 2 + c[1] ** 2 < 1), key=lambda c: -c[1] + c[0] * 0.6)
    for across, down in clumps:
        _clump(scrap, dice, (0.55 + across * 0.37 * round_, 0.40 + down * 0.27), dice.uniform(0.09, 0.15), (dark, lit))
    return scrap.patch()


def bush(dice: Dice, *, dark: Color, lit: Color) -> Patch:
    """A low bush, twice as wide as high."""
    scrap = Scrap(2.0)
    clumps = [(dice.uniform(-1, 1), dice.uniform(0, 1)) for _ in range(32)]
    clumps = sorted([*clumps, *((float(across), 0.05) for across in np.linspace(-0.9, 0.9, 8))], key=lambda c: c[1])
    for across, up in reversed(clumps):
        arch = np.sqrt(1 - across**2)
        _clump(scrap, dice, (1 + across * 0.78, 0.86 - up * arch * 0.62), dice.uniform(0.13, 0.2), (dark, lit))
    return scrap.patch()


def _clump(scrap: Scrap, dice: Dice, at: Point, size: float, shades: Shades) -> None:
    """Leaves in a ball, from the shade at its lower right to the light at its upper left."""
    (x, y), (dark, lit) = at, shades
    base = dice.uniform(-0.1, 0.12) + 0.55 * (0.62 - y)
    for step in range(5):
        share = step / 4
        shade = mixed(dark, lit, base + share * 0.85)
        scrap.dab(
            (x - size * 0.32 * share, y - size * 0.38 * share),
            (size * (1 - 0.72 * share), size * (0.82 - 0.6 * share)),
            shade,
        )
    for _ in range(11):  # single leaves at and within the rim
        around, reach = dice.uniform(0, 2 * np.pi), dice.uniform(0.35, 1.0)
        shade = mixed(dark, lit, base + 0.45 - 0.5 * reach * np.sin(around + 0.6) + dice.uniform(-0.15, 0.15))
        across, down = size * reach * np.cos(around), size * 0.82 * reach * np.sin(around)
        scrap.dab((x + across, y + down), (size * 0.24, size * 0.14), shade, dice.uniform(0, 180))


def tuft(
    dice: Dice, *, dark: Color, lit: Color, flowers: Sequence[Color] = (), blades: int = 26, spread: float = 0.45
) -> Patch:
    """Grass blades from one foot, some with a flower on top."""
    scrap = Scrap(1.4)
    for index in range(blades):
        share = index / blades
        foot, lean = 0.7 + dice.normal(0, 0.16), dice.normal(0, spread) * 0.6
        high = dice.uniform(0.35, 0.95) * (1 - 0.25 * share)
        _blade(scrap, foot, (lean, high), dice.uniform(0.014, 0.026), mixed(dark, lit, share + dice.uniform(-0.2, 0.2)))
    for color in flowers:
        lean, high, foot = dice.normal(0, 0.25), dice.uniform(0.6, 0.85), 0.7 + dice.normal(0, 0.12)
        _blade(scrap, foot, (lean, high), 0.012, mixed(dark, lit, 0.6))
        _blossom(scrap, dice, (foot + lean * 0.95, 1 - high), dice.uniform(0.06, 0.095), color)
    return scrap.patch()


def _blade(scrap: Scrap, foot: float, tip: Point, half: float, color: Color) -> None:
    """One blade of grass; its tip is so far to the right of and above its foot."""
    lean, high = tip
    t = np.linspace(0, 1, 7)
    x, y, w = foot + lean * t**1.8, 1 - high * t + 0.06 * abs(lean) * t**3, half * (1 - t**1.5)
    scrap.shape(np.concatenate([np.stack([x - w, y], 1), np.stack([x + w, y], 1)[::-1]]), color)


def _blossom(scrap: Scrap, dice: Dice, at: Point, size: float, color: Color) -> None:
    """Five petals around a golden middle, the upper left ones lit."""
    x, y = at
    turn = dice.uniform(0, 72)
    for petal in range(5):
        angle = np.radians(turn + 72 * petal)
        shade = mixed(color, (1, 1, 1) if np.cos(angle + 2.3) > 0 else (0.2, 0.08, 0.2), 0.18)
        across, down = size * 0.62 * np.cos(angle), size * 0.5 * np.sin(angle)
        scrap.dab((x + across, y + down), (size * 0.52, size * 0.38), shade, float(np.degrees(angle)))
    scrap.dab((x, y), (size * 0.3, size * 0.25), (0.98, 0.78, 0.22))


def boulder(dice: Dice, *, dark: Color, lit: Color, cap: Color | None = None) -> Patch:
    """A stone with a lit upper left face; `cap` lies on top of it (moss, snow)."""
    scrap = Scrap(1.5)
    around = (np.arange(11) + dice.uniform(-0.38, 0.38, 11)) * 2 * np.pi / 11
    reach = dice.uniform(0.82, 1.0, 11)
    rim = np.stack([0.75 + 0.7 * reach * np.cos(around), np.minimum(0.62 + 0.58 * reach * np.sin(around), 0.99)], 1)
    middle = np.asarray((0.75 + dice.uniform(-0.1, 0.15), 0.50))
    scrap.shape(rim, dark)
    for first in range(11):
        start, end = rim[first], rim[(first + 1) % 11]
        facing = -((start + end) / 2 - middle) @ np.asarray((0.62, 0.78)) / 0.6
        scrap.shape(
            [tuple(start), tuple(end), tuple(middle)], mixed(dark, lit, 0.45 + 0.6 * facing + dice.uniform(-0.1, 0.1))
        )
    for _ in range(14):
        x, y = dice.normal(middle[0] - 0.1, 0.22), dice.normal(0.55, 0.15)
        if np.hypot((x - 0.75) / 0.42, (y - 0.6) / 0.28) < 1:
            scrap.dab(
                (x, y), (0.09, 0.03), mixed(dark, lit, 0.75 - y * 0.7 + dice.uniform(-0.1, 0.1)), dice.uniform(-40, 20)
            )
    if cap is not None:
        _cap(scrap, dice, rim, cap)
    return scrap.patch()


def shadow(color: Color, opacity: float) -> Patch:
    """A soft shadow that lies on the ground, six times as wide as high."""
    x, y = np.linspace(-1, 1, 192, dtype=np.float32)[None], np.linspace(-1, 1, 32, dtype=np.float32)[:, None]
    share = np.clip(1.5 * (1 - np.hypot(x, y)), 0, 1) * opacity
    return np.asarray(
        np.concatenate([share[..., None] * np.asarray(color, np.float32), share[..., None]], 2), np.float32
    )


def smoke(dice: Dice, *, dark: Color, lit: Color, fire: Color) -> Patch:
    """A column of billows from one foot, lit from the upper left, that leans to the right and thins out."""
    scrap = Scrap(1.3, 480)
    for step in np.linspace(1, 0, 170):
        spread = 0.035 + 0.17 * step**0.8
        x = 0.22 + 0.75 * step**1.5 + dice.normal(0, 0.45) * spread
        y = 0.97 - 0.80 * step + dice.normal(0, 0.3) * spread
        size, warm = spread * dice.uniform(0.5, 1.0), max(0.0, 0.8 - step * 3)
        for part in np.linspace(0, 1, 9):
            tone = mixed(dark, lit, 0.2 + 0.55 * part + dice.uniform(-0.02, 0.02))
            reach = 1 - 0.8 * part
            scrap.dab(
                (x - size * 0.40 * part, y - size * 0.45 * part),
                (size * reach, size * reach * 0.9),
                mixed(tone, fire, warm * (0.9 - 0.5 * part)),
            )
    soft = cv2.GaussianBlur(scrap.patch(), (0, 0), 5)
    height = np.linspace(1, 0, soft.shape[0], dtype=np.float32)[:, None, None]
    return np.asarray(soft * np.clip((0.98 - height) / 0.55, 0, 1) ** 0.8 * 0.95, np.float32)


def _cap(scrap: Scrap, dice: Dice, rim: NDArray[np.float64], color: Color) -> None:
    top = rim[rim[:, 1] < 0.55]
    if len(top) < 3:
        return
    top = top[np.argsort(top[:, 0])]
    under = top[::-1] + np.stack([np.zeros(len(top)), dice.uniform(0.10, 0.22, len(top))], 1)
    scrap.shape(np.concatenate([top - (0, 0.02), under]), mixed(color, (0.4, 0.45, 0.6), 0.25))
    scrap.shape(np.concatenate([top - (0, 0.02), under - (0.03, 0.05)]), color)
