"""A small picture cut out of shapes, to be stamped on a sheet."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Color, Patch

Points = Sequence[tuple[float, float]] | NDArray[np.float64]


class Cutout:
    """A small picture drawn from shapes. x runs right from its middle, y up from its foot; it is 1 high."""

    def __init__(self, width: float, pixels: int = 400) -> None:
        self.width, self.pixels = width, pixels
        self.canvas = np.zeros((pixels, round(width * pixels), 4), np.uint8)

    def fill(self, points: Points, color: Color) -> None:
        at = np.asarray(points, np.float64)
        places = np.stack([(at[:, 0] + self.width / 2) * self.pixels, (1 - at[:, 1]) * self.pixels], 1)
        paint = [255 * min(1.0, max(0.0, float(part))) for part in color]
        cv2.fillPoly(self.canvas, [np.round(places * 16).astype(np.int32)], (*paint, 255), cv2.LINE_AA, 4)

    def ellipse(self, x: float, y: float, wide: float, high: float, color: Color) -> None:
        turn = np.linspace(0, 2 * np.pi, 40)
        self.fill(np.stack([x + wide * np.cos(turn), y + high * np.sin(turn)], 1), color)

    def stroke(self, points: Points, start: float, end: float, color: Color) -> None:
        """A line that thins (or widens) from start to end."""
        at = np.asarray(points, np.float64)
        along = np.gradient(at, axis=0)
        normal = np.stack([-along[:, 1], along[:, 0]], 1) / (np.linalg.norm(along, axis=1)[:, None] + 1e-9)
        half = np.linspace(start, end, len(at))[:, None] / 2
        self.fill(np.concatenate([at + normal * half, (at - normal * half)[::-1]]), color)

    def lit(self, amount: float = 0.25) -> None:
        """Light the left and the top, shade the right and the foot."""
        rows, columns = self.canvas.shape[:2]
        ramp = np.linspace(1, -1, columns)[None] * 0.6 + np.linspace(1, -1, rows)[:, None] * 0.4
        colours = self.canvas[..., :3] * (1 + amount * ramp[..., None])
        self.canvas[..., :3] = np.minimum(colours, self.canvas[..., 3:]).astype(np.uint8)

    def patch(self) -> Patch:
        return np.asarray(self.canvas.astype(np.float32) / 255, np.float32)


def curve(
    start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], count: int = 24
) -> NDArray[np.float64]:
    """Points (count, 2) on a curve pulled towards `bend`."""
    t = np.linspace(0, 1, count)[:, None]
    return np.asarray(
        (1 - t) ** 2 * np.array(start) + 2 * t * (1 - t) * np.array(bend) + t * t * np.array(end), np.float64
    )
