# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""The jungle: palms, giants with lianas, great leaves, flowers; in some variants a waterfall or a temple behind."""

from __future__ import annotations

import numpy as np

from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Sheet
from training.world.paint.trees import (
    BARK,
    STONE,
    Easel,
    Tones,
    bush,
    clump,
    fern,
    mote,
    plain,
    stone,
    strewn,
    tone,
    toward,
    trunk,
    tuft,
)
from training.world.paint.tropics import PALM, curve, flower, liana, palm, rosette

HORIZON = 0.56
_MIST = (0.68, 0.86, 0.76)
_LEAF: Tones = ((0.02, 0.15, 0.12), (0.04, 0.28, 0.16), (0.12, 0.45, 0.18), (0.34, 0.65, 0.20), (0.68, 0.84, 0.32))
_DEEP: Tones = ((0.01, 0.12, 0.13), (0.03, 0.23, 0.20), (0.06, 0.37, 0.28), (0.18, 0.54, 0.36), (0.46, 0.74, 0.50))
_LIME: Tones = ((0.08, 0.22, 0.06), (0.18, 0.38, 0.07), (0.38, 0.57, 0.10), (0.62, 0.76, 0.18), (0.86, 0.92, 0.42))
_SOIL: Tones = ((0.18, 0.12, 0.08), (0.30, 0.21, 0.12), (0.43, 0.32, 0.18), (0.58, 0.46, 0.27), (0.72, 0.60, 0.38))
_RUIN: Tones = ((0.25, 0.27, 0.24), (0.40, 0.41, 0.34), (0.57, 0.56, 0.45), (0.74, 0.71, 0.57), (0.88, 0.85, 0.70))


def _giant(easel: Easel, dice: np.random.Generator, x: float, foot: float, tones: Tones, bark: Tones) -> None:
    """A tree that leaves the frame, on buttress roots, hung with leaves."""
    wide = dice.uniform(0.08, 0.12)
    for side in (-1, 1, -0.5, 0.55):
        root = curve(
            np.array([x + side * 0.2 * wide, foot - 0.20]),
            np.array([x + side * 0.55 * wide, foot - 0.05]),
            np.array([x + side * 1.9 * wide, foot + 0.01]),
        )
        easel.stroke(root, wide * np.linspace(0.5, 0.16, 13), tone(bark, 0.3 - 0.16 * side))
        easel.stroke(
            root - (0.04 * wide, 0.05 * wide), wide * np.linspace(0.2, 0.04, 13), tone(bark, 0.55 - 0.2 * side)
        )
    trunk(easel, dice, x, foot, -0.34, wide, bark, dice.normal(0, 0.05), 0.5)
    for px, py in sorted(
        zip(dice.normal(0, 0.17, 20), dice.uniform(-0.28, 0.05, 20), strict=True), key=lambda spot: spot[1]
    ):
        clump(easel, dice, x + px, py, 0.09, 0.06, tones, -0.1 - 0.3 * px, leaf=0.36, breadth=0.5)
    for _ in range(7):  # climbing plants
        y = dice.uniform(0.12, foot - 0.06)
        clump(easel, dice, x + dice.normal(0, 0.3) * wide, y, 0.03, 0.036, tones, 0.04, leaf=0.42)


def _far(sheet: Sheet) -> None:
    sheet.lay(sheet.below(0.24 + 0.05 * sheet.waviness(0.6, seed=1), soft=0.14), _MIST)
    variant, dice = sheet.variant, sheet.dice_for(1)
    for row, (haze, top, size) in enumerate(((0.72, 0.17, 0.105), (0.52, 0.27, 0.09), (0.32, 0.38, 0.07))):
        easel = Easel(sheet)
        outline = top + 0.08 * sheet.waviness(0.7, seed=2 + row)
        leaf = (toward(_LEAF, _MIST, haze), toward(_DEEP, _MIST, haze), toward(_LIME, _MIST, haze + 0.08))
        for x in strewn(dice, 7 if row else 9):
            y = float(outline[int(x * sheet.across) % sheet.width])
            palm(
                easel,
                dice,
                x,
                HORIZON + 0.03,
                (HORIZON - y) * dice.uniform(1.0, 1.25),
                leaf[1],
                toward(PALM, _MIST, haze),
            )
        for step in range(4):
            for x in strewn(dice, 22):
                y = float(outline[int(x * sheet.across) % sheet.width]) + step * 0.062 + dice.normal(0, 0.014)
                clump(
                    easel,
                    dice,
                    x,
                    y,
                    size * dice.uniform(0.8, 1.15),
                    size * 0.72,
                    leaf[dice.choice(3, p=(0.5, 0.32, 0.18))],
                    -0.05 * step,
                    0.34,
                )
        easel.finish()
        sheet.tint(sheet.ramp(0.36, 0.60) * (0.50 - 0.12 * row), _MIST)
        if row == 1 and variant in {1, 4}:
            _waterfall(sheet, dice, 0.62 if variant == 1 else 1.5)
        if row == 1 and variant == 3:
            _temple(sheet, dice, 1.05)
    sheet.lay(sheet.below(HORIZON - 0.01, 0.03), toward(_LEAF, _MIST, 0.4)[2])


