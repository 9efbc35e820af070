"""Meadow: rolling hills under broad trees, a field of flowers before them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint import relief
from training.world.paint.place import Place, Strip
from training.world.paint.plain import lit_noise, plain_noise, scatter, toward
from training.world.paint.relief import blend
from training.world.paint.scrap import Scrap, bush, leafy, mixed, shadow, tuft
from training.world.paint.sheet import Color, Patch, Sheet
from training.world.paint.soft import smooth
from video01.layers import PERIOD

HORIZON = 0.58
AIR = (0.70, 0.82, 0.90)
SHADE = shadow((0.10, 0.24, 0.12), 0.6)
LEAF_DARK, LEAF_LIT = (0.08, 0.22, 0.08), (0.60, 0.74, 0.25)
POPPY, DAISY, CORNFLOWER, BUTTERCUP, CLOVER = (
    (0.92, 0.20, 0.14),
    (0.98, 0.97, 0.93),
    (0.28, 0.40, 0.93),
    (1.0, 0.82, 0.16),
    (0.90, 0.42, 0.70),
)
BLOOMS: tuple[tuple[Color, ...], ...] = (
    (POPPY, DAISY, BUTTERCUP),
    (DAISY, CLOVER, CORNFLOWER),
    (BUTTERCUP, DAISY, POPPY),
    (CORNFLOWER, POPPY, DAISY),
    (CLOVER, BUTTERCUP, DAISY),
)


def _far(sheet: Sheet) -> None:
    for step, (base, high, haze) in enumerate(((0.50, 0.085, 0.50), (0.535, 0.065, 0.34), (0.568, 0.045, 0.18))):
        dice = sheet.dice_for(11 + step)
        _hills(sheet, dice, far=base, near=base + 0.15, high=high, haze=haze)
    relief.brushed(sheet, 3)


def _hills(sheet: Sheet, dice: np.random.Generator, *, far: float, near: float, high: float, haze: float) -> None:
    """Rolling land with fields, hedges and groves."""
    swell = relief.noise(dice, 0.75, 2)
    heights = np.asarray((smooth(-1.2, 1.2, swell) * 1.7) * high, np.float32)
    sun = smooth(0.25, 0.9, relief.sunlight(heights, strength=2.2, shadow=0.15))
    fields = np.floor((relief.noise(dice, 0.5, 2) * 0.5 + 0.5) * 5)
    hue = (np.sin(fields * 2.4 + dice.uniform(0, 6)) * 0.5 + 0.5).astype(np.float32)
    hue = np.asarray(cv2.GaussianBlur(hue, (0, 0), 5), np.float32)
    land = blend(
        blend((0.22, 0.42, 0.20), (0.42, 0.47, 0.22), hue), blend((0.50, 0.70, 0.27), (0.83, 0.80, 0.42), hue), sun
    )
    seen = relief.view(sheet, heights, far=far, near=near)
    seen.paint(sheet, blend(land, AIR, np.full_like(heights, haze)))
    _groves(sheet, dice, seen, haze)


def _groves(sheet: Sheet, dice: np.random.Generator, seen: relief.View, haze: float) -> None:
    dark, lit = mixed(LEAF_DARK, AIR, haze), mixed((0.40, 0.58, 0.26), AIR, haze)
    clumps = [bush(dice, dark=dark, lit=lit) for _ in range(4)]
    where = relief.noise(dice, 0.3, 2)
    for _ in range(260):
        row, column = int(dice.integers(relief.ROWS // 8, relief.ROWS)), int(dice.integers(relief.COLUMNS))
        if where[row, column] > 0.35 and seen.seen[row, column]:
            size = 0.022 * (1.3 - haze) * dice.uniform(0.6, 1.3)
            sheet.stamp(
                clumps[int(dice.integers(4))],
                (column + 0.5) * PERIOD / relief.COLUMNS,
                float(seen.ground[row, column]) + 0.003,
                height=size,
            )


def _mid(sheet: Sheet) -> None:
    dice = sheet.dice_for(21)
    crest = 0.555 - 0.045 * sheet.waviness(1.1, 2, seed=21)
    _bank(sheet, crest, seed=22)
    trees = [
        leafy(
            dice, dark=LEAF_DARK, lit=mixed(LEAF_LIT, (0.45, 0.66, 0.22), dice.random()), round_=dice.uniform(0.75, 1.0)
        )
        for _ in range(5)
    ]
    bushes = [bush(dice, dark=LEAF_DARK, lit=(0.50, 0.68, 0.25)) for _ in range(4)]
    variant = sheet.variant
    woods = sheet.waviness(0.5, 3, seed=24)
    places = np.sort(dice.uniform(0, 1, 130))
    for depth in places:
        at = int(dice.integers(sheet.width))
        if woods[at] < (0.35, 0.0, 0.55, 0.2, 0.1)[variant] + dice.normal(0, 0.12):
            continue
        tall = dice.random() < 0.55
        size = dice.uniform(0.09, 0.16) if tall else dice.uniform(0.028, 0.05)
        kind = trees[int(dice.integers(5))] if tall else bushes[int(dice.integers(4))]
        _rooted(sheet, kind, (float(sheet.x[0, at]), float(crest[at]) + 0.006 + 0.04 * depth), size, dice)
    if variant in (0, 2):  # one great old oak
        at = int(sheet.width * (0.27, 0, 0.66)[variant])
        _rooted(sheet, trees[0], (float(sheet.x[0, at]), float(crest[at]) + 0.05), 0.30, dice)
    if variant == 3:
        at = int(sheet.width * 0.55)
        sheet.stamp(_windmill(), float(sheet.x[0, at]), float(crest[at]) + 0.02, height=0.22)


def _rooted(sheet: Sheet, patch: Patch, at: tuple[float, float], height: float, dice: np.random.Generator) -> None:
    """Stamp a plant with its shadow on the grass."""
    x, y = at
    sheet.stamp(SHADE, x + height * 0.12, y + height * 0.08, height=height * 0.15)
    sheet.stamp(patch, x, y, height=height, mirrored=bool(dice.random() < 0.2))


def _windmill() -> Patch:
    scrap = Scrap(1.0)
    scrap.shape([(0.40, 1), (0.60, 1), (0.555, 0.42), (0.445, 0.42)], (0.80, 0.74, 0.66))
    scrap.shape([(0.40, 1), (0.47, 1), (0.48, 0.42), (0.445, 0.42)], (0.97, 0.93, 0.86))
    scrap.shape([(0.55, 1), (0.60, 1), (0.555, 0.42), (0.525, 0.42)], (0.62, 0.57, 0.55))
    scrap.shape([(0.43, 0.43), (0.57, 0.43), (0.53, 0.32), (0.5, 0.29), (0.47, 0.32)], (0.62, 0.24, 0.17))
    scrap.shape([(0.475, 1), (0.525, 1), (0.525, 0.88), (0.475, 0.88)], (0.36, 0.22, 0.14))
    scrap.shape([(0.48, 0.68), (0.52, 0.68), (0.52, 0.61), (0.48, 0.61)], (0.30, 0.36, 0.46))
    for turn in (20, 110, 200, 290):
        c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
        sail = np.asarray(((0.0, -0.008), (0.36, -0.008), (0.36, 0.06), (0.09, 0.06), (0.09, 0.008), (0.0, 0.008)))
        turned = np.stack([0.5 + sail[:, 0] * c - sail[:, 1] * s, 0.36 + sail[:, 0] * s + sail[:, 1] * c], 1)
        scrap.shape(turned, (0.93, 0.90, 0.84) if c < 0.5 else (0.78, 0.74, 0.70))
    return scrap.patch()


def _bank(sheet: Sheet, crest: NDArray[np.float32], *, seed: int) -> None:
    depth = (sheet.y - crest) / 0.10
    rolled = np.clip(depth + sheet.noise(0.2, 3, seed=seed, stretch=3) * 0.25, 0, 1)
    sheet.lay(sheet.below(crest), toward([(0.70, 0.80, 0.36), (0.48, 0.67, 0.27), (0.36, 0.56, 0.23)], rolled))


def _ground(sheet: Sheet) -> None:
    dice = sheet.dice_for(31)
    broad, fine = plain_noise(sheet, HORIZON, 0.8, 3, seed=31), plain_noise(sheet, HORIZON, 0.15, 3, seed=32)
    tone = np.clip(0.52 + broad * 0.26 + fine * 0.16 + lit_noise(fine, sheet) * 0.12, 0, 1)
    far = toward([(0.38, 0.58, 0.24), (0.56, 0.73, 0.30), (0.74, 0.81, 0.38)], tone)
    near = toward([(0.18, 0.40, 0.12), (0.36, 0.59, 0.18), (0.60, 0.73, 0.25)], tone)
    sheet.lay(1.0, far + (near - far) * sheet.ramp(HORIZON, 1.1)[..., None])
    _drifts(sheet)
    _flowers(sheet, dice)


def _drifts(sheet: Sheet) -> None:
    """Far flowers run together into bands of colour."""
    for index, color in enumerate(BLOOMS[sheet.variant]):
        patch = plain_noise(sheet, HORIZON, 0.5, 2, seed=40 + index, flat=7)
        dots = plain_noise(sheet, HORIZON, 0.03, 2, seed=44 + index, flat=3)
        fading = np.clip((sheet.y - HORIZON) / 0.03, 0, 1) * np.clip((0.86 - sheet.y) / 0.2, 0, 1)
        sheet.lay(smooth(0.15, 0.6, patch) * smooth(0.1, 0.5, dots) * fading * 0.75, color)


def _flowers(sheet: Sheet, dice: np.random.Generator) -> None:
    kinds = BLOOMS[sheet.variant]
    tufts = [
        tuft(dice, dark=(0.14, 0.34, 0.10), lit=(0.58, 0.74, 0.26), flowers=(kind,) * count, spread=0.7, blades=18)
        for kind in kinds
        for count in (1, 3)
    ]
    tufts.append(tuft(dice, dark=(0.14, 0.34, 0.10), lit=(0.58, 0.74, 0.26), spread=0.8))
    scatter(sheet, tufts, dice, horizon=HORIZON, count=420, height=0.16, start=HORIZON + 0.03, end=1.35)


def _near(sheet: Sheet) -> None:
    dice = sheet.dice_for(41)
    bank = 1.01 - 0.04 * sheet.waviness(0.8, 3, seed=41)
    kinds = BLOOMS[sheet.variant]
    tufts = [tuft(dice, dark=(0.05, 0.19, 0.06), lit=(0.42, 0.62, 0.20), flowers=(kind,) * 2) for kind in kinds]
    tufts += [tuft(dice, dark=(0.05, 0.19, 0.06), lit=(0.40, 0.60, 0.18)) for _ in range(2)]
    depth = sheet.ramp(0.97, 1.2) * np.ones_like(sheet.x)
    sheet.lay(sheet.below(bank + 0.03), toward([(0.22, 0.42, 0.13), (0.08, 0.22, 0.08)], depth))
    for _ in range(170):
        at = int(dice.integers(sheet.width))
        patch = tufts[int(dice.integers(len(tufts)))]
        sheet.stamp(
            patch, float(sheet.x[0, at]), float(bank[at]) + dice.uniform(0.02, 0.12), height=dice.uniform(0.08, 0.16)
        )


MEADOW = Place(
    name="meadow",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=0.32, bottom=0.66, nearness=0.12, paint=_far),
        Strip(layer="mid", top=0.20, bottom=0.68, nearness=0.40, paint=_mid),
        Strip(layer="ground", top=HORIZON, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.85, bottom=1.3, nearness=1.5, paint=_near, sway=0.3),
    ),
)
