"""Lessons in telling how near the places of a picture are: frames of the world, whose strips say it, and open ground
put together by lot, with things that stand on it, both of textures, drawings and parts of photographs.

What stands is as near all over as the ground at its foot; the ground is the nearer, the lower it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from training.cutout import HEIGHT, SIDE, WIDTH
from training.cutout_lessons import SHAPES, Lessons
from training.world.scene import Scene
from training.world.stage import Key, clip_of, plan
from video01.compositor import Compositor
from video01.layers import CAMERA, FEET, Actor, Array, LayeredClip, Look, Picture, Scenery
from video01.relief import NEAREST

LAID_OUT = 0.55  # of lessons are put together; the others are frames of the world
SKY = 0.04  # how near it is
FLAT = 0.5  # how near the only wall or picture is that fills a frame
WALL_SHARE = 0.35  # of what is laid out


@dataclass(frozen=True, kw_only=True)
class Relief:
    """A picture and how near its places are."""

    picture: Picture  # (H, W, 3) RGB
    nearness: Array  # (H, W), 0..NEAREST


def filmed(scene: Scene, find: Callable[[Key], Picture], u: float) -> Relief:
    """A frame of a scene before a camera at rest."""
    clip = clip_of(plan(scene), find)
    rest = np.zeros_like(clip.camera)
    rest[:, CAMERA.index("zoom")] = 1
    clip = replace(clip, camera=rest)
    told = replace(
        clip,
        scenery=tuple(_told_strip(strip, clip.horizon) for strip in clip.scenery),
        actors=tuple(_told_actor(actor) for actor in clip.actors),
        veil=None,
        look=Look(),
    )
    shown, map_ = (_frame(one, u) for one in (clip, told))
    return Relief(picture=shown, nearness=np.asarray(map_[..., 0] * np.float32(NEAREST / 255), np.float32))


def _frame(clip: LayeredClip, u: float) -> Picture:
    return Compositor(clip, WIDTH, HEIGHT).frame(u, 6 * u)


def _told_strip(strip: Scenery, horizon: float) -> Scenery:
    """The strip in greys that say how near it is."""
    rows = np.linspace(strip.top, strip.bottom, len(strip.picture))
    lies = strip.layer == "ground" or (strip.layer == "lights" and strip.nearness > 0.9)
    near = strip.nearness * ((rows - horizon) / max(0.1, FEET - horizon) if lies else np.ones_like(rows))
    grey = _grey(strip.picture, near[:, None].astype(np.float32))
    return replace(strip, picture=grey, gain=(1.0, 1.0, 1.0), lift=(0.0, 0.0, 0.0), glow=0.0)


def _told_actor(actor: Actor) -> Actor:
    return replace(
        actor, picture=_grey(actor.picture, np.array([[actor.nearness]], np.float32)), colour=None, shadow=0.0
    )


def _grey(picture: Picture, near: Array) -> Picture:
    """A premultiplied picture in the greys of a nearness."""
    alpha = picture[..., 3:]
    grey = np.clip(near / NEAREST, 0, 1)[..., None] * alpha
    return np.concatenate([np.repeat(np.rint(grey).astype(np.uint8), 3, -1), alpha], -1)


class ReliefLessons:
    """Draws lessons by lot, of filmed frames and of what the lessons in cutting out are made of."""

    def __init__(self, frames: list[Relief], parts: Lessons) -> None:
        self.frames, self.parts, self.rng = frames, parts, parts.rng

    def any(self) -> Relief:
        """A lesson of one of the usual shapes."""
        width, height = SHAPES[int(self.rng.integers(len(SHAPES)))]
        made = self._laid_out(width, height) if self.rng.random() < LAID_OUT else self._window(width, height)
        picture, nearness = made.picture, made.nearness
        if self.rng.random() < 0.5:
            picture, nearness = picture[:, ::-1], nearness[:, ::-1]
        worn = self.parts.worn(np.ascontiguousarray(picture))
        return Relief(picture=worn, nearness=np.ascontiguousarray(nearness))

    def _window(self, width: int, height: int) -> Relief:
        """A part of a frame of the world; where it ends lower or higher, everything is as near as it was."""
        frame = self.frames[int(self.rng.integers(len(self.frames)))]
        high = float(self.rng.uniform(0.6, 1)) * HEIGHT
        wide = min(WIDTH, high * width / height)
        left, top = int(self.rng.uniform(0, WIDTH - wide + 1)), int(self.rng.uniform(0, HEIGHT - high + 1))
        here = np.s_[top : top + int(high), left : left + int(wide)]
        sized = [cv2.resize(one[here], (width, height), interpolation=cv2.INTER_AREA) for one in vars(frame).values()]
        return Relief(picture=np.asarray(sized[0], np.uint8), nearness=np.asarray(sized[1], np.float32))

    def _laid_out(self, width: int, height: int) -> Relief:
        """Sky, ground and what stands on it, far to near."""
        rng = self.rng
        horizon = float(rng.uniform(0.1, 0.8)) * height
        picture = self.parts.ground(width, height).astype(np.float32)
        nearness: Array = np.full((height, width), SKY, np.float32)
        if rng.random() < WALL_SHARE:  # a wall, or nothing to tell by; hardly any ground is seen
            nearness[:] = FLAT
            horizon = float(rng.uniform(0.8, 1.8)) * height
        steep = float(rng.uniform(0.8, 1.1)) * NEAREST / (1.05 * height - min(horizon, 0.85 * height))
        rows = np.arange(height, dtype=np.float32)
        lying = np.clip((rows - horizon) * steep, float(nearness[0, 0]), NEAREST)
        below = rows > horizon
        if below.any():
            picture[below] = self._floor(width, height, horizon)[below]
            nearness[below] = lying[below, None]
        feet = np.sort(horizon + (1.1 * height - horizon) * rng.random(int(rng.integers(0, 7))) ** 1.5)
        for foot in feet if horizon < height else ():
            near = float(np.clip((foot - horizon) * steep, SKY, NEAREST))
            picture, nearness = self._stood(picture, nearness, float(foot), near)
        return Relief(picture=np.clip(np.rint(picture), 0, 255).astype(np.uint8), nearness=nearness)

    def _floor(self, width: int, height: int, horizon: float) -> Array:
        """A texture that lies on the ground: (H, W, 3), of use below the horizon."""
        rng = self.rng
        tile = self.parts.anything()
        depth = height / np.maximum(np.arange(height, dtype=np.float32) - horizon, 0.5)
        scale = float(rng.uniform(0.15, 0.6)) * HEIGHT
        across = (np.arange(width, dtype=np.float32) / height - 0.5 * width / height)[None] * depth[:, None] * scale
        down = np.repeat((depth * scale)[:, None], width, 1)
        small = cv2.GaussianBlur(tile, (0, 0), float(rng.uniform(0.3, 1.5)))
        laid = cv2.remap(small, across % (2 * WIDTH), down % (2 * HEIGHT), cv2.INTER_LINEAR, None, cv2.BORDER_REFLECT)
        far = np.clip((depth - 4) / 12, 0, 1)[:, None, None]  # what is far is a haze
        return np.asarray(laid + far * (tile.mean((0, 1)) - laid), np.float32)

    def _stood(self, picture: Array, nearness: Array, foot: float, near: float) -> tuple[Array, Array]:
        """Something that stands with its foot at a row."""
        rng = self.rng
        height, width = nearness.shape
        kind = rng.random()
        if kind < 0.55:
            thing = self.parts.figure()
            side = (0.25 + 1.6 * near / NEAREST) * height * float(rng.uniform(0.35, 1.0))
            wide = tall = side
        else:
            skin = self.parts.skin()
            alpha = np.full((SIDE, SIDE), 255, np.float32)
            if kind < 0.75:  # a ragged edge: hills, trees, roofs
                steps = int(rng.integers(4, 24))
                edge = np.interp(np.linspace(0, 1, SIDE), np.linspace(0, 1, steps), rng.uniform(0, 0.7, steps))
                alpha = np.where(np.arange(SIDE)[:, None] > SIDE * edge[None], 255, 0).astype(np.float32)
            thing = np.concatenate([skin * (alpha[..., None] / 255), alpha[..., None]], -1).astype(np.float32)
            wide = width * float(rng.uniform(0.1, 1.3) if kind < 0.9 else rng.uniform(0.02, 0.1))
            tall = height * float(rng.uniform(0.08, 0.9))
        x = float(rng.uniform(0, width))
        matrix = np.array([[wide / SIDE, 0, x - wide / 2], [0, tall / SIDE, foot - 0.97 * tall]])
        placed = cv2.warpAffine(thing, matrix, (width, height), flags=cv2.INTER_LINEAR)
        solid = placed[..., 3:] / 255
        mixed = np.asarray(picture * (1 - solid) + placed[..., :3], np.float32)
        return mixed, np.where(solid[..., 0] > 0.5, np.float32(near), nearness).astype(np.float32)
