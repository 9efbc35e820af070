"""The autoencoder: each frame to latents at an eighth of its size and back, without a look across time.

Letters: B pictures, H, W pixels, h = H / 8, w = W / 8, C latent channels. Pictures are in -1..1. The latents are
normalised per channel by running statistics (a batch norm without gain), which stands in for the usual KL term: with
the noise added in training it bounds what a latent can carry and keeps it smooth.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from torch import Tensor, nn
from torch.nn import functional as F

from training.layers import ResidualBlock

DOWNSAMPLING = 8  # pixels a latent


@dataclass(frozen=True, kw_only=True)
class AutoencoderConfig:
    """The shape of an autoencoder."""

    latent_channels: int = 8
    encoder_width: int = 96
    encoder_blocks: int = 2
    decoder_width: int = 128
    decoder_blocks: int = 3
    tail_width: int = 64  # at a quarter of the picture's size
    tail_blocks: int = 1


SIZES = {
    "tiny": AutoencoderConfig(encoder_width=16, encoder_blocks=1, decoder_width=16, decoder_blocks=1, tail_width=16),
    "small": AutoencoderConfig(),  # two CPU cores
    "base": AutoencoderConfig(encoder_width=128, encoder_blocks=4, decoder_width=160, decoder_blocks=5, tail_blocks=2),
}


class Encoder(nn.Module):
    """Pictures (B, 3, H, W) to unnormalised latents (B, C, h, w). Cheap on purpose: it sees all frames."""

    def __init__(self, config: AutoencoderConfig) -> None:
        super().__init__()
        width = config.encoder_width
        self.linear = nn.Conv2d(3, config.latent_channels, 8, stride=8)  # what a linear code can do, at once
        self.stem = nn.Conv2d(3 * 16, width // 2, 3, padding=1)
        self.down = nn.Conv2d(width // 2, width, 4, stride=2, padding=1)
        self.blocks = nn.Sequential(*(ResidualBlock(width) for _ in range(config.encoder_blocks)))
        self.out = nn.Conv2d(width, config.latent_channels, 1)

    def forward(self, pictures: Tensor) -> Tensor:
        x = self.stem(F.pixel_unshuffle(pictures, 4))  # (B, width/2, 2h, 2w)
        x = self.blocks(self.down(F.silu(x)))  # (B, width, h, w)
        return self.out(x) + self.linear(pictures)  # (B, C, h, w)


class Decoder(nn.Module):
    """Normalised latents (B, C, h, w) to pictures (B, 3, H, W): most work at low resolution, a cheap tail."""

    def __init__(self, config: AutoencoderConfig) -> None:
        super().__init__()
        width, tail = config.decoder_width, config.tail_width
        self.linear = nn.Conv2d(config.latent_channels, 3 * 64, 1)
        self.stem = nn.Conv2d(config.latent_channels, width, 3, padding=1)
        self.blocks = nn.Sequential(*(ResidualBlock(width) for _ in range(config.decoder_blocks)))
        self.up = nn.Conv2d(width, tail * 4, 1)
        self.tail = nn.Sequential(*(ResidualBlock(tail) for _ in range(config.tail_blocks)))
        self.out = nn.Conv2d(tail, 3 * 16, 3, padding=1)

    def forward(self, latents: Tensor) -> Tensor:
        x = self.blocks(self.stem(latents))  # (B, width, h, w)
        x = F.pixel_shuffle(self.up(x), 2)  # (B, tail, 2h, 2w)
        x = self.out(F.silu(self.tail(x)))  # (B, 48, 2h, 2w)
        return F.pixel_shuffle(x, 4) + F.pixel_shuffle(self.linear(latents), 8)  # (B, 3, H, W)


class Autoencoder(nn.Module):
    """Encoder, per-channel normalisation and decoder."""

    def __init__(self, config: AutoencoderConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.norm = nn.BatchNorm2d(config.latent_channels, eps=1e-4, momentum=0.01, affine=False)
        self.decoder = Decoder(config)

    def encode(self, pictures: Tensor) -> Tensor:
        """(B, 3, H, W) in -1..1 to latents (B, C, h, w) of mean 0 and deviation 1 a channel."""
        normalised: Tensor = self.norm(self.encoder(pictures).float())
        return normalised

    def decode(self, latents: Tensor) -> Tensor:
        """(B, C, h, w) to pictures (B, 3, H, W) in -1..1 (not clamped)."""
        pictures: Tensor = self.decoder(latents)
        return pictures

    @property
    def shape(self) -> dict[str, object]:
        """The config as JSON, to rebuild this model."""
        return asdict(self.config)
