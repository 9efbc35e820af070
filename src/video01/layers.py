"""A clip as pictures and how they move: what the model draws, and what the compositor makes frames of.

    scenery   up to seven strips behind and before the actors, each closed on itself from side to side
    actors    up to three figures, as pictures with opacity, with their ways through the clip
    veil      what falls or drifts before everything (rain, snow, fog): a picture that repeats and slides
    camera    its way through the clip
    look      how the finished frames are graded

Units: a frame is 1 high; x runs right from its middle, y down from its top edge. Nearness is 1 / distance: 0 for the
sky, 1 where subjects usually stand. Ways are told at KEYS instants, evenly from the first moment to the last, so in a
longer clip they are slower; what repeats (steps, wings, waves, rain) keeps its own time, in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PERIOD = 2.4  # frame heights after which a strip repeats
STRIP_WIDTH, STRIP_HEIGHT = 1024, 320  # pixels of a strip
CANVAS = 256  # pixels, both sides of the picture of an actor or a veil
SCENERY = ("sky", "clouds", "far", "mid", "lights", "ground", "near")  # far to near; actors stand before the ground
MAX_ACTORS = 3
KEYS = 13  # instants at which ways are told
FEET = 0.83  # y of the ground below a subject at nearness 1

CAMERA = ("truck", "pedestal", "dolly", "pan_x", "pan_y", "zoom", "shake")
# truck, pedestal: to the right and up, frame heights at nearness 1; dolly: forward, nearness 1 comes to 1 - dolly
# pan_x, pan_y: shift of the whole picture; zoom: factor; shake: frame heights of a hand-held tremble

WAY = ("x", "y", "height", "turn", "facing", "opacity", "hop", "tremble", "lift")
# x, y: the middle of the figure at rest; height: of its picture, as log2 of frame heights; turn: revolutions clockwise
# facing: 1 as its picture is, -1 mirrored, between: turning; hop: how high it leaps again and again; tremble: how far
# lift: how far above x, y it is held, its shadow staying on the ground there

Picture = NDArray[np.uint8]
Array = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Scenery:
    """One strip."""

    layer: str  # of SCENERY
    picture: Picture  # (STRIP_HEIGHT, STRIP_WIDTH, 4) RGBA, premultiplied; PERIOD wide, repeats sideways
    top: float  # y of its upper and lower edge, before a camera at rest
    bottom: float
    nearness: float
    shift: float = 0.0  # to the right, 0..PERIOD
    mirrored: bool = False
    drift: float = 0.0  # to the right, frame heights a second
    sway: float = 0.0  # 0..1: leans in the wind from its foot
    ripple: float = 0.0  # 0..1: moves like water
    glow: float = 0.0  # 0..1: flickers
    opacity: float = 1.0
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)  # of its colours: gain * colour + lift * opacity, 0..1
    lift: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One figure. Its picture stands on the middle of the canvas's lower edge, facing right unless it faces us."""

    picture: Picture  # (CANVAS, CANVAS, 4) RGBA, premultiplied; one that wakes has a side of its own
    way: Array  # (KEYS, len(WAY))
    nearness: float = 1.0  # how it moves with the camera, and what it stands before
    colour: Array | None = None  # (3, 4): colours, 0..1, and 1 to new colours; None leaves them
    shadow: float = 0.0  # 0..1, how dark on the ground below it
    step: float = 0.0  # 0..1: rocks and bobs as it walks, rate times the usual steps a second
    flap: float = 0.0  # 0..1: beats wings
    swim: float = 0.0  # 0..1: a wave runs through its body
    bob: float = 0.0  # 0..1: bobs as if on water or in the air
    squash: float = 0.0  # 0..1: gives way when it lands
    rate: float = 1.0  # how fast it leaps, steps and beats, beside the usual
    waking: float = 0.0  # seconds in which a figure that was cut out of `first` comes to life; 0 for all others


@dataclass(frozen=True, kw_only=True)
class Veil:
    """What lies over everything."""

    picture: Picture  # (CANVAS, CANVAS, 4) RGBA, premultiplied; repeats in both directions
    opacity: float = 1.0
    size: float = 1.0  # frame heights of the near sheet; a second one, half as large, hangs behind it
    slide_x: float = 0.0  # frame heights a second
    slide_y: float = 0.0
    flash: float = 0.0  # 0..1: lightning


@dataclass(frozen=True, kw_only=True)
class Look:
    """The grade of the finished frames."""

    colour: Array | None = None  # (3, 4): colours, 0..1, and 1 to new colours
    vignette: float = 0.0  # 0..1: darker corners
    grain: float = 0.0  # 0..1: of film
    bloom: float = 0.0  # 0..1: light that spreads
    paper: float = 0.0  # 0..1: the grain of paper


@dataclass(frozen=True, kw_only=True)
class LayeredClip:
    """The layers of one clip."""

    horizon: float  # y
    scenery: tuple[Scenery, ...]  # far to near
    actors: tuple[Actor, ...]
    veil: Veil | None
    look: Look
    camera: Array  # (KEYS, len(CAMERA))
    first: Picture | None = None  # (H, W, 3) RGB of the frame's size: it stands in the scenery's place
    cleared: Picture | None = None  # likewise, without the shadow of the figure that was cut out of it
    relief: Array | None = None  # (h, w): how near the places of `first` are, 1 as near as actors; None if unknown
    last: Picture | None = None  # likewise: the clip ends as this picture
