"""Film what the judge learns from: scenes that the model never trains on, in shards that are whole or absent.

    python -m training.judge.film --pictures training/out/pictures --out training/out/judge/clips --count 9000

Started again, it goes on with the shards that are missing.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.judge import labels
from training.judge.damage import damaged
from training.judge.pictures import Pictures
from training.judge.shots import INSTANTS, boxes_of, drawn, instants, shots_of
from training.judge.tracks import Track, crops_of
from training.world.scene import Scene, sample_scene
from training.world.stage import clip_of, plan

SHARD = 250  # clips
FIRST_SEED = 10_000_001  # of the judge's own scenes: odd from here on; the model's are below 1,000,000
TEST_SEED = 50_000_000  # of scenes that try the judge: even from here on
STILLS = 2  # kept of each clip
DAMAGED_SHARE = 0.6


def film(scene: Scene, pictures: Pictures, rng: np.random.Generator) -> dict[str, NDArray[Any]]:
    """What is kept of one clip."""
    clip = clip_of(plan(scene), pictures)
    frames = drawn(clip)
    shots = shots_of(damaged(frames, rng) if rng.random() < DAMAGED_SHARE else frames)
    chosen = rng.choice(np.arange(1, INSTANTS), STILLS, replace=False)
    boxes = np.zeros((INSTANTS, 3, 5), np.float32)
    boxes[:, : len(clip.actors)] = boxes_of(clip, instants())
    tracks = [as_found(boxes[:, number], rng) for number in range(3)]
    return {
        "stills": shots.frames[chosen],
        "boxes": boxes[chosen],
        "flow": shots.flow,
        "texture": shots.texture,
        "tracks": np.stack([np.concatenate([track.boxes, track.found[:, None]], 1) for track in tracks]),
        "crops": np.stack([crops_of(shots.frames, track.boxes) for track in tracks]),
        "surroundings": labels.surroundings(scene.facts),
        "subjects": labels.subjects(scene.facts),
        "deeds": labels.deeds(scene.facts),
        "cameras": labels.cameras(scene.facts),
    }


def as_found(boxes: NDArray[np.float32], rng: np.random.Generator) -> Track:
    """The track of a figure at (INSTANTS, 5), as roughly as WHAT finds it."""
    x, y, wide, tall, opacity = boxes.T
    found = (opacity > rng.uniform(0.25, 0.6)) & (abs(x) < 0.9) & (y > 0) & (y < 1) & (np.maximum(wide, tall) > 0.05)
    found &= rng.random(len(boxes)) > rng.uniform(0, 0.12)
    rough = 2 ** rng.uniform(-6, -3.8)
    middles = boxes[:, :2] + rough * rng.normal(size=(len(boxes), 2)) * boxes[:, 2:4]
    sizes = boxes[:, 2:4] * np.exp(1.5 * rough * rng.normal(size=(len(boxes), 2)))
    return Track.of(np.concatenate([middles, sizes], 1).astype(np.float32), found)


def seed_of(index: int) -> int:
    return FIRST_SEED + 2 * index


def film_shard(out: Path, number: int, size: int, pictures: Pictures) -> None:
    """Write NNNN/NAME.npy for one shard."""
    rng = np.random.default_rng((7, number))
    kept = [film(sample_scene(seed_of(SHARD * number + i), held_out=None), pictures, rng) for i in range(size)]
    part = out / f"{number:04d}.part"
    part.mkdir(parents=True, exist_ok=True)
    for name in kept[0]:
        np.save(part / f"{name}.npy", np.stack([one[name] for one in kept]))
    part.rename(out / f"{number:04d}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, help="what `training.prepare pictures` wrote")
    parser.add_argument("--count", type=int, default=9000, help="clips")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    pictures, start = Pictures(options.pictures), time.perf_counter()
    for number in range(-(-options.count // SHARD)):
        if not (options.out / f"{number:04d}").exists():
            film_shard(options.out, number, SHARD, pictures)
            print(f"shard {number}: {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
