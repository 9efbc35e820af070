"""The three networks together: from the shots of a clip to what they show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.checkpoint import load
from training.judge.how import How
from training.judge.labels import SUBJECT_NAMES, SURROUNDINGS
from training.judge.shots import Shots
from training.judge.what import What
from training.judge.who import Who, square_of

Array = NDArray[np.float32]

FIGURES = 5  # looked for in one frame
THERE = 0.35  # of 1: how sure a figure must be
OVERLAP = 0.5  # of two figures that are one


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a clip shows."""

    surroundings: dict[str, Array]  # of SURROUNDINGS: log of the odds of each class, over all stills
    names: Array  # (subjects,): how often and how surely each was seen
    colours: Array  # (subjects, colours): the same, in each colour
    places: Array  # (subjects, 2): where on average, x from the frame's middle and y, frame heights
    actions: Array  # (2, actions): logits of the first and the second phase
    cameras: Array  # (2, commands)
    features: Array  # (stills, FEATURES)


class Recogniser:
    """Trained networks, asked in batches of one clip."""

    def __init__(self, what: What, who: Who, how: How) -> None:
        self._what, self._who, self._how = (_ready(network) for network in (what, who, how))

    @classmethod
    def load(cls, folder: Path) -> Recogniser:
        """From the checkpoints what, who and how in a folder."""
        what, who, how = What(), Who(), How()
        for name, network in (("what", what), ("who", who), ("how", how)):
            network.load_state_dict(load(folder / name)[0])
        return cls(what, who, how)

    @torch.no_grad()
    def look(self, shots: Shots) -> Seen:
        """What the clip shows."""
        with torch.autocast("cpu", torch.bfloat16):
            what = self._what(torch.from_numpy(shots.stills))
            how = self._how(torch.from_numpy(shots.motion)[None], torch.from_numpy(shots.flow)[None])
        logs = [logits.log_softmax(1).mean(0).numpy() for logits in what.surroundings]
        names, colours, places = self._figures(shots, what.there, what.boxes)
        return Seen(
            surroundings=dict(zip(SURROUNDINGS, logs, strict=True)),
            names=names,
            colours=colours,
            places=places,
            actions=how.actions[0].numpy(),
            cameras=how.cameras[0].numpy(),
            features=what.features.numpy(),
        )

    def _figures(self, shots: Shots, there: Tensor, boxes: Tensor) -> tuple[Array, Array, Array]:
        """The figures of all stills, summed over names."""
        found = [(still, *figure) for still in range(len(there)) for figure in figures_in(there[still], boxes[still])]
        places = np.zeros((len(SUBJECT_NAMES), 2), np.float32)
        if not found:
            return np.zeros(len(SUBJECT_NAMES), np.float32), np.zeros((len(SUBJECT_NAMES), 13), np.float32), places
        stills = shots.stills
        squares = torch.from_numpy(np.stack([square_of(stills[still], box) for still, _, box in found]))
        with torch.autocast("cpu", torch.bfloat16):
            name, colour = self._who(squares)
        sure = torch.tensor([sure for _, sure, _ in found])
        weight = sure[:, None] * name.softmax(1)
        middles = torch.tensor(np.stack([box[:2] for _, _, box in found]))
        names = weight.sum(0)
        middle = (weight.T @ middles) / names.clamp_min(1e-6)[:, None]
        return names.numpy(), (weight.T @ colour.softmax(1)).numpy(), middle.numpy()


def figures_in(there: Tensor, boxes: Tensor) -> list[tuple[float, Array]]:
    """How sure and where: boxes (4,) of middle x, y, width and height in frame heights; from (h, w) and (4, h, w)."""
    rows, columns = there.shape
    sure = there.sigmoid()
    peaks = (sure == nn.functional.max_pool2d(sure[None], 3, 1, 1)[0]) & (sure > THERE)
    found = []
    for row, column in peaks.nonzero().tolist():
        right, below, wide, tall = boxes[:, row, column].tolist()
        x, y = column + 0.5 + right - columns / 2, row + 0.5 + below
        size = np.exp(np.clip([wide, tall], -2, 4))
        found.append((float(sure[row, column]), np.array([x, y, *size], np.float32) / np.float32(rows)))
    return _apart(sorted(found, key=lambda one: -one[0]))[:FIGURES]


def _apart(found: list[tuple[float, Array]]) -> list[tuple[float, Array]]:
    """Without those that overlap a surer one."""
    kept: list[tuple[float, Array]] = []
    for sure, box in found:
        if all(overlap(box, other) < OVERLAP for _, other in kept):
            kept.append((sure, box))
    return kept


def overlap(one: Array, other: Array) -> float:
    """Shared area of two boxes beside that of both together."""
    low = np.maximum(one[:2] - one[2:] / 2, other[:2] - other[2:] / 2)
    high = np.minimum(one[:2] + one[2:] / 2, other[:2] + other[2:] / 2)
    shared = float(np.prod(np.clip(high - low, 0, None)))
    return shared / max(1e-9, float(np.prod(one[2:]) + np.prod(other[2:])) - shared)


def _ready(network: nn.Module) -> nn.Module:
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return network.eval().requires_grad_(False)
