"""The sky at every hour: clear with its sun, moon and stars, overcast, or before a storm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Color, Mask, Sheet
from training.world.paint.soft import smooth
from video01.layers import PERIOD

SKY_TOP, SKY_BOTTOM = -0.25, 0.95
SKY_VARIANTS = 3  # for each light and state
SKY_LIGHTS = ("dawn", "day", "sunset", "dusk", "night")
SKY_STATES = ("clear", "overcast", "storm")

Image = NDArray[np.float32]  # (H, W, 3)


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The colours of a closed cloud cover."""

    lit: Color
    body: Color
    belly: Color
    horizon: Color
    rim: Color = (0.0, 0.0, 0.0)  # added to what faces a low sun


CLEAR: dict[str, Sequence[tuple[float, Color]]] = {
    "dawn": (
        (-0.25, (0.26, 0.42, 0.74)),
        (0.0, (0.42, 0.56, 0.84)),
        (0.2, (0.68, 0.68, 0.88)),
        (0.36, (0.93, 0.73, 0.78)),
        (0.5, (1.0, 0.79, 0.64)),
        (0.66, (1.0, 0.90, 0.70)),
    ),
    "day": (
        (-0.25, (0.07, 0.30, 0.76)),
        (0.05, (0.16, 0.46, 0.90)),
        (0.3, (0.38, 0.67, 0.97)),
        (0.5, (0.62, 0.83, 0.98)),
        (0.68, (0.84, 0.94, 0.99)),
    ),
    "sunset": (
        (-0.25, (0.15, 0.16, 0.44)),
        (0.0, (0.34, 0.22, 0.54)),
        (0.17, (0.68, 0.30, 0.54)),
        (0.33, (0.95, 0.43, 0.38)),
        (0.48, (1.0, 0.62, 0.26)),
        (0.66, (1.0, 0.83, 0.45)),
    ),
    "dusk": (
        (-0.25, (0.03, 0.06, 0.24)),
        (0.0, (0.07, 0.14, 0.42)),
        (0.22, (0.15, 0.27, 0.60)),
        (0.4, (0.38, 0.38, 0.66)),
        (0.53, (0.76, 0.47, 0.56)),
        (0.66, (1.0, 0.66, 0.42)),
    ),
    "night": (
        (-0.25, (0.010, 0.018, 0.085)),
        (0.05, (0.022, 0.045, 0.17)),
        (0.35, (0.050, 0.105, 0.29)),
        (0.66, (0.125, 0.22, 0.42)),
    ),
}
OVERCAST = {
    "dawn": Cover(
        lit=(0.93, 0.83, 0.83), body=(0.74, 0.69, 0.76), belly=(0.56, 0.55, 0.66), horizon=(0.95, 0.84, 0.79)
    ),
    "day": Cover(lit=(0.90, 0.92, 0.94), body=(0.72, 0.76, 0.81), belly=(0.56, 0.61, 0.68), horizon=(0.84, 0.88, 0.90)),
    "sunset": Cover(
        lit=(0.93, 0.64, 0.56),
        body=(0.62, 0.47, 0.55),
        belly=(0.42, 0.35, 0.47),
        horizon=(0.98, 0.68, 0.46),
        rim=(0.20, 0.07, 0.0),
    ),
    "dusk": Cover(
        lit=(0.42, 0.45, 0.62), body=(0.27, 0.31, 0.48), belly=(0.18, 0.21, 0.36), horizon=(0.58, 0.48, 0.56)
    ),
    "night": Cover(
        lit=(0.145, 0.18, 0.28), body=(0.082, 0.108, 0.19), belly=(0.045, 0.062, 0.125), horizon=(0.145, 0.185, 0.28)
    ),
}
STORM = {
    "dawn": Cover(
        lit=(0.60, 0.50, 0.56), body=(0.36, 0.33, 0.43), belly=(0.20, 0.20, 0.30), horizon=(0.80, 0.64, 0.60)
    ),
    "day": Cover(
        lit=(0.55, 0.60, 0.65), body=(0.33, 0.39, 0.45), belly=(0.175, 0.215, 0.275), horizon=(0.70, 0.74, 0.72)
    ),
    "sunset": Cover(
        lit=(0.66, 0.36, 0.36),
        body=(0.34, 0.22, 0.32),
        belly=(0.17, 0.12, 0.21),
        horizon=(0.95, 0.52, 0.26),
        rim=(0.34, 0.13, 0.0),
    ),
    "dusk": Cover(
        lit=(0.28, 0.29, 0.42), body=(0.16, 0.18, 0.30), belly=(0.085, 0.10, 0.19), horizon=(0.46, 0.36, 0.43)
    ),
    "night": Cover(
        lit=(0.115, 0.14, 0.215), body=(0.058, 0.075, 0.135), belly=(0.026, 0.036, 0.076), horizon=(0.125, 0.155, 0.23)
    ),
}


