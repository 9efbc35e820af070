"""The open sea: islands on the horizon, rocks and ships, waves down to the viewer."""

from __future__ import annotations

import numpy as np

from training.world.paint.boats import galleon, sailboat
from training.world.paint.palms import palm
from training.world.paint.place import Place, Strip
from training.world.paint.plane import plane_noise
from training.world.paint.rocks import lit, outline, ridge, rock
from training.world.paint.sheet import Color, Mask, Sheet
from training.world.paint.soft import smooth, softened
from training.world.paint.tones import toned
from training.world.paint.water import Sea, sea
from training.world.paint.waterfront import lighthouse
from video01.layers import PERIOD

HORIZON = 0.55
GREEN = ((0.10, 0.24, 0.28), (0.17, 0.40, 0.34), (0.34, 0.58, 0.36), (0.66, 0.76, 0.42))
CLIFF = ((0.30, 0.34, 0.46), (0.52, 0.51, 0.56), (0.80, 0.74, 0.66), (0.98, 0.93, 0.82))
STONE = ((0.10, 0.11, 0.17), (0.26, 0.24, 0.28), (0.50, 0.45, 0.42), (0.84, 0.76, 0.64))
BLUE = ((0.28, 0.42, 0.60), (0.36, 0.52, 0.68), (0.50, 0.65, 0.76), (0.70, 0.80, 0.84))


# far ---------------------------------------------------------------------------------------------------------------


def _far(sheet: Sheet) -> None:
    layouts = (_islands, _headland, _towers, _ranges, _lone_sail)
    layouts[sheet.variant](sheet)
    strand = softened(sheet, sheet.pixels[..., 3], 0.004, 0.002) * sheet.ramp(HORIZON - 0.007, HORIZON)
    sheet.tint(0.55 * strand, (0.90, 0.96, 1.0))
    water = sheet.gradient([(HORIZON, (0.42, 0.66, 0.82)), (HORIZON + 0.1, (0.10, 0.42, 0.62))])
    sheet.lay(sheet.below(HORIZON), water)


def _hump(
    sheet: Sheet, x: float, half: float, rise: float, stops: tuple[Color, ...], *, sharp: float = 1.0, seed: int = 0
) -> None:
    mask = sheet.below(outline(sheet, x, half, HORIZON, rise, sharp=sharp, seed=seed))
    height = 0.018 * np.abs(sheet.noise(0.16, 4, seed=seed, stretch=0.7))
    trees = 0.006 * sheet.noise(0.035, 2, seed=seed + 2, stretch=0.8)
    light = lit(sheet, mask, trees - height, round_by=min(0.10, rise), strength=1.2)
    sheet.lay(mask, toned(light + 0.05 * sheet.noise(0.04, 2, seed=seed + 1), stops))


def _islands(sheet: Sheet) -> None:
    _hump(sheet, 0.95, 0.30, 0.045, BLUE, seed=1)
    _hump(sheet, 2.15, 0.22, 0.035, BLUE, seed=2)
    for seed, (x, half, rise) in enumerate(((0.42, 0.34, 0.14), (0.64, 0.22, 0.085), (1.62, 0.20, 0.08))):
        _hump(sheet, x, half, rise, GREEN, sharp=1.3, seed=10 + seed)
        foot = sheet.below(outline(sheet, x, half * 1.05, HORIZON, 0.006, seed=20))
        sheet.lay(foot, (0.95, 0.87, 0.68))


def _headland(sheet: Sheet) -> None:
    _hump(sheet, 1.75, 0.40, 0.04, BLUE, seed=3)
    top = outline(sheet, 0.45, 0.62, HORIZON, 0.13, sharp=0.35, seed=4)
    mask = sheet.below(top)
    folds = np.abs(sheet.noise(0.10, 3, seed=5, stretch=0.35))
    light = lit(sheet, mask, 0.030 * folds, round_by=0.02, strength=1.3)
    sheet.lay(mask, toned(light - 0.05, CLIFF))
    layers = np.sin((sheet.y + 0.006 * sheet.noise(0.3, 2, seed=6)) * 330)
    sheet.tint(0.12 * smooth(0.2, 0.9, layers) * mask, (0.60, 0.50, 0.48))
    turf = mask * (1 - sheet.below(top + 0.022 + 0.016 * sheet.waviness(0.07, 3, seed=7), 0.012))
    sheet.tint(turf, toned(0.62 + 0.25 * sheet.noise(0.06, 3, seed=8), GREEN))
    house = lighthouse()
    sheet.stamp(house, 0.80, HORIZON - 0.105, height=0.13)


