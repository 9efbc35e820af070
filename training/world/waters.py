# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""Places of water: ocean, beach, under water."""

import numpy as np

from training.world.canvas import Canvas, Color, Points
from training.world.geometry import wave
from training.world.heavens import FAR, sky_layers, sun_at
from training.world.land import base_y, ground
from training.world.layer import Layer, Motion
from training.world.light import mix, scaled, times
from training.world.shapes import draw_outline, draw_palm, hills, inside, strewn
from training.world.stage import Backdrop, Stage

_DEEP: Color = (16, 84, 158)
_SHALLOW: Color = (44, 148, 200)


def _sea_color(stage: Stage, color: Color) -> Color:
    """Water takes a third of its colour from the sky."""
    return mix(stage.mood.light(color), stage.mood.sky[1], 0.32)


def sea(stage: Stage, horizon: float, far: Color, near: Color) -> Layer:
    """The flat sea with the sun's path on it."""

    def draw(canvas: Canvas) -> None:
        canvas.gradient(
            [
                (horizon, mix(_sea_color(stage, far), stage.mood.sky[2], 0.45)),
                (horizon + 0.1, _sea_color(stage, far)),
                (1.0, _sea_color(stage, near)),
            ]
        )
        canvas.pixels[canvas.rows() < horizon] = 0

    return Layer(draw=draw, z=1, band=(horizon - 0.01, 3.0), ground=True)


def shimmer(stage: Stage, name: str, horizon: float, bottom: float, swing: float) -> Layer:
    """Bright dashes on the water that sway to and fro, densest below the sun."""
    sun_x, _ = sun_at(stage, horizon)
    clear = 1 - stage.mood.overcast

    def draw(canvas: Canvas) -> None:
        dice = stage.dice(name)
        for x in strewn(dice, 0.055):
            depth = dice.random() ** 1.4
            y = horizon + 0.012 + (bottom - horizon) * depth
            long, thick = 0.03 + 0.07 * depth, 0.0035 + 0.006 * depth
            if inside(canvas, x, 0.2):
                canvas.ellipse(x, y, long, thick, mix(_sea_color(stage, _SHALLOW), stage.mood.sky[2], 0.55))
        for k in range(26 if clear > 0.9 else 0):
            depth = (k + dice.random()) / 26
            y = horizon + 0.01 + (bottom - horizon) * depth
            long = (0.02 + 0.09 * depth) * dice.uniform(0.5, 1.2)
            canvas.ellipse(
                sun_x + dice.uniform(-1, 1) * (0.02 + 0.07 * depth), y, long, 0.004 + 0.006 * depth, stage.mood.sun
            )

    return Layer(
        draw=draw,
        z=6,
        band=(horizon, bottom + 0.02),
        motion=lambda u: Motion(dx=swing * wave(u, 2.0), opacity=0.72 + 0.28 * wave(u, 3.0)),
        reach=abs(swing),
    )


def swell(stage: Stage, name: str, y: float, z: float, height: float, color: Color) -> Layer:
    """A row of waves with foam on its crest, rolling to one side."""
    phase = stage.dice(name).random()
    way = 1 if phase < 0.5 else -1

    def draw(canvas: Canvas) -> None:
        length = 0.34 + 0.25 * height * 10 / 3

        def crest(x: Points) -> Points:
            s = 2 * np.pi * (x / length + phase)
            return np.asarray(y - height * (np.sin(s) + 0.28 * np.sin(2 * s + 1)) * 0.5)

        tone = _sea_color(stage, color)
        draw_outline(
            canvas, lambda x: crest(x) - 0.10 * height - 0.006, mix(tone, stage.mood.light((240, 250, 255)), 0.62)
        )
        draw_outline(canvas, lambda x: crest(x) + 0.10 * height, tone)
        canvas.shade([(y, 0.0), (y + 0.35, 0.55)], scaled(tone, 0.62))

    return Layer(
        draw=draw,
        z=z,
        band=(y - height * 1.1 - 0.02, 3.0),
        motion=lambda u: Motion(dx=way * 0.22 * (u - 0.5) / z**0.5, dy=0.3 * height * wave(u, 3.0, phase)),
        reach=0.16,
    )


