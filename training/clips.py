"""The transformer's batches: one layer of some cached clips, normalised, with a caption drawn for each clip."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.prepare import shard_paths
from training.text import trim
from video01.layers import TRACKS
from video01.tokenizer import Tokenizer

EMPTY_SHARE = 0.12  # of the captions are dropped, so that the model knows what guidance is to lead away from
CANVASES = ("actor0", "actor1", "veil")  # in the order of the cached array
Statistics = dict[str, list[list[float]]]  # name of an array -> means and deviations of its channels


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Letters as in `training.dit`."""

    name: str  # of the layer
    data: Tensor  # (B, P, h, w) or, motion, (B, I, tracks); normalised
    pieces: Tensor  # (B, L) numbers of the captions' pieces


class Clips:
    """Shards of latents in memory (or on the GPU), read while more are still being written."""

    def __init__(
        self,
        folder: Path,
        tokenizer: Tokenizer,
        length: int,
        device: torch.device,
        *,
        statistics: Statistics | None = None,
        seed: int = 0,
    ) -> None:
        self.folder, self.tokenizer, self.length, self.device = folder, tokenizer, length, device
        self.rng = np.random.default_rng(seed)
        self._read: set[Path] = set()
        self.shards: list[dict[str, Tensor]] = []
        self.captions: list[list[list[str]]] = []
        if not shard_paths(folder, "latents"):
            raise FileNotFoundError(f"no latents in {folder}: run `python -m training.prepare latents` first")
        self.statistics = statistics or _statistics(shard_paths(folder, "latents")[:16])
        self.refresh()

    def refresh(self) -> None:
        """Look for shards that have come since."""
        for path in shard_paths(self.folder, "latents"):
            if path in self._read:
                continue
            self._read.add(path)
            with np.load(path) as arrays:
                self.shards.append({name: self._normalised(name, arrays[name]) for name in arrays.files})
            about = json.loads(
                path.with_name(path.name.replace("latents", "captions")).with_suffix(".json").read_text()
            )
            self.captions.append([clip["captions"] for clip in about])

    def __len__(self) -> int:
        return sum(map(len, self.captions))

    def batch(self, name: str, number: int) -> Batch:
        """`number` clips of which the layer `name` is there."""
        chosen = [self._draw(name) for _ in range(number)]
        if name in CANVASES:
            data = [self.shards[shard]["canvases"][clip, CANVASES.index(name)] for shard, clip in chosen]
        else:
            data = [self.shards[shard][name][clip] for shard, clip in chosen]
        pieces = [self.tokenizer.encode(self._caption(shard, clip), self.length) for shard, clip in chosen]
        return Batch(
            name=name,
            data=torch.stack(data).float(),
            pieces=trim(torch.tensor(pieces, device=self.device)),
        )

    def _normalised(self, name: str, array: NDArray[np.float32]) -> Tensor:
        mean, deviation = (np.array(values, np.float32) for values in self.statistics[name])
        if name != "motion":
            mean, deviation = mean[:, None, None], deviation[:, None, None]
        return torch.from_numpy(((array.astype(np.float32) - mean) / deviation).astype(np.float16)).to(self.device)

    def _draw(self, name: str) -> tuple[int, int]:
        """The places of a random clip; of one that shows a second actor where that one is to be drawn."""
        column = TRACKS.index("opacity1")
        for _ in range(100):
            shard = int(self.rng.integers(len(self.shards)))
            clip = int(self.rng.integers(len(self.captions[shard])))
            opacity = self.shards[shard]["motion"][clip, :, column]
            if name != "actor1" or opacity.max() > opacity.new_tensor(self._seen()):
                break
        return shard, clip

    def _seen(self) -> float:
        """The normalised opacity of a second actor that is half there."""
        mean, deviation = (values[TRACKS.index("opacity1")] for values in self.statistics["motion"])
        return (0.5 - mean) / deviation

    def _caption(self, shard: int, clip: int) -> str:
        captions = self.captions[shard][clip]
        if self.rng.random() < EMPTY_SHARE:
            return ""
        return captions[int(self.rng.integers(len(captions)))]


def _statistics(paths: list[Path]) -> Statistics:
    """Of each array the mean and deviation of each channel or track."""
    shards = [np.load(path) for path in paths]
    found: Statistics = {}
    for name in shards[0].files:
        array = np.concatenate([shard[name] for shard in shards]).astype(np.float32)
        axes = (0, 1) if name == "motion" else tuple(axis for axis in range(array.ndim) if axis != array.ndim - 3)
        found[name] = [array.mean(axes).tolist(), np.maximum(array.std(axes), 1e-2).tolist()]
    return found