def horizon_colour(light: str, state: str) -> tuple[float, float, float]:
    """The colour far things fade to, RGB in 0..1."""
    red, green, blue = CLEAR[light][-1][1] if state == "clear" else _cover(light, state).horizon
    return float(red), float(green), float(blue)


def paint_sky(sheet: Sheet, *, light: str, state: str) -> None:
    """Fill a sheet from SKY_TOP to SKY_BOTTOM; its luck places the sun and draws the clouds."""
    if state == "clear":
        _paint_clear(sheet, light)
    else:
        _paint_cover(sheet, _cover(light, state), stormy=state == "storm", low_sun=light in ("dawn", "sunset"))


def warped(mask: Mask, across: Mask | float, down: Mask | float) -> Mask:
    """A picture sampled so many pixels aside; it closes on itself from side to side."""
    height, width = mask.shape[:2]
    columns = (np.arange(width, dtype=np.float32)[None] + across) % width
    rows = np.arange(height, dtype=np.float32)[:, None] + down
    at = [np.ascontiguousarray(np.broadcast_to(a, (height, width)), np.float32) for a in (columns, rows)]
    wide = np.concatenate([mask, mask[:, :2]], 1)
    return np.asarray(cv2.remap(wide, at[0], at[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.float32)


def _cover(light: str, state: str) -> Cover:
    return (STORM if state == "storm" else OVERCAST)[light]


# A clear sky


def _paint_clear(sheet: Sheet, light: str) -> None:
    sheet.lay(1.0, _air(sheet, CLEAR[light]))
    dice = sheet.dice_for(1)
    x = PERIOD / 2 + float(dice.uniform(-0.25, 0.25))
    if light in ("dawn", "sunset"):
        y = 0.42 + float(dice.uniform(-0.03, 0.03))
        _low_sun_glow(sheet, x, y, warm=light == "sunset")
        _cirrus(sheet, light, x, y)
        _low_sun(sheet, x, y, warm=light == "sunset")
    elif light == "day":
        _cirrus(sheet, light, x, 0.0)
        _high_sun(sheet, x, float(dice.uniform(0.03, 0.10)))
    elif light == "dusk":
        _stars(sheet, count=60, faintest=0.25, lowest=0.34)
        _cirrus(sheet, light, x, 0.7)
        _crescent(sheet, x, float(dice.uniform(0.14, 0.22)))
    else:
        _milky_way(sheet)
        _stars(sheet, count=230, faintest=0.3, lowest=0.66)
        _cirrus(sheet, light, x, 0.1)
        _full_moon(sheet, x, float(dice.uniform(0.12, 0.2)))


def _air(sheet: Sheet, stops: Sequence[tuple[float, Color]]) -> Image:
    """The gradient without visible corners, its hues and heights shifted a little by luck: (H, W, 3)."""
    dice = sheet.dice_for(2)
    lift = float(dice.uniform(-0.03, 0.03))
    shifted = [(y + lift * (i > 0), c) for i, (y, c) in enumerate(stops)]
    column = cv2.GaussianBlur(sheet.gradient(shifted), (0, 0), sigmaX=0.1, sigmaY=0.045 * sheet.down)
    air = np.repeat(column.reshape(sheet.height, 1, 3), sheet.width, 1)
    bend = sheet.noise(1.2, 2, seed=3, stretch=2.5) * 0.03 * sheet.down  # the bands of colour swell a little
    air = warped(np.asarray(air, np.float32), 0.0, np.asarray(bend, np.float32))
    return np.asarray(np.clip(air * (1 + dice.uniform(-0.025, 0.025, 3)), 0, 1), np.float32)


def _shine(sheet: Sheet, mask: Mask, color: Color) -> None:
    """Add light without ever passing white."""
    light = mask[..., None] * np.asarray(color, np.float32)
    sheet.pixels[..., :3] += light * (1 - np.clip(sheet.pixels[..., :3], 0, 1))


def _away(sheet: Sheet, x: float, y: float, flat: float = 1.0) -> Mask:
    """Distance from a point, frame heights, around the sheet; `flat` times as far downwards."""
    across = sheet.away(x)
    return np.asarray(np.sqrt(across**2 + ((sheet.y - y) * flat) ** 2), np.float32)


def _low_sun_glow(sheet: Sheet, x: float, y: float, *, warm: bool) -> None:
    wide, near = _away(sheet, x, y + 0.04, 2.0), _away(sheet, x, y)
    _shine(sheet, 0.55 * np.exp(-((wide / 0.55) ** 2)), (1.0, 0.55, 0.12) if warm else (1.0, 0.80, 0.52))
    _shine(sheet, 0.75 * np.exp(-((near / 0.2) ** 2)), (1.0, 0.78, 0.30) if warm else (1.0, 0.90, 0.66))


def _low_sun(sheet: Sheet, x: float, y: float, *, warm: bool) -> None:
    near = _away(sheet, x, y)
    _shine(sheet, 0.8 * np.exp(-near / 0.075), (1.0, 0.86, 0.48) if warm else (1.0, 0.94, 0.78))
    rim, core = ((1.0, 0.80, 0.34), (1.0, 0.97, 0.80)) if warm else ((1.0, 0.92, 0.68), (1.0, 0.99, 0.92))
    sheet.lay(sheet.disc(x, y, 0.078, 0.008), rim)
    sheet.lay(sheet.disc(x, y, 0.075, 0.045), core)


def _high_sun(sheet: Sheet, x: float, y: float) -> None:
    near = _away(sheet, x, y)
    _shine(sheet, 0.45 * np.exp(-((near / 0.42) ** 2)), (0.85, 0.93, 1.0))
    _shine(sheet, 0.8 * np.exp(-near / 0.065), (1.0, 0.98, 0.9))
    sheet.lay(sheet.disc(x, y, 0.05, 0.02), (1.0, 1.0, 0.965))


# Cirrus: what the wind draws out of thin ice clouds


def _cirrus(sheet: Sheet, light: str, x: float, y: float) -> None:
    color, strength = {
        "dawn": ((1.0, 0.86, 0.80), 0.75),
        "day": ((1.0, 1.0, 1.0), 0.7),
        "sunset": ((1.0, 0.50, 0.42), 0.85),
        "dusk": ((0.72, 0.50, 0.68), 0.5),
        "night": ((0.20, 0.28, 0.48), 0.4),
    }[light]
    streaks = _streaks(sheet) * strength
    if light in ("dawn", "sunset"):  # golden towards the sun, mauve away from it
        near = np.exp(-((_away(sheet, x, y, 1.4) / 0.45) ** 2))[..., None]
        far = np.asarray((0.66, 0.34, 0.56) if light == "sunset" else (0.90, 0.74, 0.84), np.float32)
        gold = np.asarray((1.0, 0.80, 0.46) if light == "sunset" else (1.0, 0.93, 0.82), np.float32)
        mixed = far + smooth(-0.1, 0.45, sheet.y * np.ones_like(streaks))[..., None] * (np.asarray(color) - far)
        sheet.lay(streaks, np.asarray(mixed + near * (gold - mixed), np.float32))
        return
    sheet.lay(streaks, color)


def _streaks(sheet: Sheet) -> Mask:
    """Swept, slightly rising veils of ice: opacity."""
    tilt = float(sheet.dice_for(5).choice((-1.0, 1.0))) * 0.10
    swing = tilt * np.sin((sheet.x / PERIOD + float(sheet.dice_for(6).uniform())) * 2 * np.pi) * sheet.down
    bend = sheet.noise(0.8, 3, seed=11, stretch=1.5) * 0.045 * sheet.down
    fine = sheet.noise(0.34, 4, seed=12, stretch=9.0)
    broad = sheet.noise(0.9, 3, seed=13, stretch=3.0)
    veil = smooth(0.0, 1.15, 0.62 * warped(fine, 0.0, swing + bend) + 0.75 * warped(broad, 0.0, swing + 0.6 * bend))
    return np.asarray(veil * (1 - 0.75 * sheet.ramp(0.42, 0.66)), np.float32)


# Stars and moons


def _stars(sheet: Sheet, *, count: int, faintest: float, lowest: float) -> None:
    dice = sheet.dice_for(7)
    for _ in range(count):
        x, y = float(dice.uniform(0, PERIOD)), sheet.top + float(dice.uniform()) ** 1.2 * (lowest - sheet.top)
        bright = faintest + (1 - faintest) * float(dice.uniform()) ** 3.5
        hue = np.asarray(((1.0, 0.92, 0.82), (0.86, 0.92, 1.0), (1.0, 1.0, 1.0))[int(dice.integers(3))])
        fade = 1 - 0.8 * np.clip((y - 0.3) / (lowest - 0.3 + 1e-6), 0, 1) * (lowest > 0.3)
        _star(sheet, x, y, bright * float(fade), hue)


def _star(sheet: Sheet, x: float, y: float, bright: float, hue: NDArray[np.float64]) -> None:
    """One point of light, bigger and with a halo where it is bright."""
    reach = 0.026 if bright > 0.7 else 0.012
    rows = np.arange(
        max(0, int((y - reach - sheet.top) * sheet.down)), min(sheet.height, int((y + reach - sheet.top) * sheet.down))
    )
    columns = np.arange(int((x - reach) * sheet.across), int((x + reach) * sheet.across))
    down = (rows[:, None] + 0.5) / sheet.down + sheet.top - y
    away = np.sqrt(((columns[None] + 0.5) / sheet.across - x) ** 2 + down**2)
    point = np.exp(-((away / (0.0022 + 0.0016 * bright)) ** 2)) * min(1.0, 1.15 * bright)
    halo = 0.28 * max(0.0, bright - 0.6) / 0.4 * np.exp(-((away / 0.011) ** 2))
    at = np.ix_(rows, columns % sheet.width)
    part = sheet.pixels[at]
    part[..., :3] += (np.clip(point + halo, 0, 1)[..., None] * hue) * (1 - part[..., :3])
    sheet.pixels[at] = part


def _milky_way(sheet: Sheet) -> None:
    """A faint band of light across the sky, with dark lanes."""
    turn = float(sheet.dice_for(8).uniform())
    spine = 0.10 + 0.24 * np.sin((sheet.x / PERIOD + turn) * 2 * np.pi) + 0.03 * sheet.waviness(0.6, 2, seed=8)[None]
    band = np.exp(-(((sheet.y - spine) / 0.13) ** 2)) * (1 - sheet.ramp(0.4, 0.62))
    clouds = 0.62 + 0.5 * sheet.noise(0.3, 4, seed=14)
    lanes = smooth(0.1, 0.8, sheet.noise(0.4, 4, seed=15, stretch=1.6)) * np.exp(-(((sheet.y - spine) / 0.06) ** 2))
    _shine(sheet, np.clip(band * clouds * (1 - 0.7 * lanes), 0, 1) * 0.34, (0.58, 0.62, 0.95))
    _shine(sheet, np.clip(band**3 * clouds * (1 - 0.8 * lanes), 0, 1) * 0.16, (1.0, 0.82, 0.86))


def _full_moon(sheet: Sheet, x: float, y: float) -> None:
    near = _away(sheet, x, y)
    _shine(sheet, 0.42 * np.exp(-near / 0.16), (0.42, 0.55, 0.85))
    _shine(sheet, 0.55 * np.exp(-near / 0.045), (0.82, 0.88, 1.0))
    face = sheet.disc(x, y, 0.062, 0.005)
    sheet.lay(face, (0.97, 0.965, 0.91))
    seas = ((-0.018, -0.016, 0.021), (0.004, -0.026, 0.016), (-0.022, 0.012, 0.017), (0.02, -0.004, 0.014))
    craters = ((0.016, 0.028, 0.010), (-0.006, 0.036, 0.007), (0.036, 0.014, 0.008), (-0.040, -0.004, 0.007))
    turned = float(sheet.dice_for(9).choice((-1.0, 1.0)))
    for across, down, radius in (*seas, *craters):
        spot = sheet.disc(x + turned * across, y + down, radius, radius * 0.7)
        sheet.lay(spot * face * 0.55, (0.76, 0.78, 0.80))
    sheet.lay(face * smooth(0.02, 0.14, _away(sheet, x - 0.035, y - 0.035)) * 0.35, (0.66, 0.70, 0.82))


def _crescent(sheet: Sheet, x: float, y: float) -> None:
    near = _away(sheet, x, y)
    _shine(sheet, 0.45 * np.exp(-near / 0.06), (0.75, 0.80, 1.0))
    disc = sheet.disc(x, y, 0.046, 0.005)
    sheet.lay(disc * 0.22, (0.62, 0.68, 0.90))  # the dark side in earthshine
    sheet.lay(disc * (1 - sheet.disc(x - 0.019, y - 0.013, 0.043, 0.005)), (1.0, 0.98, 0.90))


# A closed cover


def _paint_cover(sheet: Sheet, cover: Cover, *, stormy: bool, low_sun: bool) -> None:
    relief, mass = _billows(sheet, stormy=stormy)
    colors = [np.asarray(c, np.float32) for c in (cover.belly, cover.body, cover.lit, cover.horizon)]
    tone = np.clip((0.5 + (0.34 if stormy else 0.32) * mass + (0.8 if stormy else 1.1) * relief) * 2, 0, 2)[..., None]
    shown = np.where(
        tone < 1, colors[0] + tone * (colors[1] - colors[0]), colors[1] + (tone - 1) * (colors[2] - colors[1])
    )
    shown = shown + np.clip(relief, 0, 1)[..., None] * np.asarray(cover.rim, np.float32) * 1.6
    haze = (sheet.ramp(0.24, 0.78) ** (1.4 if stormy else 1.2))[..., None]
    shown = shown + haze * (colors[3] - shown)
    sheet.lay(1.0, np.asarray(np.clip(shown * (1 - 0.16 * (1 - sheet.ramp(-0.25, 0.25)))[..., None], 0, 1), np.float32))
    if low_sun or not stormy:
        x = PERIOD / 2 + float(sheet.dice_for(1).uniform(-0.25, 0.25))
        away = _away(sheet, x, 0.5 if low_sun else 0.1, 2.2 if low_sun else 1.4)
        _shine(
            sheet, (0.34 if low_sun else 0.22) * np.exp(-((away / 0.5) ** 2)), cover.horizon if low_sun else cover.lit
        )


def _billows(sheet: Sheet, *, stormy: bool) -> tuple[Mask, Mask]:
    """The relief (lit is positive) and the thickness (bright is positive) of clouds that crowd towards the horizon."""
    base = sheet.noise(0.75, 2, seed=21, stretch=1.5)
    folds = 1 - 2.2 * np.abs(sheet.noise(0.42, 4, seed=22, stretch=1.6))  # creases between rounded bellies
    plain = np.asarray(base + (0.62 if stormy else 0.38) * folds, np.float32)
    bend = sheet.noise(0.5, 3, seed=23) * 0.05
    t = np.clip((sheet.y - SKY_TOP) / (0.75 - SKY_TOP), 0, 1)
    crowd = (1.35 * t**2.1 - t) * 0.6  # rows sampled further and further apart
    mass = warped(plain, bend * sheet.across, np.asarray((bend + crowd) * sheet.down, np.float32))
    soft = np.asarray(cv2.GaussianBlur(mass, (0, 0), 0.008 * sheet.down), np.float32)
    low = np.asarray(cv2.GaussianBlur(mass, (0, 0), 0.03 * sheet.down), np.float32)
    lift = warped(low, 0.0, 0.035 * sheet.down)  # what hangs just below
    return np.asarray((soft - lift) * (0.45 if stormy else 0.33), np.float32), np.asarray(soft - 0.1, np.float32)
