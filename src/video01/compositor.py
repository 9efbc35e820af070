"""From the layers of a clip to its frames, at any size and rate."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from video01.compositing.air import Air
from video01.compositing.blend import CLEAR, finite, lay
from video01.compositing.figures import Figure
from video01.compositing.grade import Grade
from video01.compositing.morph import Morph
from video01.compositing.plate import PlateView, open_ground
from video01.compositing.strips import Band, Matrix, Strip
from video01.compositing.ways import CameraWay, View, smooth
from video01.layers import MAX_ACTORS, LayeredClip, Picture

COMING = 1.2  # seconds in which weather and look come over a picture that is given: the first frame is that picture


class Compositor:
    """Draws the frames of one clip; what does not change from frame to frame is made once."""

    def __init__(self, clip: LayeredClip, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._horizon = finite(clip.horizon, -0.5, 1.5, 0.55)
        self._camera = CameraWay(clip.camera)
        scenery = sorted(clip.scenery, key=lambda strip: strip.layer == "lights")
        strips = [Strip(strip, self._horizon, width, height) for strip in scenery if strip.picture.any()]
        strips = [strip for strip in strips if strip.there]
        strips.sort(key=lambda strip: strip.nearness)  # stable; what glitters on the ground comes after it
        far = [strip for strip in strips if strip.nearness <= 1]
        near = [strip for strip in strips if strip.nearness > 1]
        self._behind, self._before = (self._grouped(group) for group in (far, near))
        figures = [Figure(actor, number, height) for number, actor in enumerate(clip.actors[:MAX_ACTORS])]
        self._figures = [figure for figure in figures if figure.there]
        relief = open_ground() if clip.relief is None else clip.relief
        self._plate = None if clip.first is None else PlateView(clip.first, self._horizon, relief, clip.cleared)
        self._morph = None if clip.last is None else Morph(clip.last)
        self._air = Air(clip, width, height)
        self._grade = Grade(clip.look, width, height)
        self._weathers = self._plate is not None and (clip.veil is not None or self._grade.changes)

    def frame(self, u: float, seconds: float) -> Picture:
        """The frame at a share of the clip and so many seconds after its first: (height, width, 3) RGB."""
        u, seconds = finite(u, 0.0, 1.0), finite(seconds, 0.0, 1e6)
        bare = 1 - smooth(seconds / COMING) if self._weathers else 0.0
        frame = self._drawn(u, seconds, bare=bare >= 1)
        if 0 < bare < 1:
            without = self._drawn(u, seconds, bare=True)
            frame = np.asarray(cv2.addWeighted(without, bare, frame, 1 - bare, 0), np.uint8)
        return frame if self._morph is None else self._morph.apply(frame, u)

    def _drawn(self, u: float, seconds: float, *, bare: bool) -> Picture:
        """The frame without a last picture; a bare one has no weather and no look either."""
        view = self._camera.at(u, seconds)
        target = np.zeros((self.height, self.width, 4), np.uint8)
        if self._plate is not None:
            self._plate.draw(target, view, min((figure.left(u) for figure in self._figures), default=0.0))
        self._draw(target, self._behind, view, seconds)
        if not bare:
            self._air.behind(target, seconds)
        for figure in sorted(self._figures, key=lambda figure: (figure.nearness, figure.way.at(u).y)):
            figure.draw(target, view, self._horizon, u, seconds)
        self._draw(target, self._before, view, seconds)
        if not bare:
            self._air.before(target, seconds)
        frame = np.asarray(cv2.cvtColor(target, cv2.COLOR_RGBA2RGB), np.uint8)
        return frame if bare else self._grade.finish(frame, seconds)

    def _grouped(self, strips: Sequence[Strip]) -> list[Strip | Still]:
        """Neighbours that never move as one picture, where the camera rests too."""
        found: list[Strip | Still] = []
        resting: list[Strip] = []
        for strip in [*strips, None]:
            if strip is not None and self._camera.rests and strip.rests:
                resting.append(strip)
                continue
            if resting:
                found.append(self._still(resting))
                resting = []
            if strip is not None:
                found.append(strip)
        return found

    def _still(self, strips: Sequence[Strip]) -> Still:
        flat = np.zeros((self.height, self.width, 4), np.uint8)
        self._draw(flat, list(strips), self._camera.at(0.0, 0.0), 0.0)
        return Still(flat)

    def _draw(self, target: Picture, strips: Sequence[Strip | Still], view: View, seconds: float) -> None:
        """Lay the strips over the RGBA frame, far to near, without the rows that nearer ones hide."""
        hidden = self.height
        todo: list[tuple[Strip | Still, Matrix | None, Band]] = []
        for strip in reversed(strips):
            if isinstance(strip, Still):
                matrix, band = None, Band(top=strip.top, bottom=strip.bottom, opaque=strip.opaque)
                hides = strip.opaque < self.height
            else:
                matrix, band = strip.place(view, seconds)
                hides = strip.steady
            todo.append((strip, matrix, Band(top=band.top, bottom=min(band.bottom, hidden), opaque=band.opaque)))
            if hides and band.bottom >= hidden:
                hidden = min(hidden, band.opaque)
        for strip, matrix, band in reversed(todo):
            if isinstance(strip, Still):
                strip.draw(target, band.bottom)
            elif matrix is not None:
                strip.draw(target, matrix, band, seconds)


class Still:
    """Layers that never move, laid over one another once."""

    def __init__(self, picture: Picture) -> None:
        alpha = picture[..., 3]
        seen = np.nonzero(alpha.max(1) > CLEAR)[0]
        self.top, self.bottom = (int(seen[0]), int(seen[-1]) + 1) if len(seen) else (0, 0)
        clear = np.nonzero(alpha.min(1) < 254)[0]
        self.opaque = int(clear[-1]) + 1 if len(clear) else 0  # from this row on, it hides what is behind it
        self._picture = picture

    def draw(self, target: Picture, bottom: int) -> None:
        """Lay the rows above `bottom` over the RGBA frame, in place."""
        mixed = min(self.opaque, bottom)
        if mixed > self.top:
            lay(target[self.top : mixed], self._picture[self.top : mixed])
        if bottom > mixed:
            target[mixed:bottom] = self._picture[mixed:bottom]
