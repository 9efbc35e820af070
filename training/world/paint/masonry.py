"""A fairy-tale castle as a cut-out: towers, walls with battlements, a gate, and its windows by night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from training.world.paint.scrap import Dice, Point, Scrap, Shades, mixed
from training.world.paint.sheet import Color, Patch

WIDTH = 1.25  # of a castle's scrap, in its heights
SIDE = 900  # pixels of its height
STONE_DARK, STONE_LIT = (0.45, 0.44, 0.54), (0.97, 0.93, 0.84)
GLASS, FLAME = (0.17, 0.20, 0.30), (1.0, 0.80, 0.36)


@dataclass(frozen=True)
class Tower:
    """A round tower: middle, half width, y of its foot and of its battlements, height of its roof (0: none)."""

    x: float
    half: float
    foot: float
    top: float
    roof: float


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A castle: towers behind its walls, walls (x from, x to, y of their top), towers before them, x of its gate."""

    behind: Sequence[Tower]
    walls: Sequence[tuple[float, float, float]]
    before: Sequence[Tower]
    gate: float
    roof: Color
    flag: Color


PLANS = (
    Plan(
        behind=(
            Tower(0.62, 0.085, 0.9, 0.34, 0.26),
            Tower(0.47, 0.045, 0.9, 0.40, 0.17),
            Tower(0.78, 0.048, 0.9, 0.46, 0.19),
            Tower(0.70, 0.026, 0.5, 0.24, 0.12),
        ),
        walls=((0.36, 0.88, 0.64), (0.2, 1.05, 0.76)),
        before=(
            Tower(0.36, 0.052, 0.97, 0.56, 0.20),
            Tower(0.89, 0.055, 0.97, 0.54, 0.21),
            Tower(0.19, 0.05, 0.98, 0.70, 0.15),
            Tower(1.06, 0.05, 0.98, 0.69, 0.15),
        ),
        gate=0.62,
        roof=(0.20, 0.38, 0.72),
        flag=(0.90, 0.22, 0.20),
    ),
    Plan(
        behind=(
            Tower(0.50, 0.075, 0.9, 0.30, 0.25),
            Tower(0.66, 0.055, 0.9, 0.42, 0.21),
            Tower(0.82, 0.05, 0.9, 0.52, 0.16),
            Tower(0.36, 0.04, 0.9, 0.48, 0.17),
        ),
        walls=((0.30, 0.98, 0.68), (0.18, 1.10, 0.80)),
        before=(
            Tower(0.24, 0.06, 0.98, 0.60, 0.22),
            Tower(0.98, 0.065, 0.98, 0.64, 0.0),
            Tower(0.58, 0.05, 0.95, 0.62, 0.14),
        ),
        gate=0.76,
        roof=(0.74, 0.27, 0.20),
        flag=(0.98, 0.80, 0.25),
    ),
    Plan(
        behind=(
            Tower(0.75, 0.10, 0.9, 0.42, 0.22),
            Tower(0.75, 0.05, 0.5, 0.26, 0.22),
            Tower(0.50, 0.055, 0.9, 0.38, 0.22),
            Tower(0.98, 0.05, 0.9, 0.50, 0.19),
        ),
        walls=((0.42, 1.06, 0.66), (0.14, 0.60, 0.80)),
        before=(
            Tower(0.42, 0.06, 0.97, 0.58, 0.22),
            Tower(1.08, 0.06, 0.97, 0.60, 0.20),
            Tower(0.15, 0.055, 0.98, 0.72, 0.17),
        ),
        gate=0.66,
        roof=(0.36, 0.26, 0.58),
        flag=(0.98, 0.85, 0.35),
    ),
    Plan(
        behind=(
            Tower(0.62, 0.06, 0.9, 0.22, 0.20),
            Tower(0.46, 0.06, 0.9, 0.42, 0.20),
            Tower(0.78, 0.06, 0.9, 0.36, 0.22),
            Tower(0.92, 0.036, 0.9, 0.52, 0.15),
            Tower(0.32, 0.036, 0.9, 0.52, 0.15),
        ),
        walls=((0.28, 0.96, 0.62), (0.22, 1.02, 0.78)),
        before=(
            Tower(0.22, 0.065, 0.98, 0.66, 0.0),
            Tower(1.02, 0.065, 0.98, 0.66, 0.0),
            Tower(0.53, 0.04, 0.97, 0.68, 0.14),
            Tower(0.71, 0.04, 0.97, 0.68, 0.14),
        ),
        gate=0.62,
        roof=(0.16, 0.46, 0.48),
        flag=(0.94, 0.40, 0.58),
    ),
    Plan(
        behind=(
            Tower(0.40, 0.07, 0.9, 0.36, 0.27),
            Tower(0.56, 0.05, 0.9, 0.46, 0.19),
            Tower(0.88, 0.085, 0.9, 0.40, 0.0),
            Tower(0.90, 0.035, 0.45, 0.30, 0.15),
            Tower(0.70, 0.03, 0.9, 0.44, 0.14),
        ),
        walls=((0.30, 1.0, 0.66),),
        before=(
            Tower(0.28, 0.055, 0.98, 0.60, 0.19),
            Tower(1.02, 0.055, 0.98, 0.62, 0.19),
            Tower(0.76, 0.055, 0.96, 0.58, 0.18),
        ),
        gate=0.52,
        roof=(0.36, 0.40, 0.50),
        flag=(0.25, 0.45, 0.90),
    ),
)


