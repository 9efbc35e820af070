"""Where a camera or a figure is between the instants that its way tells.

Everything here and what is reckoned from it takes and answers a number at one instant, or an array of them, (F,), at
many.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from video01.compositing.blend import bounded
from video01.layers import CAMERA, WAY, Array

Numbers = Any  # a float at one instant, or an array (F,) at many

_CAMERA_BOUNDS = {
    "truck": (-4.0, 4.0),
    "pedestal": (-1.0, 1.0),
    "dolly": (-1.0, 0.7),
    "pan_x": (-2.0, 2.0),
    "pan_y": (-1.0, 1.0),
    "zoom": (0.5, 4.0),
    "shake": (0.0, 0.1),
}
_WAY_BOUNDS = {
    "x": (-3.0, 3.0),
    "y": (-2.0, 3.0),
    "height": (-7.0, 1.3),
    "turn": (-40.0, 40.0),
    "facing": (-1.0, 1.0),
    "opacity": (0.0, 1.0),
    "hop": (0.0, 1.0),
    "tremble": (0.0, 0.2),
    "lift": (-2.0, 2.0),
}
_SHAKES = ((1.9, 0.5, 0.0), (3.7, 0.33, 1.7), (6.1, 0.2, 4.1))  # of a hand: times a second, share, phase


@dataclass(frozen=True, kw_only=True)
class View:
    """The camera at one instant; see `layers`."""

    truck: Numbers = 0.0
    pedestal: Numbers = 0.0
    dolly: Numbers = 0.0
    pan_x: Numbers = 0.0
    pan_y: Numbers = 0.0
    zoom: Numbers = 1.0


@dataclass(frozen=True, kw_only=True)
class Pose:
    """A figure at one instant; see `layers`."""

    x: Numbers
    y: Numbers
    height: Numbers
    turn: Numbers
    facing: Numbers
    opacity: Numbers
    hop: Numbers
    tremble: Numbers
    lift: Numbers


class Way:
    """Numbers that change smoothly: through all keys, without corners."""

    def __init__(self, keys: Array, bounds: dict[str, tuple[float, float]]) -> None:
        self._low = np.array([low for low, _ in bounds.values()])
        self._high = np.array([high for _, high in bounds.values()])
        inside = bounded(keys, self._low, self._high)
        self.rests = bool((np.ptp(inside, 0) < 1e-4).all())
        ends = 2 * inside[:1] - inside[1:2], 2 * inside[-1:] - inside[-2:-1]
        self._keys = np.concatenate([ends[0], inside, ends[1]])  # as if it went straight on

    def at(self, u: Numbers) -> list[Numbers]:
        """The numbers at a share of the clip."""
        last = len(self._keys) - 4
        if isinstance(u, np.ndarray):
            along = np.clip(u, 0.0, 1.0) * (last + 1)
            first = np.minimum(along.astype(int), last)
            near = self._keys[first[:, None] + np.arange(4)]  # (F, 4, numbers)
            return list(self._inside(np.einsum("wf,fwn->fn", _weights(along - first), near)).T)
        at = min(max(u, 0.0), 1.0) * (last + 1)
        start = min(int(at), last)
        found: list[Numbers] = self._inside(_weights(at - start) @ self._keys[start : start + 4]).tolist()
        return found

    def _inside(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.minimum(np.maximum(numbers, self._low), self._high))


def _weights(t: Numbers) -> NDArray[np.float64]:
    """How far each of four keys counts at a share of the way from the second to the third: (4,) or (4, F)."""
    return np.array(
        [
            ((2 - t) * t - 1) * t / 2,
            ((3 * t - 5) * t * t + 2) / 2,
            ((4 - 3 * t) * t + 1) * t / 2,
            (t - 1) * t * t / 2,
        ]
    )


class CameraWay:
    """The camera's way through a clip."""

    def __init__(self, keys: Array) -> None:
        self._way = Way(keys, _CAMERA_BOUNDS)
        shake = np.nan_to_num(np.asarray(keys, np.float64)[:, CAMERA.index("shake")])
        self.rests = self._way.rests and bool((shake < 1e-4).all())

    def at(self, u: Numbers, seconds: Numbers) -> View:
        """The view, with the tremble of the hand that holds it."""
        truck, pedestal, dolly, pan_x, pan_y, zoom, shake = self._way.at(u)
        if ever(shake > 1e-4):
            shake = shake * (shake > 1e-4)
            for rate, share, phase in _SHAKES:
                pan_x = pan_x + shake * share * plain(np.sin(2 * np.pi * rate * seconds + phase))
                pan_y = pan_y + shake * share * plain(np.sin(2 * np.pi * 1.17 * rate * seconds + 2.3 * phase + 1))
            zoom = zoom * (1 + 1.6 * shake)
        return View(truck=truck, pedestal=pedestal, dolly=dolly, pan_x=pan_x, pan_y=pan_y, zoom=zoom)


class FigureWay:
    """A figure's way through a clip."""

    def __init__(self, keys: Array) -> None:
        self._way = Way(keys, _WAY_BOUNDS)

    def at(self, u: Numbers) -> Pose:
        """The pose; its height is in frame heights."""
        numbers = dict(zip(WAY, self._way.at(u), strict=True))
        return Pose(**(numbers | {"height": 2 ** numbers["height"]}))

    def haste(self, u: Numbers) -> Numbers:
        """0 at rest .. 1 on its way: how much it walks."""
        step = 0.02
        start, end = plain(np.maximum(0.0, u - step)), plain(np.minimum(1.0, u + step))
        before, after = self._way.at(start), self._way.at(end)
        span = end - start
        gone = sum(abs(after[WAY.index(name)] - before[WAY.index(name)]) * weight for name, weight in _WALKED) / span
        return smooth((gone - 0.06) / 0.3)

    def gone(self, u: Numbers) -> Numbers:
        """How far it is from where it began, in frame heights and doublings; 1 where it has vanished."""
        start, now = self._way.at(0.0), self._way.at(u)
        away = sum(abs(now[WAY.index(name)] - start[WAY.index(name)]) * weight for name, weight in _WALKED)
        return away + np.maximum(0.0, start[WAY.index("opacity")] - now[WAY.index("opacity")])


def smooth(t: Numbers) -> Numbers:
    """From 0 to 1 without corners; what lies beyond is at the ends."""
    t = plain(np.minimum(np.maximum(t, 0.0), 1.0))
    return t * t * (3 - 2 * t)


def plain(number: Numbers) -> Numbers:
    """A single number as a float of Python, which leaves arrays of single precision as they are."""
    return number if isinstance(number, np.ndarray) else float(number)


def ever(condition: Numbers) -> bool:
    """Whether it is so at any of the instants."""
    return bool(condition.any()) if isinstance(condition, np.ndarray) else bool(condition)


def square(*numbers: Numbers) -> NDArray[np.float64]:
    """The square matrix of its numbers, row by row: (n, n), or (F, n, n) where one of them is told at F instants."""
    side = isqrt(len(numbers))
    try:
        return np.array(numbers, np.float64).reshape(side, side)
    except ValueError:  # single numbers beside arrays
        return np.stack(np.broadcast_arrays(*numbers), -1).astype(np.float64).reshape(-1, side, side)


_WALKED = (("x", 1.0), ("y", 1.0), ("height", 0.35))
