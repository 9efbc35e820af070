"""The transformer: a noisy layer of a clip, its noise level and text slots to the clean layer it believes in.

A clip is drawn layer by layer (`video01.layers`), by one transformer that is told which: the plate, the first or second
actor, the veil, the motion. Layers do not look at one another: the text is what they have in common. Letters: B clips,
P numbers a place of a picture layer, h, w its places, N tokens of a layer, D width. A token covers PATCH x PATCH
places, or SPAN instants of motion. Small convolutions before and after the tokens (K wide, joined by a skip) draw the
fine detail, which moves freely over the borders of tokens; attention does the rest. What is drawn is the difference
from what the text leads one to expect (`training.prior`), which stands beside the noise. It predicts the data, not the
velocity (arXiv 2511.13720): a token holds more numbers than D.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.layers import ResidualBlock, SwiGLU, attention
from video01.layers import CANVAS, INSTANTS, PLATE_HEIGHT, PLATE_WIDTH, TRACKS

PATCH = 4  # latents a token, down and across
SPAN = 8  # instants a token
PICTURES = {"plate": (PLATE_HEIGHT // 8, PLATE_WIDTH // 8), "canvas": (CANVAS // 8, CANVAS // 8)}  # kind -> h, w
LAYERS = {
    "plate": "plate",
    "actor0": "canvas",
    "actor1": "canvas",
    "veil": "canvas",
    "motion": "motion",
}  # name -> kind


@dataclass(frozen=True, kw_only=True)
class DiTConfig:
    """The shape of a transformer."""

    latent_channels: int = 8
    width: int = 320
    heads: int = 5
    layers: int = 7
    hidden: int = 768  # of the feed-forward layers
    text_width: int = 256
    slots: int = 12  # of the text
    read_width: int = 384  # of the text as a whole
    detail_width: int = 64  # of the convolutions
    detail_blocks: int = 2  # after the tokens


SIZES = {
    "tiny": DiTConfig(width=64, heads=1, layers=2, hidden=96, detail_width=16, detail_blocks=1),  # for tests
    "small": DiTConfig(),  # two CPU cores
    "base": DiTConfig(width=448, heads=7, layers=8, hidden=1024, detail_width=80),  # one GPU, and still 64 MiB to ship
}


def shapes_of(config: DiTConfig) -> dict[str, tuple[int, ...]]:
    """The shape of each layer, without the batch."""
    numbers = {"plate": config.latent_channels + 1, "canvas": 2 * config.latent_channels}
    return {
        name: (INSTANTS, len(TRACKS)) if kind == "motion" else (numbers[kind], *PICTURES[kind])
        for name, kind in LAYERS.items()
    }


class Block(nn.Module):
    """Attention within the layer, attention to the text, gated feed-forward; adaLN-single modulation."""

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
        shift_a, scale_a, gate_a, shift_m, scale_m, gate_m = (modulation + self.modulation)[:, None].unbind(
            2
        )  # (B, 1, D)
        x = x + gate_a * self._attend(self.norm_self(x) * (1 + scale_a) + shift_a)  # (B, N, D)
        x = x + self._read(self.norm_cross(x), slots)  # (B, N, D)
        return x + gate_m * self.mlp(self.norm_mlp(x) * (1 + scale_m) + shift_m)  # (B, N, D)

    def _attend(self, x: Tensor) -> Tensor:
        q, k, v = self.qkv(x).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)  # (B, heads, N, d) each
        attended = attention(self.norm_q(q).to(v.dtype), self.norm_k(k).to(v.dtype), v)  # (B, heads, N, d)
        return self.out(attended.transpose(1, 2).flatten(2))  # (B, N, D)

    def _read(self, x: Tensor, slots: Tensor) -> Tensor:
        q = self.cross_q(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)  # (B, heads, N, d)
        k, v = self.cross_kv(slots).unflatten(-1, (2, self.heads, -1)).permute(2, 0, 3, 1, 4)  # (B, heads, S, d) each
        return self.cross_out(attention(q, k, v).transpose(1, 2).flatten(2))  # (B, N, D)


class PictureTokens(nn.Module):
    """A picture layer (B, P, h, w) to tokens (B, N, D) and back."""

    def __init__(self, config: DiTConfig, channels: int, size: tuple[int, int]) -> None:
        super().__init__()
        D, K = config.width, config.detail_width
        self.rows, self.columns = size[0] // PATCH, size[1] // PATCH
        self.stem = nn.Sequential(nn.Conv2d(2 * channels, K, 3, padding=1), ResidualBlock(K))
        self.embed = nn.Conv2d(K, D, PATCH, stride=PATCH)
        self.position = nn.Parameter(torch.randn(self.rows * self.columns, D) * 0.1)
        self.head = nn.Linear(D, K * PATCH * PATCH)
        self.detail = nn.Sequential(*(ResidualBlock(K) for _ in range(config.detail_blocks)))
        self.out = nn.Conv2d(K, channels, 3, padding=1)
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)  # type: ignore[arg-type]

    def forward(self, layer: Tensor, expected: Tensor) -> tuple[Tensor, Tensor]:
        fine = self.stem(torch.cat([layer, expected], 1))  # (B, K, h, w)
        return self.embed(fine).flatten(2).transpose(1, 2) + self.position, fine  # (B, N, D), (B, K, h, w)

    def back(self, tokens: Tensor, fine: Tensor) -> Tensor:
        x = self.head(tokens).transpose(1, 2).unflatten(2, (self.rows, self.columns))  # (B, K * 16, rows, columns)
        x = self.detail(fine + F.pixel_shuffle(x, PATCH))  # (B, K, h, w)
        return self.out(F.silu(x))  # (B, P, h, w)


class MotionTokens(nn.Module):
    """Motion (B, INSTANTS, tracks) to tokens (B, N, D) and back."""

    def __init__(self, config: DiTConfig) -> None:
        super().__init__()
        D, numbers = config.width, SPAN * len(TRACKS)
        self.embed = nn.Linear(2 * numbers, D)
        self.position = nn.Parameter(torch.randn(INSTANTS // SPAN, D) * 0.1)
        self.head = nn.Sequential(nn.Linear(D, 2 * D), nn.SiLU(), nn.Linear(2 * D, numbers))

    def forward(self, layer: Tensor, expected: Tensor) -> tuple[Tensor, Tensor]:
        both = torch.cat([layer.unflatten(1, (-1, SPAN)).flatten(2), expected.unflatten(1, (-1, SPAN)).flatten(2)], 2)
        return self.embed(both) + self.position, layer  # (B, N, D), (B, I, tracks)

    def back(self, tokens: Tensor, fine: Tensor) -> Tensor:
        return self.head(tokens).unflatten(2, (SPAN, -1)).flatten(1, 2)  # (B, I, tracks)


class DiT(nn.Module):
    """One layer in, one layer out; see `forward`."""

    def __init__(self, config: DiTConfig) -> None:
        super().__init__()
        self.config = config
        D, C = config.width, config.latent_channels
        self.tokens = nn.ModuleDict(
            {
                "plate": PictureTokens(config, C + 1, PICTURES["plate"]),
                "canvas": PictureTokens(config, 2 * C, PICTURES["canvas"]),
                "motion": MotionTokens(config),
            }
        )
        self.which = nn.Parameter(torch.randn(len(LAYERS), D) * 0.1)
        self.given = nn.Parameter(torch.randn(D) * 0.1)
        self.noise_level = nn.Sequential(nn.Linear(128, D), nn.SiLU(), nn.Linear(D, D))
        self.read = nn.Sequential(nn.Linear(config.slots * config.text_width, config.read_width), nn.SiLU())
        self.pooled = nn.Linear(config.read_width, D)
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

    def forward(  # noqa: PLR0917
        self, name: str, layer: Tensor, expected: Tensor, sigma: Tensor, slots: Tensor, given: Tensor
    ) -> Tensor:
        """The layer `name` of LAYERS, noisy, to a clean one: pictures (B, P, h, w) or motion (B, I, tracks).

        Both are differences from `expected`, of the same shape. `sigma` (B,) is the noise level and `slots`
        (B, S, text_width) the text. Where `given` (B,) is 1, the picture's own latents are not noisy (a picture that
        somebody sent) and only what is not known of it has the level `sigma`.
        """
        return self.at_level(name, layer, expected, waves(sigma), slots, given)

    def at_level(  # noqa: PLR0917
        self, name: str, layer: Tensor, expected: Tensor, level: Tensor, slots: Tensor, given: Tensor
    ) -> Tensor:
        """`forward` with `level` (B, 128) the waves of sigma: half precision cannot find those itself."""
        tokens, which = self.tokens[LAYERS[name]], self.which[list(LAYERS).index(name)]
        text = self.pooled(self.read(slots.flatten(1)))  # (B, D)
        noise = self.noise_level(level) + text + which + given[:, None] * self.given  # (B, D)
        modulation = self.modulation(noise).unflatten(-1, (6, -1))  # (B, 6, D)
        x, fine = tokens(layer, expected)  # (B, N, D)
        x = x + which  # (B, N, D)
        for block in self.blocks:
            x = block(x, modulation, slots)  # (B, N, D)
        return tokens.back(self.norm(x), fine).float()  # type: ignore[operator]


def waves(sigma: Tensor) -> Tensor:
    """Sines and cosines of a noise level in 0..1: (..., ) to (..., 128)."""
    angles = sigma[..., None] * math.pi * 10.0 ** (torch.arange(64, device=sigma.device) * (2.5 / 63))  # (..., 64)
    return torch.cat([angles.cos(), angles.sin()], -1)
