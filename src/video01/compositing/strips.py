"""Strips of scenery before the camera: made ready once, then placed for each view."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.compositing.blend import CLEAR, coloured, finite, lay, resized
from video01.compositing.ways import Numbers, View, plain, square
from video01.layers import FEET, PERIOD, Array, Picture, Scenery

Matrix = NDArray[np.float64]  # (3, 3), or (F, 3, 3) at F instants

DENSITY = 900  # pixels a frame height: no strip is made finer
ZOOM_AXIS = 0.55  # y about which the camera zooms
MAX_TILES = 5


@dataclass(frozen=True, kw_only=True)
class Band:
    """The rows of the frame that a strip covers, and from which of them on it hides everything behind it."""

    top: int
    bottom: int
    opaque: int  # bottom where nothing is hidden


def upright(view: View, nearness: float, horizon: float) -> Matrix:
    """World to frame, both in frame heights, of what stands at a nearness."""
    scale = view.zoom / plain(np.maximum(0.2, 1 - view.dolly * nearness))
    y = horizon + (horizon - ZOOM_AXIS) * (view.zoom - 1) + view.pan_y + scale * (view.pedestal * nearness - horizon)
    return square(scale, 0, view.pan_x - scale * view.truck * nearness, 0, scale, y, 0, 0, 1)


def lying(view: View, nearness: float, horizon: float) -> Matrix:
    """World to frame of the ground plane: the lower, the nearer; `nearness` is that at y = FEET."""
    near = nearness / max(0.1, FEET - horizon)  # for each frame height below the horizon
    dolly = plain(np.maximum(view.dolly, -0.7)) * near
    bend = square(1, -view.truck * near, 0, 0, 1 + view.pedestal * near, 0, 0, -dolly, 1)
    y = horizon + (horizon - ZOOM_AXIS) * (view.zoom - 1) + view.pan_y
    down = np.array([[1, 0, 0], [0, 1, -horizon], [0, 0, 1.0]])
    return np.asarray(square(view.zoom, 0, view.pan_x, 0, view.zoom, y, 0, 0, 1) @ bend @ down)


class Stand:
    """How a strip stands and moves: everything of it but its picture."""

    def __init__(self, scenery: Scenery, horizon: float, width: int, height: int) -> None:
        self._horizon, self._height = horizon, height
        self._to_frame = square(height, 0, width / 2 - 0.5, 0, height, -0.5, 0, 0, 1)
        self.nearness = finite(scenery.nearness, 0.0, 3.0)
        # Lamps stand upright, but what glitters as near as the ground lies on it.
        self._ground = scenery.layer == "ground" or (scenery.layer == "lights" and self.nearness > 0.9)
        self._top = finite(scenery.top, -2.0, 2.0)
        self._bottom = max(self._top + 0.02, finite(scenery.bottom, -2.0, 3.0, 1.0))
        self._tall = scenery.layer == "sky" or (not self._ground and self._top < 0.1)
        self._drift, self._sway = finite(scenery.drift, -1.0, 1.0), finite(scenery.sway, 0.0, 1.0)
        self.ripple, self.glow = finite(scenery.ripple, 0.0, 1.0), finite(scenery.glow, 0.0, 1.0)
        self._shift = finite(scenery.shift, -10.0, 10.0)
        self.rests = max(abs(self._drift), self._sway, self.ripple, self.glow) < 1e-4
        density = min(height, DENSITY)
        self.columns = max(16, round(PERIOD * density))  # pixels of its picture at the frame's density
        self.rows = max(2, round((self._bottom - self._top) * density))
        gain = [finite(value, 0.0, 4.0, 1.0) for value in scenery.gain]
        lift = [finite(value, -1.0, 1.0) for value in scenery.lift]
        self.colour = np.concatenate([np.diag(gain), np.asarray(lift)[:, None]], 1).astype(np.float32)  # (3, 4)
        self.opacity = finite(scenery.opacity, 0.0, 1.0, 1.0)

    def matrix(self, view: View, seconds: Numbers) -> Matrix:
        """From pixels of the picture to pixels of the frame."""
        across, down = self.columns / PERIOD, self.rows / (self._bottom - self._top)
        x = self._shift + self._drift * seconds - PERIOD / 2
        to_world = square(1 / across, 0, 0.5 / across + x, 0, 1 / down, 0.5 / down + self._top, 0, 0, 1)
        if self._sway > 0:
            lean = 0.035 * self._sway * (np.sin(2 * np.pi * 0.23 * seconds) + 0.4 * np.sin(3.7 * seconds + 1))
            to_world = square(1, -lean, lean * self._bottom, 0, 1, 0, 0, 0, 1) @ to_world
        seen = (lying if self._ground else upright)(view, self.nearness, self._horizon)
        return np.asarray(self._to_frame @ seen @ to_world)

    def endless(self, most: NDArray[np.uint8]) -> tuple[bool, bool]:
        """Whether it goes on above and below its picture, of whose rows `most` tells the greatest opacity."""
        return self._tall and bool(most[0] > 8), bool(most[-1] > 8)

    def offset(self, depth: Numbers, seconds: Numbers) -> Numbers:
        """Pixels by which waves move a row to the right, at a depth in frame heights below the strip's upper edge."""
        depth = plain(np.maximum(0.0, depth))
        phase = 2 * np.pi * (7.0 * depth**0.6 - 0.32 * seconds)
        swell = plain(np.sin(phase) + 0.5 * np.sin(1.7 * phase + 1.1 + 0.9 * seconds))
        return self.ripple * self._height * (0.0012 + 0.011 * depth) * swell

    def light(self, seconds: Numbers) -> Numbers:
        """How bright it burns."""
        if self.glow <= 0:
            return 1.0
        flicker = np.sin(5.1 * seconds) + 0.6 * np.sin(12.7 * seconds + 1) + 0.4 * np.sin(23.9 * seconds + 2)
        return 1 - 0.16 * self.glow * (0.5 + 0.25 * flicker)


