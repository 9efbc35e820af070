"""High up: towers and banks of cloud over a sea of clouds, with islands and balloons afloat here and there."""

from __future__ import annotations

import numpy as np

from training.world.paint.board import Board, put
from training.world.paint.clouds import ROOM, cumulus
from training.world.paint.garden import bush, tree
from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Color, Patch, Sheet
from training.world.paint.soft import smooth
from training.world.paint.tones import hazed
from video01.layers import PERIOD

HORIZON = 0.8
AIR: Color = (0.78, 0.87, 0.96)
SUNNY, SHADY = (0.985, 0.985, 0.985), (0.64, 0.75, 0.90)
BALLOONS: tuple[tuple[Color, Color], ...] = (
    ((0.90, 0.22, 0.20), (1.0, 0.86, 0.42)),
    ((0.16, 0.46, 0.76), (0.98, 0.96, 0.90)),
    ((0.96, 0.56, 0.14), (0.56, 0.22, 0.58)),
)


def _settled(patch: Patch) -> Patch:
    """A cloud whose foot melts away instead of ending flat."""
    down = np.linspace(0, 1, patch.shape[0], dtype=np.float32)[:, None] * np.ones((1, patch.shape[1]), np.float32)
    return np.asarray(patch * (1 - smooth(0.62, 0.90, down))[..., None], np.float32)


# Far away


def _paint_far(sheet: Sheet) -> None:
    dice, kind = sheet.dice_for(111), sheet.variant
    swell = sheet.waviness(1.0, 2, seed=60)
    for row, (count, haze, largest) in enumerate(((9, 0.5, 0.34), (11, 0.24, 0.24))):
        for i in range(count):
            x = (i + float(dice.uniform(-0.4, 0.4))) * PERIOD / count
            high = (
                largest
                * (0.42 + 0.58 * max(0.0, float(swell[int(x * sheet.across) % sheet.width])))
                * float(dice.uniform(0.7, 1.1))
            )
            patch = cumulus(dice, high * float(dice.uniform(0.9, 1.5)), high)
            sheet.stamp(hazed(patch, AIR, haze), x % PERIOD, 0.83 + 0.012 * row, height=high * ROOM)
    sheet.tint(sheet.ramp(0.66, 0.82) * 0.5, AIR)
    if kind in (1, 4):
        _islands(sheet, dice, count=2 if kind == 1 else 1)
    if kind in (2, 4):
        for i in range(4):
            x, y = (i + float(dice.uniform(0.2, 0.8))) * PERIOD / 4, float(dice.uniform(0.5, 0.68))
            board = _balloon(dice, BALLOONS[i % 3])
            size = float(dice.uniform(0.42, 0.85))
            sheet.stamp(hazed(board.pixels, AIR, 0.18), x, y, height=board.height * size)


def _balloon(dice: np.random.Generator, colors: tuple[Color, Color]) -> Board:
    """A striped hot-air balloon."""
    board = Board(dice, 0.19, 0.26)
    turn = np.linspace(-0.5 * np.pi, 1.5 * np.pi, 40)
    middle, radius = 0.095, 0.085
    profile = [
        (
            np.cos(t) * radius * (1 if np.sin(t) > -0.3 else 1 - 0.5 * (-np.sin(t) - 0.3)),
            0.165 + np.sin(t) * radius * (1.0 if np.sin(t) > 0 else 1.16),
        )
        for t in turn
    ]
    for i in range(7):  # narrower and narrower gores, drawn from the outermost inwards
        share = float(np.cos(np.pi * i / 14))
        board.shape([(middle + x * share, y) for x, y in profile], colors[i % 2])
    board.shade([(middle + 0.25 * radius + max(0.0, x) * 0.75, y) for x, y in profile], 0.72)
    board.shape([(middle - 0.034 + x * 0.34, 0.03 + y * 0.86) for x, y in profile], (1.0, 1.0, 1.0), 0.20)
    for x in (-0.022, 0.022):
        board.shape(
            [(middle + x, 0.078), (middle + x * 1.15, 0.078), (middle + x * 0.7, 0.03), (middle + x * 0.6, 0.03)],
            (0.30, 0.22, 0.16),
        )
    board.box(middle - 0.018, 0.004, middle + 0.018, 0.034, (0.62, 0.41, 0.20))
    board.box(middle + 0.006, 0.004, middle + 0.018, 0.034, (0.42, 0.27, 0.15))
    board.box(middle - 0.020, 0.030, middle + 0.020, 0.037, (0.80, 0.57, 0.30))
    return board


