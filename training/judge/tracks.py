"""Figures through a clip: where each is at every instant, and the small pictures about it there."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Found = NDArray[np.bool_]  # (instants,)

CROP = 32  # pixels, both sides
MARGIN = 1.5  # side of a crop beside the larger side of the figure
MOST = 3  # figures of a clip
LEAST = 1.2  # of being sure, over all instants, of a figure that is there
_STRANGE = 2.5  # of another figure; less may be the same one


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A figure at one instant."""

    sure: float  # 0..1
    box: Array  # (4,)
    name: Array  # how likely each name is
    colour: Array  # and each colour


Trail = dict[int, Sighting]  # of one figure, by instant


@dataclass(frozen=True, kw_only=True)
class Track:
    """One figure through a clip."""

    boxes: Array  # (instants, 4): middle x (from the frame's middle), middle y, width and height in frame heights
    found: Found

    @classmethod
    def of(cls, boxes: Array, found: Found) -> Track:
        """Boxes, told from their neighbours where the figure was not found."""
        if found.any():
            at = np.arange(len(boxes))
            boxes = np.stack([np.interp(at, at[found], column[found]) for column in boxes.T], 1).astype(np.float32)
        return cls(boxes=boxes, found=found)


def linked(seen: list[list[Sighting]]) -> list[Trail]:
    """The trails of the figures seen at each instant, those of which it is surest first."""
    trails: list[Trail] = []
    for at, sightings in enumerate(seen):
        pairs = ((_strangeness(trail, at, one), trail, one) for trail in trails for one in sightings)
        free = {id(one): one for one in sightings}
        for strange, trail, one in sorted(pairs, key=lambda pair: pair[0]):
            if strange < _STRANGE and at not in trail and id(one) in free:
                trail[at] = free.pop(id(one))
        trails += [{at: one} for one in free.values()]
    trails = [trail for trail in trails if total(trail) > LEAST]
    return sorted(trails, key=lambda trail: -total(trail))[:MOST]


def total(trail: Trail) -> float:
    """How sure the figure is, over all instants."""
    return sum(one.sure for one in trail.values())


def track_of(trail: Trail, instants: int) -> Track:
    """Its boxes at all instants."""
    boxes = np.zeros((instants, 4), np.float32)
    found = np.zeros(instants, np.bool_)
    for at, one in trail.items():
        boxes[at], found[at] = one.box, True
    return Track.of(boxes, found)


def _strangeness(trail: Trail, at: int, one: Sighting) -> float:
    """How far a sighting is from where and what the trail leads one to expect."""
    times = sorted(trail)
    last = trail[times[-1]]
    middle = last.box[:2]
    if len(times) > 1 and at - times[-1] == 1 and times[-1] - times[-2] == 1:
        middle = middle + 0.6 * (middle - trail[times[-2]].box[:2])
    size = float(np.sqrt(np.prod(last.box[2:]) * np.prod(one.box[2:])) ** 0.5)
    apart = float(np.hypot(*(one.box[:2] - middle))) / max(0.1, size)
    grown = abs(float(np.log(np.prod(one.box[2:]) / np.prod(last.box[2:])))) / 2
    alike = float(np.sqrt(one.name * last.name).sum())
    return apart / (at - times[-1]) ** 0.5 + grown + 1.5 * (1 - alike)


def crops_of(frames: NDArray[np.uint8], boxes: Array) -> NDArray[np.uint8]:
    """What is about the boxes in frames (instants, H, W, 3): (instants, CROP, CROP, 3)."""
    return np.stack([square_of(frame, box, CROP, MARGIN) for frame, box in zip(frames, boxes, strict=True)])


def square_of(frame: NDArray[np.uint8], box: Array, side: int, margin: float) -> NDArray[np.uint8]:
    """A square of `side` pixels about a figure: middle x (from the frame's middle), y, width, height, frame heights."""
    height, width = frame.shape[:2]
    span = max(12.0, margin * float(max(box[2], box[3])) * height)
    x, y = float(box[0]) * height + width / 2, float(box[1]) * height
    scale = side / span
    if scale < 0.75:  # shrink by areas first, no more than the square and its rim
        x0, y0 = int(max(0, min(width - 8, x - span))), int(max(0, min(height - 8, y - span)))
        x1, y1 = int(min(width, max(x0 + 8, x + span))), int(min(height, max(y0 + 8, y + span)))
        frame = np.asarray(
            cv2.resize(frame[y0:y1, x0:x1], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
        )
        x, y, scale = (x - x0) * scale, (y - y0) * scale, 1.0
    matrix = np.array([[scale, 0, side / 2 - scale * x], [0, scale, side / 2 - scale * y]])
    return np.asarray(cv2.warpAffine(frame, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE), np.uint8)
