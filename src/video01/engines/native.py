"""From the model's small frames to the video that was asked for, by classical means, and back for a given picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.sampling import Array

NATIVE_HEIGHT = 192  # pixels
NARROWEST, WIDEST = 128, 320  # pixels across
Frame = NDArray[np.uint8]  # (H, W, 3) RGB


def native_size(width: int, height: int, multiple: int) -> tuple[int, int]:
    """The model's own width and height for a video of `width` x `height`: the video's shape is cut from it."""
    across = -(-NATIVE_HEIGHT * width // (height * multiple)) * multiple
    return min(max(across, NARROWEST), WIDEST), NATIVE_HEIGHT


def cut(width: int, height: int, aspect: float) -> tuple[slice, slice]:
    """The rows and columns of the largest middle part of a picture with this aspect (width over height)."""
    columns, rows = min(width, round(height * aspect)), min(height, round(width / aspect))
    top, left = (height - rows) // 2, (width - columns) // 2
    return slice(top, top + rows), slice(left, left + columns)


def to_native(picture: Frame, width: int, height: int) -> Array:
    """A given picture as the model's first frame (1, 3, height, width) in -1..1: the way back of `resample`.

    What lies outside the picture's shape is filled by mirroring.
    """
    rows, columns = cut(width, height, picture.shape[1] / picture.shape[0])
    inner = cv2.resize(picture, (columns.stop - columns.start, rows.stop - rows.start), interpolation=cv2.INTER_AREA)
    margins = rows.start, height - rows.stop, columns.start, width - columns.stop
    whole = cv2.copyMakeBorder(inner, *margins, cv2.BORDER_REFLECT)
    native: Array = whole.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1
    return native


def resample(
    chunks: Iterator[Frame], frames_in: int, frames_out: int, width: int, height: int
) -> Iterator[NDArray[np.uint8]]:
    """`frames_in` small frames, in chunks, to `frames_out` frames of `width` x `height`, evenly over the same time.

    One frame at a time, as (1, height, width, 3): between two small frames their contents move along the optical flow.
    """
    source = (frame for chunk in chunks for frame in chunk)
    first = next(source)
    rows, columns = cut(first.shape[1], first.shape[0], width / height)
    pair = Pair(first[rows, columns], first[rows, columns])
    at = 0  # number of the pair's later frame
    for number in range(frames_out):
        position = number * (frames_in - 1) / frames_out
        while at < position:
            pair, at = Pair(pair.after, next(source)[rows, columns]), at + 1
        between = pair.between(1 - (at - position))
        yield np.asarray(cv2.resize(between, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)[None]
    for _ in source:  # the rest of a clip that was asked for in few frames
        pass


class Pair:
    """Two frames that follow one another, and what lies between them."""

    def __init__(self, before: Frame, after: Frame) -> None:
        self.before, self.after = np.ascontiguousarray(before), np.ascontiguousarray(after)
        self._flows: tuple[Array, Array] | None = None

    def between(self, share: float) -> Frame:
        """The picture at `share` of the way: 0 is `before`, 1 is `after`."""
        if share < 0.01:
            return self.before
        if share > 0.99:
            return self.after
        there, back = self._flow()
        # the flow at the moment between, taken from both ends (arXiv 1712.00080, eq. 4)
        to_before = -(1 - share) * share * there + share * share * back
        to_after = (1 - share) * (1 - share) * there - share * (1 - share) * back
        mixed = cv2.addWeighted(_warp(self.before, to_before), 1 - share, _warp(self.after, to_after), share, 0)
        return np.asarray(mixed, np.uint8)

    def _flow(self) -> tuple[Array, Array]:
        if self._flows is None:
            before, after = (cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in (self.before, self.after))
            self._flows = _flow_between(before, after), _flow_between(after, before)
        return self._flows


def _flow_between(before: NDArray[Any], after: NDArray[Any]) -> Array:
    """Dense inverse search (arXiv 1603.03590): how far each pixel has gone, (H, W, 2)."""
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    still = np.zeros((*before.shape, 2), np.float32)
    return np.asarray(search.calc(before, after, still), np.float32)


def _warp(frame: Frame, flow: Array) -> Frame:
    height, width = frame.shape[:2]
    grid = np.stack(np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)), -1)
    points = (grid + flow).astype(np.float32)
    moved = cv2.remap(frame, points[..., 0], points[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)
