"""Scenes, captions and pictures of the storybook world."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from training.world import assets
from training.world.caption import all_facts, canonical_caption, caption
from training.world.render import render, render_with_mask
from training.world.scene import Actor, Scene, is_held_out, sample_scene
from video01.vocabulary import CAMERAS, LIGHTS, PLACES, SUBJECTS, WEATHERS, Word, find


def _has_pictures() -> bool:
    try:
        assets.find_tarball()
    except assets.AssetError:
        return False
    return True


# Only a missing npm, or no network, leaves the pictures out; a damaged tarball fails below.
needs_pictures = pytest.mark.skipif(
    not (Path(os.environ.get("VIDEO01_ASSETS", "training/assets")).exists() and _has_pictures()),
    reason="the pictures are not here: see training/world/assets.py",
)


def scene_of(**facts: object) -> Scene:
    """A dog in a meadow, with other facts at will."""
    given: dict[str, object] = {
        "subjects": ("dog",),
        "relation": None,
        "place": "meadow",
        "light": "day",
        "weather": "clear",
        "action": "stays still",
        "camera": ("Static shot",),
        "look": "natural",
        "layout": 3,
    } | facts
    names = given.pop("subjects")
    assert isinstance(names, tuple)
    actors = tuple(Actor(name=name, codepoint=find(SUBJECTS, name).codepoint) for name in names)
    return Scene(subjects=actors, **given)  # type: ignore[arg-type]


def test_scenes_are_deterministic_by_seed() -> None:
    assert [sample_scene(seed) for seed in range(50)] == [sample_scene(seed) for seed in range(50)]
    assert len({sample_scene(seed) for seed in range(50)}) == 50


def test_held_out_rule() -> None:
    assert not any(is_held_out(sample_scene(seed)) for seed in range(300))
    assert all(is_held_out(sample_scene(seed, held_out=True)) for seed in range(50))
    share = np.mean([is_held_out(sample_scene(seed, held_out=None)) for seed in range(1500)])
    assert 0.06 < share < 0.16


def test_the_held_out_coin_is_the_same_everywhere() -> None:
    pairs = [is_held_out(scene_of(subjects=(subject.name,), place="city")) for subject in SUBJECTS]
    assert sum(pairs) == 23


def test_scenes_make_sense() -> None:
    for seed in range(800):
        scene = sample_scene(seed, held_out=None)
        assert (scene.relation is None) == (len(scene.subjects) == 1)
        assert (scene.light is None) == (scene.place == "space")
        assert (scene.weather is None) == (scene.place in ("space", "underwater"))
        assert not (scene.place == "desert" and scene.weather in ("rain", "snow"))
        assert scene.relation != "chasing" or scene.action.startswith("moves")
        assert "Tracking shot" not in scene.camera or scene.action.startswith("moves")
        assert 1 <= len(scene.camera) <= 2


def test_most_scenes_are_simple() -> None:
    scenes = [sample_scene(seed) for seed in range(1000)]
    assert 0.68 < np.mean([len(scene.subjects) == 1 for scene in scenes]) < 0.82
    assert np.mean([len(scene.camera) == 1 for scene in scenes]) > 0.75
    assert np.mean([scene.look == "natural" for scene in scenes]) > 0.75


def test_every_fact_occurs() -> None:
    scenes = [sample_scene(seed) for seed in range(4000)]
    assert {actor.name for scene in scenes for actor in scene.subjects} == {subject.name for subject in SUBJECTS}
    assert {name for scene in scenes for name in scene.camera} == {camera.name for camera in CAMERAS}


def test_captions_are_deterministic_and_varied() -> None:
    scene = sample_scene(5)
    texts = [caption(scene, seed) for seed in range(200)]
    assert texts == [caption(scene, seed) for seed in range(200)]
    assert len(set(texts)) > 120
    assert min(len(text.split()) for text in texts) <= 5
    assert max(len(text.split()) for text in texts) >= 16


def test_about_a_third_of_the_captions_are_canonical() -> None:
    names = [sample_scene(seed).subjects[0].name for seed in range(600)]
    form = re.compile(r"an? [a-z -]+(, [a-z ]+)*\.( \[[A-Za-z ,]+\])?$")
    share = np.mean([bool(form.match(caption(sample_scene(seed), seed))) for seed in range(len(names))])
    assert 0.25 < share < 0.5


ABSENT: list[tuple[str, tuple[Word, ...]]] = [("light", LIGHTS), ("weather", WEATHERS), ("place", PLACES)]


@pytest.mark.parametrize(("kind", "words"), ABSENT, ids=[kind for kind, _ in ABSENT])
def test_captions_never_name_absent_facts(kind: str, words: tuple[Word, ...]) -> None:
    for seed in range(600):
        scene = sample_scene(seed)
        text = _without_nouns(caption(scene, seed, held_out=seed % 5 == 0), scene)
        for word in words:
            if word.name != getattr(scene, kind) and word.name not in ("space", "clear"):
                assert not re.search(rf"\b{word.name}\b", text), (word.name, scene, text)


def _without_nouns(text: str, scene: Scene) -> str:
    """The caption without subjects' names and the idioms that hold a fact's word but do not state it."""
    text = text.lower()
    nouns = [n for actor in scene.subjects for n in (actor.name, *find(SUBJECTS, actor.name).synonyms)]
    idioms = ["on a moonlit night", "under a clear sky", "clear sky", "city skyline", "night sky", "snow falls"]
    idioms += [
        "sea of clouds",
        "during the day",
        "rainforest",
        "tropical forest",
        "palm jungle",
        "deep sea",
        "sandy desert",
    ]
    idioms += [s for place in PLACES for s in place.synonyms if place.name == scene.place]
    idioms += [s for light in LIGHTS for s in light.synonyms if light.name == scene.light]
    for phrase in sorted(nouns + idioms, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(phrase)}\b", " ", text)
    return text


def test_camera_brackets_name_the_scene_s_commands() -> None:
    for seed in range(300):
        scene = sample_scene(seed)
        for bracket in re.findall(r"\[(.+?)\]", caption(scene, seed)):
            assert {name.lower() for name in bracket.split(",")} == {name.lower() for name in scene.camera}


def test_canonical_caption_tells_every_fact_once() -> None:
    for seed in range(200):
        scene = sample_scene(seed)
        text, facts = canonical_caption(scene), all_facts(scene)
        told = [*facts.subjects, facts.relation, facts.action, facts.place, facts.light, facts.weather, *facts.camera]
        assert all(fact in text for fact in told if fact)
        assert text.endswith("]")


@needs_pictures
def test_every_subject_has_a_picture() -> None:
    for subject in SUBJECTS:
        picture = assets.sprite(subject.codepoint)
        assert picture.shape == (256, 256, 4)
        assert (picture[..., 3] > 200).mean() > 0.08, subject.name


@needs_pictures
def test_an_unknown_code_point_is_refused() -> None:
    with pytest.raises(assets.AssetError, match="expected"):
        assets.sprite("ffff")


def test_a_damaged_tarball_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / assets.TARBALL
    damaged.write_bytes(b"not a tarball")
    with pytest.raises(assets.AssetError, match="sha512"):
        assets.verify(damaged)


@needs_pictures
@pytest.mark.parametrize(("width", "height"), [(320, 192), (108, 192), (128, 128), (640, 360)])
def test_any_size(width: int, height: int) -> None:
    frames = render(scene_of(camera=("Truck left",)), width=width, height=height, num_frames=3)
    assert frames.shape == (3, height, width, 3)
    assert frames.dtype == np.uint8


@needs_pictures
def test_rendering_is_deterministic_and_single_frames_agree_with_the_clip() -> None:
    scene = scene_of(camera=("Pan left",), weather="rain", action="jumps")
    clip = render(scene, num_frames=5, duration=8.0)
    assert np.array_equal(clip, render(scene, num_frames=5, duration=8.0))
    alone = render(scene, times=[4.0], duration=8.0)
    assert np.abs(alone[0].astype(int) - clip[2]).mean() < 1.0


@needs_pictures
@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_every_place_is_drawn_to_its_edges(place: str) -> None:
    bare = place in ("space", "underwater")
    scene = scene_of(
        place=place,
        light=None if place == "space" else "day",
        weather=None if bare else "clear",
        camera=("Truck right", "Tilt up"),
    )
    frames = render(scene, num_frames=3)
    for edge in (frames[:, :2], frames[:, -2:], frames[:, :, :2], frames[:, :, -2:]):
        assert not (edge.max(-1) == 0).any()


@needs_pictures
def test_the_mask_follows_the_action() -> None:
    def middle(scene: Scene) -> list[float]:
        _, masks = render_with_mask(scene, num_frames=3)
        return [float(np.average(np.arange(320), weights=mask.sum(0))) for mask in masks]

    left, right = middle(scene_of(action="moves left")), middle(scene_of(action="moves right"))
    assert left[0] - left[2] > 150
    assert right[2] - right[0] > 150


@needs_pictures
def test_coming_closer_grows_and_going_away_shrinks() -> None:
    def areas(action: str) -> list[float]:
        return [float(mask.mean()) for mask in render_with_mask(scene_of(action=action), num_frames=2)[1]]

    assert areas("comes closer")[1] > 20 * areas("comes closer")[0] > 0
    assert areas("goes away")[0] > 20 * areas("goes away")[1] > 0


@needs_pictures
def test_side_views_face_the_way_they_move() -> None:
    """The dog's picture looks left, so moving right mirrors it."""
    static = {"action": "moves left", "layout": 8}
    left = render_with_mask(scene_of(**static), times=[3.0])[1][0]
    right = render_with_mask(scene_of(**(static | {"action": "moves right"})), times=[3.0])[1][0]
    columns = [np.nonzero(mask.max(0))[0] for mask in (left, right)]
    shapes = [mask[:, c[0] : c[-1] + 1].astype(float) for mask, c in zip((left, right), columns, strict=True)]
    width = min(shape.shape[1] for shape in shapes)
    same = np.abs(shapes[0][:, :width] - shapes[1][:, :width]).mean()
    mirrored = np.abs(shapes[0][:, :width] - shapes[1][:, ::-1][:, :width]).mean()
    assert mirrored < 0.5 * same


@needs_pictures
def test_night_is_darker_and_noir_is_grey() -> None:
    day, night = (render(scene_of(light=light), times=[0.0]).mean() for light in ("day", "night"))
    assert night < 0.55 * day
    noir = render(scene_of(look="film noir"), times=[0.0])[0]
    assert np.abs(noir[..., 0].astype(int) - noir[..., 2]).max() <= 1


@needs_pictures
def test_contact_sheet_command(tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    command = [sys.executable, "-m", "training.world", "sheet", "--out", str(out), "--count", "2"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(["src", "."])}
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2], env=environment)
    assert out.stat().st_size > 50_000
