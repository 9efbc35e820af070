"""The forest: firs and broad-leaved trees in mist, shafts of light, a mossy clearing, ferns and toadstools."""

from __future__ import annotations

import numpy as np

from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Sheet
from training.world.paint.trees import (
    BARK,
    Easel,
    Tones,
    broadleaf,
    bush,
    clump,
    fern,
    fir,
    mote,
    mushroom,
    plain,
    stone,
    strewn,
    tone,
    toward,
    trunk,
    tuft,
)

HORIZON = 0.56
_MIST = (0.66, 0.82, 0.78)
_FIR: Tones = ((0.03, 0.13, 0.14), (0.06, 0.23, 0.19), (0.12, 0.36, 0.22), (0.28, 0.53, 0.25), (0.55, 0.72, 0.34))
_LEAF: Tones = ((0.05, 0.17, 0.11), (0.10, 0.30, 0.13), (0.22, 0.46, 0.14), (0.46, 0.65, 0.18), (0.76, 0.84, 0.34))
_GOLD: Tones = ((0.16, 0.15, 0.06), (0.30, 0.31, 0.08), (0.48, 0.50, 0.12), (0.70, 0.70, 0.20), (0.90, 0.86, 0.42))
_MOSS: Tones = ((0.09, 0.18, 0.08), (0.19, 0.32, 0.10), (0.33, 0.47, 0.13), (0.52, 0.63, 0.20), (0.72, 0.76, 0.34))
_EARTH: Tones = ((0.22, 0.15, 0.09), (0.34, 0.24, 0.13), (0.47, 0.35, 0.19), (0.60, 0.47, 0.27))
_BOLETE: Tones = ((0.28, 0.14, 0.07), (0.48, 0.27, 0.13), (0.68, 0.43, 0.22), (0.86, 0.64, 0.40))
_CAP: Tones = ((0.45, 0.05, 0.07), (0.72, 0.10, 0.08), (0.90, 0.22, 0.12), (1.0, 0.48, 0.28))


def _far(sheet: Sheet) -> None:
    """Three rows of trees that stand ever less deep in the mist."""
    sheet.lay(sheet.below(0.36 + 0.04 * sheet.waviness(0.5, seed=1), soft=0.10), _MIST)
    for row, (haze, tall, count) in enumerate(((0.74, 0.60, 20), (0.55, 0.52, 19), (0.36, 0.40, 17))):
        easel, dice = Easel(sheet), sheet.dice_for(1, row)
        outline = 1 + 0.28 * sheet.waviness(0.8, seed=20 + row)
        for x in strewn(dice, count):
            height = tall * dice.uniform(0.75, 1.1) * float(outline[int(x * sheet.across) % sheet.width])
            if dice.random() < 0.62:
                fir(easel, dice, x, HORIZON + 0.04, height, toward(_FIR, _MIST, haze), dice.uniform(0.15, 0.2))
            else:
                broadleaf(
                    easel, dice, x, HORIZON + 0.04, height * 0.85, toward(_LEAF, _MIST, haze), toward(BARK, _MIST, haze)
                )
        easel.finish()
        sheet.tint(sheet.ramp(0.34, 0.60) * (0.62 - 0.14 * row), _MIST)
    sheet.lay(sheet.below(HORIZON - 0.01, 0.03), toward(_MOSS, _MIST, 0.5)[2])


def _shafts(sheet: Sheet, dice: np.random.Generator) -> None:
    """Slanting light that falls through the crowns from the upper left."""
    for _ in range(int(dice.integers(4, 7))):
        x, wide = dice.uniform(0, 2.4), dice.uniform(0.03, 0.10)
        shaft = sheet.polygon([(x, -0.3), (x + wide, -0.3), (x + wide * 2.2 + 0.42, 0.66), (x + 0.36, 0.66)])
        soft = Sheet(top=sheet.top, bottom=sheet.bottom, seed=sheet.seed)
        soft.lay(shaft, (1, 1, 1))
        soft.blur(0.012)
        sheet.lay(soft.pixels[..., 3] * (1 - sheet.ramp(0.25, 0.62)) * dice.uniform(0.14, 0.24), (1.0, 0.97, 0.76))


