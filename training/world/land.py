# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""Places on firm ground without houses: mountains, desert, forest, jungle, meadow, snowfield, volcano."""

from collections.abc import Callable

import numpy as np

from training.world.canvas import Canvas, Color
from training.world.geometry import FEET, wave
from training.world.heavens import sky_layers
from training.world.layer import Layer, Motion
from training.world.light import mix, scaled
from training.world.shapes import draw_outline, draw_palm, draw_peak, draw_pine, draw_round_tree, hills, inside, strewn
from training.world.stage import Backdrop, Stage

Plant = Callable[[Canvas, np.random.Generator, float, float, float], None]  # dice, x, base y, height

_TRUNK: Color = (104, 70, 48)


def base_y(horizon: float, z: float) -> float:
    """The y of the ground at depth z."""
    return horizon + (FEET - horizon) / z


def ground(stage: Stage, horizon: float, far: Color, near: Color, patch: Color) -> Layer:
    """The plain on which subjects stand, with flat patches that show how it moves."""
    mood = stage.mood

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("ground")
        canvas.gradient(
            [(horizon, mood.paint(far, 7)), (horizon + 0.12, mood.paint(far, 2.5)), (1.05, mood.paint(near, 1))]
        )
        above = canvas.rows() < horizon
        canvas.pixels[above] = 0
        for x in strewn(dice, 0.20):
            depth = dice.uniform(0.08, 1.0) ** 0.8
            y = horizon + (1.08 - horizon) * depth
            size = (0.05 + 0.20 * depth) * dice.uniform(0.6, 1.2)
            if inside(canvas, x, size):
                tone = mix(mood.paint(near, 1 + 2 / depth), mood.paint(patch, 1 + 2 / depth), 0.5)
                canvas.ellipse(x, y, size, size * 0.13, tone)
        canvas.pixels[above] = 0

    return Layer(draw=draw, z=1, band=(horizon - 0.01, 3.0), ground=True)


def range_of_hills(stage: Stage, name: str, y: float, height: float, length: float, z: float, color: Color) -> Layer:
    """One outline of hills, paler toward its foot."""

    def draw(canvas: Canvas) -> None:
        draw_outline(canvas, hills(stage.dice(name), y, height, length), stage.mood.paint(color, z), y + 0.3)
        canvas.shade([(y - height, 0.0), (y + 0.16, 0.45)], stage.mood.haze)

    return Layer(draw=draw, z=z, band=(y - height * 1.4, y + 0.3))


def row_of(
    stage: Stage,
    name: str,
    z: float,
    horizon: float,
    step: float,
    size: tuple[float, float],
    plant: Plant,
    sway: float = 0.02,
    gap: float = 0.0,
) -> Layer:
    """A row of plants at depth z that sways in the wind; `gap` keeps the middle free, as a share of the width."""
    y = base_y(horizon, z)
    phase = stage.dice(name).random()
    half = gap * stage.frame.aspect / 2

    def draw(canvas: Canvas) -> None:
        dice = stage.dice(name)
        for x in strewn(dice, step):
            own = np.random.default_rng(int(dice.integers(2**31)))
            if inside(canvas, x, size[1]) and abs(x) >= half:
                plant(canvas, own, x, y + own.uniform(-0.01, 0.012), own.uniform(*size))

    def motion(u: float) -> Motion:
        return Motion(sway=sway * wave(u, 3.1, phase) + 0.5 * sway * wave(u, 5.3, 2 * phase), base=y)

    return Layer(
        draw=draw, z=z, band=(y - size[1] * 1.25, y + 0.03), motion=motion if sway else None, reach=sway * size[1] * 2
    )


def tufts(stage: Stage, color: Color, z: float = 0.6, height: float = 0.10) -> Layer:
    """Grass blades along the lower edge, nearest of all."""

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("tufts")
        tone = scaled(stage.mood.light(color), 0.72)
        for x in strewn(dice, 0.55):
            for k in range(7):
                left = x + (k - 3) * 0.028
                tip = (left + dice.uniform(-0.05, 0.05), 1.02 - height * dice.uniform(0.55, 1.1))
                if inside(canvas, x, 0.3) and k == 0:
                    canvas.ellipse(x, 1.045, 0.13, 0.03, tone)
                if inside(canvas, x, 0.3):
                    canvas.polygon(np.array([(left - 0.016, 1.04), tip, (left + 0.018, 1.04)]), tone)

    phase = stage.dice("tufts").random()
    return Layer(
        draw=draw,
        z=z,
        band=(1 - height * 1.3, 1.3),
        motion=lambda u: Motion(sway=0.12 * wave(u, 3.4, phase), base=1.05),
        reach=0.03,
    )


