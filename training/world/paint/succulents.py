"""Plants of dry lands, as cut-outs: cacti and agaves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.world.paint.cutout import Cutout, curve
from training.world.paint.sheet import Patch
from training.world.paint.tones import mixed


def saguaro(dice: np.random.Generator) -> Patch:
    cut = Cutout(0.8, 420)
    arms = [
        (-1, dice.uniform(0.30, 0.42), dice.uniform(0.66, 0.78), 0.25),
        (1, dice.uniform(0.42, 0.52), dice.uniform(0.80, 0.90), 0.23),
    ]
    for side, low, high, out in arms:
        bend = [(0.0, low), (side * out * 0.7, low - 0.01), (side * out, low + 0.06), (side * out, low + 0.14)]
        _ribbed(
            cut,
            np.concatenate([curve(bend[0], bend[1], bend[2], 14), curve(bend[2], bend[3], (side * out, high), 14)]),
            0.085,
        )
    _ribbed(cut, curve((0.0, 0.0), (0.01, 0.5), (0.0, 0.93), 30), 0.13)
    return cut.patch()


def _ribbed(cut: Cutout, spine: NDArray[np.float64], wide: float) -> None:
    dark, green, light = (0.07, 0.24, 0.18), (0.20, 0.45, 0.25), (0.66, 0.78, 0.42)
    along = np.gradient(spine, axis=0)
    normal = np.stack([-along[:, 1], along[:, 0]], 1) / (np.linalg.norm(along, axis=1)[:, None] + 1e-9)
    normal *= np.sign(-normal[:, :1] - 1e-6 + 0 * normal[:, :1]) if normal[-1, 0] > 0 else 1
    cut.stroke(spine, wide, wide, dark)
    cut.ellipse(spine[-1][0], spine[-1][1], wide / 2, wide * 0.48, dark)
    for i, share in enumerate((-0.30, -0.12, 0.06, 0.24)):
        tone = mixed(light, mixed(green, dark, 0.45), i / 3)
        rib = spine - np.array((-share * wide, 0)) if abs(normal[-1, 0]) > 0.5 else spine + normal * share * wide
        cut.stroke(rib, wide * 0.13, wide * 0.13, tone)
        cut.ellipse(rib[-1][0], rib[-1][1] + wide * (0.18 - abs(share)) * 0.8, wide * 0.065, wide * 0.2, tone)


def prickly_pear(dice: np.random.Generator) -> Patch:
    cut = Cutout(1.3, 300)
    pads = (
        (0.0, 0.20, 0.17, 0.22),
        (-0.28, 0.42, 0.14, 0.19),
        (0.26, 0.40, 0.14, 0.18),
        (-0.02, 0.52, 0.15, 0.20),
        (-0.42, 0.70, 0.11, 0.15),
        (-0.14, 0.80, 0.12, 0.16),
        (0.20, 0.76, 0.12, 0.15),
        (0.44, 0.64, 0.11, 0.14),
    )
    for x, y, half, rise in pads:
        wide, high = half * 1.22, rise * 1.15
        cut.ellipse(x, y, wide, high, (0.10, 0.30, 0.22))
        cut.ellipse(x - 0.015, y + 0.012, wide * 0.88, high * 0.90, (0.28, 0.52, 0.30))
        cut.ellipse(x - 0.04, y + 0.04, wide * 0.55, high * 0.60, (0.46, 0.66, 0.36))
        for _ in range(7):
            cut.ellipse(
                x + dice.uniform(-0.6, 0.6) * wide, y + dice.uniform(-0.7, 0.7) * high, 0.011, 0.011, (0.92, 0.90, 0.66)
            )
    for x, y in ((-0.44, 0.86), (-0.16, 0.95), (0.22, 0.91), (0.47, 0.78)):
        cut.ellipse(x, y, 0.05, 0.045, (0.92, 0.26, 0.42))
        cut.ellipse(x - 0.01, y + 0.015, 0.025, 0.02, (1.0, 0.78, 0.45))
    return cut.patch()


def barrel_cactus(dice: np.random.Generator) -> Patch:
    cut = Cutout(1.3, 260)
    cut.ellipse(0, 0.42, 0.56, 0.46, (0.08, 0.26, 0.18))
    for share in np.linspace(-0.92, 0.92, 11):
        color = mixed((0.60, 0.76, 0.40), (0.12, 0.34, 0.22), 0.5 + 0.5 * share)
        y = np.linspace(-1, 1, 24)
        cut.stroke(
            np.stack([0.54 * share * np.sqrt(np.clip(1 - y * y * 0.92, 0, 1)), 0.42 + 0.44 * y], 1), 0.055, 0.05, color
        )
    for _ in range(9):
        x = dice.uniform(-0.26, 0.26)
        cut.ellipse(x, 0.88 - x * x, 0.06, 0.06, (0.98, 0.62, 0.20))
        cut.ellipse(x - 0.01, 0.90 - x * x, 0.03, 0.03, (1.0, 0.88, 0.45))
    return cut.patch()


def agave(dice: np.random.Generator) -> Patch:
    cut = Cutout(1.9, 260)
    for i, turn in enumerate((-1.35, 1.35, -1.1, 1.1, -0.8, 0.82, -0.5, 0.52, -0.2, 0.22, 0.0)):
        tip = (0.95 * np.sin(turn), 0.08 + 0.86 * np.cos(turn) * dice.uniform(0.88, 1.0))
        spine = curve((0.02 * turn, 0.0), (tip[0] * 0.55, tip[1] * 0.75 + 0.05), tip, 16)
        color = mixed((0.16, 0.38, 0.36), (0.50, 0.68, 0.54), np.clip(0.4 - 0.35 * turn + 0.03 * i, 0, 1))
        cut.stroke(spine, 0.15, 0.008, color)
        cut.stroke(spine - (0.015, 0), 0.05, 0.004, mixed(color, (0.9, 0.95, 0.75), 0.40))
    return cut.patch()
