"""The judge: its numbers have the known answers, its networks their shapes, its scenes are nobody else's."""

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("torch")

import torch

from training.judge import film, labels, metrics, splits
from training.judge.alike import GROUPS, alike
from training.judge.asked import Asked, AskedFigure, asked_of, read_prompts
from training.judge.crosscheck import background_motion, figure_motion
from training.judge.damage import damaged
from training.judge.how import How
from training.judge.marks import FACTS, marks_of
from training.judge.recogniser import WEIGHTS, Recogniser, Seen, figures_in, overlap
from training.judge.reflections import (
    ACTIONS_ACROSS,
    ACTIONS_BACK,
    CAMERAS_ACROSS,
    CAMERAS_BACK,
    Motion,
    backwards,
    cameras_backwards,
    deeds_backwards,
    mirrored,
)
from training.judge.report import page
from training.judge.shots import FLOW_SIZE, INSTANTS, boxes_of, drawn, shots_of
from training.judge.tracks import CROP, Sighting, linked, square_of, track_of
from training.judge.what import FEATURES, What, map_of
from training.judge.who import SIDE, Who
from training.world.scene import Scene
from training.world.stage import clip_of, picture_of, plan
from video01.facts import Facts, Figure
from video01.layers import CAMERA, CANVAS, KEYS, WAY, Actor, LayeredClip, Look
from video01.vocabulary import SUBJECTS

PICTURE = np.random.default_rng(0).integers(0, 255, (144, 256, 3), dtype=np.uint8)
FACTS_TOLD = Facts(
    figures=(
        Figure(name="dragon", colour="red", actions=("appears", "comes closer")),
        Figure(name="cat", relation="left of", actions=("jumps",)),
    ),
    place="mountains",
    light="sunset",
    weather="rain",
    camera=(("Push in", "Tilt up"), ("Pan left",)),
)


def seen_as_told(facts: Facts) -> Seen:
    """What a recogniser that makes no mistake sees."""
    names = np.zeros(len(SUBJECTS), np.float32)
    colours = np.zeros((len(SUBJECTS), len(labels.COLOUR_NAMES)), np.float32)
    places = np.zeros((len(SUBJECTS), 2), np.float32)
    for number, figure in enumerate(facts.figures):
        row = labels.subject_number(figure.name)
        names[row], places[row] = 3.0, (0.4 - 0.8 * number, 0.5)
        colours[row, labels.COLOUR_NAMES.index(figure.colour or "own")] = 2.0
    classes = labels.surroundings(facts)
    return Seen(
        surroundings={
            kind: np.eye(len(each), dtype=np.float32)[max(0, int(at))]
            for at, (kind, each) in zip(classes, labels.SURROUNDINGS.items(), strict=True)
        },
        names=names,
        colours=colours,
        places=places,
        actions=done(facts),
        cameras=labels.cameras(facts).astype(np.float32),
        features=np.zeros((INSTANTS, FEATURES), np.float32),
    )


def done(facts: Facts) -> np.ndarray:
    """What any figure does in the first and in the second phase."""
    scores = np.zeros((2, len(labels.ACTION_NAMES)), np.float32)
    for deeds in labels.deeds(facts)[: len(facts.figures)]:
        scores[[0, 1], deeds] = 1.0
    return scores


def test_wilson_has_known_answers() -> None:
    low, high = metrics.wilson(50, 100)
    assert (round(low, 3), round(high, 3)) == (0.404, 0.596)
    assert metrics.wilson(0, 0) == (0.0, 1.0)
    assert metrics.wilson(10, 10) == pytest.approx((0.722, 1.0), abs=1e-3)


def test_psnr_and_ssim_have_known_answers() -> None:
    grey = np.full((32, 32, 3), 100, np.uint8)
    assert metrics.psnr(grey, grey) == 99.0
    assert metrics.psnr(grey, grey + 10) == pytest.approx(20 * np.log10(255 / 10))
    assert metrics.ssim(PICTURE, PICTURE) == pytest.approx(1.0)
    assert metrics.ssim(PICTURE, PICTURE[::-1]) < 0.2


def test_frechet_distance_of_shifted_features_is_the_shift_squared() -> None:
    features = np.random.default_rng(1).standard_normal((400, 3))
    assert metrics.frechet(features, features) == pytest.approx(0.0, abs=1e-3)
    assert metrics.frechet(features, features + np.array([3.0, 0, 0])) == pytest.approx(9.0, rel=1e-3)


def test_diversity_and_likeness() -> None:
    axes = np.eye(3)
    assert metrics.likeness(axes, 2 * axes) == pytest.approx(axes)
    assert metrics.diversity([axes]) == pytest.approx(1.0)
    assert metrics.diversity([np.ones((4, 3))]) == pytest.approx(0.0)


