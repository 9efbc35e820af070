"""The ground from the horizon to our feet, and what grows on it: larger and sparser the nearer it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from training.world.paint.sheet import Color, Mask, Patch, Sheet
from video01.layers import PERIOD

FLATNESS = 4.0  # how many times as wide as high patches on the ground look
EYE = 0.35  # frame heights from the horizon down to where noise has just the scale it is asked for


def plain_noise(
    sheet: Sheet, horizon: float, scale: float, octaves: int = 3, *, seed: int = 0, flat: float = FLATNESS
) -> Mask:
    """Noise of about -1..1 that lies on the ground: features grow with the distance from the horizon."""
    level = np.log2(np.maximum(sheet.y - horizon, 0.01) / EYE)  # (H, 1)
    total = np.zeros((sheet.height, sheet.width), np.float32)
    for step in range(-4, 3):
        share = np.clip(1 - np.abs(level - step), 0, 1)
        if step == -4:
            share = np.where(level < step, 1, share)
        if share.any():
            total += np.sqrt(share) * sheet.noise(scale * 2.0**step, octaves, seed=seed * 16 + step + 8, stretch=flat)
    return total


def lit_noise(noise: Mask, sheet: Sheet, width: float = 0.004) -> Mask:
    """How much the bumps of a noise face the light at the upper left, about -1..1."""
    across, down = max(1, round(width * sheet.across)), max(1, round(width * sheet.down * 0.5))
    return np.asarray(noise - np.roll(np.roll(noise, across, 1), down, 0), np.float32) * 3


def scatter(
    sheet: Sheet,
    patches: Sequence[Patch],
    dice: np.random.Generator,
    *,
    horizon: float,
    count: int,
    height: float,
    start: float,
    end: float,
    grows: float = 1.0,
    allowed: Callable[[float, float], bool] | None = None,
) -> None:
    """Stamp patches from y = `start` to y = `end`, far first; `height` is theirs at y = `end`."""
    depths = np.sort(dice.uniform(0, 1, count) ** 1.6)
    for depth in depths:
        y = start + (end - start) * depth
        x = dice.uniform(0, PERIOD)
        if allowed is not None and not allowed(x, y):
            continue
        size = height * max(0.05, (y - horizon) / (end - horizon)) ** grows * dice.uniform(0.7, 1.25)
        sheet.stamp(patches[int(dice.integers(len(patches)))], x, y, height=size, mirrored=bool(dice.random() < 0.25))


def toward(colors: Sequence[Color], share: Mask) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Colours along a list by a share of 0..1, (H, W, 3)."""
    at = np.linspace(0, 1, len(colors))
    return np.stack([np.interp(share, at, [c[i] for c in colors]) for i in range(3)], -1).astype(np.float32)