@dataclass
class Castle:
    """A castle being drawn: its picture and where its windows are (x, y, half width)."""

    plan: Plan
    dice: Dice
    scrap: Scrap = field(default_factory=lambda: Scrap(WIDTH, SIDE))
    windows: list[tuple[float, float, float]] = field(default_factory=list)

    def build(self) -> None:
        """Draw everything, far things first."""
        for tower in self.plan.behind:
            self._tower(tower, 0.10)
        for index, (left, right, top) in enumerate(self.plan.walls):
            self._wall(left, right, top, 0.06 if index + 1 < len(self.plan.walls) else 0.0)
        for tower in self.plan.before:
            self._tower(tower, 0.0)
        self._gate(self.plan.gate)

    def _slices(self, x: float, foot: Point, top: Point, shades: Shades) -> None:
        """A round body from its foot to its top (y and half width) in upright slices, lit from the left."""
        (low, low_half), (high, high_half), (dark, lit) = foot, top, shades
        for start, end in pairwise(np.linspace(-1, 1, 15)):
            light = np.cos((start + end) / 2 * 1.45 + 0.75) ** 1.2 if (start + end) / 2 * 1.45 + 0.75 < 1.57 else 0.0
            corners = [
                (x + low_half * start, low),
                (x + low_half * end + 0.001, low),
                (x + high_half * end + 0.001, high),
                (x + high_half * start, high),
            ]
            self.scrap.shape(corners, mixed(dark, lit, float(light)))

    def _tower(self, tower: Tower, pale: float) -> None:
        air = (0.72, 0.80, 0.92)
        dark, lit = mixed(STONE_DARK, air, pale * 1.6), mixed(STONE_LIT, air, pale)
        x, half, top = tower.x, tower.half, tower.top
        self._slices(x, (tower.foot, half * 1.06), (top, half), (dark, lit))
        self._courses((x - half * 0.9, top + 0.03), (x + half * 0.8, tower.foot), (dark, lit))
        crown = half * 1.22
        under = (mixed(dark, (0, 0, 0), 0.15), mixed(lit, dark, 0.35))
        self._slices(x, (top + half * 0.42, half), (top + half * 0.1, crown), under)
        self._slices(x, (top + half * 0.12, crown), (top - half * 0.28, crown), (dark, lit))
        self._merlons((x - crown, x + crown), top - half * 0.26, half * 0.2, (dark, lit))
        if tower.roof:
            self._roof(tower, crown, mixed(self.plan.roof, air, pale))
        for at in np.arange(top + half * 0.9, min(tower.foot, 0.80) - 0.05, max(0.085, half * 1.6)):
            self._window(x - half * self.dice.choice((0.30, 0.0, 0.25)), float(at), max(0.0085, half * 0.14))

    def _roof(self, tower: Tower, crown: float, color: Color) -> None:
        """A pointed roof that flares at its eaves, with a flag."""
        shades = (mixed(color, (0.04, 0.04, 0.16), 0.55), mixed(color, (1.0, 0.92, 0.85), 0.42))
        eaves = tower.top - tower.half * 0.3
        bend = (eaves - tower.roof * 0.25, crown * 0.66)
        self._slices(tower.x, (eaves, crown * 1.08), bend, shades)
        self._slices(tower.x, bend, (tower.top - tower.roof, 0.001), shades)
        self._flag(tower.x, tower.top - tower.roof)

    def _courses(self, start: Point, end: Point, shades: Shades) -> None:
        """A few stones that show in the wall between two corners, more in the shade than in the light."""
        (left, top), (right, foot), (dark, lit) = start, end, shades
        for _ in range(int((right - left) * (foot - top) * 900)):
            x, y = self.dice.uniform(left, right), self.dice.uniform(top, foot)
            share = float(np.clip(0.95 - (x - left) / (right - left) * 1.05 + self.dice.uniform(-0.18, 0.08), 0, 1))
            self.scrap.shape([(x, y), (x + 0.016, y), (x + 0.016, y + 0.008), (x, y + 0.008)], mixed(dark, lit, share))

    def _merlons(self, span: Point, y: float, high: float, shades: Shades) -> None:
        """The teeth of a battlement from left to right."""
        (left, right), (dark, lit) = span, shades
        count = max(4, round((right - left) / 0.026))
        step = (right - left) / (count - 0.4)
        for index in range(count):
            x = left + index * step
            shade = mixed(lit, dark, index / count * 0.9)
            self.scrap.shape(
                [(x, y + 0.004), (x + step * 0.6, y + 0.004), (x + step * 0.6, y - high), (x, y - high)], shade
            )

    def _wall(self, left: float, right: float, top: float, pale: float) -> None:
        dark, lit = mixed(STONE_DARK, (0.72, 0.80, 0.92), pale * 2), mixed(STONE_LIT, (0.74, 0.78, 0.86), 0.18 + pale)
        for start, end in pairwise(np.linspace(0, 1, 13)):
            y, below = top + (0.99 - top) * start, top + (0.99 - top) * end + 0.002
            self.scrap.shape(
                [(left, y), (right, y), (right, below), (left, below)], mixed(lit, dark, 0.12 + 0.42 * start)
            )
        self._courses((left, top + 0.02), (right, 0.97), (mixed(dark, lit, 0.3), mixed(lit, dark, 0.1)))
        self.scrap.shape(
            [(left, top + 0.022), (right, top + 0.022), (right, top + 0.03), (left, top + 0.03)], mixed(dark, lit, 0.25)
        )
        self._merlons((left, right), top, 0.022, (mixed(dark, lit, 0.6), lit))

    def _gate(self, x: float) -> None:
        for half, high, color in (
            (0.062, 0.17, mixed(STONE_DARK, STONE_LIT, 0.75)),
            (0.047, 0.15, (0.20, 0.15, 0.15)),
            (0.040, 0.14, (0.36, 0.23, 0.15)),
        ):
            around = np.linspace(np.pi, 2 * np.pi, 13)
            arch = np.stack([x + half * np.cos(around), 0.985 - high + half * (1 + np.sin(around))], 1)
            self.scrap.shape(np.concatenate([arch, [(x + half, 0.99), (x - half, 0.99)]]), color)
        for plank in np.linspace(x - 0.03, x + 0.03, 5):
            self.scrap.shape(
                [(plank, 0.985), (plank + 0.004, 0.985), (plank + 0.004, 0.875), (plank, 0.875)], (0.22, 0.14, 0.10)
            )
        for side in (-0.10, 0.10):
            self._window(x + side, 0.89, 0.012)

    def _window(self, x: float, y: float, half: float) -> None:
        self.windows.append((x, y, half))
        self.scrap.shape(_arch(x - half * 0.2, y - half * 0.3, half * 1.45), mixed(STONE_DARK, (0.2, 0.2, 0.3), 0.35))
        self.scrap.shape(_arch(x, y, half), GLASS)

    def _flag(self, x: float, y: float) -> None:
        self.scrap.shape(
            [(x - 0.0025, y + 0.02), (x + 0.0025, y + 0.02), (x + 0.0025, y - 0.06), (x - 0.0025, y - 0.06)],
            (0.45, 0.38, 0.32),
        )
        self.scrap.shape(
            [(x, y - 0.06), (x + 0.035, y - 0.053), (x + 0.065, y - 0.045), (x + 0.03, y - 0.03), (x, y - 0.028)],
            self.plan.flag,
        )

    def lit_windows(self) -> Patch:
        """Only the windows, glowing, on clear ground."""
        night = Scrap(WIDTH, SIDE)
        for x, y, half in self.windows:
            if self.dice.random() < 0.85:
                night.shape(_arch(x, y, half * 1.15), FLAME)
                night.dab((x, y), (half * 0.6, half * 1.1), (1.0, 0.93, 0.66))
        return night.patch()


def _arch(x: float, y: float, half: float) -> list[tuple[float, float]]:
    around = np.linspace(np.pi, 2 * np.pi, 7)
    arch = [(x + half * float(np.cos(a)), y - half * 0.8 + half * 1.2 * float(np.sin(a))) for a in around]
    return [*arch, (x + half, y + half * 1.7), (x - half, y + half * 1.7)]


def castle(variant: int, dice: Dice) -> Castle:
    """One of the castles, built; the same dice give the same windows."""
    built = Castle(PLANS[variant % len(PLANS)], dice)
    built.build()
    return built
