"""Figures before the camera: their gaits, and the pictures that they become."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.compositing.blend import CLEAR, coloured, finite, lay, resized
from video01.compositing.strips import Matrix, upright
from video01.compositing.ways import FigureWay, Numbers, Pose, View, ever, smooth, square
from video01.layers import Actor, Picture

STEPS = 2.2  # a second
FLAPS = 2.6
LEAPS = 0.7
IN_THE_AIR = 0.62  # share of a leap
LARGEST, _SMALLEST = 512, 12  # pixels of the sizes at which a figure is kept
FINE = 0.9  # pixels of the picture, at least, for a pixel of the frame
FAINT, DARKEST = 0.03, 0.75  # a shadow that is less dark is none; none is darker
_LEFT = 0.12  # how far from its place, as `FigureWay.gone` tells it, a figure has left its shadow in the picture


@dataclass(frozen=True, kw_only=True)
class Gait:
    """What a figure's gait does to it at one instant: factors, revolutions, heights of the figure or of the frame."""

    wide: Numbers = 1.0  # about its foot
    tall: Numbers = 1.0
    beat: Numbers = 1.0  # as `tall`, about its middle
    rock: Numbers = 0.0  # revolutions about its foot
    turn: Numbers = 0.0  # revolutions about its middle
    right: Numbers = 0.0  # frame heights
    up: Numbers = 0.0  # frame heights


@dataclass(frozen=True, kw_only=True)
class Shadow:
    """A soft ellipse on the ground at one instant, in pixels of the frame."""

    x: Numbers
    y: Numbers
    wide: Numbers  # from its middle to its side
    tall: Numbers
    dark: Numbers  # 0..1


