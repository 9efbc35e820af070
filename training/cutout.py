"""Pictures whose figures are known, for the network that tells figures from what is behind them.

    python -m training.cutout --pictures training/out/pictures --out training/out/cutout --count 1200

A lesson is a frame of the storybook world, or figures pasted on anything else: scenery out of focus, coloured noise,
dead leaves, gradients. Figures are the world's own, silhouettes of them filled with some texture, or lumps. One lesson
in four shows nobody. No photograph is used.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.elsewhere.textures import texture
from training.world.scene import Scene, sample_scene
from training.world.stage import Key, clip_of, picture_of, plan
from video01.compositor import Compositor
from video01.layers import CANVAS, LayeredClip, Look, Picture
from video01.vocabulary import SUBJECTS

WIDTH, HEIGHT = 256, 144  # pixels at which scenes and textures are kept
FRAMES_A_SCENE = 3
HELD_OUT_SHARE = 0.1  # of subjects, which no lesson shows
EMPTY_SHARE = 0.25  # of lessons
WORLD_SHARE = 0.5  # of the others are frames of the world as they are
SECOND_SHARE = 0.2  # of pasted lessons show two figures

Opacity = NDArray[np.uint8]  # (H, W)


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A picture and where its figures are."""

    picture: Picture  # (H, W, 3) RGB
    opacity: Opacity  # (H, W), of all figures together


@dataclass(frozen=True, kw_only=True)
class Stock:
    """What lessons are put together from."""

    shown: Picture  # (N, HEIGHT, WIDTH, 3): frames of the world
    opacity: Opacity  # (N, HEIGHT, WIDTH): of their figures
    empty: Picture  # (N, HEIGHT, WIDTH, 3): the same without figures
    textures: Picture  # (M, HEIGHT, WIDTH, 3)
    figures: Picture  # (F, CANVAS, CANVAS, 4), premultiplied


def is_held_out(subject: str) -> bool:
    """A stable coin for each subject."""
    return hashlib.sha256(f"cutout|{subject}".encode()).digest()[0] < 256 * HELD_OUT_SHARE


def painted(folder: Path) -> Callable[[Key], Picture]:
    """Pictures by their keys, as `training.prepare pictures` wrote them."""
    rows: dict[str, Picture] = {}
    for kind in ("canvas", "strip"):
        stack = np.load(folder / f"{kind}.npy", mmap_mode="r")
        rows |= dict(zip(json.loads((folder / f"{kind}.json").read_text()), stack, strict=True))

    def find(key: Key) -> Picture:
        known = rows.get(str(key))
        return picture_of(key) if known is None else known

    return find


def stage(
    scene: Scene, find: Callable[[Key], Picture], instants: NDArray[np.float64]
) -> list[tuple[Picture, Opacity, Picture]]:
    """Frames of a scene, how opaque its figures are in them, and the frames without them.

    Two more are drawn, with figures all white and all black: the difference is the opacity, whatever covers them.
    """
    clip = clip_of(plan(scene), find)

    def frames(clip: LayeredClip) -> list[Picture]:
        compositor = Compositor(clip, WIDTH, HEIGHT)
        return [compositor.frame(float(u), 6 * float(u)) for u in instants]

    def filled(value: int) -> list[Picture]:
        actors = tuple(replace(actor, picture=_filled(actor.picture, value), colour=None) for actor in clip.actors)
        return frames(replace(clip, actors=actors, look=Look()))

    opacity = [cv2.subtract(white, black).max(-1) for white, black in zip(filled(255), filled(0), strict=True)]
    return list(zip(frames(clip), opacity, frames(replace(clip, actors=())), strict=True))