def _islands(sheet: Sheet, dice: np.random.Generator, *, count: int) -> None:
    """Rocks with meadows and trees that float."""
    for i in range(count):
        x, y = (i + float(dice.uniform(0.25, 0.75))) * PERIOD / count, float(dice.uniform(0.56, 0.66))
        rock = _rock(dice)
        sheet.stamp(hazed(rock.pixels, AIR, 0.2), x, y + 0.15, height=rock.height)
        for shift, size in ((-0.07, 0.07), (0.075, 0.09), (-0.02, 0.11), (0.03, 0.06)):
            kind = str(dice.choice(("green", "deep", "lime", "blossom")))
            sheet.stamp(hazed(tree(dice, 0.2, kind, trunk=0.25).pixels, AIR, 0.2), x + shift, y + 0.004, height=size)
        for shift in (-0.1, -0.045, 0.05, 0.1):
            sheet.stamp(hazed(bush(dice, 0.08, 0.04, "green").pixels, AIR, 0.2), x + shift, y + 0.01, height=0.025)
        puff = cumulus(dice, 0.2, 0.05)
        sheet.stamp(hazed(puff, AIR, 0.15), x + 0.07, y + 0.10, height=0.07)


def _rock(dice: np.random.Generator) -> Board:
    """The body of a floating island: turf above, crags hanging down."""
    board = Board(dice, 0.34, 0.16)
    xs = np.linspace(0.01, 0.33, 22)
    depth = 0.13 * (1 - np.abs((xs - 0.17) / 0.165) ** 1.5) * dice.uniform(0.65, 1.0, 22)
    lower = list(zip(xs, 0.142 - depth, strict=True))
    board.shape([(0.0, 0.148), *lower, (0.34, 0.148)], (0.58, 0.46, 0.38))
    for i in range(1, 21):  # facets, lit from the left
        middle, tip = float(xs[i]), float(0.142 - depth[i])
        board.shape([(middle, 0.142), (middle + 0.018, 0.142), (middle + 0.004, tip + 0.008)], (0.36, 0.27, 0.27), 0.75)
        board.shape([(middle - 0.010, 0.142), (middle, 0.142), (middle, tip + 0.02)], (0.76, 0.62, 0.48), 0.6)
    board.weather(0.07, 0.03)
    board.shape(
        [
            (0.0, 0.145),
            (0.04, 0.158),
            (0.30, 0.158),
            (0.34, 0.145),
            (0.31, 0.134),
            (0.26, 0.138),
            (0.2, 0.128),
            (0.13, 0.138),
            (0.06, 0.130),
        ],
        (0.42, 0.66, 0.24),
    )
    board.shape([(0.02, 0.148), (0.05, 0.157), (0.24, 0.157), (0.2, 0.148)], (0.66, 0.82, 0.36))
    return board


# Cloud banks


def _paint_mid(sheet: Sheet) -> None:
    """Banks that rise here and there out of the sea of clouds, with clear sky between."""
    dice, kind = sheet.dice_for(112), sheet.variant
    start = float(dice.uniform(0, PERIOD))
    groups = ((3, 0.26), (2, 0.40), (4, 0.18), (2, 0.32), (3, 0.30))[kind]
    for g in range(groups[0]):
        middle, high = (
            start + (g + float(dice.uniform(-0.15, 0.15))) * PERIOD / groups[0],
            groups[1] * float(dice.uniform(0.75, 1.05)),
        )
        for shift, share in ((-0.85, 0.42), (0.9, 0.48), (0.0, 1.0), (-0.42, 0.62), (0.46, 0.54)):
            size = high * share
            patch = cumulus(dice, size * float(dice.uniform(1.15, 1.6)), size)
            sheet.stamp(patch, (middle + shift * high) % PERIOD, 0.875, height=size * ROOM)
    if kind == 3:
        board = _balloon(dice, BALLOONS[0])
        put(sheet, board, start + PERIOD / 4, 0.66, size=0.9)


