"""Noise that lies on the ground or on water, finer and flatter towards the horizon."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Mask, Sheet
from video01.layers import PERIOD

STANCE = 0.28  # frame heights from the horizon down to the ground below subjects


def plane_noise(
    sheet: Sheet, horizon: float, width: float, *, stretch: float = 3.0, octaves: int = 2, seed: int = 0
) -> Mask:
    """Noise of about -1..1 that lies on the ground, `width` frame heights wide where subjects stand."""
    depth = np.maximum(sheet.y[:, 0] - horizon, 0) + 0.012
    level = np.log2(depth / STANCE)
    total = np.zeros((sheet.height, sheet.width), np.float32)
    for octave in range(octaves):
        size = width / 2**octave
        cell = sheet.down * size / stretch * (depth / STANCE) ** 1.5  # pixels high
        fade = np.clip(cell / 3, 0, 1) * 0.55**octave
        row = 2 * stretch * STANCE**1.5 / size * (0.012**-0.5 - depth**-0.5)
        for band in range(math.floor(level.min()), math.ceil(level.max()) + 1):
            share = np.clip(1 - np.abs(level - band), 0, 1)
            share /= np.sqrt(share**2 + (1 - share) ** 2)
            rows = np.nonzero(share)[0]
            if len(rows):
                dice = sheet.dice_for(79, seed, octave, band + 50)
                columns = min(max(3, round(PERIOD / (size * 2.0**band))), sheet.width // 3)
                part = _sampled(dice, row[rows], columns, sheet.width)
                total[rows] += (share * fade)[rows, None] * part
    return np.asarray(total * 0.55, np.float32)


def _sampled(dice: np.random.Generator, row: NDArray[np.float32], columns: int, width: int) -> Mask:
    first = math.floor(row.min())
    grid = dice.standard_normal((math.ceil(row.max()) - first + 4, columns)).astype(np.float32)
    wrapped = np.concatenate([grid[:, -2:], grid, grid[:, :2]], 1)
    across = (np.arange(width, dtype=np.float32) + 0.5) * columns / width + 1.5
    places = np.meshgrid(across, (row - first + 1).astype(np.float32))
    return np.asarray(cv2.remap(wrapped, places[0], places[1], cv2.INTER_CUBIC) * 1.3, np.float32)
