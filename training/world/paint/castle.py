"""Castle: a fairy-tale castle on its hill over a garden land."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint import relief
from training.world.paint.masonry import PLANS, castle
from training.world.paint.place import Place, Strip
from training.world.paint.plain import lit_noise, plain_noise, scatter, toward
from training.world.paint.relief import blend
from training.world.paint.scrap import Scrap, bush, conifer, leafy, mixed, tuft
from training.world.paint.sheet import Color, Patch, Sheet
from training.world.paint.soft import smooth
from video01.layers import PERIOD

HORIZON = 0.60
AIR = (0.72, 0.81, 0.92)
LEAF_DARK, LEAF_LIT = (0.07, 0.20, 0.10), (0.48, 0.66, 0.24)
HIGH = 0.47  # of the castle, frame heights
PLACES = (0.60, 1.50, 1.05, 0.80, 1.80)  # x of the castle
ROSES: tuple[Color, ...] = (
    (0.93, 0.24, 0.34),
    (0.98, 0.66, 0.74),
    (0.98, 0.95, 0.90),
    (0.86, 0.35, 0.72),
    (0.99, 0.80, 0.30),
)


def _far(sheet: Sheet) -> None:
    dice = sheet.dice_for(11)
    spines = [
        spine
        for x in np.arange(6) * PERIOD / 6 + dice.uniform(0, PERIOD)
        for spine in relief.mountain(dice, (float(x) % PERIOD, 0.5), dice.uniform(0.13, 0.26), slope=0.7, arms=6)
    ]
    heights = relief.ridges(dice, spines, steep=1.1, rough=0.05)
    sun = smooth(0.15, 0.9, relief.sunlight(heights))
    rock = blend((0.34, 0.42, 0.60), (0.72, 0.74, 0.76), sun)
    hazy = blend(rock, AIR, 0.42 + 0.4 * smooth(0.14, 0.0, heights))
    relief.view(sheet, heights, far=HORIZON - 0.05, near=HORIZON + 0.02).paint(sheet, hazy)
    for step, haze in enumerate((0.5, 0.3)):
        swell = np.asarray(smooth(-1.2, 1.2, relief.noise(dice, 0.5, 3)) * 0.09, np.float32)
        light = smooth(0.25, 0.9, relief.sunlight(swell, strength=2.0, shadow=0.1))
        woods = blend(
            blend((0.14, 0.32, 0.22), (0.24, 0.42, 0.22), light),
            blend((0.36, 0.54, 0.26), (0.66, 0.76, 0.38), light),
            smooth(-0.1, 0.1, relief.noise(dice, 0.3, 3)),
        )
        relief.view(sheet, swell, far=HORIZON - 0.045 + 0.03 * step, near=HORIZON + 0.15).paint(
            sheet, blend(woods, AIR, np.full_like(swell, haze))
        )
    relief.brushed(sheet, 4)


def _crest(sheet: Sheet) -> NDArray[np.float32]:
    """The outline of the castle's hill."""
    away = sheet.away(PLACES[sheet.variant])[0]
    hill = np.exp(-((np.abs(away) / 0.36) ** 3.0))
    return np.asarray(0.592 - 0.075 * hill - 0.018 * sheet.waviness(0.6, 2, seed=21) * (1 - hill), np.float32)


def _seat(sheet: Sheet) -> tuple[float, float]:
    """x and y of the castle's foot."""
    x = PLACES[sheet.variant]
    return x, float(_crest(sheet)[int(x * sheet.across)]) + 0.012


def _mid(sheet: Sheet) -> None:
    dice = sheet.dice_for(22)
    x, foot = _seat(sheet)
    firs = [conifer(dice, dark=(0.06, 0.17, 0.14), lit=(0.28, 0.47, 0.25)) for _ in range(4)]
    trees = [leafy(dice, dark=LEAF_DARK, lit=LEAF_LIT, round_=0.85) for _ in range(4)]
    bushes = [bush(dice, dark=LEAF_DARK, lit=LEAF_LIT) for _ in range(4)]
    crest = _crest(sheet)
    _grow(sheet, [*firs, *trees], dice, crest, count=50, high=0.07, lift=0.004)
    sheet.stamp(castle(sheet.variant, sheet.dice_for(23)).scrap.patch(), x, foot, height=HIGH)
    bumps = sheet.noise(0.1, 3, seed=25, stretch=2)
    depth = np.clip((sheet.y - crest) / 0.1 + bumps * 0.22 + lit_noise(bumps, sheet) * -0.08, 0, 1)
    sheet.lay(sheet.below(crest), toward([(0.64, 0.76, 0.34), (0.42, 0.61, 0.25), (0.28, 0.47, 0.20)], depth))
    _road(sheet, x, foot)
    _grow(sheet, [*trees, *firs, *bushes, *bushes], dice, crest, count=120, high=0.06, lift=0.03)


