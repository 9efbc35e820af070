"""The small engine's own arithmetic; what its model draws is tested in tests/acceptance/test_shipped_model.py."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from video01.compositor import Compositor
from video01.engines.small import (
    SmallEngine,
    _begin_at_rest,
    _frames,
    _narrowed,
    _steep,
    _tidied,
    _unflatten,
    _wide_plate,
)
from video01.errors import ModelUnavailable
from video01.layers import CANVAS, INSTANTS, MAX_ACTORS, TRACKS, LayeredClip, Picture

PICTURE: Picture = np.random.default_rng(0).integers(0, 255, (12, 16, 3), np.uint8).repeat(16, 0).repeat(16, 1)
CAMERA = ("truck", "pedestal", "dolly", "pan_x", "pan_y")


def clip_of(**tracks: tuple[float, float]) -> LayeredClip:
    """PICTURE as the plate, before a camera whose tracks go from and to."""
    motion = np.zeros((INSTANTS, len(TRACKS)), np.float32)
    for name, ends in ({"zoom": (1.0, 1.0), "horizon": (0.6, 0.5)} | tracks).items():
        motion[:, TRACKS.index(name)] = np.linspace(*ends, INSTANTS)
    clear = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    return LayeredClip(
        plate=_wide_plate(PICTURE),
        plate_density=float(PICTURE.shape[0]),
        nearness=np.linspace(0, 1, 48, dtype=np.float32).reshape(8, 6),
        actors=(clear,) * MAX_ACTORS,
        veil=clear,
        motion=motion,
    )


def test_missing_weights_are_told_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=str(tmp_path)):
        SmallEngine(tmp_path)


@pytest.mark.parametrize("zoom", [(1.0, 1.6), (1.6, 1.0), (1.1, 1.1)])
def test_a_picture_is_the_first_frame_whatever_the_camera_does_later(zoom: tuple[float, float]) -> None:
    moving = clip_of(**dict.fromkeys(CAMERA, (0.1, -0.1)), zoom=zoom)
    compositor = Compositor(_begin_at_rest(moving), PICTURE.shape[1], PICTURE.shape[0])
    assert np.abs(compositor.frame(0.0).astype(int) - PICTURE).max() <= 1
    assert np.abs(compositor.frame(1.0).astype(int) - PICTURE).mean() > 5


def test_beginning_at_rest_keeps_the_way() -> None:
    clip = clip_of(pan_x=(0.3, -0.1), zoom=(1.2, 1.5))
    moved = _begin_at_rest(clip)
    assert moved.track("pan_x", 1.0) == pytest.approx(-0.4)
    assert moved.track("zoom", 1.0) == pytest.approx(1.5 / 1.2)
    assert clip.track("pan_x", 0.0) == pytest.approx(0.3), "the clip given is as it was"


def test_zooming_out_of_a_picture_ends_before_its_mirrored_edges_repeat() -> None:
    assert _begin_at_rest(clip_of(zoom=(2.0, 0.5))).track("zoom", 1.0) == pytest.approx(0.6)


def test_a_wide_plate_holds_the_picture_in_its_middle() -> None:
    wide = _wide_plate(PICTURE)
    assert wide.shape == (192 + 2 * 48, 256 + 2 * 48, 3)
    np.testing.assert_array_equal(wide[48:-48, 48:-48], PICTURE)


def test_actors_keep_within_a_narrow_frame() -> None:
    clip = clip_of(x0=(0.6, 0.6), xx0=(0.4, 0.4), yy0=(0.4, 0.4), y0=(0.7, 0.7))
    assert _narrowed(clip, 16 / 9) is clip
    upright = _narrowed(clip, 9 / 16)
    assert upright.track("x0", 0.5) == pytest.approx(0.6 * (9 / 16) / (5 / 3))
    assert upright.track("yy0", 0.5) == pytest.approx(0.4 * (9 / 16) / 1.05)
    assert upright.track("y0", 0.5) == pytest.approx(0.7)


def test_layers_come_back_from_one_flat_array() -> None:
    like = [np.zeros((1, 2, 3), np.float32), np.zeros((1, 4), np.float32)]
    parts = _unflatten(np.arange(10, dtype=np.float32)[None], like)
    assert [part.shape for part in parts] == [(1, 2, 3), (1, 4)]
    assert parts[1].tolist() == [[6, 7, 8, 9]]


def test_opacity_is_made_clear_or_opaque_at_its_ends() -> None:
    alpha = np.float32([0, 0.08, 0.5, 0.92, 1])
    np.testing.assert_allclose(_steep(alpha), [0, 0, 0.5, 1, 1], atol=1e-6)


def test_a_tremble_is_smoothed_and_a_steady_motion_is_not() -> None:
    steady = np.linspace(0, 1, INSTANTS, dtype=np.float32)[:, None].repeat(len(TRACKS), 1)
    tremble = np.where(np.arange(INSTANTS) % 2, 0.1, -0.1).astype(np.float32)[:, None].repeat(len(TRACKS), 1)
    np.testing.assert_allclose(_tidied(steady)[1:-1], steady[1:-1], atol=1e-6)
    assert np.abs(_tidied(tremble)[1:-1]).max() < 1e-6


def test_a_camera_that_hardly_moves_is_at_rest() -> None:
    motion = np.linspace(0, 0.03, INSTANTS, dtype=np.float32)[:, None].repeat(len(TRACKS), 1)
    tidied = _tidied(motion)
    assert np.ptp(tidied[:, TRACKS.index("pan_x")]) == 0
    assert np.ptp(tidied[:, TRACKS.index("x0")]) > 0.02


@pytest.mark.parametrize(("number", "lengths"), [(1, [1]), (5, [5]), (12, [5, 5, 2])])
def test_frames_come_a_few_at_a_time_from_first_to_last(number: int, lengths: list[int]) -> None:
    clip = replace(clip_of(pan_x=(0.2, -0.2)), nearness=np.zeros((1, 1), np.float32))
    compositor, timings = Compositor(clip, 64, 48), dict[str, float]()
    chunks = list(_frames(compositor, number, timings))
    assert [len(chunk) for chunk in chunks] == lengths
    np.testing.assert_array_equal(chunks[0][0], compositor.frame(0.0))
    if number > 1:
        np.testing.assert_array_equal(chunks[-1][-1], compositor.frame(1.0))
    assert timings["composite"] > 0
