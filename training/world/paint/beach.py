"""A tropical beach: sea and islands behind, palms on the dune, sand with shells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.paint.boats import fishing_boat
from training.world.paint.grasses import grass
from training.world.paint.palms import palm
from training.world.paint.place import Place, Strip
from training.world.paint.plane import plane_noise
from training.world.paint.rocks import lit, outline, rock
from training.world.paint.sheet import Sheet
from training.world.paint.shells import conch, pebble, scallop, starfish
from training.world.paint.soft import dab, smooth, softened
from training.world.paint.tones import mixed, toned
from training.world.paint.waterfront import hut
from video01.layers import PERIOD

HORIZON = 0.50  # of the sea
SHORE = 0.64  # where the sand begins
SAND = ((0.62, 0.46, 0.34), (0.82, 0.66, 0.46), (0.95, 0.83, 0.62), (1.0, 0.95, 0.82))
GREEN = ((0.07, 0.23, 0.20), (0.15, 0.40, 0.26), (0.36, 0.60, 0.28), (0.70, 0.80, 0.38))
STONE = ((0.16, 0.14, 0.18), (0.34, 0.30, 0.32), (0.60, 0.54, 0.50), (0.92, 0.84, 0.72))


# far: the sea ------------------------------------------------------------------------------------------------------


def _far(sheet: Sheet) -> None:
    layouts: tuple[tuple[tuple[float, float, float, float], ...], ...] = (
        ((0.45, 0.34, 0.11, 1.2), (0.75, 0.2, 0.06, 1.2)),
        ((1.65, 0.50, 0.07, 1.0), (0.4, 0.18, 0.04, 1.0)),
        ((0.35, 0.09, 0.13, 0.45), (0.52, 0.07, 0.08, 0.45), (1.75, 0.10, 0.16, 0.45)),
        ((0.2, 0.7, 0.10, 0.55),),
        ((1.1, 0.25, 0.05, 1.2), (1.4, 0.2, 0.03, 1.2)),
    )
    for seed, (x, half, rise, sharp) in enumerate(layouts[sheet.variant]):
        mask = sheet.below(outline(sheet, x, half, HORIZON, rise, sharp=sharp, seed=seed))
        bumps = 0.006 * sheet.noise(0.035, 2, seed=seed + 9) - 0.02 * np.abs(
            sheet.noise(0.15, 3, seed=seed, stretch=0.6)
        )
        light = lit(sheet, mask, bumps, round_by=0.07, strength=1.2)
        hazy = tuple(mixed(color, (0.55, 0.74, 0.85), 0.25) for color in GREEN)
        sheet.lay(mask, toned(light, hazy))
    _lagoon(sheet)


def _lagoon(sheet: Sheet) -> None:
    stops = [
        (HORIZON, (0.12, 0.46, 0.72)),
        (0.53, (0.05, 0.50, 0.74)),
        (0.575, (0.06, 0.66, 0.76)),
        (0.625, (0.30, 0.83, 0.80)),
        (0.66, (0.66, 0.93, 0.86)),
    ]
    sea = sheet.below(HORIZON)
    sheet.lay(sea, sheet.gradient(stops))
    ripples = plane_noise(sheet, HORIZON, 0.24, stretch=7, octaves=3, seed=40)
    sheet.tint(0.40 * sea * smooth(0.15, 0.8, ripples), (0.72, 0.95, 0.96))
    sheet.tint(0.38 * sea * smooth(0.15, 0.8, -ripples), (0.02, 0.36, 0.58))
    patches = plane_noise(sheet, HORIZON, 1.1, stretch=5, octaves=2, seed=41)
    sheet.tint(0.40 * sea * smooth(0.2, 0.8, patches), (0.03, 0.40, 0.58))
    for row, y in enumerate((0.572, 0.598)):
        _breaker(sheet, y, 0.010 + 0.006 * row, 50 + 5 * row)
    sheet.lay(sheet.below(HORIZON) * (1 - sheet.below(HORIZON + 0.003)) * 0.5, (0.60, 0.82, 0.92))


def _breaker(sheet: Sheet, y: float, size: float, seed: int) -> None:
    """A breaking wave: a green wall that comes and goes along the shore, with a white lip."""
    crest = y + 0.006 * sheet.waviness(0.7, 3, seed=seed)
    alive = smooth(
        -0.25, 0.35, np.broadcast_to(sheet.waviness(0.5, 3, seed=seed + 1)[None], (sheet.height, sheet.width))
    )
    wall = sheet.below(crest - size, 0.006) * (1 - sheet.below(crest, 0.004))
    sheet.tint(0.8 * wall * alive, (0.10, 0.62, 0.70))
    edge = crest - size * 0.6 * alive[0] + 0.004 * sheet.waviness(0.05, 3, seed=seed + 2)
    foam = sheet.below(edge, 0.003) * (1 - sheet.below(edge + size * (0.45 + 0.7 * alive[0]), 0.005))
    sheet.tint(np.clip(1.3 * foam * alive, 0, 1), (0.98, 1.0, 1.0))


# mid: the dune and its palms ---------------------------------------------------------------------------------------


def _mid(sheet: Sheet) -> None:
    variant = sheet.variant
    groves: tuple[tuple[tuple[float, float, float], ...], ...] = (
        ((0.30, 0.62, 0.55), (0.48, 0.48, 0.25), (0.20, 0.40, -0.4), (1.85, 0.50, -0.6)),
        ((0.95, 0.55, -0.7), (1.08, 0.42, -0.3), (2.05, 0.60, 0.5)),
        ((0.15, 0.66, 0.75), (1.50, 0.40, 0.3), (1.62, 0.56, 0.55), (1.75, 0.46, -0.35)),
        ((0.55, 0.50, 0.8), (0.68, 0.58, 0.35), (2.15, 0.40, -0.5)),
        ((0.25, 0.58, -0.55), (1.25, 0.48, 0.6), (1.36, 0.60, 0.3), (2.2, 0.5, 0.4)),
    )
    sites = [x for x, _, _ in groves[variant]]
    mounds = sum(0.05 * np.exp(-((sheet.away(x)[0] / 0.20) ** 2)) for x in sites)
    dune = np.asarray(
        SHORE + 0.015 - 0.065 * np.tanh(mounds / 0.055) - 0.006 * sheet.waviness(0.3, 3, seed=60), np.float32
    )
    if variant == 3:
        sheet.stamp(hut(), 1.15, SHORE + 0.012, height=0.30)
    if variant == 1:
        for seed, (x, half, rise) in enumerate(((1.55, 0.13, 0.09), (1.68, 0.09, 0.05))):
            rock(
                sheet, sheet.below(outline(sheet, x, half, SHORE + 0.01, rise, sharp=0.7, seed=seed)), STONE, seed=seed
            )
    _shore(sheet, dune)
    for i, (x, height, lean) in enumerate(sorted(groves[variant], key=lambda tree: tree[1])):
        foot = sheet.y_at(dune, x) + 0.012
        sheet.stamp(
            palm(sheet.dice_for(61, i), abs(lean)), x + lean * 0.25 * height, foot, height=height, mirrored=lean < 0
        )
        _tufts(sheet, x, foot, 62 + i)
    if variant == 4:
        sheet.stamp(fishing_boat(), 0.85, SHORE + 0.035, height=0.13)


def _shore(sheet: Sheet, dune: NDArray[np.float32]) -> None:
    mask = sheet.below(dune)
    tone = (
        0.66
        + 0.10 * sheet.noise(0.25, 4, seed=63, stretch=2.5)
        - 1.1 * (sheet.y - dune)
        + 0.35 * np.gradient(dune)[None] * sheet.across
    )
    wet = mask * smooth(SHORE - 0.012, SHORE + 0.004, np.broadcast_to(dune[None], mask.shape))
    sheet.lay(mask, toned(np.asarray(tone, np.float32), SAND))
    fringe = np.asarray(dune + 0.006 + 0.006 * sheet.waviness(0.16, 3, seed=64), np.float32)
    damp = 1 - sheet.below(np.asarray(fringe + 0.016, np.float32), 0.014)
    sheet.tint(np.asarray(0.5 * wet * damp, np.float32), (0.60, 0.52, 0.42))
    sheet.tint(wet * (1 - sheet.below(fringe, 0.003)), (0.97, 1.0, 0.99))


def _tufts(sheet: Sheet, x: float, y: float, seed: int) -> None:
    for i, (dx, size) in enumerate(((-0.06, 0.055), (0.05, 0.045), (0.0, 0.035))):
        sheet.stamp(grass(sheet.dice_for(seed, i)), x + dx, y + 0.008, height=size)


# ground and near ---------------------------------------------------------------------------------------------------


def _ground(sheet: Sheet) -> None:
    edge = np.asarray(SHORE + 0.035 + 0.012 * sheet.waviness(0.5, 3, seed=70), np.float32)
    broad = plane_noise(sheet, HORIZON, 0.8, stretch=3, octaves=2, seed=71)
    dents = plane_noise(sheet, HORIZON, 0.16, stretch=2.2, octaves=2, seed=72)
    slope = np.gradient(dents, axis=1) * sheet.across * 0.02 + np.gradient(dents, axis=0) * sheet.down * 0.012
    tone = 0.68 + 0.10 * broad + 0.10 * np.clip(slope, -1.2, 1.2) - 0.10 * sheet.ramp(0.8, 1.3)
    sheet.lay(sheet.below(edge, 0.03), toned(np.asarray(tone, np.float32), SAND))
    if sheet.variant in (1, 3):
        _prints(sheet)
    _litter(sheet, 14)


def _prints(sheet: Sheet) -> None:
    """Footprints that wander over the sand."""
    for i in range(15):
        y = 0.70 + 0.011 * i * (1 + i * 0.12)
        size = 0.16 * (y - HORIZON)
        x = 0.75 + 0.05 * sheet.variant + 0.16 * np.sin(i * 0.35) + size * 0.5 * (-1) ** i
        dab(sheet, x, y, (size * 0.38, size * 0.15), (0.64, 0.48, 0.36), share=0.55)
        dab(sheet, x + size * 0.06, y + size * 0.15, (size * 0.36, size * 0.05), (1.0, 0.95, 0.84), share=0.5)


def _litter(sheet: Sheet, count: int) -> None:
    things = (scallop(), starfish((0.95, 0.45, 0.25)), conch(), pebble(), starfish((0.90, 0.35, 0.40)))
    dice = sheet.dice_for(75)
    for y in np.sort(dice.uniform(0.72, 1.25, count)):
        thing, x = things[dice.integers(len(things))], dice.uniform(0, PERIOD)
        size = (y - HORIZON) * dice.uniform(0.09, 0.13)
        dab(sheet, x + size * 0.25, y, (size * 0.8, size * 0.20), (0.52, 0.38, 0.32), share=0.45)
        sheet.stamp(thing, x, y + size * 0.05, height=size * 0.75, mirrored=bool(dice.integers(2)))


def _near(sheet: Sheet) -> None:
    variant = sheet.variant
    bank = np.asarray(1.03 - 0.05 * sheet.waviness(0.9, 3, seed=80), np.float32)
    dice = sheet.dice_for(81)
    clumps = ((0.1, 0.9, 1.8), (0.5, 1.3, 2.1), (0.3, 1.6), (0.0, 1.2, 1.45), (0.7, 1.95))[variant]
    for clump in clumps:
        _tussock(sheet, dice, bank, clump, count=7, spread=0.11, blades=34, deep=0.03, heights=(0.10, 0.20))
    mask = sheet.below(bank)
    dents = sheet.noise(0.12, 3, seed=82, stretch=2.0)
    sheet.lay(mask, toned(np.asarray(0.72 + 0.12 * dents - 0.9 * (sheet.y - bank), np.float32), SAND))
    shells = (scallop(), starfish((0.95, 0.45, 0.25)), conch())
    for i in range(5):
        x, size = (clumps[0] + 0.35 + i * 0.45 + dice.uniform(-0.1, 0.1)) % PERIOD, dice.uniform(0.06, 0.085)
        y = sheet.y_at(bank, x) + 0.035
        dab(sheet, x + 0.02, y, (size * 0.8, size * 0.2), (0.52, 0.38, 0.32), share=0.45)
        sheet.stamp(shells[(i + variant) % 3], x, y + 0.005, height=size, mirrored=bool(i % 2))
    for clump in clumps:
        _tussock(sheet, dice, bank, clump, count=3, spread=0.09, blades=20, deep=0.06, heights=(0.07, 0.12))


def _tussock(
    sheet: Sheet,
    dice: np.random.Generator,
    bank: NDArray[np.float32],
    x: float,
    *,
    count: int,
    spread: float,
    blades: int,
    deep: float,
    heights: tuple[float, float],
) -> None:
    """Tufts of grass around one x, rooted so `deep` under the edge of the bank."""
    for _ in range(count):
        at = x + dice.normal(0, spread)
        sheet.stamp(grass(dice, blades), at, sheet.y_at(bank, at) + deep, height=dice.uniform(*heights))


def _lights(sheet: Sheet) -> None:
    """The glitter of the lagoon."""
    sparks = plane_noise(sheet, HORIZON, 0.16, stretch=8, octaves=3, seed=90)
    band = sheet.ramp(HORIZON, HORIZON + 0.01) * sheet.ramp(0.625, 0.59)
    path = 0.4 + 0.6 * softened(sheet, sheet.disc(PERIOD / 2, 0.56, 0.3, 0.3), 0.05)
    sheet.lay(band * path * smooth(0.55, 0.85, sparks), (1.0, 0.97, 0.86))


BEACH = Place(
    name="beach",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=0.30, bottom=0.72, nearness=0.12, paint=_far, ripple=0.3),
        Strip(layer="mid", top=-0.10, bottom=0.78, nearness=0.45, paint=_mid, sway=0.3),
        Strip(layer="lights", top=0.30, bottom=0.72, nearness=0.12, paint=_lights, ripple=0.3),
        Strip(layer="ground", top=0.60, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.72, bottom=1.30, nearness=1.5, paint=_near, sway=0.15),
    ),
)