class Bearing:
    """How an actor stands and moves: everything of it but its picture's pixels."""

    def __init__(self, actor: Actor, number: int) -> None:
        self.way, self.nearness = FigureWay(actor.way), finite(actor.nearness, 0.0, 2.5, 1.0)
        self._number = number
        self._shadow = finite(actor.shadow, 0.0, 1.0)
        self._step, self._flap = finite(actor.step, 0.0, 1.0), finite(actor.flap, 0.0, 1.0)
        self.swim, self._bob = finite(actor.swim, 0.0, 1.0), finite(actor.bob, 0.0, 1.0)
        self._squash, self._rate = finite(actor.squash, 0.0, 1.0), finite(actor.rate, 0.1, 5.0, 1.0)
        self.waking = finite(actor.waking, 0.0, 10.0)
        self._box = box_of(actor.picture)

    @property
    def there(self) -> bool:
        """Whether there is anything to see."""
        return self._box is not None

    def left(self, u: Numbers) -> Numbers:
        """0 where it stands in the picture that it was cut out of .. 1 away from there, or of any other figure."""
        return 1.0 if self.waking <= 0 else smooth(self.way.gone(u) / _LEFT)

    def seen(self, view: View, horizon: float, width: int, height: int) -> Matrix:
        """From the world, in frame heights, to pixels of the frame, where the actor stands."""
        frame = np.array([[height, 0, width / 2 - 0.5], [0, height, -0.5], [0, 0, 1.0]])
        return np.asarray(frame @ upright(view, self.nearness, horizon))

    def gait(self, pose: Pose, u: Numbers, seconds: Numbers) -> Gait:
        """Steps, wings, leaps and trembling at one instant."""
        time, beat = seconds + 0.37 * self._number, self._rate
        wide: Numbers = 1.0
        tall, up, right, rock, turn, flap = wide, 0.0 * wide, 0.0 * wide, 0.0 * wide, 0.0 * wide, wide
        low = pose.hop < 0.02
        walks = self._step * self.way.haste(u) * low if self._step > 0 and ever(low) else 0.0
        if ever(walks > 0):
            swing = np.sin(np.pi * STEPS * beat * time)
            up += 0.035 * walks * pose.height * abs(swing)
            rock += walks * swing * 5 / 360
            tall *= 1 + walks * 0.03 * (abs(swing) - 0.5)
        if ever(pose.hop > 0.002):
            hop = pose.hop * (pose.hop > 0.002)
            arc, crouch = _leap(seconds * LEAPS * beat)
            strength = self._squash * np.minimum(1.0, hop / 0.06)
            up += hop * arc
            tall *= 1 + strength * (0.08 * arc - 0.22 * crouch)
            wide *= 1 - strength * (0.06 * arc - 0.16 * crouch)
        if self._flap > 0:
            phase = 2 * np.pi * FLAPS * beat * time
            flap = 1 + 0.075 * self._flap * np.sin(phase)
            up += 0.022 * self._flap * pose.height * np.sin(phase - 2)
        if self._bob > 0:
            up += 0.03 * self._bob * pose.height * np.sin(2 * np.pi * 0.4 * time)
            turn += self._bob * 2.2 / 360 * np.sin(2 * np.pi * 0.27 * time + 1)
        if self._step > 0:
            tall *= 1 + 0.008 * self._step * np.sin(2 * np.pi * 0.5 * time)  # it breathes
        if ever(pose.tremble > 1e-4):
            tremble = pose.tremble * (pose.tremble > 1e-4)
            right += tremble * (np.sin(2 * np.pi * 9.1 * time) * 0.7 + np.sin(2 * np.pi * 13.3 * time) * 0.3)
            turn += tremble * 0.5 * np.sin(2 * np.pi * 7.7 * time + 1)
        return self._woken(Gait(wide=wide, tall=tall, beat=flap, rock=rock, turn=turn, right=right, up=up), seconds)

    def _awake(self, seconds: Numbers) -> Numbers:
        """How much it lives, 0..1."""
        return 1.0 if self.waking <= 0 else smooth(seconds / self.waking)

    def _woken(self, gait: Gait, seconds: Numbers) -> Gait:
        share = self._awake(seconds)
        if not ever(share < 1):
            return gait
        found, rest = vars(gait), vars(Gait())
        return Gait(**{name: rest[name] + share * (found[name] - rest[name]) for name in rest})

    def standing(self, pose: Pose, gait: Gait) -> Matrix:
        """From shares of the canvas to the world."""
        assert self._box is not None
        left, top, right, foot = self._box
        middle, feet = np.array([(left + right) / 2, (top + foot) / 2]), np.array([(left + right) / 2, foot])
        briskly = np.maximum(np.minimum(1.0, 1.8 * abs(pose.facing)), 0.12)
        facing = np.copysign(briskly, pose.facing + 0.0)
        shape = _about(feet, square(gait.wide, 0, 0, gait.tall))
        shape = _about(middle, square(facing, 0, 0, gait.beat)) @ shape
        shape = _about(feet, _turned(gait.rock)) @ shape
        shape = _about(middle, _turned(pose.turn + gait.turn)) @ shape
        x = pose.x + gait.right - pose.height / 2
        y = pose.y - gait.up - pose.lift - pose.height / 2
        return np.asarray(square(pose.height, 0, x, 0, pose.height, y, 0, 0, 1) @ shape)

    def bend(self, share: Numbers, seconds: Numbers, side: int) -> tuple[Numbers, Numbers]:
        """A wave that runs through the body from its head, at the right, to its tail and its foot.

        For shares of the canvas from the left and from the top, in pixels of a canvas of that side: from how far below
        each column is taken, and from how far right each row.
        """
        phase = 2 * np.pi * (self._rate * (seconds + 0.37 * self._number))
        reach = self.swim * side * self._awake(seconds)
        down = 0.034 * reach * (1 - share) ** 1.5 * np.sin(2 * np.pi * 0.8 * share + phase)
        right = 0.016 * reach * share**1.5 * np.sin(2 * np.pi * 0.9 * share - phase)
        return down, right

    def shadow(self, seen: Matrix, pose: Pose, gait: Gait, u: Numbers) -> Shadow:
        """The shadow on the ground below the figure."""
        assert self._box is not None
        left, _, right, foot = self._box
        raised = np.maximum(0.0, pose.lift + gait.up)
        radius = 0.5 * (right - left) * pose.height * seen[..., 0, 0] * (0.92 + 0.3 * raised)
        x, y = pose.x + gait.right, pose.y + (foot - 0.5) * pose.height
        return Shadow(
            x=seen[..., 0, 0] * x + seen[..., 0, 2],
            y=seen[..., 1, 1] * y + seen[..., 1, 2],
            wide=np.maximum(1.5, radius),
            tall=np.maximum(1.0, 0.17 * radius),
            dark=self._shadow * self.left(u) * pose.opacity * np.maximum(0.3, 1 - raised / 0.6),
        )


