"""Contact sheets: a few frames of many clips with their captions, to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.render import render
from training.world.scene import Scene, sample_scene
from video01.facts import canonical

_LINE = 18  # pixels for the caption


def contact_sheet(
    scenes: Sequence[tuple[Scene, str]], *, columns: int = 5, width: int = 320, height: int = 180
) -> NDArray[np.uint8]:
    """One row a clip, so many frames each, its text above; RGB uint8."""
    return np.concatenate([_row(scene, text, columns, width, height) for scene, text in scenes])


def write_sheet(path: Path, *, seed: int, count: int, columns: int = 5) -> None:
    """Samples scenes from `seed` on and writes their sheet as a picture file."""
    scenes = [sample_scene(seed + number, held_out=None) for number in range(count)]
    sheet = contact_sheet([(scene, canonical(scene.facts)) for scene in scenes], columns=columns)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not cv2.imwrite(str(path), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR)):
        raise OSError(f"cannot write {path}")


def _row(scene: Scene, text: str, columns: int, width: int, height: int) -> NDArray[np.uint8]:
    frames = render(scene, width=width, height=height, num_frames=columns)
    line = np.full((_LINE, width * columns, 3), 24, np.uint8)
    cv2.putText(line, text, (6, 13), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (235, 235, 235), 1, cv2.LINE_AA)
    return np.concatenate([line, np.concatenate(list(frames), axis=1)])
