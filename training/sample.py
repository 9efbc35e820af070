"""Contact sheet of what exported weights draw for some prompts: one row a prompt, frames evenly over the clip.

python -m training.sample --weights src/video01/weights --prompts training/prompts.txt --out sheet.jpg
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.compositor import Compositor
from video01.engines.small import WEIGHTS, SmallEngine
from video01.generation import GenerationRequest
from video01.prompt import optimize

WIDTH, HEIGHT = 256, 144  # pixels of a frame on the sheet
DURATION = 6.0  # seconds
SHOWN = (0.0, 0.25, 0.5, 0.75, 1.0)  # moments of each clip


def draw(engine: SmallEngine, request: GenerationRequest) -> NDArray[np.uint8]:
    """The moments of SHOWN, side by side: (HEIGHT, 5 WIDTH, 3) RGB."""
    clip, width, height = engine.layers(request, lambda done, total: None, {})
    compositor = Compositor(clip, width, height)
    return np.concatenate([compositor.frame(moment, moment * request.duration) for moment in SHOWN], 1)


def titled(picture: NDArray[np.uint8], text: str) -> NDArray[np.uint8]:
    """The picture under a line of text, as far as it fits."""
    title = np.full((18, picture.shape[1], 3), 20, np.uint8)
    cv2.putText(title, text[:230], (4, 13), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (230, 230, 230), 1, cv2.LINE_AA)
    return np.concatenate([title, picture])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--prompts", type=Path, required=True, help="one a line")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--guidance", type=float)
    options = parser.parse_args()
    engine = SmallEngine(options.weights)
    rows = []
    for prompt in options.prompts.read_text(encoding="utf-8").splitlines():
        request = GenerationRequest(
            prompt=optimize(prompt).prompt,
            seed=options.seed,
            duration=DURATION,
            size=(WIDTH, HEIGHT),
            num_inference_steps=options.steps,
            guidance_scale=options.guidance,
        )
        rows.append(titled(draw(engine, request), prompt))
    quality = [cv2.IMWRITE_JPEG_QUALITY, 85]
    cv2.imwrite(str(options.out), cv2.cvtColor(np.concatenate(rows), cv2.COLOR_RGB2BGR), quality)


if __name__ == "__main__":
    main()
