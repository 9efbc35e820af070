"""From layers to frames: the camera, strips, figures, the air and the look each do what their numbers say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from video01.compositing.blend import coloured, lay, resized
from video01.compositor import Compositor
from video01.layers import (
    CAMERA,
    CANVAS,
    KEYS,
    PERIOD,
    STRIP_HEIGHT,
    STRIP_WIDTH,
    WAY,
    Actor,
    Array,
    LayeredClip,
    Look,
    Picture,
    Scenery,
    Veil,
)

WIDTH, HEIGHT = 320, 180  # pixels of the frames here, unless a test says otherwise
HORIZON = 0.55


def keys_of(names: tuple[str, ...], tracks: dict[str, float | tuple[float, float]]) -> Array:
    """(KEYS, names), each track a value or where it goes from and to."""
    keys = np.zeros((KEYS, len(names)), np.float32)
    for name, value in tracks.items():
        ends = value if isinstance(value, tuple) else (value, value)
        keys[:, names.index(name)] = np.linspace(*ends, KEYS)
    return keys


def camera(**tracks: float | tuple[float, float]) -> Array:
    return keys_of(CAMERA, {"zoom": 1.0} | tracks)


def way(**tracks: float | tuple[float, float]) -> Array:
    return keys_of(WAY, {"y": 0.5, "height": -1.0, "facing": 1.0, "opacity": 1.0} | tracks)


def spots() -> Picture:
    """Soft opaque spots, nowhere alike, that close from side to side."""
    dice = np.random.default_rng(5)
    total = np.zeros((STRIP_HEIGHT, STRIP_WIDTH, 3))
    for cells in (6, 13):
        grid = np.pad(dice.uniform(-1, 1, (cells, 3 * cells, 3)), ((0, 0), (2, 2), (0, 0)), mode="wrap")
        wide = cv2.resize(grid, (STRIP_WIDTH * (3 * cells + 4) // (3 * cells), STRIP_HEIGHT))
        total += wide[:, 2 * STRIP_WIDTH // (3 * cells) :][:, :STRIP_WIDTH]
    rgb = np.clip(128 + 70 * total, 0, 255).astype(np.uint8)
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def strip(layer: str = "mid", nearness: float = 0.0, **numbers: object) -> Scenery:
    """A strip that covers the frame and more."""
    given: dict[str, object] = {"picture": SPOTS, "top": -0.3, "bottom": 1.3} | numbers
    return Scenery(layer=layer, nearness=nearness, **given)  # type: ignore[arg-type]


SPOTS = spots()


def clip_of(*scenery: Scenery, **given: object) -> LayeredClip:
    parts: dict[str, object] = {"actors": (), "veil": None, "look": Look(), "camera": camera()} | given
    return LayeredClip(horizon=HORIZON, scenery=scenery, **parts)  # type: ignore[arg-type]


def frame_of(
    clip: LayeredClip, u: float = 0.0, seconds: float = 0.0, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Picture:
    return Compositor(clip, *size).frame(u, seconds)


def shift_between(before: Picture, after: Picture, rows: slice = slice(None)) -> float:
    """By how many pixels the rows of `before` went right to become `after`."""
    grey = [cv2.cvtColor(picture[rows], cv2.COLOR_RGB2GRAY).astype(np.float32) for picture in (before, after)]
    window = cv2.createHanningWindow(grey[0].shape[::-1], cv2.CV_32F)
    (right, _), _ = cv2.phaseCorrelate(*grey, window)
    return float(right)


def middle_of(picture: Picture) -> tuple[float, float]:
    """Where the bright part of a frame is: (x, y) in pixels."""
    weight = np.where(picture.max(-1) > 100, picture.max(-1), 0).astype(float)
    x, y = weight.sum(0) @ np.arange(weight.shape[1]), weight.sum(1) @ np.arange(weight.shape[0])
    return float(x / weight.sum()), float(y / weight.sum())


def square(side: int = CANVAS // 2) -> Picture:
    """Opaque white, standing on the middle of the canvas's lower edge with the usual margin."""
    picture = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    foot, left = CANVAS - 10, (CANVAS - side) // 2
    picture[foot - side : foot, left : left + side] = 255
    return picture


