"""A picture that somebody gave, before a moving camera: each of its places moves as near as it is."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.compositing.strips import ZOOM_AXIS
from video01.compositing.ways import View
from video01.layers import Array, Picture

Map = NDArray[np.float32]  # (H, W) of coordinates

COARSE = 8  # pixels: the map from frame to picture is found at this distance
LEVELS = 24  # of nearness at which it is sought what is seen at a point
LEAST_PARALLAX = 1e-3  # frame heights: a camera that moves less aside, up or forth moves everything alike
MIRRORED = 0.35  # of the picture's height is drawn on at each side by its mirror image, for the camera to look at
SKYLINE, FOREGROUND = 0.42, 0.95  # y at which a picture is farthest and nearest where nobody can tell how near it is
FAR, NEAR = 0.6, 0.95  # how near it is taken to be there


class PlateView:
    """A picture (H, W, 3) of the frame's own size, and what the camera sees of it.

    `relief`, (h, w), is how near its places are. As a figure that was cut out of it leaves its place, it becomes the
    picture `cleared` of the figure's shadow.
    """

    def __init__(self, picture: Picture, horizon: float, relief: Array, cleared: Picture | None = None) -> None:
        self.height, self.width = picture.shape[:2]
        self._margin = margin = round(MIRRORED * self.height)

        def widened(picture: Picture) -> Picture:
            wide = cv2.copyMakeBorder(picture, margin, margin, margin, margin, cv2.BORDER_REFLECT_101)
            return np.ascontiguousarray(cv2.cvtColor(wide, cv2.COLOR_RGB2RGBA))

        self._wide = self._given = widened(picture)
        self._cleared = None if cleared is None else widened(cleared)
        self._left = 0.0
        self._horizon, self._relief = horizon, relief
        self._levels = np.linspace(relief.max(), relief.min(), LEVELS, dtype=np.float32)[:, None, None]
        columns, rows = (-(-side // COARSE) + 2 for side in (self.width, self.height))
        x = ((np.arange(columns, dtype=np.float32) - 0.5) * COARSE - self.width / 2) / self.height
        y = (np.arange(rows, dtype=np.float32) - 0.5) * COARSE / self.height
        self._x, self._y = (np.ascontiguousarray(grid, np.float32) for grid in np.meshgrid(x, y))

    def draw(self, target: Picture, view: View, left: float = 0.0) -> None:
        """Fill the RGBA frame; `left` is how far, 0..1, the figure cut out of the picture has left its place."""
        if self._cleared is not None and left != self._left:
            self._left = left
            self._wide = np.asarray(cv2.addWeighted(self._given, 1 - left, self._cleared, left, 0), np.uint8)
        if view == View():
            inside = slice(self._margin, -self._margin)
            target[:] = self._wide[inside, inside]
            return
        x, y = self._seen_at(view, self._nearest(view))
        across = self._spread(x * self.height + self.width / 2 - 0.5) + self._margin
        down = self._spread(y * self.height - 0.5) + self._margin
        cv2.remap(self._wide, across, down, cv2.INTER_LINEAR, target, cv2.BORDER_REFLECT_101)

    def _nearest(self, view: View) -> Map:
        """How near what is seen at each point of the coarse grid is: the nearest place that hides all behind it."""
        if max(abs(view.truck), abs(view.pedestal), abs(view.dolly)) < LEAST_PARALLAX:
            return np.zeros_like(self._x)
        x, y = self._seen_at(view, self._levels)  # (LEVELS, rows, columns)
        over = nearness_at(self._relief, x.reshape(-1, x.shape[2]), y.reshape(-1, y.shape[2]), self.width / self.height)
        above = over.reshape(x.shape) - self._levels  # from 0 on, the place stands out so far
        above[-1] = np.maximum(above[-1], 0)
        hit = (above >= 0).argmax(0)[None]
        now, before = (np.take_along_axis(above, at, 0)[0] for at in (hit, np.maximum(hit - 1, 0)))
        share = np.where(hit[0] > 0, now / np.maximum(now - before, 1e-6), 0)
        step = self._levels[0, 0, 0] - self._levels[1, 0, 0]
        return np.asarray(self._levels[hit[0], 0, 0] + share * step, np.float32)

    def _seen_at(self, view: View, near: Map) -> tuple[Map, Map]:
        """The places of the picture (x, y in frame heights) that would be seen at each point if all were so near."""
        lift = self._horizon + (self._horizon - ZOOM_AXIS) * (view.zoom - 1) + view.pan_y
        scale = view.zoom / np.maximum(0.3, 1 - view.dolly * near)
        x = (self._x - view.pan_x) / scale + view.truck * near
        y = (self._y - lift) / scale + self._horizon - view.pedestal * near
        return x.astype(np.float32), y.astype(np.float32)

    def _spread(self, coarse: Map) -> Map:
        """A map over the grid to one over the frame's pixels."""
        fine = cv2.resize(coarse, None, fx=COARSE, fy=COARSE)[COARSE:, COARSE:]
        return np.asarray(fine[: self.height, : self.width], np.float32)


def nearness_at(relief: Array, x: Map, y: Map, aspect: float) -> Map:
    """How near places of a picture, `aspect` times as wide as high, are: x from its middle, y from above, heights."""
    rows, columns = relief.shape
    across, down = (x / aspect + 0.5) * columns - 0.5, y * rows - 0.5
    found = cv2.remap(
        relief, across.astype(np.float32), down.astype(np.float32), cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE
    )
    return np.asarray(found, np.float32)


def open_ground(rows: int = 64) -> Array:
    """The relief of a picture of which nothing is known, (rows, 1): what is lower is nearer."""
    y = (np.arange(rows, dtype=np.float32)[:, None] + 0.5) / rows
    t = np.clip((y - SKYLINE) / (FOREGROUND - SKYLINE), 0, 1)
    return np.asarray(FAR + (NEAR - FAR) * t * t * (3 - 2 * t), np.float32)
