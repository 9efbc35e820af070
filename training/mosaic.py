"""Clips of some prompts side by side, all moving, each under its prompt: one animated WebP, for a page to show.

python -m training.mosaic --prompts training/mosaic.txt --out training/samples/mosaic.webp
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from video01.compositor import Compositor
from video01.engines.small import WEIGHTS, SmallEngine
from video01.generation import GenerationRequest
from video01.prompt import optimize

Frames = NDArray[np.uint8]  # (N, H, W, 3) RGB

WIDTH, HEIGHT = 320, 180  # pixels of each clip
TITLE = 20  # pixels of the line above it
DURATION, FPS = 5.0, 10  # seconds, frames a second
QUALITY = 55  # of 100


def film(engine: SmallEngine, prompt: str, seed: int) -> Frames:
    """The clip of one prompt, its title above: (DURATION * FPS, TITLE + HEIGHT, WIDTH, 3)."""
    size = (2 * WIDTH, 2 * HEIGHT)
    request = GenerationRequest(prompt=optimize(prompt).prompt, seed=seed, duration=DURATION, size=size)
    clip, width, height = engine.layers(request, lambda done, total: None, {})
    compositor = Compositor(clip, width, height)
    title = np.full((TITLE, WIDTH, 3), 20, np.uint8)
    cv2.putText(title, prompt, (6, 14), cv2.FONT_HERSHEY_SIMPLEX, 0.38, (230, 230, 230), 1, cv2.LINE_AA)
    frames = []
    for moment in np.linspace(0, 1, int(DURATION * FPS)):
        frame = compositor.frame(float(moment), float(moment) * DURATION)
        frames.append(np.concatenate([title, cv2.resize(frame, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)]))
    return np.stack(frames).astype(np.uint8)


def mosaic(films: list[Frames], columns: int) -> Frames:
    """All of them in rows of so many."""
    rows = [np.concatenate(films[start : start + columns], 2) for start in range(0, len(films), columns)]
    return np.concatenate(rows, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--prompts", type=Path, required=True, help="one a line; a multiple of --columns of them")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--columns", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    prompts = options.prompts.read_text(encoding="utf-8").splitlines()
    if len(prompts) % options.columns:
        parser.error(f"--prompts: expected a multiple of {options.columns} prompts, got {len(prompts)}")
    engine = SmallEngine(options.weights)
    first, *others = [
        Image.fromarray(frame) for frame in mosaic([film(engine, p, options.seed) for p in prompts], options.columns)
    ]
    first.save(
        options.out, save_all=True, append_images=others, duration=round(1000 / FPS), loop=0, quality=QUALITY, method=4
    )


if __name__ == "__main__":
    main()
