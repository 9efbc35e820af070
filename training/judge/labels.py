"""Facts as numbers that a network learns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from video01.facts import Facts
from video01.vocabulary import ACTIONS, CAMERAS, COLOURS, LIGHTS, LOOKS, PLACES, SUBJECTS, WEATHERS

UNTOLD = -1  # no fact to learn or to ask

SURROUNDINGS: dict[str, tuple[str, ...]] = {  # names of each class of a whole frame
    "place": tuple(word.name for word in PLACES),
    "light": tuple(word.name for word in LIGHTS),
    "weather": tuple(word.name for word in WEATHERS),
    "look": tuple(word.name for word in LOOKS),
}
SUBJECT_NAMES = tuple(subject.name for subject in SUBJECTS)
COLOUR_NAMES = (*(word.name for word in COLOURS), "own")
ACTION_NAMES = (*(word.name for word in ACTIONS), "nothing more")
CAMERA_NAMES = (*(word.name for word in CAMERAS), "nothing more")
_SUBJECT_NUMBER = {name: number for number, name in enumerate(SUBJECT_NAMES)}


def surroundings(facts: Facts) -> NDArray[np.int16]:
    """The class of each of SURROUNDINGS, UNTOLD where nothing is told: (4,)."""
    told = {"place": facts.place, "light": facts.light, "weather": facts.weather, "look": facts.look or "natural"}
    return np.array(
        [UNTOLD if told[kind] is None else names.index(told[kind] or "") for kind, names in SURROUNDINGS.items()],
        np.int16,
    )


def subject_number(name: str) -> int:
    return _SUBJECT_NUMBER[name]


def subjects(facts: Facts) -> NDArray[np.int16]:
    """Name and colour of each figure: (3, 2), UNTOLD where there is none."""
    found = np.full((3, 2), UNTOLD, np.int16)
    for row, figure in zip(found, facts.figures, strict=False):
        row[:] = _SUBJECT_NUMBER[figure.name], COLOUR_NAMES.index(figure.colour or "own")
    return found


NOTHING = np.full(2, UNTOLD, np.int16)  # done by what is no figure


def deeds(facts: Facts) -> NDArray[np.int16]:
    """What each figure does in the first and in the second phase: (3, 2), UNTOLD where there is none."""
    found = np.full((3, 2), UNTOLD, np.int16)
    for row, figure in zip(found, facts.figures, strict=False):
        told = [*figure.actions[:2], ACTION_NAMES[-1]][:2]
        row[: len(told)] = [ACTION_NAMES.index(name) for name in told] if figure.actions else UNTOLD
    return found


def cameras(facts: Facts) -> NDArray[np.bool_]:
    """Which commands act in the first and in the second phase: (2, len(CAMERA_NAMES))."""
    found = np.zeros((2, len(CAMERA_NAMES)), bool)
    for row, commands in zip(found, [*facts.camera[:2], ("nothing more",)], strict=False):
        row[[CAMERA_NAMES.index(command) for command in commands]] = True
    return found
