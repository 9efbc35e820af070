"""From a scene to frames."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.scene import Scene
from training.world.stage import clip_of, plan
from video01.compositor import Compositor

Frames = NDArray[np.uint8]  # (F, H, W, 3) RGB


def render(scene: Scene, *, width: int = 320, height: int = 192, num_frames: int = 49, duration: float = 6.0) -> Frames:
    """The clip from its first moment to its last, so many seconds later: (F, H, W, 3) RGB."""
    compositor = Compositor(clip_of(plan(scene)), width, height)
    shares = np.linspace(0, 1, num_frames) if num_frames > 1 else np.array([0.5])
    return np.stack([compositor.frame(float(u), float(u) * duration) for u in shares])
