"""The prompts of an evaluation: four kinds, none of a scene that the model or the judge was trained on.

The model's scenes have seeds below 1,000,000, the judge's are odd; those of an evaluation are even and far from both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from training.judge.asked import Asked, asked_of, read_prompts
from training.world.caption import canonical_caption, write
from training.world.scene import Scene, sample_scene
from video01.facts import Facts, canonical
from video01.prompt import optimize
from video01.prompt.caption import read_caption

FIRST_SEEDS = {
    "seen": 20_000_000,
    "held_out_pairs": 30_000_000,
    "held_out_templates": 40_000_000,
    "free_prose": 60_000_000,
}
UNSEEN_PROMPTS = Path("tests/unit/prompts_unseen.json")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One prompt."""

    asked: Asked
    prompt: str  # what the model is given
    seed: int  # of the generation
    scene: Scene  # the same facts as the training world films them


def seeds_of(split: str, count: int, start: int = 0) -> list[int]:
    """Even seeds of scenes; `start` moves them for another evaluation."""
    return [FIRST_SEEDS[split] + 2 * (start * 10_000 + number) for number in range(count)]


def items_of(split: str, count: int, start: int = 0, prompts: Path = UNSEEN_PROMPTS) -> list[Item]:
    """So many prompts of one kind; of free prose all there are at most."""
    seeds = seeds_of(split, count, start)
    if split == "free_prose":
        return [_prose(asked, facts, seed) for (asked, facts), seed in zip(read_prompts(prompts), seeds, strict=False)]
    scenes = [sample_scene(seed, held_out=split == "held_out_pairs") for seed in seeds]
    make = _in_held_out_words if split == "held_out_templates" else _in_canonical_words
    return [make(scene, seed) for scene, seed in zip(scenes, seeds, strict=True)]


def _in_canonical_words(scene: Scene, seed: int) -> Item:
    facts = scene.facts if scene.facts.look != "natural" else replace(scene.facts, look=None)
    prompt = canonical_caption(scene)
    return Item(asked=asked_of(facts, prompt), prompt=prompt, seed=_noise(seed), scene=scene)


def _in_held_out_words(scene: Scene, seed: int) -> Item:
    """A caption of a template that is never trained on, which may leave facts out."""
    prompt, told = write(scene, seed, held_out=True)
    told = told if told.look != "natural" else replace(told, look=None)
    return Item(asked=asked_of(told, prompt), prompt=prompt, seed=_noise(seed), scene=scene)


def _prose(asked: Asked, facts: Facts, seed: int) -> Item:
    """What somebody wrote, through the prompt optimizer; the scene has what they meant, completed."""
    meant = read_caption(optimize(canonical(facts)).prompt) or facts
    scene = Scene(facts=replace(meant, look=meant.look or "natural"), layout=seed % 2**31)
    return Item(asked=asked, prompt=optimize(asked.prompt).prompt, seed=_noise(seed), scene=scene)


def _noise(seed: int) -> int:
    """The seed of the generation."""
    return seed % 2**32
