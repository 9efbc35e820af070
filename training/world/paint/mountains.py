"""Mountains: a snowy range over fir woods, an alpine pasture before it."""

from __future__ import annotations

import numpy as np

from training.world.paint import relief
from training.world.paint.place import Place, Strip
from training.world.paint.plain import lit_noise, plain_noise, scatter, toward
from training.world.paint.relief import blend
from training.world.paint.scrap import Scrap, boulder, conifer, tuft
from training.world.paint.sheet import Color, Patch, Sheet
from training.world.paint.soft import smooth
from video01.layers import PERIOD

HORIZON = 0.60
AIR = (0.66, 0.77, 0.88)
FIR_DARK, FIR_LIT = (0.055, 0.15, 0.14), (0.28, 0.46, 0.24)
LAYOUTS = (  # of each variant: x and height of the tallest peaks
    ((0.55, 0.45), (1.20, 0.36), (1.85, 0.41)),
    ((0.30, 0.37), (1.05, 0.45), (1.70, 0.34), (2.15, 0.39)),
    ((0.45, 0.30), (0.95, 0.37), (1.50, 0.42), (2.10, 0.35)),
    ((0.70, 0.44), (1.00, 0.38), (1.95, 0.34)),
    ((0.25, 0.40), (0.80, 0.28), (1.60, 0.44), (2.00, 0.36)),
)


def _far(sheet: Sheet) -> None:
    dice = sheet.dice_for(11)
    back = [(x, h * dice.uniform(0.55, 0.72)) for x, h in _between(LAYOUTS[sheet.variant])]
    _range(sheet, back, haze=0.55, seed=12)
    _range(sheet, LAYOUTS[sheet.variant], haze=0.06, seed=13)
    relief.brushed(sheet, 4)


