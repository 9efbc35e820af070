# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""What stands and hangs in a room, built of boards and cushions that are lit from the upper left."""

from __future__ import annotations

import cv2
import numpy as np

from training.world.paint.trees import Easel, Tones, Values, bush, tone, toward

FLOOR = 0.62  # y where the floor meets the wall
WOOD: Tones = ((0.20, 0.10, 0.06), (0.36, 0.19, 0.10), (0.54, 0.31, 0.16), (0.70, 0.45, 0.25), (0.86, 0.63, 0.40))
PALE: Tones = ((0.52, 0.46, 0.40), (0.72, 0.66, 0.58), (0.88, 0.83, 0.75), (0.97, 0.94, 0.88))
BRASS: Tones = ((0.34, 0.20, 0.06), (0.62, 0.42, 0.14), (0.88, 0.68, 0.28), (1.0, 0.90, 0.60))
LEAF: Tones = ((0.06, 0.20, 0.12), (0.12, 0.34, 0.16), (0.24, 0.50, 0.20), (0.46, 0.68, 0.28), (0.72, 0.84, 0.44))
CLAY: Tones = ((0.36, 0.14, 0.08), (0.60, 0.28, 0.16), (0.80, 0.44, 0.28), (0.94, 0.66, 0.48))
RED: Tones = ((0.30, 0.06, 0.08), (0.52, 0.12, 0.13), (0.74, 0.22, 0.20), (0.88, 0.40, 0.34), (0.97, 0.62, 0.52))
BLUE: Tones = ((0.08, 0.14, 0.30), (0.15, 0.27, 0.48), (0.26, 0.43, 0.66), (0.45, 0.62, 0.80), (0.70, 0.82, 0.92))
GREEN: Tones = ((0.08, 0.20, 0.16), (0.15, 0.34, 0.27), (0.27, 0.50, 0.40), (0.46, 0.67, 0.54), (0.70, 0.84, 0.72))
OCHRE: Tones = ((0.38, 0.22, 0.05), (0.60, 0.38, 0.09), (0.82, 0.57, 0.17), (0.94, 0.75, 0.36), (1.0, 0.89, 0.62))
PLUM: Tones = ((0.20, 0.10, 0.26), (0.34, 0.19, 0.42), (0.50, 0.32, 0.58), (0.68, 0.50, 0.74), (0.86, 0.74, 0.90))
CLOTHS = (RED, BLUE, GREEN, OCHRE, PLUM)


def box(x: float, y: float, wide: float, high: float, round_: float = 0.0) -> Values:
    """The outline of a box whose middle foot is at (x, y), with corners rounded by a radius."""
    if round_ <= 0:
        return np.array([[x - wide / 2, y], [x + wide / 2, y], [x + wide / 2, y - high], [x - wide / 2, y - high]])
    r = min(round_, wide / 2, high / 2)
    t = np.linspace(0, np.pi / 2, 7)
    corners = ((1, 0, 0.0), (-1, 0, np.pi / 2), (-1, -1, np.pi), (1, -1, 1.5 * np.pi))
    parts = []
    for side, up, turn in corners:
        middle = (x + side * (wide / 2 - r), y + up * high + (r if up else -r))
        parts.append(np.stack([middle[0] + r * np.cos(t + turn), middle[1] + r * np.sin(t + turn)], 1))
    return np.concatenate(parts)


def pillow(
    easel: Easel, x: float, y: float, wide: float, high: float, tones: Tones, light: float = 0.0, round_: float = 0.03
) -> None:
    """Something soft or turned: shaded from its lower right edge to its upper left."""
    outline = box(x, y, wide, high, round_)
    for step in range(12):
        t = step / 11
        rim = min(wide, high) * 0.30 * t
        inner = box(x, y - rim, wide - 2 * rim, high - 2 * rim, max(0.004, round_ - 0.4 * rim))
        easel.shape(inner - np.array([0.45, 0.5]) * rim if step else outline, tone(tones, 0.12 + light + 0.56 * t**0.7))


def plank(easel: Easel, x: float, y: float, wide: float, high: float, tones: Tones = WOOD, light: float = 0.45) -> None:
    """A board: a lit upper and left edge, a dark lower one."""
    edge = min(0.007, 0.25 * min(wide, high))
    easel.shape(box(x, y, wide, high), tone(tones, light - 0.28))
    easel.shape(box(x - edge / 2, y - edge, wide - edge, high - edge), tone(tones, light + 0.26))
    easel.shape(box(x, y - edge, wide - 2 * edge, high - 2 * edge), tone(tones, light))