def _road(sheet: Sheet, x: float, foot: float) -> None:
    """From the gate down the hill."""
    gate = x + (castle_gate(sheet.variant) - 0.625) * HIGH
    depth = np.clip((sheet.y - foot + 0.012) / (0.68 - foot), 0, 1)
    middle = gate + 0.09 * np.sin(depth * 5.0) * depth
    off = np.abs((sheet.x - middle + PERIOD / 2) % PERIOD - PERIOD / 2) / (0.020 + 0.03 * depth)
    sheet.lay(
        np.clip((1 - off) * 6, 0, 1) * sheet.below(foot - 0.012) * 0.95,
        toward([(0.90, 0.82, 0.64), (0.70, 0.60, 0.45)], depth * np.ones_like(sheet.x)),
    )


def castle_gate(variant: int) -> float:
    """x of the gate of a castle, in its heights."""
    return PLANS[variant % len(PLANS)].gate


def _grow(
    sheet: Sheet,
    patches: list[Patch],
    dice: np.random.Generator,
    crest: NDArray[np.float32],
    *,
    count: int,
    high: float,
    lift: float,
) -> None:
    """Trees on the slopes, sparser and lower before the castle."""
    x, _ = _seat(sheet)
    woods = sheet.waviness(0.45, 3, seed=26)
    for depth in np.sort(dice.uniform(0, 1, count)):
        at = int(dice.integers(sheet.width))
        away = abs((float(sheet.x[0, at]) - x + PERIOD / 2) % PERIOD - PERIOD / 2)
        if away < 0.34 and lift > 0.01 and (away < 0.09 or depth < 0.3):
            continue
        if away > 0.34 and woods[at] < dice.uniform(-0.8, 0.4):
            continue
        size = high * dice.uniform(0.6, 1.4) * (0.6 if away < 0.34 else 1.0)
        sheet.stamp(
            patches[int(dice.integers(len(patches)))],
            float(sheet.x[0, at]),
            float(crest[at]) + lift * (0.3 + depth),
            height=size,
        )


def _lights(sheet: Sheet) -> None:
    x, foot = _seat(sheet)
    sheet.stamp(castle(sheet.variant, sheet.dice_for(23)).lit_windows(), x, foot, height=HIGH)
    glow = cv2.GaussianBlur(np.concatenate([sheet.pixels] * 3, 1), (0, 0), 9)[:, sheet.width : 2 * sheet.width]
    sheet.pixels = np.maximum(sheet.pixels, np.minimum(glow * 1.3, 0.6))


def _ground(sheet: Sheet) -> None:
    dice = sheet.dice_for(31)
    broad, fine = plain_noise(sheet, HORIZON, 0.8, 3, seed=31), plain_noise(sheet, HORIZON, 0.15, 3, seed=32)
    tone = np.clip(0.5 + broad * 0.26 + fine * 0.16 + lit_noise(fine, sheet) * 0.12, 0, 1)
    far = toward([(0.30, 0.50, 0.22), (0.46, 0.65, 0.28), (0.62, 0.74, 0.35)], tone)
    near = toward([(0.14, 0.34, 0.13), (0.28, 0.52, 0.18), (0.48, 0.66, 0.24)], tone)
    sheet.lay(1.0, far + (near - far) * sheet.ramp(HORIZON, 1.1)[..., None])
    if sheet.variant != 2:
        _paving(sheet)
    kinds = [ROSES[(sheet.variant + step) % 5] for step in range(3)]
    tufts = [
        tuft(dice, dark=(0.12, 0.30, 0.11), lit=(0.46, 0.64, 0.24), flowers=(kind,) * 2, blades=16, spread=0.7)
        for kind in kinds
    ]
    hedges = [_rose_bush(dice, kind) for kind in kinds]
    off = _road_offset
    scatter(
        sheet,
        tufts,
        dice,
        horizon=HORIZON,
        count=170,
        height=0.14,
        start=HORIZON + 0.03,
        end=1.34,
        allowed=lambda x, y: off(x, y, sheet.variant) > 1.2,
    )
    scatter(
        sheet,
        hedges,
        dice,
        horizon=HORIZON,
        count=16,
        height=0.16,
        start=HORIZON + 0.07,
        end=1.2,
        allowed=lambda x, y: off(x, y, sheet.variant) > 1.9,
    )


