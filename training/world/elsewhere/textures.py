"""Pictures that mean nothing but have the statistics of pictures: coloured noise, dead leaves, ridges, gradients.

Each maker takes dice and a size in pixels and answers colours of about 0..1, (height, width, 3). The same dice and size
give the same picture; what is told in pixels is so at 144 rows and grows with the picture.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import Picture

Colours = NDArray[np.float64]  # (H, W, 3), about 0..1

_ROWS = 144  # at which lengths are told in pixels


def texture(rng: np.random.Generator, width: int = 256, height: int = 144) -> Picture:
    """One of them by lot: (height, width, 3) RGB."""
    kind = rng.random()
    if kind < 0.35:
        found = noise(rng, width, height)
    elif kind < 0.7:
        found = leaves(rng, width, height)
    elif kind < 0.85:
        found = ridges(rng, width, height)
    else:
        found = gradient(rng, width, height) + 0.1 * (noise(rng, width, height) - 0.5)
    return np.asarray(np.clip(255 * found, 0, 255), np.uint8)


def noise(rng: np.random.Generator, width: int, height: int) -> Colours:
    """Coloured noise whose strength falls with its fineness, like that of most pictures."""
    across, down = np.fft.rfftfreq(width), np.fft.fftfreq(height)
    stretch = 2.0 ** rng.uniform(-1, 1)
    fineness = np.hypot(across[None] * stretch, down[:, None] / stretch) + 1 / width
    planes = []
    for _ in range(3):
        waves = rng.standard_normal(fineness.shape) + 1j * rng.standard_normal(fineness.shape)
        plane = np.fft.irfft2(waves / fineness ** rng.uniform(0.8, 1.8), s=(height, width))
        planes.append(plane / plane.std())
    mixed = np.stack(planes, -1) @ (rng.uniform(0, 0.5, (3, 3)) + np.eye(3) * 0.3)
    return np.asarray(rng.uniform(0.2, 0.8, 3) + rng.uniform(0.06, 0.2) * mixed)


def leaves(rng: np.random.Generator, width: int, height: int) -> Colours:
    """Dead leaves: many things one over another, few of them large."""
    scale = height / _ROWS
    picture = np.zeros((height, width, 3), np.float32) + rng.uniform(0, 1, 3).astype(np.float32)
    palette = rng.uniform(0, 1, (5, 3))
    largest = rng.uniform(8, 40)
    room = round(20 * scale)
    for _ in range(int(rng.integers(150, 500))):
        radius = scale * (largest * float(rng.uniform(0.08, 1)) ** 2 + 1.5)
        colour = np.clip(palette[rng.integers(5)] + rng.normal(0, 0.08, 3), 0, 1).tolist()
        middle = (int(rng.integers(-room, width + room)), int(rng.integers(-room, height + room)))
        axes = (int(radius), int(radius * rng.uniform(0.3, 1)) + 1)
        cv2.ellipse(picture, middle, axes, float(rng.uniform(0, 180)), 0, 360, colour, -1, cv2.LINE_AA)
    return np.asarray(0.85 * picture + 0.15 * noise(rng, width, height))


def ridges(rng: np.random.Generator, width: int, height: int) -> Colours:
    """A sky and ridges below it, as landscapes have them."""
    scale = height / _ROWS
    picture = gradient(rng, width, height)
    x = np.arange(width)
    level = rng.uniform(0.25, 0.6)
    for _ in range(int(rng.integers(1, 5))):
        walk = np.cumsum(rng.standard_normal(width)) * (rng.uniform(0, 0.9) * scale**0.5)
        ridge = walk + 8 * scale * np.sin(x / (rng.uniform(15, 60) * scale))
        inside = np.arange(height)[:, None] > (level * height + ridge - ridge.mean())[None]
        hill = 0.75 * rng.uniform(0, 0.8, 3) + 0.25 * noise(rng, width, height)
        picture = np.where(inside[..., None], hill, picture)
        level += rng.uniform(0.08, 0.3)
    return picture


def gradient(rng: np.random.Generator, width: int, height: int) -> Colours:
    """From one colour to another."""
    angle = rng.uniform(0, 2 * np.pi)
    across, down = np.linspace(-1, 1, width)[None] * np.cos(angle), np.linspace(-1, 1, height)[:, None] * np.sin(angle)
    share = 0.5 + 0.5 * np.clip(across + down, -1, 1)
    return np.asarray(share[..., None] * rng.uniform(0, 1, 3) + (1 - share[..., None]) * rng.uniform(0, 1, 3))
