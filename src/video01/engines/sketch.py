"""A sketch: one small frame of a clip, made of its tokens in a few milliseconds, also before they are done."""

from __future__ import annotations

from video01.compositor import Compositor
from video01.framing import framed
from video01.layers import Array, Picture
from video01.memory import Memory
from video01.steady import steadied
from video01.tokens import decode

SIDE = 160  # pixels of the longer side
MOMENT, SECONDS = 0.5, 3.0  # of a clip: when everybody is there


def sketch(tokens: Array, memory: Memory, size: tuple[int, int]) -> Picture:
    """A frame of the clip of which (T, W) tells, (h, w, 3) RGB, in the shape of `size`, the width and height."""
    scale = SIDE / max(size)
    width, height = (max(16, round(side * scale)) for side in size)
    clip = framed(steadied(decode(tokens, memory.glimpse)), size[0] / size[1])
    return Compositor(clip, width, height).frame(MOMENT, SECONDS)
