"""What makes a place of a picture stand out: features as they are measured for saliency, at a small size.

Colours that are rare, that keep together, that the borders lack; places that differ from what is about them, that edges
enclose. `figure_ground` reads them.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import Array, Picture

AREA = 112 * 64  # pixels, about, at which a picture is looked at
BINS = (8, 6, 6)  # of lightness and the two colours, over what the picture has of them
BANDS = 8  # of a picture's height, whose colours are compared
SOFT = (0.7, 1.5)  # bins over which colours count as alike
SURROUNDS = ((1.0, 5.0), (2.0, 12.0), (3.0, 30.0))  # pixels: a place and what is about it
GRAIN = 0.012  # differences of neighbours below this are no edge


def seen_at(width: int, height: int) -> tuple[int, int]:
    """Width and height in pixels at which a picture of this shape is looked at."""
    across = (AREA * width / height) ** 0.5
    return max(24, round(across)), max(24, round(AREA / across))


class Seen:
    """A picture at the size at which it is looked at, and what can be measured of it."""

    def __init__(self, picture: Picture) -> None:
        size = seen_at(picture.shape[1], picture.shape[0])
        self.small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        self.shape = height, width = self.small.shape[:2]
        lab = cv2.cvtColor(np.asarray(self.small / 255, np.float32), cv2.COLOR_RGB2LAB)
        self.lab = np.asarray(lab / np.float32(100), np.float32)
        x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(0, 1, height))
        self.x, self.y = x.astype(np.float32), y.astype(np.float32)
        self.bins = self._bins()
        self.alike = [_likeness(soft) for soft in SOFT]
        self.own = np.stack(
            [*self._places(), *self._colours(), *self._bands(), *self._contrasts(), *self._enclosed()], -1
        )

    def features(self, answer: Array | None) -> Array:
        """(h * w, F) of the picture itself, and of an answer (h, w) if there is one."""
        planes = self.own if answer is None else np.concatenate([self.own, np.stack(self._of(answer), -1)], -1)
        return np.asarray(planes.reshape(-1, planes.shape[-1]), np.float32)

    def _bins(self) -> NDArray[np.int64]:
        """(h, w): the number of each place's colour among the picture's own."""
        flat = self.lab.reshape(-1, 3)
        low, high = np.percentile(flat, 1, 0), np.percentile(flat, 99, 0)
        span = np.maximum(high - low, (0.2, 0.08, 0.08))
        steps = np.clip((flat - (low + high) / 2) / span + 0.5, 0, 0.999) * BINS
        a, b, c = steps.astype(np.int64).T
        return np.asarray(((a * BINS[1] + b) * BINS[2] + c).reshape(self.shape))

    def _places(self) -> list[Array]:
        border = np.minimum(1 - np.abs(self.x), np.minimum(self.y, 1 - self.y) * 2)
        lightness, a, b = np.moveaxis(self.lab, -1, 0)
        return [np.abs(self.x), self.y, self.x**2 + (2 * self.y - 1.1) ** 2, border, lightness, a, b, np.hypot(a, b)]

    def _counted(self, weight: Array) -> Array:
        """(bins,): the sum of a weight over the places of each colour."""
        return np.bincount(self.bins.ravel(), weight.ravel(), minlength=int(np.prod(BINS))).astype(np.float32)

    def _colours(self) -> list[Array]:
        """Of each place's colour: how common it is, where it is found, and how much of it lies at the borders."""
        height, width = self.shape
        edges = np.zeros((3, height, width), np.float32)
        edges[0, :2] = edges[1, -2:] = 1
        edges[2, :, :2] = edges[2, :, -2:] = 1
        one = np.ones(self.shape, np.float32)
        x, y = self.x, self.y
        table = np.stack([self._counted(w) for w in (one, x, x * x, y, y * y, np.abs(x), *edges)], -1)
        found = []
        for alike in self.alike:
            size, *sums = (alike @ table).T
            size = size + 1e-3
            mean_x, square_x, mean_y, square_y, aside = (total / size for total in sums[:5])
            spread_x = np.sqrt(np.maximum(square_x - mean_x**2, 0))
            spread_y = np.sqrt(np.maximum(square_y - mean_y**2, 0))
            at_edges = [np.log((edge + 0.3) / size) for edge in sums[5:]]
            columns = [np.log(size / one.size), spread_x, spread_y, aside, mean_y, *at_edges]
            found += [self._smooth(np.asarray(column[self.bins], np.float32)) for column in columns]
            found.append(np.hypot((x - mean_x[self.bins]) * 0.9, y - mean_y[self.bins]).astype(np.float32))
        return found

    def _bands(self) -> list[Array]:
        """How rare each place's colour is at its height, in the whole width and at both sides."""
        number = int(np.prod(BINS))
        band = np.minimum((self.y * BANDS).astype(np.int64), BANDS - 1)
        joint = (band * number + self.bins).ravel()
        side = (np.abs(self.x) > 0.85).astype(np.float32).ravel()
        found = []
        for weight in (np.ones_like(side), side):
            counts = np.bincount(joint, weight, minlength=BANDS * number).reshape(BANDS, number) @ self.alike[0]
            near = counts.copy()
            near[1:] += 0.6 * counts[:-1]
            near[:-1] += 0.6 * counts[1:]
            near /= near.sum(1, keepdims=True) + 1e-6
            found.append(self._smooth(np.log(near[band, self.bins] + 1e-3).astype(np.float32)))
        return found

    def _contrasts(self) -> list[Array]:
        """How a place differs from what is about it, how rough it is, and how many edges are near."""
        found: list[Array] = []
        for near, about in SURROUNDS:
            apart = self._smooth(self.lab, near) - self._smooth(self.lab, about)
            found += [np.sqrt((apart**2).sum(-1)), apart[..., 0]]
        rough = np.sqrt(
            np.maximum(self._smooth(self.lab[..., :1] ** 2, 1.5) - self._smooth(self.lab[..., :1], 1.5) ** 2, 0)
        )
        edges = np.hypot(cv2.Sobel(self.lab[..., 0], cv2.CV_32F, 1, 0), cv2.Sobel(self.lab[..., 0], cv2.CV_32F, 0, 1))
        return [*found, rough.reshape(self.shape), self._smooth(edges, 2.0), self._smooth(edges, 7.0)]

    def _enclosed(self) -> list[Array]:
        """How many edges are to be crossed from the borders; from all of them, and from all but the lower."""
        height, width = self.shape
        lab = self._smooth(self.lab, 0.6)
        right = np.maximum(np.abs(np.diff(lab, axis=1)).sum(-1) - GRAIN, 0)
        down = np.maximum(np.abs(np.diff(lab, axis=0)).sum(-1) - GRAIN, 0)
        far = np.full((height, width, 2), 1e3, np.float32)
        far[0] = far[:, 0] = far[:, -1] = 0
        far[-1, :, 0] = 0
        for _ in range(2):
            for row in range(1, height):
                np.minimum(far[row], far[row - 1] + down[row - 1, :, None], out=far[row])
            for column in range(1, width):
                np.minimum(far[:, column], far[:, column - 1] + right[:, column - 1, None], out=far[:, column])
            for row in range(height - 2, -1, -1):
                np.minimum(far[row], far[row + 1] + down[row, :, None], out=far[row])
            for column in range(width - 2, -1, -1):
                np.minimum(far[:, column], far[:, column + 1] + right[:, column, None], out=far[:, column])
        whole = far.mean((0, 1)) + 0.02
        return [*np.moveaxis(np.sqrt(far), -1, 0), *np.moveaxis(np.minimum(far / whole, 5), -1, 0)]

    def _of(self, answer: Array) -> list[Array]:
        """What an answer says about each place: of those near by, of those of its colour, of where the figure is."""
        total = float(answer.sum()) + 1e-3
        x, y = float((self.x * answer).sum()) / total, float((self.y * answer).sum()) / total
        spread_x = (float(((self.x - x) ** 2 * answer).sum()) / total) ** 0.5 + 0.02
        spread_y = (float(((self.y - y) ** 2 * answer).sum()) / total) ** 0.5 + 0.02
        from_it = [np.abs(self.x - x) / spread_x, (self.y - y) / spread_y, np.abs(self.y - y) / spread_y]
        found = [answer, *(self._smooth(answer, reach) for reach in (1.0, 2.5, 6.0, 15.0)), *from_it]
        for alike in self.alike:
            mine = alike @ self._counted(answer) + 1e-2
            others = alike @ self._counted(1 - answer) + 1e-2
            ratio = self._smooth(np.log(mine / others)[self.bins].astype(np.float32))
            found += [ratio, self._smooth(ratio, 2.5)]
        return [*found, np.full(self.shape, total / answer.size, np.float32), self._main(answer)]

    def _main(self, answer: Array) -> Array:
        """Of the parts that are more likely a figure than not, each as large as it is beside the largest."""
        _, labels, stats, _ = cv2.connectedComponentsWithStats((answer > 0.5).astype(np.uint8), connectivity=8)
        sizes = stats[:, cv2.CC_STAT_AREA].astype(np.float32)
        sizes[0] = 0
        return self._smooth((sizes / max(1.0, float(sizes.max())))[labels])

    def _smooth(self, plane: Array, reach: float = 0.8) -> Array:
        return np.asarray(cv2.GaussianBlur(plane, (0, 0), reach), np.float32).reshape(plane.shape)


@lru_cache
def _likeness(soft: float) -> Array:
    """(bins, bins): how much each colour counts as each other."""
    steps = np.stack(np.unravel_index(np.arange(int(np.prod(BINS))), BINS), -1)
    square = ((steps[:, None] - steps[None]) ** 2).sum(-1)
    return np.asarray(np.exp(-square / (2 * soft**2)), np.float32)
