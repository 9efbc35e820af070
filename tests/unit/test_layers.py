"""Motion between its instants."""

from __future__ import annotations

import numpy as np
import pytest

from video01.layers import CANVAS, INSTANTS, TRACKS, LayeredClip


@pytest.fixture
def clip() -> LayeredClip:
    """Each track climbs by its own number from the first instant to the last."""
    climb = np.linspace(0, 1, INSTANTS, dtype=np.float32)
    return LayeredClip(
        plate=np.zeros((8, 8, 3), np.uint8),
        plate_density=8.0,
        nearness=np.zeros((1, 1), np.float32),
        actors=(),
        veil=np.zeros((CANVAS, CANVAS, 4), np.uint8),
        motion=climb[:, None] * np.arange(len(TRACKS), dtype=np.float32),
    )


@pytest.mark.parametrize("u", [0.0, 1.0, 0.5, 0.123, 1 / (INSTANTS - 1), 0.999])
def test_a_moment_lies_between_its_neighbours(clip: LayeredClip, u: float) -> None:
    np.testing.assert_allclose(clip.at(u), u * np.arange(len(TRACKS)), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(("u", "row"), [(-0.5, 0), (0.0, 0), (1.0, -1), (7.0, -1)])
def test_before_and_after_the_clip_it_rests(clip: LayeredClip, u: float, row: int) -> None:
    np.testing.assert_array_equal(clip.at(u), clip.motion[row])


def test_a_track_has_a_name(clip: LayeredClip) -> None:
    assert clip.track("truck", 0.5) == 0
    assert clip.track("zoom", 0.5) == pytest.approx(TRACKS.index("zoom") / 2)
    assert len(set(TRACKS)) == len(TRACKS)
