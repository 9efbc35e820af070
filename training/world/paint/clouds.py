"""Heaps of cumulus cloud in neutral daylight, lit from the upper left: a strip of their own before the sky."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Color, Mask, Patch, Sheet
from training.world.paint.soft import smooth
from training.world.paint.tones import hazed
from video01.layers import PERIOD

CLOUDS_TOP, CLOUDS_BOTTOM = -0.1, 0.55
CLOUD_VARIANTS = 6
ROOM = 1.5  # the height of a cloud's patch beside that of the cloud: its buds rise higher
LIT, BODY, BELLY, DEEP = (1.0, 0.995, 0.97), (0.88, 0.915, 0.96), (0.66, 0.735, 0.845), (0.53, 0.61, 0.74)
AIR: Color = (0.80, 0.88, 0.96)
SUN = np.asarray((-0.50, -0.72, 0.48), np.float32)  # right, down, towards us


@dataclass(frozen=True, kw_only=True)
class Heap:
    """One cloud: where the middle of its foot is, its size in frame heights."""

    x: float
    foot: float
    width: float
    height: float


def paint_clouds(sheet: Sheet) -> None:
    """A sky's worth of clouds, from a few small ones to towering ones: luck says which."""
    dice = sheet.dice_for(31)
    kind = sheet.variant
    heaps = (_fair, _scattered, _bank, _towering, _rows, _giant)[kind](dice)
    for heap in sorted(heaps, key=lambda h: h.foot, reverse=True):  # low ones are far away
        patch = cumulus(dice, heap.width, heap.height)
        nearness = float(np.clip(max((0.47 - heap.foot) / 0.3, 1.7 * heap.width - 0.1), 0, 1))
        sheet.stamp(_distant(patch, 0.45 * (1 - nearness)), heap.x % PERIOD, heap.foot, height=heap.height * ROOM)


def cumulus(dice: np.random.Generator, width: float, height: float) -> Patch:
    """One cloud on a patch ROOM times as high; its flat foot lies an eighth of its height above the lower edge."""
    scale = min(460.0, 330.0 / max(width, height))  # pixels a frame height
    rows, columns = round(height * ROOM * scale), round(width * 1.25 * scale)
    middle = np.asarray((columns / 2, rows - 0.125 * height * scale, 0.0, 0.0))
    puffs = np.add(_puffs(dice, width * scale, height * scale), middle)
    depth, normal = surface(puffs, rows, columns)
    return _lit(dice, depth, normal, height * scale)


# Where clouds stand


def _heap(dice: np.random.Generator, x: float, foot: float, width: float, flatness: float) -> Heap:
    vary = dice.uniform(0.85, 1.15, 2)
    return Heap(x=x, foot=foot, width=width * float(vary[0]), height=width * flatness * float(vary[1]))