def _filled(picture: Picture, value: int) -> Picture:
    """A premultiplied picture in one grey."""
    alpha = picture[..., 3:]
    grey = (alpha.astype(np.uint16) * value // 255).astype(np.uint8)
    return np.concatenate([grey, grey, grey, alpha], -1)


class Lessons:
    """Draws lessons by lot."""

    def __init__(self, stock: Stock, rng: np.random.Generator) -> None:
        self.stock, self.rng = stock, rng

    def draw(self, width: int, height: int) -> Lesson:
        """One lesson of that size in pixels."""
        rng, stock = self.rng, self.stock
        empty = rng.random() < EMPTY_SHARE
        if not empty and rng.random() < WORLD_SHARE:
            at = int(rng.integers(len(stock.shown)))
            picture, opacity = self._window(stock.shown[at], width, height, stock.opacity[at])
        else:
            picture, opacity = self.background(width, height), np.zeros((height, width), np.uint8)
            if not empty:
                for _ in range(1 + int(rng.random() < SECOND_SHARE)):
                    picture, opacity = self._pasted(picture, opacity)
        if rng.random() < 0.5:
            picture, opacity = picture[:, ::-1], opacity[:, ::-1]
        return Lesson(picture=self._worn(np.ascontiguousarray(picture)), opacity=np.ascontiguousarray(opacity))

    def background(self, width: int, height: int) -> Picture:
        """Something without a figure."""
        rng, stock = self.rng, self.stock
        source = stock.empty if rng.random() < 0.5 else stock.textures
        picture, _ = self._window(source[int(rng.integers(len(source)))], width, height)
        if rng.random() < 0.35:
            picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.8, 5))), np.uint8)
        return picture

    def _window(
        self, picture: Picture, width: int, height: int, opacity: Opacity | None = None
    ) -> tuple[Picture, Opacity]:
        """A part of a kept picture, made to fit."""
        rng = self.rng
        share = float(rng.uniform(0.6, 1))
        high = share * HEIGHT
        wide = min(WIDTH, high * width / height * 2 ** float(rng.uniform(-0.3, 0.3)))
        left, top = int(rng.uniform(0, WIDTH - wide + 1)), int(rng.uniform(0, HEIGHT - high + 1))
        part = np.s_[top : top + int(high), left : left + int(wide)]
        area = cv2.INTER_AREA
        cut = np.zeros((height, width), np.uint8)
        if opacity is not None:
            cut = np.asarray(cv2.resize(opacity[part], (width, height), interpolation=area), np.uint8)
        return np.asarray(cv2.resize(picture[part], (width, height), interpolation=area), np.uint8), cut

    def figure(self) -> Picture:
        """A figure on a canvas: (CANVAS, CANVAS, 4), premultiplied."""
        rng, stock = self.rng, self.stock
        kind = rng.random()
        own = stock.figures[int(rng.integers(len(stock.figures)))]
        if kind < 0.7:
            return own
        alpha = _lump(rng) if kind < 0.8 else own[..., 3]
        source = stock.empty if rng.random() < 0.3 else stock.textures
        filling, _ = self._window(source[int(rng.integers(len(source)))], CANVAS, CANVAS)
        light = 0.7 + 0.5 * _shade(rng)
        shaded = np.clip(filling * light[..., None], 0, 255)
        if kind > 0.9:  # some of its own drawing shows
            straight = own[..., :3] * (255.0 / np.maximum(own[..., 3:], 1))
            shaded = 0.5 * shaded + 0.5 * straight
        premultiplied = shaded * (alpha[..., None] / 255.0)
        return np.concatenate([premultiplied, alpha[..., None]], -1).astype(np.uint8)

    def _pasted(self, picture: Picture, opacity: Opacity) -> tuple[Picture, Opacity]:
        """A figure and maybe its shadow over a picture."""
        rng = self.rng
        height, width = picture.shape[:2]
        size = min(height, width) * float(rng.uniform(0.2, 1.05))
        low = rng.random() < 0.15  # cut off by the lower edge, like most portraits
        x = width * float(rng.uniform(0.15, 0.85))
        y = height - size * float(rng.uniform(0.1, 0.4)) if low else float(rng.uniform(0.45, 1)) * (height - size / 2)
        if low:
            size *= float(rng.uniform(1, 1.6))
        scale = size / CANVAS
        turn = cv2.getRotationMatrix2D((CANVAS / 2, CANVAS / 2), float(rng.normal(0, 8)), 1.0)
        stretch = 2.0 ** float(rng.uniform(-0.35, 0.35))
        matrix = np.diag([scale * stretch, scale / stretch]) @ turn
        matrix[:, 2] += (x - scale * stretch * CANVAS / 2, y - scale / stretch * CANVAS / 2)
        small = cv2.GaussianBlur(self.figure(), (0, 0), max(0.01, 0.45 / scale)) if scale < 0.8 else self.figure()
        placed = cv2.warpAffine(small, matrix, (width, height), flags=cv2.INTER_LINEAR).astype(np.float32)
        if rng.random() < 0.6:
            gain, lift = rng.uniform(0.55, 1.3, 3) ** 0.7, rng.uniform(-0.1, 0.15) * 255
            shade = placed[..., :3] * gain + lift * placed[..., 3:] / 255
            placed[..., :3] = np.clip(shade, 0, placed[..., 3:])
        below = picture.astype(np.float32)
        if rng.random() < 0.5:
            foot = int(min(height - 1, y + 0.46 * size / stretch))
            spot = np.zeros((height, width), np.float32)
            axes = (int(size * stretch * rng.uniform(0.25, 0.5)) + 1, int(size * rng.uniform(0.03, 0.1)) + 1)
            cv2.ellipse(spot, (int(x), foot), axes, 0, 0, 360, float(rng.uniform(0.1, 0.6)), -1, cv2.LINE_AA)
            below *= 1 - cv2.GaussianBlur(spot, (0, 0), max(0.5, 0.02 * size))[..., None]
        clear = 1 - placed[..., 3:] / 255
        mixed = np.clip(below * clear + placed[..., :3], 0, 255).astype(np.uint8)
        return mixed, np.maximum(np.asarray(placed[..., 3], np.uint8), opacity)

    def _worn(self, picture: Picture) -> Picture:
        """As pictures come: other light, blurred, noisy, squeezed by codecs."""
        rng = self.rng
        if rng.random() < 0.5:
            pixels = (picture / 255.0) ** (2.0 ** rng.uniform(-0.6, 0.6)) * rng.uniform(0.75, 1.2, 3)
            grey = pixels.mean(-1, keepdims=True)
            pixels = grey + (pixels - grey) * rng.uniform(0, 1.4)
            picture = np.clip(255 * pixels, 0, 255).astype(np.uint8)
        if rng.random() < 0.3:
            picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.3, 1.0))), np.uint8)
        if rng.random() < 0.4:
            noise = rng.normal(0, rng.uniform(1, 9), picture.shape)
            picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
        if rng.random() < 0.4:
            quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 95))]
            coded = cv2.imencode(".jpg", picture, quality)[1]
            picture = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
        return picture


