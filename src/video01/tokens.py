"""A clip as the tokens that the transformer draws: a row of numbers for the camera, the air, each strip and each actor.

Pictures are told by their codes: a direction of CODE numbers for each picture that the model remembers
(`video01.memory`). Ways are told as sums of cosines, slow ones first: what is a little off in them bends a way and does
not make it tremble. Letters: T tokens, W numbers of the widest token; narrower ones are filled up with zeros.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from video01.layers import (
    CAMERA,
    KEYS,
    MAX_ACTORS,
    PERIOD,
    SCENERY,
    WAY,
    Actor,
    Array,
    LayeredClip,
    Look,
    Scenery,
    Veil,
)
from video01.layers import Picture as Pixels

CODE = 64  # numbers of a picture's code

Fields = dict[str, int]  # name -> how many numbers

_LOOK = ("vignette", "grain", "bloom", "paper")
_VEIL = ("opacity", "size", "slide_x", "slide_y", "flash")
_GAIT = ("nearness", "shadow", "step", "flap", "swim", "bob", "squash", "rate")
KINDS: dict[str, Fields] = {
    "camera": {"camera": KEYS * len(CAMERA), "horizon": 1},
    "air": {"there": 1, "code": CODE, **dict.fromkeys(_VEIL, 1), "colour": 12, **dict.fromkeys(_LOOK, 1)},
    "scenery": {"there": 1, "code": CODE, "shift": 2, "mirrored": 1, "opacity": 1, "gain": 3, "lift": 3},
    "actor": {"there": 1, "code": CODE, "colour": 12, **dict.fromkeys(_GAIT, 1)},
    "way": {"way": KEYS * len(WAY)},
}
TOKENS: dict[str, str] = {  # name of a token -> its kind
    "camera": "camera",
    "air": "air",
    **dict.fromkeys(SCENERY, "scenery"),
    **{f"actor{index}": "actor" for index in range(MAX_ACTORS)},
    **{f"way{index}": "way" for index in range(MAX_ACTORS)},
}
WIDTH = max(sum(fields.values()) for fields in KINDS.values())
PLACES = {  # kind -> field -> where its numbers are
    kind: {
        name: slice(end - size, end)
        for (name, size), end in zip(fields.items(), np.cumsum(list(fields.values())).tolist(), strict=True)
    }
    for kind, fields in KINDS.items()
}
# Of a way (KEYS, tracks) to its cosines and, transposed, back: (KEYS, KEYS), orthonormal.
_COSINES = np.sqrt(2 / KEYS) * np.cos(np.pi / KEYS * np.outer(np.arange(KEYS), np.arange(KEYS) + 0.5))
_COSINES[0] /= np.sqrt(2)
_SAME = np.eye(3, 4, dtype=np.float32)  # the colours that leave colours as they are


class Remembered(Protocol):
    """A picture of the model's memory, and how it stands in the world."""

    @property
    def number(self) -> int:
        """Its place in the memory."""
        ...

    @property
    def picture(self) -> Pixels: ...

    @property
    def stand(self) -> Array:
        """STAND numbers; zeros for an actor."""
        ...


class Recall(Protocol):
    """Finds the picture of a kind ("canvas" or "strip") nearest to a code, maybe in the group of another one."""

    def __call__(self, kind: str, code: Array, beside: int | None = None) -> Remembered: ...


LINKED = {"lights": "mid", "ground": "mid"}  # strips that go with another: what glows in houses stands where they stand
STAND = ("top", "bottom", "nearness", "drift", "sway", "ripple", "glow", "horizon")


def encode(clip: LayeredClip, code_of: Callable[[Any], Array]) -> tuple[Array, Array]:
    """The numbers of a clip, (T, W), and 1 where they mean something, (T, W).

    `code_of` tells the code, (CODE,), of what stands in the place of a picture.
    """
    rows = {name: np.zeros(WIDTH, np.float32) for name in TOKENS}
    told = {name: _where(kind, ("there",)) for name, kind in TOKENS.items()}

    def tell(name: str, **values: Any) -> None:
        for field, value in values.items():
            rows[name][PLACES[TOKENS[name]][field]] = np.ravel(np.asarray(value, np.float32))
            told[name][PLACES[TOKENS[name]][field]] = 1

    tell("camera", camera=_COSINES @ clip.camera, horizon=clip.horizon)
    look = {name: getattr(clip.look, name) for name in _LOOK}
    tell("air", colour=(_SAME if clip.look.colour is None else clip.look.colour) - _SAME, **look)
    if clip.veil is not None:
        tell("air", there=1, code=code_of(clip.veil.picture), **{name: getattr(clip.veil, name) for name in _VEIL})
    for strip in clip.scenery:
        angle = 2 * np.pi * strip.shift / PERIOD
        tell(
            strip.layer,
            there=1,
            code=code_of(strip.picture),
            shift=(np.cos(angle), np.sin(angle)),
            mirrored=-1 if strip.mirrored else 1,
            opacity=strip.opacity,
            gain=strip.gain,
            lift=strip.lift,
        )
    for index, actor in enumerate(clip.actors):
        colour = (_SAME if actor.colour is None else actor.colour) - _SAME
        gait = {name: getattr(actor, name) for name in _GAIT}
        tell(f"actor{index}", there=1, code=code_of(actor.picture), colour=colour, **gait)
        tell(f"way{index}", way=_COSINES @ actor.way)
    return np.stack(list(rows.values())), np.stack(list(told.values()))


