"""HOW: what figures do and how the camera moves, from frames over the whole clip and the flow between them."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.judge.blocks import Block, normal, stem
from training.judge.labels import ACTION_NAMES, CAMERA_NAMES
from training.judge.shots import FLOW_SIZE, FLOW_STEP, INSTANTS

_WIDTH = 72
_SLICES = 4  # of the clip's course that each head looks at


class Moved(NamedTuple):
    """Logits of the first and the second phase: (B, 2, names)."""

    actions: Tensor
    cameras: Tensor


class Course(nn.Module):
    """A residual block over time."""

    def __init__(self, width: int, after: int | None = None) -> None:
        super().__init__()
        self.mix = nn.Conv1d(width, after or width, 3, 1, 1, bias=False)
        self.norm = nn.BatchNorm1d(after or width)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, T)."""
        mixed = F.relu(self.norm(self.mix(x)))
        return x + mixed if mixed.shape == x.shape else mixed


class How(nn.Module):
    """Two-dimensional convolutions in each frame, one-dimensional ones over time."""

    def __init__(self) -> None:
        super().__init__()
        self.sight = stem(6, 20, 4)  # 13 x 24
        self.speed = nn.Sequential(nn.Conv2d(4, 20, 3, 2, 1, bias=False), nn.BatchNorm2d(20), nn.ReLU())  # 14 x 24
        self.trunk = nn.Sequential(Block(40, 40), Block(40, 72, 2), Block(72, _WIDTH))  # 7 x 12
        self.rows = nn.Conv2d(_WIDTH, 24, 1)
        self.gather = nn.Linear(2 * _WIDTH + 24 * 3 * 4, 192)
        self.course = nn.Sequential(Course(192), Course(192), Course(192))
        self.actions = nn.Linear(192 * (_SLICES + 1), 2 * len(ACTION_NAMES))
        self.cameras = nn.Linear(192 * (_SLICES + 1), 2 * len(CAMERA_NAMES))

    def forward(self, motion: Tensor, flow: Tensor) -> Moved:
        """(B, INSTANTS, 54, 96, 3) uint8 and (B, INSTANTS - 1, 27, 48, 2) int8."""
        batch = len(motion)
        frames = normal(motion)
        change = torch.cat([frames[:, 1:] - frames[:, :-1], torch.zeros_like(frames[:, :1])], 1)
        seen = torch.cat([frames, change], 2).flatten(0, 1).contiguous(memory_format=torch.channels_last)
        speed = F.pad(flow.float().movedim(-1, 2) / (2 * FLOW_STEP), (0, 0, 0, 0, 0, 0, 0, 1)).flatten(0, 1)
        place = _places(len(seen), speed.dtype)
        moving = self.speed(torch.cat([speed, place], 1).contiguous(memory_format=torch.channels_last))
        sight = F.interpolate(self.sight(seen), moving.shape[2:])
        x = self.trunk(torch.cat([moving, sight], 1))
        spread = F.adaptive_avg_pool2d(self.rows(x), (3, 4)).flatten(1)
        x = F.relu(self.gather(torch.cat([x.mean((2, 3)), x.amax((2, 3)), spread], 1)))
        course = self.course(x.view(batch, INSTANTS, -1).transpose(1, 2))
        course = torch.cat([F.adaptive_avg_pool1d(course, _SLICES), course.amax(2, keepdim=True)], 2).flatten(1)
        course = F.dropout(course, 0.15, self.training)
        return Moved(
            self.actions(course).float().view(batch, 2, -1),
            self.cameras(course).float().view(batch, 2, -1),
        )


def _places(batch: int, dtype: torch.dtype) -> Tensor:
    """How far right and down each cell is: (B, 2, 27, 48)."""
    down, across = torch.meshgrid(
        torch.linspace(-1, 1, FLOW_SIZE[1]), torch.linspace(-1, 1, FLOW_SIZE[0]), indexing="ij"
    )
    return torch.stack([across, down]).to(dtype).expand(batch, -1, -1, -1)