def _waterfall(sheet: Sheet, dice: np.random.Generator, x: float) -> None:
    """A cliff in steps over which white water falls into mist."""
    rock, easel = toward(STONE, (0.62, 0.72, 0.62), 0.30), Easel(sheet)
    for row in range(5):  # blocks, the upper ones behind
        for px in np.linspace(-0.40, 0.40, 12) + dice.normal(0, 0.012, 12):
            y = 0.09 + 0.9 * max(0.0, abs(px) - 0.25) ** 1.5 + 0.10 * row + dice.uniform(-0.02, 0.02)
            wide, light = dice.uniform(0.05, 0.075), 0.5 - 0.05 * row + dice.normal(0, 0.08) - 0.2 * (px > 0)
            block = np.array([[-0.5, 0.1], [-0.3, -0.06], [0.3, -0.03], [0.5, 0.12], [0.5, 5], [-0.5, 5]]) * (
                wide,
                0.10,
            ) + (x + px, y)
            easel.shape(block, tone(rock, light - 0.14))
            easel.shape(block * (1, 1) - (block - (x + px - 0.5 * wide, y)) * (0.42, 0), tone(rock, light + 0.10))
            easel.shape(
                np.array([[-0.5, 0.1], [-0.3, -0.06], [0.3, -0.03], [0.5, 0.12], [0.1, 0.22]]) * (wide, 0.10)
                + (x + px, y),
                tone(rock, light + 0.36),
            )
    easel.finish()
    easel = Easel(sheet)
    for px in np.linspace(-0.36, 0.36, 13):
        if abs(px) > 0.11:
            y = 0.10 + 0.9 * max(0.0, abs(px) - 0.25) ** 1.5
            clump(easel, dice, x + px + dice.normal(0, 0.01), y + 0.01, 0.055, 0.04, toward(_LEAF, _MIST, 0.3), 0.02)
            clump(easel, dice, x + px, y + dice.uniform(0.12, 0.32), 0.04, 0.035, toward(_LEAF, _MIST, 0.3), -0.05)
    easel.finish()
    width = 0.095 + 0.02 * np.clip((sheet.y - 0.1) / 0.4, 0, 1) + 0.008 * sheet.noise(0.1, 3, seed=11)
    inside = np.clip((width - np.abs(sheet.x - x)) / 0.012, 0, 1) * sheet.below(0.105)
    streaks = sheet.noise(0.05, 3, seed=12, stretch=0.12)
    water = tone(((0.36, 0.62, 0.74), (0.66, 0.85, 0.90), (0.95, 0.99, 1.0)), 0.66 + 0.42 * streaks)
    sheet.lay(inside.astype(np.float32), water.astype(np.float32))
    for px, radius in ((-0.09, 0.09), (0.08, 0.10), (0.0, 0.14)):
        sheet.lay(sheet.disc(x + px, 0.50, radius, radius) * 0.75, (0.93, 0.98, 0.97))