def _towers(sheet: Sheet) -> None:
    spots = (
        (0.25, 0.10, 0.15),
        (0.44, 0.07, 0.21),
        (0.60, 0.09, 0.11),
        (1.20, 0.06, 0.10),
        (1.72, 0.09, 0.19),
        (1.90, 0.07, 0.12),
    )
    for seed, (x, half, rise) in enumerate(spots):
        mask = sheet.below(outline(sheet, x + 0.05, half * 1.1, HORIZON, rise * 0.6, sharp=0.45, seed=40 + seed))
        sheet.lay(mask, sheet.gradient([(0.3, (0.42, 0.60, 0.70)), (HORIZON, (0.62, 0.76, 0.82))]))
    for seed, (x, half, rise) in enumerate(spots):
        mask = sheet.below(outline(sheet, x, half, HORIZON, rise, sharp=0.45, seed=30 + seed))
        folds = np.abs(sheet.noise(0.09, 3, seed=seed, stretch=0.4))
        light = lit(sheet, mask, 0.022 * folds, round_by=half * 0.7, strength=1.2)
        sheet.lay(mask, toned(light, CLIFF))
        bush = smooth(0.1, 0.5, sheet.noise(0.08, 3, seed=50 + seed) + sheet.ramp(HORIZON, HORIZON - rise) * 1.1)
        sheet.tint(mask * bush, toned(light + 0.10 * sheet.noise(0.025, 2, seed=60), GREEN))


def _ranges(sheet: Sheet) -> None:
    for seed, (x, half, rise) in enumerate(((1.5, 0.50, 0.14), (1.1, 0.40, 0.09), (1.95, 0.45, 0.10))):
        mask = sheet.below(ridge(sheet, x, half, HORIZON, rise * 1.2, seed=70 + seed))
        crags = np.abs(sheet.noise(0.22, 5, seed=71 + seed, stretch=0.6))
        light = lit(sheet, mask, -0.04 * crags, round_by=0.08, strength=1.3)
        sheet.lay(mask, toned(light, BLUE))
        sheet.tint(mask * (1 - sheet.ramp(0.40, 0.48)) * smooth(0.35, 0.6, light), (0.95, 0.97, 1.0))
        sheet.tint(mask * sheet.ramp(0.46, HORIZON) * 0.35, (0.70, 0.84, 0.90))
    _hump(sheet, 0.35, 0.25, 0.06, GREEN, sharp=1.4, seed=75)


def _lone_sail(sheet: Sheet) -> None:
    _hump(sheet, 1.25, 0.16, 0.03, BLUE, seed=81)
    _hump(sheet, 0.5, 0.26, 0.035, GREEN, seed=82)
    sheet.lay(sheet.below(outline(sheet, 0.5, 0.29, HORIZON, 0.007, seed=83)), (0.96, 0.88, 0.70))
    for i, (x, height, lean) in enumerate(((0.38, 0.11, 0.3), (0.47, 0.14, -0.25), (0.58, 0.12, 0.45))):
        sheet.stamp(palm(sheet.dice_for(84, i), abs(lean)), x, HORIZON - 0.018, height=height, mirrored=lean < 0)
    sheet.stamp(sailboat((0.98, 0.97, 0.94)), 1.75, HORIZON + 0.004, height=0.09)
    sheet.stamp(sailboat((0.95, 0.80, 0.62)), 2.05, HORIZON + 0.002, height=0.05, mirrored=True)


# mid ---------------------------------------------------------------------------------------------------------------


