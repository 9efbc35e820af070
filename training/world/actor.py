# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""How a subject moves: its action over the whole clip, its gait on top, and the patch of pixels it becomes."""

from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.assets import sprite
from training.world.camera import travel_share
from training.world.canvas import Image, over
from training.world.geometry import Frame, View, project, smooth, wave
from training.world.light import Mood, tint_pixels
from training.world.scene import LATERAL, Actor, Scene
from video01.vocabulary import SUBJECTS, Subject, find

SECONDS = 6.0  # a clip's length that gaits are timed for; longer clips are slower
NEAR, FAR_AWAY = 0.85, 0.13  # heights at the two ends of an approach

_ART_TURN = {"rocket": 45.0, "airplane": 45.0}  # degrees clockwise that level a picture drawn slanting up to the right
_ROUND = {"apple", "orange", "lemon", "donut", "cookie", "egg", "soccer ball", "basketball", "bomb", "die"}


@dataclass(frozen=True, kw_only=True)
class Pose:
    """A subject at one instant, in world units and degrees."""

    x: float
    y: float  # of its feet, or of its middle where it hovers
    height: float
    hovers: bool
    turn: float = 0.0  # clockwise
    wide: float = 1.0  # squash factors
    tall: float = 1.0
    facing: int = 0  # -1 left, 1 right, 0 as the picture is
    opacity: float = 1.0
    glow: float = 0.0  # of appearing and vanishing
    lift: float = 0.0  # of the feet above the ground


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A subject of a scene with its picture, tinted and premultiplied, in halving sizes."""

    subject: Subject
    stance: str  # "ground" | "air" | "water"
    index: int  # 0 for the first subject
    levels: tuple[Image, ...]  # (256, 256, 4), (128, 128, 4), ...
    box: tuple[float, float, float, float]  # left, top, right, bottom of what is not empty, as shares of the picture


def figure_of(actor: Actor, index: int, scene: Scene, mood: Mood) -> Figure:
    """The subject made ready for drawing."""
    subject = find(SUBJECTS, actor.name)
    levels, box = _picture(actor.codepoint)
    tinted = tuple(tint_pixels(level, mood.actor) for level in levels)
    if subject.name in _ART_TURN:
        box = (0.1, 0.1, 0.9, 0.9)
    return Figure(subject=subject, stance=_stance(subject, scene, index), index=index, levels=tinted, box=box)


@cache
def _picture(codepoint: str) -> tuple[tuple[Image, ...], tuple[float, float, float, float]]:
    """A picture premultiplied in four halving sizes, and the box of what is not empty."""
    rgba = sprite(codepoint)
    rows, columns = np.nonzero(rgba[..., 3].max(1) > 40)[0], np.nonzero(rgba[..., 3].max(0) > 40)[0]
    box = (columns[0] / 256, rows[0] / 256, (columns[-1] + 1) / 256, (rows[-1] + 1) / 256)
    opacity = cv2.cvtColor(rgba[..., 3], cv2.COLOR_GRAY2RGBA)
    opacity[..., 3] = 255
    levels = [np.asarray(cv2.multiply(rgba, opacity, scale=1 / 255), np.uint8)]
    while len(levels) < 4:
        half = levels[-1].shape[0] // 2
        levels.append(np.asarray(cv2.resize(levels[-1], (half, half), interpolation=cv2.INTER_AREA), np.uint8))
    return tuple(levels), box


def _stance(subject: Subject, scene: Scene, index: int) -> str:
    """Whether it stands on the ground, hovers, or is half in the water."""
    if scene.relation == "above" and index == 0:
        return "air"
    if scene.place == "space":
        return "air"
    if scene.place == "underwater":
        return "ground" if subject.home == "land" else "air"
    if scene.place == "ocean":
        return "air" if subject.home == "air" else "water"
    if subject.home == "air" or subject.gait == "swim":
        return "air"
    return "ground"


def pose_at(figure: Figure, scene: Scene, frame: Frame, horizon: float, u: float) -> Pose:
    """The subject at u = time / duration."""
    pose = _rest(figure, scene, frame, u)
    pose = _act(pose, figure, scene, frame, horizon, u)
    return _framed(_gait(pose, figure, scene, u), scene)


def _framed(pose: Pose, scene: Scene) -> Pose:
    """Nearer the middle and smaller where the camera comes so close that the subject would leave the picture."""
    if not any(command in ("Push in", "Pull out", "Zoom in", "Zoom out") for command in scene.camera):
        return pose
    return replace(pose, x=0.72 * pose.x, y=0.55 + 0.82 * (pose.y - 0.55), height=0.85 * pose.height)


def _rest(figure: Figure, scene: Scene, frame: Frame, u: float) -> Pose:
    """Where it is before it does anything."""
    dice = np.random.default_rng((scene.layout, 77, figure.index))
    pair = len(scene.subjects) == 2
    height = (dice.uniform(0.33, 0.39) if pair else dice.uniform(0.42, 0.54)) * frame.subject_scale
    hovers = figure.stance == "air"
    y = dice.uniform(0.40, 0.48) if hovers else dice.uniform(0.81, 0.86)
    if figure.stance == "water":
        y = 0.86
    x = dice.uniform(-0.06, 0.06) * frame.aspect
    if pair:
        x += _pair_side(scene, figure) * (0.17 if scene.action in LATERAL else 0.21) * frame.aspect
        if scene.relation == "above":
            y = 0.25 if figure.index == 0 else (0.76 if hovers else max(y, 0.86))
    return Pose(x=x, y=y, height=height, hovers=hovers)


def _pair_side(scene: Scene, figure: Figure) -> int:
    """-1 for the left place of two, 1 for the right, 0 for one above the other."""
    first = {"left of": -1, "right of": 1, "above": 0}.get(scene.relation or "")
    if first is None:  # the chaser comes after the chased
        first = 1 if scene.action == "moves left" else -1
    return first if figure.index == 0 else -first


def _act(pose: Pose, figure: Figure, scene: Scene, frame: Frame, horizon: float, u: float) -> Pose:  # noqa: PLR0911 - one return an action
    """The action, unmistakable and over the whole clip."""
    action = scene.action
    if action in LATERAL:
        return _cross(pose, scene, frame, -1 if action == "moves left" else 1, u)
    if action in ("comes closer", "goes away"):
        near = u if action == "comes closer" else 1 - u
        return _approach(pose, figure, frame, horizon, near)
    if action in ("rises", "falls"):
        return _rise(pose, figure, u if action == "rises" else 1 - u)
    if action in ("jumps", "bounces"):
        return _jump(pose, 3 if action == "jumps" else 7, 0.30 if action == "jumps" else 0.13, u)
    if action == "spins":
        return replace(pose, turn=720.0 * u)
    if action == "shakes":
        return replace(pose, x=pose.x + 0.022 * wave(u, 25), turn=9 * wave(u, 19.5))
    if action in ("grows", "shrinks"):
        big = smooth(u) if action == "grows" else 1 - smooth(u)
        small, large = 0.13 * frame.subject_scale, 0.64 * frame.subject_scale
        return replace(pose, height=small * (large / small) ** big)
    if action in ("appears", "vanishes"):
        return _materialise(pose, u if action == "appears" else 1 - u)
    if action == "circles":
        return _circle(pose, figure, frame, u)
    return pose


def _cross(pose: Pose, scene: Scene, frame: Frame, way: int, u: float) -> Pose:
    """Across the picture, facing the way it goes."""
    share = travel_share(scene) * (0.74 if len(scene.subjects) == 2 and travel_share(scene) < 1 else 1.0)
    return replace(pose, x=pose.x + way * share * frame.aspect * (u - 0.5), facing=way, turn=4.0 * way)


def _approach(pose: Pose, figure: Figure, frame: Frame, horizon: float, near: float) -> Pose:
    """From the far ground, or from above the horizon, to the front."""
    scale = frame.subject_scale
    height = FAR_AWAY * (NEAR / FAR_AWAY) ** near * scale
    share = height / (NEAR * scale)
    drift = pose.x * 2.2 * (1 - near)
    if figure.stance == "air":
        return replace(pose, height=height, y=0.24 + 0.27 * smooth(near), x=drift)
    return replace(pose, height=height, y=horizon + 0.015 + (0.965 - horizon) * share**0.8, x=drift)


def _rise(pose: Pose, figure: Figure, up: float) -> Pose:
    """Straight up through the picture."""
    height = min(pose.height, 0.42)
    if pose.hovers:
        low, high = 0.97 - height / 2, 0.05 + height / 2
        return replace(pose, y=low + (high - low) * up, height=height)
    start = 0.88 if figure.stance == "ground" else 0.98
    rise = (start - height - 0.05) * up
    return replace(pose, y=start - rise, height=height, lift=max(0.0, rise - (start - 0.88)))


def _jump(pose: Pose, times: int, reach: float, u: float) -> Pose:
    """Leaps with a stretch in the air and a squash on landing."""
    s = (u * times) % 1.0
    arc = 4 * s * (1 - s)
    squash = 0.20 * max(0.0, 1 - arc * 4)
    base = min(pose.y + 0.10, 0.70) if pose.hovers else pose.y
    reach = min(reach, base - pose.height * (0.5 if pose.hovers else 1.0) - 0.02)
    return replace(
        pose, y=base - reach * arc, lift=reach * arc, tall=1 - squash + 0.06 * arc, wide=1 + squash - 0.04 * arc
    )


def _materialise(pose: Pose, there: float) -> Pose:
    """Out of nothing, with a flash of light, in the first two thirds."""
    s = smooth((there - 0.08) / 0.55)
    flash = float(np.exp(-(((there - 0.30) / 0.16) ** 2)))
    return replace(pose, opacity=s, height=pose.height * (0.55 + 0.45 * s), glow=flash)


def _circle(pose: Pose, figure: Figure, frame: Frame, u: float) -> Pose:
    """Two rounds on an ellipse, nearer when lower."""
    angle = 2 * np.pi * 2 * u
    x, depth = 0.25 * frame.aspect * np.sin(angle), np.cos(angle)
    y = pose.y + {"air": 0.15, "ground": 0.055, "water": 0.02}[figure.stance] * depth
    size = pose.height * 0.84 * (1 + 0.22 * depth)
    return replace(pose, x=float(x), y=float(y), height=float(size), facing=1 if np.cos(angle) > 0 else -1)


def _gait(pose: Pose, figure: Figure, scene: Scene, u: float) -> Pose:  # noqa: PLR0911
    """Steps, flaps, swaying and rolling on top of the action."""
    still = scene.action in ("stays still", "spins", "shakes", "appears", "vanishes", "grows", "shrinks")
    phase = 0.37 * figure.index
    gait = figure.subject.gait
    if pose.hovers and gait not in ("fly", "swim"):
        gait = "float"
    if gait == "walk" and not still and pose.lift == 0:
        step = abs(wave(u, 5.0, phase))
        return replace(
            pose,
            y=pose.y - 0.05 * pose.height * step,
            turn=pose.turn + 4.5 * wave(u, 5.0, phase),
            tall=pose.tall * (0.96 + 0.05 * step),
        )
    if gait == "fly":
        flap = wave(u, 9.0, phase)
        return replace(
            pose,
            y=pose.y + 0.018 * wave(u, 3.0, phase),
            tall=pose.tall * (1 + 0.09 * flap),
            turn=pose.turn + 3 * wave(u, 1.5, phase),
        )
    if gait == "swim":
        sway = wave(u, 5.0, phase)
        return replace(
            pose, y=pose.y + 0.014 * wave(u, 2.5, phase), wide=pose.wide * (1 + 0.05 * sway), turn=pose.turn + 6 * sway
        )
    if gait == "roll" and not still:
        return _rolling(pose, figure, scene, u)
    if gait == "float" or figure.stance == "water":
        return replace(pose, y=pose.y + 0.016 * wave(u, 2.0, phase), turn=pose.turn + 5 * wave(u, 1.5, phase))
    if gait == "still" and scene.action in (*LATERAL, "circles", "comes closer", "goes away"):
        hop = abs(wave(u, 4.0, phase))
        return replace(
            pose,
            y=pose.y - 0.09 * pose.height * hop,
            tall=pose.tall * (0.93 + 0.10 * hop),
            wide=pose.wide * (1.04 - 0.06 * hop),
        )
    return replace(pose, tall=pose.tall * (1 + 0.018 * wave(u, 3.0, phase)))


def _rolling(pose: Pose, figure: Figure, scene: Scene, u: float) -> Pose:
    """Round things turn as far as they go; wheels only rattle."""
    if figure.subject.name in _ROUND and scene.action in (*LATERAL, "circles"):
        return replace(pose, turn=float(np.rad2deg(2 * pose.x / max(pose.height, 0.1))))
    return replace(pose, turn=pose.turn * 0.3, y=pose.y - 0.010 * pose.height * abs(wave(u, 14.0)))


def draw_figure(
    target: Image, figure: Figure, pose: Pose, view: View, frame: Frame, horizon: float, z: float
) -> tuple[Image, int, int] | None:
    """Draws the subject onto the RGB frame; returns its alpha patch with the patch's row and column."""
    matrix = project(view, frame, z=z, horizon=horizon)
    transform, level = _sprite_matrix(figure, pose, matrix)
    size = level.shape[0]
    corners = transform @ np.array([(0, 0, 1), (size, 0, 1), (0, size, 1), (size, size, 1)], np.float64).T
    x0, y0 = (int(max(0, np.floor(v))) for v in corners.min(1))
    x1, y1 = (
        int(min(limit, np.ceil(v) + 1)) for v, limit in zip(corners.max(1), (frame.width, frame.height), strict=True)
    )
    if x1 <= x0 or y1 <= y0 or pose.opacity <= 0.01:
        return None
    transform[:, 2] -= (x0, y0)
    patch = np.asarray(cv2.warpAffine(level, transform, (x1 - x0, y1 - y0)), np.uint8)
    if pose.opacity < 1:
        patch = np.asarray(cv2.convertScaleAbs(patch, alpha=pose.opacity), np.uint8)
    over(target[y0:y1, x0:x1], patch)
    return patch[..., 3], y0, x0


