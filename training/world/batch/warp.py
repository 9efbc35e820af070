"""What all layers need: numbers sent to the device, pictures in other colours, looked at elsewhere, laid over frames.

Colours are 0..255. F is the number of instants, H and W are those of the frame.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

Instants = NDArray[np.float64]  # (F,)
Box = tuple[slice, slice]  # rows and columns of the frame


def sent(numbers: NDArray[Any], device: torch.device) -> Tensor:
    """On the device, in single precision."""
    return torch.from_numpy(np.ascontiguousarray(numbers, np.float32)).to(device, non_blocking=True)


def coloured(pixels: Tensor, colour: NDArray[Any]) -> Tensor:
    """Premultiplied bytes (4, h, w) in new colours, (3, 4) from colours, 0..1, and 1: floats (4, h, w)."""
    straight = pixels.float()
    matrix = sent(np.asarray(colour, np.float64), pixels.device)
    lit = (matrix @ straight.flatten(1)).view(3, *straight.shape[1:])
    return torch.cat([torch.minimum(lit.clamp_(min=0), straight[3:]), straight[3:]])


def sampled(pixels: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """A picture (4, h, w) at places (F, H, W), in its pixels from its first one; beyond it is nothing: (4, F, H, W)."""
    rows, columns = pixels.shape[1:]
    grid = torch.stack([x * (2 / (columns - 1)) - 1, y * (2 / (rows - 1)) - 1], -1)
    found = F.grid_sample(pixels[None], grid.view(1, -1, *grid.shape[2:]), padding_mode="zeros", align_corners=True)
    return found.view(4, *grid.shape[:3])


def laid(target: Tensor, source: Tensor, rows: slice) -> Tensor:
    """(3, F or 1, H, W) with (4, F or 1, h, W) laid over its rows; in place where both have as many instants."""
    if source.shape[1] > target.shape[1]:
        target = target.repeat(1, source.shape[1], 1, 1)
    target[:, :, rows].mul_(1 - source[3:] / 255).add_(source[:3])
    return target


def box_of(left: float, top: float, right: float, bottom: float, target: Tensor) -> Box | None:
    """The rows and columns of the frame between the edges; None where there are none."""
    height, width = target.shape[2:]
    rows = slice(max(0, int(np.floor(top))), min(height, int(np.ceil(bottom)) + 1))
    columns = slice(max(0, int(np.floor(left))), min(width, int(np.ceil(right)) + 1))
    return (rows, columns) if rows.stop - rows.start > 1 and columns.stop - columns.start > 1 else None


def pixels_of(box: Box, device: torch.device) -> tuple[Tensor, Tensor]:
    """The numbers of a box's columns, (w,), and of its rows, (h, 1)."""
    y, x = (torch.arange(side.start, side.stop, device=device, dtype=torch.float32) for side in box)
    return x, y[:, None]


def index_of(instants: NDArray[np.int64], target: Tensor) -> slice | Tensor:
    """Which instants of a target are meant."""
    if len(instants) == target.shape[1]:
        return slice(None)
    return torch.from_numpy(instants).to(target.device, non_blocking=True)
