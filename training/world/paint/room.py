# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""A cosy room out of a storybook: wallpaper, a window on a sunny land, furniture, lamps, a rug on wooden boards."""

from __future__ import annotations

import itertools

import cv2
import numpy as np

from training.world.paint.furniture import (
    BLUE,
    BRASS,
    CLAY,
    CLOTHS,
    FLOOR,
    GREEN,
    LEAF,
    OCHRE,
    PALE,
    PLUM,
    RED,
    WOOD,
    bed,
    bookcase,
    box,
    dresser,
    finish_with_shadow,
    lamp,
    picture,
    pillow,
    plank,
    pot,
    shelf,
    sofa,
)
from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Color, Sheet
from training.world.paint.trees import Easel, Tones, clump, strewn, tone, toward

_PAPERS: tuple[tuple[Color, Color], ...] = (  # wall and its pattern
    ((0.62, 0.73, 0.60), (0.71, 0.80, 0.67)),
    ((0.93, 0.82, 0.62), (0.87, 0.70, 0.47)),
    ((0.56, 0.68, 0.80), (0.68, 0.78, 0.87)),
    ((0.88, 0.66, 0.56), (0.94, 0.77, 0.67)),
    ((0.72, 0.66, 0.82), (0.82, 0.77, 0.90)),
)


def _wall(sheet: Sheet) -> None:
    variant, dice = sheet.variant, sheet.dice_for(1)
    ground, pattern = _PAPERS[variant]
    sheet.lay(1.0, ground)
    _wallpaper(sheet, variant, pattern)
    sheet.shade(1.06 - 0.16 * sheet.ramp(0.0, 0.62) + 0.05 * sheet.noise(1.2, 2, seed=2))
    easel = Easel(sheet)
    if variant in {1, 3}:  # panels of wood
        _panels(easel, WOOD if variant == 1 else PALE)
    plank(easel, 1.2, FLOOR + 0.2, 3.0, 0.25, PALE if variant != 1 else WOOD, 0.62)
    finish_with_shadow(easel, 0.25)
    x = 0.55 + 0.1 * variant
    _window(sheet, x, 0.45, 0.56, 0.37, dice)
    for turn, kind in ((0.72, 0), (1.12, 1), (1.55, 2)):
        at = (x + turn + dice.normal(0, 0.03)) % 2.4
        (picture, shelf, picture)[(kind + variant) % 3](easel, dice, at, dice.uniform(0.28, 0.33))
    finish_with_shadow(easel)
    light = sheet.disc(x - 0.05, 0.25, 0.8, 0.8)
    sheet.tint(light * 0.20, (1.0, 0.95, 0.78))


def _wallpaper(sheet: Sheet, variant: int, pattern: Color) -> None:
    across, down = sheet.x * 10 % 1, sheet.y * 10
    if variant in {0, 3}:
        sheet.lay(np.clip((0.25 - np.abs(across - 0.5)) * 30 + 0.5, 0, 1), pattern)
        return
    easel = Easel(sheet)
    t = np.linspace(0, 2 * np.pi, 11)[:-1]
    for row in range(int(down[-1, 0]) - int(down[0, 0]) + 2):
        for column in range(20):
            x, y = (column + 0.5 * (row % 2)) * 0.12, sheet.top + row * 0.09
            if variant == 2:  # stars
                star = np.stack([np.cos(t), np.sin(t)], 1) * np.where(np.arange(10) % 2, 0.008, 0.019)[:, None]
                easel.shape(star + np.array([x, y]), pattern)
            elif variant == 1:  # lozenges
                easel.shape(np.array([[0, -0.032], [0.022, 0], [0, 0.032], [-0.022, 0]]) + np.array([x, y]), pattern)
            else:  # flowers
                for a in range(5):
                    easel.shape(
                        np.stack([np.cos(t), np.sin(t)], 1) * 0.009
                        + (x + 0.011 * np.cos(a * 1.257), y + 0.011 * np.sin(a * 1.257)),
                        pattern,
                    )
    easel.finish()


