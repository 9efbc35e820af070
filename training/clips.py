"""The transformer's batches: cached latents with a caption drawn for each clip."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.dit import CHUNK, PATCH
from training.prepare import shard_paths
from training.text import trim
from video01.tokenizer import Tokenizer

EMPTY_SHARE = 0.12  # of the captions are dropped, so that the model knows what guidance is to lead away from
PORTRAIT_SHARE = 0.15  # of the batches are cut to a narrower picture


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Letters as in `training.dit`."""

    latents: Tensor  # (B, C, F, h, w), whole clips or the frames of some steps
    subjects: Tensor  # (B, 1, F, h, w) 0 to 1, where the subjects are
    steps: Tensor  # (B, T) the number of each time step; all clips of a batch have the same
    pieces: Tensor  # (B, L) numbers of the captions' pieces
    whole: bool  # the first frame is among them


class Clips:
    """Shards of latents on disk (or, if they fit, on the GPU), read while more are still being written."""

    def __init__(self, folder: Path, tokenizer: Tokenizer, length: int, device: torch.device, *, seed: int = 0) -> None:
        self.folder, self.tokenizer, self.length, self.device = folder, tokenizer, length, device
        self.rng = np.random.default_rng(seed)
        self.shards: list[Tensor] = []
        self.masks: list[Tensor] = []
        self.captions: list[list[list[str]]] = []
        self.refresh()
        if not self.shards:
            raise FileNotFoundError(f"no latents in {folder}: run `python -m training.prepare latents` first")

    def refresh(self) -> None:
        """Look for shards that have come since."""
        for path in shard_paths(self.folder, "latents")[len(self.shards) :]:
            latents = torch.from_numpy(np.load(path, mmap_mode=None if self.device.type == "cuda" else "c"))
            self.shards.append(latents.to(self.device))  # (clips, F, h, w, C) half precision
            masks = np.load(path.with_name(path.name.replace("latents", "masks")))
            self.masks.append(torch.from_numpy(masks).to(self.device))  # (clips, F, h, w) 0 to 255
            about = json.loads(
                path.with_name(path.name.replace("latents", "captions")).with_suffix(".json").read_text()
            )
            self.captions.append([clip["captions"] for clip in about])

    def __len__(self) -> int:
        return sum(map(len, self.captions))

    def batch(self, number: int, span: int) -> Batch:
        """`number` clips, of each the same `span` neighbouring time steps."""
        chosen = [self._draw() for _ in range(number)]
        steps_in_clip = 1 + (self.shards[0].shape[1] - 1) // CHUNK
        first = int(self.rng.integers(steps_in_clip - span + 1))
        frames = slice(0 if first == 0 else 1 + (first - 1) * CHUNK, 1 + (first + span - 1) * CHUNK)
        latents = torch.stack([self.shards[shard][clip, frames] for shard, clip in chosen]).permute(0, 4, 1, 2, 3)
        subjects = torch.stack([self.masks[shard][clip, frames] for shard, clip in chosen])[:, None].float() / 255
        cut = self._square(subjects) if span == 1 else self._middle(latents.shape[4])
        pieces = [self.tokenizer.encode(self._caption(shard, clip), self.length) for shard, clip in chosen]
        return Batch(
            latents=_gather(latents.float(), cut),
            subjects=_gather(subjects, cut),
            steps=torch.arange(first, first + span, device=self.device).expand(number, -1),
            pieces=trim(torch.tensor(pieces, device=self.device)),
            whole=first == 0,
        )

    def _draw(self) -> tuple[int, int]:
        shard = int(self.rng.integers(len(self.shards)))
        return shard, int(self.rng.integers(len(self.captions[shard])))

    def _caption(self, shard: int, clip: int) -> str:
        captions = self.captions[shard][clip]
        if self.rng.random() < EMPTY_SHARE:
            return ""
        return captions[int(self.rng.integers(len(captions)))]

    def _square(self, subjects: Tensor) -> Tensor:
        """For each clip the columns of a square around its subjects, give or take: (B, side)."""
        side, width = subjects.shape[3], subjects.shape[4]
        columns = subjects.sum((1, 2, 3)) + 1e-3  # (B, w)
        centre = (columns * torch.arange(width, device=columns.device)).sum(1) / columns.sum(1)  # (B,)
        jitter = torch.from_numpy(self.rng.uniform(-side / 3, side / 3, len(columns))).to(centre)
        left = (centre + jitter - side / 2).round().clamp(0, width - side).long()
        return left[:, None] + torch.arange(side, device=left.device)

    def _middle(self, width: int) -> Tensor:
        """Sometimes the middle of the picture only, a multiple of the patch; else all columns: (1, columns)."""
        kept = width
        if self.rng.random() < PORTRAIT_SHARE:
            kept = int(self.rng.choice([2, 3, 4])) * width // 5 // PATCH * PATCH
        left = (width - kept) // 2
        return torch.arange(left, left + kept, device=self.device)[None]


def _gather(x: Tensor, columns: Tensor) -> Tensor:
    """The chosen columns (B or 1, n) of (B, C, F, h, w)."""
    index = columns[:, None, None, None].expand(*x.shape[:4], -1)
    return x.gather(4, index)
