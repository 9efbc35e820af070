"""Noise schedule and flow-matching solver: pure functions over arrays, for any model.

Direction of time: sigma = 1 is noise, sigma = 0 is data; x_sigma = (1 - sigma) * data + sigma * noise, and the velocity
dx/dsigma = noise - data (rectified flow, arXiv 2209.03003).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Denoiser = Callable[[Array, float], Array]  # (latents, sigma) -> the clean latents it believes in


def sigmas(num_inference_steps: int, flow_shift: float = 1.0) -> Array:
    """The times of a run, from 1 to 0: (steps + 1,). A shift over 1 stays longer in noise (arXiv 2403.03206)."""
    uniform = np.linspace(1.0, 0.0, num_inference_steps + 1)
    return (flow_shift * uniform / (1.0 + (flow_shift - 1.0) * uniform)).astype(np.float32)


def waves(sigma: float) -> Array:
    """Cosines and sines of a noise level in 0..1, as the transformer reads it: (128,)."""
    angles = sigma * math.pi * 10.0 ** (np.arange(64) * (2.5 / 63))
    return np.concatenate([np.cos(angles), np.sin(angles)]).astype(np.float32)


def guided(conditional: Array, unconditional: Array, guidance_scale: float) -> Array:
    """Classifier-free guidance (arXiv 2207.12598): 1 is the conditional prediction, more follows the prompt more."""
    return unconditional + guidance_scale * (conditional - unconditional)


def velocity(latents: Array, clean: Array, sigma: float) -> Array:
    """The direction from the clean latents to the noise, from a prediction of the clean latents at `sigma` > 0."""
    return (latents - clean) / sigma


def sample(
    denoise: Denoiser, noise: Array, times: Array, on_step: Callable[[int, int], None] = lambda done, total: None
) -> Array:
    """Integrate from noise to data with Euler's method; `on_step(done, total)` is called after every step.

    The last step lands on the model's own clean prediction, so one step is already a picture.
    """
    latents, total = noise, len(times) - 1
    for step, (sigma, following) in enumerate(pairwise(times)):
        clean = denoise(latents, float(sigma))
        latents = clean + (following / sigma) * (latents - clean)
        on_step(step + 1, total)
    return latents
