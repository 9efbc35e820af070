"""What a figure does through a clip, as curves: (KEYS,) each, over the whole clip.

Some things are states that one action leaves and the next takes up: where it stands, how far away and how high it is,
how large, how visible. The rest, as leaps and swaying, lies on top and is still where actions meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from video01.layers import KEYS

Curve = NDArray[np.float64]  # (KEYS,)
_AT = np.linspace(0, 1, KEYS)

# From what to what an action brings a state: alone, as the first of two, as the second of two.
_Span = tuple[float, float]
_SPANS: dict[str, dict[str, tuple[_Span, _Span, _Span]]] = {
    # share of its way across the frame
    "across": {
        "moves left": ((1.0, -1.0), (1.0, -0.3), (0.3, -1.0)),
        "moves right": ((-1.0, 1.0), (-1.0, 0.3), (-0.3, 1.0)),
    },
    # 0 far away .. 1 close by; who neither comes nor goes is at USUAL
    "near": {
        "comes closer": ((0.0, 1.0), (0.0, 0.72), (0.2, 1.0)),
        "goes away": ((1.0, 0.0), (0.85, 0.15), (0.72, 0.0)),
    },
    # 0 at rest .. 1 as high as it gets
    "high": {
        "rises": ((0.0, 1.0), (0.0, 1.0), (0.0, 1.0)),
        "falls": ((1.0, 0.0), (1.0, 0.0), (1.0, 0.0)),
    },
    # doublings
    "growth": {
        "grows": ((-1.45, 0.85), (-1.2, 0.5), (-0.9, 0.75)),
        "shrinks": ((0.85, -1.45), (0.6, -1.0), (0.3, -1.45)),
    },
    "seen": {
        "appears": ((0.0, 1.0), (0.0, 1.0), (0.0, 1.0)),
        "vanishes": ((1.0, 0.0), (1.0, 0.0), (1.0, 0.0)),
    },
}
USUAL = 0.58  # of "near"
_REST = {"across": 0.0, "near": USUAL, "high": 0.0, "growth": 0.0, "seen": 1.0}
_STEADY = ("moves left", "moves right", "comes closer", "goes away")  # set off and arrive with less ado


@dataclass(kw_only=True)
class Acting:
    """The curves of one figure."""

    across: Curve
    near: Curve
    high: Curve
    growth: Curve
    seen: Curve
    right: Curve = field(default_factory=lambda: np.zeros(KEYS))  # frame heights on top
    nearer: Curve = field(default_factory=lambda: np.zeros(KEYS))  # -1..1: to the back and to the front, on a round
    up: Curve = field(default_factory=lambda: np.zeros(KEYS))  # heights of the figure
    turn: Curve = field(default_factory=lambda: np.zeros(KEYS))  # revolutions
    facing: Curve = field(default_factory=lambda: np.ones(KEYS))
    hop: Curve = field(default_factory=lambda: np.zeros(KEYS))  # heights of the figure
    tremble: Curve = field(default_factory=lambda: np.zeros(KEYS))  # frame heights
    rate: float = 1.0  # of leaps


def acted(actions: Sequence[str], facing: int, luck: np.random.Generator) -> Acting:
    """The curves of one action or of two one after the other; `facing` is where it looks at rest, -1 or 1."""
    names = list(actions[:2]) or ["stays still"]
    across, near, high, growth, seen = (_state(state, names) for state in _SPANS)
    acting = Acting(across=across, near=near, high=high, growth=growth, seen=seen)
    acting.facing *= facing
    for number, name in enumerate(names):
        if name in _DEEDS:
            _DEEDS[name](acting, _Phase(number, len(names)), facing, luck)
    _face(acting)
    if "bounces" in names:
        acting.rate = 1.9 if len(names) == 1 or "jumps" not in names else 1.4
    elif "dances" in names:
        acting.rate = 1.7
    return acting


class _Phase:
    """One of one or two equal parts of the clip."""

    def __init__(self, number: int, count: int) -> None:
        self.t = np.clip(_AT * count - number, 0, 1)  # 0 before it, 1 after it
        self.inside = np.clip(np.minimum(_AT * count - number, number + 1 - _AT * count) * 12 / count + 1e-9, 0, 1)
        self.long = 1 if count > 1 else 2  # how much fits into it
        if count == 1:
            self.inside = np.ones(KEYS)
        self.window = self.inside > 0

    def wave(self, cycles: float) -> Curve:
        """A sine of so many cycles, 0 outside."""
        return np.asarray(np.sin(2 * np.pi * cycles * self.t))


def _state(name: str, actions: Sequence[str]) -> Curve:
    """One state through the clip: who does not change it keeps what another needs or leaves."""
    table, count = _SPANS[name], len(actions)
    spans = [
        table[action][0 if count == 1 else number + 1] if action in table else None
        for number, action in enumerate(actions)
    ]
    if count == 2:
        first, second = spans
        if first is None and second is not None:
            spans[0] = (second[0], second[0])
        elif first is not None and second is None:
            spans[1] = (first[1], first[1])
        elif first is not None and second is not None:
            spans[1] = (first[1], second[1])
    curve = np.zeros(KEYS)
    for number, (span, action) in enumerate(zip(spans, actions, strict=True)):
        start, end = span or (_REST[name], _REST[name])
        share = _eased(np.clip(_AT * count - number, 0, 1), name, action)
        inside = (_AT * count >= number - 1e-9) & ((_AT * count < number + 1) | (number == count - 1))
        curve = np.where(inside, start + (end - start) * share, curve)
    return curve


def _eased(t: Curve, state: str, action: str) -> Curve:
    """The course of a change from 0 to 1."""
    if state == "seen":
        begin, end = (0.08, 0.62) if action == "appears" else (0.38, 0.92)
        t = np.clip((t - begin) / (end - begin), 0, 1)
    gentle = t * t * (3 - 2 * t)
    weight = 0.4 if action in _STEADY else 1.0 if state == "seen" else 0.75
    return np.asarray(weight * gentle + (1 - weight) * t)


def _jump(acting: Acting, phase: _Phase, _facing: int, luck: np.random.Generator) -> None:
    acting.hop += 0.62 * luck.uniform(0.9, 1.1) * phase.inside


def _bounce(acting: Acting, phase: _Phase, _facing: int, luck: np.random.Generator) -> None:
    acting.hop += 0.26 * luck.uniform(0.9, 1.1) * phase.inside


def _spin(acting: Acting, phase: _Phase, _facing: int, luck: np.random.Generator) -> None:
    way = 1 if luck.random() < 0.6 else -1
    acting.turn += way * (3 if phase.long == 2 else 2) * (0.25 * phase.t**2 * (3 - 2 * phase.t) + 0.75 * phase.t)
    acting.up += 0.16 * _plateau(phase.t)


def _shake(acting: Acting, phase: _Phase, _facing: int, luck: np.random.Generator) -> None:
    acting.tremble += 0.02 * luck.uniform(0.9, 1.2) * phase.inside


def _circle(acting: Acting, phase: _Phase, _facing: int, luck: np.random.Generator) -> None:
    way = 1 if luck.random() < 0.5 else -1
    angle = 2 * np.pi * phase.long * phase.t
    acting.right += way * 0.42 * np.sin(angle)
    acting.nearer += np.cos(angle) * np.where(phase.window, 1, 0) - np.where(phase.window, 1, 0)
    acting.facing = np.where(phase.window, way * np.sign(np.cos(angle) + 1e-6), acting.facing)


def _zigzag(acting: Acting, phase: _Phase, _facing: int, luck: np.random.Generator) -> None:
    way = 1 if luck.random() < 0.5 else -1
    cycles = 2.0 if phase.long == 2 else 1.0
    acting.right += way * 0.44 * phase.wave(cycles)
    acting.nearer += 0.7 * (2 * phase.t - 1.4) * np.where(phase.window, 1, 0) if phase.long == 2 else 0.0
    acting.facing = np.where(phase.window, way * np.sign(np.cos(2 * np.pi * cycles * phase.t) + 1e-6), acting.facing)


def _swing(acting: Acting, phase: _Phase, _facing: int, luck: np.random.Generator) -> None:
    angle = np.deg2rad(27) * phase.wave(1.0 * phase.long) * (1 if luck.random() < 0.5 else -1)
    acting.right += 0.5 * np.sin(angle)
    acting.up += 1.3 * (1 - np.cos(angle)) + 0.22 * _plateau(phase.t)
    acting.turn -= angle / (2 * np.pi)


def _flip(acting: Acting, phase: _Phase, facing: int, luck: np.random.Generator) -> None:
    for number in range(phase.long):
        begin = (number + 0.08) / phase.long
        a = np.clip((phase.t - begin) / (0.84 / phase.long), 0, 1)
        acting.up += 0.75 * 4 * a * (1 - a)
        acting.turn += facing * (0.35 * a + 0.65 * a * a * (3 - 2 * a))


def _dance(acting: Acting, phase: _Phase, facing: int, luck: np.random.Generator) -> None:
    sway = phase.wave(1.5 * phase.long)
    acting.right += 0.13 * sway
    acting.turn += 0.045 * phase.wave(1.5 * phase.long)
    acting.hop += 0.11 * phase.inside
    turned = np.sign(np.cos(2 * np.pi * 1.5 * phase.long * phase.t) + 1e-6)
    acting.facing = np.where(phase.window, facing * turned, acting.facing)


_DEEDS = {
    "jumps": _jump,
    "bounces": _bounce,
    "spins": _spin,
    "shakes": _shake,
    "circles": _circle,
    "zigzags": _zigzag,
    "swings": _swing,
    "flips": _flip,
    "dances": _dance,
}


def _plateau(t: Curve) -> Curve:
    """0 at both ends, 1 between."""
    return np.asarray(np.clip(np.minimum(t, 1 - t) * 5, 0, 1))


def _face(acting: Acting) -> None:
    """Who crosses the frame looks where it goes."""
    going = np.gradient(acting.across)
    acting.facing = np.where(np.abs(going) > 0.02, np.sign(going), acting.facing)
