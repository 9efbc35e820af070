"""What the figures of a scene do together, and how the camera goes with it.

Parts: actions that leave the relations readable, sequences that make sense. Camera: seldom along the axis of an action,
where the one would hide the other.
"""

from collections.abc import Set
from dataclasses import dataclass
from random import Random

from training.world.lots import pick, weighted
from video01.vocabulary import ACTIONS

SEQUENCE_SHARE = 0.15  # of figures that do two things one after the other
SHARED_SHARE = 0.5  # of scenes with several figures that all do the same
ALONG_THE_AXIS_SHARE = 0.15  # of cameras that may go along the axis of an action

LATERAL = ("moves left", "moves right")
_SWAYING = ("circles", "zigzags", "swings")
_VERTICAL = ("rises", "falls", "jumps", "bounces", "flips")
_DEPTH = ("comes closer", "goes away", "grows", "shrinks")
_REPEATED = ("jumps", "bounces", "spins", "shakes", "dances", "swings", "flips")
_ON_THE_SPOT = (*_REPEATED, "appears", "vanishes", "stays still")

_ALL = tuple(word.name for word in ACTIONS)
_SIDEWAYS_FREE = tuple(name for name in _ALL if name not in (*LATERAL, "circles", "zigzags"))
_DEPTH_FREE = tuple(name for name in _ALL if name not in ("comes closer", "goes away"))
# What figures may do on their own, and what they may do together, so that the relation holds to the end.
_OWN: dict[str, tuple[str, ...]] = {
    "left of": _SIDEWAYS_FREE,
    "right of": _SIDEWAYS_FREE,
    "behind": tuple(name for name in _DEPTH_FREE if name in _SIDEWAYS_FREE),
    "in front of": tuple(name for name in _DEPTH_FREE if name in _SIDEWAYS_FREE),
    "above": _ON_THE_SPOT,
    "below": _ON_THE_SPOT,
}
_TOGETHER: dict[str, tuple[str, ...]] = {
    "left of": _ALL,
    "right of": _ALL,
    "behind": _ALL,
    "in front of": _ALL,
    "above": (*_ON_THE_SPOT, *LATERAL),
    "below": (*_ON_THE_SPOT, *LATERAL),
    "chasing": LATERAL,
}
_RELATIONS = (
    ("left of", 1.0),
    ("right of", 1.0),
    ("behind", 1.0),
    ("in front of", 1.0),
    ("above", 0.8),
    ("below", 0.6),
    ("chasing", 1.0),
)
# What people ask for most.
_WEIGHTS = {
    "comes closer": 2.2,
    "moves left": 1.6,
    "moves right": 1.6,
    "stays still": 1.4,
    "goes away": 1.3,
    "vanishes": 0.7,
}

_THEN: dict[str, tuple[str, ...]] = {
    "appears": (
        *("comes closer",) * 10,
        *LATERAL,
        *_REPEATED,
        "goes away",
        "rises",
        "falls",
        "grows",
        "shrinks",
        "circles",
        "zigzags",
        "stays still",
        "vanishes",
    ),
    "vanishes": ("appears",),
    "comes closer": (*_REPEATED, "goes away", "goes away", "stays still", "vanishes", "grows", "rises", *LATERAL),
    "goes away": ("comes closer", "vanishes", "stays still", "jumps", "spins"),
    "moves left": (*_REPEATED, *("moves right",) * 3, "comes closer", "goes away", "rises", "vanishes", "stays still"),
    "moves right": (*_REPEATED, *("moves left",) * 3, "comes closer", "goes away", "rises", "vanishes", "stays still"),
    "rises": ("falls", "falls", *LATERAL, "spins", "circles", "shakes", "vanishes", "swings", "comes closer"),
    "falls": ("rises", "bounces", "jumps", "shakes", "stays still", "vanishes", "spins"),
    "grows": ("shrinks", "shakes", "spins", "vanishes", "jumps", "stays still", "rises", "dances"),
    "shrinks": ("grows", "vanishes", "spins", "jumps", "goes away", *LATERAL),
}
_FREE_THEN = (*_ALL, "comes closer", "goes away", "vanishes")
_FIRST_WEIGHTS = {"appears": 9.0, "comes closer": 2.0, "moves left": 1.5, "moves right": 1.5, "vanishes": 0.5}

