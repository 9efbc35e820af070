"""A small network that sees pictures (`training/cutout_network.py`) in training: its checkpoint, its rate, its mean.

Minutes are of the processor that trains, beside which another process puts lessons together, and are what a call adds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset

from training.checkpoint import load, save
from training.cutout_network import Seeker, SeekerConfig
from training.judge.train import Mean

PEAK_RATE, WARMING = 3e-3, 150  # and the steps until it is reached
CHECKPOINT_SECONDS, REPORT_SECONDS = 60.0, 30.0

Batch = tuple[Tensor, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a call trains: from one share of the whole plan to another. The rate falls over the plan's second half."""

    run: Path  # the folder of the checkpoint
    minutes: float
    start_at: float = 0.0
    end_at: float = 1.0
    threads: int = 1


def train(
    plan: Plan,
    config: SeekerConfig,
    lessons: Callable[[float, int], IterableDataset[Batch]],
    loss_of: Callable[..., Tensor],
) -> None:
    """Go on from the checkpoint if there is one; what is kept is the running mean of the weights.

    `lessons` is asked for batches at the beginning and at half of the plan, with the share that is done and the step.
    """
    torch.set_num_threads(plan.threads)
    network, step = begin(plan.run, config)
    network.train().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    mean, first, recent = Mean(network), step, 0.0
    optimizer = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=0.02, fused=True)
    started, saved, told = time.process_time(), time.perf_counter(), time.perf_counter()
    done, batches, late = plan.start_at, _batches(lessons(plan.start_at, step)), plan.start_at >= 0.5
    while done < plan.end_at:
        if not late and done >= 0.5:
            batches, late = _batches(lessons(done, step)), True
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step - first + 1) / WARMING) * max(0.01, min(1.0, 2 * (1 - done)))
        loss = loss_of(network, *next(batches))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        mean.take(network)
        step += 1
        share = (time.process_time() - started) / (60 * plan.minutes)
        done = plan.start_at + share * (plan.end_at - plan.start_at)
        recent = loss.item() if recent == 0 else 0.98 * recent + 0.02 * loss.item()
        if time.perf_counter() - told > REPORT_SECONDS:
            print(f"step {step}  loss {recent:.4f}  {done:.0%} of the plan", flush=True)
            told = time.perf_counter()
        if time.perf_counter() - saved > CHECKPOINT_SECONDS:
            keep(plan.run, mean, network.config, step)
            saved = time.perf_counter()
    keep(plan.run, mean, network.config, step)


def _batches(lessons: IterableDataset[Batch]) -> Iterator[Batch]:
    """Put together by a process of their own."""
    return iter(DataLoader(lessons, batch_size=None, num_workers=1, prefetch_factor=4))


def begin(folder: Path, config: SeekerConfig | None = None) -> tuple[Seeker, int]:
    """The network of a checkpoint and its steps, or a new one."""
    if not (folder / "checkpoint.json").exists():
        return Seeker(config or SeekerConfig()), 0
    tensors, info = load(folder)
    network = Seeker(SeekerConfig(**{name: tuple(numbers) for name, numbers in info["network"].items()}))
    network.load_state_dict(tensors)
    return network, int(info["step"])


def keep(folder: Path, mean: Mean, config: SeekerConfig, step: int) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    save(folder, mean.tensors, {"network": vars(config), "step": step})
