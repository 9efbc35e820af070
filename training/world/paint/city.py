"""A city: a skyline with depth, a street of handsome houses, shops, trees and lamps."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from training.world.paint.board import Board, keep_light, put
from training.world.paint.garden import bush, flower_bed, hedge, tree
from training.world.paint.houses import office, shop, town_house
from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Color, Mask, Sheet
from training.world.paint.street_furniture import bench, bollard, hydrant, lamp, planter, railing
from training.world.paint.towers import tower
from video01.layers import PERIOD

HORIZON = 0.62
FAR_FOOT, MID_FOOT = 0.66, 0.645


# The skyline


def _paint_far(sheet: Sheet) -> None:
    dice = sheet.dice_for(51)
    shape = sheet.waviness(1.2, 2, seed=4)  # where the city is high
    for haze, count, low, high in ((0.62, 19, 0.26, 0.54), (0.36, 15, 0.24, 0.60), (0.10, 13, 0.14, 0.50)):
        order = dice.permutation(count)
        for i in order:
            x = (i + float(dice.uniform(0.1, 0.9))) / count * PERIOD
            swell = 0.5 + 0.5 * float(shape[int(x * sheet.across) % sheet.width])
            height = low + (high - low) * (0.25 * float(dice.uniform()) + 0.75 * swell * float(dice.uniform(0.5, 1.0)))
            put(sheet, tower(dice, min(0.57, height), haze), x, FAR_FOOT, mirrored=False)
    sheet.tint(sheet.ramp(0.42, 0.64) * 0.45, (0.80, 0.87, 0.93))  # the air above the streets


# The street behind


def _paint_mid(sheet: Sheet) -> None:
    _build_street(sheet, lit=False)
    sheet.shade(1 - 0.16 * sheet.ramp(0.5, 0.64))


def _paint_lights(sheet: Sheet) -> None:
    _build_street(sheet, lit=True)
    keep_light(sheet)


def _build_street(sheet: Sheet, *, lit: bool) -> None:
    """The same street by day and lit; its luck must be drawn alike."""
    dice = sheet.dice_for(52)
    x, start = 0.0, float(dice.uniform(0, PERIOD))
    while x < PERIOD - 0.14:
        width = min(float(dice.uniform(0.17, 0.34)), PERIOD - x)
        if PERIOD - x - width < 0.14:
            width = PERIOD - x
        kind = int(dice.choice(4, p=(0.44, 0.16, 0.2, 0.2)))
        if kind == 3:
            _park(sheet, dice, start + x, width, lit=lit)
        else:
            build: Callable[[np.random.Generator, float], Board] = (town_house, office, shop)[kind]
            put(sheet, build(dice, width - 0.004), start + x + width / 2, MID_FOOT, lit=lit)
        x += width
    for spot in np.arange(6) * 0.4 + start:
        put(
            sheet,
            tree(dice, float(dice.uniform(0.15, 0.21)), "green", trunk=0.34),
            spot + 0.1 + float(dice.uniform(-0.05, 0.05)),
            MID_FOOT,
            lit=lit,
        )
        put(sheet, lamp(dice, 0.19), spot + 0.3, MID_FOOT, lit=lit)


def _park(sheet: Sheet, dice: np.random.Generator, x: float, width: float, *, lit: bool) -> None:
    """A gap with tall trees: the skyline shows above."""
    for share in (0.2, 0.8, 0.5):
        foliage = str(dice.choice(("green", "lime", "deep", "rust")))
        put(
            sheet,
            tree(dice, float(dice.uniform(0.17, 0.27)), foliage, trunk=0.22),
            x + share * width,
            MID_FOOT,
            lit=lit,
        )
    for share in (0.1, 0.4, 0.65, 0.95):
        put(sheet, bush(dice, width * 0.34, 0.05, "deep"), x + share * width, MID_FOOT + 0.004, lit=lit)


# The street in front


def _paint_ground(sheet: Sheet) -> None:
    kind = sheet.variant
    _asphalt(
        sheet,
        ((0.40, 0.41, 0.45), (0.36, 0.38, 0.43), (0.66, 0.60, 0.53), (0.43, 0.43, 0.45), (0.50, 0.46, 0.44))[kind],
    )
    if kind in (2, 4):
        _paving(sheet, plaza=kind == 2)
    if kind == 4:
        for y, thick in ((0.735, 0.007), (0.80, 0.010)):
            sheet.lay(_band(sheet, y, thick + 0.006) * 0.5, (0.30, 0.28, 0.28))
            sheet.lay(_band(sheet, y, thick), (0.74, 0.75, 0.78))
    if kind in (0, 1, 3):
        _dashes(sheet, y=0.775, thick=0.011, count=6 if kind else 8)
        sheet.lay(_band(sheet, 0.985, 0.016) * 0.8, (0.93, 0.92, 0.86))
    if kind == 1:
        _zebra(sheet)
    if kind == 3:
        sheet.lay(sheet.below(0.90) * (1 - sheet.below(0.97)) * 0.85, (0.66, 0.33, 0.27))
    _manholes(sheet, kind)
    _pavements(sheet)
    sheet.erase(1 - sheet.below(HORIZON))


def _asphalt(sheet: Sheet, color: Color) -> None:
    sheet.lay(1.0, color)
    sheet.shade(1.10 - 0.24 * sheet.ramp(0.62, 1.3))
    sheet.shade(
        1 + 0.07 * sheet.noise(0.6, 4, seed=61, stretch=4.0) + 0.035 * sheet.noise(0.06, 2, seed=62, stretch=2.0)
    )
    wear = np.exp(-(((sheet.y - 0.72) / 0.018) ** 2)) + np.exp(-(((sheet.y - 0.88) / 0.035) ** 2))
    sheet.shade(1 + 0.07 * wear)


def _band(sheet: Sheet, y: float, thick: float) -> Mask:
    return np.asarray(sheet.below(y - thick / 2) * (1 - sheet.below(y + thick / 2)) * np.ones_like(sheet.x), np.float32)


def _dashes(sheet: Sheet, *, y: float, thick: float, count: int) -> None:
    length = PERIOD / count
    away = np.abs((sheet.x / length) % 1 - 0.5) * length
    sheet.lay(_band(sheet, y, thick) * np.clip((0.26 * length - away) * sheet.across, 0, 1) * 0.9, (0.96, 0.93, 0.82))


def _zebra(sheet: Sheet) -> None:
    """Stripes across the street, spreading towards us."""
    middle = float(sheet.dice_for(53).uniform(0.9, 1.5))
    for i in range(-3, 4):
        near, far = middle + i * 0.13, middle + i * 0.088
        points = [(far - 0.02, 0.69), (far + 0.02, 0.69), (near + 0.032, 0.975), (near - 0.032, 0.975)]
        sheet.lay(sheet.polygon(points) * 0.88, (0.94, 0.93, 0.88))


def _manholes(sheet: Sheet, kind: int) -> None:
    dice = sheet.dice_for(54)
    for _ in range(2):
        x, y = float(dice.uniform(0, PERIOD)), float(dice.uniform(0.84, 0.93))
        for size, color in ((1.0, (0.24, 0.24, 0.27)), (0.82, (0.36, 0.36, 0.39)), (0.45, (0.29, 0.29, 0.32))):
            sheet.lay(_oval(sheet, x, y, 0.045 * size, 0.013 * size, corners=30) * (0.6 if kind == 2 else 0.9), color)


def _paving(sheet: Sheet, *, plaza: bool) -> None:
    """Stones in rows that grow towards us, each of its own tone; on a plaza with bands and rosettes."""
    y, step, row = 0.668, 0.009, 0
    while y < 1.36:
        across = round(PERIOD / (step * 3.2))
        column = (np.floor(sheet.x * across / PERIOD + 0.37 * row) % across).astype(int)
        luck = cv2.GaussianBlur(sheet.dice_for(55, row).uniform(-1, 1, across)[column].astype(np.float32), (0, 0), 2.0)
        inside = sheet.below(y, 0.004) * (1 - sheet.below(y + step, 0.004))
        sheet.shade(1 + inside * 0.075 * luck)
        sheet.shade(1 - 0.14 * _band(sheet, y, 0.002 + 0.1 * step))
        if plaza and row % 4 == 1:
            sheet.tint(inside * 0.55, (0.62, 0.36, 0.28))
        y, step, row = y + step, step * 1.22, row + 1
    if plaza:
        for i in range(4):
            _rosette(sheet, (i + 0.5) * PERIOD / 4, 0.86, 0.2)


def _rosette(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """A round mosaic lying on the ground."""
    for share, color in (
        (1.0, (0.88, 0.82, 0.72)),
        (0.88, (0.36, 0.50, 0.58)),
        (0.62, (0.88, 0.80, 0.66)),
        (0.5, (0.70, 0.36, 0.26)),
        (0.2, (0.92, 0.80, 0.50)),
    ):
        wide = radius * share
        sheet.lay(0.72 * _oval(sheet, x, y, wide, 0.24 * wide, corners=48), color)
    star = [
        (x + radius * s * np.cos(t), y + 0.24 * radius * s * np.sin(t))
        for t, s in zip(np.arange(16) * np.pi / 8, (0.84, 0.5) * 8, strict=True)
    ]
    sheet.lay(0.45 * sheet.polygon(star), (0.92, 0.86, 0.74))


def _oval(sheet: Sheet, x: float, y: float, wide: float, high: float, *, corners: int) -> Mask:
    """An oval around (x, y), of these half axes."""
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return sheet.polygon([(x + wide * np.cos(t), y + high * np.sin(t)) for t in turn])


def _pavements(sheet: Sheet) -> None:
    """The pavement along the houses, and the one at our feet."""
    near = 1.03
    sheet.lay(1 - sheet.below(0.664), (0.80, 0.76, 0.70))
    sheet.shade(1 - 0.22 * (1 - sheet.ramp(0.62, 0.652)))  # the shade of the houses
    sheet.lay(_band(sheet, 0.664, 0.008), (0.93, 0.90, 0.84))
    sheet.lay(_band(sheet, 0.671, 0.007), (0.50, 0.47, 0.46))
    stone = (
        np.asarray((0.78, 0.72, 0.65), np.float32) * (1 + 0.06 * sheet.noise(0.3, 3, seed=63, stretch=2.0))[..., None]
    )
    sheet.lay(sheet.below(near), np.asarray(stone, np.float32))
    joints = np.abs((sheet.x * 9 / PERIOD) % 1 - 0.5) > 0.49
    sheet.shade(1 - 0.2 * sheet.below(near) * joints)
    sheet.shade(1 - 0.2 * _band(sheet, 1.17, 0.010))
    sheet.lay(_band(sheet, near - 0.008, 0.022), (0.56, 0.52, 0.50))
    sheet.lay(_band(sheet, near + 0.008, 0.024), (0.90, 0.86, 0.79))


# What stands at the kerb before us


def _paint_near(sheet: Sheet) -> None:
    """Planters, hydrants, benches, bollards and a railing along the lower edge."""
    dice, kind = sheet.dice_for(56), sheet.variant
    start = float(dice.uniform(0, PERIOD))
    if kind == 1:
        for i in range(8):
            put(sheet, railing(dice, 0.302), start + 0.3 * i, 1.09)
    rows = (
        ("planter", "hydrant", "planter", "bollard", "bollard"),
        ("flowers", "flowers", "hydrant", "flowers", "flowers"),
        ("bench", "bollard", "planter", "bench", "hydrant"),
        ("hedge", "hedge", "bollard", "hedge", "bench"),
        ("bollard", "planter", "bollard", "hedge", "bollard"),
    )[kind]
    builders = {
        "planter": planter,
        "hydrant": hydrant,
        "bench": bench,
        "bollard": bollard,
        "flowers": flower_bed,
        "hedge": hedge,
    }
    for i, name in enumerate(rows):
        x = start + (i + float(dice.uniform(-0.15, 0.15))) * PERIOD / len(rows)
        sheet.lay(0.4 * sheet.disc(x + 0.02, 1.085, 0.1, 0.1) * sheet.below(1.06), (0.12, 0.12, 0.18))
        put(sheet, builders[name](dice), x, 1.10)


CITY = Place(
    name="city",
    horizon=HORIZON,
    strips=(
        Strip(layer="far", top=0.0, bottom=0.66, nearness=0.1, paint=_paint_far),
        Strip(layer="mid", top=0.06, bottom=0.66, nearness=0.4, paint=_paint_mid),
        Strip(layer="lights", top=0.06, bottom=0.66, nearness=0.4, paint=_paint_lights, glow=0.15),
        Strip(layer="ground", top=0.6, bottom=1.35, nearness=1.0, paint=_paint_ground),
        Strip(layer="near", top=0.75, bottom=1.25, nearness=1.45, paint=_paint_near),
    ),
)
