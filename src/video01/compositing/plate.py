"""A picture that somebody gave, before a moving camera: each of its places moves as near as it is."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.compositing.strips import ZOOM_AXIS
from video01.compositing.ways import View
from video01.layers import Picture

Map = NDArray[np.float32]  # (H, W) of coordinates

COARSE = 8  # pixels: the map from frame to picture is smooth, so it is found at this distance
ROUNDS = 4  # of finding which place of the picture, with its own nearness, is seen at a point
MIRRORED = 0.35  # of the picture's height is drawn on at each side by its mirror image, for the camera to look at
SKYLINE, FOREGROUND = 0.42, 0.95  # y at which a picture is taken to be farthest and nearest
FAR, NEAR = 0.6, 0.95  # how near it is taken to be there


class PlateView:
    """A picture (H, W, 3) of the frame's own size, and what the camera sees of it.

    How near its places are is guessed: what is lower is nearer, as on open ground. As a figure that was cut out of it
    leaves its place, it becomes the picture `cleared` of the figure's shadow.
    """

    def __init__(self, picture: Picture, horizon: float, cleared: Picture | None = None) -> None:
        self.height, self.width = picture.shape[:2]
        self._margin = margin = round(MIRRORED * self.height)

        def widened(picture: Picture) -> Picture:
            wide = cv2.copyMakeBorder(picture, margin, margin, margin, margin, cv2.BORDER_REFLECT_101)
            return np.ascontiguousarray(cv2.cvtColor(wide, cv2.COLOR_RGB2RGBA))

        self._wide = self._given = widened(picture)
        self._cleared = None if cleared is None else widened(cleared)
        self._left = 0.0
        self._horizon = horizon
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
        x, y = self._seen(view)
        across = self._spread(x * self.height + self.width / 2 - 0.5) + self._margin
        down = self._spread(y * self.height - 0.5) + self._margin
        cv2.remap(self._wide, across, down, cv2.INTER_LINEAR, target, cv2.BORDER_REFLECT_101)

    def _seen(self, view: View) -> tuple[Map, Map]:
        """The place of the picture (x, y in frame heights) that is seen at each point of a coarse grid."""
        x, y = self._x, self._y
        near = nearness(y)
        lift = self._horizon + (self._horizon - ZOOM_AXIS) * (view.zoom - 1) + view.pan_y
        for _ in range(ROUNDS):
            scale = view.zoom / np.maximum(0.3, 1 - view.dolly * near)
            world_x = (x - view.pan_x) / scale + view.truck * near
            world_y = (y - lift) / scale + self._horizon - view.pedestal * near
            near = 0.5 * near + 0.5 * nearness(world_y)
        return world_x.astype(np.float32), world_y.astype(np.float32)

    def _spread(self, coarse: Map) -> Map:
        """A map over the grid to one over the frame's pixels."""
        fine = cv2.resize(coarse, None, fx=COARSE, fy=COARSE)[COARSE:, COARSE:]
        return np.asarray(fine[: self.height, : self.width], np.float32)


def nearness(y: Map) -> Map:
    """How near a place at height y is taken to be."""
    t = np.clip((y - SKYLINE) / (FOREGROUND - SKYLINE), 0, 1)
    return np.asarray(FAR + (NEAR - FAR) * t * t * (3 - 2 * t), np.float32)