def finish_with_shadow(easel: Easel, strength: float = 0.34) -> None:
    """Lay what was drawn on the sheet over the soft shadow that it throws to the lower right."""
    sheet = easel.sheet
    alpha = easel.canvas[..., 3].astype(np.float32) / 255
    margin, move = sheet.width // 16, (round(0.010 * sheet.down), round(0.014 * sheet.across))
    wide = np.concatenate([alpha[:, -margin:], alpha, alpha[:, :margin]], 1)
    soft = cv2.GaussianBlur(wide, (0, 0), sigmaX=0.012 * sheet.across, sigmaY=0.012 * sheet.down)[:, margin:-margin]
    sheet.lay(np.roll(soft, move, (0, 1)) * strength, (0.10, 0.06, 0.10))
    easel.finish()


def picture(easel: Easel, dice: np.random.Generator, x: float, y: float) -> None:
    """A landscape in a gilt frame."""
    wide, high = dice.uniform(0.15, 0.21), dice.uniform(0.15, 0.20)
    plank(easel, x, y, wide, high, BRASS, 0.55)
    plank(easel, x, y - 0.018, wide - 0.036, high - 0.036, PALE, 0.8)
    inner_w, inner_h, foot = wide - 0.066, high - 0.066, y - 0.033
    easel.shape(box(x, foot, inner_w, inner_h), (0.66, 0.84, 0.92))
    line = np.linspace(-0.5, 0.5, 15)
    for k, color in enumerate(((0.45, 0.60, 0.70), (0.36, 0.58, 0.44), (0.62, 0.70, 0.30))):
        hill = inner_h * (0.58 - 0.17 * k + 0.12 * np.sin(line * 9 + dice.uniform(0, 6)))
        top = np.stack([x + line * inner_w, foot - hill], 1)
        easel.shape(np.concatenate([top, [[x + inner_w / 2, foot], [x - inner_w / 2, foot]]]), color)
    pillow(easel, x + 0.2 * inner_w, foot - 0.66 * inner_h, 0.022, 0.022, OCHRE, 0.3, 0.011)


def books(easel: Easel, dice: np.random.Generator, x: float, foot: float, wide: float, high: float) -> None:
    at = x - wide / 2
    while at < x + wide / 2 - 0.02:
        thick, tall = dice.uniform(0.014, 0.026), high * dice.uniform(0.65, 0.95)
        tones = CLOTHS[dice.integers(5)]
        plank(easel, at + thick / 2, foot, thick, tall, tones, 0.45)
        easel.shape(box(at + thick / 2, foot - 0.72 * tall, thick * 0.8, 0.008), tone(BRASS, 0.7))
        at += thick + (0.03 if dice.random() < 0.08 else 0.001)


def shelf(easel: Easel, dice: np.random.Generator, x: float, y: float) -> None:
    """A board on the wall with books and a plant."""
    books(easel, dice, x - 0.05, y, 0.20, 0.10)
    pot(easel, dice, x + 0.11, y, 0.05, CLOTHS[dice.integers(5)])
    plank(easel, x, y + 0.02, 0.36, 0.022, WOOD, 0.55)
    for aside in (-0.13, 0.13):
        easel.shape(
            np.array([[-0.008, 0], [0.008, 0], [0.008, 0.045]]) + np.array([x + aside, y + 0.02]), tone(WOOD, 0.3)
        )


def pot(easel: Easel, dice: np.random.Generator, x: float, foot: float, size: float, tones: Tones) -> None:
    """A plant in a pot, `size` is the width of the pot."""
    bush(easel, dice, x, foot - 0.75 * size, 0.85 * size, LEAF, 0.05)
    pillow(easel, x, foot, 0.76 * size, 0.8 * size, tones, 0.05, 0.2 * size)
    pillow(easel, x, foot - 0.62 * size, size, 0.26 * size, tones, 0.16, 0.06 * size)


