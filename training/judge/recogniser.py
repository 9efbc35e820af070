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
from training.judge.labels import ACTION_NAMES, COLOUR_NAMES, SUBJECT_NAMES, SURROUNDINGS
from training.judge.reflections import ACTIONS_ACROSS, CAMERAS_ACROSS, Motion, mirrored
from training.judge.shots import INSTANTS, Shots
from training.judge.tracks import CROP, Sighting, Trail, crops_of, linked, square_of, total, track_of
from training.judge.what import Seen as Stills
from training.judge.what import What
from training.judge.who import MARGIN, SIDE, Who

Array = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
NETWORKS = ("what", "who", "how")
FIGURES = 4  # looked for in one frame
THERE = 0.35  # of 1: how sure a figure must be
OVERLAP = 0.5  # of two figures that are one


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a clip shows."""

    surroundings: dict[str, Array]  # of SURROUNDINGS: log of the odds of each class, over all instants
    names: Array  # (subjects,): how surely each was seen
    colours: Array  # (subjects, colours): the same, in each colour
    places: Array  # (subjects, 2): where on average, x from the frame's middle and y, frame heights
    actions: Array  # (2, actions): how surely any figure does it in the first and in the second phase
    cameras: Array  # (2, commands): logits
    features: Array  # (INSTANTS, FEATURES)


class Recogniser:
    """Trained networks, asked of one clip at a time."""

    def __init__(self, what: What, who: Who, how: How) -> None:
        self._what, self._who, self._how = (_ready(network) for network in (what, who, how))

    @classmethod
    def load(cls, folder: Path = WEIGHTS, trained: tuple[str, ...] = NETWORKS) -> Recogniser:
        """From the checkpoints what, who and how in a folder; `how` is not needed to find figures."""
        what, who, how = What(), Who(), How()
        for name, network in zip(NETWORKS, (what, who, how), strict=True):
            if name in trained:
                network.load_state_dict(load(folder / name)[0])
        return cls(what, who, how)

    @torch.no_grad()
    def look(self, shots: Shots) -> Seen:
        """What the clip shows."""
        still = self._at_each_instant(shots)
        logs = [logits.log_softmax(1).mean(0).numpy() for logits in still.surroundings]
        trails = linked(self._sightings(shots, still.there, still.boxes))
        actions, cameras = self._motion(shots, trails)
        names, colours, places = _told(trails)
        return Seen(
            surroundings=dict(zip(SURROUNDINGS, logs, strict=True)),
            names=names,
            colours=colours,
            places=places,
            actions=actions,
            cameras=cameras,
            features=still.features.numpy(),
        )

    @torch.no_grad()
    def trails(self, shots: Shots) -> list[Trail]:
        """The figures of the clip as they are found."""
        still = self._at_each_instant(shots)
        return linked(self._sightings(shots, still.there, still.boxes))

    def _at_each_instant(self, shots: Shots) -> Stills:
        with torch.autocast("cpu", torch.bfloat16):
            seen: Stills = self._what(torch.from_numpy(shots.frames))
        return seen

    def _sightings(self, shots: Shots, there: Tensor, boxes: Tensor) -> list[list[Sighting]]:
        """The figures at each instant."""
        found = [(at, *one) for at in range(len(there)) for one in figures_in(there[at], boxes[at])]
        seen: list[list[Sighting]] = [[] for _ in there]
        if not found:
            return seen
        squares = np.stack([square_of(shots.frames[at], box, SIDE, MARGIN) for at, _, box in found])
        with torch.autocast("cpu", torch.bfloat16):
            names, colours = (logits.softmax(1).numpy() for logits in self._who(torch.from_numpy(squares)))
        for (at, sure, box), name, colour in zip(found, names, colours, strict=True):
            seen[at].append(Sighting(sure=sure, box=box, name=name, colour=colour))
        return seen

    def _motion(self, shots: Shots, trails: list[Trail]) -> tuple[Array, Array]:
        """How surely each action is done in each phase, and the logits of the camera's commands.

        The clip's mirror image is asked, too, and the mean is taken.
        """
        tracks = [track_of(trail, INSTANTS) for trail in trails]
        along = np.zeros((1, len(tracks), INSTANTS, 5), np.float32)
        crops = np.zeros((1, len(tracks), INSTANTS, CROP, CROP, 3), np.uint8)
        for number, track in enumerate(tracks):
            along[0, number] = np.concatenate([track.boxes, track.found[:, None]], 1)
            crops[0, number] = crops_of(shots.frames, track.boxes)
        motion = Motion(flow=shots.flow[None], texture=shots.texture[None], tracks=along, crops=crops)
        (likely, cameras), (across, also) = self._moved(motion), self._moved(mirrored(motion))
        both = np.asarray((likely + across[..., ACTIONS_ACROSS]) / 2, np.float32)
        actions = np.zeros((2, len(ACTION_NAMES)), np.float32)
        for trail, each in zip(trails, both, strict=True):
            actions = np.maximum(actions, weight_of(trail) * each)
        return actions, np.asarray((cameras + also[:, CAMERAS_ACROSS]) / 2, np.float32)

    def _moved(self, motion: Motion) -> tuple[Array, Array]:
        """Of a single clip how likely each figure does what, (A, 2, actions), and logits of commands, (2, commands)."""
        with torch.autocast("cpu", torch.bfloat16):
            how = self._how(*(torch.from_numpy(np.ascontiguousarray(part)) for part in motion))
        return how.actions[0].softmax(2).numpy(), how.cameras[0].numpy()


def training_of(folder: Path) -> dict[str, dict[str, float]]:
    """Of each network how long it was trained and how large it is."""
    found = {}
    for name in NETWORKS:
        tensors, info = load(folder / name)
        parameters = sum(tensor.numel() for key, tensor in tensors.items() if "running" not in key)
        found[name] = {"steps": info["step"], "minutes": round(info["minutes"], 1), "parameters": parameters}
    return found


def weight_of(trail: Trail) -> float:
    """How far a figure counts: fully where it is sure at four instants."""
    return min(1.0, total(trail) / 4)


def _told(trails: list[Trail]) -> tuple[Array, Array, Array]:
    """How surely each name was seen, in which colours, and where."""
    names = np.zeros(len(SUBJECT_NAMES), np.float32)
    colours = np.zeros((len(SUBJECT_NAMES), len(COLOUR_NAMES)), np.float32)
    places = np.zeros((len(SUBJECT_NAMES), 2), np.float32)
    for trail in trails:
        sightings = list(trail.values())
        weights = np.array([one.sure * float(np.prod(one.box[2:])) ** 0.25 for one in sightings])
        logs = np.average([np.log(one.name + 1e-4) for one in sightings], 0, weights)
        likely = np.exp(logs - logs.max())
        likely = weight_of(trail) * likely / likely.sum()
        colour = np.average([one.colour for one in sightings], 0, weights)
        better = likely > names
        names[better] = likely[better]
        colours[better] = likely[better, None] * colour
        places[better] = np.mean([one.box[:2] for one in sightings], 0)
    return names, colours, places


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
