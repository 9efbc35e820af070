"""Scenes, captions, choreography and pictures of the training world."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.training.pictures import needs_pictures
from training.world import __main__ as commands
from training.world import assets, stage
from training.world.camera import camera_way
from training.world.caption import canonical_caption, caption, write
from training.world.caption_words import AIR, STYLE, WHEN, WHERE
from training.world.figures import canvas_of
from training.world.paint import sheet as sheets
from training.world.paint.place import Place, Strip
from training.world.scene import Scene, is_held_out, sample_scene
from training.world.stage import all_keys, clip_of, picture_of, place_of, plan
from video01.compositor import Compositor
from video01.facts import Facts, Figure, canonical
from video01.layers import CAMERA, CANVAS, KEYS, SCENERY, STRIP_HEIGHT, STRIP_WIDTH, WAY, Actor, Array, Picture
from video01.prompt.caption import read_caption
from video01.vocabulary import (
    ACTIONS,
    CAMERAS,
    COLOURS,
    LIGHTS,
    LOOKS,
    PLACES,
    RELATIONS,
    SIZES,
    SUBJECTS,
    WEATHERS,
    Word,
    find,
)

PLACE_NAMES = [place.name for place in PLACES]


def scene_of(*figures: Figure, layout: int = 3, **facts: object) -> Scene:
    """Somebody in a meadow by day, with other facts at will."""
    given = {"place": "meadow", "light": "day", "weather": "clear", "look": "natural", "camera": (("Static shot",),)}
    return Scene(facts=Facts(figures=figures, **(given | facts)), layout=layout)  # type: ignore[arg-type]


def brackets(text: str) -> set[str]:
    """The camera's commands in brackets, in lower case, a phase each."""
    return set(re.findall(r"\[(.+?)\]", text.lower()))


# Scenes


def test_scenes_are_deterministic_by_seed() -> None:
    assert [sample_scene(seed) for seed in range(50)] == [sample_scene(seed) for seed in range(50)]
    assert len({sample_scene(seed) for seed in range(50)}) == 50


def test_what_is_held_out_is_never_trained_on() -> None:
    assert not any(is_held_out(sample_scene(seed)) for seed in range(500))
    assert all(is_held_out(sample_scene(seed, held_out=True)) for seed in range(50))
    share = np.mean([is_held_out(sample_scene(seed, held_out=None)) for seed in range(1500)])
    assert 0.1 < share < 0.2


def test_the_held_out_coin_is_the_same_everywhere() -> None:
    places = sum(is_held_out(scene_of(Figure(name=subject.name), place="city")) for subject in SUBJECTS)
    actions = sum(is_held_out(scene_of(Figure(name="dog", actions=(action.name,)), place="")) for action in ACTIONS)
    assert (places, actions) == (28, 2)


def test_scenes_make_sense() -> None:
    for seed in range(1500):
        facts = sample_scene(seed, held_out=None).facts
        assert (facts.light is None) == (facts.place in ("space", "cave"))
        assert (facts.weather is None) == (facts.place in ("space", "cave", "room", "underwater"))
        assert len(facts.figures) <= 3
        assert [figure.relation is None for figure in facts.figures] == [True, False, False][: len(facts.figures)]
        for figure in facts.figures:
            assert 1 <= len(figure.actions) <= 2
            assert len({*figure.actions}) == len(figure.actions)
            assert not (figure.colour and {*figure.name.split()} & {colour.name for colour in COLOURS} - {"orange"})


def test_relations_and_actions_of_scenes_go_together() -> None:
    for seed in range(1500):
        figures = sample_scene(seed, held_out=None).facts.figures
        relations = [figure.relation for figure in figures[1:]]
        assert len({*relations}) == len(relations)
        if "chasing" in relations:
            assert not {"left of", "right of"} & {*relations}
            assert all(action.startswith("moves") for figure in figures for action in figure.actions)
        stacked = [figure for figure in figures[1:] if figure.relation in ("above", "below")]
        for figure in (*figures[:1], *stacked) if stacked else ():
            assert not {"rises", "falls", "comes closer", "goes away"} & {*figure.actions}


