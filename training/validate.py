"""What a model draws right of clips that it was never trained on, read off their tokens: no frame is drawn for it.

Letters: N clips, T tokens, W numbers of a token, C codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.clips import Batch, Statistics
from training.model import TextToVideo
from training.text import trim
from video01.engines.sketch import sketch
from video01.generation import DEFAULT_SIZE
from video01.media import jpeg
from video01.memory import Memory
from video01.prompt import optimize
from video01.sampling import sigmas
from video01.tokenizer import Tokenizer
from video01.tokens import PLACES, TOKENS

STEPS = 8
ACROSS = 4  # pictures of a sheet in one row


@torch.no_grad()
def validate(model: TextToVideo, clips: Batch, flow_shift: float) -> dict[str, float]:
    """The share of figures that are who they should be, and by how much the other numbers are off; each token apart.

    Errors are root mean squares, as shares of what a number varies over; what may be so or so keeps them from zero.
    """
    drawn = draw(model, clips.pieces, flow_shift)  # (N, T, W)
    code = PLACES["actor"]["code"]
    found: dict[str, float] = {}
    for row, (name, kind) in enumerate(TOKENS.items()):
        told = clips.told[:, row].clone()
        if kind == "actor":
            shown = told[:, code.start] > 0
            if shown.any():
                found[f"{name} right"] = _right(drawn[shown, row, code], clips.tokens[shown, row, code])
            told[:, code] = 0
        if kind in ("actor", "way", "camera") and told.any():
            found[name] = _off(drawn[:, row], clips.tokens[:, row], told)
    return found


@torch.no_grad()
def draw(model: TextToVideo, pieces: Tensor, flow_shift: float) -> Tensor:
    """The tokens of clips (N, T, W), normalised, from texts (N, L), without guidance; the noise is always the same."""
    slots = model.text(trim(pieces))
    generator = torch.Generator().manual_seed(0)
    tokens = torch.randn((len(pieces), len(TOKENS), model.dit.embed.shape[1]), generator=generator).to(slots.device)
    for sigma, following in pairwise(sigmas(STEPS, flow_shift).tolist()):
        clean = model.dit(tokens, torch.full((len(tokens),), sigma, device=slots.device), slots)
        tokens = clean + following / sigma * (tokens - clean)
    return tokens


def sheet(  # noqa: PLR0917
    model: TextToVideo,
    tokenizer: Tokenizer,
    prompts: Sequence[str],
    statistics: Statistics,
    memory: Memory,
    flow_shift: float,
    out: Path,
) -> None:
    """Write what the model draws of prompts, one small frame of each, as a JPEG."""
    device = next(model.parameters()).device
    texts = [tokenizer.encode(optimize(prompt).prompt, model.text.config.length) for prompt in prompts]
    drawn = draw(model, torch.tensor(texts, device=device), flow_shift).cpu().numpy()
    mean, deviation = (np.array(statistics[name], np.float32) for name in ("mean", "deviation"))
    frames = [sketch(tokens * deviation + mean, memory, DEFAULT_SIZE) for tokens in drawn]
    frames += [np.zeros_like(frames[0])] * (-len(frames) % ACROSS)
    rows = [np.concatenate(frames[at : at + ACROSS], 1) for at in range(0, len(frames), ACROSS)]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(jpeg(np.concatenate(rows), quality=85))


def report(found: dict[str, float]) -> str:
    """One line: shares in per cent, errors as they are."""
    return "  ".join(
        f"{name} {value:.0%}" if name.endswith("right") else f"{name} {value:.2f}" for name, value in found.items()
    )


def _right(mine: Tensor, true: Tensor) -> float:
    """The share of codes (C, CODE) that are nearer to the true one than to any other one's."""
    known = torch.nn.functional.normalize(true, dim=1)
    return float(((mine @ known.T).argmax(1) == (true @ known.T).argmax(1)).float().mean())


def _off(mine: Tensor, true: Tensor, told: Tensor) -> float:
    """Root mean square of what means something."""
    return float((((mine - true) * told).square().sum() / told.sum().clamp_min(1)).sqrt())
