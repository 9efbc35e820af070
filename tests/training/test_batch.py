"""Frames drawn with torch: the same pictures as the compositor's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from tests.training.pictures import needs_pictures
from training.judge.film import drawing, drawn_together
from training.judge.metrics import psnr
from training.judge.shots import INSTANTS, drawn
from training.world.batch import Batch, draw
from training.world.scene import Scene, sample_scene
from training.world.stage import clip_of, plan
from video01.compositor import Compositor
from video01.facts import Facts, Figure
from video01.layers import KEYS, WAY, Actor, LayeredClip, Look, Scenery, Veil
from video01.vocabulary import CAMERAS, LIGHTS, LOOKS, WEATHERS

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
SIZE = (256, 160)  # width, height in pixels
MEAN, LEAST = 48.0, 42.0  # dB: of all clips on average, and of each of their frames
SHARES = np.array([0.0, 0.13, 0.37, 0.5, 0.81, 1.0])
FIGURES = (  # who shows which gait
    Figure(name="dog", actions=("moves right",)),
    Figure(name="bird", actions=("moves left",)),
    Figure(name="fish", actions=("circles",)),
    Figure(name="rabbit", actions=("jumps", "spins")),
    Figure(name="canoe", actions=("shakes",)),
    Figure(name="rocket", actions=("comes closer",)),
)


@pytest.fixture(scope="module")
def batch() -> Batch:
    return Batch(DEVICE)


def frames_of(clip: LayeredClip, size: tuple[int, int] = SIZE, shares: NDArray[np.float64] = SHARES) -> np.ndarray:
    """As the compositor draws them."""
    compositor = Compositor(clip, *size)
    return np.stack([compositor.frame(float(u), draw.DURATION * float(u)) for u in shares])


def likeness(batch: Batch, clip: LayeredClip, size: tuple[int, int] = SIZE) -> list[float]:
    """Of each frame, in dB."""
    other = batch.frames([clip], *size, SHARES)[0].cpu().numpy()
    return [psnr(one, two) for one, two in zip(frames_of(clip, size), other, strict=True)]


def varied() -> list[LayeredClip]:
    """Clips with every camera command, weather, look, light and gait."""
    clips = []
    for number, camera in enumerate(CAMERAS):
        weather = WEATHERS[number % len(WEATHERS)].name
        figures = (FIGURES[number % len(FIGURES)], FIGURES[(number + 1) % len(FIGURES)])
        facts = Facts(
            figures=figures,
            place=("lake", "meadow", "city", "ocean")[number % 4],
            light=LIGHTS[number % len(LIGHTS)].name,
            weather=weather,
            look=LOOKS[number % len(LOOKS)].name,
            camera=((camera.name,), ("Zoom in", "Shake")) if number % 3 == 0 else ((camera.name,),),
        )
        clips.append(clip_of(plan(Scene(facts=facts, layout=number))))
    return clips


@needs_pictures
@pytest.mark.timeout(600)
def test_both_paths_show_the_same_pictures(batch: Batch) -> None:
    clips = varied()
    assert {bool(actor.swim) for clip in clips for actor in clip.actors} == {True, False}
    found = [likeness(batch, clip) for clip in clips]
    assert np.mean(found) > MEAN
    assert np.min(found) > LEAST, [round(min(one), 1) for one in found]


@needs_pictures
def test_nothing_is_left_on_the_processor() -> None:
    """The device `meta` only knows shapes, but minds where things are, as a GPU does."""
    frames = Batch("meta").frames(varied()[:8], *SIZE, SHARES)
    assert frames.device.type == "meta"
    assert frames.shape == (8, len(SHARES), 160, 256, 3)


@needs_pictures
def test_clips_that_are_drawn_together_are_those_drawn_alone(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    clips = [clip_of(plan(sample_scene(seed))) for seed in (3, 4)]
    alone = torch.cat([batch.frames([clip], 96, 54, SHARES) for clip in clips])
    assert torch.equal(batch.frames(clips, 96, 54, SHARES), alone)
    monkeypatch.setitem(draw.AT_ONCE, DEVICE, 96 * 54)  # one instant after another, with no room for pictures
    apart = Batch(DEVICE, room=1).frames(clips, 96, 54, SHARES)
    assert (apart.int() - alone.int()).abs().max() <= 1


@needs_pictures
def test_the_judge_can_be_filmed_with_either() -> None:
    clips = [clip_of(plan(sample_scene(5)))]
    (one,), (other,) = drawing("cpu")(clips), drawn_together(Batch(DEVICE), clips)
    assert one.shape == other.shape == (INSTANTS, 144, 256, 3)
    assert np.array_equal(one, drawn(clips[0]))
    assert psnr(one, other) > MEAN


def strip(rows: int = 320, columns: int = 1024, **kind: object) -> Scenery:
    """A strip of stripes, clear above its middle."""
    picture = np.zeros((rows, columns, 4), np.uint8)
    picture[rows // 2 :, :, 3] = 255
    picture[rows // 2 :, ::64, :3] = 200
    picture[rows * 3 // 4 :, :, 1] = 120
    given = {"layer": "mid", "top": 0.1, "bottom": 1.05, "nearness": 0.5} | kind
    return Scenery(picture=picture, **given)  # type: ignore[arg-type]


def clip(**parts: object) -> LayeredClip:
    """An empty clip with some parts."""
    given = {"horizon": 0.5, "scenery": (), "actors": (), "veil": None, "look": Look(), "camera": resting()}
    return LayeredClip(**(given | parts))  # type: ignore[arg-type]


def resting() -> NDArray[np.float32]:
    camera = np.zeros((KEYS, 7), np.float32)
    camera[:, 5] = 1
    return camera


def disc(**gait: float) -> Actor:
    """A disc that goes from left to right."""
    y, x = np.mgrid[:256, :256]
    alpha = np.where((x - 128) ** 2 + (y - 150) ** 2 < 100**2, 255, 0).astype(np.uint8)
    way = np.zeros((KEYS, len(WAY)), np.float32)
    way[:, :3] = np.stack([np.linspace(-0.6, 0.6, KEYS), np.full(KEYS, 0.7), np.linspace(-2.5, -0.5, KEYS)], 1)
    way[:, WAY.index("facing")], way[:, WAY.index("opacity")] = np.linspace(1, -1, KEYS), 1
    picture = np.stack([alpha // 2, alpha * (x > 128), alpha, alpha], -1).astype(np.uint8)
    return Actor(picture=picture, way=way, **gait)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["drift", "sway", "ripple", "glow", "opacity", "mirrored", "near", "ground"])
def test_strips(batch: Batch, kind: str) -> None:
    given = {"near": {"nearness": 1.4}, "ground": {"layer": "ground", "nearness": 1.0}, "mirrored": {"mirrored": True}}
    camera = resting()
    camera[:, 0], camera[:, 2] = np.linspace(-0.2, 0.3, KEYS), np.linspace(-0.1, 0.3, KEYS)
    behind = strip(layer="far", nearness=0.2, gain=(0.5, 1.2, 0.9), lift=(0.1, 0.0, 0.2))
    both = (behind, strip(**given.get(kind, {kind: 0.5})))
    assert min(likeness(batch, clip(scenery=both, camera=camera))) > 38  # stripes a pixel wide
    assert min(likeness(batch, clip(scenery=both))) > 38


@pytest.mark.parametrize("gait", ["still", "step", "flap", "swim", "bob", "shadow"])
def test_figures(batch: Batch, gait: str) -> None:
    actor = disc() if gait == "still" else disc(**{gait: 1.0})
    hopping = actor.way.copy()
    hopping[:, WAY.index("hop")], hopping[:, WAY.index("tremble")] = 0.1, 0.02
    hopping[:, WAY.index("turn")], hopping[:, WAY.index("opacity")] = np.linspace(0, 2, KEYS), np.linspace(0, 1, KEYS)
    other = replace(actor, way=hopping, squash=1.0, colour=np.array([[0, 1, 0, 0.1]] * 3, np.float32))
    ground = strip(layer="ground", nearness=1.0)
    assert min(likeness(batch, clip(scenery=(ground,), actors=(actor, other)))) > 38


@pytest.mark.parametrize("slide", [0.05, 1.3])
def test_weather(batch: Batch, slide: float) -> None:
    picture = np.zeros((256, 256, 4), np.uint8)
    picture[::8, ::8] = 255
    veil = Veil(picture=picture, slide_x=slide, slide_y=0.3 * slide, opacity=0.8, flash=1.0)
    assert min(likeness(batch, clip(scenery=(strip(),), veil=veil))) > 40


def test_looks(batch: Batch) -> None:
    colour = np.array([[0.5, 0.3, 0.2, 0.1], [0, 1.3, 0, -0.1], [0, 0, 1, 0]], np.float32)
    look = Look(colour=colour, vignette=0.6, grain=0.5, bloom=1.0, paper=0.5)
    assert min(likeness(batch, clip(scenery=(strip(),), look=look))) > 40
    assert min(likeness(batch, clip(scenery=(strip(),), look=look), (161, 93))) > 35  # no multiple of eight


def test_an_empty_clip_is_black(batch: Batch) -> None:
    assert not batch.frames([clip()], 32, 18, SHARES).any()


def test_given_pictures_are_refused(batch: Batch) -> None:
    given = replace(clip(), first=np.zeros((18, 32, 3), np.uint8))
    with pytest.raises(ValueError, match=r"without a given first or last picture, got some at \[1\]"):
        batch.frames([clip(), given], 32, 18, SHARES)