def test_cameras_of_scenes_can_be_filmed() -> None:
    for seed in range(1500):
        facts = sample_scene(seed, held_out=None).facts
        actions = {action for figure in facts.figures for action in figure.actions}
        assert 1 <= len(facts.camera) <= 2
        assert len({*facts.camera}) == len(facts.camera)
        for phase in facts.camera:
            assert 1 <= len({*phase}) == len(phase) <= 3
            assert not {"Static shot", "Tracking shot"} & {*phase} or len(phase) == 1
            assert "Tracking shot" not in phase or {"moves left", "moves right"} & actions


def test_most_scenes_are_simple() -> None:
    found = [sample_scene(seed).facts for seed in range(1500)]
    assert 0.55 < np.mean([len(facts.figures) == 1 for facts in found]) < 0.7
    assert 0.01 < np.mean([not facts.figures for facts in found]) < 0.05
    assert np.mean([len(facts.camera) == 1 for facts in found]) > 0.8
    assert 0.65 < np.mean([facts.look == "natural" for facts in found]) < 0.85


def test_every_fact_occurs() -> None:
    found = [sample_scene(seed).facts for seed in range(8000)]
    figures = [figure for facts in found for figure in facts.figures]
    occurring: list[tuple[set[str | None], tuple[Word, ...]]] = [
        ({figure.name for figure in figures}, SUBJECTS),
        ({figure.size for figure in figures}, SIZES),
        ({figure.colour for figure in figures}, COLOURS),
        ({action for figure in figures for action in figure.actions}, ACTIONS),
        ({figure.relation for figure in figures}, RELATIONS),
        ({facts.place for facts in found}, PLACES),
        ({facts.light for facts in found}, LIGHTS),
        ({facts.weather for facts in found}, WEATHERS),
        ({facts.look for facts in found}, LOOKS),
        ({command for facts in found for phase in facts.camera for command in phase}, CAMERAS),
    ]
    for names, words in occurring:
        assert names - {None} == {word.name for word in words}


# Captions


def test_captions_are_deterministic_and_varied() -> None:
    scene = sample_scene(5)
    texts = [caption(scene, seed) for seed in range(200)]
    assert texts == [caption(scene, seed) for seed in range(200)]
    assert len(set(texts)) > 100
    assert min(len(text.split()) for text in texts) <= 7
    assert max(len(text.split()) for text in texts) >= 14


def test_captions_tell_only_facts_of_the_scene() -> None:
    for seed in range(1000):
        scene = sample_scene(seed)
        told = write(scene, seed, held_out=seed % 5 == 0)[1]
        assert len(told.figures) == len(scene.facts.figures)
        for part in ("place", "light", "weather", "look", "camera"):
            assert getattr(told, part) in (getattr(scene.facts, part), None, ())
        for mine, whole in zip(told.figures, scene.facts.figures, strict=True):
            assert mine.name == whole.name
            for part in ("size", "colour", "relation", "actions"):
                assert getattr(mine, part) in (getattr(whole, part), None, ())


def test_nearly_half_of_the_captions_are_canonical_and_say_what_they_tell() -> None:
    number = 0
    for seed in range(800):
        text, told = write(sample_scene(seed), seed, plain=True)
        read = read_caption(text)
        if read is not None:
            number += 1
            assert read == told
            assert text == canonical(told)
    assert 0.4 < number / 800 < 0.55


def test_the_camera_is_told_where_its_brackets_are() -> None:
    for seed in range(800):
        scene = sample_scene(seed)
        text, told = write(scene, seed, plain=True)
        if "[" in text:
            assert brackets(text) == {",".join(phase).lower() for phase in told.camera}
        shots = re.sub("(at|to|toward|towards|away from|approach[a-z]*) the camera", "", text.lower())
        assert bool(told.camera) == ("[" in text or "the camera" in shots)


