"""A storybook village: half-timbered cottages under red roofs, a church, gardens and hills."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.paint.houses import (
    FOLIAGE,
    PALE,
    WARM,
    Board,
    bush,
    dim,
    fence,
    flower,
    keep_light,
    put,
    tree,
    tuft,
    windows,
)
from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Color, Mask, Patch, Sheet
from video01.layers import PERIOD

Outline = NDArray[np.float32]  # (W,): y along the strip
HORIZON = 0.6
MID_FOOT = 0.625
ROOFS: tuple[Color, ...] = ((0.80, 0.27, 0.17), (0.72, 0.22, 0.18), (0.86, 0.39, 0.20), (0.62, 0.25, 0.20))
PLASTERS: tuple[Color, ...] = (
    (0.97, 0.92, 0.80),
    (0.95, 0.84, 0.64),
    (0.98, 0.95, 0.90),
    (0.93, 0.78, 0.66),
    (0.86, 0.90, 0.84),
)
BEAM = (0.34, 0.21, 0.13)
STONE = (0.66, 0.61, 0.55)
BLOSSOMS: tuple[Color, ...] = (
    (0.96, 0.30, 0.34),
    (1.0, 0.80, 0.22),
    (0.96, 0.55, 0.78),
    (1.0, 0.97, 0.93),
    (0.60, 0.44, 0.90),
)
GLASS = ((0.24, 0.34, 0.44), (0.60, 0.76, 0.86))


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
            sheet.stamp(_far(crowns[int(dice.integers(3))], 0.52 - 0.16 * i), x, y, height=0.014 + 0.008 * i)


def _far(patch: Patch, share: float) -> Patch:
    air = np.asarray((0.70, 0.80, 0.88), np.float32)
    return np.dstack([patch[..., :3] + share * (air * patch[..., 3:] - patch[..., :3]), patch[..., 3:]]).astype(
        np.float32
    )


def _hamlet(sheet: Sheet, dice: np.random.Generator) -> None:
    """A few roofs and a steeple, far away."""
    middle = float(dice.uniform(0, PERIOD))
    for i in range(6):
        board = _eaves_house(dice, 0.17) if i != 2 else _church(dice)
        x = middle + (i - 2.5) * 0.055 + float(dice.uniform(-0.01, 0.01))
        sheet.stamp(_far(board.pixels, 0.25), x, 0.575 + 0.008 * (i % 2), height=board.height * 0.26)
    for kind in ("green", "deep", "lime", "green"):
        sheet.stamp(
            _far(bush(dice, 0.06, 0.05, kind).pixels, 0.15), middle + float(dice.uniform(-0.2, 0.2)), 0.59, height=0.03
        )


# Houses


def _tiles(board: Board, corners: tuple[tuple[float, float], ...], color: Color) -> None:
    """A roof plane: foot left, foot right, ridge right, ridge left; rows of tiles darker under each edge."""
    board.shape(corners, color)
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    rows = max(3, round((dy - ay) / 0.017))
    for row in range(rows):
        low, high = row / rows, (row + 0.34) / rows
        at = [
            ((1 - t) * sx + t * ex, (1 - t) * sy + t * ey)
            for t in (low, high)
            for sx, sy, ex, ey in ((ax, ay, dx, dy), (bx, by, cx, cy))
        ]
        board.shape((at[0], at[1], at[3], at[2]), dim(color, 0.74), 0.75)
        for _ in range(max(2, round((bx - ax) / 0.05))):
            u, v = float(board.dice.uniform(0, 0.94)), (row + 0.35) / rows
            x = (1 - v) * (ax + u * (bx - ax)) + v * (dx + u * (cx - dx))
            y = (1 - v) * ay + v * dy
            board.box(x, y, x + 0.017, y + 0.010, dim(color, float(board.dice.uniform(0.85, 1.3))), opacity=0.7)
    board.shape(
        ((dx - 0.004, dy - 0.006), (cx + 0.004, cy - 0.006), (cx + 0.004, cy + 0.006), (dx - 0.004, dy + 0.006)),
        dim(color, 1.25),
    )


def _wall(board: Board, left: float, right: float, high: float, plaster: Color) -> None:
    """Plaster between beams on a stone foot."""
    board.box(left, 0, right, high, plaster)
    board.fade(left, 0, right, high, foot=0.9, head=1.02)
    board.box(left, 0, right, 0.022, STONE)
    for x in np.arange(left + 0.012, right - 0.01, 0.034):
        board.box(float(x), 0.002, float(x) + 0.028, 0.012, dim(STONE, float(board.dice.uniform(0.8, 1.2))))
    bays = max(2, round((right - left) / 0.075))
    for i in range(bays + 1):
        x = left + (right - left - 0.009) * i / bays
        board.box(x, 0.02, x + 0.009, high, BEAM)
    for y in (0.022, high - 0.012):
        board.box(left, y, right, y + 0.010, BEAM)
    for i in (0, bays - 1):
        a, b = (left + (right - left) * (i + k) / bays for k in (0, 1))
        foot, head = (a, b) if i else (b, a)
        board.shape(
            [
                (foot, 0.03),
                (foot + (0.009 if i else -0.009), 0.03),
                (head, high - 0.02),
                (head - (0.009 if i else -0.009), high - 0.02),
            ],
            BEAM,
        )


def _window(board: Board, x: float, y: float, *, lit: float = 0.7) -> None:
    """A small window with shutters and a box of flowers, its middle foot at (x, y)."""
    shutter = ((0.20, 0.45, 0.36), (0.24, 0.40, 0.62), (0.62, 0.22, 0.20))[int(board.width * 1000) % 3]
    for side in (-1, 1):
        left = x + side * 0.026 - 0.009
        board.box(left, y, left + 0.018, y + 0.045, shutter)
        board.box(left, y, left + 0.004, y + 0.045, dim(shutter, 1.4))
    windows(
        board,
        x - 0.019,
        y,
        x + 0.019,
        y + 0.046,
        columns=2,
        rows=1,
        wide=0.78,
        tall=0.86,
        glass=GLASS,
        frame=(0.98, 0.96, 0.90),
        lit=lit,
    )
    board.box(x - 0.024, y - 0.010, x + 0.024, y, dim(BEAM, 1.5))
    for i in range(6):
        board.ball(
            x - 0.02 + 0.008 * i,
            y + 0.002 + 0.003 * (i % 2),
            0.006,
            BLOSSOMS[(i + int(board.width * 100)) % 4] if i % 2 else (0.24, 0.50, 0.18),
        )


def _door(board: Board, x: float) -> None:
    turn = np.linspace(0, np.pi, 12)
    for grow, color in ((0.005, (0.86, 0.80, 0.70)), (0.0, (0.50, 0.29, 0.15))):
        arch = [(x + (0.021 + grow) * np.cos(t), 0.05 + (0.021 + grow) * np.sin(t)) for t in turn]
        board.shape([(x + 0.021 + grow, 0), *arch, (x - 0.021 - grow, 0)], color)
    board.box(x - 0.001, 0, x + 0.001, 0.07, (0.30, 0.17, 0.09))
    board.ball(x + 0.012, 0.034, 0.004, (0.95, 0.80, 0.36))
    board.box(x - 0.009, 0.048, x + 0.009, 0.060, (0.40, 0.52, 0.60))
    board.light(x - 0.009, 0.048, x + 0.009, 0.060, WARM)


def _chimney(board: Board, x: float, foot: float, high: float) -> None:
    board.box(x - 0.014, foot, x + 0.014, high, (0.70, 0.42, 0.33))
    board.box(x + 0.004, foot, x + 0.014, high, (0.48, 0.28, 0.25))
    board.box(x - 0.018, high - 0.008, x + 0.018, high, (0.80, 0.74, 0.66))


def _eaves_house(dice: np.random.Generator, width: float) -> Board:
    """A cottage with its long side and its whole roof towards us."""
    wall, roof = float(dice.uniform(0.095, 0.12)), float(dice.uniform(0.10, 0.13))
    board = Board(dice, width + 0.04, wall + roof + 0.05)
    left, right = 0.02, width + 0.02
    color = ROOFS[int(dice.integers(len(ROOFS)))]
    _chimney(board, right - 0.25 * width, wall + 0.4 * roof, wall + roof + 0.035)
    _wall(board, left, right, wall, PLASTERS[int(dice.integers(len(PLASTERS)))])
    door = left + width * float(dice.choice((0.3, 0.5, 0.7)))
    _door(board, door)
    for x in np.arange(left + 0.055, right - 0.03, 0.09):
        if abs(float(x) - door) > 0.052:
            _window(board, float(x), 0.042)
    board.weather(0.04, 0.05)
    inset = 0.3 * roof
    _tiles(
        board,
        ((0, wall - 0.012), (width + 0.04, wall - 0.012), (right - inset, wall + roof), (left + inset, wall + roof)),
        color,
    )
    board.box(left, wall - 0.026, right, wall - 0.012, (0.10, 0.08, 0.16), opacity=0.38)  # the shade of the eaves
    if width > 0.2 and dice.random() < 0.7:
        _dormer(board, (left + right) / 2, wall + 0.2 * roof, color)
    return board


def _dormer(board: Board, x: float, y: float, color: Color) -> None:
    board.box(x - 0.026, y, x + 0.026, y + 0.04, (0.95, 0.88, 0.74))
    windows(
        board,
        x - 0.016,
        y + 0.006,
        x + 0.016,
        y + 0.036,
        columns=2,
        rows=1,
        wide=0.8,
        tall=0.9,
        glass=GLASS,
        frame=BEAM,
        lit=0.8,
    )
    board.shape([(x - 0.038, y + 0.034), (x + 0.038, y + 0.034), (x, y + 0.076)], dim(color, 1.1))
    board.shape([(x, y + 0.034), (x + 0.038, y + 0.034), (x, y + 0.076)], dim(color, 0.72))


def _gable_house(dice: np.random.Generator, width: float) -> Board:
    """A tall cottage with its gable towards us and its roof running back to the right."""
    wall, roof = float(dice.uniform(0.13, 0.17)), width * float(dice.uniform(0.55, 0.7))
    front = width * 0.66
    board = Board(dice, width + 0.05, wall + roof + 0.04)
    left, right, middle = 0.025, 0.025 + front, 0.025 + front / 2
    color, plaster = ROOFS[int(dice.integers(len(ROOFS)))], PLASTERS[int(dice.integers(len(PLASTERS)))]
    end = width + 0.025
    _wall(board, right, end, wall, plaster)
    board.shade([(right, 0), (end, 0), (end, wall + 0.01), (right, wall + 0.01)], 0.70)
    _chimney(board, end - 0.1 * width, wall + 0.4 * roof, wall + roof + 0.02)
    _tiles(
        board,
        ((right, wall - 0.02), (end + 0.02, wall - 0.02), (end - 0.16 * width, wall + roof), (middle, wall + roof)),
        dim(color, 0.82),
    )
    board.shape([(left, 0), (right, 0), (right, wall), (middle, wall + roof), (left, wall)], plaster)
    _wall(board, left, right, wall, plaster)
    for share in (0.0, 0.45):
        y, half = wall + share * roof, front / 2 * (1 - share)
        board.box(middle - half, y, middle + half, y + 0.009, BEAM)
    board.shape(
        [(middle - 0.004, wall), (middle + 0.004, wall), (middle + 0.004, wall + roof), (middle - 0.004, wall + roof)],
        BEAM,
    )
    _door(board, left + front * 0.3)
    _window(board, left + front * 0.72, 0.04)
    for x in (0.3, 0.7) if front > 0.13 else (0.5,):
        _window(board, left + front * x, wall * 0.62)
    _window(board, middle, wall + 0.1 * roof)
    board.weather(0.04, 0.05)
    for side in (-1, 1):
        foot = middle + side * (front / 2 + 0.018)
        bar = dim(color, 1.12 if side < 0 else 0.72)
        board.shape(
            [
                (foot, wall - 0.026),
                (foot - side * 0.004, wall - 0.006),
                (middle, wall + roof + 0.022),
                (middle, wall + roof - 0.006),
                (foot - side * 0.020, wall - 0.034),
            ],
            bar,
        )
    return board


def _church(dice: np.random.Generator) -> Board:
    """A stone church with a tower, a clock and a pointed spire."""
    board = Board(dice, 0.36, 0.54)
    pale = (0.86, 0.81, 0.72)
    board.box(0.12, 0, 0.35, 0.13, pale)
    for x in (0.17, 0.23, 0.29):
        _arch(board, x, 0.035, 0.013, 0.05)
    board.weather(0.05, 0.04)
    _tiles(board, ((0.10, 0.122), (0.36, 0.122), (0.335, 0.235), (0.10, 0.235)), ROOFS[0])
    board.box(0.02, 0, 0.13, 0.30, dim(pale, 1.06))
    board.box(0.095, 0, 0.13, 0.30, dim(pale, 0.76))
    for _ in range(26):
        x, y = float(dice.uniform(0.022, 0.108)), float(dice.uniform(0.02, 0.28))
        board.box(x, y, x + 0.02, y + 0.009, dim(pale, float(dice.uniform(0.84, 1.1))), opacity=0.6)
    _door(board, 0.06)
    _arch(board, 0.058, 0.20, 0.014, 0.05)
    board.ball(0.058, 0.155, 0.021, (0.98, 0.96, 0.88))
    board.box(0.0565, 0.154, 0.0595, 0.171, (0.2, 0.15, 0.12))
    board.box(0.058, 0.1535, 0.070, 0.1565, (0.2, 0.15, 0.12))
    board.box(0.012, 0.292, 0.138, 0.306, dim(pale, 0.88))
    board.shape([(0.012, 0.305), (0.138, 0.305), (0.075, 0.50)], (0.36, 0.50, 0.58))
    board.shape([(0.09, 0.305), (0.138, 0.305), (0.075, 0.50)], (0.22, 0.33, 0.43))
    board.box(0.0725, 0.495, 0.0775, 0.535, (0.95, 0.80, 0.36))
    board.box(0.064, 0.514, 0.086, 0.519, (0.95, 0.80, 0.36))
    return board


def _arch(board: Board, x: float, y: float, half: float, high: float) -> None:
    """A pointed window that shines at night."""
    points = [(x - half, y), (x + half, y), (x + half, y + high * 0.6), (x, y + high), (x - half, y + high * 0.6)]
    board.shape(points, (0.26, 0.33, 0.44))
    board.light(x - half * 0.8, y + 0.003, x + half * 0.8, y + high * 0.62, PALE, strength=0.9)


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
            _church(dice)
            if kind == "church"
            else (_gable_house if kind == "gable" else _eaves_house)(dice, float(dice.uniform(0.22, 0.29)))
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
    kind = int(sheet.seed[-1]) % 5
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
            if (
                path[min(sheet.height - 1, int((y - sheet.top) * sheet.down)), int(x * sheet.across) % sheet.width]
                > 0.9
            ):
                _cobble(sheet, dice, x, y, 0.016 + 0.042 * depth)


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
        if path[min(sheet.height - 1, int((y - sheet.top) * sheet.down)), int(x * sheet.across) % sheet.width] > 0.3:
            continue
        blooming = bool(dice.random() < flowery)
        chosen = flowers[int(dice.integers(5))] if blooming else patches[int(dice.integers(3))]
        sheet.stamp(chosen, x, y, height=0.012 + 0.055 * float(depth), opacity=1.0 if blooming else 0.75)


def _paint_near(sheet: Sheet) -> None:
    """Pickets, flowers, shrubs and grass along the lower edge."""
    dice, kind = sheet.dice_for(76), int(sheet.seed[-1]) % 5
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