def sofa(easel: Easel, x: float, tones: Tones, other: Tones, wide: float = 0.62) -> None:
    foot = FLOOR + 0.005
    for side in (-1, 1):
        plank(easel, x + side * (wide / 2 - 0.05), foot, 0.03, 0.04, WOOD, 0.3)
    seats = 2 if wide > 0.4 else 1
    each = (wide - 0.14) / seats
    for seat in range(seats):
        pillow(easel, x - wide / 2 + 0.07 + each * (seat + 0.5), foot - 0.10, each + 0.03, 0.22, tones, -0.02, 0.06)
    for seat in range(seats):
        pillow(easel, x - wide / 2 + 0.07 + each * (seat + 0.5), foot - 0.085, each - 0.004, 0.085, tones, 0.16, 0.03)
    pillow(easel, x, foot - 0.02, wide - 0.08, 0.085, tones, -0.06, 0.02)
    for side in (-1, 1):
        pillow(easel, x + side * (wide / 2 - 0.045), foot - 0.02, 0.105, 0.205, tones, 0.06 - 0.05 * side, 0.05)
    for aside, cloth in ((-0.28, other), (0.26, toward(other, (1, 0.95, 0.85), 0.5))):
        if seats > 1:
            pillow(easel, x + aside * wide, foot - 0.145, 0.115, 0.105, cloth, 0.1, 0.03)


def bookcase(easel: Easel, dice: np.random.Generator, x: float, wide: float = 0.34, high: float = 0.48) -> None:
    foot = FLOOR + 0.005
    plank(easel, x, foot, wide, high, WOOD, 0.42)
    rows = 4
    for row in range(rows):
        y = foot - 0.035 - row * (high - 0.05) / rows
        tall = (high - 0.05) / rows - 0.018
        easel.shape(box(x, y, wide - 0.04, tall), tone(WOOD, 0.06))
        easel.shape(box(x, y, wide - 0.04, tall * 0.62), tone(WOOD, 0.14))
        if (row + int(dice.integers(2))) % 3 == 2:
            pot(easel, dice, x + 0.08, y, 0.045, CLOTHS[dice.integers(5)])
            books(easel, dice, x - 0.06, y, wide * 0.45, tall)
        else:
            books(easel, dice, x, y, wide - 0.05, tall)
    plank(easel, x, foot - high + 0.01, wide + 0.03, 0.026, WOOD, 0.58)


def bed(easel: Easel, x: float, tones: Tones) -> None:
    foot = FLOOR + 0.005
    pillow(easel, x - 0.34, foot, 0.05, 0.33, WOOD, 0.06, 0.02)
    pillow(easel, x + 0.34, foot, 0.05, 0.22, WOOD, 0.0, 0.02)
    plank(easel, x, foot - 0.02, 0.66, 0.07, WOOD, 0.45)
    pillow(easel, x, foot - 0.07, 0.64, 0.08, PALE, 0.2, 0.03)
    pillow(easel, x - 0.24, foot - 0.12, 0.16, 0.08, PALE, 0.32, 0.035)
    pillow(easel, x + 0.08, foot - 0.055, 0.48, 0.125, tones, 0.08, 0.045)
    for k in range(5):
        pillow(easel, x - 0.09 + 0.086 * k, foot - 0.06, 0.05, 0.105, toward(tones, (1, 0.95, 0.85), 0.35), 0.08, 0.02)


def dresser(easel: Easel, dice: np.random.Generator, x: float) -> None:
    foot = FLOOR + 0.005
    plank(easel, x, foot, 0.34, 0.20, WOOD, 0.40)
    for row in range(2):
        for side in (-1, 1):
            plank(easel, x + side * 0.08, foot - 0.022 - row * 0.08, 0.148, 0.07, WOOD, 0.54)
            pillow(easel, x + side * 0.08, foot - 0.048 - row * 0.08, 0.018, 0.018, BRASS, 0.2, 0.009)
    plank(easel, x, foot - 0.195, 0.37, 0.022, WOOD, 0.62)
    pot(easel, dice, x - 0.09, foot - 0.215, 0.065, CLOTHS[dice.integers(5)])
    books(easel, dice, x + 0.08, foot - 0.217, 0.10, 0.08)


def lamp(easel: Easel, x: float, tones: Tones) -> None:
    """A standard lamp; its light is painted by "lights"."""
    foot = FLOOR + 0.005
    pillow(easel, x, foot, 0.11, 0.022, BRASS, 0.05, 0.01)
    pillow(easel, x, foot - 0.01, 0.014, 0.36, BRASS, 0.15, 0.006)
    for step in range(9):
        t = step / 8
        left, right = -1 + 0.55 * t * 0.8, 1 - 1.25 * t
        shade = np.array([[left * 0.095, 0], [right * 0.095, 0], [right * 0.055, -0.13], [left * 0.055, -0.13]])
        easel.shape(shade + np.array([x, foot - 0.34]), tone(tones, 0.42 + 0.42 * np.sin(np.pi * min(1.0, t * 0.8))))
