"""What lies over everything: rain, snow and fog that slide past, and lightning."""

from __future__ import annotations

import zlib

import cv2
import numpy as np

from video01.compositing.blend import CLEAR, finite, lay, resized
from video01.compositing.ways import Numbers
from video01.layers import LayeredClip, Picture, Veil

_FAST = 0.12  # frame heights a second: above it nobody sees whole pixels
_SLOT = 2.0  # seconds in which lightning strikes once
GLARE, PALE = 0.8, 46  # what the brightest lightning adds: a factor, and of 255


class Sheet:
    """A picture repeated in both directions, larger than the frame by one repetition."""

    def __init__(self, picture: Picture, width: int, height: int, *, size: float, opacity: float) -> None:
        side = side_of(size, height)
        tile = resized(picture, side, side)
        if opacity < 0.998:
            tile = np.asarray(cv2.convertScaleAbs(tile, alpha=opacity), np.uint8)
        across, down = (-(-(length + 2) // side) + 1 for length in (width, height))
        self._picture = np.asarray(cv2.repeat(tile, down, across), np.uint8)
        clear = cv2.bitwise_not(cv2.extractChannel(self._picture, 3))
        self._clear = np.asarray(cv2.cvtColor(clear, cv2.COLOR_GRAY2RGBA), np.uint8)
        self._side, self._width, self._height = side, width, height

    def lay(self, target: Picture, right: float, down: float, smooth: bool) -> None:
        """Over the RGBA frame, slid by frame heights, in place."""
        x, y = ((-way * self._height) % self._side for way in (right, down))
        if smooth:
            lay(target, self._between(x, y))
            return
        rows, columns = slice(round(y), round(y) + self._height), slice(round(x), round(x) + self._width)
        cv2.multiply(target, self._clear[rows, columns], target, scale=1 / 255)
        cv2.add(target, self._picture[rows, columns], target)

    def _between(self, x: float, y: float) -> Picture:
        """The part that begins between pixels."""
        column, row = int(x), int(y)
        part = self._picture[row : row + self._height + 1, column : column + self._width + 1]
        moved = cv2.warpAffine(part, np.array([[1, 0, column - x], [0, 1, row - y]]), (self._width, self._height))
        return np.asarray(moved, np.uint8)


class Slide:
    """How a veil slides and flashes: everything of it but its picture's pixels."""

    def __init__(self, veil: Veil) -> None:
        self._x, self._y = finite(veil.slide_x, -5.0, 5.0), finite(veil.slide_y, -5.0, 5.0)
        self.smooth = max(abs(self._x), abs(self._y)) < _FAST  # otherwise by whole pixels
        self._flash = finite(veil.flash, 0.0, 1.0)
        self._seed = zlib.crc32(np.ascontiguousarray(veil.picture[::8, ::8]).tobytes())
        self.opacity, self.size = finite(veil.opacity, 0.0, 1.0, 1.0), finite(veil.size, 0.1, 4.0, 1.0)
        self.there = self.opacity * float(veil.picture[..., 3].max()) > CLEAR

    def near(self, seconds: Numbers) -> tuple[Numbers, Numbers]:
        """How far the near sheet has slid to the right and down, in frame heights."""
        return self._x * seconds, self._y * seconds

    def far(self, seconds: Numbers) -> tuple[Numbers, Numbers]:
        """Likewise the far sheet, which is half as large, half as opaque and half as fast."""
        return self._x * seconds / 2 + 0.19, self._y * seconds / 2 + 0.31

    def power(self, seconds: float) -> float:
        """How bright lightning is at one instant, 0..1."""
        power = self._flash * self._lightning(seconds) if self._flash > 0.05 else 0.0
        return power if power > 0.02 else 0.0

    def _lightning(self, seconds: float) -> float:
        """Two pulses at some moment of each slot, but for every fourth."""
        total = 0.0
        for slot in (int(seconds // _SLOT) - 1, int(seconds // _SLOT)):
            luck = zlib.crc32(f"{self._seed} {slot}".encode())
            if slot < 0 or luck % 4 == 0:
                continue
            age = seconds - _SLOT * (slot + 0.15 + 0.6 * (luck >> 8) % 1000 / 1000)
            for delay, strength, fade in ((0.0, 0.8, 0.07), (0.17, 1.0, 0.16)):
                if age >= delay:
                    total += strength * float(np.exp(-(age - delay) / fade))
        return min(1.0, total)


class Air:
    """The veil of a clip: a near sheet and a far one."""

    def __init__(self, clip: LayeredClip, width: int, height: int) -> None:
        veil = clip.veil
        self._slide: Slide | None = None
        self._near = self._far = None
        if veil is None:
            return
        self._slide = slide = Slide(veil)
        if slide.there:
            self._near = Sheet(veil.picture, width, height, size=slide.size, opacity=slide.opacity)
            self._far = Sheet(veil.picture, width, height, size=slide.size / 2, opacity=slide.opacity / 2)

    def behind(self, target: Picture, seconds: float) -> None:
        """Lay the far sheet, which hangs behind the actors."""
        if self._slide is not None and self._far is not None:
            self._far.lay(target, *self._slide.far(seconds), self._slide.smooth)

    def before(self, target: Picture, seconds: float) -> None:
        """Lay the near sheet, and the lightning."""
        if self._slide is None:
            return
        if self._near is not None:
            self._near.lay(target, *self._slide.near(seconds), self._slide.smooth)
        power = self._slide.power(seconds)
        if power > 0:
            cv2.convertScaleAbs(target, dst=target, alpha=1 + GLARE * power, beta=PALE * power)


def side_of(size: float, height: int) -> int:
    """Pixels of the side of a sheet that is so many frame heights large."""
    return max(8, round(size * height))
