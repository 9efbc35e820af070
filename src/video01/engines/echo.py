"""A test pattern at once, with no model: colour bars, a bouncing ball, the seed and the clock. For tests and clients.

`VIDEO01_ECHO_SECONDS` makes each generation take at least that long, so that a test can kill it half-way.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from video01.engines import Footage, OnStep
from video01.errors import InvalidSettings
from video01.generation import DEFAULT_SIZE, FPS, GenerationRequest
from video01.media import cover, fit_size, read_image

STEPS = 4  # at least; one every tenth of a second when it has to take its time
CHUNK = 10  # frames
BARS = ((235, 235, 235), (235, 235, 16), (16, 235, 235), (16, 235, 16), (235, 16, 235), (235, 16, 16), (16, 16, 235))
# Digits of 3 x 5 dots, each row of dots three bits.
GLYPHS = dict(
    zip(
        "0123456789.",
        (0o75557, 0o26227, 0o71747, 0o71717, 0o55711, 0o74717, 0o74757, 0o71111, 0o75757, 0o75717, 0o00002),
        strict=True,
    )
)

Picture = NDArray[np.uint8]  # (H, W, 3), RGB


class EchoEngine:
    """Answers any request with the test pattern, on top of the first frame if there is one."""

    name = "echo"

    def __init__(self) -> None:
        text = os.environ.get("VIDEO01_ECHO_SECONDS") or "0"
        try:
            self.seconds = float(text)
        except ValueError:
            raise InvalidSettings(f"VIDEO01_ECHO_SECONDS must be a number, got {text!r}") from None

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        background = _background(request)
        began = time.perf_counter()
        steps = max(STEPS, math.ceil(self.seconds * 10))
        for step in range(steps):
            time.sleep(self.seconds / steps)
            on_step(step + 1, steps)
        num_frames = max(1, round(request.duration * FPS))
        height, width, _ = background.shape
        return Footage(
            width=width,
            height=height,
            fps=FPS,
            num_frames=num_frames,
            chunks=_chunks(background, num_frames, request.seed or 0),
            timings={"denoise": time.perf_counter() - began},
        )


def _background(request: GenerationRequest) -> Picture:
    if request.first_frame is None:
        return _colour_bars(request.size or DEFAULT_SIZE)
    picture = read_image(request.first_frame)
    return cover(picture, request.size or fit_size(picture.shape[1], picture.shape[0])).copy()


def _colour_bars(size: tuple[int, int]) -> Picture:
    """Seven bars over a ramp from black to white."""
    width, height = size
    bars = np.array(BARS, np.uint8)[np.arange(width) * len(BARS) // width]
    picture = np.broadcast_to(bars, (height, width, 3)).copy()
    picture[height * 3 // 4 :] = np.linspace(0, 255, width).astype(np.uint8)[:, None]
    return picture


def _chunks(background: Picture, num_frames: int, seed: int) -> Iterator[NDArray[np.uint8]]:
    dots = max(2, background.shape[0] // 120)  # pixels a dot of the digits
    _write(background, str(seed), row=2 * dots, column=2 * dots, dots=dots)
    for first in range(0, num_frames, CHUNK):
        chunk = np.repeat(background[None], min(CHUNK, num_frames - first), axis=0)
        for number, picture in enumerate(chunk, first):
            _draw_ball(picture, number / FPS, seed)
            _write(picture, f"{number / FPS:05.2f}", row=10 * dots, column=2 * dots, dots=dots)
        yield chunk


def _draw_ball(picture: Picture, seconds: float, seed: int) -> None:
    """A red ball with a white edge; it crosses the picture in two seconds and bounces once a second."""
    height, width, _ = picture.shape
    radius = min(width, height) / 10
    along = abs((seconds / 2 + seed % 97 / 97 + 1) % 2 - 1)
    x = radius + along * (width - 2 * radius)
    y = height - radius - abs(math.sin(math.pi * seconds)) * (height - 2 * radius) * 0.8
    top, left = max(0, int(y - radius)), max(0, int(x - radius))
    patch = picture[top : int(y + radius) + 1, left : int(x + radius) + 1]
    rows, columns = np.ogrid[: patch.shape[0], : patch.shape[1]]
    distance = np.hypot(rows + top - y, columns + left - x)
    patch[distance <= radius] = 255
    patch[distance <= radius * 0.85] = (220, 30, 40)


def _write(picture: Picture, text: str, *, row: int, column: int, dots: int) -> None:
    """White digits on black, `dots` pixels a dot, the upper left corner at (row, column)."""
    rows = np.array([[GLYPHS[letter] >> 3 * line & 7 for line in (4, 3, 2, 1, 0)] for letter in text])  # (letters, 5)
    cells = (rows[:, :, None] >> np.array([2, 1, 0, -1]).clip(0) & np.array([1, 1, 1, 0])).astype(np.uint8)  # (n, 5, 4)
    line = np.pad(cells.transpose(1, 0, 2).reshape(5, -1), 1)[:, :-1] * np.uint8(255)  # (7, 4n + 1)
    image = line.repeat(dots, 0).repeat(dots, 1)[: picture.shape[0] - row, : picture.shape[1] - column]
    picture[row : row + image.shape[0], column : column + image.shape[1]] = image[:, :, None]