_HORIZONTAL_CAMERAS = ("Truck left", "Truck right", "Pan left", "Pan right")
_VERTICAL_CAMERAS = ("Pedestal up", "Pedestal down", "Tilt up", "Tilt down")
_DEPTH_CAMERAS = ("Push in", "Pull out", "Zoom in", "Zoom out")
_CAMERA_SHAPES = (("static", 0.30), ("one", 0.45), ("together", 0.12), ("two", 0.13))


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one figure does."""

    actions: tuple[str, ...]  # one or two
    relation: str | None  # to the first figure; None for the first


def parts(rng: Random, count: int) -> tuple[Part, ...]:
    """The parts of one to three figures."""
    relations = _draw_relations(rng, count - 1)
    shared = "chasing" in relations or rng.random() < SHARED_SHARE
    tables = [(_TOGETHER if shared else _OWN)[relation] for relation in relations]
    # The first figure may do only what every relation bears.
    first = tuple(name for name in _ALL if all(name in table for table in tables))
    actions = _draw_actions(rng, first)
    own = [actions if shared else _draw_actions(rng, table) for table in tables]
    return (
        Part(actions=actions, relation=None),
        *(Part(actions=each, relation=relation) for each, relation in zip(own, relations, strict=True)),
    )


def camera(rng: Random, actions: Set[str]) -> tuple[tuple[str, ...], ...]:
    """Phases of commands that act together, as they go with the figures' actions."""
    shape = weighted(rng, _CAMERA_SHAPES)
    if shape == "static":
        return (("Static shot",),)
    axes = _free_axes(rng, actions)
    if shape == "two":
        first = _phase(rng, axes, 2 if rng.random() < 0.2 else 1, actions)
        second = _phase(rng, axes, 2 if rng.random() < 0.2 else 1, actions)
        return (first, second) if first != second else (first, ("Static shot",))
    return (_phase(rng, axes, 1 if shape == "one" else 2 + (rng.random() < 0.25), actions),)


def _draw_relations(rng: Random, count: int) -> list[str]:
    """Different relations, to the left and right none where somebody is chased."""
    relations: list[str] = []
    while len(relations) < count:
        relation = weighted(rng, _RELATIONS)
        fits = relation not in relations
        if fits and (relation == "chasing" or "chasing" in relations):
            fits = not {"left of", "right of"} & {relation, *relations}
        if fits:
            relations.append(relation)
    return relations


def _draw_actions(rng: Random, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """One action, or two one after the other, all of them allowed."""
    if rng.random() < SEQUENCE_SHARE:
        first = weighted(rng, [(name, _FIRST_WEIGHTS.get(name, 0.7)) for name in allowed])
        rest = [name for name in _THEN.get(first, _FREE_THEN) if name in allowed and name not in (first, "appears")]
        if first == "vanishes":
            rest = ["appears"]
        if rest:
            return first, pick(rng, rest)
    return (weighted(rng, [(name, _WEIGHTS.get(name, 1.0)) for name in allowed]),)


def _free_axes(rng: Random, actions: Set[str]) -> list[tuple[str, ...]]:
    """Commands by axis, without the axes along which somebody acts; at least one axis."""
    everything: list[tuple[str, ...]] = [_HORIZONTAL_CAMERAS, _VERTICAL_CAMERAS, _DEPTH_CAMERAS]
    if rng.random() < ALONG_THE_AXIS_SHARE:
        return everything
    axes: list[tuple[str, ...]] = [
        *([] if actions & {*LATERAL, *_SWAYING} else [_HORIZONTAL_CAMERAS]),
        *([] if actions & {*_VERTICAL} else [_VERTICAL_CAMERAS]),
        *([] if actions & {*_DEPTH} else [_DEPTH_CAMERAS]),
    ]
    return axes or everything


def _phase(rng: Random, axes: list[tuple[str, ...]], count: int, actions: Set[str]) -> tuple[str, ...]:
    """Up to `count` commands on different axes; a tracking shot only of somebody who moves to a side."""
    if count == 1 and actions & {*LATERAL} and rng.random() < 0.35:
        return ("Tracking shot",)
    trembling = [] if "shakes" in actions else [("Shake",)]
    if count == 1 and trembling and rng.random() < 0.08:
        return ("Shake",)
    order = [*axes, *(trembling if count > 1 and rng.random() < 0.3 else [])]
    rng.shuffle(order)
    return tuple(pick(rng, axis) for axis in order[:count])
