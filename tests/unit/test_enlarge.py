"""Remembered pictures twice as large: which ones, and how they close on themselves."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.unit.test_compositor import actor, clip_of, spots, square, strip, way
from video01.enlarge import enlarged, twice
from video01.layers import CANVAS, STRIP_HEIGHT, STRIP_WIDTH, Picture

TALL = np.log2(0.8)  # of a figure, as `way` tells it


def nothing(picture: Picture) -> NDArray[np.int8]:
    """A network that adds nothing."""
    height, width = picture.shape[:2]
    return np.zeros((2 * height, 2 * width, 4), np.int8)


def edges(picture: Picture) -> NDArray[np.int8]:
    """A network that sees its neighbours: half of how much brighter a pixel is than the mean about it."""
    large = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC).astype(np.float32)
    return np.clip((large - cv2.blur(large, (9, 9))) / 2, -127, 127).astype(np.int8)


def test_what_is_added_to_nothing_is_cubic_interpolation() -> None:
    picture = spots()
    wanted = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC).astype(int)
    inside = np.s_[8:-8, 8:-8]
    assert np.abs(twice(picture, nothing, closes=False).astype(int) - wanted)[inside].max() <= 1


@pytest.mark.parametrize("columns", [1, 100, 511])
def test_a_strip_closes_on_itself_wherever_it_is_cut(columns: int) -> None:
    picture = spots()
    turned = twice(np.roll(picture, columns, 1), edges, closes=True)
    np.testing.assert_array_equal(turned, np.roll(twice(picture, edges, closes=True), 2 * columns, 1))


def test_colours_stay_premultiplied() -> None:
    large = twice(
        spots(), lambda picture: np.full((2 * len(picture), 2 * picture.shape[1], 4), 90, np.int8), closes=True
    )
    assert (large[..., :3] <= large[..., 3:]).all()


def test_only_what_is_shown_larger_is_enlarged() -> None:
    clip = clip_of(strip(), actors=(actor(square(), way=way(height=TALL)), actor(square(), way=way(height=-3.0))))
    large, same = enlarged(clip, 720, nothing), enlarged(clip, 240, nothing)
    assert large.scenery[0].picture.shape == (2 * STRIP_HEIGHT, 2 * STRIP_WIDTH, 4)
    assert [len(one.picture) for one in large.actors] == [2 * CANVAS, CANVAS]
    assert same.scenery[0].picture is clip.scenery[0].picture
    assert same.actors[0].picture is clip.actors[0].picture


def test_a_given_picture_and_who_was_cut_out_of_it_are_left_alone() -> None:
    who = replace(actor(square(), way=way(height=TALL)), waking=0.5)
    clip = clip_of(actors=(who,), first=np.zeros((72, 128, 3), np.uint8))
    assert enlarged(clip, 720, nothing).actors[0].picture is who.picture
