"""Ways as they were meant: what a network draws nearly at rest is at rest, what is nearly whole is whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from video01.layers import CAMERA, WAY, Array, LayeredClip

CAMERA_REST = {  # a track that stays within this of its rest all the time is at rest
    "truck": 0.03,
    "pedestal": 0.02,
    "dolly": 0.03,
    "pan_x": 0.02,
    "pan_y": 0.015,
    "zoom": 0.03,
    "shake": 0.006,
}
WAY_REST = {"turn": 0.05, "hop": 0.025, "tremble": 0.004, "lift": 0.03}
STILL = {"x": 0.03, "y": 0.025, "height": 0.06}  # a track whose whole way is shorter than this stays where it is
THERE = 0.85  # opacity from which on a figure is wholly there
TURNED = 0.5  # of facing: from here on a figure has turned
AWAY = -0.25  # of facing: below this, a figure that never turns is mirrored


def steadied(clip: LayeredClip) -> LayeredClip:
    """The clip with its camera and its figures steadied."""
    actors = tuple(replace(actor, way=_way(actor.way)) for actor in clip.actors)
    return replace(clip, camera=_camera(clip.camera), actors=actors)


def _camera(camera: Array) -> Array:
    steady = camera.copy()
    for name, most in CAMERA_REST.items():
        track, rest = CAMERA.index(name), 1.0 if name == "zoom" else 0.0
        if np.abs(steady[:, track] - rest).max() < most:
            steady[:, track] = rest
    return steady


def _way(way: Array) -> Array:
    steady = way.copy()
    for name, most in WAY_REST.items():
        track = WAY.index(name)
        if np.abs(steady[:, track]).max() < most:
            steady[:, track] = 0
    for name, most in STILL.items():
        track = WAY.index(name)
        if np.ptp(steady[:, track]) < most:
            steady[:, track] = steady[:, track].mean()
    facing, opacity = WAY.index("facing"), WAY.index("opacity")
    steady[:, facing] = _facing(steady[:, facing])
    steady[:, opacity] = np.clip(np.where(steady[:, opacity] > THERE, 1, steady[:, opacity]), 0, 1)
    return steady


def _facing(drawn: Array) -> Array:
    """Briskly round where a figure turns; one way all the time where it never does."""
    if drawn.max() > TURNED and drawn.min() < -TURNED:
        return np.asarray(np.clip(drawn / TURNED, -1, 1))
    return np.full_like(drawn, -1 if drawn.mean() < AWAY else 1)
