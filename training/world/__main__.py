"""`python -m training.world sheet` draws a contact sheet, `python -m training.world bench` measures speed."""

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from training.world.assets import sprites
from training.world.caption import caption
from training.world.render import render
from training.world.scene import sample_scene
from training.world.sheet import write_sheet


def main() -> None:
    """Parses the command line and runs one command."""
    parser = argparse.ArgumentParser(prog="python -m training.world", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet", help="write a contact sheet of sampled scenes")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.add_argument("--seed", type=int, default=0)
    sheet.add_argument("--count", type=int, default=12)
    bench = commands.add_parser("bench", help="measure clips and frames a second on one core")
    bench.add_argument("--count", type=int, default=40)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    if arguments.command == "sheet":
        write_sheet(arguments.out, seed=arguments.seed, count=arguments.count)
    else:
        _bench(arguments.count)


def _bench(count: int) -> None:
    """Times start-up, sampling, whole clips and single frames."""
    start = time.perf_counter()
    sprites()
    print(f"start-up {time.perf_counter() - start:.2f} s")
    scenes = [sample_scene(seed) for seed in range(count)]
    start = time.perf_counter()
    for seed in range(count):
        caption(sample_scene(seed), seed)
    print(f"scene and caption {(time.perf_counter() - start) / count * 1e3:.2f} ms")
    clips = [_timed(partial(render, scene)) for scene in scenes]
    singles = [_timed(partial(render, scene, times=[3.0])) for scene in scenes]
    print(f"clip 49 x 320x192: {_milliseconds(clips)}; {1 / np.mean(clips):.1f} clips/s a core")
    print(f"single frame: {_milliseconds(singles)}")


def _timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _milliseconds(seconds: list[float]) -> str:
    values = np.array(seconds) * 1e3
    return f"mean {values.mean():.1f} ms, median {np.median(values):.1f}, 95 % {np.percentile(values, 95):.1f}"


if __name__ == "__main__":
    main()
