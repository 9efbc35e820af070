"""What light and weather do to the colours of scenery and figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.world.paint.skies import horizon_colour
from video01.layers import Array

Color = tuple[float, float, float]  # RGB, 0..1, or factors on it

ALWAYS_LIT = ("volcano", "cave", "room", "space", "underwater")  # whose lights shine by day, too
_NEVER_WHITE = ("ocean", "lake", "sky")  # whose ground is water or cloud
_BARE = ("space", "cave")  # where no hour is seen


@dataclass(frozen=True, kw_only=True)
class Mood:
    """The air of one clip."""

    light: str
    state: str  # of the sky: clear, overcast or storm
    tint: Color  # on what stands near
    figure: Color  # on figures, gentler, so that they stay readable
    haze: Color  # what far things fade to
    hazy: float  # share of the haze on the farthest strip
    reach: float  # nearness at which most of the haze is gone
    clouds: Color
    cloudy: float  # opacity of the clouds
    lights: float  # opacity of lamps and windows
    snowy: float = 0.0  # share of white on the ground
    sky_haze: float = 0.0  # share of the haze on the sky itself

    def strip(self, layer: str, nearness: float) -> tuple[Color, Color]:
        """Gain and lift of a strip; the sky, clouds and lights have their own colours."""
        if layer == "sky":
            return _faded((1.0, 1.0, 1.0), self.haze, self.sky_haze)
        if layer == "clouds":
            return _faded(self.clouds, self.haze, self.sky_haze)
        if layer == "lights":
            return (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
        hazy = self.hazy * float(np.exp(-nearness / self.reach))
        gain, lift = _faded(self.tint, self.haze, hazy)
        if self.snowy and layer in _SNOWED:
            share = self.snowy * _SNOWED[layer]
            white = _times(self.tint, (0.93, 0.96, 1.0))
            gain = _scaled(gain, 1 - share)
            lift = tuple(old * (1 - share) + share * (1 - hazy) * new for old, new in zip(lift, white, strict=True))  # type: ignore[assignment]
        return gain, lift


_SNOWED = {"far": 0.35, "mid": 0.42, "ground": 0.72, "near": 0.4}


@dataclass(frozen=True, kw_only=True)
class _Hour:
    tint: Color
    figure: Color
    hazy: float
    clouds: Color
    lights: float


_HOURS = {
    "dawn": _Hour(tint=(0.97, 0.83, 0.86), figure=(1.0, 0.92, 0.93), hazy=0.30, clouds=(1.0, 0.83, 0.82), lights=0.25),
    "day": _Hour(tint=(1.0, 1.0, 1.0), figure=(1.0, 1.0, 1.0), hazy=0.16, clouds=(1.0, 1.0, 1.0), lights=0.0),
    "sunset": _Hour(
        tint=(0.95, 0.64, 0.50), figure=(1.0, 0.84, 0.74), hazy=0.30, clouds=(1.0, 0.66, 0.52), lights=0.35
    ),
    "dusk": _Hour(
        tint=(0.52, 0.49, 0.76), figure=(0.86, 0.80, 0.96), hazy=0.22, clouds=(0.52, 0.45, 0.66), lights=0.85
    ),
    "night": _Hour(tint=(0.38, 0.48, 0.78), figure=(0.76, 0.81, 1.0), hazy=0.18, clouds=(0.21, 0.26, 0.43), lights=1.0),
}


@dataclass(frozen=True, kw_only=True)
class _Air:
    state: str = "clear"
    tint: Color = (1.0, 1.0, 1.0)
    figure: Color = (1.0, 1.0, 1.0)
    hazy: float = 0.0  # added
    reach: float = 0.3
    haze: Color | None = None  # under daylight, instead of the sky's own
    cloudy: float = 0.0
    lights: float = 0.0  # added
    snowy: float = 0.0
    sky_haze: float = 0.0


_AIRS = {
    "clear": _Air(cloudy=1.0),
    "rain": _Air(state="overcast", tint=(0.74, 0.80, 0.86), figure=(0.90, 0.93, 0.96), hazy=0.22, lights=0.25),
    "snow": _Air(state="overcast", tint=(0.92, 0.95, 1.0), hazy=0.25, snowy=1.0, lights=0.1),
    "fog": _Air(
        state="overcast",
        tint=(0.92, 0.94, 0.95),
        figure=(0.96, 0.97, 0.98),
        hazy=0.54,
        reach=0.75,
        lights=0.2,
        sky_haze=0.5,
    ),
    "storm": _Air(state="storm", tint=(0.52, 0.57, 0.66), figure=(0.76, 0.80, 0.87), hazy=0.12, lights=0.4),
    "falling leaves": _Air(tint=(1.03, 0.93, 0.80), figure=(1.0, 0.97, 0.92), hazy=0.05, cloudy=0.8),
    "sandstorm": _Air(
        state="overcast",
        tint=(0.98, 0.86, 0.68),
        figure=(1.0, 0.93, 0.82),
        hazy=0.6,
        reach=0.7,
        haze=(0.86, 0.66, 0.42),
        sky_haze=0.75,
        lights=0.1,
    ),
}


def mood_of(light: str | None, weather: str | None, place: str) -> Mood:
    """The air of a clip; caves and space have an hour of their own."""
    name = "day" if place in _BARE or light is None else light
    hour, air = _HOURS[name], _AIRS[weather or "clear"]
    haze = horizon_colour(name, air.state)
    if air.haze is not None:
        haze = _times(air.haze, _mixed(hour.tint, (0.7, 0.7, 0.7), 0.25))
    indoors = place == "room"
    return Mood(
        light=name,
        state=air.state,
        tint=_readable(_times(_mixed(hour.tint, (1.0, 0.92, 0.78), 0.45) if indoors else hour.tint, air.tint)),
        figure=_times(_mixed(hour.figure, (1.0, 0.97, 0.92), 0.5) if indoors else hour.figure, air.figure),
        haze=haze,
        hazy=0.0 if place in (*_BARE, "room", "underwater") else min(0.92, hour.hazy + air.hazy),
        reach=air.reach,
        clouds=hour.clouds,
        cloudy=air.cloudy,
        lights=1.0 if place in ALWAYS_LIT else min(1.0, hour.lights + air.lights),
        snowy=air.snowy * (0.3 if place in _NEVER_WHITE else 1.0),
        sky_haze=air.sky_haze,
    )


def figure_colour(mood: Mood, dye: Array | None, nearness: float) -> Array | None:
    """(3, 4) of a figure that may be dyed, in this light; None where nothing changes."""
    hazy = 0.2 * mood.hazy * float(np.exp(-nearness / mood.reach))
    base = np.eye(3, 4) if dye is None else np.asarray(dye, np.float64)
    matrix = base * (np.asarray(mood.figure) * (1 - hazy))[:, None]
    matrix[:, 3] += hazy * np.asarray(mood.haze)
    return None if np.abs(matrix - np.eye(3, 4)).max() < 0.02 else matrix.astype(np.float32)


def _faded(gain: Color, haze: Color, share: float) -> tuple[Color, Color]:
    return _scaled(gain, 1 - share), _scaled(haze, share)


def _readable(tint: Color) -> Color:
    """The tint, made lighter where hardly anything would be seen."""
    return _scaled(tint, max(1.0, 0.4 / (sum(tint) / 3)))


def _scaled(color: Color, factor: float) -> Color:
    return color[0] * factor, color[1] * factor, color[2] * factor


def _times(a: Color, b: Color) -> Color:
    return a[0] * b[0], a[1] * b[1], a[2] * b[2]


def _mixed(a: Color, b: Color, share: float) -> Color:
    return tuple(x + (y - x) * share for x, y in zip(a, b, strict=True))  # type: ignore[return-value]