def rocks(stage: Stage, color: Color) -> Layer:
    """Boulders along the lower edge."""

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("rocks")
        for x in strewn(dice, 0.8):
            size = dice.uniform(0.08, 0.15)
            shape = np.array([(-1.1, 0.9), (-0.9, -0.1), (-0.3, -0.55), (0.35, -0.45), (0.95, 0.1), (1.15, 0.9)]) * size
            if inside(canvas, x, 0.2):
                tone = stage.mood.light(color)
                canvas.polygon(np.add(shape, (x, 1.02)), scaled(tone, 0.62))
                canvas.polygon(np.add(shape[:4] * (0.8, 0.9), (x - 0.01, 1.02)), scaled(tone, 0.78))

    return Layer(draw=draw, z=0.6, band=(0.9, 1.3))


def mountains(stage: Stage) -> Backdrop:
    """Tall snow-capped peaks in two ranges above green foothills."""
    horizon = 0.60
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            _peaks(stage, "far", 10.0, 0.28, (0.30, 0.42), 0.62, (150, 166, 196)),
            _peaks(stage, "near", 5.5, 0.46, (0.16, 0.34), 0.64, (104, 116, 144)),
            range_of_hills(stage, "foot", 0.585, 0.055, 0.7, 3.4, (74, 116, 84)),
            ground(stage, horizon, (104, 150, 84), (86, 138, 62), (120, 164, 78)),
            row_of(stage, "firs", 2.4, horizon, 0.30, (0.09, 0.15), _fir(stage, (40, 92, 64), 2.4), gap=0.3),
        ),
        front=(rocks(stage, (128, 124, 128)),),
    )


def _fir(stage: Stage, color: Color, z: float) -> Plant:
    def plant(canvas: Canvas, dice: np.random.Generator, x: float, y: float, size: float) -> None:
        tone = stage.mood.paint(scaled(color, dice.uniform(0.88, 1.14)), z)
        draw_pine(canvas, x, y, size, tone, stage.mood.paint(_TRUNK, z))

    return plant


def _peaks(
    stage: Stage, name: str, z: float, step: float, top: tuple[float, float], base: float, color: Color
) -> Layer:
    mood = stage.mood
    lit, shade, snow = (
        mood.paint(color, z),
        mood.paint(scaled(color, 0.72), z),
        mix(mood.paint((250, 252, 255), z * 0.5), mood.sun, 0.22),
    )

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("peaks-" + name)
        for x in strewn(dice, step, 0.3):
            own = np.random.default_rng(int(dice.integers(2**31)))
            summit = own.uniform(*top)
            if inside(canvas, x, 0.5):
                draw_peak(canvas, own, x, summit, base, (base - summit) * own.uniform(0.62, 0.8), (lit, shade, snow))
        canvas.shade([(base - 0.22, 0.0), (base, 0.55)], mood.haze)

    return Layer(draw=draw, z=z, band=(top[0] - 0.03, base))


def desert(stage: Stage) -> Backdrop:
    """Sand dunes under a hot sky, a few far mesas and cacti."""
    horizon = 0.56
    sand: Color = (236, 190, 112)
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            _mesas(stage, horizon),
            _dune(stage, "dune-far", 0.54, 0.055, 1.1, 6.0, (230, 176, 104)),
            _dune(stage, "dune-mid", 0.585, 0.06, 1.5, 3.2, (240, 190, 108)),
            ground(stage, 0.62, (240, 194, 116), sand, (250, 208, 134)),
            row_of(stage, "cacti", 2.2, horizon, 0.75, (0.13, 0.2), _saguaro(stage), sway=0.0, gap=0.36),
        ),
        front=(_dune(stage, "dune-near", 1.0, 0.04, 1.3, 0.6, (226, 172, 96)),),
    )


