"""A desert: mesas and pyramids far off, crisp dunes, cacti, an oasis, sand with wind ripples."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.paint.beach import grass
from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Color, Mask, Patch, Sheet
from training.world.paint.water import (
    Cutout,
    curve,
    lit,
    mixed,
    outline,
    palm,
    plane_noise,
    ridge,
    rock,
    smooth,
    softened,
    toned,
)
from video01.layers import PERIOD

HORIZON = 0.55
SAND = ((0.56, 0.28, 0.20), (0.78, 0.47, 0.28), (0.95, 0.70, 0.40), (1.0, 0.87, 0.60))
SHADE: Color = (0.60, 0.32, 0.27)
MESA = ((0.36, 0.17, 0.22), (0.60, 0.28, 0.24), (0.84, 0.45, 0.30), (0.98, 0.70, 0.48))
STONE = ((0.28, 0.16, 0.16), (0.52, 0.31, 0.25), (0.78, 0.53, 0.38), (0.98, 0.80, 0.58))


def _variant(sheet: Sheet) -> int:
    return sheet.seed[-1] % 5


def _away(sheet: Sheet, x: float) -> NDArray[np.float32]:
    """How far to the right of x, the short way around: (1, W)."""
    return np.asarray((sheet.x - x + PERIOD / 2) % PERIOD - PERIOD / 2, np.float32)


# dunes -------------------------------------------------------------------------------------------------------------


def _dune(sheet: Sheet, x: float, half: float, base: float, rise: float, *, haze: float = 0.0, seed: int = 0) -> None:
    """A dune with a crisp crest that winds down before us: lit on the left, shaded on the right."""
    away = _away(sheet, x)[0]
    slope = np.where(
        away < 0, np.clip(1 + away / (half * 1.25), 0, 1) ** 1.25, np.clip(1 - away / (half * 0.95), 0, 1) ** 1.1
    )
    top = np.asarray(base + 0.01 - (rise + 0.01) * slope * (1 + 0.06 * sheet.waviness(half, 2, seed=seed)), np.float32)
    mask = sheet.below(top)
    t = np.clip((sheet.y - (base - rise)) / rise, 0, 2)
    spine = half * (0.10 * t + 0.16 * np.sin(t * 3.4 + seed) * t)
    dark = smooth(np.asarray((_away(sheet, x) - spine) * sheet.across / 3 + 0 * mask, np.float32), -0.7, 0.7)
    texture = 0.05 * sheet.noise(0.22, 3, seed=seed, stretch=2.5)
    bright = toned(np.asarray(0.92 - 0.30 * t + texture, np.float32), SAND)
    dusk = np.clip(1 - 0.35 * (_away(sheet, x) - spine) / half, 0.5, 1)
    shade = np.asarray(SHADE, np.float32) * (0.72 + 0.36 * (1 - dusk))[..., None] + 0.26 * np.clip(t - 0.35, 0, 1)[
        ..., None
    ] * np.array((0.9, 0.6, 0.38), np.float32)
    colours = bright + dark[..., None] * (shade - bright)
    colours = colours + haze * (np.asarray((0.90, 0.78, 0.68), np.float32) - colours)
    sheet.lay(mask, colours)
    ripple = np.sin((sheet.y * 520 + sheet.x * 60 + 7 * sheet.noise(0.25, 3, seed=seed + 1)) * 1.0)
    sheet.tint(mask * smooth(ripple, 0.3, 1.0) * (1 - dark) * 0.16 * sheet.ramp(base - rise, base), SAND[0])
    edge = np.exp(-(((_away(sheet, x) - spine) * sheet.across / 2.5 + 1.2) ** 2)) * mask * (t < 1.4)
    sheet.tint(np.asarray(0.6 * edge * (1 - np.clip(t, 0, 1)), np.float32), (1.0, 0.95, 0.76))


# far ---------------------------------------------------------------------------------------------------------------


def _far(sheet: Sheet) -> None:
    (_mesas, _pyramids, _erg, _buttes, _range)[_variant(sheet)](sheet)
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
        sheet.tint(0.22 * mask * smooth(np.asarray(strata, np.float32), 0.4, 1.2), (0.98, 0.78, 0.58))
        sheet.tint(0.20 * mask * smooth(np.asarray(-strata, np.float32), 0.5, 1.3), (0.42, 0.16, 0.20))


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
        sheet.tint(0.20 * body * smooth(courses, 0.2, 0.9), (0.45, 0.25, 0.20))
    for seed, x in enumerate((0.1, 1.35)):
        _dune(sheet, x, 0.4, HORIZON + 0.01, 0.035, haze=0.25, seed=seed)


def _erg(sheet: Sheet) -> None:
    for seed, (x, half, rise) in enumerate(
        ((0.5, 0.5, 0.15), (1.5, 0.6, 0.18), (2.2, 0.4, 0.11), (1.0, 0.35, 0.08), (0.05, 0.3, 0.07))
    ):
        _dune(sheet, x, half, HORIZON + 0.01, rise, haze=0.32 - 0.05 * seed, seed=20 + seed)


def _range(sheet: Sheet) -> None:
    for seed, (x, half, rise) in enumerate(((0.6, 0.45, 0.13), (1.7, 0.5, 0.15), (2.1, 0.4, 0.11), (0.95, 0.3, 0.09))):
        mask = sheet.below(ridge(sheet, x, half, HORIZON, rise * 1.2, seed=40 + seed))
        crags = np.abs(sheet.noise(0.16, 5, seed=41 + seed, stretch=0.6))
        light = lit(sheet, mask, -0.045 * crags, round_by=0.06, strength=1.3)
        sheet.lay(mask, toned(light, [mixed(color, (0.62, 0.52, 0.66), 0.30) for color in MESA]))


# mid ---------------------------------------------------------------------------------------------------------------


def _mid(sheet: Sheet) -> None:
    (_cactus_dunes, _oasis, _high_dunes, _crags, _camp)[_variant(sheet)](sheet)
    floor = np.asarray(0.634 + 0.006 * sheet.waviness(0.6, 2, seed=90), np.float32)
    tone = 0.74 + 0.08 * sheet.noise(0.3, 3, seed=91, stretch=3)
    sheet.lay(sheet.below(floor, 0.02), toned(np.asarray(tone, np.float32), SAND))


def _cactus_dunes(sheet: Sheet) -> None:
    _dune(sheet, 0.5, 0.55, 0.64, 0.13, seed=101)
    _dune(sheet, 1.6, 0.50, 0.64, 0.10, seed=102)
    _dune(sheet, 1.05, 0.40, 0.65, 0.06, seed=103)
    for i, (x, height) in enumerate(((0.95, 0.30), (1.18, 0.20), (2.2, 0.26))):
        _planted(sheet, _saguaro(sheet.dice_for(104, i)), x, 0.632, height)


def _planted(sheet: Sheet, thing: Patch, x: float, y: float, height: float, *, mirrored: bool = False) -> None:
    """Something that stands on the sand, with its shadow to the right."""
    shadow = sheet.polygon(
        [(x - 0.01, y), (x + height * 0.7, y - 0.012), (x + height * 0.75, y + 0.004), (x + 0.01, y + 0.008)]
    )
    sheet.tint(0.55 * softened(sheet, shadow, 0.004), (0.50, 0.26, 0.22))
    sheet.stamp(thing, x, y + 0.004, height=height, mirrored=mirrored)


def _saguaro(dice: np.random.Generator) -> Patch:
    cut = Cutout(0.8, 420)
    arms = [
        (-1, dice.uniform(0.30, 0.42), dice.uniform(0.66, 0.78), 0.25),
        (1, dice.uniform(0.42, 0.52), dice.uniform(0.80, 0.90), 0.23),
    ]
    for side, low, high, out in arms:
        bend = [(0.0, low), (side * out * 0.7, low - 0.01), (side * out, low + 0.06), (side * out, low + 0.14)]
        _ribbed(
            cut,
            np.concatenate([curve(bend[0], bend[1], bend[2], 14), curve(bend[2], bend[3], (side * out, high), 14)]),
            0.085,
        )
    _ribbed(cut, curve((0.0, 0.0), (0.01, 0.5), (0.0, 0.93), 30), 0.13)
    return cut.patch()


def _ribbed(cut: Cutout, spine: NDArray[np.float64], wide: float) -> None:
    dark, green, light = (0.07, 0.24, 0.18), (0.20, 0.45, 0.25), (0.66, 0.78, 0.42)
    along = np.gradient(spine, axis=0)
    normal = np.stack([-along[:, 1], along[:, 0]], 1) / (np.linalg.norm(along, axis=1)[:, None] + 1e-9)
    normal *= np.sign(-normal[:, :1] - 1e-6 + 0 * normal[:, :1]) if normal[-1, 0] > 0 else 1
    cut.stroke(spine, wide, wide, dark)
    cut.ellipse(spine[-1][0], spine[-1][1], wide / 2, wide * 0.48, dark)
    for i, share in enumerate((-0.30, -0.12, 0.06, 0.24)):
        tone = mixed(light, mixed(green, dark, 0.45), i / 3)
        rib = spine - np.array((-share * wide, 0)) if abs(normal[-1, 0]) > 0.5 else spine + normal * share * wide
        cut.stroke(rib, wide * 0.13, wide * 0.13, tone)
        cut.ellipse(rib[-1][0], rib[-1][1] + wide * (0.18 - abs(share)) * 0.8, wide * 0.065, wide * 0.2, tone)


def _oasis(sheet: Sheet) -> None:
    _dune(sheet, 0.35, 0.5, 0.64, 0.09, seed=111)
    _dune(sheet, 1.75, 0.6, 0.64, 0.12, seed=112)
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
        np.asarray(1 - (_away(sheet, 1.08) / 0.30) ** 2 - ((sheet.y - 0.612) / 0.014) ** 2, np.float32), 0.0, 0.12
    )
    sheet.lay(
        pool, sheet.gradient([(0.598, (0.10, 0.36, 0.34)), (0.612, (0.16, 0.60, 0.70)), (0.626, (0.55, 0.86, 0.88))])
    )


def _high_dunes(sheet: Sheet) -> None:
    for seed, (x, half, rise) in enumerate(
        ((0.55, 0.75, 0.26), (1.75, 0.65, 0.20), (1.20, 0.45, 0.11), (2.30, 0.40, 0.08))
    ):
        _dune(sheet, x, half, 0.645, rise, seed=120 + seed)


def _crags(sheet: Sheet) -> None:
    _dune(sheet, 1.7, 0.6, 0.64, 0.09, seed=131)
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
    _planted(sheet, _saguaro(sheet.dice_for(137)), 1.28, 0.632, 0.24)


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
    _dune(sheet, 0.4, 0.6, 0.64, 0.15, seed=141)
    _dune(sheet, 1.95, 0.5, 0.64, 0.11, seed=142)
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
        + (0.35 + 0.1 * (_variant(sheet) % 3)) * np.sin(sheet.x / PERIOD * 4 * np.pi + seed)
    )
    cell = sheet.down * depth**1.5 / 4.5
    return np.asarray(
        (np.sin(2 * np.pi * phase) + 0.35 * np.sin(4 * np.pi * phase + 0.8)) * np.clip((cell - 3) / 8, 0, 1), np.float32
    )


def _ground(sheet: Sheet) -> None:
    edge = np.asarray(0.634 + 0.005 * sheet.waviness(0.7, 2, seed=200), np.float32)
    broad = plane_noise(sheet, HORIZON, 1.1, stretch=3.5, octaves=2, seed=201)
    patches = smooth(plane_noise(sheet, HORIZON, 0.9, stretch=3, octaves=1, seed=202), -0.6, 0.4)
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
    variant, dice = _variant(sheet), sheet.dice_for(300)
    bank = np.asarray(1.01 - 0.05 * sheet.waviness(0.9, 2, seed=301), np.float32)
    spots = ((0.2, 1.4), (0.75, 1.9), (0.4, 1.2, 2.1), (0.1, 1.65), (0.9, 2.2))[variant]
    for i, x in enumerate(spots):
        foot = float(np.interp(x, sheet.x[0], bank)) + 0.03
        thing = (_prickly, _barrel, _agave)[(i + variant) % 3](dice)
        sheet.stamp(thing, x, foot, height=dice.uniform(0.13, 0.17), mirrored=bool(dice.integers(2)))
        for j in range(4):
            at = x + (0.16 + 0.06 * j) * (-1) ** j
            sheet.stamp(
                _straw(sheet.dice_for(302, i, j)),
                at,
                float(np.interp(at % PERIOD, sheet.x[0], bank)) + 0.02,
                height=dice.uniform(0.06, 0.11),
            )
    mask = sheet.below(bank)
    tone = 0.82 - 1.1 * (sheet.y - bank) + 0.08 * sheet.noise(0.2, 3, seed=303, stretch=2.5)
    sheet.lay(mask, toned(np.asarray(tone, np.float32), SAND))
    waves = np.sin((sheet.y - bank * 0.8) * 260 + 2.5 * sheet.noise(0.3, 2, seed=304))
    sheet.tint(0.20 * mask * smooth(np.asarray(waves, np.float32), 0.2, 1.0), SAND[1])
    for i in range(7):
        at = spots[i % len(spots)] + dice.normal(0, 0.22)
        foot = float(np.interp(at % PERIOD, sheet.x[0], bank)) + dice.uniform(0.02, 0.06)
        _planted(sheet, _boulder(dice), at, foot, dice.uniform(0.03, 0.06))


def _prickly(dice: np.random.Generator) -> Patch:
    cut = Cutout(1.3, 300)
    pads = (
        (0.0, 0.20, 0.17, 0.22),
        (-0.28, 0.42, 0.14, 0.19),
        (0.26, 0.40, 0.14, 0.18),
        (-0.02, 0.52, 0.15, 0.20),
        (-0.42, 0.70, 0.11, 0.15),
        (-0.14, 0.80, 0.12, 0.16),
        (0.20, 0.76, 0.12, 0.15),
        (0.44, 0.64, 0.11, 0.14),
    )
    for x, y, half, rise in pads:
        wide, high = half * 1.22, rise * 1.15
        cut.ellipse(x, y, wide, high, (0.10, 0.30, 0.22))
        cut.ellipse(x - 0.015, y + 0.012, wide * 0.88, high * 0.90, (0.28, 0.52, 0.30))
        cut.ellipse(x - 0.04, y + 0.04, wide * 0.55, high * 0.60, (0.46, 0.66, 0.36))
        for _ in range(7):
            cut.ellipse(
                x + dice.uniform(-0.6, 0.6) * wide, y + dice.uniform(-0.7, 0.7) * high, 0.011, 0.011, (0.92, 0.90, 0.66)
            )
    for x, y in ((-0.44, 0.86), (-0.16, 0.95), (0.22, 0.91), (0.47, 0.78)):
        cut.ellipse(x, y, 0.05, 0.045, (0.92, 0.26, 0.42))
        cut.ellipse(x - 0.01, y + 0.015, 0.025, 0.02, (1.0, 0.78, 0.45))
    return cut.patch()


def _barrel(dice: np.random.Generator) -> Patch:
    cut = Cutout(1.3, 260)
    cut.ellipse(0, 0.42, 0.56, 0.46, (0.08, 0.26, 0.18))
    for share in np.linspace(-0.92, 0.92, 11):
        color = mixed((0.60, 0.76, 0.40), (0.12, 0.34, 0.22), 0.5 + 0.5 * share)
        y = np.linspace(-1, 1, 24)
        cut.stroke(
            np.stack([0.54 * share * np.sqrt(np.clip(1 - y * y * 0.92, 0, 1)), 0.42 + 0.44 * y], 1), 0.055, 0.05, color
        )
    for _ in range(9):
        x = dice.uniform(-0.26, 0.26)
        cut.ellipse(x, 0.88 - x * x, 0.06, 0.06, (0.98, 0.62, 0.20))
        cut.ellipse(x - 0.01, 0.90 - x * x, 0.03, 0.03, (1.0, 0.88, 0.45))
    return cut.patch()


def _agave(dice: np.random.Generator) -> Patch:
    cut = Cutout(1.9, 260)
    for i, turn in enumerate((-1.35, 1.35, -1.1, 1.1, -0.8, 0.82, -0.5, 0.52, -0.2, 0.22, 0.0)):
        tip = (0.95 * np.sin(turn), 0.08 + 0.86 * np.cos(turn) * dice.uniform(0.88, 1.0))
        spine = curve((0.02 * turn, 0.0), (tip[0] * 0.55, tip[1] * 0.75 + 0.05), tip, 16)
        color = mixed((0.16, 0.38, 0.36), (0.50, 0.68, 0.54), np.clip(0.4 - 0.35 * turn + 0.03 * i, 0, 1))
        cut.stroke(spine, 0.15, 0.008, color)
        cut.stroke(spine - (0.015, 0), 0.05, 0.004, mixed(color, (0.9, 0.95, 0.75), 0.40))
    return cut.patch()


def _straw(dice: np.random.Generator) -> Patch:
    cut = Cutout(1.5, 160)
    for i in range(18):
        out, tall = dice.normal(0, 0.35), dice.uniform(0.5, 0.98)
        cut.stroke(
            curve((out * 0.15, 0), (out * 0.3, tall * 0.8), (out, tall), 8),
            0.05,
            0.008,
            mixed((0.55, 0.36, 0.18), (0.96, 0.82, 0.46), i / 18),
        )
    return cut.patch()


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
