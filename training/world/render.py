# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""From a scene to frames: draw the layers once, then move, blend and grade them for each instant."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.actor import Figure, Pose, draw_figure, figure_of, pose_at
from training.world.backdrop import backdrop_of
from training.world.camera import is_uniform, view_at
from training.world.canvas import Image
from training.world.geometry import Frame, View, project
from training.world.layer import Sheet, blend, draw_sheets, matrix_at
from training.world.look import Look
from training.world.scene import Scene
from training.world.weather import Weather

Frames = NDArray[np.uint8]  # (F, H, W, 3) RGB
Masks = NDArray[np.uint8]  # (F, H, W), 255 where a subject is seen

_PROBES = 17  # instants at which the camera is asked how far it sees


def render(
    scene: Scene,
    *,
    width: int = 320,
    height: int = 192,
    num_frames: int = 49,
    duration: float = 6.0,
    times: Sequence[float] | NDArray[np.float64] | None = None,
) -> Frames:
    """The clip as (F, H, W, 3) RGB uint8.

    `times` are the instants to draw, in seconds of 0..duration; by default num_frames of them from first to last.
    All motion follows time / duration, so a longer clip is slower.
    """
    return _render(scene, Frame(width=width, height=height), _instants(num_frames, duration, times), False)[0]


def render_with_mask(
    scene: Scene,
    *,
    width: int = 320,
    height: int = 192,
    num_frames: int = 49,
    duration: float = 6.0,
    times: Sequence[float] | NDArray[np.float64] | None = None,
) -> tuple[Frames, Masks]:
    """The clip and where its subjects are, as (F, H, W) uint8 opacities."""
    return _render(scene, Frame(width=width, height=height), _instants(num_frames, duration, times), True)


def _instants(num_frames: int, duration: float, times: Sequence[float] | NDArray[np.float64] | None) -> list[float]:
    """Shares 0..1 of the clip."""
    if times is None:
        return [float(u) for u in np.linspace(0, 1, num_frames)] if num_frames > 1 else [0.0]
    return [min(max(float(t) / duration, 0.0), 1.0) for t in times]


def _render(scene: Scene, frame: Frame, instants: list[float], with_mask: bool) -> tuple[Frames, Masks]:
    painter = Painter(scene, frame, instants)
    frames = np.empty((len(instants), frame.height, frame.width, 3), np.uint8)
    masks = np.zeros((len(instants), frame.height, frame.width) if with_mask else (0, 0, 0), np.uint8)
    for index, u in enumerate(instants):
        frames[index] = painter.paint(u, masks[index] if with_mask else None)
    return frames, masks


