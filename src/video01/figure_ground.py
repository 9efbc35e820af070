"""Which part of a picture is its one figure, if it surely has one, and which way that looks.

A small network, which `training/cutout_network.py` describes, looks at the picture squeezed to a square and tells how
likely each of its places belongs to a figure, how likely there is one that could move, and to which side it looks; then
it looks closer at where that is. GrabCut cuts along edges. Some signs of the cut tell how far it is to be trusted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import Array, Picture

SEEN = 160  # pixels, both sides of the square that the network sees
AREA = 240 * 135  # pixels, about, at which a picture is cut
GROWN = 1.7  # sides of what the closer look takes in, in those of what may be the figure
SQUARE = 0.6  # of its longer side that its shorter one is at least, both as shares of the picture's
CLOSEST, FARTHEST = 0.35, 0.85  # of the picture's sides that its longer one is at least, and beyond which one look does
CLOSER = 0.6  # weight of the closer look
DIM = 0.3  # likelihood of its likeliest place below which there is none
TRUSTED = 0.6  # likelihood that a cut is good, from which on it is taken: one that fails shows more than one that stays
SMALLEST, LARGEST = 0.01, 0.6  # share of the picture that a figure takes
COMPACT = 0.3  # of its convex hull that it fills
AT_EDGE = 0.03  # of the picture's upper edge that it may touch, and of its sides unless it stands on the lower edge
AT_SIDES = 0.25  # of each of its sides if it does: shoulders
FIGURE, GROUND = 0.93, 0.08  # likelihoods that GrabCut takes as certain
FEWEST, ROUNDS = 20, 2  # places of each that it needs, and its rounds
MAYBE = 0.1  # likelihood from which on a place beside a figure may be of it, too
GAP = 0.3  # likelihood from which on a gap within a figure is taken to be of it
RIM = 2  # pixels inside and outside an outline whose colours are compared
ASIDE = 0.5  # how much likelier it must look to one side than to the other to be known to
SIGNS = 14  # of how good a cut is
CONTRAST = 0.08  # distance of their colours from which on they differ
LEAST = 1e-3  # likelihood, and below 1, that the network is taken to tell at most

Mask = NDArray[np.bool_]  # (h, w)
Window = tuple[float, float, float, float]  # left, top, right, lower edge, shares of the picture
Graph = Callable[[Array], Any]
"""The compiled network: a picture (1, 3, SEEN, SEEN), 0..1, to likelihoods by number.

