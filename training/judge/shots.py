"""The frames of a clip that the judge looks at, and where its figures are in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.compositing.figures import Figure
from video01.compositing.strips import upright
from video01.compositing.ways import CameraWay
from video01.compositor import Compositor
from video01.layers import Actor, LayeredClip

Frames = NDArray[np.uint8]  # (N, H, W, 3) RGB
Boxes = NDArray[np.float32]  # (A, 5)

INSTANTS = 16  # evenly from the first moment to the last
DURATION = 6.0  # seconds
STILL_SIZE = (256, 144)  # width, height in pixels
HALF_SIZE = (128, 72)  # at which motion is sought
FLOW_SIZE = (48, 27)
FLOW_STEP = 1200  # stored values for one frame height


@dataclass(frozen=True, kw_only=True)
class Shots:
    """One clip as the judge sees it."""

    frames: Frames  # (INSTANTS, 144, 256, 3)
    flow: NDArray[np.int16]  # (INSTANTS - 1, 27, 48, 2): right and down to the next frame, FLOW_STEP a frame height
    texture: NDArray[np.uint8]  # (INSTANTS - 1, 27, 48): how much there is to hold on to


def instants() -> NDArray[np.float64]:
    """Shares of the clip: (INSTANTS,)."""
    return np.linspace(0, 1, INSTANTS)


def shoot(clip: LayeredClip) -> Shots:
    """Draw only the frames that are judged."""
    return shots_of(drawn(clip))


def drawn(clip: LayeredClip) -> Frames:
    """The frames at all instants: (INSTANTS, 144, 256, 3)."""
    compositor = Compositor(clip, *STILL_SIZE)
    return np.stack([compositor.frame(float(u), float(u) * DURATION) for u in instants()])


def shots_of(frames: Frames) -> Shots:
    """(INSTANTS, 144, 256, 3) as the judge sees them."""
    halves = [cv2.resize(frame, HALF_SIZE, interpolation=cv2.INTER_AREA) for frame in frames]
    grey = [np.asarray(cv2.cvtColor(half, cv2.COLOR_RGB2GRAY), np.uint8) for half in halves]
    return Shots(frames=frames, flow=flow_of(grey), texture=np.stack([_texture(one) for one in grey[:-1]]))


def flow_of(grey: list[NDArray[np.uint8]]) -> NDArray[np.int16]:
    """How pixels move from each frame, (72, 128), to the next, by dense inverse search: (N - 1, 27, 48, 2)."""
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    found = []
    for before, after in pairwise(grey):
        moved = search.calc(before, after, None)  # type: ignore[call-overload]
        found.append(cv2.resize(moved, FLOW_SIZE, interpolation=cv2.INTER_AREA) * (FLOW_STEP / HALF_SIZE[1]))
    return np.clip(np.round(np.stack(found)), -32000, 32000).astype(np.int16)


def _texture(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The mean slope about each cell of the flow: (27, 48)."""
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    slope = cv2.resize(cv2.magnitude(across, down), FLOW_SIZE, interpolation=cv2.INTER_AREA)
    return np.clip(slope, 0, 255).astype(np.uint8)


def figures_of(clip: LayeredClip) -> list[tuple[Actor, Figure]]:
    """The figures at a size that is made fast."""
    small = (cv2.resize(actor.picture, (32, 32), interpolation=cv2.INTER_AREA) for actor in clip.actors)
    actors = [
        replace(actor, picture=np.asarray(picture, np.uint8)) for actor, picture in zip(clip.actors, small, strict=True)
    ]
    return [(actor, Figure(actor, number, 16)) for number, actor in enumerate(actors)]


def boxes_of(clip: LayeredClip, shares: NDArray[np.float64]) -> NDArray[np.float32]:
    """Where each figure is: (instants, A, 5) of middle x, middle y, width, height in frame heights, and opacity.

    x is measured from the frame's middle, y from its top.
    """
    camera, figures = CameraWay(clip.camera), figures_of(clip)
    found = np.zeros((len(shares), len(figures), 5), np.float32)
    for row, u in enumerate(float(share) for share in shares):
        view = camera.at(u, u * DURATION)
        for number, (actor, figure) in enumerate(figures):
            found[row, number] = _box(actor, figure, upright(view, figure.nearness, clip.horizon), u)
    return found


def _box(actor: Actor, figure: Figure, seen: NDArray[np.float64], u: float) -> tuple[float, ...]:
    """Middle, size and opacity of one figure."""
    pose = figure.way.at(u)
    gait = figure.gait(pose, u, u * DURATION)
    left, top, right, foot = _extent(actor)
    x = pose.x + gait.right + ((left + right) / 2 - 0.5) * pose.height
    y = pose.y - gait.up - pose.lift + ((top + foot) / 2 - 0.5) * pose.height
    angle = 2 * np.pi * (pose.turn + gait.turn)
    wide, tall = (right - left) * pose.height * seen[0, 0], (foot - top) * pose.height * seen[1, 1]
    turned = abs(np.cos(angle)), abs(np.sin(angle))
    middle = seen @ (x, y, 1.0)
    return (
        float(middle[0]),
        float(middle[1]),
        float(wide * turned[0] + tall * turned[1]),
        float(tall * turned[0] + wide * turned[1]),
        pose.opacity,
    )


def _extent(actor: Actor) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is not clear, as shares of the canvas."""
    alpha = actor.picture[..., 3]
    rows, columns = (np.nonzero(alpha.max(axis) > 48)[0] for axis in (1, 0))
    if not len(rows):
        return 0.0, 0.0, 1.0, 1.0
    height, width = alpha.shape
    return columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height
