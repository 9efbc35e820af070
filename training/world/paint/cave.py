# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""A cave: walls that recede into a glow, stalactites and stalagmites, shining crystals, a still pool."""

from __future__ import annotations

import numpy as np

from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Color, Mask, Sheet
from training.world.paint.trees import Easel, Tones, mote, plain, stone, strewn, tone, toward

HORIZON = 0.58
_ROCKS: tuple[Tones, ...] = (  # blue, violet, teal, warm and slate rock
    ((0.05, 0.06, 0.14), (0.12, 0.14, 0.27), (0.22, 0.26, 0.42), (0.38, 0.43, 0.58), (0.62, 0.66, 0.74)),
    ((0.08, 0.05, 0.15), (0.17, 0.12, 0.29), (0.29, 0.22, 0.43), (0.46, 0.38, 0.58), (0.70, 0.62, 0.76)),
    ((0.04, 0.08, 0.13), (0.08, 0.17, 0.24), (0.16, 0.30, 0.37), (0.32, 0.47, 0.52), (0.58, 0.70, 0.70)),
    ((0.10, 0.06, 0.10), (0.22, 0.14, 0.17), (0.37, 0.26, 0.26), (0.56, 0.43, 0.38), (0.80, 0.67, 0.54)),
    ((0.06, 0.06, 0.12), (0.14, 0.14, 0.24), (0.26, 0.25, 0.36), (0.43, 0.42, 0.52), (0.66, 0.65, 0.72)),
)
_GLOWS: tuple[Color, ...] = (
    (0.42, 0.78, 0.95),
    (0.72, 0.60, 0.98),
    (0.40, 0.90, 0.82),
    (1.0, 0.78, 0.50),
    (0.62, 0.74, 1.0),
)
_CRYSTALS: tuple[Tones, ...] = (
    ((0.04, 0.22, 0.42), (0.08, 0.45, 0.70), (0.22, 0.74, 0.92), (0.58, 0.93, 1.0), (0.93, 1.0, 1.0)),
    ((0.26, 0.06, 0.42), (0.48, 0.15, 0.70), (0.74, 0.38, 0.92), (0.90, 0.68, 1.0), (1.0, 0.94, 1.0)),
    ((0.40, 0.05, 0.28), (0.70, 0.14, 0.46), (0.95, 0.38, 0.64), (1.0, 0.70, 0.84), (1.0, 0.95, 0.98)),
    ((0.02, 0.30, 0.24), (0.06, 0.55, 0.40), (0.25, 0.84, 0.58), (0.64, 0.97, 0.78), (0.94, 1.0, 0.96)),
)


def _look(sheet: Sheet) -> tuple[Tones, Color, tuple[Tones, Tones]]:
    """Rock, glow and the two kinds of crystals of a variant."""
    variant = sheet.variant
    first = (0, 1, 3, 2, 0)[variant]
    shared = zip(_ROCKS[variant], _ROCKS[0], strict=True)  # strips of different variants must go together
    rock = tuple(toward((own,), slate, 0.62)[0] for own, slate in shared)
    return rock, toward((_GLOWS[variant],), _GLOWS[0], 0.5)[0], (_CRYSTALS[first], _CRYSTALS[(first + 1) % 4])


def _relief(sheet: Sheet, scale: float, *, seed: int, octaves: int = 3) -> Mask:
    """Light on rough rock: about -1..1, brighter where it faces the upper left."""
    height = 1 - 1.4 * np.abs(sheet.noise(scale, octaves, seed=seed))
    slope = (np.roll(height, -3, 1) - np.roll(height, 3, 1)) * sheet.across + 1.1 * np.gradient(
        height, axis=0
    ) * 6 * sheet.down
    return np.asarray(np.tanh(slope * scale / 16 + 0.25 * height), np.float32)


