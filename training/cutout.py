"""What lessons for the cut-out of first frames are put together from: frames with known figures, figures, grounds.

    python -m training.cutout --pictures training/out/pictures --out training/out/cutout \\
        --photographs training/out/others/photographs --drawings training/out/others/drawings

Frames of the storybook world with and without their figures; figures, the world's own and drawings with a transparent
ground; pictures without a figure, textures that mean nothing and, where there are any, photographs. A tenth of the
figures and photographs is held out. `training/runs/others.sh` brings the drawings and photographs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.world.elsewhere.textures import texture
from training.world.scene import Scene, sample_scene
from training.world.stage import Key, clip_of, picture_of, plan
from video01.compositor import Compositor
from video01.layers import LayeredClip, Look, Picture
from video01.media import cover
from video01.vocabulary import SUBJECTS

WIDTH, HEIGHT = 256, 144  # pixels at which scenes, textures and photographs are kept
SIDE = 160  # of the canvas of a figure
FRAMES_A_SCENE = 2
HELD_OUT_SHARE = 0.1  # of figures and photographs, which no lesson shows
FILLS = (0.12, 0.9)  # of its box that a drawing is to fill to be a figure
ALONE = 0.85  # of what is opaque in a drawing that is to hang together
SMALLEST_DRAWING = 40  # pixels
UNKNOWN = 2  # which way a figure looks

Opacity = NDArray[np.uint8]  # (H, W)


@dataclass(frozen=True, kw_only=True)
class Stock:
    """What lessons are put together from."""

    shown: Picture  # (N, HEIGHT, WIDTH, 3): frames of the world
    opacity: Opacity  # (N, HEIGHT, WIDTH): of their figures
    empty: Picture  # (N, HEIGHT, WIDTH, 3): the same without figures
    textures: Picture  # (M, HEIGHT, WIDTH, 3)
    photographs: Picture  # (P, HEIGHT, WIDTH, 3), without a figure; P may be 0
    figures: Picture  # (F, SIDE, SIDE, 4), premultiplied
    looks: NDArray[np.int8]  # (F,): 1 if it looks right, 0 if to neither side, UNKNOWN


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


def drawings(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Names and canvases, (SIDE, SIDE, 4) premultiplied, of those drawings that are a figure on nothing."""
    for path in sorted(folder.rglob("*.png")):
        given = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        if given is not None and given.dtype == np.uint8 and given.ndim == 3 and given.shape[2] == 4:
            canvas = on_canvas(np.asarray(cv2.cvtColor(given, cv2.COLOR_BGRA2RGBA), np.uint8))
            if canvas is not None:
                yield path.stem, canvas


def on_canvas(drawing: Picture) -> Picture | None:
    """A drawing (H, W, 4) on a canvas, premultiplied; None if it is no one figure."""
    solid = (drawing[..., 3] > 127).astype(np.uint8)
    x, y, width, height = cv2.boundingRect(solid)
    if min(width, height) < SMALLEST_DRAWING:
        return None
    body = solid[y : y + height, x : x + width]
    parts = cv2.connectedComponentsWithStats(body, connectivity=8)[2][1:, cv2.CC_STAT_AREA]
    if not FILLS[0] < body.mean() < FILLS[1] or parts.max() < ALONE * parts.sum():
        return None
    part = drawing[y : y + height, x : x + width].astype(np.float32)
    part[..., :3] *= part[..., 3:] / 255
    scale = 0.94 * SIDE / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    canvas = np.zeros((SIDE, SIDE, 4), np.uint8)
    left, top = (SIDE - size[0]) // 2, round(0.97 * SIDE) - size[1]
    canvas[top : top + size[1], left : left + size[0]] = np.clip(np.rint(small), 0, 255)
    return canvas


def figures(pictures: Path, folder: Path | None, *, held_out: bool) -> tuple[Picture, NDArray[np.int8]]:
    """Canvases of the world's subjects and of drawings, (F, SIDE, SIDE, 4), and which way each looks, (F,)."""
    names = json.loads((pictures / "canvas.json").read_text())
    subjects = {str(("subject", subject.name)): subject for subject in SUBJECTS}
    canvases = np.load(pictures / "canvas.npy", mmap_mode="r")
    mine = [n for n, name in enumerate(names) if name in subjects and is_held_out(subjects[name].name) == held_out]
    found = [cv2.resize(canvases[n], (SIDE, SIDE), interpolation=cv2.INTER_AREA) for n in mine]
    looks = [int(subjects[names[n]].faces != "front") for n in mine]  # painted as if all that look aside looked right
    if folder is not None:
        drawn = [canvas for name, canvas in drawings(folder) if is_held_out(name) == held_out]
        found, looks = found + drawn, looks + [UNKNOWN] * len(drawn)
    return np.asarray(np.stack(found), np.uint8), np.array(looks, np.int8)


def photographs(folder: Path | None, *, held_out: bool) -> Picture:
    """Those of a folder, (P, HEIGHT, WIDTH, 3); those whose names begin alike are held out together."""
    paths = [] if folder is None else sorted(folder.glob("*.png"))
    kept = [path for path in paths if is_held_out(path.stem.partition("-")[0]) == held_out]
    with_colours = (np.asarray(Image.open(path).convert("RGB")) for path in kept)
    found = [cover(picture, (WIDTH, HEIGHT)) for picture in with_colours]
    return np.stack(found) if found else np.zeros((0, HEIGHT, WIDTH, 3), np.uint8)


def stock_of(options: argparse.Namespace, count: int, *, held_out: bool, first: int = 0) -> Stock:
    """So many frames of scenes from number `first` on, a third as many textures, the figures and photographs.

    Held out: only scenes whose subjects are all held out; otherwise, only those in which none is.
    """
    find = painted(options.pictures)
    frames: list[tuple[Picture, Opacity, Picture]] = []
    index = first
    while len(frames) < count:
        scene = sample_scene(index, held_out=None)
        names = [figure.name for figure in scene.facts.figures]
        if names and all(is_held_out(name) == held_out for name in names):
            instants = np.random.default_rng((index, 41)).uniform(0, 0.9, FRAMES_A_SCENE)
            frames += stage(scene, find, instants)
        index += 1
    canvases, looks = figures(options.pictures, options.drawings, held_out=held_out)
    shown, opacity, empty = (np.stack(column) for column in zip(*frames, strict=True))
    return Stock(
        shown=shown,
        opacity=opacity,
        empty=empty,
        textures=np.stack([texture(np.random.default_rng((first, n, 42))) for n in range(max(1, count // 3))]),
        photographs=photographs(options.photographs, held_out=held_out),
        figures=canvases,
        looks=looks,
    )


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
    parser.add_argument("--photographs", type=Path, help="a folder of pictures (.png) without a figure")
    parser.add_argument("--drawings", type=Path, help="a folder of drawings (.png) on a transparent ground")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    save_stock(stock_of(options, options.count, held_out=False), options.out / "stock.npz")
    held_out = stock_of(options, max(1, options.count // 6), held_out=True, first=10_000_000)
    save_stock(held_out, options.out / "held_out.npz")


if __name__ == "__main__":
    main()
