"""The small engine's own arithmetic; what its model draws is tested in tests/acceptance/test_shipped_model.py."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from video01.compositor import Compositor
from video01.engines.small import SmallEngine, _frames
from video01.errors import ModelUnavailable
from video01.layers import CAMERA, KEYS, LayeredClip, Look, Picture

PICTURE: Picture = np.random.default_rng(0).integers(0, 255, (48, 64, 3), np.uint8)


def test_missing_weights_are_told_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=str(tmp_path)):
        SmallEngine(tmp_path)


@pytest.mark.parametrize(("number", "lengths"), [(1, [1]), (5, [5]), (12, [5, 5, 2])])
def test_frames_come_a_few_at_a_time_from_first_to_last(number: int, lengths: list[int]) -> None:
    camera = np.zeros((KEYS, len(CAMERA)), np.float32)
    camera[:, CAMERA.index("zoom")] = np.linspace(1, 1.4, KEYS)
    clip = LayeredClip(horizon=0.5, scenery=(), actors=(), veil=None, look=Look(), camera=camera, first=PICTURE)
    compositor, timings = Compositor(clip, 64, 48), dict[str, float]()
    chunks = list(_frames(compositor, number, timings))
    assert [len(chunk) for chunk in chunks] == lengths
    np.testing.assert_array_equal(chunks[0][0], PICTURE)
    if number > 1:
        np.testing.assert_array_equal(chunks[-1][-1], compositor.frame(1.0, (number - 1) / 25))
    assert timings["composite"] > 0