def _spike(
    easel: Easel,
    dice: np.random.Generator,
    x: float,
    root: float,
    tip: float,
    wide: float,
    tones: Tones,
    light: float = 0.0,
) -> None:
    """A stalactite (tip below its root) or a stalagmite (above), lit from the left, with rings."""
    t = np.linspace(0, 1, 20)
    bend = dice.normal(0, 0.15) * wide
    way = np.stack([x + bend * t**2, root + (tip - root) * t], 1)
    bumps = 1 + 0.09 * np.sin(t * dice.uniform(14, 22) + dice.uniform(0, 6)) * (1 - t)
    across = wide * ((1 - t) ** 0.85 * 0.62 + 0.38 * (1 - t) + 0.5 * np.exp(-t / 0.07)) * bumps
    for at, share, bright in (
        (0, 1, 0.06),
        (-0.06, 0.84, 0.22),
        (-0.13, 0.66, 0.38),
        (-0.19, 0.46, 0.54),
        (-0.245, 0.26, 0.72),
        (-0.27, 0.09, 0.9),
    ):
        easel.stroke(way + np.stack([at * across, 0 * t], 1), across * share, tone(tones, bright + light))
    for k in np.sort(dice.choice(np.arange(2, 17), 5, replace=False)):
        (px, py), half = way[k], 0.5 * across[k]
        bow = 0.22 * half * np.sign(tip - root) * -1
        ring = np.array([[px - 0.9 * half, py], [px - 0.3 * half, py - bow], [px + 0.75 * half, py - 0.4 * bow]])
        easel.stroke(ring, half * np.array([0.03, 0.10, 0.02]), tone(tones, 0.30 + light + 0.2 * (k % 4 == 0)))


def _column(
    easel: Easel,
    dice: np.random.Generator,
    x: float,
    top: float,
    foot: float,
    wide: float,
    tones: Tones,
    light: float = 0.0,
) -> None:
    """Where both have grown together."""
    middle = top + (foot - top) * dice.uniform(0.45, 0.6)
    for aside, size in ((-0.42, 0.6), (0.45, 0.7), (0.0, 1.0)):
        _spike(easel, dice, x + aside * wide, top, middle + (0.16 if size == 1 else 0.02), wide * size, tones, light)
        _spike(easel, dice, x + aside * wide, foot, middle - (0.16 if size == 1 else 0.02), wide * size, tones, light)


def _crystal(easel: Easel, x: float, foot: float, long: float, turn: float, tones: Tones) -> None:
    """A prism with a point: three faces, the left one lit."""
    wide = 0.24 * long
    face = np.array(
        [
            [-0.5, 0],
            [-0.5, -0.76],
            [-0.05, -1],
            [0.5, -0.70],
            [0.5, 0],
            [-0.16, 0],
            [-0.16, -0.70],
            [0.22, -0.64],
            [0.22, 0],
        ]
    )
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    points = face * (wide, long) @ spin + (x, foot)
    for corners, light in (
        ((0, 1, 6, 5), 0.66),
        ((5, 6, 7, 8), 0.46),
        ((8, 7, 3, 4), 0.16),
        ((1, 2, 6), 0.95),
        ((6, 2, 7), 0.72),
        ((7, 2, 3), 0.34),
    ):
        easel.shape(points[list(corners)], tone(tones, light))
    easel.stroke(points[[5, 6, 2]], np.array([0.03, 0.05, 0.02]) * wide * 1.6, tone(tones, 1.0))


def _cluster(
    easel: Easel, dice: np.random.Generator, x: float, foot: float, size: float, tones: Tones, down: bool = False
) -> None:
    turns = dice.permutation(np.array([-0.85, -0.45, 0.1, 0.55, 0.95])) + dice.normal(0, 0.06, 5)
    for turn in sorted(turns, key=lambda a: -abs(a)):
        long = size * (1.05 - 0.5 * abs(turn)) * dice.uniform(0.85, 1.1)
        _crystal(easel, x + 0.28 * size * turn, foot, long, turn + (np.pi if down else 0), tones)


