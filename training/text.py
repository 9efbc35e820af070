"""The text encoder: word pieces to a few slots that the transformer reads, trained first to say the facts of the text.

Letters: B texts, L pieces, S slots, D width.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.layers import SwiGLU, attention


@dataclass(frozen=True, kw_only=True)
class TextConfig:
    """The shape of a text encoder."""

    vocabulary: int
    length: int = 64  # pieces read
    width: int = 256
    heads: int = 4
    layers: int = 2
    slots: int = 12


class TextBlock(nn.Module):
    """Pre-norm attention over a memory, then a gated feed-forward layer."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm_query, self.norm_memory, self.norm_mlp = nn.RMSNorm(width), nn.RMSNorm(width), nn.RMSNorm(width)
        self.query, self.key_value = nn.Linear(width, width, bias=False), nn.Linear(width, 2 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.mlp = SwiGLU(width, width * 2)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor | None = None) -> Tensor:
        q = self.query(self.norm_query(x)).unflatten(-1, (self.heads, -1)).transpose(1, 2)  # (B, heads, N, D/heads)
        kv = self.key_value(self.norm_memory(memory)).unflatten(-1, (2, self.heads, -1))  # (B, L, 2, heads, D/heads)
        k, v = kv[:, :, 0].transpose(1, 2), kv[:, :, 1].transpose(1, 2)  # (B, heads, L, D/heads)
        x = x + self.out(attention(q, k, v, mask).transpose(1, 2).flatten(2))  # (B, N, D)
        return x + self.mlp(self.norm_mlp(x))  # (B, N, D)


class TextEncoder(nn.Module):
    """Numbers of pieces (B, L) to slots (B, S, D). An empty text has its own learned slots, for guidance."""

    def __init__(self, config: TextConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.position = nn.Parameter(torch.randn(config.length, config.width) * 0.02)
        self.blocks = nn.ModuleList(TextBlock(config.width, config.heads) for _ in range(config.layers))
        self.slot = nn.Parameter(torch.randn(config.slots, config.width))
        self.gather = TextBlock(config.width, config.heads)
        self.norm = nn.RMSNorm(config.width)
        nn.init.normal_(self.embedding.weight, std=0.5)

    def forward(self, pieces: Tensor) -> Tensor:
        bias = torch.zeros_like(pieces, dtype=torch.float32).masked_fill(pieces == 0, -1e4)[
            :, None, None, :
        ]  # (B, 1, 1, L)
        x = self.embedding(pieces) + self.position[: pieces.shape[1]]  # (B, L, D)
        for block in self.blocks:
            x = block(x, x, bias)  # (B, L, D)
        slots = self.gather(self.slot.expand(len(x), -1, -1), x, bias)  # (B, S, D)
        normed: Tensor = self.norm(slots)
        return normed  # (B, S, D)


def trim(pieces: Tensor) -> Tensor:
    """(B, L) without the columns that are padding in every text, at least one left: the same slots for less work."""
    return pieces[:, : max(1, int((pieces != 0).any(0).sum()))]


class FactHeads(nn.Module):
    """One classifier a kind of fact, on all slots together: the auxiliary task that teaches the encoder to read."""

    def __init__(self, config: TextConfig, facts: dict[str, list[str]]) -> None:
        super().__init__()
        self.facts = facts
        self.heads = nn.ModuleDict({kind: nn.Linear(config.slots * config.width, len(v)) for kind, v in facts.items()})

    def forward(self, slots: Tensor) -> dict[str, Tensor]:
        flat = slots.flatten(1)  # (B, S * D)
        return {kind: head(flat) for kind, head in self.heads.items()}  # kind -> (B, values)


def fact_loss(answers: dict[str, Tensor], truth: dict[str, Tensor]) -> Tensor:
    """Mean cross-entropy over the kinds; a truth of -100 means that the text does not say."""
    losses = [F.cross_entropy(answers[kind].float(), truth[kind], ignore_index=-100) for kind in truth]
    return torch.stack([torch.nan_to_num(loss) for loss in losses]).mean()
