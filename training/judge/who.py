"""WHO: the name and the colour of the figure in the middle of a small square."""

from __future__ import annotations

import torch
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
