"""How fast one core makes training data: clips as layers, and clips as frames of the renderer.

python benchmarks/world.py [--quick]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import cv2

from benchmarks.report import tell
from training.source import WorldSource
from training.world.render import render
from training.world.scene import sample_scene
from video01.compositor import Compositor

FIRST = 1000  # seed: the scenes before it warm up
FRAMES = 49  # of a rendered clip, 320x192


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few clips: only to see that this works")
    quick = parser.parse_args().quick
    number = 4 if quick else 100
    cv2.setNumThreads(1)
    source = WorldSource()
    figures: dict[str, object] = {
        "clips": number,
        "layers_per_second": rate(source.layers, number),
        "captions_per_second": rate(source.captions, 20 * number),
        "rendered_clips_per_second": rate(
            lambda seed: render(sample_scene(seed), num_frames=FRAMES), max(2, number // 4)
        ),
        "composed_clips_per_second": rate(compose, max(2, number // 4)),
    }
    rows = [
        (name.replace("_per_second", "").replace("_", " "), f"{figures[name]:8.2f} a second on one core")
        for name in list(figures)[1:]
    ]
    tell("world-quick" if quick else "world", rows, figures)


def rate(make: Callable[[int], object], number: int) -> float:
    """How many a second `make` makes, on one core."""
    make(0)
    began = time.perf_counter()
    for seed in range(FIRST, FIRST + number):
        make(seed)
    return number / (time.perf_counter() - began)


def compose(seed: int) -> None:
    """A clip's layers, and as many frames of them as the renderer draws."""
    compositor = Compositor(WorldSource().layers(seed), 320, 192)
    for frame in range(FRAMES):
        compositor.frame(frame / (FRAMES - 1))


if __name__ == "__main__":
    main()
