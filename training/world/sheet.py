"""Contact sheets: a few frames of many clips with their captions, to look at."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.caption import caption
from training.world.render import render
from training.world.scene import Scene, sample_scene

_STRIP = 18  # pixels for the caption


def contact_sheet(
    scenes: list[tuple[Scene, str]], *, columns: int = 5, width: int = 320, height: int = 192
) -> NDArray[np.uint8]:
    """One row a clip, `columns` frames each, its text above; RGB uint8."""
    return np.concatenate([_row(scene, text, columns, width, height) for scene, text in scenes])


def write_sheet(path: Path, *, seed: int, count: int, columns: int = 5) -> None:
    """Samples scenes from `seed` on and writes their sheet as a picture file."""
    scenes = [sample_scene(seed + i) for i in range(count)]
    sheet = contact_sheet([(scene, caption(scene, seed + i)) for i, scene in enumerate(scenes)], columns=columns)
    if not cv2.imwrite(str(path), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR)):
        raise OSError(f"cannot write {path}")


def _row(scene: Scene, text: str, columns: int, width: int, height: int) -> NDArray[np.uint8]:
    frames = render(scene, width=width, height=height, num_frames=columns)
    strip = np.full((_STRIP, width * columns, 3), 24, np.uint8)
    cv2.putText(strip, text, (6, 13), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (235, 235, 235), 1, cv2.LINE_AA)
    return np.concatenate([strip, np.concatenate(list(frames), axis=1)])