def ocean(stage: Stage) -> Backdrop:
    """Open water to the horizon, swells in three rows, the nearest before the subject."""
    horizon = 0.50
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            sea(stage, horizon, _DEEP, _SHALLOW),
            shimmer(stage, "glint-a", horizon, 0.68, 0.03),
            shimmer(stage, "glint-b", horizon, 0.74, -0.04),
            swell(stage, "swell-far", 0.655, 3.0, 0.026, (24, 104, 178)),
            swell(stage, "swell-mid", 0.735, 1.7, 0.042, (28, 116, 186)),
        ),
        front=(
            swell(stage, "swell-near", 0.835, 1.0, 0.052, (30, 128, 192)),
            swell(stage, "swell-front", 0.985, 0.65, 0.06, (26, 112, 180)),
        ),
    )


def beach(stage: Stage) -> Backdrop:
    """Yellow sand, a turquoise sea with breaking foam, palms at the sides."""
    horizon = 0.48
    shore = 0.645
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            sea(stage, horizon, (20, 126, 186), (70, 206, 208)),
            shimmer(stage, "glint", horizon, shore - 0.02, 0.03),
            ground(stage, shore, (242, 218, 160), (246, 214, 146), (252, 228, 172)),
            _foam(stage, shore),
            _palms(stage, horizon),
        ),
        front=(_shells(stage),),
    )


def _foam(stage: Stage, shore: float) -> Layer:
    """The last wave that runs up the sand and back."""

    def draw(canvas: Canvas) -> None:
        edge = hills(stage.dice("foam"), shore + 0.02, 0.018, 0.7)
        white = stage.mood.light((250, 254, 255))
        x = np.linspace(canvas.x0, canvas.x1, 90)
        for color, low in (
            (mix(stage.mood.light((196, 166, 112)), white, 0.1), 0.014),
            (white, 0.0),
            (_sea_color(stage, (110, 222, 216)), -0.016),
        ):
            shape = np.concatenate([np.stack([x, edge(x) + low], 1), [(x[-1], shore - 0.04), (x[0], shore - 0.04)]])
            canvas.polygon(shape, color)
        fade = np.clip((canvas.rows() - (shore - 0.04)) / 0.02, 0, 1)
        canvas.pixels = np.asarray(canvas.pixels * fade[:, None, None]).astype(np.uint8)

    return Layer(
        draw=draw,
        z=2.4,
        band=(shore - 0.04, shore + 0.08),
        motion=lambda u: Motion(dy=0.012 * wave(u, 2.0), dx=0.02 * wave(u, 1.0)),
        reach=0.03,
    )


def _palms(stage: Stage, horizon: float) -> Layer:
    phase = stage.dice("palms").random()
    y = base_y(horizon, 2.0) + 0.02

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("palms")
        mood = stage.mood
        half = stage.frame.aspect / 2
        for x in (-0.88 * half, 0.8 * half, -1.7 * half, 1.75 * half, -2.5 * half, 2.6 * half):
            draw_palm(
                canvas,
                dice,
                x + dice.uniform(-0.06, 0.06),
                y + dice.uniform(0, 0.04),
                dice.uniform(0.44, 0.56),
                mood.paint((62, 160, 78), 1.5),
                mood.paint((146, 108, 70), 1.5),
            )

    return Layer(
        draw=draw,
        z=2.0,
        band=(0.0, y + 0.06),
        motion=lambda u: Motion(sway=0.03 * wave(u, 3.0, phase), base=y),
        reach=0.04,
    )


