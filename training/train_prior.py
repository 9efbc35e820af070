"""Teach the prior what each text leads one to expect, by plain regression on cached latents. Minutes on a CPU.

    python -m training.train_prior --latents training/out/latents --text training/out/text --out training/out/prior \
        --minutes 4
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch
from torch import Tensor

from training.checkpoint import load, save
from training.clips import CANVASES, Clips
from training.dit import LAYERS, SIZES
from training.prior import Prior
from training.text import TextConfig, TextEncoder, trim
from video01.layers import TRACKS
from video01.tokenizer import Tokenizer

TURNS = ("actor0", "plate", "actor0", "motion", "actor0", "actor1", "plate", "veil", "motion", "actor1")


@torch.no_grad()
def read_captions(encoder: TextEncoder, tokenizer: Tokenizer, clips: Clips) -> Tensor:
    """The slots of every caption: (clips, captions, S, D) in half precision; an empty one is added to each clip's."""
    texts = [[*captions, ""] for shard in clips.captions for captions in shard]
    most = max(map(len, texts))
    flat = [text for captions in texts for text in (captions * most)[:most]]
    slots = []
    for start in range(0, len(flat), 256):
        pieces = [tokenizer.encode(text, encoder.config.length) for text in flat[start : start + 256]]
        with torch.autocast("cpu", torch.bfloat16):
            slots.append(encoder(trim(torch.tensor(pieces))).half())
    return torch.cat(slots).unflatten(0, (len(texts), most))


def layer_of(clips: Clips, name: str) -> Tensor:
    """One layer of all clips, (clips, ...) in half precision."""
    if name in CANVASES:
        return torch.cat([shard["canvases"][:, CANVASES.index(name)] for shard in clips.shards])
    return torch.cat([shard[name] for shard in clips.shards])


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    tensors, info = load(options.text)
    encoder = TextEncoder(TextConfig(**info["text"]))
    encoder.load_state_dict(tensors)
    tokenizer = Tokenizer.load(options.text / "tokenizer.json")
    clips = Clips(options.latents, tokenizer, encoder.config.length, torch.device("cpu"))
    slots = read_captions(encoder.eval(), tokenizer, clips)
    layers = {name: layer_of(clips, name) for name in LAYERS}
    there = layers["motion"][:, :, TRACKS.index("opacity1")].float().amax(1)
    pairs = torch.nonzero(there > there.float().mean()).flatten()
    everyone = torch.arange(len(slots))
    prior = Prior(SIZES[options.size])
    optimizer = torch.optim.AdamW(prior.parameters(), lr=options.lr, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    start, step, total = time.perf_counter(), 0, options.minutes * 60
    print(f"{len(slots)} clips, {slots.shape[1]} captions each, {len(pairs)} with two actors", flush=True)
    losses: dict[str, list[float]] = {name: [] for name in LAYERS}
    while (elapsed := time.perf_counter() - start) < total:
        for group in optimizer.param_groups:
            group["lr"] = options.lr * min(1.0, (step + 1) / 100) * max(0.02, 1 - elapsed / total)
        name = TURNS[step % len(TURNS)]
        chosen = pairs if name == "actor1" and len(pairs) else everyone
        which = chosen[torch.randint(len(chosen), (options.batch,))]
        text = slots[which, torch.randint(slots.shape[1], (options.batch,))].float()
        with torch.autocast("cpu", torch.bfloat16):
            expected = prior(text, name)
        loss = (expected.float() - layers[name][which].float()).square().mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses[name].append(float(loss.detach()))
        step += 1
        if step % 500 == 0:
            means = "  ".join(f"{layer} {sum(values) / max(1, len(values)):.3f}" for layer, values in losses.items())
            print(f"step {step}  {means}  {step / elapsed:.1f} steps/s  {elapsed / 60:.1f} min", flush=True)
            losses = {layer: [] for layer in LAYERS}
    about = {"size": options.size, "step": step, "statistics": clips.statistics}
    save(options.out, dict(prior.state_dict()), about, dtype=torch.float32)


def load_prior(folder: Path, device: str = "cpu") -> Prior:
    """A trained prior, frozen."""
    tensors, info = load(folder, device)
    prior = Prior(SIZES[info["size"]]).to(device)
    prior.load_state_dict(tensors)
    return prior.eval().requires_grad_(False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latents", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--minutes", type=float, default=4.0)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