def _lump(rng: np.random.Generator) -> Opacity:
    """The silhouette of a body with some limbs: (CANVAS, CANVAS)."""
    alpha = np.zeros((CANVAS, CANVAS), np.uint8)
    x, y, radius = rng.uniform(0.4, 0.6), rng.uniform(0.4, 0.65), rng.uniform(0.14, 0.26)
    for part in range(int(rng.integers(1, 8))):
        axes = radius * rng.uniform(0.7, 1.5), radius * rng.uniform(0.7, 1.3)
        if part:  # a limb that starts within the body
            axes = radius * rng.uniform(0.5, 1.2), radius * rng.uniform(0.12, 0.5)
        angle = rng.uniform(0, 2 * np.pi)
        away = (radius * rng.uniform(0.6, 1.2)) if part else 0.0
        middle = (int(CANVAS * (x + away * np.cos(angle))), int(CANVAS * (y + away * np.sin(angle))))
        size = (int(CANVAS * axes[0]) + 1, int(CANVAS * axes[1]) + 1)
        turned = np.degrees(angle) + rng.normal(0, 25)
        cv2.ellipse(alpha, middle, size, float(turned), 0, 360, 255, -1, cv2.LINE_AA)
    return alpha


def _shade(rng: np.random.Generator) -> NDArray[np.float64]:
    """Light that falls from one side: (CANVAS, CANVAS), about 0..1."""
    angle = rng.uniform(0, 2 * np.pi)
    side = np.linspace(-0.5, 0.5, CANVAS)
    return np.asarray(0.5 + side[None] * np.cos(angle) + side[:, None] * np.sin(angle))


def stock_of(pictures: Path, count: int, *, held_out: bool, first: int = 0) -> Stock:
    """So many frames of scenes from number `first` on, a third as many textures, and the figures.

    Held out: only scenes whose subjects are all held out; otherwise, only those in which none is.
    """
    find = painted(pictures)
    frames: list[tuple[Picture, Opacity, Picture]] = []
    index = first
    while len(frames) < count:
        scene = sample_scene(index, held_out=None)
        names = [figure.name for figure in scene.facts.figures]
        if names and all(is_held_out(name) == held_out for name in names):
            instants = np.random.default_rng((index, 41)).uniform(0, 0.9, FRAMES_A_SCENE)
            frames += stage(scene, find, instants)
        index += 1
    shown, opacity, empty = (np.stack(column) for column in zip(*frames, strict=True))
    dice = (np.random.default_rng((first, n, 42)) for n in range(max(1, count // 3)))
    textures = np.stack([texture(rng, WIDTH, HEIGHT) for rng in dice])
    names = json.loads((pictures / "canvas.json").read_text())
    subjects = {str(("subject", subject.name)): subject.name for subject in SUBJECTS}
    canvases = np.load(pictures / "canvas.npy", mmap_mode="r")
    mine = [n for n, name in enumerate(names) if name in subjects and is_held_out(subjects[name]) == held_out]
    return Stock(shown=shown, opacity=opacity, empty=empty, textures=textures, figures=canvases[mine])


def save_stock(stock: Stock, path: Path) -> None:
    np.savez(path, **vars(stock))


def load_stock(path: Path) -> Stock:
    with np.load(path) as arrays:
        return Stock(**{name: arrays[name] for name in arrays.files})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=Path, required=True, help="what `training.prepare pictures` wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1200, help="frames")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    save_stock(stock_of(options.pictures, options.count, held_out=False), options.out / "stock.npz")
    held_out = stock_of(options.pictures, max(1, options.count // 6), held_out=True, first=10_000_000)
    save_stock(held_out, options.out / "held_out.npz")


if __name__ == "__main__":
    main()