def _panels(easel: Easel, tones: Tones) -> None:
    easel.shape(box(1.2, FLOOR, 3.0, 0.20), tone(tones, 0.52))
    for x in np.arange(12) * 0.2 + 0.1:
        easel.shape(box(x, FLOOR - 0.06, 0.15, 0.11), tone(tones, 0.36))
        easel.shape(box(x + 0.002, FLOOR - 0.06, 0.144, 0.104), tone(tones, 0.62))
    plank(easel, 1.2, FLOOR - 0.195, 3.0, 0.022, tones, 0.62)


def _window(sheet: Sheet, x: float, y: float, wide: float, high: float, dice: np.random.Generator) -> None:
    """A window with glazing bars and curtains; sky, hills and trees behind it."""
    view = Sheet(top=sheet.top, bottom=sheet.bottom, seed=sheet.seed)
    view.lay(1.0, view.gradient([(y - high, (0.36, 0.66, 0.94)), (y - 0.1, (0.82, 0.93, 0.96))]))
    puffs = np.clip(view.noise(0.22, 4, seed=5, stretch=2.0) * 1.6 - 0.2, 0, 1) * (1 - view.ramp(y - 0.3, y - 0.12))
    view.lay(puffs * 0.9, (1, 1, 1))
    for k, color in enumerate(((0.52, 0.70, 0.72), (0.46, 0.68, 0.42), (0.52, 0.74, 0.30))):
        hills = y - 0.15 + 0.05 * k + 0.025 * view.waviness(0.3, 2, seed=6 + k)
        view.lay(view.below(hills), color)
        view.tint(view.below(hills + 0.01, 0.05) * 0.35, tuple(c * 0.62 for c in color))
    easel = Easel(view)
    for aside in dice.uniform(-0.5, 0.5, 4):
        clump(easel, dice, x + aside * wide, y - dice.uniform(0.03, 0.09), 0.045, 0.045, LEAF, 0.05)
    easel.finish()
    pane = sheet.polygon(np.asarray(box(x, y, wide, high), np.float64))
    sheet.lay(pane, view.pixels[..., :3])
    easel = Easel(sheet)
    for aside in (-0.5, 0.0, 0.5):
        plank(easel, x + aside * wide, y + 0.012, 0.030 if aside else 0.018, high + 0.024, PALE, 0.74)
    for up in (0.0, 0.5, 1.0):
        plank(easel, x, y - up * high + 0.012, wide + 0.03, 0.026 if up != 0.5 else 0.016, PALE, 0.78)
    plank(easel, x, y + 0.034, wide + 0.12, 0.030, PALE, 0.82)
    cloth = CLOTHS[(sheet.variant + 1) % 5]
    _curtains(easel, dice, x, y, wide, high, cloth)
    pot(easel, dice, x + 0.12, y + 0.006, 0.06, CLAY)
    finish_with_shadow(easel, 0.4)


def _curtains(
    easel: Easel, dice: np.random.Generator, x: float, y: float, wide: float, high: float, tones: Tones
) -> None:
    for side in (-1, 1):
        for fold in range(6):
            t = np.linspace(0, 1, 9)
            start = x + side * (0.5 * wide + 0.075 - 0.030 * fold)
            drawn = 0.055 * fold * side * np.sin(np.pi * np.minimum(1, t * 1.1)) ** 1.2 * 0.35
            way = np.stack([start + drawn + side * 0.02 * t, y - high - 0.05 + (high + 0.13) * t], 1)
            light = 0.42 - 0.10 * side + 0.16 * (-1) ** fold + dice.normal(0, 0.02)
            easel.stroke(way, np.full(9, 0.040), tone(tones, light - 0.16))
            easel.stroke(way - (0.006, 0), np.full(9, 0.022), tone(tones, light + 0.05))
            easel.stroke(way - (0.010, 0), np.full(9, 0.008), tone(tones, light + 0.22))
    plank(easel, x, y - high - 0.04, wide + 0.26, 0.018, BRASS, 0.55)
    for side in (-1, 1):
        pillow(easel, x + side * (wide / 2 + 0.135), y - high - 0.034, 0.030, 0.030, BRASS, 0.1, 0.015)


