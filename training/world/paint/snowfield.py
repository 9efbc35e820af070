"""Snowfield: wide drifts under white firs and far icy peaks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.world.paint import relief
from training.world.paint.place import Place, Strip
from training.world.paint.plain import lit_noise, plain_noise, scatter, toward
from training.world.paint.relief import blend
from training.world.paint.scrap import Scrap, boulder, bush, conifer, shadow, tuft
from training.world.paint.sheet import Patch, Sheet
from training.world.paint.soft import smooth
from video01.layers import PERIOD

HORIZON = 0.60
AIR = (0.80, 0.87, 0.95)
SNOW = [(0.56, 0.68, 0.88), (0.76, 0.84, 0.95), (0.93, 0.955, 0.99), (1.0, 0.995, 0.975)]  # from shade to sun
WHITE = (0.95, 0.97, 1.0)
SHADE = shadow((0.44, 0.56, 0.84), 0.5)
PRINT = shadow((0.46, 0.58, 0.84), 0.9)
FIR_DARK, FIR_LIT = (0.08, 0.17, 0.20), (0.26, 0.42, 0.34)
PONDS = {0: (0.7, 0.735, 0.42, 0.05), 3: (1.7, 0.77, 0.5, 0.065)}  # by variant: x, y, half axes


def _far(sheet: Sheet) -> None:
    dice = sheet.dice_for(11)
    count = (4, 6, 5, 3, 5)[sheet.variant]
    for haze, high, seed in ((0.42, 0.27, 12), (0.08, 0.17, 13)):
        spines = [
            spine
            for place in range(count)
            for spine in relief.mountain(
                dice,
                ((place + dice.uniform(0.2, 0.8)) * PERIOD / count, 0.55),
                high * dice.uniform(0.6, 1.15),
                slope=0.6,
                arms=6,
            )
        ]
        heights = relief.ridges(dice, spines, steep=1.1, rough=0.05)
        sun = smooth(0.12, 0.85, relief.sunlight(heights, strength=1.2))
        across, down = relief.slopes(heights)
        bare = smooth(1.15, 1.7, np.hypot(across, down) + relief.noise(dice, 0.07, 3) * 0.45) * smooth(
            0.03, 0.09, heights
        )
        white = blend((0.55, 0.67, 0.88), (1.0, 0.985, 0.96), sun)
        picture = blend(white, blend((0.30, 0.36, 0.50), (0.62, 0.60, 0.64), sun), bare * 0.8)
        foot = smooth(0.12, 0.0, heights) * 0.5
        seen = relief.view(sheet, heights, far=HORIZON - 0.045 + 0.02 * (seed - 12), near=HORIZON + 0.03)
        seen.paint(sheet, blend(picture, AIR, np.clip(haze + (1 - haze) * foot, 0, 1)))
    relief.brushed(sheet, 4)


def _mid(sheet: Sheet) -> None:
    dice = sheet.dice_for(21)
    for step, (base, high, pale, size) in enumerate(((0.565, 0.03, 0.45, 0.045), (0.592, 0.03, 0.05, 0.085))):
        crest = base - high * sheet.waviness(0.9, 2, seed=21 + step)
        _drift(sheet, crest, pale, seed=24 + step)
        firs = [conifer(dice, dark=FIR_DARK, lit=FIR_LIT, snow=dice.uniform(0.6, 0.95)) for _ in range(5)]
        for fir in firs:
            fir[..., :3] += pale * (np.asarray(AIR, np.float32) * fir[..., 3:] - fir[..., :3])
        woods = sheet.waviness(0.6, 3, seed=27 + step)
        sparse = (0.0, 0.35, 0.6, 0.1, 0.3)[sheet.variant]
        for depth in np.sort(dice.uniform(0, 1, 230 - 80 * step)):
            at = int(dice.integers(sheet.width))
            if woods[at] < sparse + dice.normal(0, 0.2):
                continue
            foot = float(crest[at]) + 0.004 + depth * 0.03 * (1 + step)
            _fir(
                sheet,
                firs[int(dice.integers(5))],
                float(sheet.x[0, at]),
                foot,
                size * dice.choice((0.5, 0.8, 1.0, 1.4)) * dice.uniform(0.9, 1.1),
            )
        if step == 1:
            _set_piece(sheet, crest)


def _fir(sheet: Sheet, patch: Patch, x: float, y: float, height: float) -> None:
    """A fir and its blue shadow to the right."""
    sheet.stamp(SHADE, x + height * 0.36, y + height * 0.07, height=height * 0.15)
    sheet.stamp(patch, x, y + height * 0.02, height=height)


def _drift(sheet: Sheet, crest: NDArray[np.float32], pale: float, *, seed: int) -> None:
    bumps = sheet.noise(0.22, 3, seed=seed, stretch=3)
    depth = (sheet.y - crest) / 0.09
    tone = np.clip(0.95 - depth * 0.45 + lit_noise(bumps, sheet, 0.012) * 0.2 + bumps * 0.1, 0, 1)
    snow = toward(SNOW, tone)
    sheet.lay(sheet.below(crest), snow + pale * (np.asarray(AIR, np.float32) - snow))


def _set_piece(sheet: Sheet, crest: NDArray[np.float32]) -> None:
    """A cabin, an igloo or nothing, by variant."""
    kind = sheet.variant
    if kind in (1, 4):
        at = int(sheet.width * (0.70 if kind == 1 else 0.35))
        sheet.stamp(_cabin(), float(sheet.x[0, at]), min(float(crest[at]) + 0.035, HORIZON + 0.002), height=0.095)
    if kind == 2:
        at = int(sheet.width * 0.45)
        sheet.stamp(_igloo(), float(sheet.x[0, at]), min(float(crest[at]) + 0.04, HORIZON + 0.002), height=0.075)


def _cabin() -> Patch:
    """A log cabin under deep snow."""
    scrap = Scrap(1.5)
    scrap.shape([(1.0, 0.30), (1.12, 0.30), (1.12, 0.05), (1.0, 0.05)], (0.45, 0.38, 0.38))
    scrap.shape([(0.98, 0.07), (1.14, 0.07), (1.12, 0.02), (1.0, 0.02)], WHITE)
    for log in range(8):
        y = 0.48 + log * 0.0625
        scrap.shape(
            [(0.2, y), (1.3, y), (1.3, y + 0.064), (0.2, y + 0.064)],
            (0.42, 0.26, 0.17) if log % 2 else (0.50, 0.32, 0.21),
        )
        scrap.shape([(0.2, y), (0.8, y), (0.8, y + 0.02), (0.2, y + 0.02)], (0.66, 0.45, 0.30))
    for x in (0.36, 1.0):
        scrap.shape([(x - 0.02, 0.56), (x + 0.18, 0.56), (x + 0.18, 0.80), (x - 0.02, 0.80)], (0.30, 0.19, 0.13))
        scrap.shape([(x, 0.58), (x + 0.16, 0.58), (x + 0.16, 0.78), (x, 0.78)], (0.98, 0.80, 0.42))
    scrap.shape([(0.68, 0.98), (0.86, 0.98), (0.86, 0.60), (0.68, 0.60)], (0.27, 0.17, 0.12))
    scrap.shape([(0.08, 0.55), (0.32, 0.16), (1.18, 0.16), (1.42, 0.55)], (0.74, 0.82, 0.94))
    scrap.shape([(0.06, 0.53), (0.32, 0.12), (1.16, 0.12), (1.0, 0.40), (0.6, 0.47)], WHITE)
    scrap.shape([(0.06, 0.53), (1.44, 0.53), (1.42, 0.58), (0.08, 0.58)], (0.62, 0.72, 0.90))
    scrap.dab((0.75, 1.0), (0.7, 0.06), (0.90, 0.94, 0.99))
    return scrap.patch()


def _igloo() -> Patch:
    scrap = Scrap(1.9)
    for step in range(7):
        share = step / 6
        shade = tuple(
            np.asarray((0.55, 0.66, 0.87)) + share * (np.asarray((0.99, 0.99, 0.99)) - np.asarray((0.55, 0.66, 0.87)))
        )
        around = np.linspace(np.pi, 2 * np.pi, 30)
        reach = 1 - 0.5 * share
        scrap.shape(
            np.stack(
                [
                    0.8 - 0.16 * share + 0.72 * reach * np.cos(around),
                    0.98 - 0.16 * share + 0.86 * reach * np.sin(around),
                ],
                1,
            ),
            shade,
        )
    for row in range(4):
        y = 0.95 - row * 0.2
        half = 0.72 * float(np.sqrt(max(0.0, 1 - ((0.98 - y) / 0.86) ** 2)))
        scrap.shape(
            [(0.8 - half, y), (0.8 + half, y), (0.8 + half, y + 0.018), (0.8 - half, y + 0.018)], (0.62, 0.72, 0.90)
        )
        for brick in np.arange(0.12 + 0.11 * (row % 2), 1.5, 0.24):
            if abs(brick - 0.8) < half - 0.05:
                scrap.shape(
                    [(brick, y), (brick + 0.015, y), (brick + 0.015, y - 0.19), (brick, y - 0.19)], (0.66, 0.75, 0.92)
                )
    around = np.linspace(np.pi, 2 * np.pi, 20)
    for reach, color in ((0.34, (0.70, 0.79, 0.94)), (0.30, (0.93, 0.96, 1.0)), (0.2, (0.20, 0.28, 0.44))):
        scrap.shape(np.stack([1.4 + reach * np.cos(around), 0.99 + reach * 1.5 * np.sin(around)], 1), color)
    return scrap.patch()


def _ground(sheet: Sheet) -> None:
    dice = sheet.dice_for(31)
    broad = plain_noise(sheet, HORIZON, 0.9, 3, seed=31, flat=5)
    fine = plain_noise(sheet, HORIZON, 0.22, 2, seed=32, flat=5)
    relief_light = lit_noise(broad, sheet, 0.02) * 0.20 + lit_noise(fine, sheet, 0.010) * 0.10
    tone = np.clip(0.62 + broad * 0.17 + relief_light - 0.10 * sheet.ramp(0.75, 1.3), 0, 1)
    tone += (0.74 - tone) * sheet.ramp(HORIZON + 0.12, HORIZON - 0.03) * 0.6  # calmer where it is far
    sheet.lay(1.0, toward(SNOW, tone))
    _ice(sheet, fine)
    if sheet.variant in (1, 4):
        _tracks(sheet)
    twigs = [tuft(dice, dark=(0.36, 0.30, 0.28), lit=(0.78, 0.66, 0.48), blades=9, spread=0.6) for _ in range(3)]
    stones = [boulder(dice, dark=(0.28, 0.33, 0.45), lit=(0.68, 0.69, 0.74), cap=WHITE) for _ in range(4)]
    shrubs = [_snowy(bush(dice, dark=(0.10, 0.20, 0.22), lit=(0.30, 0.45, 0.38))) for _ in range(3)]

    def dry(x: float, y: float) -> bool:
        return bool(_ice_offset(x, y, sheet.variant) > 1.15)

    scatter(sheet, twigs, dice, horizon=HORIZON, count=70, height=0.10, start=HORIZON + 0.03, end=1.3, allowed=dry)
    scatter(
        sheet,
        [*stones, *shrubs],
        dice,
        horizon=HORIZON,
        count=20,
        height=0.13,
        start=HORIZON + 0.03,
        end=1.3,
        allowed=dry,
    )


def _snowy(patch: Patch) -> Patch:
    """A plant with snow on its top."""
    rows = np.linspace(0, 1, patch.shape[0], dtype=np.float32)[:, None]
    light = patch[..., :3].mean(2)
    share = smooth(0.62, 0.30, rows + 0.0 * light) * smooth(0.12, 0.30, light) + smooth(0.30, 0.42, light) * 0.8
    share = np.clip(share, 0, 1)[..., None]
    patch[..., :3] += share * (np.asarray((0.92, 0.95, 1.0), np.float32) * patch[..., 3:] - patch[..., :3])
    return patch


def _ice_offset(x: Any, y: Any, variant: int) -> Any:
    """How far out of the frozen pond, 1 at its edge; x and y may be arrays."""
    if variant not in PONDS:
        return np.full_like(x + y, 9.0)
    middle, foot, wide, high = PONDS[variant]
    return np.hypot(((x - middle + PERIOD / 2) % PERIOD - PERIOD / 2) / wide, (y - foot) / high)


def _ice(sheet: Sheet, fine: NDArray[np.float32]) -> None:
    """A frozen pond with the sky in it."""
    off = _ice_offset(sheet.x, sheet.y, sheet.variant) + fine * 0.10
    sheet.lay(smooth(1.12, 1.02, off), (0.60, 0.71, 0.89))
    streak = np.clip(0.5 + sheet.noise(0.35, 3, seed=37, stretch=9) * 0.45, 0, 1)
    sheet.lay(smooth(1.03, 0.98, off), toward([(0.36, 0.58, 0.77), (0.55, 0.75, 0.89), (0.86, 0.95, 1.0)], streak))


def _tracks(sheet: Sheet) -> None:
    """Footprints that lead away."""
    for step in range(40):
        depth = 0.02 + 0.98 * (step / 39) ** 1.7
        y = HORIZON + 0.75 * depth
        x = (
            1.2
            + 0.5 * float(np.sin(2.2 * np.sqrt(depth) * np.pi + sheet.variant)) * depth
            + (0.02 if step % 2 else -0.02) * (0.2 + 1.6 * depth)
        )
        size = 0.004 + 0.018 * depth
        sheet.stamp(PRINT[:, ::3], x, y + size * 0.5, height=size)


def _near(sheet: Sheet) -> None:
    dice = sheet.dice_for(41)
    bank = 0.985 - 0.045 * sheet.waviness(0.9, 2, seed=41)
    grass = [tuft(dice, dark=(0.34, 0.27, 0.24), lit=(0.84, 0.70, 0.50), blades=14, spread=0.5) for _ in range(4)]
    shrubs = [_snowy(bush(dice, dark=(0.07, 0.15, 0.17), lit=(0.26, 0.40, 0.34))) for _ in range(3)]
    stones = [boulder(dice, dark=(0.22, 0.27, 0.38), lit=(0.62, 0.63, 0.70), cap=WHITE) for _ in range(3)]
    for _ in range(30):
        at = int(dice.integers(sheet.width))
        sheet.stamp(
            grass[int(dice.integers(4))], float(sheet.x[0, at]), float(bank[at]) + 0.03, height=dice.uniform(0.07, 0.14)
        )
    for index in range(5 + sheet.variant % 3):
        at = int(dice.integers(sheet.width))
        kind = [stones, shrubs][index % 2]
        sheet.stamp(
            kind[int(dice.integers(3))], float(sheet.x[0, at]), float(bank[at]) + 0.05, height=dice.uniform(0.09, 0.15)
        )
    front = bank + 0.025 + 0.01 * sheet.waviness(0.3, 2, seed=43)
    bumps = sheet.noise(0.3, 3, seed=42, stretch=2)
    tone = np.clip(0.95 - (sheet.y - front) / 0.2 * 0.5 + lit_noise(bumps, sheet, 0.015) * 0.16, 0, 1)
    sheet.lay(sheet.below(front, 0.006), toward(SNOW, tone))


SNOWFIELD = Place(
    name="snowfield",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=0.28, bottom=0.66, nearness=0.10, paint=_far),
        Strip(layer="mid", top=0.38, bottom=0.70, nearness=0.35, paint=_mid),
        Strip(layer="ground", top=HORIZON, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.85, bottom=1.3, nearness=1.5, paint=_near),
    ),
)
