"""A scene set up: every number of its clip, and which pictures it needs; and the clip itself."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

import numpy as np

from training.world.camera import DEPTH, camera_way
from training.world.casting import Part, cast_of
from training.world.dyes import dye_of
from training.world.figures import canvas_of
from training.world.light import Mood, figure_colour, mood_of
from training.world.look import look_of
from training.world.paint.clouds import CLOUD_VARIANTS, paint_clouds
from training.world.paint.place import Place, Strip, painted
from training.world.paint.sheet import Sheet
from training.world.paint.skies import SKY_BOTTOM, SKY_LIGHTS, SKY_STATES, SKY_TOP, SKY_VARIANTS, paint_sky
from training.world.paint.veils import VEIL_KINDS, painted_veil
from training.world.scene import Scene
from training.world.ways import actings, rate_of, way_of
from video01.layers import KEYS, PERIOD, SCENERY, Actor, LayeredClip, Picture, Scenery, Veil
from video01.vocabulary import PLACES, SUBJECTS, find

Key = tuple[Any, ...]  # names a picture; see `all_keys`
CLOUDS_TOP, CLOUDS_BOTTOM = -0.1, 0.55
_CLOUD_DRIFT = 0.008  # frame heights a second
_LINKED = ("mid", "lights", "ground")  # strips that share their variant and shift, so that what glows fits them


class Plan(LayeredClip):
    """A clip in which a Key stands in the place of each picture."""


def plan(scene: Scene) -> Plan:
    """Everything of a clip but its pictures."""
    facts = scene.facts
    place = place_of(facts.place or "meadow")
    mood = mood_of(facts.light, facts.weather, place.name)
    luck = np.random.default_rng((scene.layout, 5))
    scenery = _scenery(place, mood, luck)
    veil = _veil(facts.weather, place, mood, luck)
    commands = {command for phase in facts.camera for command in phase}
    room = 0.62 if commands & set(DEPTH) else 0.86
    parts = cast_of(facts.figures, place, np.random.default_rng((scene.layout, 6)), room=room)
    actors, followed = _actors(parts, scene, place, mood, commands)
    return Plan(
        horizon=place.horizon,
        scenery=scenery,
        actors=actors,
        veil=veil,
        look=look_of(facts.look),
        camera=camera_way(facts.camera, followed),
    )


def clip_of(planned: LayeredClip, picture_of: Callable[[Any], Picture] | None = None) -> LayeredClip:
    """The clip with its pictures."""
    found = picture_of or globals()["picture_of"]
    veil = planned.veil
    return LayeredClip(
        horizon=planned.horizon,
        scenery=tuple(replace(strip, picture=found(strip.picture)) for strip in planned.scenery),
        actors=tuple(replace(actor, picture=found(actor.picture)) for actor in planned.actors),
        veil=None if veil is None else replace(veil, picture=found(veil.picture)),
        look=planned.look,
        camera=planned.camera,
    )


@lru_cache(maxsize=4096)
def picture_of(key: Key) -> Picture:
    """The picture of a key: RGBA, premultiplied; a strip, or a canvas for figures and veils."""
    kind, *about = key
    if kind == "subject":
        return canvas_of(find(SUBJECTS, about[0]))
    if kind == "veil":
        return painted_veil(about[0])
    return sheet_of(key).picture()


def sheet_of(key: Key) -> Sheet:
    """The painted sheet of a strip's key."""
    kind, *about = key
    if kind == "sky":
        light, state, variant = about
        sheet = Sheet(
            top=SKY_TOP, bottom=SKY_BOTTOM, seed=(11, SKY_LIGHTS.index(light), SKY_STATES.index(state), variant)
        )
        paint_sky(sheet, light=light, state=state)
        return sheet
    if kind == "clouds":
        sheet = Sheet(top=CLOUDS_TOP, bottom=CLOUDS_BOTTOM, seed=(12, about[0]))
        paint_clouds(sheet)
        return sheet
    name, layer, variant = about
    return painted(name, _strip(place_of(name), layer), variant)


def all_keys() -> list[Key]:
    """The key of every picture that can occur."""
    skies = [
        ("sky", light, state, variant)
        for light in SKY_LIGHTS
        for state in SKY_STATES
        for variant in range(SKY_VARIANTS)
    ]
    strips = [
        ("strip", word.name, strip.layer, variant)
        for word in PLACES
        for strip in place_of(word.name).strips
        for variant in range(strip.variants)
    ]
    clouds = [("clouds", variant) for variant in range(CLOUD_VARIANTS)]
    veils = [("veil", kind) for kind in VEIL_KINDS]
    return [*skies, *clouds, *strips, *veils, *(("subject", subject.name) for subject in SUBJECTS)]


@lru_cache
def place_of(name: str) -> Place:
    """A place by its canonical name, from the module of its painter."""
    module = importlib.import_module(f"training.world.paint.{name}")
    return cast(Place, getattr(module, name.upper()))


def _strip(place: Place, layer: str) -> Strip:
    return next(strip for strip in place.strips if strip.layer == layer)


