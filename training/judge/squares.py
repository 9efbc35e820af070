"""Squares about figures, as WHO learns from them: cut from filmed clips, or made of a picture and a background."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.judge.damage import damaged
from training.judge.labels import COLOUR_NAMES, SUBJECT_NAMES, UNTOLD
from training.judge.tracks import square_of
from training.judge.who import MARGIN, SIDE
from training.world.dyes import dye_of
from training.world.look import look_of
from training.world.paint.veils import VEIL_KINDS
from training.world.stage import Key
from video01.compositing.blend import coloured
from video01.layers import Array, Picture
from video01.vocabulary import LOOKS

_OWN = COLOUR_NAMES.index("own")


class SquareMaker:
    """Makes squares of figures that were never filmed so: any name, colour, size, turn, light, look and weather."""

    def __init__(self, pictures: Callable[[Key], Picture]) -> None:
        self._pictures = pictures
        self._dye = lru_cache(maxsize=None)(self._dyed)

    def make(self, stills: NDArray[np.uint8], rng: np.random.Generator, number: int) -> tuple[Tensor, Tensor]:
        """Squares (number, 64, 64, 3) over parts of stills (N, 144, 256, 3), and names and colours (number, 2)."""
        made = [self._one(stills[int(rng.integers(len(stills)))], rng) for _ in range(number)]
        return torch.from_numpy(np.stack([one for one, _, _ in made])), torch.tensor([(a, b) for _, a, b in made])

    def _one(self, still: NDArray[np.uint8], rng: np.random.Generator) -> tuple[NDArray[np.uint8], int, int]:
        name = int(rng.integers(len(SUBJECT_NAMES)))
        colour = int(rng.integers(len(COLOUR_NAMES) - 1)) if rng.random() < 0.25 else _OWN
        picture = self._pictures(("subject", SUBJECT_NAMES[name]))
        tint = np.eye(3, 4) if colour == _OWN else np.asarray(self._dye(name, colour), np.float64)
        tint = tint * (rng.uniform(0.66, 1.03, 3) if rng.random() < 0.6 else np.ones(3))[:, None]
        if rng.random() < 0.3:
            share = rng.uniform(0, 0.2)
            tint = tint * (1 - share)
            tint[:, 3] += share * rng.uniform(0.3, 1.0, 3)
        height = 2 ** rng.uniform(4.2, 7.0)  # pixels of the canvas in a frame of 144 rows
        side = int(min(max(16.0, MARGIN * height * rng.uniform(0.75, 1.1)), SIDE))
        patch = self._behind(still, side, rng).astype(np.float32)
        figure = _placed(coloured(picture, tint.astype(np.float32)), side, rng).astype(np.float32)
        opacity = rng.uniform(0.35, 1.0) if rng.random() < 0.2 else 1.0
        patch = patch * (1 - figure[..., 3:] / 255 * opacity) + figure[..., :3] * opacity
        if rng.random() < 0.35:
            patch = self._veiled(patch, rng)
        if rng.random() < 0.3:
            grade = look_of(LOOKS[int(rng.integers(len(LOOKS)))].name).colour
            if grade is not None:
                patch = np.asarray(cv2.transform(patch, grade * ([1, 1, 1, 255])), np.float32)
        whole = cv2.resize(np.clip(patch, 0, 255), (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
        square = np.asarray(whole, np.uint8)
        square = damaged(square[None], rng)[0] if rng.random() < 0.4 else square
        return square[:, ::-1] if rng.random() < 0.5 else square, name, colour

    def _dyed(self, name: int, colour: int) -> Array:
        return dye_of(COLOUR_NAMES[colour], self._pictures(("subject", SUBJECT_NAMES[name])))

    def _behind(self, still: NDArray[np.uint8], side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
        height, width = still.shape[:2]
        y, x = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
        return still[y : y + side, x : x + side]

    def _veiled(self, patch: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
        veil = self._pictures(("veil", VEIL_KINDS[int(rng.integers(len(VEIL_KINDS)))]))
        side = patch.shape[0]
        y, x = (int(rng.integers(veil.shape[0] - side + 1)) for _ in range(2))
        part = veil[y : y + side, x : x + side].astype(np.float32) * np.float32(rng.uniform(0.4, 0.95))
        return patch * (1 - part[..., 3:] / 255) + part[..., :3]


def _placed(picture: Picture, side: int, rng: np.random.Generator) -> Picture:
    """A canvas turned, squeezed, mirrored and moved a little in a square of `side` pixels, its figure filling it."""
    rows, columns = (np.nonzero(picture[..., 3].max(axis) > 48)[0] for axis in (1, 0))
    left, right, top, foot = columns[0], columns[-1] + 1, rows[0], rows[-1] + 1
    cut = picture[top:foot, left:right]
    scale = side / (MARGIN * max(cut.shape[:2])) * rng.uniform(0.85, 1.12)
    if scale < 0.7:
        cut = np.asarray(cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        scale = 1.0
    angle = rng.uniform(0, 2 * np.pi) if rng.random() < 0.2 else rng.normal(0, 0.1)
    wide = (1 if rng.random() < 0.5 else -1) * (rng.uniform(0.35, 1) if rng.random() < 0.1 else rng.uniform(0.9, 1.08))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = scale * turn @ np.diag([wide, rng.uniform(0.9, 1.08)])
    middle = side / 2 + rng.normal(0, 0.045 * side, 2)
    shift = middle - linear @ (cut.shape[1] / 2, cut.shape[0] / 2)
    return np.asarray(cv2.warpAffine(cut, np.concatenate([linear, shift[:, None]], 1), (side, side)), np.uint8)


def cut_squares(batch: dict[str, NDArray[Any]], rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """The squares of all figures in a batch of clips that can be seen, a little off: (N, 64, 64, 3) and (N, 2)."""
    squares, told = [], []
    for stills, boxes, subjects in zip(batch["stills"], batch["boxes"], batch["subjects"], strict=True):
        still = int(rng.integers(len(stills)))
        for box, subject in zip(boxes[still], subjects, strict=True):
            if subject[0] != UNTOLD and can_be_seen(box):
                off = box.copy()
                off[:2] += rng.normal(0, 0.05, 2) * box[2:4]
                off[2:4] *= np.exp(rng.normal(0, 0.1, 2))
                square = square_of(stills[still], off, SIDE, MARGIN)
                squares.append(square[:, ::-1] if rng.random() < 0.5 else square)
                told.append((int(subject[0]), int(subject[1])))
    return torch.from_numpy(np.stack(squares)), torch.tensor(told)


def can_be_seen(box: NDArray[np.float32]) -> bool:
    """Whether most of the figure is in the frame, opaque, and more than a speck."""
    x, y, wide, tall, opacity = box
    return bool(
        opacity > 0.35 and max(wide, tall) > 0.07 and abs(x) < 0.85 and -0.05 < y < 1.0 and min(wide, tall) > 0.01
    )
