# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""Outer space: nebulae and stars, planets with true shading, asteroids, and now and then the ground of a moon."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from training.world.paint.place import Place, Strip
from training.world.paint.sheet import Color, Mask, Patch, Sheet
from training.world.paint.trees import Easel, Tones, Values, plain, stone, strewn, tone, toward

HORIZON = 0.66
_SUN = np.array([-0.62, -0.52, 0.59])  # toward the light: x right, y down, z to us
_NEBULAE: tuple[tuple[Tones, Tones], ...] = (  # two gases a variant
    (
        ((0.10, 0.03, 0.26), (0.38, 0.10, 0.55), (0.86, 0.34, 0.72)),
        ((0.02, 0.10, 0.30), (0.06, 0.32, 0.58), (0.35, 0.75, 0.90)),
    ),
    (
        ((0.04, 0.06, 0.30), (0.14, 0.20, 0.62), (0.48, 0.55, 0.98)),
        ((0.14, 0.04, 0.26), (0.46, 0.12, 0.52), (0.95, 0.50, 0.70)),
    ),
    (
        ((0.02, 0.12, 0.24), (0.05, 0.40, 0.50), (0.40, 0.85, 0.80)),
        ((0.10, 0.05, 0.30), (0.34, 0.15, 0.62), (0.72, 0.48, 0.95)),
    ),
    (
        ((0.16, 0.04, 0.20), (0.52, 0.12, 0.40), (0.98, 0.50, 0.48)),
        ((0.08, 0.05, 0.30), (0.25, 0.16, 0.60), (0.60, 0.50, 0.98)),
    ),
    (
        ((0.05, 0.05, 0.28), (0.20, 0.16, 0.58), (0.62, 0.50, 0.95)),
        ((0.03, 0.10, 0.28), (0.08, 0.34, 0.56), (0.45, 0.80, 0.95)),
    ),
)
_GOLDEN: Tones = (
    (0.42, 0.24, 0.16),
    (0.72, 0.46, 0.26),
    (0.93, 0.76, 0.50),
    (0.84, 0.58, 0.36),
    (0.98, 0.88, 0.68),
    (0.66, 0.40, 0.26),
)
_ROSE: Tones = (
    (0.40, 0.12, 0.26),
    (0.72, 0.26, 0.34),
    (0.96, 0.55, 0.44),
    (0.82, 0.36, 0.40),
    (1.0, 0.76, 0.58),
    (0.58, 0.18, 0.34),
)
_TEAL: Tones = (
    (0.06, 0.25, 0.42),
    (0.12, 0.45, 0.60),
    (0.40, 0.76, 0.80),
    (0.22, 0.58, 0.70),
    (0.70, 0.92, 0.90),
    (0.10, 0.36, 0.56),
)
_VIOLET: Tones = ((0.24, 0.14, 0.46), (0.42, 0.28, 0.70), (0.70, 0.56, 0.92), (0.52, 0.38, 0.80), (0.86, 0.78, 0.98))
_RUST: Tones = ((0.30, 0.11, 0.08), (0.52, 0.22, 0.12), (0.76, 0.40, 0.22), (0.90, 0.60, 0.38))
_MOON: Tones = ((0.30, 0.30, 0.35), (0.46, 0.46, 0.50), (0.64, 0.63, 0.64), (0.82, 0.80, 0.78))
_DUST: Tones = ((0.13, 0.13, 0.20), (0.27, 0.27, 0.35), (0.44, 0.44, 0.50), (0.62, 0.62, 0.65), (0.82, 0.81, 0.80))
_ROCK: Tones = ((0.24, 0.18, 0.19), (0.38, 0.30, 0.28), (0.54, 0.44, 0.38), (0.72, 0.62, 0.52))
Surface = Callable[[Values, np.random.Generator], Values]  # places on the unit ball (N, N, 3) to colours


def _fractal(places: Values, dice: np.random.Generator, scale: float, octaves: int = 5) -> Values:
    """Noise in space at places (..., 3): about -1..1."""
    total, moved = np.zeros(places.shape[:-1]), places
    for octave in range(octaves):
        ways = dice.standard_normal((7, 3)) * scale * 1.9**octave
        waves = np.sin(moved @ ways.T + dice.uniform(0, 6.3, 7))
        total += waves.mean(-1) * 1.6 * 0.58**octave
        moved = moved + 0.10 / scale * 0.6**octave * waves[..., :3]
    return np.asarray(total)


