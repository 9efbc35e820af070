"""A desert: mesas and pyramids far off, crisp dunes, cacti, an oasis, sand with wind ripples."""

from __future__ import annotations

import numpy as np

from training.world.paint.cutout import Cutout, curve
from training.world.paint.dunes import SAND, dune
from training.world.paint.grasses import grass, straw
from training.world.paint.palms import palm
from training.world.paint.place import Place, Strip
from training.world.paint.plane import plane_noise
from training.world.paint.rocks import lit, outline, ridge, rock
from training.world.paint.sheet import Color, Mask, Patch, Sheet
from training.world.paint.soft import smooth, softened
from training.world.paint.succulents import agave, barrel_cactus, prickly_pear, saguaro
from training.world.paint.tones import mixed, toned
from video01.layers import PERIOD

HORIZON = 0.55
MESA = ((0.36, 0.17, 0.22), (0.60, 0.28, 0.24), (0.84, 0.45, 0.30), (0.98, 0.70, 0.48))
STONE = ((0.28, 0.16, 0.16), (0.52, 0.31, 0.25), (0.78, 0.53, 0.38), (0.98, 0.80, 0.58))


# dunes -------------------------------------------------------------------------------------------------------------


# far ---------------------------------------------------------------------------------------------------------------


def _far(sheet: Sheet) -> None:
    (_mesas, _pyramids, _erg, _buttes, _range)[sheet.variant](sheet)
    sheet.tint(0.30 * sheet.ramp(0.40, HORIZON + 0.01), (0.95, 0.82, 0.70))
    plain = sheet.below(np.asarray(HORIZON + 0.002 * sheet.waviness(0.4), np.float32))
    sheet.lay(plain, sheet.gradient([(HORIZON, (0.93, 0.76, 0.56)), (HORIZON + 0.1, (0.88, 0.60, 0.36))]))


def _mesa(sheet: Sheet, x: float, half: float, rise: float, seed: int) -> None:
    top = outline(sheet, x, half, HORIZON, rise, sharp=0.16, seed=seed)
    talus = outline(sheet, x, half * 1.55, HORIZON, rise * 0.42, sharp=1.0, seed=seed + 1)
    folds = np.abs(sheet.noise(0.06, 3, seed=seed + 2, stretch=0.25))
    strata = np.sin(sheet.y * 210 + 1.2 * sheet.noise(0.4, 2, seed=seed + 3)) + 0.6 * np.sin(sheet.y * 93 + seed)
    for outline_y, fluting in ((top, 0.035), (talus, 0.014)):
        mask = sheet.below(outline_y)
        light = lit(sheet, mask, fluting * folds, round_by=min(0.06, half * 0.5), strength=1.3)
        sheet.lay(mask, toned(light, MESA))
        sheet.tint(0.22 * mask * smooth(0.4, 1.2, np.asarray(strata, np.float32)), (0.98, 0.78, 0.58))
        sheet.tint(0.20 * mask * smooth(0.5, 1.3, np.asarray(-strata, np.float32)), (0.42, 0.16, 0.20))


def _mesas(sheet: Sheet) -> None:
    for seed, (x, half, rise) in enumerate(
        ((0.35, 0.26, 0.14), (0.80, 0.08, 0.10), (1.75, 0.34, 0.11), (2.2, 0.07, 0.16))
    ):
        _mesa(sheet, x, half, rise, 10 + 7 * seed)


def _buttes(sheet: Sheet) -> None:
    for seed, (x, half, rise) in enumerate(
        ((0.25, 0.07, 0.20), (0.42, 0.04, 0.13), (1.15, 0.10, 0.16), (1.95, 0.06, 0.22), (2.12, 0.05, 0.12))
    ):
        _mesa(sheet, x, half, rise, 60 + 7 * seed)


def _pyramids(sheet: Sheet) -> None:
    for x, half, rise in ((1.02, 0.12, 0.12), (0.36, 0.26, 0.24), (0.68, 0.18, 0.17), (1.85, 0.10, 0.09)):
        peak, foot = (x, HORIZON - rise), HORIZON + 0.02
        ridge = x + half * 0.28
        bright, dark = toned(0.72 + 0.08 * sheet.noise(0.08, 3, seed=3, stretch=2), SAND), (0.58, 0.34, 0.28)
        sheet.lay(sheet.polygon([peak, (ridge, foot), (x - half, foot)]), bright)
        sheet.lay(sheet.polygon([peak, (x + half, foot), (ridge, foot)]), dark)
        body = sheet.polygon([peak, (x + half, foot), (x - half, foot)])
        courses = np.sin((sheet.y - HORIZON) / rise * 75)
        sheet.tint(0.20 * body * smooth(0.2, 0.9, courses), (0.45, 0.25, 0.20))
    for seed, x in enumerate((0.1, 1.35)):
        dune(sheet, x, 0.4, HORIZON + 0.01, 0.035, haze=0.25, seed=seed)