def _temple(sheet: Sheet, dice: np.random.Generator, x: float) -> None:
    """A stepped pyramid with a stair and a dark door, overgrown."""
    easel, stones = Easel(sheet), toward(_RUIN, _MIST, 0.22)
    steps, foot = 6, 0.56
    for step in range(steps):
        half, y, high = 0.40 - 0.055 * step, foot - 0.068 * step, 0.068
        slab = np.array([[-half, 0], [half, 0], [half - 0.012, -high], [-half + 0.012, -high]]) + np.array([x, y])
        easel.shape(slab, tone(stones, 0.52 - 0.02 * step))
        easel.shape(
            slab * (1, 1) + np.array([[half * 1.55, 0], [0, 0], [0, 0], [half * 1.55 - 0.012, 0]]), tone(stones, 0.32)
        )
        for px in np.arange(-half + 0.05, half, 0.075):
            bright = (0.60 if px < 0.5 * half else 0.38) + dice.normal(0, 0.05)
            easel.shape(
                np.array([[px, -0.008], [px + 0.066, -0.008], [px + 0.066, -0.05], [px, -0.05]]) * (0.9, 1) + (x, y),
                tone(stones, bright),
            )
        easel.shape(
            np.array(
                [
                    [-half + 0.005, -high],
                    [half - 0.005, -high],
                    [half - 0.012, -high - 0.012],
                    [-half + 0.012, -high - 0.012],
                ]
            )
            + np.array([x, y]),
            tone(stones, 0.95),
        )
    top = foot - 0.068 * steps
    easel.shape(
        np.array([[-0.085, 0], [0.085, 0], [0.075, -0.1], [-0.075, -0.1]]) + np.array([x, top]), tone(stones, 0.6)
    )
    easel.shape(
        np.array([[-0.1, -0.1], [0.1, -0.1], [0.085, -0.13], [-0.085, -0.13]]) + np.array([x, top]), tone(stones, 0.9)
    )
    easel.shape(
        np.array([[-0.03, 0], [0.03, 0], [0.026, -0.075], [-0.026, -0.075]]) + np.array([x, top]), (0.07, 0.10, 0.10)
    )
    for stair in range(20):
        y, half = foot - 0.0204 * stair, 0.075 - 0.0016 * stair
        easel.shape(
            np.array([[-half, 0], [half, 0], [half, -0.0204], [-half, -0.0204]]) + np.array([x, y]), tone(stones, 0.42)
        )
        easel.shape(
            np.array([[-half, -0.011], [half, -0.011], [half, -0.0204], [-half, -0.0204]]) + np.array([x, y]),
            tone(stones, 0.86),
        )
    for _ in range(15):
        step = int(dice.integers(0, steps))
        px = dice.choice((-1, 1)) * dice.uniform(0.1, 0.40 - 0.055 * step)
        clump(easel, dice, x + px, foot - 0.068 * step - 0.06, 0.036, 0.026, toward(_LEAF, _MIST, 0.22), 0.0, leaf=0.4)
    easel.finish()


def _mid(sheet: Sheet) -> None:
    dice, easel = sheet.dice_for(2), Easel(sheet)
    for number, x in enumerate(np.sort(strewn(dice, 8, 0.3))):
        foot, pale = HORIZON + dice.uniform(0.02, 0.05), dice.uniform(0, 0.10)
        if (number + sheet.variant) % 3 == 0:
            _giant(easel, dice, x, foot, toward(_LEAF, _MIST, pale), BARK)
            liana(
                easel,
                dice,
                x,
                dice.uniform(-0.1, 0.06),
                dice.choice((-1, 1)) * dice.uniform(0.25, 0.5),
                dice.uniform(0.08, 0.18),
                _LEAF,
            )
        elif (number + sheet.variant) % 3 == 1:
            palm(easel, dice, x, foot, dice.uniform(0.42, 0.64), toward((_LEAF, _LIME)[dice.integers(2)], _MIST, pale))
        else:
            rosette(easel, dice, x, foot, dice.uniform(0.24, 0.36), toward(_LEAF, _MIST, pale))
    easel.finish()
    sheet.tint(sheet.ramp(0.34, 0.60) * 0.18, _MIST)
    for x in strewn(dice, 24):
        tones = toward((_LEAF, _DEEP, _LIME)[dice.integers(3)], _MIST, dice.uniform(0, 0.15))
        bush(easel, dice, x, HORIZON + dice.uniform(0.02, 0.05), dice.uniform(0.04, 0.10), tones, -0.05)
    for x in strewn(dice, 8):
        rosette(easel, dice, x, HORIZON + 0.04, dice.uniform(0.10, 0.18), (_LEAF, _DEEP)[dice.integers(2)], 6)
    for x in strewn(dice, 13):
        for _ in range(2):
            flower(
                easel, dice, x + dice.normal(0, 0.025), HORIZON - dice.uniform(0.0, 0.07), dice.uniform(0.013, 0.021)
            )
    easel.finish()
    sheet.lay(sheet.below(HORIZON + 0.03, 0.03), _LEAF[1])


def _lights(sheet: Sheet) -> None:
    """Glow-worms, and mushrooms of pale light at the foot of the trees."""
    dice, easel = sheet.dice_for(4), Easel(sheet)
    for x in strewn(dice, 26):
        y, size = dice.uniform(0.1, 0.5), dice.uniform(0.5, 1.1)
        mote(sheet, x, y, 0.026 * size, (0.35, 0.95, 0.75), (0.85, 1.0, 0.92))
    cap: Tones = ((0.10, 0.45, 0.62), (0.25, 0.75, 0.88), (0.60, 0.95, 1.0), (0.92, 1.0, 1.0))
    for x in strewn(dice, 9):
        sheet.lay(sheet.disc(x, HORIZON - 0.025, 0.08, 0.08) * 0.5, (0.20, 0.75, 0.90))
        for aside, size in ((-0.018, 0.7), (0.02, 0.6), (0.0, 1.0)):
            t = np.linspace(0, np.pi, 11)
            foot = np.array([x + aside, HORIZON - 0.03 * size])
            easel.stroke(foot + np.array([[0, 0.04], [0, 0.02], [0, 0]]), np.full(3, 0.007), tone(cap, 0.7))
            dome = np.stack([np.cos(t) * 0.017, -np.sin(t) * 0.016], 1) * size
            easel.shape(foot + dome, tone(cap, 0.45))
            easel.shape(foot + dome * 0.7 - (0.002, 0.002), tone(cap, 0.8))
    easel.finish()