def _mesas(stage: Stage, horizon: float) -> Layer:
    def draw(canvas: Canvas) -> None:
        dice = stage.dice("mesas")
        tone = stage.mood.paint((196, 112, 76), 7)
        for x in strewn(dice, 0.95):
            high, half = dice.uniform(0.10, 0.19), dice.uniform(0.10, 0.2)
            shape = [
                (-half * 1.3, 0.02),
                (-half, -high * 0.55),
                (-half * 0.86, -high),
                (half * 0.86, -high),
                (half, -high * 0.5),
                (half * 1.3, 0.02),
            ]
            canvas.polygon(np.add(shape, (x, horizon)), tone)
            canvas.polygon(
                np.add([(half * 0.3, -high), *shape[3:], (half * 0.45, 0.02)], (x, horizon)), scaled(tone, 0.86)
            )

    return Layer(draw=draw, z=9, band=(horizon - 0.22, horizon + 0.02))


def _dune(stage: Stage, name: str, y: float, height: float, length: float, z: float, color: Color) -> Layer:
    """A dune: a lit crest with a shaded slip face below it."""

    def draw(canvas: Canvas) -> None:
        profile = hills(stage.dice(name), y, height, length)
        tone = stage.mood.paint(color, z) if z >= 1 else scaled(stage.mood.light(color), 0.9)
        draw_outline(canvas, profile, tone, y + 0.35)
        lower = hills(stage.dice(name + "slip"), y + 0.05, height * 1.3, length * 0.8)
        draw_outline(canvas, lambda x: np.maximum(lower(x), profile(x) + 0.012), scaled(tone, 0.9), y + 0.35)

    return Layer(draw=draw, z=z, band=(y - height * 1.5, y + 0.35))


def _saguaro(stage: Stage) -> Plant:
    def plant(canvas: Canvas, dice: np.random.Generator, x: float, y: float, size: float) -> None:
        tone = stage.mood.paint((84, 140, 84), 2)
        side = -1 if dice.random() < 0.5 else 1
        canvas.line(np.array([(x, y), (x, y - size)]), size * 0.13, tone)
        for way, low, high in ((side, 0.4, 0.75), (-side, 0.55, 0.9)):
            arm = [
                (x, y - low * size),
                (x + way * 0.27 * size, y - low * size),
                (x + way * 0.27 * size, y - high * size),
            ]
            canvas.line(np.array(arm), size * 0.12, tone)

    return plant


def forest(stage: Stage) -> Backdrop:
    """Rows of dark firs, each nearer row taller, a clearing in the middle."""
    horizon = 0.56
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            row_of(stage, "far", 8.0, horizon, 0.10, (0.20, 0.30), _fir(stage, (58, 116, 92), 7.0), 0.008),
            row_of(stage, "mid", 4.2, horizon, 0.17, (0.30, 0.42), _fir(stage, (42, 102, 70), 4.0), 0.012),
            ground(stage, horizon, (72, 120, 66), (58, 104, 52), (84, 130, 66)),
            row_of(stage, "near", 2.1, horizon, 0.34, (0.46, 0.62), _fir(stage, (30, 86, 54), 1.8), 0.014, gap=0.55),
        ),
        front=(tufts(stage, (52, 96, 48)),),
    )


def jungle(stage: Stage) -> Backdrop:
    """Palms and broad leaves, lush and yellow-green, vines hanging into the picture."""
    horizon = 0.55
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            row_of(stage, "canopy", 8.0, horizon, 0.16, (0.24, 0.32), _leafy(stage, (96, 168, 92), 6.0), 0.006),
            row_of(stage, "palms-far", 4.5, horizon, 0.30, (0.34, 0.48), _palm(stage, (72, 164, 66), 3.6), 0.016),
            ground(stage, horizon, (96, 158, 58), (74, 140, 48), (116, 172, 62)),
            row_of(stage, "palms", 2.0, horizon, 0.48, (0.54, 0.70), _palm(stage, (46, 146, 54), 1.6), 0.022, gap=0.6),
        ),
        front=(_leaves(stage),),
    )


def _palm(stage: Stage, color: Color, z: float) -> Plant:
    def plant(canvas: Canvas, dice: np.random.Generator, x: float, y: float, size: float) -> None:
        draw_palm(canvas, dice, x, y, size * 0.86, stage.mood.paint(color, z), stage.mood.paint((136, 100, 62), z))

    return plant


def _leafy(stage: Stage, color: Color, z: float) -> Plant:
    def plant(canvas: Canvas, dice: np.random.Generator, x: float, y: float, size: float) -> None:
        tone = stage.mood.paint(scaled(color, dice.uniform(0.9, 1.12)), z)
        draw_round_tree(canvas, x, y, size, tone, stage.mood.paint(_TRUNK, z))

    return plant


