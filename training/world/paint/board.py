"""A board on which a house, a tree or a lamp is painted by itself, once by day and once lit.

Units on a board are frame heights: x runs right from its left edge, y up from its foot. A board is laid on a strip with
`put`, by day or, on a strip of lights, as what shines: there whatever does not shine hides what shines behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from training.world.paint.clouds import fluff
from training.world.paint.sheet import Color, Mask, Sheet

SCALE = 900.0  # pixels of a board a frame height
Points = Sequence[tuple[float, float]]


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
        self.blend(self.region(left, low, right, high), opacity, color)

    def shape(self, points: Points, color: Color, opacity: float = 1.0) -> None:
        """A filled polygon."""
        at, mask = self._polygon(points)
        self.blend(at, mask * opacity, color)

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

    def blend(self, at: tuple[slice, slice], share: Mask | float, color: Color) -> None:
        """Lay a colour on a region, as opaque as `share` says."""
        part = self.pixels[at]
        mask = np.broadcast_to(np.asarray(share, np.float32), part.shape[:2])[..., None]
        part += mask * (np.asarray((*color, 1.0), np.float32) - part)
        self.glow[at] *= 1 - mask

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