def _erg(sheet: Sheet) -> None:
    for seed, (x, half, rise) in enumerate(
        ((0.5, 0.5, 0.15), (1.5, 0.6, 0.18), (2.2, 0.4, 0.11), (1.0, 0.35, 0.08), (0.05, 0.3, 0.07))
    ):
        dune(sheet, x, half, HORIZON + 0.01, rise, haze=0.32 - 0.05 * seed, seed=20 + seed)


def _range(sheet: Sheet) -> None:
    for seed, (x, half, rise) in enumerate(((0.6, 0.45, 0.13), (1.7, 0.5, 0.15), (2.1, 0.4, 0.11), (0.95, 0.3, 0.09))):
        mask = sheet.below(ridge(sheet, x, half, HORIZON, rise * 1.2, seed=40 + seed))
        crags = np.abs(sheet.noise(0.16, 5, seed=41 + seed, stretch=0.6))
        light = lit(sheet, mask, -0.045 * crags, round_by=0.06, strength=1.3)
        sheet.lay(mask, toned(light, [mixed(color, (0.62, 0.52, 0.66), 0.30) for color in MESA]))


# mid ---------------------------------------------------------------------------------------------------------------


def _mid(sheet: Sheet) -> None:
    (_cactus_dunes, _oasis, _high_dunes, _crags, _camp)[sheet.variant](sheet)
    floor = np.asarray(0.634 + 0.006 * sheet.waviness(0.6, 2, seed=90), np.float32)
    tone = 0.74 + 0.08 * sheet.noise(0.3, 3, seed=91, stretch=3)
    sheet.lay(sheet.below(floor, 0.02), toned(np.asarray(tone, np.float32), SAND))


def _cactus_dunes(sheet: Sheet) -> None:
    dune(sheet, 0.5, 0.55, 0.64, 0.13, seed=101)
    dune(sheet, 1.6, 0.50, 0.64, 0.10, seed=102)
    dune(sheet, 1.05, 0.40, 0.65, 0.06, seed=103)
    for i, (x, height) in enumerate(((0.95, 0.30), (1.18, 0.20), (2.2, 0.26))):
        _planted(sheet, saguaro(sheet.dice_for(104, i)), x, 0.632, height)


def _planted(sheet: Sheet, thing: Patch, x: float, y: float, height: float, *, mirrored: bool = False) -> None:
    """Something that stands on the sand, with its shadow to the right."""
    shadow = sheet.polygon(
        [(x - 0.01, y), (x + height * 0.7, y - 0.012), (x + height * 0.75, y + 0.004), (x + 0.01, y + 0.008)]
    )
    sheet.tint(0.55 * softened(sheet, shadow, 0.004), (0.50, 0.26, 0.22))
    sheet.stamp(thing, x, y + 0.004, height=height, mirrored=mirrored)


def _oasis(sheet: Sheet) -> None:
    dune(sheet, 0.35, 0.5, 0.64, 0.09, seed=111)
    dune(sheet, 1.75, 0.6, 0.64, 0.12, seed=112)
    floor = sheet.below(0.605, 0.01)
    sheet.lay(floor, toned(0.72 + 0.08 * sheet.noise(0.3, 3, seed=113, stretch=3), SAND))
    grove = (
        (0.72, 0.36, -0.5),
        (0.80, 0.46, -0.2),
        (0.90, 0.40, 0.3),
        (1.26, 0.44, -0.25),
        (1.36, 0.35, 0.35),
        (1.46, 0.28, 0.6),
    )
    for i, (x, height, lean) in enumerate(grove):
        sheet.stamp(palm(sheet.dice_for(114, i), abs(lean)), x, 0.602, height=height, mirrored=lean < 0)
    for i, x in enumerate(np.linspace(0.70, 1.50, 13)):
        sheet.stamp(grass(sheet.dice_for(115, i)), float(x), 0.609, height=0.045 + 0.012 * (i % 3))
    pool = smooth(
        0.0, 0.12, np.asarray(1 - (sheet.away(1.08) / 0.30) ** 2 - ((sheet.y - 0.612) / 0.014) ** 2, np.float32)
    )
    sheet.lay(
        pool, sheet.gradient([(0.598, (0.10, 0.36, 0.34)), (0.612, (0.16, 0.60, 0.70)), (0.626, (0.55, 0.86, 0.88))])
    )


