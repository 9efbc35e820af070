"""Where clips come from: the storybook world, a folder of video files, or other pictures. One protocol for all."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.caption import canonical_caption, caption
from training.world.layers import layered
from training.world.scene import sample_scene
from video01.layers import (
    CANVAS,
    INSTANTS,
    MAX_ACTORS,
    PLATE_DENSITY,
    PLATE_HEIGHT,
    PLATE_WIDTH,
    TRACKS,
    LayeredClip,
    Picture,
)

CAPTIONS_A_CLIP = 8
VIDEO_SUFFIXES = {".mp4", ".mov", ".mkv", ".webm", ".avi"}


class Source(Protocol):
    """Numbered clips with captions."""

    def layers(self, index: int) -> LayeredClip:
        """Clip `index` taken apart."""
        ...

    def captions(self, index: int) -> list[str]:
        """One or more descriptions of clip `index`; one is drawn at each use."""
        ...

    def facts(self, index: int) -> dict[str, str]:
        """What is known to be true of clip `index`; may be empty."""
        ...


class WorldSource:
    """The storybook world: clip `index` is the scene of that seed. Endless."""

    def layers(self, index: int) -> LayeredClip:
        return layered(sample_scene(index))

    def captions(self, index: int) -> list[str]:
        scene = sample_scene(index)
        free = [caption(scene, index * CAPTIONS_A_CLIP + variant) for variant in range(CAPTIONS_A_CLIP - 1)]
        return [canonical_caption(scene), *free]

    def facts(self, index: int) -> dict[str, str]:
        scene = sample_scene(index)
        facts = {
            "subject": scene.subjects[0].name,
            "second": scene.subjects[1].name if len(scene.subjects) > 1 else None,
            "relation": scene.relation,
            "place": scene.place,
            "light": scene.light,
            "weather": scene.weather,
            "action": scene.action,
            "camera": ", ".join(scene.camera),
            "look": scene.look,
        }
        return {kind: value or "none" for kind, value in facts.items()}


class FolderSource:
    """Video files with a caption file of the same name beside each (`walk.mp4`, `walk.txt`: one caption a line).

    Nothing is known of what is in them: the middle frame is the plate, and the camera follows the motion of the whole.
    """

    def __init__(self, folder: Path) -> None:
        self.paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in VIDEO_SUFFIXES)
        if not self.paths:
            raise FileNotFoundError(f"no video files in {folder}: expected {', '.join(sorted(VIDEO_SUFFIXES))}")
        for path in self.paths:
            if not path.with_suffix(".txt").exists():
                raise FileNotFoundError(
                    f"{path.name} has no captions: {path.with_suffix('.txt').name} must stand beside it"
                )

    def layers(self, index: int) -> LayeredClip:
        return _layers_of_video(self._path(index))

    def captions(self, index: int) -> list[str]:
        lines = self._path(index).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        return [line.strip() for line in lines if line.strip()] or [""]

    def facts(self, index: int) -> dict[str, str]:
        return {}

    def _path(self, index: int) -> Path:
        return self.paths[index % len(self.paths)]


class PictureSource:
    """Pictures that are not the world: dead leaves over coloured noise (arXiv 2106.05963). They teach the autoencoder
    to keep whatever a person sends. Endless."""

    def layers(self, index: int) -> LayeredClip:
        rng = np.random.default_rng(index)
        canvas = _cloud(rng, PLATE_WIDTH, PLATE_HEIGHT, 256.0)
        for _ in range(int(rng.integers(0, 60))):
            _leaf(canvas, rng)
        return still(np.clip(canvas, 0, 255).astype(np.uint8))

    def captions(self, index: int) -> list[str]:
        return [""]

    def facts(self, index: int) -> dict[str, str]:
        return {}


def open_source(name: str) -> Source:
    """`world`, `pictures` or `folder:PATH`."""
    kind, _, path = name.partition(":")
    if kind == "folder" and path:
        return FolderSource(Path(path))
    if name in {"world", "pictures"}:
        return WorldSource() if name == "world" else PictureSource()
    raise ValueError(f"source must be world, pictures or folder:PATH, got {name!r}")


def still(plate: Picture, density: float = PLATE_DENSITY) -> LayeredClip:
    """A plate with nobody before it, and a camera at rest."""
    motion = np.zeros((INSTANTS, len(TRACKS)), np.float32)
    motion[:, TRACKS.index("zoom")] = 1.0
    motion[:, TRACKS.index("horizon")] = 0.55
    clear = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    nearness = np.zeros((PLATE_HEIGHT // 8, PLATE_WIDTH // 8), np.float32)
    return LayeredClip(
        plate=plate, plate_density=density, nearness=nearness, actors=(clear,) * MAX_ACTORS, veil=clear, motion=motion
    )


@lru_cache(maxsize=64)
def _layers_of_video(path: Path) -> LayeredClip:
    """The middle frame as plate, and for each instant the shift and scale that best carry it to the frame of then."""
    frames = _read_video(path)
    middle = frames[len(frames) // 2]
    density = PLATE_HEIGHT * 1.0  # the frame fills the plate's height
    clip = still(_cover(middle, PLATE_WIDTH, PLATE_HEIGHT), density)
    views = np.array([_view_between(middle, frame) for frame in frames], np.float32)  # (F, 3): right, down, scale
    wanted = np.linspace(0, len(frames) - 1, INSTANTS)
    for column, name in enumerate(("pan_x", "pan_y", "zoom")):
        clip.motion[:, TRACKS.index(name)] = np.interp(wanted, np.arange(len(frames)), views[:, column])
    return clip


def _view_between(middle: Picture, frame: Picture) -> tuple[float, float, float]:
    """How far right and down, in frame heights, and by what factor `middle` goes to become `frame`."""
    grey = [cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in (middle, frame)]
    corners = cv2.goodFeaturesToTrack(grey[0], 200, 0.01, 5)
    if corners is None:
        return 0.0, 0.0, 1.0
    found, there, _ = cv2.calcOpticalFlowPyrLK(grey[0], grey[1], corners, np.zeros_like(corners))
    good = there.ravel() == 1
    if good.sum() < 4:
        return 0.0, 0.0, 1.0
    matrix, _ = cv2.estimateAffinePartial2D(corners[good], found[good])
    if matrix is None:
        return 0.0, 0.0, 1.0
    height, width = grey[0].shape
    centre = matrix @ np.array([width / 2, 0.55 * height, 1.0]) - (width / 2, 0.55 * height)
    return float(centre[0] / height), float(centre[1] / height), float(np.hypot(matrix[0, 0], matrix[1, 0]))


def _read_video(path: Path) -> list[Picture]:
    capture = cv2.VideoCapture(str(path))
    frames: list[Picture] = []
    while True:
        there, frame = capture.read()
        if not there:
            break
        frames.append(np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), np.uint8))
    capture.release()
    if not frames:
        raise ValueError(f"{path} could not be read as a video")
    return frames


def _cover(picture: Picture, width: int, height: int) -> Picture:
    """Scaled to cover width x height, the rest cut off evenly."""
    scale = max(width / picture.shape[1], height / picture.shape[0])
    size = max(width, round(picture.shape[1] * scale)), max(height, round(picture.shape[0] * scale))
    scaled = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    return np.asarray(scaled[top : top + height, left : left + width])


def _cloud(rng: np.random.Generator, width: int, height: int, contrast: float) -> NDArray[Any]:
    """Coloured noise with a random slope of its spectrum, (H, W, 3) around 128."""
    total = np.zeros((height, width, 3), np.float32)
    slope = rng.uniform(0.3, 1.2)
    for octave in range(2, 8):
        cells = 2**octave
        noise = rng.standard_normal((max(2, cells * height // width), cells, 3)).astype(np.float32)
        total += cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC) * 2.0 ** (-slope * octave)
    total *= contrast * rng.uniform(0.1, 0.5) / (total.std() + 1e-6) * 0.5
    return total + rng.uniform(40, 215, 3).astype(np.float32)


def _leaf(canvas: NDArray[Any], rng: np.random.Generator) -> None:
    """One flat or shaded polygon, drawn over the rest."""
    height, width = canvas.shape[:2]
    size = height * 0.5 * rng.random() ** 2 + 4
    centre = rng.random(2) * (width, height)
    corners = int(rng.integers(3, 12))
    angles = np.sort(rng.random(corners)) * 2 * np.pi
    points = centre + size * rng.uniform(0.5, 1.0, (corners, 1)) * np.stack([np.cos(angles), np.sin(angles)], 1)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [np.rint(points * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    shade = rng.uniform(-60, 60, 3) * np.linspace(-1, 1, width)[None, :, None]
    alpha = mask[..., None].astype(np.float32) / 255
    canvas[:] = canvas * (1 - alpha) + (rng.uniform(0, 255, 3) + shade) * alpha
