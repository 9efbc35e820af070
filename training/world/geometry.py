# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""World coordinates and where the camera puts them.

Units are frame heights: x runs right from the middle of the frame, y runs down from its top edge (0) to its bottom (1).
Depth z is 1 at the subject's usual distance and infinite for the sky; a matrix is 3x3 and maps (x, y, 1) to pixels.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

FEET = 0.83  # y of the ground below a subject at z = 1


def wave(u: float, cycles: float, phase: float = 0.0) -> float:
    """A sine of u with so many cycles a clip."""
    return float(np.sin(2 * np.pi * (cycles * u + phase)))


def smooth(u: float) -> float:
    """Smoothstep of u clipped to 0..1."""
    t = min(max(u, 0.0), 1.0)
    return t * t * (3 - 2 * t)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The size of the picture."""

    width: int  # pixels
    height: int  # pixels

    @property
    def aspect(self) -> float:
        """Width over height, which is the width in world units."""
        return self.width / self.height

    @property
    def subject_scale(self) -> float:
        """How much smaller subjects are in a frame too narrow for them."""
        return min(1.0, self.aspect / 1.05)


@dataclass(frozen=True, kw_only=True)
class View:
    """Where the camera is at one instant."""

    truck: float = 0.0  # to the right, world units at z = 1
    pedestal: float = 0.0  # upward, world units at z = 1
    dolly: float = 0.0  # forward; z = 1 comes to 1 - dolly
    pan_x: float = 0.0  # shift of the whole picture, world units
    pan_y: float = 0.0
    zoom: float = 1.0


def project(view: View, frame: Frame, *, z: float, horizon: float) -> Matrix:
    """World to pixels for an upright layer at depth z."""
    near = 0.0 if np.isinf(z) else 1.0 / z
    scale = view.zoom / (1.0 - view.dolly * near)
    x = -view.truck * near * scale
    y = (view.pedestal * near - horizon) * scale + horizon + (horizon - 0.55) * (view.zoom - 1)
    return _to_pixels(scale, 0.0, x + view.pan_x, scale, y + view.pan_y, frame)


def project_ground(view: View, frame: Frame, *, horizon: float) -> Matrix:
    """World to pixels for the ground plane: lower is nearer, so trucking shears it and a pedestal stretches it."""
    nearness = 1.0 / (FEET - horizon)
    scale = view.zoom / (1.0 - view.dolly * 0.6)
    stretch = view.zoom / (1.0 - view.dolly) * (1.0 + view.pedestal * nearness)
    shear = -view.truck * nearness * view.zoom / (1.0 - view.dolly)
    y = horizon * (1.0 - stretch) + (horizon - 0.55) * (view.zoom - 1)
    return _to_pixels(scale, shear, view.pan_x - shear * horizon, stretch, y + view.pan_y, frame)


def _to_pixels(sx: float, shear: float, x: float, sy: float, y: float, frame: Frame) -> Matrix:
    """(x, y) -> pixels of (sx*x + shear*y + tx, sy*y + ty)."""
    height = frame.height
    return np.array(
        [
            [sx * height, shear * height, (x + frame.aspect / 2) * height],
            [0.0, sy * height, y * height],
            [0.0, 0.0, 1.0],
        ]
    )