def test_networks_answer_in_their_shapes() -> None:
    what, who, how = What().eval(), Who().eval(), How().eval()
    with torch.no_grad():
        seen = what(torch.from_numpy(np.stack([PICTURE, PICTURE])))
        name, colour = who(torch.zeros(2, SIDE, SIDE, 3, dtype=torch.uint8))
        flow = torch.zeros(2, INSTANTS - 1, FLOW_SIZE[1], FLOW_SIZE[0], 2, dtype=torch.int16)
        crops = torch.zeros(2, 3, INSTANTS, CROP, CROP, 3, dtype=torch.uint8)
        moved = how(flow, flow[..., 0].to(torch.uint8), torch.zeros(2, 3, INSTANTS, 5), crops)
    assert [part.shape for part in seen.surroundings] == [(2, len(names)) for names in labels.SURROUNDINGS.values()]
    assert seen.there.shape == (2, 18, 32)
    assert seen.boxes.shape == (2, 4, 18, 32)
    assert name.shape == (2, 697)
    assert colour.shape == (2, 13)
    assert moved.actions.shape == (2, 3, 2, 21)
    assert moved.cameras.shape == (2, 2, 16)


def test_an_untrained_recogniser_looks_at_a_clip() -> None:
    shots = shots_of(np.stack([PICTURE] * INSTANTS))
    assert not shots.flow.any()
    seen = Recogniser(What(), Who(), How()).look(shots)
    assert seen.names.shape == (697,)
    assert seen.actions.shape == (2, 21)
    assert seen.features.shape == (INSTANTS, FEATURES)


def test_figures_on_the_map_are_found_again() -> None:
    boxes = torch.zeros(1, 3, 5)
    boxes[0, 0] = torch.tensor([-0.4, 0.6, 0.3, 0.4, 1.0])
    boxes[0, 1] = torch.tensor([0.5, 0.4, 0.12, 0.1, 1.0])
    there, wanted = map_of(boxes, 144, 256)
    found = figures_in(20 * (there[0] == 1).float() - 10, wanted[0])
    for box in boxes[0, :2, :4].numpy():
        assert max(overlap(box, other) for _, other in found) > 0.95


def test_a_square_shows_what_is_about_a_figure() -> None:
    picture = np.zeros((144, 256, 3), np.uint8)
    cv2.rectangle(picture, (160, 40), (200, 80), (255, 0, 0), -1)  # its middle is 52 right of the frame's, 60 down
    for size in (0.28, 0.9):
        square = square_of(picture, np.array([52 / 144, 60 / 144, size, 0.2], np.float32), 64, 1.5)
        assert square.shape == (64, 64, 3)
        reach = 64 * 40 / (1.5 * size * 144) / 2  # of the rectangle, in the square
        rows, columns = (np.nonzero(square[..., 0].max(axis) > 128)[0] for axis in (1, 0))
        for found in (rows, columns):
            assert [found[0], found[-1]] == pytest.approx([31.5 - reach, 31.5 + reach], abs=2)


def sighting(x: float, name: int) -> Sighting:
    return Sighting(
        sure=0.9, box=np.array([x, 0.5, 0.3, 0.3], np.float32), name=np.eye(3)[name], colour=np.ones(1, np.float32)
    )


def test_figures_that_cross_keep_their_trails() -> None:
    ways = [(-0.6 + 0.08 * at, 0.6 - 0.08 * at) for at in range(INSTANTS)]
    trails = linked(
        [[sighting(one, 0), sighting(other, 1)][:: 1 - 2 * (at % 2)] for at, (one, other) in enumerate(ways)]
    )
    assert len(trails) == 2
    for trail in trails:
        assert len(trail) == INSTANTS
        assert len({int(one.name.argmax()) for one in trail.values()}) == 1


def test_a_figure_that_is_lost_for_a_while_is_the_same_one_and_between() -> None:
    seen = [[sighting(0.05 * at, 0)] if at not in (5, 6) else [] for at in range(INSTANTS)]
    (trail,) = linked(seen)
    track = track_of(trail, INSTANTS)
    assert track.boxes[:, 0] == pytest.approx(0.05 * np.arange(INSTANTS), abs=1e-5)
    assert track.found.tolist() == [bool(one) for one in seen]
    assert linked([[sighting(0.0, 0)], *[[]] * (INSTANTS - 1)]) == []


def test_splits_never_share_seeds_with_one_another_or_with_training() -> None:
    used = [seed for split in splits.FIRST_SEEDS for start in (0, 3) for seed in splits.seeds_of(split, 400, start)]
    assert len(used) == len(set(used))
    learned = {film.seed_of(index) for index in range(100_000)}
    tried = {film.TEST_SEED + 2 * number for number in range(10_000)}
    assert not learned & {*used, *tried}
    assert not tried & {*used}
    assert min(used) > 1_000_000
    assert min(learned) > 1_000_000


