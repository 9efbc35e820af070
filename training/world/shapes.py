# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""Silhouettes that places are built from, as polygons in world units, and a few whole objects."""

from collections.abc import Callable

import numpy as np

from training.world.canvas import Canvas, Color, Points
from training.world.light import mix, scaled

Profile = Callable[[Points], Points]  # x (N,) -> y (N,)

_SPAN = 4.2  # objects are strewn over -_SPAN.._SPAN


def hills(rng: np.random.Generator, y: float, height: float, length: float) -> Profile:
    """A rolling outline around y, `height` high, its longest wave `length` long."""
    waves = [(length / k, height / k**1.2, rng.uniform(0, 2 * np.pi)) for k in (1.0, 1.7, 2.9)]

    def profile(x: Points) -> Points:
        total = sum((size * np.sin(2 * np.pi * x / long + phase) for long, size, phase in waves), np.zeros_like(x))
        return np.asarray(y - 0.5 * total)

    return profile


def draw_outline(canvas: Canvas, profile: Profile, color: Color, bottom: float = 3.0) -> None:
    """Fills everything from the outline down."""
    x = np.linspace(canvas.x0 - 0.05, canvas.x1 + 0.05, max(8, int((canvas.x1 - canvas.x0) * 40)))
    top = np.stack([x, profile(x)], 1)
    canvas.polygon(np.concatenate([top, [(x[-1], bottom), (x[0], bottom)]]), color)


def strewn(rng: np.random.Generator, step: float, jitter: float = 0.35) -> Points:
    """Positions x over the whole breadth, about `step` apart."""
    count = int(2 * _SPAN / step)
    return np.asarray(np.linspace(-_SPAN, _SPAN, count) + rng.uniform(-jitter, jitter, count) * step)


def inside(canvas: Canvas, x: float, reach: float) -> bool:
    """Whether something at x, `reach` wide to each side, touches the sheet."""
    return canvas.x0 - reach < x < canvas.x1 + reach


def draw_peak(
    canvas: Canvas,
    rng: np.random.Generator,
    x: float,
    top: float,
    base: float,
    half: float,
    colors: tuple[Color, Color, Color],
) -> None:
    """One steep mountain: lit side, shaded side, snow cap; colours in that order."""
    lit, shaded, snow = colors
    jag = rng.uniform(-1, 1, (2, 4))
    side = rng.uniform(0.25, 0.4)
    steps = np.array([0.2, 0.42, 0.62, 0.82])
    height = base - top
    left = [(x - half * s + 0.05 * half * j, top + height * s) for s, j in zip(steps, jag[0], strict=True)]
    right = [(x + half * s + 0.05 * half * j, top + height * s) for s, j in zip(steps, jag[1], strict=True)]
    spine = [
        (x + half * side * s * (0.5 + 0.5 * (k % 2)), top + height * s) for k, s in enumerate((0.15, 0.35, 0.6, 1.0))
    ]
    outline = [(x - half, base), *left[::-1], (x, top), *right, (x + half, base)]
    canvas.polygon(np.array(outline), lit)
    canvas.polygon(np.array([(x, top), *right, (x + half, base), *spine[::-1]]), shaded)
    _draw_snow(canvas, rng, (x, top, height, half), (left, right), (snow, mix(snow, shaded, 0.42)))


def _draw_snow(
    canvas: Canvas,
    rng: np.random.Generator,
    peak: tuple[float, float, float, float],
    sides: tuple[list[tuple[float, float]], list[tuple[float, float]]],
    colors: tuple[Color, Color],
) -> None:
    """The cap: zigzag below, its shaded half bluish."""
    x, top, height, half = peak
    deep = rng.uniform(0.34, 0.46)
    edge = np.linspace(-1, 1, 9)
    zigzag = top + height * (deep + np.where(np.arange(9) % 2 == 0, -0.06, 0.07) * (1 - 0.3 * np.abs(edge)))
    across = x + half * edge * ((zigzag - top) / height) * np.where(np.abs(edge) == 1, 1.0, 0.96)
    lower = np.stack([across, zigzag], 1)
    left = [p for p in sides[0] if p[1] < zigzag[0]]
    right = [p for p in sides[1] if p[1] < zigzag[-1]]
    canvas.polygon(np.array([*lower[:6], (x, top), *left]), colors[0])
    canvas.polygon(np.array([(x, top), *right, *lower[:3:-1]]), colors[1])


def draw_cloud(
    canvas: Canvas, rng: np.random.Generator, x: float, y: float, width: float, colors: tuple[Color, Color]
) -> None:
    """A heap of round puffs on a flat base, lit from above; colours lit and shaded."""
    offsets = np.array([-0.38, -0.20, 0.02, 0.22, 0.38]) + rng.uniform(-0.03, 0.03, 5)
    radii = width * np.array([0.10, 0.155, 0.20, 0.15, 0.10]) * rng.uniform(0.85, 1.12, 5)
    shade = mix(colors[1], colors[0], 0.25)
    for color, lift, grow in ((shade, 0.0, 1.0), (colors[0], 0.026 * width, 0.9)):
        canvas.ellipse(x, y - 1.2 * lift, width * 0.47 * grow, width * 0.075 * grow, color)
        for offset, radius in zip(offsets, radii, strict=True):
            canvas.ellipse(x + offset * width, y - radius * 0.62 - lift, radius * grow, radius * grow, color)


