"""Pictures that are not of the world, and how their camera is read."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.given_pictures import measured, ways
from training.world.elsewhere import KINDS, picture
from training.world.elsewhere.photographs import photographs


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_known_by_kind_seed_and_size(kind: str) -> None:
    one = picture(kind, 3, 96, 54)
    assert one.shape == (54, 96, 3)
    assert one.dtype == np.uint8
    assert np.array_equal(one, picture(kind, 3, 96, 54))
    assert not np.array_equal(one, picture(kind, 4, 96, 54))
    assert one.std() > 3  # something is on it
    assert picture(kind, 3, 64, 100).shape == (100, 64, 3)


def test_photographs_are_large_enough_to_be_taken(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "chelsea.png"), np.full((300, 451, 3), (1, 2, 3), np.uint8))
    cv2.imwrite(str(tmp_path / "somebody.png"), np.zeros((400, 400, 3), np.uint8))
    (found,) = photographs(tmp_path).items()
    assert found[0] == "chelsea"
    assert found[1].shape == (360, 541, 3)
    assert found[1][0, 0].tolist() == [3, 2, 1]


def test_a_pan_and_a_truck_move_the_picture_alike() -> None:
    assert ways(("Pan left", "Zoom in")) == ways(("Push in", "Truck left"))
    assert ways(("Pan left",)) != ways(("Pan right",))
    assert ways(("Shake",)) != ways(("Static shot",))


def test_what_a_picture_does_is_measured() -> None:
    wide = picture("scraps", 1, 400, 144)
    frames = np.stack([wide[:, 4 * at : 4 * at + 256] for at in range(16)])
    assert measured(frames, (("Pan right",),)) is True
    assert measured(frames, (("Pan left",),)) is False
    assert measured(frames, (("Static shot",),)) is False
    assert measured(frames[:1].repeat(16, 0), (("Static shot",),)) is True
    there = np.concatenate([frames[::2], frames[::-2]])
    assert measured(there, (("Pan right",), ("Pan left",))) is True
    assert measured(frames, (("Shake",),)) is None
