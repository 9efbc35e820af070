"""How much of what a machine can do a training uses: its floating-point operations beside those of bare products."""

from __future__ import annotations

import time
from collections.abc import Callable

import torch
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

SIDE = {"cpu": 2048, "cuda": 8192}  # of the matrices that tell what a machine can do
SECONDS = 1.0  # for which they are multiplied


def operations(loss_of: Callable[[], Tensor]) -> int:
    """Floating-point operations of one loss and its gradients, products alone; the gradients are thrown away."""
    with FlopCounterMode(display=False) as counter:
        loss_of().backward()  # type: ignore[no-untyped-call]
    return int(counter.get_total_flops())


def limit(device: torch.device, dtype: torch.dtype = torch.bfloat16) -> float:
    """Floating-point operations a second of products of large square matrices, on the threads that torch has."""
    side = SIDE.get(device.type, SIDE["cpu"])
    matrix = torch.randn(side, side, device=device).to(dtype)
    _ready(matrix @ matrix)
    products, began = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - began) < SECONDS:
        _ready(matrix @ matrix)
        products += 1
    return 2 * side**3 * products / elapsed


def _ready(product: Tensor) -> None:
    """Wait until it is computed."""
    product[0, 0].item()
