"""Where clips come from: the world as numbers with keys, and what is found in somebody's own films."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.training.test_world import needs_pictures
from training.source import FolderSource, Source, WorldSource, open_source
from training.world.scene import sample_scene
from training.world.stage import all_keys, clip_of
from video01.compositor import Compositor
from video01.layers import CAMERA, KEYS, STRIP_HEIGHT, STRIP_WIDTH, LayeredClip, Picture
from video01.tokens import encode

WIDTH, HEIGHT = 230, 128  # pixels of the films here


def decibels(picture: Picture, wanted: Picture) -> float:
    """Peak signal to noise ratio."""
    return float(-10 * np.log10(np.square((picture.astype(float) - wanted) / 255).mean() + 1e-10))


def texture(width: int, height: int) -> Picture:
    """Soft spots of many sizes, nowhere alike."""
    rng = np.random.default_rng(1)
    total = np.full((height, width, 3), 128.0)
    for cells in (3, 6, 12, 24):
        spots = rng.uniform(-1, 1, (cells, cells * width // height, 3))
        total += 45 * cv2.resize(spots, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(total, 0, 255).astype(np.uint8)


def write_film(folder: Path, views: list[Picture], captions: str = "spots\n\nmore of them\n") -> None:
    height, width = views[0].shape[:2]
    writer = cv2.VideoWriter(str(folder / "film.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), 8, (width, height))
    for view in views:
        writer.write(view)
    writer.release()
    (folder / "film.txt").write_text(captions)


def shown(source: Source, index: int, moment: float) -> Picture:
    """A frame of a clip with its pictures, (HEIGHT, WIDTH, 3) BGR as films are written."""
    clip = clip_of(source.clip(index), source.picture)
    frame = Compositor(clip, WIDTH, HEIGHT).frame(moment, 0.0)
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2BGR), np.uint8)


def track(clip: LayeredClip, name: str) -> NDArray[np.float32]:
    """One number of the camera at all instants: (KEYS,)."""
    return clip.camera[:, CAMERA.index(name)]


def test_a_pan_of_a_film_is_found(tmp_path: Path) -> None:
    """Its window goes right by half its height, so what is in it goes left."""
    wide = texture(WIDTH + 64, HEIGHT)
    write_film(tmp_path, [wide[:, 4 * step : WIDTH + 4 * step] for step in range(17)])
    clip = FolderSource(tmp_path).clip(0)
    assert clip.camera.shape == (KEYS, len(CAMERA))
    np.testing.assert_allclose(track(clip, "pan_x")[[0, KEYS // 2, -1]], [0.25, 0, -0.25], atol=0.01)
    assert np.abs(track(clip, "pan_y")).max() < 0.01
    np.testing.assert_allclose(track(clip, "zoom"), 1, atol=0.01)


def test_a_zoom_of_a_film_is_found_and_shown(tmp_path: Path) -> None:
    whole = texture(3 * WIDTH, 3 * HEIGHT)
    views = []
    for zoom in np.linspace(1.0, 1.5, 13):
        width, height = round(3 * WIDTH / zoom), round(3 * HEIGHT / zoom)
        left, top = (3 * WIDTH - width) // 2, round(0.55 * (3 * HEIGHT - height))
        view = cv2.resize(whole[top : top + height, left : left + width], (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
        views.append(np.asarray(view, np.uint8))
    write_film(tmp_path, views)
    source = FolderSource(tmp_path)
    zoom = track(source.clip(0), "zoom")
    assert zoom[-1] / zoom[0] == pytest.approx(1.5, rel=0.03)
    assert zoom[KEYS // 2] == 1
    assert decibels(shown(source, 0, 0.5), views[6]) > 25
    assert decibels(shown(source, 0, 1.0), views[-1]) > 22


def test_somebody_who_moves_before_a_resting_backdrop_moves_no_camera(tmp_path: Path) -> None:
    still = texture(WIDTH, HEIGHT)
    views = []
    for step in range(17):
        view = still.copy()
        cv2.rectangle(view, (5 + 9 * step, 50), (45 + 9 * step, 90), (255, 255, 255), -1)
        views.append(view)
    write_film(tmp_path, views)
    assert np.abs(FolderSource(tmp_path).clip(0).camera - [0, 0, 0, 0, 0, 1, 0]).max() < 0.02


def test_a_cut_and_an_empty_picture_move_no_camera(tmp_path: Path) -> None:
    plain = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    write_film(tmp_path, [texture(WIDTH, HEIGHT)] * 4 + [texture(WIDTH, HEIGHT)[::-1].copy()] * 4 + [plain] * 5)
    assert np.abs(FolderSource(tmp_path).clip(0).camera - [0, 0, 0, 0, 0, 1, 0]).max() < 0.02


@pytest.mark.parametrize(("width", "height"), [(96, 170), (300, 96), (640, 360)])
def test_films_of_any_shape_become_a_strip_that_closes_on_itself(tmp_path: Path, width: int, height: int) -> None:
    write_film(tmp_path, [texture(width, height)])
    source = FolderSource(tmp_path)
    picture = source.picture(source.keys()[0])
    assert picture.shape == (STRIP_HEIGHT, STRIP_WIDTH, 4)
    assert picture.dtype == np.uint8
    assert (picture[..., 3] == 255).all()
    steps = np.abs(np.diff(picture.astype(float), axis=1, append=picture[:, :1])).mean((0, 2))
    assert steps[-1] < 2 * steps.mean()
    assert np.abs(source.clip(0).camera - [0, 0, 0, 0, 0, 1, 0]).max() < 1e-6


def test_clips_come_round_again_and_the_lines_of_a_caption_file_are_captions(tmp_path: Path) -> None:
    write_film(tmp_path, [texture(WIDTH, HEIGHT)] * 3)
    source = open_source(f"folder:{tmp_path}")
    assert source.captions(5) == [("spots", None), ("more of them", None)]
    assert source.clip(0) is source.clip(7)
    assert [strip.picture for strip in source.clip(0).scenery] == source.keys() == [tmp_path / "film.mp4"]
    assert source.group(source.keys()[0]) is None


def test_a_folder_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no video files in .*\.mp4"):
        FolderSource(tmp_path)
    (tmp_path / "film.mp4").touch()
    with pytest.raises(FileNotFoundError, match=r"film\.txt must stand beside it"):
        FolderSource(tmp_path)
    (tmp_path / "film.txt").write_text("\n \n")
    with pytest.raises(ValueError, match=r"film\.txt is empty"):
        FolderSource(tmp_path)
    (tmp_path / "film.txt").write_text("a film")
    with pytest.raises(ValueError, match=r"film\.mp4 could not be read"):
        FolderSource(tmp_path).clip(0)
    with pytest.raises(ValueError, match="folder:PATH"):
        open_source("elsewhere")
    with pytest.raises(ValueError, match="folder:PATH"):
        open_source("folder:")


@needs_pictures
def test_the_world_tells_clips_with_keys_in_the_places_of_pictures() -> None:
    source, known = WorldSource(), {*all_keys()}
    assert {*source.keys()}
    for index in range(40):
        clip = source.clip(index)
        veil = [] if clip.veil is None else [clip.veil]
        assert {part.picture for part in (*clip.scenery, *clip.actors, *veil)} <= known
        values, told = encode(clip, lambda key: np.full(64, len(key), np.float32))
        assert np.isfinite(values).all()
        assert ((told == 0) | (told == 1)).all()
        assert (values[told == 0] == 0).all()


def test_strips_that_were_painted_to_go_together_are_in_one_group() -> None:
    source = WorldSource()
    groups = {key: source.group(key) for key in source.keys()}  # noqa: SIM118 - a method of ours
    assert groups["strip", "city", "mid", 2] == groups["strip", "city", "lights", 2] is not None
    assert groups["strip", "city", "mid", 2] != groups["strip", "city", "mid", 3]
    assert groups["strip", "city", "mid", 2] != groups["strip", "village", "mid", 2]
    assert groups["subject", "dog"] is groups["clouds", 0] is None


def test_the_world_s_captions_begin_with_the_full_one_and_tell_their_facts() -> None:
    captions = WorldSource().captions(3)
    assert len(captions) == 4
    assert captions[0][1] == sample_scene(3).facts
    assert captions == WorldSource().captions(3)
    assert len({text for text, _ in captions}) > 1
    assert all(facts is not None for _, facts in captions)
