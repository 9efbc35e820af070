"""Boats and ships, as cut-outs."""

from __future__ import annotations

import numpy as np

from training.world.paint.cutout import Cutout, curve
from training.world.paint.sheet import Color, Patch


def rowboat() -> Patch:
    cut = Cutout(3.2, 130)
    cut.fill(
        np.concatenate([curve((-1.5, 0.9), (0.0, 0.62), (1.5, 0.9)), curve((1.5, 0.88), (0.0, 0.35), (-1.5, 0.88))]),
        (0.26, 0.16, 0.13),
    )
    cut.fill(
        np.concatenate(
            [
                curve((-1.55, 0.92), (-1.2, 0.0), (-0.6, 0.02)),
                curve((0.6, 0.02), (1.2, 0.0), (1.55, 0.92)),
                curve((1.55, 0.92), (0.0, 0.42), (-1.55, 0.92)),
            ]
        ),
        (0.74, 0.30, 0.20),
    )
    cut.stroke(curve((-1.56, 0.94), (0.0, 0.42), (1.56, 0.94)), 0.12, 0.12, (0.95, 0.80, 0.58))
    cut.stroke([(-0.3, 0.72), (-1.0, 0.1)], 0.06, 0.09, (0.62, 0.45, 0.28))
    cut.lit(0.25)
    return cut.patch()


def fishing_boat() -> Patch:
    cut = Cutout(2.6, 240)
    hull = np.concatenate(
        [
            curve((-1.25, 0.92), (-0.95, 0.05), (-0.45, 0.02)),
            curve((0.6, 0.02), (1.0, 0.10), (1.22, 0.80)),
            curve((1.22, 0.80), (0.0, 0.40), (-1.25, 0.92)),
        ]
    )
    cut.fill(
        np.concatenate(
            [curve((-1.23, 0.90), (0.0, 0.72), (1.20, 0.79)), curve((1.20, 0.76), (0.0, 0.30), (-1.2, 0.86))]
        ),
        (0.34, 0.22, 0.16),
    )
    cut.fill(hull, (0.18, 0.52, 0.66))
    for lower, upper, color in ((0.0, 0.22, (0.86, 0.28, 0.20)), (0.30, 0.36, (0.95, 0.92, 0.84))):
        low = curve((-1.02 + upper * 0.0, 0.30 + lower), (0.0, -0.14 + lower), (1.05, 0.26 + lower))
        high = curve((1.08, 0.26 + upper), (0.0, -0.14 + upper), (-1.05, 0.30 + upper))
        cut.fill(np.concatenate([low, high]), color)
    cut.stroke(curve((-1.26, 0.93), (0.0, 0.38), (1.24, 0.81)), 0.07, 0.06, (0.93, 0.78, 0.52))
    cut.lit(0.30)
    return cut.patch()


def sailboat(color: Color) -> Patch:
    cut = Cutout(0.9, 320)
    shaded = tuple(part * 0.78 for part in color)
    cut.stroke([(0.0, 0.08), (0.0, 0.99)], 0.018, 0.012, (0.35, 0.24, 0.18))
    cut.fill(np.concatenate([curve((-0.02, 0.95), (-0.10, 0.45), (-0.36, 0.20)), [(-0.02, 0.18)]]), shaded)
    cut.fill(np.concatenate([curve((0.02, 0.97), (0.30, 0.55), (0.34, 0.18)), [(0.02, 0.18)]]), color)
    cut.fill(
        np.concatenate(
            [curve((-0.40, 0.15), (-0.30, 0.0), (-0.2, 0.0)), curve((0.24, 0.0), (0.34, 0.02), (0.42, 0.17))]
        ),
        (0.80, 0.24, 0.20),
    )
    cut.fill([(-0.40, 0.15), (0.42, 0.17), (0.40, 0.135), (-0.39, 0.12)], (0.98, 0.95, 0.90))
    return cut.patch()


def galleon() -> Patch:
    cut = Cutout(1.1, 560)
    wood, dark, sail = (0.52, 0.30, 0.16), (0.32, 0.17, 0.11), (0.98, 0.94, 0.84)
    for x, top in ((-0.24, 0.84), (0.02, 0.97), (0.26, 0.80)):
        cut.stroke([(x, 0.1), (x, top)], 0.018, 0.010, dark)
    cut.stroke([(0.36, 0.22), (0.54, 0.36)], 0.016, 0.008, dark)
    cut.fill([(0.30, 0.68), (0.53, 0.34), (0.33, 0.30)], (0.90, 0.86, 0.76))
    for x, width, low, high in (
        (-0.24, 0.13, 0.30, 0.55),
        (-0.24, 0.10, 0.58, 0.77),
        (0.02, 0.15, 0.28, 0.55),
        (0.02, 0.125, 0.58, 0.77),
        (0.02, 0.09, 0.79, 0.91),
        (0.26, 0.12, 0.30, 0.54),
        (0.26, 0.09, 0.57, 0.74),
    ):
        left = curve((x - width, low), (x - width + 0.02, (low + high) / 2), (x - width * 0.86, high))
        right = curve((x + width * 0.86, high), (x + width + 0.09, (low + high) / 2), (x + width, low))
        foot = curve((x + width, low), (x + 0.03, low + 0.05), (x - width, low))
        shape = np.concatenate([left, right, foot])
        cut.fill(shape, sail)
        cut.fill(
            np.concatenate(
                [right, curve((x + width, low), (x + width * 0.62, (low + high) / 2), (x + width * 0.4, high))]
            ),
            (0.80, 0.75, 0.70),
        )
        cut.stroke([(x - width, high), (x + width, high)], 0.012, 0.012, dark)
    hull = np.concatenate(
        [
            curve((-0.46, 0.34), (-0.42, 0.02), (-0.26, 0.0)),
            curve((0.28, 0.0), (0.40, 0.06), (0.46, 0.27)),
            curve((0.40, 0.24), (0.0, 0.14), (-0.30, 0.22)),
            [(-0.32, 0.30)],
        ]
    )
    cut.fill(hull, wood)
    cut.fill(
        np.concatenate([curve((-0.44, 0.12), (0.0, 0.06), (0.40, 0.11)), curve((0.30, 0.0), (0.0, 0.0), (-0.30, 0.0))]),
        dark,
    )
    cut.stroke(curve((-0.45, 0.28), (0.0, 0.13), (0.45, 0.25)), 0.018, 0.014, (0.86, 0.64, 0.30))
    cut.stroke(curve((-0.43, 0.20), (0.0, 0.07), (0.43, 0.18)), 0.008, 0.008, (0.70, 0.44, 0.24))
    for x in np.linspace(-0.30, 0.30, 6):
        cut.ellipse(x, 0.135 + 0.35 * x * x, 0.015, 0.015, (0.15, 0.09, 0.09))
    cut.fill([(0.02, 0.96), (0.15, 0.985), (0.14, 0.94), (0.02, 0.925)], (0.84, 0.20, 0.18))
    cut.lit(0.14)
    return cut.patch()
