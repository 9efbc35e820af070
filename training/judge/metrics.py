"""Numbers about shares, pictures and features, each with a known answer on simple input."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not count:
        return 0.0, 1.0
    z, share = 1.959964, right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * float(np.sqrt(share * (1 - share) / count + z * z / (4 * count * count))) / (1 + z * z / count)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def psnr(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Peak signal-to-noise ratio in dB, 99 for the same picture."""
    error = float(np.square(one.astype(np.float64) - other).mean())
    return 99.0 if error < 1e-5 else float(10 * np.log10(255**2 / error))


def ssim(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Structural similarity of two pictures' luma, over a Gaussian window of 11 pixels."""
    a, b = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float64) for picture in (one, other))
    mean_a, mean_b = _smooth(a), _smooth(b)
    var_a, var_b = _smooth(a * a) - mean_a**2, _smooth(b * b) - mean_b**2
    both = _smooth(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    found = ((2 * mean_a * mean_b + c1) * (2 * both + c2)) / ((mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2))
    return float(found[5:-5, 5:-5].mean())


def frechet(one: Array, other: Array) -> float:
    """The Frechet distance of two sets of features, (N, D) and (M, D), taken as Gaussian."""
    spread_one, spread_other = (np.cov(part, rowvar=False) + 1e-6 * np.eye(part.shape[1]) for part in (one, other))
    root = _root(spread_one)
    mixed = np.trace(_root(root @ spread_other @ root))
    shift = float(np.square(one.mean(0) - other.mean(0)).sum())
    return max(0.0, shift + float(np.trace(spread_one) + np.trace(spread_other) - 2 * mixed))


def likeness(one: Array, other: Array) -> Array:
    """Cosine of the angle between all of (N, D) and all of (M, D): (N, M)."""
    a, b = (part / np.maximum(1e-9, np.linalg.norm(part, axis=1, keepdims=True)) for part in (one, other))
    return np.asarray(a @ b.T)


def diversity(groups: list[Array]) -> float:
    """How far apart, 0..2, clips of one prompt are: one minus their likeness, over all pairs of all groups (K, D)."""
    apart = []
    for group in groups:
        pairs = np.triu_indices(len(group), 1)
        apart += (1 - likeness(group, group)[pairs]).tolist()
    return float(np.mean(apart)) if apart else 0.0


def _root(matrix: Array) -> Array:
    """The square root of a symmetric positive matrix."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T)


def _smooth(picture: Array) -> Array:
    return np.asarray(cv2.GaussianBlur(picture, (11, 11), 1.5))
