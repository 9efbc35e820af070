"""A storybook village: half-timbered cottages under red roofs, a church, gardens and hills."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.paint.board import Board, keep_light, put
from training.world.paint.church import church
from training.world.paint.cottages import eaves_house, gable_house
from training.world.paint.garden import BLOSSOMS, FOLIAGE, bush, fence, flower, tree, tuft
from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Color, Mask, Sheet
from training.world.paint.tones import hazed
from video01.layers import PERIOD

Outline = NDArray[np.float32]  # (W,): y along the strip
HORIZON = 0.6
MID_FOOT = 0.625
AIR: Color = (0.70, 0.80, 0.88)


# The hills behind


def _paint_far(sheet: Sheet) -> None:
    dice = sheet.dice_for(71)
    ridges = (
        (0.36, 0.10, 0.50, (0.45, 0.60, 0.80), (0.66, 0.78, 0.90)),
        (0.44, 0.07, 0.48, (0.40, 0.64, 0.60), (0.60, 0.76, 0.62)),
        (0.495, 0.05, 0.42, (0.42, 0.66, 0.36), (0.62, 0.78, 0.42)),
        (0.55, 0.035, 0.36, (0.38, 0.63, 0.24), (0.60, 0.76, 0.30)),
    )
    for i, (level, swell, scale, dark, bright) in enumerate(ridges):
        wave = sheet.waviness(scale * 1.6, 2 + (i == 0), seed=40 + i)
        outline = np.asarray(level - swell * wave, np.float32)
        _hill(sheet, outline, dark, bright, i)
        if i:
            _woods(sheet, dice, outline, i)
    _hamlet(sheet, dice)


def _hill(sheet: Sheet, outline: Outline, dark: Color, bright: Color, i: int) -> None:
    """A ridge, sunny where it faces left, with fields on the nearer ones."""
    slope = np.gradient(outline) * sheet.across
    light = np.clip(
        0.5
        - 0.9 * slope[None]
        - 2.0 * (sheet.y - outline[None] - 0.04)
        + 0.3 * sheet.noise(0.25, 3, seed=80 + i, stretch=2.0),
        0,
        1,
    )
    color = np.asarray(dark, np.float32) + light[..., None].astype(np.float32) * (
        np.asarray(bright, np.float32) - np.asarray(dark, np.float32)
    )
    sheet.lay(sheet.below(outline), np.asarray(color, np.float32))
    if i >= 2:
        fields = sheet.noise(0.34, 1, seed=90 + i, stretch=3.4)
        inside = sheet.below(outline + 0.012)
        for low, crop in ((0.35, (0.90, 0.80, 0.38)), (-0.75, (0.48, 0.70, 0.26)), (0.62, (0.70, 0.56, 0.34))):
            sheet.tint(np.clip((fields - low) * 12, 0, 1) * (fields < low + 0.3) * inside * 0.55, crop)
        sheet.tint(np.exp(-((fields / 0.035) ** 2)).astype(np.float32) * inside * 0.4, (0.22, 0.42, 0.20))  # hedgerows


def _woods(sheet: Sheet, dice: np.random.Generator, outline: Outline, i: int) -> None:
    """Little round trees in groups, blue with distance."""
    crowns = [bush(dice, 0.055, 0.05, kind).pixels for kind in ("deep", "green", "lime")]
    for group in range(4 + 2 * i):
        middle = float(dice.uniform(0, PERIOD))
        for _ in range(int(dice.integers(3, 9))):
            x = middle + float(dice.normal(0, 0.05))
            y = (
                float(outline[int(x * sheet.across) % sheet.width])
                + 0.006
                + (0.02 * float(dice.uniform()) if group % 2 else 0)
            )
            sheet.stamp(hazed(crowns[int(dice.integers(3))], AIR, 0.52 - 0.16 * i), x, y, height=0.014 + 0.008 * i)


def _hamlet(sheet: Sheet, dice: np.random.Generator) -> None:
    """A few roofs and a steeple, far away."""
    middle = float(dice.uniform(0, PERIOD))
    for i in range(6):
        board = eaves_house(dice, 0.17) if i != 2 else church(dice)
        x = middle + (i - 2.5) * 0.055 + float(dice.uniform(-0.01, 0.01))
        sheet.stamp(hazed(board.pixels, AIR, 0.25), x, 0.575 + 0.008 * (i % 2), height=board.height * 0.26)
    for kind in ("green", "deep", "lime", "green"):
        sheet.stamp(
            hazed(bush(dice, 0.06, 0.05, kind).pixels, AIR, 0.15),
            middle + float(dice.uniform(-0.2, 0.2)),
            0.59,
            height=0.03,
        )


# The village street


def _paint_mid(sheet: Sheet) -> None:
    _build(sheet, lit=False)
    sheet.shade(1 - 0.12 * sheet.ramp(0.54, 0.63))


def _paint_lights(sheet: Sheet) -> None:
    _build(sheet, lit=True)
    keep_light(sheet, 0.55)


def _build(sheet: Sheet, *, lit: bool) -> None:
    """The same houses by day and lit; their luck must be drawn alike."""
    dice = sheet.dice_for(72)
    start = float(dice.uniform(0, PERIOD))
    plan = [str(kind) for kind in dice.permutation(("gable", "eaves", "gable", "eaves", "church", "garden", "eaves"))]
    for i in range(len(plan)):  # trees behind the houses
        x = start + (i + float(dice.uniform(0.1, 0.9))) * PERIOD / len(plan)
        foliage = str(dice.choice(("green", "deep", "lime", "blossom", "rust"), p=(0.36, 0.24, 0.2, 0.1, 0.1)))
        put(sheet, tree(dice, float(dice.uniform(0.2, 0.34)), foliage, trunk=0.2), x, MID_FOOT, lit=lit)
    for i, kind in enumerate(plan):
        x = start + (i + 0.5 + float(dice.uniform(-0.12, 0.12))) * PERIOD / len(plan)
        if kind == "garden":
            for shift in (-0.09, 0.1):
                put(
                    sheet,
                    tree(dice, float(dice.uniform(0.16, 0.24)), str(dice.choice(list(FOLIAGE))), trunk=0.24),
                    x + shift,
                    MID_FOOT,
                    lit=lit,
                )
            continue
        board = (
            church(dice)
            if kind == "church"
            else (gable_house if kind == "gable" else eaves_house)(dice, float(dice.uniform(0.22, 0.29)))
        )
        put(sheet, board, x, MID_FOOT, lit=lit, mirrored=bool(dice.random() < 0.3) and kind == "church")
    for i in range(11):
        x = start + (i + float(dice.uniform(-0.3, 0.3))) * PERIOD / 11
        put(
            sheet,
            bush(
                dice,
                float(dice.uniform(0.07, 0.13)),
                float(dice.uniform(0.03, 0.05)),
                str(dice.choice(("green", "deep", "lime"))),
            ),
            x,
            MID_FOOT + 0.006,
            lit=lit,
        )
    pickets = fence(dice, 0.2, 0.05)
    for i in range(5):
        put(sheet, pickets, start + i * 0.48 + float(dice.uniform(0, 0.2)), MID_FOOT + 0.004, lit=lit)


# The green, and what grows before us


def _paint_ground(sheet: Sheet) -> None:
    kind = sheet.variant
    sheet.lay(
        1.0,
        sheet.gradient(
            (
                (0.6, (0.62, 0.79, 0.30)),
                (0.7, (0.47, 0.70, 0.25)),
                (0.95, (0.33, 0.58, 0.20)),
                (1.35, (0.20, 0.43, 0.15)),
            )
        ),
    )
    sheet.shade(
        1 + 0.10 * sheet.noise(0.7, 3, seed=101, stretch=4.0) + 0.05 * sheet.noise(0.1, 3, seed=102, stretch=2.2)
    )
    sheet.tint(np.clip(sheet.noise(0.6, 2, seed=103, stretch=4.0), 0, 1) * 0.35, (0.72, 0.82, 0.32))
    path = _path(sheet, kind)
    _lay_path(sheet, path, paved=kind in (1, 3))
    _tufts(sheet, path, flowery=(0.12, 0.05, 0.2, 0.08, 0.5)[kind])
    sheet.erase(1 - sheet.below(HORIZON + 0.004 * sheet.waviness(0.1, 2, seed=50)))


def _path(sheet: Sheet, kind: int) -> Mask:
    """Where a lane runs: along the houses, or winding towards us."""
    rough = 0.006 * sheet.waviness(0.12, 3, seed=51)
    if kind in (0, 1, 4):
        bend = 0.018 * sheet.waviness(1.2, 1, seed=52) + rough
        top, bottom = ((0.73, 0.87), (0.76, 0.96), (0.655, 0.70))[(0, 1, 4).index(kind)]
        upper, lower = (np.asarray(y + bend * k, np.float32) for y, k in ((top, 0.6), (bottom, 1.3)))
        return np.asarray(sheet.below(upper, 0.006) * (1 - sheet.below(lower, 0.008)), np.float32)
    y = np.linspace(HORIZON - 0.01, 1.38, 60)
    t = np.clip((y - HORIZON) / 0.76, 0, 1)
    x0 = float(sheet.dice_for(73).uniform(0.9, 1.5))
    middle = x0 + 0.30 * np.sin(t**0.55 * 6.5 + (0.0 if kind == 2 else 2.2)) * (0.12 + t)
    half = 0.012 + 0.26 * t
    return sheet.polygon([*zip(middle - half, y, strict=True), *list(zip(middle + half, y, strict=True))[::-1]])


def _lay_path(sheet: Sheet, path: Mask, *, paved: bool) -> None:
    sand = (
        np.asarray((0.86, 0.74, 0.54), np.float32)
        * (1.04 - 0.2 * sheet.ramp(0.62, 1.3) + 0.07 * sheet.noise(0.25, 4, seed=104, stretch=3.0))[..., None]
    )
    sheet.lay(path, np.asarray(sand * (0.92 if paved else 1.0), np.float32))
    if paved:
        dice = sheet.dice_for(74)
        for _ in range(420):
            x, depth = float(dice.uniform(0, PERIOD)), float(dice.uniform(0.0, 1.0)) ** 0.7
            y = 0.63 + 0.7 * depth
            if _covers(sheet, path, x, y, 0.9):
                _cobble(sheet, dice, x, y, 0.016 + 0.042 * depth)


def _covers(sheet: Sheet, mask: Mask, x: float, y: float, share: float) -> bool:
    """Whether a mask is above `share` at one place."""
    row, column = min(sheet.height - 1, int((y - sheet.top) * sheet.down)), int(x * sheet.across) % sheet.width
    return bool(mask[row, column] > share)


def _cobble(sheet: Sheet, dice: np.random.Generator, x: float, y: float, size: float) -> None:
    board = Board(dice, 0.1, 0.05)
    tone = float(dice.uniform(0.62, 0.84))
    board.ball(0.05, 0.025, 0.047, (tone, tone * 0.95, tone * 0.87), flat=0.46)
    sheet.stamp(board.pixels, x, y, height=size * 0.62)


def _tufts(sheet: Sheet, path: Mask, *, flowery: float) -> None:
    """Blades and blossoms, larger and sparser towards us; none on the path."""
    dice = sheet.dice_for(75)
    patches = [tuft(dice, color).pixels for color in ((0.26, 0.52, 0.16), (0.46, 0.70, 0.22), (0.62, 0.78, 0.28))]
    flowers = [flower(dice, color).pixels for color in BLOSSOMS]
    for depth in np.sort(dice.uniform(0.03, 1.0, 260) ** 1.2):
        x, y = float(dice.uniform(0, PERIOD)), HORIZON + 0.72 * float(depth)
        if _covers(sheet, path, x, y, 0.3):
            continue
        blooming = bool(dice.random() < flowery)
        chosen = flowers[int(dice.integers(5))] if blooming else patches[int(dice.integers(3))]
        sheet.stamp(chosen, x, y, height=0.012 + 0.055 * float(depth), opacity=1.0 if blooming else 0.75)


def _paint_near(sheet: Sheet) -> None:
    """Pickets, flowers, shrubs and grass along the lower edge."""
    dice, kind = sheet.dice_for(76), sheet.variant
    start = float(dice.uniform(0, PERIOD))
    if kind in (0, 3):
        pickets = fence(dice, 0.48, 0.20)
        for i in range(5):
            if kind == 0 and i == 2:
                continue
            put(sheet, pickets, start + 0.48 * i, 1.075)
    if kind in (1, 3, 4):
        for i in range(4):
            put(
                sheet,
                bush(dice, float(dice.uniform(0.22, 0.4)), 0.15, ("green", "lime", "blossom", "deep")[i]),
                start + (i + float(dice.uniform(-0.25, 0.25))) * 0.6,
                1.09,
            )
    crowd = (26, 30, 56, 20, 40)[kind]
    plants = [tuft(dice, c).pixels for c in ((0.20, 0.45, 0.15), (0.36, 0.62, 0.20))] + [
        flower(dice, c).pixels for c in BLOSSOMS
    ]
    for _ in range(crowd):
        chosen = int(dice.integers(2, 7)) if dice.random() < 0.6 else int(dice.integers(2))
        sheet.stamp(
            plants[chosen],
            float(dice.uniform(0, PERIOD)),
            1.10 + float(dice.uniform(0, 0.05)),
            height=float(dice.uniform(0.13, 0.22)),
        )
    for i in range(40):
        sheet.stamp(
            plants[i % 2],
            (i + float(dice.uniform(-0.4, 0.4))) * PERIOD / 40,
            1.16,
            height=float(dice.uniform(0.12, 0.19)),
        )


VILLAGE = Place(
    name="village",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=0.2, bottom=0.64, nearness=0.08, paint=_paint_far),
        Strip(layer="mid", top=0.06, bottom=0.64, nearness=0.4, paint=_paint_mid),
        Strip(layer="lights", top=0.06, bottom=0.64, nearness=0.4, paint=_paint_lights, glow=0.2),
        Strip(layer="ground", top=0.58, bottom=1.35, nearness=1.0, paint=_paint_ground),
        Strip(layer="near", top=0.78, bottom=1.25, nearness=1.4, paint=_paint_near, sway=0.25),
    ),
)
