"""From one picture to another: both are moved along the way between them while one fades into the other."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import Picture

SHRINK = 4  # the way is found at a quarter of the size
BEGIN, END = 0.45, 0.97  # share of a clip at which it begins to turn into its last picture, and has


class Morph:
    """Ends a clip on a given picture (H, W, 3)."""

    def __init__(self, last: Picture) -> None:
        self.last = last
        self._finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
        height, width = last.shape[:2]
        self._grid = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        self._grey = self._small(last)

    def apply(self, frame: Picture, u: float) -> Picture:
        """The frame at a share of the clip, on its way to the last picture."""
        share = float(np.clip((u - BEGIN) / (END - BEGIN), 0, 1))
        share = share * share * (3 - 2 * share)
        if share <= 0:
            return frame
        if share >= 1:
            return self.last
        way = self._finder.calc(self._small(frame), self._grey, np.zeros((*self._grey.shape, 2), np.float32))
        size = (frame.shape[1], frame.shape[0])
        flow = np.asarray(cv2.resize(cv2.GaussianBlur(way, (0, 0), 4), size) * SHRINK, np.float32)
        before = self._moved(frame, flow, -share)
        after = self._moved(self.last, flow, 1 - share)
        return np.asarray(cv2.addWeighted(before, 1 - share, after, share, 0), np.uint8)

    def _small(self, picture: Picture) -> NDArray[np.uint8]:
        size = (picture.shape[1] // SHRINK, picture.shape[0] // SHRINK)
        return np.asarray(cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY))

    def _moved(self, picture: Picture, flow: NDArray[np.float32], share: float) -> Picture:
        x, y = self._grid
        moved = cv2.remap(
            picture, x + share * flow[..., 0], y + share * flow[..., 1], cv2.INTER_LINEAR, None, cv2.BORDER_REFLECT_101
        )
        return np.asarray(moved, np.uint8)
