"""Frames to an MP4 file: H.264, yuv420p, BT.709, index in front, so that every browser plays it while it loads.

The encoder runs in a thread of its own behind a short queue: it works while the next frames are drawn, and memory does
not grow with the length of the clip. No sound.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

import av
import numpy as np
from av.container import OutputContainer
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from video01.media.files import replacing, writing

# veryfast without its dearest searches: as many decibels in 60 % of the time, at 12 % more bytes (benchmarks/speed.md).
X264 = {"preset": "veryfast", "crf": "18.7", "x264-params": "subme=1:partitions=i8x8,i4x4"}
BT709 = 1  # ITU-T H.273: primaries, transfer and matrix all have number 1
WAITING = 2  # chunks between the one who draws and the encoder

T = TypeVar("T")
Frames = NDArray[np.uint8]  # (n, H, W, 3), RGB


@dataclass(frozen=True, kw_only=True)
class Encoded:
    """What `encode` wrote."""

    frames: int
    draw_seconds: float  # spent waiting for chunks to be drawn
    encode_seconds: float  # the encoder was busy, most of it at the same time


def encode(
    chunks: Iterable[Frames],
    path: Path,
    *,
    fps: int,
    size: tuple[int, int],
    on_frame: Callable[[int], None] = lambda frames: None,
    comment: str = "",
) -> Encoded:
    """Write all `chunks` to `path`; `size` is (width, height) in even pixels, `on_frame` hears how many are encoded.

    `comment` becomes the tag of that name: of the tags, it is the one that every muxer keeps.

    The first failure of either side, or of `on_frame`, stops both and leaves no file. Raises `StorageError`.
    """
    drawing, encoder = _Stopwatch(), _Encoder(fps, size, comment)
    with replacing(path) as part:
        thread = _Thread(lambda chunks: encoder.write(chunks, part, path))
        try:
            for chunk in drawing.each(chunks):
                thread.hand_over(_checked(chunk, size))
                on_frame(encoder.frames)
        except BaseException:
            thread.stop()
            raise
        thread.finish()
        on_frame(encoder.frames)
    return Encoded(frames=encoder.frames, draw_seconds=drawing.seconds, encode_seconds=encoder.seconds)


class _Stopwatch:
    """Sums up the seconds that an iterable takes to give its items."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def each(self, items: Iterable[T]) -> Iterator[T]:
        began = time.perf_counter()
        for item in items:
            self.seconds += time.perf_counter() - began
            yield item
            began = time.perf_counter()
        self.seconds += time.perf_counter() - began


def _checked(chunk: Frames, size: tuple[int, int]) -> Frames:
    width, height = size
    if chunk.dtype != np.uint8 or chunk.ndim != 4 or chunk.shape[1:] != (height, width, 3):
        raise ValueError(f"frames must be uint8 (n, {height}, {width}, 3), got {chunk.dtype} {chunk.shape}")
    return chunk


class _Thread:
    """Runs the encoder behind a short queue.

    Ctrl-C may come at any moment, and in the middle of `queue.Queue` or `Future` it may leave a lock that nobody opens
    again. What is used here to wait and to tell is whole or undone: `SimpleQueue`, which knows no limit; so each chunk
    needs a place, and there are few.
    """

    def __init__(self, write: Callable[[Iterable[Frames]], None]) -> None:
        self._waiting: SimpleQueue[Frames | None] = SimpleQueue()  # None: no more will come
        self._places: SimpleQueue[None] = SimpleQueue()
        self._ended: SimpleQueue[BaseException | None] = SimpleQueue()
        for _ in range(WAITING):
            self._places.put(None)
        self._thread = threading.Thread(target=self._run, args=(write,), name="encoder", daemon=True)
        self._thread.start()

    def hand_over(self, chunk: Frames) -> None:
        """Put `chunk` in the queue, waiting for room. Raises what ended the encoder early, if that is so."""
        while self._ended.empty():
            try:
                self._places.get(timeout=0.1)
            except Empty:
                continue
            self._waiting.put(chunk)
            return
        self.finish()

    def finish(self) -> None:
        """Wait until all is written. Raises what ended the encoder."""
        self._waiting.put(None)
        self._thread.join()
        failure = self._ended.get()
        if failure is not None:
            raise failure

    def stop(self) -> None:
        """Wait until it has ended, without what it has not begun."""
        try:
            while True:
                self._waiting.get_nowait()
        except Empty:
            self._waiting.put(None)
        self._thread.join()

    def _run(self, write: Callable[[Iterable[Frames]], None]) -> None:
        try:
            write(self._taken())
        except BaseException as failure:
            self._ended.put(failure)
        else:
            self._ended.put(None)

    def _taken(self) -> Iterator[Frames]:
        while (chunk := self._waiting.get()) is not None:
            self._places.put(None)
            yield chunk


class _Encoder:
    """What runs in the encoder's thread; the other may read how far it is."""

    def __init__(self, fps: int, size: tuple[int, int], comment: str) -> None:
        self.frames = 0  # encoded so far
        self.seconds = 0.0  # busy, once all is written
        self._fps, self._size, self._comment = fps, size, comment

    def write(self, chunks: Iterable[Frames], part: Path, path: Path) -> None:
        """Write all `chunks` to `part`, which will be called `path`."""
        reading, began = _Stopwatch(), time.perf_counter()
        with writing(path), av.open(str(part), "w", format="mp4", options={"movflags": "+faststart"}) as container:
            if self._comment:
                container.metadata["comment"] = self._comment
            stream = _h264(container, self._fps, self._size)
            for frame in _yuv(reading.each(chunks), self._fps):
                container.mux(stream.encode(frame))
                self.frames += 1
            container.mux(stream.encode())
        self.seconds = time.perf_counter() - began - reading.seconds


def _h264(container: OutputContainer, fps: int, size: tuple[int, int]) -> VideoStream:
    stream = container.add_stream("libx264", rate=fps, options=X264)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    coder = stream.codec_context
    coder.color_primaries = coder.color_trc = coder.colorspace = BT709
    coder.color_range = ColorRange.MPEG
    return stream


def _yuv(chunks: Iterable[Frames], fps: int) -> Iterator[av.VideoFrame]:
    """RGB 0 to 255 becomes BT.709 luma 16 to 235 with chroma at half the size; frame n stands at n / fps seconds."""
    converter = VideoReformatter()  # keeps its tables from frame to frame
    for pts, rgb in enumerate(rgb for chunk in chunks for rgb in chunk):
        frame = converter.reformat(
            av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(rgb), format="rgb24"),
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR,
        )
        frame.pts, frame.time_base = pts, Fraction(1, fps)
        yield frame
