"""Train the transformer on prepared clips by rectified flow. Resumes from its own checkpoint.

    python -m training.train_dit --clips training/out/clips --text training/out/text --out training/out/dit --compile

The text encoder stays as it was trained. (Trained on together with a fresh transformer, one forgot how to read.) With
--memory, each checkpoint draws the same prompts from the same noise: OUT.samples/STEP.jpg.
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
from training.clips import Batch, Clips, Statistics
from training.dit import SIZES
from training.flow import draw_sigma, mix, velocity_loss
from training.model import TextToVideo
from training.text import trim
from training.throughput import limit, operations
from training.train_text import load_encoder
from training.validate import report, sheet, validate
from video01.layers import KEYS, WAY
from video01.memory import Memory
from video01.tokenizer import Tokenizer
from video01.tokens import PLACES, TOKENS

CHECKPOINT_SECONDS = 150.0
SAMPLES = 24  # prompts that each checkpoint draws
FLOW_SHIFT = 2.0  # of the noise levels towards noise
WEIGHTS = {  # kind and field -> weight of its numbers in the loss, where it is not 1
    ("", "there"): 4.0,
    ("scenery", "gain"): 2.0,  # the hour of the day
    ("scenery", "lift"): 2.0,
    ("actor", "code"): 2.0,  # there are many actors to know
    ("actor", "colour"): 2.5,
    ("actor", "rate"): 8.0,  # one number of many, and who bounces slowly is seen to jump
    ("actor", "step"): 3.0,
    ("actor", "bob"): 3.0,
    ("actor", "squash"): 2.0,
}
CURVES = ("camera", "way")  # kinds of tokens, and their field, that are told as cosines
LEAST_WEIGHT = 0.05  # of a cosine
FACING_WEIGHT = 4.0  # a figure that walks backwards is seen at once
UNTOLD_WEIGHT = 0.03  # of numbers that mean nothing: they shall stay about zero


def loss_of(model: TextToVideo, batch: Batch, weight: Tensor) -> Tensor:
    """The velocity loss of one batch, at a random noise level for each clip; `weight`, (T, W), is of each number."""
    slots = read(model, batch.pieces)
    sigma = draw_sigma(len(batch.tokens), shift=FLOW_SHIFT, device=batch.tokens.device)
    noisy = mix(batch.tokens, torch.randn_like(batch.tokens), sigma)
    predicted = model.dit(noisy, sigma, slots)
    return velocity_loss(predicted, batch.tokens, sigma, weight * meant(batch.told))


def meant(told: Tensor) -> Tensor:
    """How much numbers count for meaning something (1 of `told`) or nothing (0), of the same shape."""
    return told + UNTOLD_WEIGHT * (1 - told)


@torch.no_grad()
def read(model: TextToVideo, pieces: Tensor, parts: int = 4) -> Tensor:
    """The slots of texts (B, L), read in a few groups of about the same length, so that little is padding."""
    order = (pieces != 0).sum(1).argsort()
    groups = pieces[order].chunk(parts) if len(pieces) >= parts else (pieces,)
    slots = torch.cat([model.text(trim(group)) for group in groups])
    return slots[order.argsort()] if len(groups) > 1 else slots[: len(pieces)]


def weight_of(statistics: Statistics, device: torch.device) -> Tensor:
    """How much each number counts where it means something: (T, W).

    Of a way's cosines those count most that it varies most in: the slow ones.
    """
    deviation = torch.tensor(statistics["deviation"], device=device)
    weight = torch.ones_like(deviation)
    for row, kind in enumerate(TOKENS.values()):
        for field, place in PLACES[kind].items():
            weight[row, place] = WEIGHTS.get((kind, field), WEIGHTS.get(("", field), 1.0))
        if kind in CURVES:
            cosines = deviation[row, PLACES[kind][kind]].unflatten(0, (KEYS, -1))
            weight[row, PLACES[kind][kind]] = (cosines / cosines.mean(0)).clamp_min(LEAST_WEIGHT).flatten()
        if kind == "way":
            weight[row, WAY.index("facing") : KEYS * len(WAY) : len(WAY)] *= FACING_WEIGHT
    return weight


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
    model = _fresh(options).to(device)
    parameters = list(learning(model).values())
    optimizer = torch.optim.AdamW(parameters, lr=options.lr, betas=(0.9, 0.97), weight_decay=0.01, fused=True)
    ema = Ema(model, options.ema)
    step, statistics = _resume(options.out, model, optimizer, ema)
    clips = Clips(options.clips, tokenizer, model.text.config.length, device, statistics)
    rng = np.random.default_rng(step)
    weight = weight_of(clips.statistics, device)
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f} M parameters, {len(clips)} clips", flush=True)
    with torch.autocast(device.type, torch.bfloat16):
        each = operations(lambda: loss_of(model, clips.batch(rng, options.batch), weight)) / options.batch
    most = limit(device) / each
    print(f"{each / 1e9:.2f} GFLOP a clip: no more than {most:.0f} clips/s by products of large matrices", flush=True)
    if options.compile:
        for block in model.dit.blocks:
            block.compile()
    held_out = clips.held_out()

    def checkpoint() -> None:
        _save(options.out, model, optimizer, ema, step, clips.statistics)
        mean = load_model(options.out, options.device)
        print(f"  {report(validate(mean, held_out, FLOW_SHIFT))}", flush=True)
        if options.memory is not None:
            texts = options.samples.read_text(encoding="utf-8").splitlines()[:SAMPLES]
            out = options.out.with_name(options.out.name + ".samples") / f"{step:06d}.jpg"
            sheet(mean, tokenizer, texts, clips.statistics, Memory(options.memory), FLOW_SHIFT, out)

    start = saved = time.perf_counter()
    first, total, losses = step, options.minutes * 60, list[float]()
    while (elapsed := time.perf_counter() - start) < total:
        done = options.start_at + (options.end_at - options.start_at) * elapsed / total
        _set_rate(optimizer, options.lr, step - first, done)
        with torch.autocast(device.type, torch.bfloat16):
            loss = loss_of(model, clips.batch(rng, options.batch), weight)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        ema.update(model, step)
        step += 1
        losses.append(float(loss.detach()))
        if step % options.report == 0:
            rate = (step - first) * options.batch / (time.perf_counter() - start)
            print(
                f"step {step}  {np.mean(losses):.4f}  {rate:.0f} clips/s ({rate / most:.0%})  {elapsed / 60:.1f} min",
                flush=True,
            )
            losses.clear()
        if time.perf_counter() - saved > CHECKPOINT_SECONDS:
            checkpoint()
            saved = time.perf_counter()
    checkpoint()


def _fresh(options: argparse.Namespace) -> TextToVideo:
    encoder = load_encoder(options.text)
    model = TextToVideo(encoder.config, SIZES[options.size])
    model.text = encoder.requires_grad_(False)
    return model


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
    parser.add_argument("--clips", type=Path, required=True, help="what `training.prepare clips` wrote")
    parser.add_argument("--text", type=Path, required=True, help="a checkpoint of training.train_text")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--memory", type=Path, help="what `training.remember` wrote: to draw samples with")
    parser.add_argument("--samples", type=Path, default=Path("training/prompts.txt"), help="prompts, one a line")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--ema", type=float, default=0.999)
    parser.add_argument("--start-at", type=float, default=0.0, help="how much of the whole plan is done: for the rate")
    parser.add_argument("--end-at", type=float, default=1.0)
    parser.add_argument("--report", type=int, default=200, help="steps between two lines")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--compile", action="store_true")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
