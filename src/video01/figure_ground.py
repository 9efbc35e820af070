"""Which part of a picture is its one figure, if it surely has one.

A perceptron reads the features of one place at a time (`saliency`) and tells how likely it belongs to a figure; further
ones read, besides, what the one before them said about the whole picture ("auto-context"). GrabCut then cuts along
edges. Some signs of the cut tell how far it is to be trusted. All in all some ten thousand numbers are learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import Array, Picture
from video01.saliency import Seen

TRUSTED = 0.65  # likelihood that a cut is good, from which on it is taken
SMALLEST, LARGEST = 0.01, 0.5  # share of the picture that a figure takes
COMPACT = 0.3  # of its convex hull that it fills
AT_EDGE = 0.03  # of the picture's upper or side edge that it may touch
FIGURE, GROUND = 0.93, 0.08  # likelihoods that GrabCut takes as certain
FEWEST, ROUNDS = 20, 3  # places of each that it needs, and its rounds
GAP = 0.12  # likelihood from which on a gap within a figure is taken to be of it
RIM = 2  # pixels inside and outside an outline whose colours are compared
SIGNS = 11  # of how good a cut is
CONTRAST = 0.08  # distance of their colours from which on they differ

Mask = NDArray[np.bool_]  # (h, w)


class Perceptron(NamedTuple):
    """Two hidden layers: F features to a likelihood."""

    mean: Array  # (F,) of the features
    scale: Array  # (F,)
    first: Array  # (F, H)
    first_bias: Array  # (H,)
    middle: Array  # (H, K)
    middle_bias: Array  # (K,)
    last: Array  # (K, 1)
    last_bias: Array  # (1,)


class Trust(NamedTuple):
    """A logistic regression on the signs of a cut."""

    mean: Array  # (SIGNS,)
    scale: Array  # (SIGNS,)
    weights: Array  # (SIGNS,)
    bias: Array  # ()


class FigureGround:
    """The perceptrons, one after another, and the trust in what comes of them."""

    def __init__(self, stages: Sequence[Perceptron], trust: Trust) -> None:
        self.stages, self.trust = tuple(stages), trust

    @classmethod
    def load(cls, path: Path) -> FigureGround:
        """What `save` wrote."""
        with np.load(path) as arrays:
            numbers = sorted({name.partition(".")[0] for name in arrays.files} - {"trust"})
            stages = [Perceptron(*(arrays[f"{number}.{name}"] for name in Perceptron._fields)) for number in numbers]
            return cls(stages, Trust(*(arrays[f"trust.{name}"] for name in Trust._fields)))

    def save(self, path: Path) -> None:
        """As an .npz file."""
        parts = {str(number): stage._asdict() for number, stage in enumerate(self.stages)}
        parts["trust"] = self.trust._asdict()
        np.savez(path, **{f"{part}.{name}": array for part, arrays in parts.items() for name, array in arrays.items()})

    def figure(self, picture: Picture) -> Mask | None:
        """Where the one figure of a picture (H, W, 3) is, at about `saliency.AREA` pixels; None in doubt."""
        seen = Seen(picture)
        likely = self.likely(seen)
        found = parted(seen, likely)
        if found is None:
            return None
        main, signs = found
        return closed(main, likely) if self.trusted(signs) >= TRUSTED else None

    def likely(self, seen: Seen) -> Array:
        """How likely each place belongs to a figure, (h, w).

        The last perceptron is asked twice: again with half of what GrabCut makes of its first answer.
        """
        answer: Array | None = None
        for stage in self.stages:
            answer = applied(stage, seen.features(answer)).reshape(seen.shape)
        assert answer is not None
        cut = np.asarray(cv2.GaussianBlur(_grabbed(seen, answer).astype(np.float32), (0, 0), 0.7), np.float32)
        again = np.asarray((answer + cut) / 2 if cut.any() else answer, np.float32)
        return applied(self.stages[-1], seen.features(again)).reshape(seen.shape)

    def trusted(self, signs: Array) -> float:
        """How likely a cut with these signs, (SIGNS,), is a good one."""
        trust = self.trust
        return float(1 / (1 + np.exp(-((signs - trust.mean) / trust.scale @ trust.weights + trust.bias))))


def applied(stage: Perceptron, features: Array) -> Array:
    """(N, F) to (N,), 0..1."""
    hidden = np.maximum((features - stage.mean) / stage.scale @ stage.first + stage.first_bias, 0)
    hidden = np.maximum(hidden @ stage.middle + stage.middle_bias, 0)
    logits = (hidden @ stage.last + stage.last_bias)[:, 0]
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def parted(seen: Seen, likely: Array) -> tuple[Mask, Array] | None:
    """The largest part of what GrabCut takes for figures, and the signs of how good it is.

    None where it cannot be moved: too small, too large, too ragged, cut off by an edge of the picture but the lower.
    """
    body = _grabbed(seen, likely)
    number, labels, stats, _ = cv2.connectedComponentsWithStats(body.astype(np.uint8), connectivity=8)
    if number < 2:
        return None
    sizes = stats[1:, cv2.CC_STAT_AREA].astype(np.float32)
    main = np.asarray(labels == 1 + int(np.argmax(sizes)))
    outline = cv2.findContours(main.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0][0]
    filling = float(main.sum() / max(1.0, cv2.contourArea(cv2.convexHull(outline))))
    movable = (
        SMALLEST <= main.mean() <= LARGEST
        and filling >= COMPACT
        and main[0].mean() <= AT_EDGE
        and max(main[:, 0].mean(), main[:, -1].mean()) <= AT_EDGE
    )
    return (main, _signs(seen, likely, main, sizes, filling)) if movable else None


def closed(main: Mask, likely: Array) -> Mask:
    """The figure with those gaps closed that may well be of it."""
    outline = cv2.findContours(main.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    within = np.asarray(cv2.drawContours(np.zeros(main.shape, np.uint8), outline, -1, 1, -1)) > 0
    return np.asarray(main | (within & (likely > GAP)))


def _grabbed(seen: Seen, likely: Array) -> Mask:
    """The figures, by GrabCut from what is likely."""
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


def _signs(seen: Seen, likely: Array, main: Mask, sizes: Array, filling: float) -> Array:
    """(SIGNS,): whether it is alone, whether likelihoods and edges agree, and how it stands out along its outline."""
    solid, square = main.astype(np.uint8), np.ones((3, 3), np.uint8)
    beyond = cv2.dilate(solid, square, iterations=2) == 0
    inner = main & (cv2.erode(solid, square, iterations=RIM) == 0)
    outer = (cv2.dilate(solid, square, iterations=RIM) > 0) & ~main
    edge = main & (cv2.erode(solid, square) == 0)
    apart = np.sqrt(((_near(seen.lab, inner) - _near(seen.lab, outer)) ** 2).sum(-1))[edge]
    inside, agreed = float(likely[main].sum()), likely > 0.5
    found = (
        float(np.sort(sizes)[-2] / sizes.max()) if len(sizes) > 1 else 0.0,
        1 - float(sizes.max() / sizes.sum()),
        inside / float(main.sum()),
        float(np.log(likely[beyond].sum() / inside + 0.02)),
        float((main & agreed).sum() / (main | agreed).sum()),
        float((agreed & beyond).sum() / main.sum()),
        filling,
        float((apart > CONTRAST).mean()),
        float(np.percentile(apart, 20)),
        float(np.log(edge.sum() ** 2 / main.sum())),
        float(np.log(main.mean())),
    )
    return np.array(found, np.float32)


def _near(lab: Array, chosen: Mask) -> Array:
    """The mean colour of the chosen places about each place, (h, w, 3)."""
    weight = chosen.astype(np.float32)
    colour = cv2.GaussianBlur(lab * weight[..., None], (0, 0), 1.5)
    return np.asarray(colour / (cv2.GaussianBlur(weight, (0, 0), 1.5) + 1e-4)[..., None], np.float32)
