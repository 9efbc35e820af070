"""The text encoder: word pieces to a slot for each question about the text (`training.targets`), which the transformer
reads. It is trained first to answer them: who the second figure is, which camera commands come first, and so on.

Letters: B texts, L pieces, S slots, D width.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.layers import SwiGLU, attention
from training.targets import CLASSES, COMMANDS, PHASES, VALUES

SLOTS = len(CLASSES) + PHASES  # one for each question, one for each phase of the camera


@dataclass(frozen=True, kw_only=True)
class TextConfig:
    """The shape of a text encoder."""

    vocabulary: int
    length: int = 96  # pieces read
    width: int = 256
    heads: int = 4
    layers: int = 3
    gathers: int = 2  # how often the slots look at the text
    slots: int = SLOTS


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
        self.gathers = nn.ModuleList(TextBlock(config.width, config.heads) for _ in range(config.gathers))
        self.norm = nn.RMSNorm(config.width)
        nn.init.normal_(self.embedding.weight, std=0.5)

    def forward(self, pieces: Tensor) -> Tensor:
        bias = torch.zeros_like(pieces, dtype=torch.float32).masked_fill(pieces == 0, -1e4)[
            :, None, None, :
        ]  # (B, 1, 1, L)
        x = self.embedding(pieces) + self.position[: pieces.shape[1]]  # (B, L, D)
        for block in self.blocks:
            x = block(x, x, bias)  # (B, L, D)
        slots = self.slot.expand(len(x), -1, -1)  # (B, S, D)
        for gather in self.gathers:
            slots = gather(slots, x, bias)  # (B, S, D)
        normed: Tensor = self.norm(slots)
        return normed  # (B, S, D)


def trim(pieces: Tensor) -> Tensor:
    """(B, L) without the columns that are padding in every text, at least one left: the same slots for less work."""
    return pieces[:, : max(1, int((pieces != 0).any(0).sum()))]


class FactHeads(nn.Module):
    """The answer of each slot, by one classifier for each kind of answer: who is third is told as who is first is."""

    def __init__(self, config: TextConfig) -> None:
        super().__init__()
        self.classes = nn.ModuleDict({kind: nn.Linear(config.width, len(VALUES[kind])) for kind in {*CLASSES.values()}})
        self.commands = nn.Linear(config.width, len(COMMANDS))

    def forward(self, slots: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        """Slots (B, S, D) to question -> (B, values) and the camera's commands (B, PHASES * 15), both as logits."""
        answers = {name: self.classes[kind](slots[:, at]).float() for at, (name, kind) in enumerate(CLASSES.items())}
        return answers, self.commands(slots[:, len(CLASSES) : SLOTS]).flatten(1).float()


def fact_loss(answers: tuple[dict[str, Tensor], Tensor], classes: Tensor, commands: Tensor) -> Tensor:
    """Mean cross-entropy over the questions (B, questions), and over the commands (B, ...) that are known."""
    losses = [
        F.cross_entropy(logits, truth, ignore_index=-100)
        for logits, truth in zip(answers[0].values(), classes.T, strict=True)
    ]
    known = (commands >= 0).float()
    acting = F.binary_cross_entropy_with_logits(answers[1], commands.clamp_min(0).float(), known)
    return torch.nan_to_num(torch.stack(losses)).mean() + 4 * acting
