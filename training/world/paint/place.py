"""What a place is made of: strips of scenery, each in a few variants, and where they stand."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from training.world.paint.sheet import Sheet

VARIANTS = 5


@dataclass(frozen=True, kw_only=True)
class Strip:
    """One layer of a place. `paint` fills an empty sheet; the sheet's luck differs for each variant."""

    layer: str  # of video01.layers.SCENERY
    top: float  # frame heights: what the sheet covers
    bottom: float
    nearness: float  # 1 / distance: 0 is the sky, 1 where subjects stand, more is before them
    paint: Callable[[Sheet], None]
    drift: float = 0.0  # frame heights a second to the right
    sway: float = 0.0  # 0..1: leans in the wind from its foot
    ripple: float = 0.0  # 0..1: moves like water
    glow: float = 0.0  # 0..1: flickers
    variants: int = VARIANTS


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place by its canonical name."""

    name: str
    horizon: float  # y
    strips: tuple[Strip, ...]
    sky: Literal["open", "own"] = "open"  # "own": the place has a strip of the layer "sky" itself, at any hour
    feet: float = 0.83  # y of the ground below subjects
    stance: Literal["ground", "water", "air"] = "ground"  # how subjects stand that do not fly


def painted(place: str, strip: Strip, variant: int) -> Sheet:
    """The sheet of one variant.

    Strips of one place share their seed, so that "lights" can find what "mid" painted: use `sheet.dice_for(...)`.
    """
    sheet = Sheet(top=strip.top, bottom=strip.bottom, seed=(zlib.crc32(place.encode()), variant))
    strip.paint(sheet)
    return sheet