def _leaves(stage: Stage) -> Layer:
    """Big leaves that reach into the lower corners, nearest of all."""

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("leaves")
        tone = scaled(stage.mood.light((40, 120, 50)), 0.8)
        for x in strewn(dice, 0.62):
            for angle in (-150, -118, -90, -62, -30):
                way = np.deg2rad(angle + dice.uniform(-8, 8))
                long = dice.uniform(0.10, 0.15)
                canvas.ellipse(
                    x + 0.7 * long * np.cos(way),
                    1.05 + 0.7 * long * np.sin(way),
                    long,
                    long * 0.24,
                    scaled(tone, dice.uniform(0.85, 1.15)),
                    float(np.rad2deg(way)),
                )

    return Layer(
        draw=draw, z=0.6, band=(0.82, 1.3), motion=lambda u: Motion(sway=0.06 * wave(u, 2.7), base=1.1), reach=0.03
    )


def meadow(stage: Stage) -> Backdrop:
    """Soft green hills, round trees and flowers."""
    horizon = 0.58
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            range_of_hills(stage, "hill-far", 0.52, 0.07, 1.3, 8.0, (128, 186, 110)),
            range_of_hills(stage, "hill-mid", 0.57, 0.06, 1.0, 4.5, (118, 190, 84)),
            row_of(stage, "trees", 4.0, horizon, 0.6, (0.13, 0.19), _leafy(stage, (82, 160, 66), 3.4), gap=0.2),
            ground(stage, horizon, (136, 206, 84), (98, 182, 60), (150, 216, 92)),
            _flowers(stage, horizon),
        ),
        front=(tufts(stage, (84, 160, 56)),),
    )


def _flowers(stage: Stage, horizon: float) -> Layer:
    colors: tuple[Color, ...] = ((250, 96, 110), (255, 224, 90), (250, 250, 255), (190, 120, 230))

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("flowers")
        for x in strewn(dice, 0.10):
            depth = dice.uniform(0.25, 1.0)
            y, size = horizon + (1.04 - horizon) * depth, 0.006 + 0.012 * depth
            color = stage.mood.light(colors[int(dice.integers(len(colors)))])
            if inside(canvas, x, 0.05):
                canvas.ellipse(x, y, size, size * 0.85, color)

    return Layer(draw=draw, z=1, band=(horizon, 1.3), ground=True)


def snowfield(stage: Stage) -> Backdrop:
    """White drifts, ice peaks, frosted firs; at night a green aurora."""
    horizon = 0.57
    snow: Color = (236, 242, 252)
    aurora = (_aurora(stage),) if stage.scene.light == "night" and stage.mood.overcast == 0 else ()
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            *aurora,
            _peaks(stage, "ice", 9.0, 0.5, (0.36, 0.46), 0.59, (176, 200, 228)),
            range_of_hills(stage, "drift-far", 0.56, 0.05, 1.2, 4.5, (222, 234, 250)),
            ground(stage, horizon, snow, (244, 248, 255), (206, 222, 244)),
            row_of(
                stage, "frosted", 2.6, horizon, 0.42, (0.14, 0.24), _fir(stage, (176, 204, 214), 2.0), 0.01, gap=0.4
            ),
        ),
        front=(_dune(stage, "drift-near", 1.0, 0.05, 1.2, 0.6, (250, 252, 255)),),
    )


def _aurora(stage: Stage) -> Layer:
    def draw(canvas: Canvas) -> None:
        dice = stage.dice("aurora")
        x = np.linspace(canvas.x0, canvas.x1, 60)
        for k in range(2):
            low = 0.20 + 0.09 * k + 0.05 * np.sin(x * 2.4 + dice.uniform(0, 6)) + 0.02 * np.sin(x * 6.1)
            shape = np.concatenate([np.stack([x, low - 0.14], 1), np.stack([x, low], 1)[::-1]])
            canvas.polygon(shape, ((70, 230, 160), (90, 170, 230))[k], alpha=0.45)
        canvas.blur(0.03)

    return Layer(draw=draw, z=40, band=(-0.1, 0.5), motion=lambda u: Motion(dx=0.12 * wave(u, 0.5)), reach=0.12)


