"""What stands at the kerb, painted on boards: lamps, benches, hydrants, bollards, railings, planters."""

from __future__ import annotations

import numpy as np

from training.world.paint.board import Board, dim
from training.world.paint.garden import bloom
from training.world.paint.sheet import Color


def lamp(dice: np.random.Generator, height: float, metal: Color = (0.16, 0.20, 0.23)) -> Board:
    """A street lamp with a halo at night."""
    reach = 0.11
    board = Board(dice, 2 * reach, height + reach)
    middle, head = reach, height
    board.box(middle - 0.005, 0, middle + 0.005, head - 0.03, metal)
    board.box(middle - 0.005, 0, middle - 0.001, head - 0.03, [c * 1.9 for c in metal])
    board.shape([(middle - 0.013, 0), (middle + 0.013, 0), (middle + 0.007, 0.035), (middle - 0.007, 0.035)], metal)
    board.shape(
        [
            (middle - 0.011, head - 0.036),
            (middle + 0.011, head - 0.036),
            (middle + 0.018, head - 0.004),
            (middle - 0.018, head - 0.004),
        ],
        (1.0, 0.95, 0.78),
    )
    board.shape(
        [
            (middle - 0.022, head - 0.006),
            (middle + 0.022, head - 0.006),
            (middle + 0.004, head + 0.014),
            (middle - 0.004, head + 0.014),
        ],
        metal,
    )
    board.shine(middle, head - 0.02, reach * 0.95, (1.0, 0.78, 0.42), 1.3)
    return board


def bench(dice: np.random.Generator) -> Board:
    board = Board(dice, 0.46, 0.2)
    iron, wood = (0.17, 0.20, 0.22), (0.68, 0.43, 0.23)
    for x in (0.05, 0.40):
        board.box(x, 0, x + 0.013, 0.19, iron)
        board.box(x - 0.02, 0, x + 0.035, 0.012, iron)
    for y, thick in ((0.068, 0.024), (0.108, 0.022), (0.138, 0.022), (0.168, 0.022)):
        board.box(0.015, y, 0.445, y + thick, wood)
        board.box(0.015, y + thick - 0.006, 0.445, y + thick, dim(wood, 1.3))
        board.box(0.015, y, 0.445, y + 0.004, dim(wood, 0.55))
    board.weather(0.06, 0.03)
    return board


def hydrant(dice: np.random.Generator) -> Board:
    board = Board(dice, 0.14, 0.2)
    red = (0.86, 0.17, 0.14)
    board.box(0.035, 0, 0.105, 0.018, dim(red, 0.7))
    board.box(0.045, 0.015, 0.095, 0.14, red)
    for x, radius in ((0.034, 0.016), (0.106, 0.016)):
        board.ball(x, 0.10, radius, dim(red, 0.85))
    board.ball(0.07, 0.142, 0.033, red)
    board.box(0.037, 0.128, 0.103, 0.142, dim(red, 1.12))
    board.box(0.062, 0.168, 0.078, 0.188, dim(red, 0.8))
    board.ball(0.07, 0.094, 0.02, (0.93, 0.80, 0.36))
    board.shape([(0.081, 0.0), (0.105, 0.0), (0.095, 0.142), (0.083, 0.142)], (0.35, 0.03, 0.08), 0.35)
    board.box(0.05, 0.02, 0.057, 0.125, (1.0, 0.62, 0.55), opacity=0.6)
    return board


def bollard(dice: np.random.Generator) -> Board:
    board = Board(dice, 0.08, 0.17)
    board.box(0.024, 0, 0.056, 0.14, (0.22, 0.25, 0.29))
    board.ball(0.04, 0.146, 0.019, (0.28, 0.31, 0.35))
    board.box(0.024, 0.105, 0.056, 0.12, (0.93, 0.90, 0.84))
    board.box(0.028, 0, 0.034, 0.14, (0.62, 0.66, 0.72), opacity=0.6)
    board.box(0.048, 0, 0.056, 0.14, (0.06, 0.07, 0.12), opacity=0.5)
    return board


def railing(dice: np.random.Generator, width: float) -> Board:
    board = Board(dice, width, 0.19)
    iron = (0.15, 0.19, 0.23)
    for x in np.arange(6) * width / 6 + width / 12:
        board.box(x - 0.004, 0, x + 0.004, 0.175, iron)
        board.shape([(x - 0.008, 0.168), (x + 0.008, 0.168), (x, 0.188)], (0.82, 0.66, 0.30))
    for y in (0.03, 0.145):
        board.box(0, y, width, y + 0.010, iron)
        board.box(0, y + 0.007, width, y + 0.010, dim(iron, 2.2))
    return board


def planter(dice: np.random.Generator) -> Board:
    """A tub of clay with flowers."""
    board = Board(dice, 0.34, 0.26)
    bloom(board, dice, 0.02, 0.32, 0.11)
    clay = (0.80, 0.46, 0.32)
    board.shape([(0.02, 0.12), (0.32, 0.12), (0.30, 0), (0.04, 0)], clay)
    board.shape([(0.22, 0.12), (0.32, 0.12), (0.30, 0), (0.22, 0)], dim(clay, 0.78))
    board.box(0.01, 0.105, 0.33, 0.13, dim(clay, 1.15))
    board.box(0.01, 0.099, 0.33, 0.105, dim(clay, 0.6))
    board.weather(0.04, 0.04)
    return board