def _mid(sheet: Sheet) -> None:
    layouts = (_rocks, _galleon, _arch, _beacon, _regatta)
    layouts[sheet.variant](sheet)
    things = sheet.pixels[..., 3].copy()
    swell = HORIZON + 0.014 + 0.004 * sheet.waviness(0.10, 3, seed=90)
    sheet.lay(sheet.below(swell), sheet.gradient([(HORIZON, (0.16, 0.48, 0.68)), (HORIZON + 0.12, (0.05, 0.36, 0.58))]))
    wash = softened(sheet, things, 0.022, 0.004) * (1 - np.abs(sheet.y - swell - 0.003) / 0.012).clip(0, 1)
    sheet.tint(
        np.clip(1.5 * wash * smooth(-0.5, 0.3, sheet.noise(0.04, 3, seed=91, stretch=3)), 0, 0.95), (0.96, 1.0, 1.0)
    )
    sheet.erase(1 - np.clip(things + sheet.below(swell), 0, 1))


def _crag(sheet: Sheet, x: float, half: float, rise: float, seed: int) -> Mask:
    mask = sheet.below(outline(sheet, x, half, HORIZON, rise, sharp=0.7, seed=seed))
    rock(sheet, mask, STONE, grain=0.05, seed=seed)
    wet = mask * sheet.ramp(HORIZON - 0.02, HORIZON + 0.005)
    sheet.tint(0.55 * wet, (0.08, 0.13, 0.18))
    return mask


def _rocks(sheet: Sheet) -> None:
    for seed, (x, half, rise) in enumerate(
        ((0.40, 0.14, 0.10), (0.55, 0.12, 0.055), (0.27, 0.07, 0.04), (1.75, 0.12, 0.07), (1.95, 0.07, 0.035))
    ):
        _crag(sheet, x, half, rise, 100 + seed)
    _spray(sheet, 0.30, 0.06)
    _spray(sheet, 1.66, 0.05)


def _spray(sheet: Sheet, x: float, size: float) -> None:
    burst = sheet.disc(x, HORIZON - 0.005, size, size) * smooth(-0.5, 0.5, sheet.noise(0.05, 4, seed=7))
    sheet.lay(np.clip(1.4 * burst, 0, 0.9), (0.95, 0.99, 1.0))


def _galleon(sheet: Sheet) -> None:
    sheet.stamp(galleon(), 0.85, HORIZON + 0.028, height=0.30)


def _arch(sheet: Sheet) -> None:
    mask = sheet.below(outline(sheet, 0.80, 0.34, HORIZON, 0.20, sharp=0.5, seed=122))
    hole = sheet.disc(0.90, HORIZON - 0.005, 0.085, 0.004)
    mask = np.asarray(mask * (1 - hole), np.float32)
    rock(sheet, mask, STONE, grain=0.07, seed=120)
    turf = mask * (
        1
        - sheet.below(
            outline(sheet, 0.80, 0.34, HORIZON, 0.20, sharp=0.5, seed=122) + 0.014 + 0.012 * sheet.waviness(0.05, 3),
            0.01,
        )
    )
    sheet.tint(turf, toned(0.7 + 0.2 * sheet.noise(0.04, 2, seed=3), GREEN))
    _crag(sheet, 0.42, 0.07, 0.12, 124)
    _crag(sheet, 1.9, 0.09, 0.04, 125)


def _beacon(sheet: Sheet) -> None:
    _crag(sheet, 1.15, 0.20, 0.075, 130)
    sheet.stamp(lighthouse(), 1.15, HORIZON - 0.050, height=0.26)
    _crag(sheet, 1.06, 0.10, 0.05, 131)
    _crag(sheet, 1.26, 0.08, 0.05, 132)
    _spray(sheet, 0.97, 0.05)


def _regatta(sheet: Sheet) -> None:
    colours = ((0.98, 0.96, 0.92), (0.96, 0.72, 0.36), (0.90, 0.36, 0.32))
    for x, height, color, turned in ((0.45, 0.19, 0, False), (1.05, 0.11, 1, False), (1.85, 0.14, 2, True)):
        sheet.stamp(sailboat(colours[color]), x, HORIZON + 0.024, height=height, mirrored=turned)


# ground, lights, near ----------------------------------------------------------------------------------------------


