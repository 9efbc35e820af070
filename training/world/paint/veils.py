"""What falls or drifts before everything: pictures that repeat in both directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Color, Mask
from video01.layers import CANVAS

OVERSAMPLING = 4
SIDE = CANVAS * OVERSAMPLING  # pixels a frame height
Points = NDArray[np.float64]  # (N, 2) of x, y in frame heights


class Tile:
    """A picture, one frame height wide and high, that closes on itself in both directions."""

    def __init__(self, seed: int) -> None:
        self.dice = np.random.default_rng((4711, seed))
        self.pixels = np.zeros((SIDE, SIDE, 4), np.float32)  # premultiplied RGBA

    def lay(self, mask: Mask, color: Color | NDArray[np.float32], opacity: float = 1.0) -> None:
        """Paint over everything where the mask, (SIDE, SIDE), says."""
        share = mask[..., None] * opacity
        paint = np.broadcast_to(np.asarray(color, np.float32), (SIDE, SIDE, 3))
        self.pixels *= 1 - share
        self.pixels += np.dstack([paint * share, share])

    def stamp(self, patch: NDArray[np.float32], x: float, y: float) -> None:
        """Lay a small premultiplied RGBA picture whose middle is at (x, y); it wraps around."""
        rows = (np.arange(patch.shape[0]) + round(y * SIDE) - patch.shape[0] // 2) % SIDE
        columns = (np.arange(patch.shape[1]) + round(x * SIDE) - patch.shape[1] // 2) % SIDE
        at = np.ix_(rows, columns)
        self.pixels[at] = self.pixels[at] * (1 - patch[..., 3:]) + patch

    def noise(self, columns: int, rows: int, octaves: int = 3) -> Mask:
        """Smooth noise of about -1..1 with so many features across and down."""
        total = np.zeros((SIDE, SIDE), np.float32)
        for octave in range(octaves):
            shape = (rows * 2**octave, columns * 2**octave)
            grid = np.pad(self.dice.standard_normal(shape).astype(np.float32), 2, mode="wrap")
            across, down = ((np.arange(SIDE, dtype=np.float32) + 0.5) * n / SIDE + 1.5 for n in shape[::-1])
            x, y = np.meshgrid(across, down)
            total += cv2.remap(grid, x.astype(np.float32), y.astype(np.float32), cv2.INTER_CUBIC) * 0.55**octave
        return np.asarray(total / total.std() * 0.5, np.float32)

    def picture(self) -> NDArray[np.uint8]:
        """The veil, (CANVAS, CANVAS, 4) premultiplied RGBA."""
        small = cv2.resize(self.pixels, (CANVAS, CANVAS), interpolation=cv2.INTER_AREA)
        alpha = np.clip(small[..., 3:], 0, 1)
        return np.asarray((np.concatenate([np.clip(small[..., :3], 0, alpha), alpha], 2) * 255).round(), np.uint8)


def painted_veil(kind: str) -> NDArray[np.uint8]:
    """The veil of a kind of VEIL_KINDS, (CANVAS, CANVAS, 4) premultiplied RGBA, one frame height wide."""
    tile = Tile(VEIL_KINDS.index(kind))
    VEILS[kind](tile)
    return tile.picture()


# Rain


def _rain(tile: Tile) -> None:
    _streaks(tile, count=95, slant=0.10, longest=0.11, opacity=0.62)


def _heavy_rain(tile: Tile) -> None:
    tile.lay(_soft(tile.noise(3, 2), -0.4, 1.2), (0.80, 0.86, 0.93), 0.10)
    _streaks(tile, count=210, slant=0.24, longest=0.13, opacity=0.6)


def _streaks(tile: Tile, *, count: int, slant: float, longest: float, opacity: float) -> None:
    """Falling drops: thin strokes, fading out upwards."""
    for i in range(count):
        length = longest * float(tile.dice.uniform(0.6, 1.0))
        strength = opacity * float(tile.dice.uniform(0.45, 1.0))
        wide = 0.0032 * float(tile.dice.uniform(0.8, 1.4))
        x, y = _strewn(i, count, tile.dice)
        tile.stamp(_drop(length, slant, wide, strength), x, y)


def _drop(length: float, slant: float, wide: float, strength: float) -> NDArray[np.float32]:
    rows, columns = round(length * SIDE), round((length * slant + 4 * wide) * SIDE)
    t = (np.arange(rows, dtype=np.float32)[:, None] + 0.5) / rows
    middle = columns / 2 - (t - 0.5) * length * slant * SIDE  # to the left going down
    away = np.abs(np.arange(columns, dtype=np.float32)[None] - middle) / (wide * SIDE / 2)
    body = np.clip(1.35 - away, 0, 1) * np.minimum(t**0.8, np.clip((1 - t) / 0.08, 0, 1)) * strength
    return np.dstack([body * c for c in (0.87, 0.93, 1.0)] + [body]).astype(np.float32)


# Snow, motes and bubbles


def _snow(tile: Tile) -> None:
    for count, radius, opacity, edge in ((110, 0.0055, 0.8, 0.9), (50, 0.009, 0.88, 0.8), (18, 0.0145, 0.9, 0.65)):
        for i in range(count):
            x, y = _strewn(i, count, tile.dice)
            size = radius * float(tile.dice.uniform(0.8, 1.2))
            tile.stamp(_ball(size, edge, (0.97, 0.985, 1.0), opacity * float(tile.dice.uniform(0.75, 1.0))), x, y)


def _dust(tile: Tile) -> None:
    for i in range(34):
        x, y = _strewn(i, 34, tile.dice)
        size = float(tile.dice.choice((0.007, 0.010, 0.016), p=(0.5, 0.35, 0.15)))
        tile.stamp(_ball(size, 1.0, (1.0, 0.92, 0.72), float(tile.dice.uniform(0.22, 0.55))), x, y)


def _ball(radius: float, edge: float, color: Color, opacity: float) -> NDArray[np.float32]:
    """A round spot; `edge` is the share of the radius over which it fades."""
    away = _away(radius) / (radius * SIDE)
    t = np.clip((1 - away) / edge, 0, 1)
    body = t * t * (3 - 2 * t) * opacity
    return np.dstack([body * c for c in color] + [body]).astype(np.float32)


def _bubbles(tile: Tile) -> None:
    for i in range(12):
        x, y = _strewn(i, 12, tile.dice)
        tile.stamp(_bubble(float(tile.dice.choice((0.012, 0.018, 0.026, 0.036), p=(0.25, 0.3, 0.3, 0.15)))), x, y)


def _bubble(radius: float) -> NDArray[np.float32]:
    """A glassy ball: a bright rim, a lit spot, and light gathered opposite."""
    away = _away(radius) / (radius * SIDE)
    side = np.linspace(-1, 1, away.shape[0], dtype=np.float32) * away.max() / np.sqrt(2)
    down, across = side[:, None], side[None]
    inside = np.clip((1 - away) * radius * SIDE / 2, 0, 1)
    rim = np.clip(away, 0, 1) ** 5 * (0.62 - 0.25 * (across + down))
    spot = np.exp(-(((across + 0.38) ** 2 + (down + 0.42) ** 2) / 0.035))
    gathered = np.exp(-(((across - 0.42) ** 2 + (down - 0.46) ** 2) / 0.07)) * 0.4
    alpha = np.clip(0.10 + rim + spot + gathered, 0, 0.95) * inside
    white = np.clip(spot + 0.5 * gathered + 0.3, 0, 1)[..., None]
    color = np.asarray((0.62, 0.88, 1.0), np.float32) * (1 - white) + white
    return np.dstack([color * alpha[..., None], alpha]).astype(np.float32)


def _away(radius: float) -> Mask:
    """Pixels from the middle of a patch that holds such a radius."""
    half = int(radius * SIDE) + 2
    side = np.arange(-half, half + 1, dtype=np.float32)
    return np.asarray(np.hypot(side[:, None], side[None]), np.float32)


# Leaves


def _leaves(tile: Tile) -> None:
    colors = ((0.86, 0.20, 0.10), (0.95, 0.45, 0.08), (0.98, 0.72, 0.14), (0.74, 0.27, 0.10), (0.93, 0.58, 0.12))
    for i in range(14):
        x, y = _strewn(i, 14, tile.dice)
        leaf = _leaf(float(tile.dice.uniform(0.040, 0.056)), float(tile.dice.uniform(0, 2 * np.pi)), tile.dice)
        color = np.asarray(colors[i % len(colors)], np.float32)
        tile.stamp(np.dstack([np.clip(leaf[..., :1] * color, 0, 1) * leaf[..., 1:], leaf[..., 1:]]), x, y)


def _leaf(length: float, turn: float, dice: np.random.Generator) -> NDArray[np.float32]:
    """Brightness and opacity, (H, W, 2), of a leaf with a stalk and a midrib, seen more or less from the side."""
    half = round(length * SIDE * 0.62)
    wide = float(dice.uniform(0.36, 0.62))
    t = np.linspace(0, 1, 40)
    edge = wide * np.sin(np.pi * t) ** 0.8 * (1.25 - 0.5 * t) * (1 + 0.10 * np.sin(t * 22))
    bend = 0.12 * np.sin(np.pi * t) * float(dice.choice((-1.0, 1.0)))
    spine = np.stack([t - 0.5, bend], 1)
    sides = [_turned(np.stack([t - 0.5, bend + s * edge / 2], 1), turn, length, half) for s in (-1, 1)]
    alpha, lit = (np.zeros((2 * half, 2 * half), np.uint8) for _ in range(2))
    middle = _turned(spine, turn, length, half)
    cv2.fillPoly(alpha, [np.concatenate([sides[0], sides[1][::-1]])], 255, cv2.LINE_AA, 4)
    cv2.fillPoly(lit, [np.concatenate([sides[0], middle[::-1]])], 255, cv2.LINE_AA, 4)
    rib = np.zeros_like(alpha)
    stalk = _turned(np.asarray([(-0.66, 0.04), (-0.5, 0.0)]), turn, length, half)
    cv2.polylines(rib, [np.concatenate([stalk, middle])], False, 255, 4, cv2.LINE_AA, 4)
    bright = 0.84 + 0.34 * lit.astype(np.float32) / 255 - 0.28 * rib.astype(np.float32) / 255
    return np.dstack([bright, np.maximum(alpha, rib).astype(np.float32) / 255]).astype(np.float32)


def _turned(points: Points, turn: float, length: float, half: int) -> NDArray[np.int32]:
    """Points in leaf lengths as sixteenths of a pixel of its patch."""
    spin = np.asarray([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    return np.round((points @ spin * length * SIDE + half) * 16).astype(np.int32)


# Fog and sand


def _fog(tile: Tile) -> None:
    banks = tile.noise(2, 3, 2)
    wisps = tile.noise(3, 6, 3)
    tile.lay(_soft(banks + 0.35 * wisps, -0.9, 1.3), (0.90, 0.925, 0.945), 0.56)


def _sandstorm(tile: Tile) -> None:
    banks, streaks, fine = tile.noise(2, 4), tile.noise(3, 16), tile.noise(5, 40, 2)
    thick = _soft(0.8 * banks + 0.5 * streaks + 0.3 * fine, -1.1, 1.2)
    light = np.clip(0.5 + 0.45 * streaks + 0.25 * fine, 0, 1)[..., None]
    color = np.asarray((0.72, 0.52, 0.30)) * (1 - light) + np.asarray((0.95, 0.80, 0.55)) * light
    tile.lay(np.asarray(0.12 + 0.88 * thick, np.float32), color.astype(np.float32), 0.6)


def _soft(value: Mask, low: float, high: float) -> Mask:
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def _strewn(i: int, count: int, dice: np.random.Generator) -> tuple[float, float]:
    """The place of the i-th of so many things, evenly strewn with a little luck."""
    golden: Sequence[float] = (0.7548776662, 0.5698402910)
    jitter = dice.normal(0, 0.25, 2) / np.sqrt(count)
    return float((i * golden[0] + jitter[0]) % 1), float((i * golden[1] + jitter[1]) % 1)


VEILS: dict[str, Callable[[Tile], None]] = {
    "rain": _rain,
    "heavy rain": _heavy_rain,
    "snow": _snow,
    "fog": _fog,
    "falling leaves": _leaves,
    "sandstorm": _sandstorm,
    "bubbles": _bubbles,
    "dust": _dust,
}
VEIL_KINDS = tuple(VEILS)
