"""Half-timbered cottages under tiled roofs, painted on boards, and the parts that they share with a church."""

from __future__ import annotations

import numpy as np

from training.world.paint.board import Board, dim
from training.world.paint.garden import BLOSSOMS
from training.world.paint.sheet import Color
from training.world.paint.windows import WARM, windows

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
PANE = ((0.24, 0.34, 0.44), (0.60, 0.76, 0.86))


def eaves_house(dice: np.random.Generator, width: float) -> Board:
    """A cottage with its long side and its whole roof towards us."""
    wall, roof = float(dice.uniform(0.095, 0.12)), float(dice.uniform(0.10, 0.13))
    board = Board(dice, width + 0.04, wall + roof + 0.05)
    left, right = 0.02, width + 0.02
    color = ROOFS[int(dice.integers(len(ROOFS)))]
    _chimney(board, right - 0.25 * width, wall + 0.4 * roof, wall + roof + 0.035)
    _wall(board, left, right, wall, PLASTERS[int(dice.integers(len(PLASTERS)))])
    door = left + width * float(dice.choice((0.3, 0.5, 0.7)))
    doorway(board, door)
    for x in np.arange(left + 0.055, right - 0.03, 0.09):
        if abs(float(x) - door) > 0.052:
            _window(board, float(x), 0.042)
    board.weather(0.04, 0.05)
    inset = 0.3 * roof
    tiles(
        board,
        ((0, wall - 0.012), (width + 0.04, wall - 0.012), (right - inset, wall + roof), (left + inset, wall + roof)),
        color,
    )
    board.box(left, wall - 0.026, right, wall - 0.012, (0.10, 0.08, 0.16), opacity=0.38)  # the shade of the eaves
    if width > 0.2 and dice.random() < 0.7:
        _dormer(board, (left + right) / 2, wall + 0.2 * roof, color)
    return board


def gable_house(dice: np.random.Generator, width: float) -> Board:
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
    tiles(
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
    doorway(board, left + front * 0.3)
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


def tiles(board: Board, corners: tuple[tuple[float, float], ...], color: Color) -> None:
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
        glass=PANE,
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


def doorway(board: Board, x: float) -> None:
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
        glass=PANE,
        frame=BEAM,
        lit=0.8,
    )
    board.shape([(x - 0.038, y + 0.034), (x + 0.038, y + 0.034), (x, y + 0.076)], dim(color, 1.1))
    board.shape([(x, y + 0.034), (x + 0.038, y + 0.034), (x, y + 0.076)], dim(color, 0.72))
