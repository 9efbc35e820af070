"""What a prompt told of a clip and is asked of it: facts with their alternatives."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.judge.alike import alike
from video01.facts import Facts, Figure

Names = frozenset[str]  # any of them is right


@dataclass(frozen=True, kw_only=True)
class AskedFigure:
    """One figure; empty where nothing was told."""

    names: Names
    colours: Names = frozenset()
    relations: Names = frozenset()
    actions: tuple[Names, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One prompt."""

    prompt: str
    figures: tuple[AskedFigure, ...] = ()
    surroundings: dict[str, Names]  # of "place", "light", "weather", "look": what was told
    camera: tuple[Names, ...] = ()  # commands that act together, phase after phase


def asked_of(facts: Facts, prompt: str) -> Asked:
    """The facts of a caption."""
    told = {"place": facts.place, "light": facts.light, "weather": facts.weather, "look": facts.look}
    return Asked(
        prompt=prompt,
        figures=tuple(
            AskedFigure(
                names=alike(figure.name),
                colours=_one(figure.colour),
                relations=_one(figure.relation),
                actions=tuple(_one(action) for action in figure.actions),
            )
            for figure in facts.figures
        ),
        surroundings={kind: _one(name) for kind, name in told.items() if name is not None},
        camera=tuple(frozenset(commands) for commands in facts.camera),
    )


def read_prompts(path: Path) -> list[tuple[Asked, Facts]]:
    """Prompts with their facts from a JSON list, and the first of the alternatives as plain facts.

    Each item: {"prompt": "...", "figures": [{"name": "ship|boat", "actions": ["rises"]}], "place": "ocean", ...}; what
    is left out or null is not asked, nor is a figure without a name.
    """
    return [(_asked(item), _facts(item)) for item in json.loads(path.read_text())]


def _asked(item: dict[str, Any]) -> Asked:
    figures = [figure for figure in item.get("figures", ()) if figure.get("name")]
    return Asked(
        prompt=item["prompt"],
        figures=tuple(
            AskedFigure(
                names=frozenset().union(*(alike(name) for name in figure["name"].split("|"))),
                colours=_any(figure.get("colour")),
                relations=_any(figure.get("relation")),
                actions=tuple(_any(action) for action in figure.get("actions") or ()),
            )
            for figure in figures
        ),
        surroundings={kind: _any(item[kind]) for kind in ("place", "light", "weather", "look") if item.get(kind)},
        camera=tuple(frozenset(commands) for commands in item.get("camera") or ()),
    )


def _facts(item: dict[str, Any]) -> Facts:
    figures = [figure for figure in item.get("figures", ()) if figure.get("name")]
    return Facts(
        figures=tuple(
            Figure(
                name=_first(figure["name"]) or "",
                size=_first(figure.get("size")),
                colour=_first(figure.get("colour")),
                relation=_first(figure.get("relation")),
                actions=tuple(_first(action) or "" for action in figure.get("actions") or ()),
            )
            for figure in figures[:3]
        ),
        place=_first(item.get("place")),
        light=_first(item.get("light")),
        weather=_first(item.get("weather")),
        look=_first(item.get("look")),
        camera=tuple(tuple(commands) for commands in item.get("camera") or ()),
    )


def _one(name: str | None) -> Names:
    return frozenset() if name is None else frozenset({name})


def _any(names: str | None) -> Names:
    return frozenset(names.split("|")) if names else frozenset()


def _first(names: str | None) -> str | None:
    return names.split("|")[0] if names else None
