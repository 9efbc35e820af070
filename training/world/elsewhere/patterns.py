"""Patterns: cells, cloth, marble, the spots of animals, scraps of paper. Makers as in `textures`."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.elsewhere.fractals import palette
from training.world.elsewhere.textures import Colours, noise


def cells(rng: np.random.Generator, width: int, height: int) -> Colours:
    """The regions about points by lot, each in its colour, often with seams."""
    count = int(rng.integers(30, 200))
    points = np.ones((height, width), np.uint8)
    points[rng.integers(height, size=count), rng.integers(width, size=count)] = 0
    away, labels = cv2.distanceTransformWithLabels(points, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    colours = rng.uniform(0, 1, (4, 3))[rng.integers(4, size=count + 1)] + rng.normal(0, 0.12, (count + 1, 3))
    picture = colours[labels] * (1 - rng.uniform(0, 0.7) * away[..., None] / away.max())
    seams = cv2.morphologyEx(labels.astype(np.float32), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    return np.where(seams[..., None] & (rng.random() < 0.6), rng.uniform(0, 0.4, 3), picture)


def cloth(rng: np.random.Generator, width: int, height: int) -> Colours:
    """Threads over and under one another, at an angle."""
    angle, thread = rng.uniform(0, np.pi), height / rng.uniform(8, 30)
    x, y = np.meshgrid(np.arange(width) / thread, np.arange(height) / thread)
    across, down = x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)
    over = (np.floor(across) + np.floor(down) * int(rng.integers(1, 3))) % int(rng.integers(2, 4)) < 1
    stripes = rng.uniform(0.1, 0.95, (5, 3))
    colours = np.where(
        over[..., None],
        stripes[np.floor(across).astype(int) % int(rng.integers(2, 6))],
        stripes[np.floor(down).astype(int) % int(rng.integers(2, 6))],
    )
    round_ = np.abs(np.sin(np.pi * np.where(over, across, down))) ** 0.5
    return np.asarray(colours * (0.45 + 0.55 * round_[..., None]) + 0.1 * (noise(rng, width, height) - 0.5))


def marble(rng: np.random.Generator, width: int, height: int) -> Colours:
    """Veins that run where noise bends them."""
    bend = cv2.GaussianBlur(noise(rng, width, height), (0, 0), height / 30)
    bend = (bend - bend.mean()) / bend.std()
    angle, often = rng.uniform(0, np.pi), rng.uniform(1.5, 6)
    x, y = np.meshgrid(np.arange(width) / height, np.arange(height) / height)
    veins = np.abs(
        np.sin(np.pi * (often * (x * np.cos(angle) + y * np.sin(angle)) + rng.uniform(0.4, 1.2) * bend[..., 0]))
    )
    return np.asarray(palette(rng, veins**0.5 * 0.5) + 0.08 * bend[..., 1:2])


def spots(rng: np.random.Generator, width: int, height: int) -> Colours:
    """Spots and stripes as reaction and diffusion leave them."""
    size = height / rng.uniform(20, 60)
    plane: NDArray[np.float32] = rng.standard_normal((height, width)).astype(np.float32)
    lean = rng.uniform(-0.35, 0.35)
    for _ in range(12):
        near, far = (
            cv2.GaussianBlur(plane, (0, 0), sigma, borderType=cv2.BORDER_REFLECT) for sigma in (size, 1.6 * size)
        )
        plane = np.tanh(8 * (near - far) / (near - far).std() * 0.5 + lean).astype(np.float32)
    light, dark = rng.uniform(0.5, 1, 3), rng.uniform(0, 0.5, 3)
    share = 0.5 + 0.5 * plane[..., None]
    return np.asarray(light * share + dark * (1 - share) + 0.12 * (noise(rng, width, height) - 0.5))


def scraps(rng: np.random.Generator, width: int, height: int) -> Colours:
    """Dead leaves as photographs have them: discs and polygons, of each size as much, each with its own texture."""
    count, smallest, largest = 1500, height / 90, height / 3
    radii = smallest / np.sqrt(
        1 - rng.random(count) * (1 - (smallest / largest) ** 2)
    )  # their density falls as 1 / r^3
    which = np.zeros((height, width), np.int32)
    for number, radius in enumerate(radii.tolist(), 1):
        corners = int(rng.integers(3, 9)) if rng.random() < 0.5 else 24
        angles = np.sort(rng.uniform(0, 2 * np.pi, corners)) if corners < 24 else np.linspace(0, 2 * np.pi, corners)
        middle = rng.uniform((-radius, -radius), (width + radius, height + radius))
        outline = middle + radius * np.stack([np.cos(angles), np.sin(angles)], 1)
        cv2.fillPoly(which, [np.rint(outline).astype(np.int32)], number)
    colours = rng.uniform(0, 1, (6, 3))[rng.integers(6, size=count + 1)] + rng.normal(0, 0.1, (count + 1, 3))
    texture = noise(rng, width, height)
    starts = rng.integers(0, 10_000, (2, count + 1))
    rows = (np.arange(height)[:, None] + starts[0][which]) % height
    columns = (np.arange(width)[None] + starts[1][which]) % width
    return np.asarray(
        colours[which] + rng.uniform(0.2, 0.9, count + 1)[which][..., None] * (texture[rows, columns] - 0.5)
    )
