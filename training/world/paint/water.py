"""What several places share: planes in perspective, the sea, masses lit from the upper left, cut-outs, palms."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Color, Mask, Patch, Sheet
from video01.layers import PERIOD

STANCE = 0.28  # frame heights from the horizon down to the ground below subjects
Heights = NDArray[np.floating[Any]] | float
Points = Sequence[tuple[float, float]] | NDArray[np.float64]


def plane_noise(
    sheet: Sheet, horizon: float, width: float, *, stretch: float = 3.0, octaves: int = 2, seed: int = 0
) -> Mask:
    """Noise of about -1..1 that lies on the ground, `width` frame heights wide where subjects stand."""
    depth = np.maximum(sheet.y[:, 0] - horizon, 0) + 0.012
    level = np.log2(depth / STANCE)
    total = np.zeros((sheet.height, sheet.width), np.float32)
    for octave in range(octaves):
        size = width / 2**octave
        cell = sheet.down * size / stretch * (depth / STANCE) ** 1.5  # pixels high
        fade = np.clip(cell / 3, 0, 1) * 0.55**octave
        row = 2 * stretch * STANCE**1.5 / size * (0.012**-0.5 - depth**-0.5)
        for band in range(math.floor(level.min()), math.ceil(level.max()) + 1):
            share = np.clip(1 - np.abs(level - band), 0, 1)
            share /= np.sqrt(share**2 + (1 - share) ** 2)
            rows = np.nonzero(share)[0]
            if len(rows):
                dice = sheet.dice_for(79, seed, octave, band + 50)
                columns = min(max(3, round(PERIOD / (size * 2.0**band))), sheet.width // 3)
                part = _sampled(dice, row[rows], columns, sheet.width)
                total[rows] += (share * fade)[rows, None] * part
    return np.asarray(total * 0.55, np.float32)


def _sampled(dice: np.random.Generator, row: NDArray[np.float32], columns: int, width: int) -> Mask:
    first = math.floor(row.min())
    grid = dice.standard_normal((math.ceil(row.max()) - first + 4, columns)).astype(np.float32)
    wrapped = np.concatenate([grid[:, -2:], grid, grid[:, :2]], 1)
    across = (np.arange(width, dtype=np.float32) + 0.5) * columns / width + 1.5
    places = np.meshgrid(across, (row - first + 1).astype(np.float32))
    return np.asarray(cv2.remap(wrapped, places[0], places[1], cv2.INTER_CUBIC) * 1.3, np.float32)


def softened(sheet: Sheet, mask: Mask, across: float, down: float | None = None) -> Mask:
    """A mask blurred by so many frame heights; it closes on itself."""
    margin = sheet.width // 8
    wide = np.concatenate([mask[:, -margin:], mask, mask[:, :margin]], 1)
    sigma = (across * sheet.across, (across if down is None else down) * sheet.down)
    return np.asarray(cv2.GaussianBlur(wide, (0, 0), sigma[0], sigmaY=sigma[1])[:, margin:-margin], np.float32)


def toned(tone: Mask, stops: Sequence[Color]) -> NDArray[np.float32]:
    """Tones 0..1 as colours (H, W, 3), from the first stop (dark) to the last (lit), evenly."""
    table = np.stack(
        [np.interp(np.linspace(0, len(stops) - 1, 256), range(len(stops)), c) for c in zip(*stops, strict=True)], 1
    )
    return np.asarray(table.astype(np.float32)[np.clip(tone * 255, 0, 255).astype(np.uint8)], np.float32)


def smooth(value: Mask, start: float, end: float) -> Mask:
    """0 where value is under start to 1 where it is over end."""
    t = np.clip((value - start) / (end - start), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def lit(sheet: Sheet, mask: Mask, height: Heights, *, round_by: float, strength: float = 1.0) -> Mask:
    """How a mass is lit from the upper left, 0..1.

    Its rim bends away over `round_by`; `height`, (H, W), is added. Both are frame heights.
    """
    margin = sheet.width // 16
    wide = np.concatenate([mask[:, -margin:], mask, mask[:, :margin]], 1)
    far = cv2.distanceTransform((wide > 0.5).astype(np.uint8), cv2.DIST_L2, 3)[:, margin:-margin] / sheet.across
    t = np.clip(far / round_by, 0, 1)
    body = softened(sheet, np.asarray(round_by * np.sqrt(t * (2 - t)), np.float32), 0.002) + height
    slope_x = (np.roll(body, -1, 1) - np.roll(body, 1, 1)) * sheet.across / 2
    slope_y = np.gradient(body, axis=0) * sheet.down
    light = 0.62 * slope_x + 0.62 * slope_y + 0.55
    return np.asarray(np.clip(0.5 + strength * (light / np.sqrt(1 + slope_x**2 + slope_y**2) - 0.5), 0, 1), np.float32)


def outline(
    sheet: Sheet, x: float, half: float, base: float, rise: float, *, sharp: float = 1.0, seed: int = 0
) -> NDArray[np.float32]:
    """y(x), (W,), of a hump on a base: `half` wide to each side, `rise` high; `sharp` under 1 is steep-sided."""
    away = np.abs((sheet.x[0] - x + PERIOD / 2) % PERIOD - PERIOD / 2) / half
    rough = 1 + 0.35 * sheet.waviness(half, 5, seed=seed)
    return np.asarray(base + 0.02 - (rise + 0.02) * np.clip(1 - away * away, 0, 1) ** sharp * rough, np.float32)


def ridge(sheet: Sheet, x: float, half: float, base: float, rise: float, *, seed: int = 0) -> NDArray[np.float32]:
    """y(x), (W,), of a mountain with a pointed summit and jagged shoulders on a base."""
    away = np.abs((sheet.x[0] - x + PERIOD / 2) % PERIOD - PERIOD / 2) / half
    slope = np.clip(1 - away, 0, 1)
    jags = 0.42 * sheet.waviness(half * 0.6, 5, seed=seed) * np.sqrt(slope) * np.clip(away * 4, 0.15, 1)
    return np.asarray(base + 0.02 - (rise + 0.02) * slope**0.85 * (1 + jags), np.float32)


def rock(sheet: Sheet, mask: Mask, stops: Sequence[Color], *, grain: float = 0.06, seed: int = 0) -> None:
    """Paint a rock where the mask says: planes, cracks, lit and shaded sides."""
    planes = np.abs(sheet.noise(grain * 2, 3, seed=seed + 1, stretch=0.6))
    cracks = np.abs(sheet.noise(grain, 3, seed=seed + 2, stretch=0.5))
    light = lit(
        sheet, mask, 0.35 * grain * planes - 0.12 * grain * (1 - smooth(cracks, 0, 0.3)), round_by=grain, strength=1.25
    )
    sheet.lay(mask, toned(light + 0.07 * sheet.noise(0.03, 2, seed=seed + 3), stops))


class Sea:
    """The tones of water: deep (troughs), body, bright (backs of waves), glow (light through crests), foam."""

    deep: Color = (0.02, 0.20, 0.38)
    body: Color = (0.04, 0.36, 0.58)
    bright: Color = (0.22, 0.60, 0.76)
    glow: Color = (0.16, 0.74, 0.74)
    foam: Color = (0.95, 0.99, 1.0)
    distant: Color = (0.34, 0.62, 0.80)


def sea(
    sheet: Sheet,
    horizon: float,
    *,
    swell: float = 0.55,
    chop: float = 0.5,
    foam: float = 0.5,
    tones: Sea | None = None,
    seed: int = 0,
) -> None:
    """Open water from the horizon down. swell: frame heights from crest to crest at the feet; chop, foam: 0..1."""
    tones = tones or Sea()
    depth = np.maximum(sheet.y - horizon, 0) + 0.012
    long = plane_noise(sheet, horizon, swell, stretch=5, octaves=1, seed=seed)
    short = plane_noise(sheet, horizon, swell / 2.6, stretch=3.2, octaves=2, seed=seed + 5)
    ridges = 0.75 - 1.6 * np.sqrt(short * short + 0.015)
    crest = 0.6 * long + (0.3 + 0.4 * chop) * ridges
    reach = np.maximum(1, sheet.down * swell / 18 * (depth / STANCE) ** 1.5)
    slope = np.gradient(crest, axis=0) * reach
    fine = plane_noise(sheet, horizon, swell / 7, stretch=4, octaves=1, seed=seed + 7)
    slope += 0.22 * np.gradient(fine, axis=0) * reach
    tone = 0.47 + 0.18 * crest - 0.42 * slope + 0.05 * sheet.noise(0.5, 3, seed=seed + 3, stretch=3)
    sheet.lay(
        sheet.below(horizon), toned(tone, (tones.deep, tones.body, tones.bright, mixed(tones.bright, tones.foam, 0.5)))
    )
    sheet.tint(0.85 * smooth(crest, 0.15, 0.9) * smooth(slope, -0.10, 0.25), tones.glow)
    haze = np.exp(-(depth - 0.012) / 0.06)
    sheet.tint(0.70 * haze, tones.distant)
    if foam:
        lace = np.abs(plane_noise(sheet, horizon, swell / 3, stretch=2, octaves=3, seed=seed + 9))
        rare = smooth(
            long + 0.6 * foam * plane_noise(sheet, horizon, swell * 2, stretch=4, octaves=1, seed=seed + 11), 0.1, 0.6
        )
        capped = smooth(crest, 0.95 - 0.5 * foam, 1.15 - 0.5 * foam) * rare
        shape = 1 - smooth(lace, 0.10, 0.32)
        sheet.tint(np.clip(0.2 * capped + 0.8 * capped * shape, 0, 1) * (1 - 0.7 * haze), tones.foam)


class Cutout:
    """A small picture drawn from shapes. x runs right from its middle, y up from its foot; it is 1 high."""

    def __init__(self, width: float, pixels: int = 400) -> None:
        self.width, self.pixels = width, pixels
        self.canvas = np.zeros((pixels, round(width * pixels), 4), np.uint8)

    def fill(self, points: Points, color: Color) -> None:
        at = np.asarray(points, np.float64)
        places = np.stack([(at[:, 0] + self.width / 2) * self.pixels, (1 - at[:, 1]) * self.pixels], 1)
        paint = [255 * min(1.0, max(0.0, float(part))) for part in color]
        cv2.fillPoly(self.canvas, [np.round(places * 16).astype(np.int32)], (*paint, 255), cv2.LINE_AA, 4)

    def ellipse(self, x: float, y: float, wide: float, high: float, color: Color) -> None:
        turn = np.linspace(0, 2 * np.pi, 40)
        self.fill(np.stack([x + wide * np.cos(turn), y + high * np.sin(turn)], 1), color)

    def stroke(self, points: Points, start: float, end: float, color: Color) -> None:
        """A line that thins (or widens) from start to end."""
        at = np.asarray(points, np.float64)
        along = np.gradient(at, axis=0)
        normal = np.stack([-along[:, 1], along[:, 0]], 1) / (np.linalg.norm(along, axis=1)[:, None] + 1e-9)
        half = np.linspace(start, end, len(at))[:, None] / 2
        self.fill(np.concatenate([at + normal * half, (at - normal * half)[::-1]]), color)

    def lit(self, amount: float = 0.25) -> None:
        """Light the left and the top, shade the right and the foot."""
        rows, columns = self.canvas.shape[:2]
        ramp = np.linspace(1, -1, columns)[None] * 0.6 + np.linspace(1, -1, rows)[:, None] * 0.4
        colours = self.canvas[..., :3] * (1 + amount * ramp[..., None])
        self.canvas[..., :3] = np.minimum(colours, self.canvas[..., 3:]).astype(np.uint8)

    def patch(self) -> Patch:
        return np.asarray(self.canvas.astype(np.float32) / 255, np.float32)


def dab(
    sheet: Sheet, x: float, y: float, half: tuple[float, float], color: Color, *, share: float, soft: float = 0.35
) -> None:
    """A soft oval, `half` its width and height; cheaper than a mask of the whole sheet. It wraps around."""
    rows, columns = max(4, round(2 * half[1] * sheet.down)), max(4, round(2 * half[0] * sheet.across))
    across, down = np.linspace(-1, 1, columns)[None], np.linspace(-1, 1, rows)[:, None]
    mask = share * smooth(np.asarray(1 - np.sqrt(across**2 + down**2), np.float32), 0.0, soft)[..., None]
    patch = np.concatenate([mask * np.asarray(color, np.float32), mask], 2).astype(np.float32)
    sheet.stamp(patch, x, y + half[1], height=rows / sheet.down)


def mixed(first: Color, second: Color, share: float) -> tuple[float, float, float]:
    """A colour between two."""
    a, b, c = (p + (q - p) * share for p, q in zip(first, second, strict=True))
    return a, b, c


def curve(
    start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], count: int = 24
) -> NDArray[np.float64]:
    """Points (count, 2) on a curve pulled towards `bend`."""
    t = np.linspace(0, 1, count)[:, None]
    return np.asarray(
        (1 - t) ** 2 * np.array(start) + 2 * t * (1 - t) * np.array(bend) + t * t * np.array(end), np.float64
    )


def palm(dice: np.random.Generator, lean: float) -> Patch:
    """A coconut palm that leans to the right by `lean` of its height."""
    cut = Cutout(1.7, 620)
    foot, crown = (-lean * 0.55, 0.0), (lean * 0.45, 0.74)
    fronds = [
        (turn + dice.uniform(-0.12, 0.12), dice.uniform(0.36, 0.46)) for turn in np.linspace(-0.35, np.pi + 0.35, 11)
    ]
    for turn, length in fronds[::2]:
        _frond(cut, crown, turn, length, near=0.0, dice=dice)
    trunk = curve(foot, (lean * -0.25, 0.42), crown, 30)
    cut.stroke(trunk, 0.06, 0.03, (0.40, 0.27, 0.17))
    cut.stroke(trunk - (0.009, 0), 0.034, 0.014, (0.66, 0.50, 0.33))
    cut.stroke(trunk - (0.015, 0), 0.014, 0.006, (0.84, 0.69, 0.49))
    for i in range(1, 29):
        left, right = trunk[i] - (0.028 - i * 0.0005, 0.004), trunk[i] + (0.028 - i * 0.0005, -0.010)
        cut.stroke([tuple(left), tuple(right)], 0.006, 0.003, (0.36, 0.24, 0.15))
    for turn, length in fronds[1::2]:
        _frond(cut, crown, turn, length, near=1.0, dice=dice)
    for x, y in ((-0.03, -0.035), (0.025, -0.04), (0.0, -0.05)):
        cut.ellipse(crown[0] + x, crown[1] + y, 0.024, 0.026, (0.33, 0.20, 0.10))
        cut.ellipse(crown[0] + x - 0.006, crown[1] + y + 0.007, 0.011, 0.011, (0.60, 0.40, 0.22))
    return cut.patch()


def _frond(
    cut: Cutout, crown: tuple[float, float], turn: float, length: float, *, near: float, dice: np.random.Generator
) -> None:
    reach = np.array((np.cos(turn), np.sin(turn) * 0.75))
    end = np.array(crown) + reach * length - (0, 0.16 + 0.10 * near)
    spine = curve(crown, tuple(np.array(crown) + reach * length * 0.62 + (0, 0.10)), (end[0], end[1]), 34)
    light = 0.5 + 0.35 * np.sin(turn) - 0.25 * np.cos(turn)
    base = mixed((0.05, 0.27, 0.13), (0.46, 0.68, 0.20), np.clip(light * (0.45 + 0.55 * near), 0, 1))
    along = np.gradient(spine, axis=0)
    along /= np.linalg.norm(along, axis=1)[:, None]
    for side, tint in ((-1.0, (0.03, 0.17, 0.10)), (1.0, (0.72, 0.85, 0.34))):
        for i in range(2, 34):
            size = length * 0.40 * np.sin(np.pi * (0.12 + 0.80 * i / 34)) * dice.uniform(0.85, 1.1)
            out = np.array((-along[i, 1], along[i, 0])) * side * (1 if along[i, 0] > 0 else -1)
            tip = spine[i] + along[i] * size * 0.55 + out * size * (0.5 if side > 0 else 0.75) - (0, size * 0.32)
            color = mixed(base, tint, (0.16 if side < 0 else 0.24) + dice.uniform(-0.08, 0.08))
            cut.fill([tuple(spine[i] - along[i] * 0.010), tuple(tip), tuple(spine[i] + along[i] * 0.010)], color)
    cut.stroke(spine, 0.009, 0.003, mixed(base, (0.80, 0.82, 0.40), 0.45))