def _ground(sheet: Sheet) -> None:
    tones = Sea()
    swell, chop, foam = ((0.55, 0.5, 0.5), (0.9, 0.35, 0.25), (0.40, 0.7, 0.75), (0.7, 0.55, 0.9), (0.5, 0.3, 0.35))[
        sheet.variant
    ]
    sea(sheet, HORIZON, swell=swell, chop=chop, foam=foam, tones=tones)
    sheet.erase(1 - sheet.ramp(HORIZON, HORIZON + 0.022))


def _lights(sheet: Sheet) -> None:
    """Glitter of a low sun: sparks that lie in rows on the waves, dense towards the horizon."""
    sparks = plane_noise(sheet, HORIZON, 0.055, stretch=4, octaves=2, seed=31)
    path = sheet.disc(PERIOD / 2, HORIZON + 0.1, 0.55, 0.55) * 1.1 + 0.1
    lying = smooth(0.75, 1.05, sparks + 0.30 * path) * path * sheet.below(HORIZON + 0.004) * sheet.ramp(1.25, 0.7)
    sheet.lay(np.clip(lying, 0, 1), (1.0, 0.97, 0.86))


def _near(sheet: Sheet) -> None:
    """Waves' crests along the lower edge: a clear green wall under a lip of foam."""
    low = (0.90, 0.93, 0.88, 0.91, 0.95)[sheet.variant]
    for row, (y, rise) in enumerate(((low, 0.075), (low + 0.13, 0.06))):
        bent = sheet.x[0] + 0.13 * sheet.waviness(0.8, 2, seed=190 + row)
        turn = (bent / PERIOD * (3 + row) + 0.3 * row + 0.1 * sheet.variant) * 2 * np.pi
        humps = np.sin(turn + 0.45 * np.sin(turn))
        crest = y - rise * (0.55 * humps + 0.55 * sheet.waviness(0.5, 3, seed=200 + row))
        _breaker(sheet, np.asarray(crest, np.float32), 210 + 10 * row)


def _breaker(sheet: Sheet, crest: np.ndarray, seed: int) -> None:
    under = np.asarray(sheet.y - crest, np.float32)
    folds = sheet.noise(0.16, 3, seed=seed, stretch=1.6)
    tone = 0.80 - under / 0.22 + 0.16 * folds
    stops = ((0.02, 0.22, 0.40), (0.03, 0.36, 0.56), (0.08, 0.56, 0.68), (0.40, 0.82, 0.82))
    sheet.lay(sheet.below(crest), toned(np.asarray(tone, np.float32), stops))
    veins = np.abs(sheet.noise(0.12, 3, seed=seed + 1, stretch=2.0))
    sheet.tint(
        0.45 * (1 - smooth(0.02, 0.14, veins)) * smooth(0.01, 0.04, under) * (1 - smooth(0.05, 0.16, under)),
        (0.92, 1.0, 0.99),
    )
    lip = 0.012 + 0.012 * sheet.waviness(0.2, 3, seed=seed + 2) + 0.008 * sheet.waviness(0.03, 3, seed=seed + 3)
    foam = sheet.below(crest) * (1 - sheet.below(crest + np.maximum(lip, 0.003), 0.012))
    sheet.tint(foam * 0.95, (0.97, 1.0, 1.0))
    spots = (
        smooth(0.75, 1.0, sheet.noise(0.025, 2, seed=seed + 4))
        * smooth(-0.022, -0.004, under)
        * (1 - smooth(0.0, 0.012, under))
    )
    sheet.lay(spots * smooth(0, 0.5, sheet.noise(0.4, 2, seed=seed + 5)), (0.97, 1.0, 1.0))


OCEAN = Place(
    name="ocean",
    horizon=HORIZON,
    stance="water",
    strips=(
        Strip(layer="far", top=0.28, bottom=0.66, nearness=0.08, paint=_far),
        Strip(layer="mid", top=0.20, bottom=0.70, nearness=0.28, paint=_mid),
        Strip(layer="lights", top=0.53, bottom=1.35, nearness=1.0, paint=_lights, ripple=1.0),
        Strip(layer="ground", top=0.53, bottom=1.35, nearness=1.0, paint=_ground, ripple=1.0),
        Strip(layer="near", top=0.76, bottom=1.30, nearness=1.5, paint=_near, ripple=1.0),
    ),
)
