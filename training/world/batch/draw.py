"""Clips to frames."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.world.batch.air import Sheets
from training.world.batch.figures import BatchFigure
from training.world.batch.kept import ROOM, Kept
from training.world.batch.looks import Grading
from training.world.batch.strips import BatchStrip
from training.world.batch.warp import Instants
from video01.compositing.blend import finite
from video01.compositing.ways import CameraWay, View
from video01.layers import MAX_ACTORS, LayeredClip

DURATION = 6.0  # seconds
AT_ONCE = {"cpu": 2**20}  # pixels of frames that are drawn together, each of which takes about 80 bytes meanwhile
AT_ONCE_ELSEWHERE = 2**25


class Batch:
    """Draws clips on one device."""

    def __init__(self, device: str | torch.device = "cpu", *, room: int = ROOM) -> None:
        """`room` is how many bytes of pictures may stay on the device."""
        self.device = torch.device(device)
        self._kept = Kept(self.device, room)

    @torch.no_grad()
    def frames(
        self,
        clips: Sequence[LayeredClip],
        width: int,
        height: int,
        shares: Instants,
        seconds: Instants | None = None,
    ) -> Tensor:
        """The frames at shares of each clip, so many seconds after its first one: (N, F, height, width, 3) RGB bytes.

        Without seconds, a clip takes DURATION. Raises ValueError for a clip with a given picture.
        """
        shares = np.asarray(shares, np.float64)
        seconds = shares * DURATION if seconds is None else np.asarray(seconds, np.float64)
        given = [at for at, clip in enumerate(clips) if clip.first is not None or clip.last is not None]
        if given:
            raise ValueError(f"expected clips without a given first or last picture, got some at {given}")
        found = torch.empty((len(clips), len(shares), height, width, 3), dtype=torch.uint8, device=self.device)
        together = max(1, AT_ONCE.get(self.device.type, AT_ONCE_ELSEWHERE) // (width * height))
        for clip, frames in zip(clips, found, strict=True):
            scene = _Scene(clip, width, height, self._kept)
            for start in range(0, len(shares), together):
                part = slice(start, start + together)
                frames[part] = scene.draw(shares[part], seconds[part])
        return found


class _Scene:
    """One clip, ready to be drawn."""

    def __init__(self, clip: LayeredClip, width: int, height: int, kept: Kept) -> None:
        self._width, self._height, self._device = width, height, kept.device
        self._horizon = finite(clip.horizon, -0.5, 1.5, 0.55)
        self._camera = CameraWay(clip.camera)
        scenery = sorted(clip.scenery, key=lambda strip: strip.layer == "lights")
        strips = [BatchStrip(strip, self._horizon, width, height, kept) for strip in scenery]
        strips = sorted((strip for strip in strips if strip.there), key=lambda strip: strip.nearness)
        self._behind = [strip for strip in strips if strip.nearness <= 1]
        self._before = [strip for strip in strips if strip.nearness > 1]
        figures = [BatchFigure(actor, at, height, kept) for at, actor in enumerate(clip.actors[:MAX_ACTORS])]
        self._figures = [figure for figure in figures if figure.bearing.there]
        self._air = None if clip.veil is None else Sheets(clip.veil, width, height, kept)
        self._grading = Grading(clip.look, width, height, kept)

    def draw(self, shares: Instants, seconds: Instants) -> Tensor:
        """From (F,) to (F, height, width, 3)."""
        view = self._camera.at(shares, seconds)
        resting = self._camera.at(0.0, 0.0) if self._camera.rests else None
        target = torch.zeros((3, 1, self._height, self._width), device=self._device)
        target = self._laid(target, self._behind, view, seconds, resting)
        if self._air is not None:
            target = self._air.behind(target, seconds)
        if target.shape[1] < len(shares):
            target = target.repeat(1, len(shares), 1, 1)
        for instants, figures in self._orders(shares):
            for figure in figures:
                figure.draw(target, instants, shares, seconds, view=view, horizon=self._horizon)
        target = self._laid(target, self._before, view, seconds, resting)
        if self._air is not None:
            target = self._air.before(target, seconds)
        return self._grading.finish(target, seconds)

    def _laid(
        self, target: Tensor, strips: list[BatchStrip], view: View, seconds: Instants, resting: View | None
    ) -> Tensor:
        """The frames with strips over them, far to near, without the rows that nearer ones hide."""
        hidden, todo = self._height, []
        for strip in reversed(strips):
            place = strip.placed(view, seconds, resting)
            todo.append((strip, place, hidden))
            hidden = min(hidden, place.hides)
        for strip, place, below in reversed(todo):
            target = strip.draw(target, place, below)
        return target

    def _orders(self, shares: Instants) -> list[tuple[NDArray[np.int64], list[BatchFigure]]]:
        """Instants at which the figures stand in the same order, and that order, far to near."""
        if not self._figures:
            return []
        y = np.stack([figure.bearing.way.at(shares).y for figure in self._figures])
        nearness = np.broadcast_to(np.array([[figure.bearing.nearness] for figure in self._figures]), y.shape)
        kinds, which = np.unique(np.lexsort((y, nearness), axis=0).T, axis=0, return_inverse=True)
        return [
            (np.nonzero(which.ravel() == kind)[0], [self._figures[at] for at in order])
            for kind, order in enumerate(kinds)
        ]
