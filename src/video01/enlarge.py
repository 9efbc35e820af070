"""Remembered pictures twice as large, where the frames show more of them than there is.

A small network (`training/enlarger.py`) draws what is to be added to a picture enlarged by cubic interpolation: then
outlines are as sharp as they were painted, and the patches that the memory is made of show no seams.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.compositing.blend import within
from video01.layers import PERIOD, STRIP_WIDTH, WAY, Actor, LayeredClip, Picture, Scenery

Network = Callable[[Picture], NDArray[np.int8]]  # (H, W, 4) to what is added, of 255: (2 H, 2 W, 4)

ENOUGH = 1.15  # pixels of a frame for one of a picture: up to here, interpolation will do
MARGIN = 8  # pixels beyond the sides of a picture that the network sees


def enlarged(clip: LayeredClip, height: int, network: Network) -> LayeredClip:
    """The clip with larger pictures of what frames of that height show larger than it is remembered."""
    strips = clip.first is None and height > ENOUGH * STRIP_WIDTH / PERIOD
    scenery = tuple(_strip(one, network) for one in clip.scenery) if strips else clip.scenery
    return replace(clip, scenery=scenery, actors=tuple(_actor(one, height, network) for one in clip.actors))


def _strip(strip: Scenery, network: Network) -> Scenery:
    return replace(strip, picture=twice(strip.picture, network, closes=True))


def _actor(actor: Actor, height: int, network: Network) -> Actor:
    """One that was cut out of a picture is as large as it is there."""
    tallest = height * 2.0 ** float(np.nan_to_num(actor.way[:, WAY.index("height")]).max())
    if actor.waking > 0 or tallest <= ENOUGH * len(actor.picture):
        return actor
    return replace(actor, picture=twice(actor.picture, network, closes=False))


def twice(picture: Picture, network: Network, *, closes: bool) -> Picture:
    """A premultiplied picture (H, W, 4) as (2 H, 2 W, 4); one that `closes` goes on from side to side."""
    sides = cv2.BORDER_WRAP if closes else cv2.BORDER_REPLICATE
    wide = cv2.copyMakeBorder(picture, 0, 0, MARGIN, MARGIN, sides)
    whole = np.asarray(cv2.copyMakeBorder(wide, MARGIN, MARGIN, 0, 0, cv2.BORDER_REPLICATE), np.uint8)
    large = cv2.resize(whole, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    drawn = np.asarray(cv2.add(large, network(whole), dtype=cv2.CV_8U), np.uint8)
    inside = drawn[2 * MARGIN : -2 * MARGIN, 2 * MARGIN : -2 * MARGIN]
    return within(np.ascontiguousarray(inside))
