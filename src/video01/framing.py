"""A clip fitted to what was asked for: to a frame of another shape, or to pictures that somebody gave."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from video01.facts import Facts
from video01.layers import CAMERA, WAY, Actor, Array, LayeredClip, Look, Picture

COMPOSED_FOR = 16 / 9  # width over height of the frame that the model composes for
NARROWEST = 1.1  # in a frame narrower than this, figures become smaller
ENTRANCE = (0.06, 0.3)  # share of a clip in which figures come into a picture that is given
REACH = 0.4  # of the camera's own way, before a picture that ends at its edges
LEAST_ZOOM, MOST_ZOOM, LEAST_DOLLY = 0.82, 4.0, -0.2  # where it looks beyond them, it sees the mirror image


def framed(clip: LayeredClip, aspect: float) -> LayeredClip:
    """Figures nearer the middle, and smaller where the frame is narrow."""
    across, size = min(1.0, aspect / COMPOSED_FOR), min(1.0, aspect / NARROWEST)
    if across >= 1:
        return clip
    actors = tuple(replace(actor, way=_narrowed(actor.way, across, size)) for actor in clip.actors)
    camera = clip.camera.copy()
    camera[:, [CAMERA.index("truck"), CAMERA.index("pan_x")]] *= across
    return replace(clip, actors=actors, camera=camera)


def with_pictures(clip: LayeredClip, first: Picture | None, last: Picture | None) -> LayeredClip:
    """The first picture, (H, W, 3), in the scenery's place before a camera that begins at rest; the last at the end."""
    if first is None:
        return replace(clip, last=last)
    actors = tuple(_entering(actor) for actor in clip.actors)
    return replace(
        clip,
        scenery=(),
        first=first,
        last=last,
        camera=_from_rest(clip.camera, first.shape[1] / first.shape[0]),
        actors=actors,
    )


def as_told(clip: LayeredClip, told: Facts) -> LayeredClip:
    """Without weather, look and figures that the words do not name: a picture has its own."""
    weather, look = told.weather not in (None, "clear"), told.look not in (None, "natural")
    actors = clip.actors[: len(told.figures)]
    return replace(clip, actors=actors, veil=clip.veil if weather else None, look=clip.look if look else Look())


def _narrowed(way: Array, across: float, size: float) -> Array:
    """The feet stay where they are."""
    way = way.copy()
    x, y, height = (WAY.index(name) for name in ("x", "y", "height"))
    way[:, x] *= across
    way[:, y] += 0.5 * (1 - size) * 2.0 ** way[:, height]
    way[:, height] += np.log2(size)
    return way


def _from_rest(camera: Array, aspect: float) -> Array:
    """The camera's way moved so that its first view is the picture as it is, and drawn in as it goes aside.

    It comes nearer by as much as keeps the picture's edges out of sight.
    """
    camera = camera.copy()
    zoom = CAMERA.index("zoom")
    for name in ("truck", "pedestal", "pan_x", "pan_y"):
        track = CAMERA.index(name)
        camera[:, track] = REACH * (camera[:, track] - camera[0, track])
    dolly = CAMERA.index("dolly")
    camera[:, dolly] = np.maximum(camera[:, dolly] - camera[0, dolly], LEAST_DOLLY)
    camera[:, CAMERA.index("shake")] *= np.linspace(0, 1, len(camera)) > 0  # none in the first frame
    across, down = (
        np.abs(camera[:, CAMERA.index(one)]) + np.abs(camera[:, CAMERA.index(other)])
        for one, other in (("truck", "pan_x"), ("pedestal", "pan_y"))
    )
    inside = 1 / np.maximum(0.5, 1 - 2 * np.maximum(across / aspect, down))
    camera[:, zoom] = np.clip(np.maximum(camera[:, zoom] / camera[0, zoom], 0) * inside, LEAST_ZOOM, MOST_ZOOM)
    return camera


def _entering(actor: Actor) -> Actor:
    """Nobody is there in the first frame."""
    way = actor.way.copy()
    start, end = ENTRANCE
    t = np.clip((np.linspace(0, 1, len(way)) - start) / (end - start), 0, 1)
    way[:, WAY.index("opacity")] *= t * t * (3 - 2 * t)
    return replace(actor, way=way)
