"""A calm lake: wooded hills on the far shore, firs, a cabin, water that mirrors them, reeds and water lilies."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.paint.boats import rowboat
from training.world.paint.cutout import Cutout
from training.world.paint.grasses import reeds
from training.world.paint.place import Place, Strip
from training.world.paint.plane import plane_noise
from training.world.paint.rocks import lit, outline, ridge, rock
from training.world.paint.sheet import Color, Mask, Patch, Sheet
from training.world.paint.soft import smooth, softened
from training.world.paint.tones import mixed, toned
from training.world.paint.water_lilies import lily_pad
from training.world.paint.waterfront import boardwalk, cabin, jetty
from video01.layers import PERIOD

HORIZON = 0.55
WOOD = ((0.05, 0.17, 0.19), (0.10, 0.30, 0.25), (0.24, 0.46, 0.28), (0.56, 0.68, 0.34))
MEADOW = ((0.16, 0.36, 0.18), (0.32, 0.54, 0.22), (0.56, 0.72, 0.30), (0.84, 0.88, 0.48))
PEAK = ((0.30, 0.40, 0.56), (0.42, 0.53, 0.66), (0.60, 0.70, 0.78), (0.86, 0.90, 0.92))
STONE = ((0.14, 0.15, 0.18), (0.32, 0.32, 0.34), (0.58, 0.57, 0.54), (0.90, 0.87, 0.78))
AIR: Color = (0.62, 0.76, 0.84)


# far ---------------------------------------------------------------------------------------------------------------


def _far(sheet: Sheet) -> None:
    variant = sheet.variant
    peaks = (
        ((1.5, 0.6, 0.22), (1.9, 0.5, 0.16), (0.3, 0.5, 0.13)),
        ((0.6, 0.6, 0.14), (1.1, 0.4, 0.10)),
        ((0.5, 0.5, 0.25), (0.95, 0.45, 0.18), (0.1, 0.4, 0.13)),
        ((1.2, 0.6, 0.11), (0.7, 0.5, 0.08)),
        ((1.8, 0.5, 0.22), (1.4, 0.4, 0.13), (0.8, 0.5, 0.10)),
    )[variant]
    for seed, (x, half, rise) in enumerate(peaks):
        mask = sheet.below(ridge(sheet, x, half, HORIZON, rise * 1.15, seed=10 + seed))
        crags = np.abs(sheet.noise(0.20, 4, seed=11 + seed, stretch=0.6))
        light = lit(sheet, mask, -0.05 * crags, round_by=0.08, strength=1.3)
        sheet.lay(mask, toned(light, PEAK))
        snow = sheet.ramp(0.45, 0.36) + 0.25 * sheet.noise(0.06, 3, seed=12 + seed)
        sheet.tint(
            mask * smooth(0.45, 0.7, np.asarray(snow, np.float32)) * smooth(0.15, 0.45, light), (0.97, 0.98, 1.0)
        )
    hills = (
        ((0.6, 0.6, 0.09), (1.9, 0.6, 0.07)),
        ((1.5, 0.7, 0.12), (0.4, 0.4, 0.08)),
        ((1.7, 0.6, 0.10), (0.2, 0.5, 0.05)),
        ((0.4, 0.5, 0.12), (1.2, 0.4, 0.06), (2.0, 0.4, 0.10)),
        ((0.5, 0.7, 0.11), (1.5, 0.5, 0.06)),
    )[variant]
    for seed, (x, half, rise) in enumerate(hills):
        _wooded(sheet, x, half, rise, seed=30 + seed, haze=0.50 - 0.12 * seed)
    _shoreline(sheet)


def _wooded(sheet: Sheet, x: float, half: float, rise: float, *, seed: int, haze: float) -> None:
    """A hill under a wood: the tops of its trees make its outline and its texture."""
    spikes = np.abs(sheet.waviness(0.022, 2, seed=seed + 1)) * 0.010
    mask = sheet.below(outline(sheet, x, half, HORIZON, rise, seed=seed) - np.asarray(spikes, np.float32))
    trees = sheet.noise(0.030, 2, seed=seed + 2, stretch=0.6) * 0.006
    light = lit(sheet, mask, trees - 0.02 * np.abs(sheet.noise(0.2, 2, seed=seed + 3)), round_by=0.06, strength=1.25)
    sheet.lay(mask, toned(light, [mixed(color, AIR, haze) for color in WOOD]))
    sheet.tint(0.35 * sheet.ramp(HORIZON - rise * 0.8, HORIZON + 0.01), AIR)


def _shoreline(sheet: Sheet) -> None:
    row = np.asarray(
        HORIZON - 0.026 - 0.014 * sheet.waviness(0.5, 2, seed=50) - 0.010 * np.abs(sheet.waviness(0.016, 2, seed=51)),
        np.float32,
    )
    mask = sheet.below(row)
    light = lit(sheet, mask, 0.006 * sheet.noise(0.025, 2, seed=52, stretch=0.5), round_by=0.02, strength=1.2)
    sheet.lay(mask, toned(light, [mixed(color, AIR, 0.18) for color in WOOD]))
    bank = sheet.below(np.asarray(HORIZON - 0.006 - 0.003 * sheet.waviness(0.2, 3, seed=53), np.float32), 0.003)
    sheet.lay(bank, toned(0.5 + 0.2 * sheet.noise(0.06, 2, seed=54), MEADOW))
    sheet.lay(sheet.below(HORIZON + 0.004), sheet.gradient([(HORIZON, (0.12, 0.36, 0.36)), (0.66, (0.25, 0.55, 0.66))]))


# mid ---------------------------------------------------------------------------------------------------------------


def fir(dice: np.random.Generator) -> Patch:
    """A fir, lit from the left."""
    cut = Cutout(0.62, 460)
    cut.stroke([(0, 0), (0, 0.3)], 0.045, 0.03, (0.30, 0.20, 0.15))
    cut.fill([(-0.15, 0.06), (0.16, 0.06), (0.0, 0.93)], (0.04, 0.17, 0.16))
    tiers = 13
    for tier in range(tiers):
        share = tier / (tiers - 1)
        y, wide = 0.07 + 0.85 * share, 0.27 * (1 - share) ** 0.85 + 0.008
        half, high = 0.024 - 0.018 * share, 0.085 - 0.035 * share
        for i in range(15):
            side = (i / 14 - 0.5) * 2
            reach = wide * side * dice.uniform(0.82, 1.08)
            drop = 0.055 * (1 - 0.5 * share) + 0.035 * abs(side)
            light = np.clip(0.50 - 0.42 * side + dice.uniform(-0.13, 0.13), 0, 1)
            color = mixed((0.03, 0.16, 0.16), (0.52, 0.68, 0.32), light * (0.55 + 0.45 * share))
            cut.fill(
                [(reach * 0.25 - half, y + high), (reach * 0.25 + half, y + high), (reach, y + 0.03 - drop)], color
            )
    cut.stroke([(0, 0.91), (0, 1.0)], 0.018, 0.003, (0.22, 0.42, 0.26))
    return cut.patch()


def _mid(sheet: Sheet) -> None:
    (_left_wood, _cabin_bank, _island, _boulders, _both_sides)[sheet.variant](sheet)
    things = sheet.pixels[..., 3].copy()
    water = sheet.below(HORIZON + 0.010)
    sheet.lay(
        water * (1 - things * (1 - sheet.ramp(HORIZON + 0.018, HORIZON + 0.024))),
        sheet.gradient([(HORIZON, (0.10, 0.33, 0.34)), (0.64, (0.12, 0.38, 0.42))]),
    )


def _bank(sheet: Sheet, x: float, half: float, rise: float, seed: int) -> NDArray[np.float32]:
    top = outline(sheet, x, half, HORIZON + 0.006, rise, sharp=0.9, seed=seed)
    mask = sheet.below(top) * (1 - sheet.below(HORIZON + 0.018, 0.004))
    tone = 0.75 - 0.35 * (sheet.y - top) / rise + 0.18 * sheet.noise(0.08, 3, seed=seed, stretch=2)
    sheet.lay(mask, toned(np.asarray(tone, np.float32), MEADOW))
    sheet.tint(mask * sheet.ramp(HORIZON + 0.004, HORIZON + 0.016) * 0.8, (0.34, 0.27, 0.22))
    return top


def _firs(sheet: Sheet, spots: tuple[tuple[float, float], ...], top: NDArray[np.float32], seed: int) -> None:
    """Firs (x, height) on a bank, the smaller ones behind."""
    for i, (x, height) in enumerate(sorted(spots, key=lambda spot: spot[1])):
        foot = sheet.y_at(top, x) + 0.012
        sheet.stamp(fir(sheet.dice_for(seed, i)), x, foot, height=height)


def _wood(dice: np.random.Generator, x: float, half: float, tall: float, count: int) -> tuple[tuple[float, float], ...]:
    spots = []
    for i in range(count):
        at = (i + dice.uniform(0.1, 0.9)) / count * 2 - 1
        spots.append((x + at * half, tall * dice.uniform(0.6, 1.0) * (1 - 0.45 * at * at)))
    return tuple(spots)


def _left_wood(sheet: Sheet) -> None:
    top = _bank(sheet, 0.35, 0.62, 0.035, 100)
    _firs(sheet, _wood(sheet.dice_for(101), 0.30, 0.44, 0.40, 15), top, 102)
    top = _bank(sheet, 1.9, 0.25, 0.02, 103)
    _firs(sheet, _wood(sheet.dice_for(104), 1.9, 0.15, 0.24, 5), top, 105)


def _cabin_bank(sheet: Sheet) -> None:
    top = _bank(sheet, 1.0, 0.60, 0.035, 110)
    spots = (*_wood(sheet.dice_for(111), 0.70, 0.16, 0.36, 7), *_wood(sheet.dice_for(112), 1.36, 0.13, 0.32, 6))
    _firs(sheet, spots, top, 113)
    sheet.stamp(cabin(), 1.03, sheet.y_at(top, 1.03) + 0.018, height=0.14)
    sheet.stamp(jetty(), 1.20, HORIZON + 0.024, height=0.045)


def _island(sheet: Sheet) -> None:
    top = _bank(sheet, 0.95, 0.30, 0.04, 120)
    for i, (x, half, rise) in enumerate(((0.72, 0.07, 0.035), (1.17, 0.08, 0.03), (1.92, 0.08, 0.045))):
        _stone(sheet, x, half, rise, 121 + i)
    _firs(sheet, ((0.84, 0.30), (0.93, 0.40), (1.02, 0.34), (1.09, 0.24), (0.78, 0.20)), top, 125)


def _stone(sheet: Sheet, x: float, half: float, rise: float, seed: int) -> None:
    mask = sheet.below(outline(sheet, x, half, HORIZON + 0.008, rise, sharp=0.6, seed=seed)) * (
        1 - sheet.below(HORIZON + 0.02, 0.004)
    )
    rock(sheet, np.asarray(mask, np.float32), STONE, grain=0.035, seed=seed)


def _boulders(sheet: Sheet) -> None:
    top = _bank(sheet, 1.75, 0.55, 0.03, 130)
    _firs(sheet, _wood(sheet.dice_for(131), 1.85, 0.34, 0.34, 11), top, 132)
    for i, (x, half, rise) in enumerate(((0.45, 0.10, 0.06), (0.57, 0.07, 0.035), (1.30, 0.09, 0.05))):
        _stone(sheet, x, half, rise, 133 + i)
    sheet.stamp(rowboat(), 0.85, HORIZON + 0.022, height=0.040)


def _both_sides(sheet: Sheet) -> None:
    for x, half, tall, seed in ((0.15, 0.42, 0.46, 140), (1.55, 0.34, 0.36, 150)):
        top = _bank(sheet, x, half * 1.3, 0.03, seed)
        _firs(sheet, _wood(sheet.dice_for(seed), x, half * 0.85, tall, 11), top, seed + 1)


# water -------------------------------------------------------------------------------------------------------------


def _ground(sheet: Sheet) -> None:
    stops = [
        (HORIZON, (0.12, 0.36, 0.36)),
        (0.62, (0.16, 0.44, 0.48)),
        (0.72, (0.36, 0.64, 0.76)),
        (0.88, (0.24, 0.55, 0.72)),
        (1.1, (0.08, 0.36, 0.52)),
        (1.35, (0.03, 0.24, 0.36)),
    ]
    shivers = plane_noise(sheet, HORIZON, 0.30, stretch=9, octaves=2, seed=200)
    sheet.lay(sheet.below(HORIZON), sheet.gradient(stops))
    _mirrored(sheet, shivers)
    long = plane_noise(sheet, HORIZON, 0.8, stretch=9, octaves=2, seed=201)
    slope = np.gradient(long, axis=0) * sheet.down * 0.014
    sheet.tint(0.42 * smooth(0.15, 1.0, -slope - 0.4 * shivers), (0.74, 0.89, 0.94))
    sheet.tint(0.40 * smooth(0.2, 1.1, slope + 0.4 * shivers), (0.03, 0.25, 0.36))
    breeze = smooth(0.25, 0.7, plane_noise(sheet, HORIZON, 2.2, stretch=7, octaves=2, seed=202))
    sheet.tint(0.30 * breeze, (0.72, 0.86, 0.92))
    dice = sheet.dice_for(203)
    for center in dice.uniform(0, PERIOD, 2 + sheet.variant % 2):
        _lilies(sheet, float(center), dice)
    sheet.erase(1 - sheet.ramp(HORIZON + 0.004, HORIZON + 0.020))


def _mirrored(sheet: Sheet, shivers: Mask) -> None:
    """The dark image of a wooded shore, broken by shivers of the water."""
    reach = (
        HORIZON + 0.10 + 0.045 * sheet.waviness(0.5, 3, seed=210) + 0.022 * np.abs(sheet.waviness(0.05, 2, seed=211))
    )
    image = 1 - smooth(-0.012, 0.016, np.asarray(sheet.y + 0.016 * shivers - reach, np.float32))
    streaks = np.broadcast_to(sheet.waviness(0.03, 2, seed=212)[None], image.shape)
    tone = 0.30 + 0.22 * streaks + 0.16 * shivers + 0.3 * sheet.ramp(HORIZON, HORIZON + 0.15)
    sheet.tint(
        0.85 * image, toned(np.asarray(tone, np.float32), ((0.03, 0.17, 0.19), (0.08, 0.30, 0.28), (0.22, 0.46, 0.36)))
    )


def _lilies(sheet: Sheet, x: float, dice: np.random.Generator) -> None:
    spots = sorted((float(dice.uniform(0.72, 1.15)), float(dice.normal(0, 0.16))) for _ in range(10))
    for y, aside in spots:
        size = (y - HORIZON) * dice.uniform(0.10, 0.16)
        sheet.stamp(lily_pad(dice), x + aside, y, height=size)


def _lights(sheet: Sheet) -> None:
    """Glitter on the water."""
    sparks = plane_noise(sheet, HORIZON, 0.08, stretch=6, octaves=2, seed=31)
    path = 0.12 + 0.88 * softened(sheet, sheet.disc(PERIOD / 2, HORIZON + 0.12, 0.34, 0.34), 0.04)
    sheet.lay(
        smooth(0.75, 1.05, sparks + 0.25 * path) * path * sheet.below(HORIZON + 0.012) * sheet.ramp(1.2, 0.7),
        (1.0, 0.97, 0.86),
    )


# near --------------------------------------------------------------------------------------------------------------


def _near(sheet: Sheet) -> None:
    variant, dice = sheet.variant, sheet.dice_for(300)
    if variant in (1, 4):
        sheet.stamp(boardwalk(), 0.35 if variant == 1 else 1.6, 1.13, height=0.26)
    clumps = ((0.15, 1.25, 2.0), (1.4, 2.1), (0.5, 0.75, 1.7), (0.0, 0.95, 1.95), (0.2, 0.9))[variant]
    for clump in clumps:
        for _ in range(5):
            sheet.stamp(
                reeds(dice), clump + dice.normal(0, 0.07), dice.uniform(1.06, 1.12), height=dice.uniform(0.17, 0.27)
            )
    for _ in range(9):
        y, x = (
            dice.uniform(0.97, 1.05),
            clumps[dice.integers(len(clumps))] + dice.choice((-1, 1)) * dice.uniform(0.14, 0.34),
        )
        sheet.stamp(lily_pad(dice, 0.45), x, y, height=dice.uniform(0.07, 0.10))


LAKE = Place(
    name="lake",
    horizon=HORIZON,
    stance="water",
    strips=(
        Strip(layer="far", top=0.26, bottom=0.66, nearness=0.08, paint=_far),
        Strip(layer="mid", top=0.08, bottom=0.66, nearness=0.28, paint=_mid, sway=0.06),
        Strip(layer="lights", top=0.53, bottom=1.35, nearness=1.0, paint=_lights, ripple=0.6),
        Strip(layer="ground", top=0.53, bottom=1.35, nearness=1.0, paint=_ground, ripple=0.6),
        Strip(layer="near", top=0.78, bottom=1.30, nearness=1.5, paint=_near, sway=0.35),
    ),
)