def actor(picture: Picture | None = None, **numbers: object) -> Actor:
    given: dict[str, object] = {"picture": square() if picture is None else picture, "way": way()} | numbers
    return Actor(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(1280, 720), (160, 96), (144, 256), (200, 136), (31, 17)])
def test_frames_have_their_size(size: tuple[int, int]) -> None:
    frame = frame_of(clip_of(strip()), size=size)
    assert frame.shape == (size[1], size[0], 3)
    assert frame.dtype == np.uint8
    assert frame.min(2).max() > 0


def test_any_size_shows_the_same() -> None:
    small, large = frame_of(clip_of(strip())), frame_of(clip_of(strip()), size=(3 * WIDTH, 3 * HEIGHT))
    shrunk = cv2.resize(large, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    assert np.abs(shrunk.astype(int) - small).mean() < 2.5


@pytest.mark.parametrize("nearness", [0.0, 0.5, 1.0])
def test_trucking_right_moves_what_is_near_left(nearness: float) -> None:
    clip = clip_of(strip(nearness=nearness), camera=camera(truck=(0.0, 0.15)))
    assert shift_between(frame_of(clip, 0), frame_of(clip, 1)) == pytest.approx(-0.15 * nearness * HEIGHT, abs=0.6)


def test_the_ground_is_sheared_the_lower_the_nearer() -> None:
    clip = clip_of(strip("ground", 1.0, top=HORIZON, bottom=1.3), camera=camera(truck=(0.0, 0.12)))
    before, after = frame_of(clip, 0), frame_of(clip, 1)
    above, below = (shift_between(before, after, rows) for rows in (slice(104, 120), slice(150, 180)))
    assert below < 2.2 * above < 0


def test_panning_right_moves_everything_left() -> None:
    clip = clip_of(strip(), camera=camera(pan_x=(0.1, -0.1)))
    assert shift_between(frame_of(clip, 0), frame_of(clip, 1)) == pytest.approx(-0.2 * HEIGHT, abs=0.6)


def test_pushing_in_enlarges_what_is_near_and_leaves_the_sky() -> None:
    picture = np.zeros_like(SPOTS)
    cv2.circle(picture, (STRIP_WIDTH // 2, STRIP_HEIGHT // 2), 30, (255, 255, 255, 255), -1)
    areas = [
        float((frame_of(clip_of(strip(nearness=near, picture=picture), camera=camera(dolly=dolly))) > 128).mean())
        for near, dolly in ((0.0, 0.0), (0.0, 0.3), (1.0, 0.3))
    ]
    assert areas[1] == pytest.approx(areas[0], rel=0.03)
    assert areas[2] == pytest.approx(areas[0] / 0.7**2, rel=0.08)


def test_zooming_in_enlarges_everything() -> None:
    clips = [clip_of(actors=(actor(),), camera=camera(zoom=zoom)) for zoom in (1.0, 1.5)]
    areas = [float((frame_of(clip) > 128).mean()) for clip in clips]
    assert areas[1] == pytest.approx(1.5**2 * areas[0], rel=0.08)


def test_a_strip_repeats_without_a_seam() -> None:
    still = frame_of(clip_of(strip(shift=0.3)))
    again = frame_of(clip_of(strip(shift=0.3 + PERIOD)))
    assert np.abs(still.astype(int) - again).max() <= 2
    across = np.abs(np.diff(frame_of(clip_of(strip(shift=PERIOD / 2))).astype(int), axis=1)).max((0, 2))
    assert across[WIDTH // 2 - 3 : WIDTH // 2 + 3].max() <= 1.5 * np.percentile(across, 90)


def test_a_mirrored_strip_is_mirrored() -> None:
    plain, mirrored = (frame_of(clip_of(strip(mirrored=flag))) for flag in (False, True))
    assert np.abs(plain[:, ::-1].astype(int) - mirrored).mean() < 2


def test_drifting_clouds_move_smoothly_in_seconds() -> None:
    compositor = Compositor(clip_of(strip(drift=0.01)), WIDTH, HEIGHT)
    first = compositor.frame(0.0, 0.0)
    shifts = [shift_between(first, compositor.frame(0.0, seconds)) for seconds in (0.1, 0.2, 0.3, 0.4, 2.0)]
    np.testing.assert_allclose(shifts, np.array([0.1, 0.2, 0.3, 0.4, 2.0]) * 0.01 * HEIGHT, atol=0.12)


def test_gain_lift_and_opacity_colour_a_strip() -> None:
    plain = frame_of(clip_of(strip())).astype(float)
    found = frame_of(clip_of(strip(gain=(0.5, 0.5, 0.5), lift=(0.2, 0.0, 0.0), opacity=0.5)))
    np.testing.assert_allclose(found[..., 1], 0.25 * plain[..., 1], atol=2)
    np.testing.assert_allclose(found[..., 0], 0.25 * plain[..., 0] + 25.5, atol=2)


def test_what_sways_ripples_or_glows_changes_in_time() -> None:
    for living in (strip(sway=1.0), strip(ripple=1.0), strip(glow=1.0)):
        compositor = Compositor(clip_of(living), WIDTH, HEIGHT)
        assert np.abs(compositor.frame(0.0, 0.4).astype(int) - compositor.frame(0.0, 1.3)).mean() > 0.3


def test_a_ripple_moves_rows_without_tearing_them() -> None:
    upright = np.zeros_like(SPOTS)
    upright[:] = (*(0, 0, 0), 255)
    upright[:, ::64] = 255
    frame = frame_of(clip_of(strip(ripple=1.0, picture=cv2.GaussianBlur(upright, (0, 0), 2))), seconds=0.7)
    steps = np.abs(np.diff(frame.astype(int), axis=0)).max()
    assert steps < 90


def test_an_actor_stands_where_its_way_says() -> None:
    frame = frame_of(clip_of(actors=(actor(way=way(x=0.2)),)))
    middle = (WIDTH / 2 + 0.2 * HEIGHT, (0.5 + 0.5 * (0.5 - (10 + 64) / CANVAS)) * HEIGHT)
    assert middle_of(frame) == pytest.approx(middle, abs=1)
    assert (frame > 128).any(-1).sum() == pytest.approx((0.25 * HEIGHT) ** 2, rel=0.06)


def test_an_actor_goes_turns_looks_back_and_fades() -> None:
    start, end = (middle_of(frame_of(clip_of(actors=(actor(way=way(x=(-0.4, 0.4))),)), u))[0] for u in (0.0, 1.0))
    assert end - start == pytest.approx(0.8 * HEIGHT, abs=1)
    half = square()
    half[:, : CANVAS // 2 + 20] = 0
    lying = np.zeros_like(half)
    lying[100:246, 28:228] = (90, 90, 90, 255)
    lying[100:246, 188:228] = 255
    right, left = (middle_of(frame_of(clip_of(actors=(actor(lying, way=way(facing=f)),))))[0] for f in (1.0, -1.0))
    assert right - left == pytest.approx(2 * 80 / CANVAS * 0.5 * HEIGHT, abs=2)
    assert frame_of(clip_of(actors=(actor(way=way(opacity=0.5)),))).max() == pytest.approx(128, abs=2)
    assert not frame_of(clip_of(actors=(actor(way=way(opacity=0.0)),))).any()
    assert not frame_of(clip_of(actors=(actor(way=way(x=3.0)),))).any()


def test_nearer_actors_and_strips_hide_farther_ones() -> None:
    red, blue = (coloured(square(), np.diag(rgb)[:, [0, 1, 2, 2]] * [1, 1, 1, 0]) for rgb in ([1, 0, 0], [0, 0, 1]))
    for near_red, colour in ((0.8, (0, 0, 255)), (1.2, (255, 0, 0))):
        actors = (actor(red, nearness=near_red), actor(blue, nearness=1.0))
        np.testing.assert_array_equal(frame_of(clip_of(actors=actors))[HEIGHT * 55 // 100, WIDTH // 2], colour)
    hidden = clip_of(strip(), strip("near", 1.5), actors=(actor(),))
    assert np.abs(frame_of(hidden).astype(int) - frame_of(clip_of(strip("near", 1.5)))).max() <= 1


def test_a_shadow_stays_on_the_ground_below_who_is_lifted() -> None:
    floor = strip(picture=np.full_like(SPOTS, 255))
    foot = round((0.5 + 0.5 * (0.5 - 10 / CANVAS)) * HEIGHT)
    black = square() * np.uint8([0, 0, 0, 1])
    standing, lifted = (
        frame_of(clip_of(floor, actors=(actor(black, shadow=0.5, way=way(lift=lift)),))) for lift in (0, 0.3)
    )
    for frame in (standing, lifted):
        assert 60 < frame[foot + 1, WIDTH // 2].max() < 235
    assert (standing[: foot - 60] == 255).all()
    assert not lifted[foot - 60, WIDTH // 2].any()


@pytest.mark.parametrize(
    "living", [{"flap": 1.0}, {"swim": 1.0}, {"bob": 1.0}, {"way": way(hop=0.2)}, {"way": way(tremble=0.03)}]
)
def test_gaits_keep_their_own_time(living: dict[str, object]) -> None:
    compositor = Compositor(clip_of(actors=(actor(**living),)), WIDTH, HEIGHT)
    frames = [compositor.frame(0.5, seconds) for seconds in (0.1, 0.73, 1.1)]
    assert all(np.abs(a.astype(int) - b).mean() > 0.15 for a, b in pairwise(frames))


def test_only_who_goes_steps() -> None:
    standing, going = (clip_of(actors=(actor(step=1.0, way=way(x=x)),)) for x in (0.0, (-0.5, 0.5)))
    heights = [
        [middle_of(Compositor(clip, WIDTH, HEIGHT).frame(0.5, seconds))[1] for seconds in np.arange(0, 1, 0.07)]
        for clip in (standing, going)
    ]
    assert np.ptp(heights[0]) < 0.6
    assert np.ptp(heights[1]) > 1.5


def test_a_veil_slides_and_covers_the_frame() -> None:
    half = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    half[:, : CANVAS // 2] = 255
    compositor = Compositor(clip_of(veil=Veil(picture=half, slide_x=0.25)), WIDTH, HEIGHT)
    first, later = (compositor.frame(0.0, seconds)[HEIGHT // 2, :, 0].astype(int) for seconds in (0.0, 1.0))
    assert set(np.unique(first > 200)) == {False, True}
    np.testing.assert_array_equal((first == 255)[: WIDTH - 45], (later == 255)[45:])


def test_lightning_comes_and_goes() -> None:
    veil = Veil(picture=np.zeros((CANVAS, CANVAS, 4), np.uint8), flash=1.0)
    compositor = Compositor(clip_of(strip(), veil=veil), WIDTH // 4, HEIGHT // 4)
    light = [float(compositor.frame(0.5, seconds).mean()) for seconds in np.arange(0, 8, 0.04)]
    assert max(light) > min(light) + 40
    assert np.median(light) < min(light) + 6


def test_looks_grade_frames() -> None:
    plain = frame_of(clip_of(strip()))
    grey = frame_of(clip_of(strip(), look=Look(colour=np.float32([[0.3, 0.59, 0.11, 0]] * 3))))
    assert np.ptp(grey.astype(int), axis=2).max() <= 1
    dark = frame_of(clip_of(strip(), look=Look(vignette=1.0))).astype(int)
    assert dark[:20, :20].mean() < 0.6 * plain[:20, :20].mean()
    assert np.abs(dark - plain)[80:100, 150:170].max() <= 1
    for look in (Look(grain=1.0), Look(bloom=1.0), Look(paper=1.0)):
        assert 1 < np.abs(frame_of(clip_of(strip(), look=look)).astype(int) - plain).mean() < 60


def test_a_frame_does_not_depend_on_those_before_it() -> None:
    veil = Veil(picture=resized(SPOTS, CANVAS, CANVAS) // 3, slide_y=0.3, flash=0.5)
    parts = (strip("sky"), strip("clouds", 0.1, drift=0.02, opacity=0.5), strip("ground", 1.0, top=0.5, ripple=0.5))
    clip = clip_of(*parts, actors=(actor(step=1.0, swim=0.4),), veil=veil, look=Look(grain=0.5))
    compositor = Compositor(clip, WIDTH, HEIGHT)
    frames = [compositor.frame(u, 6 * u) for u in (0.3, 0.9, 0.3)]
    np.testing.assert_array_equal(frames[0], frames[2])
    np.testing.assert_array_equal(frames[0], frame_of(clip, 0.3, 1.8))


@pytest.mark.parametrize("seed", range(12))
def test_any_numbers_make_frames(seed: int) -> None:
    dice = np.random.default_rng(seed)
    wild = [np.nan, np.inf, -np.inf, 0.0, 1e9, -1e9, -1.0, 2.0, 0.3]

    def number() -> float:
        return float(dice.choice(wild)) if dice.random() < 0.5 else float(dice.normal())

    def table(columns: int) -> NDArray[np.float32]:
        return np.float32([[number() for _ in range(columns)] for _ in range(KEYS)])

    fields = ("top", "bottom", "nearness", "shift", "drift", "sway", "ripple", "glow", "opacity")
    scenery = [
        strip(layer, **{name: number() for name in fields}, gain=(number(),) * 3, lift=(number(),) * 3)
        for layer in ("sky", "lights", "ground", "near")
    ]
    gaits = ("nearness", "shadow", "step", "flap", "swim", "bob", "squash", "rate")
    actors = tuple(
        actor(picture, way=table(len(WAY)), colour=table(4)[:3], **{name: number() for name in gaits})
        for picture in (square(), np.zeros((CANVAS, CANVAS, 4), np.uint8), square())
    )
    veil = Veil(picture=square(), **{name: number() for name in ("opacity", "size", "slide_x", "slide_y", "flash")})
    look = Look(colour=table(4)[:3], **{name: number() for name in ("vignette", "grain", "bloom", "paper")})
    clip = LayeredClip(
        horizon=number(), scenery=tuple(scenery), actors=actors, veil=veil, look=look, camera=table(len(CAMERA))
    )
    compositor = Compositor(clip, 80, 48)
    for u in (0.0, 0.37, 1.0, np.nan):
        assert compositor.frame(u, 6 * u).shape == (48, 80, 3)


def test_an_empty_clip_is_black() -> None:
    nothing = np.zeros_like(SPOTS)
    assert not frame_of(clip_of(strip(picture=nothing))).any()
    assert not frame_of(clip_of()).any()
    assert not frame_of(replace(clip_of(), veil=Veil(picture=nothing[:CANVAS, :CANVAS]))).any()


def test_laying_is_premultiplied() -> None:
    target = np.full((4, 4, 4), (100, 100, 100, 255), np.uint8)
    lay(target, np.full((4, 4, 4), (80, 0, 0, 128), np.uint8), opacity=0.5)
    clear = 191 / 255
    np.testing.assert_allclose(target[0, 0], (40 + 100 * clear, 100 * clear, 100 * clear, 255), atol=1)


def test_enlarged_outlines_are_crisp_and_soft_ones_soft() -> None:
    hard, soft = np.zeros((40, 40, 4), np.uint8), np.zeros((40, 40, 4), np.uint8)
    hard[:, 20:] = 255
    soft[:] = np.linspace(0, 255, 40).astype(np.uint8)[None, :, None]
    edge = resized(hard, 160, 160)[80, :, 3].astype(int)
    assert ((edge > 12) & (edge < 243)).sum() <= 3
    assert np.abs(np.diff(resized(soft, 160, 160)[80, :, 3].astype(int))).max() <= 4


def test_weather_and_look_come_over_a_given_picture() -> None:
    picture = np.ascontiguousarray(SPOTS[:180, :WIDTH, :3])
    veil = Veil(picture=square() // 2, slide_x=0.3)
    look = Look(colour=np.eye(3, 4, dtype=np.float32) * 0.5, vignette=0.5, grain=0.3)
    clip = clip_of(first=picture, veil=veil, look=look)
    np.testing.assert_array_equal(frame_of(clip), picture)
    early, late = (np.abs(frame_of(clip, 0.1, seconds).astype(int) - picture).mean() for seconds in (0.4, 2.0))
    assert 3 < early < 0.7 * late
