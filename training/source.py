"""Where clips come from: the storybook world or a folder of video files. One protocol for both."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Protocol

from training.film import HORIZON, backdrop, read_film, way_of_film
from training.world.caption import write
from training.world.scene import sample_scene
from training.world.stage import all_keys, linked, picture_of, plan
from video01.facts import Facts, canonical
from video01.layers import LayeredClip, Look, Picture, Scenery

CAPTIONS_A_CLIP = 4
VIDEO_SUFFIXES = {".mp4", ".mov", ".mkv", ".webm", ".avi"}

Key = Hashable  # names one picture of a source


class Source(Protocol):
    """Numbered clips with captions, and the pictures that they are made of."""

    def keys(self) -> Sequence[Key]:
        """Every picture that a clip may show."""
        ...

    def picture(self, key: Key) -> Picture:
        """Premultiplied RGBA: (CANVAS, CANVAS, 4) or (STRIP_HEIGHT, STRIP_WIDTH, 4)."""
        ...

    def group(self, key: Key) -> Key | None:
        """What pictures that were painted to go together have in common; None where a picture stands for itself."""
        ...

    def clip(self, index: int) -> LayeredClip:
        """Clip `index`, with keys in the places of pictures."""
        ...

    def captions(self, index: int) -> list[tuple[str, Facts | None]]:
        """Descriptions of clip `index`, each with the facts that it tells, or None where nobody knows."""
        ...


class WorldSource:
    """The storybook world: clip `index` is the scene of that seed. Endless."""

    def keys(self) -> Sequence[Key]:
        return all_keys()

    def picture(self, key: Key) -> Picture:
        return picture_of(key)

    def group(self, key: Key) -> Key | None:
        return linked(key)

    def clip(self, index: int) -> LayeredClip:
        return plan(sample_scene(index))

    def captions(self, index: int) -> list[tuple[str, Facts | None]]:
        scene = sample_scene(index)
        free = [write(scene, index * CAPTIONS_A_CLIP + variant) for variant in range(CAPTIONS_A_CLIP - 1)]
        return [(canonical(scene.facts), scene.facts), *free]


class FolderSource:
    """Video files, each with a text file of the same name that holds one caption a line. Clips come round again.

    A clip of somebody else's cannot be taken apart into figures: its middle frame becomes the backdrop, and the motion
    of the whole picture the way of the camera.
    """

    def __init__(self, folder: Path) -> None:
        self.paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in VIDEO_SUFFIXES)
        if not self.paths:
            raise FileNotFoundError(f"no video files in {folder}: expected {', '.join(sorted(VIDEO_SUFFIXES))}")
        self._captions = [_lines(path) for path in self.paths]
        self._clips: dict[Path, LayeredClip] = {}

    def keys(self) -> Sequence[Key]:
        return list(self.paths)

    def picture(self, key: Key) -> Picture:
        assert isinstance(key, Path)
        return backdrop(read_film(key))

    def group(self, key: Key) -> Key | None:
        return None

    def clip(self, index: int) -> LayeredClip:
        path = self.paths[index % len(self.paths)]
        if path not in self._clips:
            strip = Scenery(layer="sky", picture=path, top=0.0, bottom=1.0, nearness=0.0)  # type: ignore[arg-type]
            way = way_of_film(read_film(path))
            self._clips[path] = LayeredClip(
                horizon=HORIZON, scenery=(strip,), actors=(), veil=None, look=Look(), camera=way
            )
        return self._clips[path]

    def captions(self, index: int) -> list[tuple[str, Facts | None]]:
        return [(line, None) for line in self._captions[index % len(self.paths)]]


def open_source(name: str) -> Source:
    """`world`, or `folder:PATH`."""
    kind, _, path = name.partition(":")
    if kind == "folder" and path:
        return FolderSource(Path(path))
    if name == "world":
        return WorldSource()
    raise ValueError(f"a source is `world` or `folder:PATH`, got {name!r}")


def _lines(video: Path) -> list[str]:
    """The captions of a video, from the text file beside it."""
    path = video.with_suffix(".txt")
    if not path.exists():
        raise FileNotFoundError(f"{video.name} has no captions: {path.name} must stand beside it, one caption a line")
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    if not any(lines):
        raise ValueError(f"{path} is empty: expected one caption a line")
    return [line for line in lines if line]
