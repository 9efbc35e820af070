"""The model that the package ships, as people use it: the command, a sentence, a picture. About half a minute."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.acceptance.commands import COMMAND, environment
from video01.compositor import Compositor
from video01.engines.small import WEIGHTS, SmallEngine
from video01.errors import Canceled
from video01.events import Event, Started, Step
from video01.generation import GenerationRequest
from video01.layers import WAY
from video01.make import make_video
from video01.media import cover, frames_of, probe

pytestmark = pytest.mark.skipif(
    not WEIGHTS.is_dir(), reason=f"the model's weights are not in {WEIGHTS}: training/export.py puts them there"
)

Frames = NDArray[np.uint8]
PROMPT = "A red fox runs to the right through a snowy forest. [Pan right]"
SHORT = GenerationRequest(prompt=PROMPT, seed=7, duration=0.4, size=(320, 192), num_inference_steps=2)


@pytest.fixture(scope="module")
def engine() -> SmallEngine:
    return SmallEngine()


def draw(engine: SmallEngine, request: GenerationRequest) -> Frames:
    return np.concatenate(list(engine.generate(request, lambda done, total: None).chunks))


def difference(a: Frames, b: Frames) -> float:
    """Mean absolute difference of two pictures, 0 to 255."""
    return float(np.abs(a.astype(int) - b).mean())


def photograph() -> NDArray[np.uint8]:
    """A sunset over hills and water with a little grain, 640x480."""
    rng = np.random.default_rng(3)
    x, y = np.meshgrid(np.linspace(0, 1, 640), np.linspace(0, 1, 480))
    picture = np.stack([235 - 90 * y, 150 - 40 * y, 110 + 70 * y], -1)
    sun = np.exp(-((x - 0.65) ** 2 + (0.75 * (y - 0.4)) ** 2) / 0.004)
    picture += sun[..., None] * (60, 80, 40)
    for height, colour in ((0.5, (110, 90, 110)), (0.58, (70, 70, 80)), (0.72, (30, 45, 60))):
        hill = y > height + 0.05 * np.sin(9 * x + 20 * height) + 0.02 * np.sin(31 * x)
        picture[hill] = colour
    picture = cv2.GaussianBlur(picture, (0, 0), 1.2) + rng.normal(0, 2, picture.shape)
    return np.clip(picture, 0, 255).astype(np.uint8)


def sent(picture: NDArray[np.uint8]) -> bytes:
    """The picture as a PNG file."""
    return bytes(cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))[1])


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds made by the command in the default size, with everything else as it comes."""
    folder = tmp_path_factory.mktemp("shipped")
    command = [COMMAND, "generate", PROMPT, "--duration", "2", "--seed", "7", "--json"]
    home = environment(folder / "home", engine="small")
    done = subprocess.run(command, cwd=folder, env=home, capture_output=True, text=True, timeout=150, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert set(answer["timings"]) >= {"start", "text", "denoise", "decode", "composite", "encode", "total"}
    return folder / str(answer["path"])


def test_the_command_makes_a_clip_of_the_right_shape(clip: Path) -> None:
    facts = probe(clip)
    assert (facts.width, facts.height, facts.fps) == (1280, 720, 25)
    assert (facts.duration, facts.frames) == (2.0, 50)
    assert (facts.codec, facts.pixel_format) == ("h264", "yuv420p")
    assert clip.with_suffix(".jpg").read_bytes().startswith(b"\xff\xd8\xff")


def test_the_clip_moves_and_is_a_picture(clip: Path) -> None:
    frames = list(frames_of(clip))
    assert len(frames) == 50
    assert {frame.shape for frame in frames} == {(720, 1280, 3)}
    assert difference(frames[0], frames[-1]) > 3
    steps = [difference(before, after) for before, after in pairwise(frames)]
    assert max(steps) < 0.75 * difference(frames[0], frames[-1]) + 3, "it moves on and does not flicker"
    for frame in (frames[0], frames[25], frames[-1]):
        grey = frame.mean(-1)
        assert grey.std() > 8, "not one colour"
        assert np.abs(np.diff(grey, axis=1)).mean() < 0.2 * grey.std(), "not noise: neighbours are alike"


def test_the_same_seed_gives_the_same_frames_and_another_others(engine: SmallEngine) -> None:
    first = draw(engine, SHORT)
    assert first.shape == (10, 192, 320, 3)
    assert first.tobytes() == draw(engine, SHORT).tobytes()
    assert difference(first[5], draw(engine, replace(SHORT, seed=8))[5]) > 3


def test_guidance_is_off_unless_there_is_something_to_avoid(engine: SmallEngine) -> None:
    def tokens(**asked: object) -> NDArray[np.float32]:
        return engine.tokens(replace(SHORT, **asked), lambda done, total: None, {})  # type: ignore[arg-type]

    plain = tokens()
    np.testing.assert_array_equal(plain, tokens(guidance_scale=1.0))
    avoided = "a red fox; forest, night, rain."
    assert np.abs(plain - tokens(negative_prompt=avoided)).max() > 0.01
    np.testing.assert_array_equal(plain, tokens(negative_prompt=avoided, guidance_scale=1.0))


def test_another_sentence_gives_another_clip(engine: SmallEngine) -> None:
    day = replace(SHORT, num_inference_steps=6)
    night = replace(day, prompt="a sailboat stays still; ocean, night, clear. [Static shot]")
    assert difference(draw(engine, day)[5], draw(engine, night)[5]) > 8


def test_an_upright_clip(engine: SmallEngine) -> None:
    assert draw(engine, replace(SHORT, size=(144, 256))).shape == (10, 256, 144, 3)


def test_a_picture_is_the_first_frame(engine: SmallEngine, tmp_path: Path) -> None:
    picture = photograph()
    request = replace(SHORT, prompt="[Push in]", first_frame=sent(picture), size=None)
    events: list[Event] = []
    video = tmp_path / "v.mp4"
    done = make_video(request, engine=engine, video=video, poster=tmp_path / "v.jpg", emit=events.append)
    assert (done.width, done.height, done.duration) == (960, 720, 0.4)
    first, *_, last = frames_of(video)
    assert first.shape == (720, 960, 3)
    wanted = cover(picture, (960, 720))
    error = np.square((first.astype(float) - wanted) / 255).mean()
    assert -10 * np.log10(error) > 28  # dB
    assert difference(first, last) > 1, "it moves"
    assert isinstance(events[0], Started)
    progress = [event.progress for event in events[1:] if isinstance(event, Step)]
    assert progress == sorted(progress)
    assert progress[:2] == [0.3, 0.6], "two denoising steps, then the frames"
    assert progress[-1] == 1


def test_a_picture_is_the_last_frame(engine: SmallEngine) -> None:
    picture = photograph()
    request = replace(SHORT, last_frame=sent(picture), size=(320, 240))
    frames = draw(engine, request)
    np.testing.assert_array_equal(frames[-1], cover(picture, (320, 240)))
    assert difference(frames[0], frames[-1]) > 8


FACTS = {  # prompt -> what must be seen: a test of this program, not of how good the model is
    "a red balloon rises; meadow, day, clear. [Static shot]": "upwards",
    "a car moves left; desert, day, clear. [Static shot]": "to the left",
}


@pytest.mark.parametrize("prompt", FACTS)
def test_what_the_prompt_says_is_what_moves(engine: SmallEngine, prompt: str) -> None:
    clip, _, _ = engine.layers(replace(SHORT, prompt=prompt, num_inference_steps=8), lambda done, total: None, {})
    (actor,) = clip.actors
    axis, way = (WAY.index("x"), actor.way) if FACTS[prompt] == "to the left" else (WAY.index("y"), actor.way)
    moved = way[-1, axis] - way[0, axis]
    if FACTS[prompt] == "upwards":
        moved -= way[-1, WAY.index("lift")] - way[0, WAY.index("lift")]
    assert moved < -0.2
    assert len(clip.scenery) >= 4


def test_a_sketch_shows_what_the_clip_will_be(engine: SmallEngine) -> None:
    sketches = list[Frames | None]()
    request = replace(SHORT, num_inference_steps=4)
    clip, width, height = engine.layers(request, lambda done, total: sketches.append(engine.sketch()), {})
    frame = Compositor(clip, width, height).frame(0.5, 3.0)
    assert len(sketches) == 4
    last = sketches[-1]
    assert last is not None
    assert last.shape == (96, 160, 3)
    assert difference(last, cv2.resize(frame, (160, 96), interpolation=cv2.INTER_AREA)) < 5
    engine.layers(
        replace(request, first_frame=sent(photograph())), lambda done, total: sketches.append(engine.sketch()), {}
    )
    assert sketches[4:] == [None] * 4, "who sent a picture knows how it begins"


def test_steps_are_told_and_a_listener_may_stop_it(engine: SmallEngine, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def stop_after_two(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2:
            raise Canceled("enough")

    with pytest.raises(Canceled):
        engine.generate(replace(SHORT, num_inference_steps=5), stop_after_two)
    assert told == [(1, 5), (2, 5)]

    def refuse(event: Event) -> None:
        if isinstance(event, Step):
            raise Canceled("enough")

    with pytest.raises(Canceled):
        make_video(SHORT, engine=engine, video=tmp_path / "v.mp4", poster=tmp_path / "v.jpg", emit=refuse)
    assert list(tmp_path.iterdir()) == []
    assert draw(engine, SHORT).shape == (10, 192, 320, 3), "and the next one is made"
