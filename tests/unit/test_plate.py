"""Pictures that somebody gave, before a moving camera."""

from __future__ import annotations

import numpy as np
import pytest

from video01.compositing.plate import PlateView, nearness_at, open_ground
from video01.compositing.ways import View
from video01.layers import Array, Picture
from video01.relief import LOOKED, NEAREST, relief_of

WIDTH, HEIGHT = 320, 180
POST = slice(140, 180)  # columns of what stands before the rest
ABOUT = slice(134, 186)  # what is near: a rim of the wall is taken along, so that the wall, not the post, is drawn out
NEAR, FAR = 0.9, 0.1


def picture() -> Picture:
    """A red post before a blue wall with a green line."""
    found = np.full((HEIGHT, WIDTH, 3), (0, 0, 200), np.uint8)
    found[:, 60:64] = (0, 250, 0)
    found[:, POST] = (250, 0, 0)
    return found


def relief() -> Array:
    found = np.full((1, WIDTH), FAR, np.float32)
    found[:, ABOUT] = NEAR
    return found


def seen(view: View, relief: Array) -> Picture:
    target = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    PlateView(picture(), 0.55, relief).draw(target, view)
    return target[..., :3]


def middle(frame: Picture, channel: int) -> float:
    """Column of what is of that colour."""
    other = 2 if channel != 2 else 0
    return float(np.nonzero(frame[HEIGHT // 2, :, channel] > 120 + frame[HEIGHT // 2, :, other])[0].mean())


@pytest.mark.parametrize("truck", [-0.2, 0.2])
def test_what_is_near_goes_farther_and_hides_what_is_behind_it(truck: float) -> None:
    still, moved = seen(View(), relief()), seen(View(truck=truck), relief())
    post, line = (middle(moved, channel) - middle(still, channel) for channel in (0, 1))
    assert post == pytest.approx(-truck * NEAR * HEIGHT, abs=4)
    assert line == pytest.approx(-truck * FAR * HEIGHT, abs=2)
    red = (moved[HEIGHT // 2, :, 0] > 120).astype(int)
    assert np.abs(np.diff(red)).sum() == 2, "there is one post"


def test_a_camera_that_only_turns_moves_everything_alike() -> None:
    panned = seen(View(pan_x=0.1), relief())
    np.testing.assert_array_equal(panned, seen(View(pan_x=0.1), open_ground()))
    assert middle(panned, 0) - middle(seen(View(), relief()), 0) == pytest.approx(0.1 * HEIGHT, abs=0.5)


def test_the_camera_goes_towards_what_is_near() -> None:
    wide = [(seen(View(dolly=dolly), relief())[HEIGHT // 2, :, 0] > 120).sum() for dolly in (0.0, 0.4)]
    assert wide[1] == pytest.approx(wide[0] / (1 - 0.4 * NEAR), rel=0.2)


def test_nearness_is_read_at_any_place() -> None:
    x = np.array([[-0.8, 0.0, 0.8, 3.0]], np.float32)
    np.testing.assert_allclose(nearness_at(relief(), x, 0 * x, WIDTH / HEIGHT)[0], [FAR, NEAR, FAR, FAR])
    ground = open_ground()[:, 0]
    assert (np.diff(ground) >= 0).all()
    assert ground[0] < ground[-1]


def test_the_mirror_image_is_asked_too() -> None:
    asked: list[Array] = []

    def graph(square: Array) -> dict[int, Array]:
        asked.append(square)
        return {0: square[:, :1]}  # what is red is near

    told = relief_of(picture(), graph)
    assert told.shape == (LOOKED, LOOKED)
    np.testing.assert_array_equal(asked[0], asked[1][..., ::-1])
    assert told[64, 64] == pytest.approx(NEAREST, abs=0.02)
    assert told[64, 10] == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize(("flat", "near"), [(0.5, 0.8), (0.9, 0.9), (0.2, 0.8)])
def test_a_picture_of_one_wall_is_about_as_near_as_others(flat: float, near: float) -> None:
    told = relief_of(picture(), lambda square: {0: np.full_like(square[:, :1], flat / NEAREST)})
    np.testing.assert_allclose(told, near, atol=0.01)
