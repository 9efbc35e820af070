"""A clip fitted to what was asked for: to a frame of another shape, or to pictures that somebody gave."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from video01.compositing.plate import nearness_at, open_ground
from video01.cutout import BELOW, Cutout
from video01.facts import Facts, Figure
from video01.layers import CAMERA, WAY, Actor, Array, LayeredClip, Look, Picture

COMPOSED_FOR = 16 / 9  # width over height of the frame that the model composes for
NARROWEST = 1.1  # in a frame narrower than this, figures become smaller
ENTRANCE = (0.06, 0.3)  # share of a clip in which figures come into a picture that is given
REACH = 0.7  # of the camera's own way, before a picture that ends at its edges
WAKING = 0.6  # seconds in which a figure in the picture comes to life
SETTING_OUT = 0.15  # share of a clip in which it takes up its way
SMALLEST, LARGEST = 0.08, 1.0  # frame heights that it comes to by shrinking and growing
LEAST_BUST = -1.0  # doublings that a portrait grows at least
LEAST_WAY, LEAST_LEAP = 0.35, 0.08  # frame heights that it may go beyond what the frame shows
LOWEST = 0.97  # y of its foot
SWAY, LEAN = 0.05, 0.02  # frame heights, revolutions that one moves in whom the lower edge cuts off: a portrait
GOES = 0.06  # frame heights that one goes from the key before to the key after who looks where it goes
STANDS = 0.46  # canvas sides from the middle of a figure of the model's to its foot
ASIDE, ABOVE = 0.19, 0.16  # widths and heights of the frame that it goes
LEAST_ZOOM, MOST_ZOOM, LEAST_DOLLY = 0.76, 4.0, -0.3  # where it looks beyond them, it sees the mirror image


def framed(clip: LayeredClip, aspect: float) -> LayeredClip:
    """Figures nearer the middle, and smaller where the frame is narrow."""
    across, size = min(1.0, aspect / COMPOSED_FOR), min(1.0, aspect / NARROWEST)
    if across >= 1:
        return clip
    actors = tuple(replace(actor, way=_narrowed(actor.way, across, size)) for actor in clip.actors)
    camera = clip.camera.copy()
    camera[:, [CAMERA.index("truck"), CAMERA.index("pan_x")]] *= across
    return replace(clip, actors=actors, camera=camera)


def with_pictures(
    clip: LayeredClip,
    first: Picture | None,
    last: Picture | None,
    *,
    cutout: Cutout | None = None,
    mover: int | None = None,
    relief: Array | None = None,
) -> LayeredClip:
    """The first picture, (H, W, 3), in the scenery's place before a camera that begins at rest; the last at the end.

    With a cut-out of the first picture, actor `mover` is what was cut out, from its place there. `relief`, (h, w), is
    how near the places of the first picture are, without what was cut out of it.
    """
    if first is None:
        return replace(clip, last=last)
    relief = open_ground() if relief is None else relief
    camera = _from_rest(clip.camera, first.shape[1] / first.shape[0])
    actors = tuple(
        _entering(actor)
        if cutout is None or number != mover
        else _from_its_place(_beside_the_camera(actor, clip.camera), cutout, camera, relief)
        for number, actor in enumerate(clip.actors)
    )
    return replace(
        clip,
        scenery=(),
        first=first if cutout is None else cutout.behind,
        cleared=None if cutout is None else cutout.cleared,
        relief=relief,
        last=last,
        camera=camera,
        actors=actors,
    )


def cast_with_picture(told: Facts, *, moves: bool) -> tuple[Facts, int | None]:
    """What is drawn before a picture, and which of its figures is the one that moves in it, None if there is none.

    Who does not appear is taken to be in the picture; the first of them moves if anybody in it can. The others who are
    drawn are those who come into it. If nobody who was told of moves, the camera does.
    """
    figures = tuple(figure for figure in told.figures if figure.actions[:1] == ("appears",))
    inside = next((figure for figure in told.figures if moves and _acts(figure)), None)
    if inside is not None:
        figures = tuple(figure for figure in told.figures if figure is inside or figure in figures)
    first = tuple(replace(figure, relation=None) for figure in figures[:1])
    rests = bool(told.figures) and not told.camera and not any(figure.actions for figure in figures)
    facts = replace(told, figures=first + figures[1:], camera=(("Push in",),) if rests else told.camera)
    return facts, None if inside is None else figures.index(inside)


def _acts(figure: Figure) -> bool:
    """Whether it does something where it is."""
    return bool(figure.actions) and figure.actions[0] != "appears" and figure.actions != ("stays still",)


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
    """The camera's way moved so that its first view is the picture as it is, `aspect` times as wide as high.

    It goes aside only so far that a little of the mirror image beyond the picture's edges is seen, and back only so far
    that it is not seen for long: a way that would go farther is made shorter as a whole, not cut off.
    """
    camera = camera.copy()
    zoom, dolly = CAMERA.index("zoom"), CAMERA.index("dolly")
    for name in ("truck", "pedestal", "pan_x", "pan_y"):
        track = CAMERA.index(name)
        camera[:, track] = REACH * (camera[:, track] - camera[0, track])
    for pair, most in ((("truck", "pan_x"), ASIDE * aspect), (("pedestal", "pan_y"), ABOVE)):
        tracks = [CAMERA.index(name) for name in pair]
        camera[:, tracks] *= min(1.0, most / max(1e-6, np.abs(camera[:, tracks]).sum(1).max()))
    camera[:, dolly] = _shortened(camera[:, dolly] - camera[0, dolly], LEAST_DOLLY)
    camera[:, CAMERA.index("shake")] *= np.linspace(0, 1, len(camera)) > 0  # none in the first frame
    growth = np.log2(np.maximum(camera[:, zoom] / camera[0, zoom], 0.1))
    camera[:, zoom] = np.clip(2 ** _shortened(growth, np.log2(LEAST_ZOOM)), LEAST_ZOOM, MOST_ZOOM)
    return camera


def _shortened(way: Array, least: float) -> Array:
    """A way from 0 that goes no lower than that, slower as a whole where it would."""
    return np.where(way < 0, way * min(1.0, least / min(-1e-6, float(way.min()))), way).astype(np.float32)


def _beside_the_camera(actor: Actor, camera: Array) -> Actor:
    """The actor on its way as a frame shows it, whose camera may go along with it."""
    way = actor.way.copy()
    way[:, WAY.index("x")] -= actor.nearness * camera[:, CAMERA.index("truck")]
    return replace(actor, way=way)


def _from_its_place(actor: Actor, cutout: Cutout, camera: Array, relief: Array) -> Actor:
    """What was cut out of a picture, on the actor's way as it goes on from where it stands in the picture.

    Told is where the actor is in the frame; it gets there before a camera that may go less far.
    """
    nearness = _nearness_at_foot(cutout, relief)
    way = _way_from_its_place(actor.way, cutout)
    way[:, WAY.index("x")] += nearness * camera[:, CAMERA.index("truck")]
    if cutout.rooted:  # it has no legs to walk on
        actor = replace(actor, step=0.0, bob=max(actor.bob, actor.step))
    elif cutout.looks:
        way[:, WAY.index("facing")] = _looking_ahead(way, cutout.looks)
    return replace(
        actor,
        picture=cutout.figure,
        way=way,
        nearness=nearness,
        colour=None,
        shadow=actor.shadow if cutout.shaded else 0.0,
        waking=WAKING,
    )


def _nearness_at_foot(cutout: Cutout, relief: Array) -> float:
    """How near the ground below it is."""
    height, width = cutout.behind.shape[:2]
    left, top, wide, tall = cutout.box
    x, y = (np.array([[place]], np.float32) for place in (left + wide / 2, min(top + tall, 1.0)))
    return float(nearness_at(relief, x, y, width / height)[0, 0])


def _way_from_its_place(drawn: Array, cutout: Cutout) -> Array:
    """A way that begins at rest at the cut-out's place and does relative to it what the drawn one does.

    Sizes go as far as a frame can show, ways to the side as far as its edges, leaps in proportion to the figure.
    """
    height, width = cutout.behind.shape[:2]
    side = len(cutout.figure) / height
    left, top, wide, tall = cutout.box
    room = max(0.0, LOWEST - top - tall)
    x, y, size, turn, facing, opacity, hop, tremble, lift = _setting_out(drawn).T
    growth = _within(size - size[0], np.log2(SMALLEST / tall), np.log2(LARGEST / tall))
    likeness = float(np.clip(tall / 2.0 ** size[0], 0.4, 1.5))  # of a figure of its size to the drawn one
    reach = float(np.abs(growth).max() / np.abs(size - size[0]).max()) if np.ptp(size) > 0.2 else 1.0
    foot = y + STANDS * 2.0**size
    down = _within((foot - foot[0]) * likeness * reach, -0.5 * (top + tall), room)
    raised = _within((lift - lift[0]) * likeness, -room, max(0.0, top))
    leap = np.minimum(hop * likeness, max(LEAST_LEAP, top))
    if cutout.cropped:  # what is below the picture's edge does not come to light: it shrinks towards that edge
        growth = np.maximum(growth, LEAST_BUST) if cutout.rooted else growth
        down = np.maximum(down, 0) - BELOW * (1 - np.minimum(2.0**growth, 1))
        raised, leap = np.clip(raised, -room, 0.5 * BELOW), np.minimum(leap, 0.7 * BELOW)
    aspect = width / height
    across = _within(x - x[0], -max(left + aspect / 2, LEAST_WAY), max(aspect / 2 - left - wide, LEAST_WAY))
    facing = np.clip(facing / facing[0], -1, 1) if abs(facing[0]) > 0.5 else np.ones_like(facing)
    turned = turn - turn[0]
    if cutout.rooted:
        across, turned, facing = _within(across, -SWAY, SWAY), _within(turned, -LEAN, LEAN), np.ones_like(facing)
    way = {
        "x": cutout.left / height + side / 2 - aspect / 2 + across,
        "y": cutout.top / height + side - side * 2.0**growth / 2 + down,
        "height": np.log2(side) + growth,
        "turn": turned,
        "facing": facing,
        "opacity": np.where(np.arange(len(drawn)) > 0, np.clip(opacity / max(0.5, opacity[0]), 0, 1), 1.0),
        "hop": leap,
        "tremble": tremble * likeness,
        "lift": raised,
    }
    return np.stack([way[name] for name in WAY], 1).astype(np.float32)


def _looking_ahead(way: Array, looks: int) -> Array:
    """Which way one looks who looks right (1) or left (-1) in the picture: where it goes, and there while it rests."""
    x, drawn = way[:, WAY.index("x")], way[:, WAY.index("facing")]
    padded = np.pad(x, 1, mode="edge")
    gone = padded[2:] - padded[:-2]
    facing = np.ones_like(drawn)
    last = 0
    for key in range(1, len(x)):
        if abs(gone[key]) > GOES:
            facing[key], last = looks * np.sign(gone[key]), key
        else:
            facing[key] = facing[last] * np.clip(drawn[key] / drawn[last], -1, 1) if drawn[last] else facing[last]
    return facing


def _setting_out(way: Array) -> NDArray[np.float64]:
    """The same way, begun at rest; who turns round does so as soon."""
    share = np.clip(np.linspace(0, 1, len(way)) / SETTING_OUT, 0, 1)[:, None]
    slowly = way[0] + share * share * (3 - 2 * share) * (way - way[0])
    facing = WAY.index("facing")
    slowly[:, facing] = way[:, facing]
    return np.asarray(slowly, np.float64)


def _within(way: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """A way from 0, made shorter to either side so that it stays between the bounds."""
    down, up = max(0.0, -low) / max(1e-6, -float(way.min())), max(0.0, high) / max(1e-6, float(way.max()))
    return np.where(way < 0, way * min(1.0, down), way * min(1.0, up))


def _entering(actor: Actor) -> Actor:
    """Nobody is there in the first frame."""
    way = actor.way.copy()
    start, end = ENTRANCE
    t = np.clip((np.linspace(0, 1, len(way)) - start) / (end - start), 0, 1)
    way[:, WAY.index("opacity")] *= t * t * (3 - 2 * t)
    return replace(actor, way=way)
