"""How fast one core makes training data: scenes, captions, clips as numbers, frames of clips, and painted pictures.

    python benchmarks/world.py [--quick]

Processor time is measured, so that the figures hold while something else has the machine. Frames are also drawn with
torch (`training/world/batch`): on one core, and where torch finds a GPU, on it, in seconds of the clock.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import cv2
import numpy as np
import torch

from benchmarks.report import tell
from training.prepare import code_of
from training.world.batch import Batch
from training.world.caption import write
from training.world.scene import Scene, sample_scene
from training.world.stage import Key, all_keys, clip_of, picture_of, plan
from video01.compositor import Compositor
from video01.tokens import encode

SIZES = ((256, 160), (640, 360), (1280, 720))  # pixels
FPS, SECONDS = 25, 6.0  # of a composed clip
FIRST = 1000  # seed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="little of everything: only to see that this works")
    quick = parser.parse_args().quick
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    painted, pictures, seconds = painting(per_kind=1 if quick else 12)
    numbers = {
        "scenes": rate(sample_scene, 100 if quick else 3000),
        "scenes with a caption": rate(lambda seed: write(sample_scene(seed), seed), 100 if quick else 3000),
        "plans": rate(lambda seed: plan(sample_scene(seed)), 20 if quick else 500),
        "clips as tokens": rate(lambda seed: encode(plan(sample_scene(seed)), code_of), 20 if quick else 500),
    }
    composed = composing(clips=1 if quick else 8, duration=0.2 if quick else SECONDS)
    batched = {
        device: batching(device, clips=clips, duration=0.2 if quick else SECONDS)
        for device, clips in devices(quick).items()
    }
    rows = [(name, f"{value:10.1f} a second") for name, value in numbers.items()]
    for size, (clips, start, frame) in composed.items():
        rows.append(
            (f"clips of {SECONDS:g} s, {size}", f"{clips:10.3f} a second ({start:.1f} ms, {frame:.2f} a frame)")
        )
    rows += [
        (f"the same with torch on {device}, {size}", f"{clips:10.3f} a second ({start:.1f} ms, {frame:.2f} a frame)")
        for device, sizes in batched.items()
        for size, (clips, start, frame) in sizes.items()
    ]
    rows += [
        (f"painting, {kind}", f"{each * 1e3:10.0f} ms each, {count} of them") for kind, (each, count) in painted.items()
    ]
    rows.append((f"painting all {pictures} pictures", f"{seconds:10.0f} s (from the samples)"))
    figures: dict[str, object] = {
        "a_second_on_one_core": numbers,
        "composed": told(composed),
        "with_torch": {device: told(sizes) for device, sizes in batched.items()},
        "painting": {kind: {"seconds": each, "pictures": count} for kind, (each, count) in painted.items()},
        "painting_everything_seconds": seconds,
    }
    tell("world-quick" if quick else "world", rows, figures)


def told(sizes: dict[str, tuple[float, float, float]]) -> dict[str, dict[str, float]]:
    return {
        size: {"clips_a_second": clips, "start_ms": start, "frame_ms": frame}
        for size, (clips, start, frame) in sizes.items()
    }


def devices(quick: bool) -> dict[str, int]:
    """What torch can draw on, and of how many clips."""
    found = {"cpu": 1 if quick else 4}
    return found | {"cuda": 1 if quick else 64} if torch.cuda.is_available() else found


def rate(make: Callable[[int], object], number: int) -> float:
    """How many a second `make` makes."""
    make(0)
    began = time.process_time()
    for seed in range(FIRST, FIRST + number):
        make(seed)
    return number / (time.process_time() - began)


def painting(per_kind: int) -> tuple[dict[str, tuple[float, int]], int, float]:
    """Kind -> mean seconds of a picture and how many there are; the number of all, and the seconds that all take."""
    kinds: dict[str, list[Key]] = {}
    for key in all_keys():
        kinds.setdefault(key[0] if key[0] != "strip" else f"strip of the layer {key[2]}", []).append(key)
    picture_of(("subject", "dog"))  # opens the sheet of all subjects
    found = {kind: (_mean_seconds(keys, per_kind), len(keys)) for kind, keys in sorted(kinds.items())}
    return found, sum(count for _, count in found.values()), sum(each * count for each, count in found.values())


def _mean_seconds(keys: Sequence[Key], number: int) -> float:
    """Of some pictures, evenly among the keys."""
    chosen = [keys[at] for at in np.linspace(0, len(keys) - 1, min(number, len(keys))).round().astype(int)]
    began = time.process_time()
    for key in chosen:
        picture_of(key)
    return (time.process_time() - began) / len(chosen)


def composing(clips: int, duration: float) -> dict[str, tuple[float, float, float]]:
    """Size -> whole clips a second, with the plan; the milliseconds of a compositor's start and of a frame."""
    scenes = [sample_scene(seed) for seed in range(FIRST, FIRST + clips)]
    for scene in scenes:
        clip_of(plan(scene))  # paints its pictures
    found = {}
    for width, height in SIZES:
        starts, frames = np.mean([_composed(scene, width, height, duration) for scene in scenes], 0).tolist()
        found[f"{width}x{height}"] = 1 / (starts + frames * FPS * SECONDS), 1e3 * starts, 1e3 * frames
    return found


def batching(device: str, clips: int, duration: float) -> dict[str, tuple[float, float, float]]:
    """The same with torch, when the device has all pictures already."""
    scenes = [sample_scene(seed) for seed in range(FIRST, FIRST + clips)]
    number, found = round(duration * FPS), {}
    for width, height in SIZES:
        batch = Batch(device)
        shares = np.linspace(0, duration / SECONDS, number)
        _batched(batch, scenes, width, height, shares[:1])
        first, whole = (_batched(batch, scenes, width, height, some) for some in (shares[:1], shares))
        frame = (whole - first) / (number - 1)
        start = first - frame
        found[f"{width}x{height}"] = 1 / (start + frame * FPS * SECONDS), 1e3 * start, 1e3 * frame
    return found


def _batched(batch: Batch, scenes: Sequence[Scene], width: int, height: int, shares: np.ndarray) -> float:
    """Seconds a clip: of the processor where it draws, of the clock where another device does."""
    clock = time.process_time if batch.device.type == "cpu" else time.perf_counter
    began = clock()
    for scene in scenes:
        batch.frames([clip_of(plan(scene))], width, height, shares)
    if batch.device.type == "cuda":
        torch.cuda.synchronize(batch.device)
    return (clock() - began) / len(scenes)


def _composed(scene: Scene, width: int, height: int, duration: float) -> tuple[float, float]:
    """Seconds until the first frame can be drawn, and of each frame on average."""
    began, number = time.process_time(), round(duration * FPS)
    compositor = Compositor(clip_of(plan(scene)), width, height)
    ready = time.process_time()
    for at in range(number):
        compositor.frame(at / (number - 1), at / FPS)
    return ready - began, (time.process_time() - ready) / number


if __name__ == "__main__":
    main()
