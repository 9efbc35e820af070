"""Fit the perceptrons that tell figures from what is behind them, and measure them on subjects they never saw.

    python -m training.train_cutout --lessons training/out/cutout --out src/video01/weights

Writes `cutout.npz`, some ten thousand numbers; half a minute of one core. Each perceptron after the first reads what
the ones before it say of pictures that they were not fitted to.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its matrices are small

import cv2
import numpy as np
from numpy.typing import NDArray

from training.cutout import HEIGHT, WIDTH, Lesson, Lessons, load_stock
from video01.figure_ground import LARGEST, SIGNS, SMALLEST, FigureGround, Perceptron, Trust, applied, parted
from video01.layers import Array
from video01.saliency import Seen

SHAPES = ((WIDTH, HEIGHT),) * 3 + ((192, 192), (HEIGHT, WIDTH), (208, 176))  # width, height of lessons
STAGES, FOLDS = 3, 2
PLACES = 300  # of each lesson
HIDDEN = (40, 20)
EPOCHS, BATCH, RATE = 10, 1024, 4e-3
CUTS, MEASURED = 520, 300  # pictures from which trust is learned, and on which all is measured
GOOD = 0.75  # overlap of a good cut
NEWTON = 30  # steps of the logistic regression
NONE, ONES = np.zeros(SIGNS, np.float32), np.ones(SIGNS, np.float32)
DISTRUST = Trust(mean=NONE, scale=ONES, weights=NONE, bias=np.array(-20, np.float32))


def fit(features: Array, wanted: Array, seed: int) -> Perceptron:
    """A perceptron for features (..., F) and answers (...), 0..1, by Adam with a rate that falls to nothing."""
    features, wanted = features.reshape(-1, features.shape[-1]), wanted.ravel()
    rng = np.random.default_rng(seed)
    mean, scale = features.mean(0), features.std(0) + 1e-4
    inputs = (features - mean) / scale
    sizes = (features.shape[1], *HIDDEN, 1)
    tensors: list[Array] = []
    for wide, narrow in pairwise(sizes):
        tensors += [
            rng.normal(0, (2 / wide) ** 0.5, (wide, narrow)).astype(np.float32),
            np.zeros(narrow, np.float32),
        ]
    means, squares = ([np.zeros_like(tensor) for tensor in tensors] for _ in range(2))
    steps, step = EPOCHS * (len(inputs) // BATCH), 0
    for _ in range(EPOCHS):
        order = rng.permutation(len(inputs))
        for start in range(0, len(inputs) - BATCH + 1, BATCH):
            chosen = order[start : start + BATCH]
            step += 1
            rate = RATE * min(1.0, step / 30) * (1 - step / (steps + 1))
            for n, slope in enumerate(_slopes(tensors, inputs[chosen], wanted[chosen])):
                means[n] += 0.1 * (slope - means[n])
                squares[n] += 0.01 * (slope**2 - squares[n])
                change = means[n] / (1 - 0.9**step) / (np.sqrt(squares[n] / (1 - 0.99**step)) + 1e-8)
                tensors[n] -= np.float32(rate) * (change + 1e-4 * tensors[n])
    return Perceptron(mean, scale, *tensors)


def _slopes(tensors: Sequence[Array], inputs: Array, wanted: Array) -> list[Array]:
    """Of the mean cross-entropy, for each tensor."""
    first, first_bias, middle, middle_bias, last, last_bias = tensors
    one = np.maximum(inputs @ first + first_bias, 0)
    two = np.maximum(one @ middle + middle_bias, 0)
    answer = 1 / (1 + np.exp(-(two @ last + last_bias)))
    out = (answer - wanted[:, None]) / len(inputs)
    back_two = (out @ last.T) * (two > 0)
    back_one = (back_two @ middle.T) * (one > 0)
    pairs = ((inputs, back_one), (one, back_two), (two, out))
    return [slope for values, back in pairs for slope in (values.T @ back, back.sum(0))]


def perceptrons(lessons: Lessons, count: int) -> list[Perceptron]:
    """Fitted to so many lessons."""
    drawn = [lessons.draw(*SHAPES[number % len(SHAPES)]) for number in range(count)]
    seen = [Seen(lesson.picture) for lesson in drawn]
    true = [_resized(lesson.opacity, one.shape) / 255 for lesson, one in zip(drawn, seen, strict=True)]
    answers: list[Array | None] = [None] * count
    stages: list[Perceptron] = []
    for stage in range(STAGES):
        places = [lessons.rng.integers(0, one.size, PLACES) for one in true]
        features = np.stack([s.features(a)[p] for s, a, p in zip(seen, answers, places, strict=True)])
        wanted = np.stack([one.ravel()[p] for one, p in zip(true, places, strict=True)]).astype(np.float32)
        stages.append(fit(features, wanted, stage))
        if stage == STAGES - 1:
            break
        folds = np.arange(count) % FOLDS
        others = [fit(features[folds != fold], wanted[folds != fold], stage) for fold in range(FOLDS)]
        answers = [
            applied(others[fold], one.features(answer)).reshape(one.shape)
            for fold, one, answer in zip(folds, seen, answers, strict=True)
        ]
        overlaps = [_overlap(a > 0.5, t > 0.5) for a, t in zip(answers, true, strict=True) if a is not None and t.any()]
        print(f"stage {stage + 1}: overlap {np.mean(overlaps):.3f} on lessons left out", flush=True)
    return stages


def trust_in(stages: list[Perceptron], lessons: Lessons, count: int) -> Trust:
    """Which signs go with good cuts, by logistic regression on so many lessons and frames of the world as they are."""
    model = FigureGround(stages, DISTRUST)
    rows: list[tuple[Array, bool]] = []
    stock = lessons.stock
    plain = lessons.rng.integers(0, len(stock.shown), count // 4)
    pictures = [
        *(lessons.draw(*SHAPES[number % len(SHAPES)]) for number in range(count // 2)),
        *(Lesson(picture=stock.shown[at], opacity=stock.opacity[at]) for at in plain),
        *(Lesson(picture=stock.empty[at], opacity=np.zeros_like(stock.opacity[at])) for at in plain),
    ]
    for lesson in pictures:
        seen = Seen(lesson.picture)
        found = parted(seen, model.likely(seen))
        if found is not None:
            main, signs = found
            rows.append((signs, _overlap(main, _resized(lesson.opacity, main.shape) > 127) > GOOD))
    signs, good = np.stack([signs for signs, _ in rows]), np.array([good for _, good in rows], np.float64)
    mean, scale = signs.mean(0), signs.std(0) + 1e-6
    inputs = np.column_stack([(signs - mean) / scale, np.ones(len(signs))])
    ridge = np.diag([2.0] * signs.shape[1] + [1e-6])
    weights = np.zeros(inputs.shape[1])
    for _ in range(NEWTON):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (likely - good) + ridge @ weights
        weights -= np.linalg.solve((inputs.T * (likely * (1 - likely))) @ inputs + ridge, slope)
    print(f"{len(rows)} cuts, {good.mean():.2f} of them good", flush=True)
    return Trust(mean, scale, weights[:-1].astype(np.float32), np.array(weights[-1], np.float32))


def measure(model: FigureGround, lessons: Lessons, count: int) -> dict[str, float]:
    """How well it does on so many lessons that it never saw, and on the empty frames of their stock; shares 0..1.

    Overlap is intersection over union. A picture moves if it is trusted to have a figure.
    """
    movable: list[float | None] = []  # overlaps, None where nothing moves
    others: list[bool] = []
    for number in range(count):
        lesson = lessons.draw(*SHAPES[number % len(SHAPES)])
        main = model.figure(lesson.picture)
        if not lesson.opacity.any():
            others.append(main is not None)
        elif one_figure(lesson.opacity):
            true = lesson.opacity > 127
            movable.append(None if main is None else _overlap(_resized(main.astype(np.uint8), true.shape) > 0, true))
    world = [model.figure(picture) is not None for picture in lessons.stock.empty]
    moved = [overlap for overlap in movable if overlap is not None]
    return {
        f"of {len(movable)} pictures with one figure that could move, move": len(moved) / max(1, len(movable)),
        "their overlap, mean": float(np.mean(moved or [0.0])),
        "their overlap, the worst tenth": float(np.percentile(moved or [0.0], 10)),
        f"of {len(world)} frames of the world without a figure, move": float(np.mean(world)),
        f"of {len(others)} other pictures without a figure, move": float(np.mean(others or [False])),
    }


def one_figure(opacity: NDArray[np.uint8]) -> bool:
    """Whether there is one figure, of a size that may be moved, cut off by no edge but the lower."""
    number, _ = cv2.connectedComponents((opacity > 127).astype(np.uint8))
    share = float((opacity > 127).mean())
    edges = opacity[0], opacity[:, 0], opacity[:, -1]
    return number == 2 and SMALLEST <= share <= LARGEST and not any((edge > 127).any() for edge in edges)


def _resized(opacity: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(opacity, (shape[1], shape[0]), interpolation=cv2.INTER_AREA), np.uint8)


def _overlap(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    return float((one & other).sum() / max(1, (one | other).sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lessons", type=Path, required=True, help="what `training.cutout` wrote")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the weights")
    parser.add_argument("--count", type=int, default=900, help="lessons; 0 keeps the perceptrons in --out")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    path = options.out / "cutout.npz"
    stock = load_stock(options.lessons / "stock.npz")
    if options.count:
        stages = perceptrons(Lessons(stock, np.random.default_rng(0)), options.count)
    else:
        stages = list(FigureGround.load(path).stages)
    FigureGround(stages, trust_in(stages, Lessons(stock, np.random.default_rng(1)), CUTS)).save(path)
    held_out = Lessons(load_stock(options.lessons / "held_out.npz"), np.random.default_rng(17))
    for name, share in measure(FigureGround.load(path), held_out, MEASURED).items():
        print(f"{name}: {share:.3f}", flush=True)


if __name__ == "__main__":
    main()