def _clusters(sheet: Sheet) -> list[tuple[float, float, float, int, bool]]:
    """Where crystals grow in "mid": x, foot, size, kind, hanging. Alike for "mid" and "lights"."""
    dice = sheet.dice_for(7)
    grown = [(x, HORIZON + 0.02, dice.uniform(0.09, 0.19), int(dice.integers(2)), False) for x in strewn(dice, 7)]
    return grown + [(x, 0.0, dice.uniform(0.06, 0.10), int(dice.integers(2)), True) for x in strewn(dice, 3)]


def _wall(sheet: Sheet) -> None:
    """The rock behind everything: dark above, a hollow full of pale light in the depth."""
    rock, glow, _ = _look(sheet)
    dice = sheet.dice_for(1)
    rough = 0.62 * _relief(sheet, 0.5, seed=1) + 0.30 * _relief(sheet, 0.16, seed=2)
    sheet.lay(1.0, tone(rock, 0.32 + 0.26 * rough - 0.14 * (1 - sheet.ramp(-0.1, 0.35))).astype(np.float32))
    for x in strewn(dice, 2, 0.15):
        for size, share in ((0.62, 0.30), (0.40, 0.36), (0.24, 0.50)):
            wobble = 0.06 * sheet.noise(0.35, 3, seed=4)
            across = ((sheet.x - x + 1.2) % 2.4 - 1.2) / (0.95 * size) + wobble * 2
            hollow = np.clip(1.25 - np.hypot(across, (sheet.y - 0.50) / (0.75 * size) + wobble), 0, 1)
            sheet.tint(
                (hollow * hollow * (3 - 2 * hollow)).astype(np.float32) * share, toward((rock[3],), glow, 0.55)[0]
            )
    _shaft(sheet, dice, glow)


def _shaft(sheet: Sheet, dice: np.random.Generator, glow: Color) -> None:
    """Daylight that falls through a cleft."""
    soft = Sheet(top=sheet.top, bottom=sheet.bottom, seed=sheet.seed)
    for x in strewn(dice, 3):
        wide = dice.uniform(0.03, 0.08)
        soft.lay(
            soft.polygon([(x, -0.3), (x + wide, -0.3), (x + 2.4 * wide + 0.22, 0.7), (x + 0.14, 0.7)]) * 0.5, (1, 1, 1)
        )
    soft.blur(0.016)
    sheet.lay(soft.pixels[..., 3] * (1 - sheet.ramp(0.2, 0.66)) * 0.36, toward((glow,), (1, 1, 0.95), 0.55)[0])


