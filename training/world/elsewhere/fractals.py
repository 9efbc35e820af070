"""Fractals: pictures with detail at every size. Makers as in `textures`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.elsewhere.textures import Colours

Plane = NDArray[np.complex128]  # (H, W)

_ROUNDS = 80  # after which a point that has not escaped stays
_POINTS, _LEAPS, _AWAY = 20_000, 60, 8  # of a flame, and after how many leaps its points are where they belong


def mandelbrot(rng: np.random.Generator, width: int, height: int) -> Colours:
    """A part of the Mandelbrot set about a point of its edge."""
    angle = rng.uniform(0, 2 * np.pi)
    edge = np.exp(1j * angle) / 2 - np.exp(2j * angle) / 4
    plane = _plane(edge, 10 ** rng.uniform(-1.6, 0), width, height)
    return palette(rng, _escaped(np.zeros_like(plane), plane))


def julia(rng: np.random.Generator, width: int, height: int) -> Colours:
    """The Julia set of a point just outside the Mandelbrot set."""
    angle = rng.uniform(0, 2 * np.pi)
    point = rng.uniform(1.01, 1.08) * (np.exp(1j * angle) / 2 - np.exp(2j * angle) / 4)
    plane = _plane(0j, rng.uniform(0.8, 2.6), width, height)
    return palette(rng, _escaped(plane, np.full_like(plane, point)))


def flame(rng: np.random.Generator, width: int, height: int) -> Colours:
    """Where points end that leap by lot from map to map, in the colours of the maps."""
    count = int(rng.integers(3, 6))
    maps = rng.uniform(-0.75, 0.75, (count, 2, 2))
    maps /= np.maximum(1, np.linalg.norm(maps, 2, (1, 2), keepdims=True) / 0.85)
    shifts, bends = rng.uniform(-0.8, 0.8, (count, 2)), rng.random(count) < 0.5
    colours = rng.uniform(0.1, 1, (count, 3))
    points, tint = rng.uniform(-1, 1, (_POINTS, 2)), np.full((_POINTS, 3), 0.5)
    light = np.zeros((height * width, 4))
    for leap in range(_LEAPS):
        chosen = rng.integers(count, size=_POINTS)
        points = np.einsum("nij,nj->ni", maps[chosen], points) + shifts[chosen]
        points = np.where(bends[chosen, None], np.sin(1.6 * points), points)
        tint = (tint + colours[chosen]) / 2
        if leap <= _AWAY:
            middle, reach = points.mean(0), points.std(0).max()
            continue
        column, row = ((points - middle) * (0.22 * height / reach) + (width / 2, height / 2)).astype(int).T
        inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        told = np.concatenate([tint, np.ones_like(tint[:, :1])], 1)
        np.add.at(light, row[inside] * width + column[inside], told[inside])
    weight = light[:, 3:]
    bright = np.log1p(weight) / np.log1p(weight.max())
    drawn = (light[:, :3] / np.maximum(weight, 1)) * bright**0.6
    return np.asarray(drawn.reshape(height, width, 3) + rng.uniform(0, 0.15, 3))


def palette(rng: np.random.Generator, share: NDArray[np.float64]) -> Colours:
    """Numbers, (H, W), as colours that come again."""
    often, start = rng.uniform(0.5, 2.5, 3), rng.uniform(0, 1, 3)
    middle, reach = rng.uniform(0.35, 0.6, 3), rng.uniform(0.2, 0.4, 3)
    return np.asarray(middle + reach * np.cos(2 * np.pi * (share[..., None] * often + start)))


def _plane(middle: complex, reach: float, width: int, height: int) -> Plane:
    """Complex numbers that are `reach` from the middle to the upper edge."""
    x, y = (np.arange(width) + 0.5 - width / 2), (np.arange(height) + 0.5 - height / 2)
    return np.asarray(middle + (x[None] + 1j * y[:, None]) * (2 * reach / height))


def _escaped(z: Plane, c: Plane) -> NDArray[np.float64]:
    """How soon each point leaves under z -> z * z + c, 0..1, smoothly."""
    found, z, at = np.ones(z.shape), z.copy(), np.ones(z.shape, bool)
    for number in range(_ROUNDS):
        z[at] = z[at] ** 2 + c[at]
        gone = at & (np.abs(z) > 16)
        found[gone] = (number + 1 - np.log2(np.log2(np.abs(z[gone])) / 4)) / _ROUNDS
        at &= ~gone
    return np.sqrt(np.clip(found, 0, 1))
