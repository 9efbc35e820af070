"""A clip as a few pictures and how they move: what the model draws, and what the compositor makes frames of.

    plate     the backdrop, wider than the frame, with the nearness of each of its places
    actors    up to two figures that move in front of it, as pictures with opacity
    veil      what falls or drifts before everything (rain, snow, fog): a picture that repeats and slides
    motion    where the camera, the actors and the veil are at each of 96 instants

Units: a frame is 1 high; x runs right from its middle, y down from its top edge. Nearness is 0 at the sky and 1 where
subjects usually stand. Motion spans the whole clip, so a longer clip is slower.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PLATE_WIDTH, PLATE_HEIGHT = 384, 256  # pixels
PLATE_DENSITY = 177.0  # pixels a frame height
CANVAS = 192  # pixels, both sides of the picture of an actor or a veil
MAX_ACTORS = 2
INSTANTS = 96  # of motion, from the first to the last moment of a clip
GREY = 128  # lies under pictures with opacity while they are latents

CAMERA = ("truck", "pedestal", "dolly", "pan_x", "pan_y", "zoom", "horizon")
AIR = ("flash", "slide_x", "slide_y")  # lightning 0..1; how far the veil has slid, frame heights a clip
ACTOR = ("x", "y", "xx", "xy", "yx", "yy", "opacity", "ground", "shadow")
# an actor's middle, the matrix from its canvas (side 1) to the frame, its opacity, where its shadow falls and how dark
TRACKS = (*CAMERA, *AIR, *(f"{name}{index}" for index in range(MAX_ACTORS) for name in ACTOR))

Picture = NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class LayeredClip:
    """The layers of one clip."""

    plate: Picture  # (H, W, 3) RGB; (PLATE_HEIGHT, PLATE_WIDTH, 3) unless somebody gave a picture
    plate_density: float  # pixels of the plate a frame height
    nearness: NDArray[np.float32]  # (any height, any width), stretched over the plate
    actors: tuple[Picture, ...]  # each (CANVAS, CANVAS, 4) RGBA, premultiplied; fully clear where nobody is
    veil: Picture  # (CANVAS, CANVAS, 4) RGBA, premultiplied, 1 high; repeats in both directions
    motion: NDArray[np.float32]  # (INSTANTS, len(TRACKS))

    def track(self, name: str, u: float) -> float:
        """The value of one track at u = time / duration."""
        return float(self.at(u)[TRACKS.index(name)])

    def at(self, u: float) -> NDArray[np.float32]:
        """All tracks at u, between two instants by their mean: (len(TRACKS),)."""
        place = min(max(u, 0.0), 1.0) * (INSTANTS - 1)
        before = min(int(place), INSTANTS - 2)
        share = np.float32(place - before)
        between: NDArray[np.float32] = (1 - share) * self.motion[before] + share * self.motion[before + 1]
        return between
