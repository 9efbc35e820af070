"""Captions that have the canonical form already: read straight, so that they come out as they are."""

from __future__ import annotations

import re

from video01.facts import Facts, Figure, canonical
from video01.vocabulary import (
    ACTIONS,
    CAMERAS,
    COLOURS,
    LIGHTS,
    LOOKS,
    PLACES,
    RELATIONS,
    SIZES,
    SUBJECTS,
    WEATHERS,
    Word,
)


def _names(entries: tuple[Word, ...]) -> frozenset[str]:
    return frozenset(entry.name for entry in entries)


_AROUND = {"place": _names(PLACES), "light": _names(LIGHTS), "weather": _names(WEATHERS), "look": _names(LOOKS)}
_SIZES, _COLOURS, _SUBJECTS = _names(SIZES), _names(COLOURS), _names(SUBJECTS)
_RELATIONS, _ACTIONS, _CAMERAS = _names(RELATIONS), _names(ACTIONS), _names(CAMERAS)
_LONGEST = 6  # words of the longest name
_FORM = re.compile(r"(?:(?P<prose>[^\[\].]+)\.)?(?P<brackets>(?: ?\[[^\[\]]+\]){0,2})")


def read_caption(text: str) -> Facts | None:
    """The facts of a canonical caption, None for any other text."""
    match = _FORM.fullmatch(text.strip())
    if match is None or not match.group():
        return None
    told = (match.group("prose") or "").split("; ")
    camera = tuple(tuple(group.split(",")) for group in re.findall(r"\[([^\]]+)\]", match.group("brackets")))
    around = _around(told[-1])
    figures = tuple(_figure(part) for part in told[: len(told) - (around is not None)] if part)
    facts = Facts(figures=tuple(f for f in figures if f), camera=camera, **(around or {}))
    known = all(command in _CAMERAS for group in camera for command in group)
    return facts if known and all(figures) and canonical(facts) == text.strip() else None


def _around(text: str) -> dict[str, str] | None:
    """Place, light, weather and look of the last part, None if it is none of them."""
    found = {}
    for name in text.split(", "):
        section = next((section for section, names in _AROUND.items() if name in names), None)
        if section is None:
            return None
        found[section] = name
    return found


def _figure(text: str) -> Figure | None:
    rest = text.removeprefix("an ").removeprefix("a ")
    size, rest = _lead(rest, _SIZES)
    colour, after = _lead(rest, _COLOURS)
    name, after = _lead(after, _SUBJECTS)
    whole, after_whole = _lead(rest, _SUBJECTS)
    if name is None or (whole is not None and " " in whole):  # the colour is of the name: "an orange", "a black cat"
        colour, name, after = None, whole, after_whole
    rest = after
    relation, rest = _lead(rest, _RELATIONS)
    rest = rest.removeprefix("it").strip() if relation else rest
    actions = tuple(rest.split(", then ")) if rest else ()
    if name is None or len(actions) > 2 or any(action not in _ACTIONS for action in actions):
        return None
    return Figure(name=name, size=size, colour=colour, actions=actions, relation=relation)


def _lead(text: str, names: frozenset[str]) -> tuple[str | None, str]:
    """The longest name that a text starts with, and what follows it."""
    parts = text.split(" ", _LONGEST)[:_LONGEST]
    starts = (" ".join(parts[:length]) for length in range(len(parts), 0, -1))
    name = next((start for start in starts if start in names), None)
    return (None, text) if name is None else (name, text[len(name) + 1 :])
