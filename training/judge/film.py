"""Film what the judge learns from: scenes that the model never trains on, in shards that are whole or absent.

    python -m training.judge.film --pictures training/out/pictures --out training/out/judge/clips --count 9000
    python -m training.judge.film ... --out training/out/judge/found --recogniser training/out/judge/recogniser

From the first, `what` and `who` learn to find figures, which are known there; from the second, `how` learns what those
do whom they find, as it will have to: boxes that are known tell more than boxes that are found.

Started again, it goes on with the shards that are missing. With `--device cuda` the frames are drawn on a GPU; what is
seen in them is still sought on the processor.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from training.judge import labels
from training.judge.damage import damaged
from training.judge.pictures import Pictures
from training.judge.recogniser import Recogniser, overlap
from training.judge.shots import INSTANTS, STILL_SIZE, Frames, boxes_of, drawn, instants, shots_of
from training.judge.tracks import Track, crops_of, track_of
from training.world.batch import Batch
from training.world.scene import Scene, sample_scene
from training.world.stage import clip_of, plan
from video01.layers import LayeredClip

SHARD = 250  # clips
FIRST_SEED = 10_000_001  # of the judge's own scenes: odd from here on; the model's are below 1,000,000
TEST_SEED = 50_000_000  # of scenes that try the judge: even from here on
TOGETHER = 50  # clips that are drawn at once
STILLS = 2  # kept of each clip
DAMAGED_SHARE = 0.6
FOLLOWED = 0.25  # overlap, on average, of the boxes of a figure and of a track that is of it


Draw = Callable[[Sequence[LayeredClip]], list[Frames]]  # the frames of each clip at all instants


def film(
    scene: Scene, clip: LayeredClip, frames: Frames, rng: np.random.Generator, recogniser: Recogniser | None = None
) -> dict[str, NDArray[Any]]:
    """What is kept of one clip; tracks and deeds are of the figures that are in it or that a recogniser finds."""
    shots = shots_of(damaged(frames, rng) if rng.random() < DAMAGED_SHARE else frames)
    chosen = rng.choice(np.arange(1, INSTANTS), STILLS, replace=False)
    boxes = np.zeros((INSTANTS, 3, 5), np.float32)
    boxes[:, : len(clip.actors)] = boxes_of(clip, instants())
    deeds = labels.deeds(scene.facts)
    if recogniser is None:
        tracks = [as_found(boxes[:, number], rng) for number in range(3)]
    else:
        tracks = [track_of(trail, INSTANTS) for trail in recogniser.trails(shots)]
        tracks += [Track.of(np.zeros((INSTANTS, 4), np.float32), np.zeros(INSTANTS, np.bool_))] * (3 - len(tracks))
        deeds = np.stack([labels.NOTHING, *deeds])[[1 + whose(track, boxes) for track in tracks]]
    return {
        "stills": shots.frames[chosen],
        "boxes": boxes[chosen],
        "flow": shots.flow,
        "texture": shots.texture,
        "tracks": np.stack([np.concatenate([track.boxes, track.found[:, None]], 1) for track in tracks]),
        "crops": np.stack([crops_of(shots.frames, track.boxes) for track in tracks]),
        "surroundings": labels.surroundings(scene.facts),
        "subjects": labels.subjects(scene.facts),
        "deeds": deeds,
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


def whose(track: Track, boxes: NDArray[np.float32]) -> int:
    """The number of the figure at (INSTANTS, figures, 5) that a track follows, -1 if none."""
    if not track.found.any():
        return -1
    shared = [
        np.mean([overlap(mine, its[:4]) for mine, its in zip(track.boxes, one, strict=True)], where=track.found)
        for one in boxes.transpose(1, 0, 2)
    ]
    return int(np.argmax(shared)) if max(shared) > FOLLOWED else -1


def seed_of(index: int) -> int:
    return FIRST_SEED + 2 * index


def film_shard(  # noqa: PLR0917
    out: Path, number: int, size: int, pictures: Pictures, draw: Draw, recogniser: Recogniser | None = None
) -> None:
    """Write NNNN/NAME.npy for one shard."""
    rng = np.random.default_rng((7, number))
    scenes = [sample_scene(seed_of(SHARD * number + i), held_out=None) for i in range(size)]
    clips = [clip_of(plan(scene), pictures) for scene in scenes]
    frames = chain.from_iterable(draw(clips[start : start + TOGETHER]) for start in range(0, size, TOGETHER))
    kept = [film(*one, rng, recogniser) for one in zip(scenes, clips, frames, strict=True)]
    part = out / f"{number:04d}.part"
    part.mkdir(parents=True, exist_ok=True)
    for name in kept[0]:
        np.save(part / f"{name}.npy", np.stack([one[name] for one in kept]))
    part.rename(out / f"{number:04d}")


def drawing(device: str) -> Draw:
    """What draws on a device of torch's: on the processor the compositor, which is faster there."""
    return drawn_one_by_one if device == "cpu" else partial(drawn_together, Batch(device))


def drawn_one_by_one(clips: Sequence[LayeredClip]) -> list[Frames]:
    """By the compositor."""
    return [drawn(clip) for clip in clips]


def drawn_together(batch: Batch, clips: Sequence[LayeredClip]) -> list[Frames]:
    """By torch."""
    frames: Frames = batch.frames(clips, *STILL_SIZE, instants()).cpu().numpy()
    return list(frames)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, help="what `training.prepare pictures` wrote")
    parser.add_argument("--count", type=int, default=9000, help="clips")
    parser.add_argument("--recogniser", type=Path, help="a folder of checkpoints: tracks are as it finds them")
    parser.add_argument("--device", default="cpu", help="torch's name of what draws the frames")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    pictures, draw, start = Pictures(options.pictures), drawing(options.device), time.perf_counter()
    recogniser = None if options.recogniser is None else Recogniser.load(options.recogniser, ("what", "who"))
    for number in range(-(-options.count // SHARD)):
        if not (options.out / f"{number:04d}").exists():
            film_shard(options.out, number, SHARD, pictures, draw, recogniser)
            print(f"shard {number}: {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
