"""Premultiplied pictures: laying one over another, and making them larger, smaller and of other colours."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import Array, Picture

CLEAR = 3  # of 255: what is less opaque than this is not there


def lay(target: Picture, source: Picture, opacity: float = 1.0) -> None:
    """Premultiplied RGBA `source` over RGBA `target` of the same size, in place."""
    if opacity < 0.998:
        source = np.asarray(cv2.convertScaleAbs(source, alpha=max(0.0, opacity)), np.uint8)
    clear = cv2.bitwise_not(cv2.extractChannel(source, 3))
    cv2.multiply(target, cv2.cvtColor(clear, cv2.COLOR_GRAY2RGBA), target, scale=1 / 255)
    cv2.add(target, source, target)


def within(picture: Picture) -> Picture:
    """Colours no brighter than their opacity, as premultiplied ones are."""
    return np.asarray(cv2.min(picture, cv2.cvtColor(cv2.extractChannel(picture, 3), cv2.COLOR_GRAY2RGBA)), np.uint8)


def coloured(picture: Picture, colour: Array) -> Picture:
    """A premultiplied picture in new colours: (3, 4) from colours, 0..1, and 1."""
    matrix = np.zeros((4, 4), np.float64)
    matrix[:3, :3], matrix[:3, 3], matrix[3, 3] = colour[:, :3], colour[:, 3], 1
    return within(np.asarray(cv2.transform(picture, matrix), np.uint8))


def resized(picture: Picture, width: int, height: int) -> Picture:
    """A premultiplied picture at another size; enlarged, its outlines stay crisp."""
    rows, columns = picture.shape[:2]
    if width <= columns and height <= rows:
        return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    large = cv2.resize(picture, (width, height), interpolation=cv2.INTER_CUBIC)
    factor = ((width / columns) * (height / rows)) ** 0.5
    if factor > 1.15:
        large = _crisp(picture, np.asarray(large, np.uint8), factor)
    return within(np.asarray(large, np.uint8))


def _crisp(small: Picture, large: Picture, factor: float) -> Picture:
    """Outlines that were a pixel wide are a pixel wide again; what fades softly stays soft."""
    alpha = small[..., 3]
    square = np.ones((3, 3), np.uint8)
    steep = cv2.subtract(cv2.dilate(alpha, square), cv2.erode(alpha, square))
    size = (large.shape[1], large.shape[0])
    hard = cv2.resize(steep, size, interpolation=cv2.INTER_LINEAR)
    edge = hard > 140
    old = large[..., 3][edge].astype(np.float32)
    new = np.clip((old - 127.5) * min(3.0, factor) + 127.5, 0, 255)
    share = np.clip((hard[edge].astype(np.float32) - 140) / 70, 0, 1)
    new = old + (new - old) * share
    pixels = large[edge].astype(np.float32)
    pixels[:, :3] *= (new / np.maximum(old, 1))[:, None]
    pixels[:, 3] = new
    large[edge] = np.clip(pixels + 0.5, 0, 255).astype(np.uint8)
    return large


def finite(value: float, low: float, high: float, otherwise: float = 0.0) -> float:
    """The value within its bounds, whatever was drawn."""
    number = float(value)
    return min(max(number, low), high) if np.isfinite(number) else otherwise


def bounded(values: Array, low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each column within its bounds; what is no number is 0."""
    return np.clip(np.nan_to_num(np.asarray(values, np.float64), nan=0.0, posinf=0.0, neginf=0.0), low, high)
