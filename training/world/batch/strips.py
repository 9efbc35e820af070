"""Strips of scenery."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.world.batch.kept import Kept
from training.world.batch.warp import Instants, coloured, laid, sampled, sent
from video01.compositing.strips import Stand, seen_rows
from video01.compositing.ways import View
from video01.layers import Scenery

_NOWHERE = -1e6  # a row that no picture has


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a strip is in the frames; F is 1 where nothing moves."""

    matrix: NDArray[np.float64]  # (F, 3, 3) from pixels of the picture to those of the frame
    seconds: Instants
    top: Instants  # the first row of the frame that it covers
    bottom: Instants  # and the first one that it does not cover any more
    hides: int  # from this row on it hides what is behind it at all instants; H where it hides nothing


class BatchStrip:
    """One strip at the frame's size."""

    def __init__(self, scenery: Scenery, horizon: float, width: int, height: int, kept: Kept) -> None:
        self._stand = stand = Stand(scenery, horizon, width, height)
        self.nearness, self._width, self._height = stand.nearness, width, height
        found = kept.strip(scenery.picture, stand.columns, stand.rows)
        most = np.rint(found.most * stand.opacity).astype(np.uint8)
        self._first, self._last = seen_rows(most)
        clear = np.nonzero(np.rint(found.least * stand.opacity) < 254)[0]
        self._opaque = int(clear[-1]) + 1 if len(clear) else 0
        self._above, self._below = stand.endless(most)
        if self.there:
            lit = coloured(found.pixels, stand.colour) * stand.opacity
            lit = lit.flip(-1) if scenery.mirrored else lit
            self._pixels = torch.cat([lit, lit[..., :1]], -1)  # (4, rows, columns + 1): it repeats

    @property
    def there(self) -> bool:
        """Whether there is anything to see."""
        return self._last > self._first

    def placed(self, view: View, seconds: Instants, resting: View | None) -> Place:
        """Where it is in the frames, before the camera or, where both rest, before that one view of it."""
        if resting is not None and self._stand.rests:
            view, seconds = resting, seconds[:1]
        matrix = np.broadcast_to(self._stand.matrix(view, seconds), (len(seconds), 3, 3))
        none = np.zeros(len(matrix))
        top = none if self._above else np.floor(_row(matrix, self._first - 0.5))
        bottom = none + self._height if self._below else np.ceil(_row(matrix, self._last + 0.5)) + 1
        top, bottom = np.clip(top, 0, self._height), np.clip(bottom, 0, self._height)
        hides = self._height
        if self._below and self._stand.glow <= 0 and self._opaque < self._last and int(bottom.min()) == self._height:
            opaque = np.ceil(_row(matrix, self._opaque + 1.0)) if self._opaque else none
            hides = int(np.maximum(opaque, top).max())  # rows above the first opaque one are mixed into it
        return Place(matrix=matrix, seconds=seconds, top=top, bottom=bottom, hides=hides)

    def draw(self, target: Tensor, place: Place, hidden: int) -> Tensor:
        """Lay it over (3, F or 1, H, W), but for the rows from `hidden` on."""
        first, end = int(place.top.min()), min(int(place.bottom.max()), hidden)
        if end <= first:
            return target
        y = np.arange(first, end)[None]
        slope, start, rows = self._seen(place.matrix, y, place.seconds)
        rows = np.where((y < place.top[:, None]) | (y >= place.bottom[:, None]), _NOWHERE, rows)
        device, columns = target.device, self._stand.columns
        scale, left, down = (sent(part, device)[..., None] for part in (slope, start % columns, rows))
        x = torch.arange(self._width, device=device, dtype=torch.float32)
        across = torch.remainder(scale * x + left, columns)
        source = sampled(self._pixels, across, down.expand_as(across))
        light = self._stand.light(place.seconds)
        if isinstance(light, np.ndarray):
            source = source * sent(light, device)[:, None, None]
        return laid(target, source, slice(first, end))

    def _seen(
        self, matrix: NDArray[np.float64], y: NDArray[np.int64], seconds: Instants
    ) -> tuple[NDArray[np.float64], ...]:
        """What each row of the frame shows: its column is slope * x + start, and its row; (F, h) each."""
        back = np.linalg.inv(matrix)[..., None]
        below = back[:, 2, 1] * y + back[:, 2, 2]
        slope, start = back[:, 0, 0] / below, (back[:, 0, 1] * y + back[:, 0, 2]) / below
        if self._stand.ripple > 0:
            depth = (y - _row(matrix, 0.0)[:, None]) / self._height
            start = start - slope * self._stand.offset(depth, seconds[:, None])
        rows = (back[:, 1, 1] * y + back[:, 1, 2]) / below
        return slope, start, np.clip(rows, 0, self._stand.rows - 1)


def _row(matrix: NDArray[np.float64], row: float) -> Instants:
    """The frame's row that shows a row of the picture: (F,)."""
    below = matrix[:, 2, 1] * row + matrix[:, 2, 2]
    return np.where(below > 1e-6, (matrix[:, 1, 1] * row + matrix[:, 1, 2]) / np.maximum(below, 1e-6), 1e6)