def _ball(size: int) -> tuple[Values, Mask]:
    """Places on a unit ball as we see it (size, size, 3), and its disc, anti-aliased."""
    line = np.linspace(-1.02, 1.02, size)
    x, y = np.meshgrid(line, line)
    far = np.sqrt(x**2 + y**2)
    z = np.sqrt(np.clip(1 - far**2, 0, 1))
    return np.stack([x, y, z], 2), np.clip((1 - far) * size / 2.1, 0, 1).astype(np.float32)


def _globe(dice: np.random.Generator, surface: Surface, air: Color | None = None, size: int = 420) -> Patch:
    """A planet: its surface in the light of the sun, with a terminator, and a rim of air if it has any."""
    places, disc = _ball(size)
    spin = _turned(places, dice.uniform(-0.5, 0.5), dice.uniform(0, 6.3))
    colors = surface(spin, dice)
    facing = places @ _SUN
    light = np.clip(facing * 1.05 + 0.10, 0, 1) ** 0.75
    lit = colors * (0.07 + 1.0 * light[..., None]) + (0.03, 0.02, 0.07)
    if air is not None:
        rim = (1 - places[..., 2]) ** 2.6 * np.clip(facing + 0.55, 0, 1)
        lit = lit + (np.asarray(air) - lit) * np.clip(rim, 0, 1)[..., None] * 0.85
    return np.concatenate([np.clip(lit, 0, 1) * disc[..., None], disc[..., None]], 2).astype(np.float32)


def _turned(places: Values, tilt: float, spin: float) -> Values:
    c, s, a, b = np.cos(tilt), np.sin(tilt), np.cos(spin), np.sin(spin)
    return np.asarray(
        places @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) @ np.array([[a, 0, b], [0, 1, 0], [-b, 0, a]])
    )


def _banded(tones: Tones) -> Surface:
    def surface(places: Values, dice: np.random.Generator) -> Values:
        swirl = _fractal(places * (1, 2.4, 1), dice, 2.4, 4)
        latitude = places[..., 1] + 0.05 * swirl
        bands = 0.5 + 0.5 * np.sin(latitude * 9 + 1.6 * np.sin(latitude * 5 + dice.uniform(0, 6)) + dice.uniform(0, 6))
        return tone(tones, np.clip(0.15 + 0.7 * bands + 0.12 * swirl, 0, 1))

    return surface


def _earth(places: Values, dice: np.random.Generator) -> Values:
    land = _fractal(places, dice, 1.7, 6)
    cold = np.clip((np.abs(places[..., 1]) + 0.12 * land - 0.84) * 7, 0, 1)[..., None]
    water = tone(((0.02, 0.12, 0.38), (0.05, 0.28, 0.62), (0.16, 0.58, 0.80)), 0.75 + 0.9 * land)
    green = tone(((0.72, 0.66, 0.42), (0.24, 0.52, 0.20), (0.10, 0.38, 0.16), (0.48, 0.42, 0.26)), 0.22 + 1.1 * land)
    colors = np.where((land > -0.03)[..., None], green, water)
    colors = colors + (np.array([0.93, 0.96, 1.0]) - colors) * cold
    cloud = np.clip(_fractal(places * (1, 1.7, 1), dice, 2.8, 5) * 2.2 - 0.75, 0, 0.9)[..., None]
    return np.asarray(colors + (np.array([1.0, 1.0, 1.0]) - colors) * cloud)


def _cratered(tones: Tones, count: int = 46, rough: float = 0.35) -> Surface:
    def surface(places: Values, dice: np.random.Generator) -> Values:
        bright = 0.58 + rough * _fractal(places, dice, 2.2, 5)
        light = _turned(_SUN[None], 0, 0)[0]
        for _ in range(count):
            middle = dice.standard_normal(3)
            middle /= np.linalg.norm(middle)
            radius = 0.04 + 0.22 * dice.random() ** 3
            aside = places - middle
            far = np.linalg.norm(aside, axis=-1) / radius
            bowl = np.clip(far, 0, 1) ** 2 * (far < 1) + np.clip(1 - (far - 1) / 0.25, 0, 1) * (far >= 1) * -0.6
            bright = bright - 0.12 * (far < 0.9) - 0.32 * bowl * (aside @ light) / (radius * np.maximum(far, 0.2))
        return tone(tones, bright)

    return surface


