"""Numbers of an evaluation: each split, and what the clips are like together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from training.judge.marks import EXTRAS, FACTS, Marks, marks_of
from training.judge.metrics import diversity, frechet, likeness, wilson
from training.judge.splits import Item
from training.judge.takes import Studio, Take
from training.world.scene import Scene, sample_scene

FROZEN = 0.2  # of what moves in the render of the same facts
PROMPTS, SEEDS = 8, 4  # for the diversity of seeds
REMEMBERED = 300  # training clips, at most, among which the nearest is sought
Verdict = dict[str, Any]


def split_verdict(items: Sequence[Item], generated: Sequence[Take], rendered: Sequence[Take]) -> Verdict:
    """For each fact the share that is right: of generated clips, of renders, and of clips of other prompts."""
    columns = {
        "generated": marked(items, generated),
        "ceiling": marked(items, rendered),
        "floor": marked(items, shuffled(generated)),
    }
    verdict: Verdict = {}
    for kind in (*FACTS, *EXTRAS):
        found = {name: [mark for marks in column for mark in marks[kind]] for name, column in columns.items()}
        count = len(found["generated"])
        shares = {name: round(sum(marks) / count, 4) if count else None for name, marks in found.items()}
        intervals = {f"{name}_interval": interval(marks) for name, marks in found.items()}
        verdict[kind] = shares | {"n": count} | intervals
    return verdict


def marked(items: Sequence[Item], takes: Sequence[Take]) -> list[Marks]:
    return [marks_of(item.asked, take.seen) for item, take in zip(items, takes, strict=True)]


def shuffled(takes: Sequence[Take]) -> list[Take]:
    """Each in the place of another, always of the same ones."""
    half = max(1, len(takes) // 2)
    return [*takes[half:], *takes[:half]]


def interval(marks: Sequence[bool]) -> list[float]:
    """The 95 % interval of the share of right ones."""
    return [round(end, 4) for end in wilson(sum(marks), len(marks))]


def shares(items: Sequence[Item], takes: Sequence[Take]) -> Verdict:
    """For each fact the share that is right."""
    marks = marked(items, takes)
    found = {kind: [mark for one in marks for mark in one[kind]] for kind in FACTS}
    return {kind: round(float(np.mean(each)), 4) if each else None for kind, each in found.items()}


def frozen_share(items: Sequence[Item], generated: Sequence[Take], rendered: Sequence[Take]) -> float:
    """The share of clips in which hardly anything moves, of those that should move."""
    rows = [(one.stir, other.stir) for item, one, other in zip(items, generated, rendered, strict=True) if moves(item)]
    return round(float(np.mean([one < FROZEN * other for one, other in rows])), 4) if rows else 0.0


def moves(item: Item) -> bool:
    """Whether the prompt tells of anything that moves."""
    acts = any(action != {"stays still"} for figure in item.asked.figures for action in figure.actions)
    return acts or any(phase != {"Static shot"} for phase in item.asked.camera)


def together(generated: Sequence[Take], rendered: Sequence[Take], trained: np.ndarray[Any, Any]) -> Verdict:
    """How like the training world the clips are as a whole, by the judge's own features."""
    made, true = (np.stack([take.feature for take in takes]) for takes in (generated, rendered))
    middle, half = trained.mean(0), len(true) // 2
    return {
        "own_feature_frechet": {
            "generated": round(frechet(made, true), 3),
            "renders_in_halves": round(frechet(true[:half], true[half:]), 3),
        },
        "nearest_training_clip": {
            "generated": round(float(likeness(made - middle, trained - middle).max(1).mean()), 4),
            "renders": round(float(likeness(true - middle, trained - middle).max(1).mean()), 4),
            "among": len(trained),
        },
    }


def trained_features(studio: Studio, count: int) -> np.ndarray[Any, Any]:
    """Features of renders of so many scenes that the model was trained on: (count, FEATURES)."""
    return np.stack([studio.rendered(sample_scene(3 * seed)).feature for seed in range(count)])


def seed_diversity(studio: Studio, items: Sequence[Item], middle: np.ndarray[Any, Any]) -> Verdict:
    """How far clips of one prompt are apart from seed to seed, and renders of the same facts."""
    made, true = [], []
    for item in items[:PROMPTS]:
        made.append(np.stack([studio.generated(item.prompt, seed).feature for seed in range(SEEDS)]) - middle)
        scenes = [Scene(facts=item.scene.facts, layout=layout) for layout in range(SEEDS)]
        true.append(np.stack([studio.rendered(scene).feature for scene in scenes]) - middle)
    return {"generated": round(diversity(made), 4), "renders": round(diversity(true), 4)}