AROUND = [
    ("place", PLACES, WHERE),
    ("light", LIGHTS, WHEN),
    ("weather", WEATHERS, AIR),
    ("look", LOOKS, STYLE),
]


def test_words_that_mean_nothing_change_nothing_that_is_told() -> None:
    strewn = 0
    for seed in range(300):
        scene = sample_scene(seed)
        (plain, told), (text, told_too) = write(scene, seed, plain=True), write(scene, seed)
        assert told == told_too
        words = iter(text.split(" "))
        assert all(word in words for word in plain.split(" ")), (plain, text)
        assert re.findall(r"\[.*?\]", text) == re.findall(r"\[.*?\]", plain)
        strewn += text != plain
    assert strewn > 30


@pytest.mark.parametrize(("kind", "words", "phrases"), AROUND, ids=[kind for kind, _, _ in AROUND])
def test_what_is_told_is_said_and_what_is_not_told_is_not(
    kind: str, words: tuple[Word, ...], phrases: dict[str, tuple[str, ...]]
) -> None:
    for seed in range(600):
        text, told = write(sample_scene(seed), seed, held_out=seed % 4 == 0, plain=True)
        plain = without_nouns(text, told)
        for word in words:
            said = [p for p in (word.name, *word.synonyms, *phrases[word.name]) if spaced(p) in spaced(text)]
            if getattr(told, kind) == word.name:
                assert said, (word.name, text)
            else:
                lies = [p for p in phrases[word.name] if spaced(p) in plain and p not in SHARED]
                assert not lies, (lies, told, text)


SHARED = ("in the air",)  # of an action, too: "springs into the air"


def spaced(text: str) -> str:
    """Words in lower case between spaces, so that one text is found in another only as whole words."""
    return f" {re.sub('[^a-z0-9]+', ' ', text.lower()).strip()} "


def without_nouns(text: str, told: Facts) -> str:
    """The text, spaced, without names of subjects and of what is told around them."""
    names = [name for figure in told.figures for name in (figure.name, *find(SUBJECTS, figure.name).synonyms)]
    for kind, words, phrases in AROUND:
        fact = getattr(told, kind)
        names += [] if fact is None else [fact, *find(words, fact).synonyms, *phrases[fact]]
    text = spaced(text)
    for phrase in sorted(names, key=len, reverse=True):
        text = text.replace(spaced(phrase), " | ")
    return text


def test_the_full_caption_tells_every_fact() -> None:
    for seed in range(300):
        facts = sample_scene(seed).facts
        text = canonical_caption(sample_scene(seed))
        read = read_caption(text)
        assert read is not None
        assert read.figures == facts.figures
        assert (read.place, read.light, read.weather, read.camera) == (
            facts.place,
            facts.light,
            facts.weather,
            facts.camera,
        )
        assert (read.look or "natural") == facts.look


def test_held_out_templates_are_never_trained_on() -> None:
    marks = ("Imagine", "Show me how", "It is a story", "What it looks like", "no one there")
    trained = [caption(sample_scene(seed), seed) for seed in range(1500)]
    assert not [text for text in trained if any(mark in text for mark in marks)]
    held_out = [caption(sample_scene(seed), seed, held_out=True) for seed in range(300)]
    assert np.mean([any(mark in text for mark in marks) for text in held_out]) > 0.4
    assert not {*trained} & {*held_out}


# Places


@pytest.mark.parametrize("name", PLACE_NAMES)
def test_places_are_made_of_strips_that_fit(name: str) -> None:
    place = place_of(name)
    layers = [strip.layer for strip in place.strips]
    assert place.name == name
    assert {*layers} <= {*SCENERY}
    assert len({*layers}) == len(layers)
    assert {"ground", "mid", "near"} <= {*layers}
    assert ("sky" in layers) == (place.sky == "own")
    assert 0 < place.horizon < place.feet < 1
    for strip in place.strips:
        assert strip.top < strip.bottom
        assert strip.variants >= 3
    depths = [strip.nearness for layer in SCENERY for strip in place.strips if strip.layer == layer != "lights"]
    assert depths == sorted(depths)
    ground = strip_of(place, "ground")
    assert ground.nearness == 1
    assert max(strip.bottom for strip in place.strips if strip.layer in ("sky", "far", "mid")) >= ground.top
    assert ground.bottom > 1.2, "the camera may look down"