def _lamp_x(sheet: Sheet) -> tuple[float, float]:
    first = float(sheet.dice_for(9).uniform(0, 2.4))
    return first, (first + 1.2) % 2.4


def _mid(sheet: Sheet) -> None:
    variant, dice, easel = sheet.variant, sheet.dice_for(2), Easel(sheet)
    cloth, other = CLOTHS[variant], CLOTHS[(variant + 3) % 5]
    first, second = _lamp_x(sheet)
    if variant == 2:
        bed(easel, first + 0.50, CLOTHS[0])
        dresser(easel, dice, second + 0.34)
        bookcase(easel, dice, second + 0.76, 0.32)
    else:
        sofa(easel, first + 0.46, cloth, other)
        (dresser if variant % 2 else bookcase)(easel, dice, second + 0.34)
        if variant in {1, 4}:
            bookcase(easel, dice, second + 0.78)
        else:
            sofa(easel, second + 0.80, other, cloth, 0.34)
    lamp(easel, first, toward(OCHRE, (1, 0.95, 0.8), 0.4))
    lamp(easel, second, toward(cloth, (1, 0.9, 0.75), 0.55))
    pot(easel, dice, first + 0.92, FLOOR + 0.005, 0.11, CLAY)
    finish_with_shadow(easel, 0.36)


def _lights(sheet: Sheet) -> None:
    for x in _lamp_x(sheet):
        y = FLOOR - 0.40
        sheet.lay(sheet.disc(x, y, 0.42, 0.42) * 0.30, (1.0, 0.80, 0.42))
        sheet.lay(sheet.disc(x, y, 0.13, 0.13) * 0.55, (1.0, 0.90, 0.62))


def _floor(sheet: Sheet) -> None:
    """Boards that run along the wall, a round rug, sun that falls in through the window."""
    dice, easel, eye = sheet.dice_for(5), Easel(sheet), 0.44
    wood = toward(WOOD, ((0.80, 0.56, 0.34), (0.52, 0.30, 0.18))[sheet.variant % 2], 0.30)
    edges = eye + (FLOOR - eye) / np.linspace(1, 0.19, 17)
    for upper, lower in itertools.pairwise(edges):
        joints = np.sort(strewn(dice, 4))
        for x, end in zip(joints, np.append(joints[1:], joints[0] + 2.4), strict=True):
            light, high = 0.56 + dice.normal(0, 0.055), lower - upper
            easel.shape(box((x + end) / 2, lower, end - x, high), tone(wood, light - 0.24))
            easel.shape(box((x + end) / 2, lower - 0.05 * high, end - x - 0.005, 0.92 * high), tone(wood, light + 0.10))
            easel.shape(box((x + end) / 2, lower - 0.05 * high, end - x - 0.005, 0.84 * high), tone(wood, light))
            for _ in range(5):  # grain
                long, px = dice.uniform(0.1, 0.3), dice.uniform(x + 0.05, max(x + 0.06, end - 0.32))
                y = upper + high * dice.uniform(0.2, 0.85)
                way = np.array([[px, y], [px + long / 2, y + 0.03 * high], [px + long, y]])
                easel.stroke(way, high * np.array([0.01, 0.07, 0.01]), tone(wood, light + dice.choice((-0.08, 0.07))))
    easel.finish()
    sheet.shade(1.05 - 0.14 * sheet.ramp(0.95, 1.3) + 0.06 * sheet.noise(0.8, 2, seed=3))
    _rug(sheet, dice, dice.uniform(0, 2.4), 0.85)
    for px in (0.0, 0.25):
        pool = sheet.polygon(np.array([[0, 0.67], [0.2, 0.67], [0.34, 0.8], [0.1, 0.8]]) + np.array([1.5 + px, 0.0]))
        sheet.tint(cv2.GaussianBlur(pool, (0, 0), 6) * 0.34, (1.0, 0.93, 0.70))
    sheet.shade(1 - 0.30 * (1 - sheet.ramp(FLOOR, FLOOR + 0.05)))
    sheet.erase(1 - sheet.below(FLOOR))


