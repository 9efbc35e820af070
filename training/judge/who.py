"""WHO: the name and the colour of the figure in the middle of a small square."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from training.judge.blocks import Block, normal, pooled, stem
from training.judge.labels import COLOUR_NAMES, SUBJECT_NAMES

SIDE = 64  # pixels
MARGIN = 1.3  # side of the square beside the larger side of the figure


class Who(nn.Module):
    """A convolutional network for squares of 64 x 64."""

    def __init__(self) -> None:
        super().__init__()
        self.trunk = nn.Sequential(
            stem(3, 48, 4), Block(48, 48), Block(48, 96, 2), Block(96, 96), Block(96, 160, 2), Block(160, 160)
        )
        self.name = nn.Sequential(nn.Linear(320, 256), nn.ReLU(), nn.Linear(256, len(SUBJECT_NAMES)))
        self.colour = nn.Linear(320, len(COLOUR_NAMES))

    def forward(self, squares: Tensor) -> tuple[Tensor, Tensor]:
        """(B, 64, 64, 3) uint8 to logits of names and of colours."""
        seen = pooled(self.trunk(normal(squares).contiguous(memory_format=torch.channels_last)))
        seen = F.dropout(seen, 0.1, self.training)
        return self.name(seen).float(), self.colour(seen).float()


def square_of(frame: NDArray[np.uint8], box: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The square about a figure: middle x (from the frame's middle), y, width and height in frame heights."""
    height, width = frame.shape[:2]
    side = max(12.0, MARGIN * float(max(box[2], box[3])) * height)
    x, y = float(box[0]) * height + width / 2, float(box[1]) * height
    scale = SIDE / side
    source = frame
    if scale < 0.75:  # shrink by areas first
        source = np.asarray(cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        x, y, scale = x * scale, y * scale, 1.0
    matrix = np.array([[scale, 0, SIDE / 2 - scale * x], [0, scale, SIDE / 2 - scale * y]])
    return np.asarray(cv2.warpAffine(source, matrix, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE), np.uint8)
