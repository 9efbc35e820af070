"""Where the figures of a scene stand, how large they are, and how they carry themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.world.paint.place import Place
from video01.facts import Figure
from video01.vocabulary import SUBJECTS, Subject, find

SIZES = {"tiny": 0.42, "small": 0.68, "big": 1.35, "giant": 1.9}
_USUAL = {1: (0.42, 0.50), 2: (0.32, 0.38), 3: (0.27, 0.32)}  # frame heights, by how many they are
_APART = {1: 0.0, 2: 0.62, 3: 0.5}  # frame heights between neighbours
ROUND = ("apple", "orange", "lemon", "donut", "cookie", "egg", "soccer ball", "basketball", "bomb")
_WINGED = ("animal", "fantasy")
_BOTTOMLESS = ("space", "sky")  # places without a ground
BACK, FRONT = 0.72, 1.25  # nearness of who is behind and in front of somebody


@dataclass(frozen=True, kw_only=True)
class Part:
    """One figure before it does anything."""

    subject: Subject
    stance: str  # ground, air or water
    x: float  # frame heights from the frame's middle
    level: float  # y of its feet where it stands, of its middle where it flies
    height: float  # frame heights
    nearness: float
    facing: int  # where it looks, -1 or 1
    shadow: float
    room: float = 1.0  # share of what is above it into which it may leap
    step: float = 0.0
    flap: float = 0.0
    swim: float = 0.0
    bob: float = 0.0
    squash: float = 0.5
    rate: float = 1.0


def cast_of(figures: Sequence[Figure], place: Place, luck: np.random.Generator, *, room: float) -> tuple[Part, ...]:
    """The parts of one to three figures; `room` is the height that the camera leaves to the largest."""
    shown = figures[:3]
    if not shown:
        return ()
    spots = _spots(shown, luck)
    sizes = _sizes(shown, spots, luck, room)
    return tuple(_part(figure, spot, size, place, luck) for figure, spot, size in zip(shown, spots, sizes, strict=True))


@dataclass(kw_only=True)
class _Spot:
    x: float = 0.0
    floor: int = 0  # 0 where it belongs, 1 above it, 2 above that
    of: int = 1  # how many floors there are
    nearness: float = 1.0
    looks: int = 1


def _spots(figures: Sequence[Figure], luck: np.random.Generator) -> list[_Spot]:
    """Who is where, from the relations to the first."""
    count = len(figures)
    spots = [_Spot(looks=1 if luck.random() < 0.5 else -1) for _ in figures]
    apart = _APART.get(count, 0.5) * float(luck.uniform(0.95, 1.08))
    side = 1 if luck.random() < 0.5 else -1
    for figure, spot in zip(figures[1:], spots[1:], strict=True):
        relation = figure.relation
        if relation in ("left of", "right of"):
            spot.x = apart if relation == "right of" else -apart
        elif relation in ("above", "below"):
            spot.floor = 1 if relation == "above" else -1
            spot.x = float(luck.uniform(-0.05, 0.05))
        elif relation in ("behind", "in front of"):
            spot.nearness = BACK if relation == "behind" else FRONT
            spot.x = side * apart * (0.52 if count == 2 else 0.62)
            side = -side
        else:
            travel = _travel(figures[0])
            spot.x = -travel * apart * 0.95 * (1 if relation == "chasing" else side)
            spot.looks = travel
    if any(figure.relation == "chasing" for figure in figures):
        spots[0].looks = _travel(figures[0])
    _look_at_each_other(figures, spots)
    lowest, highest = min(spot.floor for spot in spots), max(spot.floor for spot in spots)
    middle = (min(spot.x for spot in spots) + max(spot.x for spot in spots)) / 2 if count > 1 else 0.0
    shift = float(luck.uniform(-0.14, 0.14) if count == 1 else luck.uniform(-0.04, 0.04))
    for spot in spots:
        spot.floor -= lowest
        spot.of = highest - lowest + 1
        spot.x += shift - middle
    return spots


def _look_at_each_other(figures: Sequence[Figure], spots: Sequence[_Spot]) -> None:
    for figure, spot in zip(figures[1:], spots[1:], strict=True):
        if figure.relation in ("left of", "right of"):
            spot.looks = 1 if figure.relation == "left of" else -1
            if len(spots) == 2:
                spots[0].looks = -spot.looks


def _travel(figure: Figure) -> int:
    """Which way it goes, -1 or 1."""
    return -1 if "moves left" in figure.actions[:1] or figure.actions[-1:] == ("moves left",) else 1


def _sizes(figures: Sequence[Figure], spots: Sequence[_Spot], luck: np.random.Generator, room: float) -> list[float]:
    """Heights in frame heights."""
    low, high = _USUAL[max(1, len(figures))]
    common = float(luck.uniform(low, high))
    sizes = []
    for figure, spot in zip(figures, spots, strict=True):
        size = (
            common * float(luck.uniform(0.96, 1.04)) * SIZES.get(figure.size or "", 1.0) * (0.5 + 0.5 * spot.nearness)
        )
        limit = room / spot.of * (1.0 if spot.of == 1 else 0.92)
        sizes.append(min(size, limit))
    return sizes


def _part(figure: Figure, spot: _Spot, height: float, place: Place, luck: np.random.Generator) -> Part:
    subject = find(SUBJECTS, figure.name)
    stance = _stance(subject, place)
    feet = place.horizon + spot.nearness * (place.feet - place.horizon) + float(luck.uniform(-0.01, 0.02))
    feet = max(feet, min(0.95, height + 0.06))  # giants stand nearer
    level = feet if stance != "air" else float(luck.uniform(0.40, 0.48)) + 0.06 * (spot.nearness - 1)
    if spot.of > 1:
        stance, level = _floored(spot, stance, height, feet)
    return Part(
        subject=subject,
        stance=stance,
        x=spot.x,
        level=level,
        height=height,
        nearness=spot.nearness,
        facing=1 if subject.faces == "front" else spot.looks,
        shadow=_shadow(stance, place),
        room=1.0 if spot.floor == spot.of - 1 else 0.25 / spot.of,
        rate=float(luck.uniform(0.9, 1.12)) * _TEMPO.get(subject.name, 1.0),
        **_gait(subject, stance),
    )


def _floored(spot: _Spot, stance: str, height: float, feet: float) -> tuple[str, float]:
    """Stance and level of one of those above one another."""
    if spot.floor == 0:
        return (stance, feet) if stance != "air" else ("air", feet - 0.5 * height)
    middle = {(1, 2): 0.25, (1, 3): 0.47, (2, 3): 0.17}.get((spot.floor, spot.of), 0.25)
    return "air", max(middle, height / 2 + 0.03)


def _stance(subject: Subject, place: Place) -> str:
    """Whether it stands, floats on water or is in the air: ground, water or air."""
    if place.name == "underwater":
        return "ground" if subject.home == "land" and subject.gait != "float" else "air"
    if place.stance == "air" or place.name in _BOTTOMLESS or subject.home == "air" or subject.gait == "fly":
        return "air"
    if place.stance == "water":
        return "water"
    return "air" if subject.gait == "swim" else "ground"


def _shadow(stance: str, place: Place) -> float:
    if place.name in _BOTTOMLESS or (place.stance == "air" and place.name != "underwater"):
        return 0.0
    return {"ground": 0.5, "water": 0.25, "air": 0.22}[stance] * (0.5 if place.name in ("underwater", "ocean") else 1.0)


_TEMPO = {"bee": 2.2, "butterfly": 1.25, "ladybug": 1.5, "mouse": 1.4, "elephant": 0.75, "dragon": 0.7, "eagle": 0.75}


def _gait(subject: Subject, stance: str) -> dict[str, float]:
    """How it carries itself: fields of a Part."""
    if stance == "ground":
        return _gait_on_land(subject)
    if stance == "air":
        if subject.gait == "fly" and subject.kind in _WINGED:
            return {"flap": 1.0}
        if subject.gait == "swim":
            return {"swim": 1.0, "bob": 0.4}
        return {"bob": 1.0}
    return {"bob": 1.0, "swim": 0.7 if subject.gait == "swim" else 0.0}


def _gait_on_land(subject: Subject) -> dict[str, float]:
    if subject.gait == "walk":
        return {"step": 1.0}
    if subject.gait == "roll":
        return {"step": 0.0 if subject.name in ROUND else 0.16, "squash": 0.4}
    return {"squash": 0.7}
