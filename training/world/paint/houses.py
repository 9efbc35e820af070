"""What towns are built of: boards on which a building, a tree or a lamp is painted by itself, once by day and once lit.

Units on a board are frame heights: x runs right from its left edge, y up from its foot. A board is laid on a strip with
`put`, by day or, on a strip of lights, as what shines: there whatever does not shine hides what shines behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.clouds import fluff, surface
from training.world.paint.sheet import Color, Mask, Sheet

SCALE = 900.0  # pixels of a board a frame height
WARM, PALE, COOL = (1.0, 0.76, 0.36), (1.0, 0.88, 0.60), (0.72, 0.88, 1.0)  # light behind windows
Points = Sequence[tuple[float, float]]
FOLIAGE: dict[str, tuple[Color, Color, Color, Color]] = {  # from the shade to the sun
    "green": ((0.07, 0.22, 0.12), (0.17, 0.40, 0.14), (0.40, 0.61, 0.19), (0.70, 0.82, 0.34)),
    "deep": ((0.04, 0.17, 0.14), (0.09, 0.31, 0.20), (0.22, 0.49, 0.25), (0.48, 0.70, 0.35)),
    "lime": ((0.14, 0.30, 0.09), (0.31, 0.50, 0.12), (0.58, 0.72, 0.20), (0.86, 0.90, 0.42)),
    "rust": ((0.33, 0.11, 0.07), (0.63, 0.26, 0.09), (0.88, 0.49, 0.14), (0.99, 0.74, 0.31)),
    "blossom": ((0.46, 0.20, 0.32), (0.77, 0.40, 0.53), (0.95, 0.66, 0.75), (1.0, 0.88, 0.90)),
}


def dim(color: Color, factor: float) -> list[float]:
    """A darker or brighter colour."""
    return [min(1.0, c * factor) for c in color]


class Board:
    """`pixels` (H, W, 4) is premultiplied RGBA by day, `glow` (H, W, 3) what shines at night."""

    def __init__(self, dice: np.random.Generator, width: float, height: float) -> None:
        self.dice, self.width, self.height = dice, width, height
        self.rows, self.columns = round(height * SCALE), round(width * SCALE)
        self.pixels = np.zeros((self.rows, self.columns, 4), np.float32)
        self.glow = np.zeros((self.rows, self.columns, 3), np.float32)

    def region(self, left: float, low: float, right: float, high: float) -> tuple[slice, slice]:
        """The rows and columns of a rectangle."""
        rows = [int(np.clip(round((self.height - y) * SCALE), 0, self.rows)) for y in (high, low)]
        columns = [int(np.clip(round(x * SCALE), 0, self.columns)) for x in (left, right)]
        return slice(*rows), slice(*columns)

    def box(self, left: float, low: float, right: float, high: float, color: Color, *, opacity: float = 1.0) -> None:
        """A rectangle."""
        self._blend(self.region(left, low, right, high), opacity, color)

    def shape(self, points: Points, color: Color, opacity: float = 1.0) -> None:
        """A filled polygon."""
        at, mask = self._polygon(points)
        self._blend(at, mask * opacity, color)

    def shade(self, points: Points, factor: float) -> None:
        """Make darker or lighter what is there, in a polygon."""
        at, mask = self._polygon(points)
        part = self.pixels[at]
        part[..., :3] = np.minimum(part[..., :3] * (1 + (factor - 1) * mask[..., None]), part[..., 3:])

    def fade(self, left: float, low: float, right: float, high: float, *, foot: float, head: float) -> None:
        """Multiply the brightness of a rectangle, from its foot to its head."""
        part = self.pixels[self.region(left, low, right, high)]
        share = np.linspace(head, foot, part.shape[0], dtype=np.float32)[:, None, None]
        part[..., :3] = np.minimum(part[..., :3] * share, part[..., 3:])

    def cut(self, points: Points) -> None:
        """Make clear."""
        at, mask = self._polygon(points)
        self.pixels[at] *= 1 - mask[..., None]
        self.glow[at] *= 1 - mask[..., None]

    def ball(self, x: float, y: float, radius: float, color: Color, *, flat: float = 1.0, opacity: float = 1.0) -> None:
        """A disc, `flat` times as high as wide, lit from the upper left."""
        turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
        self.shape(
            [(x + radius * np.cos(t), y + radius * flat * np.sin(t)) for t in turn], [c * 0.82 for c in color], opacity
        )
        small = [
            (x - 0.2 * radius + 0.68 * radius * np.cos(t), y + flat * radius * (0.2 + 0.68 * np.sin(t))) for t in turn
        ]
        self.shape(small, [min(1.0, c * 1.12) for c in color], opacity)

    def shine(self, x: float, y: float, radius: float, color: Color, strength: float = 1.0) -> None:
        """A halo of light at night."""
        down = (np.arange(self.rows, dtype=np.float32)[:, None] + 0.5) / SCALE - (self.height - y)
        away = np.hypot(down, (np.arange(self.columns, dtype=np.float32)[None] + 0.5) / SCALE - x)
        halo = strength * (0.5 * np.exp(-((away / (0.42 * radius)) ** 2)) + np.clip(1 - away / radius, 0, 1) ** 2 * 0.4)
        self.glow += halo[..., None] * np.asarray(color, np.float32) * (1 - np.clip(self.glow, 0, 1))

    def light(self, left: float, low: float, right: float, high: float, color: Color, *, strength: float = 1.0) -> None:
        """A rectangle that shines at night."""
        self.glow[self.region(left, low, right, high)] = np.asarray(color, np.float32) * strength

    def weather(self, amount: float, scale: float = 0.05) -> None:
        """Uneven brightness, as of plaster, stone and brush."""
        texture = 1 + amount * fluff(self.dice, self.rows, self.columns, scale * SCALE)
        self.pixels[..., :3] = np.clip(self.pixels[..., :3] * texture[..., None], 0, self.pixels[..., 3:])

    def _polygon(self, points: Points) -> tuple[tuple[slice, slice], Mask]:
        shape = np.asarray(points, np.float64) * (SCALE, -SCALE) + (0, self.height * SCALE)
        first = np.maximum(np.floor(shape.min(0)).astype(int) - 1, 0)
        last = np.minimum(np.ceil(shape.max(0)).astype(int) + 2, (self.columns, self.rows))
        size = np.maximum(last - first, 0)
        mask = np.zeros((size[1], size[0]), np.uint8)
        if mask.size:
            cv2.fillPoly(mask, [np.round((shape - first) * 16 - 8).astype(np.int32)], 255, cv2.LINE_AA, 4)
        at = slice(first[1], first[1] + size[1]), slice(first[0], first[0] + size[0])
        return at, np.asarray(mask.astype(np.float32) / 255, np.float32)

    def _blend(self, at: tuple[slice, slice], share: Mask | float, color: Color) -> None:
        part = self.pixels[at]
        mask = np.broadcast_to(np.asarray(share, np.float32), part.shape[:2])[..., None]
        part += mask * (np.asarray((*color, 1.0), np.float32) - part)
        self.glow[at] *= 1 - mask


def put(
    sheet: Sheet, board: Board, x: float, foot: float, *, lit: bool = False, mirrored: bool = False, size: float = 1.0
) -> None:
    """Stand a board on a strip, its middle foot at (x, foot); `lit` on a strip of lights."""
    patch = np.dstack([board.glow, board.pixels[..., 3]]) if lit else board.pixels
    sheet.stamp(np.asarray(patch, np.float32), x, foot, height=board.height * size, mirrored=mirrored)


def keep_light(sheet: Sheet, bloom: float = 0.5) -> None:
    """Finish a strip of lights: what is dark becomes clear, what shines spreads a little."""
    sharp = np.clip(sheet.pixels[..., :3], 0, 1)
    sheet.blur(0.018)
    light = np.clip(sharp + bloom * np.clip(sheet.pixels[..., :3], 0, 1), 0, 1)
    sheet.pixels = np.dstack([light, light.max(-1)]).astype(np.float32)


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
    glass: tuple[Color, Color] = ((0.22, 0.33, 0.46), (0.56, 0.72, 0.86)),
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
        board._blend(at, grown[0][:, None] * grown[1][None], frame)
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
