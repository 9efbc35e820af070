"""Try the judge itself: on new renders, and beside measures that learn nothing.

python -m training.judge.exam --recogniser training/out/judge/recogniser --pictures training/out/pictures --count 400
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from training.judge.asked import Asked, asked_of
from training.judge.crosscheck import ACTION_SIGNS, CAMERA_SIGNS, background_motion, figure_motion
from training.judge.damage import damaged
from training.judge.film import TEST_SEED
from training.judge.labels import ACTION_NAMES, CAMERA_NAMES
from training.judge.marks import EXTRAS, FACTS, Marks, likeliest, marks_of
from training.judge.metrics import wilson
from training.judge.pictures import Pictures
from training.judge.recogniser import Recogniser, Seen
from training.judge.shots import drawn, shots_of
from training.world.scene import Scene, sample_scene
from training.world.stage import clip_of, plan

Frames = NDArray[np.uint8]
Checks = dict[str, dict[str, Any]]


def renders(count: int, pictures: Pictures, *, worn: bool = False) -> Iterator[tuple[Scene, Frames]]:
    """Frames of scenes on which nothing was trained; `worn` damages them."""
    rng = np.random.default_rng(3)
    for number in range(count):
        scene = sample_scene(TEST_SEED + 2 * number, held_out=None)
        frames = drawn(clip_of(plan(scene), pictures))
        yield scene, damaged(frames, rng) if worn else frames


def cross_checks(found: list[tuple[Asked, Seen, Frames]]) -> Checks:
    """How often what is measured agrees with what the recogniser says, and with what was told."""
    rows: dict[str, list[bool]] = {}
    for asked, seen, frames in found:
        _check_camera(rows, asked, seen, frames)
        _check_figure(rows, asked, seen, frames)
    return {key: {"agree": round(float(np.mean(marks)), 4), "n": len(marks)} for key, marks in rows.items()}


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


def exam(recogniser: Recogniser, pictures: Pictures, count: int, *, worn: bool) -> tuple[Marks, Checks, list[str]]:
    """All marks, the cross-checks, and what was mistaken for what."""
    marks: Marks = {kind: [] for kind in (*FACTS, *EXTRAS)}
    found, mistakes = [], []
    for scene, frames in renders(count, pictures, worn=worn):
        asked, seen = asked_of(scene.facts, ""), recogniser.look(shots_of(frames))
        for kind, each in (own := marks_of(asked, seen)).items():
            marks[kind] += each
        mistakes += [_mistake(kind, scene, seen) for kind in ("action", "camera") if not all(own[kind])]
        found.append((asked, seen, frames))
    return marks, cross_checks(found), mistakes


def _mistake(kind: str, scene: Scene, seen: Seen) -> str:
    """What was told and what was seen."""
    names, logits = (ACTION_NAMES, seen.actions) if kind == "action" else (CAMERA_NAMES, seen.cameras)
    told: object = scene.facts.camera if kind == "camera" else [figure.actions for figure in scene.facts.figures]
    return f"{kind} {scene.facts.place} {told} seen {[sorted(likeliest(row, names, 2)) for row in logits]}"


def print_marks(marks: Marks) -> None:
    for kind, each in marks.items():
        if each:
            low, high = wilson(sum(each), len(each))
            print(f"{kind:9} {100 * np.mean(each):5.1f} %  ({100 * low:.0f}-{100 * high:.0f})  n {len(each)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recogniser", type=Path, required=True)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--worn", action="store_true", help="damage the frames")
    parser.add_argument("--mistakes", action="store_true", help="print what was mistaken")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    recogniser, pictures = Recogniser.load(options.recogniser), Pictures(options.pictures)
    marks, checks, mistakes = exam(recogniser, pictures, options.count, worn=options.worn)
    print_marks(marks)
    for key, value in checks.items():
        print(f"{key}: {100 * value['agree']:.1f} % of {value['n']}")
    if options.mistakes:
        print("\n".join(mistakes))


if __name__ == "__main__":
    main()
