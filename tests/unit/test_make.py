"""From request to files with the echo engine, and with engines that break their word."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from video01.engines import Footage, OnStep, load
from video01.engines.echo import EchoEngine
from video01.errors import Canceled, EngineFailed, InvalidSettings
from video01.events import Done, Event, Preview, Started, Step
from video01.generation import GenerationRequest
from video01.make import make_video
from video01.media import frames_of, probe, read_image, write_jpeg

REQUEST = GenerationRequest(prompt="a red fox", seed=7, size=(320, 192), duration=1.0, optimize_prompt=False)


@dataclass
class Drawer:
    """An engine that promises ten frames and draws chunks of the given lengths."""

    lengths: tuple[int, ...] = (5, 5)
    shape: tuple[int, int] = (128, 128)
    prompts: list[str] = field(default_factory=list)
    name: str = "drawer"

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        self.prompts.append(request.prompt)
        on_step(1, 2)
        on_step(2, 2)
        return Footage(width=128, height=128, fps=25, num_frames=10, chunks=self._chunks(), timings={"text": 1.0})

    def _chunks(self) -> Iterator[NDArray[np.uint8]]:
        first = 0
        for length in self.lengths:
            yield np.stack([np.full((*self.shape, 3), 10 * n, np.uint8) for n in range(first, first + length)])
            first += length


def make(folder: Path, engine: object = None, request: GenerationRequest = REQUEST) -> tuple[Done, list[Event]]:
    events: list[Event] = []
    done = make_video(
        request,
        engine=engine or EchoEngine(),  # type: ignore[arg-type]
        video=folder / "v.mp4",
        poster=folder / "v.jpg",
        emit=events.append,
    )
    return done, events


def test_what_is_drawn_is_shown_small_and_not_too_often(tmp_path: Path) -> None:
    _, events = make(tmp_path, request=replace(REQUEST, size=(1280, 720)))
    previews = [event.jpeg for event in events if isinstance(event, Preview)]
    assert 1 <= len(previews) <= 6
    assert Image.open(io.BytesIO(previews[0])).size == (320, 180)


def test_an_engine_that_sketches_is_seen_before_it_draws(tmp_path: Path) -> None:
    class Sketching(Drawer):
        def sketch(self) -> NDArray[np.uint8] | None:
            return np.full((90, 160, 3), 200, np.uint8)

    _, events = make(tmp_path, Sketching())
    shown = [np.asarray(Image.open(io.BytesIO(event.jpeg))) for event in events if isinstance(event, Preview)]
    kinds = [type(event) for event in events]
    assert kinds[1:3] == [Step, Preview], "after the first step"
    assert shown[0].shape == (90, 160, 3)
    assert abs(float(shown[0].mean()) - 200) < 2


def test_echo_makes_a_moving_video_of_the_promised_shape(tmp_path: Path) -> None:
    done, events = make(tmp_path)
    assert (done.duration, done.width, done.height) == (1.0, 320, 192)
    facts = probe(tmp_path / "v.mp4")
    assert (facts.frames, facts.fps, facts.duration, facts.width, facts.height) == (25, 25, 1.0, 320, 192)
    first, *_, last = frames_of(tmp_path / "v.mp4")
    assert np.abs(first.astype(int) - last).mean() > 1
    assert set(done.timings) == {"text", "denoise", "decode", "encode", "total"}
    assert all(seconds >= 0 for seconds in done.timings.values())
    assert isinstance(events[0], Started)
    assert events[0].report.prompt == "a red fox"
    steps = [event.progress for event in events[1:] if isinstance(event, Step)]
    assert {type(event) for event in events[1:]} == {Step, Preview}
    assert steps == sorted(steps)
    assert steps[-1] == 1.0
    assert 0.6 in steps


def test_the_poster_is_the_middle_frame(tmp_path: Path) -> None:
    make(tmp_path, Drawer())
    poster = np.asarray(read_small(tmp_path / "v.jpg"))
    assert abs(int(poster.mean()) - 50) <= 2


def read_small(path: Path) -> NDArray[np.uint8]:
    from PIL import Image

    return np.asarray(Image.open(path))


@pytest.mark.parametrize(
    ("lengths", "words"),
    [((), "drew 0"), ((5,), "drew 5"), ((5, 5, 5), "drew more"), ((11,), "drew more"), ((0, 0), "drew 0")],
)
def test_an_engine_that_breaks_its_word_has_failed(tmp_path: Path, lengths: tuple[int, ...], words: str) -> None:
    drawer = Drawer(lengths=tuple(n for n in lengths if n))
    with pytest.raises(EngineFailed, match=f"promised 10 frames and {words}"):
        make(tmp_path, drawer)
    assert list(tmp_path.iterdir()) == []


def test_frames_of_another_shape_are_a_failure(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match=r"promised frames \(128, 128, 3\) of uint8 and drew \(64, 64, 3\) of uint8"):
        make(tmp_path, Drawer(shape=(64, 64)))


@pytest.mark.parametrize("after", [0.0, 0.3, 0.6, 0.7])
def test_canceled_from_emit_stops_at_once_and_leaves_nothing(tmp_path: Path, after: float) -> None:
    def emit(event: Event) -> None:
        if isinstance(event, Step) and event.progress > after:
            raise Canceled

    with pytest.raises(Canceled):
        make_video(REQUEST, engine=EchoEngine(), video=tmp_path / "v.mp4", poster=tmp_path / "v.jpg", emit=emit)
    assert list(tmp_path.iterdir()) == []


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    files = []
    for seed in (7, 7, 8):
        make(tmp_path, request=GenerationRequest(prompt="x", seed=seed, size=(320, 192), duration=0.4))
        files.append((tmp_path / "v.mp4").read_bytes())
    assert files[0] == files[1] != files[2]


def test_echo_keeps_the_aspect_of_a_first_frame_and_shows_it(tmp_path: Path) -> None:
    picture = np.full((600, 800, 3), (10, 120, 200), np.uint8)
    write_jpeg(picture, tmp_path / "in.jpg")
    request = GenerationRequest(prompt="", first_frame=(tmp_path / "in.jpg").read_bytes(), seed=1, duration=0.2)
    done, _ = make(tmp_path, request=request)
    assert (done.width, done.height) == (960, 720)
    frame = next(frames_of(tmp_path / "v.mp4"))
    assert np.abs(np.median(frame, axis=(0, 1)) - (10, 120, 200)).max() < 8
    assert read_image((tmp_path / "v.jpg").read_bytes()).shape == (720, 960, 3)


@pytest.mark.parametrize("size", [(128, 128), (1920, 128), (128, 1920), (1280, 720)])
def test_echo_draws_every_size(size: tuple[int, int]) -> None:
    footage = load("echo").generate(
        GenerationRequest(prompt="x", seed=2**32 - 1, size=size, duration=10.0), lambda done, steps: None
    )
    assert next(footage.chunks).shape == (10, size[1], size[0], 3)
    assert footage.num_frames == 250


def test_echo_takes_its_time_if_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEO01_ECHO_SECONDS", "0.5")
    steps: list[int] = []
    load("echo").generate(REQUEST, lambda done, all_steps: steps.append(done))
    assert steps == [1, 2, 3, 4, 5]
    monkeypatch.setenv("VIDEO01_ECHO_SECONDS", "soon")
    with pytest.raises(InvalidSettings, match="VIDEO01_ECHO_SECONDS must be a number, got 'soon'"):
        load("echo")


@pytest.mark.parametrize("asked", [True, False])
def test_the_engine_is_given_the_optimized_prompt_if_asked(tmp_path: Path, asked: bool) -> None:
    drawer = Drawer()
    _, events = make(tmp_path, drawer, replace(REQUEST, prompt="a menacing dragon roars", optimize_prompt=asked))
    assert isinstance(events[0], Started)
    assert drawer.prompts == [events[0].report.prompt]
    assert (events[0].report.prompt != "a menacing dragon roars") == asked