def _sprite_matrix(figure: Figure, pose: Pose, matrix: NDArray[np.float64]) -> tuple[NDArray[np.float64], Image]:
    """(2, 3) from the pixels of the fitting picture to those of the frame."""
    left, top, right, bottom = figure.box
    unit = pose.height / max(bottom - top, 0.8 * (right - left))  # world units a picture
    pixels = unit * matrix[1, 1]
    level = next((image for image in reversed(figure.levels) if image.shape[0] >= pixels), figure.levels[0])
    size = level.shape[0]
    natural = {"left": -1, "right": 1, "front": 0}[figure.subject.faces]
    mirror = -1.0 if pose.facing * natural < 0 else 1.0
    pivot_y = (top + bottom) / 2 if pose.hovers or abs(pose.turn) > 30 else bottom
    pivot = np.array([[unit / size, 0, -unit * (left + right) / 2], [0, unit / size, -unit * pivot_y], [0, 0, 1]])
    flip = np.diag([mirror * pose.wide, pose.tall, 1.0])
    level_turn = _ART_TURN.get(figure.subject.name, 0.0) * mirror
    turn = np.deg2rad(pose.turn + level_turn)
    rotate = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    y = pose.y if pose.hovers or pivot_y == bottom else pose.y - pose.height / 2
    move = np.array([[1, 0, pose.x], [0, 1, y], [0, 0, 1]])
    total = matrix @ move @ rotate @ flip @ pivot
    return np.asarray(total[:2]), level
