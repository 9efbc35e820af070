"""What enlarging remembered pictures by a network brings, beside interpolation; and frames that are drawn, beside some
that are repeated.

    python -m benchmarks.enlarging --pictures training/out/pictures [--scenes 12] [--sheet enlarging.png]

Scenes are composed at 1280x720 before a moving camera. The truth is composed of strips as they were painted, twice as
large as they are remembered. Strips of the variant that training left out are taken wherever there is one.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from benchmarks.report import tell
from training.judge.metrics import psnr, ssim
from training.judge.pictures import PICTURES
from training.judge.recogniser import Recogniser
from training.judge.takes import Studio
from training.train_enlarger import HELD_OUT_VARIANT
from training.world.scene import sample_scene
from training.world.stage import Key, all_keys, clip_of, plan, sheet_of
from video01.compositing.blend import resized
from video01.compositor import Compositor
from video01.engines.small import SmallEngine
from video01.enlarge import twice
from video01.generation import FPS
from video01.layers import LayeredClip, Picture

FIRST = 12_000_000  # seed of the first scene: training begins at 0
SIZE = (1280, 720)  # width, height in pixels
SECONDS = 6.0
FRAMES = 9  # in a row, in the middle of a clip

Way = Callable[[Picture], Picture]  # of a remembered strip, to one that is twice as large


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=Path, default=PICTURES)
    parser.add_argument("--scenes", type=int, default=12)
    parser.add_argument("--sheet", type=Path, help="write the same cut of each way beside one another")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    engine = SmallEngine()
    studio = Studio(engine, Recogniser.load(), options.pictures)
    ways: dict[str, Way] = {
        "cubic": _cubic,
        "crisp outlines": _crisp,
        "learned": partial(twice, network=engine.larger, closes=True),
    }
    scores = {name: list[tuple[float, float]]() for name in ways}
    restless = {name: list[float]() for name in ("painted", *ways)}
    rates = {"repeated": list[float](), "mixed": list[float]()}
    seconds = dict.fromkeys(ways, 0.0)
    strips, cuts = 0, list[Picture]()
    for number in range(options.scenes):
        planned = _left_out(plan(sample_scene(FIRST + number, held_out=None)))
        small = clip_of(planned, studio.remembered)
        truth = replace(small, scenery=_scenery(planned, small, lambda key, _: sheet_of(key).large_picture()))
        true = _frames(truth)
        restless["painted"].append(_flicker(true))
        strips += len(small.scenery)
        row = [_cut(true[0])]
        for name, way in ways.items():
            began = time.process_time()
            scenery = tuple(replace(strip, picture=way(strip.picture)) for strip in small.scenery)
            seconds[name] += time.process_time() - began
            frames = _frames(replace(small, scenery=scenery))
            scores[name] += [(psnr(a, b), ssim(a, b)) for a, b in zip(frames[::4], true[::4], strict=True)]
            restless[name].append(_flicker(frames))
            row.append(_cut(frames[0]))
        mixed = [np.asarray(cv2.addWeighted(a, 0.5, b, 0.5, 0), np.uint8) for a, b in pairwise(true[::2])]
        rates["repeated"] += [psnr(a, b) for a, b in zip(true[:-1:2], true[1::2], strict=True)]
        rates["mixed"] += [psnr(a, b) for a, b in zip(mixed, true[1::2], strict=True)]
        cuts.append(np.concatenate(row, 1))
    rows = [("of 1280x720, against painted strips", "  PSNR    SSIM   flicker  ms a strip")]
    for name in ways:
        decibels, alike = np.mean(scores[name], 0)
        flicker = np.mean(restless[name]) / np.mean(restless["painted"])
        rows.append((name, f"{decibels:6.2f}  {alike:.4f}  {flicker:6.3f}  {1e3 * seconds[name] / strips:9.1f}"))
    rows += [(f"every other frame {name}", f"{np.mean(each):6.2f} dB of those") for name, each in rates.items()]
    tell(
        "enlarging", rows, {"scores": scores, "flicker": restless, "every_other_frame": rates, "scenes": options.scenes}
    )
    if options.sheet is not None:
        cv2.imwrite(str(options.sheet), cv2.cvtColor(np.concatenate(cuts), cv2.COLOR_RGB2BGR))


def _cubic(picture: Picture) -> Picture:
    return np.asarray(cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def _crisp(picture: Picture) -> Picture:
    return resized(picture, 2 * picture.shape[1], 2 * picture.shape[0])


def _left_out(planned: LayeredClip) -> LayeredClip:
    """With the strips of the variant on which nothing was trained, where there is one."""
    known = set(all_keys())

    def other(key: Key) -> Key:
        left_out = (*key[:-1], HELD_OUT_VARIANT)
        return left_out if left_out in known else key

    return replace(planned, scenery=_scenery(planned, planned, lambda key, _: other(key)))


def _scenery(planned: LayeredClip, clip: LayeredClip, make: Callable[[Key, Picture], object]) -> tuple:
    """The strips of a clip with what is made of their keys, as a plan names them, and of their pictures."""
    pairs = zip(planned.scenery, clip.scenery, strict=True)
    return tuple(replace(strip, picture=make(named.picture, strip.picture)) for named, strip in pairs)


def _frames(clip: LayeredClip) -> list[Picture]:
    compositor, total = Compositor(clip, *SIZE), SECONDS * FPS - 1
    first = int(total / 3)
    return [compositor.frame(number / total, number / FPS) for number in range(first, first + FRAMES)]


def _flicker(frames: list[Picture]) -> float:
    """How far a frame is from the mean of its neighbours, of 255."""
    values = np.stack(frames)[:, ::2, ::2].astype(np.float32)
    return float(np.abs(values[1:-1] - (values[:-2] + values[2:]) / 2).mean())


def _cut(frame: Picture) -> Picture:
    return frame[200:520, 440:840]


if __name__ == "__main__":
    main()