def _ground(sheet: Sheet) -> None:
    depth = sheet.ramp(HORIZON - 0.06, 1.1)
    moss, soil = plain(sheet, HORIZON, seed=1), plain(sheet, HORIZON, seed=2)
    green = toward(_LEAF, (0.30, 0.38, 0.12), 0.45)
    sheet.lay(
        sheet.below(HORIZON + 0.006 * sheet.waviness(0.25, seed=30)),
        tone(green, 0.60 - 0.20 * depth + 0.13 * moss).astype(np.float32),
    )
    sheet.tint(np.clip(soil * 1.5 - 0.1, 0, 1) * 0.75, tone(_SOIL, 0.58 - 0.2 * depth + 0.16 * moss).astype(np.float32))
    sheet.tint(np.clip(plain(sheet, HORIZON, seed=3) * 1.7 - 0.5, 0, 1) * 0.38, (0.90, 0.92, 0.46))
    dice, easel = sheet.dice_for(5), Easel(sheet)
    for y in np.sort(HORIZON + 0.79 * dice.random(120) ** 1.35):
        size, x, kind = 0.012 + 0.11 * (y - HORIZON), dice.uniform(0, 2.4), dice.random()
        if kind < 0.45:
            tuft(easel, dice, x, y, size * 1.3, _LEAF, 8)
        elif kind < 0.65:
            rosette(easel, dice, x, y, size * 1.5, (_LEAF, _DEEP, _LIME)[dice.integers(3)], 6)
        elif kind < 0.78:
            stone(easel, dice, x, y, size * 0.7, toward(STONE, _LEAF[2], 0.25))
        elif kind < 0.88:
            tuft(easel, dice, x, y, size, _LEAF, 5)
            flower(easel, dice, x, y - size * 0.8, size * 0.34)
        else:
            fern(easel, dice, x, y, size * 1.4, _LEAF)
    easel.finish()
    sheet.tint((1 - sheet.ramp(HORIZON, HORIZON + 0.09)) * 0.35, _MIST)


def _near(sheet: Sheet) -> None:
    dice, easel = sheet.dice_for(6), Easel(sheet)
    dark = toward(_LEAF, (0.0, 0.10, 0.10), 0.25)
    for x in strewn(dice, 11):
        fern(easel, dice, x, dice.uniform(1.06, 1.14), dice.uniform(0.16, 0.24), toward(_DEEP, (0.0, 0.08, 0.08), 0.2))
    for x in strewn(dice, 8):
        rosette(
            easel,
            dice,
            x,
            dice.uniform(1.08, 1.16),
            dice.uniform(0.16, 0.25),
            (dark, _DEEP, dark, toward(_LIME, _LEAF[0], 0.3))[dice.integers(4)],
            7,
        )
    for x in strewn(dice, 6):
        for _ in range(dice.integers(1, 4)):
            px, y, radius = x + dice.normal(0, 0.05), dice.uniform(0.93, 1.0), dice.uniform(0.022, 0.034)
            easel.stroke(
                curve(np.array([x, 1.15]), np.array([x, 1.02]), np.array([px, y])), np.full(13, 0.008), tone(dark, 0.4)
            )
            flower(easel, dice, px, y, radius)
    for x in strewn(dice, 16):
        tuft(easel, dice, x, 1.14, dice.uniform(0.12, 0.2), toward(dark, (0.0, 0.06, 0.06), 0.3))
    easel.finish()
    sheet.lay(sheet.below(1.10 + 0.02 * sheet.waviness(0.3, seed=41), 0.03), _LEAF[0])
    sheet.shade(1.05 - 0.45 * sheet.ramp(0.9, 1.2))


JUNGLE = Place(
    name="jungle",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=-0.3, bottom=0.75, nearness=0.12, paint=_far),
        Strip(layer="mid", top=-0.3, bottom=0.75, nearness=0.42, paint=_mid, sway=0.2),
        Strip(layer="lights", top=-0.3, bottom=0.75, nearness=0.42, paint=_lights, sway=0.2, glow=0.5),
        Strip(layer="ground", top=0.53, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.7, bottom=1.3, nearness=1.5, paint=_near, sway=0.2),
    ),
)
