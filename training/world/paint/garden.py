"""What grows along streets and in front gardens, painted on boards: trees, shrubs, flowers, and a fence."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.board import SCALE, Board, dim
from training.world.paint.clouds import fluff, surface
from training.world.paint.sheet import Color

FOLIAGE: dict[str, tuple[Color, Color, Color, Color]] = {  # from the shade to the sun
    "green": ((0.07, 0.22, 0.12), (0.17, 0.40, 0.14), (0.40, 0.61, 0.19), (0.70, 0.82, 0.34)),
    "deep": ((0.04, 0.17, 0.14), (0.09, 0.31, 0.20), (0.22, 0.49, 0.25), (0.48, 0.70, 0.35)),
    "lime": ((0.14, 0.30, 0.09), (0.31, 0.50, 0.12), (0.58, 0.72, 0.20), (0.86, 0.90, 0.42)),
    "rust": ((0.33, 0.11, 0.07), (0.63, 0.26, 0.09), (0.88, 0.49, 0.14), (0.99, 0.74, 0.31)),
    "blossom": ((0.46, 0.20, 0.32), (0.77, 0.40, 0.53), (0.95, 0.66, 0.75), (1.0, 0.88, 0.90)),
}
BLOSSOMS: tuple[Color, ...] = (
    (0.96, 0.30, 0.34),
    (1.0, 0.80, 0.22),
    (0.96, 0.55, 0.78),
    (1.0, 0.97, 0.93),
    (0.60, 0.44, 0.90),
)


def tree(dice: np.random.Generator, height: float, foliage: str, *, slim: float = 0.8, trunk: float = 0.3) -> Board:
    """A tree with a round crown `slim` times as wide as it is high, the lower `trunk` of it bare."""
    wide = height * (1 - trunk * 0.6) * slim
    board = Board(dice, wide * 1.2, height)
    middle, thick = wide * 0.6, 0.032 * height + 0.004
    bend = float(dice.uniform(-0.1, 0.1)) * wide
    board.shape(
        [
            (middle - thick, 0),
            (middle + thick, 0),
            (middle + bend + thick * 0.5, height * 0.6),
            (middle + bend - thick * 0.5, height * 0.6),
        ],
        (0.36, 0.25, 0.17),
    )
    board.shape(
        [
            (middle + thick * 0.1, 0),
            (middle + thick, 0),
            (middle + bend + thick * 0.5, height * 0.6),
            (middle + bend, height * 0.6),
        ],
        (0.24, 0.17, 0.13),
    )
    crown = _crown(dice, board, foliage, wide=wide * SCALE, high=height * SCALE * (1 - trunk))
    board.pixels = board.pixels * (1 - crown[..., 3:]) + crown
    return board


def bush(dice: np.random.Generator, width: float, height: float, foliage: str) -> Board:
    """A low round shrub."""
    board = Board(dice, width * 1.15, height * 1.1)
    board.pixels = _crown(dice, board, foliage, wide=width * SCALE, high=height * SCALE, grounded=True)
    return board


def _crown(
    dice: np.random.Generator,
    board: Board,
    foliage: str,
    *,
    wide: float,
    high: float,
    grounded: bool = False,
) -> NDArray[np.float32]:
    """Leaves as balls of balls at the top of a board, or on its foot, lit from the upper left; sizes in pixels."""
    rows, columns = board.rows, board.columns
    count = 34
    turn, out = dice.uniform(0, 2 * np.pi, count), np.sqrt(dice.uniform(0, 1, count))
    radius = min(wide, high) * dice.uniform(0.14, 0.24, count)
    x = columns / 2 + np.cos(turn) * out * (wide / 2 - radius)
    y = (
        rows - high / 2 + np.sin(turn) * out * (high / 2 - radius)
        if grounded
        else 0.02 * rows + high / 2 + np.sin(turn) * out * (high / 2 - radius)
    )
    balls = np.stack([x, y, (1 - out) * radius, radius], 1)
    buds = np.repeat(balls, 5, 0)
    spin, small = dice.uniform(0, 2 * np.pi, len(buds)), buds[:, 3] * dice.uniform(0.3, 0.5, len(buds))
    shift = np.stack([np.cos(spin) * 0.8, np.sin(spin) * 0.8, np.full(len(buds), 0.5)], 1) * buds[:, 3:]
    balls = np.concatenate([balls, np.column_stack([buds[:, :3] + shift, small])])
    there, normal = surface(balls, rows, columns)
    leaf = fluff(dice, rows, columns, 0.11 * min(wide, high))
    alpha = np.clip((cv2.GaussianBlur(there, (0, 0), 0.012 * high + 0.6) + 0.16 * leaf - 0.36) * 4, 0, 1)
    facing = 0.5 * cv2.GaussianBlur(normal, (0, 0), 1.4) + 0.6 * cv2.GaussianBlur(normal, (0, 0), 0.1 * high)
    down = np.linspace(-1, 1, rows, dtype=np.float32)[:, None] * rows / max(high, 1)
    light = np.clip(facing @ np.asarray((-0.5, -0.7, 0.5), np.float32) * 0.62 + 0.36 + 0.10 * leaf - 0.13 * down, 0, 1)
    stops, colors = (0.08, 0.36, 0.66, 0.95), FOLIAGE[foliage]
    color = np.stack([np.interp(light, stops, [c[i] for c in colors]) for i in range(3)], -1)
    return np.dstack([color * alpha[..., None], alpha]).astype(np.float32)


def hedge(dice: np.random.Generator) -> Board:
    """A low clipped hedge."""
    return bush(dice, 0.5, 0.17, str(dice.choice(("green", "deep", "lime"))))


def tuft(dice: np.random.Generator, color: Color) -> Board:
    board = Board(dice, 0.12, 0.08)
    for i in range(9):
        lean, high = (i - 4) / 4 + float(dice.uniform(-0.2, 0.2)), float(dice.uniform(0.5, 1.0)) * 0.076
        foot = 0.06 + 0.018 * lean
        board.shape(
            [(foot - 0.005, 0), (foot + 0.005, 0), (foot + 0.038 * lean, high)], dim(color, 1.0 + 0.25 * (lean < 0))
        )
    return board


def flower(dice: np.random.Generator, color: Color) -> Board:
    board = Board(dice, 0.09, 0.12)
    green = (0.22, 0.47, 0.16)
    board.box(0.042, 0, 0.048, 0.085, green)
    board.shape([(0.045, 0.01), (0.02, 0.05), (0.045, 0.035)], dim(green, 1.4))
    board.shape([(0.045, 0.02), (0.07, 0.055), (0.045, 0.045)], green)
    for t in np.arange(6) * np.pi / 3:
        board.ball(0.045 + 0.017 * float(np.cos(t)), 0.092 + 0.017 * float(np.sin(t)), 0.012, color)
    board.ball(0.045, 0.092, 0.010, (1.0, 0.82, 0.25) if color[1] < 0.9 else (0.96, 0.66, 0.16))
    return board


def flower_bed(dice: np.random.Generator) -> Board:
    """Flowers in a row on the ground."""
    board = Board(dice, 0.44, 0.2)
    bloom(board, dice, 0.02, 0.42, 0.03)
    return board


def bloom(board: Board, dice: np.random.Generator, left: float, right: float, low: float) -> None:
    """Leaves and flowers in a row, their feet at `low`."""
    leaves = bush(dice, right - left, 0.13, "green").pixels
    rows = slice(board.rows - round(low * SCALE) - leaves.shape[0], board.rows - round(low * SCALE))
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


def fence(dice: np.random.Generator, width: float, height: float) -> Board:
    """White pickets."""
    board = Board(dice, width, height)
    pale, step = (0.98, 0.97, 0.94), height * 0.3
    for y in (0.25, 0.62):
        board.box(0, height * y, width, height * (y + 0.12), dim(pale, 0.86))
    for x in np.arange(step * 0.2, width - step * 0.5, step):
        left, right, tip = float(x), float(x) + step * 0.62, height * 0.84
        board.shape([(left, 0), (right, 0), (right, tip), ((left + right) / 2, height), (left, tip)], pale)
        board.shape(
            [
                (right - step * 0.2, 0),
                (right, 0),
                (right, tip),
                ((left + right) / 2, height),
                (right - step * 0.2, tip),
            ],
            dim(pale, 0.78),
        )
    board.fade(0, 0, width, height, foot=0.82, head=1.0)
    return board
