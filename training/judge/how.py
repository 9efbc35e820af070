"""HOW: what figures do and how the camera moves, from the flow of the background and a track of each figure."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.judge.blocks import Block, normal, stem
from training.judge.labels import ACTION_NAMES, CAMERA_NAMES
from training.judge.shots import FLOW_SIZE, FLOW_STEP, INSTANTS

_SCENE, _FIGURE, _WIDTH = 96, 48, 144
_SLICES = 4  # of the clip's course that each head looks at
_USUAL_SPEED = 0.03  # frame heights from one instant to the next
_SIDES = torch.tensor([128 / 72, 1.0])  # of the frame, in frame heights


class Moved(NamedTuple):
    """Logits of the first and the second phase."""

    actions: Tensor  # (B, figures, 2, actions): what that figure does
    cameras: Tensor  # (B, 2, commands)


class Course(nn.Module):
    """A residual block over time."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mix = nn.Conv1d(width, width, 3, 1, 1, bias=False)
        self.norm = nn.BatchNorm1d(width)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, T)."""
        return x + F.relu(self.norm(self.mix(x)))


class Head(nn.Module):
    """What of a course, (B, C, T), is said of its two phases: (B, 2, classes)."""

    def __init__(self, before: int, classes: int) -> None:
        super().__init__()
        self.enter = nn.Conv1d(before, _WIDTH, 3, 1, 1)
        self.course = nn.Sequential(Course(_WIDTH), Course(_WIDTH), Course(_WIDTH))
        self.say = nn.Linear(_WIDTH * (_SLICES + 1), 2 * classes)

    def forward(self, x: Tensor) -> Tensor:
        course = self.course(F.relu(self.enter(x)))
        told = torch.cat([F.adaptive_avg_pool1d(course, _SLICES), course.amax(2, keepdim=True)], 2).flatten(1)
        return self.say(F.dropout(told, 0.15, self.training)).float().unflatten(1, (2, -1))


class How(nn.Module):
    """Two-dimensional convolutions at each instant, one-dimensional ones over time."""

    def __init__(self) -> None:
        super().__init__()
        self.speed = nn.Sequential(nn.Conv2d(6, 24, 3, 2, 1, bias=False), nn.BatchNorm2d(24), nn.ReLU())  # 14 x 24
        self.scene = nn.Sequential(Block(24, 48, 2), Block(48, 64))  # 7 x 12
        self.rows = nn.Conv2d(64, 20, 1)
        self.gather = nn.Linear(2 * 64 + 20 * 3 * 4, _SCENE)
        self.sight = nn.Sequential(stem(3, 32, 4), Block(32, 64, 2))  # 4 x 4
        self.look = nn.Linear(64 * 16, _FIGURE)
        self.actions = Head(_SCENE + _FIGURE + 5, len(ACTION_NAMES))
        self.cameras = Head(_SCENE + _FIGURE + 5, len(CAMERA_NAMES))

    def forward(self, flow: Tensor, texture: Tensor, tracks: Tensor, crops: Tensor) -> Moved:
        """Of `Shots` (B, INSTANTS - 1, 27, 48, 2) and (B, INSTANTS - 1, 27, 48); of each figure, known by where it was
        found at least once, a track (B, A, INSTANTS, 5) of its box and whether it was found, and its crops
        (B, A, INSTANTS, 32, 32, 3)."""
        batch, figures = tracks.shape[:2]
        scene = self._scene(flow, texture, tracks)  # (B, _SCENE, T)
        small = normal(crops.flatten(0, 2)).contiguous(memory_format=torch.channels_last)
        seen = F.relu(self.look(self.sight(small).flatten(1))).unflatten(0, (batch, figures, INSTANTS))
        told = torch.cat([seen, _standing(tracks).to(seen.dtype)], 3).transpose(2, 3)  # (B, A, C, T)
        there = tracks[..., 4].amax(2)[:, :, None, None]
        all_of_them = (told * there).amax(1) if figures else told.new_zeros(batch, _FIGURE + 5, INSTANTS)
        each = torch.cat([scene[:, None].expand(-1, figures, -1, -1), told], 2)
        return Moved(
            self.actions(each.flatten(0, 1)).unflatten(0, (batch, figures)),
            self.cameras(torch.cat([scene, all_of_them.to(scene.dtype)], 1)),
        )

    def _scene(self, flow: Tensor, texture: Tensor, tracks: Tensor) -> Tensor:
        """What the picture does from each instant to the next, apart from its figures: (B, _SCENE, INSTANTS)."""
        speed = flow.flatten(0, 1).movedim(-1, 1).float() / (FLOW_STEP * _USUAL_SPEED)
        hold = (texture.flatten(0, 1)[:, None].float() + 1).log2() / 4
        down, across = torch.meshgrid(
            torch.linspace(-1, 1, FLOW_SIZE[1]), torch.linspace(-1, 1, FLOW_SIZE[0]), indexing="ij"
        )
        place = torch.stack([across, down]).expand(len(speed), -1, -1, -1)
        figures = _covered(tracks[:, :, :-1], across, down).flatten(0, 1)[:, None]
        inputs = torch.cat([speed.clamp(-8, 8), hold, place, figures], 1)
        x = self.scene(self.speed(inputs.contiguous(memory_format=torch.channels_last)))
        spread = F.adaptive_avg_pool2d(self.rows(x), (3, 4)).flatten(1)
        x = F.relu(self.gather(torch.cat([x.mean((2, 3)), x.amax((2, 3)), spread], 1)))
        return F.pad(x.unflatten(0, (len(flow), INSTANTS - 1)).transpose(1, 2), (0, 1))


def _standing(tracks: Tensor) -> Tensor:
    """Where a figure is and how large, about 0, and whether it was found."""
    x, y, wide, tall, found = tracks.float().unbind(-1)
    sizes = [(side.clamp_min(0.02).log2() + 1.5) for side in (wide, tall)]
    return torch.stack([2 * x, 3 * (y - 0.5), *sizes, found], -1)


def _covered(tracks: Tensor, across: Tensor, down: Tensor) -> Tensor:
    """1 where a figure is, (B, T, 27, 48), of tracks (B, A, T, 5)."""
    x, y, wide, tall, found = tracks[..., None, None].unbind(3)
    off_x = (across * _SIDES[0] / 2 - x).abs() < wide / 2 + 0.02
    off_y = ((down + 1) / 2 - y).abs() < tall / 2 + 0.02
    inside = off_x & off_y & (found > 0)
    return inside.any(1).float() if tracks.shape[1] else inside.new_zeros(inside.shape[:1] + inside.shape[2:]).float()
