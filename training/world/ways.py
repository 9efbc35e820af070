"""From a part and what it does to an actor's way through the clip."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.world.acting import USUAL, Acting, Curve, acted
from training.world.casting import ROUND, Part
from training.world.figures import FOOT, LONGER_SIDE
from video01.layers import CANVAS, KEYS, WAY, Array

LARGER = CANVAS / LONGER_SIDE  # the canvas's side beside the figure's longer one
STANDS = 0.5 - FOOT / CANVAS  # from the canvas's middle to the figure's foot, in canvas sides
NEAR, FAR = 0.88, 0.115  # heights of somebody close by and far away
_CLOSE = {1: NEAR, 2: 0.66, 3: 0.56}  # of so many
_ACROSS = {1: 0.6, 2: 0.36, 3: 0.3}  # frame heights to either side
TRACKED = 1.15  # of somebody whom the camera follows
EDGE = 16 / 9 / 2  # half the width of a usual frame, in frame heights


def actings(parts: Sequence[Part], actions: Sequence[tuple[str, ...]], seed: int) -> list[Acting]:
    """What each part does; those that do the same have the same luck, so that they stay together."""
    return [
        acted(names, part.facing, np.random.default_rng((seed, 31, *map(ord, " ".join(names)))))
        for part, names in zip(parts, actions, strict=True)
    ]


def way_of(part: Part, acting: Acting, *, count: int, horizon: float, tracked: bool, reach: float = 1.0) -> Array:
    """The way of one of so many figures, (KEYS, len(WAY)); `reach` is the share of the frame that the camera leaves."""
    across = TRACKED if tracked else _ACROSS[count] * reach
    near = acting.near
    changes = float(np.ptp(near)) > 1e-6 or abs(float(near[0]) - USUAL) > 1e-6
    usual = part.height * 2 ** (0.22 * acting.nearer)
    height = _between(part, near, _CLOSE[count]) * 2 ** (0.22 * acting.nearer) if changes else usual
    height = np.minimum(height * 2**acting.growth, 0.92)
    x = _sideways(part, acting, height, reach=across, count=count, tracked=tracked) * (1.0 if tracked else reach)
    level = _level(part, acting, height, horizon, changes)
    canvas = height * LARGER
    flies = part.stance == "air"
    raised = acting.up * height + _raised(part, acting, level, height)
    limit = part.room * np.maximum(0.0, (level - 0.5 * height if flies else level - height) - 0.02)
    raised = np.where(raised > 0, np.minimum(raised, np.maximum(limit, 0.12 * height)), raised)
    y = level if flies else level - STANDS * canvas
    lift = raised
    if flies and part.shadow > 0:  # it is held above the ground on which its shadow lies
        ground = (horizon + (0.87 - horizon) * np.clip(height / part.height, 0.1, 1.3)) - STANDS * canvas
        lift, y = raised + ground - level, ground
    hop = np.minimum(acting.hop * height, np.maximum(0.05, limit - acting.up * height) + (0.1 if flies else 0.0))
    hop = hop + _scamper(part, acting, x, height)
    turn = acting.turn + _rolled(part, x, height)
    facing = np.ones(KEYS) if part.subject.faces == "front" else acting.facing
    rows = {
        "x": x,
        "y": y,
        "height": np.log2(canvas),
        "turn": turn,
        "facing": facing,
        "opacity": acting.seen,
        "hop": hop,
        "tremble": acting.tremble * (0.6 + height),
        "lift": lift,
    }
    rows["height"] = rows["height"] - 0.7 * (1 - acting.seen)
    if not flies:  # it shrinks towards its foot
        rows["y"] = level - STANDS * 2 ** rows["height"]
    return np.stack([np.broadcast_to(rows[name], KEYS) for name in WAY], 1).astype(np.float32)


def rate_of(part: Part, acting: Acting) -> float:
    """How fast the actor leaps and steps."""
    if acting.hop.any():
        return acting.rate
    return 2.6 if _scampers(part) else part.rate


def _between(part: Part, near: Curve, closest: float) -> Curve:
    """Heights from far away over the usual to close by."""
    usual = part.height
    far, close = FAR * (usual / 0.46) ** 0.5, closest * min(1.06, (usual / 0.46) ** 0.6)
    steps = np.log2([far, usual * 1.05, max(close, usual * 1.3)])
    return np.asarray(2 ** np.interp(near, [0, USUAL, 1], steps))


def _sideways(part: Part, acting: Acting, height: Curve, *, reach: float, count: int, tracked: bool) -> Curve:
    """x in frame heights; inside the frame, unless the camera follows."""
    x = part.x + reach * acting.across
    away = np.clip(1 - height / part.height, -1.2, 1)
    if np.ptp(acting.near) > 0:  # from the side to the middle, and those far away nearer to one another
        far = np.clip(away, 0, 1)
        x = x * (1 - 0.5 * (np.abs(away) if count == 1 else far).clip(0, 1)) - (
            0.24 * part.facing * far if count == 1 else 0.0
        )
    x = x + acting.right * (1.0 if count == 1 else 0.6)
    if tracked:
        return np.asarray(x)
    room = np.maximum(0.08, EDGE - 0.5 * height)
    return np.asarray(np.clip(x, -room, room))


def _level(part: Part, acting: Acting, height: Curve, horizon: float, changes: bool) -> Curve:
    """y of its foot where it stands, of its middle where it flies."""
    if part.stance == "air":
        level = np.full(KEYS, part.level) + 0.09 * acting.nearer
        if changes:
            share = np.clip(np.log(height / FAR) / np.log(NEAR / FAR), 0, 1)
            level = 0.20 + (max(part.level, 0.42) + 0.04 - 0.20) * share**0.8
        return np.asarray(np.clip(level, height * 0.5 + 0.01, np.maximum(0.96 - 0.5 * height, 0.5)))
    level = np.full(KEYS, part.level) + (0.055 if part.stance == "ground" else 0.03) * acting.nearer
    if changes:
        share = height / part.height
        level = horizon + 0.012 + (part.level - horizon - 0.012) * share
        level = np.where(share > 1, np.minimum(part.level + 0.16 * (share - 1), 0.99), level)
    return np.asarray(np.maximum(level, np.minimum(0.96, height + 0.03)) if not changes else level)


def _raised(part: Part, acting: Acting, level: Curve, height: Curve) -> Curve:
    """How far rising and falling bring it up, frame heights."""
    if not acting.high.any():
        return np.zeros(KEYS)
    if part.stance == "air":
        low, high = 0.93 - 0.5 * height, 0.05 + 0.5 * height
        return np.asarray(level - (low + (high - low) * acting.high))
    return np.asarray(acting.high * (level - height - 0.04))


def _scampers(part: Part) -> bool:
    """Whether it hops when it goes anywhere, as it has neither legs nor wheels nor wings."""
    return part.subject.gait in ("still", "float", "swim", "fly") and part.stance == "ground"


def _scamper(part: Part, acting: Acting, x: Curve, height: Curve) -> Curve:
    going = np.abs(np.gradient(x)) + 0.3 * np.abs(np.gradient(np.log2(height)))
    going = going * (np.abs(np.gradient(acting.across)) + np.abs(np.gradient(acting.near)) > 0.005)
    if not _scampers(part) or acting.hop.any():
        return np.zeros(KEYS)
    return np.asarray(0.10 * height * np.clip(going / 0.03, 0, 1))


def _rolled(part: Part, x: Curve, height: Curve) -> Curve:
    """Round things turn as far as they go."""
    if part.subject.name not in ROUND or part.stance != "ground":
        return np.zeros(KEYS)
    return np.asarray(np.cumsum(np.diff(x, prepend=x[0]) / (np.pi * height)))
