"""Still pictures: the first frame that people send, and the JPEG files we write. Arrays are uint8 (H, W, 3), RGB."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from video01.errors import InvalidImage
from video01.generation import MAX_SIDE, SIDE_MULTIPLE
from video01.media.files import replacing, writing

MAX_BYTES = 20 * 2**20
MAX_PIXELS = 50_000_000  # decoded that is 150 MB; a phone's 48 megapixels pass, a pixel bomb does not
OVER_SIDE = 300  # pixels; the shorter side must be longer than this
SHORT_SIDE = 720  # pixels of the clip made from a picture

_FORMATS: dict[
    re.Pattern[bytes], type[JpegImageFile] | type[PngImageFile] | type[WebPImageFile]
] = {  # how the file begins, any byte where there is a dot
    re.compile(rb"\xff\xd8\xff"): JpegImageFile,
    re.compile(rb"\x89PNG\r\n\x1a\n"): PngImageFile,
    re.compile(rb"RIFF....WEBP", re.DOTALL): WebPImageFile,
}
_EXPECTED = "the picture must be a JPEG, PNG or WebP file"
# Everything Pillow's three parsers were seen to raise on broken bytes.
_BROKEN = (OSError, SyntaxError, ValueError, struct.error, zlib.error, EOFError, IndexError, KeyError, TypeError)

_TURNS = {  # EXIF orientation -> what makes the picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ONE_AT_A_TIME = Lock()


def read_image(data: bytes) -> NDArray[np.uint8]:
    """The picture in a JPEG, PNG or WebP file as (H, W, 3) RGB, upright, alpha flattened on white.

    What the sender called the format is not asked: the bytes tell. Raises `InvalidImage` that names the limit.
    """
    if not data:
        raise _invalid(f"{_EXPECTED}, got no bytes at all")
    if len(data) > MAX_BYTES:
        raise _invalid(f"the picture must be at most 20 MB, got {len(data) / 2**20:.1f} MB")
    with _quiet():
        picture, turn = _open(data)
    try:
        picture.load()
    except _BROKEN as error:
        raise _invalid(f"the picture cannot be read, its file is damaged or cut short: {error}") from None
    upright = picture if turn is None else picture.transpose(turn)
    return np.ascontiguousarray(np.asarray(_to_rgb(upright), dtype=np.uint8))


def _invalid(message: str) -> InvalidImage:
    return InvalidImage("first_frame", message)


@contextmanager
def _quiet() -> Iterator[None]:
    """Pillow warns of harmless flaws in metadata; nobody could act on that. The filters are global, hence the lock."""
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _open(data: bytes) -> tuple[Image.Image, Image.Transpose | None]:
    """The picture, its header read, and how to turn it upright."""
    for magic, kind in _FORMATS.items():
        if magic.match(data):
            try:
                # The class itself, not `Image.open`: a JPEG named PNG works, and no other decoder is ever reached.
                kind(io.BytesIO(data)).verify()  # a PNG's checksums, which `load` does not look at
                picture = kind(io.BytesIO(data))
            except _BROKEN as error:
                raise _invalid(f"the picture cannot be read, its file is damaged: {error}") from None
            _check_shape(*picture.size)  # known from the header: nothing is decoded before this, not even by EXIF
            return picture, _turn(picture)
    raise _invalid(f"{_EXPECTED}, got {_kind_of(data)}")


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """What EXIF asks for; broken EXIF asks for nothing."""
    try:
        return _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except _BROKEN:
        return None


def _kind_of(data: bytes) -> str:
    """What the bytes seem to be, in words."""
    if data[4:8] == b"ftyp":
        return "a HEIC, AVIF or MP4 file"
    for magic, name in {b"GIF8": "a GIF file", b"BM": "a BMP file", b"%PDF": "a PDF file", b"<": "HTML or SVG"}.items():
        if data.lstrip().startswith(magic):
            return name
    return f"{len(data)} bytes that start with {data[:8].hex(' ')}"


def _check_shape(width: int, height: int) -> None:
    if min(width, height) <= OVER_SIDE:
        raise _invalid(f"the picture's shorter side must be over {OVER_SIDE} pixels, got {width}x{height}")
    if not (5 * width > 2 * height and 2 * width < 5 * height):
        raise _invalid(f"the picture's aspect ratio must be over 2:5 and under 5:2, got {width}x{height}")
    if width * height > MAX_PIXELS:
        raise _invalid(f"the picture must have at most {MAX_PIXELS // 10**6} million pixels, got {width}x{height}")


def _to_rgb(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16-bit grey, which Pillow would clip at 255 and not scale
        picture = Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A"))
        return flat
    return picture.convert("RGB")


def fit_size(width: int, height: int, *, short_side: int = SHORT_SIDE) -> tuple[int, int]:
    """(width, height) of the clip made from such a picture: same aspect, multiples of 16, no side over 1920."""
    scale = min(short_side / min(width, height), MAX_SIDE / max(width, height))
    w, h = (round(side * scale / SIDE_MULTIPLE) * SIDE_MULTIPLE for side in (width, height))
    return w, h


def cover(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """`picture` (H, W, 3) scaled to fill `size` (width, height), what hangs over cut off evenly; its aspect is kept."""
    if (picture.shape[1], picture.shape[0]) == size:
        return picture
    return np.asarray(ImageOps.fit(Image.fromarray(picture), size, Image.Resampling.LANCZOS), dtype=np.uint8)


def write_jpeg(picture: NDArray[np.uint8], path: Path, *, quality: int = 90) -> None:
    """Write `picture` (H, W, 3) to `path`, whole or not at all. Raises `StorageError`."""
    with replacing(path) as part, writing(path):
        part.write_bytes(jpeg(picture, quality=quality))


def jpeg(picture: NDArray[np.uint8], *, quality: int = 90) -> bytes:
    """`picture` (H, W, 3) as a JPEG file."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, format="JPEG", quality=quality, optimize=True)
    return file.getvalue()
