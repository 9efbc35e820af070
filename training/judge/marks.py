"""Which of the told facts a clip shows, as the recogniser sees it.

The recogniser is asked "which are the likeliest k?", where k is how many the prompt told: of one place the likeliest,
of two subjects the likeliest two.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.judge.asked import Asked, AskedFigure, Names
from training.judge.labels import ACTION_NAMES, CAMERA_NAMES, COLOUR_NAMES, SUBJECT_NAMES, SURROUNDINGS
from training.judge.recogniser import Seen

FACTS = ("subject", "place", "light", "weather", "action", "camera", "all")  # of every table
EXTRAS = ("look", "colour", "relation")
SIDES = {"left of": (0, -1), "right of": (0, 1), "above": (1, -1), "below": (1, 1)}  # axis and sign of the other place
_NEEDED = ("subject", "place", "light", "weather", "action", "camera")  # for "all"

Marks = dict[str, list[bool]]  # of each fact one for each time that it was told


def marks_of(asked: Asked, seen: Seen) -> Marks:
    """Right or wrong for each told fact; facts that were not told have no mark."""
    marks: Marks = {kind: [] for kind in (*FACTS, *EXTRAS)}
    for kind, names in asked.surroundings.items():
        marks[kind].append(SURROUNDINGS[kind][int(np.argmax(seen.surroundings[kind]))] in names)
    likely = likeliest(seen.names, SUBJECT_NAMES, len({figure.names for figure in asked.figures}))
    marks["subject"] = [bool(figure.names & likely) for figure in asked.figures]
    marks["action"] = action_marks(asked.figures, seen.actions)
    marks["camera"] = [camera_mark(asked.camera, seen.cameras)] if asked.camera else []
    marks["colour"] = [_colour_mark(figure, seen) for figure in asked.figures if figure.colours]
    marks["relation"] = _relation_marks(asked.figures, seen)
    needed = [mark for kind in _NEEDED for mark in marks[kind]]
    marks["all"] = [all(needed)] if needed else []
    return marks


def likeliest(scores: NDArray[np.float32], names: tuple[str, ...], count: int) -> Names:
    """The names of the highest scores above nothing."""
    best = np.argsort(-scores)[:count]
    return frozenset(names[at] for at in best if scores[at] != 0)


def action_marks(figures: tuple[AskedFigure, ...], scores: NDArray[np.float32]) -> list[bool]:
    """One mark for each figure whose actions were told: all of them, and nothing after a single one."""
    told = [sequence(figure.actions) for figure in figures if figure.actions]
    silent = sum(not figure.actions for figure in figures)  # these may do anything
    if not told:
        return []
    seen = [likeliest(scores[phase], ACTION_NAMES, len({one[phase] for one in told}) + silent) for phase in (0, 1)]
    return [all(names & likely for names, likely in zip(one, seen, strict=True)) for one in told]


def sequence(actions: tuple[Names, ...]) -> tuple[Names, Names]:
    """What is done first and then."""
    nothing = frozenset({ACTION_NAMES[-1]})
    return actions[0], actions[1] if len(actions) > 1 else nothing


def camera_mark(phases: tuple[Names, ...], logits: NDArray[np.float32]) -> bool:
    """Whether exactly the told commands are the likeliest in both phases."""
    told = (*phases[:2], frozenset({CAMERA_NAMES[-1]}))[:2]
    return all(likeliest(row, CAMERA_NAMES, len(names)) == names for row, names in zip(logits, told, strict=True))


def _colour_mark(figure: AskedFigure, seen: Seen) -> bool:
    """Whether, of all colours, the squares that show the figure's name show it in the told one."""
    rows = [SUBJECT_NAMES.index(name) for name in figure.names]
    scores = seen.colours[rows, : len(COLOUR_NAMES) - 1].sum(0)  # its own colour may be any of them
    return bool(scores.any()) and COLOUR_NAMES[int(np.argmax(scores))] in figure.colours


def _relation_marks(figures: tuple[AskedFigure, ...], seen: Seen) -> list[bool]:
    """Whether others are on that side of the first figure; only of those with another name, on sides that show."""
    marks = []
    for figure in figures[1:]:
        sides = [SIDES[relation] for relation in figure.relations if relation in SIDES]
        if sides and len(sides) == len(figure.relations) and figure.names != figures[0].names:
            there, here = (_middle(one, seen) for one in (figure, figures[0]))
            seen_both = there is not None and here is not None
            marks.append(seen_both and any((there - here)[axis] * sign > 0.02 for axis, sign in sides))  # type: ignore[operator]
    return marks


def _middle(figure: AskedFigure, seen: Seen) -> NDArray[np.float32] | None:
    """Where a figure is on average; None where it was hardly seen."""
    rows = [SUBJECT_NAMES.index(name) for name in figure.names]
    best = max(rows, key=lambda row: float(seen.names[row]))
    return seen.places[best] if seen.names[best] > 0.2 else None