def _high_dunes(sheet: Sheet) -> None:
    for seed, (x, half, rise) in enumerate(
        ((0.55, 0.75, 0.26), (1.75, 0.65, 0.20), (1.20, 0.45, 0.11), (2.30, 0.40, 0.08))
    ):
        dune(sheet, x, half, 0.645, rise, seed=120 + seed)


def _crags(sheet: Sheet) -> None:
    dune(sheet, 1.7, 0.6, 0.64, 0.09, seed=131)
    body = sheet.below(
        np.minimum(
            outline(sheet, 0.50, 0.16, 0.62, 0.26, sharp=0.4, seed=132),
            outline(sheet, 0.82, 0.12, 0.62, 0.24, sharp=0.4, seed=133),
        )
    )
    bridge = sheet.below(outline(sheet, 0.66, 0.30, 0.62, 0.27, sharp=0.3, seed=134))
    hole = sheet.disc(0.67, 0.56, 0.115, 0.004)
    rock(sheet, np.asarray(np.maximum(body, bridge) * (1 - hole), np.float32), MESA, grain=0.06, seed=135)
    _stones(sheet, ((0.36, 0.07, 0.04), (0.98, 0.08, 0.05), (1.55, 0.05, 0.03)), 0.63, 136)
    _planted(sheet, saguaro(sheet.dice_for(137)), 1.28, 0.632, 0.24)


def _stones(sheet: Sheet, spots: tuple[tuple[float, float, float], ...], base: float, seed: int) -> None:
    for i, (x, half, rise) in enumerate(spots):
        rock(
            sheet,
            sheet.below(outline(sheet, x, half, base, rise, sharp=0.6, seed=seed + i)),
            STONE,
            grain=0.035,
            seed=seed + i,
        )


def _camp(sheet: Sheet) -> None:
    dune(sheet, 0.4, 0.6, 0.64, 0.15, seed=141)
    dune(sheet, 1.95, 0.5, 0.64, 0.11, seed=142)
    _planted(sheet, _tent((0.96, 0.90, 0.78), (0.76, 0.22, 0.20)), 1.05, 0.635, 0.17)
    _planted(sheet, _tent((0.88, 0.62, 0.36), (0.24, 0.40, 0.52)), 1.38, 0.632, 0.12, mirrored=True)
    for i, (x, height, lean) in enumerate(((0.80, 0.38, 0.3), (0.72, 0.30, -0.4))):
        sheet.stamp(palm(sheet.dice_for(143, i), abs(lean)), x, 0.632, height=height, mirrored=lean < 0)


def _tent(cloth: Color, stripe: Color) -> Patch:
    cut = Cutout(1.7, 320)
    left, right, top = (-0.78, 0.0), (0.78, 0.0), (-0.05, 0.90)
    cut.stroke([(-0.05, 0.6), (-0.05, 1.0)], 0.022, 0.018, (0.32, 0.20, 0.14))
    cut.fill(np.concatenate([curve(left, (-0.30, 0.22), top), [(0.10, 0.0)]]), cloth)
    cut.fill(np.concatenate([curve(top, (0.25, 0.28), right), [(0.10, 0.0)]]), mixed(cloth, (0.40, 0.24, 0.26), 0.45))
    for share in (0.22, 0.62):
        for foot, far, dark in ((-0.78, 0.88, 0.0), (0.78, -0.68, 0.45)):
            a, b = foot + far * share, foot + far * (share + 0.16)
            color = mixed(stripe, (0.2, 0.1, 0.16), dark)
            cut.fill(
                np.concatenate(
                    [curve((a, 0.0), (a * 0.45, 0.26), top, 12), curve(top, (b * 0.45, 0.26), (b, 0.0), 12)]
                ),
                color,
            )
    cut.fill([(-0.05, 0.58), (0.22, 0.0), (-0.16, 0.0)], (0.24, 0.13, 0.13))
    cut.fill([(-0.05, 0.58), (-0.16, 0.0), (-0.26, 0.0)], mixed(cloth, (1, 1, 1), 0.4))
    return cut.patch()


# ground and near ---------------------------------------------------------------------------------------------------