def _rows(sheet: Sheet, seed: int, tones: Tones, ceiling: float, count: int, size: float) -> None:
    """A ceiling with what hangs from it, and what grows against it from the floor."""
    dice, easel = sheet.dice_for(seed), Easel(sheet)
    roof = ceiling + 0.07 * sheet.waviness(0.9, seed=seed)
    for x in strewn(dice, count):
        y, long = float(roof[int(x % 2.4 * sheet.across) % sheet.width]), size * (0.25 + dice.random() ** 1.6)
        _spike(easel, dice, x, y - 0.05, y + long, 0.05 + 0.16 * long, tones)
    for x in strewn(dice, count * 2 // 3):
        long = size * (0.2 + 0.75 * dice.random() ** 1.8)
        _spike(easel, dice, x, HORIZON + 0.05, HORIZON - long, 0.06 + 0.26 * long, tones)
    easel.finish()
    rough = 0.6 * _relief(sheet, 0.28, seed=seed + 1) + 0.3 * _relief(sheet, 0.10, seed=seed + 2)
    mass = (1 - sheet.below(roof, 0.03)) * np.ones_like(sheet.x)
    sheet.lay(mass, tone(tones, 0.28 + 0.30 * rough - 0.10 * (1 - sheet.ramp(-0.15, 0.12))).astype(np.float32))
    bank = sheet.below(HORIZON - 0.025 + 0.02 * sheet.waviness(0.4, seed=seed + 3), 0.008)
    sheet.lay(bank, tone(tones, 0.48 + 0.30 * rough).astype(np.float32))


def _far(sheet: Sheet) -> None:
    rock, glow, crystals = _look(sheet)
    haze = toward((rock[3],), glow, 0.5)[0]
    _rows(sheet, 10, toward(rock, haze, 0.52), 0.10, 20, 0.22)
    sheet.tint(sheet.ramp(0.30, 0.60) * 0.35, haze)
    easel, dice = Easel(sheet), sheet.dice_for(11)
    for x in strewn(dice, 3):
        _column(easel, dice, x, 0.02, HORIZON + 0.03, dice.uniform(0.07, 0.11), toward(rock, haze, 0.34))
    for x in strewn(dice, 5):
        _cluster(
            easel, dice, x, HORIZON + 0.01, dice.uniform(0.05, 0.09), toward(crystals[dice.integers(2)], haze, 0.3)
        )
    easel.finish()
    sheet.tint(sheet.ramp(0.40, 0.62) * 0.25, haze)


def _mid(sheet: Sheet) -> None:
    rock, glow, crystals = _look(sheet)
    _rows(sheet, 20, rock, -0.03, 15, 0.30)
    easel, dice = Easel(sheet), sheet.dice_for(21)
    for x in strewn(dice, 2, 0.3)[: 1 + sheet.variant % 2]:
        _column(easel, dice, x, -0.12, HORIZON + 0.04, dice.uniform(0.11, 0.16), rock, 0.03)
    easel.finish()
    for x, foot, size, kind, hanging in _clusters(sheet):
        light = sheet.disc(x, foot + (0.3 if hanging else -0.3) * size, 2.6 * size, 2.6 * size)
        sheet.tint(light * 0.42, crystals[kind][2])  # rock in the light of the crystals
    _grow(sheet, easel)
    sheet.tint(sheet.ramp(0.36, 0.62) * 0.12, glow)


def _grow(sheet: Sheet, easel: Easel) -> None:
    crystals, dice = _look(sheet)[2], sheet.dice_for(8)
    for x, foot, size, kind, hanging in _clusters(sheet):
        _cluster(easel, dice, x, foot, size, crystals[kind], hanging)
    easel.finish()


def _lights(sheet: Sheet) -> None:
    """The crystals of "mid" once more, in their own light, and motes of dust."""
    crystals, dice = _look(sheet)[2], sheet.dice_for(9)
    for x, foot, size, kind, hanging in _clusters(sheet):
        y = foot + (0.45 if hanging else -0.45) * size
        sheet.lay(sheet.disc(x, y, 1.7 * size, 1.7 * size) * 0.42, crystals[kind][2])
    _grow(sheet, Easel(sheet))
    for x, foot, size, kind, hanging in _clusters(sheet):
        y = foot + (0.4 if hanging else -0.4) * size
        sheet.lay(sheet.disc(x, y, 0.7 * size, 0.7 * size) * 0.40, crystals[kind][4])
    for x in strewn(dice, 26):
        size, y = dice.uniform(0.4, 1.0), dice.uniform(0.08, 0.54)
        mote(sheet, x, y, 0.018 * size, crystals[0][3], crystals[0][4])


def _ground(sheet: Sheet) -> None:
    rock, glow, crystals = _look(sheet)
    dice, depth = sheet.dice_for(5), sheet.ramp(HORIZON - 0.05, 1.15)
    rough, broad = plain(sheet, HORIZON, seed=1), plain(sheet, HORIZON, seed=2)
    sheet.lay(
        sheet.below(HORIZON + 0.004 * sheet.waviness(0.2, seed=30)),
        tone(rock, 0.60 - 0.18 * depth + 0.11 * rough + 0.06 * broad).astype(np.float32),
    )
    first = dice.uniform(0, 2.4)
    for x, y, half in ((first, 0.745, 0.30), (first + 0.78, 0.96, 0.42), (first + 1.5, 0.68, 0.24)):
        _pool(sheet, x, y, half, rock, glow)
    easel = Easel(sheet)
    for y in np.sort(HORIZON + 0.02 + 0.75 * dice.random(64) ** 1.3):
        size, x, kind = 0.012 + 0.10 * (y - HORIZON), dice.uniform(0, 2.4), dice.random()
        if kind < 0.76:
            stone(easel, dice, x, y, size * dice.uniform(0.4, 0.9), rock)
        elif kind < 0.9:
            _cluster(easel, dice, x, y, size * 1.1, crystals[dice.integers(2)])
        else:
            _spike(easel, dice, x, y, y - 1.7 * size, size * 0.8, rock, 0.05)
    easel.finish()
    sheet.tint((1 - sheet.ramp(HORIZON, HORIZON + 0.10)) * 0.38, toward((rock[3],), glow, 0.5)[0])


def _pool(sheet: Sheet, x: float, y: float, half: float, rock: Tones, glow: Color) -> None:
    """Still water that mirrors the glow of the depth, with a wet rim."""
    t = np.linspace(0, 2 * np.pi, 65)[:-1]
    flat = 0.30 * (y - HORIZON) / 0.27 * 0.75
    wobble = 1 + 0.10 * np.sin(2 * t + 7 * x) + 0.06 * np.sin(3 * t + 3 * y) + 0.03 * np.sin(5 * t + x)
    ring = (np.stack([np.cos(t), flat * np.sin(t)], 1) * wobble[:, None] * half).astype(np.float64)
    sheet.tint(sheet.polygon(ring * 1.10 + (x, y)) * 0.6, rock[1])
    sheet.tint(sheet.polygon(ring * 1.05 + (x, y + 0.004)), tone(rock, 0.85))
    water = toward((rock[0], (0.04, 0.22, 0.34), (0.12, 0.46, 0.58), glow, (0.92, 1.0, 1.0)), glow, 0.12)
    streaks = sheet.noise(0.16, 3, seed=int(50 + 10 * y), stretch=7.0)
    bright = 0.50 - 0.34 * np.clip((sheet.y - y) / (flat * half), -1, 1) + 0.12 * streaks
    sheet.tint(sheet.polygon(ring + np.array([x, y])), tone(water, bright).astype(np.float32))


def _near(sheet: Sheet) -> None:
    rock, _, crystals = _look(sheet)
    dice, easel = sheet.dice_for(6), Easel(sheet)
    dark = toward(rock, rock[0], 0.35)
    for x in strewn(dice, 8):
        _spike(easel, dice, x, 1.25, 1.25 - dice.uniform(0.20, 0.38), dice.uniform(0.08, 0.14), dark)
    for x in strewn(dice, 10):
        stone(easel, dice, x, 1.14, dice.uniform(0.08, 0.17), dark)
    for x in strewn(dice, 4):
        _cluster(easel, dice, x, 1.08, dice.uniform(0.12, 0.19), crystals[dice.integers(2)])
    for x in strewn(dice, 9):
        stone(easel, dice, x, 1.22, dice.uniform(0.09, 0.16), toward(rock, rock[0], 0.55))
    easel.finish()
    sheet.lay(sheet.below(1.12 + 0.02 * sheet.waviness(0.3, seed=41), 0.03), rock[0])
    sheet.shade(1.0 - 0.4 * sheet.ramp(0.92, 1.2))


CAVE = Place(
    name="cave",
    horizon=HORIZON,
    sky="own",
    strips=(
        Strip(layer="sky", top=-0.2, bottom=1.2, nearness=0.05, paint=_wall),
        Strip(layer="far", top=-0.25, bottom=0.75, nearness=0.16, paint=_far),
        Strip(layer="mid", top=-0.25, bottom=0.75, nearness=0.42, paint=_mid),
        Strip(layer="lights", top=-0.25, bottom=0.75, nearness=0.42, paint=_lights, glow=0.3),
        Strip(layer="ground", top=0.55, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.7, bottom=1.3, nearness=1.5, paint=_near),
    ),
)
