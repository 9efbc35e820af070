"""Teach the text encoder to read: predict the facts of a scene from its caption. Minutes on a CPU; needs no picture.

python -m training.train_text --out training/out/text --minutes 4
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import torch
from torch import Tensor, nn

from training.checkpoint import save
from training.source import Source, open_source
from training.text import FactHeads, TextConfig, TextEncoder, fact_loss, trim
from video01.tokenizer import Tokenizer

PEAK_RATE = 2e-3


class Examples:
    """Captions with their facts, drawn at random from a source."""

    def __init__(self, source: Source, number: int) -> None:
        self.about = [(source.captions(clip), source.facts(clip)) for clip in range(number)]
        kinds = self.about[0][1]
        self.values = {kind: sorted({facts[kind] for _, facts in self.about}) for kind in kinds}

    def texts(self) -> list[str]:
        return [text for captions, _ in self.about for text in captions]

    def batch(self, tokenizer: Tokenizer, length: int, number: int) -> tuple[Tensor, dict[str, Tensor]]:
        """Pieces (B, L) and, for each kind of fact, the number of its value (B,)."""
        chosen = [self.about[at] for at in torch.randint(len(self.about), (number,)).tolist()]
        which = torch.randint(1_000_000, (number,)).tolist()
        texts = [captions[at % len(captions)] for (captions, _), at in zip(chosen, which, strict=True)]
        truth = {
            kind: torch.tensor([values.index(facts[kind]) for _, facts in chosen])
            for kind, values in self.values.items()
        }
        return trim(torch.tensor([tokenizer.encode(text, length) for text in texts])), truth


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    examples = Examples(open_source(options.source), options.examples)
    tokenizer = Tokenizer.train(examples.texts(), size=options.vocabulary)
    config = TextConfig(vocabulary=len(tokenizer), length=options.length)
    encoder, heads = TextEncoder(config), FactHeads(config, examples.values)
    print(
        f"{len(tokenizer)} pieces, " + ", ".join(f"{len(values)} {kind}s" for kind, values in examples.values.items())
    )
    optimizer = torch.optim.AdamW(
        [*encoder.parameters(), *heads.parameters()], lr=PEAK_RATE, betas=(0.9, 0.95), weight_decay=0.01
    )
    start, step = time.perf_counter(), 0
    total = options.minutes * 60 if examples.values else 0  # without facts it learns with the transformer alone
    while (elapsed := time.perf_counter() - start) < total:
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step + 1) / 200) * max(0.05, 1 - elapsed / total)
        pieces, truth = examples.batch(tokenizer, options.length, options.batch)
        with torch.autocast("cpu", torch.bfloat16):
            answers = heads(encoder(pieces))
        loss = fact_loss(answers, truth)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % 100 == 0:
            right = {kind: (answers[kind].argmax(-1) == truth[kind]).float().mean().item() for kind in truth}
            shares = "  ".join(f"{kind} {share:.0%}" for kind, share in right.items())
            print(f"step {step}  loss {loss.item():.3f}  {shares}  {elapsed / 60:.1f} min", flush=True)
    save(options.out, dict(encoder.state_dict()), {"text": vars(config), "step": step, "facts": examples.values})
    tokenizer.save(options.out / "tokenizer.json")
    (options.out / "facts.json").write_text(json.dumps(examples.values, indent=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", default="world")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=4.0)
    parser.add_argument("--examples", type=int, default=30000, help="clips whose captions are read")
    parser.add_argument("--vocabulary", type=int, default=4096)
    parser.add_argument("--length", type=int, default=64, help="pieces a caption")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
