"""Clips as numbers and back, and the memory of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from video01 import memory
from video01.layers import (
    CAMERA,
    KEYS,
    PERIOD,
    STRIP_HEIGHT,
    STRIP_WIDTH,
    WAY,
    Actor,
    Array,
    LayeredClip,
    Look,
    Scenery,
)
from video01.layers import Veil as VeilLayer
from video01.tokens import CODE, STAND, TOKENS, WIDTH, decode, encode

PICTURES = ("sky", "mid", "lights", "ground", "dog", "rain")
CODES = {
    name: np.random.default_rng(number).standard_normal(CODE).astype(np.float32) for number, name in enumerate(PICTURES)
}
DYE = np.float32([[0.3, 0.6, 0.1, 0], [0, 0, 0, 0.1], [0, 0, 0, 0]])


@dataclass(frozen=True, kw_only=True)
class Known:
    number: int
    picture: str
    stand: Array


def recall(kind: str, code: Array, beside: int | None = None) -> Known:
    number = int(np.argmax([CODES[name] @ code for name in PICTURES]))
    return Known(number=number, picture=PICTURES[number], stand=np.arange(8, dtype=np.float32) / 10 + number)


def strip(layer: str, **about: object) -> Scenery:
    return Scenery(layer=layer, picture=layer, top=0, bottom=1, nearness=0, **about)  # type: ignore[arg-type]


@pytest.fixture
def clip() -> LayeredClip:
    rng = np.random.default_rng(1)
    way = rng.standard_normal((KEYS, len(WAY))).astype(np.float32)
    dog = Actor(picture="dog", way=way, colour=DYE, step=0.7, rate=1.5)  # type: ignore[arg-type]
    return LayeredClip(
        horizon=0.5,
        scenery=(
            strip("sky", shift=0.3, gain=(0.5, 0.6, 0.7)),
            strip("mid", shift=2.2, mirrored=True),
            strip("lights", shift=1.0, opacity=0.4),
        ),
        actors=(dog,),
        veil=VeilLayer(picture="rain", opacity=0.8, slide_y=1.7, flash=0.5),  # type: ignore[arg-type]
        look=Look(vignette=0.4),
        camera=rng.standard_normal((KEYS, len(CAMERA))).astype(np.float32),
    )


def test_a_clip_comes_back_from_its_tokens(clip: LayeredClip) -> None:
    values, told = encode(clip, lambda name: CODES[name])
    assert values.shape == told.shape == (len(TOKENS), WIDTH)
    back = decode(values, recall)  # type: ignore[arg-type]
    np.testing.assert_allclose(back.camera, clip.camera, atol=1e-6)
    assert [found.layer for found in back.scenery] == ["sky", "mid", "lights"]
    sky, mid, lights = back.scenery
    assert (sky.picture, sky.shift, sky.mirrored) == ("sky", pytest.approx(0.3, abs=1e-5), False)
    assert sky.gain == pytest.approx((0.5, 0.6, 0.7))
    assert (mid.shift, mid.mirrored) == (pytest.approx(2.2, abs=1e-5), True)
    assert lights.opacity == pytest.approx(0.4)
    (dog,) = back.actors
    np.testing.assert_allclose(dog.way, clip.actors[0].way, atol=1e-6)
    np.testing.assert_allclose(dog.colour, DYE, atol=1e-6)
    assert (dog.picture, dog.step, dog.rate) == ("dog", pytest.approx(0.7), pytest.approx(1.5))
    assert back.veil is not None
    assert (back.veil.picture, back.veil.slide_y, back.veil.flash) == ("rain", pytest.approx(1.7), pytest.approx(0.5))
    assert (back.look.vignette, back.look.colour) == (pytest.approx(0.4), None)


def test_how_a_strip_stands_is_remembered_with_its_picture(clip: LayeredClip) -> None:
    values, _ = encode(clip, lambda name: CODES[name])
    sky = decode(values, recall).scenery[0]  # type: ignore[arg-type]
    told = dict(zip(STAND, (np.arange(8) / 10).tolist(), strict=True))
    assert (sky.top, sky.bottom, sky.glow) == tuple(pytest.approx(told[name]) for name in ("top", "bottom", "glow"))


def test_what_glows_stands_where_the_houses_stand(clip: LayeredClip) -> None:
    values, _ = encode(clip, lambda name: CODES[name])
    _, mid, lights = decode(values, recall).scenery  # type: ignore[arg-type]
    assert (lights.shift, lights.mirrored) == (mid.shift, mid.mirrored)


def test_numbers_of_what_is_not_there_mean_nothing(clip: LayeredClip) -> None:
    _, told = encode(clip, lambda name: CODES[name])
    named = dict(zip(TOKENS, told, strict=True))
    assert named["actor1"].sum() == 1, "only that nobody is there"
    assert named["way1"].sum() == 0
    assert named["ground"].sum() == 1


def test_a_code_that_is_a_little_off_still_finds_its_picture(clip: LayeredClip) -> None:
    values, told = encode(clip, lambda name: CODES[name])
    noise = 0.4 * np.random.default_rng(2).standard_normal(values.shape).astype(np.float32)
    names = [found.picture for found in decode(values + noise * told * (values != 1), recall).scenery]  # type: ignore[arg-type]
    assert names == ["sky", "mid", "lights"]


@pytest.fixture
def remembered(tmp_path: Path) -> Path:
    """Three canvases and four strips of noise, with codes along the axes."""
    rng = np.random.default_rng(0)
    pictures = {
        "canvas": rng.integers(0, 128, (3, 32, 32, 4), np.uint8),
        "strip": rng.integers(0, 128, (4, 16, 48, 4), np.uint8),
    }
    for stored in pictures.values():
        stored[..., 3] = 255
    about = {
        kind: {
            "codes": np.eye(len(stored), CODE, dtype=np.float32),
            "stands": np.arange(8 * len(stored), dtype=np.float32).reshape(-1, 8),
            "groups": np.array([0, 0, 1, -1][: len(stored)]),
        }
        for kind, stored in pictures.items()
    }
    memory.write(tmp_path, pictures, np.eye(1024, dtype=np.float32), about)
    np.savez(tmp_path / "truth.npz", **pictures)
    return tmp_path


def test_a_picture_is_recalled_by_its_code(remembered: Path) -> None:
    known = memory.Memory(remembered)
    code = np.zeros(CODE, np.float32)
    code[[1, 2]] = 0.9, 0.2
    found = known.recall("strip", code)
    assert found.number == 1
    truth = np.load(remembered / "truth.npz")["strip"][1]
    assert found.picture.shape == truth.shape
    assert np.abs(found.picture.astype(int) - truth).max() <= 255 * memory.STEP / 2 + 1
    assert found.stand.tolist() == list(range(8, 16))


def test_beside_another_picture_its_own_group_is_preferred(remembered: Path) -> None:
    known = memory.Memory(remembered)
    code = np.zeros(CODE, np.float32)
    code[[1, 2]] = 0.2, 0.9
    assert known.recall("strip", code).number == 2
    assert known.recall("strip", code, beside=0).number == 1
    assert known.recall("strip", code, beside=2).number == 2, "nobody else is in its group"
    assert known.recall("strip", code, beside=3).number == 2, "it is in no group"


def test_a_strip_repeats_after_a_period() -> None:
    assert PERIOD * STRIP_HEIGHT / STRIP_WIDTH < 1, "a strip's pixels are about as wide as high"


def test_ways_are_told_slow_cosines_first() -> None:
    camera = np.zeros((KEYS, len(CAMERA)), np.float32)
    camera[:, CAMERA.index("zoom")] = 1.5
    camera[:, CAMERA.index("truck")] = np.linspace(0, 1, KEYS)
    clip = LayeredClip(horizon=0.5, scenery=(), actors=(), veil=None, look=Look(), camera=camera)
    told = encode(clip, CODES.__getitem__)[0][0, : camera.size].reshape(camera.shape)
    zoom, truck = told[:, CAMERA.index("zoom")], np.abs(told[:, CAMERA.index("truck")])
    assert zoom[0] == pytest.approx(1.5 * KEYS**0.5)
    np.testing.assert_allclose(zoom[1:], 0, atol=1e-6)
    assert truck[1] > 5 * truck[2:].max()