def _road_offset(x: float, y: float, variant: int) -> float:
    """How far off the middle of the paved road, 1 at its edge."""
    if variant == 2:
        return 9.0
    depth = min(1.0, max(0.0, (y - HORIZON) / 0.75))
    middle = 1.2 + 0.22 * float(np.sin(2.6 * np.sqrt(depth) * np.pi + variant)) * (0.3 + depth)
    return abs(x - middle) / (0.006 + 0.15 * depth)


def _paving(sheet: Sheet) -> None:
    """A cobbled road that winds toward the horizon."""
    depth = np.clip((sheet.y - HORIZON) / 0.75, 0, 1)
    middle = 1.2 + 0.22 * np.sin(2.6 * np.sqrt(depth) * np.pi + sheet.variant) * (0.3 + depth)
    half = 0.006 + 0.15 * depth
    across = (sheet.x - middle) / half
    edge = np.clip((1 - np.abs(across + sheet.noise(0.08, 2, seed=35) * 0.05)) * half * 110, 0, 1)
    rows = np.log(depth + 0.05) * 11
    shift = np.where(np.floor(rows) % 2 > 0, 0.5, 0.0)
    joint = np.minimum(np.abs((rows % 1) - 0.5), np.abs(((across * 3.5 + shift) % 1) - 0.5) * 1.4)
    stone = toward(
        [(0.56, 0.52, 0.50), (0.74, 0.69, 0.62), (0.88, 0.83, 0.74)],
        np.clip(0.5 + plain_noise(sheet, HORIZON, 0.09, 2, seed=36) * 0.4, 0, 1),
    )
    gaps = smooth(0.40, 0.5, 0.5 - joint + 0.0 * sheet.x) * np.clip((sheet.y - HORIZON) / 0.15, 0, 1)
    sheet.lay(edge, stone + gaps[..., None] * 0.55 * (np.asarray((0.42, 0.42, 0.34), np.float32) - stone))


def _rose_bush(dice: np.random.Generator, color: Color) -> Patch:
    scrap = Scrap(2.0)
    base = bush(dice, dark=(0.05, 0.17, 0.08), lit=(0.32, 0.52, 0.20))
    scrap.pixels[:] = (base * 255).astype(np.uint8)
    for _ in range(44):
        across, up = dice.uniform(-0.75, 0.75), dice.uniform(0, 1)
        x, y = 1 + across, 0.85 - up * 0.62 * float(np.sqrt(1 - across**2))
        size = dice.uniform(0.026, 0.045)
        scrap.dab((x, y), (size, size * 0.85), mixed(color, (0.3, 0.0, 0.15), 0.3))
        scrap.dab((x - size * 0.2, y - size * 0.2), (size * 0.72, size * 0.6), color)
        scrap.dab((x - size * 0.3, y - size * 0.3), (size * 0.36, size * 0.28), mixed(color, (1, 1, 1), 0.5))
    return scrap.patch()


def _near(sheet: Sheet) -> None:
    dice = sheet.dice_for(41)
    bank = 1.015 - 0.03 * sheet.waviness(0.8, 3, seed=41)
    kinds = [ROSES[(sheet.variant + step) % 5] for step in range(2)]
    tufts = [tuft(dice, dark=(0.05, 0.17, 0.08), lit=(0.34, 0.54, 0.20)) for _ in range(3)]
    hedges = [_rose_bush(dice, kind) for kind in kinds]
    depth = sheet.ramp(0.97, 1.2) * np.ones_like(sheet.x)
    sheet.lay(sheet.below(bank + 0.03), toward([(0.18, 0.36, 0.13), (0.07, 0.19, 0.09)], depth))
    for _ in range(110):
        at = int(dice.integers(sheet.width))
        sheet.stamp(
            tufts[int(dice.integers(3))],
            float(sheet.x[0, at]),
            float(bank[at]) + dice.uniform(0.02, 0.1),
            height=dice.uniform(0.06, 0.12),
        )
    for _ in range(7 + 2 * (sheet.variant % 3)):
        sheet.stamp(
            hedges[int(dice.integers(2))],
            dice.uniform(0, PERIOD),
            dice.uniform(1.06, 1.12),
            height=dice.uniform(0.12, 0.20),
            mirrored=bool(dice.random() < 0.3),
        )


CASTLE = Place(
    name="castle",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=0.28, bottom=0.66, nearness=0.10, paint=_far),
        Strip(layer="mid", top=0.05, bottom=0.70, nearness=0.35, paint=_mid),
        Strip(layer="lights", top=0.05, bottom=0.70, nearness=0.35, paint=_lights, glow=0.1),
        Strip(layer="ground", top=HORIZON, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.85, bottom=1.3, nearness=1.5, paint=_near, sway=0.2),
    ),
)
