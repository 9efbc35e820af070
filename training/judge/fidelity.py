"""How true pictures stay: those that the model remembers, and those that people give it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from training.judge.metrics import psnr, ssim
from training.judge.splits import FIRST_SEEDS
from training.judge.takes import Studio
from training.world.elsewhere.photographs import scikit_image_folder
from training.world.scene import sample_scene
from training.world.stage import clip_of, plan
from video01.compositor import Compositor
from video01.engines.small import SmallEngine
from video01.errors import InvalidImage
from video01.generation import FPS, GenerationRequest
from video01.layers import Picture
from video01.media import cover, jpeg, read_image
from video01.prompt import optimize

SIZE = (640, 360)  # width, height in pixels
MOMENTS = (0.15, 0.5, 0.85)  # shares of a clip
PHOTOGRAPHS = (
    "astronaut.png",
    "coffee.png",
    "motorcycle_left.png",
    "rocket.jpg",
    "hubble_deep_field.jpg",
)


def remembered(studio: Studio, count: int, start: int = 0) -> tuple[float, float]:
    """Mean PSNR in dB and SSIM of frames of held-out scenes, of remembered pictures against painted ones."""
    found = []
    for number in range(count):
        planned = plan(sample_scene(FIRST_SEEDS["held_out_pairs"] + 2 * (start * 10_000 + number), held_out=True))
        true, again = (
            Compositor(clip_of(planned, pictures), *SIZE) for pictures in (studio.painted, studio.remembered)
        )
        for u in MOMENTS:
            one, other = true.frame(u, 6 * u), again.frame(u, 6 * u)
            found.append((psnr(one, other), ssim(one, other)))
    decibels, alike = np.mean(found, 0)
    return float(decibels), float(alike)


def first_frames(engine: SmallEngine, folder: Path | None) -> tuple[float, float, int] | None:
    """PSNR in dB of the first and thirteenth frame of static shots of photographs, and how many; None without any."""
    found = [_first_frame(engine, photograph) for photograph in photographs(folder)]
    if not found:
        return None
    first, later = np.mean(found, 0)
    return float(first), float(later), len(found)


def photographs(folder: Path | None) -> Iterator[Picture]:
    """Those of the folder; without one, those that scikit-image brings, if it is installed."""
    if folder is None:
        known = scikit_image_folder()
        paths = [] if known is None else [known / name for name in PHOTOGRAPHS]
    else:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".png", ".jpg", ".jpeg", ".webp"))
    for path in paths:
        try:
            yield read_image(path.read_bytes())
        except (OSError, InvalidImage) as error:
            print(f"{path.name} is left out: {error}")


def _first_frame(engine: SmallEngine, photograph: Picture) -> tuple[float, float]:
    data, prompt = jpeg(photograph, quality=98), optimize("[Static shot]", has_image=True).prompt
    request = GenerationRequest(prompt=prompt, first_frame=data, seed=1, size=SIZE, duration=6.0)
    clip, width, height = engine.layers(request, lambda done, total: None, {})
    compositor, last = Compositor(clip, width, height), 6 * FPS - 1
    wanted = cover(read_image(data), (width, height))
    first, later = psnr(compositor.frame(0.0, 0.0), wanted), psnr(compositor.frame(12 / last, 12 / FPS), wanted)
    return first, later
