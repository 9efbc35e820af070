"""What the model's clips show of what they were told, beside the training world's own: quality.json and quality.md.

    python -m training.evaluate                       # everything
    python -m training.evaluate --prompts FILE        # free prose of your own, with its facts

Of every fact: how often it is seen in clips of the model (generated), in the training world's clips of the same facts
(ceiling), and in clips of other prompts (floor).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch

from training.judge import fidelity, verdict
from training.judge.exam import exam
from training.judge.pictures import PICTURES, Pictures
from training.judge.recogniser import WEIGHTS as RECOGNISER
from training.judge.recogniser import Recogniser, training_of
from training.judge.report import SPLITS, write_report
from training.judge.splits import UNSEEN_PROMPTS, Item, items_of
from training.judge.takes import Studio, Take, flicker, layers_of
from training.world.stage import clip_of, plan
from video01.engines.small import WEIGHTS, SmallEngine

TEACHER_STEPS = 50
MISTAKES = 20  # that are told, the most frequent ones
_BEGAN = time.perf_counter()


def evaluate(options: argparse.Namespace) -> dict[str, Any]:
    """Everything, as it is written to quality.json."""
    engine, recogniser = SmallEngine(options.weights), Recogniser.load(options.recogniser)
    studio = Studio(engine, recogniser, options.pictures)
    splits: dict[str, Any] = {}
    kept: dict[str, tuple[list[Item], list[Take], list[Take]]] = {}
    for split in SPLITS:
        items = items_of(split, options.count, options.seed, options.prompts)
        generated = _each(
            f"{split}, generated", items, lambda item: studio.generated(item.prompt, item.seed, options.steps)
        )
        rendered = _each(f"{split}, rendered", items, lambda item: studio.rendered(item.scene))
        splits[split] = verdict.split_verdict(items, generated, rendered)
        kept[split] = items, generated, rendered
    items, generated, rendered = kept["seen"]
    found = {"splits": splits} | _pictures(studio, options)
    found["frozen_share"] = verdict.frozen_share(items, generated, rendered)
    trained = verdict.trained_features(studio, min(verdict.REMEMBERED, 2 * options.count))
    _tell("training clips")
    diversity = verdict.seed_diversity(studio, items, trained.mean(0))
    found["seed_diversity"] = diversity["generated"]
    _tell("seeds")
    found["teacher"] = _teacher(studio, items, generated, options.teacher)
    some = items[: options.teacher]
    found["beside"] = {
        "seed_diversity": diversity,
        **verdict.together(generated, rendered, trained),
        "flicker": _flicker(studio, engine, some, options.steps),
        "ceiling_of_remembered_pictures": verdict.shares(some, [studio.decoded(item.scene) for item in some]),
    }
    found["judge"] = _judge(recogniser, options)
    return found | {
        "prompts": str(options.prompts),
        "commit": commit(),
        "minutes": round((time.perf_counter() - _BEGAN) / 60, 1),
    }


def _judge(recogniser: Recogniser, options: argparse.Namespace) -> dict[str, Any]:
    """How good the judge itself is: on renders that it never saw, as they are and damaged."""
    pictures, networks = Pictures(options.pictures), training_of(options.recogniser)
    plain, worn = (exam(recogniser, pictures, options.exam, worn=worn) for worn in (False, True))
    _tell("exam of the judge")
    return {
        "renders": options.exam,
        "plain": plain.shares(),
        "worn": worn.shares(),
        "mistakes": dict(plain.mistakes.most_common(MISTAKES)),
        "cross_checks": plain.checks,
        "networks": networks,
    }


def _pictures(studio: Studio, options: argparse.Namespace) -> dict[str, Any]:
    """How true pictures stay."""
    decibels, alike = fidelity.remembered(studio, 10, options.seed)
    first = fidelity.first_frames(studio.engine, options.photographs)
    _tell("pictures")
    return {
        "autoencoder_psnr": round(decibels, 2),
        "autoencoder_ssim": round(alike, 4),
        "first_frame_psnr": None if first is None else round(first[0], 2),
        "first_frame_psnr_12": None if first is None else round(first[1], 2),
        "photographs": 0 if first is None else first[2],
    }


def _teacher(studio: Studio, items: Sequence[Item], generated: Sequence[Take], count: int) -> dict[str, Any] | None:
    """The same prompts with many steps."""
    some = items[:count]
    if not some:
        return None
    many = _each("many steps", some, lambda item: studio.generated(item.prompt, item.seed, TEACHER_STEPS))
    default = verdict.shares(some, generated[:count])
    return {"steps": TEACHER_STEPS, "n": len(some), "many": verdict.shares(some, many), "default": default}


def _flicker(studio: Studio, engine: SmallEngine, items: Sequence[Item], steps: int | None) -> dict[str, float]:
    """How restless single frames are, of 255."""
    made = [flicker(layers_of(engine, item.prompt, item.seed, steps)) for item in items]
    true = [flicker(clip_of(plan(item.scene), studio.painted)) for item in items]
    return {"generated": round(float(np.mean(made)), 3), "renders": round(float(np.mean(true)), 3)}


def _each(title: str, items: Sequence[Item], make: Callable[[Item], Take]) -> list[Take]:
    takes = [make(item) for item in items]
    _tell(f"{title}: {len(takes)}")
    return takes


def _tell(what: str) -> None:
    print(f"{time.perf_counter() - _BEGAN:6.0f} s  {what}", flush=True)


def commit() -> str:
    """The commit of the code, empty outside a repository."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--recogniser", type=Path, default=RECOGNISER)
    parser.add_argument("--pictures", type=Path, default=PICTURES, help="what is missing there is painted, slowly")
    parser.add_argument("--photographs", type=Path, help="a folder; without it those of scikit-image, if installed")
    parser.add_argument("--prompts", type=Path, default=UNSEEN_PROMPTS, help="free prose with its facts, as JSON")
    parser.add_argument("--count", type=int, default=150, help="prompts a split")
    parser.add_argument("--teacher", type=int, default=30, help=f"prompts that are also given {TEACHER_STEPS} steps")
    parser.add_argument("--exam", type=int, default=400, help="renders on which the judge itself is tried")
    parser.add_argument("--seed", type=int, default=0, help="another number is another evaluation")
    parser.add_argument("--steps", type=int, help="denoising steps; the model's own number if left out")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("benchmarks"))
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    write_report(options.out, evaluate(options), f"python -m training.evaluate {' '.join(sys.argv[1:])}".strip())


if __name__ == "__main__":
    main()
