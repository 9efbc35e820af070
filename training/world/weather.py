# ruff: noqa: PLR0917 - drawing calls with x, y and sizes read better by position
"""Rain, snow, fog and lightning over the picture."""

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.canvas import Canvas, Color, Image, over
from training.world.geometry import Frame
from training.world.light import Mood, mix
from training.world.scene import Scene


class Weather:
    """What falls or drifts in front of one clip's backdrop, drawn once and slid past."""

    def __init__(self, scene: Scene, frame: Frame, mood: Mood) -> None:
        self._scene, self._frame = scene, frame
        self._dice = np.random.default_rng((scene.layout, 991))
        self._flashes = self._dice.permutation([0.22, 0.45, 0.68])[:2] + self._dice.uniform(-0.06, 0.06, 2)
        self._behind: list[tuple[Image, float, float]] = []  # tile, speed right, speed down in tiles a clip
        self._before: list[tuple[Image, float, float]] = []
        build = {"rain": self._rain, "storm": self._rain, "snow": self._snow, "fog": self._fog}.get(scene.weather or "")
        if build:
            build(mood)

    @property
    def tiles(self) -> list[tuple[Image, float, float]]:
        """Far to near: a picture that repeats, and its speeds right and down in its own sizes a clip."""
        return [*self._behind, *self._before]

    @property
    def flashes(self) -> list[float]:
        """When lightning strikes in a storm, as shares of the clip."""
        return [float(start) for start in self._flashes]

    def behind(self, target: Image, u: float) -> None:
        """Draws what is farther than the subject onto the RGB frame."""
        for tile, right, down in self._behind:
            over(target, self._slid(tile, right * u, down * u))

    def before(self, target: Image, u: float) -> None:
        """Draws what is nearer than the subject, and lightning."""
        for tile, right, down in self._before:
            over(target, self._slid(tile, right * u, down * u))
        if self._scene.weather == "storm":
            self._flash(target, u)

    def _slid(self, tile: Image, right: float, down: float) -> Image:
        """The part of a doubled tile that shows after sliding by shares of its size."""
        width, height = self._frame.width, self._frame.height
        x, y = round(-right * width) % width, round(-down * height) % height
        return tile[y : y + height, x : x + width]

    def _tile(self, canvas: Canvas) -> Image:
        """A picture of twice the frame that repeats after one."""
        return np.ascontiguousarray(np.tile(canvas.pixels, (2, 2, 1)))

    def _sheet(self) -> Canvas:
        return Canvas(x0=0, y0=0, x1=self._frame.aspect - 1e-9, y1=1 - 1e-9, density=self._frame.height)

    def _rain(self, mood: Mood) -> None:
        heavy = self._scene.weather == "storm"
        slant = 0.35 if heavy else 0.12
        color = mix(mood.haze, (232, 240, 250), 0.62 if not mood.dark else 0.4)
        for store, count, long, thick, alpha, speed in (
            (self._behind, 60, 0.07, 0.008, 0.42, 7.0),
            (self._before, 34, 0.12, 0.011, 0.55, 10.0),
        ):
            sheet = self._sheet()
            self._streaks(
                sheet, round(count * self._frame.aspect / 1.67 * (1.5 if heavy else 1)), long, thick, slant, color
            )
            sheet.pixels = np.asarray(cv2.convertScaleAbs(sheet.pixels, alpha=alpha), np.uint8)
            store.append((self._tile(sheet), -slant * speed / self._frame.aspect, speed))

    def _streaks(self, sheet: Canvas, count: int, long: float, thick: float, slant: float, color: Color) -> None:
        """Strokes that wrap round all edges."""
        aspect = self._frame.aspect
        starts = self._dice.random((count, 2)) * (aspect, 1)
        for x, y in starts:
            for dx in (0, aspect):
                for dy in (0, -1):
                    sheet.line(np.array([(x + dx, y + dy), (x + dx - slant * long, y + dy + long)]), thick, color)

    def _snow(self, mood: Mood) -> None:
        color = mix((255, 255, 255), mood.haze, 0.1 if not mood.dark else 0.3)
        for store, count, size, speed, drift in (
            (self._behind, 90, 0.0065, 2.0, 0.3),
            (self._before, 44, 0.012, 3.0, -0.25),
            (self._before, 12, 0.019, 4.0, 0.4),
        ):
            sheet = self._sheet()
            for x, y in self._dice.random((round(count * self._frame.aspect / 1.67), 2)) * (self._frame.aspect, 1):
                radius = size * self._dice.uniform(0.8, 1.3)
                for dx in (-self._frame.aspect, 0, self._frame.aspect):
                    for dy in (-1, 0, 1):
                        if -0.05 < x + dx < self._frame.aspect + 0.05 and -0.05 < y + dy < 1.05:
                            sheet.ellipse(x + dx, y + dy, radius, radius, color)
            sheet.pixels = np.asarray(cv2.convertScaleAbs(sheet.pixels, alpha=0.9), np.uint8)
            store.append((self._tile(sheet), drift, speed))

    def _fog(self, mood: Mood) -> None:
        color = mix(mood.haze, mood.sky[2], 0.3)
        for store, strength, drift in ((self._behind, 0.72, 0.35), (self._before, 0.40, -0.5)):
            veil = self._veil(strength)
            pixels = np.concatenate([veil[..., None] * np.asarray(color), veil[..., None] * 255.0], 2)
            tile = np.tile(np.round(pixels).astype(np.uint8), (1, 2, 1))
            store.append((np.ascontiguousarray(tile), drift, 0.0))

    def _veil(self, strength: float) -> NDArray[np.float32]:
        """Soft banks, (height, width) of 0..1, that repeat from side to side, thickest about the horizon."""
        width, height = self._frame.width, self._frame.height
        x = np.linspace(0, 2 * np.pi, width, endpoint=False)[None]
        y = np.linspace(0, 1, height)[:, None]
        banks = np.zeros((height, width))
        for across, down, size in ((1, 3.0, 0.5), (2, 5.0, 0.35), (3, 9.0, 0.3)):
            phase = self._dice.uniform(0, 2 * np.pi, 2)
            banks += size * np.sin(across * x + phase[0] + 1.3 * np.sin(down * y + phase[1]))
        thick = 0.45 + 0.55 * np.exp(-(((y - 0.58) / 0.26) ** 2))
        return np.asarray(np.clip(strength * thick * (0.78 + 0.30 * banks), 0, 0.92), np.float32)

    def _flash(self, target: Image, u: float) -> None:
        """Lightning: a bolt, and the whole picture lit up for a moment."""
        for k, start in enumerate(self._flashes):
            age = (u - start) * 6.0
            if not 0 <= age < 0.6:
                continue
            power = float((1 - age / 0.6) ** 1.5)
            if age < 0.4:
                self._bolt(target, k, power)
            cv2.convertScaleAbs(target, dst=target, alpha=1 + 0.55 * power, beta=34 * power)

    def _bolt(self, target: Image, number: int, power: float) -> None:
        dice = np.random.default_rng((self._scene.layout, 5, number))
        scale = self._frame.height
        steps = np.linspace(-0.02, 0.52, 8)
        x = self._frame.aspect * dice.uniform(0.15, 0.85) + np.cumsum(dice.uniform(-0.07, 0.07, 8))
        path = np.round(np.stack([x, steps], 1) * scale * 16).astype(np.int32)
        for width, shade in ((0.022, 0.45), (0.010, 1.0)):
            color = tuple(float(c) for c in np.array([255, 250, 255]) * min(1.0, shade * (0.5 + power)))
            cv2.polylines(target, [path], False, color, max(2, round(width * scale)), cv2.LINE_AA, 4)