def decode(values: Array, recall: Recall) -> LayeredClip:
    """The clip of which (T, W) tells, with the pictures that `recall` finds."""
    tokens = {name: _read(kind, row) for (name, kind), row in zip(TOKENS.items(), values, strict=True)}
    air = tokens["air"]
    veil = None
    if air["there"] > 0.5:
        veil = Veil(picture=recall("canvas", air["code"]).picture, **{name: float(air[name]) for name in _VEIL})
    scenery, horizon = _scenery(tokens, recall)
    actors = [
        _actor(tokens[f"actor{index}"], tokens[f"way{index}"], recall)
        for index in range(MAX_ACTORS)
        if tokens[f"actor{index}"]["there"] > 0.5
    ]
    return LayeredClip(
        horizon=float(tokens["camera"]["horizon"]) if horizon is None else horizon,
        scenery=scenery,
        actors=tuple(actors),
        veil=veil,
        look=Look(colour=_colour(air["colour"]), **{name: max(0.0, float(air[name])) for name in _LOOK}),
        camera=_way(tokens["camera"]["camera"]),
    )


def _scenery(tokens: dict[str, dict[str, Array]], recall: Recall) -> tuple[tuple[Scenery, ...], float | None]:
    """The strips that are there, and the horizon of the ground's picture."""
    strips, horizon, numbers = [], None, dict[str, int]()
    for layer in SCENERY:
        token = tokens[layer]
        if token["there"] <= 0.5:
            continue
        partner = LINKED.get(layer, "") if LINKED.get(layer) in numbers else layer
        found = recall("strip", token["code"], numbers.get(partner))
        numbers[layer] = found.number
        stand = dict(zip(STAND, found.stand.tolist(), strict=True))
        mine = stand.pop("horizon")
        horizon = mine if layer == "ground" else horizon
        placed = tokens[partner]
        strips.append(
            Scenery(
                layer=layer,
                picture=found.picture,
                shift=float(np.arctan2(placed["shift"][1], placed["shift"][0]) / (2 * np.pi) % 1.0 * PERIOD),
                mirrored=bool(placed["mirrored"] < 0),
                opacity=float(np.clip(token["opacity"], 0, 1)),
                gain=_three(token["gain"]),
                lift=_three(token["lift"]),
                **stand,
            )
        )
    return tuple(strips), horizon


def _actor(looks: dict[str, Array], way: dict[str, Array], recall: Recall) -> Actor:
    return Actor(
        picture=recall("canvas", looks["code"]).picture,
        way=_way(way["way"]),
        colour=_colour(looks["colour"]),
        **{name: float(looks[name]) for name in _GAIT},
    )


def _way(cosines: Array) -> Array:
    """A way (KEYS, tracks) from its cosines."""
    return np.asarray(_COSINES.T @ cosines.reshape(KEYS, -1), np.float32)


def _colour(difference: Array) -> Array | None:
    """None where the difference is too small to be meant."""
    return None if np.abs(difference).max() < 0.04 else (difference.reshape(3, 4) + _SAME).astype(np.float32)


def _three(values: Array) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])


def _where(kind: str, names: tuple[str, ...]) -> Array:
    """1 at the fields of those names, (W,)."""
    row = np.zeros(WIDTH, np.float32)
    for name in names:
        if name in KINDS[kind]:
            row[PLACES[kind][name]] = 1
    return row


def _read(kind: str, row: Array) -> dict[str, Array]:
    """The fields of one token; single numbers as arrays without an axis."""
    fields = {name: row[PLACES[kind][name]] for name in KINDS[kind]}
    return {name: part[0] if KINDS[kind][name] == 1 else part for name, part in fields.items()}