class Figure(Bearing):
    """One actor, coloured, in halving sizes."""

    def __init__(self, actor: Actor, number: int, height: int) -> None:
        super().__init__(actor, number)
        self._height = height
        picture = actor.picture
        if actor.colour is not None and np.isfinite(actor.colour).all():
            picture = coloured(picture, np.asarray(actor.colour, np.float32))
        largest = LARGEST if self.waking <= 0 else picture.shape[0]
        self._levels = tuple(resized(picture, side, side) for side in sides(picture.shape[0], height, largest))

    def draw(self, target: Picture, view: View, horizon: float, u: float, seconds: float) -> None:
        """Lay the figure and its shadow over the RGBA frame, in place."""
        pose = self.way.at(u)
        if not self.there or pose.opacity < 0.02:
            return
        gait = self.gait(pose, u, seconds)
        seen = self.seen(view, horizon, target.shape[1], self._height)
        self._shade(target, self.shadow(seen, pose, gait, u))
        self._act(target, seen @ self.standing(pose, gait), pose.opacity, seconds)

    def _act(self, target: Picture, matrix: Matrix, opacity: float, seconds: float) -> None:
        """Lay the picture over the frame; `matrix` leads from shares of the canvas to pixels of the frame."""
        height, width = target.shape[:2]
        corners = matrix @ np.array([[0, 1, 0, 1], [0, 0, 1, 1], [1, 1, 1, 1.0]])
        x0, y0 = (max(0, int(np.floor(corners[axis].min()))) for axis in (0, 1))
        x1, y1 = (min(side, int(np.ceil(corners[axis].max())) + 1) for axis, side in ((0, width), (1, height)))
        if x1 - x0 < 2 or y1 - y0 < 2:
            return
        size = float(np.hypot(matrix[0, 1], matrix[1, 1]))
        level = next((level for level in self._levels if level.shape[0] >= FINE * size), self._levels[-1])
        side = level.shape[0]
        if self.swim > 0:
            level = self._bent(level, seconds)
        placed = matrix @ np.array([[1 / side, 0, 0.5 / side], [0, 1 / side, 0.5 / side], [0, 0, 1.0]])
        placed[:2, 2] -= (x0, y0)
        patch = cv2.warpAffine(level, placed[:2], (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR)
        lay(target[y0:y1, x0:x1], np.asarray(patch, np.uint8), opacity)

    def _bent(self, level: Picture, seconds: float) -> Picture:
        """The picture in a wave."""
        side = level.shape[0]
        share = (np.arange(side, dtype=np.float32) + 0.5) / side
        down, right = self.bend(share, seconds, side)
        across, along = np.meshgrid(share * side - 0.5, share * side - 0.5)
        bent = cv2.remap(level, across + right[:, None], along + down[None], cv2.INTER_LINEAR)
        return np.asarray(bent, np.uint8)

    def _shade(self, target: Picture, shadow: Shadow) -> None:
        """Darken the ground, in place."""
        x, y, rx, ry = shadow.x, shadow.y, shadow.wide, shadow.tall
        x0, x1 = max(0, int(x - rx)), min(target.shape[1], int(x + rx) + 2)
        y0, y1 = max(0, int(y - ry)), min(target.shape[0], int(y + ry) + 2)
        if shadow.dark < FAINT or x1 <= x0 or y1 <= y0:
            return
        across, down = ((np.arange(x0, x1) - x) / rx) ** 2, ((np.arange(y0, y1) - y) / ry) ** 2
        inside = np.clip(1.05 - across[None] - down[:, None], 0, 1).astype(np.float32)
        light = (255.5 - 255 * min(DARKEST, float(shadow.dark)) * inside * (2 - inside)).astype(np.uint8)
        part = target[y0:y1, x0:x1]
        part[:] = cv2.multiply(part, cv2.cvtColor(light, cv2.COLOR_GRAY2RGBA), scale=1 / 255)


def _leap(cycles: Numbers) -> tuple[Numbers, Numbers]:
    """How high, 0..1, and how bent at the knees, 0..1, after so many leaps; it begins with a crouch."""
    share = (cycles + IN_THE_AIR) % 1.0
    t = np.minimum(share / IN_THE_AIR, 1.0)
    landed = np.maximum(share - IN_THE_AIR, 0.0)
    return 4 * t * (1 - t), np.sin(np.pi * landed / (1 - IN_THE_AIR))


def _about(point: NDArray[np.float64], linear: Matrix) -> Matrix:
    """(3, 3) of a (2, 2) that leaves a point, (2,), where it is."""
    matrix = np.zeros((*linear.shape[:-2], 3, 3))
    matrix[..., :2, :2] = linear
    matrix[..., :2, 2] = point - linear @ point
    matrix[..., 2, 2] = 1
    return matrix


def _turned(revolutions: Numbers) -> Matrix:
    """(2, 2), clockwise, as y runs down."""
    angle = 2 * np.pi * revolutions
    return square(np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle))


def sides(side: int, height: int, largest: int = LARGEST) -> list[int]:
    """The sizes in which a picture of that side is kept for frames of that height, smallest first, each 1.4 times the
    one before."""
    found, size = [], float(largest)
    while size >= _SMALLEST:
        found.append(round(size))
        size /= 2**0.5
    needed = [size for size in found if size <= max(1.5 * height, side)] or found[-1:]
    return needed[::-1]


def box_of(picture: Picture) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of what is not clear, as shares of the canvas."""
    alpha = picture[..., 3]
    if alpha.max() <= 8 * CLEAR:
        return None
    edge = min(48, int(alpha.max()) // 2)
    rows, columns = (np.nonzero(alpha.max(axis) > edge)[0] for axis in (1, 0))
    height, width = alpha.shape
    return columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height
