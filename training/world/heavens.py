"""The sky dome with sun, moon, stars and clouds; the place above the clouds; outer space."""

import numpy as np

from training.world.canvas import Canvas, Color
from training.world.geometry import wave
from training.world.layer import Layer, Motion
from training.world.light import mix, scaled
from training.world.shapes import draw_cloud, draw_outline, hills, inside, strewn
from training.world.stage import Backdrop, Stage

FAR = float("inf")


def sky_layers(stage: Stage, horizon: float) -> tuple[Layer, ...]:
    """Dome and drifting clouds above that horizon."""
    dome = Layer(draw=lambda canvas: _draw_dome(canvas, stage, horizon), z=FAR, band=(-2.0, 3.0))
    return dome, cloud_layer(stage, horizon)


def sun_at(stage: Stage, horizon: float) -> tuple[float, float]:
    """x, y of the sun or moon."""
    dice = stage.dice("sun")
    side = -1 if dice.random() < 0.5 else 1
    return side * dice.uniform(0.42, 0.72) * stage.frame.aspect / 2, horizon * (1 - stage.mood.sun_height)


def _draw_dome(canvas: Canvas, stage: Stage, horizon: float) -> None:
    mood = stage.mood
    canvas.gradient(
        [(-0.25, scaled(mood.sky[0], 0.9)), (0.0, mood.sky[0]), (horizon * 0.55, mood.sky[1]), (horizon, mood.sky[2])]
    )
    clear = 1 - mood.overcast
    if stage.scene.light == "night":
        _draw_stars(canvas, stage, 0.11 if clear == 1 else 0.4, horizon)
    x, y = sun_at(stage, horizon)
    if clear > 0.3:
        canvas.glow(x, y, mood.sun_radius * 9, mood.sun, 0.55 * clear)
        canvas.glow(x, y, mood.sun_radius * 3, mood.sun, 0.75 * clear)
    if clear == 1:
        canvas.ellipse(x, y, mood.sun_radius, mood.sun_radius, mood.sun)
        if stage.scene.light == "night":
            _draw_craters(canvas, x, y, mood.sun_radius, scaled(mood.sun, 0.86))


def _draw_craters(canvas: Canvas, x: float, y: float, radius: float, color: Color) -> None:
    for dx, dy, r in ((-0.3, -0.2, 0.24), (0.3, 0.25, 0.3), (0.25, -0.45, 0.16), (-0.25, 0.5, 0.14)):
        canvas.ellipse(x + dx * radius, y + dy * radius, r * radius, r * radius, color)


def _draw_stars(canvas: Canvas, stage: Stage, step: float, horizon: float) -> None:
    dice = stage.dice("stars")
    for x in strewn(dice, step):
        y, size = dice.uniform(-0.2, horizon * 0.9), dice.uniform(0.0045, 0.0085)
        color = mix((235, 240, 255), stage.mood.sky[0], dice.uniform(0, 0.45))
        if inside(canvas, x, 0.02):
            canvas.ellipse(x, y, size, size, color)


def cloud_layer(stage: Stage, horizon: float) -> Layer:
    """Clouds that drift with the wind: a few in fair weather, many under a closed sky."""
    drift = 0.16 if stage.dice("wind").random() < 0.5 else -0.16

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("clouds")
        closed = stage.mood.overcast
        for x in strewn(dice, 0.62 - 0.34 * closed):
            y = dice.uniform(0.04, 0.30 + 0.08 * closed) * horizon / 0.55
            width = dice.uniform(0.26, 0.46) * (1 + 0.7 * closed)
            own = np.random.default_rng(int(dice.integers(2**31)))
            if inside(canvas, x, 0.6):
                draw_cloud(canvas, own, x, y + 0.03, width, stage.mood.cloud)
        canvas.blur(0.007)

    return Layer(
        draw=draw,
        z=30,
        band=(-0.25, horizon * 0.92),
        motion=lambda u: Motion(dx=drift * (u - 0.5)),
        reach=abs(drift) / 2,
    )


def above_clouds(stage: Stage) -> Backdrop:
    """High up: banks of cloud below, towers of cloud far off."""
    horizon = 0.62
    mood = stage.mood
    banks = tuple(
        _bank(stage, f"bank{k}", y, z, mix(mood.cloud[0], mood.sky[2], fade))
        for k, (y, z, fade) in enumerate(((0.66, 9.0, 0.55), (0.74, 4.0, 0.32), (0.86, 1.4, 0.10)))
    )
    front = _bank(stage, "near", 0.99, 0.7, mood.cloud[0])
    towers = Layer(draw=lambda canvas: _draw_towers(canvas, stage), z=16, band=(0.1, 0.9))
    return Backdrop(horizon=horizon, back=(*sky_layers(stage, horizon), towers, *banks), front=(front,))


def _draw_towers(canvas: Canvas, stage: Stage) -> None:
    dice = stage.dice("towers")
    mood = stage.mood
    colors = (mix(mood.cloud[0], mood.sky[2], 0.35), mix(mood.cloud[1], mood.sky[2], 0.45))
    for x in strewn(dice, 0.9):
        for k in range(3):
            draw_cloud(canvas, dice, x + dice.uniform(-0.08, 0.08), 0.68 - 0.11 * k, 0.62 - 0.14 * k, colors)
    canvas.blur(0.005)


