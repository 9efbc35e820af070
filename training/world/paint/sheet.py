"""A sheet on which one strip of scenery is painted: it closes on itself from side to side, so that it can repeat.

Units are frame heights: x runs right over 0..PERIOD and then begins again, y runs down from the top edge of a frame (0)
to its bottom (1). Colours are RGB in 0..1; everything is painted at twice the size of a strip and halved at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import PERIOD, STRIP_HEIGHT, STRIP_WIDTH

OVERSAMPLING = 2
Color = Sequence[float]  # RGB, 0..1
Mask = NDArray[np.float32]  # (H, W), 0..1
Patch = NDArray[np.float32]  # (h, w, 4) premultiplied RGBA, 0..1


class Sheet:
    """A strip being painted. `x` (1, W) and `y` (H, 1) are the places of its pixels; `dice` is its own luck."""

    def __init__(self, *, top: float, bottom: float, seed: Sequence[int]) -> None:
        self.width, self.height = OVERSAMPLING * STRIP_WIDTH, OVERSAMPLING * STRIP_HEIGHT
        self.top, self.bottom, self.seed = top, bottom, tuple(seed)
        self.across = self.width / PERIOD  # pixels a frame height, sideways
        self.down = self.height / (bottom - top)  # and downwards
        self.x = ((np.arange(self.width, dtype=np.float32) + 0.5) / self.across)[None]
        self.y = (top + (np.arange(self.height, dtype=np.float32) + 0.5) / self.down)[:, None]
        self.pixels = np.zeros((self.height, self.width, 4), np.float32)  # premultiplied RGBA
        self.dice = self.dice_for(0)

    def dice_for(self, *about: int) -> np.random.Generator:
        """Luck that depends on the sheet's seed and on `about` alone."""
        return np.random.default_rng((*self.seed, *about))

    @property
    def variant(self) -> int:
        """Which of its strip's variants this is."""
        return int(self.seed[-1])

    def away(self, x: float) -> NDArray[np.floating[Any]]:
        """How far each column lies to the right of x, the short way around: (1, W)."""
        return (self.x - x + PERIOD / 2) % PERIOD - PERIOD / 2

    def noise(self, scale: float, octaves: int = 4, *, seed: int = 0, stretch: float = 1.0) -> Mask:
        """Smooth noise of about -1..1 with features `scale` frame heights wide (`stretch` times as wide as high)."""
        total = np.zeros((self.height, self.width), np.float32)
        for octave in range(octaves):
            size = scale / 2**octave
            columns = max(2, round(PERIOD / size))
            rows = max(2, round((self.bottom - self.top) / size * stretch)) + 3
            grid = self.dice_for(77, seed, octave).standard_normal((rows, columns)).astype(np.float32)
            total += _stretched(grid, self.height, self.width) * 0.55**octave
        return np.asarray(total / max(1e-6, float(total.std())) * 0.5, np.float32)

    def waviness(self, scale: float, octaves: int = 3, *, seed: int = 0) -> NDArray[np.float32]:
        """Smooth noise along x, about -1..1: (W,). For outlines; it closes on itself."""
        total = np.zeros(self.width, np.float32)
        for octave in range(octaves):
            columns = max(2, round(PERIOD / scale * 2**octave))
            grid = self.dice_for(78, seed, octave).standard_normal((1, columns)).astype(np.float32)
            total += _stretched(grid, 1, self.width)[0] * 0.5**octave
        return np.asarray(total / max(1e-6, float(np.abs(total).max())), np.float32)

    def below(self, outline: NDArray[np.float32] | float, soft: float = 0.0) -> Mask:
        """What lies below the outline y(x), (W,); anti-aliased, or soft over so many frame heights."""
        width = max(soft, 1.2 / self.down)
        return np.asarray(np.clip((self.y - np.asarray(outline, np.float32)) / width + 0.5, 0, 1), np.float32)

    def y_at(self, outline: NDArray[np.float32], x: float) -> float:
        """y of an outline y(x), (W,), at one x."""
        return float(np.interp(x % PERIOD, self.x[0], outline))

    def ramp(self, start: float, end: float) -> Mask:
        """0 at y = start to 1 at y = end, smooth: (H, 1)."""
        t = np.clip((self.y - start) / (end - start), 0, 1)
        return np.asarray(t * t * (3 - 2 * t), np.float32)

    def gradient(self, stops: Sequence[tuple[float, Color]]) -> NDArray[np.float32]:
        """Colours that follow y, from (y, colour) with rising y: (H, 1, 3)."""
        at = [y for y, _ in stops]
        return np.stack([np.interp(self.y[:, 0], at, [c[i] for _, c in stops]) for i in range(3)], 1)[:, None].astype(
            np.float32
        )

    def lay(self, mask: Mask | float, color: Color | NDArray[np.float32]) -> None:
        """Paint a colour, (3,) or anything that broadcasts to (H, W, 3), where the mask says; makes opaque."""
        share = np.broadcast_to(np.asarray(mask, np.float32), (self.height, self.width))[..., None]
        paint = np.broadcast_to(np.asarray(color, np.float32), (self.height, self.width, 3))
        self.pixels[..., :3] += share * (paint - self.pixels[..., :3])
        self.pixels[..., 3:] += share * (1 - self.pixels[..., 3:])

    def tint(self, mask: Mask | float, color: Color | NDArray[np.float32]) -> None:
        """Like `lay`, only on what is there already."""
        share = np.broadcast_to(np.asarray(mask, np.float32), (self.height, self.width))[..., None] * np.ones(
            1, np.float32
        )
        paint = np.broadcast_to(np.asarray(color, np.float32), (self.height, self.width, 3)) * self.pixels[..., 3:]
        self.pixels[..., :3] += share * (paint - self.pixels[..., :3])

    def shade(self, factor: Mask | float) -> None:
        """Multiply the colours of what is there: under 1 darker, over 1 lighter."""
        bright = np.broadcast_to(np.asarray(factor, np.float32), (self.height, self.width))[..., None]
        self.pixels[..., :3] = np.minimum(self.pixels[..., :3] * bright, self.pixels[..., 3:])

    def erase(self, mask: Mask | float) -> None:
        """Make clear where the mask says."""
        self.pixels *= 1 - np.broadcast_to(np.asarray(mask, np.float32), (self.height, self.width))[..., None]

    def stamp(
        self, patch: Patch, x: float, y: float, *, height: float, mirrored: bool = False, opacity: float = 1.0
    ) -> None:
        """Lay a small picture whose middle foot stands at (x, y), so many frame heights high; it wraps around."""
        rows = max(2, round(height * self.down))
        columns = max(2, round(height * patch.shape[1] / patch.shape[0] * self.across))
        shrinking = rows < patch.shape[0]
        sized = cv2.resize(patch, (columns, rows), interpolation=cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR)
        if mirrored:
            sized = sized[:, ::-1]
        row, column = round((y - self.top) * self.down) - rows, round(x * self.across) - columns // 2
        first, last = max(0, row), min(self.height, row + rows)
        if last <= first:
            return
        part = sized[first - row : last - row] * opacity
        at = np.arange(column, column + columns) % self.width
        for chosen in np.split(np.arange(columns), np.nonzero(np.diff(at) < 0)[0] + 1):
            target = self.pixels[first:last, at[chosen[0]] : at[chosen[-1]] + 1]
            target *= 1 - part[:, chosen, 3:]
            target += part[:, chosen]

    def polygon(self, points: Sequence[tuple[float, float]] | NDArray[np.float64]) -> Mask:
        """A filled shape, points (N, 2) of x, y; it wraps around."""
        shape = np.asarray(points, np.float64)
        mask = np.zeros((self.height, self.width), np.uint8)
        for turn in (-PERIOD, 0.0, PERIOD):
            moved = (shape + np.array([turn, -self.top])) * (self.across, self.down) * 16
            if moved[:, 0].max() > 0 and moved[:, 0].min() < self.width * 16:
                cv2.fillPoly(mask, [np.round(moved - 8).astype(np.int32)], 255, cv2.LINE_AA, 4)
        return np.asarray(mask.astype(np.float32) / 255, np.float32)

    def disc(self, x: float, y: float, radius: float, soft: float = 0.004) -> Mask:
        """A disc with a soft edge; with `soft` = radius, a glow. It wraps around."""
        distance = np.sqrt(self.away(x) ** 2 + (self.y - y) ** 2)
        t = np.clip((radius - distance) / soft + 0.5 * (soft < radius), 0, 1)
        return np.asarray(t * t * (3 - 2 * t), np.float32)

    def blur(self, sigma: float) -> None:
        """Soften everything; sigma in frame heights."""
        margin = self.width // 8
        wide = np.concatenate([self.pixels[:, -margin:], self.pixels, self.pixels[:, :margin]], 1)
        soft = cv2.GaussianBlur(wide, (0, 0), sigmaX=sigma * self.across, sigmaY=sigma * self.down)
        self.pixels = np.asarray(soft[:, margin:-margin], np.float32)

    def picture(self) -> NDArray[np.uint8]:
        """The strip, (STRIP_HEIGHT, STRIP_WIDTH, 4) premultiplied RGBA."""
        return _stored(cv2.resize(self.pixels, (STRIP_WIDTH, STRIP_HEIGHT), interpolation=cv2.INTER_AREA))

    def large_picture(self) -> NDArray[np.uint8]:
        """The strip as it was painted, OVERSAMPLING times as large."""
        return _stored(self.pixels)


def _stored(pixels: NDArray[Any]) -> NDArray[np.uint8]:
    """Premultiplied RGBA in 0..1 as bytes."""
    alpha = np.clip(pixels[..., 3:], 0, 1)
    return np.concatenate([np.clip(pixels[..., :3], 0, alpha), alpha], 2).__mul__(255).round().astype(np.uint8)


def _stretched(grid: NDArray[np.float32], height: int, width: int) -> NDArray[np.float32]:
    """A small grid as a smooth picture that closes on itself from side to side."""
    rows, columns = grid.shape
    wrapped = np.concatenate([grid[:, -2:], grid, grid[:, :2]], 1)
    across = (np.arange(width, dtype=np.float32) + 0.5) * columns / width + 1.5
    down = (np.arange(height, dtype=np.float32) + 0.5) * max(1e-3, rows - 3) / height + (1.0 if rows > 3 else 0.0)
    grids = np.meshgrid(across, down)
    picture = cv2.remap(wrapped, grids[0], grids[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(picture, np.float32)
