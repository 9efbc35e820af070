"""Teach the text encoder to read: predict the facts that a caption tells. Minutes on a CPU; needs no picture.

python -m training.train_text --captions training/out/clips --out training/out/text --minutes 12

It resumes from its own checkpoint; the rate falls over the time that it is given.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.checkpoint import load, save
from training.clips import Captions
from training.text import FactHeads, TextConfig, TextEncoder, fact_loss, trim
from video01.tokenizer import Tokenizer

PEAK_RATE = 2e-3
CHECKPOINT_SECONDS = 120.0
REPORT = 200  # steps


class Reader(nn.Module):
    """The encoder with the heads that it is taught by."""

    def __init__(self, config: TextConfig) -> None:
        super().__init__()
        self.encoder, self.heads = TextEncoder(config), FactHeads(config)

    def forward(self, pieces: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        answers: tuple[dict[str, Tensor], Tensor] = self.heads(self.encoder(pieces))
        return answers


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    captions = Captions(options.captions)
    tokenizer, reader, step = _begin(options, captions)
    captions.tokenize(tokenizer, reader.encoder.config.length)
    device = torch.device(options.device)
    reader.to(device)
    optimizer = torch.optim.AdamW(reader.parameters(), lr=PEAK_RATE, betas=(0.9, 0.95), weight_decay=0.01, fused=True)
    rng = np.random.default_rng(step)
    print(f"{len(tokenizer)} pieces, {len(captions)} captions", flush=True)
    start = saved = time.perf_counter()
    first, total, waiting = step, options.minutes * 60, list[NDArray[np.int64]]()
    while (elapsed := time.perf_counter() - start) < total:
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step - first + 1) / 200) * max(0.02, 1 - elapsed / total)
        if not waiting:
            waiting = _alike(captions, rng, options.batch)
        pieces, classes, commands = (tensor.to(device) for tensor in captions.batch(waiting.pop()))
        with torch.autocast(device.type, torch.bfloat16):
            answers = reader(trim(pieces))
        loss = fact_loss(answers, classes, commands)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % REPORT == 0:
            print(f"step {step}  loss {loss.item():.4f}  {elapsed / 60:.1f} min", flush=True)
        if time.perf_counter() - saved > CHECKPOINT_SECONDS:
            _save(options.out, reader, tokenizer, step)
            print(f"  {_shares(reader, captions)}", flush=True)
            saved = time.perf_counter()
    _save(options.out, reader, tokenizer, step)
    print(f"  {_shares(reader, captions)}", flush=True)


def _alike(captions: Captions, rng: np.random.Generator, batch: int) -> list[NDArray[np.int64]]:
    """A few batches of captions about as long as one another, so that little is padding; the batches in any order."""
    drawn = captions.draw(rng, 8 * batch)
    batches = np.split(drawn[np.argsort(captions.lengths[drawn])], 8)
    return [batches[at] for at in rng.permutation(8)]


def load_encoder(folder: Path) -> TextEncoder:
    """The encoder of a checkpoint, in evaluation mode."""
    return _load(folder)[0].encoder.eval()


def _begin(options: argparse.Namespace, captions: Captions) -> tuple[Tokenizer, Reader, int]:
    if (options.out / "checkpoint.json").exists():
        reader, step = _load(options.out)
        return Tokenizer.load(options.out / "tokenizer.json"), reader, step
    tokenizer = Tokenizer.train(captions.texts, size=options.vocabulary)
    return tokenizer, Reader(TextConfig(vocabulary=len(tokenizer), length=options.length)), 0


def _load(folder: Path) -> tuple[Reader, int]:
    tensors, info = load(folder)
    reader = Reader(TextConfig(**info["text"]))
    reader.load_state_dict(tensors)
    return reader, int(info["step"])


def _save(folder: Path, reader: Reader, tokenizer: Tokenizer, step: int) -> None:
    save(folder, dict(reader.state_dict()), {"text": vars(reader.encoder.config), "step": step})
    tokenizer.save(folder / "tokenizer.json")


@torch.no_grad()
def _shares(reader: Reader, captions: Captions) -> str:
    """How many answers are right of those that captions tell which were never trained on, for each question."""
    pieces, classes, _ = captions.batch(captions.held_out())
    answers = reader(trim(pieces.to(next(reader.parameters()).device)))[0]
    right = {
        name: (logits.argmax(-1).cpu() == truth)[truth > 0].float().mean().item()
        for (name, logits), truth in zip(answers.items(), classes.T, strict=True)
        if (truth > 0).any()
    }
    return "  ".join(f"{name} {share:.0%}" for name, share in right.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captions", type=Path, required=True, help="what `training.prepare clips` wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=12.0)
    parser.add_argument("--vocabulary", type=int, default=6144)
    parser.add_argument("--length", type=int, default=96, help="pieces a caption")
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