def _ringed(sheet: Sheet, x: float, y: float, radius: float, dice: np.random.Generator, tones: Tones) -> None:
    """A planet inside its rings, which throw a shadow and lie in one."""
    size = 900
    line = np.linspace(-2.5, 2.5, size)
    px, py = np.meshgrid(line, line)
    tilt, open_ = dice.uniform(-0.42, -0.2), dice.uniform(0.24, 0.34)
    along, across = px * np.cos(tilt) + py * np.sin(tilt), (py * np.cos(tilt) - px * np.sin(tilt)) / open_
    far = np.sqrt(along**2 + across**2)
    grain = np.interp(far, np.linspace(1.2, 2.5, 40), np.convolve(dice.random(42), (0.25, 0.5, 0.25), "valid"))
    dense = np.clip((far - 1.32) / 0.05, 0, 1) * np.clip((2.32 - far) / 0.05, 0, 1) * (0.45 + 0.5 * grain)
    dense = dense * (1 - 0.85 * np.exp(-(((far - 1.92) / 0.035) ** 2)))
    dark = np.clip(1.1 - np.hypot(px - 0.75 * along * 0 - 0.62, py - 0.5) / 1.0, 0, 1) * (px > 0) * (across < 0)
    color = (
        tone(toward(tones, (0.95, 0.88, 0.78), 0.45), 0.25 + 0.6 * grain)
        * (1 - 0.75 * np.clip(dark * 4, 0, 1))[..., None]
    )
    ring = np.concatenate([color * dense[..., None], dense[..., None]], 2).astype(np.float32)
    front = np.clip(across * 30 + 0.5, 0, 1)[..., None].astype(np.float32)
    sheet.stamp(ring * (1 - front), x, y + 2.5 * radius, height=5 * radius)
    sheet.stamp(_globe(dice, _banded(tones), tones[-2]), x, y + 1.02 * radius, height=2.04 * radius)
    sheet.stamp(ring * front, x, y + 2.5 * radius, height=5 * radius)


def _planet(
    sheet: Sheet,
    x: float,
    y: float,
    radius: float,
    dice: np.random.Generator,
    surface: Surface,
    air: Color | None,
) -> None:
    if air is not None:
        sheet.lay(sheet.disc(x - 0.03 * radius, y - 0.03 * radius, 1.12 * radius, 0.24 * radius) * 0.2, air)
    sheet.stamp(_globe(dice, surface, air), x, y + 1.02 * radius, height=2.04 * radius)


def _galaxy(sheet: Sheet, x: float, y: float, radius: float, dice: np.random.Generator) -> None:
    """A spiral galaxy seen at a slant."""
    line = np.linspace(-1, 1, 600)
    px, py = np.meshgrid(line, line)
    tilt = -0.35
    along, across = px * np.cos(tilt) + py * np.sin(tilt), (py * np.cos(tilt) - px * np.sin(tilt)) / 0.48
    far, turn = np.sqrt(along**2 + across**2) + 1e-4, np.arctan2(across, along)
    cloud = _fractal(np.stack([along, across, 0 * along], 2), dice, 5.0, 5)
    arms = 0.5 + 0.5 * np.cos(2 * (turn - 3.4 * np.log(far + 0.06)) + 1.1 * cloud)
    fade = np.exp(-((far / 0.46) ** 2)) * np.clip((1 - far) * 4, 0, 1)
    arm = np.clip(fade * (0.20 + 1.25 * arms**1.6 * (0.75 + 0.5 * cloud)), 0, 1)
    core = np.exp(-((far / 0.13) ** 2)) + 0.45 * np.exp(-((far / 0.28) ** 2))
    color = tone(((0.45, 0.30, 0.85), (0.45, 0.55, 0.98), (0.90, 0.75, 0.98)), arms + 0.3 * cloud)
    color = color + (np.array([1.0, 0.93, 0.74]) - color) * np.clip(core, 0, 1)[..., None]
    alpha = np.clip(arm * 0.92 + core, 0, 1)[..., None]
    sheet.stamp(np.concatenate([color * alpha, alpha], 2).astype(np.float32), x, y + radius, height=2 * radius)


def _stars(sheet: Sheet, dice: np.random.Generator, count: int) -> None:
    """Crisp points with a small halo; the brightest have rays."""
    line = np.linspace(-1, 1, 65)
    px, py = np.meshgrid(line, line)
    far = np.hypot(px, py)
    point = np.clip(np.exp(-((far / 0.10) ** 2)) * 1.3 + 0.22 * np.exp(-((far / 0.32) ** 2)) * (1 - far), 0, 1)
    rays = np.exp(-np.abs(px) / 0.022 - np.abs(py) / 0.26) + np.exp(-np.abs(py) / 0.022 - np.abs(px) / 0.26)
    tints = np.array([(1, 1, 1), (0.75, 0.85, 1), (1, 0.88, 0.70), (1, 0.78, 0.86)])
    for number, x in enumerate(strewn(dice, count)):
        bright = number < 12
        alpha = np.clip(point + (rays * 0.9 if bright else 0), 0, 1)[..., None] * (
            1.0 if bright else dice.uniform(0.45, 1.0)
        )
        color = tints[dice.integers(4)]
        patch = np.concatenate([alpha * color, alpha], 2).astype(np.float32)
        height = dice.uniform(0.08, 0.12) if bright else 0.022 + 0.034 * dice.random() ** 3
        sheet.stamp(patch, x, dice.uniform(sheet.top, sheet.bottom), height=height)


