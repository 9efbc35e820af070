"""The same motion in a mirror and backwards, and what is then seen in it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from training.judge.labels import ACTION_NAMES, CAMERA_NAMES, UNTOLD

_ACROSS = {"left": "right", "right": "left"}
_BACK = {
    **_ACROSS,
    "up": "down",
    "in": "out",
    "Push": "Pull",
    "comes closer": "goes away",
    "rises": "falls",
    "grows": "shrinks",
    "appears": "vanishes",
}
_BACK |= {new: old for old, new in _BACK.items()}


class Motion(NamedTuple):
    """What `How` reads, of B clips."""

    flow: NDArray[Any]  # (B, INSTANTS - 1, 27, 48, 2)
    texture: NDArray[Any]  # (B, INSTANTS - 1, 27, 48)
    tracks: NDArray[Any]  # (B, A, INSTANTS, 5)
    crops: NDArray[Any]  # (B, A, INSTANTS, 32, 32, 3)


def mirrored(motion: Motion) -> Motion:
    """Left and right in each other's place."""
    return Motion(
        flow=motion.flow[:, :, :, ::-1] * np.array([-1, 1], motion.flow.dtype),
        texture=motion.texture[..., ::-1],
        tracks=motion.tracks * np.array([-1, 1, 1, 1, 1], motion.tracks.dtype),
        crops=motion.crops[:, :, :, :, ::-1],
    )


def backwards(motion: Motion) -> Motion:
    """The last instant first. What moved from one to the next moves back, seen from where it set out."""
    return Motion(
        flow=-motion.flow[:, ::-1],
        texture=motion.texture[:, ::-1],
        tracks=motion.tracks[:, :, ::-1],
        crops=motion.crops[:, :, ::-1],
    )


def deeds_backwards(deeds: NDArray[Any]) -> NDArray[Any]:
    """What figures do, (..., 2) numbers of ACTION_NAMES, if time runs back."""
    turned = np.where(deeds == UNTOLD, UNTOLD, ACTIONS_BACK[deeds])
    once = deeds[..., 1:] == len(ACTION_NAMES) - 1  # one thing all the time
    return np.where(once, np.concatenate([turned[..., :1], deeds[..., 1:]], -1), turned[..., ::-1])


def cameras_backwards(cameras: NDArray[Any]) -> NDArray[Any]:
    """Which commands act, (..., 2, commands), if time runs back."""
    turned = cameras[..., CAMERAS_BACK]
    once = cameras[..., 1:, -1:] > 0
    return np.where(once, np.concatenate([turned[..., :1, :], cameras[..., 1:, :]], -2), turned[..., ::-1, :])


def _numbers(names: tuple[str, ...], swap: dict[str, str]) -> NDArray[np.int64]:
    """For each name the number of what it becomes."""
    other = [swap.get(name) or " ".join(swap.get(word, word) for word in name.split()) for name in names]
    return np.array([names.index(name) for name in other])


ACTIONS_ACROSS, CAMERAS_ACROSS = _numbers(ACTION_NAMES, _ACROSS), _numbers(CAMERA_NAMES, _ACROSS)
ACTIONS_BACK, CAMERAS_BACK = _numbers(ACTION_NAMES, _BACK), _numbers(CAMERA_NAMES, _BACK)
