"""Ways between the instants that they tell."""

from __future__ import annotations

import numpy as np
import pytest

from video01.compositing.ways import CameraWay, FigureWay
from video01.layers import CAMERA, KEYS, WAY, Array


def camera(**tracks: float | tuple[float, float]) -> Array:
    """The way of a camera at rest but for `tracks`, each a value or where it goes from and to."""
    return _keys(CAMERA, {"zoom": 1.0} | tracks)


def way(**tracks: float | tuple[float, float]) -> Array:
    """The way of a figure in the middle of the frame but for `tracks`."""
    return _keys(WAY, {"y": 0.5, "height": -1.0, "facing": 1.0, "opacity": 1.0} | tracks)


def _keys(names: tuple[str, ...], tracks: dict[str, float | tuple[float, float]]) -> Array:
    keys = np.zeros((KEYS, len(names)), np.float32)
    for name, value in tracks.items():
        ends = value if isinstance(value, tuple) else (value, value)
        keys[:, names.index(name)] = np.linspace(*ends, KEYS)
    return keys


@pytest.mark.parametrize("u", [0.0, 1.0, 0.5, 0.123, 1 / (KEYS - 1), 0.999])
def test_an_even_way_is_even_between_the_keys(u: float) -> None:
    assert CameraWay(camera(truck=(-0.5, 0.7))).at(u, 0.0).truck == pytest.approx(-0.5 + 1.2 * u, abs=1e-5)
    assert FigureWay(way(x=(0.0, 1.0))).at(u).x == pytest.approx(u, abs=1e-5)


@pytest.mark.parametrize(("u", "x"), [(-0.5, 0.2), (0.0, 0.2), (1.0, 0.9), (7.0, 0.9)])
def test_before_and_after_the_clip_it_rests(u: float, x: float) -> None:
    assert FigureWay(way(x=(0.2, 0.9))).at(u).x == pytest.approx(x)


def test_a_way_passes_its_keys_without_corners() -> None:
    keys = way()
    keys[:, 0] = np.sin(np.arange(KEYS))
    found = FigureWay(keys)
    for number in range(KEYS):
        assert found.at(number / (KEYS - 1)).x == pytest.approx(keys[number, 0], abs=1e-5)
    steps = np.diff([found.at(u).x for u in np.linspace(0, 1, 241)])
    assert np.abs(np.diff(steps)).max() < 0.012


def test_heights_are_told_as_powers_of_two() -> None:
    assert FigureWay(way(height=(-2.0, 0.0))).at(0.5).height == pytest.approx(0.5)


def test_what_is_no_number_is_bounded() -> None:
    keys = way()
    keys[3] = np.nan
    keys[5] = np.inf
    keys[7] = 1e9
    for u in np.linspace(0, 1, 50):
        pose = FigureWay(keys).at(u)
        assert np.isfinite([pose.x, pose.y, pose.height, pose.turn]).all()
        assert 0 <= pose.opacity <= 1
        assert pose.height < 3


def test_a_hand_held_camera_trembles_in_its_own_time() -> None:
    held = CameraWay(camera(shake=0.02))
    moved = [held.at(0.5, seconds).pan_x for seconds in np.linspace(0, 2, 40)]
    assert 0.005 < np.ptp(moved) < 0.08
    assert not held.rests
    assert CameraWay(camera()).rests


def test_who_goes_makes_haste() -> None:
    assert FigureWay(way()).haste(0.5) == 0
    assert FigureWay(way(x=(-0.5, 0.5))).haste(0.5) == 1
