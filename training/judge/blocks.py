"""What the judge's networks are made of."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Block(nn.Module):
    """A residual block of two 3x3 convolutions, the first of which may halve the picture."""

    def __init__(self, before: int, after: int, stride: int = 1) -> None:
        super().__init__()
        self.first = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(after)
        self.second = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(after)
        same = stride == 1 and before == after
        self.past: nn.Module = nn.Identity() if same else nn.Conv2d(before, after, 1, stride, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """(B, before, H, W) to (B, after, H / stride, W / stride)."""
        past = self.past(x)
        x = F.relu(self.first_norm(self.first(x)))
        x = self.second_norm(self.second(x))
        return F.relu(x + past)


def stem(before: int, after: int, side: int) -> nn.Sequential:
    """Cut a picture into squares of `side` pixels, with a look over their edges."""
    return nn.Sequential(
        nn.Conv2d(before, after, side + 2, side, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)
    )


def normal(frames: Tensor) -> Tensor:
    """(..., H, W, 3) uint8 to (..., 3, H, W) about 0."""
    return (frames.movedim(-1, -3).float() - 118) / 60


def pooled(x: Tensor) -> Tensor:
    """(B, C, H, W) to its mean and its largest values: (B, 2 C)."""
    return torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1)
