"""Figures cut out of pictures, what is filled in behind them, and how they move."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import openvino as ov
import pytest

from video01.compositing.filling import filled
from video01.compositor import Compositor
from video01.cutout import Cutout, cut, outlined
from video01.figure_ground import AREA, FigureGround, Seen, Trust, can_move, parted, rest_of, seen_at
from video01.framing import cast_with_picture, with_pictures
from video01.layers import CAMERA, CANVAS, KEYS, WAY, Actor, Array, LayeredClip, Look, Picture
from video01.prompt.caption import read_caption

WEIGHTS = Path(str(files("video01") / "weights"))
WIDTH, HEIGHT = 480, 270
RED = (200, 30, 40)


def scene(x: float = 0.5, foot: float = 0.8, tall: float = 0.4) -> tuple[Picture, Array]:
    """A red oval with a shadow on a meadow below a sky, and its opacity (H, W), 0..1."""
    rng = np.random.default_rng(0)
    y = np.linspace(0, 1, HEIGHT)[:, None, None]
    picture = np.where(y < 0.55, (150, 190, 230) + 40 * y, (90, 140, 60) + 30 * y)
    picture = picture + cv2.GaussianBlur(rng.normal(0, 30, (HEIGHT, WIDTH, 3)), (0, 0), 2)
    shadow, oval = np.zeros((HEIGHT, WIDTH)), np.zeros((HEIGHT, WIDTH))
    middle = (round(x * WIDTH), round((foot - tall / 2) * HEIGHT))
    size = round(0.3 * tall * HEIGHT), round(0.5 * tall * HEIGHT)
    cv2.ellipse(shadow, (middle[0], round(foot * HEIGHT)), (size[0], 9), 0, 0, 360, 0.5, -1)
    cv2.ellipse(oval, middle, size, 0, 0, 360, 1.0, -1)
    oval = np.asarray(cv2.GaussianBlur(oval, (0, 0), 0.7))
    picture = picture * (1 - cv2.GaussianBlur(shadow, (0, 0), 1.5))[..., None]
    picture = picture * (1 - oval[..., None]) + np.array(RED) * oval[..., None]
    return np.clip(picture, 0, 255).astype(np.uint8), oval.astype(np.float32)


def seen(opacity: Array) -> Array:
    """An opacity as a network would tell it that is sure."""
    return np.asarray(cv2.resize(opacity, seen_at(WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.float32)


def cut_out(**place: float) -> tuple[Picture, Cutout]:
    picture, opacity = scene(**place)
    found = cut(picture, seen(opacity) > 0.5)
    assert found is not None
    return picture, found


def clip_of(tracks: dict[str, tuple[float, float]], **gait: Any) -> LayeredClip:
    way = np.zeros((KEYS, len(WAY)), np.float32)
    usual = {"y": (0.6, 0.6), "height": (-1.0, -1.0), "facing": (1.0, 1.0), "opacity": (1.0, 1.0)}
    for name, ends in (usual | tracks).items():
        way[:, WAY.index(name)] = np.linspace(*ends, KEYS)
    camera = np.zeros((KEYS, len(CAMERA)), np.float32)
    camera[:, CAMERA.index("zoom")] = 1
    actor = Actor(picture=np.full((CANVAS, CANVAS, 4), 255, np.uint8), way=way, **gait)
    return LayeredClip(horizon=0.55, scenery=(), actors=(actor,), veil=None, look=Look(), camera=camera)


def redness(frame: Picture) -> Array:
    """Where a frame is as red as the figure."""
    return np.asarray((frame[..., 0] > 150) & (frame[..., 1] < 90), np.float32)


def middle_of(frame: Picture) -> tuple[float, float]:
    rows, columns = np.nonzero(redness(frame))
    return float(columns.mean() / WIDTH), float(rows.mean() / HEIGHT)


def test_the_outline_is_found_finer_than_it_was_told() -> None:
    picture, opacity = scene()
    coarse = cv2.resize(seen(opacity), (WIDTH, HEIGHT)) > 0.5
    fine, true = outlined(picture, seen(opacity)) > 127, opacity > 0.5
    wrong, wrong_before = (fine != true).sum(), (coarse != true).sum()
    assert wrong < 0.6 * wrong_before
    assert wrong < 0.03 * true.sum()


@pytest.mark.parametrize("gait", ["step", "flap", "swim", "bob", "squash", "shadow"])
def test_the_first_frame_is_the_picture_to_the_last_bit(gait: str) -> None:
    picture, found = cut_out()
    tracks = {"x": (0.5, -0.5), "turn": (0.2, 1.0), "hop": (0.2, 0.2), "tremble": (0.02, 0.02), "lift": (0.1, 0.3)}
    clip = with_pictures(clip_of(tracks, **{gait: 1.0}), picture, None, cutout=found, mover=0)
    np.testing.assert_array_equal(Compositor(clip, WIDTH, HEIGHT).frame(0.0, 0.0), picture)


def test_a_figure_in_a_picture_goes_where_the_model_goes_and_leaves_no_trace() -> None:
    picture, found = cut_out()
    compositor = Compositor(
        with_pictures(clip_of({"x": (0.6, -0.6)}), picture, None, cutout=found, mover=0), WIDTH, HEIGHT
    )
    frames = [compositor.frame(u, 6 * u) for u in (0.0, 0.5, 1.0)]
    (start, level), (half, _), (end, level_then) = (middle_of(frame) for frame in frames)
    assert start - 0.1 > half > end + 0.1
    assert level_then == pytest.approx(level, abs=0.03)
    inside = scene()[1] > 0.5
    assert np.abs(frames[2].astype(int) - scene(x=-1.0)[0])[inside].mean() < 25, "it is gone from where it was"
    assert redness(frames[2]).sum() == pytest.approx(redness(picture).sum(), rel=0.05), "it is as large as it was"


def test_its_shadow_stays_while_it_leaps_and_goes_when_it_goes() -> None:
    picture, found = cut_out()
    foot = np.s_[round(0.825 * HEIGHT), WIDTH // 2 - 20 : WIDTH // 2 + 20]
    shaded = float(picture[foot].mean())
    leaping = Compositor(
        with_pictures(clip_of({"hop": (0.2, 0.2)}), picture, None, cutout=found, mover=0), WIDTH, HEIGHT
    )
    going = Compositor(with_pictures(clip_of({"x": (0.6, -0.6)}), picture, None, cutout=found, mover=0), WIDTH, HEIGHT)
    assert leaping.frame(0.12, 0.72)[foot].mean() == pytest.approx(shaded, abs=8)
    assert going.frame(1.0, 6.0)[foot].mean() > shaded + 15


@pytest.mark.parametrize(("tracks", "larger"), [({"height": (-3.0, 0.0)}, True), ({"height": (0.0, -3.0)}, False)])
def test_a_figure_in_a_picture_grows_as_far_as_a_frame_can_show(
    tracks: dict[str, tuple[float, float]], larger: bool
) -> None:
    picture, found = cut_out()
    last = Compositor(with_pictures(clip_of(tracks), picture, None, cutout=found, mover=0), WIDTH, HEIGHT).frame(
        1.0, 6.0
    )
    rows = np.nonzero(redness(last).any(1))[0]
    tall = (rows[-1] - rows[0]) / HEIGHT
    assert 0.6 < tall <= 1 if larger else 0.05 < tall < 0.2


def test_what_the_lower_edge_cuts_off_shows_no_cut_when_it_leaps() -> None:
    picture, found = cut_out(foot=1.15, tall=0.7)
    assert found.cropped
    compositor = Compositor(
        with_pictures(clip_of({"hop": (0.5, 0.5)}), picture, None, cutout=found, mover=0), WIDTH, HEIGHT
    )
    np.testing.assert_array_equal(compositor.frame(0.0, 0.0), picture)
    u = 0.19  # in the air
    assert middle_of(compositor.frame(u, 6 * u))[1] < middle_of(picture)[1] - 0.03
    assert redness(compositor.frame(u, 6 * u))[-1].sum() > 0.7 * redness(picture)[-1].sum()


def test_who_vanishes_is_there_at_first() -> None:
    picture, found = cut_out()
    compositor = Compositor(
        with_pictures(clip_of({"opacity": (1.0, 0.0)}), picture, None, cutout=found, mover=0), WIDTH, HEIGHT
    )
    np.testing.assert_array_equal(compositor.frame(0.0, 0.0), picture)
    assert redness(compositor.frame(1.0, 6.0)).sum() < 0.02 * redness(picture).sum()


def likely_of(*boxes: tuple[float, float, float, float], likelihood: float = 0.97) -> Seen:
    """Red boxes (left, top, right, bottom, as shares) on grey, and likelihoods that tell of them."""
    width, height = seen_at(WIDTH, HEIGHT)
    picture, likely = np.full((height, width, 3), 120, np.uint8), np.zeros((height, width), np.float32)
    for left, top, right, bottom in boxes:
        here = np.s_[int(top * height) : int(bottom * height), int(left * width) : int(right * width)]
        picture[here], likely[here] = RED, likelihood
    return Seen(small=picture, likely=likely, movable=0.9)


@pytest.mark.parametrize(
    ("boxes", "why"),
    [
        ([], "nobody"),
        ([(0.5, 0.5, 0.55, 0.55)], "too small"),
        ([(0.05, 0.05, 0.95, 0.95)], "too large"),
        ([(0.0, 0.3, 0.3, 0.7)], "cut off by a side"),
        ([(0.3, 0.0, 0.5, 0.7)], "cut off by the top"),
        ([(0.2, 0.2, 0.8, 0.25), (0.2, 0.2, 0.23, 0.9), (0.77, 0.2, 0.8, 0.9)], "a frame rather than a body"),
    ],
)
def test_what_cannot_be_moved_is_left_alone(boxes: list[tuple[float, float, float, float]], why: str) -> None:
    assert parted(likely_of(*boxes)) is None, why


def test_shoulders_may_be_cut_off_by_the_sides() -> None:
    bust = np.zeros((100, 160), bool)
    bust[20:70, 50:110] = True
    bust[80:, :] = True
    assert can_move(bust)
    assert not can_move(bust[::-1])


def test_the_cut_goes_along_the_edges_where_likelihoods_are_too_wide() -> None:
    told = likely_of((0.4, 0.3, 0.6, 0.8))
    wide = cv2.GaussianBlur(cv2.dilate(told.likely, np.ones((13, 13), np.uint8)), (0, 0), 3) * 0.9
    found = parted(told._replace(likely=np.asarray(wide, np.float32)))
    assert found is not None
    true = told.likely > 0.5
    assert (found[0] ^ true).sum() < 0.1 * true.sum() < 0.3 * ((wide > 0.5) ^ true).sum()


class Eyes:
    """A network that tells what is red, and that it looks to where white is of it."""

    def __init__(self) -> None:
        self.shown: list[Array] = []

    def __call__(self, picture: Array) -> tuple[Array, Array, Array]:
        red = (picture[:, :1] > 0.6) & (picture[:, 1:2] < 0.35)
        self.shown.append(red.astype(np.float32))
        eye, body = (np.nonzero(mask)[-1] for mask in (picture.min(1) > 0.95, red))
        looks = np.eye(3)[[1 + int(np.sign(eye.mean() - body.mean())) if len(eye) else 1]]
        return self.shown[-1], np.full((1, 1), 0.5, np.float32), looks.astype(np.float32)


def test_it_looks_closer_at_where_a_figure_may_be_unless_it_is_large() -> None:
    eyes = Eyes()
    network = FigureGround(eyes, Trust.load(WEIGHTS / "cutout.json"))
    told = network.seen(scene(tall=0.2)[0])
    assert len(eyes.shown) == 4  # each of the two with its mirror image
    assert eyes.shown[2].mean() > 4 * eyes.shown[0].mean()
    wanted = seen(scene(tall=0.2)[1]) > 0.5
    assert ((told.likely > 0.5) ^ wanted).sum() < 0.1 * wanted.sum()
    eyes.shown.clear()
    network.seen(scene(tall=0.75)[0])
    assert len(eyes.shown) == 2


def test_which_way_it_looks_is_asked_of_the_mirror_image_too() -> None:
    network = FigureGround(Eyes(), Trust.load(WEIGHTS / "cutout.json"))
    picture = scene(x=0.3)[0]
    assert network.seen(picture).looks == 0
    picture[130:150, 150:162] = 255
    assert network.seen(picture).looks == 1
    assert network.seen(np.ascontiguousarray(picture[:, ::-1])).looks == -1


def test_the_shipped_network_finds_a_figure_and_leaves_a_landscape_alone() -> None:
    graph = ov.Core().compile_model(WEIGHTS / "cutout.xml", "CPU")
    network = FigureGround(graph, Trust.load(WEIGHTS / "cutout.json"))
    picture, opacity = scene()
    found = network.figure(picture)
    assert found is not None
    true = seen(opacity) > 0.5
    assert (found.main & true).sum() > 0.75 * (found.main | true).sum()
    assert network.figure(scene(x=-1.0)[0]) is None
    assert network.figure(np.zeros((HEIGHT, WIDTH, 3), np.uint8)) is None


@pytest.mark.parametrize(("looks", "later"), [(1, -1), (-1, 1), (0, 1)])
def test_who_looks_to_a_side_looks_where_it_goes(looks: int, later: int) -> None:
    picture, found = cut_out(x=0.7)
    clip = clip_of({"x": (0.3, -0.5)})
    moved = with_pictures(clip, picture, None, cutout=replace(found, looks=looks), mover=0)
    facing = moved.actors[0].way[:, WAY.index("facing")]
    assert facing[0] == 1
    np.testing.assert_array_equal(facing[2:], later)


def test_who_goes_back_turns_round_and_who_rests_looks_where_it_went() -> None:
    picture, found = cut_out()
    clip = clip_of({})
    x = np.concatenate([np.zeros(3), np.linspace(0, 0.5, 5), np.linspace(0.5, 0, 5)[1:], [0.0]])
    clip.actors[0].way[:, WAY.index("x")] = x
    moved = with_pictures(clip, picture, None, cutout=replace(found, looks=1), mover=0)
    facing = moved.actors[0].way[:, WAY.index("facing")]
    assert facing[:7].min() == 1
    np.testing.assert_array_equal(facing[8:], -1)


def test_what_the_cut_left_behind_goes_when_the_figure_has_gone() -> None:
    picture, opacity = scene()
    main = seen(opacity) > 0.5
    legs = main.copy()
    legs[: int(0.7 * len(legs))] = False
    found = cut(picture, main & ~legs, rest=legs)
    assert found is not None
    inner = np.asarray(cv2.erode((opacity > 0.99).astype(np.uint8), np.ones((5, 5), np.uint8)))
    inner[: int(0.75 * len(inner))] = 0
    red = [((frame[..., 0] > 150) & (frame[..., 1] < 90))[inner > 0].mean() for frame in (found.behind, found.cleared)]
    assert red[0] > 0.9
    assert red[1] < 0.1


def test_what_hangs_together_with_a_figure_may_be_of_it_too() -> None:
    told = likely_of((0.4, 0.3, 0.6, 0.7))
    height, width = told.likely.shape
    likely = told.likely.copy()
    likely[int(0.5 * height) : int(0.55 * height), int(0.6 * width) : int(0.8 * width)] = 0.2  # a tail
    likely[: int(0.1 * height), : int(0.1 * width)] = 0.2  # somewhere else
    rest = rest_of(told.likely > 0.5, likely)
    assert rest[int(0.52 * height), int(0.7 * width)]
    assert not rest[: int(0.1 * height), : int(0.1 * width)].any()
    assert not rest[told.likely > 0.5].any()


def test_trust_is_read_back(tmp_path: Path) -> None:
    trust = Trust.load(WEIGHTS / "cutout.json")
    trust.save(tmp_path / "trust.json")
    for one, other in zip(trust, Trust.load(tmp_path / "trust.json"), strict=True):
        np.testing.assert_allclose(one, other)
    assert 0 < trust.of(trust.mean) < 1


@pytest.mark.parametrize("sides", [False, True])
def test_a_portrait_stays_where_it_is(sides: bool) -> None:
    picture, found = cut_out(foot=1.25, tall=1.2 if not sides else 3.0)
    assert found.rooted
    clip = with_pictures(
        clip_of({"x": (0.6, -0.6), "turn": (0.0, 1.0)}, step=1.0), picture, None, cutout=found, mover=0
    )
    compositor = Compositor(clip, WIDTH, HEIGHT)
    np.testing.assert_array_equal(compositor.frame(0.0, 0.0), picture)
    end = compositor.frame(1.0, 6.0)
    assert middle_of(end)[0] == pytest.approx(middle_of(picture)[0], abs=0.05)
    assert redness(end)[-1].sum() > 0.8 * redness(picture)[-1].sum(), "no gap at the lower edge"


def test_what_is_out_of_focus_is_not_cut_out() -> None:
    picture, opacity = scene()
    blurred = np.asarray(cv2.GaussianBlur(picture, (0, 0), 6), np.uint8)
    assert cut(blurred, seen(opacity) > 0.5) is None


def test_a_hole_is_filled_with_what_stands_beside_it() -> None:
    picture, opacity = scene()
    plain = scene(x=-1.0)[0]
    hole = cv2.dilate((opacity > 0).astype(np.uint8), np.ones((25, 25), np.uint8)) > 0
    found = filled(picture, np.asarray(hole))
    np.testing.assert_array_equal(found[~hole], picture[~hole])
    error, blank = (np.abs(guess.astype(float) - plain)[hole].mean() for guess in (found, picture))
    assert error < 0.3 * blank
    texture = [np.abs(np.diff(guess.astype(float), axis=1))[hole[:, 1:]].mean() for guess in (found, plain)]
    assert texture[0] > 0.7 * texture[1], "not a blur"


def test_nothing_and_everything_may_be_missing() -> None:
    picture = scene()[0]
    for hole in (np.zeros((HEIGHT, WIDTH), bool), np.ones((HEIGHT, WIDTH), bool)):
        np.testing.assert_array_equal(filled(picture, hole), picture)


@pytest.mark.parametrize(
    ("caption", "moves", "drawn", "mover"),
    [
        ("a cat jumps.", True, "a cat jumps.", 0),
        ("a cat jumps.", False, "[Push in]", None),
        ("a cat jumps. [Pan left]", False, "[Pan left]", None),
        ("a cat stays still.", True, "[Push in]", None),
        ("a red dragon appears, then comes closer; a cat left of it jumps.", True, None, 1),
        (
            "a red dragon appears, then comes closer; a cat left of it jumps.",
            False,
            "a red dragon appears, then comes closer.",
            None,
        ),
        (
            "a cat jumps; a dog left of it spins; a fox behind it appears.",
            True,
            "a cat jumps; a fox behind it appears.",
            0,
        ),
        ("a cat vanishes, then appears.", True, "a cat vanishes, then appears.", 0),
    ],
)
def test_who_is_in_the_picture_and_who_comes(caption: str, moves: bool, drawn: str | None, mover: int | None) -> None:
    told = read_caption(caption)
    assert told is not None
    assert cast_with_picture(told, moves=moves) == (read_caption(drawn or caption), mover)


def test_pictures_of_any_shape_are_seen_about_as_closely() -> None:
    for width, height in ((1280, 720), (720, 1280), (1024, 1024), (1200, 900), (3000, 200)):
        across, down = seen_at(width, height)
        assert 0.6 < across * down / AREA < 1.7


def test_without_a_cutout_all_is_as_before() -> None:
    picture = scene()[0]
    clip = clip_of({"x": (0.4, 0.4)})
    assert with_pictures(clip, picture, None).cleared is None
    assert with_pictures(clip, picture, None).actors[0].way[0, WAY.index("opacity")] == 0
    assert replace(with_pictures(clip, picture, None), actors=()).first is picture


def test_what_the_lower_edge_cuts_off_shrinks_towards_that_edge() -> None:
    picture, found = cut_out(foot=1.15, tall=0.7)
    assert found.cropped
    clip = with_pictures(clip_of({"height": (0.0, -2.0)}), picture, None, cutout=found, mover=0)
    last = Compositor(clip, WIDTH, HEIGHT).frame(1.0, 6.0)
    assert 0.02 < redness(last).sum() / redness(picture).sum() < 0.3
    rows = np.nonzero(redness(last).any(1))[0]
    assert rows[-1] >= HEIGHT - 2, "it ends where the picture does"


def test_who_turns_round_does_so_at_once() -> None:
    picture, found = cut_out()
    clip = clip_of({})
    way = clip.actors[0].way.copy()
    way[:, WAY.index("facing")] = np.where(np.arange(KEYS) % 2, -1, 1)
    clip = with_pictures(
        replace(clip, actors=(replace(clip.actors[0], way=way),)), picture, None, cutout=found, mover=0
    )
    np.testing.assert_allclose(np.abs(clip.actors[0].way[:, WAY.index("facing")]), 1)


def test_whom_the_camera_follows_stays_in_the_middle_of_the_frame() -> None:
    picture, found = cut_out()
    clip = clip_of({"x": (0.0, 1.2)})
    camera = clip.camera.copy()
    camera[:, CAMERA.index("truck")] = np.linspace(0, 1.2, KEYS)
    clip = with_pictures(replace(clip, camera=camera), picture, None, cutout=found, mover=0)
    compositor = Compositor(clip, WIDTH, HEIGHT)
    start, end = (compositor.frame(u, 6 * u) for u in (0.0, 1.0))
    assert middle_of(end)[0] == pytest.approx(middle_of(start)[0], abs=0.03)
    assert np.abs(end.astype(int) - start)[-20:].mean() > 2, "the ground goes by"
