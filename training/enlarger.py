"""The network that makes remembered pictures twice as large: sharper, and without the seams of their patches.

It draws the difference to the picture enlarged by cubic interpolation. Letters: B pictures; H, W pixels of a small one.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, LAYERS = 24, 4
MOST = 127.0  # of 255: no difference is larger


class Enlarger(nn.Module):
    """Convolutions at the small size; the last one draws the four pixels that each becomes (arXiv 1609.05158)."""

    def __init__(self, width: int = WIDTH, layers: int = LAYERS) -> None:
        super().__init__()
        self.enter = nn.Conv2d(4, width, 3, padding=1)
        self.middle = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1) for _ in range(layers - 1))
        self.leave = nn.Conv2d(width, 4 * 4, 3, padding=1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)  # type: ignore[arg-type]

    def forward(self, pictures: Tensor) -> Tensor:
        """(B, 4, H, W) premultiplied RGBA in 0..1 to what to add to them enlarged: (B, 4, 2 H, 2 W)."""
        x = F.relu(self.enter(pictures))
        for layer in self.middle:
            x = x + F.relu(layer(x))
        return F.pixel_shuffle(self.leave(x), 2)

    def of_bytes(self, pictures: Tensor) -> Tensor:
        """The same for pictures (B, H, W, 4) of bytes: (B, 2 H, 2 W, 4) int8, of 255. This is what is exported."""
        added = self(pictures.permute(0, 3, 1, 2).float() / 255)
        return (added * 255).clamp(-MOST, MOST).round().permute(0, 2, 3, 1).to(torch.int8)
