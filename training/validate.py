"""What a model draws right of clips that it was never trained on, read off their tokens: no frame is drawn for it.

Letters: N clips, T tokens, W numbers of a token, C codes.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor

from training.clips import Batch
from training.model import TextToVideo
from video01.sampling import sigmas
from video01.tokens import PLACES, TOKENS

STEPS = 8


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
    slots = model.text(pieces)
    generator = torch.Generator().manual_seed(0)
    tokens = torch.randn((len(pieces), len(TOKENS), model.dit.embed.shape[1]), generator=generator).to(slots.device)
    for sigma, following in pairwise(sigmas(STEPS, flow_shift).tolist()):
        clean = model.dit(tokens, torch.full((len(tokens),), sigma, device=slots.device), slots)
        tokens = clean + following / sigma * (tokens - clean)
    return tokens


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
