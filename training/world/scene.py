"""A scene: every fact of one clip, and how scenes are drawn by lot.

Only what can be seen: no rain in space, no relation that the actions undo, seldom a camera along the axis of an action.
A share of the (subject, place) and of the (subject, action) pairs is held out: such scenes are never trained on.
"""

import hashlib
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from random import Random

from training.world import choreography
from training.world.lots import pick, weighted
from video01.facts import Facts, Figure
from video01.vocabulary import COLOURS, LIGHTS, PLACES, SIZES, SUBJECTS, Kind, Subject

HELD_OUT_SHARE = 0.05  # of each kind of pair
IMAGINATIVE_SHARE = 0.2  # of figures far from home: a whale above a city
EMPTY_SHARE = 0.03  # of scenes without a figure
CROWD_SHARE = 0.25  # of scenes with several figures
SIZED_SHARE, COLOURED_SHARE = 0.18, 0.24  # of figures
ODD_WEATHER_SHARE = 0.04  # of scenes out of doors in a weather that the place seldom has

# Subjects that people ask for more often are drawn more often.
_KIND_WEIGHTS: dict[Kind, float] = {
    "animal": 1.7,
    "fantasy": 1.8,
    "vehicle": 1.4,
    "person": 1.1,
    "plant": 1.0,
    "food": 0.8,
    "object": 0.75,
}
_TEMPERATE = ("rain", "snow", "fog", "storm", "falling leaves")
_WEATHERS: dict[str, tuple[str, ...]] = {
    "mountains": ("rain", "snow", "snow", "fog", "storm"),
    "ocean": ("rain", "fog", "storm"),
    "beach": ("rain", "fog", "storm", "sandstorm"),
    "desert": ("fog", "storm", "sandstorm", "sandstorm"),
    "forest": _TEMPERATE,
    "jungle": ("rain", "rain", "fog", "storm"),
    "meadow": _TEMPERATE,
    "snowfield": ("snow", "snow", "fog", "storm"),
    "city": _TEMPERATE,
    "village": _TEMPERATE,
    "sky": ("rain", "snow", "fog", "storm"),
    "volcano": ("rain", "fog", "storm"),
    "castle": _TEMPERATE,
    "lake": _TEMPERATE,
}
_ANY_WEATHER = (*_TEMPERATE, "sandstorm")
_WITHOUT_LIGHT = ("space", "cave")
_HOMES: dict[str, tuple[str, ...]] = {
    "ocean": ("water", "air"),
    "underwater": ("water",),
    "sky": ("air",),
    "space": ("air",),
    "lake": ("water", "land", "air"),
    "room": ("land",),
    "cave": ("land",),
}
_SPACEFARERS = (
    *("astronaut", "astronaut", "female astronaut", "male astronaut", "rocket", "rocket", "ufo", "satellite"),
    *("alien", "space invader", "robot", "planet", "star", "comet", "globe", "full moon", "sun", "glowing star"),
)
_STYLES = ("film noir", "sepia", "vintage", "watercolour", "dreamy")
_LOOKS = ("natural",) * 15 + _STYLES
_FIGURES = ((1, 0.62), (2, 0.26), (3, 0.12))


@dataclass(frozen=True, kw_only=True)
class Scene:
    """All facts of one clip."""

    facts: Facts  # light and weather are None only where the place has none; sizes and colours may be None
    layout: int  # seed of everything that has no name: positions, cloud shapes; 0 <= layout < 2**31


def is_held_out(scene: Scene) -> bool:
    """Whether the scene shows a (subject, place) or (subject, action) pair that is never trained on."""
    place = scene.facts.place or ""
    return any(
        _pair_is_held_out("place", figure.name, place)
        or any(_pair_is_held_out("action", figure.name, action) for action in figure.actions)
        for figure in scene.facts.figures
    )


def sample_scene(seed: int, *, held_out: bool | None = False) -> Scene:
    """The scene of that seed: trained on (False), held out (True) or either (None)."""
    rng = Random(f"scene {seed}")
    while True:
        scene = _draw(rng)
        if held_out is None or is_held_out(scene) == held_out:
            return scene


