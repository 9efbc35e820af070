"""From layers to frames: the camera, the actors and the veil each do what their tracks say."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from video01.compositor import Compositor, lay
from video01.layers import CANVAS, INSTANTS, MAX_ACTORS, TRACKS, LayeredClip, Picture

WIDTH, HEIGHT = 320, 192  # pixels of the frames here, unless a test says otherwise
CLEAR = np.zeros((CANVAS, CANVAS, 4), np.uint8)
REST = {"zoom": 1.0, "horizon": 0.55}


def motion_of(**tracks: float | tuple[float, float]) -> NDArray[np.float32]:
    """At rest but for `tracks`, each a value or where it goes from and to."""
    motion = np.zeros((INSTANTS, len(TRACKS)), np.float32)
    for name, value in (REST | tracks).items():
        ends = value if isinstance(value, tuple) else (value, value)
        motion[:, TRACKS.index(name)] = np.linspace(*ends, INSTANTS)
    return motion


def clip_of(plate: Picture | None = None, near: float = 0.0, **tracks: float | tuple[float, float]) -> LayeredClip:
    """A plate one and a half frames high of which a pixel is a pixel of the frame, with nobody before it."""
    return LayeredClip(
        plate=pattern(2 * WIDTH, 3 * HEIGHT // 2) if plate is None else plate,
        plate_density=float(HEIGHT),
        nearness=np.full((4, 6), near, np.float32),
        actors=(CLEAR,) * MAX_ACTORS,
        veil=CLEAR,
        motion=motion_of(**tracks),
    )


def pattern(width: int, height: int) -> Picture:
    """Soft spots of many sizes, nowhere alike."""
    rng = np.random.default_rng(5)
    spots = sum(
        cv2.resize(rng.uniform(-1, 1, (cells, 2 * cells, 3)), (width, height), interpolation=cv2.INTER_CUBIC)
        for cells in (4, 9, 20)
    )
    return np.clip(128 + 60 * np.asarray(spots), 0, 255).astype(np.uint8)


def frame_of(clip: LayeredClip, u: float = 0.0, width: int = WIDTH, height: int = HEIGHT) -> Picture:
    return Compositor(clip, width, height).frame(u)


def shift_between(before: Picture, after: Picture, rows: slice = slice(None)) -> float:
    """By how many pixels the rows of `before` went right to become `after`."""
    grey = [cv2.cvtColor(picture[rows], cv2.COLOR_RGB2GRAY).astype(np.float32) for picture in (before, after)]
    window = cv2.createHanningWindow(grey[0].shape[::-1], cv2.CV_32F)
    (right, _), _ = cv2.phaseCorrelate(*grey, window)
    return right


def middle_of(picture: Picture) -> tuple[float, float]:
    """Where the bright part of a frame is: (x, y) in pixels."""
    weight = picture.max(-1).astype(float)
    weight = np.where(weight > 100, weight, 0)
    return float((weight.sum(0) @ np.arange(weight.shape[1])) / weight.sum()), float(
        (weight.sum(1) @ np.arange(weight.shape[0])) / weight.sum()
    )


def test_a_camera_at_rest_shows_the_plates_middle_as_it_is() -> None:
    clip = clip_of()
    top, left = HEIGHT // 4, WIDTH // 2
    middle = clip.plate[top : top + HEIGHT, left : left + WIDTH]
    difference = np.abs(frame_of(clip).astype(int) - middle)
    assert difference.max() <= 1, "to the very edges"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (144, 256), (720, 1280), (200, 136), (960, 960)])
def test_any_size_shows_the_same_middle(width: int, height: int) -> None:
    small, large = frame_of(clip_of()), frame_of(clip_of(), width=width, height=height)
    assert large.shape == (height, width, 3)
    assert large.dtype == np.uint8
    columns = min(WIDTH, round(width * HEIGHT / height)) // 2 * 2
    shrunk = cv2.resize(large, (round(width * HEIGHT / height), HEIGHT), interpolation=cv2.INTER_AREA)
    middles = [part[:, part.shape[1] // 2 - columns // 2 :][:, :columns].astype(int) for part in (small, shrunk)]
    assert np.abs(middles[0] - middles[1]).mean() < 3


def test_zooming_in_enlarges_about_the_middle() -> None:
    plate = np.zeros((3 * HEIGHT // 2, 2 * WIDTH, 3), np.uint8)
    cv2.circle(plate, (WIDTH, round(HEIGHT * 0.8)), 20, (255, 255, 255), -1)
    frames = [frame_of(clip_of(plate, zoom=zoom)) for zoom in (1.0, 1.5)]
    areas = [float((frame > 128).mean()) for frame in frames]
    assert areas[1] == pytest.approx(1.5**2 * areas[0], rel=0.05)
    assert middle_of(frames[1]) == pytest.approx(middle_of(frames[0]), abs=1.0)


def test_pushing_in_enlarges_what_is_near_and_leaves_the_sky() -> None:
    plate = np.zeros((3 * HEIGHT // 2, 2 * WIDTH, 3), np.uint8)
    cv2.circle(plate, (WIDTH, round(HEIGHT * 0.8)), 20, (255, 255, 255), -1)
    rest, far, near = (
        float((frame_of(clip_of(plate, near, dolly=dolly)) > 128).mean())
        for near, dolly in ((1.0, 0.0), (0.0, 0.3), (1.0, 0.3))
    )
    assert far == pytest.approx(rest, rel=0.02)
    assert near == pytest.approx(rest / 0.7**2, rel=0.05)


def test_panning_right_moves_everything_left() -> None:
    """The world's renderer takes `pan_x` down for "Pan right"."""
    clip = clip_of(pan_x=(0.1, -0.1))
    assert shift_between(frame_of(clip, 0.0), frame_of(clip, 1.0)) == pytest.approx(-0.2 * HEIGHT, abs=1.0)