def _mid(sheet: Sheet) -> None:
    dice, easel = sheet.dice_for(2), Easel(sheet)
    gaps = strewn(dice, 2, 0.15)  # clearings through which the distance is seen
    for x in strewn(dice, 14, 0.3):
        gap = min(abs((x - g + 1.2) % 2.4 - 1.2) for g in gaps)
        if gap < 0.13:
            continue
        kind, foot = dice.random(), HORIZON + dice.uniform(0.02, 0.06)
        if kind < 0.42:
            fir(
                easel,
                dice,
                x,
                foot,
                dice.uniform(0.46, 0.78),
                toward(_FIR, _MIST, dice.uniform(0, 0.14)),
                dice.uniform(0.19, 0.24),
            )
        elif kind < 0.74:
            broadleaf(
                easel,
                dice,
                x,
                foot,
                dice.uniform(0.48, 0.70),
                toward((dice.choice([0, 0, 1]) and _GOLD) or _LEAF, _MIST, dice.uniform(0, 0.12)),
            )
        else:
            _giant(easel, dice, x, foot)
    easel.finish()
    sheet.tint(sheet.ramp(0.36, 0.60) * 0.25, _MIST)
    _shafts(sheet, dice)
    _undergrowth(easel, sheet.dice_for(3))


def _giant(easel: Easel, dice: np.random.Generator, x: float, foot: float) -> None:
    """A stem that leaves the frame, with moss at its foot and a roof of leaves."""
    wide = dice.uniform(0.07, 0.10)
    trunk(easel, dice, x, foot, -0.32, wide, lean=dice.normal(0, 0.04))
    for side in (-1, 1, 1):
        y = dice.uniform(0.02, 0.16)
        end = np.array([x + side * dice.uniform(0.12, 0.2), y - dice.uniform(0.03, 0.1)])
        easel.stroke(
            np.array([[x, y + 0.04], [x + side * 0.06, y], end]),
            np.array([0.035, 0.022, 0.008]),
            tone(BARK, 0.3 - 0.2 * side),
        )
    for px, py in sorted(
        zip(dice.normal(0, 0.15, 16), dice.uniform(-0.26, 0.09, 16), strict=True), key=lambda spot: spot[1]
    ):
        clump(easel, dice, x + px, py, 0.085, 0.062, _LEAF, -0.12 - 0.4 * px, leaf=0.32)


def _undergrowth(easel: Easel, dice: np.random.Generator) -> None:
    for x in strewn(dice, 26):
        pale = dice.uniform(0.0, 0.22)
        bush(
            easel,
            dice,
            x,
            HORIZON + dice.uniform(0.03, 0.06),
            dice.uniform(0.04, 0.11),
            toward((_LEAF, _FIR, _MOSS)[dice.integers(3)], _MIST, pale),
            -0.06,
        )
    for x in strewn(dice, 14):
        fern(easel, dice, x, HORIZON + 0.04, dice.uniform(0.05, 0.09), toward(_LEAF, _MIST, 0.1))
    easel.finish()
    easel.sheet.lay(easel.sheet.below(HORIZON + 0.04, 0.03), _MOSS[1])


def _lights(sheet: Sheet) -> None:
    """Fireflies."""
    dice = sheet.dice_for(4)
    for x in strewn(dice, 34):
        y, size = dice.uniform(0.22, 0.55), dice.uniform(0.5, 1.2)
        mote(sheet, x, y, 0.024 * size, (0.75, 0.95, 0.30), (1.0, 0.98, 0.70))