def test_prompts_of_each_split_ask_what_they_tell() -> None:
    for split in splits.FIRST_SEEDS:
        items = splits.items_of(split, 6)
        assert len(items) == 6
        assert all(item.prompt and item.asked.surroundings.get("look") != {"natural"} for item in items)
    pairs = splits.items_of("held_out_pairs", 3)
    assert [item.prompt for item in pairs] == [item.prompt for item in splits.items_of("held_out_pairs", 3)]


def test_all_is_right_where_all_is_seen_as_told() -> None:
    marks = marks_of(asked_of(FACTS_TOLD, ""), seen_as_told(FACTS_TOLD))
    assert all(all(each) for each in marks.values())
    assert {kind: len(each) for kind, each in marks.items() if kind in FACTS} == {
        "subject": 2, "place": 1, "light": 1, "weather": 1, "action": 2, "camera": 1, "all": 1,
    }  # fmt: skip


def test_what_was_told_of_another_clip_is_wrong() -> None:
    other = Facts(
        figures=(Figure(name="car", actions=("jumps", "spins")),), place="city", light="day", camera=(("Pan right",),)
    )
    marks = marks_of(asked_of(other, ""), seen_as_told(FACTS_TOLD))
    assert not any(any(marks[kind]) for kind in FACTS)


def test_what_was_not_told_is_not_asked() -> None:
    asked = Asked(prompt="a cat", figures=(AskedFigure(names=alike("cat")),), surroundings={})
    marks = marks_of(asked, seen_as_told(FACTS_TOLD))
    assert marks["place"] == marks["camera"] == marks["action"] == []


