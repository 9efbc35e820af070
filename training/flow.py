"""Rectified flow for training (arXiv 2209.03003). Direction of time: sigma = 1 is noise, sigma = 0 is data,
x_sigma = (1 - sigma) data + sigma noise. The model predicts the data; the loss is that of the velocity
(arXiv 2511.13720).
"""

from __future__ import annotations

import torch
from torch import Tensor

LEAST_SIGMA = 0.25  # bounds the weight of the loss at little noise
NEARLY_PURE, NEARLY_PURE_SHARE = 0.85, 0.25  # noise from here on, and how often it is drawn


def draw_sigma(number: int, *, shift: float, device: torch.device) -> Tensor:
    """Logit-normal noise levels (number,), moved towards noise by `shift` as the solver's are (arXiv 2403.03206).

    Some are drawn evenly from nearly pure noise, which a logit-normal draw hardly ever gives: there the first step of
    every sampling decides what the text alone must tell.
    """
    sigma = torch.randn(number, device=device).sigmoid()
    sigma = shift * sigma / (1 + (shift - 1) * sigma)
    nearly_pure = 1 - (1 - NEARLY_PURE) * torch.rand(number, device=device)
    return torch.where(torch.rand(number, device=device) < NEARLY_PURE_SHARE, nearly_pure, sigma)


def mix(data: Tensor, noise: Tensor, sigma: Tensor) -> Tensor:
    """The point on the straight way from data to noise; (B, ...), with sigma (B,)."""
    sigma = sigma.view(-1, *[1] * (data.dim() - 1))
    return (1 - sigma) * data + sigma * noise


def velocity_loss(predicted: Tensor, data: Tensor, sigma: Tensor, weight: Tensor) -> Tensor:
    """Weighted mean squared error of the velocity, from predictions of the data (B, ...), with sigma (B,)."""
    error = ((predicted - data).square() * weight).flatten(1).sum(1) / weight.flatten(1).sum(1)
    return (error / sigma.clamp_min(LEAST_SIGMA).square()).mean()
