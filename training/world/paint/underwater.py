"""Under the sea: blue depths with rays of light, coral reefs and kelp on rippled sand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Color, Mask, Patch, Sheet
from training.world.paint.water import (
    Cutout,
    curve,
    dab,
    lit,
    mixed,
    outline,
    plane_noise,
    rock,
    smooth,
    softened,
    toned,
)
from video01.layers import PERIOD

HORIZON = 0.56
SAND = ((0.18, 0.46, 0.54), (0.52, 0.70, 0.62), (0.92, 0.90, 0.68), (1.0, 0.98, 0.82))
REEF = ((0.08, 0.13, 0.26), (0.20, 0.26, 0.40), (0.42, 0.42, 0.50), (0.76, 0.70, 0.66))
WATER: Color = (0.07, 0.47, 0.66)
PINK, CORAL, ORANGE = (0.98, 0.42, 0.60), (0.96, 0.36, 0.34), (1.0, 0.60, 0.22)
YELLOW, VIOLET, TEAL, RED = (0.98, 0.82, 0.30), (0.62, 0.38, 0.86), (0.20, 0.76, 0.70), (0.84, 0.18, 0.30)


def _variant(sheet: Sheet) -> int:
    return sheet.seed[-1] % 5


def _slanted(sheet: Sheet, scale: float, lean: float, seed: int) -> Mask:
    """Beams that lean to the right as they go down, about -1..1."""
    beams = sheet.waviness(scale, 3, seed=seed)
    at = ((sheet.x - lean * sheet.y) % PERIOD * sheet.across).astype(np.int32) % sheet.width
    return np.asarray(beams[at], np.float32)


# sky and far -------------------------------------------------------------------------------------------------------


def _sky(sheet: Sheet) -> None:
    stops = [
        (-0.2, (0.78, 0.97, 0.95)),
        (-0.02, (0.42, 0.86, 0.90)),
        (0.2, (0.14, 0.66, 0.82)),
        (0.5, WATER),
        (0.8, (0.03, 0.30, 0.52)),
        (1.1, (0.02, 0.18, 0.38)),
    ]
    sheet.lay(1.0, sheet.gradient(stops))
    sheet.tint(0.35 * smooth(sheet.noise(0.9, 3, seed=1), 0.0, 0.9) * sheet.ramp(0.9, 0.2), (0.16, 0.72, 0.84))
    fade = sheet.ramp(0.75 + 0.1 * (_variant(sheet) % 3), -0.2)
    for scale, lean, share in ((0.42, 0.30, 0.50), (0.16, 0.38, 0.35)):
        beams = softened(sheet, smooth(_slanted(sheet, scale, lean, 2 + round(scale * 100)), 0.05, 0.75), 0.012, 0.01)
        sheet.tint(share * beams * fade, (0.80, 1.0, 0.96))
    net = np.abs(sheet.noise(0.20, 3, seed=5, stretch=4.0))
    sheet.tint(0.75 * (1 - smooth(net, 0.02, 0.22)) * sheet.ramp(0.05, -0.12), (0.97, 1.0, 0.98))


def _far(sheet: Sheet) -> None:
    near, far = (0.06, 0.38, 0.58), (0.09, 0.47, 0.66)
    for layer, color in enumerate((far, near)):
        masks = (_pinnacles, _wreck, _columns, _arches, _seamount)[_variant(sheet)](sheet, layer)
        light = lit(sheet, masks, 0.02 * np.abs(sheet.noise(0.12, 3, seed=layer)), round_by=0.04)
        shaded = toned(light, (mixed(color, (0.0, 0.16, 0.34), 0.35), color, mixed(color, (0.36, 0.80, 0.88), 0.40)))
        sheet.lay(masks, shaded)
        sheet.tint(0.65 * sheet.ramp(0.40, HORIZON + 0.02), mixed(WATER, (0.25, 0.68, 0.76), 0.4))
    floor = sheet.below(np.asarray(HORIZON + 0.006 * sheet.waviness(0.6), np.float32), 0.012)
    sheet.lay(floor, sheet.gradient([(HORIZON, (0.14, 0.55, 0.68)), (0.70, (0.36, 0.66, 0.68))]))
    _school(sheet)


def _heap(sheet: Sheet, spots: tuple[tuple[float, float, float, float], ...], seed: int) -> Mask:
    """Several humps (x, half, rise, sharp) as one mask."""
    tops = [
        outline(sheet, x, half, HORIZON, rise, sharp=sharp, seed=seed + i)
        for i, (x, half, rise, sharp) in enumerate(spots)
    ]
    return sheet.below(np.min(tops, axis=0), 0.004)


def _pinnacles(sheet: Sheet, layer: int) -> Mask:
    if layer == 0:
        return _heap(sheet, ((0.35, 0.28, 0.20, 0.8), (1.3, 0.35, 0.15, 0.8), (2.0, 0.22, 0.24, 0.7)), 10)
    return _heap(
        sheet, ((0.15, 0.16, 0.26, 0.6), (0.42, 0.10, 0.16, 0.6), (1.65, 0.14, 0.32, 0.6), (1.45, 0.20, 0.12, 0.7)), 20
    )


def _wreck(sheet: Sheet, layer: int) -> Mask:
    if layer == 0:
        return _heap(sheet, ((1.7, 0.5, 0.16, 0.8), (0.3, 0.3, 0.10, 0.8)), 30)
    shapes = [
        [
            (0.40, 0.58),
            (0.46, 0.42),
            (0.52, 0.40),
            (0.56, 0.47),
            (0.95, 0.49),
            (1.10, 0.44),
            (1.18, 0.40),
            (1.12, 0.50),
            (1.05, 0.58),
        ],
        [(0.66, 0.50), (0.71, 0.16), (0.722, 0.16), (0.69, 0.50)],
        [(0.92, 0.50), (0.99, 0.24), (1.00, 0.24), (0.945, 0.50)],
        [(0.60, 0.245), (0.82, 0.285), (0.82, 0.293), (0.60, 0.255)],
        [(0.88, 0.33), (1.06, 0.365), (1.06, 0.373), (0.88, 0.34)],
        [(0.71, 0.19), (0.98, 0.255), (0.98, 0.259), (0.71, 0.194)],
        [(0.705, 0.2), (0.53, 0.42), (0.535, 0.42), (0.71, 0.205)],
        [(0.63, 0.26), (0.78, 0.29), (0.765, 0.36), (0.735, 0.33), (0.70, 0.40), (0.655, 0.36)],
    ]
    hull = np.max([sheet.polygon(shape) for shape in shapes], axis=0)
    ribs = np.max([sheet.disc(x, 0.53, 0.02, 0.003) for x in (0.62, 0.72, 0.82)], axis=0)
    return np.maximum(
        np.asarray(hull * (1 - 0.9 * ribs), np.float32),
        _heap(sheet, ((0.7, 0.5, 0.03, 1.0), (1.9, 0.2, 0.14, 0.7)), 35),
    )


def _columns(sheet: Sheet, layer: int) -> Mask:
    shapes: list[list[tuple[float, float]]] = []
    first, wide, top = ((0.25, 0.020, 0.36), (0.95, 0.030, 0.26))[layer]
    for i, broken in enumerate((0.0, 0.0, 0.02, 0.0, 0.12, 0.20)):
        x, high = first + i * wide * 5.0, top + broken
        shapes.append(
            [
                (x - wide, 0.6),
                (x - wide * 0.8, high + 0.02),
                (x + wide * 0.8, high + 0.03 * (broken > 0) + 0.02),
                (x + wide, 0.6),
            ]
        )
        if not broken:
            shapes.append(
                [(x - wide * 1.5, high), (x + wide * 1.5, high), (x + wide, high + 0.022), (x - wide, high + 0.022)]
            )
    shapes.append(
        [
            (first - wide * 2, top - 0.028),
            (first + wide * 6.6, top - 0.028),
            (first + wide * 6.6, top),
            (first - wide * 2, top),
        ]
    )
    if layer:
        shapes.append(
            [(first - wide * 2.4, top - 0.028), (first + wide * 2.3, top - 0.10), (first + wide * 7, top - 0.028)]
        )
    temple = np.max([sheet.polygon(shape) for shape in shapes], axis=0)
    return np.maximum(temple, _heap(sheet, ((2.1, 0.3, 0.14, 0.8), (1.2, 0.7, 0.03, 1.0)), 40 + layer))


def _arches(sheet: Sheet, layer: int) -> Mask:
    if layer == 0:
        return _heap(sheet, ((1.6, 0.6, 0.14, 0.7), (0.1, 0.3, 0.2, 0.7)), 50)
    body = _heap(sheet, ((0.75, 0.42, 0.30, 0.5), (1.95, 0.16, 0.18, 0.6)), 55)
    return np.asarray(body * (1 - np.maximum(sheet.disc(0.82, 0.52, 0.15), sheet.disc(0.48, 0.54, 0.06))), np.float32)


def _seamount(sheet: Sheet, layer: int) -> Mask:
    spots = (((1.2, 0.8, 0.26, 1.4), (0.1, 0.3, 0.1, 0.9)), ((0.4, 0.35, 0.14, 0.9), (1.9, 0.3, 0.10, 0.8)))[layer]
    return _heap(sheet, spots, 60 + layer)


def _school(sheet: Sheet) -> None:
    """A distant school of fish."""
    dice = sheet.dice_for(70)
    cut = Cutout(2.4, 60)
    cut.fill(
        np.concatenate([curve((-0.7, 0.5), (0.1, 1.05), (1.0, 0.5)), curve((1.0, 0.5), (0.1, -0.05), (-0.7, 0.5))]),
        (0.05, 0.34, 0.54),
    )
    cut.fill([(-0.6, 0.5), (-1.15, 0.95), (-1.0, 0.5), (-1.15, 0.05)], (0.05, 0.34, 0.54))
    x, y = 0.4 + 0.35 * _variant(sheet), 0.20
    for _ in range(26):
        sheet.stamp(
            cut.patch(),
            x + dice.normal(0, 0.13),
            y + dice.normal(0, 0.035),
            height=dice.uniform(0.009, 0.016),
            opacity=0.7,
        )


# mid: reefs and kelp -----------------------------------------------------------------------------------------------


def _mid(sheet: Sheet) -> None:
    variant, dice = _variant(sheet), sheet.dice_for(100)
    reefs = (
        ((0.30, 0.34, 0.13), (1.75, 0.26, 0.10)),
        ((0.95, 0.40, 0.15),),
        ((0.10, 0.24, 0.10), (1.20, 0.30, 0.12), (1.9, 0.15, 0.07)),
        ((0.55, 0.26, 0.09), (1.55, 0.36, 0.16)),
        ((0.40, 0.22, 0.17), (2.05, 0.34, 0.10)),
    )[variant]
    for x in ((1.25, 2.25), (0.2, 1.75), (0.6, 0.75, 1.65), (0.05, 1.0), (1.1, 1.3))[variant]:
        for _ in range(4):
            sheet.stamp(
                _kelp(dice),
                x + dice.normal(0, 0.07),
                0.66,
                height=dice.uniform(0.30, 0.80),
                mirrored=bool(dice.integers(2)),
            )
    for seed, (x, half, rise) in enumerate(reefs):
        _reef(sheet, x, half, rise, dice=dice, seed=110 + 10 * seed)
    floor = np.asarray(0.635 + 0.010 * sheet.waviness(0.4, 3, seed=105), np.float32)
    sheet.lay(sheet.below(floor, 0.012), toned(0.6 + 0.12 * sheet.noise(0.15, 3, seed=106, stretch=3), SAND))
    for _ in range(9):
        x = reefs[dice.integers(len(reefs))][0] + dice.normal(0, 0.28)
        sheet.stamp(_any(dice), x, 0.655, height=dice.uniform(0.05, 0.09))
    sheet.tint(0.14, WATER)


def _reef(sheet: Sheet, x: float, half: float, rise: float, *, dice: np.random.Generator, seed: int) -> None:
    top = outline(sheet, x, half, 0.64, rise, sharp=0.7, seed=seed)
    for _ in range(8):
        at = x + dice.uniform(-0.85, 0.85) * half
        foot = float(np.interp(at % PERIOD, sheet.x[0], top)) + 0.02
        sheet.stamp(_any(dice), at, foot, height=dice.uniform(0.10, 0.165), mirrored=bool(dice.integers(2)))
    rock(sheet, sheet.below(top, 0.004), REEF, grain=0.045, seed=seed)
    for _ in range(7):
        at = x + dice.uniform(-0.85, 0.85) * half
        high = float(np.interp(at % PERIOD, sheet.x[0], top))
        foot = dice.uniform(min(high + 0.03, 0.62), 0.65)
        sheet.stamp(_any(dice), at, foot, height=dice.uniform(0.06, 0.11), mirrored=bool(dice.integers(2)))


def _any(dice: np.random.Generator) -> Patch:
    colours = (PINK, CORAL, ORANGE, YELLOW, VIOLET, TEAL, RED)
    color = colours[dice.integers(len(colours))]
    kinds = (_branches, _fan, _brain, _tubes, _anemone, _table, _branches)
    return kinds[dice.integers(len(kinds))](dice, color)


def _branches(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(1.3, 260)

    def grow(x: float, y: float, turn: float, length: float, *, wide: float, depth: int) -> None:
        end = (x + length * np.sin(turn), y + length * np.cos(turn))
        shade = mixed(mixed(color, (0.10, 0.08, 0.30), 0.45), color, min(1.0, y * 1.4 + 0.2))
        points = curve((x, y), (x + length * 0.5 * np.sin(turn * 0.6), y + length * 0.55), end, 10)
        cut.stroke(points, wide, wide * 0.75, shade)
        cut.ellipse(end[0], end[1], wide * 0.40, wide * 0.40, shade)
        cut.stroke(points - (wide * 0.2, 0), wide * 0.28, wide * 0.2, mixed(shade, (1, 1, 0.92), 0.38))
        if depth:
            for side in (-1.0, 0.15, 1.0)[: 3 if dice.random() < 0.4 else 2] if dice.random() < 0.5 else (-0.8, 0.8):
                grow(
                    *end, turn * 0.8 + side * dice.uniform(0.35, 0.62), length * 0.74, wide=wide * 0.74, depth=depth - 1
                )
        else:
            cut.ellipse(end[0], end[1], wide * 0.55, wide * 0.55, mixed(color, (1, 1, 0.92), 0.55))

    for turn in (-0.55, 0.0, 0.5):
        grow(turn * 0.15, 0.0, turn, 0.27, wide=0.085, depth=3)
    return cut.patch()


def _fan(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(1.4, 260)
    turns = np.linspace(-1.15, 1.15, 50)
    rim = 0.80 + 0.08 * np.sin(turns * 9 + dice.uniform(0, 6)) + 0.04 * np.sin(turns * 23)
    cut.fill(
        [(0, 0.06), *np.stack([0.78 * rim * np.sin(turns), 0.12 + rim * 0.95 * np.cos(turns * 0.8)], 1)],
        mixed(color, (0.12, 0.05, 0.30), 0.42),
    )
    for turn, far in zip(turns[1:-1:3], rim[1:-1:3], strict=True):
        tip = (0.76 * far * np.sin(turn), 0.12 + far * 0.93 * np.cos(turn * 0.8))
        cut.stroke(
            curve((0, 0.06), (tip[0] * 0.35, tip[1] * 0.65), tip, 14),
            0.030,
            0.022,
            mixed(color, (1, 0.9, 0.8), 0.12 - 0.1 * turn),
        )
    for ring in (0.40, 0.58, 0.76):
        cut.stroke(
            np.stack([0.78 * ring * rim * np.sin(turns), 0.12 + ring * rim * 0.95 * np.cos(turns * 0.8)], 1),
            0.014,
            0.014,
            color,
        )
    cut.stroke([(0, 0.0), (0, 0.15)], 0.08, 0.04, mixed(color, (0.1, 0.05, 0.2), 0.4))
    cut.lit(0.22)
    return cut.patch()


def _brain(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(1.7, 220)
    turns = np.linspace(0, np.pi, 40)
    cut.fill(np.stack([0.82 * np.cos(turns), 0.96 * np.sin(turns) ** 0.8], 1), mixed(color, (0.08, 0.06, 0.28), 0.30))
    for share in np.linspace(0.12, 0.92, 7):
        wave = 0.03 * np.sin(turns * 14 + share * 20 + dice.uniform(0, 3))
        cut.stroke(
            np.stack([(0.82 * share + wave) * np.cos(turns), (0.92 * share + wave) * np.sin(turns) ** 0.8], 1),
            0.055,
            0.055,
            mixed(color, (1, 1, 0.85), 0.25),
        )
    cut.lit(0.42)
    return cut.patch()


def _tubes(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(1.0, 260)
    for x, tall in ((-0.24, 0.72), (0.25, 0.66), (0.02, 0.94), (-0.12, 0.48), (0.16, 0.42)):
        high = tall * dice.uniform(0.9, 1.0)
        top = x * 1.35
        cut.stroke([(x * 0.5, 0.0), (top, high)], 0.11, 0.19, mixed(color, (0.08, 0.04, 0.28), 0.35))
        cut.stroke([(x * 0.5 - 0.02, 0.0), (top - 0.025, high)], 0.06, 0.11, color)
        cut.stroke([(x * 0.5 - 0.035, 0.05), (top - 0.06, high)], 0.02, 0.035, mixed(color, (1, 1, 0.9), 0.5))
        cut.ellipse(top, high, 0.097, 0.040, mixed(color, (1, 1, 0.9), 0.35))
        cut.ellipse(top + 0.005, high, 0.070, 0.026, mixed(color, (0.05, 0.02, 0.2), 0.75))
    return cut.patch()


def _anemone(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(1.7, 240)
    cut.ellipse(0, 0.12, 0.34, 0.22, mixed(color, (0.1, 0.05, 0.3), 0.5))
    for i in range(44):
        out = dice.uniform(-1, 1)
        tall = (0.92 - 0.45 * out * out) * dice.uniform(0.75, 1.0) * (1 - 0.35 * i / 44)
        shade = mixed(mixed(color, (0.1, 0.05, 0.3), 0.35), color, i / 44)
        points = curve((out * 0.25, 0.15), (out * 0.35, tall * 0.8), (out * 0.75 + dice.normal(0, 0.05), tall), 12)
        cut.stroke(points, 0.07, 0.035, shade)
        cut.ellipse(points[-1][0], points[-1][1], 0.035, 0.035, mixed(color, (1, 1, 0.95), 0.65))
    return cut.patch()


def _table(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(2.0, 220)
    for x, y, wide in ((0.1, 0.50, 0.55), (-0.1, 0.80, 0.86)):
        cut.fill(
            [(-0.08, 0.0), (0.12, 0.0), (x + wide * 0.5, y - 0.05), (x - wide * 0.5, y - 0.05)],
            mixed(color, (0.08, 0.05, 0.28), 0.62),
        )
        cut.ellipse(x, y - 0.03, wide, 0.13, mixed(color, (0.08, 0.05, 0.28), 0.35))
        cut.ellipse(x, y + 0.02, wide, 0.11, color)
        for _ in range(26):
            cut.ellipse(
                x + wide * 0.85 * dice.uniform(-1, 1),
                y + 0.03 + dice.uniform(-0.03, 0.06),
                0.035,
                0.025,
                mixed(color, (1, 1, 0.9), 0.45),
            )
    cut.lit(0.2)
    return cut.patch()


def _kelp(dice: np.random.Generator) -> Patch:
    cut = Cutout(0.36, 640)
    y = np.linspace(0, 0.97, 60)
    x = 0.05 * np.sin(y * dice.uniform(5, 8) + dice.uniform(0, 6)) * y + dice.uniform(-0.05, 0.05) * y
    for layer in (0, 1):
        for i in range(3 + layer, 58, 3):
            side = (-1) ** (i // 3 + layer)
            size = 0.125 * (1 - 0.45 * y[i]) * dice.uniform(0.8, 1.1)
            tip = (x[i] + side * size, y[i] + size * dice.uniform(0.1, 0.7))
            lean = 0.35 if side < 0 else 0.0
            color = mixed(
                (0.08, 0.30, 0.24), (0.62, 0.68, 0.20), np.clip(0.15 + lean + 0.35 * y[i] + 0.2 * layer, 0, 1)
            )
            low = curve((x[i], y[i]), (x[i] + side * size * 0.5, y[i] - size * 0.12), tip, 12)
            high = curve(tip, (x[i] + side * size * 0.4, y[i] + size * 0.55), (x[i], y[i]), 12)
            cut.fill(np.concatenate([low, high]), color)
    cut.stroke(np.stack([x, y], 1), 0.014, 0.006, (0.66, 0.60, 0.22))
    return cut.patch()


# ground, near and lights -------------------------------------------------------------------------------------------


def _ground(sheet: Sheet) -> None:
    edge = np.asarray(0.625 + 0.008 * sheet.waviness(0.5, 3, seed=200), np.float32)
    broad = plane_noise(sheet, HORIZON, 0.7, stretch=3, octaves=2, seed=201)
    ripples = plane_noise(sheet, HORIZON, 0.45, stretch=11, octaves=1, seed=202)
    slope = np.gradient(ripples, axis=0) * sheet.down * 0.010
    tone = 0.56 + 0.08 * broad + 0.13 * np.clip(slope, -1.3, 1.3)
    sheet.lay(sheet.below(edge, 0.03), toned(np.asarray(tone, np.float32), SAND))
    net = np.abs(plane_noise(sheet, HORIZON, 0.24, stretch=2.4, octaves=2, seed=203))
    sheet.tint(0.40 * (1 - smooth(net, 0.01, 0.16)) * smooth(broad, -0.6, 0.4), (1.0, 1.0, 0.86))
    sheet.tint(0.45 * sheet.ramp(0.80, 0.60), (0.26, 0.64, 0.70))
    sheet.tint(0.25 * sheet.ramp(0.85, 1.3), (0.10, 0.44, 0.54))
    dice = sheet.dice_for(204)
    for y in np.sort(dice.uniform(0.70, 1.2, 8)):
        sheet.stamp(_any(dice), dice.uniform(0, PERIOD), float(y), height=0.16 * (float(y) - HORIZON))


def _near(sheet: Sheet) -> None:
    variant, dice = _variant(sheet), sheet.dice_for(300)
    spots = ((0.2, 1.5), (0.8, 2.1), (0.0, 1.1, 1.9), (0.5, 1.75), (1.2, 2.3))[variant]
    tops = []
    for seed, x in enumerate(spots):
        top = outline(sheet, x, 0.34, 1.12, 0.14, sharp=0.7, seed=310 + seed)
        tops.append(top)
        for _ in range(9):
            at = x + dice.uniform(-0.9, 0.9) * 0.3
            sheet.stamp(
                _any(dice), at, float(np.interp(at % PERIOD, sheet.x[0], top)) + 0.03, height=dice.uniform(0.08, 0.14)
            )
    floor = np.asarray(1.06 + 0.02 * sheet.waviness(0.5, 3, seed=301), np.float32)
    rocks: NDArray[np.float32] = np.min(tops, axis=0)
    rock(sheet, sheet.below(np.minimum(rocks, floor)), REEF, grain=0.06, seed=320)
    for _ in range(14):
        at = spots[dice.integers(len(spots))] + dice.normal(0, 0.2)
        foot = float(np.interp(at % PERIOD, sheet.x[0], rocks)) + dice.uniform(0.05, 0.12)
        sheet.stamp(_any(dice), at, foot, height=dice.uniform(0.07, 0.12))
    sheet.shade(0.88)


def _lights(sheet: Sheet) -> None:
    """What glows in dark water: jellyfish and sparks of plankton."""
    dice = sheet.dice_for(400)
    for _ in range(4):
        x, y, size = dice.uniform(0, PERIOD), dice.uniform(0.12, 0.40), dice.uniform(0.09, 0.16)
        color = ((0.45, 0.85, 1.0), (0.95, 0.55, 1.0), (0.50, 1.0, 0.80))[dice.integers(3)]
        dab(sheet, x, y, (size * 1.1, size * 1.1), color, share=0.35, soft=1.0)
        sheet.stamp(_jellyfish(dice, color), x, y + size * 0.6, height=size)
    for _ in range(36):
        x, y, size = dice.uniform(0, PERIOD), dice.uniform(0.1, 0.62), dice.uniform(0.006, 0.014)
        dab(sheet, x, y, (size, size), (0.62, 1.0, 0.92), share=0.9, soft=1.0)


def _jellyfish(dice: np.random.Generator, color: Color) -> Patch:
    cut = Cutout(0.9, 260)
    for x in np.linspace(-0.25, 0.25, 7):
        y = np.linspace(0.62, dice.uniform(0.02, 0.2), 24)
        cut.stroke(np.stack([x + 0.035 * np.sin(y * 14 + x * 9), y], 1), 0.020, 0.008, mixed(color, (1, 1, 1), 0.15))
    turns = np.linspace(0, np.pi, 40)
    cut.fill(np.stack([0.36 * np.cos(turns), 0.60 + 0.36 * np.sin(turns)], 1), mixed(color, (0.2, 0.3, 0.8), 0.25))
    cut.fill(np.stack([0.28 * np.cos(turns) - 0.02, 0.64 + 0.26 * np.sin(turns)], 1), color)
    cut.ellipse(-0.12, 0.80, 0.08, 0.06, mixed(color, (1, 1, 1), 0.7))
    cut.stroke(
        np.stack([0.36 * np.cos(turns), 0.60 + 0.02 * np.sin(turns * 9)], 1), 0.04, 0.04, mixed(color, (1, 1, 1), 0.4)
    )
    return np.asarray(cut.patch() * 0.85, np.float32)


UNDERWATER = Place(
    name="underwater",
    horizon=HORIZON,
    sky="own",
    stance="water",
    strips=(
        Strip(layer="sky", top=-0.2, bottom=1.1, nearness=0.0, paint=_sky, ripple=0.15),
        Strip(layer="far", top=0.05, bottom=0.72, nearness=0.12, paint=_far),
        Strip(layer="mid", top=-0.15, bottom=0.75, nearness=0.42, paint=_mid, sway=0.6),
        Strip(layer="lights", top=-0.15, bottom=0.75, nearness=0.42, paint=_lights, sway=0.6, glow=0.5),
        Strip(layer="ground", top=0.56, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.70, bottom=1.30, nearness=1.5, paint=_near, sway=0.6),
    ),
)