def _bank(stage: Stage, name: str, y: float, z: float, color: Color) -> Layer:
    """A rolling bank of cloud that breathes slowly."""
    shade = mix(color, stage.mood.cloud[1], 0.75)
    phase = stage.dice(name).random()

    def draw(canvas: Canvas) -> None:
        dice = stage.dice(name)
        size = 0.16 if z > 5 else 0.24
        for x in strewn(dice, size * 1.1):
            radius = size * dice.uniform(0.7, 1.1)
            if inside(canvas, x, radius):
                canvas.ellipse(x, y + radius * 0.35, radius, radius * 0.62, color)
        draw_outline(canvas, hills(dice, y + 0.06, 0.02, 0.9), color)
        canvas.shade([(y - 0.05, 0.0), (y + 0.26, 1.0)], shade)
        canvas.blur(0.007)

    return Layer(
        draw=draw, z=z, band=(y - 0.2, 3.0), motion=lambda u: Motion(dx=0.03 * wave(u, 0.5, phase)), reach=0.03
    )


def outer_space(stage: Stage) -> Backdrop:
    """Nebula, stars at two depths, a ringed planet and a moon."""
    dice = stage.dice("space")
    hues: list[tuple[Color, Color]] = [
        ((150, 40, 170), (40, 90, 220)),
        ((30, 110, 190), (120, 40, 190)),
        ((190, 50, 110), (60, 60, 200)),
    ]
    nebula = hues[int(dice.integers(len(hues)))]
    side = -1 if dice.random() < 0.5 else 1

    def draw_void(canvas: Canvas) -> None:
        own = stage.dice("void")
        canvas.gradient([(0.0, (10, 8, 30)), (0.55, (20, 14, 52)), (1.0, (8, 10, 34))])
        for k in range(7):
            x, y = own.uniform(-1, 1) * stage.frame.aspect * 0.6, own.uniform(0.1, 0.9)
            canvas.glow(x, y, own.uniform(0.35, 0.6), nebula[k % 2], 0.30)

    def draw_stars(canvas: Canvas, name: str, step: float, size: float) -> None:
        own = stage.dice(name)
        for x in strewn(own, step):
            y, radius = own.uniform(-0.3, 1.3), size * own.uniform(0.7, 1.4)
            color = mix((255, 255, 255), (160, 190, 255), own.random())
            if inside(canvas, x, 0.02):
                canvas.ellipse(x, y, radius, radius, color)

    def draw_planets(canvas: Canvas) -> None:
        own = stage.dice("planets")
        _draw_planet(canvas, side * stage.frame.aspect * 0.33, own.uniform(0.2, 0.34), 0.17, own)
        _draw_planet(canvas, -side * stage.frame.aspect * 0.37, own.uniform(0.66, 0.8), 0.075, own)

    return Backdrop(
        horizon=0.5,
        back=(
            Layer(draw=draw_void, z=FAR, band=(-2.0, 3.0)),
            Layer(draw=lambda canvas: draw_stars(canvas, "far", 0.045, 0.0045), z=24, band=(-0.4, 1.4)),
            Layer(draw=draw_planets, z=8, band=(-0.2, 1.2)),
            Layer(draw=lambda canvas: draw_stars(canvas, "near", 0.16, 0.0075), z=3, band=(-0.4, 1.4)),
        ),
        front=(Layer(draw=lambda canvas: draw_stars(canvas, "dust", 0.7, 0.011), z=0.7, band=(-0.4, 1.4)),),
    )


_PLANETS: tuple[Color, ...] = ((226, 140, 84), (94, 168, 214), (206, 110, 128), (150, 190, 120), (190, 150, 220))


def _draw_planet(canvas: Canvas, x: float, y: float, radius: float, dice: np.random.Generator) -> None:
    """A ball lit from the left, with bands; big ones wear a ring."""
    color = _PLANETS[int(dice.integers(len(_PLANETS)))]
    canvas.glow(x, y, radius * 1.7, color, 0.35)
    canvas.ellipse(x, y, radius, radius, scaled(color, 0.5))
    canvas.ellipse(x - 0.09 * radius, y - 0.04 * radius, 0.9 * radius, 0.93 * radius, color)
    for dy, share in ((-0.4, 0.85), (0.1, 1.12), (0.45, 0.88)):
        canvas.ellipse(
            x - 0.1 * radius, y + dy * radius, 0.72 * radius * (1 - dy * dy) ** 0.5, 0.08 * radius, scaled(color, share)
        )
    if radius > 0.1:
        t = np.linspace(-0.12, np.pi + 0.12, 30)
        ring = np.stack([x + 1.65 * radius * np.cos(t), y + 0.30 * radius * np.sin(t) - 0.12 * radius * np.cos(t)], 1)
        canvas.line(ring, 0.018, (236, 214, 176))
