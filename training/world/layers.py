# ruff: noqa: PLR0917 - the givens of a scene are few and always the same
"""A scene as layers: the backdrop as one wide plate, the subjects, the weather, and the paths of all of them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.actor import Figure, Pose, _sprite_matrix, figure_of, pose_at
from training.world.backdrop import backdrop_of
from training.world.camera import view_at
from training.world.canvas import Image, over
from training.world.geometry import FEET, Frame, View, project
from training.world.layer import Layer, draw_sheets, matrix_at
from training.world.light import Mood
from training.world.look import Look
from training.world.scene import Scene
from training.world.stage import Backdrop
from training.world.weather import Weather
from video01.layers import (
    CANVAS,
    INSTANTS,
    MAX_ACTORS,
    PLATE_DENSITY,
    PLATE_HEIGHT,
    PLATE_WIDTH,
    TRACKS,
    LayeredClip,
)

FRAME = Frame(width=320, height=192)  # what the scene is composed for
REACH = 0.8  # of the camera's own way, so that it stays on the plate


def layered(scene: Scene) -> LayeredClip:
    """The layers of a scene."""
    backdrop, mood = backdrop_of(scene, FRAME)
    look = Look(scene.look, FRAME)
    plate, nearness = _plate(backdrop)
    figures = [figure_of(actor, index, scene, mood) for index, actor in enumerate(scene.subjects)]
    actors = [_graded(_canvas_of(figure), look) for figure in figures]
    veil, slide = _veil(scene, mood, plate)
    return LayeredClip(
        plate=look.grade(plate),
        plate_density=PLATE_DENSITY,
        nearness=nearness,
        actors=(*actors, *[np.zeros((CANVAS, CANVAS, 4), np.uint8)] * (MAX_ACTORS - len(actors))),
        veil=_graded(veil, look),
        motion=_motion(scene, backdrop.horizon, figures, slide, mood),
    )


def _plate(backdrop: Backdrop) -> tuple[Image, NDArray[np.float32]]:
    """The backdrop at rest, (PLATE_HEIGHT, PLATE_WIDTH, 3), and its nearness."""
    plate_frame = Frame(width=PLATE_WIDTH, height=PLATE_HEIGHT)
    scale = PLATE_DENSITY / FRAME.height
    to_plate = np.array(
        [
            [scale, 0, PLATE_WIDTH / 2 - FRAME.width / 2 * scale],
            [0, scale, PLATE_HEIGHT / 2 - FRAME.height / 2 * scale],
            [0, 0, 1],
        ]
    )
    plate = np.zeros((PLATE_HEIGHT, PLATE_WIDTH, 3), np.uint8)
    nearness = np.zeros((PLATE_HEIGHT, PLATE_WIDTH), np.float32)
    rows_y = ((np.arange(PLATE_HEIGHT) + 0.5 - PLATE_HEIGHT / 2) / PLATE_DENSITY + 0.5).astype(np.float32)
    layers = [*backdrop.back, *backdrop.front]
    for sheet in draw_sheets(layers, [View(zoom=0.6), View()], FRAME, backdrop.horizon, uniform=False):
        matrix, opacity = matrix_at(sheet.layers[0], View(), FRAME, backdrop.horizon, 0.5)
        placed = sheet.place(to_plate @ matrix, plate_frame)
        if placed is None or opacity <= 0:
            continue
        rows, top = placed
        if opacity < 1:
            rows = np.asarray(cv2.convertScaleAbs(rows, alpha=opacity), np.uint8)
        part = slice(top, top + rows.shape[0])
        over(plate[part], rows)
        alpha = rows[..., 3].astype(np.float32) / 255
        near = _nearness(sheet.layers[0], rows_y[part], backdrop.horizon)[:, None]
        nearness[part] = nearness[part] * (1 - alpha) + near * alpha
    smooth = cv2.resize(nearness, (PLATE_WIDTH // 8, PLATE_HEIGHT // 8), interpolation=cv2.INTER_AREA)
    return plate, np.asarray(smooth, np.float32)


def _nearness(layer: Layer, y: NDArray[np.float32], horizon: float) -> NDArray[np.float32]:
    """1 / z of the rows at y."""
    if layer.ground:
        return np.clip((y - horizon) / (FEET - horizon), 0, 1.6)
    return np.full_like(y, 0.0 if np.isinf(layer.z) else min(1.6, 1 / layer.z))


def _canvas_of(figure: Figure) -> Image:
    """The subject's picture, premultiplied."""
    return np.asarray(cv2.resize(figure.levels[0], (CANVAS, CANVAS), interpolation=cv2.INTER_AREA), np.uint8)