def _rug(sheet: Sheet, dice: np.random.Generator, x: float, y: float) -> None:
    cloth, other = CLOTHS[(sheet.variant + 2) % 5], CLOTHS[(sheet.variant + 4) % 5]
    easel, t = Easel(sheet), np.linspace(0, 2 * np.pi, 97)[:-1]
    ring = np.stack([np.cos(t), 0.24 * np.sin(t)], 1)
    fringe = ring * (0.56 + 0.012 * np.sign(np.sin(t * 48 + 0.5)))[:, None]
    easel.shape(fringe + np.array([x, y + 0.006]), tone(PALE, 0.25))
    for size, tones, light in (
        (0.55, cloth, 0.36),
        (0.545, cloth, 0.5),
        (0.47, PALE, 0.75),
        (0.44, other, 0.55),
        (0.34, PALE, 0.8),
        (0.32, cloth, 0.55),
        (0.14, PALE, 0.75),
        (0.12, other, 0.6),
    ):
        easel.shape(ring * size + (x, y), tone(tones, light))
    for a in np.arange(16) * np.pi / 8:
        spot = np.array([x + 0.39 * np.cos(a), y + 0.39 * 0.24 * np.sin(a)])
        easel.shape(ring[::8] * (0.030, 0.040) * (1, 2.0) + spot, tone(OCHRE, 0.75))
    easel.finish()
    worn = 0.07 * (1 + sheet.noise(0.05, 2, seed=4, stretch=3))
    sheet.tint(np.asarray(sheet.polygon(ring * 0.55 + (x, y)) * worn, np.float32), (0.1, 0.05, 0.1))


def _near(sheet: Sheet) -> None:
    variant, dice, easel = sheet.variant, sheet.dice_for(6), Easel(sheet)
    start = dice.uniform(0, 2.4)
    for number, aside in enumerate((0.0, 0.62, 1.2, 1.75)):
        x, kind = start + aside + dice.normal(0, 0.05), (number + variant) % 4
        if kind == 0:
            pot(easel, dice, x, 1.22, 0.19, CLOTHS[(variant + number) % 5])
        elif kind == 1:  # the back of an armchair
            pillow(easel, x, 1.28, 0.46, 0.36, CLOTHS[(variant + 1) % 5], 0.02, 0.12)
        elif kind == 2:  # toy bricks and a ball
            for px, foot, size, cloth in (
                (-0.10, 1.10, 0.13, RED),
                (0.05, 1.10, 0.13, BLUE),
                (-0.03, 0.97, 0.11, OCHRE),
            ):
                plank(easel, x + px, foot, size, size, cloth, 0.52)
            pillow(easel, x + 0.22, 1.08, 0.15, 0.15, GREEN, 0.12, 0.075)
        else:  # a pile of books
            for row, cloth in enumerate((PLUM, GREEN, RED)):
                plank(easel, x + dice.normal(0, 0.012), 1.06 - 0.045 * row, 0.26 - 0.03 * row, 0.042, cloth, 0.48)
                easel.shape(box(x + 0.03, 1.052 - 0.045 * row, 0.17, 0.022), tone(PALE, 0.75))
            plank(easel, x, 1.3, 0.30, 0.24, WOOD, 0.42)
    easel.finish()
    sheet.shade(0.94 - 0.35 * sheet.ramp(0.95, 1.25))


ROOM = Place(
    name="room",
    horizon=FLOOR,
    sky="own",
    strips=(
        Strip(layer="sky", top=-0.3, bottom=0.8, nearness=0.36, paint=_wall),
        Strip(layer="mid", top=-0.1, bottom=0.7, nearness=0.42, paint=_mid),
        Strip(layer="lights", top=-0.1, bottom=0.7, nearness=0.42, paint=_lights, glow=0.15),
        Strip(layer="ground", top=0.60, bottom=1.35, nearness=1.0, paint=_floor),
        Strip(layer="near", top=0.7, bottom=1.3, nearness=1.5, paint=_near),
    ),
)
