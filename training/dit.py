"""The transformer: noisy latents, a noise level a time step and text slots to the clean latents it believes in.

Letters: B clips, C latent channels, F latent frames, h, w latents down and across; CHUNK frames are packed into one
time step: T = 1 + (F - 1) / CHUNK steps (the first frame alone is the first step), P = C * CHUNK numbers a place.
Tokens cover PATCH x PATCH places: N = (h / PATCH) (w / PATCH) tokens a step, each D wide. Small convolutions before and
after the tokens (K wide, joined by a skip) draw the fine detail, which moves freely over the borders of tokens;
attention does the rest.
It predicts the data, not the velocity (arXiv 2511.13720): a token holds more numbers than D.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.layers import ResidualBlock, SwiGLU, attention
from training.text import TextConfig, TextEncoder

PATCH = 4  # latents a token, down and across
CHUNK = 8  # frames a token


@dataclass(frozen=True, kw_only=True)
class DiTConfig:
    """The shape of a transformer."""

    latent_channels: int = 8
    width: int = 320
    heads: int = 5
    layers: int = 7
    hidden: int = 768  # of the feed-forward layers
    text_width: int = 256
    detail_width: int = 64  # of the convolutions
    detail_blocks: int = 2  # after the tokens


SIZES = {
    "tiny": DiTConfig(width=64, heads=1, layers=2, hidden=96, detail_width=16, detail_blocks=1),  # for tests
    "small": DiTConfig(),  # two CPU cores
    "base": DiTConfig(width=512, heads=8, layers=10, hidden=1280, detail_width=96),  # one GPU; 64 MiB in half precision
}


def pack(latents: Tensor) -> Tensor:
    """(B, C, F, h, w) to (B, T, P, h, w); the first frame stands CHUNK times in its step."""
    first = latents[:, :, :1].expand(-1, -1, CHUNK, -1, -1)
    x = torch.cat([first, latents[:, :, 1:]], 2).unflatten(2, (-1, CHUNK))  # (B, C, T, CHUNK, h, w)
    return x.transpose(1, 2).flatten(2, 3)  # (B, T, P, h, w)


def unpack(packed: Tensor) -> Tensor:
    """The way back: the first frame is the mean of what its step says of it."""
    x = packed.unflatten(2, (-1, CHUNK)).transpose(1, 2)  # (B, C, T, CHUNK, h, w)
    first = x[:, :, 0].mean(2, keepdim=True)  # (B, C, 1, h, w)
    return torch.cat([first, x[:, :, 1:].flatten(2, 3)], 2)  # (B, C, F, h, w)


def rotary(steps: Tensor, rows: int, columns: int, size: int) -> Tensor:
    """Angles (B, T * N, size / 2) of rotary positions: a quarter time, the rest place from the centre."""
    quarter = size // 8
    place = (size // 2 - quarter) // 2
    time = steps.float()[:, :, None, None, None] * _frequencies(quarter, steps.device)  # (B, T, 1, 1, quarter)
    down = (torch.arange(rows, device=steps.device) - (rows - 1) / 2)[:, None, None] * _frequencies(place, steps.device)
    across = (torch.arange(columns, device=steps.device) - (columns - 1) / 2)[None, :, None] * _frequencies(
        place, steps.device
    )
    shape = (*steps.shape, rows, columns)
    angles = [time.expand(*shape, -1), down.expand(*shape, -1), across.expand(*shape, -1)]
    return torch.cat(angles, -1).flatten(1, 3)  # (B, T * N, size / 2)


def _frequencies(number: int, device: torch.device) -> Tensor:
    return 1.5 * 10.0 ** (torch.arange(number, device=device) * (-1.5 / (number - 1)))


def rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Turn pairs of (B, heads, M, d) by the angles whose cosine and sine are (B, 1, M, d / 2)."""
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cosine - b * sine, a * sine + b * cosine], -1)


class Block(nn.Module):
    """Full space-time attention, attention to the text, gated feed-forward; modulated by noise level (adaLN-single)."""

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

    def forward(self, x: Tensor, modulation: Tensor, cosine: Tensor, sine: Tensor, slots: Tensor) -> Tensor:
        # modulation: (B, T, 1, 6, D); x: (B, T, N, D)
        shift_a, scale_a, gate_a, shift_m, scale_m, gate_m = (modulation + self.modulation).unbind(-2)  # (B, T, 1, D)
        y = self.norm_self(x) * (1 + scale_a) + shift_a  # (B, T, N, D)
        x = x + gate_a * self._attend(y.flatten(1, 2), cosine, sine).view_as(x)  # (B, T, N, D)
        x = x + self._read(self.norm_cross(x).flatten(1, 2), slots).view_as(x)  # (B, T, N, D)
        y = self.norm_mlp(x) * (1 + scale_m) + shift_m  # (B, T, N, D)
        return x + gate_m * self.mlp(y)  # (B, T, N, D)

    def _attend(self, x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        q, k, v = self.qkv(x).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)  # (B, heads, T * N, d) each
        q, k = rotate(self.norm_q(q), cosine, sine), rotate(self.norm_k(k), cosine, sine)
        attended: Tensor = self.out(attention(q.to(v.dtype), k.to(v.dtype), v).transpose(1, 2).flatten(2))
        return attended  # (B, T * N, D)

    def _read(self, x: Tensor, slots: Tensor) -> Tensor:
        q = self.cross_q(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)  # (B, heads, T * N, d)
        k, v = self.cross_kv(slots).unflatten(-1, (2, self.heads, -1)).permute(2, 0, 3, 1, 4)  # (B, heads, S, d) each
        read: Tensor = self.cross_out(attention(q, k, v).transpose(1, 2).flatten(2))
        return read  # (B, T * N, D)


