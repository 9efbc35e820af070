"""What is nearly at rest comes to rest, and what moves goes on moving."""

from __future__ import annotations

import numpy as np
import pytest

from video01.layers import CAMERA, CANVAS, KEYS, WAY, Actor, Array, LayeredClip, Look
from video01.steady import steadied

CLEAR = np.zeros((CANVAS, CANVAS, 4), np.uint8)


def clip_of(camera: dict[str, Array], way: dict[str, Array]) -> LayeredClip:
    views, poses = np.zeros((KEYS, len(CAMERA)), np.float32), np.zeros((KEYS, len(WAY)), np.float32)
    views[:, CAMERA.index("zoom")] = 1
    for name, values in camera.items():
        views[:, CAMERA.index(name)] = values
    for name, values in way.items():
        poses[:, WAY.index(name)] = values
    actor = Actor(picture=CLEAR, way=poses)
    return LayeredClip(horizon=0.5, scenery=(), actors=(actor,), veil=None, look=Look(), camera=views)


def trembling(size: float, about: float = 0.0) -> Array:
    return np.asarray(about + size * np.sin(np.arange(KEYS) * 2.3), np.float32)


def test_a_camera_that_trembles_a_little_rests() -> None:
    camera = steadied(clip_of({"truck": trembling(0.02), "zoom": trembling(0.02, 1.0)}, {})).camera
    assert (camera[:, CAMERA.index("truck")] == 0).all()
    assert (camera[:, CAMERA.index("zoom")] == 1).all()


@pytest.mark.parametrize("name", ["truck", "pan_x", "pedestal", "pan_y", "dolly"])
def test_a_camera_that_moves_moves_as_before(name: str) -> None:
    way = np.linspace(-0.1, 0.1, KEYS, dtype=np.float32)
    before = clip_of({name: way}, {})
    np.testing.assert_array_equal(steadied(before).camera, before.camera)


def test_a_figure_that_stands_stands_upright_and_still() -> None:
    drawn = {"turn": trembling(0.03), "x": trembling(0.01, 0.3), "opacity": trembling(0.03, 0.97)}
    way = steadied(clip_of({}, drawn)).actors[0].way
    assert (way[:, WAY.index("turn")] == 0).all()
    assert np.ptp(way[:, WAY.index("x")]) == 0
    assert way[0, WAY.index("x")] == pytest.approx(0.3, abs=0.01)
    assert (way[:, WAY.index("opacity")] == 1).all()


def test_a_figure_that_swings_and_fades_does_so() -> None:
    drawn = {"turn": trembling(0.1), "opacity": np.linspace(0, 1, KEYS, dtype=np.float32)}
    way = steadied(clip_of({}, drawn)).actors[0].way
    np.testing.assert_allclose(way[:, WAY.index("turn")], drawn["turn"])
    assert way[:6, WAY.index("opacity")].tolist() == pytest.approx(drawn["opacity"][:6].tolist())


def test_a_figure_faces_one_way_or_the_other() -> None:
    way = steadied(clip_of({}, {"facing": np.float32([0.8] * 6 + [0.1] + [-0.7] * 6)})).actors[0].way
    facing = way[:, WAY.index("facing")]
    assert facing[:6].tolist() == [1] * 6
    assert facing[7:].tolist() == [-1] * 6


@pytest.mark.parametrize(("drawn", "shown"), [(0.1, 1), (-0.1, 1), (-0.4, -1), (0.9, 1)])
def test_a_figure_that_never_turns_is_seen_at_its_full_width(drawn: float, shown: int) -> None:
    way = steadied(clip_of({}, {"facing": trembling(0.08, drawn)})).actors[0].way
    assert (way[:, WAY.index("facing")] == shown).all()
