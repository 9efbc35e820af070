"""A scene: every fact of one clip, and how scenes are drawn by lot.

Only combinations that can be seen: no rain in space, no camera command that hides the action. A tenth of the
(subject, place) and of the (subject, action) pairs is held out: such scenes are never trained on.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from video01.vocabulary import ACTIONS, PLACES, SUBJECTS, Subject, find

HELD_OUT_SHARE = 0.05  # of each kind of pair, so that about a tenth of the scenes is held out
IMAGINATIVE_SHARE = 0.2  # of scenes with a subject far from home: a whale above a city

LATERAL = ("moves left", "moves right")
VERTICAL = ("rises", "falls", "jumps")
DEPTH = ("comes closer", "goes away", "grows", "shrinks")
PAIR_ACTIONS = (
    "moves left",
    "moves right",
    "jumps",
    "bounces",
    "spins",
    "shakes",
    "appears",
    "vanishes",
    "stays still",
)

_HORIZONTAL_CAMERAS = ("Truck left", "Truck right", "Pan left", "Pan right")
_VERTICAL_CAMERAS = ("Pedestal up", "Pedestal down", "Tilt up", "Tilt down")
_DEPTH_CAMERAS = ("Push in", "Pull out", "Zoom in", "Zoom out")

_WEATHERS: dict[str, tuple[str, ...]] = {
    "mountains": ("clear", "rain", "snow", "fog", "storm"),
    "ocean": ("clear", "rain", "fog", "storm"),
    "beach": ("clear", "rain", "fog", "storm"),
    "desert": ("clear", "fog", "storm"),
    "forest": ("clear", "rain", "snow", "fog", "storm"),
    "jungle": ("clear", "rain", "fog", "storm"),
    "meadow": ("clear", "rain", "snow", "fog", "storm"),
    "snowfield": ("clear", "snow", "fog"),
    "city": ("clear", "rain", "snow", "fog", "storm"),
    "village": ("clear", "rain", "snow", "fog", "storm"),
    "sky": ("clear", "rain", "snow", "storm"),
    "volcano": ("clear", "rain", "fog", "storm"),
}
_HOMES: dict[str, tuple[str, ...]] = {"ocean": ("water", "air"), "underwater": ("water",), "sky": ("air",), "space": ()}
_SPACEFARERS = ("astronaut", "rocket", "ufo", "satellite", "alien", "planet", "star", "space invader", "robot")


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who is in a scene."""

    name: str  # a subject's canonical name
    codepoint: str  # of its picture


@dataclass(frozen=True, kw_only=True)
class Scene:
    """All facts of one clip, as canonical names of the vocabulary."""

    subjects: tuple[Actor, ...]  # one or two
    relation: str | None  # between the first and the second, None for one
    place: str
    light: str | None  # None in space, where no light can be told
    weather: str | None  # None in space and under water
    action: str  # of all subjects
    camera: tuple[str, ...]  # one or two commands that act together; ("Static shot",) at rest
    look: str
    layout: int  # seed of everything that has no name: positions, sizes, cloud shapes; 0 <= layout < 2**31


def is_held_out(scene: Scene) -> bool:
    """Whether the scene shows a (subject, place) or (subject, action) pair that is never trained on."""
    return any(
        _pair_is_held_out("place", actor.name, scene.place) or _pair_is_held_out("action", actor.name, scene.action)
        for actor in scene.subjects
    )


def sample_scene(seed: int, *, held_out: bool | None = False) -> Scene:
    """The scene of that seed: trained on (False), held out (True) or either (None)."""
    rng = np.random.default_rng((seed, 0x5CE4E))
    while True:
        scene = _draw(rng)
        if held_out is None or is_held_out(scene) == held_out:
            return scene


def _pair_is_held_out(kind: str, subject: str, other: str) -> bool:
    """A stable coin for one pair of names."""
    digest = hashlib.sha256(f"{kind}|{subject}|{other}".encode()).digest()
    return int.from_bytes(digest[:4], "big") < HELD_OUT_SHARE * 2**32


def _draw(rng: np.random.Generator) -> Scene:
    """Any scene."""
    place = _pick(rng, [word.name for word in PLACES])
    imaginative = rng.random() < IMAGINATIVE_SHARE
    pair = rng.random() < 0.25
    first = _draw_subject(rng, place, imaginative)
    second = _draw_subject(rng, place, imaginative)
    while second.name == first.name:
        second = _draw_subject(rng, place, imaginative)
    relation = _pick(rng, ("left of", "right of", "above", "chasing")) if pair else None
    action = _draw_action(rng, relation)
    bare = place in ("space", "underwater")
    return Scene(
        subjects=tuple(Actor(name=s.name, codepoint=s.codepoint) for s in ((first, second) if pair else (first,))),
        relation=relation,
        place=place,
        light=None if place == "space" else _pick(rng, ("dawn", "day", "day", "sunset", "night")),
        weather=None if bare else _draw_weather(rng, place),
        action=action,
        camera=_draw_camera(rng, action),
        look=_pick(rng, ("natural",) * 17 + ("film noir", "sepia", "vintage")),
        layout=int(rng.integers(2**31)),
    )


def _draw_subject(rng: np.random.Generator, place: str, imaginative: bool) -> Subject:
    """Somebody at home in the place, or anybody at all."""
    if imaginative:
        return SUBJECTS[int(rng.integers(len(SUBJECTS)))]
    if place == "space":
        return find(SUBJECTS, _pick(rng, _SPACEFARERS)) if rng.random() < 0.5 else _at_home(rng, ("air",))
    return _at_home(rng, _HOMES.get(place, ("land", "air")))


def _at_home(rng: np.random.Generator, homes: Sequence[str]) -> Subject:
    """A subject of one of the homes."""
    fitting = [subject for subject in SUBJECTS if subject.home in homes]
    return fitting[int(rng.integers(len(fitting)))]


def _draw_weather(rng: np.random.Generator, place: str) -> str:
    """Clear four times in ten."""
    choices = _WEATHERS[place]
    return "clear" if rng.random() < 0.4 else _pick(rng, choices[1:])


def _draw_action(rng: np.random.Generator, relation: str | None) -> str:
    """An action that the relation leaves readable."""
    if relation == "chasing":
        return _pick(rng, LATERAL)
    names = PAIR_ACTIONS if relation else tuple(word.name for word in ACTIONS)
    # Coming closer is what people ask for most.
    return _pick(rng, names if relation else (*names, "comes closer", "moves left", "moves right"))


def _draw_camera(rng: np.random.Generator, action: str) -> tuple[str, ...]:
    """A static shot, one command, or two along different axes; never along the axis of the action."""
    if rng.random() < 0.35:
        return ("Static shot",)
    axes = [
        *([] if action in LATERAL or action == "circles" else [_HORIZONTAL_CAMERAS]),
        *([] if action in VERTICAL else [_VERTICAL_CAMERAS]),
        *([] if action in DEPTH else [_DEPTH_CAMERAS]),
    ]
    if action in LATERAL and rng.random() < 0.4:
        return ("Tracking shot",)
    if rng.random() < 0.1 and action != "shakes":
        return ("Shake",)
    order = [axes[i] for i in rng.permutation(len(axes))]
    count = 2 if len(order) > 1 and rng.random() < 0.2 else 1
    return tuple(_pick(rng, axis) for axis in order[:count])


def _pick(rng: np.random.Generator, choices: Sequence[str]) -> str:
    """One of the choices, evenly."""
    return choices[int(rng.integers(len(choices)))]
