"""Train the network that tells how near the places of a first frame are (`relief.xml`), and measure it.

    python -m training.train_relief --pictures training/out/pictures --lessons training/out/cutout \\
        --frames training/out/relief.npz --run training/out/relief --out src/video01/weights --minutes 15

`--lessons` is what `training.cutout` wrote; `--frames` keeps frames of the world, which are filmed if it is missing.
Resumes from its own checkpoint in --run; `--minutes` are of the processor that trains, and what this call adds. What is
kept is the running mean of the weights. `--minutes 0` only exports and measures.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import openvino as ov
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, IterableDataset

from training.cutout import HEIGHT, WIDTH, load_stock, painted
from training.cutout_lessons import Lessons
from training.cutout_network import Seeker, SeekerConfig
from training.judge.train import Mean
from training.relief import Relief, ReliefLessons, filmed
from training.train_cutout import begin, keep
from training.world.scene import sample_scene
from video01.layers import Array, Picture
from video01.privacy import switch_off_telemetry
from video01.relief import LOOKED, NEAREST, relief_of

CONFIG = SeekerConfig(widths=(16, 32, 56, 80), blocks=(1, 1, 2, 2))
PEAK_RATE, WARMING = 3e-3, 150  # and the steps until it is reached
SCENES, HELD_OUT_SCENES = 1500, 200
HELD_OUT_SEED = 10_000_000  # of the first scene that no lesson shows
MEASURED = 400  # lessons
CHECKPOINT_SECONDS, REPORT_SECONDS = 60.0, 30.0


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
        places, _ = network(shown)
    told = torch.sigmoid(places.float())
    edges = sum(F.l1_loss(told.diff(dim=axis), nearness.diff(dim=axis)) for axis in (2, 3))
    return F.l1_loss(told, nearness) + edges


def train(options: argparse.Namespace, lessons: ReliefLessons) -> None:
    """So many minutes more, from the checkpoint if there is one; the rate falls over their second half."""
    torch.set_num_threads(options.threads)
    network, step = begin(options.run, CONFIG)
    network.train().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    mean, first, recent = Mean(network), step, 0.0
    optimizer = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=0.02, fused=True)
    batches = iter(DataLoader(Batches(lessons, options.batch), batch_size=None, num_workers=1, prefetch_factor=4))
    started, saved, told = time.process_time(), time.perf_counter(), time.perf_counter()
    while (done := (time.process_time() - started) / (60 * options.minutes)) < 1:
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step - first + 1) / WARMING) * max(0.01, min(1.0, 2 * (1 - done)))
        loss = loss_of(network, *next(batches))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        mean.take(network)
        step += 1
        recent = loss.item() if recent == 0 else 0.98 * recent + 0.02 * loss.item()
        if time.perf_counter() - told > REPORT_SECONDS:
            print(f"step {step}  loss {recent:.4f}  {done:.0%}", flush=True)
            told = time.perf_counter()
        if time.perf_counter() - saved > CHECKPOINT_SECONDS:
            keep(options.run, mean, network.config, step)
            saved = time.perf_counter()
    keep(options.run, mean, network.config, step)


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
    example = torch.rand(1, 3, LOOKED, LOOKED)
    graph = ov.convert_model(Shares(network).eval(), example_input=(example,))
    graph.inputs[0].get_tensor().set_names({"picture"})
    graph.reshape({"picture": ov.PartialShape(list(example.shape))})
    ov.save_model(graph, out / "relief.xml", compress_to_fp16=True)


def measure(graph: ov.CompiledModel, lessons: ReliefLessons, count: int) -> dict[str, float]:
    """How far off it is on so many lessons that it never saw, beside guessing the mean of each row of all lessons."""
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
        train(options, ReliefLessons(frames, parts))
    export(begin(options.run)[0].eval(), options.out)
    graph = ov.Core().compile_model(options.out / "relief.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    parts = Lessons(load_stock(options.lessons / "held_out.npz"), np.random.default_rng(17))
    for name, number in measure(graph, ReliefLessons(held_out, parts), MEASURED).items():
        print(f"{name}: {number:.3f}", flush=True)


if __name__ == "__main__":
    main()
