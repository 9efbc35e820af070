"""High-rises of a skyline, painted on boards."""

from __future__ import annotations

import numpy as np

from training.world.paint.board import Board, dim
from training.world.paint.sheet import Color
from training.world.paint.tones import mixed
from training.world.paint.windows import SKY_GLASS, windows

AIR: Color = (0.70, 0.80, 0.90)
STONES: tuple[Color, ...] = (
    (0.86, 0.74, 0.58), (0.78, 0.45, 0.34), (0.90, 0.84, 0.74), (0.56, 0.62, 0.70), (0.80, 0.60, 0.42),
    (0.62, 0.70, 0.66),
)  # fmt: skip


def tower(dice: np.random.Generator, height: float, haze: float) -> Board:
    """A high-rise of one of five builds, with a shaded side to the right."""
    width = float(dice.uniform(0.08, 0.15)) * (0.72 + height)
    board = Board(dice, width * 1.3, height + 0.11)
    glassy = dice.random() < 0.45
    stone = SKY_GLASS[int(dice.random() < 0.5)] if glassy else STONES[int(dice.integers(len(STONES)))]
    build = int(dice.integers(5))
    body = mixed(stone, AIR, haze)
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
    glass = tuple(mixed(c, AIR, haze) for c in (SKY_GLASS if glassy else ((0.20, 0.28, 0.40), (0.46, 0.60, 0.76))))
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
