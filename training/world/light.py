"""The light of a scene: the colours of its sky and sun, and the tint and haze that they lay on everything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.canvas import Color


def mix(a: Color, b: Color, share: float) -> Color:
    """a with `share` (0..1) of b."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


def times(a: Color, b: Color) -> Color:
    """The colour a under the light b (factors around 1)."""
    return (min(255.0, a[0] * b[0]), min(255.0, a[1] * b[1]), min(255.0, a[2] * b[2]))


def scaled(a: Color, factor: float) -> Color:
    """The colour made lighter or darker."""
    return times(a, (factor, factor, factor))


@dataclass(frozen=True, kw_only=True)
class Mood:
    """Colours of one light in one weather."""

    sky: tuple[Color, Color, Color]  # top, middle, at the horizon
    sun: Color
    sun_height: float  # above the horizon, as a share of the sky
    sun_radius: float  # world units
    tint: Color  # factors on the ground's colours
    actor: Color  # factors on the subject, gentler, so that it stays readable
    haze: Color  # what far things fade to
    cloud: tuple[Color, Color]  # lit, shaded
    hazy: float = 0.5  # share of haze on the farthest layer
    overcast: float = 0.0  # 0 clear .. 1 closed
    dark: bool = False  # lamps and windows are lit
    snowy: float = 0.0  # share of white on the ground

    def paint(self, color: Color, z: float) -> Color:
        """A thing's own colour as it looks at depth z."""
        lit = times(mix(color, (240, 245, 255), self.snowy), self.tint)
        return mix(lit, self.haze, self.hazy * float(np.clip((z - 1) / 11, 0, 1)) ** 0.7)

    def light(self, color: Color) -> Color:
        """A thing's own colour near by, free of snow."""
        return times(color, self.tint)


_LIGHTS: dict[str, Mood] = {
    "dawn": Mood(
        sky=((122, 152, 214), (232, 184, 206), (255, 232, 190)),
        sun=(255, 246, 214),
        sun_height=0.24,
        sun_radius=0.060,
        tint=(0.93, 0.84, 0.90),
        actor=(1.0, 0.93, 0.95),
        haze=(246, 212, 206),
        cloud=((255, 226, 222), (206, 172, 204)),
        hazy=0.68,
    ),
    "day": Mood(
        sky=((48, 128, 230), (112, 184, 248), (206, 234, 252)),
        sun=(255, 250, 222),
        sun_height=0.80,
        sun_radius=0.058,
        tint=(1.0, 1.0, 1.0),
        actor=(1.0, 1.0, 1.0),
        haze=(190, 220, 245),
        cloud=((255, 255, 255), (206, 222, 240)),
        hazy=0.5,
    ),
    "sunset": Mood(
        sky=((72, 40, 122), (222, 78, 92), (255, 176, 64)),
        sun=(255, 226, 120),
        sun_height=0.26,
        sun_radius=0.098,
        tint=(0.92, 0.58, 0.50),
        actor=(1.02, 0.84, 0.76),
        haze=(240, 122, 78),
        cloud=((255, 158, 104), (150, 62, 106)),
        hazy=0.52,
    ),
    "night": Mood(
        sky=((8, 12, 40), (18, 30, 82), (46, 68, 132)),
        sun=(242, 244, 226),
        sun_height=0.74,
        sun_radius=0.060,
        tint=(0.24, 0.32, 0.54),
        actor=(0.66, 0.72, 0.92),
        haze=(40, 58, 116),
        cloud=((66, 82, 136), (32, 42, 86)),
        hazy=0.55,
        dark=True,
    ),
}

_OVERCAST: dict[str, tuple[Color, float, float]] = {  # grey of the clouds, share, brightness left
    "rain": ((132, 144, 160), 0.62, 0.82),
    "snow": ((208, 216, 228), 0.55, 0.98),
    "fog": ((204, 208, 212), 0.62, 0.96),
    "storm": ((62, 66, 88), 0.80, 0.62),
}
_BRIGHTNESS = {
    "dawn": (0.98, 0.92, 0.95),
    "day": (1.0, 1.0, 1.0),
    "sunset": (0.98, 0.72, 0.66),
    "night": (0.24, 0.29, 0.46),
}


def mood_of(light: str | None, weather: str | None) -> Mood:
    """The colours of that light in that weather; space and the deep take day and shade it themselves."""
    name = light or "day"
    mood = _LIGHTS[name]
    if weather is None or weather == "clear":
        return mood
    grey, share, left = _OVERCAST[weather]
    grey = times(grey, _BRIGHTNESS[name])
    sky = (mix(mood.sky[0], grey, share), mix(mood.sky[1], grey, share), mix(mood.sky[2], grey, share * 0.75))
    return replace(
        mood,
        sky=sky,
        tint=scaled(mood.tint, left),
        actor=scaled(mood.actor, 1 - (1 - left) * 0.5),
        haze=mix(mood.haze, grey, share),
        cloud=(mix(mood.cloud[0], grey, share * 0.9), mix(mood.cloud[1], scaled(grey, 0.84), share)),
        hazy=min(0.9, mood.hazy + {"fog": 0.35, "rain": 0.12, "snow": 0.15, "storm": 0.0}[weather]),
        overcast=share,
        snowy=0.72 if weather == "snow" else 0.0,
    )


def tint_pixels(rgba: NDArray[np.uint8], factors: Sequence[float]) -> NDArray[np.uint8]:
    """Premultiplied RGBA uint8 with its colours multiplied by the factors, each at most 1."""
    factors_rgba = np.array([*(min(1.0, factor) for factor in factors), 1.0])
    return np.asarray(cv2.multiply(rgba, factors_rgba), np.uint8)