def _spread(dice: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Places around the strip, about evenly far apart."""
    return np.asarray((np.arange(count) + dice.uniform(-0.3, 0.3, count)) / count * PERIOD + dice.uniform(0, PERIOD))


def _fair(dice: np.random.Generator) -> list[Heap]:
    near = [_heap(dice, x, dice.uniform(0.12, 0.25), dice.uniform(0.38, 0.52), 0.36) for x in _spread(dice, 3)]
    return near + [_heap(dice, x, dice.uniform(0.36, 0.42), dice.uniform(0.14, 0.22), 0.3) for x in _spread(dice, 5)]


def _scattered(dice: np.random.Generator) -> list[Heap]:
    near = [_heap(dice, x, dice.uniform(0.08, 0.3), dice.uniform(0.26, 0.5), 0.4) for x in _spread(dice, 5)]
    return near + [_heap(dice, x, dice.uniform(0.36, 0.44), dice.uniform(0.1, 0.24), 0.32) for x in _spread(dice, 8)]


def _bank(dice: np.random.Generator) -> list[Heap]:
    near = [_heap(dice, x, dice.uniform(0.02, 0.1), dice.uniform(0.4, 0.6), 0.3) for x in _spread(dice, 2)]
    return near + [_heap(dice, x, dice.uniform(0.40, 0.47), dice.uniform(0.34, 0.5), 0.44) for x in _spread(dice, 8)]


def _towering(dice: np.random.Generator) -> list[Heap]:
    x = float(dice.uniform(0, PERIOD))
    towers = [_heap(dice, x, 0.44, 0.5, 0.86), _heap(dice, x + 1.25, 0.42, 0.46, 0.66)]
    sides = [
        _heap(dice, x + d, dice.uniform(0.43, 0.46), dice.uniform(0.3, 0.44), 0.42) for d in (-0.34, 0.36, 0.95, 1.6)
    ]
    return towers + sides + [_heap(dice, x + 0.65, 0.14, 0.34, 0.36)]


def _rows(dice: np.random.Generator) -> list[Heap]:
    rows = ((0.06, 4, 0.44, 0.3), (0.22, 6, 0.32, 0.3), (0.33, 8, 0.22, 0.28), (0.41, 11, 0.16, 0.26))
    return [_heap(dice, x, foot + dice.uniform(-0.02, 0.02), w, f) for foot, n, w, f in rows for x in _spread(dice, n)]


def _giant(dice: np.random.Generator) -> list[Heap]:
    x = float(dice.uniform(0, PERIOD))
    far = [_heap(dice, x, dice.uniform(0.42, 0.46), dice.uniform(0.18, 0.34), 0.42) for x in _spread(dice, 7)]
    return [_heap(dice, x, 0.36, 0.95, 0.44), _heap(dice, x + 1.2, 0.24, 0.5, 0.4), *far]


# What a cloud is made of


def _puffs(dice: np.random.Generator, width: float, height: float) -> NDArray[np.float64]:
    """Balls (N, 4) of x, y, z and radius, pixels, growing from big ones to small ones; the foot is at y = 0."""
    balls: list[tuple[float, float, float, float]] = []
    main = float(dice.uniform(-0.28, 0.28))
    heads = [(main, 0.5, 1.0), (main + float(dice.choice((-1, 1))) * 0.42, 0.36, float(dice.uniform(0.5, 0.75)))]
    largest = 0.2 * min(width, 2.0 * height)
    for u in (np.arange(13) - 6 + dice.uniform(-0.35, 0.35, 13)) / 7.2:
        top = max(share * float(np.exp(-(((u - at) / wide) ** 4))) for at, wide, share in heads)
        top = max(top, 0.26) * float((1 - abs(u) ** 5) * dice.uniform(0.86, 1.0)) * height
        radius = min(0.5 * top + 0.01 * width, largest * float(dice.uniform(0.6, 1.0)))
        level = top - radius
        while level > -0.3 * radius:  # a column of balls down to the foot
            balls.append((float(u) * (width / 2 - 0.6 * radius), -level, 0.0, radius))
            level -= radius * float(dice.uniform(0.7, 1.1))
    for low, high, children in ((0.45, 0.66, 5), (0.36, 0.58, 5)):
        balls += [_bud(dice, ball, float(dice.uniform(low, high))) for ball in balls for _ in range(children)]
    return np.asarray(balls)


def _bud(
    dice: np.random.Generator, ball: tuple[float, float, float, float], share: float
) -> tuple[float, float, float, float]:
    """A smaller ball on the upper and front half of another."""
    turn = float(dice.uniform(-0.15, np.pi + 0.15))
    out, radius = ball[3] * float(dice.uniform(0.45, 1.0)), ball[3] * share
    forward = np.sqrt(max(0.0, ball[3] ** 2 - out**2)) * 0.7
    return ball[0] + np.cos(turn) * out, ball[1] - np.sin(turn) * out, ball[2] + forward, radius


def surface(puffs: NDArray[np.float64], rows: int, columns: int) -> tuple[Mask, NDArray[np.float32]]:
    """The foremost point of all balls, 0 where there is none, and its normal (H, W, 3)."""
    front = np.full((rows, columns), -1e9, np.float32)
    normal = np.zeros((rows, columns, 3), np.float32)
    for x, y, z, radius in puffs:
        top, bottom = max(0, int(y - radius)), min(rows, int(y + radius) + 2)
        left, right = max(0, int(x - radius)), min(columns, int(x + radius) + 2)
        if bottom <= top or right <= left:
            continue
        down, across = np.mgrid[top:bottom, left:right].astype(np.float32)
        out = np.stack([across - x, down - y], -1)
        height = np.sqrt(np.clip(radius**2 - (out**2).sum(-1), 0, None))
        seen = (height > 0) & (z + height > front[top:bottom, left:right])
        front[top:bottom, left:right][seen] = (z + height)[seen]
        normal[top:bottom, left:right][seen] = (np.dstack([out, height]) / radius)[seen]
    return np.asarray(front > -1e8, np.float32), normal


def _lit(dice: np.random.Generator, there: Mask, normal: NDArray[np.float32], height: float) -> Patch:
    """Erode the edges, melt the balls into one another and paint the light on them."""
    rows, columns = there.shape
    grain = fluff(dice, rows, columns, 0.12 * height)
    sides = [fluff(dice, rows, columns, size * height) for size in (0.2, 0.2)]
    bend = 0.022 * height
    there, normal = (_pulled(a, sides[0] * bend, sides[1] * bend) for a in (there, normal))
    blurred = [cv2.GaussianBlur(normal, (0, 0), share * height + 0.8) for share in (0.008, 0.035, 0.11)]
    facing = (0.40 * blurred[0] + 0.45 * blurred[1] + 0.55 * blurred[2]) @ SUN
    across, down = (
        np.linspace(-1, 1, columns, dtype=np.float32)[None],
        np.linspace(1 - ROOM / 1.25, 1, rows, dtype=np.float32)[:, None],
    )
    light = np.clip(facing * 0.74 + 0.24 + 0.05 * grain - 0.16 * across - 0.34 * (down - 0.45), 0, 1)
    light = light * (1 - 0.42 * smooth(0.62, 0.92, down + 0.02 * grain))
    body = cv2.GaussianBlur(there, (0, 0), 0.014 * height)
    alpha = smooth(0.28, 0.78, body + 0.10 * grain * (body < 0.97)) * (1 - smooth(0.83, 0.93, down + 0.02 * grain))
    return np.dstack([_tones(light) * alpha[..., None], alpha]).astype(np.float32)


def _tones(light: Mask) -> NDArray[np.float32]:
    """The colours of light and shade: (H, W, 3)."""
    stops = (0.0, 0.28, 0.56, 0.84)
    colors = (DEEP, BELLY, BODY, LIT)
    return np.stack([np.interp(light, stops, [c[i] for c in colors]) for i in range(3)], -1).astype(np.float32)


def fluff(dice: np.random.Generator, rows: int, columns: int, scale: float) -> Mask:
    """Smooth noise of about -1..1 with features of `scale` pixels."""
    total = np.zeros((rows, columns), np.float32)
    for octave in range(3):
        size = max(2.0, scale / 2**octave)
        shape = (int(rows / size) + 3, int(columns / size) + 3)
        grid = dice.standard_normal(shape).astype(np.float32)
        total += cv2.resize(grid, (columns, rows), interpolation=cv2.INTER_CUBIC) * 0.6**octave
    return np.asarray(total * 0.7, np.float32)


def _pulled(picture: NDArray[np.float32], across: Mask, down: Mask) -> NDArray[np.float32]:
    """The picture sampled so many pixels aside."""
    rows, columns = picture.shape[:2]
    at_x = np.arange(columns, dtype=np.float32)[None] + across
    at_y = np.arange(rows, dtype=np.float32)[:, None] + down
    return np.asarray(cv2.remap(picture, at_x, at_y, cv2.INTER_LINEAR), np.float32)


def _distant(patch: Patch, share: float) -> Patch:
    """Far clouds take on some of the air's colour and let it shine through."""
    return np.asarray(hazed(patch, AIR, share) * (1 - 0.3 * share), np.float32)
