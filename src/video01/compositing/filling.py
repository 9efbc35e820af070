"""What a hole in a picture may have hidden: copied from beside it, and toned to fit its rim."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import Array, Picture

COARSE = 96  # pixels of the height at which it is decided what is copied from where
ACROSS = tuple(share / 12 for share in range(1, 13))  # picture widths to either side from which it may be copied
DOWN = (0.0, -0.04, 0.04)  # picture heights likewise: things keep their size only at their level
RIM = 0.03  # picture heights about a hole that must look alike at both places
FARTHER = 0.004  # of squared difference, 0..1, that a copy from one picture width farther away is worse
SEAM = 0.025  # picture heights over which copies from different places blend
MOST_COPIES = 5
OUTSIDE = 1e3  # the cost of what is not known
KNOWN = 6.0  # an average counts as known if one in so many pixels is

Mask = NDArray[np.bool_]  # (H, W)
Shift = tuple[int, int]  # right and down, pixels
Part = tuple[slice, slice]  # rows and columns


def filled(picture: Picture, hole: Mask) -> Picture:
    """The picture (H, W, 3), and in the hole what may be there."""
    if not hole.any() or hole.all():
        return picture
    height, width = hole.shape
    factor = max(1.0, height / COARSE)
    size = round(width / factor), round(height / factor)
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA) / 255, np.float32)
    covered = np.asarray(cv2.resize(hole.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0)
    shifts, labels = _choices(small, covered)
    here = _about(hole, round(4 * SEAM * height) + 8)
    whole = np.asarray(cv2.resize(labels, (width, height), interpolation=cv2.INTER_NEAREST), np.int32)[here]
    moves = [(round(x * factor), round(y * factor)) for x, y in shifts]
    copied = _copied(picture, hole, here, moves, whole)
    part, gap = picture[here].astype(np.float32), hole[here]
    toned = copied + _membrane(part - copied, gap)
    found = picture.copy()
    found[here] = np.where(gap[..., None], np.clip(np.rint(toned), 0, 255), part).astype(np.uint8)
    return found


def _about(hole: Mask, margin: int) -> Part:
    """The rows and columns of the hole, and so many pixels more."""
    rows, columns = (np.nonzero(hole.any(axis))[0] for axis in (1, 0))
    return (
        slice(max(0, int(rows[0]) - margin), int(rows[-1]) + 1 + margin),
        slice(max(0, int(columns[0]) - margin), int(columns[-1]) + 1 + margin),
    )


def _choices(small: Array, hole: Mask) -> tuple[list[Shift], NDArray[np.int32]]:
    """Shifts, and for each pixel which of them it is copied by.

    A shift is as good, somewhere in the hole, as the picture and its shifted self are alike at the rim near by.
    """
    height, width = hole.shape
    reach = max(2, round(RIM * height))
    square = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    rim = (cv2.dilate(hole.astype(np.uint8), square) > 0) & ~hole
    spread = 0.35 * float(hole.sum()) ** 0.5 + reach
    candidates = [
        (side * round(share * width), round(down * height)) for share in ACROSS for side in (-1, 1) for down in DOWN
    ]
    costs = []
    for x, y in candidates:
        there, known = _moved(small, x, y), _moved((~hole).astype(np.float32), x, y) > 0.5
        both = (rim & known).astype(np.float32)
        unlike = ((small - there) ** 2).sum(-1) * both
        cost = (_about_each(unlike, spread) + 1e-4) / (_about_each(both, spread) + 1e-3)
        costs.append(np.where(known, cost + FARTHER * (abs(x) / width + 4 * abs(y) / height), OUTSIDE))
    stack = np.stack(costs)
    for _ in range(len(candidates)):  # the fewest copies that do nearly as well
        best = stack.argmin(0)
        counts = np.bincount(best[hole], minlength=len(candidates))
        used = np.nonzero(counts)[0]
        if len(used) <= MOST_COPIES:
            break
        least = used[np.argmin(counts[used])]
        others = np.delete(stack, least, 0).min(0)
        stack[least] = np.where(others < OUTSIDE, OUTSIDE, stack[least])
        if (stack[least][hole] < OUTSIDE).any():
            break
    best = stack.argmin(0)
    chosen = np.unique(best[hole])
    labels = np.searchsorted(chosen, np.where(hole, best, chosen[0])).astype(np.int32)
    labels = np.where(stack.min(0) >= OUTSIDE, -1, labels)
    return [candidates[number] for number in chosen], np.asarray(labels, np.int32)


def _copied(picture: Picture, hole: Mask, here: Part, shifts: list[Shift], labels: NDArray[np.int32]) -> Array:
    """A part of the picture, its hole covered by copies that blend into one another, or by a smooth guess."""
    part, gap = picture[here].astype(np.float32), hole[here]
    down, across = (side.start for side in here)
    total, weights = 0.02 * _membrane(part, gap), np.full(gap.shape, 0.02, np.float32)
    for number, (x, y) in enumerate(shifts):
        mine = _about_each((labels == number).astype(np.float32), SEAM * len(picture))
        starts = zip((down + y, across + x), gap.shape, hole.shape, strict=True)
        there = np.ix_(*(_reflected(np.arange(start, start + length), side) for start, length, side in starts))
        share = mine * ~hole[there]
        total += share[..., None] * picture[there]
        weights += share
    return np.where(gap[..., None], total / weights[..., None], part).astype(np.float32)


def _about_each(plane: Array, spread: float) -> Array:
    """The mean about each place, much as a Gaussian of that deviation weighs it, at the same cost for any."""
    size = 2 * round((6 * spread**2 + 1) ** 0.5 / 2) + 1  # of a box that, used twice, spreads as far
    for _ in range(2):
        plane = np.asarray(cv2.blur(plane, (size, size)), np.float32)
    return plane


def _reflected(places: NDArray[np.int64], side: int) -> NDArray[np.int64]:
    """Places along a side; beyond its ends, those that a mirror there shows."""
    inside = np.abs(places)
    return np.asarray(np.clip(side - 1 - np.abs(side - 1 - inside), 0, side - 1))


def _moved(picture: Array, x: int, y: int) -> Array:
    """What stands so far to the right and below, at each place; beyond the edges, what a mirror there shows."""
    matrix = np.array([[1, 0, -x], [0, 1, -y]], np.float32)
    height, width = picture.shape[:2]
    moved = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(moved, np.float32)


def _membrane(values: Array, hole: Mask) -> Array:
    """Values (H, W, C) outside the hole, and inside it what leads smoothly from rim to rim."""
    weight = (~hole).astype(np.float32)
    levels = [(np.asarray(values * weight[..., None], np.float32), weight)]
    while min(levels[-1][1].shape) > 2 and not (levels[-1][1] > 0).all():
        value, weight = levels[-1]
        size = -(-weight.shape[1] // 2), -(-weight.shape[0] // 2)
        smaller = (np.asarray(cv2.pyrDown(plane, dstsize=size), np.float32) for plane in (value, weight))
        levels.append((next(smaller), next(smaller)))
    value, weight = levels[-1]
    guess = np.asarray(value / np.maximum(weight, 1e-6)[..., None], np.float32)
    for value, weight in reversed(levels[:-1]):
        above = np.asarray(cv2.pyrUp(guess, dstsize=(weight.shape[1], weight.shape[0])), np.float32)
        share = np.clip(KNOWN * weight, 0, 1)[..., None]
        guess = above + share * (value / np.maximum(weight, 1e-3)[..., None] - above)
    return guess
