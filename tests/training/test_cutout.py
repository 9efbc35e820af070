"""Pictures with known figures, and the perceptrons that learn from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.cutout import HEIGHT, WIDTH, Lessons, Stock, is_held_out, stage, texture
from training.train_cutout import DISTRUST, fit, measure, perceptrons, trust_in
from training.world.scene import Scene
from training.world.stage import picture_of
from video01.facts import Facts, Figure
from video01.figure_ground import FigureGround, applied
from video01.layers import CANVAS, Picture
from video01.saliency import Seen
from video01.vocabulary import SUBJECTS


def stock(frames: int = 3) -> Stock:
    """White discs with black cores on textures."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[:CANVAS, :CANVAS] / CANVAS - 0.5
    disc = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    disc[np.hypot(x, y) < 0.45] = 255
    disc[np.hypot(x, y) < 0.2, :3] = 0
    textures = np.stack([texture(rng) for _ in range(frames)])
    opacity = np.zeros((frames, HEIGHT, WIDTH), np.uint8)
    opacity[:, 50:90, 100:140] = 255
    shown = np.where(opacity[..., None] > 0, np.uint8(255), textures)
    return Stock(shown=shown, opacity=opacity, empty=textures, textures=textures, figures=disc[None])


def test_the_opacity_of_a_frame_is_where_its_figures_are() -> None:
    figure = Figure(name="penguin", actions=("stays still",))
    scene = Scene(facts=Facts(figures=(figure,), place="meadow", light="day", weather="clear"), layout=3)
    ((shown, opacity, empty),) = stage(scene, picture_of, np.array([0.5]))
    assert 0.02 < (opacity > 127).mean() < 0.3
    changed = np.abs(shown.astype(int) - empty).max(-1) > 24
    solid = opacity > 250
    assert changed[solid].mean() > 0.9
    assert changed[opacity == 0].mean() < 0.02, "all but its shadow"


def test_subjects_are_held_out_for_good() -> None:
    held_out = [subject.name for subject in SUBJECTS if is_held_out(subject.name)]
    assert 0.05 < len(held_out) / len(SUBJECTS) < 0.2
    assert is_held_out("penguin")
    assert not is_held_out("cat")


@pytest.mark.parametrize("shape", [(WIDTH, HEIGHT), (144, 256), (192, 192)])
def test_a_lesson_has_its_size_and_now_and_then_nobody(shape: tuple[int, int]) -> None:
    lessons = Lessons(stock(), np.random.default_rng(1))
    drawn = [lessons.draw(*shape) for _ in range(40)]
    assert all(lesson.picture.shape == (shape[1], shape[0], 3) for lesson in drawn)
    assert all(lesson.opacity.shape == (shape[1], shape[0]) for lesson in drawn)
    empty = [not lesson.opacity.any() for lesson in drawn]
    assert 0 < sum(empty) < 30


def test_a_perceptron_learns_what_is_no_sum_of_its_features() -> None:
    rng = np.random.default_rng(0)
    features = rng.uniform(-1, 1, (30_000, 3)).astype(np.float32)
    wanted = (features[:, 0] * features[:, 1] > 0).astype(np.float32)
    answers = applied(fit(features, wanted, seed=0), features)
    assert ((answers > 0.5) == wanted).mean() > 0.93


def test_figures_are_learned_and_read_back(tmp_path: Path) -> None:
    stages = perceptrons(Lessons(stock(), np.random.default_rng(2)), 40)
    trust = trust_in(stages, Lessons(stock(), np.random.default_rng(3)), 60)
    model, path = FigureGround(stages, trust), tmp_path / "cutout.npz"
    model.save(path)
    again = FigureGround.load(path)
    picture: Picture = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    picture[40:100, 100:160] = 250
    likely = again.likely(Seen(picture))
    np.testing.assert_array_equal(likely, model.likely(Seen(picture)))
    assert likely[24:36, 50:60].mean() > likely[:8].mean() + 0.5
    assert all(0 <= share <= 1 for share in measure(again, Lessons(stock(), np.random.default_rng(4)), 10).values())


def test_without_trust_nothing_moves() -> None:
    stages = perceptrons(Lessons(stock(), np.random.default_rng(2)), 20)
    lessons = Lessons(stock(), np.random.default_rng(3))
    assert all(FigureGround(stages, DISTRUST).figure(lessons.draw(WIDTH, HEIGHT).picture) is None for _ in range(5))
