"""Train the network that enlarges what the model remembers. Resumes from its own checkpoint; minutes on one core.

    python -m training.train_enlarger --pictures training/out/pictures --memory training/out/memory \
        --out training/out/enlarger --minutes 10

It learns from pairs. Strips are painted at twice the size at which they are remembered: what was painted is what should
come of what is remembered. Figures have no larger pictures: theirs are made smaller by half, remembered so, and should
come back. A fifth of the strips, every tenth figure are left out of training and tell how good it is.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.checkpoint import load, save
from training.enlarger import Enlarger
from training.judge.metrics import psnr, ssim
from training.world.stage import Key, all_keys, sheet_of
from video01.compositing.blend import resized
from video01.layers import Picture
from video01.memory import Memory, coefficients, drawn

PEAK_RATE = 2e-3
CHECKPOINT_SECONDS = 60.0
CROP, BATCH = 48, 16  # pixels of the small picture, both sides; crops
HELD_OUT_VARIANT, HELD_OUT_FIGURES = 4, 10
STRIPS = 220  # that are painted large; the rest would teach little more
FIGURE_SHARE = 0.4  # of the crops
STEEP = 0.5  # weight of the differences between neighbours

Pair = tuple[Picture, Picture]  # small and large


class Lessons:
    """Pairs of remembered and painted pictures: some to learn from, others to tell how good it is."""

    def __init__(self, folder: Path, memory: Memory, large: Path, workers: int) -> None:
        names = json.loads((folder / "strip.json").read_text())
        painted = _painted(names, large, workers)
        strips = {name: (memory.picture("strip", names.index(name)), picture) for name, picture in painted.items()}
        canvas = np.load(folder / "canvas.npy", mmap_mode="r")
        figures = [_halved(memory, np.asarray(picture)) for picture in canvas]
        self.strips = [pair for name, pair in strips.items() if not _held_out(name)]
        self.figures = [pair for at, pair in enumerate(figures) if at % HELD_OUT_FIGURES]
        self.held_out = {
            "strips": [pair for name, pair in strips.items() if _held_out(name)],
            "figures": figures[::HELD_OUT_FIGURES],
        }

    def batches(self, rng: np.random.Generator) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        """Without end: small crops, the same enlarged by cubic interpolation, and what should come of them."""
        while True:
            pairs = [self._crop(rng) for _ in range(BATCH)]
            enlarged = [_cubic(small) for small, _ in pairs]
            yield _numbers([small for small, _ in pairs]), _numbers(enlarged), _numbers([large for _, large in pairs])

    def _crop(self, rng: np.random.Generator) -> Pair:
        while True:
            pairs = self.figures if rng.random() < FIGURE_SHARE else self.strips
            small, large = pairs[int(rng.integers(len(pairs)))]
            top, left = (int(rng.integers(side - CROP + 1)) for side in small.shape[:2])
            small = small[top : top + CROP, left : left + CROP]
            if small[..., 3].any() or rng.random() < 0.02:
                large = large[2 * top : 2 * (top + CROP), 2 * left : 2 * (left + CROP)]
                colours = [*rng.permutation(3), 3]
                small, large = small[..., colours], large[..., colours]
                return (small[:, ::-1], large[:, ::-1]) if rng.random() < 0.5 else (small, large)


def _held_out(name: str) -> bool:
    return name.endswith(f", {HELD_OUT_VARIANT})")


def _painted(names: list[str], large: Path, workers: int) -> dict[str, Picture]:
    """Strips by name as they were painted, (640, 2048, 4); kept in `large`, as painting takes minutes."""
    chosen = names[:: max(1, len(names) // STRIPS)]
    if not large.exists():
        keys = {str(key): key for key in all_keys()}
        with Pool(workers, cv2.setNumThreads, (1,)) as pool:
            pictures = pool.map(_large, [keys[name] for name in chosen], chunksize=4)
        large.parent.mkdir(parents=True, exist_ok=True)
        np.save(large, np.stack(pictures))
    return dict(zip(chosen, np.load(large, mmap_mode="r"), strict=True))


def _large(key: Key) -> Picture:
    return sheet_of(key).large_picture()


def _halved(memory: Memory, picture: Picture) -> Pair:
    """A figure at half its size as the memory would give it back, and as it is."""
    half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return drawn(coefficients(np.asarray(half, np.uint8), memory.basis), memory.basis), picture


def _cubic(small: Picture) -> Picture:
    return np.asarray(cv2.resize(small, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def _numbers(pictures: list[Picture]) -> Tensor:
    """Pictures (H, W, 4) of bytes as (B, 4, H, W) in 0..1."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255


