"""Frames to MP4 and back."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from video01.errors import Canceled, StorageError
from video01.media import contact_sheet, encode, frames_of, probe, spritesheet

SIZE = (192, 128)  # width, height


def chunks(count: int, *, each: int = 5, size: tuple[int, int] = SIZE) -> Iterator[NDArray[np.uint8]]:
    """Frames whose red grows from left to right, and whose green grows with time."""
    width, height = size
    for first in range(0, count, each):
        chunk = np.full((min(each, count - first), height, width, 3), 60, np.uint8)
        chunk[..., 0] = np.linspace(30, 220, width).astype(np.uint8)
        for number, frame in enumerate(chunk, first):
            frame[..., 1] = 30 + 180 * number // max(1, count - 1)
        yield chunk


@pytest.mark.parametrize(("count", "fps"), [(1, 25), (2, 25), (25, 25), (61, 25), (31, 30)])
def test_the_file_keeps_the_promise(tmp_path: Path, count: int, fps: int) -> None:
    path = tmp_path / "clip.mp4"
    heard: list[int] = []
    encoded = encode(chunks(count), path, fps=fps, size=SIZE, on_frame=heard.append)
    facts = probe(path)
    assert encoded.frames == facts.frames == count
    assert heard == sorted(heard)
    assert heard[-1] == count
    assert facts.duration == pytest.approx(count / fps, abs=1e-6)
    assert (facts.fps, facts.width, facts.height) == (fps, *SIZE)
    assert (facts.codec, facts.pixel_format) == ("h264", "yuv420p")
    shown = list(frames_of(path))
    assert len(shown) == count
    wanted = np.concatenate(list(chunks(count)))
    assert np.abs(np.stack(shown).astype(int) - wanted).mean() < 3


def test_tags_and_order_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    encode(chunks(10), path, fps=25, size=SIZE)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "the index must stand in front"
    with av.open(str(path)) as container:
        coder = container.streams.video[0].codec_context
        assert (coder.colorspace, coder.color_primaries, coder.color_trc, coder.color_range) == (1, 1, 1, 1)
        assert container.duration == 400_000  # microseconds
        assert len(container.streams) == 1


def test_the_same_frames_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        encode(chunks(30), tmp_path / name, fps=25, size=SIZE)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


@pytest.mark.parametrize("error", [Canceled("stop"), KeyboardInterrupt(), RuntimeError("broken")])
@pytest.mark.parametrize("side", ["drawing", "listening"])
def test_a_failure_leaves_no_file_and_no_thread(tmp_path: Path, error: BaseException, side: str) -> None:
    def drawn() -> Iterator[NDArray[np.uint8]]:
        for number, chunk in enumerate(chunks(50)):
            if side == "drawing" and number == 5:
                raise error
            yield chunk

    def on_frame(frames: int) -> None:
        if side == "listening" and frames > 0:
            raise error

    with pytest.raises(type(error)):
        encode(drawn(), tmp_path / "clip.mp4", fps=25, size=SIZE, on_frame=on_frame)
    assert list(tmp_path.iterdir()) == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("encoder")]


def test_a_failure_keeps_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"older")
    with pytest.raises(ValueError, match="frames must be uint8"):
        encode(iter([np.zeros((1, 8, 8, 3), np.uint8)]), path, fps=25, size=SIZE)
    assert path.read_bytes() == b"older"


def test_a_folder_that_is_not_there_stops_the_drawing(tmp_path: Path) -> None:
    drawn = 0

    def endless() -> Iterator[NDArray[np.uint8]]:
        nonlocal drawn
        for drawn in range(1000):  # noqa: B007
            time.sleep(0.002)
            yield np.zeros((1, SIZE[1], SIZE[0], 3), np.uint8)

    with pytest.raises(StorageError, match=r"cannot write .*nowhere/clip\.mp4: No such file or directory"):
        encode(endless(), tmp_path / "nowhere" / "clip.mp4", fps=25, size=SIZE)
    assert drawn < 900


def test_ctrl_c_at_any_moment_stops_it(tmp_path: Path) -> None:
    program = Path(__file__).with_name("interrupted.py")
    done = subprocess.run(
        [sys.executable, str(program), "200", str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("200\n", "")


def test_no_more_than_a_few_chunks_are_alive(tmp_path: Path) -> None:
    """Memory must not grow with the length of the clip, however slow the encoder is."""
    alive = most = 0
    lock = threading.Lock()

    class Chunk(np.ndarray):  # type: ignore[type-arg]
        counts = False

        def __del__(self) -> None:
            nonlocal alive
            if self.counts:
                with lock:
                    alive -= 1

    def drawn() -> Iterator[NDArray[np.uint8]]:
        nonlocal alive, most
        for _ in range(30):
            chunk = np.random.default_rng(0).integers(0, 255, (4, 480, 640, 3), np.uint8).view(Chunk)
            chunk.counts = True
            with lock:
                alive += 1
                most = max(most, alive)
            yield chunk
            del chunk

    encode(drawn(), tmp_path / "clip.mp4", fps=25, size=(640, 480))
    assert most <= 5  # one drawn, one handed over, two waiting, one in the encoder


def test_contact_sheet(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    encode(chunks(25), path, fps=25, size=SIZE)
    sheet = contact_sheet(path, 4, columns=2, width=96)
    assert sheet.shape == (64 * 2 + 8, 96 * 2 + 8, 3)
    greens = [sheet[row + 32, column + 48, 1] for row in (0, 72) for column in (0, 104)]
    assert greens == sorted(greens)
    assert greens[0] < 45
    assert greens[-1] > 195
    assert contact_sheet(path, 1, columns=1, width=96).shape == (64, 96, 3)


def test_spritesheet(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    encode(chunks(50), path, fps=25, size=SIZE)
    with Image.open(io.BytesIO(spritesheet(path))) as sheet:
        assert sheet.format == "JPEG"
        assert sheet.size == (5 * 320, 5 * round(320 * SIZE[1] / SIZE[0]))
        green = np.asarray(sheet)[..., 1]
    greens = [green[row * green.shape[0] // 5 + 100, column * 320 + 160] for row in (0, 4) for column in (0, 4)]
    assert greens == sorted(greens)
    assert greens[0] < 45
    assert greens[-1] > 195
