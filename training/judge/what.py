"""WHAT: the surroundings that a single frame shows, and where its figures are."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.judge.blocks import Block, normal, pooled, stem
from training.judge.labels import SURROUNDINGS

STRIDE = 8  # pixels of a cell of the map of figures
FEATURES = 96
_CORE, _RIM = 0.25, 0.55  # of half the size of a figure: inside it is found, outside it is not


class Seen(NamedTuple):
    """What one frame shows."""

    surroundings: list[Tensor]  # of SURROUNDINGS: (B, classes) logits
    there: Tensor  # (B, h, w) logits of a figure whose middle is near the cell
    boxes: Tensor  # (B, 4, h, w): middle right and down of the cell in cells; log of width and height in cells
    features: Tensor  # (B, FEATURES)


class What(nn.Module):
    """A convolutional network for frames of 256 x 144."""

    def __init__(self) -> None:
        super().__init__()
        self.fine = nn.Sequential(stem(3, 32, 4), Block(32, 32), Block(32, 64, 2), Block(64, 64))  # stride 8
        self.coarse = nn.Sequential(Block(64, 96, 2), Block(96, 96), Block(96, 128, 2), Block(128, 128))  # stride 32
        self.down, self.across = nn.Conv2d(128, 64, 1), nn.Conv2d(96, 64, 1)
        self.map = nn.Sequential(Block(64, 64), nn.Conv2d(64, 5, 1))
        self.project = nn.Linear(2 * 128 + 2 * 64, FEATURES)
        self.heads = nn.ModuleList(nn.Linear(FEATURES, len(names)) for names in SURROUNDINGS.values())

    def forward(self, frames: Tensor) -> Seen:
        """(B, 144, 256, 3) uint8."""
        fine = self.fine(normal(frames).contiguous(memory_format=torch.channels_last))
        middle = self.coarse[1](self.coarse[0](fine))
        coarse = self.coarse[3](self.coarse[2](middle))
        features = self.project(torch.cat([pooled(coarse), pooled(fine)], 1))
        size = fine.shape[2:]
        wide = sum(F.interpolate(part, size, mode="nearest") for part in (self.down(coarse), self.across(middle)))
        found = self.map(fine + wide).float()
        known = F.relu(features)
        return Seen([head(known).float() for head in self.heads], found[:, 0], found[:, 1:], features.float())


def map_of(boxes: Tensor, height: int, width: int) -> tuple[Tensor, Tensor]:
    """What the map of figures should say of boxes, (B, A, 5) in frame heights: (B, h, w) and (B, 4, h, w).

    The first is 1 near the middle of a figure, 0 where there is none and -1 where either will do.
    """
    rows, columns = height // STRIDE, width // STRIDE
    down, across = torch.meshgrid(torch.arange(rows) + 0.5, torch.arange(columns) + 0.5, indexing="ij")
    there = torch.zeros(len(boxes), rows, columns)
    wanted = torch.zeros(len(boxes), 4, rows, columns)
    cells = boxes[..., :4] * rows
    order = cells[..., 3].argsort(1, descending=True)  # small ones last, so that they are not hidden
    for place in range(boxes.shape[1]):
        pick = order[:, place, None, None].expand(-1, 1, 5)
        box = torch.cat([cells, boxes[..., 4:]], 2).gather(1, pick)[:, 0, :, None, None]
        x, y, wide, tall, opacity = box.unbind(1)
        right, below = x + columns / 2 - across, y - down
        off = torch.maximum(2 * right.abs() / wide.clamp_min(1.6), 2 * below.abs() / tall.clamp_min(1.6))
        core, rim = (off < _CORE) | _nearest(right, below), off < _RIM
        shown = (opacity > 0.3) & (wide > 0)
        hinted = (opacity > 0.06) & (wide > 0)
        there = torch.where(hinted & rim, -1.0, there)
        there = torch.where(shown & core, 1.0, there)
        numbers = [right, below, wide.clamp_min(0.3).log().expand_as(right), tall.clamp_min(0.3).log().expand_as(right)]
        wanted = torch.where((shown & core)[:, None], torch.stack(numbers, 1), wanted)
    return there, wanted


def _nearest(right: Tensor, below: Tensor) -> Tensor:
    """The one cell that holds the middle."""
    return (right.abs() <= 0.5) & (below.abs() <= 0.5)
