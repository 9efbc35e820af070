"""Batches of filmed clips, as each network learns from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.judge.labels import ACTION_NAMES, CAMERA_NAMES, UNTOLD, mirrored

_ACTIONS_MIRRORED, _CAMERAS_MIRRORED = np.array(mirrored(ACTION_NAMES)), mirrored(CAMERA_NAMES)


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
    """Flow, texture, tracks, crops, deeds and cameras; half of the clips in a mirror, crops a little off in colour."""
    flow, texture, crops = batch["flow"].copy(), batch["texture"].copy(), batch["crops"].astype(np.float32)
    tracks, deeds, cameras = batch["tracks"].copy(), batch["deeds"].astype(np.int64), batch["cameras"].copy()
    for row in np.nonzero(rng.random(len(flow)) < 0.5)[0]:
        flow[row], texture[row] = flow[row, :, :, ::-1] * np.array([-1, 1], np.int16), texture[row, :, :, ::-1]
        crops[row], tracks[row, ..., 0] = crops[row, :, :, :, ::-1], -tracks[row, ..., 0]
        deeds[row] = np.where(deeds[row] == UNTOLD, UNTOLD, _ACTIONS_MIRRORED[deeds[row]])
        cameras[row] = cameras[row][:, _CAMERAS_MIRRORED]
    gain = rng.uniform(0.8, 1.2, (len(flow), 1, 1, 1, 1, 3)).astype(np.float32)
    lift = rng.uniform(-20, 20, (len(flow), 1, 1, 1, 1, 1)).astype(np.float32)
    crops = np.clip(crops * gain + lift, 0, 255)
    return tuple(torch.from_numpy(part) for part in (flow, texture, tracks, crops, deeds, cameras.astype(np.float32)))


def what_batch(batch: dict[str, NDArray[Any]], rng: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """One still of each clip, half of them in a mirror; its surroundings; its boxes (B, 3, 5)."""
    which = rng.integers(batch["stills"].shape[1], size=len(batch["stills"]))
    rows = np.arange(len(which))
    stills, boxes = batch["stills"][rows, which].copy(), batch["boxes"][rows, which].copy()
    for row in np.nonzero(rng.random(len(stills)) < 0.5)[0]:
        stills[row], boxes[row, :, 0] = stills[row, :, ::-1], -boxes[row, :, 0]
    return torch.from_numpy(stills), torch.from_numpy(batch["surroundings"].astype(np.int64)), torch.from_numpy(boxes)
