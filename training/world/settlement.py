# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""Places where people live: city and village."""

import numpy as np

from training.world.canvas import Canvas, Color
from training.world.heavens import sky_layers
from training.world.land import Plant, base_y, ground, range_of_hills, row_of, tufts
from training.world.layer import Layer
from training.world.light import mix, scaled
from training.world.shapes import draw_house, draw_round_tree, draw_tower, inside, strewn
from training.world.stage import Backdrop, Stage

_GLASS: Color = (186, 216, 240)
_LAMP: Color = (255, 214, 110)


def city(stage: Stage) -> Backdrop:
    """Skyscrapers in three rows along a street."""
    horizon = 0.60
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            _towers(stage, "far", 12.0, horizon, 0.17, (0.24, 0.42), (140, 158, 190)),
            _towers(stage, "mid", 6.0, horizon, 0.24, (0.20, 0.50), (112, 128, 168)),
            _towers(stage, "near", 3.2, horizon, 0.42, (0.16, 0.36), (150, 112, 104)),
            ground(stage, horizon, (140, 142, 150), (104, 106, 116), (122, 124, 134)),
            _street(stage, horizon),
        ),
        front=(_bollards(stage),),
    )


def _towers(
    stage: Stage, name: str, z: float, horizon: float, step: float, size: tuple[float, float], color: Color
) -> Layer:
    mood = stage.mood
    y = base_y(horizon, z)

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("towers-" + name)
        for x in strewn(dice, step, 0.2):
            own = np.random.default_rng(int(dice.integers(2**31)))
            tone = mood.paint(mix(color, (200, 150, 120), own.uniform(0, 0.4)), z)
            glass = mix(_LAMP, mood.haze, 0.03 * z) if mood.dark else mood.paint(_GLASS, z)
            if inside(canvas, x, step):
                draw_tower(canvas, own, x, y, step * own.uniform(0.62, 0.92), own.uniform(*size), (tone, glass))
        canvas.shade([(y - 0.3, 0.0), (y, 0.3)], mood.haze)

    return Layer(draw=draw, z=z, band=(y - size[1] - 0.12, y))


def _street(stage: Stage, horizon: float) -> Layer:
    """A carriageway with a dashed line, lying flat."""
    mood = stage.mood

    def draw(canvas: Canvas) -> None:
        canvas.rectangle(canvas.x0, 0.725, canvas.x1, 0.94, mood.light((74, 76, 88)))
        canvas.rectangle(canvas.x0, 0.712, canvas.x1, 0.727, mood.light((176, 176, 180)))
        canvas.rectangle(canvas.x0, 0.94, canvas.x1, 0.965, mood.light((176, 176, 180)))
        for x in np.arange(-4.2, 4.2, 0.36):
            canvas.rectangle(x, 0.815, x + 0.2, 0.838, mood.light((236, 226, 180)))

    return Layer(draw=draw, z=1, band=(horizon, 1.3), ground=True)


def _bollards(stage: Stage) -> Layer:
    """Low posts on the near pavement."""

    def draw(canvas: Canvas) -> None:
        tone = scaled(stage.mood.light((96, 92, 104)), 0.7)
        for x in strewn(stage.dice("bollards"), 0.8):
            canvas.rectangle(x - 0.022, 0.93, x + 0.022, 1.06, tone)
            canvas.ellipse(x, 0.93, 0.034, 0.034, _LAMP if stage.mood.dark else scaled(tone, 1.3))

    return Layer(draw=draw, z=0.6, band=(0.88, 1.3))


def village(stage: Stage) -> Backdrop:
    """Cottages with red roofs among fields, smoke-free and friendly."""
    horizon = 0.57
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            range_of_hills(stage, "hills-far", 0.50, 0.08, 1.1, 9.0, (120, 168, 120)),
            range_of_hills(stage, "hills-mid", 0.56, 0.05, 0.9, 5.0, (132, 178, 92)),
            _cottages(stage, "far", 5.0, horizon, 0.34, 0.11),
            row_of(stage, "trees", 3.6, horizon, 0.52, (0.14, 0.20), _tree(stage)),
            ground(stage, horizon, (150, 190, 96), (128, 172, 76), (172, 196, 104)),
            _path(stage, horizon),
            _cottages(stage, "near", 2.3, horizon, 0.74, 0.22, gap=0.34),
        ),
        front=(tufts(stage, (96, 140, 60)),),
    )


def _tree(stage: Stage) -> Plant:
    def plant(canvas: Canvas, dice: np.random.Generator, x: float, y: float, size: float) -> None:
        tone = stage.mood.paint(scaled((92, 150, 70), dice.uniform(0.9, 1.1)), 3)
        draw_round_tree(canvas, x, y, size, tone, stage.mood.paint((110, 76, 52), 3))

    return plant


def _cottages(stage: Stage, name: str, z: float, horizon: float, step: float, size: float, gap: float = 0.0) -> Layer:
    mood = stage.mood
    y = base_y(horizon, z)
    roofs: tuple[Color, ...] = ((200, 76, 58), (176, 92, 60), (150, 70, 74))
    walls: tuple[Color, ...] = ((250, 234, 204), (240, 214, 178), (232, 226, 220))

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("cottages-" + name)
        for x in strewn(dice, step, 0.25):
            own = np.random.default_rng(int(dice.integers(2**31)))
            if not inside(canvas, x, size) or abs(x) < gap * stage.frame.aspect / 2:
                continue
            wall, roof = walls[int(own.integers(3))], roofs[int(own.integers(3))]
            window = _LAMP if mood.dark or stage.scene.light == "sunset" else mood.paint((120, 160, 190), z)
            colors = (mood.paint(wall, z), mood.paint(roof, z), mood.paint((120, 78, 52), z), window)
            draw_house(canvas, x, y, size * own.uniform(0.85, 1.15), colors)

    return Layer(draw=draw, z=z, band=(y - size * 1.5, y + 0.01))


def _path(stage: Stage, horizon: float) -> Layer:
    """A sandy lane across the fields, lying flat."""

    def draw(canvas: Canvas) -> None:
        x = np.linspace(canvas.x0, canvas.x1, 60)
        y = 0.82 + 0.012 * np.sin(2.1 * x)
        shape = np.concatenate([np.stack([x, y - 0.055], 1), np.stack([x, y + 0.075], 1)[::-1]])
        canvas.polygon(shape, stage.mood.paint((222, 196, 146), 1))

    return Layer(draw=draw, z=1, band=(horizon, 1.3), ground=True)