@pytest.mark.parametrize("name", PLACE_NAMES)
def test_what_glows_stands_where_another_strip_stands(name: str) -> None:
    place = place_of(name)
    for lights in [strip for strip in place.strips if strip.layer == "lights"]:
        others = [strip for strip in place.strips if strip is not lights]
        assert (lights.top, lights.bottom, lights.nearness) in [(s.top, s.bottom, s.nearness) for s in others]


def strip_of(place: Place, layer: str) -> Strip:
    return next(strip for strip in place.strips if strip.layer == layer)


@pytest.fixture
def small_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets of an eighth of their size, so that all places can be painted in seconds."""
    monkeypatch.setattr(sheets, "STRIP_WIDTH", STRIP_WIDTH // 4)
    monkeypatch.setattr(sheets, "STRIP_HEIGHT", STRIP_HEIGHT // 4)
    monkeypatch.setattr(sheets, "OVERSAMPLING", 1)


def painted(strip: Strip, variant: int = 0) -> Picture:
    """A strip without the cache of its place."""
    sheet = sheets.Sheet(top=strip.top, bottom=strip.bottom, seed=(7, variant))
    strip.paint(sheet)
    return sheet.picture()


def seam(picture: Picture) -> float:
    """How much the last column differs from the first, beside what neighbours in the same picture differ by."""
    steps = np.abs(np.diff(picture.astype(float), axis=1, append=picture[:, :1])).mean((0, 2))
    return float(steps[-1] / max(1.0, np.percentile(steps[:-1], 95)))


@pytest.mark.usefixtures("small_sheets")
@pytest.mark.parametrize("name", PLACE_NAMES)
def test_strips_close_sideways_and_the_ground_hides_what_is_behind_it(name: str) -> None:
    place = place_of(name)
    for layer in {"sky", "ground", "near"} & {strip.layer for strip in place.strips}:
        picture = painted(strip_of(place, layer))
        assert seam(picture) < 2, layer
        assert (picture[..., :3] <= picture[..., 3:]).all(), "premultiplied"
        if layer == "sky" or (layer == "ground" and name != "space"):  # nothing to stand on in space
            below = round(0.6 * len(picture)) if layer == "ground" else 0
            assert (picture[below:, :, 3] == 255).all()
            assert picture[below:, :, :3].any()


@pytest.mark.usefixtures("small_sheets")
def test_painting_is_deterministic_and_variants_differ() -> None:
    strip = strip_of(place_of("beach"), "ground")
    np.testing.assert_array_equal(painted(strip), painted(strip))
    assert np.abs(painted(strip).astype(int) - painted(strip, 1)).mean() > 1


def test_keys_are_names_of_different_pictures() -> None:
    keys = all_keys()
    assert len({*keys}) == len(keys)
    assert {key[1] for key in keys if key[0] == "strip"} == {*PLACE_NAMES}
    assert {key[1] for key in keys if key[0] == "subject"} == {subject.name for subject in SUBJECTS}


# Choreography


@needs_pictures
def test_a_scene_is_set_up_the_same_each_time() -> None:
    for seed in range(20):
        first, again = plan(sample_scene(seed)), plan(sample_scene(seed))
        assert [strip.picture for strip in first.scenery] == [strip.picture for strip in again.scenery]
        np.testing.assert_array_equal(first.camera, again.camera)
        for mine, other in zip(first.actors, again.actors, strict=True):
            np.testing.assert_array_equal(mine.way, other.way)


@needs_pictures
def test_all_numbers_of_a_clip_are_in_their_range() -> None:
    for seed in range(200):
        clip = plan(sample_scene(seed, held_out=None))
        layers = [strip.layer for strip in clip.scenery]
        assert layers == sorted(layers, key=SCENERY.index)
        assert "sky" in layers
        assert clip.camera.shape == (KEYS, len(CAMERA))
        assert np.isfinite(clip.camera).all()
        for actor in clip.actors:
            assert actor.way.shape == (KEYS, len(WAY))
            assert np.isfinite(actor.way).all()
            assert np.abs(track(actor, "facing")).max() <= 1
            assert track(actor, "opacity").min() >= 0
            assert 2 ** track(actor, "height").max() < 1.2
            assert min(track(actor, name).min() for name in ("hop", "tremble")) >= 0


def acting(*actions: str, name: str = "dog", layout: int = 3, **facts: object) -> Actor:
    return plan(scene_of(Figure(name=name, actions=actions), layout=layout, **facts)).actors[0]


def track(actor: Actor, name: str) -> NDArray[np.float32]:
    """One number of a way at all instants: (KEYS,)."""
    return actor.way[:, WAY.index(name)]


def change(actor: Actor, name: str) -> float:
    """From the first moment to the last."""
    return float(track(actor, name)[-1] - track(actor, name)[0])


WHO = [("dog", "meadow"), ("eagle", "mountains"), ("tropical fish", "underwater"), ("car", "city"), ("rocket", "space")]


@pytest.fixture(params=WHO, ids=[name for name, _ in WHO])
def somebody(request: pytest.FixtureRequest) -> dict[str, str]:
    """Who acts where, as arguments of `acting`."""
    name, place = request.param
    return {"name": name, "place": place}


def test_figures_cross_the_frame(somebody: dict[str, str]) -> None:
    for action, way in (("moves left", -1), ("moves right", 1)):
        for layout in range(5):
            actor = acting(action, layout=layout, **somebody)
            assert (np.diff(way * track(actor, "x")) > 0).all()
            assert way * change(actor, "x") > 0.6
            if find(SUBJECTS, somebody["name"]).faces != "front":
                assert (track(actor, "facing") == way).all()


def test_figures_come_and_go(somebody: dict[str, str]) -> None:
    for layout in range(5):
        assert change(acting("comes closer", layout=layout, **somebody), "height") > 2
        assert change(acting("goes away", layout=layout, **somebody), "height") < -2
        assert change(acting("grows", layout=layout, **somebody), "height") > 1
        assert change(acting("shrinks", layout=layout, **somebody), "height") < -1


def test_figures_rise_and_fall(somebody: dict[str, str]) -> None:
    for layout in range(5):
        rising, falling = acting("rises", layout=layout, **somebody), acting("falls", layout=layout, **somebody)
        assert change(rising, "lift") - change(rising, "y") > 0.2
        assert change(falling, "lift") - change(falling, "y") < -0.2


def test_figures_appear_and_vanish(somebody: dict[str, str]) -> None:
    appearing, vanishing = (
        track(acting("appears", **somebody), "opacity"),
        track(acting("vanishes", **somebody), "opacity"),
    )
    assert (appearing[0], appearing[-1]) == (0, 1)
    assert (np.diff(appearing) >= 0).all()
    assert (vanishing[0], vanishing[-1]) == (1, 0)


def test_figures_leap_and_tremble(somebody: dict[str, str]) -> None:
    assert track(acting("jumps", **somebody), "hop").min() > 0.03
    assert 0 < track(acting("bounces", **somebody), "hop").max() <= track(acting("jumps", **somebody), "hop").max()
    assert acting("bounces", **somebody).rate > acting("jumps", **somebody).rate
    assert track(acting("shakes", **somebody), "tremble").min() > 0.01
    assert track(acting("dances", **somebody), "hop").min() > 0


def test_figures_turn(somebody: dict[str, str]) -> None:
    spun, flipped = acting("spins", **somebody), acting("flips", **somebody)
    assert abs(change(spun, "turn")) == pytest.approx(3, abs=0.01)
    assert abs(change(flipped, "turn")) == pytest.approx(2, abs=0.01), "it stands upright again"
    assert np.ptp(track(flipped, "lift")) > 0.03
    swinging = track(acting("swings", **somebody), "turn")
    assert 0.03 < swinging.max() < 0.25
    assert -0.25 < swinging.min() < -0.03


def test_figures_go_round_and_to_and_fro(somebody: dict[str, str]) -> None:
    for action in ("circles", "zigzags"):
        x = track(acting(action, **somebody), "x")
        assert np.ptp(x) > 0.4
        assert abs(x[-1] - x[0]) < 0.1
        assert len([1 for before, after in pairwise(np.sign(np.diff(x))) if before != after]) >= 3


def test_who_stays_still_stays_still(somebody: dict[str, str]) -> None:
    actor = acting("stays still", **somebody)
    assert np.ptp(actor.way, 0).max() < 1e-6


def test_two_actions_follow_one_another() -> None:
    x = track(acting("moves left", "moves right"), "x")
    assert x[KEYS // 2] < x[0] - 0.3
    assert x[-1] > x[KEYS // 2] + 0.3
    actor = acting("appears", "comes closer")
    opacity, height = track(actor, "opacity"), track(actor, "height")
    assert opacity[0] == 0
    assert opacity[KEYS // 2 :].min() > 0.99
    assert height[-1] > height[KEYS // 2] + 1


def middle(actor: Actor) -> NDArray[np.float32]:
    """y of the middle of a figure as it is seen: (KEYS,)."""
    return track(actor, "y") - track(actor, "lift")


@pytest.mark.parametrize("relation", [word.name for word in RELATIONS])
def test_figures_stand_as_the_relation_says(relation: str) -> None:
    action = "moves right" if relation == "chasing" else "stays still"
    for layout in range(12):
        for name in ("dog", "eagle", "car"):
            figures = Figure(name="cat", actions=(action,)), Figure(name=name, actions=(action,), relation=relation)
            first, other = plan(scene_of(*figures, layout=layout)).actors
            across = float((track(other, "x") - track(first, "x")).mean())
            down = float((middle(other) - middle(first)).mean())
            told = {
                "left of": across < -0.3,
                "right of": across > 0.3,
                "chasing": across < -0.3,
                "above": down < -0.2,
                "below": down > 0.2,
                "behind": other.nearness < first.nearness - 0.1,
                "in front of": other.nearness > first.nearness + 0.1,
            }
            assert told[relation]


@needs_pictures
def test_relations_hold_to_the_end_of_every_scene() -> None:
    for seed in range(150):
        scene = sample_scene(seed, held_out=None)
        actors = plan(scene).actors
        for figure, actor in list(zip(scene.facts.figures, actors, strict=True))[1:]:
            across = track(actor, "x") - track(actors[0], "x")
            if figure.relation in ("left of", "right of"):
                assert ((across > 0) == (figure.relation == "right of")).all(), (seed, scene.facts)


def test_sizes_are_seen() -> None:
    heights = {
        size: np.mean(
            [
                track(
                    plan(scene_of(Figure(name="dog", size=size, actions=("stays still",)), layout=layout)).actors[0],
                    "height",
                )
                for layout in range(8)
            ]
        )
        for size in ("tiny", "small", None, "big", "giant")
    }
    assert [*heights.values()] == sorted(heights.values())
    assert heights["giant"] - heights["tiny"] > 1.2


@needs_pictures
def test_colours_are_seen() -> None:
    """A dyed dog is about as its colour says."""
    picture = canvas_of(find(SUBJECTS, "dog"))
    seen: dict[str, NDArray[np.float64]] = {}
    for colour in COLOURS:
        actor = plan(scene_of(Figure(name="dog", colour=colour.name))).actors[0]
        assert actor.colour is not None
        pixels = picture[picture[..., 3] == 255][:, :3] / 255
        seen[colour.name] = np.clip(pixels @ actor.colour[:, :3].T + actor.colour[:, 3], 0, 1).mean(0)
    red, green, blue = np.array([[*seen[name]] for name in ("red", "green", "blue")])
    assert (red.argmax(), green.argmax(), blue.argmax()) == (0, 1, 2)
    assert seen["black"].mean() < 0.35 < seen["grey"].mean() < 0.75 < seen["white"].mean()
    assert np.ptp(seen["grey"]) < 0.05


# Camera


def filmed(*phases: tuple[str, ...], followed: NDArray[np.float64] | None = None) -> dict[str, Array]:
    """The tracks of the camera's way: (KEYS,) each."""
    way = camera_way(phases, np.zeros(KEYS) if followed is None else followed)
    return dict(zip(CAMERA, way.T, strict=True))


