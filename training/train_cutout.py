"""Train the network that finds the figure of a first frame, learn how far to trust it, and measure it.

    python -m training.train_cutout --lessons training/out/cutout --run training/out/seeker \\
        --out src/video01/weights --minutes 25

Resumes from its own checkpoint in --run, which it writes every minute; may be stopped at any time. `--minutes` are of
the processor that trains, beside which another process puts lessons together, and are what this call adds; `--start-at`
and `--end-at` say which part of the whole plan it is: lessons are small until half of it is done, and the rate falls
over its second half. What is kept is the running mean of the weights. Writes `cutout.xml`, `cutout.bin` and
`cutout.json`; `--minutes 0` only does what comes after the training.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import openvino as ov
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import IterableDataset

from training.cutout import UNKNOWN, Opacity, Stock, load_stock
from training.cutout_lessons import Lesson, Lessons
from training.cutout_network import Seeker, SeekerConfig, answers
from training.export import write_graph
from training.learning import Plan, begin, train
from video01.figure_ground import SEEN, SIGNS, FigureGround, Mask, Trust, can_move, parted
from video01.layers import Array
from video01.privacy import switch_off_telemetry

CUTS, MEASURED = 800, 400  # pictures from which trust is learned, and on which all is measured
GOOD = 0.8  # overlap of a good cut
NEWTON = 30  # steps of the logistic regression
FINE = 2.5  # times the usual size of lessons at which trust is learned and all is measured: as pictures are given
CLOSER_SHARE = 0.35  # of lessons are windows about a figure, as the second look sees it
IGNORED = -100  # a class that counts for nothing
SMALL = 112  # pixels of the square that lessons are seen at in the first half of the plan, a multiple of 16
NONE, ONES = np.zeros(SIGNS, np.float32), np.ones(SIGNS, np.float32)
DISTRUST = Trust(mean=NONE, scale=ONES, weights=NONE, bias=np.array(-20, np.float32))


def one_figure(opacity: Opacity) -> bool:
    """Whether there is one figure, and one that could move."""
    main = opacity > 127
    number, _, stats, _ = cv2.connectedComponentsWithStats(main.astype(np.uint8), connectivity=8)
    if number < 2:
        return False
    sizes = stats[1:, cv2.CC_STAT_AREA]
    return bool(sizes.max() > 0.97 * sizes.sum()) and can_move(np.asarray(main))


class Batches(IterableDataset[tuple[Tensor, Tensor, Tensor, Tensor]]):
    """Pictures (B, 3, S, S), where their figures are (B, 1, S, S), both 0..255, whether one could move (B, 1).

    And which way it looks (B,): 0 left, 1 to neither side, 2 right, IGNORED what is not known.
    """

    def __init__(self, stock: Stock, seed: int, count: int, side: int) -> None:
        self.lessons, self.count, self.side = Lessons(stock, np.random.default_rng((seed, 43))), count, side

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
        cv2.setNumThreads(1)
        square, area = (self.side, self.side), cv2.INTER_AREA
        while True:
            scale, near = self.side / SEEN, round(CLOSER_SHARE * self.count)
            drawn = [self.lessons.closer(scale) for _ in range(near)]
            drawn += [self.lessons.any(scale) for _ in range(self.count - near)]
            pictures = np.stack([cv2.resize(one.picture, square, interpolation=area) for one in drawn])
            opacity = np.stack([cv2.resize(one.opacity, square, interpolation=area) for one in drawn])
            movable = torch.tensor([[float(one_figure(one.opacity))] for one in drawn])
            looks = torch.tensor([IGNORED if one.looks == UNKNOWN else one.looks + 1 for one in drawn])
            yield torch.from_numpy(pictures).permute(0, 3, 1, 2), torch.from_numpy(opacity)[:, None], movable, looks


def batches_of(stock: Stock, count: int, done: float, step: int) -> Batches:
    """Lessons at a share of the plan."""
    return Batches(stock, step, count, SMALL if done < 0.5 else SEEN)


def loss_of(network: Seeker, pictures: Tensor, opacity: Tensor, movable: Tensor, looks: Tensor) -> Tensor:
    """How far off it is: cross-entropies, and what the overlap with each figure lacks."""
    shown, wanted = (pictures.float() / 255).contiguous(memory_format=torch.channels_last), opacity.float() / 255
    with torch.autocast("cpu", torch.bfloat16):
        places, whole, way = network(shown)
    told = torch.sigmoid(places.float())
    common, both = (told * wanted).sum((1, 2, 3)), (told + wanted).sum((1, 2, 3))
    sideways = F.cross_entropy(way.float(), looks, ignore_index=IGNORED, reduction="sum")
    lacking = (1 - (common + 1) / (both - common + 1))[wanted.amax((1, 2, 3)) > 0.5]
    return (
        F.binary_cross_entropy_with_logits(places.float(), wanted)
        + 0.5 * (lacking.sum() / max(1, len(lacking)))
        + 0.3 * F.binary_cross_entropy_with_logits(whole.float(), movable)
        + 0.2 * sideways / (looks != IGNORED).sum().clamp(min=1)
    )


class Answers(nn.Module):
    """The network, with likelihoods in place of logits."""

    def __init__(self, network: Seeker) -> None:
        super().__init__()
        self.network = network

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return answers(self.network, picture)


def export(network: Seeker, out: Path) -> None:
    """Write `cutout.xml` and `cutout.bin` with half-precision weights."""
    switch_off_telemetry()
    write_graph(Answers(network), {"picture": torch.rand(1, 3, SEEN, SEEN)}, out / "cutout.xml")


def exported(folder: Path, trust: Trust) -> FigureGround:
    """What ships, in single precision."""
    graph = ov.Core().compile_model(folder / "cutout.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return FigureGround(graph, trust)


def trust_in(model: FigureGround, lessons: Lessons, count: int) -> Trust:
    """Which signs go with good cuts, by logistic regression on so many lessons."""
    rows: list[tuple[Array, bool]] = []
    for _ in range(count):
        lesson = lessons.any(FINE)
        found = parted(model.seen(lesson.picture))
        if found is not None:
            main, signs = found
            rows.append((signs, one_figure(lesson.opacity) and overlap(main, lesson) > GOOD))
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
    sides: list[int] = []  # 1 where one looks to the side that is told, -1 to the other, 0 where none is told
    for _ in range(count):
        lesson = lessons.any(FINE)
        found = model.figure(lesson.picture)
        if not lesson.opacity.any():
            others.append(found is not None)
        elif one_figure(lesson.opacity):
            movable.append(None if found is None else overlap(found.main, lesson))
            if found is not None and lesson.looks in (-1, 1):
                sides.append(found.looks * lesson.looks)
    world = [model.figure(picture) is not None for picture in lessons.stock.empty]
    moved = [share for share in movable if share is not None]
    return {
        f"of {len(movable)} pictures with one figure that could move, move": len(moved) / max(1, len(movable)),
        "their overlap, mean": float(np.mean(moved or [0.0])),
        "their overlap, the worst tenth": float(np.percentile(moved or [0.0], 10)),
        f"of {len(world)} frames of the world without a figure, move": float(np.mean(world)),
        f"of {len(others)} other pictures without a figure, move": float(np.mean(others or [False])),
        f"of {len(sides)} figures that look to a side, known to": sides.count(1) / max(1, len(sides)),
        "taken to look to the other": sides.count(-1) / max(1, len(sides)),
    }


def overlap(main: Mask, lesson: Lesson) -> float:
    """Intersection over union."""
    height, width = main.shape
    true = cv2.resize(lesson.opacity, (width, height), interpolation=cv2.INTER_AREA) > 127
    return float((main & true).sum() / max(1, (main | true).sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lessons", type=Path, required=True, help="what `training.cutout` wrote")
    parser.add_argument("--run", type=Path, required=True, help="the folder of the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the weights")
    parser.add_argument("--minutes", type=float, default=25.0, help="of a processor")
    parser.add_argument("--start-at", type=float, default=0.0, help="share of the plan that is done")
    parser.add_argument("--end-at", type=float, default=1.0, help="share of the plan that this call ends with")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    stock = load_stock(options.lessons / "stock.npz")
    if options.minutes > 0:
        plan = Plan(
            run=options.run,
            minutes=options.minutes,
            start_at=options.start_at,
            end_at=options.end_at,
            threads=options.threads,
        )
        train(plan, SeekerConfig(), partial(batches_of, stock, options.batch), loss_of)
    export(begin(options.run)[0].eval(), options.out)
    trust = trust_in(exported(options.out, DISTRUST), Lessons(stock, np.random.default_rng(1)), CUTS)
    trust.save(options.out / "cutout.json")
    held_out = Lessons(load_stock(options.lessons / "held_out.npz"), np.random.default_rng(17))
    for name, share in measure(exported(options.out, trust), held_out, MEASURED).items():
        print(f"{name}: {share:.3f}", flush=True)


if __name__ == "__main__":
    main()