def _shells(stage: Stage) -> Layer:
    """Stones and shells on the near sand."""
    colors: tuple[Color, ...] = ((255, 150, 130), (250, 250, 244), (170, 140, 120))

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("shells")
        for x in strewn(dice, 0.45):
            size = dice.uniform(0.025, 0.045)
            canvas.ellipse(
                x, 0.985 + dice.uniform(-0.02, 0.02), size, size * 0.6, stage.mood.light(colors[int(dice.integers(3))])
            )

    return Layer(draw=draw, z=0.6, band=(0.9, 1.1))


_WATER: dict[str, tuple[Color, Color, Color, Color]] = {  # surface, middle, deep, factors on what lives there
    "dawn": ((176, 214, 214), (74, 150, 176), (30, 84, 122), (0.94, 0.92, 0.98)),
    "day": ((120, 226, 240), (22, 142, 204), (8, 74, 140), (0.88, 0.98, 1.0)),
    "sunset": ((255, 178, 124), (128, 92, 150), (40, 44, 104), (1.0, 0.78, 0.86)),
    "night": ((36, 72, 136), (12, 32, 84), (4, 12, 42), (0.42, 0.54, 0.86)),
}


def underwater_tint(light: str | None) -> Color:
    """Factors on the colours of what swims in that light."""
    return _WATER[light or "day"][3]


def underwater(stage: Stage) -> Backdrop:
    """The sea floor: light from above, corals, swaying weed, rising bubbles."""
    surface, middle, deep, factors = _WATER[stage.scene.light or "day"]
    horizon = 0.66

    def tone(color: Color, depth: float) -> Color:
        return mix(times(color, factors), middle, depth)

    def draw_water(canvas: Canvas) -> None:
        canvas.gradient([(-0.1, surface), (0.12, mix(surface, middle, 0.45)), (0.5, middle), (0.95, deep)])

    def draw_sand(canvas: Canvas) -> None:
        dice = stage.dice("seabed")
        canvas.gradient([(horizon, tone((210, 200, 150), 0.66)), (1.05, tone((226, 206, 150), 0.2))])
        canvas.pixels[canvas.rows() < horizon] = 0
        for x in strewn(dice, 0.16):
            y = horizon + (1.06 - horizon) * dice.uniform(0.15, 1)
            canvas.ellipse(x, y, 0.30 * (y - horizon) + 0.03, 0.012, tone((240, 224, 170), 0.3))

    def draw_rocks(canvas: Canvas) -> None:
        draw_outline(canvas, hills(stage.dice("reef"), 0.63, 0.12, 0.8), mix(middle, deep, 0.55), 0.76)

    return Backdrop(
        horizon=horizon,
        back=(
            Layer(draw=draw_water, z=FAR, band=(-2.0, 3.0)),
            _rays(stage, surface),
            Layer(draw=draw_rocks, z=6, band=(0.48, 0.76)),
            Layer(draw=draw_sand, z=1, band=(horizon - 0.01, 3.0), ground=True),
            _weed(stage, "far", 2.6, horizon, 0.20, tone((60, 150, 90), 0.45)),
            _corals(stage, horizon, factors, middle),
            _bubbles(stage, "far", 2.2, 0.010, surface, 1.0),
        ),
        front=(
            _weed(stage, "near", 0.75, horizon, 0.20, tone((34, 120, 76), 0.05)),
            _bubbles(stage, "near", 0.8, 0.016, surface, 1.6),
        ),
    )


def _rays(stage: Stage, color: Color) -> Layer:
    """Slanting shafts of light that sway."""

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("rays")
        for x in strewn(dice, 0.42):
            wide = dice.uniform(0.05, 0.11)
            canvas.polygon(
                np.array([(x, -0.3), (x + wide, -0.3), (x - 0.22 + 2.4 * wide, 0.8), (x - 0.22, 0.8)]),
                color,
                alpha=0.24,
            )
        fade = np.clip(1 - canvas.rows() / 0.75, 0, 1)
        canvas.pixels = np.asarray(canvas.pixels * fade[:, None, None]).astype(np.uint8)
        canvas.blur(0.012)

    return Layer(
        draw=draw,
        z=5,
        band=(-0.3, 0.8),
        motion=lambda u: Motion(sway=0.10 * wave(u, 1.0), base=-0.3, opacity=0.8 + 0.2 * wave(u, 2.0)),
        reach=0.12,
    )