MOVES = {  # command -> the track that it changes and where to
    "Truck left": ("truck", -1),
    "Truck right": ("truck", 1),
    "Pan left": ("pan_x", 1),
    "Pan right": ("pan_x", -1),
    "Push in": ("dolly", 1),
    "Pull out": ("dolly", -1),
    "Pedestal up": ("pedestal", 1),
    "Pedestal down": ("pedestal", -1),
    "Tilt up": ("pan_y", 1),
    "Tilt down": ("pan_y", -1),
    "Zoom in": ("zoom", 1),
    "Zoom out": ("zoom", -1),
}


@pytest.mark.parametrize("command", MOVES)
def test_the_camera_moves_the_way_it_says_and_no_other(command: str) -> None:
    name, way = MOVES[command]
    tracks = filmed((command,))
    assert (np.diff(way * tracks[name]) > 0).all()
    assert abs(tracks[name][-1] - tracks[name][0]) > 0.2
    assert all(np.ptp(values) < 1e-6 for other, values in tracks.items() if other != name)
    assert tracks["zoom"].min() == pytest.approx(1), "nothing beside the scenery comes into view"


def test_all_other_commands_are_filmed_too() -> None:
    assert {*MOVES, "Shake", "Tracking shot", "Static shot"} == {camera.name for camera in CAMERAS}
    assert all(np.ptp(values) == 0 for values in filmed(("Static shot",)).values())
    assert filmed(("Shake",))["shake"].min() > 0.01
    followed = np.linspace(-1, 1, KEYS)
    np.testing.assert_allclose(filmed(("Tracking shot",), followed=followed)["truck"], followed, atol=1e-6)


