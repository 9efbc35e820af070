"""The facts of a caption as numbers, for the auxiliary task that teaches the text encoder to read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from video01.facts import Facts
from video01.layers import MAX_ACTORS
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
)

PHASES = 2  # of actions and of the camera
_WORDS = {
    "subject": SUBJECTS,
    "size": SIZES,
    "colour": COLOURS,
    "action": ACTIONS,
    "relation": RELATIONS,
    "place": PLACES,
    "light": LIGHTS,
    "weather": WEATHERS,
    "look": LOOKS,
}
VALUES: dict[str, tuple[str, ...]] = {kind: ("", *(word.name for word in words)) for kind, words in _WORDS.items()}
_FIGURE = ("subject", "size", "colour", "relation", "action0", "action1")
CLASSES: dict[str, str] = {  # question -> kind of its answer; the answer 0 is "not told"
    **{f"{part}/{index}": part.rstrip("01") for index in range(MAX_ACTORS) for part in _FIGURE},
    "place": "place",
    "light": "light",
    "weather": "weather",
    "look": "look",
}
COMMANDS = tuple(word.name for word in CAMERAS)


def answers(facts: Facts | None) -> NDArray[np.int16]:
    """The number of each answer in the order of CLASSES; -100 where nothing is known of the caption."""
    if facts is None:
        return np.full(len(CLASSES), -100, np.int16)
    look = facts.look if facts.look != "natural" else None  # hardly anybody says that colours are natural
    told = {"place": facts.place, "light": facts.light, "weather": facts.weather, "look": look}
    for index, figure in enumerate(facts.figures[:MAX_ACTORS]):
        actions = (*figure.actions, "", "")
        parts = (figure.name, figure.size, figure.colour, figure.relation, actions[0], actions[1])
        told |= {f"{part}/{index}": value for part, value in zip(_FIGURE, parts, strict=True)}
    return np.array([VALUES[kind].index(told.get(name) or "") for name, kind in CLASSES.items()], np.int16)


def commands(facts: Facts | None) -> NDArray[np.int8]:
    """Which camera command acts in which phase, (PHASES * 15,) of 0 and 1; -1 where nothing is known."""
    if facts is None:
        return np.full(PHASES * len(COMMANDS), -1, np.int8)
    acting = np.zeros((PHASES, len(COMMANDS)), np.int8)
    for phase, together in enumerate(facts.camera[:PHASES]):
        for command in together:
            acting[phase, COMMANDS.index(command)] = 1
    return acting.ravel()
