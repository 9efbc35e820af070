"""Volcano: a smoking cone with streams of lava over black, cracked land."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint import relief
from training.world.paint.place import Place, Strip
from training.world.paint.plain import lit_noise, plain_noise, scatter, toward
from training.world.paint.relief import blend
from training.world.paint.scrap import Scrap, boulder, mixed, smoke, tuft
from training.world.paint.sheet import Patch, Sheet
from training.world.paint.soft import smooth
from video01.layers import PERIOD

HORIZON = 0.60
AIR = (0.70, 0.66, 0.68)
LAVA = [(0.45, 0.05, 0.03), (0.90, 0.20, 0.04), (1.0, 0.52, 0.08), (1.0, 0.86, 0.38)]  # from crust to heart
ROCK_DARK, ROCK_LIT = (0.10, 0.085, 0.11), (0.46, 0.38, 0.37)


@dataclass(frozen=True)
class Cone:
    """Where the volcano stands, how high it is, which way its streams run (radians, 90 degrees is toward us)."""

    x: float
    height: float
    streams: tuple[float, ...]


CONES = (
    Cone(0.70, 0.36, (1.35, 2.25, 0.75)),
    Cone(1.45, 0.38, (1.75, 1.05)),
    Cone(1.10, 0.33, (1.20, 2.0, 2.6, 0.5)),
    Cone(1.80, 0.37, (1.55, 2.5)),
    Cone(0.45, 0.345, (1.9, 1.3, 0.7)),
)
POOLS = {
    0: (0.6, 0.72, 0.30, 0.028),
    2: (1.6, 0.745, 0.4, 0.035),
    3: (1.1, 0.70, 0.26, 0.022),
}  # by variant: x, y, half axes


def _cone(sheet: Sheet) -> tuple[relief.Heights, NDArray[np.float32], relief.View]:
    """The heights of the volcano, how much lava runs in each cell (0..1), and its view; the same for each strip."""
    cone, dice = CONES[sheet.variant], sheet.dice_for(21)
    bend = relief.noise(dice, 0.3, 3)
    dx = (relief.columns() - cone.x + PERIOD / 2) % PERIOD - PERIOD / 2
    dz = (relief.rows() - 0.55) * 1.15
    away = np.hypot(dx, dz).astype(np.float32)
    angle = np.arctan2(dz, dx) + bend * 0.10 * smooth(0.05, 0.3, away)
    rim = 0.085
    flank = cone.height * np.exp(-np.maximum(away - rim, 0) / 0.27)
    gullies = np.zeros_like(flank)
    for waves in (9, 17, 29):
        gullies += np.abs(np.sin(angle * waves / 2 + dice.uniform(0, 6) + bend * 0.6)) * 9 / waves
    heights = flank * (1 + 0.0 * dx) + (gullies - 1.1) * 0.018 * smooth(rim, 0.25, away) * smooth(0.75, 0.35, away)
    heights += relief.noise(dice, 0.08, 4, ridged=True) * 0.008
    lip = smooth(0.1, 0.95, np.sin(angle))  # the crater is open toward us
    heights -= (0.035 * lip + 0.004 * np.sin(angle * 5)) * smooth(0.16, rim, away) + 0.07 * smooth(rim, 0.02, away)
    lava = smooth(rim * 0.95, rim * 0.75, away) * (0.30 + 0.70 * smooth(-0.1, 0.5, np.sin(angle)))
    for stream in cone.streams:
        lava = np.maximum(lava, _stream(dice, angle, away, stream))
    heights = np.asarray(heights * smooth(-0.02, 0.05, heights), np.float32)
    return heights, np.asarray(lava, np.float32), relief.view(sheet, heights, far=HORIZON - 0.07, near=HORIZON + 0.05)


def _stream(
    dice: np.random.Generator, angle: NDArray[np.float32], away: NDArray[np.float32], to: float
) -> NDArray[np.float32]:
    """A stream of lava that winds down from the rim."""
    length = dice.uniform(0.32, 0.62)
    course = to + 0.22 * np.sin(away * dice.uniform(14, 24) + dice.uniform(0, 6)) * smooth(0.05, 0.4, away)
    aside = np.abs((angle - course + np.pi) % (2 * np.pi) - np.pi) * away
    half = 0.011 + 0.016 * smooth(length, 0.05, away)
    return np.asarray(np.clip(1.25 - aside / half, 0, 1) * smooth(length, length - 0.08, away), np.float32)


def _skirt(sheet: Sheet) -> NDArray[np.float32]:
    """The outline of the dark hills before the volcano."""
    return np.asarray(0.583 - 0.018 * sheet.waviness(0.5, 4, seed=22), np.float32)


def _mid(sheet: Sheet) -> None:
    dice = sheet.dice_for(23)
    _plume(sheet, CONES[sheet.variant].x, HORIZON - 0.05 - CONES[sheet.variant].height, size=0.42, seed=24)
    heights, lava, seen = _cone(sheet)
    sun = smooth(0.12, 0.85, relief.sunlight(heights, strength=1.1))
    grain = relief.noise(dice, 0.12, 4)
    ash = blend(
        blend((0.13, 0.11, 0.17), (0.19, 0.15, 0.19), grain * 0.5 + 0.5),
        blend((0.50, 0.40, 0.36), (0.60, 0.46, 0.39), grain * 0.5 + 0.5),
        sun,
    )
    ash = blend(
        ash, blend((0.24, 0.10, 0.11), (0.62, 0.33, 0.25), sun), smooth(0.20, 0.32, heights + grain * 0.03) * 0.75
    )
    scrub = blend((0.17, 0.16, 0.17), (0.42, 0.37, 0.31), sun)
    ash = blend(ash, scrub, smooth(0.10, 0.04, heights + grain * 0.03) * 0.7)
    ash = blend(ash, AIR, 0.05 + 0.40 * smooth(0.14, 0.0, heights))
    seen.paint(sheet, ash)
    relief.brushed(sheet, 4)
    shown = seen.shown(lava) * sheet.below(seen.outline)
    sheet.lay(np.clip(shown * 2, 0, 1) * 0.9, toward(LAVA, np.clip(shown * 0.85, 0, 1)))
    _hills(sheet, dice)


def _hills(sheet: Sheet, dice: np.random.Generator) -> None:
    crest = _skirt(sheet)
    bumps = sheet.noise(0.09, 4, seed=26)
    tone = np.clip(0.55 - (sheet.y - crest) / 0.1 * 0.5 + lit_noise(bumps, sheet, 0.006) * 0.22, 0, 1)
    sheet.lay(sheet.below(crest), toward([(0.11, 0.09, 0.12), (0.24, 0.19, 0.21), (0.48, 0.39, 0.37)], tone))
    snags = [_snag(dice) for _ in range(3)]
    stones = [boulder(dice, dark=ROCK_DARK, lit=ROCK_LIT) for _ in range(3)]
    for index in range(26):
        at = int(dice.integers(sheet.width))
        kind = snags if index % 4 == 0 else stones
        high = dice.uniform(0.05, 0.085) if kind is snags else dice.uniform(0.012, 0.035)
        sheet.stamp(kind[int(dice.integers(3))], float(sheet.x[0, at]), float(crest[at]) + 0.012, height=high)


def _snag(dice: np.random.Generator) -> Patch:
    """A dead, charred tree."""
    scrap = Scrap(0.8)
    scrap.shape([(0.36, 1), (0.46, 1), (0.42, 0.5), (0.43, 0.12), (0.40, 0.12), (0.38, 0.5)], (0.12, 0.09, 0.09))
    scrap.shape([(0.36, 1), (0.40, 1), (0.395, 0.5), (0.41, 0.12), (0.40, 0.12), (0.38, 0.5)], (0.34, 0.27, 0.25))
    for _ in range(7):
        y, side = dice.uniform(0.2, 0.65), dice.choice((-1, 1))
        reach, rise = dice.uniform(0.12, 0.32), dice.uniform(0.08, 0.25)
        tip = (0.41 + side * reach, y - rise)
        scrap.shape([(0.405, y - 0.02), (0.415, y + 0.025), tip], (0.15, 0.11, 0.11))
        scrap.shape(
            [
                (0.41 + side * reach * 0.5, y - rise * 0.45),
                (0.41 + side * reach * 0.55, y - rise * 0.6),
                (tip[0] + side * 0.02, y - rise - 0.14),
            ],
            (0.15, 0.11, 0.11),
        )
    return scrap.patch()


def _plume(sheet: Sheet, x: float, y: float, *, size: float, seed: int, pale: float = 0.0) -> None:
    """Smoke that rises from (x, y) in billows and leans to the right."""
    dark, lit = mixed((0.20, 0.18, 0.22), AIR, pale), mixed((0.80, 0.76, 0.75), AIR, pale)
    patch = smoke(sheet.dice_for(seed), dark=dark, lit=lit, fire=mixed((0.95, 0.34, 0.10), AIR, pale))
    # The foot of the smoke is at 0.22 of its 1.3 heights; a stamp stands on its middle.
    sheet.stamp(patch, x + (0.65 - 0.22) * size, y + 0.03 * size, height=size)


def _far(sheet: Sheet) -> None:
    dice = sheet.dice_for(11)
    for haze, high, count in ((0.62, 0.20, 5), (0.35, 0.12, 7)):
        spines = [
            spine
            for place in range(count)
            for spine in relief.mountain(dice, _somewhere(dice, place, count), high * dice.uniform(0.5, 1.1), slope=0.8)
        ]
        heights = relief.ridges(dice, spines, steep=1.4, rough=0.05)
        sun = smooth(0.12, 0.85, relief.sunlight(heights))
        rock = blend((0.18, 0.15, 0.22), (0.56, 0.45, 0.42), sun)
        hazy = np.clip(haze + (1 - haze) * smooth(0.14, -0.02, heights) * 0.55, 0, 1)
        seen = relief.view(sheet, heights, far=HORIZON - 0.04, near=HORIZON + 0.03)
        if haze > 0.5:  # the highest one smokes too
            peak = int(seen.outline.argmin())
            _plume(sheet, float(sheet.x[0, peak]), float(seen.outline[peak]) + 0.01, size=0.22, seed=14, pale=0.45)
        seen.paint(sheet, blend(rock, AIR, hazy))
    relief.brushed(sheet, 4)


def _somewhere(dice: np.random.Generator, place: int, count: int) -> tuple[float, float]:
    """x and z of one of `count` mountains."""
    return (place + dice.uniform(0.1, 0.9)) * PERIOD / count, 0.5


def _lights(sheet: Sheet) -> None:
    """The lava of the volcano and its shine, as far as the hills before it let it be seen."""
    _, lava, seen = _cone(sheet)
    shown = seen.shown(lava) * sheet.below(seen.outline)
    cone = CONES[sheet.variant]
    top = HORIZON - 0.055 - cone.height
    sheet.lay(sheet.disc(cone.x, top, 0.20, soft=0.20) * 0.40, (1.0, 0.36, 0.10))
    margin = sheet.width // 8
    wide = np.concatenate([shown[:, -margin:], shown, shown[:, :margin]], 1)
    halo = cv2.GaussianBlur(wide, (0, 0), 16)[:, margin:-margin]
    sheet.lay(np.clip(halo * 1.5, 0, 0.55), (1.0, 0.30, 0.06))
    sheet.lay(np.clip(shown * 2.2, 0, 1), toward(LAVA, np.clip(0.15 + shown * 0.85, 0, 1)))
    sheet.erase(sheet.below(_skirt(sheet)))


def _ground(sheet: Sheet) -> None:
    dice = sheet.dice_for(31)
    broad, fine = plain_noise(sheet, HORIZON, 0.7, 3, seed=31), plain_noise(sheet, HORIZON, 0.17, 3, seed=32)
    tone = np.clip(0.42 + broad * 0.2 + fine * 0.10 + lit_noise(fine, sheet, 0.006) * 0.22, 0, 1)
    far = toward([(0.22, 0.18, 0.20), (0.36, 0.30, 0.31), (0.52, 0.44, 0.42)], tone)
    near = toward([(0.085, 0.07, 0.09), (0.20, 0.165, 0.18), (0.42, 0.35, 0.34)], tone)
    sheet.lay(1.0, far + (near - far) * sheet.ramp(HORIZON, 1.0)[..., None])
    _cracks(sheet)
    _pool(sheet, fine)
    stones = [boulder(dice, dark=ROCK_DARK, lit=ROCK_LIT) for _ in range(5)]
    dry = [tuft(dice, dark=(0.22, 0.16, 0.12), lit=(0.62, 0.50, 0.30), blades=9, spread=0.8) for _ in range(2)]
    scatter(
        sheet,
        [*stones, dry[0]],
        dice,
        horizon=HORIZON,
        count=70,
        height=0.12,
        start=HORIZON + 0.02,
        end=1.32,
        allowed=lambda x, y: bool(_pool_offset(x, y, sheet.variant) > 1.25),
    )


def _cracks(sheet: Sheet) -> None:
    """Glowing cracks between plates of crust."""
    veins = np.abs(plain_noise(sheet, HORIZON, 0.5, 2, seed=34, flat=3.5))
    where = smooth(-0.05, 0.35, plain_noise(sheet, HORIZON, 1.1, 1, seed=35)) * np.clip(
        (sheet.y - HORIZON) / 0.05, 0, 1
    )
    heat = smooth(0.075, 0.0, veins) * where
    sheet.lay(smooth(0.22, 0.02, veins) * where * 0.40, (0.50, 0.10, 0.05))
    sheet.lay(np.clip(heat * 1.6, 0, 1), toward(LAVA, heat))


def _pool_offset(x: Any, y: Any, variant: int) -> Any:
    """How far out of the lava pool, 1 at its edge; x and y may be arrays."""
    if variant not in POOLS:
        return np.full_like(x + y, 9.0)
    middle, foot, wide, high = POOLS[variant]
    return np.hypot(((x - middle + PERIOD / 2) % PERIOD - PERIOD / 2) / wide, (y - foot) / high)


def _pool(sheet: Sheet, fine: NDArray[np.float32]) -> None:
    """A pool of lava under floating crust."""
    off = _pool_offset(sheet.x, sheet.y, sheet.variant) + fine * 0.14
    sheet.lay(smooth(1.35, 1.0, off) * 0.7, (0.42, 0.09, 0.05))
    sheet.lay(smooth(1.12, 1.04, off), (0.09, 0.06, 0.07))
    flow = np.clip(0.62 + sheet.noise(0.2, 3, seed=37, stretch=6) * 0.5 - 0.25 * smooth(0.5, 1.0, off), 0, 1)
    sheet.lay(smooth(1.05, 0.98, off), toward(LAVA, flow))


def _near(sheet: Sheet) -> None:
    dice = sheet.dice_for(41)
    stones = [boulder(dice, dark=(0.05, 0.045, 0.06), lit=(0.36, 0.30, 0.30)) for _ in range(5)]
    dry = [tuft(dice, dark=(0.14, 0.10, 0.08), lit=(0.52, 0.42, 0.26), blades=14, spread=0.7) for _ in range(2)]
    bank = 1.02 - 0.035 * sheet.waviness(0.6, 4, seed=41)
    for index in range(34 + 5 * sheet.variant):
        at = int(dice.integers(sheet.width))
        kind = dry[index % 2] if index % 5 == 0 else stones[index % 5]
        sheet.stamp(
            kind,
            float(sheet.x[0, at]),
            float(bank[at]) + dice.uniform(0.03, 0.08),
            height=dice.uniform(0.06, 0.15),
            mirrored=False,
        )
    bumps = sheet.noise(0.15, 4, seed=42)
    tone = np.clip(0.5 - (sheet.y - bank) / 0.2 * 0.5 + lit_noise(bumps, sheet, 0.008) * 0.2, 0, 1)
    sheet.lay(sheet.below(bank + 0.03), toward([(0.05, 0.04, 0.055), (0.14, 0.115, 0.13), (0.30, 0.25, 0.25)], tone))


VOLCANO = Place(
    name="volcano",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=0.16, bottom=0.66, nearness=0.08, paint=_far),
        Strip(layer="mid", top=-0.08, bottom=0.70, nearness=0.25, paint=_mid),
        Strip(layer="lights", top=-0.08, bottom=0.70, nearness=0.25, paint=_lights, glow=0.6),
        Strip(layer="ground", top=HORIZON, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.85, bottom=1.3, nearness=1.5, paint=_near),
    ),
)
