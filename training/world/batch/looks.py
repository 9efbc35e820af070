"""The look of finished frames."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from training.world.batch.kept import Kept
from training.world.batch.warp import Instants, sent
from video01.compositing.grade import COARSENESS, Tone, coarse, grains, light_of, moved, softness
from video01.layers import Look


class Grading:
    """One look for all frames of a clip."""

    def __init__(self, look: Look, width: int, height: int, kept: Kept) -> None:
        self._tone = tone = Tone(look)
        self._width, self._height = width, height
        self._noise = self._light = None
        if tone.grain > 0:
            self._noise = kept.grey(("grain", width, height), lambda: grains(width, height))
        if tone.shaded:
            key = ("light", width, height, tone.vignette, tone.paper)
            self._light = kept.grey(key, lambda: light_of(width, height, tone.vignette, tone.paper)).float() / 255

    def finish(self, target: Tensor, seconds: Instants) -> Tensor:
        """The graded frames, as bytes: (F, H, W, 3) from (3, F, H, W)."""
        tone = self._tone
        if tone.bloom > 0:
            target = self._spread(target)
        if tone.colour is not None:
            matrix = sent(tone.colour, target.device)
            target = (matrix[:, :3] @ target.flatten(1) + matrix[:, 3:]).view_as(target).clamp_(0, 255)
        if self._noise is not None:
            target = (target + COARSENESS * tone.grain * (self._grain(self._noise, seconds) - 128)).clamp_(0, 255)
        if self._light is not None:
            target = target * self._light
        return (target + 0.5).clamp_(0, 255).byte().permute(1, 2, 3, 0)

    def _spread(self, target: Tensor) -> Tensor:
        """What is bright shines on what is around it."""
        columns, rows = coarse(self._width, self._height)
        small = F.interpolate(target, (rows, columns), mode="area")
        deviation = softness(self._height)
        reach = round(deviation * 6 + 1) // 2
        kernel = sent(cv2.getGaussianKernel(2 * reach + 1, deviation).ravel(), target.device)
        bright = F.pad(small.square() / 255, (reach, reach, reach, reach), "reflect").flatten(0, 1)[:, None]
        soft = F.conv2d(F.conv2d(bright, kernel[None, None, None]), kernel[None, None, :, None])
        glow = F.interpolate(soft, (self._height, self._width), mode="bilinear", align_corners=False)
        kept, shining = self._tone.spread
        return (kept * target + shining * glow.view_as(target)).clamp_(max=255)

    def _grain(self, noise: Tensor, seconds: Instants) -> Tensor:
        """Each instant's part of the grain: (F, H, W)."""
        starts = torch.from_numpy(np.array([moved(moment) for moment in seconds.tolist()])).to(noise.device)
        parts = noise.unfold(0, self._height, 1).unfold(1, self._width, 1)
        return parts[starts[:, 1], starts[:, 0]].float()