def _weed(stage: Stage, name: str, z: float, horizon: float, height: float, color: Color) -> Layer:
    y = base_y(horizon, z) if z > 1 else 1.06
    phase = stage.dice("weed-" + name).random()

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("weed-" + name)
        for x in strewn(dice, 0.62 if z < 1 else 0.34):
            for k in range(4):
                s = np.linspace(0, 1, 9)
                long = height * dice.uniform(0.6, 1.1)
                spine = np.stack([x + 0.035 * k + 0.02 * np.sin(7 * s + k + x), y - long * s], 1)
                wide = (0.014 * (1.05 - s))[:, None] * np.array([1.0, 0.0])
                if inside(canvas, x, 0.3):
                    canvas.polygon(np.concatenate([spine - wide, (spine + wide)[::-1]]), scaled(color, 0.85 + 0.1 * k))

    return Layer(
        draw=draw,
        z=z,
        band=(y - height * 1.2, y + 0.02),
        motion=lambda u: Motion(sway=0.20 * wave(u, 1.7, phase), base=y),
        reach=0.06,
    )


def _corals(stage: Stage, horizon: float, factors: Color, water: Color) -> Layer:
    hues: tuple[Color, ...] = ((255, 108, 120), (255, 164, 80), (214, 110, 220), (255, 214, 96))
    y = base_y(horizon, 1.9)

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("corals")
        for x in strewn(dice, 0.42):
            color = mix(times(hues[int(dice.integers(4))], factors), water, 0.16)
            size = dice.uniform(0.08, 0.13)
            kind = dice.random()
            if not inside(canvas, x, 0.3) or abs(x) < 0.24 * stage.frame.aspect:
                continue
            if kind < 0.55:
                for angle in (-140, -115, -90, -65, -40):
                    way = np.deg2rad(angle)
                    tip = (x + size * np.cos(way), y + size * 1.2 * np.sin(way))
                    canvas.line(np.array([(x, y), tip]), 0.024, color)
                    canvas.ellipse(*tip, 0.016, 0.016, scaled(color, 1.12))
            else:
                canvas.ellipse(x, y, size, size * 0.75, scaled(color, 0.82))
                canvas.ellipse(x - 0.1 * size, y - 0.08 * size, size * 0.8, size * 0.6, color)

    return Layer(draw=draw, z=1.9, band=(y - 0.2, y + 0.02))


def _bubbles(stage: Stage, name: str, z: float, size: float, color: Color, speed: float) -> Layer:
    def draw(canvas: Canvas) -> None:
        dice = stage.dice("bubbles-" + name)
        for x in strewn(dice, 0.30 if z > 1 else 0.55):
            for _ in range(3):
                radius, y = size * dice.uniform(0.7, 1.4), dice.uniform(-0.1, 1.2 + speed)
                left = x + dice.uniform(-0.03, 0.03)
                if inside(canvas, x, 0.1):
                    canvas.ellipse(left, y, radius, radius, mix(color, (255, 255, 255), 0.45))
                    canvas.ellipse(
                        left + 0.15 * radius,
                        y + 0.15 * radius,
                        radius * 0.62,
                        radius * 0.62,
                        mix(color, stage.mood.light(_DEEP), 0.4),
                    )

    return Layer(
        draw=draw,
        z=z,
        band=(-0.2, 1.3 + speed),
        motion=lambda u: Motion(dy=-speed * u, dx=0.012 * wave(u, 4.0)),
        reach=speed,
    )
