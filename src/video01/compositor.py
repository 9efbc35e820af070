"""From layers to frames, at any size and rate: the camera looks at the plate, actors and veil are laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import ACTOR, CANVAS, MAX_ACTORS, TRACKS, LayeredClip, Picture

Map = NDArray[np.float32]  # (H, W) of coordinates
MAP_SHRINK = 8  # the map from frame to plate is smooth: it is found at an eighth of the frame's size
ROUNDS = 4  # of finding which place of the plate, with its own nearness, is seen at a pixel


@dataclass(frozen=True, kw_only=True)
class View:
    """The camera at one instant; see `layers`."""

    truck: float
    pedestal: float
    dolly: float
    pan_x: float
    pan_y: float
    zoom: float
    horizon: float


class Compositor:
    """Draws the frames of one clip; what does not change from frame to frame is made once."""

    def __init__(self, clip: LayeredClip, width: int, height: int) -> None:
        self.clip, self.width, self.height = clip, width, height
        self._veil = _sized(clip.veil, height) if clip.veil[..., 3].max() > 8 else None
        self._nearness = clip.nearness.astype(np.float32)
        self._grid = _grid(width, height)
        self._last: tuple[View, Picture] | None = None

    def frame(self, u: float) -> Picture:
        """The frame at u = time / duration: (height, width, 3) RGB."""
        tracks = dict(zip(TRACKS, self.clip.at(u).tolist(), strict=True))
        target = self._backdrop(View(**{name: tracks[name] for name in View.__dataclass_fields__})).copy()
        actors = [{name: tracks[f"{name}{index}"] for name in ACTOR} for index in range(MAX_ACTORS)]
        shown = [
            (pose, picture)
            for pose, picture in zip(actors, self.clip.actors, strict=False)
            if pose["opacity"] > 0.03 and picture.any()
        ]
        for pose, picture in sorted(shown, key=lambda item: item[0]["y"] + abs(item[0]["yy"]) / 2):
            self._shade(target, pose)
            self._act(target, pose, picture)
        if self._veil is not None:
            self._slide(target, tracks["slide_x"] * u, tracks["slide_y"] * u)
        if tracks["flash"] > 0.02:
            cv2.convertScaleAbs(target, dst=target, alpha=1 + 0.55 * tracks["flash"], beta=34 * tracks["flash"])
        return target

    def _backdrop(self, view: View) -> Picture:
        """The plate as the camera sees it; kept while the camera rests."""
        if self._last is None or not _alike(self._last[0], view):
            x, y = self._seen(view)
            density, (rows, columns) = self.clip.plate_density, self.clip.plate.shape[:2]
            across = self._spread(x * density + (columns - 1) / 2)
            down = self._spread((y - 0.5) * density + (rows - 1) / 2)
            interpolation = cv2.INTER_LINEAR if density > 400 else cv2.INTER_CUBIC
            picture = cv2.remap(self.clip.plate, across, down, interpolation, borderMode=cv2.BORDER_REFLECT_101)
            self._last = view, np.asarray(picture, np.uint8)
        return self._last[1]

    def _seen(self, view: View) -> tuple[Map, Map]:
        """The place of the plate (x, y in frame heights) that is seen at each point of a coarse grid over the frame."""
        x, y = self._grid
        near = self._near(x, y)
        for _ in range(ROUNDS):
            scale = view.zoom / (1 - np.minimum(view.dolly * near, 0.8))
            world_x = (x - view.pan_x) / scale + view.truck * near
            lift = view.horizon + (view.horizon - 0.55) * (view.zoom - 1) + view.pan_y
            world_y = (y - lift) / scale + view.horizon - view.pedestal * near
            near = 0.5 * near + 0.5 * self._near(world_x, world_y)
        return world_x.astype(np.float32), world_y.astype(np.float32)

    def _spread(self, coarse: Map) -> Map:
        """A map over the grid to one over the frame's pixels."""
        fine = cv2.resize(coarse, None, fx=MAP_SHRINK, fy=MAP_SHRINK)[MAP_SHRINK:, MAP_SHRINK:]
        return np.asarray(fine[: self.height, : self.width], np.float32)

    def _near(self, x: Map, y: Map) -> Map:
        rows, columns = self._nearness.shape
        height, width = (side / self.clip.plate_density for side in self.clip.plate.shape[:2])
        across = ((x / width + 0.5) * columns - 0.5).astype(np.float32)
        down = (((y - 0.5) / height + 0.5) * rows - 0.5).astype(np.float32)
        return np.asarray(
            cv2.remap(self._nearness, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32
        )

    def _act(self, target: Picture, pose: dict[str, float], picture: Picture) -> None:
        """Lay an actor over the frame, in place."""
        matrix = np.array([[pose["xx"], pose["xy"]], [pose["yx"], pose["yy"]]]) * self.height / CANVAS
        middle = np.array([pose["x"] * self.height + self.width / 2, pose["y"] * self.height])
        offset = middle - matrix @ np.full(2, CANVAS / 2)
        corners = (
            matrix @ np.array([(0, 0), (CANVAS, 0), (0, CANVAS), (CANVAS, CANVAS)], np.float64).T + offset[:, None]
        )
        x0, y0 = np.maximum(np.floor(corners.min(1)).astype(int), 0)
        x1, y1 = np.minimum(np.ceil(corners.max(1)).astype(int) + 1, (self.width, self.height))
        if x1 - x0 < 2 or y1 - y0 < 2:
            return
        placed = np.column_stack([matrix, offset - (x0, y0)])
        patch = cv2.warpAffine(picture, placed, (int(x1 - x0), int(y1 - y0)), flags=cv2.INTER_CUBIC)
        lay(target[y0:y1, x0:x1], np.asarray(patch, np.uint8), min(1.0, pose["opacity"]))

    def _shade(self, target: Picture, pose: dict[str, float]) -> None:
        """The soft shadow at an actor's feet, in place."""
        dark, size = pose["shadow"] * min(1.0, pose["opacity"]), self.height * float(np.hypot(pose["xx"], pose["yx"]))
        rx, ry = max(2.0, 0.36 * size), max(2.0, 0.07 * size)
        x, y = pose["x"] * self.height + self.width / 2, pose["ground"] * self.height
        x0, x1 = max(0, int(x - rx)), min(self.width, int(x + rx) + 2)
        y0, y1 = max(0, int(y - ry)), min(self.height, int(y + ry) + 2)
        if dark < 0.05 or x1 <= x0 or y1 <= y0:
            return
        across, down = ((np.arange(x0, x1) - x) / rx) ** 2, ((np.arange(y0, y1) - y) / ry) ** 2
        light = 1 - min(0.6, dark) * np.clip(1 - across[None] - down[:, None], 0, 1)
        target[y0:y1, x0:x1] = (target[y0:y1, x0:x1] * light[..., None]).astype(np.uint8)

    def _slide(self, target: Picture, right: float, down: float) -> None:
        """Lay the veil over the frame, repeated, slid by frame heights, in place."""
        assert self._veil is not None
        side = self._veil.shape[0]
        x, y = round(-right * side) % side, round(-down * side) % side
        slid = np.roll(self._veil, (-y, -x), (0, 1))
        for left in range(0, self.width, side):
            part = target[:, left : left + side]
            lay(part, np.ascontiguousarray(slid[: self.height, : part.shape[1]]))


def lay(target: Picture, source: Picture, opacity: float = 1.0) -> None:
    """Premultiplied RGBA `source` over RGB `target` of the same size, in place."""
    if opacity < 1:
        source = np.asarray(cv2.convertScaleAbs(source, alpha=opacity), np.uint8)
    clear = cv2.cvtColor(cv2.bitwise_not(source[..., 3]), cv2.COLOR_GRAY2RGB)
    below = cv2.multiply(target, clear, scale=1 / 255)
    target[:] = cv2.add(below, cv2.cvtColor(source, cv2.COLOR_RGBA2RGB))


def _alike(a: View, b: View) -> bool:
    return all(abs(getattr(a, name) - getattr(b, name)) < 2e-4 for name in View.__dataclass_fields__)


def _grid(width: int, height: int) -> tuple[Map, Map]:
    """x and y, in frame heights, of a coarse grid of points over the frame and one beyond each of its edges."""
    columns, rows = (-(-side // MAP_SHRINK) + 2 for side in (width, height))
    x = ((np.arange(columns, dtype=np.float32) - 0.5) * MAP_SHRINK - width / 2) / height
    y = (np.arange(rows, dtype=np.float32) - 0.5) * MAP_SHRINK / height
    across, down = np.meshgrid(x, y)
    return across.astype(np.float32), down.astype(np.float32)


def _sized(veil: Picture, height: int) -> Picture:
    resized: NDArray[Any] = cv2.resize(veil, (height, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(resized, np.uint8)
