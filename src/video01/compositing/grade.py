"""The look of finished frames: colours, light that spreads, grain, paper and darker corners."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.compositing.blend import finite
from video01.layers import Look, Picture

_GRAINS = 24  # a second
_ROOM = 96  # pixels by which the grain can be moved
COARSENESS = 0.35  # how strong the strongest grain is


class Tone:
    """The numbers of a look, within their bounds; what is too weak to be seen is 0."""

    def __init__(self, look: Look) -> None:
        colour = look.colour
        self.colour: NDArray[np.float64] | None = None  # (3, 4) from colours, 0..255, and 1
        if colour is not None and np.isfinite(colour).all():
            self.colour = np.concatenate([colour[:, :3], 255 * colour[:, 3:]], 1).astype(np.float64)
        bloom, grain = finite(look.bloom, 0.0, 1.0), finite(look.grain, 0.0, 1.0)
        self.bloom, self.grain = (strength if strength > 0.01 else 0.0 for strength in (bloom, grain))
        self.vignette, self.paper = finite(look.vignette, 0.0, 1.0), finite(look.paper, 0.0, 1.0)
        self.shaded = max(self.vignette, self.paper) > 0.01

    @property
    def spread(self) -> tuple[float, float]:
        """How far the frame counts, and the light that spreads in it."""
        return 1 - 0.12 * self.bloom, 0.6 * self.bloom


class Grade:
    """One look for all frames of a clip."""

    def __init__(self, look: Look, width: int, height: int) -> None:
        self._width, self._height = width, height
        tone = Tone(look)
        self._tone, self._colour, self._bloom = tone, tone.colour, tone.bloom
        self._noise = grains(width, height) if tone.grain > 0 else None
        self._light = light_of(width, height, tone.vignette, tone.paper) if tone.shaded else None

    @property
    def changes(self) -> bool:
        """Whether it does anything to frames."""
        return self._bloom > 0 or any(one is not None for one in (self._colour, self._noise, self._light))

    def finish(self, frame: Picture, seconds: float) -> Picture:
        """The graded RGB frame."""
        if self._bloom > 0:
            frame = self._spread(frame)
        if self._colour is not None:
            frame = np.asarray(cv2.transform(frame, self._colour), np.uint8)
        if self._noise is not None:
            frame = self._grained(frame, seconds)
        if self._light is not None:
            frame = np.asarray(cv2.multiply(frame, self._light, scale=1 / 255), np.uint8)
        return frame

    def _spread(self, frame: Picture) -> Picture:
        """What is bright shines on what is around it."""
        small = cv2.resize(frame, coarse(self._width, self._height), interpolation=cv2.INTER_AREA)
        bright = cv2.multiply(small, small, scale=1 / 255)
        soft = cv2.GaussianBlur(bright, (0, 0), softness(self._height))
        glow = cv2.resize(soft, (self._width, self._height), interpolation=cv2.INTER_LINEAR)
        kept, shining = self._tone.spread
        return np.asarray(cv2.addWeighted(frame, kept, glow, shining, 0), np.uint8)

    def _grained(self, frame: Picture, seconds: float) -> Picture:
        assert self._noise is not None
        x, y = moved(seconds)
        part = self._noise[y : y + self._height, x : x + self._width]
        strength = COARSENESS * self._tone.grain
        return np.asarray(cv2.addWeighted(frame, 1, part, strength, -128 * strength), np.uint8)


def coarse(width: int, height: int) -> tuple[int, int]:
    """Width and height at which light is spread."""
    return max(4, width // 8), max(4, height // 8)


def softness(height: int) -> float:
    """How far light spreads there: the deviation of a Gaussian, in pixels."""
    return 0.022 * height / 8 + 0.4


def moved(seconds: float) -> tuple[int, int]:
    """How far right and down, in pixels, a frame's part of the grain begins."""
    number = int(seconds * _GRAINS + 1e-6)
    return (number * 61) % _ROOM, (number * 37) % _ROOM


def grains(width: int, height: int) -> Picture:
    """Grains about as large as a five-hundredth of the frame, grey about 128, with room to move: (rows, columns, 3)."""
    size = max(1.0, height / 540)
    width, height = width + _ROOM, height + _ROOM
    dice = np.random.default_rng(24)
    grains = dice.standard_normal((int(height / size) + 2, int(width / size) + 2)).astype(np.float32)
    large = cv2.resize(grains, (width, height), interpolation=cv2.INTER_LINEAR)
    grey = np.clip(128 + 56 * large, 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)


def light_of(width: int, height: int, vignette: float, paper: float) -> Picture:
    """Factors over 255, (height, width, 3)."""
    x, y = np.linspace(-1, 1, width)[None], np.linspace(-1, 1, height)[:, None]
    light = 1 - vignette * np.clip((x * x + y * y - 0.45) / 1.4, 0, 1) ** 1.2
    if paper > 0:
        dice = np.random.default_rng(25)
        total = np.zeros((height, width), np.float32)
        for cells, strength in ((320, 0.5), (130, 0.35), (24, 0.25)):
            rows = max(2, min(cells, height))
            grid = dice.standard_normal((rows, max(2, rows * width // height))).astype(np.float32)
            total += strength * cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
        light = light * np.clip(1 - paper * (0.06 + 0.075 * total), 0, 1)
    grey = np.clip(light * 255 + 0.5, 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)