def _ground(sheet: Sheet) -> None:
    edge = HORIZON + 0.006 * sheet.waviness(0.25, seed=30)
    depth = sheet.ramp(HORIZON - 0.06, 1.1)
    moss, earth = plain(sheet, HORIZON, seed=1), plain(sheet, HORIZON, seed=2)
    sheet.lay(sheet.below(edge), tone(_MOSS, 0.56 - 0.22 * depth + 0.14 * moss).astype(np.float32))
    bare = np.clip(earth * 1.6 - 0.35, 0, 1)
    sheet.tint(bare * 0.7, tone(_EARTH, 0.55 - 0.25 * depth + 0.2 * moss).astype(np.float32))
    sun = np.clip(plain(sheet, HORIZON, seed=3) * 1.7 - 0.5, 0, 1)
    sheet.tint(sun * 0.42, (0.92, 0.90, 0.45))  # light that falls through the crowns
    dice, easel = sheet.dice_for(5), Easel(sheet)
    for y in np.sort(HORIZON + 0.79 * dice.random(150) ** 1.35):
        size, x = 0.012 + 0.10 * (y - HORIZON), dice.uniform(0, 2.4)
        kind = dice.random()
        if kind < 0.72:
            tuft(easel, dice, x, y, size * 1.3, toward(_MOSS, (0.8, 0.85, 0.5), 0.08), 8)
        elif kind < 0.82:
            stone(easel, dice, x, y, size * 0.7)
        elif kind < 0.9:
            fern(easel, dice, x, y, size * 1.3, _LEAF)
        else:
            _litter(easel, dice, x, y, size)
    easel.finish()
    sheet.tint((1 - sheet.ramp(HORIZON, HORIZON + 0.09)) * 0.4, _MIST)


def _litter(easel: Easel, dice: np.random.Generator, x: float, y: float, size: float) -> None:
    """A few fallen leaves, lying flat."""
    spots = dice.normal(0, 1, (7, 2)) * (size * 1.2, size * 0.3) + (x, y)
    warm: Tones = ((0.45, 0.22, 0.08), (0.72, 0.40, 0.12), (0.88, 0.62, 0.22))
    easel.leaves(spots[:, 0], spots[:, 1], size * 0.35, 0.4, dice.normal(0, 0.3, 7), tone(warm, dice.random(7)))


def _near(sheet: Sheet) -> None:
    dice, easel = sheet.dice_for(6), Easel(sheet)
    dark = toward(_LEAF, (0.02, 0.10, 0.10), 0.3)
    for x in strewn(dice, 9):
        stone(
            easel,
            dice,
            x,
            1.12,
            dice.uniform(0.05, 0.12),
            toward(((0.09, 0.14, 0.09), *_MOSS[1:]), (0.2, 0.25, 0.22), 0.35),
        )
    heights = 0.10 + 0.07 * sheet.waviness(0.7, seed=40)
    for x in strewn(dice, 42):
        tall = float(heights[int(x * sheet.across) % sheet.width])
        tuft(easel, dice, x, 1.08, (tall + 0.09) * dice.uniform(0.8, 1.1), dark)
    for x in strewn(dice, 7):
        fern(easel, dice, x, dice.uniform(1.02, 1.10), dice.uniform(0.17, 0.25), dark)
    for x in strewn(dice, 3):
        size, cap = dice.uniform(0.7, 1.05), (_CAP, _CAP, _BOLETE)[dice.integers(3)]
        for aside, share in ((0.055, 0.6), (-0.05, 0.72), (0.0, 1.0))[dice.integers(3) :]:
            mushroom(easel, x + aside * size, 1.0, 0.13 * size * share, cap)
    for x in strewn(dice, 30):
        tuft(easel, dice, x, 1.14, dice.uniform(0.10, 0.17), toward(dark, (0.02, 0.08, 0.06), 0.3))
    easel.finish()
    sheet.lay(sheet.below(1.09 + 0.02 * sheet.waviness(0.3, seed=41), 0.03), _MOSS[0])
    sheet.shade(1.05 - 0.45 * sheet.ramp(0.9, 1.2))


FOREST = Place(
    name="forest",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=-0.3, bottom=0.75, nearness=0.12, paint=_far),
        Strip(layer="mid", top=-0.3, bottom=0.75, nearness=0.42, paint=_mid, sway=0.08),
        Strip(layer="lights", top=-0.3, bottom=0.75, nearness=0.42, paint=_lights, glow=0.6),
        Strip(layer="ground", top=0.53, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.7, bottom=1.3, nearness=1.5, paint=_near, sway=0.2),
    ),
)
