# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""A brush for foliage, and the plants of forests and jungles: many small strokes, dark ones first, lit ones over them.

Everything is drawn in frame heights and closes on itself sideways. Light comes from the upper left. `tones` are colours
of one material from deep shadow to highlight.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Color, Mask, Sheet
from video01.layers import PERIOD

Tones = Sequence[Color]
Values = NDArray[np.floating[Any]]
_BITS = 4  # of a pixel, for places between pixels

BARK: Tones = ((0.13, 0.09, 0.09), (0.23, 0.15, 0.12), (0.36, 0.25, 0.18), (0.54, 0.40, 0.28), (0.70, 0.56, 0.40))
STONE: Tones = ((0.20, 0.22, 0.26), (0.32, 0.35, 0.38), (0.46, 0.49, 0.50), (0.62, 0.64, 0.61), (0.78, 0.79, 0.73))


class Easel:
    """A clear canvas over a sheet, for hard-edged strokes drawn fast; `finish` lays it on the sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.canvas = np.zeros((sheet.height, sheet.width, 4), np.uint8)

    def shape(self, points: Values, color: Color | Values) -> None:
        """A filled outline, points (N, 2) of x, y."""
        ink = (*(float(channel) * 255 for channel in np.clip(color, 0, 1)), 255.0)
        sheet = self.sheet
        corners = (np.asarray(points) - (0, sheet.top)) * (sheet.across, sheet.down) * 2**_BITS - 2 ** (_BITS - 1)
        edge, period = sheet.width * 2**_BITS, PERIOD * sheet.across * 2**_BITS
        left, right = corners[:, 0].min(), corners[:, 0].max()
        for turn in range(-int((right + period) // period), 1 + int((edge - left) // period)):
            if right + turn * period > 0 and left + turn * period < edge:
                moved = np.round(corners + np.array([turn * period, 0])).astype(np.int32)
                cv2.fillPoly(self.canvas, [moved], ink, cv2.LINE_AA, _BITS)

    def leaves(
        self, x: Values, y: Values, length: Values | float, breadth: float, angle: Values, colors: Values
    ) -> None:
        """Pointed leaves, all (N,): their middles, lengths, breadth as a share of that, angles; colours (N, 3)."""
        t = np.linspace(0, 2 * np.pi, 9)[:-1]
        along = 0.5 * np.cos(t) * np.broadcast_to(length, x.shape)[:, None]
        aside = (
            0.5 * breadth * np.sign(np.sin(t)) * np.abs(np.sin(t)) ** 1.3 * np.broadcast_to(length, x.shape)[:, None]
        )
        turn = angle[:, None]
        points = np.stack(
            [
                x[:, None] + along * np.cos(turn) - aside * np.sin(turn),
                y[:, None] + along * np.sin(turn) + aside * np.cos(turn),
            ],
            2,
        )
        for outline, color in zip(points, colors, strict=True):
            self.shape(outline, color)

    def stroke(self, points: Values, widths: Values | Sequence[float], color: Color | Values) -> None:
        """A line of changing width through points (N, 2)."""
        way = np.gradient(points, axis=0)
        normal = np.stack([-way[:, 1], way[:, 0]], 1) / np.maximum(1e-9, np.linalg.norm(way, axis=1, keepdims=True))
        half = 0.5 * np.asarray(widths)[:, None] * normal
        self.shape(np.concatenate([points + half, (points - half)[::-1]]), color)

    def finish(self) -> None:
        """Lay what was drawn on the sheet and begin anew."""
        drawn = self.canvas.astype(np.float32) / 255
        self.sheet.pixels *= 1 - drawn[..., 3:]
        self.sheet.pixels += drawn
        self.canvas[:] = 0


def toward(tones: Tones, color: Color, share: float) -> Tones:
    """Tones mixed with a colour: further away, wetter, older."""
    return tuple(tuple(a + (b - a) * share for a, b in zip(tone, color, strict=True)) for tone in tones)


def tone(tones: Tones, light: Values | float) -> Values:
    """The colour between tones at 0..1: (..., 3)."""
    at = np.clip(np.asarray(light, np.float64), 0, 1) * (len(tones) - 1)
    table = np.asarray(tones, np.float64)
    return np.stack([np.interp(at, np.arange(len(tones)), table[:, channel]) for channel in range(3)], -1)


def strewn(dice: np.random.Generator, count: int, jitter: float = 0.4) -> Values:
    """About evenly spread x, in random order."""
    steps = (np.arange(count) + dice.uniform(-jitter, jitter, count)) * PERIOD / count + dice.uniform(0, PERIOD)
    return np.asarray(dice.permutation(steps) % PERIOD)


def clump(
    easel: Easel,
    dice: np.random.Generator,
    x: float,
    y: float,
    wide: float,
    high: float,
    tones: Tones,
    light: float = 0.0,
    leaf: float = 0.3,
    breadth: float = 0.62,
) -> None:
    """A ball of leaves (radii `wide`, `high`): dark all over, ever lighter and fewer toward the upper left."""
    for level, count in enumerate((50, 34, 26, 13)):
        turn, far = dice.uniform(0, 2 * np.pi, count), np.sqrt(dice.random(count)) * (1.0, 0.84, 0.66, 0.46)[level]
        lift = 0.14 * level
        px = x + wide * (np.cos(turn) * far * (1 - 0.35 * lift) - 0.8 * lift)
        py = y + high * (np.sin(turn) * far * (1 - lift) - 1.15 * lift)
        size = wide * leaf * dice.uniform(0.75, 1.25, count) * (1 - 0.14 * level)
        bright = 0.05 + 0.27 * level + light + dice.normal(0, 0.05, count)
        easel.leaves(px, py, size, breadth, dice.normal(0.5, 0.7, count), tone(tones, bright))


def trunk(
    easel: Easel,
    dice: np.random.Generator,
    x: float,
    foot: float,
    top: float,
    width: float,
    tones: Tones = BARK,
    lean: float = 0.0,
    flare: float = 1.0,
) -> None:
    """A stem from `foot` up to `top`, lit from the left, with streaks of bark and roots."""
    t = np.linspace(0, 1, 14)
    bend = lean * t**1.5 + 0.12 * width * np.sin(t * dice.uniform(3, 6) + dice.uniform(0, 6))
    way = np.stack([x + bend, foot + (top - foot) * t], 1)
    wide = width * (1 - 0.45 * t + 0.8 * flare * np.exp(-t / 0.07))
    for at, share, light in (
        (0, 1, 0.1),
        (-0.07, 0.82, 0.32),
        (-0.14, 0.6, 0.5),
        (-0.2, 0.36, 0.68),
        (-0.24, 0.16, 0.84),
    ):
        easel.stroke(way + np.stack([at * wide, 0 * t], 1), wide * share, tone(tones, light))
    for _ in range(int(26 * min(1.0, width * 14))):
        start, long, aside = dice.uniform(0, 0.9), dice.uniform(0.06, 0.2), dice.uniform(-0.44, 0.44)
        spot = np.linspace(start, min(1.0, start + long), 5)
        line = np.stack([np.interp(spot, t, way[:, 0] + aside * wide), np.interp(spot, t, way[:, 1])], 1)
        light = 0.5 - 0.75 * aside + dice.choice((-0.22, 0.2))
        easel.stroke(line, width * 0.07 * np.array([0.2, 0.9, 1, 0.8, 0.1]), tone(tones, light))


def broadleaf(
    easel: Easel, dice: np.random.Generator, x: float, foot: float, height: float, tones: Tones, bark: Tones = BARK
) -> None:
    """An oak or a beech: a short stem, boughs, and a crown of clumps, the lower ones before the upper."""
    lean, spread = dice.normal(0, 0.04) * height, height * dice.uniform(0.30, 0.40)
    fork = foot - height * dice.uniform(0.34, 0.42)
    trunk(easel, dice, x, foot, fork, height * 0.085, bark, lean)
    for turn in np.linspace(-1, 1, 5):
        end = np.array([x + lean + turn * spread * 0.75, fork - height * (0.34 - 0.14 * abs(turn))])
        start = np.array([x + lean, fork + height * 0.05])
        easel.stroke(
            np.stack([start, start * 0.45 + end * 0.55 + (0, 0.01), end]),
            height * np.array([0.05, 0.03, 0.01]),
            tone(bark, 0.25),
        )
    turns, middle = dice.permutation(np.linspace(0, 2 * np.pi, 9)[:-1]), foot - height * 0.67
    spots = [(x + lean + np.cos(a) * spread * 0.70, middle + np.sin(a) * height * 0.20) for a in turns]
    spots += [
        (x + lean + dice.uniform(-0.5, 0.5) * spread, middle + dice.uniform(-0.15, 0.15) * height) for _ in range(3)
    ]
    for px, py in sorted(spots, key=lambda spot: spot[1]):
        radius = height * dice.uniform(0.13, 0.18)
        light = -0.12 * (px - x) / spread - 0.14 * (py - middle) / (0.2 * height)
        clump(easel, dice, px, py, radius, radius * 0.8, tones, light, leaf=0.34)


def fir(
    easel: Easel, dice: np.random.Generator, x: float, foot: float, height: float, tones: Tones, slim: float = 0.2
) -> None:
    """A fir: skirts of drooping boughs, the upper ones before the lower, each in the shadow of the next."""
    top = foot - height
    trunk(easel, dice, x, foot, foot - 0.3 * height, height * 0.045)
    tiers = 10
    for tier in range(tiers):
        t = 1 - tier / tiers  # 1 at the lowest skirt, down to the tip
        half = height * slim * (0.12 + 1.05 * t**0.95) * dice.uniform(0.82, 1.12)
        y = top + height * (0.84 * t - 0.02)
        _skirt(easel, dice, x, y, half, height * (0.07 + 0.06 * t), tones)
    easel.stroke(
        np.array([[x, top + 0.12 * height], [x, top + 0.03 * height], [x, top - 0.02 * height]]),
        height * np.array([0.03, 0.012, 0.002]),
        tone(tones, 0.6),
    )


def _skirt(easel: Easel, dice: np.random.Generator, x: float, y: float, half: float, drop: float, tones: Tones) -> None:
    ends = np.linspace(-1, 1, 11) * (1 + dice.normal(0, 0.08, 11))
    for end in ends[np.argsort(-np.abs(ends))]:
        hang = drop * (1.15 - 0.75 * abs(end) ** 1.5) * dice.uniform(0.8, 1.2)
        tip = np.array([x + end * half, y + hang])
        root = np.array([x + end * half * 0.12, y - drop * 0.55])
        knee = root * 0.45 + tip * 0.55 + np.array([end * half * 0.10, -0.22 * drop])
        way = np.stack([root, (root + knee) / 2 + (0, -0.04 * drop), knee, (knee + tip) / 2, tip])
        wide = half * np.array([0.16, 0.26, 0.30, 0.22, 0.02]) + drop * 0.1 * np.array([1, 1, 1, 0.6, 0])
        light = 0.30 - 0.26 * end + dice.normal(0, 0.05)
        easel.stroke(way + np.array([0.02 * half, 0.16 * drop]), wide, tone(tones, light - 0.3))
        easel.stroke(way, wide * 0.8, tone(tones, light))
        easel.stroke(way[1:] - (0.03 * half, 0.09 * drop), wide[1:] * 0.36, tone(tones, light + 0.28))


def bush(
    easel: Easel, dice: np.random.Generator, x: float, foot: float, radius: float, tones: Tones, light: float = 0.0
) -> None:
    """A low bush of a few clumps."""
    for px, py, size in ((-0.1, -0.75, 0.62), (-0.65, -0.42, 0.55), (0.62, -0.4, 0.55), (0.05, -0.3, 0.62)):
        aside = dice.normal(0, 0.08, 2)
        clump(
            easel,
            dice,
            x + (px + aside[0]) * radius,
            foot + (py + aside[1]) * radius,
            size * radius,
            size * radius * 0.8,
            tones,
            light - 0.08 * px,
            0.36,
        )


def fern(easel: Easel, dice: np.random.Generator, x: float, foot: float, height: float, tones: Tones) -> None:
    """Arching fronds out of one root, with leaflets on both sides."""
    for turn in dice.permutation(np.linspace(-1.2, 1.2, 7)) + dice.normal(0, 0.07, 7):
        long = height * dice.uniform(0.9, 1.15)
        t = np.linspace(0, 1, 13)
        rise = np.cos(turn * 0.8) * t * 1.1 - (0.15 + 0.42 * abs(turn)) * t**2.4
        way = np.stack([x + long * np.sin(turn) * t**0.9, foot - long * rise], 1)
        light = 0.55 - 0.22 * turn + dice.normal(0, 0.08)
        heading = np.arctan2(*np.gradient(way, axis=0).T[::-1])
        size = long * 0.26 * np.sin(np.pi * (0.16 + 0.80 * t)) ** 0.9
        for side in (1, -1):
            angle = heading + side * 0.95
            middle = way + 0.45 * size[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
            bright = light + (0.13 if side * np.cos(heading).mean() < 0 else -0.15) + dice.normal(0, 0.05, t.size)
            easel.leaves(middle[1:, 0], middle[1:, 1], size[1:], 0.34, angle[1:], tone(tones, bright[1:]))
        easel.stroke(way, long * (0.022 - 0.018 * t), tone(tones, light - 0.35))


def tuft(
    easel: Easel, dice: np.random.Generator, x: float, foot: float, height: float, tones: Tones, blades: int = 11
) -> None:
    """Blades of grass."""
    t = np.linspace(0, 1, 6)
    for number in range(blades):
        lean, long = dice.normal(0, 0.45), height * dice.uniform(0.6, 1.1)
        start = x + dice.normal(0, 0.14) * height
        way = np.stack([start + long * lean * t**1.8, foot - long * t * (1 - 0.25 * abs(lean) * t)], 1)
        easel.stroke(
            way, long * 0.085 * (1 - t) ** 0.7 + 1e-4, tone(tones, 0.25 + 0.55 * number / blades + dice.normal(0, 0.08))
        )


def stone(easel: Easel, dice: np.random.Generator, x: float, foot: float, radius: float, tones: Tones = STONE) -> None:
    """A boulder with lit facets, round as a river leaves it."""
    t = np.linspace(0, 2 * np.pi, 19)[:-1]
    rough = 1 + 0.09 * np.sin(2 * t + dice.uniform(0, 6)) + 0.05 * np.sin(3 * t + dice.uniform(0, 6))
    ring = np.stack([np.cos(t) * rough, np.where(np.sin(t) > 0, 0.28, 0.72) * np.sin(t) * rough], 1)
    middle = np.array([x, foot - 0.2 * radius])
    for size, aside, light in (
        (1, 0, 0.12),
        (0.88, 0.09, 0.34),
        (0.72, 0.17, 0.54),
        (0.52, 0.26, 0.72),
        (0.28, 0.36, 0.9),
    ):
        easel.shape(middle + radius * (ring * size - np.array([aside, aside * 0.95])), tone(tones, light))


def mushroom(easel: Easel, x: float, foot: float, height: float, cap: Tones) -> None:
    """A toadstool: a pale stem and a dotted cap."""
    stem: Tones = ((0.55, 0.48, 0.40), (0.80, 0.74, 0.62), (0.96, 0.92, 0.82))
    way = np.array([[x, foot], [x, foot - 0.4 * height], [x + 0.02 * height, foot - 0.75 * height]])
    easel.stroke(way, height * np.array([0.30, 0.22, 0.20]), tone(stem, 0.1))
    easel.stroke(way - (0.04 * height, 0), height * np.array([0.2, 0.14, 0.12]), tone(stem, 0.9))
    t = np.linspace(0, np.pi, 13)
    dome = np.stack([-np.cos(t), -(np.sin(t) ** 0.85)], 1)
    rim = np.stack([np.cos(t), 0.16 * np.sin(t)], 1)
    ring = np.concatenate([dome, rim])
    middle = np.array([x, foot - 0.58 * height])
    for size, aside, light in ((1, 0, 0.1), (0.88, 0.07, 0.4), (0.66, 0.17, 0.65), (0.36, 0.32, 0.9)):
        easel.shape(
            middle + height * 0.46 * (ring * size * (1, 0.92) - np.array([aside, aside * 1.1])), tone(cap, light)
        )
    for px, py in ((-0.5, -0.35), (0.05, -0.62), (0.5, -0.3), (-0.1, -0.18)):
        easel.shape(
            middle + height * 0.46 * (np.stack([np.cos(2 * t), 0.75 * np.sin(2 * t)], 1) * 0.13 + (px, py)),
            (0.98, 0.95, 0.88),
        )


def plain(sheet: Sheet, horizon: float, *, seed: int = 0) -> Mask:
    """Noise as it lies on a plain: about -1..1, fine and flat at the horizon, broad at the lower edge."""
    reach = sheet.bottom - horizon
    depth = np.clip((sheet.y - horizon) / reach, 0.004, 1)  # 1 at the lower edge
    total = np.zeros((sheet.height, sheet.width), np.float32)
    for level, (columns, middle) in enumerate(((96, 0.03), (48, 0.10), (24, 0.30), (12, 0.9))):
        grid = sheet.dice_for(79, seed, level).standard_normal((64, columns)).astype(np.float32)
        wrapped = np.concatenate([grid[:, -2:], grid, grid[:, :2]], 1)
        rows = middle**2 * reach / (PERIOD / columns * max(middle * reach, 0.20) * 0.8) / depth
        at = [
            np.broadcast_to(v, total.shape).astype(np.float32)
            for v in (sheet.x / PERIOD * columns + 1.5, rows % 61 + 1)
        ]
        share = np.exp(-0.5 * ((np.log(depth) - np.log(middle)) / 0.75) ** 2)
        total += share * cv2.remap(wrapped, at[0], at[1], cv2.INTER_CUBIC)
    return np.asarray(np.clip(total, -1.6, 1.6) * 0.7, np.float32)


def mote(sheet: Sheet, x: float, y: float, radius: float, halo: Color, heart: Color) -> None:
    """A point of light with a halo of a radius: a firefly, a glow-worm, a speck of dust."""
    line = np.linspace(-1, 1, 65)
    far = np.hypot(*np.meshgrid(line, line))[..., None]
    core = np.clip((0.26 - far) / 0.10, 0, 1)
    alpha = np.maximum(core, 0.55 * np.clip(1 - far, 0, 1) ** 2)
    color = np.asarray(halo) + (np.asarray(heart) - np.asarray(halo)) * core
    sheet.stamp(np.concatenate([alpha * color, alpha], 2).astype(np.float32), x, y + radius, height=2 * radius)
