"""Prepared clips in memory: their captions with what these tell, and their tokens, normalised, in batches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.targets import CLASSES
from training.text import trim
from video01.tokenizer import Tokenizer
from video01.tokens import TOKENS, WIDTH

EMPTY_SHARE = 0.1  # of the captions are dropped, so that the model knows what guidance is to lead away from
HELD_OUT, MOST_HELD_OUT = 0.02, 384  # of clips or captions are never trained on, at most so many
MOST = 12.0  # deviations: what lies farther from the mean is cut off
LEAST = 1e-3  # deviation of a number that hardly varies
ASKED = 40_000  # clips whose numbers are asked for mean and deviation
Statistics = dict[str, list[list[float]]]  # "mean" and "deviation" of each number of each token


class Captions:
    """Every caption of a folder of prepared clips."""

    def __init__(self, folder: Path) -> None:
        self.texts: list[str] = []
        self.of_clip: list[tuple[int, int]] = []  # the first and last but one of each clip's
        classes, commands = [], []
        for path in shard_paths(folder):
            for texts in json.loads(path.with_suffix(".json").read_text()):
                self.of_clip.append((len(self.texts), len(self.texts) + len(texts)))
                self.texts += texts
            with np.load(path) as arrays:
                classes.append(arrays["classes"])
                commands.append(arrays["commands"])
        self._classes = torch.from_numpy(np.concatenate(classes)).long()
        self._commands = torch.from_numpy(np.concatenate(commands))
        told = torch.stack([self._classes[:, list(CLASSES).index(f"subject/{index}")] > 0 for index in (1, 2)])
        self._trained = len(self) - min(4 * MOST_HELD_OUT, int(HELD_OUT * len(self)))
        self._odds = _running((1.0 + told[0] + 2.0 * told[1]).double().numpy()[: self._trained])
        self.pieces = torch.zeros((0, 0), dtype=torch.int16)
        self.lengths: NDArray[np.int64] = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self.texts)

    def tokenize(self, tokenizer: Tokenizer, length: int) -> None:
        """Have all texts as numbers of pieces, (captions, length)."""
        numbers = np.array([tokenizer.encode(text, length) for text in self.texts], np.int16)
        self.pieces = torch.from_numpy(numbers)
        self.lengths = (numbers != 0).sum(1)

    def draw(self, rng: np.random.Generator, number: int) -> NDArray[np.int64]:
        """Captions by lot, (number,): those of two and three figures are harder and come oftener."""
        return np.searchsorted(self._odds, rng.random(number))

    def held_out(self) -> NDArray[np.int64]:
        """The captions that are never drawn, at least one."""
        return np.arange(min(self._trained, len(self) - 1), len(self))

    def batch(self, chosen: NDArray[np.int64]) -> tuple[Tensor, Tensor, Tensor]:
        """Pieces (B, L), the answers to the questions (B, questions) and the camera's commands (B, PHASES * 15)."""
        at = torch.from_numpy(chosen)
        return self.pieces[at].long(), self._classes[at], self._commands[at]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Letters as in `training.dit`."""

    tokens: Tensor  # (B, T, W), normalised
    told: Tensor  # (B, T, W), 1 where a number means something
    pieces: Tensor  # (B, L) numbers of the captions' pieces


class Clips:
    """Tokens of all prepared clips, in memory or on the GPU."""

    def __init__(
        self, folder: Path, tokenizer: Tokenizer, length: int, device: torch.device, statistics: Statistics | None
    ) -> None:
        self.captions = Captions(folder)
        self.captions.tokenize(tokenizer, length)
        tokens, told = [], []
        for path in shard_paths(folder):
            with np.load(path) as arrays:
                tokens.append(arrays["tokens"])
                told.append(arrays["told"])
        values = np.concatenate(tokens)
        self._told = torch.from_numpy(np.concatenate(told)).to(device)  # a bit a number
        self.statistics = statistics or _statistics(values, self._told.cpu().numpy())
        mean, deviation = (torch.tensor(self.statistics[name]) for name in ("mean", "deviation"))
        self._mean, self._deviation = mean.to(device), deviation.to(device)
        self._tokens = torch.from_numpy(values).to(device)
        self._trained = len(values) - min(MOST_HELD_OUT, int(HELD_OUT * len(values)))
        self._odds = _odds(values[: self._trained])
        self.device = device

    def __len__(self) -> int:
        return len(self._tokens)

    def batch(self, rng: np.random.Generator, number: int) -> Batch:
        """`number` clips by lot, each with one of its captions or none."""
        chosen = np.searchsorted(self._odds, rng.random(number))
        captions = [int(rng.integers(*self.captions.of_clip[clip])) for clip in chosen]
        pieces = self.captions.pieces[torch.tensor(captions)].long()
        pieces[torch.from_numpy(rng.random(number) < EMPTY_SHARE)] = 0
        return self._batch(torch.from_numpy(chosen), pieces)

    def held_out(self) -> Batch:
        """The clips that are never trained on, at least one, each with its first caption."""
        chosen = torch.arange(min(self._trained, len(self) - 1), len(self))
        captions = torch.tensor([self.captions.of_clip[clip][0] for clip in chosen.tolist()])
        return self._batch(chosen, self.captions.pieces[captions].long())

    def _batch(self, chosen: Tensor, pieces: Tensor) -> Batch:
        at = chosen.to(self.device)
        told = _bits(self._told[at])
        tokens = ((self._tokens[at].float() - self._mean) / self._deviation).clamp(-MOST, MOST) * told
        return Batch(tokens=tokens, told=told, pieces=trim(pieces).to(self.device))


def _odds(values: NDArray[np.float16]) -> NDArray[np.float64]:
    """Running sum of how often each clip is drawn, (N,), to 1: two and three actors are harder and come oftener."""
    names = list(TOKENS)
    seconds, thirds = (values[:, names.index(name), 0] > 0.5 for name in ("actor1", "actor2"))
    return _running(1.0 + seconds + 2.0 * thirds)


def _running(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """The running sum of shares, to 1."""
    return np.asarray(np.cumsum(weight) / weight.sum())


def shard_paths(folder: Path) -> list[Path]:
    """The shards of prepared clips; raises FileNotFoundError where there is none."""
    paths = sorted(path for path in folder.glob("*.npz") if not path.name.endswith(".part.npz"))
    if not paths:
        raise FileNotFoundError(f"no clips in {folder}: run `python -m training.prepare clips` first")
    return paths


def _bits(packed: Tensor) -> Tensor:
    """(B, T, bytes) to (B, T, W) of 0 and 1."""
    places = torch.arange(7, -1, -1, device=packed.device, dtype=torch.uint8)
    return (packed[..., None] >> places & 1).flatten(2)[..., :WIDTH].float()


def _statistics(values: NDArray[np.float16], packed: NDArray[np.uint8]) -> Statistics:
    """Mean and deviation of each number where it means something: (T, W) each."""
    number, total, squares = (np.zeros(values.shape[1:]) for _ in range(3))
    for start in range(0, min(ASKED, len(values)), 2000):
        some = slice(start, min(start + 2000, ASKED))
        told = np.unpackbits(packed[some], axis=-1)[..., :WIDTH].astype(np.float64)
        number += told.sum(0)
        total += (values[some] * told).sum(0)
        squares += (np.square(values[some].astype(np.float64)) * told).sum(0)
    mean = total / np.maximum(number, 1)
    spread = np.sqrt(np.maximum(0, squares / np.maximum(number, 1) - mean**2))
    deviation = np.where(number > 0, np.maximum(spread, LEAST), 1.0)
    return {"mean": mean.tolist(), "deviation": deviation.tolist()}