class Painter:
    """One clip made ready: its layers drawn, its subjects tinted."""

    def __init__(self, scene: Scene, frame: Frame, instants: Sequence[float]) -> None:
        self._scene, self._frame = scene, frame
        backdrop, mood = backdrop_of(scene, frame)
        self._horizon = backdrop.horizon
        probes = np.linspace(min(instants), max(instants), _PROBES if len(instants) > 1 else 1)
        if "Shake" in scene.camera and len(instants) > 1:
            probes = np.linspace(0, 1, 97)
        views = [view_at(scene, frame, float(u)) for u in probes]
        uniform = is_uniform(scene)
        self._back = draw_sheets(backdrop.back, views, frame, backdrop.horizon, uniform)
        self._front = draw_sheets(backdrop.front, views, frame, backdrop.horizon, uniform)
        self._figures = [figure_of(actor, index, scene, mood) for index, actor in enumerate(scene.subjects)]
        self._weather = Weather(scene, frame, mood)
        self._look = Look(scene.look, frame)
        self._dark = 0.30 if mood.dark else 0.42

    def paint(self, u: float, mask: Image | None) -> Image:
        """The frame at u = time / duration; adds the subjects' opacity to `mask` (H, W) where it is given."""
        view = view_at(self._scene, self._frame, u)
        target = np.zeros((self._frame.height, self._frame.width, 3), np.uint8)
        for sheet in self._back:
            self._blend(target, sheet, view, u)
        self._weather.behind(target, u)
        for figure, pose in self._posed(u):
            self._draw(target, figure, pose, view, mask)
        for sheet in self._front:
            laid = self._blend(target, sheet, view, u)
            if laid is not None and mask is not None:
                rows, top = laid
                part = mask[top : top + rows.shape[0]]
                cv2.multiply(part, cv2.bitwise_not(rows[..., 3]), dst=part, scale=1 / 255)
        self._weather.before(target, u)
        return self._look.finish(target)

    def _posed(self, u: float) -> list[tuple[Figure, Pose]]:
        """Subjects with their poses, the farther one first."""
        posed = [(figure, pose_at(figure, self._scene, self._frame, self._horizon, u)) for figure in self._figures]
        return sorted(posed, key=lambda item: item[1].y)

    def _blend(self, target: Image, sheet: Sheet, view: View, u: float) -> tuple[Image, int] | None:
        matrix, opacity = matrix_at(sheet.layers[0], view, self._frame, self._horizon, u)
        return blend(target, sheet, matrix, opacity, self._frame)

    def _draw(self, target: Image, figure: Figure, pose: Pose, view: View, mask: Image | None) -> None:
        z = self._depth(figure, pose)
        if figure.stance == "ground":
            self._shadow(target, pose, view, z)
        if pose.glow > 0.02:
            self._glow(target, figure, pose, view, z)
        laid = draw_figure(target, figure, pose, view, self._frame, self._horizon, z)
        if laid is not None and mask is not None:
            alpha, row, column = laid
            part = mask[row : row + alpha.shape[0], column : column + alpha.shape[1]]
            np.maximum(part, alpha, out=part)

    def _depth(self, figure: Figure, pose: Pose) -> float:
        """Distance of the subject, 1 at its usual place."""
        if self._scene.action not in ("comes closer", "goes away"):
            return 1.0
        return float(np.clip(0.45 * self._frame.subject_scale / pose.height, 0.8, 4.0))

    def _shadow(self, target: Image, pose: Pose, view: View, z: float) -> None:
        """A soft dark ellipse on the ground, fainter the higher the subject is."""
        matrix = project(view, self._frame, z=z, horizon=self._horizon)
        feet = matrix @ np.array([pose.x, pose.y + pose.lift, 1.0])
        size = pose.height * matrix[1, 1] * (1 - 0.5 * min(1.0, pose.lift / 0.4))
        dark = self._dark * pose.opacity * (1 - 0.6 * min(1.0, pose.lift / 0.4))
        _spot(target, feet[0], feet[1] - 0.01 * size, 0.46 * size, 0.085 * size, -dark)

    def _glow(self, target: Image, figure: Figure, pose: Pose, view: View, z: float) -> None:
        """The light of appearing."""
        matrix = project(view, self._frame, z=z, horizon=self._horizon)
        middle = matrix @ np.array([pose.x, pose.y - (0 if pose.hovers else pose.height / 2), 1.0])
        radius = 0.75 * pose.height * matrix[1, 1]
        _spot(target, middle[0], middle[1], radius, radius, 0.85 * pose.glow)


def _spot(target: Image, x: float, y: float, rx: float, ry: float, strength: float) -> None:
    """Lightens (strength > 0) or darkens an ellipse softly, in place."""
    x0, x1 = max(0, int(x - rx)), min(target.shape[1], int(x + rx) + 2)
    y0, y1 = max(0, int(y - ry)), min(target.shape[0], int(y + ry) + 2)
    if x1 <= x0 or y1 <= y0:
        return
    across = ((np.arange(x0, x1, dtype=np.float32) - x) / max(rx, 1)) ** 2
    down = ((np.arange(y0, y1, dtype=np.float32) - y) / max(ry, 1)) ** 2
    soft = np.clip(1 - across[None] - down[:, None], 0, 1) * abs(strength)
    aim = 255.0 if strength > 0 else 0.0
    part = target[y0:y1, x0:x1]
    part += ((aim - part) * soft[..., None]).astype(np.int16).astype(np.uint8)
