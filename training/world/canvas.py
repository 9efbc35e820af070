# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""A sheet of picture in world coordinates on which one layer is drawn once, with anti-aliased edges.

Pixels are RGBA uint8 with premultiplied alpha: drawing an opaque shape onto it leaves the right values at its edges.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Points = NDArray[np.float64]  # (N, 2) x, y in world units
Color = tuple[float, float, float]  # RGB, 0..255

_SHIFT = 4  # fractional bits of OpenCV's drawing coordinates
_CIRCLE = np.stack([np.cos(np.linspace(0, 2 * np.pi, 13)[:-1]), np.sin(np.linspace(0, 2 * np.pi, 13)[:-1])], 1)
_HALF = 0.5 * (1 << _SHIFT)  # half a pixel: OpenCV counts from pixel centres


class Canvas:
    """An RGBA sheet over the box (x0, y0)..(x1, y1) at `density` pixels a world unit."""

    def __init__(self, *, x0: float, y0: float, x1: float, y1: float, density: float) -> None:
        self.x0, self.y0, self.density = x0, y0, density
        width = max(2, int(np.ceil((x1 - x0) * density)))
        height = max(2, int(np.ceil((y1 - y0) * density)))
        self.x1, self.y1 = x0 + width / density, y0 + height / density
        self.pixels: Image = np.zeros((height, width, 4), np.uint8)

    def rows(self) -> Points:
        """The y of each pixel row, (height,)."""
        return np.asarray(self.y0 + (np.arange(self.pixels.shape[0]) + 0.5) / self.density, np.float64)

    def columns(self) -> Points:
        """The x of each pixel column, (width,)."""
        return np.asarray(self.x0 + (np.arange(self.pixels.shape[1]) + 0.5) / self.density, np.float64)

    def _fixed(self, points: Points) -> NDArray[np.int32]:
        """World points as OpenCV's fixed-point pixels."""
        scale = self.density * (1 << _SHIFT)
        moved = points * scale - (self.x0 * scale + _HALF - 0.5, self.y0 * scale + _HALF - 0.5)
        return np.floor(moved).astype(np.int32)

    def polygon(self, points: Points, color: Color, alpha: float = 1.0) -> None:
        """Fills one polygon."""
        self._fill([self._fixed(points)], color, alpha)

    def polygons(self, shapes: Sequence[Points], color: Color) -> None:
        """Fills several polygons of one colour; they must not overlap, or their overlaps stay empty."""
        if shapes:
            self._fill([self._fixed(points) for points in shapes], color, 1.0)

    def _fill(self, shapes: list[NDArray[np.int32]], color: Color, alpha: float) -> None:
        if alpha >= 1.0:
            cv2.fillPoly(self.pixels, shapes, (*color, 255), cv2.LINE_AA, _SHIFT)
            return
        mask = np.zeros(self.pixels.shape[:2], np.uint8)
        cv2.fillPoly(mask, shapes, alpha * 255, cv2.LINE_AA, _SHIFT)
        self.blend_mask(mask, color)

    def ellipse(self, x: float, y: float, rx: float, ry: float, color: Color, angle: float = 0.0) -> None:
        """Fills an ellipse, turned by `angle` degrees."""
        if max(rx, ry) * self.density < 6:  # OpenCV makes small ellipses angular
            self.polygon(_CIRCLE * (rx, ry) + (x, y), color)
            return
        scale = self.density * (1 << _SHIFT)
        centre = (self._whole((x - self.x0) * scale - _HALF), self._whole((y - self.y0) * scale - _HALF))
        axes = (max(1, round(rx * scale)), max(1, round(ry * scale)))
        cv2.ellipse(self.pixels, centre, axes, angle, 0, 360, (*color, 255), -1, cv2.LINE_AA, _SHIFT)

    @staticmethod
    def _whole(value: float) -> int:
        """A fixed-point coordinate kept inside OpenCV's range."""
        return int(min(max(round(value), -400000), 400000))

    def line(self, points: Points, width: float, color: Color) -> None:
        """A stroke `width` world units wide, at least 1.5 pixels."""
        thickness = max(1, round(width * self.density))
        cv2.polylines(self.pixels, [self._fixed(points)], False, (*color, 255), thickness, cv2.LINE_AA, _SHIFT)

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, color: Color) -> None:
        """Fills an upright rectangle."""
        self.polygon(np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]), color)

    def glow(self, x: float, y: float, radius: float, color: Color, strength: float) -> None:
        """A soft disc of light that fades to nothing at `radius`."""
        columns = np.clip(1 - ((self.columns() - x) / radius) ** 2, 0, None)
        rows = np.clip(1 - ((self.rows() - y) / radius) ** 2, 0, None)
        across, down = np.nonzero(columns)[0], np.nonzero(rows)[0]
        if not len(across) or not len(down):
            return
        box = np.s_[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
        distance = 2 - columns[box[1]][None, :] - rows[box[0]][:, None]
        mask = np.zeros(self.pixels.shape[:2], np.uint8)
        mask[box] = np.clip(1 - distance, 0, 1) ** 2 * (255 * strength)
        self.blend_mask(mask, color)

    def blend_mask(self, mask: Image, color: Color) -> None:
        """Lays one colour over the sheet, mask (height, width) uint8 as its opacity."""
        rgba = cv2.merge([cv2.convertScaleAbs(mask, alpha=channel / 255) for channel in (*color, 255)])
        over(self.pixels, np.asarray(rgba, np.uint8))

    def gradient(self, stops: Sequence[tuple[float, Color]]) -> None:
        """Fills the whole sheet with colours that follow y; stops are (y, colour) with rising y."""
        at = [y for y, _ in stops]
        column = np.stack([np.interp(self.rows(), at, [color[i] for _, color in stops]) for i in range(3)], 1)
        self.pixels[..., :3] = np.round(column).astype(np.uint8)[:, None]
        self.pixels[..., 3] = 255

    def shade(self, stops: Sequence[tuple[float, float]], color: Color) -> None:
        """Mixes `color` into what is drawn, by a share 0..1 that follows y; stops are (y, share)."""
        share = np.interp(self.rows(), [y for y, _ in stops], [s for _, s in stops])
        touched = np.nonzero(share > 0.002)[0]
        if not len(touched):
            return
        part = self.pixels[touched[0] : touched[-1] + 1]
        share = share[touched[0] : touched[-1] + 1, None]
        ones = np.ones_like(share)
        keep = np.concatenate([np.repeat(1 - share, 3, 1), ones], 1) * 255
        add = np.concatenate([share * np.asarray(color)[None], 0 * ones], 1)
        alpha = cv2.cvtColor(part[..., 3], cv2.COLOR_GRAY2RGBA)
        alpha[..., 3] = 0
        mixed = cv2.multiply(alpha, _rows_of(add, part), scale=1 / 255)
        cv2.add(cv2.multiply(part, _rows_of(keep, part), scale=1 / 255), mixed, dst=part)

    def blur(self, sigma: float) -> None:
        """Softens everything; sigma in world units."""
        pixels = sigma * self.density
        if pixels > 0.3:
            self.pixels = np.asarray(cv2.GaussianBlur(self.pixels, (0, 0), pixels), np.uint8)


def _rows_of(values: Points, like: Image) -> Image:
    """One RGBA value a row, (height, 4), spread over the columns of an image."""
    column = np.round(values).astype(np.uint8)[:, None]
    return np.asarray(cv2.resize(column, (like.shape[1], like.shape[0]), interpolation=cv2.INTER_NEAREST), np.uint8)


def over(target: Image, source: Image) -> None:
    """Lays premultiplied RGBA `source` over `target` (RGB, or premultiplied RGBA) of the same height and width."""
    channels = target.shape[2]
    clear = cv2.cvtColor(cv2.bitwise_not(source[..., 3]), cv2.COLOR_GRAY2RGB if channels == 3 else cv2.COLOR_GRAY2RGBA)
    if channels == 4:
        clear[..., 3] = clear[..., 0]
    color = cv2.cvtColor(source, cv2.COLOR_RGBA2RGB) if channels == 3 else source
    cv2.add(cv2.multiply(target, clear, scale=1 / 255), color, dst=target)
