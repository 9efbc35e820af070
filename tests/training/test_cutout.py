"""Pictures with known figures, and the network that learns from them."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from training.cutout import (
    HEIGHT,
    SIDE,
    UNKNOWN,
    WIDTH,
    Stock,
    figures,
    is_held_out,
    load_stock,
    on_canvas,
    photographs,
    save_stock,
    stage,
)
from training.cutout_lessons import SHAPES, Lesson, Lessons, lump
from training.cutout_network import Seeker, SeekerConfig
from training.learning import Plan, begin, train
from training.train_cutout import (
    DISTRUST,
    IGNORED,
    Batches,
    batches_of,
    export,
    exported,
    loss_of,
    measure,
    one_figure,
    trust_in,
)
from training.world.elsewhere.textures import texture
from training.world.scene import Scene
from training.world.stage import picture_of
from video01.facts import Facts, Figure
from video01.figure_ground import SEEN, FigureGround
from video01.layers import Array, Picture
from video01.vocabulary import SUBJECTS

SMALL = SeekerConfig(widths=(8, 8, 8, 8), blocks=(1, 1, 1, 1))


def stock(frames: int = 3, *, photographed: bool = True) -> Stock:
    """White discs with black cores on textures, of which the second looks right."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[:SIDE, :SIDE] / SIDE - 0.5
    disc = np.zeros((SIDE, SIDE, 4), np.uint8)
    disc[np.hypot(x, y) < 0.45] = 255
    disc[np.hypot(x, y) < 0.2, :3] = 0
    sideways = disc.copy()
    sideways[:, SIDE // 2 :, :3] = 0
    textures = np.stack([texture(rng) for _ in range(frames)])
    opacity = np.zeros((frames, HEIGHT, WIDTH), np.uint8)
    opacity[:, 50:90, 100:140] = 255
    shown = np.where(opacity[..., None] > 0, np.uint8(255), textures)
    return Stock(
        shown=shown,
        opacity=opacity,
        empty=textures,
        textures=textures,
        photographs=textures if photographed else textures[:0],
        figures=np.stack([disc, sideways]),
        looks=np.array([0, 1], np.int8),
    )


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


def test_a_drawing_becomes_a_figure_if_it_is_one() -> None:
    drawing = np.zeros((200, 300, 4), np.uint8)
    cv2.ellipse(drawing, (150, 100), (90, 60), 0, 0, 360, (250, 10, 10, 255), -1)
    canvas = on_canvas(drawing)
    assert canvas is not None
    assert canvas[..., 3].max(0).sum() / 255 == pytest.approx(0.94 * SIDE, abs=3)
    assert canvas[SIDE // 2 + 20, SIDE // 2].tolist() == [250, 10, 10, 255]
    assert on_canvas(np.full((200, 300, 4), 255, np.uint8)) is None, "a whole picture"
    apart = np.concatenate([drawing, drawing], 1)
    assert on_canvas(apart) is None, "two things"
    assert on_canvas(np.asarray(drawing[::6, ::6])) is None, "too small"


def test_pictures_of_others_are_read_and_held_out_by_their_names(tmp_path: Path) -> None:
    for name in ("park-0", "park-1", "penguin-0"):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.full((90, 200, 3), 77, np.uint8))
    assert photographs(tmp_path, held_out=False).shape == (2, HEIGHT, WIDTH, 3)
    assert photographs(tmp_path, held_out=True).shape == (1, HEIGHT, WIDTH, 3)
    assert photographs(None, held_out=False).shape == (0, HEIGHT, WIDTH, 3)
    drawing = np.zeros((100, 100, 4), np.uint8)
    cv2.circle(drawing, (50, 50), 40, (1, 2, 3, 255), -1)
    cv2.imwrite(str(tmp_path / "cat.png"), drawing)
    names = [str(("subject", name)) for name in ("fox", "horse", "penguin")]
    (tmp_path / "canvas.json").write_text(json.dumps(names))
    np.save(tmp_path / "canvas.npy", np.full((3, 256, 256, 4), 9, np.uint8))
    canvases, looks = figures(tmp_path, tmp_path, held_out=False)
    assert len(canvases) == 3
    assert looks.tolist() == [0, 1, UNKNOWN], "a fox faces us, a horse looks aside, of a drawing nobody knows"
    assert len(figures(tmp_path, None, held_out=True)[0]) == 1


@pytest.mark.parametrize("shape", SHAPES[::2])
def test_a_lesson_has_its_size_and_now_and_then_nobody(shape: tuple[int, int]) -> None:
    lessons = Lessons(stock(), np.random.default_rng(1))
    drawn = [lessons.draw(*shape) for _ in range(40)]
    assert all(lesson.picture.shape == (shape[1], shape[0], 3) for lesson in drawn)
    assert all(lesson.opacity.shape == (shape[1], shape[0]) for lesson in drawn)
    empty = [not lesson.opacity.any() for lesson in drawn]
    assert 0 < sum(empty) < 30


def test_lessons_can_do_without_photographs_and_repeat_themselves() -> None:
    one, other = (Lessons(stock(photographed=False), np.random.default_rng(5)) for _ in range(2))
    for _ in range(20):
        np.testing.assert_array_equal(one.any().picture, other.any().picture)


def test_who_looks_aside_is_known_with_its_mirror_image() -> None:
    lessons = Lessons(stock(), np.random.default_rng(2))
    drawn = [lessons.any() for _ in range(300)]
    assert {lesson.looks for lesson in drawn} == {-1, 0, 1, UNKNOWN}
    for lesson in (one for one in drawn if one.looks in (-1, 1)):
        assert lesson.opacity.any()


def test_a_closer_lesson_shows_its_figure_larger() -> None:
    shares = []
    for look in (Lessons.any, Lessons.closer):
        lessons = Lessons(stock(), np.random.default_rng(3))
        drawn = [look(lessons).opacity for _ in range(60)]
        shares.append(np.mean([(opacity > 127).mean() for opacity in drawn if (opacity > 127).any()]))
    assert shares[1] > 1.5 * shares[0]


def test_who_stands_alone_and_whole_could_move() -> None:
    opacity = np.zeros((90, 160), np.uint8)
    assert not one_figure(opacity)
    opacity[20:70, 30:60] = 255
    assert one_figure(opacity)
    opacity[20:70, 100:130] = 255
    assert not one_figure(opacity), "two"
    assert 0.05 < (lump(np.random.default_rng(0)) > 0).mean() < 0.8


def test_a_network_answers_for_each_place_and_for_the_picture() -> None:
    pictures, opacity, movable, looks = next(iter(Batches(stock(), 0, 4, 64)))
    assert pictures.shape == (4, 3, 64, 64)
    assert opacity.shape == (4, 1, 64, 64)
    assert movable.shape == (4, 1)
    network = Seeker(SMALL)
    places, whole, way = network(pictures.float() / 255)
    assert places.shape == opacity.shape
    assert whole.shape == movable.shape
    assert way.shape == (len(looks), 3)
    assert loss_of(network, pictures, opacity, movable, looks).item() > 0
    assert loss_of(network, pictures, opacity, movable, torch.full_like(looks, IGNORED)).isfinite()
    assert sum(one.numel() for one in Seeker(SeekerConfig()).parameters()) < 1.1e6


@pytest.mark.filterwarnings("ignore:`torch.jit")
def test_training_goes_on_from_its_checkpoint_and_what_ships_answers_alike(tmp_path: Path) -> None:
    given = stock()
    save_stock(given, tmp_path / "stock.npz")
    np.testing.assert_array_equal(load_stock(tmp_path / "stock.npz").figures, given.figures)
    plan = Plan(run=tmp_path / "run", minutes=0.02)
    train(plan, SMALL, partial(batches_of, given, 2), loss_of)
    first = begin(plan.run)[1]
    train(plan, SMALL, partial(batches_of, given, 2), loss_of)
    network, step = begin(plan.run)
    assert step > first > 0
    export(network.eval(), tmp_path)
    model = exported(tmp_path, DISTRUST)
    picture: Picture = np.full((SEEN, SEEN, 3), 90, np.uint8)
    picture[40:100, 50:110] = 250
    with torch.no_grad():
        wanted = torch.sigmoid(network(torch.from_numpy(picture).permute(2, 0, 1)[None] / 255)[0])[0, 0].numpy()
    told = model.graph(np.asarray(picture.transpose(2, 0, 1)[None] / 255, np.float32))[0][0, 0]
    np.testing.assert_allclose(told, wanted, atol=0.02)
    assert model.figure(picture) is None, "nothing is trusted yet"


def test_trust_is_learned_and_measured() -> None:
    lessons = Lessons(stock(), np.random.default_rng(3))

    def sees_white(picture: Array) -> tuple[Array, Array, Array]:
        white = (picture.min(1, keepdims=True) > 0.75).astype(np.float32)
        return 0.02 + 0.96 * white, white.max((2, 3)) * 0.9, np.array([[0, 1, 0]], np.float32)

    model = FigureGround(sees_white, DISTRUST)
    model.trust = trust_in(model, lessons, 80)
    assert all(0 <= share <= 1 for share in measure(model, lessons, 10).values())
    assert isinstance(lessons.any(0.5), Lesson)
