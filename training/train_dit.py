"""Train the transformer on cached latents by rectified flow. Resumes from its own checkpoint.

    python -m training.train_dit --latents training/out/latents --text training/out/text --prior training/out/prior \
        --out training/out/dit --minutes 40 --compile

The text encoder and the prior stay as they were trained: the transformer learns what they leave open. (Trained on
together with a fresh transformer, the encoder forgot how to read.)
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.checkpoint import load, save
from training.clips import Batch, Clips
from training.dit import SIZES
from training.flow import draw_sigma, mix, velocity_loss
from training.model import TextToVideo
from training.text import TextConfig
from training.train_prior import load_prior
from video01.tokenizer import Tokenizer

CHECKPOINT_SECONDS = 150.0
FLOW_SHIFT = 3.0  # of the noise levels towards noise
GIVEN_SHARE = 0.15  # of the plates are given, and only their nearness is to be found
TURNS = {"plate": 0.66, "veil": 0.14, "motion": 0.10, "actor0": 0.06, "actor1": 0.04}  # share of the steps a layer
RELATIVE_BATCH = {"plate": 0.67, "motion": 2.0}  # of the layers whose tokens are many or few


def loss_of(model: TextToVideo, batch: Batch, *, given: bool) -> Tensor:
    """The velocity loss of one batch, at a random noise level for each clip."""
    device = batch.data.device
    slots = model.text(batch.pieces)
    with torch.no_grad():
        expected = model.prior(slots, batch.name).float()
    data = batch.data - expected
    sigma = draw_sigma(len(data), shift=FLOW_SHIFT, device=device)
    noisy = mix(data, torch.randn_like(data), sigma)
    if given:
        noisy = torch.cat([data[:, :-1], noisy[:, -1:]], 1)
    flag = torch.full((len(data),), float(given), device=device)
    predicted = model.dit(batch.name, noisy, expected, sigma, slots, flag)
    return velocity_loss(predicted[:, -1:], data[:, -1:], sigma) if given else velocity_loss(predicted, data, sigma)


def learning(model: TextToVideo) -> dict[str, torch.nn.Parameter]:
    """The parameters that are trained, by name."""
    return {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}


class Ema:
    """Running mean of the weights; young runs forget faster."""

    def __init__(self, model: TextToVideo, decay: float) -> None:
        self.decay = decay
        self.weights = {name: value.detach().clone() for name, value in learning(model).items()}

    @torch.no_grad()
    def update(self, model: TextToVideo, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        torch._foreach_lerp_(list(self.weights.values()), [p.detach() for p in learning(model).values()], 1 - decay)


def train(options: argparse.Namespace) -> None:
    device = torch.device(options.device)
    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.load(options.text / "tokenizer.json")
    model = _fresh(options, device)
    parameters = list(learning(model).values())
    optimizer = torch.optim.AdamW(parameters, lr=options.lr, betas=(0.9, 0.97), weight_decay=0.01, fused=True)
    ema = Ema(model, options.ema)
    step, statistics = _resume(options.out, model, optimizer, ema)
    clips = Clips(options.latents, tokenizer, model.text.config.length, device, statistics=statistics, seed=step)
    if options.compile:
        for block in model.dit.blocks:
            block.compile()
    turns, shares = list(TURNS), np.array(list(TURNS.values()))
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f} M parameters, {len(clips)} clips", flush=True)
    start = saved = time.perf_counter()
    first, total = step, options.minutes * 60
    losses: dict[str, list[float]] = {name: [] for name in turns}
    while (elapsed := time.perf_counter() - start) < total:
        done = options.start_at + (options.end_at - options.start_at) * elapsed / total
        _set_rate(optimizer, options.lr, step - first, done)
        name = str(clips.rng.choice(turns, p=shares))
        batch = clips.batch(name, max(1, int(options.batch * RELATIVE_BATCH.get(name, 1.0))))
        given = name == "plate" and clips.rng.random() < GIVEN_SHARE
        with torch.autocast(device.type, torch.bfloat16):
            loss = loss_of(model, batch, given=given)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        ema.update(model, step)
        step += 1
        if not given and step % 4 == 0:
            losses[name].append(float(loss.detach()))
        if step % options.report == 0:
            means = "  ".join(f"{layer} {np.mean(values):.3f}" for layer, values in losses.items())
            rate = (step - first) / (time.perf_counter() - start)
            print(f"step {step}  {means}  {rate:.1f} steps/s  {len(clips)} clips  {elapsed / 60:.1f} min", flush=True)
            losses = {layer: [] for layer in turns}
            clips.refresh()
        if time.perf_counter() - saved > CHECKPOINT_SECONDS:
            _save(options.out, model, optimizer, ema, step, clips.statistics)
            saved = time.perf_counter()
    _save(options.out, model, optimizer, ema, step, clips.statistics)


def _fresh(options: argparse.Namespace, device: torch.device) -> TextToVideo:
    tensors, info = load(options.text)
    model = TextToVideo(TextConfig(**info["text"]), SIZES[options.size])
    model.text.load_state_dict(tensors)
    model.text.requires_grad_(False)
    model.prior = load_prior(options.prior)
    return model.to(device)


def _set_rate(optimizer: torch.optim.Optimizer, peak: float, steps: int, done: float) -> None:
    """Warm up over 200 steps, hold, then fall to a hundredth over the last 40 % of the plan (`done` so far)."""
    rate = peak * min(1.0, (steps + 1) / 200) * min(1.0, 0.01 + 0.99 * (1 - done) / 0.4)
    for group in optimizer.param_groups:
        group["lr"] = rate


def _resume(folder: Path, model: TextToVideo, optimizer: torch.optim.Optimizer, ema: Ema) -> tuple[int, Any]:
    if not (folder / "checkpoint.json").exists():
        return 0, None
    tensors, info = load(folder, str(next(model.parameters()).device))
    names = list(learning(model))
    model.load_state_dict({name: tensors[name] for name in names}, strict=False)
    ema.weights = {name: tensors[f"ema.{name}"] for name in names}
    state = optimizer.state_dict()
    for number, name in enumerate(names):
        if f"exp_avg.{name}" not in tensors:
            continue  # its layer had not had a turn
        state["state"][number] = {
            "step": torch.tensor(float(info["step"])),
            **{key: tensors[f"{key}.{name}"] for key in ("exp_avg", "exp_avg_sq")},
        }
    optimizer.load_state_dict(state)
    return int(info["step"]), info["statistics"]


def _save(  # noqa: PLR0917
    folder: Path, model: TextToVideo, optimizer: torch.optim.Optimizer, ema: Ema, step: int, statistics: Any
) -> None:
    state = optimizer.state_dict()["state"]
    tensors = {name: value.detach() for name, value in model.named_parameters()}
    tensors |= {f"ema.{name}": value for name, value in ema.weights.items()}
    for number, name in enumerate(learning(model)):
        tensors |= {f"{key}.{name}": state[number][key] for key in ("exp_avg", "exp_avg_sq") if number in state}
    save(folder, tensors, {"model": model.shape, "step": step, "flow_shift": FLOW_SHIFT, "statistics": statistics})


def load_model(folder: Path, device: str = "cpu") -> TextToVideo:
    """The running mean of a training run's weights, in evaluation mode."""
    tensors, info = load(folder, device)
    model = TextToVideo.of_shape(info["model"]).to(device)
    model.load_state_dict({name: tensors.get(f"ema.{name}", tensors[name]) for name, _ in model.named_parameters()})
    return model.eval().requires_grad_(False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latents", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True, help="a checkpoint of training.train_text")
    parser.add_argument("--prior", type=Path, required=True, help="a checkpoint of training.train_prior")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--batch", type=int, default=24, help="actors a step; plates half, motions twice as many")
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--ema", type=float, default=0.998)
    parser.add_argument("--start-at", type=float, default=0.0, help="how much of the whole plan is done: for the rate")
    parser.add_argument("--end-at", type=float, default=1.0)
    parser.add_argument("--report", type=int, default=200, help="steps between two lines")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--compile", action="store_true")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
