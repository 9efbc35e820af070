"""A small U-Net that tells which places of a picture belong to its figure, if it could move, and which way it looks.

It sees pictures squeezed to a square, whatever their shape: no place is wasted on padding, one compiled graph does for
all, and what the squeezing does to shapes it learns to see through, as its lessons have all shapes. 0.9 M parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True, kw_only=True)
class SeekerConfig:
    """What rebuilds a network."""

    widths: tuple[int, ...] = (24, 48, 80, 112)  # channels at a half, a quarter, an eighth, a sixteenth of the size
    blocks: tuple[int, ...] = (1, 1, 2, 2)  # at each of them


def convolution(narrow: int, wide: int, *, size: int = 3, stride: int = 1, dilation: int = 1) -> nn.Module:
    """With normalization, without the nonlinearity."""
    padding = dilation * (size // 2)
    layer = nn.Conv2d(narrow, wide, size, stride=stride, padding=padding, dilation=dilation, bias=False)
    return nn.Sequential(layer, nn.BatchNorm2d(wide))


class Block(nn.Module):
    """Two convolutions, beside which the input goes on."""

    def __init__(self, width: int, dilation: int = 1) -> None:
        super().__init__()
        self.one, self.two = convolution(width, width), convolution(width, width, dilation=dilation)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.two(F.relu(self.one(x))))


class Seeker(nn.Module):
    """Pictures (B, 3, S, S), 0..1, to logits: of each place (B, 1, S, S), of a figure that could move (B, 1).

    And of its looking left, to neither side and right (B, 3).
    """

    def __init__(self, config: SeekerConfig) -> None:
        super().__init__()
        self.config = config
        widths, blocks = config.widths, config.blocks
        self.stem = convolution(12, widths[0])
        self.levels = nn.ModuleList(
            nn.Sequential(*(Block(width, 2 if level == len(widths) - 1 else 1) for _ in range(number)))
            for level, (width, number) in enumerate(zip(widths, blocks, strict=True))
        )
        pairs = list(pairwise(widths))
        self.downs = nn.ModuleList(convolution(wide, deep, stride=2) for wide, deep in pairs)
        self.whole = nn.Sequential(nn.Linear(widths[-1], widths[-1]), nn.ReLU())
        self.spread = nn.Linear(widths[-1], widths[-1])
        self.ups = nn.ModuleList(convolution(deep, wide, size=1) for wide, deep in pairs)
        self.joins = nn.ModuleList(convolution(wide, wide) for wide, _ in pairs)
        self.places = nn.Conv2d(widths[0], 4, 1)
        self.movable = nn.Linear(widths[-1], 1)
        self.looks = nn.Sequential(nn.Linear(2 * widths[-1], widths[-1]), nn.ReLU(), nn.Linear(widths[-1], 3))

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = F.relu(self.stem(F.pixel_unshuffle(pictures * 4 - 2, 2)))
        seen = []
        for level, blocks in enumerate(self.levels):
            x = blocks(x if level == 0 else F.relu(self.downs[level - 1](x)))
            seen.append(x)
        whole = self.whole(x.mean((2, 3)))
        x = deep = x + self.spread(whole)[:, :, None, None]
        for level in reversed(range(len(self.ups))):
            larger = F.interpolate(self.ups[level](x), scale_factor=2.0, mode="nearest")
            x = F.relu(larger + seen[level])
            x = F.relu(x + self.joins[level](x))
        places = F.pixel_shuffle(self.places(x), 2)
        there = F.avg_pool2d(torch.sigmoid(places.detach()), 2 ** len(self.levels))  # as coarse as what is deepest
        return places, self.movable(whole), self.looks(_halves(deep, there))


def _halves(deep: Tensor, there: Tensor) -> Tensor:
    """What (B, C, h, w) a figure (B, 1, h, w) has on both sides together, and more of on its right: (B, 2 C)."""
    share = there / (there.sum((2, 3), keepdim=True) + 0.01)
    x = torch.linspace(-1, 1, there.shape[-1], dtype=there.dtype, device=there.device)
    x = x - (share * x).sum((2, 3), keepdim=True)
    wide = ((share * x * x).sum((2, 3), keepdim=True) + 0.01).sqrt()
    return torch.cat([(deep * share).sum((2, 3)), (deep * share * x / wide).sum((2, 3))], 1)


def answers(network: Seeker, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Likelihoods in place of logits."""
    places, movable, looks = network(pictures)
    return torch.sigmoid(places.float()), torch.sigmoid(movable.float()), torch.softmax(looks.float(), -1)
