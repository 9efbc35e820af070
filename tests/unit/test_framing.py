"""Clips in frames of other shapes, and clips that begin or end with a given picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from video01.compositor import Compositor
from video01.framing import framed, with_pictures
from video01.layers import CAMERA, CANVAS, KEYS, WAY, Actor, LayeredClip, Look, Picture

WIDTH, HEIGHT = 256, 192
PICTURE: Picture = np.random.default_rng(0).integers(0, 255, (12, 16, 3), np.uint8).repeat(16, 0).repeat(16, 1)
OTHER: Picture = np.random.default_rng(1).integers(0, 255, (12, 16, 3), np.uint8).repeat(16, 0).repeat(16, 1)


def camera_of(**tracks: tuple[float, float]) -> np.ndarray:
    camera = np.zeros((KEYS, len(CAMERA)), np.float32)
    for name, ends in ({"zoom": (1.0, 1.0)} | tracks).items():
        camera[:, CAMERA.index(name)] = np.linspace(*ends, KEYS)
    return camera


def clip_of(**tracks: tuple[float, float]) -> LayeredClip:
    way = np.zeros((KEYS, len(WAY)), np.float32)
    for name, value in {"x": 0.6, "y": 0.6, "height": -1.0, "facing": 1.0, "opacity": 1.0}.items():
        way[:, WAY.index(name)] = value
    white = Actor(picture=np.full((CANVAS, CANVAS, 4), 255, np.uint8), way=way)
    return LayeredClip(horizon=0.55, scenery=(), actors=(white,), veil=None, look=Look(), camera=camera_of(**tracks))


@pytest.mark.parametrize("zoom", [(1.0, 1.6), (1.6, 1.0), (1.1, 1.1)])
def test_a_picture_is_the_first_frame_whatever_the_camera_does_later(zoom: tuple[float, float]) -> None:
    tracks = dict.fromkeys(("truck", "pedestal", "dolly", "pan_x", "pan_y"), (0.1, -0.1))
    clip = with_pictures(clip_of(**tracks, zoom=zoom), PICTURE, None)
    compositor = Compositor(clip, WIDTH, HEIGHT)
    assert np.abs(compositor.frame(0.0, 0.0).astype(int) - PICTURE).max() <= 1
    assert np.abs(compositor.frame(1.0, 6.0).astype(int) - PICTURE).mean() > 5


def test_a_camera_at_rest_leaves_the_picture_as_it_is() -> None:
    clip = replace(with_pictures(clip_of(pan_x=(0.2, 0.2)), PICTURE, None), actors=())
    np.testing.assert_array_equal(Compositor(clip, WIDTH, HEIGHT).frame(0.7, 4.0), PICTURE)


def test_figures_come_into_a_given_picture_after_its_first_frame() -> None:
    compositor = Compositor(with_pictures(clip_of(), PICTURE, None), WIDTH, HEIGHT)
    np.testing.assert_array_equal(compositor.frame(0.0, 0.0), PICTURE)
    middle = compositor.frame(0.5, 3.0)
    assert middle[round(0.6 * HEIGHT), round(WIDTH / 2 + 0.6 * HEIGHT)].min() > 240


def test_a_clip_ends_as_its_last_picture() -> None:
    compositor = Compositor(replace(with_pictures(clip_of(), PICTURE, OTHER), actors=()), WIDTH, HEIGHT)
    np.testing.assert_array_equal(compositor.frame(0.0, 0.0), PICTURE)
    np.testing.assert_array_equal(compositor.frame(1.0, 6.0), OTHER)
    between = compositor.frame(0.75, 4.5).astype(int)
    assert min(np.abs(between - PICTURE).mean(), np.abs(between - OTHER).mean()) > 5


@pytest.mark.parametrize("track", ["pan_x", "truck", "pan_y", "pedestal"])
def test_beginning_at_rest_keeps_the_direction_and_most_of_the_picture_in_sight(track: str) -> None:
    clip = clip_of(**{track: (0.8, -1.0)})
    moved = with_pictures(clip, PICTURE, None).camera
    assert moved[0].tolist() == [0, 0, 0, 0, 0, 1, 0]
    gone = -moved[-1, CAMERA.index(track)]
    side = WIDTH / HEIGHT if track in ("pan_x", "truck") else 1.0
    assert 0.1 * side < gone <= 0.2 * side, "no more than a fifth is mirror image"
    assert (np.diff(moved[:, CAMERA.index(track)]) < 0).all(), "slower as a whole, not cut off"
    assert clip.camera[0, CAMERA.index(track)] == pytest.approx(0.8), "the clip given is as it was"


def test_figures_keep_within_a_narrow_frame_and_on_their_feet() -> None:
    clip = clip_of()
    assert framed(clip, 16 / 9) is clip
    before, after = clip.actors[0].way[0], framed(clip, 9 / 16).actors[0].way[0]
    x, y, height = (WAY.index(name) for name in ("x", "y", "height"))
    assert after[x] == pytest.approx(0.6 * (9 / 16) / (16 / 9))
    assert after[height] < before[height]
    assert after[y] + 2.0 ** after[height] / 2 == pytest.approx(before[y] + 2.0 ** before[height] / 2, abs=1e-5)
