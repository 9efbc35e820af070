"""The text encoder: word pieces to a few slots that the transformer reads, trained first to say the facts of the text.

Letters: B texts, L pieces, S slots, D width.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.layers import SwiGLU, attention
from training.targets import CLASSES, COMMANDS, PHASES, VALUES

HEADS_WIDTH = 384  # that all questions share


@dataclass(frozen=True, kw_only=True)
class TextConfig:
    """The shape of a text encoder."""

    vocabulary: int
    length: int = 96  # pieces read
    width: int = 256
    heads: int = 4
    layers: int = 3
    slots: int = 20


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
    """One classifier a question (`training.targets`), on all slots together: what teaches the encoder to read."""

    def __init__(self, config: TextConfig) -> None:
        super().__init__()
        self.read = nn.Linear(config.slots * config.width, HEADS_WIDTH)
        self.classes = nn.Linear(HEADS_WIDTH, sum(len(VALUES[kind]) for kind in CLASSES.values()))
        self.commands = nn.Linear(HEADS_WIDTH, PHASES * len(COMMANDS))

    def forward(self, slots: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        """Slots (B, S, D) to question -> (B, values) and the camera's commands (B, PHASES * 15), both as logits."""
        flat = self.read(slots.flatten(1))  # (B, HEADS_WIDTH)
        split = self.classes(flat).float().split([len(VALUES[kind]) for kind in CLASSES.values()], -1)
        return dict(zip(CLASSES, split, strict=True)), self.commands(flat).float()


def fact_loss(answers: tuple[dict[str, Tensor], Tensor], classes: Tensor, commands: Tensor) -> Tensor:
    """Mean cross-entropy over the questions (B, questions), and over the commands (B, ...) that are known."""
    losses = [
        F.cross_entropy(logits, truth, ignore_index=-100)
        for logits, truth in zip(answers[0].values(), classes.T, strict=True)
    ]
    known = (commands >= 0).float()
    acting = F.binary_cross_entropy_with_logits(answers[1], commands.clamp_min(0).float(), known)
    return torch.nan_to_num(torch.stack(losses)).mean() + 4 * acting
