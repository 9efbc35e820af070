"""Camera commands as the camera's way through a clip."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from video01.layers import CAMERA, KEYS, Array

Curve = NDArray[np.float64]  # (KEYS,)

TRUCK, PAN = 0.54, 0.50  # frame heights from first to last
PEDESTAL, TILT = 0.22, 0.26
DOLLY = 0.40  # at nearness 1 the picture grows by 1.6
ZOOM = 0.66  # log2
SHAKE = 0.022
_MOVES: dict[str, tuple[str, float]] = {
    "Truck left": ("truck", -TRUCK),
    "Truck right": ("truck", TRUCK),
    "Pan left": ("pan_x", PAN),
    "Pan right": ("pan_x", -PAN),
    "Push in": ("dolly", DOLLY),
    "Pull out": ("dolly", -DOLLY),
    "Pedestal up": ("pedestal", PEDESTAL),
    "Pedestal down": ("pedestal", -PEDESTAL),
    "Tilt up": ("pan_y", TILT),
    "Tilt down": ("pan_y", -TILT),
    "Zoom in": ("zoom", ZOOM),
    "Zoom out": ("zoom", -ZOOM),
}
DEPTH = ("Push in", "Pull out", "Zoom in", "Zoom out")
_FARTHEST = -0.12  # dolly


def camera_way(phases: Sequence[Sequence[str]], followed: Curve) -> Array:
    """The camera's way, (KEYS, len(CAMERA)); `followed` is the x of whom a tracking shot follows, (KEYS,)."""
    found = {name: np.zeros(KEYS) for name in CAMERA}
    shots = [phase for phase in phases if phase] or [("Static shot",)]
    for number, commands in enumerate(shots):
        share = _eased(number, len(shots))
        strength = (0.72 if len(shots) > 1 else 1.0) * (0.85 if len(commands) > 1 else 1.0)
        for command in commands:
            if command in _MOVES:
                name, reach = _MOVES[command]
                found[name] += reach * strength * share
            elif command == "Shake":
                found["shake"] += SHAKE * _during(number, len(shots))
            elif command == "Tracking shot":
                found["truck"] += _follow(followed, number, len(shots))
    tracked = any("Tracking shot" in phase for phase in shots)
    for name in ("pan_x", "pan_y", "pedestal", *(() if tracked else ("truck",))):
        found[name] -= (found[name].min() + found[name].max()) / 2
    found["zoom"] = 2 ** (found["zoom"] - found["zoom"].min())
    if np.ptp(found["dolly"]) > 0:
        found["dolly"] += _FARTHEST - found["dolly"].min()
    return np.stack([found[name] for name in CAMERA], 1).astype(np.float32)


def _eased(number: int, count: int) -> Curve:
    """0 before a phase, 1 after it, gently set off and stopped: (KEYS,)."""
    t = np.clip(np.linspace(0, 1, KEYS) * count - number, 0, 1)
    return np.asarray(0.55 * t + 0.45 * t * t * (3 - 2 * t))


def _during(number: int, count: int) -> Curve:
    """1 in a phase and 0 outside it: (KEYS,)."""
    at = np.linspace(0, 1, KEYS) * count - number
    return np.asarray(np.clip(np.minimum(at, 1 - at) * 12 / count + 1, 0, 1))


def _follow(followed: Curve, number: int, count: int) -> Curve:
    """How far the camera goes with somebody in a phase: (KEYS,)."""
    at = np.linspace(0, 1, KEYS)
    first, last = number / count, (number + 1) / count
    held = np.interp(np.clip(at, first, last), at, followed)
    return np.asarray(held if count == 1 else held - np.interp(first, at, followed))
