"""`python -m training.world sheet` draws a contact sheet, `python -m training.world bench` measures speed."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import cv2
import numpy as np

from training.world.scene import sample_scene
from training.world.sheet import write_sheet
from training.world.stage import clip_of, plan
from video01.compositor import Compositor

SIZES = ((160, 96), (1280, 720))  # pixels


def main() -> None:
    """Parses the command line and runs one command."""
    parser = argparse.ArgumentParser(prog="python -m training.world", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet", help="write a contact sheet of sampled scenes")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.add_argument("--seed", type=int, default=0)
    sheet.add_argument("--count", type=int, default=12)
    sheet.add_argument("--columns", type=int, default=5)
    bench = commands.add_parser("bench", help="measure plans, clips and frames on one core")
    bench.add_argument("--count", type=int, default=20)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    if arguments.command == "sheet":
        write_sheet(arguments.out, seed=arguments.seed, count=arguments.count, columns=arguments.columns)
    else:
        _bench(arguments.count)


def _bench(count: int) -> None:
    """Times plans, the start of clips and their frames, of sampled scenes."""
    scenes = [sample_scene(seed) for seed in range(count)]
    clips = [clip_of(plan(scene)) for scene in scenes]  # paints the pictures
    start = time.process_time()
    for scene in scenes:
        plan(scene)
    print(f"plan: {1e3 * (time.process_time() - start) / count:.2f} ms")
    for width, height in SIZES:
        starts, frames = [], []
        for clip in clips:
            start = time.process_time()
            compositor = Compositor(clip, width, height)
            starts.append(time.process_time() - start)
            start = time.process_time()
            for number in range(8):
                compositor.frame(number / 7, 6 * number / 7)
            frames.append((time.process_time() - start) / 8)
        print(f"{width}x{height}: start {_milliseconds(starts)}; frame {_milliseconds(frames)}")


def _milliseconds(seconds: list[float]) -> str:
    values = np.array(seconds) * 1e3
    return f"mean {values.mean():.2f} ms, median {np.median(values):.2f}, 95 % {np.percentile(values, 95):.2f}"


if __name__ == "__main__":
    main()