@pytest.mark.parametrize("near", [0.0, 0.5, 1.0])
def test_trucking_right_moves_what_is_near_left(near: float) -> None:
    clip = clip_of(None, near, truck=(0.0, 0.15))
    shift = shift_between(frame_of(clip, 0.0), frame_of(clip, 1.0))
    assert shift == pytest.approx(-0.15 * near * HEIGHT, abs=1.0)


def test_trucking_tells_near_from_far_in_one_picture() -> None:
    nearness = np.repeat(np.float32([[0], [0], [0], [1], [1], [1]]), 4, 1)
    clip = replace(clip_of(truck=(0.0, 0.15)), nearness=nearness)
    before, after = frame_of(clip, 0.0), frame_of(clip, 1.0)
    above, below = (shift_between(before, after, rows) for rows in (slice(0, 64), slice(-64, None)))
    assert abs(above) < 2
    assert below == pytest.approx(-0.15 * HEIGHT, abs=2)


def figure_at(picture: Picture, u: float = 0.0, **tracks: float | tuple[float, float]) -> Picture:
    """A frame of a black plate with one actor, a third of a frame high."""
    pose = {"x0": 0.2, "y0": 0.6, "xx0": 0.3, "yy0": 0.3, "opacity0": 1.0} | tracks
    black = np.zeros((3 * HEIGHT // 2, 2 * WIDTH, 3), np.uint8)
    return frame_of(replace(clip_of(black, **pose), actors=(picture, CLEAR)), u)


@pytest.fixture
def square() -> Picture:
    """Opaque white in the middle half of the canvas."""
    picture = CLEAR.copy()
    picture[CANVAS // 4 : -CANVAS // 4, CANVAS // 4 : -CANVAS // 4] = 255
    return picture


def test_an_actor_stands_where_its_track_says(square: Picture) -> None:
    frame = figure_at(square)
    assert middle_of(frame) == pytest.approx((WIDTH / 2 + 0.2 * HEIGHT, 0.6 * HEIGHT), abs=1)
    assert (frame > 128).any(-1).sum() == pytest.approx((0.15 * HEIGHT) ** 2, rel=0.1)


def test_an_actor_goes_where_its_track_goes(square: Picture) -> None:
    start, end = (middle_of(figure_at(square, u, x0=(-0.4, 0.4)))[0] for u in (0.0, 1.0))
    assert end - start == pytest.approx(0.8 * HEIGHT, abs=1)


def test_an_actor_may_be_half_there_half_outside_or_away(square: Picture) -> None:
    assert figure_at(square, opacity0=0.5).max() == pytest.approx(128, abs=2)
    assert not figure_at(square, opacity0=0.0).any()
    assert 0 < (figure_at(square, x0=WIDTH / HEIGHT / 2) > 128).sum() < 0.7 * (figure_at(square) > 128).sum()
    assert not figure_at(square, x0=5.0).any()


def test_an_actor_is_mirrored_by_its_matrix(square: Picture) -> None:
    square[:, : CANVAS // 2] = 0
    right, left = (middle_of(figure_at(square, xx0=xx))[0] for xx in (0.3, -0.3))
    assert right - left == pytest.approx(0.075 * HEIGHT, abs=1.5)


def test_the_lower_actor_stands_in_front(square: Picture) -> None:
    red, blue = square * np.uint8([1, 0, 0, 1]), square * np.uint8([0, 0, 1, 1])
    poses = {f"{name}{index}": 0.3 for index in (0, 1) for name in ("xx", "yy")} | {"opacity0": 1.0, "opacity1": 1.0}
    for y0, y1, colour in ((0.5, 0.52, (0, 0, 255)), (0.52, 0.5, (255, 0, 0))):
        clip = replace(clip_of(**poses, y0=y0, y1=y1), actors=(red, blue))
        np.testing.assert_array_equal(frame_of(clip)[round(0.51 * HEIGHT), WIDTH // 2], colour)


def test_a_shadow_lies_at_the_feet_of_somebody_and_of_nobody_else(square: Picture) -> None:
    pose = {"y0": 0.4, "xx0": 0.3, "yy0": 0.3, "opacity0": 1.0, "ground0": 0.8, "shadow0": 0.4}
    bare, clip = frame_of(clip_of()), clip_of(**pose)
    np.testing.assert_array_equal(frame_of(clip), bare)
    darker = frame_of(replace(clip, actors=(square, CLEAR)))[round(0.8 * HEIGHT), WIDTH // 2]
    np.testing.assert_allclose(darker, 0.6 * bare[round(0.8 * HEIGHT), WIDTH // 2], atol=3)


def test_a_clear_veil_changes_nothing() -> None:
    clip = clip_of(slide_x=1.0, slide_y=2.0)
    faint = np.full_like(CLEAR, 1)
    np.testing.assert_array_equal(frame_of(clip, 0.3), frame_of(replace(clip, veil=faint), 0.3))


@pytest.mark.parametrize(("width", "height"), [(320, 192), (144, 256)])
def test_a_veil_covers_the_frame_and_slides(width: int, height: int) -> None:
    veil = CLEAR.copy()
    veil[:, : CANVAS // 2] = 255
    clip = replace(clip_of(np.zeros((400, 400, 3), np.uint8), slide_x=0.25), veil=veil)
    first, last = (frame_of(clip, u, width, height)[height // 2, :, 0] for u in (0.0, 1.0))
    edges = np.arange(width) / height % 1
    inside = np.abs(edges % 0.25 - 0.125) < 0.1
    np.testing.assert_array_equal((first > 128)[inside], (edges < 0.5)[inside])
    np.testing.assert_array_equal((last > 128)[inside], (((edges - 0.25) % 1) < 0.5)[inside])


def test_lightning_makes_it_brighter_for_a_moment() -> None:
    flash, plain = (frame_of(clip_of(flash=strength)).mean() for strength in (1.0, 0.0))
    assert flash > plain + 40


def test_a_frame_does_not_depend_on_those_before_it(square: Picture) -> None:
    clip = replace(
        clip_of(pan_x=(0.1, 0.1001), x0=(-0.5, 0.5), xx0=0.4, yy0=0.4, opacity0=1.0, y0=0.5), actors=(square, CLEAR)
    )
    compositor = Compositor(clip, WIDTH, HEIGHT)
    frames = [compositor.frame(u) for u in (0.0, 0.5, 0.0)]
    np.testing.assert_array_equal(frames[0], frames[2])
    assert (frames[0] != frames[1]).any()


def test_laying_is_premultiplied() -> None:
    target = np.full((4, 4, 3), 100, np.uint8)
    source = np.full((4, 4, 4), (80, 0, 0, 128), np.uint8)
    lay(target, source)
    np.testing.assert_allclose(target[0, 0], (80 + 100 * 127 / 255, 100 * 127 / 255, 100 * 127 / 255), atol=1)
    target = np.full((4, 4, 3), 100, np.uint8)
    lay(target, source, opacity=0.5)
    np.testing.assert_allclose(target[0, 0], (40 + 100 * 191 / 255, 100 * 191 / 255, 100 * 191 / 255), atol=1)