def loss_of(network: nn.Module, small: Tensor, enlarged: Tensor, large: Tensor) -> Tensor:
    """How far pixels, and their differences to their neighbours, are off."""
    off = enlarged + network(small).float() - large
    return off.abs().mean() + STEEP * (off.diff(dim=2).abs().mean() + off.diff(dim=3).abs().mean())


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    lessons = Lessons(options.pictures, Memory(options.memory), options.large, options.workers)
    network, step = _begin(options.out)
    optimizer = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=0.0, fused=True)
    start, saved, recent = time.process_time(), time.perf_counter(), list[float]()
    total, first = options.minutes * 60, step
    for batch in lessons.batches(np.random.default_rng(step)):
        elapsed = time.process_time() - start
        if elapsed > total:
            break
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step - first + 1) / 100) * max(0.01, 1 - elapsed / total)
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(network, *batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        step += 1
        recent.append(loss.item())
        if step % 500 == 0:
            print(f"step {step}  {255 * np.mean(recent):.3f} of 255  {elapsed / 60:.1f} min", flush=True)
            recent.clear()
        if time.perf_counter() - saved > CHECKPOINT_SECONDS:
            save(options.out, dict(network.state_dict()), {"step": step})
            saved = time.perf_counter()
    save(options.out, dict(network.state_dict()), {"step": step})
    for kind, pairs in lessons.held_out.items():
        print(kind, compared(network, pairs))


@torch.no_grad()
def compared(network: Enlarger, pairs: list[Pair]) -> str:
    """PSNR in dB and SSIM over grey of held-out pictures, enlarged in three ways."""
    ways: dict[str, Any] = {
        "cubic": _cubic,
        "crisp outlines": lambda small: resized(small, 2 * small.shape[1], 2 * small.shape[0]),
        "learned": lambda small: enlarged_by(network, small),
    }
    told = []
    for name, way in ways.items():
        found = []
        for small, large in pairs:
            one, other = (_over_grey(picture) for picture in (way(small), np.asarray(large)))
            found.append((psnr(one, other), ssim(one, other)))
        decibels, alike = np.mean(found, 0)
        told.append(f"{name} {decibels:.2f} dB {alike:.4f}")
    return ", ".join(told)


def enlarged_by(network: Enlarger, small: Picture) -> Picture:
    """One picture, twice as large."""
    added = network.of_bytes(torch.from_numpy(np.ascontiguousarray(small))[None])[0].numpy()
    return np.asarray(cv2.add(_cubic(small), added, dtype=cv2.CV_8U), np.uint8)


def _over_grey(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Premultiplied RGBA before a grey wall, RGB."""
    clear = 255 - picture[..., 3:].astype(np.float32)
    return np.clip(picture[..., :3] + clear * 0.5, 0, 255).astype(np.uint8)


def load_enlarger(folder: Path) -> Enlarger:
    """A trained one, in evaluation mode."""
    network = Enlarger()
    network.load_state_dict(load(folder)[0])
    return network.eval().requires_grad_(False)


def _begin(folder: Path) -> tuple[Enlarger, int]:
    network, step = Enlarger(), 0
    if (folder / "checkpoint.json").exists():
        tensors, info = load(folder)
        network.load_state_dict(tensors)
        step = int(info["step"])
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return network, step


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=Path, required=True, help="what `training.prepare pictures` wrote")
    parser.add_argument("--memory", type=Path, required=True, help="what `training.remember` wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--large", type=Path, default=Path("training/out/large.npy"), help="kept between two runs")
    parser.add_argument("--minutes", type=float, default=10.0, help="of processor time")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="that paint")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
