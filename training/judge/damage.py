"""What compression, codecs and lenses do to frames: the judge must not mind it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Frames = NDArray[np.uint8]  # (N, H, W, 3) RGB


def damaged(frames: Frames, rng: np.random.Generator) -> Frames:
    """All frames of one clip worn in the same way: blurred, smaller and back, noisy, off in colour, compressed."""
    height, width = frames.shape[1:3]
    blur = float(rng.uniform(0.4, 1.1)) if rng.random() < 0.4 else 0.0
    scale = float(rng.uniform(0.55, 0.95)) if rng.random() < 0.35 else 1.0
    noise = float(rng.uniform(1, 7)) if rng.random() < 0.35 else 0.0
    gain, lift = rng.uniform(0.94, 1.06, 3), rng.uniform(-7, 7, 3)
    quality = int(rng.integers(25, 90)) if rng.random() < 0.6 else 0
    return np.stack([_worn(frame, (width, height), blur, scale, noise, gain, lift, quality, rng) for frame in frames])


def _worn(  # noqa: PLR0917
    frame: NDArray[np.uint8],
    size: tuple[int, int],
    blur: float,
    scale: float,
    noise: float,
    gain: NDArray[np.float64],
    lift: NDArray[np.float64],
    quality: int,
    rng: np.random.Generator,
) -> NDArray[np.uint8]:
    if scale < 1:
        small = cv2.resize(frame, (round(size[0] * scale), round(size[1] * scale)), interpolation=cv2.INTER_AREA)
        frame = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    if blur:
        frame = np.asarray(cv2.GaussianBlur(frame, (0, 0), blur), np.uint8)
    frame = np.asarray(cv2.transform(frame, np.concatenate([np.diag(gain), lift[:, None]], 1)), np.uint8)
    if noise:
        speckles = np.empty((frame.shape[0], frame.shape[1] * 3), np.int8)  # of one channel: randn fills but that
        cv2.randn(speckles, np.zeros(1), np.full(1, noise))
        frame = np.clip(frame.astype(np.int16) + speckles.reshape(frame.shape), 0, 255).astype(np.uint8)
    if quality:
        _, packed = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, quality])
        frame = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    return frame
