"""Rain, snow and fog in two depths, and lightning."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from training.world.batch.kept import Kept
from training.world.batch.warp import Instants, laid, sampled, sent
from video01.compositing.air import GLARE, PALE, Slide, side_of
from video01.layers import Veil


class Sheets:
    """The veil of a clip."""

    def __init__(self, veil: Veil, width: int, height: int, kept: Kept) -> None:
        self._slide, self._width, self._height = Slide(veil), width, height
        near, far = (side_of(size, height) for size in (self._slide.size, self._slide.size / 2))
        self._near, self._far = (kept.sheet(veil.picture, side) for side in (near, far))

    def behind(self, target: Tensor, seconds: Instants) -> Tensor:
        """(3, F or 1, H, W) with the far sheet over it."""
        if not self._slide.there:
            return target
        return self._laid(target, self._far, self._slide.far(seconds), self._slide.opacity / 2)

    def before(self, target: Tensor, seconds: Instants) -> Tensor:
        """(3, F, H, W) with the near sheet over it, and lightning."""
        if self._slide.there:
            target = self._laid(target, self._near, self._slide.near(seconds), self._slide.opacity)
        powers = np.array([self._slide.power(moment) for moment in seconds.tolist()])
        if not powers.any():
            return target
        power = sent(powers, target.device)[:, None, None]
        return (target * (1 + GLARE * power) + PALE * power).clamp_(max=255)

    def _laid(self, target: Tensor, sheet: Tensor, slid: tuple[Instants, Instants], opacity: float) -> Tensor:
        side = sheet.shape[-1] - 1
        starts = [(-way * self._height) % side for way in slid]
        x, y = (sent(start if self._slide.smooth else np.round(start), target.device)[:, None] for start in starts)
        columns = torch.remainder(torch.arange(self._width, device=target.device) + x, side)[:, None]
        rows = torch.remainder(torch.arange(self._height, device=target.device) + y, side)[..., None]
        columns, rows = torch.broadcast_tensors(columns, rows)
        return laid(target, sampled(sheet.float() * opacity, columns, rows), slice(None))