def _sky(sheet: Sheet) -> None:
    first, second = _NEBULAE[sheet.variant]
    dice = sheet.dice_for(1)
    sheet.lay(1.0, sheet.gradient([(-0.2, (0.015, 0.012, 0.06)), (0.5, (0.04, 0.03, 0.13)), (1.2, (0.02, 0.02, 0.09))]))
    band = np.exp(-(((sheet.y - 0.42 - 0.2 * sheet.waviness(2.4, 1, seed=3)) / 0.42) ** 2))
    for number, gas in enumerate((first, second)):
        wisps = 1 - np.abs(sheet.noise(0.9, 5, seed=5 + number))
        body = sheet.noise(1.3, 5, seed=8 + number) * 0.75 + 0.35
        dense = np.clip(body * (0.35 + 0.8 * wisps**2), 0, 1.2) * (0.25 + 0.85 * band)
        sheet.lay(np.clip(dense * 1.05, 0, 0.92).astype(np.float32), tone(gas, dense).astype(np.float32))
    dust = np.clip(sheet.noise(0.7, 5, seed=12) * 1.2 - 0.25, 0, 0.8) * band
    sheet.lay(dust.astype(np.float32) * 0.75, (0.03, 0.02, 0.09))
    _stars(sheet, dice, 230)


def _far(sheet: Sheet) -> None:
    dice, variant = sheet.dice_for(2), sheet.variant
    if variant == 0:
        _ringed(sheet, 0.72, 0.36, 0.20, dice, _GOLDEN)
        _planet(sheet, 1.86, 0.20, 0.075, dice, _cratered(_MOON), None)
    elif variant == 1:
        _planet(sheet, 1.55, 0.34, 0.27, dice, _earth, (0.45, 0.75, 1.0))
        _planet(sheet, 0.55, 0.20, 0.085, dice, _cratered(_MOON), None)
    elif variant == 2:
        _galaxy(sheet, 1.0, 0.30, 0.48, dice)
        _planet(sheet, 2.05, 0.42, 0.12, dice, _banded(_TEAL), (0.6, 0.95, 1.0))
    elif variant == 3:
        _planet(sheet, 0.62, 0.30, 0.25, dice, _cratered(_MOON, 70), None)
        _ringed(sheet, 1.82, 0.30, 0.085, dice, _TEAL)
    else:
        _planet(sheet, 1.72, 0.38, 0.29, dice, _banded(_ROSE), (1.0, 0.66, 0.62))
        _planet(sheet, 0.70, 0.22, 0.10, dice, _banded(_VIOLET), (0.8, 0.7, 1.0))
        _planet(sheet, 1.20, 0.16, 0.045, dice, _cratered(_RUST, 20), None)


def _asteroid(dice: np.random.Generator, tones: Tones, size: int = 240) -> Patch:
    """A lump of rock with craters."""
    line = np.linspace(-1.3, 1.3, size)
    x, y = np.meshgrid(line, line * dice.uniform(1.0, 1.35))
    turn = dice.uniform(0, 3.1)
    x, y = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
    t = np.arctan2(y, x)
    reach = (
        1
        + 0.10 * np.sin(2 * t + dice.uniform(0, 6))
        + 0.07 * np.sin(3 * t + dice.uniform(0, 6))
        + 0.04 * np.sin(5 * t + dice.uniform(0, 6))
    )
    far = np.hypot(x, y) / reach * 1.02
    z = np.sqrt(np.clip(1 - far**2, 0, 1))
    back = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    places = np.stack([x / reach, y / reach, z], 2) @ back
    light = np.clip(places @ _SUN * 1.1 + 0.08, 0, 1) ** 0.8
    colors = _cratered(tones, 26, 0.3)(places, dice) * (0.12 + 0.95 * light[..., None]) + (0.03, 0.02, 0.06)
    alpha = np.clip((1 - far) * size / 3, 0, 1)[..., None]
    return np.concatenate([np.clip(colors, 0, 1) * alpha, alpha], 2).astype(np.float32)