class DiT(nn.Module):
    """Latents in, latents out; see `forward`."""

    def __init__(self, config: DiTConfig) -> None:
        super().__init__()
        self.config = config
        D, K, P = config.width, config.detail_width, config.latent_channels * CHUNK
        self.stem = nn.Sequential(nn.Conv2d(P, K, 3, padding=1), ResidualBlock(K))
        self.embed = nn.Conv2d(K, D, PATCH, stride=PATCH)
        self.noise_level = nn.Sequential(nn.Linear(128, D), nn.SiLU(), nn.Linear(D, D))
        self.pooled = nn.Linear(config.text_width, D)
        self.modulation = nn.Sequential(nn.SiLU(), nn.Linear(D, 6 * D))
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = nn.RMSNorm(D)
        self.head = nn.Linear(D, K * PATCH * PATCH)
        self.detail = nn.Sequential(*(ResidualBlock(K) for _ in range(config.detail_blocks)))
        self.out = nn.Conv2d(K, P, 3, padding=1)
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
        nn.init.normal_(self.out.weight, std=0.01)
        nn.init.zeros_(self.out.bias)  # type: ignore[arg-type]

    def forward(self, latents: Tensor, sigma: Tensor, slots: Tensor, steps: Tensor) -> Tensor:
        """Noisy latents (B, C, F, h, w) to clean ones, of the same shape; the rest as in `predict`."""
        return unpack(self.predict(pack(latents), sigma, slots, steps))  # (B, C, F, h, w)

    def predict(self, packed: Tensor, sigma: Tensor, slots: Tensor, steps: Tensor) -> Tensor:
        """Noisy packed latents (B, T, P, h, w) to clean ones, for any selection of T steps of a clip.

        `sigma` (B, T) is the noise level of each time step (0: given, not noisy), `slots` (B, S, text_width) the text,
        `steps` (B, T) the number of each time step within its clip.
        """
        rows, columns = packed.shape[3] // PATCH, packed.shape[4] // PATCH
        fine = self.stem(packed.flatten(0, 1))  # (B * T, K, h, w)
        x = self.embed(fine).flatten(2).transpose(1, 2).unflatten(0, packed.shape[:2])  # (B, T, N, D)
        level = self.noise_level(waves(sigma)) + self.pooled(slots.mean(1))[:, None]  # (B, T, D)
        modulation = self.modulation(level)[:, :, None].unflatten(-1, (6, -1))  # (B, T, 1, 6, D)
        angles = rotary(steps, rows, columns, self.config.width // self.config.heads)[:, None]  # (B, 1, T * N, d / 2)
        cosine, sine = angles.cos(), angles.sin()
        for block in self.blocks:
            x = block(x, modulation, cosine, sine, slots)  # (B, T, N, D)
        x = self.head(self.norm(x)).flatten(0, 1).transpose(1, 2).unflatten(2, (rows, columns))  # (B * T, K * 16, ., .)
        x = self.detail(fine + F.pixel_shuffle(x, PATCH))  # (B * T, K, h, w)
        return self.out(F.silu(x)).unflatten(0, packed.shape[:2]).float()  # (B, T, P, h, w)


def waves(sigma: Tensor) -> Tensor:
    """Sines and cosines of a noise level in 0..1: (..., ) to (..., 128)."""
    angles = sigma[..., None] * math.pi * 10.0 ** (torch.arange(64, device=sigma.device) * (2.5 / 63))  # (..., 64)
    return torch.cat([angles.cos(), angles.sin()], -1)


class TextToVideo(nn.Module):
    """The text encoder and the transformer, trained together."""

    def __init__(self, text: TextConfig, dit: DiTConfig) -> None:
        super().__init__()
        self.text = TextEncoder(text)
        self.dit = DiT(dit)

    @property
    def shape(self) -> dict[str, object]:
        """Both configs as JSON, to rebuild this model."""
        return {"text": asdict(self.text.config), "dit": asdict(self.dit.config)}

    @classmethod
    def of_shape(cls, shape: dict[str, dict[str, int]]) -> TextToVideo:
        """The untrained model that `shape` describes."""
        return cls(TextConfig(**shape["text"]), DiTConfig(**shape["dit"]))
