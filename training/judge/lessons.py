"""Batches of filmed clips, as each network learns from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.judge.labels import UNTOLD
from training.judge.reflections import (
    ACTIONS_ACROSS,
    CAMERAS_ACROSS,
    Motion,
    backwards,
    cameras_backwards,
    deeds_backwards,
    mirrored,
)

BACKWARDS = 0.3  # of clips run backwards


class Clips:
    """Everything that `film` wrote to a folder, read from the disk as it is needed; shards may still be coming."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shards: dict[str, dict[str, NDArray[Any]]] = {}
        self.refresh()

    def refresh(self) -> None:
        """Find new shards."""
        for path in sorted(self._folder.glob("[0-9]*")):
            if path.is_dir() and path.name not in self._shards and path.suffix != ".part":
                self._shards[path.name] = {one.stem: np.load(one, mmap_mode="r") for one in path.glob("*.npy")}

    def batches(self, rng: np.random.Generator, size: int, names: tuple[str, ...]) -> Iterator[dict[str, NDArray[Any]]]:
        """What is asked of clips by lot, without end."""
        while True:
            self.refresh()
            shards = list(self._shards.values())
            if not shards:
                raise FileNotFoundError(f"no clips in {self._folder}: film some with training.judge.film")
            for _ in range(len(shards) * 8):
                chosen = [shards[int(at)] for at in rng.integers(len(shards), size=size)]
                rows = [int(rng.integers(len(shard["cameras"]))) for shard in chosen]
                pairs = list(zip(chosen, rows, strict=True))
                yield {name: np.stack([shard[name][row] for shard, row in pairs]) for name in names}


def how_batch(batch: dict[str, NDArray[Any]], rng: np.random.Generator) -> tuple[Tensor, ...]:
    """Flow, texture, tracks, crops, deeds and cameras; half of the clips in a mirror, some backwards, crops a little
    off in colour."""
    motion = Motion(*(batch[name].copy() for name in Motion._fields))
    deeds, cameras = batch["deeds"].astype(np.int64), batch["cameras"].copy()
    across, back = rng.random(len(deeds)) < 0.5, rng.random(len(deeds)) < BACKWARDS
    _put(motion, across, mirrored(motion))
    deeds[across] = np.where(deeds == UNTOLD, UNTOLD, ACTIONS_ACROSS[deeds])[across]
    cameras[across] = cameras[across][..., CAMERAS_ACROSS]
    _put(motion, back, backwards(motion))
    deeds[back], cameras[back] = deeds_backwards(deeds)[back], cameras_backwards(cameras)[back]
    gain = rng.uniform(0.8, 1.2, (len(deeds), 1, 1, 1, 1, 3)).astype(np.float32)
    lift = rng.uniform(-20, 20, (len(deeds), 1, 1, 1, 1, 1)).astype(np.float32)
    motion = motion._replace(crops=np.clip(motion.crops * gain + lift, 0, 255))
    return tuple(torch.from_numpy(part) for part in (*motion, deeds, cameras.astype(np.float32)))


def _put(motion: Motion, chosen: NDArray[np.bool_], other: Motion) -> None:
    """Have some clips as another motion, in place."""
    for mine, its in zip(motion, other, strict=True):
        mine[chosen] = its[chosen]


def what_batch(batch: dict[str, NDArray[Any]], rng: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """One still of each clip, half of them in a mirror; its surroundings; its boxes (B, 3, 5)."""
    which = rng.integers(batch["stills"].shape[1], size=len(batch["stills"]))
    rows = np.arange(len(which))
    stills, boxes = batch["stills"][rows, which].copy(), batch["boxes"][rows, which].copy()
    for row in np.nonzero(rng.random(len(stills)) < 0.5)[0]:
        stills[row], boxes[row, :, 0] = stills[row, :, ::-1], -boxes[row, :, 0]
    return torch.from_numpy(stills), torch.from_numpy(batch["surroundings"].astype(np.int64)), torch.from_numpy(boxes)