def _mid(sheet: Sheet) -> None:
    """A belt of asteroids that rises and falls along the strip, and in some variants a small world."""
    dice, variant = sheet.dice_for(3), sheet.variant
    rocks = [_asteroid(dice, tones) for tones in (_ROCK, _MOON, _ROCK, toward(_RUST, _ROCK[1], 0.5))]
    belt = 0.26 + 0.20 * sheet.waviness(1.6, 1, seed=4)
    for x in strewn(dice, 12 + 3 * (variant % 2)):
        size = 0.034 + 0.085 * dice.random() ** 2.2
        y = float(belt[int(x * sheet.across) % sheet.width]) + dice.normal(0, 0.09)
        sheet.stamp(rocks[dice.integers(4)], x, y + size / 2, height=size, mirrored=False)
    if variant in (0, 2, 4):
        surface = (_cratered(_RUST), _earth, _banded(_VIOLET), _earth, _cratered(_MOON))[variant]
        _planet(
            sheet,
            dice.uniform(0, 2.4),
            dice.uniform(0.10, 0.45),
            0.06,
            dice,
            surface,
            (0.6, 0.7, 1.0) if variant == 2 else None,
        )


def _ground(sheet: Sheet) -> None:
    """The plain of a moon with craters, in two of the variants."""
    if sheet.variant not in (1, 3):
        return
    dice = sheet.dice_for(5)
    tones = _DUST if sheet.variant == 1 else toward(_DUST, (0.40, 0.26, 0.42), 0.35)
    hills = HORIZON - 0.020 + 0.028 * sheet.waviness(0.7, seed=6)
    sheet.lay(sheet.below(hills), tone(tones, 0.48 + 0.10 * sheet.noise(0.2, 3, seed=7)).astype(np.float32))
    depth, dust = sheet.ramp(HORIZON, 1.2), plain(sheet, HORIZON, seed=8)
    sheet.lay(
        sheet.below(HORIZON + 0.004 * sheet.waviness(0.3, seed=9)),
        tone(tones, 0.76 - 0.20 * depth + 0.06 * dust).astype(np.float32),
    )
    easel = Easel(sheet)
    for y in np.sort(HORIZON + 0.66 * dice.random(34) ** 1.5):
        _crater(
            easel, dice, dice.uniform(0, 2.4), y + 0.01, 0.02 + 0.30 * (y - HORIZON) * dice.uniform(0.5, 1.1), tones
        )
    for y in np.sort(HORIZON + 0.66 * dice.random(40) ** 1.5):
        stone(easel, dice, dice.uniform(0, 2.4), y, 0.004 + 0.05 * (y - HORIZON) * dice.uniform(0.5, 1.2), tones)
    easel.finish()
    sheet.blur(0.0012)


def _crater(easel: Easel, dice: np.random.Generator, x: float, y: float, radius: float, tones: Tones) -> None:
    """A round hollow lying flat: a lit rim, a floor in shadow on the left."""
    flat = np.clip((y - HORIZON) * 1.0, 0.12, 0.4)
    t = np.linspace(0, 2 * np.pi, 33)[:-1]
    ring = np.stack([np.cos(t), flat * np.sin(t)], 1) * (1 + 0.03 * np.sin(3 * t + dice.uniform(0, 6)))[:, None]
    middle = np.array([x, y])
    for size, aside, light in (
        (1.16, 0.0, 0.66),
        (1.10, -0.03, 0.92),
        (1.0, 0.0, 0.22),
        (0.86, 0.10, 0.36),
        (0.70, 0.20, 0.52),
        (0.48, 0.32, 0.68),
    ):
        easel.shape(middle + radius * (ring * size + np.array([aside, aside * flat])), tone(tones, light))


def _near(sheet: Sheet) -> None:
    dice, variant = sheet.dice_for(6), sheet.variant
    if variant == 2:
        return
    for x in strewn(dice, 3):
        size = dice.uniform(0.12, 0.20)
        sheet.stamp(_asteroid(dice, _ROCK), x, 0.99 + 0.5 * size, height=size)
        sheet.stamp(_asteroid(dice, _MOON), x + 0.16, 1.04 + 0.2 * size, height=0.35 * size)


SPACE = Place(
    name="space",
    horizon=HORIZON,
    sky="own",
    stance="air",
    strips=(
        Strip(layer="sky", top=-0.2, bottom=1.2, nearness=0.0, paint=_sky),
        Strip(layer="far", top=-0.2, bottom=1.0, nearness=0.08, paint=_far),
        Strip(layer="mid", top=-0.2, bottom=0.9, nearness=0.35, paint=_mid, drift=0.008),
        Strip(layer="ground", top=0.60, bottom=1.35, nearness=1.0, paint=_ground),
        Strip(layer="near", top=0.7, bottom=1.3, nearness=1.5, paint=_near, drift=0.02),
    ),
)
