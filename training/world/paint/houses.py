"""Houses of a city street, painted on boards: town houses over a shop, offices, low shops under a big sign."""

from __future__ import annotations

import numpy as np

from training.world.paint.board import Board, dim
from training.world.paint.sheet import Color
from training.world.paint.windows import PALE, SKY_GLASS, WARM, windows

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


def town_house(dice: np.random.Generator, width: float) -> Board:
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


def office(dice: np.random.Generator, width: float) -> Board:
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


def shop(dice: np.random.Generator, width: float) -> Board:
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