def _ripples(sheet: Sheet, seed: int) -> Mask:
    """Light on wind ripples, about -1..1."""
    depth = np.maximum(sheet.y - HORIZON, 0) + 0.012
    bends = plane_noise(sheet, HORIZON, 0.55, stretch=2.5, octaves=2, seed=seed)
    phase = (
        9.0 * depth**-0.5
        + 0.55 * bends
        + (0.35 + 0.1 * (sheet.variant % 3)) * np.sin(sheet.x / PERIOD * 4 * np.pi + seed)
    )
    cell = sheet.down * depth**1.5 / 4.5
    return np.asarray(
        (np.sin(2 * np.pi * phase) + 0.35 * np.sin(4 * np.pi * phase + 0.8)) * np.clip((cell - 3) / 8, 0, 1), np.float32
    )


def _ground(sheet: Sheet) -> None:
    edge = np.asarray(0.634 + 0.005 * sheet.waviness(0.7, 2, seed=200), np.float32)
    broad = plane_noise(sheet, HORIZON, 1.1, stretch=3.5, octaves=2, seed=201)
    patches = smooth(-0.6, 0.4, plane_noise(sheet, HORIZON, 0.9, stretch=3, octaves=1, seed=202))
    tone = 0.74 + 0.10 * broad + 0.10 * _ripples(sheet, 203) * (0.25 + 0.75 * patches) - 0.08 * sheet.ramp(0.85, 1.35)
    sheet.lay(sheet.below(edge, 0.014), toned(np.asarray(tone, np.float32), SAND))
    dice = sheet.dice_for(204)
    for y in np.sort(dice.uniform(0.68, 1.15, 6)):
        size = (float(y) - HORIZON) * dice.uniform(0.07, 0.13)
        x = dice.uniform(0, PERIOD)
        _planted(sheet, _boulder(dice), x, float(y), size)


def _boulder(dice: np.random.Generator) -> Patch:
    cut = Cutout(1.7, 160)
    turns = np.linspace(0, np.pi, 9)
    rim = np.stack([0.80 * np.cos(turns), 0.92 * np.sin(turns) ** 0.7], 1) * dice.uniform(0.82, 1.0, (9, 1))
    cut.fill(rim, STONE[1])
    cut.fill([*rim[3:], (-0.15, 0.35), (0.1, 0.75)], STONE[2])
    cut.fill([*rim[4:7], (-0.10, 0.62)], STONE[3])
    return cut.patch()


def _near(sheet: Sheet) -> None:
    variant, dice = sheet.variant, sheet.dice_for(300)
    bank = np.asarray(1.01 - 0.05 * sheet.waviness(0.9, 2, seed=301), np.float32)
    spots = ((0.2, 1.4), (0.75, 1.9), (0.4, 1.2, 2.1), (0.1, 1.65), (0.9, 2.2))[variant]
    for i, x in enumerate(spots):
        foot = sheet.y_at(bank, x) + 0.03
        thing = (prickly_pear, barrel_cactus, agave)[(i + variant) % 3](dice)
        sheet.stamp(thing, x, foot, height=dice.uniform(0.13, 0.17), mirrored=bool(dice.integers(2)))
        for j in range(4):
            at = x + (0.16 + 0.06 * j) * (-1) ** j
            sheet.stamp(
                straw(sheet.dice_for(302, i, j)),
                at,
                sheet.y_at(bank, at) + 0.02,
                height=dice.uniform(0.06, 0.11),
            )
    mask = sheet.below(bank)
    tone = 0.82 - 1.1 * (sheet.y - bank) + 0.08 * sheet.noise(0.2, 3, seed=303, stretch=2.5)
    sheet.lay(mask, toned(np.asarray(tone, np.float32), SAND))
    waves = np.sin((sheet.y - bank * 0.8) * 260 + 2.5 * sheet.noise(0.3, 2, seed=304))
    sheet.tint(0.20 * mask * smooth(0.2, 1.0, np.asarray(waves, np.float32)), SAND[1])
    for i in range(7):
        at = spots[i % len(spots)] + dice.normal(0, 0.22)
        foot = sheet.y_at(bank, at) + dice.uniform(0.02, 0.06)
        _planted(sheet, _boulder(dice), at, foot, dice.uniform(0.03, 0.06))


DESERT = Place(
    name="desert",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=0.26, bottom=0.66, nearness=0.08, paint=_far),
        Strip(layer="mid", top=0.10, bottom=0.76, nearness=0.36, paint=_mid, sway=0.08),
        Strip(layer="ground", top=0.57, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.74, bottom=1.30, nearness=1.5, paint=_near),
    ),
)