def _between(peaks: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    following = (*peaks[1:], (peaks[0][0] + PERIOD, peaks[0][1]))
    return [((a[0] + b[0]) / 2, max(a[1], b[1])) for a, b in zip(peaks, following, strict=True)]


def _range(
    sheet: Sheet, peaks: list[tuple[float, float]] | tuple[tuple[float, float], ...], *, haze: float, seed: int
) -> None:
    dice = sheet.dice_for(seed)
    spines: list[relief.Spine] = []
    for x, height in peaks:
        spines += relief.mountain(
            dice, (x, dice.uniform(0.45, 0.6)), height, slope=dice.uniform(0.8, 1.0), arms=int(dice.integers(6, 8))
        )
        for side in (-1, 1):  # lower shoulders
            spines += relief.mountain(
                dice,
                (x + side * dice.uniform(0.18, 0.3), dice.uniform(0.6, 0.8)),
                height * dice.uniform(0.4, 0.62),
                slope=0.9,
                arms=5,
            )
    heights = relief.ridges(dice, spines, steep=1.5, rough=0.035)
    heights = np.asarray(np.maximum(heights, 0) ** 1.16 / 0.43**0.16, np.float32)  # peaks more pointed than feet
    heights += (relief.noise(dice, 0.10, 4, ridged=True) * 0.016 + 0.008) * smooth(0.0, 0.15, heights)
    seen = relief.view(sheet, heights, far=HORIZON - 0.02, near=HORIZON + 0.05)
    seen.paint(sheet, _stone(dice, heights, haze))


def _stone(dice: np.random.Generator, heights: relief.Heights, haze: float) -> relief.Picture:
    """Rock, snow and woods by height and steepness, in sun and shade."""
    sun = smooth(0.12, 0.85, relief.sunlight(heights))
    across, toward_us = relief.slopes(heights)
    steep = np.sqrt(across**2 + toward_us**2)
    grain = relief.noise(dice, 0.09, 4)
    rock = blend(
        blend((0.20, 0.23, 0.34), (0.30, 0.29, 0.36), grain * 0.5 + 0.5),
        blend((0.68, 0.58, 0.50), (0.80, 0.71, 0.62), grain * 0.5 + 0.5),
        sun,
    )
    white = blend((0.50, 0.62, 0.84), (1.0, 0.985, 0.95), sun)
    line = 0.20 + grain * 0.055 + np.clip(steep - 1.6, -0.4, 1) * 0.05
    picture = blend(rock, white, smooth(-0.012, 0.018, heights - line))
    meadow = blend((0.16, 0.27, 0.27), (0.45, 0.56, 0.30), sun)
    picture = blend(picture, meadow, smooth(0.105, 0.06, heights + grain * 0.03))
    foot = smooth(0.22, -0.02, heights) * 0.5
    return blend(picture, AIR, np.clip(haze + (1 - haze) * foot, 0, 1))


def _firs(dice: np.random.Generator, *, pale: float = 0.0, snow: float = 0.0) -> list[Patch]:
    patches = [conifer(dice, dark=FIR_DARK, lit=FIR_LIT, snow=snow) for _ in range(5)]
    for patch in patches:
        patch[..., :3] += pale * (np.asarray(AIR, np.float32) * 0.8 * patch[..., 3:] - patch[..., :3])
    return patches


def _mid(sheet: Sheet) -> None:
    dice = sheet.dice_for(21)
    x = sheet.x[0]
    for step, (base, high, pale) in enumerate(((0.555, 0.030, 0.38), (0.588, 0.020, 0.08))):
        crest = base - high * sheet.waviness(0.8, 2, seed=21 + step)
        _slope(sheet, crest, pale, seed=24 + step)
        woods = sheet.waviness(0.55, 3, seed=27 + step)
        firs = _firs(dice, pale=pale)
        for _ in range(420 if step == 0 else 330):
            at = int(dice.integers(sheet.width))
            if woods[at] < dice.uniform(-0.5, 0.35):
                continue
            foot = crest[at] + dice.uniform(-0.002, 0.018 + 0.02 * step)
            size = (0.050 + 0.036 * step) * dice.choice((0.55, 0.75, 1.0, 1.25)) * dice.uniform(0.85, 1.15)
            sheet.stamp(
                firs[int(dice.integers(5))],
                float(x[at]),
                float(foot),
                height=float(size),
                mirrored=bool(dice.random() < 0.2),
            )
    if sheet.variant in (1, 3):
        at = int(sheet.width * (0.62 if sheet.variant == 1 else 0.22))
        sheet.stamp(_chalet(), float(x[at]), float(crest[at]) + 0.022, height=0.06)


def _chalet() -> Patch:
    """A wooden alpine house below a wide roof."""
    scrap = Scrap(1.5)
    scrap.shape([(0.25, 0.98), (1.25, 0.98), (1.25, 0.5), (0.75, 0.12), (0.25, 0.5)], (0.42, 0.26, 0.16))
    scrap.shape([(0.25, 0.98), (0.9, 0.98), (0.9, 0.25), (0.75, 0.12), (0.25, 0.5)], (0.62, 0.40, 0.23))
    scrap.shape([(0.25, 0.98), (1.25, 0.98), (1.25, 0.76), (0.25, 0.76)], (0.86, 0.82, 0.76))
    for x in (0.36, 0.68, 1.0):
        for y in (0.58, 0.83):
            scrap.shape([(x, y), (x + 0.14, y), (x + 0.14, y + 0.12), (x, y + 0.12)], (0.20, 0.22, 0.28))
    scrap.shape(
        [(0.05, 0.62), (0.75, 0.02), (1.45, 0.62), (1.38, 0.68), (0.75, 0.16), (0.12, 0.68)], (0.55, 0.22, 0.16)
    )
    scrap.shape([(0.05, 0.62), (0.75, 0.02), (0.75, 0.09), (0.09, 0.65)], (0.80, 0.38, 0.26))
    return scrap.patch()


def _slope(sheet: Sheet, crest: np.ndarray[tuple[int, ...], np.dtype[np.float32]], pale: float, *, seed: int) -> None:
    """A wooded or grassy slope below an outline, lit at its top."""
    depth = np.clip((sheet.y - crest) / 0.06, 0, 1)
    green = toward(
        [(0.55, 0.66, 0.32), (0.36, 0.52, 0.27), (0.27, 0.42, 0.24)],
        np.clip(depth + sheet.noise(0.12, 3, seed=seed, stretch=3) * 0.3, 0, 1),
    )
    sheet.lay(sheet.below(crest), green + pale * (np.asarray(AIR, np.float32) - green))


def _ground(sheet: Sheet) -> None:
    dice = sheet.dice_for(31)
    broad = plain_noise(sheet, HORIZON, 0.7, 3, seed=31)
    fine = plain_noise(sheet, HORIZON, 0.16, 3, seed=32)
    nearness = sheet.ramp(HORIZON, 1.1)
    tone = np.clip(0.5 + broad * 0.28 + fine * 0.16 + lit_noise(fine, sheet) * 0.12, 0, 1)
    far = toward([(0.36, 0.52, 0.26), (0.52, 0.65, 0.32), (0.66, 0.72, 0.38)], tone)
    near = toward([(0.17, 0.33, 0.14), (0.33, 0.51, 0.19), (0.53, 0.64, 0.26)], tone)
    sheet.lay(1.0, far + (near - far) * nearness[..., None])
    sheet.tint(sheet.ramp(HORIZON + 0.06, HORIZON) * 0.35, (0.66, 0.76, 0.66))
    _trail(sheet)
    _strew(sheet, dice)


def _trail(sheet: Sheet) -> None:
    """In some variants a path or a brook winds away to the horizon."""
    kind = sheet.variant
    if kind in (1, 4):
        return
    depth = np.clip((sheet.y - HORIZON) / 0.75, 0, 1)
    middle = (
        1.2 + 0.34 * np.sin(3.6 * depth**0.45 * np.pi + kind) * (0.25 + depth) + sheet.noise(0.3, 2, seed=35) * 0.015
    )
    half = 0.004 + 0.10 * depth
    off = np.abs(sheet.x - middle) / half
    edge = np.clip((1 - off) * half * 90, 0, 1)
    noise = plain_noise(sheet, HORIZON, 0.2, 3, seed=36, flat=6)
    if kind == 2:
        bank = np.clip((1.25 - off) * half * 90, 0, 1)
        sheet.lay(bank, (0.47, 0.42, 0.34))
        sheet.lay(
            edge,
            toward([(0.22, 0.45, 0.60), (0.42, 0.66, 0.78), (0.80, 0.91, 0.95)], np.clip(0.45 + noise * 0.4, 0, 1)),
        )
    else:
        sheet.lay(
            edge * 0.9,
            toward([(0.50, 0.41, 0.29), (0.68, 0.58, 0.42), (0.80, 0.71, 0.53)], np.clip(0.5 + noise * 0.4, 0, 1)),
        )


def _strew(sheet: Sheet, dice: np.random.Generator) -> None:
    flowers: tuple[tuple[Color, ...], ...] = (
        ((0.95, 0.95, 0.98),),
        ((0.62, 0.42, 0.86), (0.5, 0.4, 0.9)),
        ((0.98, 0.82, 0.25),),
        (),
    )
    tufts = [tuft(dice, dark=(0.13, 0.28, 0.12), lit=(0.52, 0.66, 0.26), flowers=kind, spread=0.7) for kind in flowers]
    stones = [boulder(dice, dark=(0.25, 0.26, 0.32), lit=(0.78, 0.74, 0.68)) for _ in range(4)]
    scatter(sheet, tufts, dice, horizon=HORIZON, count=210, height=0.14, start=HORIZON + 0.02, end=1.34)
    scatter(sheet, stones, dice, horizon=HORIZON, count=22, height=0.12, start=HORIZON + 0.015, end=1.3)


def _near(sheet: Sheet) -> None:
    dice = sheet.dice_for(41)
    x = sheet.x[0]
    bank = 1.0 - 0.035 * sheet.waviness(0.9, 3, seed=41)
    stones = [boulder(dice, dark=(0.17, 0.18, 0.24), lit=(0.66, 0.63, 0.60)) for _ in range(3)]
    for _ in range(2 + sheet.variant % 3):
        sheet.stamp(
            stones[int(dice.integers(3))],
            dice.uniform(0, PERIOD),
            1.08,
            height=dice.uniform(0.12, 0.2),
            mirrored=bool(dice.random() < 0.5),
        )
    blooms: tuple[tuple[Color, ...], ...] = (
        (),
        (),
        ((0.97, 0.97, 1.0), (0.97, 0.97, 1.0)),
        ((0.45, 0.42, 0.92),),
        ((0.98, 0.80, 0.25),),
    )
    tufts = [tuft(dice, dark=(0.05, 0.15, 0.08), lit=(0.36, 0.53, 0.20), flowers=kind) for kind in blooms]
    depth = np.clip((sheet.y - bank) / 0.2, 0, 1)
    sheet.lay(
        sheet.below(bank + 0.03),
        toward([(0.20, 0.36, 0.13), (0.08, 0.19, 0.09)], np.broadcast_to(depth, (sheet.height, sheet.width))),
    )
    for _ in range(190):
        at = int(dice.integers(sheet.width))
        sheet.stamp(
            tufts[int(dice.integers(5))],
            float(x[at]),
            float(bank[at]) + dice.uniform(0.02, 0.12),
            height=dice.uniform(0.07, 0.15),
        )


MOUNTAINS = Place(
    name="mountains",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=0.10, bottom=0.66, nearness=0.10, paint=_far),
        Strip(layer="mid", top=0.42, bottom=0.70, nearness=0.35, paint=_mid),
        Strip(layer="ground", top=HORIZON, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.85, bottom=1.3, nearness=1.5, paint=_near, sway=0.25),
    ),
)
