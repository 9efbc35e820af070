"""What a video was made of, written into its file and read back; and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.clients.in_process import picture
from video01 import recipe
from video01.engines.echo import EchoEngine
from video01.errors import InvalidRequest
from video01.generation import GenerationRequest, PromptReport
from video01.make import MOST_OF_A_PICTURE, make_video
from video01.media import comment_of, encode, frame_at, frames_of, gif, probe, read_image, without_comment

REQUEST = GenerationRequest(
    prompt="a fox, “über” 🦊 [Push in]",
    first_frame=b"\x89PNG...",
    duration=2.5,
    size=(640, 368),
    seed=2**32 - 1,
    num_inference_steps=7,
    guidance_scale=2.5,
    negative_prompt="rain",
    optimize_prompt=False,
)


def clip(folder: Path, comment: str = "", frames: int = 30) -> Path:
    """Frame n is grey of 5 + 8 n."""
    path = folder / "clip.mp4"
    chunks = (np.full((1, 128, 128, 3), 5 + 8 * n, np.uint8) for n in range(frames))
    encode(chunks, path, fps=25, size=(128, 128), comment=comment)
    return path


def test_what_is_written_is_read() -> None:
    back = recipe.read(recipe.write(REQUEST, PromptReport(prompt="a fox.")))
    assert back == recipe.Recipe(request=REQUEST, optimized_prompt="a fox.")


def test_a_recipe_of_defaults() -> None:
    request = GenerationRequest(prompt="a fox")
    assert recipe.read(recipe.write(request, None)) == recipe.Recipe(request=request)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"video01_recipe": 2}, "version 1 is expected, got 2"),
        ({"prompt": ["a"]}, "its prompt has the wrong kind"),
        ({"prompt": "x" * 2001}, "at most 2000 characters"),
        ({"seed": "7"}, "its seed has the wrong kind"),
        ({"seed": True}, "its seed has the wrong kind"),
        ({"seed": -1}, "seed must be"),
        ({"duration": 1e999}, "duration must be"),
        ({"duration": -1}, "duration must be"),
        ({"size": [640]}, "its size must be two whole numbers"),
        ({"size": [640, 1]}, "height must be a multiple of 16"),
        ({"size": "640x368"}, "its size must be two whole numbers"),
        ({"first_frame": "§"}, "its first_frame is no picture"),
        ({"first_frame": 5}, "its first_frame has the wrong kind"),
        ({"optimize_prompt": "yes"}, "its optimize_prompt has the wrong kind"),
        ({"prompt": "\ud800"}, "its prompt is no text"),
    ],
)
def test_what_is_not_believed(change: dict[str, object], why: str) -> None:
    values = json.loads(recipe.write(GenerationRequest(prompt="a fox"), None)) | change
    with pytest.raises(InvalidRequest, match=why):
        recipe.read(json.dumps(values))


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "{", "a comment", '{"prompt": "a fox"}', "[" * 100_000])
def test_no_recipe(text: str) -> None:
    with pytest.raises(InvalidRequest, match="no recipe can be read from this video"):
        recipe.read(text)


def test_the_comment_travels_in_front_of_the_frames(tmp_path: Path) -> None:
    text = recipe.write(REQUEST, None) + "x" * 900_000
    path = clip(tmp_path, text)
    file = path.read_bytes()
    assert file.index(b"moov") < file.index(b"mdat")
    assert comment_of(file) == text
    assert comment_of(file[: file.index(b"mdat") + 100]) == text, "the beginning is enough"
    with av.open(str(path)) as container:
        assert container.metadata["comment"] == text, "other programs see it, too"


def test_the_comment_can_be_left_out(tmp_path: Path) -> None:
    path = clip(tmp_path, "a secret")
    plain = without_comment(path.read_bytes())
    assert comment_of(plain) is None
    assert b"a secret" not in plain
    before = [frame.mean() for frame in frames_of(path)]
    path.write_bytes(plain)
    assert [frame.mean() for frame in frames_of(path)] == before
    assert probe(path).frames == 30
    assert without_comment(clip(tmp_path).read_bytes())


@given(st.binary(max_size=400), st.integers(0, 2000), st.integers(0, 2000))
def test_broken_files_have_no_comment(junk: bytes, start: int, length: int) -> None:
    box = len(b"junk").to_bytes(4) + b"moov"
    for file in (junk, box + junk, _MOVIE[:start] + junk + _MOVIE[start + length :]):
        comment = comment_of(file)
        assert comment is None or isinstance(comment, str)
        without_comment(file)


def _movie() -> bytes:
    data = b"data" + bytes(8) + b"text"
    box = (len(data) + 4).to_bytes(4) + data
    for kind in (b"\xa9cmt", b"ilst", b"meta", b"udta", b"moov"):
        box = bytes(4) + box if kind == b"meta" else box
        box = (len(box) + 8).to_bytes(4) + kind + box
    return box


_MOVIE = _movie()


def test_boxes_by_hand() -> None:
    assert comment_of(_MOVIE) == "text"


def test_a_made_video_holds_its_recipe(tmp_path: Path) -> None:
    request = GenerationRequest(prompt="a red fox", duration=0.2, size=(320, 192), seed=7)
    for included in (True, False):
        wanted = GenerationRequest(**{**vars(request), "include_recipe": included})
        video = tmp_path / "video.mp4"
        make_video(wanted, engine=EchoEngine(), video=video, poster=tmp_path / "poster.jpg", emit=lambda event: None)
        comment = comment_of(video.read_bytes())
        if not included:
            assert comment is None
            continue
        assert comment is not None
        back = recipe.read(comment)
        assert back.request == request
        assert back.optimized_prompt
        assert "fox" in back.optimized_prompt


def test_a_large_picture_travels_at_the_size_of_the_clip(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (600, 800, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    sent = (tmp_path / "noise.png").read_bytes()
    assert len(sent) > MOST_OF_A_PICTURE
    for given_, size in ((sent, (192, 256)), (picture(400, 320), (320, 400))):
        request = GenerationRequest(prompt="", first_frame=given_, duration=0.2, size=(256, 192), seed=1)
        video = tmp_path / "video.mp4"
        make_video(request, engine=EchoEngine(), video=video, poster=tmp_path / "poster.jpg", emit=lambda event: None)
        first = recipe.read(comment_of(video.read_bytes()) or "").request.first_frame
        assert first is not None
        (tmp_path / "first").write_bytes(first)
        with Image.open(tmp_path / "first") as opened:
            assert (opened.height, opened.width) == size


def test_one_frame(tmp_path: Path) -> None:
    path = clip(tmp_path)
    for seconds, number in ((0, 0), (0.4, 10), (0.41, 10), (0.479, 11), (1.16, 29), (99, 29)):
        assert abs(float(frame_at(path, seconds).mean()) - (5 + 8 * number)) < 3, seconds


def test_a_gif(tmp_path: Path) -> None:
    (tmp_path / "clip.gif").write_bytes(gif(clip(tmp_path)))
    with Image.open(tmp_path / "clip.gif") as opened:
        assert opened.size == (480, 480)
        assert opened.n_frames == 15  # type: ignore[attr-defined]
        assert opened.info["duration"] == 80
    assert read_image(picture()).shape
