"""What moves, without any learning: the background by phase correlation, the figure by what differs from it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from training.judge.labels import CAMERA_NAMES

Frames = NDArray[np.uint8]  # (N, H, W, 3) RGB
Array = NDArray[np.float64]

BLOCK = 48  # pixels, both sides
SURE = 0.06  # peak of a phase correlation that is believed
# What the picture does when the camera does this: shift to the right and down in frame heights, growth in log2.
CAMERA_SIGNS: dict[str, tuple[int, int, int]] = {
    "Truck left": (1, 0, 0),
    "Pan left": (1, 0, 0),
    "Truck right": (-1, 0, 0),
    "Pan right": (-1, 0, 0),
    "Pedestal up": (0, 1, 0),
    "Tilt up": (0, 1, 0),
    "Pedestal down": (0, -1, 0),
    "Tilt down": (0, -1, 0),
    "Push in": (0, 0, 1),
    "Zoom in": (0, 0, 1),
    "Pull out": (0, 0, -1),
    "Zoom out": (0, 0, -1),
}
ACTION_SIGNS: dict[str, tuple[int, int, int]] = {  # the same of the figure
    "moves left": (-1, 0, 0),
    "moves right": (1, 0, 0),
    "rises": (0, -1, 0),
    "falls": (0, 1, 0),
    "comes closer": (0, 0, 1),
    "grows": (0, 0, 1),
    "goes away": (0, 0, -1),
    "shrinks": (0, 0, -1),
}
LEAST = (0.02, 0.02, 0.04)  # less than this over a whole clip is rest


@dataclass(frozen=True, kw_only=True)
class Motion:
    """How far something went: right and down in frame heights, growth as log2."""

    right: float
    down: float
    growth: float

    def agrees(self, signs: tuple[int, int, int]) -> bool:
        """Whether it went that way, on the axis that the signs name."""
        axis = next(axis for axis, sign in enumerate(signs) if sign)
        return (self.right, self.down, self.growth)[axis] * signs[axis] > LEAST[axis]


def background_motion(frames: Frames) -> Motion:
    """How the background moves from the first frame to the last: (N, H, W, 3)."""
    edges = [_edges(frame) for frame in frames]
    steps = [_step(before, after) for before, after in pairwise(edges)]
    right, down, growth = np.sum(steps, 0)
    return Motion(right=float(right), down=float(down), growth=float(growth))


def figure_motion(frames: Frames) -> Motion | None:
    """How what differs from the resting background moves; None where too little differs."""
    behind = np.median(frames, 0).astype(np.int16)
    height = frames.shape[1]
    found = []
    for frame in frames:
        apart = np.abs(frame.astype(np.int16) - behind).max(2)
        mask = cv2.morphologyEx((apart > 40).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        rows, columns = np.nonzero(mask)
        if len(rows) > 40:
            found.append((np.median(columns) / height, np.median(rows) / height, np.log2(len(rows)) / 2))
    if len(found) < len(frames) // 2:
        return None
    path, third = np.array(found), max(1, len(found) // 3)
    right, down, growth = path[-third:].mean(0) - path[:third].mean(0)
    return Motion(right=float(right), down=float(down), growth=float(growth))


def camera_signs(commands: list[str]) -> list[tuple[int, int, int]]:
    """The ways that commands move the picture, without those that have none."""
    return [CAMERA_SIGNS[command] for command in commands if command in CAMERA_SIGNS]


def named(row: NDArray[np.bool_]) -> list[str]:
    """The commands of one phase."""
    return [CAMERA_NAMES[at] for at in np.nonzero(row)[0]]


def _edges(frame: NDArray[np.uint8]) -> Array:
    grey = cv2.GaussianBlur(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY).astype(np.float32), (0, 0), 1.0)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    return np.asarray(np.minimum(cv2.magnitude(across, down), 120.0), np.float64)


def _step(before: Array, after: Array) -> Array:
    """Shift right, shift down and growth between two frames, from blocks that agree: (3,)."""
    height, width = before.shape
    window = cv2.createHanningWindow((BLOCK, BLOCK), cv2.CV_64F)
    rows = []
    for y in range(0, height - BLOCK + 1, BLOCK // 2):
        for x in range(0, width - BLOCK + 1, BLOCK * 2 // 3):
            cut = slice(y, y + BLOCK), slice(x, x + BLOCK)
            (right, down), sure = cv2.phaseCorrelate(before[cut], after[cut], window)
            if sure > SURE:
                rows.append((x + BLOCK / 2 - width / 2, y + BLOCK / 2 - height / 2, right, down, sure))
    return _fit(np.array(rows), height) if len(rows) > 3 else np.zeros(3)


def _fit(rows: Array, height: int) -> Array:
    """The shift and growth that most blocks share, by weighted least squares, three times over."""
    x, y, right, down, weight = rows.T
    ones, none = np.ones_like(x), np.zeros_like(x)
    design = np.concatenate([np.stack([ones, none, x], 1), np.stack([none, ones, y], 1)])
    moved, weights = np.concatenate([right, down]), np.concatenate([weight, weight])
    found = np.array([np.median(right), np.median(down), 0.0])
    for _ in range(4):
        off = np.abs(design @ found - moved)
        far = np.tile(np.hypot(*off.reshape(2, -1)), 2)
        share = weights / (1 + (far / 0.7) ** 2)
        root = np.sqrt(share)[:, None]
        found = np.linalg.lstsq(design * root, moved * root[:, 0], rcond=None)[0]
    return np.array([found[0] / height, found[1] / height, np.log2(max(0.5, 1 + found[2]))])
