"""An engine that takes its time and shows what it draws: each frame has another colour, so a preview visibly moves.

As soon as there is a file where `VIDEO01_PAINTER_HURRY` says, it takes no time any more.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from video01.engines import Footage, OnStep
from video01.generation import FPS, GenerationRequest

STEPS = 4
PAUSE = 0.15  # seconds a step, and a chunk
SIZE = (128, 128)
BROKEN = 13  # a seed


class Painter:
    name = "painter"

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        if request.seed == BROKEN:
            raise RuntimeError("the brush broke")
        for step in range(STEPS):
            _pause(PAUSE)
            on_step(step + 1, STEPS)
        frames = max(1, round(request.duration * FPS))
        width, height = request.size or SIZE
        return Footage(
            width=width, height=height, fps=FPS, num_frames=frames, chunks=_chunks(frames, width, height), timings={}
        )


def _chunks(frames: int, width: int, height: int) -> Iterator[NDArray[np.uint8]]:
    for frame in range(frames):
        if frame % 10 == 0:
            _pause(PAUSE * 4)
        chunk = np.zeros((1, height, width, 3), np.uint8)
        chunk[..., 0] = 255 * frame // frames
        chunk[..., 2] = 255 - 255 * frame // frames
        yield chunk


def _pause(seconds: float) -> None:
    if not Path(os.environ.get("VIDEO01_PAINTER_HURRY", "")).is_file():
        time.sleep(seconds)