# The sea of clouds


def _paint_ground(sheet: Sheet) -> None:
    dice, kind = sheet.dice_for(113), sheet.variant
    stops = ((0.75, (0.84, 0.90, 0.96)), (0.9, (0.93, 0.95, 0.98)), (1.35, (0.78, 0.85, 0.93)))
    base = sheet.gradient(stops) * (1 + 0.04 * sheet.noise(0.4, 3, seed=121, stretch=3.0))[..., None]
    sheet.lay(
        sheet.below(0.795 + 0.006 * sheet.waviness(0.3, 3, seed=61), 0.02), np.asarray(np.clip(base, 0, 1), np.float32)
    )
    flat = (0.30, 0.38, 0.24, 0.44, 0.34)[kind]
    heaps = [_settled(cumulus(dice, 0.5, 0.5 * flat * float(dice.uniform(0.8, 1.2)))) for _ in range(6)]
    for row in range(9):
        depth = row / 8
        y, high = 0.815 + 0.60 * depth**1.5, 0.04 + 0.30 * depth
        count = max(5, round(22 - 18 * depth**0.6))
        for i in range(count):
            patch = heaps[int(dice.integers(6))]
            x = (i + 0.5 * (row % 2) + float(dice.uniform(-0.35, 0.35))) * PERIOD / count
            size = high * float(dice.uniform(0.75, 1.25)) * flat / 0.34
            sheet.stamp(hazed(patch, AIR, 0.42 * (1 - depth)), x % PERIOD, y + 0.25 * high, height=size, mirrored=False)
    valleys = smooth(0.15, 0.9, sheet.noise(0.7, 3, seed=122, stretch=3.5))
    sheet.tint(valleys * 0.6 * sheet.ramp(0.8, 0.9), SHADY)
    sheet.tint(smooth(0.3, 1.0, sheet.noise(0.6, 2, seed=123, stretch=4.0)) * 0.5, SUNNY)


def _paint_near(sheet: Sheet) -> None:
    """Wisps that pass close below us."""
    kind = sheet.variant
    height = 0.97 + 0.05 * sheet.waviness((0.9, 1.2, 0.7, 1.6, 1.0)[kind], 2, seed=62)
    ragged = 0.20 * sheet.noise(0.45, 4, seed=124, stretch=2.2) - 0.1
    body = np.asarray(sheet.below(np.asarray(height, np.float32), 0.16) + ragged, np.float32)
    gaps = smooth(-0.9, 0.5, sheet.noise(1.1, 2, seed=125, stretch=1.5))
    alpha = (
        smooth(0.25, 0.95, body)
        * (0.35 + 0.65 * gaps)
        * smooth(0.80, 0.92, np.asarray(sheet.y * np.ones_like(sheet.x), np.float32))
    )
    light = np.clip(
        0.75 + 0.35 * sheet.noise(0.3, 3, seed=126, stretch=2.0) - 0.6 * (sheet.y - height[None] - 0.05), 0, 1
    )
    color = np.asarray(SHADY, np.float32) + light[..., None].astype(np.float32) * (
        np.asarray(SUNNY, np.float32) - np.asarray(SHADY, np.float32)
    )
    sheet.lay(np.asarray(alpha * 0.85, np.float32), np.asarray(color, np.float32))


SKY = Place(
    name="sky",
    horizon=HORIZON,
    stance="air",
    strips=(
        Strip(layer="far", top=0.2, bottom=0.87, nearness=0.07, paint=_paint_far, drift=0.002),
        Strip(layer="mid", top=0.3, bottom=0.9, nearness=0.35, paint=_paint_mid, drift=0.006),
        Strip(layer="ground", top=0.74, bottom=1.35, nearness=1.0, paint=_paint_ground),
        Strip(layer="near", top=0.78, bottom=1.25, nearness=1.5, paint=_paint_near, drift=0.03),
    ),
)