def test_free_prose_has_alternatives(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "prompts.json"
    path.write_text(
        '[{"prompt": "a boat", "figures": [{"name": "boat|ship", "actions": ["rises|falls"]}, {}],'
        ' "light": "dusk|sunset", "camera": [["Push in"]]}]'
    )
    ((asked, facts),) = read_prompts(path)
    assert asked.figures[0].names == {"boat", "ship"}
    assert asked.figures[0].actions == ({"rises", "falls"},)
    assert asked.surroundings == {"light": {"dusk", "sunset"}}
    assert (facts.figures[0].name, facts.light, facts.camera) == ("boat", "dusk", (("Push in",),))


def test_names_that_look_alike_are_subjects_of_one_group_each() -> None:
    names = [name for group in GROUPS for name in group]
    assert len(names) == len(set(names))
    assert set(names) <= set(labels.SUBJECT_NAMES)
    assert alike("cat") == {"cat"}


@pytest.mark.parametrize("numbers", [ACTIONS_ACROSS, CAMERAS_ACROSS, ACTIONS_BACK, CAMERAS_BACK])
def test_a_reflection_of_a_reflection_is_the_same_again(numbers: NDArray[np.int64]) -> None:
    np.testing.assert_array_equal(numbers[numbers], np.arange(len(numbers)))
    assert (numbers != np.arange(len(numbers))).any()


def test_what_is_told_of_a_clip_that_runs_backwards() -> None:
    facts = [
        Facts(
            figures=(Figure(name="cat", actions=deeds), Figure(name="dog")),
            camera=cameras,
        )
        for deeds, cameras in (
            (("rises",), (("Pan left", "Zoom in"),)),
            (("falls",), (("Pan right", "Zoom out"),)),
            (("appears", "moves left"), (("Push in",), ("Static shot",))),
            (("moves right", "vanishes"), (("Static shot",), ("Pull out",))),
        )
    ]
    told = [(labels.deeds(one), labels.cameras(one)) for one in facts]
    for one, other in ((0, 1), (1, 0), (2, 3), (3, 2)):
        np.testing.assert_array_equal(deeds_backwards(told[one][0]), told[other][0])
        np.testing.assert_array_equal(cameras_backwards(told[one][1]), told[other][1])


def test_motion_is_reflected_as_a_whole() -> None:
    rng = np.random.default_rng(6)
    motion = Motion(
        flow=rng.integers(-9, 9, (2, 15, 27, 48, 2)).astype(np.int16),
        texture=rng.integers(0, 9, (2, 15, 27, 48)).astype(np.uint8),
        tracks=rng.normal(size=(2, 3, 16, 5)).astype(np.float32),
        crops=rng.integers(0, 255, (2, 3, 16, 32, 32, 3)).astype(np.uint8),
    )
    for reflect in (mirrored, backwards):
        once, twice = reflect(motion), reflect(reflect(motion))
        for mine, its, again in zip(motion, once, twice, strict=True):
            assert (its.shape, its.dtype) == (mine.shape, mine.dtype)
            assert (its != mine).any()
            np.testing.assert_array_equal(again, mine)


def test_damage_keeps_what_can_be_seen() -> None:
    smooth = cv2.GaussianBlur(PICTURE, (0, 0), 4)
    for seed in range(12):
        worn = damaged(np.stack([smooth, smooth]), np.random.default_rng(seed))
        assert worn.shape == (2, 144, 256, 3)
        assert metrics.psnr(worn[0], smooth) > 18


def test_cross_checks_see_the_way_of_a_synthetic_clip() -> None:
    ground = cv2.GaussianBlur(np.random.default_rng(2).integers(0, 255, (144, 400, 3), dtype=np.uint8), (0, 0), 3)
    ground = cv2.normalize(ground, None, 0, 255, cv2.NORM_MINMAX)  # type: ignore[call-overload]
    panned = np.stack([ground[:, 4 * n : 4 * n + 256] for n in range(16)])
    assert background_motion(panned).right == pytest.approx(-60 / 144, rel=0.1)
    assert abs(background_motion(panned).growth) < 0.05
    moving = np.stack(
        [cv2.rectangle(ground[:, :256].copy(), (10 * n, 60), (10 * n + 30, 90), (255, 0, 0), -1) for n in range(16)]
    )
    motion = figure_motion(moving)
    assert motion is not None
    assert motion.agrees((1, 0, 0))
    assert not motion.agrees((0, 1, 0))


def test_boxes_are_where_a_figure_is() -> None:
    picture = np.zeros((256, 256, 4), np.uint8)
    picture[128:, 64:192] = 255
    way = np.zeros((KEYS, len(WAY)), np.float32)
    way[:, WAY.index("y")], way[:, WAY.index("height")] = 0.5, -1.0
    way[:, WAY.index("opacity")] = way[:, WAY.index("facing")] = 1.0
    camera = np.zeros((KEYS, len(CAMERA)), np.float32)
    camera[:, CAMERA.index("zoom")] = 1.0
    clip = LayeredClip(
        horizon=0.5, scenery=(), actors=(Actor(picture=picture, way=way),), veil=None, look=Look(), camera=camera
    )
    box = boxes_of(clip, np.array([0.5]))[0, 0]
    assert box == pytest.approx([0.0, 0.625, 0.25, 0.25, 1.0], abs=0.02)


def test_the_page_tells_every_split() -> None:
    fact = {"generated": 0.5, "ceiling": 0.9, "floor": 0.1, "n": 10, "generated_interval": [0.2, 0.8]}
    split = dict.fromkeys(FACTS, fact)
    share = {"right": 0.75, "interval": [0.7, 0.8], "n": 300}
    judge = {
        "renders": 400, "plain": {"place": share}, "worn": {"place": share}, "mistakes": {"rain taken for snow": 3},
        "cross_checks": {}, "networks": {"what": {"steps": 9, "minutes": 1.5, "parameters": 1000}},
    }  # fmt: skip
    text = page(
        {"splits": {"seen": split, "free_prose": split}, "autoencoder_psnr": 30.0, "judge": judge},
        "python -m training.evaluate",
    )
    assert "| place | 75.0 (70–80) | 75.0 | 300 |" in text
    assert text.count("| place | 50.0 (20–80) | 90.0 | 10.0 | 10 |") == 2
    assert "python -m training.evaluate" in text


def test_what_is_found_is_filmed_before_anything_is_known_of_what_it_does(tmp_path: Path) -> None:
    for name in ("what", "who"):
        shutil.copytree(WEIGHTS / name, tmp_path / name)
    recogniser = Recogniser.load(tmp_path, ("what", "who"))
    facts = Facts(figures=(Figure(name="cat", actions=("stays still",)),), place="meadow", light="day", weather="clear")
    scene = Scene(facts=facts, layout=1)
    square = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    square[40:-4, 40:-40] = (250, 20, 20, 255)
    clip = clip_of(plan(scene), lambda key: square if str(key).startswith("('subject'") else picture_of(key))
    kept = film.film(scene, clip, drawn(clip), np.random.default_rng(1), recogniser)
    assert kept["tracks"].shape == (3, INSTANTS, 5)
    found = kept["tracks"][:, :, 4].any(1)
    assert found.any(), "there is something to be found"
    still = [labels.ACTION_NAMES.index("stays still"), len(labels.ACTION_NAMES) - 1]
    assert any((deeds == still).all() for deeds in kept["deeds"][found]), "and it is known what it does"
    assert (kept["deeds"][~found] == labels.UNTOLD).all()
    with pytest.raises(FileNotFoundError, match="how"):
        Recogniser.load(tmp_path)
