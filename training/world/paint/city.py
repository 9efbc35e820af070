"""A city: a skyline with depth, a street of handsome houses, shops, trees and lamps."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from training.world.paint.houses import (
    PALE,
    WARM,
    Board,
    bench,
    bollard,
    bush,
    dim,
    hydrant,
    keep_light,
    lamp,
    put,
    railing,
    tree,
    windows,
)
from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Color, Mask, Sheet
from video01.layers import PERIOD

HORIZON = 0.62
FAR_FOOT, MID_FOOT = 0.66, 0.645
STONES: tuple[Color, ...] = (
    (0.86, 0.74, 0.58), (0.78, 0.45, 0.34), (0.90, 0.84, 0.74), (0.56, 0.62, 0.70), (0.80, 0.60, 0.42),
    (0.62, 0.70, 0.66),
)  # fmt: skip
PAINTS: tuple[Color, ...] = (
    (0.80, 0.40, 0.30), (0.93, 0.76, 0.46), (0.50, 0.66, 0.72), (0.88, 0.62, 0.52),
    (0.93, 0.88, 0.76), (0.58, 0.70, 0.54), (0.62, 0.36, 0.34),
)  # fmt: skip
AWNINGS: tuple[Color, ...] = (
    (0.84, 0.22, 0.22),
    (0.12, 0.50, 0.52),
    (0.20, 0.40, 0.68),
    (0.94, 0.62, 0.14),
    (0.28, 0.54, 0.28),
)
SKY_GLASS = ((0.22, 0.42, 0.60), (0.70, 0.87, 0.96))


def _hazed(color: Color, share: float) -> list[float]:
    return [c + share * (air - c) for c, air in zip(color, (0.70, 0.80, 0.90), strict=True)]


# The skyline


def _paint_far(sheet: Sheet) -> None:
    dice = sheet.dice_for(51)
    shape = sheet.waviness(1.2, 2, seed=4)  # where the city is high
    for haze, count, low, high in ((0.62, 19, 0.26, 0.54), (0.36, 15, 0.24, 0.60), (0.10, 13, 0.14, 0.50)):
        order = dice.permutation(count)
        for i in order:
            x = (i + float(dice.uniform(0.1, 0.9))) / count * PERIOD
            swell = 0.5 + 0.5 * float(shape[int(x * sheet.across) % sheet.width])
            height = low + (high - low) * (0.25 * float(dice.uniform()) + 0.75 * swell * float(dice.uniform(0.5, 1.0)))
            put(sheet, _tower(dice, min(0.57, height), haze), x, FAR_FOOT, mirrored=False)
    sheet.tint(sheet.ramp(0.42, 0.64) * 0.45, (0.80, 0.87, 0.93))  # the air above the streets


def _tower(dice: np.random.Generator, height: float, haze: float) -> Board:
    """A high-rise of one of five builds, with a shaded side to the right."""
    width = float(dice.uniform(0.08, 0.15)) * (0.72 + height)
    board = Board(dice, width * 1.3, height + 0.11)
    glassy = dice.random() < 0.45
    stone = SKY_GLASS[int(dice.random() < 0.5)] if glassy else STONES[int(dice.integers(len(STONES)))]
    build = int(dice.integers(5))
    body = _hazed(stone, haze)
    tiers = ((0.0, 1.0, 1.0),) if build in (0, 1, 4) else ((0.0, 0.62, 1.0), (0.62, 0.84, 0.74), (0.84, 1.0, 0.46))
    for start, end, share in tiers:
        left = width * (1 - share) / 2
        _storeys(board, left, start * height, left + share * width, end * height, body=body, haze=haze, glassy=glassy)
    _top(board, build, width, height, body)
    board.fade(0, 0, board.width, height, foot=0.9, head=1.06)
    board.weather(0.035, 0.09)
    return board


def _storeys(
    board: Board, left: float, low: float, right: float, high: float, *, body: Color, haze: float, glassy: bool
) -> None:
    """A block with windows, and its side in the shade."""
    deep = 0.24 * (right - left)
    glass = tuple(_hazed(c, haze) for c in (SKY_GLASS if glassy else ((0.20, 0.28, 0.40), (0.46, 0.60, 0.76))))
    rows = max(2, round((high - low) / 0.023))
    columns = max(2, round((right - left) / 0.022))
    board.box(left, low, right, high, body)
    wide, tall = (0.86, 0.72) if glassy else (0.55, 0.58)
    windows(
        board,
        left + 0.006,
        low,
        right - 0.004,
        high - 0.008,
        columns=columns,
        rows=rows,
        wide=wide,
        tall=tall,
        glass=(glass[0], glass[1]),
        lit=0.0,
    )
    board.box(right, low, right + deep, high, dim(body, 0.72))
    windows(
        board,
        right,
        low,
        right + deep,
        high - 0.008,
        columns=2,
        rows=rows,
        wide=0.6,
        tall=tall,
        glass=(dim(glass[0], 0.75), dim(glass[1], 0.7)),
        lit=0.0,
    )
    board.cut([(right, high), (right + deep + 0.01, high + 0.001), (right + deep + 0.01, high - 0.3 * deep)])
    board.box(left, low, left + 0.005, high, dim(body, 1.2), opacity=0.7)
    if glassy:  # a slanting reflection of the sky
        rise = min(high - low, 0.2)
        board.shape(
            [(left, high - rise), (left, high - rise * 0.45), (right, high - rise * 0.05), (right, high - rise * 0.7)],
            (0.93, 0.97, 1.0),
            0.28,
        )


def _top(board: Board, build: int, width: float, height: float, body: Color) -> None:
    middle, dark = width / 2, dim(body, 0.8)
    if build == 0:  # roof house and mast
        board.box(middle - 0.25 * width, height, middle + 0.2 * width, height + 0.016, dark)
        board.box(middle - 0.003, height, middle + 0.003, height + 0.085, dark)
    elif build == 1:  # slanting roof
        board.shape([(0, height), (width, height), (0, height + 0.5 * width)], dim(body, 1.12))
    elif build == 2:  # spire
        board.shape(
            [(middle - 0.16 * width, height), (middle + 0.16 * width, height), (middle, height + 0.1)], dim(body, 1.08)
        )
        board.shape([(middle, height), (middle + 0.16 * width, height), (middle, height + 0.1)], dark)
    elif build == 3:  # dome
        turn = np.linspace(0, np.pi, 16)
        board.shape(
            [(middle + 0.23 * width * np.cos(t), height + 0.2 * width * np.sin(t)) for t in turn], (0.50, 0.72, 0.66)
        )
        board.box(middle - 0.002, height, middle + 0.002, height + 0.2 * width + 0.03, dark)
    else:
        board.box(0, height, width * 1.02, height + 0.008, dim(body, 1.15))


# The street behind


def _paint_mid(sheet: Sheet) -> None:
    _build_street(sheet, lit=False)
    sheet.shade(1 - 0.16 * sheet.ramp(0.5, 0.64))


def _paint_lights(sheet: Sheet) -> None:
    _build_street(sheet, lit=True)
    keep_light(sheet)


def _build_street(sheet: Sheet, *, lit: bool) -> None:
    """The same street by day and lit; its luck must be drawn alike."""
    dice = sheet.dice_for(52)
    x, start = 0.0, float(dice.uniform(0, PERIOD))
    while x < PERIOD - 0.14:
        width = min(float(dice.uniform(0.17, 0.34)), PERIOD - x)
        if PERIOD - x - width < 0.14:
            width = PERIOD - x
        kind = int(dice.choice(4, p=(0.44, 0.16, 0.2, 0.2)))
        if kind == 3:
            _park(sheet, dice, start + x, width, lit=lit)
        else:
            build: Callable[[np.random.Generator, float], Board] = (_town_house, _office, _shop)[kind]
            put(sheet, build(dice, width - 0.004), start + x + width / 2, MID_FOOT, lit=lit)
        x += width
    for spot in np.arange(6) * 0.4 + start:
        put(
            sheet,
            tree(dice, float(dice.uniform(0.15, 0.21)), "green", trunk=0.34),
            spot + 0.1 + float(dice.uniform(-0.05, 0.05)),
            MID_FOOT,
            lit=lit,
        )
        put(sheet, lamp(dice, 0.19), spot + 0.3, MID_FOOT, lit=lit)


def _town_house(dice: np.random.Generator, width: float) -> Board:
    """Three to five storeys over a shop or a door, with a cornice."""
    storeys = int(dice.integers(2, 5))
    height = 0.075 + storeys * 0.068
    board = Board(dice, width, height + 0.03)
    wall = PAINTS[int(dice.integers(len(PAINTS)))]
    trim = (0.96, 0.93, 0.86) if sum(wall) < 2.3 else (0.52, 0.38, 0.32)
    board.box(0, 0, width, height, wall)
    board.weather(0.05, 0.06)
    board.fade(0, 0, width, height, foot=0.86, head=1.08)
    columns = max(2, round(width / 0.062))
    windows(
        board,
        0.012,
        0.078,
        width - 0.012,
        height - 0.008,
        columns=columns,
        rows=storeys,
        wide=0.48,
        tall=0.6,
        frame=trim,
        lit=0.42,
    )
    board.box(0, height - 0.012, width, height + 0.012, trim)
    board.box(0, height - 0.018, width, height - 0.012, dim(wall, 0.6))
    board.box(0, 0.078, width, 0.086, trim)
    _ground_floor(board, width, dice)
    board.box(width - 0.012, 0, width, height, dim(wall, 0.45), opacity=0.55)
    return board


def _ground_floor(board: Board, width: float, dice: np.random.Generator) -> None:
    """A shop window under an awning, and a door."""
    awning = AWNINGS[int(dice.integers(len(AWNINGS)))]
    board.box(0.008, 0, width - 0.008, 0.076, dim(awning, 0.42))
    door = width * 0.72
    windows(
        board, 0.02, 0.012, door - 0.01, 0.062, columns=2, rows=1, wide=0.9, tall=0.9, frame=(0.94, 0.90, 0.82), lit=1.0
    )
    board.box(door, 0, min(width - 0.02, door + 0.042), 0.062, (0.34, 0.20, 0.13))
    board.light(door + 0.01, 0.042, door + 0.03, 0.058, WARM)
    stripes = max(4, round(width / 0.03))
    for i in range(stripes):
        left, right = (0.004 + (width - 0.008) * (i + k) / stripes for k in (0, 1))
        color = awning if i % 2 else (0.97, 0.95, 0.90)
        board.shape([(left, 0.082), (right, 0.082), (right, 0.054), (left, 0.054)], color)
    board.fade(0.004, 0.054, width - 0.004, 0.082, foot=0.8, head=1.05)
    board.box(0.008, 0.046, width - 0.008, 0.054, (0.05, 0.06, 0.10), opacity=0.4)


def _office(dice: np.random.Generator, width: float) -> Board:
    """A glass block that mirrors the sky, over a bright lobby."""
    height = float(dice.uniform(0.25, 0.4))
    board = Board(dice, width, height + 0.02)
    body = ((0.62, 0.72, 0.78), (0.84, 0.82, 0.78), (0.38, 0.50, 0.58))[int(dice.integers(3))]
    front = width * 0.84
    board.box(0, 0, width, height, body)
    rows, columns = round(height / 0.05), max(3, round(front / 0.05))
    windows(
        board,
        0.008,
        0.07,
        front - 0.004,
        height - 0.012,
        columns=columns,
        rows=rows,
        wide=0.84,
        tall=0.74,
        glass=SKY_GLASS,
        lit=0.34,
    )
    board.shape(
        [
            (0.008, height * 0.45),
            (0.008, height * 0.72),
            (front - 0.004, height * 0.97),
            (front - 0.004, height * 0.62),
        ],
        (0.95, 0.98, 1.0),
        0.26,
    )
    windows(board, 0.012, 0.006, front - 0.008, 0.06, columns=columns, rows=1, wide=0.9, tall=1.0, lit=1.0)
    windows(
        board,
        front + 0.003,
        0.07,
        width - 0.003,
        height - 0.012,
        columns=1,
        rows=rows,
        wide=0.84,
        tall=0.74,
        glass=SKY_GLASS,
        lit=0.2,
    )
    board.shade([(front, 0), (width, 0), (width, height + 0.01), (front, height + 0.01)], 0.66)
    board.cut([(front, height), (width + 0.01, height + 0.03), (width + 0.01, height - 0.02)])
    board.box(0, height - 0.01, front, height, dim(body, 1.25))
    board.fade(0, 0, width, height, foot=0.86, head=1.06)
    return board


def _shop(dice: np.random.Generator, width: float) -> Board:
    """A low house with a big sign: café, bakery or cinema."""
    height = float(dice.uniform(0.15, 0.2))
    board = Board(dice, width, height + 0.05)
    wall, sign = PAINTS[int(dice.integers(len(PAINTS)))], AWNINGS[int(dice.integers(len(AWNINGS)))]
    board.box(0, 0, width, height, wall)
    board.weather(0.06, 0.05)
    board.fade(0, 0, width, height, foot=0.84, head=1.08)
    _ground_floor(board, width, dice)
    board.box(0.03, 0.096, width - 0.03, height - 0.02, sign)
    board.box(0.036, 0.102, width - 0.036, height - 0.026, dim(sign, 1.25))
    board.light(0.036, 0.102, width - 0.036, height - 0.026, dim(sign, 1.2), strength=0.75)
    letters = max(3, round((width - 0.09) / 0.022))
    for i in range(letters):
        left = 0.048 + (width - 0.096) * i / letters
        tall = (height - 0.128) * (0.62 if i % 3 else 0.85)
        board.box(left, 0.112, left + 0.011, 0.112 + max(0.01, tall), (1.0, 0.97, 0.88))
        board.light(left, 0.112, left + 0.011, 0.112 + max(0.01, tall), PALE)
    board.box(0, height - 0.008, width, height + 0.008, dim(wall, 1.2))
    board.box(width * 0.6, height + 0.006, width * 0.7, height + 0.04, dim(wall, 0.7))
    return board


def _park(sheet: Sheet, dice: np.random.Generator, x: float, width: float, *, lit: bool) -> None:
    """A gap with tall trees: the skyline shows above."""
    for share in (0.2, 0.8, 0.5):
        foliage = str(dice.choice(("green", "lime", "deep", "rust")))
        put(
            sheet,
            tree(dice, float(dice.uniform(0.17, 0.27)), foliage, trunk=0.22),
            x + share * width,
            MID_FOOT,
            lit=lit,
        )
    for share in (0.1, 0.4, 0.65, 0.95):
        put(sheet, bush(dice, width * 0.34, 0.05, "deep"), x + share * width, MID_FOOT + 0.004, lit=lit)


# The street in front


def _paint_ground(sheet: Sheet) -> None:
    kind = int(sheet.seed[-1]) % 5
    _asphalt(
        sheet,
        ((0.40, 0.41, 0.45), (0.36, 0.38, 0.43), (0.66, 0.60, 0.53), (0.43, 0.43, 0.45), (0.50, 0.46, 0.44))[kind],
    )
    if kind in (2, 4):
        _paving(sheet, plaza=kind == 2)
    if kind == 4:
        for y, thick in ((0.735, 0.007), (0.80, 0.010)):
            sheet.lay(_band(sheet, y, thick + 0.006) * 0.5, (0.30, 0.28, 0.28))
            sheet.lay(_band(sheet, y, thick), (0.74, 0.75, 0.78))
    if kind in (0, 1, 3):
        _dashes(sheet, y=0.775, thick=0.011, count=6 if kind else 8)
        sheet.lay(_band(sheet, 0.985, 0.016) * 0.8, (0.93, 0.92, 0.86))
    if kind == 1:
        _zebra(sheet)
    if kind == 3:
        sheet.lay(sheet.below(0.90) * (1 - sheet.below(0.97)) * 0.85, (0.66, 0.33, 0.27))
    _manholes(sheet, kind)
    _pavements(sheet)
    sheet.erase(1 - sheet.below(HORIZON))


def _asphalt(sheet: Sheet, color: Color) -> None:
    sheet.lay(1.0, color)
    sheet.shade(1.10 - 0.24 * sheet.ramp(0.62, 1.3))
    sheet.shade(
        1 + 0.07 * sheet.noise(0.6, 4, seed=61, stretch=4.0) + 0.035 * sheet.noise(0.06, 2, seed=62, stretch=2.0)
    )
    wear = np.exp(-(((sheet.y - 0.72) / 0.018) ** 2)) + np.exp(-(((sheet.y - 0.88) / 0.035) ** 2))
    sheet.shade(1 + 0.07 * wear)


def _band(sheet: Sheet, y: float, thick: float) -> Mask:
    return np.asarray(sheet.below(y - thick / 2) * (1 - sheet.below(y + thick / 2)) * np.ones_like(sheet.x), np.float32)


def _dashes(sheet: Sheet, *, y: float, thick: float, count: int) -> None:
    length = PERIOD / count
    away = np.abs((sheet.x / length) % 1 - 0.5) * length
    sheet.lay(_band(sheet, y, thick) * np.clip((0.26 * length - away) * sheet.across, 0, 1) * 0.9, (0.96, 0.93, 0.82))


def _zebra(sheet: Sheet) -> None:
    """Stripes across the street, spreading towards us."""
    middle = float(sheet.dice_for(53).uniform(0.9, 1.5))
    for i in range(-3, 4):
        near, far = middle + i * 0.13, middle + i * 0.088
        points = [(far - 0.02, 0.69), (far + 0.02, 0.69), (near + 0.032, 0.975), (near - 0.032, 0.975)]
        sheet.lay(sheet.polygon(points) * 0.88, (0.94, 0.93, 0.88))


def _manholes(sheet: Sheet, kind: int) -> None:
    dice = sheet.dice_for(54)
    for _ in range(2):
        x, y = float(dice.uniform(0, PERIOD)), float(dice.uniform(0.84, 0.93))
        turn = np.linspace(0, 2 * np.pi, 30, endpoint=False)
        for size, color in ((1.0, (0.24, 0.24, 0.27)), (0.82, (0.36, 0.36, 0.39)), (0.45, (0.29, 0.29, 0.32))):
            sheet.lay(
                sheet.polygon([(x + 0.045 * size * np.cos(t), y + 0.013 * size * np.sin(t)) for t in turn])
                * (0.6 if kind == 2 else 0.9),
                color,
            )


def _paving(sheet: Sheet, *, plaza: bool) -> None:
    """Stones in rows that grow towards us, each of its own tone; on a plaza with bands and rosettes."""
    y, step, row = 0.668, 0.009, 0
    while y < 1.36:
        across = round(PERIOD / (step * 3.2))
        column = (np.floor(sheet.x * across / PERIOD + 0.37 * row) % across).astype(int)
        luck = cv2.GaussianBlur(sheet.dice_for(55, row).uniform(-1, 1, across)[column].astype(np.float32), (0, 0), 2.0)
        inside = sheet.below(y, 0.004) * (1 - sheet.below(y + step, 0.004))
        sheet.shade(1 + inside * 0.075 * luck)
        sheet.shade(1 - 0.14 * _band(sheet, y, 0.002 + 0.1 * step))
        if plaza and row % 4 == 1:
            sheet.tint(inside * 0.55, (0.62, 0.36, 0.28))
        y, step, row = y + step, step * 1.22, row + 1
    if plaza:
        for i in range(4):
            _rosette(sheet, (i + 0.5) * PERIOD / 4, 0.86, 0.2)


def _rosette(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """A round mosaic lying on the ground."""
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    for share, color in (
        (1.0, (0.88, 0.82, 0.72)),
        (0.88, (0.36, 0.50, 0.58)),
        (0.62, (0.88, 0.80, 0.66)),
        (0.5, (0.70, 0.36, 0.26)),
        (0.2, (0.92, 0.80, 0.50)),
    ):
        r = radius * share
        sheet.lay(0.72 * sheet.polygon([(x + r * np.cos(t), y + 0.24 * r * np.sin(t)) for t in turn]), color)
    star = [
        (x + radius * s * np.cos(t), y + 0.24 * radius * s * np.sin(t))
        for t, s in zip(np.arange(16) * np.pi / 8, (0.84, 0.5) * 8, strict=True)
    ]
    sheet.lay(0.45 * sheet.polygon(star), (0.92, 0.86, 0.74))


def _pavements(sheet: Sheet) -> None:
    """The pavement along the houses, and the one at our feet."""
    near = 1.03
    sheet.lay(1 - sheet.below(0.664), (0.80, 0.76, 0.70))
    sheet.shade(1 - 0.22 * (1 - sheet.ramp(0.62, 0.652)))  # the shade of the houses
    sheet.lay(_band(sheet, 0.664, 0.008), (0.93, 0.90, 0.84))
    sheet.lay(_band(sheet, 0.671, 0.007), (0.50, 0.47, 0.46))
    stone = (
        np.asarray((0.78, 0.72, 0.65), np.float32) * (1 + 0.06 * sheet.noise(0.3, 3, seed=63, stretch=2.0))[..., None]
    )
    sheet.lay(sheet.below(near), np.asarray(stone, np.float32))
    joints = np.abs((sheet.x * 9 / PERIOD) % 1 - 0.5) > 0.49
    sheet.shade(1 - 0.2 * sheet.below(near) * joints)
    sheet.shade(1 - 0.2 * _band(sheet, 1.17, 0.010))
    sheet.lay(_band(sheet, near - 0.008, 0.022), (0.56, 0.52, 0.50))
    sheet.lay(_band(sheet, near + 0.008, 0.024), (0.90, 0.86, 0.79))


# What stands at the kerb before us


def _paint_near(sheet: Sheet) -> None:
    """Planters, hydrants, benches, bollards and a railing along the lower edge."""
    dice, kind = sheet.dice_for(56), int(sheet.seed[-1]) % 5
    start = float(dice.uniform(0, PERIOD))
    if kind == 1:
        for i in range(8):
            put(sheet, railing(dice, 0.302), start + 0.3 * i, 1.09)
    rows = (
        ("planter", "hydrant", "planter", "bollard", "bollard"),
        ("flowers", "flowers", "hydrant", "flowers", "flowers"),
        ("bench", "bollard", "planter", "bench", "hydrant"),
        ("hedge", "hedge", "bollard", "hedge", "bench"),
        ("bollard", "planter", "bollard", "hedge", "bollard"),
    )[kind]
    builders = {
        "planter": _planter,
        "hydrant": hydrant,
        "bench": bench,
        "bollard": bollard,
        "flowers": _flowers,
        "hedge": _hedge,
    }
    for i, name in enumerate(rows):
        x = start + (i + float(dice.uniform(-0.15, 0.15))) * PERIOD / len(rows)
        sheet.lay(0.4 * sheet.disc(x + 0.02, 1.085, 0.1, 0.1) * sheet.below(1.06), (0.12, 0.12, 0.18))
        put(sheet, builders[name](dice), x, 1.10)


def _planter(dice: np.random.Generator) -> Board:
    board = Board(dice, 0.34, 0.26)
    _bloom(board, dice, 0.02, 0.32, 0.11)
    clay = (0.80, 0.46, 0.32)
    board.shape([(0.02, 0.12), (0.32, 0.12), (0.30, 0), (0.04, 0)], clay)
    board.shape([(0.22, 0.12), (0.32, 0.12), (0.30, 0), (0.22, 0)], dim(clay, 0.78))
    board.box(0.01, 0.105, 0.33, 0.13, dim(clay, 1.15))
    board.box(0.01, 0.099, 0.33, 0.105, dim(clay, 0.6))
    board.weather(0.04, 0.04)
    return board


def _flowers(dice: np.random.Generator) -> Board:
    board = Board(dice, 0.44, 0.2)
    _bloom(board, dice, 0.02, 0.42, 0.03)
    return board


def _bloom(board: Board, dice: np.random.Generator, left: float, right: float, low: float) -> None:
    """Leaves and flowers in a row, their feet at `low`."""
    leaves = bush(dice, right - left, 0.13, "green").pixels
    rows = slice(board.rows - round(low * 900) - leaves.shape[0], board.rows - round(low * 900))
    first = max(0, (board.columns - leaves.shape[1]) // 2)
    part = leaves[:, : board.columns - first]
    target = board.pixels[rows, first : first + part.shape[1]]
    target += part - target * part[..., 3:]
    colors = ((0.95, 0.30, 0.36), (0.98, 0.78, 0.24), (0.96, 0.56, 0.76), (1.0, 0.96, 0.92), (0.62, 0.42, 0.86))
    chosen = dice.permutation(len(colors))[:2]
    for _ in range(22):
        u = float(dice.uniform(-0.85, 0.85))
        x, y = (
            (left + right) / 2 + u * (right - left) / 2,
            low + 0.04 + float(dice.uniform(0.1, 1)) * 0.085 * (1 - u * u),
        )
        board.ball(x, y, float(dice.uniform(0.011, 0.017)), colors[int(chosen[int(dice.integers(2))])])
        board.ball(x, y, 0.0045, (1.0, 0.86, 0.3))


def _hedge(dice: np.random.Generator) -> Board:
    return bush(dice, 0.5, 0.17, str(dice.choice(("green", "deep", "lime"))))


CITY = Place(
    name="city",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=0.0, bottom=0.66, nearness=0.1, paint=_paint_far),
        Strip(layer="mid", top=0.06, bottom=0.66, nearness=0.4, paint=_paint_mid),
        Strip(layer="lights", top=0.06, bottom=0.66, nearness=0.4, paint=_paint_lights, glow=0.15),
        Strip(layer="ground", top=0.6, bottom=1.35, nearness=1.0, paint=_paint_ground),
        Strip(layer="near", top=0.75, bottom=1.25, nearness=1.45, paint=_paint_near),
    ),
)