def _scenery(place: Place, mood: Mood, luck: np.random.Generator) -> tuple[Scenery, ...]:
    """The strips, far to near."""
    found = []
    linked = float(luck.uniform(0, PERIOD)), bool(luck.random() < 0.5), int(luck.integers(1 << 20))
    glowing = [strip.nearness for strip in place.strips if strip.layer == "lights"]
    for strip in place.strips:
        own = float(luck.uniform(0, PERIOD)), bool(luck.random() < 0.5), int(luck.integers(1 << 20))
        shift, mirrored, variant = linked if strip.layer in _LINKED or strip.nearness in glowing else own
        opacity = mood.lights if strip.layer == "lights" else 1.0
        if opacity < 0.02:
            continue
        inner = strip.layer == "sky"  # a strip of the place itself, seen in its light like any other
        gain, lift = mood.strip("far" if inner else strip.layer, strip.nearness)
        found.append(
            Scenery(
                layer=strip.layer,
                picture=_named("strip", place.name, strip.layer, variant % strip.variants),
                top=strip.top,
                bottom=strip.bottom,
                nearness=strip.nearness,
                shift=shift,
                mirrored=mirrored,
                drift=strip.drift,
                sway=strip.sway,
                ripple=strip.ripple,
                glow=strip.glow,
                opacity=opacity,
                gain=gain,
                lift=lift,
            )
        )
    if place.sky == "open":
        found += _sky(mood, luck)
    return tuple(sorted(found, key=lambda strip: SCENERY.index(strip.layer)))


def _sky(mood: Mood, luck: np.random.Generator) -> list[Scenery]:
    """The sky, and often clouds."""
    gain, lift = mood.strip("sky", 0.0)
    sky = Scenery(
        layer="sky",
        picture=_named("sky", mood.light, mood.state, int(luck.integers(SKY_VARIANTS))),
        top=SKY_TOP,
        bottom=SKY_BOTTOM,
        nearness=0.0,
        shift=float(luck.uniform(-0.45, 0.45)) % PERIOD,
        mirrored=bool(luck.random() < 0.5),
        gain=gain,
        lift=lift,
    )
    gain, lift = mood.strip("clouds", 0.03)
    clouds = Scenery(
        layer="clouds",
        picture=_named("clouds", int(luck.integers(CLOUD_VARIANTS))),
        top=CLOUDS_TOP,
        bottom=CLOUDS_BOTTOM,
        nearness=0.03,
        shift=float(luck.uniform(0, PERIOD)),
        mirrored=False,
        drift=_CLOUD_DRIFT,
        opacity=mood.cloudy * float(luck.uniform(0.8, 1.0)),
        gain=gain,
        lift=lift,
    )
    return [sky, clouds] if clouds.opacity > 0.02 and luck.random() < 0.8 else [sky]


def _veil(weather: str | None, place: Place, mood: Mood, luck: np.random.Generator) -> Veil | None:
    """What falls or drifts."""
    name = {"underwater": "bubbles", "room": "dust", "cave": "dust"}.get(place.name, weather or "")
    if name not in _FALLING:
        return None
    kind, opacity, size, slide_x, slide_y, flash = _FALLING[name]
    dim = 1.0 if name in ("bubbles", "dust") else {"night": 0.55, "dusk": 0.75}.get(mood.light, 1.0)
    way = 1 if luck.random() < 0.5 else -1
    if name in ("rain", "storm"):
        way = 1  # its strokes are painted aslant
    return Veil(
        picture=_named("veil", kind),
        opacity=opacity * dim,
        size=size,
        slide_x=way * slide_x,
        slide_y=slide_y,
        flash=flash,
    )


_FALLING: dict[str, tuple[str, float, float, float, float, float]] = {  # kind, opacity, size, slides, flash
    "rain": ("rain", 0.8, 1.0, -0.2, 1.7, 0.0),
    "storm": ("heavy rain", 0.85, 1.0, -0.7, 2.3, 0.9),
    "snow": ("snow", 0.95, 1.0, 0.05, 0.17, 0.0),
    "fog": ("fog", 0.75, 1.6, 0.04, 0.0, 0.0),
    "falling leaves": ("falling leaves", 1.0, 1.0, 0.10, 0.16, 0.0),
    "sandstorm": ("sandstorm", 0.75, 1.3, 0.8, 0.04, 0.0),
    "bubbles": ("bubbles", 0.9, 1.0, 0.015, -0.10, 0.0),
    "dust": ("dust", 0.6, 1.0, 0.012, -0.012, 0.0),
}


def _actors(
    parts: tuple[Part, ...], scene: Scene, place: Place, mood: Mood, commands: set[str]
) -> tuple[tuple[Actor, ...], np.ndarray]:
    """The actors, and the x of the first one's way."""
    if not parts:
        return (), np.zeros(KEYS)
    figures = scene.facts.figures[: len(parts)]
    playing = actings(parts, [figure.actions for figure in figures], scene.layout)
    tracked = "Tracking shot" in commands and bool(playing[0].across.any())
    reach = 0.8 if commands & set(DEPTH) else 1.0
    actors = []
    for part, acting, figure in zip(parts, playing, figures, strict=True):
        key = _named("subject", part.subject.name)
        dye = None if figure.colour is None else dye_of(figure.colour, canvas_of(part.subject))
        actors.append(
            Actor(
                picture=key,
                way=way_of(part, acting, count=len(parts), horizon=place.horizon, tracked=tracked, reach=reach),
                nearness=part.nearness,
                colour=figure_colour(mood, dye, part.nearness),
                shadow=part.shadow,
                step=part.step,
                flap=part.flap,
                swim=part.swim,
                bob=part.bob,
                squash=part.squash,
                rate=rate_of(part, acting),
            )
        )
    return tuple(actors), np.asarray(actors[0].way[:, 0] - parts[0].x, np.float64)


def _named(*key: Any) -> Picture:
    """A key in the place of a picture."""
    return cast(Picture, key)


def linked(key: Any) -> Key | None:
    """What strips share that were painted to go together; None for all other pictures."""
    kind, *about = key
    return (about[0], about[2]) if kind == "strip" and about[1] in _LINKED else None
