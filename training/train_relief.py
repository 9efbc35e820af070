"""Train the network that tells how near the places of a first frame are (`relief.xml`), and measure it.

    python -m training.train_relief --pictures training/out/pictures --lessons training/out/cutout \\
        --frames training/out/relief.npz --run training/out/relief --out src/video01/weights --minutes 15

`--lessons` is what `training.cutout` wrote; `--frames` keeps frames of the world, which are filmed if it is missing.
Resumes from its own checkpoint in --run; `--minutes` are of the processor that trains, and what this call adds. What is
kept is the running mean of the weights. `--minutes 0` only exports and measures.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import openvino as ov
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import IterableDataset

from training.cutout import HEIGHT, WIDTH, load_stock, painted
from training.cutout_lessons import Lessons
from training.cutout_network import Seeker, SeekerConfig
from training.export import write_graph
from training.learning import Plan, begin, train
from training.relief import Relief, ReliefLessons, filmed
from training.world.scene import sample_scene
from video01.layers import Array, Picture
from video01.privacy import switch_off_telemetry
from video01.relief import LOOKED, NEAREST, relief_of

CONFIG = SeekerConfig(widths=(16, 32, 56, 80), blocks=(1, 1, 2, 2))
SCENES, HELD_OUT_SCENES = 1500, 200
HELD_OUT_SEED = 10_000_000  # of the first scene that no lesson shows
MEASURED = 400  # lessons


class Batches(IterableDataset[tuple[Tensor, Tensor]]):
    """Pictures (B, 3, S, S), 0..255, and the share of NEAREST that their places are near, (B, 1, S, S)."""

    def __init__(self, lessons: ReliefLessons, count: int) -> None:
        self.lessons, self.count = lessons, count

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        cv2.setNumThreads(1)
        while True:
            drawn = [squared(self.lessons.any()) for _ in range(self.count)]
            pictures, nearness = (np.stack(column) for column in zip(*drawn, strict=True))
            yield torch.from_numpy(pictures).permute(0, 3, 1, 2), torch.from_numpy(nearness)[:, None]


def squared(lesson: Relief) -> tuple[Picture, Array]:
    """As the network sees it."""
    picture, near = (
        cv2.resize(one, (LOOKED, LOOKED), interpolation=cv2.INTER_AREA) for one in (lesson.picture, lesson.nearness)
    )
    return np.asarray(picture, np.uint8), np.asarray(near / NEAREST, np.float32)


def loss_of(network: Seeker, pictures: Tensor, nearness: Tensor) -> Tensor:
    """How far off nearness is, and where it changes."""
    shown = (pictures.float() / 255).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        places = network(shown)[0]
    told = torch.sigmoid(places.float())
    edges = sum(F.l1_loss(told.diff(dim=axis), nearness.diff(dim=axis)) for axis in (2, 3))
    return F.l1_loss(told, nearness) + edges


class Shares(nn.Module):
    """The network, with shares of NEAREST in place of logits."""

    def __init__(self, network: Seeker) -> None:
        super().__init__()
        self.network = network

    def forward(self, picture: Tensor) -> Tensor:
        return torch.sigmoid(self.network(picture)[0].float())


def export(network: Seeker, out: Path) -> None:
    """Write `relief.xml` and `relief.bin` with half-precision weights."""
    switch_off_telemetry()
    write_graph(Shares(network), {"picture": torch.rand(1, 3, LOOKED, LOOKED)}, out / "relief.xml")


def measure(graph: ov.CompiledModel, lessons: ReliefLessons, count: int) -> dict[str, float]:
    """How far off it is on so many lessons that it never saw, beside guessing the median of each row of all lessons."""
    drawn = [lessons.any() for _ in range(count)]
    true = np.stack([cv2.resize(one.nearness, (LOOKED, LOOKED), interpolation=cv2.INTER_AREA) for one in drawn])
    told = np.stack([relief_of(one.picture, graph) for one in drawn])
    rows = np.median(true, (0, 2), keepdims=True)
    return {
        "mean difference": float(np.abs(told - true).mean()),
        "of the median of each row": float(np.abs(rows - true).mean()),
    }


def frames_of(options: argparse.Namespace) -> tuple[list[Relief], list[Relief]]:
    """Frames of the world to learn from and others to measure with, from the disk if they are there."""
    if not options.frames.exists():
        find, rng = painted(options.pictures), np.random.default_rng(44)
        seeds = [*range(SCENES), *range(HELD_OUT_SEED, HELD_OUT_SEED + HELD_OUT_SCENES)]
        made = [filmed(sample_scene(seed, held_out=None), find, float(rng.uniform(0, 0.9))) for seed in seeds]
        np.savez(
            options.frames,
            pictures=np.stack([one.picture for one in made]),
            nearness=np.stack([one.nearness for one in made]).astype(np.float16),
        )
    with np.load(options.frames) as kept:
        pictures, nearness = kept["pictures"], kept["nearness"].astype(np.float32)
    assert pictures.shape[1:3] == (HEIGHT, WIDTH)
    frames = [Relief(picture=one, nearness=near) for one, near in zip(pictures, nearness, strict=True)]
    return frames[:-HELD_OUT_SCENES], frames[-HELD_OUT_SCENES:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=Path, required=True, help="what `training.prepare pictures` wrote")
    parser.add_argument("--lessons", type=Path, required=True, help="what `training.cutout` wrote")
    parser.add_argument("--frames", type=Path, required=True, help="where frames of the world are kept (.npz)")
    parser.add_argument("--run", type=Path, required=True, help="the folder of the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the weights")
    parser.add_argument("--minutes", type=float, default=15.0, help="of a processor")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    frames, held_out = frames_of(options)
    if options.minutes > 0:
        parts = Lessons(load_stock(options.lessons / "stock.npz"), np.random.default_rng())
        batches = Batches(ReliefLessons(frames, parts), options.batch)
        plan = Plan(run=options.run, minutes=options.minutes, threads=options.threads)
        train(plan, CONFIG, lambda _done, _step: batches, loss_of)
    export(begin(options.run)[0].eval(), options.out)
    graph = ov.Core().compile_model(options.out / "relief.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    parts = Lessons(load_stock(options.lessons / "held_out.npz"), np.random.default_rng(17))
    for name, number in measure(graph, ReliefLessons(held_out, parts), MEASURED).items():
        print(f"{name}: {number:.3f}", flush=True)


if __name__ == "__main__":
    main()
