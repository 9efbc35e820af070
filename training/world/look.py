"""The finish of a clip: grade and vignette."""

from functools import lru_cache

import cv2
import numpy as np

from training.world.canvas import Image
from training.world.geometry import Frame

_LUMA = np.array([0.30, 0.59, 0.11])
_SEPIA = np.array([[1.06], [0.84], [0.60]]) * _LUMA[None]
_VINTAGE = 0.62 * np.eye(3) + 0.38 * np.array([[1.05], [0.95], [0.82]]) * _LUMA[None]


@lru_cache(maxsize=8)
def _vignette(frame: Frame, strength: float) -> Image:
    """Factors over 255, (H, W, 3), darker toward the corners."""
    x = np.linspace(-1, 1, frame.width)[None]
    y = np.linspace(-1, 1, frame.height)[:, None]
    dark = strength * np.clip((x * x + y * y - 0.7) / 1.3, 0, 1) ** 1.3
    return np.repeat(np.round(255 * (1 - dark)).astype(np.uint8)[..., None], 3, 2)


class Look:
    """One grade for all frames of a clip."""

    def __init__(self, name: str, frame: Frame) -> None:
        self._name = name
        self._vignette = _vignette(frame, 0.42 if name == "film noir" else 0.20)
        self._curve = _curve(name)

    def finish(self, target: Image) -> Image:
        """The graded RGB frame, darker toward its corners."""
        return np.asarray(cv2.multiply(self.grade(target), self._vignette, scale=1 / 255), np.uint8)

    def grade(self, target: Image) -> Image:
        """The colours of the look, for an RGB picture of any size."""
        if self._name == "film noir":
            target = np.asarray(cv2.cvtColor(cv2.cvtColor(target, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB), np.uint8)
        elif self._name in ("sepia", "vintage"):
            target = np.asarray(cv2.transform(target, _SEPIA if self._name == "sepia" else _VINTAGE), np.uint8)
        if self._curve is not None:
            target = np.asarray(cv2.LUT(target, self._curve), np.uint8)
        return target


def _curve(name: str) -> Image | None:
    """A tone curve, (256,) uint8."""
    x = np.linspace(0, 1, 256)
    if name == "film noir":
        y = 0.5 + 0.5 * np.tanh(2.6 * (x - 0.53)) / np.tanh(1.3)
    elif name == "vintage":
        y = 0.13 + 0.80 * x
    else:
        return None
    return np.asarray(np.round(np.clip(y, 0, 1) * 255), np.uint8)