def volcano(stage: Stage) -> Backdrop:
    """A dark cone that spews lava and smoke over black ground with glowing cracks."""
    horizon = 0.58
    x = float(stage.dice("cone").uniform(-0.2, 0.2)) * stage.frame.aspect
    return Backdrop(
        horizon=horizon,
        back=(
            *sky_layers(stage, horizon),
            range_of_hills(stage, "lava-hills", 0.54, 0.06, 0.7, 8.0, (96, 72, 76)),
            _smoke(stage, x),
            _cone(stage, x, horizon),
            _fountain(x),
            ground(stage, horizon, (88, 62, 58), (62, 46, 48), (46, 34, 38)),
            _cracks(stage, horizon),
        ),
        front=(rocks(stage, (84, 66, 64)),),
    )


def _cone(stage: Stage, x: float, horizon: float) -> Layer:
    mood = stage.mood
    body = mood.paint((104, 74, 72), 4)

    def draw(canvas: Canvas) -> None:
        shape = [
            (-0.62, 0.64),
            (-0.34, 0.44),
            (-0.17, 0.27),
            (-0.10, 0.18),
            (0.10, 0.18),
            (0.18, 0.28),
            (0.36, 0.46),
            (0.62, 0.64),
        ]
        canvas.glow(x, 0.16, 0.42, (255, 110, 40), 0.75)
        canvas.polygon(np.add(shape, (x, 0.0)), body)
        canvas.polygon(np.add([(0.02, 0.18), *shape[4:], (0.12, 0.64)], (x, 0.0)), scaled(body, 0.76))
        canvas.ellipse(x, 0.182, 0.10, 0.018, (255, 190, 70))
        for way in (-0.7, 0.1, 0.75):
            s = np.linspace(0, 1, 9)
            path = np.stack(
                [x + way * (0.07 + 0.30 * s**1.2) + 0.02 * np.sin(9 * s + way), 0.185 + (0.42 - 0.1 * abs(way)) * s], 1
            )
            canvas.line(path, 0.034, (232, 72, 24))
            canvas.line(path[:8], 0.014, (255, 186, 66))
        canvas.shade([(0.45, 0.0), (0.64, 0.35)], mood.haze)

    return Layer(draw=draw, z=4.5, band=(-0.3, 0.66))


def _smoke(stage: Stage, x: float) -> Layer:
    tone = mix(stage.mood.light((120, 100, 104)), (60, 44, 48), 0.35)

    def draw(canvas: Canvas) -> None:
        dice = stage.dice("smoke")
        for k in range(12):
            size = 0.05 + 0.018 * k
            warm = mix(tone, (240, 110, 50), max(0.0, 0.5 - 0.1 * k))
            canvas.ellipse(
                x + dice.uniform(-0.05, 0.05) + 0.012 * k,
                0.17 - 0.045 * k,
                size,
                size * 0.85,
                scaled(warm, dice.uniform(0.88, 1.08)),
            )
        canvas.blur(0.008)

    return Layer(
        draw=draw,
        z=4.6,
        band=(-0.6, 0.25),
        motion=lambda u: Motion(sway=0.25 * wave(u, 0.7), base=0.2, dy=-0.02 * u),
        reach=0.15,
    )


def _fountain(x: float) -> Layer:
    """Two sprays of lava that leap in turn."""

    def draw(canvas: Canvas) -> None:
        for way in (-1.0, -0.45, 0.0, 0.5, 1.0):
            s = np.linspace(0, 1, 9)
            path = np.stack([x + way * 0.13 * s, 0.185 - 0.30 * s * (1.15 - abs(way) * 0.35) + 0.24 * s**2], 1)
            canvas.line(path, 0.020, (255, 120, 36))
            canvas.line(path, 0.009, (255, 220, 110))

    return Layer(
        draw=draw,
        z=4.5,
        band=(-0.1, 0.2),
        motion=lambda u: Motion(dy=0.045 + 0.045 * wave(u, 6.0), sway=0.1 * wave(u, 2.3), base=0.19),
        reach=0.1,
    )


def _cracks(stage: Stage, horizon: float) -> Layer:
    def draw(canvas: Canvas) -> None:
        dice = stage.dice("cracks")
        for x in strewn(dice, 0.55):
            y = horizon + (1.05 - horizon) * dice.uniform(0.2, 0.95)
            depth = (y - horizon) / (1 - horizon)
            steps = np.arange(6)
            path = np.stack([x + 0.09 * depth * steps, y + 0.035 * depth * dice.uniform(-1, 1, 6)], 1)
            if inside(canvas, x, 0.6):
                canvas.line(path, 0.030 * depth, (236, 84, 26))
                canvas.line(path, 0.012 * depth, (255, 196, 84))

    return Layer(draw=draw, z=1, band=(horizon, 1.3), ground=True)