class Strip:
    """One strip at the frame's size."""

    def __init__(self, scenery: Scenery, horizon: float, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._stand = stand = Stand(scenery, horizon, width, height)
        self.nearness, self.rests = stand.nearness, stand.rests
        picture = sized(scenery.picture, stand.columns, stand.rows, mirrored=scenery.mirrored, colour=stand.colour)
        if stand.opacity < 1:
            picture = np.asarray(cv2.convertScaleAbs(picture, alpha=stand.opacity), np.uint8)
        self._picture = picture
        self._tiled = self._picture  # side by side as often as was needed so far
        self._find_rows()

    @property
    def there(self) -> bool:
        """Whether there is anything to see."""
        return self._last > self._first

    @property
    def steady(self) -> bool:
        """Whether it hides what is behind it at all times: what flickers lets it shine through."""
        return self._stand.glow <= 0

    def place(self, view: View, seconds: float) -> tuple[Matrix, Band]:
        """Where it is in the frame: from its pixels to the frame's, and the rows that it covers."""
        matrix = self._stand.matrix(view, seconds)
        return matrix, self.band(matrix)

    def draw(self, target: Picture, matrix: Matrix, band: Band, seconds: float) -> None:
        """Lay the rows of the band over the RGBA frame, in place."""
        if band.bottom <= band.top:
            return
        left, right = self._columns(matrix, band)
        period = self._picture.shape[1]
        tiles = min(MAX_TILES, int(np.ceil((right - left) / period)) + 1)
        if tiles * period > self._tiled.shape[1]:
            self._tiled = self._repeated(tiles)
        turned = matrix @ _moved(-period * float(np.ceil(-(left - 1) / period)))
        opaque = min(max(band.opaque, band.top), band.bottom)
        strength = self._stand.light(seconds)
        if strength < 1:
            opaque = band.bottom
        if opaque > band.top:
            rows = np.empty((opaque - band.top, self._width, 4), np.uint8)
            self._warp(rows, turned, band.top, seconds)
            lay(target[band.top : opaque], rows, strength)
        if band.bottom > opaque:
            self._warp(target[opaque : band.bottom], turned, opaque, seconds)

    def band(self, matrix: Matrix) -> Band:
        """The rows of the frame that the strip covers."""
        height = self._height
        top = 0.0 if self._endless_above else _row(matrix, self._first - 0.5)
        bottom = float(height) if self._endless_below else _row(matrix, self._last + 0.5)
        first, last = _whole(np.floor(top), height), _whole(np.ceil(bottom) + 1, height)
        if self._opaque >= self._last or not self._endless_below:
            return Band(top=first, bottom=last, opaque=last)
        # Rows above the first opaque one are mixed into it; a ripple moves nothing up or down.
        opaque = 0 if self._opaque == 0 else _whole(np.ceil(_row(matrix, self._opaque + 1.0)), height)
        return Band(top=first, bottom=last, opaque=max(first, opaque))

    def _repeated(self, tiles: int) -> Picture:
        """The picture side by side, and a little more."""
        period = self._picture.shape[1]
        return np.concatenate([self._picture] * tiles + [self._picture[:, : min(period, 4)]], 1)

    def _find_rows(self) -> None:
        """Which rows hold anything, which hide everything, and whether it goes on above and below."""
        alpha = self._picture[..., 3]
        most, least = alpha.max(1), alpha.min(1)
        self._first, self._last = seen_rows(most)
        clear = np.nonzero(least < 254)[0]
        self._opaque = int(clear[-1]) + 1 if len(clear) else 0
        self._endless_above, self._endless_below = self._stand.endless(most)

    def _columns(self, matrix: Matrix, band: Band) -> tuple[float, float]:
        """The first and the last column of the picture, repeated without end, that the frame's rows show."""
        reach = 0.03 * self._height * self._stand.ripple
        corners = np.array(
            [[x, y, 1.0] for x in (-reach, self._width - 1 + reach) for y in (band.top, band.bottom - 1)]
        )
        seen = np.linalg.solve(matrix, corners.T)
        columns = seen[0] / seen[2]
        return float(columns.min()), float(columns.max())

    def _warp(self, rows: Picture, matrix: Matrix, top: int, seconds: float) -> None:
        """Fill rows of the frame, from `top` on, with what the strip shows there."""
        if self._stand.ripple <= 0:
            self._fill(rows, np.array([[1, 0, 0], [0, 1, -top], [0, 0, 1.0]]) @ matrix)
            return
        count = len(rows)
        step = max(3, round(self._height / 80))
        edges = [*range(0, count, step), count]
        start = _row(matrix, 0.0)
        offsets = [self._stand.offset((top + edge - start) / self._height, seconds) for edge in edges]
        for first, last, before, after in zip(edges, edges[1:], offsets, offsets[1:], strict=False):
            slope = (after - before) / (last - first)
            wave = np.array([[1, slope, before], [0, 1, 0], [0, 0, 1.0]])
            down = np.array([[1, 0, 0], [0, 1, -(top + first)], [0, 0, 1.0]])
            self._fill(rows[first:last], wave @ down @ matrix)

    def _fill(self, rows: Picture, matrix: Matrix) -> None:
        size = (rows.shape[1], rows.shape[0])
        border = cv2.BORDER_REPLICATE
        if abs(matrix[2, 1]) < 1e-9:
            cv2.warpAffine(self._tiled, matrix[:2], size, rows, cv2.INTER_LINEAR, border)
        else:
            cv2.warpPerspective(self._tiled, matrix, size, rows, cv2.INTER_LINEAR, border)


def sized(picture: Picture, columns: int, rows: int, *, mirrored: bool = False, colour: Array | None = None) -> Picture:
    """A strip's picture at another size, closed on itself from side to side, and in other colours if told, (3, 4)."""
    if mirrored:
        picture = picture[:, ::-1]
    margin = min(8, picture.shape[1])
    wide = np.concatenate([picture[:, -margin:], picture, picture[:, :margin]], 1)  # so that it closes on itself
    lit = np.ascontiguousarray(wide) if colour is None else coloured(np.ascontiguousarray(wide), colour)
    extra = max(1, round(margin * columns / picture.shape[1]))
    return np.ascontiguousarray(resized(lit, columns + 2 * extra, rows)[:, extra:-extra])


def seen_rows(most: NDArray[np.uint8]) -> tuple[int, int]:
    """The first and the last row that holds anything, by the greatest opacity of each; 0 and -1 where none does."""
    seen = np.nonzero(most > CLEAR)[0]
    return (int(seen[0]), int(seen[-1])) if len(seen) else (0, -1)


def _moved(columns: float) -> Matrix:
    return np.array([[1, 0, columns], [0, 1, 0], [0, 0, 1.0]])


def _row(matrix: Matrix, row: float) -> float:
    """The frame's row that shows a row of the picture; it is the same for all columns."""
    below = matrix[2, 1] * row + matrix[2, 2]
    return float((matrix[1, 1] * row + matrix[1, 2]) / below) if below > 1e-6 else 1e6


def _whole(row: float, height: int) -> int:
    return int(min(max(row, 0), height))
