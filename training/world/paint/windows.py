"""Windows on a wall: by day panes that catch the sky, by night some of them lit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.paint.board import Board
from training.world.paint.sheet import Color

WARM, PALE, COOL = (1.0, 0.76, 0.36), (1.0, 0.88, 0.60), (0.72, 0.88, 1.0)  # light behind windows
GLASS = ((0.22, 0.33, 0.46), (0.56, 0.72, 0.86))  # a pane at its foot and at its head
SKY_GLASS = ((0.22, 0.42, 0.60), (0.70, 0.87, 0.96))  # one that mirrors the sky


def windows(
    board: Board,
    left: float,
    low: float,
    right: float,
    high: float,
    *,
    columns: int,
    rows: int,
    wide: float = 0.6,
    tall: float = 0.6,
    glass: tuple[Color, Color] = GLASS,
    frame: Color | None = None,
    lit: float = 0.35,
) -> None:
    """A grid of windows on a wall; each fills `wide` by `tall` of its cell, and `lit` of them shine."""
    at = board.region(left, low, right, high)
    height, width = board.pixels[at].shape[:2]
    if not height or not width:
        return
    u, v = ((np.arange(n, dtype=np.float32) + 0.5) * cells / n for n, cells in ((width, columns), (height, rows)))
    luck = board.dice.random((rows, columns)).astype(np.float32)
    cells = np.ix_(v.astype(int).clip(0, rows - 1), u.astype(int).clip(0, columns - 1))
    inside = [
        _within(t, share, n / cells_) for t, share, n, cells_ in ((v, tall, height, rows), (u, wide, width, columns))
    ]
    pane = inside[0][:, None] * inside[1][None]
    if frame is not None:
        grown = [_within(t, s, n / k, 2.6) for t, s, n, k in ((v, tall, height, rows), (u, wide, width, columns))]
        board.blend(at, grown[0][:, None] * grown[1][None], frame)
    bright = 0.55 * luck[cells] + 0.45 * (1 - v % 1)[:, None]
    color = np.asarray(glass[0], np.float32) + bright[..., None] * (
        np.asarray(glass[1], np.float32) - np.asarray(glass[0], np.float32)
    )
    part = board.pixels[at]
    part += pane[..., None] * (np.dstack([color, np.ones_like(bright)]) - part)
    hues = np.asarray((WARM, WARM, PALE, WARM, COOL), np.float32)[board.dice.integers(0, 5, (rows, columns))]
    on = ((board.dice.random((rows, columns)) < lit) * (0.65 + 0.35 * luck)).astype(np.float32)
    board.glow[at] = pane[..., None] * hues[cells] * on[cells][..., None]


def _within(t: NDArray[np.float32], share: float, pixels: float, margin: float = 0.0) -> NDArray[np.float32]:
    """1 in the middle share of each cell, anti-aliased; `margin` pixels wider."""
    away = np.abs(t % 1 - 0.5) - share / 2
    return np.asarray(np.clip(0.5 + margin - away * pixels, 0, 1), np.float32)
