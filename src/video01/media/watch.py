"""Looking at finished clips: their facts, their frames, and a contact sheet of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from video01.media.picture import jpeg

GAP = 8  # pixels of white between two pictures of a contact sheet
SPRITES, SPRITE_COLUMNS, SPRITE_WIDTH = 25, 5, 320  # pictures of a spritesheet, in one row, pixels of each


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a video file says of itself."""

    duration: float  # seconds
    fps: float  # frames a second
    width: int  # pixels
    height: int
    codec: str  # "h264"
    pixel_format: str  # "yuv420p"
    frames: int


def probe(path: Path) -> Facts:
    """The facts of the first video stream, from the file's index; nothing is decoded."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return Facts(
            duration=float((stream.duration or 0) * (stream.time_base or 0)),
            fps=float(stream.average_rate or 0),
            width=stream.width,
            height=stream.height,
            codec=stream.codec_context.name,
            pixel_format=stream.codec_context.pix_fmt or "",
            frames=stream.frames,
        )


def frames_of(path: Path) -> Iterator[NDArray[np.uint8]]:
    """Every frame in turn, decoded to (H, W, 3) RGB."""
    for frame in _decoded(path):
        yield _rgb(frame)


def frame_at(path: Path, seconds: float) -> NDArray[np.uint8]:
    """The frame that is seen at that time, decoded to (H, W, 3) RGB; beyond the end, the last one."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        wanted = round(max(0.0, seconds) / (stream.time_base or 1))
        container.seek(min(wanted, max(0, (stream.duration or 1) - 1)), stream=stream)  # to the key frame before it
        shown = None
        for frame in container.decode(stream):
            if shown is not None and (frame.pts or 0) > wanted:
                break
            shown = frame
        assert shown is not None
        return shown.to_ndarray(format="rgb24").astype(np.uint8, copy=False)


def contact_sheet(
    path: Path, count: int = 6, *, columns: int = 3, width: int = 426, gap: int = GAP
) -> NDArray[np.uint8]:
    """`count` frames, evenly from first to last, each `width` pixels wide, in rows of `columns`: (H, W, 3)."""
    facts = probe(path)
    wanted = np.linspace(0, facts.frames - 1, count).round().astype(int).tolist()
    height = round(width * facts.height / facts.width)
    rows = -(-count // columns)
    sheet = Image.new("RGB", (columns * (width + gap) - gap, rows * (height + gap) - gap), "white")
    for number, frame in enumerate(_decoded(path)):
        cells = [cell for cell, index in enumerate(wanted) if index == number]
        if cells:
            picture = Image.fromarray(_rgb(frame)).resize((width, height), Image.Resampling.LANCZOS)
        for cell in cells:
            sheet.paste(picture, (cell % columns * (width + gap), cell // columns * (height + gap)))
    return np.asarray(sheet, dtype=np.uint8)


def spritesheet(path: Path) -> bytes:
    """25 frames, evenly from first to last, five in a row with nothing between them, as a JPEG file."""
    return jpeg(contact_sheet(path, SPRITES, columns=SPRITE_COLUMNS, width=SPRITE_WIDTH, gap=0))


def _decoded(path: Path) -> Iterator[av.VideoFrame]:
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        yield from container.decode(video=0)


def _rgb(frame: av.VideoFrame) -> NDArray[np.uint8]:
    return frame.to_ndarray(format="rgb24").astype(np.uint8, copy=False)
