"""The comment in an MP4 file, read and removed without any decoder: a walk over its boxes (ISO/IEC 14496-12).

    moov > udta > meta > ilst > ©cmt > data

That is where muxers put the tag `comment`. Files come from anywhere: nothing is read beyond what a box says it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_WAY = (b"moov", b"udta", b"meta", b"ilst", b"\xa9cmt", b"data")
_HEAD = 8  # bytes: the size of a box and its kind
_META_VERSION = 4  # bytes before the boxes in `meta`
_DATA_TYPE = 8  # bytes before the value in `data`
_MOST_BOXES = 1000  # a level


@dataclass(frozen=True)
class _Box:
    kind: bytes
    head: int  # where its head begins
    start: int  # where its contents begin
    end: int


def comment_of(file: bytes) -> str | None:
    """The comment of an MP4 file, or of its beginning if its index stands in front; None if there is none."""
    box = _find(file, _WAY)
    if box is None or box.start + _DATA_TYPE > box.end:
        return None
    try:
        return file[box.start + _DATA_TYPE : box.end].decode()
    except UnicodeDecodeError:
        return None


def without_comment(file: bytes) -> bytes:
    """The same video with its tags blanked. Nothing moves, so its index still holds."""
    box = _find(file, _WAY[:2])
    if box is None:
        return file
    return file[: box.head + 4] + b"free" + bytes(box.end - box.start) + file[box.end :]


def _find(file: bytes, way: tuple[bytes, ...]) -> _Box | None:
    """The first box on that way down."""
    box: _Box | None = _Box(b"", 0, 0, len(file))
    for kind in way:
        if box is None:
            return None
        start = box.start + (_META_VERSION if box.kind == b"meta" else 0)
        box = next((inner for inner in _boxes(file, start, box.end) if inner.kind == kind), None)
    return box


def _boxes(file: bytes, start: int, end: int) -> Iterator[_Box]:
    for _ in range(_MOST_BOXES):
        if start + _HEAD > end:
            return
        size, head = int.from_bytes(file[start : start + 4]), _HEAD
        if size == 1:  # a 64-bit size follows
            size, head = int.from_bytes(file[start + 8 : start + 16]), 16
        elif size == 0:  # to the end
            size = end - start
        if size < head:
            return
        if start + size > end and file[start + 4 : start + 8] != b"mdat":
            return  # cut short
        yield _Box(file[start + 4 : start + 8], start, start + head, start + size)
        start += size
