"""A village church, painted on a board."""

from __future__ import annotations

import numpy as np

from training.world.paint.board import Board, dim
from training.world.paint.cottages import ROOFS, doorway, tiles
from training.world.paint.windows import PALE


def church(dice: np.random.Generator) -> Board:
    """A stone church with a tower, a clock and a pointed spire."""
    board = Board(dice, 0.36, 0.54)
    pale = (0.86, 0.81, 0.72)
    board.box(0.12, 0, 0.35, 0.13, pale)
    for x in (0.17, 0.23, 0.29):
        _arch(board, x, 0.035, 0.013, 0.05)
    board.weather(0.05, 0.04)
    tiles(board, ((0.10, 0.122), (0.36, 0.122), (0.335, 0.235), (0.10, 0.235)), ROOFS[0])
    board.box(0.02, 0, 0.13, 0.30, dim(pale, 1.06))
    board.box(0.095, 0, 0.13, 0.30, dim(pale, 0.76))
    for _ in range(26):
        x, y = float(dice.uniform(0.022, 0.108)), float(dice.uniform(0.02, 0.28))
        board.box(x, y, x + 0.02, y + 0.009, dim(pale, float(dice.uniform(0.84, 1.1))), opacity=0.6)
    doorway(board, 0.06)
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