def _graded(rgba: Image, look: Look) -> Image:
    """Premultiplied RGBA in the clip's look."""
    alpha = rgba[..., 3:].astype(np.float32)
    straight = np.clip(rgba[..., :3] * (255 / np.maximum(alpha, 1)), 0, 255).astype(np.uint8)
    graded = look.grade(straight).astype(np.float32) * (alpha / 255)
    return np.concatenate([graded.round().astype(np.uint8), rgba[..., 3:]], 2)


def _veil(scene: Scene, mood: Mood, plate: Image) -> tuple[Image, tuple[float, float]]:
    """What falls or drifts, as a tile one frame high, and how far it slides right and down in the clip.

    Far banks of fog stay behind the subjects: they are laid over the plate, in place.
    """
    weather = Weather(scene, Frame(width=CANVAS, height=CANVAS), mood)
    tile = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    if not weather.tiles:
        return tile, (0.0, 0.0)
    tiles = [picture[:CANVAS, :CANVAS] for picture, _, _ in weather.tiles]
    if scene.weather == "fog":
        _lay_far(plate, tiles.pop(0))
    for picture in tiles:
        over(tile, np.ascontiguousarray(picture))
    _, right, down = weather.tiles[-1]
    return tile, (right, down)


def _lay_far(plate: Image, tile: Image) -> None:
    """The tile over the plate, in place: repeated from side to side, its edges drawn on up and down."""
    side = round(PLATE_DENSITY)
    small = cv2.resize(tile, (side, side), interpolation=cv2.INTER_AREA)
    wide = np.tile(small, (1, PLATE_WIDTH // side + 1, 1))[:, :PLATE_WIDTH]
    above = (PLATE_HEIGHT - side) // 2
    whole = cv2.copyMakeBorder(wide, above, PLATE_HEIGHT - side - above, 0, 0, cv2.BORDER_REPLICATE)
    over(plate, np.asarray(whole, np.uint8))


def _motion(
    scene: Scene, horizon: float, figures: list[Figure], slide: tuple[float, float], mood: Mood
) -> NDArray[np.float32]:
    """All tracks, (INSTANTS, len(TRACKS))."""
    motion = np.zeros((INSTANTS, len(TRACKS)), np.float32)
    for instant, u in enumerate(np.linspace(0, 1, INSTANTS)):
        view = _within_reach(view_at(scene, FRAME, float(u)))
        tracks = {name: getattr(view, name) for name in ("truck", "pedestal", "dolly", "pan_x", "pan_y", "zoom")}
        tracks |= {"horizon": horizon, "slide_x": slide[0], "slide_y": slide[1], "flash": _flash(scene, mood, float(u))}
        for figure in figures:
            tracks |= _actor_tracks(scene, figure, horizon, view, float(u), mood)
        motion[instant] = [tracks.get(name, 0.0) for name in TRACKS]
    return motion


def _within_reach(view: View) -> View:
    shorter = {name: REACH * getattr(view, name) for name in ("truck", "pedestal", "pan_x", "pan_y")}
    return replace(view, **shorter)


def _actor_tracks(scene: Scene, figure: Figure, horizon: float, view: View, u: float, mood: Mood) -> dict[str, float]:
    pose = pose_at(figure, scene, FRAME, horizon, u)
    z = _depth(scene, pose)
    matrix = project(view, FRAME, z=z, horizon=horizon)
    total, level = _sprite_matrix(figure, pose, matrix)
    size = level.shape[0]
    linear = total[:, :2] * size / FRAME.height
    middle = total @ np.array([size / 2, size / 2, 1.0]) / FRAME.height
    feet = matrix @ np.array([pose.x, pose.y + pose.lift, 1.0]) / FRAME.height
    high = min(1.0, pose.lift / 0.4)
    dark = (0.30 if mood.dark else 0.42) * (1 - 0.6 * high) if figure.stance == "ground" else 0.0
    values = (middle[0] - FRAME.aspect / 2, middle[1], *linear.flatten(), pose.opacity, feet[1], dark)
    names = ("x", "y", "xx", "xy", "yx", "yy", "opacity", "ground", "shadow")
    return {f"{name}{figure.index}": float(value) for name, value in zip(names, values, strict=True)}


def _depth(scene: Scene, pose: Pose) -> float:
    """Distance of the subject, 1 at its usual place."""
    if scene.action not in ("comes closer", "goes away"):
        return 1.0
    return float(np.clip(0.45 * FRAME.subject_scale / pose.height, 0.8, 4.0))


def _flash(scene: Scene, mood: Mood, u: float) -> float:
    """How strong lightning is at u, 0..1."""
    if scene.weather != "storm":
        return 0.0
    ages = [(u - start) * 6.0 for start in Weather(scene, Frame(width=16, height=16), mood).flashes]
    return max([(1 - age / 0.6) ** 1.5 for age in ages if 0 <= age < 0.6], default=0.0)
