"""The pictures of the subjects on the canvas of an actor."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.assets import sprite
from video01.layers import CANVAS
from video01.vocabulary import Subject

LONGER_SIDE = 236  # pixels
FOOT = 10  # pixels below its foot
_SLANTED = {"rocket": 45.0, "airplane": 45.0}  # degrees clockwise that level a picture drawn slanting up to the right

Canvas = NDArray[np.uint8]  # (CANVAS, CANVAS, 4) premultiplied RGBA


@lru_cache(maxsize=512)
def canvas_of(subject: Subject) -> Canvas:
    """The subject facing right, unless it faces us, on the middle of the canvas's lower edge."""
    picture = _premultiplied(sprite(subject.codepoint))
    if subject.name in _SLANTED:
        picture = _levelled(picture, _SLANTED[subject.name])
    if subject.faces == "left":
        picture = picture[:, ::-1]
    rows, columns = (np.nonzero(picture[..., 3].max(axis) > 0.05)[0] for axis in (1, 0))
    cropped = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    factor = LONGER_SIDE / max(cropped.shape[:2])
    height, width = (max(1, round(side * factor)) for side in cropped.shape[:2])
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    sized = np.clip(cv2.resize(cropped, (width, height), interpolation=method), 0, 1)
    sized[..., :3] = np.minimum(sized[..., :3], sized[..., 3:])
    canvas = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    left, foot = (CANVAS - width) // 2, CANVAS - FOOT
    canvas[foot - height : foot, left : left + width] = np.round(255 * sized)
    canvas.setflags(write=False)
    return canvas


def _premultiplied(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    pixels = picture.astype(np.float32) / 255
    pixels[..., :3] *= pixels[..., 3:]
    return np.asarray(pixels, np.float32)


def _levelled(picture: NDArray[np.float32], degrees: float) -> NDArray[np.float32]:
    """Turned clockwise on a larger sheet."""
    side = 2 * picture.shape[0]
    matrix = cv2.getRotationMatrix2D((picture.shape[1] / 2, picture.shape[0] / 2), -degrees, 1.0)
    matrix[:, 2] += picture.shape[0] / 2
    turned = cv2.warpAffine(picture, matrix, (side, side), flags=cv2.INTER_CUBIC)
    return np.asarray(np.clip(turned, 0, 1), np.float32)
