"""Pictures that are not of the storybook world, for whatever must cope with a picture of somebody's.

    found = picture("julia", seed=3, width=640, height=360)  # (360, 640, 3) RGB

They are made by program and the same for the same seed and size. Photographs that others let one use come with
scikit-image: `photographs`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import numpy as np

from training.world.elsewhere import fractals, patterns, textures
from training.world.elsewhere.textures import Colours
from video01.layers import Picture

Maker = Callable[[np.random.Generator, int, int], Colours]

KINDS: dict[str, Maker] = {
    "noise": textures.noise,
    "dead leaves": textures.leaves,
    "ridges": textures.ridges,
    "gradient": textures.gradient,
    "mandelbrot": fractals.mandelbrot,
    "julia": fractals.julia,
    "flame": fractals.flame,
    "cells": patterns.cells,
    "cloth": patterns.cloth,
    "marble": patterns.marble,
    "spots": patterns.spots,
    "scraps": patterns.scraps,
}


def picture(kind: str, seed: int, width: int, height: int) -> Picture:
    """One of KINDS: (height, width, 3) RGB."""
    rng = np.random.default_rng((seed, zlib.crc32(kind.encode())))
    return np.asarray(np.clip(255 * KINDS[kind](rng, width, height) + 0.5, 0, 255), np.uint8)