def test_commands_act_together_and_one_after_another() -> None:
    both = filmed(("Push in", "Tilt up"))
    assert both["dolly"][-1] > both["dolly"][0] + 0.2
    assert both["pan_y"][-1] > both["pan_y"][0] + 0.1
    turned = filmed(("Truck left",), ("Truck right",))["truck"]
    assert turned[KEYS // 2] < min(turned[0], turned[-1]) - 0.3
    assert np.ptp(filmed(("Shake",), ("Pan left",))["shake"][KEYS // 2 + 2 :]) == 0


# Pictures


@needs_pictures
def test_every_subject_has_a_picture() -> None:
    for subject in SUBJECTS:
        picture = assets.sprite(subject.codepoint)
        assert picture.shape == (256, 256, 4)
        assert (picture[..., 3] > 200).mean() > 0.05, subject.name


@needs_pictures
@pytest.mark.parametrize("name", ["dog", "rocket", "airplane", "eagle", "tree", "pencil", "donut"])
def test_figures_stand_on_the_middle_of_their_canvas(name: str) -> None:
    picture = canvas_of(find(SUBJECTS, name))
    assert picture.shape == (CANVAS, CANVAS, 4)
    assert (picture[..., :3] <= picture[..., 3:]).all(), "premultiplied"
    rows, columns = (np.nonzero(picture[..., 3].max(axis) > 30)[0] for axis in (1, 0))
    assert CANVAS - 14 < rows[-1] < CANVAS - 8
    assert columns[0] + columns[-1] == pytest.approx(CANVAS, abs=4)
    assert max(np.ptp(rows), np.ptp(columns)) > 225


@needs_pictures
def test_an_unknown_code_point_is_refused() -> None:
    with pytest.raises(assets.AssetError, match="expected"):
        assets.sprite("ffff")


def test_a_damaged_tarball_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / assets.TARBALL
    damaged.write_bytes(b"not a tarball")
    with pytest.raises(assets.AssetError, match="sha512"):
        assets.verify(damaged)


# Frames


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    yield
    cv2.setNumThreads(before)


@pytest.fixture(scope="session")
def beach() -> dict[tuple[object, ...], Picture]:
    """Every strip of one place in one variant, and its sky by day and by night: by kind of picture."""
    keys = [("strip", "beach", strip.layer, 0) for strip in place_of("beach").strips]
    keys += [("sky", light, "clear", 0) for light in ("day", "night")]
    return {key[:3]: picture_of(key) for key in keys}


def frames_of(scene: Scene, beach: dict[tuple[object, ...], Picture], number: int = 1) -> NDArray[np.uint8]:
    """Some frames of a scene at the beach, (F, 180, 320, 3), with a white block for each figure."""
    block = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    block[40:, 60:-60] = 255
    clear = np.zeros((STRIP_HEIGHT, STRIP_WIDTH, 4), np.uint8)

    def picture(key: tuple[object, ...]) -> Picture:
        return block if key[0] in ("subject", "veil") else beach.get(key[:3], clear)

    compositor = Compositor(clip_of(plan(scene), picture), 320, 180)
    return np.stack([compositor.frame(u, 6 * u) for u in np.linspace(0, 1, number)])


def test_scenery_fills_the_frame_to_its_edges(beach: dict[tuple[object, ...], Picture]) -> None:
    for camera in ((("Truck right", "Tilt up"),), (("Pull out", "Tilt down"),), (("Pan left", "Pedestal up"),)):
        frames = frames_of(scene_of(place="beach", camera=camera), beach, 3)
        for edge in (frames[:, :2], frames[:, -2:], frames[:, :, :2], frames[:, :, -2:]):
            assert not (edge.max(-1) == 0).any()


def test_frames_are_the_same_each_time(beach: dict[tuple[object, ...], Picture]) -> None:
    scene = scene_of(Figure(name="dog", actions=("dances",)), place="beach", camera=(("Pan left",),))
    np.testing.assert_array_equal(frames_of(scene, beach, 2), frames_of(scene, beach, 2))


def test_figures_are_seen_to_move(beach: dict[tuple[object, ...], Picture]) -> None:
    empty = frames_of(scene_of(place="beach"), beach)[0].astype(int)
    frames = frames_of(scene_of(Figure(name="dog", actions=("moves right",)), place="beach"), beach, 3)
    middles = []
    for frame in frames:
        strange = (np.abs(frame.astype(int) - empty).max(-1) > 60).sum(0)
        middles.append(float(np.average(np.arange(320), weights=strange)))
    assert middles[2] - middles[1] > 50 < middles[1] - middles[0]


def test_night_is_darker_and_noir_is_grey(beach: dict[tuple[object, ...], Picture]) -> None:
    day, night = (frames_of(scene_of(place="beach", light=light), beach).mean() for light in ("day", "night"))
    assert night < 0.55 * day
    noir = frames_of(scene_of(place="beach", look="film noir"), beach)[0].astype(int)
    assert np.abs(noir[..., 0] - noir[..., 2]).mean() < 2


def test_the_contact_sheet_has_a_row_for_each_scene(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beach: dict[tuple[object, ...], Picture]
) -> None:
    canvas = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    strip = beach["strip", "beach", "ground"]
    monkeypatch.setattr(stage, "picture_of", lambda key: canvas if key[0] in ("subject", "veil") else strip)
    out = tmp_path / "sheet.png"
    monkeypatch.setattr("sys.argv", ["world", "sheet", "--out", str(out), "--count", "2", "--columns", "3"])
    commands.main()
    assert cv2.imread(str(out)).shape == (2 * (18 + 180), 3 * 320, 3)
