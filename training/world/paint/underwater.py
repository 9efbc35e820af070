"""Under the sea: blue depths with rays of light, coral reefs and kelp on rippled sand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.paint.coral import coral
from training.world.paint.cutout import Cutout, curve
from training.world.paint.place import Place, Strip
from training.world.paint.plane import plane_noise
from training.world.paint.rocks import lit, outline, rock
from training.world.paint.sea_life import jellyfish, kelp
from training.world.paint.sheet import Color, Mask, Sheet
from training.world.paint.soft import dab, smooth, softened
from training.world.paint.tones import mixed, toned
from video01.layers import PERIOD

HORIZON = 0.56
SAND = ((0.18, 0.46, 0.54), (0.52, 0.70, 0.62), (0.92, 0.90, 0.68), (1.0, 0.98, 0.82))
REEF = ((0.08, 0.13, 0.26), (0.20, 0.26, 0.40), (0.42, 0.42, 0.50), (0.76, 0.70, 0.66))
WATER: Color = (0.07, 0.47, 0.66)


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
    sheet.tint(0.35 * smooth(0.0, 0.9, sheet.noise(0.9, 3, seed=1)) * sheet.ramp(0.9, 0.2), (0.16, 0.72, 0.84))
    fade = sheet.ramp(0.75 + 0.1 * (sheet.variant % 3), -0.2)
    for scale, lean, share in ((0.42, 0.30, 0.50), (0.16, 0.38, 0.35)):
        beams = softened(sheet, smooth(0.05, 0.75, _slanted(sheet, scale, lean, 2 + round(scale * 100))), 0.012, 0.01)
        sheet.tint(share * beams * fade, (0.80, 1.0, 0.96))
    net = np.abs(sheet.noise(0.20, 3, seed=5, stretch=4.0))
    sheet.tint(0.75 * (1 - smooth(0.02, 0.22, net)) * sheet.ramp(0.05, -0.12), (0.97, 1.0, 0.98))


def _far(sheet: Sheet) -> None:
    near, far = (0.06, 0.38, 0.58), (0.09, 0.47, 0.66)
    for layer, color in enumerate((far, near)):
        masks = (_pinnacles, _wreck, _columns, _arches, _seamount)[sheet.variant](sheet, layer)
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
    x, y = 0.4 + 0.35 * sheet.variant, 0.20
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
    variant, dice = sheet.variant, sheet.dice_for(100)
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
                kelp(dice),
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
        sheet.stamp(coral(dice), x, 0.655, height=dice.uniform(0.05, 0.09))
    sheet.tint(0.14, WATER)


def _reef(sheet: Sheet, x: float, half: float, rise: float, *, dice: np.random.Generator, seed: int) -> None:
    top = outline(sheet, x, half, 0.64, rise, sharp=0.7, seed=seed)
    for _ in range(8):
        at = x + dice.uniform(-0.85, 0.85) * half
        foot = sheet.y_at(top, at) + 0.02
        sheet.stamp(coral(dice), at, foot, height=dice.uniform(0.10, 0.165), mirrored=bool(dice.integers(2)))
    rock(sheet, sheet.below(top, 0.004), REEF, grain=0.045, seed=seed)
    for _ in range(7):
        at = x + dice.uniform(-0.85, 0.85) * half
        high = sheet.y_at(top, at)
        foot = dice.uniform(min(high + 0.03, 0.62), 0.65)
        sheet.stamp(coral(dice), at, foot, height=dice.uniform(0.06, 0.11), mirrored=bool(dice.integers(2)))


# ground, near and lights -------------------------------------------------------------------------------------------


def _ground(sheet: Sheet) -> None:
    edge = np.asarray(0.625 + 0.008 * sheet.waviness(0.5, 3, seed=200), np.float32)
    broad = plane_noise(sheet, HORIZON, 0.7, stretch=3, octaves=2, seed=201)
    ripples = plane_noise(sheet, HORIZON, 0.45, stretch=11, octaves=1, seed=202)
    slope = np.gradient(ripples, axis=0) * sheet.down * 0.010
    tone = 0.56 + 0.08 * broad + 0.13 * np.clip(slope, -1.3, 1.3)
    sheet.lay(sheet.below(edge, 0.03), toned(np.asarray(tone, np.float32), SAND))
    net = np.abs(plane_noise(sheet, HORIZON, 0.24, stretch=2.4, octaves=2, seed=203))
    sheet.tint(0.40 * (1 - smooth(0.01, 0.16, net)) * smooth(-0.6, 0.4, broad), (1.0, 1.0, 0.86))
    sheet.tint(0.45 * sheet.ramp(0.80, 0.60), (0.26, 0.64, 0.70))
    sheet.tint(0.25 * sheet.ramp(0.85, 1.3), (0.10, 0.44, 0.54))
    dice = sheet.dice_for(204)
    for y in np.sort(dice.uniform(0.70, 1.2, 8)):
        sheet.stamp(coral(dice), dice.uniform(0, PERIOD), float(y), height=0.16 * (float(y) - HORIZON))


def _near(sheet: Sheet) -> None:
    variant, dice = sheet.variant, sheet.dice_for(300)
    spots = ((0.2, 1.5), (0.8, 2.1), (0.0, 1.1, 1.9), (0.5, 1.75), (1.2, 2.3))[variant]
    tops = []
    for seed, x in enumerate(spots):
        top = outline(sheet, x, 0.34, 1.12, 0.14, sharp=0.7, seed=310 + seed)
        tops.append(top)
        for _ in range(9):
            at = x + dice.uniform(-0.9, 0.9) * 0.3
            sheet.stamp(coral(dice), at, sheet.y_at(top, at) + 0.03, height=dice.uniform(0.08, 0.14))
    floor = np.asarray(1.06 + 0.02 * sheet.waviness(0.5, 3, seed=301), np.float32)
    rocks: NDArray[np.float32] = np.min(tops, axis=0)
    rock(sheet, sheet.below(np.minimum(rocks, floor)), REEF, grain=0.06, seed=320)
    for _ in range(14):
        at = spots[dice.integers(len(spots))] + dice.normal(0, 0.2)
        foot = sheet.y_at(rocks, at) + dice.uniform(0.05, 0.12)
        sheet.stamp(coral(dice), at, foot, height=dice.uniform(0.07, 0.12))
    sheet.shade(0.88)


def _lights(sheet: Sheet) -> None:
    """What glows in dark water: jellyfish and sparks of plankton."""
    dice = sheet.dice_for(400)
    for _ in range(4):
        x, y, size = dice.uniform(0, PERIOD), dice.uniform(0.12, 0.40), dice.uniform(0.09, 0.16)
        color = ((0.45, 0.85, 1.0), (0.95, 0.55, 1.0), (0.50, 1.0, 0.80))[dice.integers(3)]
        dab(sheet, x, y, (size * 1.1, size * 1.1), color, share=0.35, soft=1.0)
        sheet.stamp(jellyfish(dice, color), x, y + size * 0.6, height=size)
    for _ in range(36):
        x, y, size = dice.uniform(0, PERIOD), dice.uniform(0.1, 0.62), dice.uniform(0.006, 0.014)
        dab(sheet, x, y, (size, size), (0.62, 1.0, 0.92), share=0.9, soft=1.0)


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