@cache
def _pair_is_held_out(kind: str, subject: str, other: str) -> bool:
    """A stable coin for one pair of names."""
    digest = hashlib.sha256(f"{kind}|{subject}|{other}".encode()).digest()
    return int.from_bytes(digest[:4], "big") < HELD_OUT_SHARE * 2**32


def _draw(rng: Random) -> Scene:
    """Any scene."""
    place = pick(rng, _PLACE_NAMES)
    figures = () if rng.random() < EMPTY_SHARE else _draw_figures(rng, place)
    actions = {action for figure in figures for action in figure.actions}
    facts = Facts(
        figures=figures,
        place=place,
        light=None if place in _WITHOUT_LIGHT else pick(rng, _LIGHT_NAMES),
        weather=_draw_weather(rng, place),
        look=pick(rng, _LOOKS),
        camera=choreography.camera(rng, actions),
    )
    return Scene(facts=facts, layout=int(rng.random() * 2**31))


def _draw_figures(rng: Random, place: str) -> tuple[Figure, ...]:
    """One to three figures with their actions and relations; of several, now and then all alike."""
    first, count = _draw_subject(rng, place), weighted(rng, _FIGURES)
    alike = count > 1 and rng.random() < CROWD_SHARE
    names = [first, *(first if alike else _draw_subject(rng, place) for _ in range(count - 1))]
    looks = [_draw_looks(rng, name) for name in names]
    if alike:
        looks = looks[:1] * count
    parts = choreography.parts(rng, count)
    return tuple(
        Figure(name=name, size=size, colour=colour, actions=part.actions, relation=part.relation)
        for name, (size, colour), part in zip(names, looks, parts, strict=True)
    )


def _draw_looks(rng: Random, name: str) -> tuple[str | None, str | None]:
    """Seldom a size, seldom a colour."""
    dyed = rng.random() < COLOURED_SHARE and not _COLOURED & {*name.split()}
    return pick(rng, _SIZE_NAMES) if rng.random() < SIZED_SHARE else None, pick(rng, _COLOUR_NAMES) if dyed else None


def _draw_subject(rng: Random, place: str) -> str:
    """Somebody at home in the place, or anybody at all."""
    if rng.random() < IMAGINATIVE_SHARE:
        return _by_weight(rng, *_guests(None))
    if place == "space" and rng.random() < 0.5:
        return pick(rng, _SPACEFARERS)
    return _by_weight(rng, *_guests(place))


@cache
def _guests(place: str | None) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Who is at home in the place, and the running sums of their weights; None is everybody."""
    guests = [subject for subject in SUBJECTS if place is None or _is_at_home(subject, place)]
    sums, total = [], 0.0
    for subject in guests:
        total += _KIND_WEIGHTS[subject.kind]
        sums.append(total)
    return tuple(subject.name for subject in guests), tuple(sums)


def _is_at_home(subject: Subject, place: str) -> bool:
    """Whether the subject is no surprise there; no vehicles and no trees in a room."""
    if place == "room" and subject.kind in ("vehicle", "plant"):
        return False
    return subject.home in _HOMES.get(place, ("land", "air"))


def _by_weight(rng: Random, names: tuple[str, ...], sums: tuple[float, ...]) -> str:
    """One of the names by its weight."""
    return names[bisect(sums, rng.random() * sums[-1])]


def _draw_weather(rng: Random, place: str) -> str | None:
    """Clear four times in ten; None where no weather can be told."""
    choices = _WEATHERS.get(place)
    if choices is None:
        return None
    if rng.random() < 0.4:
        return "clear"
    return pick(rng, _ANY_WEATHER if rng.random() < ODD_WEATHER_SHARE else choices)


_PLACE_NAMES = tuple(word.name for word in PLACES)
_LIGHT_NAMES = (*(word.name for word in LIGHTS), "day")  # day is told most often
_SIZE_NAMES = tuple(word.name for word in SIZES)
_COLOUR_NAMES = tuple(word.name for word in COLOURS)
_COLOURED = {*_COLOUR_NAMES} - {"orange"}  # a "black cat" is never told in another colour, but an orange may be
