"""Train one of the judge's networks on filmed clips. Resumes from its own checkpoint; may be stopped at any time.

    python -m training.judge.train what --clips training/out/judge/clips --out training/out/judge/recogniser
    python -m training.judge.train who  --clips ... --out ... --minutes 12 --pictures training/out/pictures
    python -m training.judge.train how  --clips ... --out ... --minutes 20

What is kept is the running mean of the weights, in half precision.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.checkpoint import load, save
from training.judge.how import How
from training.judge.labels import UNTOLD
from training.judge.lessons import Clips, how_batch, what_batch
from training.judge.pictures import Pictures
from training.judge.squares import SquareMaker, cut_squares
from training.judge.what import What, map_of
from training.judge.who import Who

PEAK_RATES = {"what": 2e-3, "who": 2e-3, "how": 2e-3}
BATCHES = {"what": 24, "who": 96, "how": 32}
KEEP = 0.997  # of the running mean, a step
CHECKPOINT_SECONDS = 120.0
NETWORKS: dict[str, type[nn.Module]] = {"what": What, "who": Who, "how": How}


def what_losses(network: nn.Module, clips: Clips, rng: np.random.Generator, size: int) -> Iterator[Tensor]:
    """How far off the surroundings and the map of figures are, batch after batch."""
    for batch in clips.batches(rng, size, ("stills", "boxes", "surroundings")):
        stills, told, boxes = what_batch(batch, rng)
        there, wanted = map_of(boxes, *stills.shape[1:3])
        with torch.autocast("cpu", torch.bfloat16):
            seen = network(stills)
        loss = sum(
            F.cross_entropy(logits, told[:, at], ignore_index=UNTOLD, label_smoothing=0.02)
            for at, logits in enumerate(seen.surroundings)
        )
        asked = (there >= 0).float()
        found = F.binary_cross_entropy_with_logits(seen.there, there.clamp_min(0), reduction="none") * asked
        positive = (there > 0).float()
        off = F.smooth_l1_loss(seen.boxes, wanted, reduction="none").mean(1) * positive
        yield loss + (found * (1 + 4 * positive)).sum() / (8 * size) + 4 * off.sum() / positive.sum().clamp_min(1)


def who_losses(
    network: nn.Module, clips: Clips, rng: np.random.Generator, size: int, pictures: Pictures
) -> Iterator[Tensor]:
    """How far off names and colours are; two thirds of the squares are made, one third is cut."""
    maker = SquareMaker(pictures)
    for batch in clips.batches(rng, size // 4, ("stills", "boxes", "subjects")):
        cut, told = cut_squares(batch, rng)
        made, also = maker.make(batch["stills"][:, 0], rng, max(1, size - len(cut)))
        told = torch.cat([told, also])
        with torch.autocast("cpu", torch.bfloat16):
            name, colour = network(torch.cat([cut, made]))
        named = F.cross_entropy(name, told[:, 0], label_smoothing=0.05)
        yield named + 0.3 * F.cross_entropy(colour, told[:, 1], label_smoothing=0.02)


def how_losses(network: nn.Module, clips: Clips, rng: np.random.Generator, size: int) -> Iterator[Tensor]:
    """How far off actions and camera are."""
    for batch in clips.batches(rng, size, ("flow", "texture", "tracks", "crops", "deeds", "cameras")):
        *shown, deeds, cameras = how_batch(batch, rng)
        with torch.autocast("cpu", torch.bfloat16):
            seen = network(*shown)
        told = torch.where(shown[2][..., 4].any(2)[:, :, None], deeds, UNTOLD)  # not of figures that were never found
        action = F.cross_entropy(
            seen.actions.flatten(0, 2), told.flatten(), ignore_index=UNTOLD, label_smoothing=0.02, reduction="sum"
        )
        camera = F.binary_cross_entropy_with_logits(seen.cameras, cameras)
        yield action / (told != UNTOLD).sum().clamp_min(1) + 10 * camera


class Mean:
    """The running mean of a network's weights."""

    def __init__(self, network: nn.Module) -> None:
        self.tensors = {name: tensor.detach().clone() for name, tensor in network.state_dict().items()}
        self._steps = 0

    def take(self, network: nn.Module) -> None:
        self._steps += 1
        keep = min(KEEP, self._steps / (self._steps + 10))
        for name, tensor in network.state_dict().items():
            mean = self.tensors[name]
            if tensor.is_floating_point():
                mean.lerp_(tensor.detach(), 1 - keep)
            else:
                mean.copy_(tensor)


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    rng, clips, folder = np.random.default_rng(), Clips(options.clips), options.out / options.network
    network, step, minutes = begin(options.network, folder)
    mean = Mean(network)
    rate = PEAK_RATES[options.network]
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.02, fused=True)
    start, saved, told = time.process_time(), time.perf_counter(), time.perf_counter()
    first, total, recent = step, options.minutes * 60, 0.0
    for loss in _losses(options, network, clips, rng):
        elapsed = time.process_time() - start
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step - first + 1) / 150) * max(0.02, min(1.0, (1 - elapsed / total) / 0.5))
        optimizer.step()
        mean.take(network)
        step += 1
        recent = loss.item() if not recent else 0.98 * recent + 0.02 * loss.item()
        now = time.perf_counter()
        if now - told > 30:
            print(f"{options.network} step {step}  {recent:.4f}  {elapsed / 60:.1f} min", flush=True)
            told = now
        if now - saved > CHECKPOINT_SECONDS or elapsed > total:
            info = {"step": step, "minutes": minutes + elapsed / 60, "loss": recent}
            save(folder, mean.tensors, info, dtype=torch.float16)
            saved = now
        if elapsed > total:
            return


def _losses(
    options: argparse.Namespace, network: nn.Module, clips: Clips, rng: np.random.Generator
) -> Iterator[Tensor]:
    size = BATCHES[options.network]
    if options.network == "what":
        return what_losses(network, clips, rng, size)
    if options.network == "who":
        return who_losses(network, clips, rng, size, Pictures(options.pictures))
    return how_losses(network, clips, rng, size)


def begin(name: str, folder: Path) -> tuple[nn.Module, int, float]:
    """A network as it was left, or a new one, with the steps and the minutes that it was trained."""
    network, step, minutes = NETWORKS[name](), 0, 0.0
    if (folder / "checkpoint.json").exists():
        tensors, info = load(folder)
        network.load_state_dict(tensors)
        step, minutes = int(info["step"]), float(info["minutes"])
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return network.train(), step, minutes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", choices=sorted(NETWORKS))
    parser.add_argument("--clips", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoints what, who and how")
    parser.add_argument("--pictures", type=Path, help="what `training.prepare pictures` wrote; who needs figures")
    parser.add_argument("--minutes", type=float, default=12.0, help="of processor time")
    parser.add_argument("--threads", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
