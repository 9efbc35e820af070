"""The transformer: the noisy tokens of a clip (`video01.tokens`), their noise level and text slots to clean tokens.

Letters: B clips, T tokens, W numbers of a token, D width, S slots of the text. It predicts the data, not the velocity
(arXiv 2511.13720): most numbers follow from the text and should come out exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.layers import SwiGLU, attention
from video01.tokens import KINDS, TOKENS, WIDTH


@dataclass(frozen=True, kw_only=True)
class DiTConfig:
    """The shape of a transformer."""

    width: int = 288
    heads: int = 6
    layers: int = 6
    hidden: int = 768  # of the feed-forward layers
    text_width: int = 256


SIZES = {
    "tiny": DiTConfig(width=64, heads=1, layers=2, hidden=96),  # for tests
    "small": DiTConfig(),  # two CPU cores
    "base": DiTConfig(width=448, heads=7, layers=8, hidden=1024),  # one GPU
}


class Block(nn.Module):
    """Attention among the tokens, attention to the text, gated feed-forward; adaLN-single modulation."""

    def __init__(self, config: DiTConfig) -> None:
        super().__init__()
        D = config.width
        self.heads = config.heads
        self.modulation = nn.Parameter(torch.zeros(6, D))
        self.norm_self, self.norm_cross, self.norm_mlp = (nn.RMSNorm(D, elementwise_affine=False) for _ in range(3))
        self.norm_q, self.norm_k = nn.RMSNorm(D // config.heads), nn.RMSNorm(D // config.heads)
        self.qkv, self.out = nn.Linear(D, 3 * D, bias=False), nn.Linear(D, D, bias=False)
        self.cross_q, self.cross_out = nn.Linear(D, D, bias=False), nn.Linear(D, D, bias=False)
        self.cross_kv = nn.Linear(config.text_width, 2 * D, bias=False)
        self.mlp = SwiGLU(D, config.hidden)

    def forward(self, x: Tensor, modulation: Tensor, slots: Tensor) -> Tensor:
        steps = (modulation + self.modulation)[:, None].unbind(2)  # 6 of (B, 1, D)
        shift_a, scale_a, gate_a, shift_m, scale_m, gate_m = steps
        x = x + gate_a * self._attend(self.norm_self(x) * (1 + scale_a) + shift_a)  # (B, T, D)
        x = x + self._read(self.norm_cross(x), slots)  # (B, T, D)
        return x + gate_m * self.mlp(self.norm_mlp(x) * (1 + scale_m) + shift_m)  # (B, T, D)

    def _attend(self, x: Tensor) -> Tensor:
        q, k, v = self.qkv(x).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)  # (B, heads, T, d) each
        attended = attention(self.norm_q(q).to(v.dtype), self.norm_k(k).to(v.dtype), v)  # (B, heads, T, d)
        return self.out(attended.transpose(1, 2).flatten(2))  # (B, T, D)

    def _read(self, x: Tensor, slots: Tensor) -> Tensor:
        q = self.cross_q(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)  # (B, heads, T, d)
        k, v = self.cross_kv(slots).unflatten(-1, (2, self.heads, -1)).permute(2, 0, 3, 1, 4)  # (B, heads, S, d) each
        return self.cross_out(attention(q, k, v).transpose(1, 2).flatten(2))  # (B, T, D)


class DiT(nn.Module):
    """All tokens of a clip in, all tokens out; see `forward`."""

    def __init__(self, config: DiTConfig) -> None:
        super().__init__()
        self.config = config
        D, T, K = config.width, len(TOKENS), len(KINDS)
        self.kinds = [list(KINDS).index(kind) for kind in TOKENS.values()]
        self.embed = nn.Parameter(torch.randn(K, WIDTH, D) / math.sqrt(WIDTH))  # each kind has a way in of its own
        self.position = nn.Parameter(torch.randn(T, D) * 0.3)
        self.head = nn.Parameter(torch.randn(K, D, WIDTH) * (0.2 / math.sqrt(D)))  # and a way out
        self.bias = nn.Parameter(torch.zeros(T, WIDTH))
        self.noise_level = nn.Sequential(nn.Linear(128, D), nn.SiLU(), nn.Linear(D, D))
        self.modulation = nn.Sequential(nn.SiLU(), nn.Linear(D, 6 * D))
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = nn.RMSNorm(D)
        self._start()

    def _start(self) -> None:
        """Quiet residual branches at first, so that depth costs nothing."""
        for block in self.blocks:
            for layer in (block.out, block.cross_out, block.mlp.down):  # type: ignore[union-attr]
                nn.init.normal_(layer.weight, std=0.02 / math.sqrt(2 * self.config.layers))  # type: ignore[union-attr,arg-type]
            with torch.no_grad():
                block.modulation[2].fill_(1.0)  # type: ignore[index,operator]
                block.modulation[5].fill_(1.0)  # type: ignore[index,operator]
        nn.init.zeros_(self.modulation[1].weight)  # type: ignore[arg-type]
        nn.init.zeros_(self.modulation[1].bias)  # type: ignore[arg-type]

    def forward(self, tokens: Tensor, sigma: Tensor, slots: Tensor) -> Tensor:
        """Noisy tokens (B, T, W) at noise level sigma (B,), with the text's slots (B, S, text_width), to clean ones."""
        return self.at_level(tokens, waves(sigma), slots)

    def at_level(self, tokens: Tensor, level: Tensor, slots: Tensor) -> Tensor:
        """`forward` with `level` (B, 128) the waves of sigma: half precision cannot find those itself."""
        modulation = self.modulation(self.noise_level(level)).unflatten(-1, (6, -1))  # (B, 6, D)
        x = torch.einsum("btw,twd->btd", tokens, self.embed[self.kinds]) + self.position  # (B, T, D)
        for block in self.blocks:
            x = block(x, modulation, slots)  # (B, T, D)
        return (torch.einsum("btd,tdw->btw", self.norm(x), self.head[self.kinds]) + self.bias).float()  # (B, T, W)


def waves(sigma: Tensor) -> Tensor:
    """Sines and cosines of a noise level in 0..1: (..., ) to (..., 128)."""
    angles = sigma[..., None] * math.pi * 10.0 ** (torch.arange(64, device=sigma.device) * (2.5 / 63))  # (..., 64)
    return torch.cat([angles.cos(), angles.sin()], -1)
