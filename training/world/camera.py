# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""The fifteen camera commands as paths of a view through one clip."""

from dataclasses import replace

import numpy as np

from training.world.geometry import Frame, View, wave
from training.world.scene import Scene

TRUCK = 0.34  # of the frame's width at z = 1, so 57 % for the nearest layer
PAN = 0.40  # of the frame's width
PEDESTAL = 0.30  # frame heights at z = 1
TILT = 0.30  # frame heights
DOLLY = (-0.12, 0.36)  # forward, so that the subject grows by 1.75
ZOOM = 1.6
TRACK = 1.3  # of the frame's width that a tracked subject covers
_UNIFORM = ("Static shot", "Pan left", "Pan right", "Tilt up", "Tilt down", "Zoom in", "Zoom out", "Shake")


def is_uniform(scene: Scene) -> bool:
    """Whether all depths move alike, so that layers at rest can be drawn as one."""
    return all(command in _UNIFORM for command in scene.camera)


def view_at(scene: Scene, frame: Frame, u: float) -> View:
    """The view at u = time / duration, 0..1."""
    gain = 1.0 if len(scene.camera) == 1 else 0.75
    view = View()
    for command in scene.camera:
        view = _command(view, command, scene, frame, u, gain)
    return view


def travel_share(scene: Scene) -> float:
    """How far, in widths, a subject that crosses the scene goes."""
    return TRACK if "Tracking shot" in scene.camera else 0.6


def _command(view: View, name: str, scene: Scene, frame: Frame, u: float, gain: float) -> View:  # noqa: PLR0911
    """The view with one command added."""
    way = (u - 0.5) * gain  # -0.5..0.5
    width = frame.aspect
    if name in ("Truck left", "Truck right"):
        return replace(view, truck=way * TRUCK * width * _sign(name))
    if name in ("Pan left", "Pan right"):
        return replace(view, pan_x=-way * PAN * width * _sign(name))
    if name in ("Pedestal up", "Pedestal down"):
        return replace(view, pedestal=way * PEDESTAL * _sign(name))
    if name in ("Tilt up", "Tilt down"):
        return replace(view, pan_y=way * TILT * _sign(name))
    if name in ("Push in", "Pull out"):
        near = u if name == "Push in" else 1 - u
        return replace(view, dolly=float(np.interp(near, (0, 1), DOLLY)) * gain)
    if name in ("Zoom in", "Zoom out"):
        near = u if name == "Zoom in" else 1 - u
        return replace(view, zoom=float((1 + (ZOOM - 1) * gain) ** near))
    if name == "Shake":
        return _shaken(view, scene, u)
    if name == "Tracking shot":
        direction = -1 if scene.action == "moves left" else 1
        return replace(view, truck=direction * (u - 0.5) * TRACK * width)
    return view


def _sign(name: str) -> int:
    """1 for right and up, -1 for left and down."""
    return 1 if name.endswith(("right", "up")) else -1


def _shaken(view: View, scene: Scene, u: float) -> View:
    """A hand-held jitter of about a fortieth of the height."""
    phase = scene.layout % 97 / 97
    x = 0.020 * wave(u, 11.3, phase) + 0.013 * wave(u, 19.7, 2 * phase)
    y = 0.018 * wave(u, 13.1, 3 * phase) + 0.012 * wave(u, 23.9, 5 * phase)
    return replace(view, pan_x=x, pan_y=y, zoom=1.06)
