"""Try the judge itself: on new renders, and beside measures that learn nothing.

python -m training.judge.exam --count 400 --mistakes
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from training.judge.asked import Asked, Names, asked_of
from training.judge.crosscheck import ACTION_SIGNS, CAMERA_SIGNS, background_motion, figure_motion
from training.judge.damage import damaged
from training.judge.film import TEST_SEED
from training.judge.labels import ACTION_NAMES, CAMERA_NAMES, SUBJECT_NAMES, SURROUNDINGS
from training.judge.marks import EXTRAS, FACTS, Marks, likeliest, marks_of, sequence
from training.judge.metrics import wilson
from training.judge.pictures import PICTURES, Pictures
from training.judge.recogniser import WEIGHTS, Recogniser, Seen
from training.judge.shots import drawn, shots_of
from training.world.scene import Scene, sample_scene
from training.world.stage import clip_of, plan

Frames = NDArray[np.uint8]


def renders(count: int, pictures: Pictures, *, worn: bool = False) -> Iterator[tuple[Scene, Frames]]:
    """Frames of scenes on which nothing was trained; `worn` damages them."""
    rng = np.random.default_rng(3)
    for number in range(count):
        scene = sample_scene(TEST_SEED + 2 * number, held_out=None)
        frames = drawn(clip_of(plan(scene), pictures))
        yield scene, damaged(frames, rng) if worn else frames


def _check_camera(rows: dict[str, list[bool]], asked: Asked, seen: Seen, frames: Frames) -> None:
    """The way of the background in clips of a single phase."""
    if len(asked.camera) != 1 or "Tracking shot" in asked.camera[0] or "Shake" in asked.camera[0]:
        return
    motion = background_motion(frames)
    said = likeliest(seen.cameras[0], CAMERA_NAMES, len(asked.camera[0]))
    for kind, names in (("recogniser", said), ("told", asked.camera[0])):
        for name in names & CAMERA_SIGNS.keys():
            rows.setdefault(f"camera_way_and_{kind}", []).append(motion.agrees(CAMERA_SIGNS[name]))


def _check_figure(rows: dict[str, list[bool]], asked: Asked, seen: Seen, frames: Frames) -> None:
    """The way of a single figure that does one thing before a resting camera."""
    told = [action for figure in asked.figures for action in figure.actions]
    if asked.camera != (frozenset({"Static shot"}),) or len(asked.figures) != 1 or len(told) != 1:
        return
    motion = figure_motion(frames)
    if motion is None:
        return
    said = likeliest(seen.actions[0], ACTION_NAMES, 1)
    for kind, names in (("recogniser", said), ("told", told[0])):
        for name in names & ACTION_SIGNS.keys():
            rows.setdefault(f"figure_way_and_{kind}", []).append(motion.agrees(ACTION_SIGNS[name]))


@dataclass(frozen=True, kw_only=True)
class Result:
    """How the judge did."""

    marks: Marks
    checks: dict[str, dict[str, Any]]  # how often what is measured agrees with what the recogniser says and was told
    mistakes: Counter[str]  # how often what was told was taken for something else

    def shares(self) -> dict[str, dict[str, Any]]:
        """Of each fact the share that is right, its interval, and how many were told."""
        return {
            kind: {
                "right": round(float(np.mean(each)), 4),
                "interval": [round(end, 4) for end in wilson(sum(each), len(each))],
                "n": len(each),
            }
            for kind, each in self.marks.items()
            if each
        }


def exam(recogniser: Recogniser, pictures: Pictures, count: int, *, worn: bool = False) -> Result:
    """Ask the judge about so many renders."""
    marks: Marks = {kind: [] for kind in (*FACTS, *EXTRAS)}
    rows: dict[str, list[bool]] = {}
    mistakes = Counter[str]()
    for scene, frames in renders(count, pictures, worn=worn):
        asked, seen = asked_of(scene.facts, ""), recogniser.look(shots_of(frames))
        for kind, each in marks_of(asked, seen).items():
            marks[kind] += each
        mistakes.update(mistaken(asked, seen))
        _check_camera(rows, asked, seen, frames)
        _check_figure(rows, asked, seen, frames)
    checks = {key: {"agree": round(float(np.mean(each)), 4), "n": len(each)} for key, each in rows.items()}
    return Result(marks=marks, checks=checks, mistakes=mistakes)


def mistaken(asked: Asked, seen: Seen) -> Iterator[str]:
    """What was told beside what was seen in its place."""
    for kind, names in asked.surroundings.items():
        yield from _taken(names, frozenset({SURROUNDINGS[kind][int(np.argmax(seen.surroundings[kind]))]}))
    told = (*asked.camera, frozenset({CAMERA_NAMES[-1]}))[:2]
    for names, row in zip(told, seen.cameras, strict=True):
        yield from _taken(names, likeliest(row, CAMERA_NAMES, len(names)))
    sequences = [sequence(figure.actions) for figure in asked.figures if figure.actions]
    for phase, row in enumerate(seen.actions if sequences else ()):
        acted = frozenset[str]().union(*(one[phase] for one in sequences))
        yield from _taken(acted, likeliest(row, ACTION_NAMES, len(acted)))
    known = frozenset[str]().union(*(figure.names for figure in asked.figures))
    named = likeliest(seen.names, SUBJECT_NAMES, len({figure.names for figure in asked.figures}))
    for figure in asked.figures:
        if not figure.names & named:
            yield f"{min(figure.names)} missed, {' + '.join(sorted(named - known)) or 'nothing'} seen"


def _taken(told: Names, seen: Names) -> Iterator[str]:
    if told != seen:
        yield f"{' + '.join(sorted(told - seen))} taken for {' + '.join(sorted(seen - told)) or 'nothing'}"


def print_result(result: Result) -> None:
    for kind, share in result.shares().items():
        low, high = share["interval"]
        print(f"{kind:9} {100 * share['right']:5.1f} %  ({100 * low:.0f}-{100 * high:.0f})  n {share['n']}")
    for key, value in result.checks.items():
        print(f"{key}: {100 * value['agree']:.1f} % of {value['n']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recogniser", type=Path, default=WEIGHTS)
    parser.add_argument("--pictures", type=Path, default=PICTURES)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--worn", action="store_true", help="damage the frames")
    parser.add_argument("--mistakes", action="store_true", help="print what was taken for what")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    result = exam(Recogniser.load(options.recogniser), Pictures(options.pictures), options.count, worn=options.worn)
    print_result(result)
    if options.mistakes:
        print("\n".join(f"{count:4}  {what}" for what, count in result.mistakes.most_common()))


if __name__ == "__main__":
    main()