0: of each place, (1, 1, SEEN, SEEN); 1: that there is one figure that could move, (1, 1); 2: that it looks left, to
neither side, right, (1, 3)."""


class Trust(NamedTuple):
    """A logistic regression on the signs of a cut."""

    mean: Array  # (SIGNS,)
    scale: Array  # (SIGNS,)
    weights: Array  # (SIGNS,)
    bias: Array  # ()

    @classmethod
    def load(cls, path: Path) -> Trust:
        """What `save` wrote."""
        told = json.loads(path.read_text())
        return cls(*(np.array(told[name], np.float32) for name in cls._fields))

    def save(self, path: Path) -> None:
        """As a JSON file."""
        path.write_text(json.dumps({name: array.tolist() for name, array in self._asdict().items()}, indent=1))

    def of(self, signs: Array) -> float:
        """How likely a cut with these signs, (SIGNS,), is a good one."""
        told = float((signs - self.mean) / self.scale @ self.weights + self.bias)
        return float(1 / (1 + np.exp(-np.clip(told, -30, 30))))


class Told(NamedTuple):
    """What the network tells of a picture."""

    places: Array  # (SEEN, SEEN): likelihood that a place belongs to a figure
    movable: float  # likelihood that there is one figure that could move
    looks: float  # how much likelier it looks right than left, -1..1


class Seen(NamedTuple):
    """A picture at the size at which it is cut, and what the network tells about it."""

    small: Picture  # (h, w, 3)
    likely: Array  # (h, w): that a place belongs to a figure
    movable: float  # likelihood that there is one figure that could move
    looks: float = 0.0  # how much likelier it looks right than left, -1..1


class Found(NamedTuple):
    """Where the figure of a picture is, and which way it looks."""

    main: Mask
    looks: int  # -1 left, 1 right, 0 to neither side, or in doubt
    rest: Mask  # beside it, what may be of it too


class FigureGround:
    """The network, and the trust in what comes of it."""

    def __init__(self, graph: Graph, trust: Trust) -> None:
        self.graph, self.trust = graph, trust

    def figure(self, picture: Picture) -> Found | None:
        """The one figure of a picture (H, W, 3), at about AREA pixels; None in doubt."""
        seen = self.seen(picture)
        found = parted(seen)
        if found is None:
            return None
        main, signs = found
        if self.trust.of(signs) < TRUSTED:
            return None
        looks = int(np.sign(seen.looks)) if abs(seen.looks) >= ASIDE else 0
        main = closed(main, seen.likely)
        return Found(main, looks, rest_of(main, seen.likely))

    def seen(self, picture: Picture) -> Seen:
        """The picture as it is cut, and what the network tells of the whole and, closer, of where the figure may be."""
        width, height = seen_at(picture.shape[1], picture.shape[0])
        told = self._look(picture)
        likely = np.asarray(cv2.resize(told.places, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
        movable, looks = told.movable, told.looks
        window = _window(likely)
        if window is not None:
            closer = self._look(picture[_part(window, picture)])
            here = likely[_part(window, likely)]
            here += CLOSER * (cv2.resize(closer.places, here.shape[::-1], interpolation=cv2.INTER_LINEAR) - here)
            movable, looks = (movable + closer.movable) / 2, (looks + closer.looks) / 2
        small = np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
        return Seen(small=small, likely=likely, movable=movable, looks=looks)

    def _look(self, picture: Picture) -> Told:
        """The mean of what the network tells of a picture and of its mirror image."""
        square = np.asarray(cv2.resize(picture, (SEEN, SEEN), interpolation=cv2.INTER_AREA) / 255, np.float32)
        square = square.transpose(2, 0, 1)[None]
        one, other = self._told(square), self._told(square[..., ::-1])
        places = np.asarray((one.places + other.places[:, ::-1]) / 2, np.float32)
        return Told(places, (one.movable + other.movable) / 2, (one.looks - other.looks) / 2)

    def _told(self, square: Array) -> Told:
        told = self.graph(np.ascontiguousarray(square))
        left, _, right = (float(likely) for likely in told[2][0])
        return Told(np.array(told[0], np.float32)[0, 0], float(told[1][0, 0]), right - left)


def seen_at(width: int, height: int) -> tuple[int, int]:
    """Width and height in pixels at which a picture of this shape is cut."""
    across = (AREA * width / height) ** 0.5
    return max(24, round(across)), max(24, round(AREA / across))


def _window(likely: Array) -> Window | None:
    """About the likeliest figure; None where there is none, or one so large that a closer look would show no more."""
    most = float(likely.max())
    if most < DIM:
        return None
    labels, stats = cv2.connectedComponentsWithStats((likely > most / 2).astype(np.uint8), connectivity=8)[1:3]
    weights = np.bincount(labels.ravel(), likely.ravel())
    left, top, wide, high = (int(edge) for edge in stats[1 + int(np.argmax(weights[1:]))][:4])
    height, width = likely.shape
    across, down = GROWN * wide / width, GROWN * high / height
    longer = max(CLOSEST, across, down)
    if longer > FARTHEST:
        return None
    x, y = (left + wide / 2) / width, (top + high / 2) / height
    across, down = max(across, SQUARE * longer) / 2, max(down, SQUARE * longer) / 2
    return max(0.0, x - across), max(0.0, y - down), min(1.0, x + across), min(1.0, y + down)


def _part(window: Window, picture: Array | Picture) -> tuple[slice, slice]:
    """The rows and columns of a window."""
    height, width = picture.shape[:2]
    left, top, right, lower = window
    return slice(round(top * height), round(lower * height)), slice(round(left * width), round(right * width))


def parted(seen: Seen) -> tuple[Mask, Array] | None:
    """The largest part of what GrabCut takes for figures, and the signs of how good it is.

    None where it cannot be moved.
    """
    body = _grabbed(seen)
    number, labels, stats, _ = cv2.connectedComponentsWithStats(body.astype(np.uint8), connectivity=8)
    if number < 2:
        return None
    sizes = stats[1:, cv2.CC_STAT_AREA].astype(np.float32)
    main = np.asarray(labels == 1 + int(np.argmax(sizes)))
    outline = cv2.findContours(main.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0][0]
    filling = float(main.sum() / max(1.0, cv2.contourArea(cv2.convexHull(outline))))
    return (main, _signs(seen, main, sizes, filling)) if filling >= COMPACT and can_move(main) else None


def can_move(main: Mask) -> bool:
    """Whether a figure there is neither too small nor too large, nor cut off by an edge on which it does not stand."""
    standing = bool(main[-1].mean() > AT_EDGE)
    aside = max(main[:, 0].mean(), main[:, -1].mean())
    whole = main[0].mean() <= AT_EDGE and aside <= (AT_SIDES if standing else AT_EDGE)
    return bool(whole and SMALLEST <= main.mean() <= LARGEST)


def closed(main: Mask, likely: Array) -> Mask:
    """The figure with those gaps closed that may well be of it."""
    outline = cv2.findContours(main.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    within = np.asarray(cv2.drawContours(np.zeros(main.shape, np.uint8), outline, -1, 1, -1)) > 0
    return np.asarray(main | (within & (likely > GAP)))


def rest_of(main: Mask, likely: Array) -> Mask:
    """What may hang together with the figure, and what is right beside it: legs and tails that a cut leaves behind."""
    maybe = (main | (likely > MAYBE)).astype(np.uint8)
    labels = cv2.connectedComponents(maybe, connectivity=8)[1]
    hanging = np.isin(labels, np.unique(labels[main])).astype(np.uint8)
    return np.asarray((cv2.dilate(hanging, np.ones((2 * RIM + 1, 2 * RIM + 1), np.uint8)) > 0) & ~main)


def _grabbed(seen: Seen) -> Mask:
    """The figures, by GrabCut from what is likely."""
    likely = seen.likely
    most = float(likely.max())
    marks = np.select(
        [likely > FIGURE, likely > 0.5 * most, likely < GROUND],
        [cv2.GC_FGD, cv2.GC_PR_FGD, cv2.GC_BGD],
        cv2.GC_PR_BGD,
    ).astype(np.uint8)
    if most < 0.5 or (marks & 1).sum() < FEWEST or (marks == cv2.GC_BGD).sum() < FEWEST:
        return np.zeros(likely.shape, bool)
    cv2.setRNGSeed(0)  # the same picture, the same answer
    models = np.zeros((1, 65)), np.zeros((1, 65))
    everywhere = (0, 0, 0, 0)  # not used: the marks tell
    cv2.grabCut(seen.small, marks, everywhere, *models, ROUNDS, cv2.GC_INIT_WITH_MASK)
    return np.asarray((marks & 1) > 0)


def _signs(seen: Seen, main: Mask, sizes: Array, filling: float) -> Array:
    """(SIGNS,): whether it is alone, whether likelihoods and edges agree, and how it stands out along its outline."""
    likely = seen.likely
    lab = np.asarray(cv2.cvtColor(np.asarray(seen.small / 255, np.float32), cv2.COLOR_RGB2LAB) / 100, np.float32)
    solid, square = main.astype(np.uint8), np.ones((3, 3), np.uint8)
    beyond = cv2.dilate(solid, square, iterations=3) == 0
    inner = main & (cv2.erode(solid, square, iterations=RIM) == 0)
    outer = (cv2.dilate(solid, square, iterations=RIM) > 0) & ~main
    edge = main & (cv2.erode(solid, square) == 0)
    apart = np.sqrt(((_near(lab, inner) - _near(lab, outer)) ** 2).sum(-1))[edge]
    inside, agreed, size = float(likely[main].sum()), likely > 0.5, float(main.sum())
    movable = float(np.clip(seen.movable, LEAST, 1 - LEAST))
    found = (
        float(np.sort(sizes)[-2] / sizes.max()) if len(sizes) > 1 else 0.0,
        1 - float(sizes.max() / sizes.sum()),
        inside / size,
        float(np.log(likely[beyond].sum() / inside + 0.02)),
        float((main & agreed).sum() / (main | agreed).sum()),
        float((agreed & beyond).sum() / size),
        filling,
        float((apart > CONTRAST).mean()),
        float(np.percentile(apart, 20)),
        float(np.log(edge.sum() ** 2 / size)),
        float(np.log(main.mean())),
        float(np.log(movable / (1 - movable))),
        float((likely > 0.8).sum() / max(1, (likely > 0.2).sum())),
        float(((likely > 0.2) & (likely < 0.8)).sum() / max(1, edge.sum())),
    )
    return np.array(found, np.float32)


def _near(lab: Array, chosen: Mask) -> Array:
    """The mean colour of the chosen places about each place, (h, w, 3)."""
    weight = chosen.astype(np.float32)
    colour = cv2.GaussianBlur(lab * weight[..., None], (0, 0), 1.5)
    return np.asarray(colour / (cv2.GaussianBlur(weight, (0, 0), 1.5) + 1e-4)[..., None], np.float32)