def draw_pine(canvas: Canvas, x: float, base: float, height: float, color: Color, trunk: Color) -> None:
    """A fir of three tiers, its right side darker."""
    canvas.rectangle(x - 0.03 * height, base - 0.16 * height, x + 0.03 * height, base, trunk)
    for k in range(3):
        low, high = base - height * (0.10 + 0.25 * k), base - height * (0.52 + 0.24 * k)
        half = height * (0.27 - 0.065 * k)
        canvas.polygon(np.array([(x - half, low), (x, high), (x + half, low)]), color)
        canvas.polygon(np.array([(x + 0.1 * half, low), (x, high), (x + half, low)]), scaled(color, 0.8))


def draw_round_tree(canvas: Canvas, x: float, base: float, height: float, color: Color, trunk: Color) -> None:
    """A leafy tree: trunk and a lit crown."""
    canvas.rectangle(x - 0.05 * height, base - 0.45 * height, x + 0.05 * height, base, trunk)
    dark = scaled(color, 0.78)
    for dx, dy, r in ((-0.22, 0.52, 0.24), (0.22, 0.52, 0.24), (0.0, 0.70, 0.30)):
        canvas.ellipse(x + dx * height, base - dy * height, r * height, r * height, dark)
    for dx, dy, r in ((-0.24, 0.56, 0.19), (0.14, 0.58, 0.19), (-0.05, 0.76, 0.23)):
        canvas.ellipse(x + dx * height, base - dy * height, r * height, r * height, color)


def draw_palm(
    canvas: Canvas, rng: np.random.Generator, x: float, base: float, height: float, color: Color, trunk: Color
) -> None:
    """A bent trunk with seven drooping fronds."""
    lean = rng.uniform(-0.22, 0.22) * height
    s = np.linspace(0, 1, 8)
    middle = np.stack([x + lean * s**2, base - height * s], 1)
    wide = (0.045 - 0.02 * s)[:, None] * height * np.array([1.0, 0.0])
    canvas.polygon(np.concatenate([middle - wide, (middle + wide)[::-1]]), trunk)
    top = middle[-1]
    for k, angle in enumerate(np.linspace(-200, 20, 7)):
        reach = height * rng.uniform(0.42, 0.52)
        way = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle)) * 0.6])
        along = np.stack([top + way * reach * t + np.array([0, 0.42 * reach * t**2.2]) for t in np.linspace(0, 1, 7)])
        half = (0.085 * height * np.sin(np.pi * np.linspace(0.08, 1, 7)) ** 0.7)[:, None] * np.array([0.25, 1.0])
        canvas.polygon(np.concatenate([along - half, (along + 0.5 * half)[::-1]]), scaled(color, 0.82 + 0.09 * (k % 3)))


def draw_house(canvas: Canvas, x: float, base: float, size: float, colors: tuple[Color, Color, Color, Color]) -> None:
    """A cottage; colours of wall, roof, door and windows."""
    wall, roof, door, window = colors
    canvas.rectangle(x - 0.5 * size, base - 0.62 * size, x + 0.5 * size, base, wall)
    canvas.rectangle(x + 0.18 * size, base - 0.62 * size, x + 0.5 * size, base, scaled(wall, 0.88))
    canvas.rectangle(x + 0.22 * size, base - 1.16 * size, x + 0.36 * size, base - 0.8 * size, scaled(roof, 0.75))
    canvas.polygon(
        np.array(
            [(x - 0.62 * size, base - 0.58 * size), (x, base - 1.12 * size), (x + 0.62 * size, base - 0.58 * size)]
        ),
        roof,
    )
    canvas.rectangle(x - 0.10 * size, base - 0.36 * size, x + 0.10 * size, base, door)
    for side in (-0.32, 0.32):
        canvas.rectangle(
            x + (side - 0.09) * size, base - 0.46 * size, x + (side + 0.09) * size, base - 0.26 * size, window
        )


def draw_tower(
    canvas: Canvas,
    rng: np.random.Generator,
    x: float,
    base: float,
    width: float,
    height: float,
    colors: tuple[Color, Color],
) -> None:
    """A skyscraper with rows of windows; colours of wall and lit windows."""
    wall, window = colors
    canvas.rectangle(x - width / 2, base - height, x + width / 2, base, wall)
    canvas.rectangle(x + width * 0.22, base - height, x + width / 2, base, scaled(wall, 0.85))
    if rng.random() < 0.4:
        canvas.rectangle(x - width * 0.06, base - height - 0.09, x + width * 0.06, base - height, scaled(wall, 0.85))
    columns, rows = max(2, int(width / 0.05)), max(3, int(height / 0.068))
    lit = rng.random((rows, columns)) < 0.62
    cell, floor = width / columns, height / rows
    panes = [
        np.array([(0, 0), (0.56, 0), (0.56, 0.56), (0, 0.56)]) * (cell, floor)
        + (x - width / 2 + (c + 0.22) * cell, base - height + (r + 0.24) * floor)
        for r in range(rows)
        for c in range(columns)
        if lit[r, c]
    ]
    canvas.polygons(panes, window)


def draw_star(canvas: Canvas, x: float, y: float, size: float, color: Color) -> None:
    """A small round star."""
    canvas.ellipse(x, y, size, size, color)
