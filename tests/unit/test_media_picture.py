"""The picture people send: what is taken, what is refused and with which words."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from video01.errors import InvalidImage, StorageError
from video01.media import cover, fit_size, read_image, write_jpeg


def blocks(width: int = 400, height: int = 320) -> NDArray[np.uint8]:
    """Red above left, green above right, blue below."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2, 0] = 255
    picture[: height // 2, width // 2 :, 1] = 255
    picture[height // 2 :, :, 2] = 255
    return picture


def file(picture: Image.Image | NDArray[np.uint8], kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    (picture if isinstance(picture, Image.Image) else Image.fromarray(picture)).save(out, kind, **options)
    return out.getvalue()


def empty_png(width: int, height: int) -> bytes:
    """A PNG that claims any size and holds nothing."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(b"\0")) + part(b"IEND", b"")


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidImage) as caught:
        read_image(data)
    assert caught.value.field == "first_frame"
    return caught.value.message


def test_png_is_read_exactly() -> None:
    picture = read_image(file(blocks()))
    assert picture.dtype == np.uint8
    assert np.array_equal(picture, blocks())


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 2}])
def test_jpeg_is_read_closely(options: dict[str, object]) -> None:
    picture = read_image(file(blocks(), "JPEG", quality=95, **options))
    assert np.abs(picture.astype(int) - blocks()).mean() < 3


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK"])
def test_every_colour_mode_becomes_rgb(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert read_image(file(Image.fromarray(blocks()).convert(mode), kind)).shape == (320, 400, 3)


def test_sixteen_bit_grey_is_scaled_not_clipped() -> None:
    ramp = np.tile(np.linspace(0, 65535, 400).astype(np.uint16), (320, 1))
    picture = read_image(file(Image.fromarray(ramp)))
    assert picture[0, 0, 0] == 0
    assert 125 <= picture[0, 200, 0] <= 130
    assert picture[0, -1, 0] == 255


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_shows_white(mode: str) -> None:
    picture = Image.fromarray(blocks()).convert("RGBA")
    picture.putalpha(0)
    assert read_image(file(picture.convert(mode))).min() == 255


def test_transparent_palette_colour_shows_white() -> None:
    picture = Image.new("P", (400, 320), 0)
    picture.putpalette([200, 0, 0] * 256)
    assert read_image(file(picture, transparency=0)).min() == 255


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize(("orientation", "back"), [(1, None), *((n, Image.Transpose(t)) for n, t in
                         [(2, 0), (3, 3), (4, 1), (5, 5), (6, 2), (7, 6), (8, 4)])])  # fmt: skip
def test_exif_orientation_is_applied(kind: str, orientation: int, back: Image.Transpose | None) -> None:
    upright = Image.fromarray(blocks())
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = upright if back is None else upright.transpose(back)
    picture = read_image(file(stored, kind, exif=exif))
    assert picture.shape == (320, 400, 3)
    assert np.abs(picture.astype(int) - blocks()).mean() < 8


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"Exif\0\0nonsense", b"Exif\0\0II*\0"]
)
def test_broken_exif_turns_nothing(exif: bytes) -> None:
    assert read_image(file(blocks(), "JPEG", exif=exif)).shape == (320, 400, 3)


def test_webp_is_read_exactly_without_loss_and_closely_with() -> None:
    assert np.array_equal(read_image(file(blocks(), "WEBP", lossless=True)), blocks())
    assert np.abs(read_image(file(blocks(), "WEBP", quality=90)).astype(int) - blocks()).mean() < 3


def test_of_a_webp_that_moves_the_first_picture_is_read() -> None:
    first, second = Image.fromarray(blocks()), Image.new("RGB", (400, 320))
    moving = file(first, "WEBP", lossless=True, save_all=True, append_images=[second])
    assert np.array_equal(read_image(moving), blocks())


def test_the_shorter_side_must_be_over_300() -> None:
    assert read_image(file(blocks(400, 301))).shape == (301, 400, 3)
    assert refusal(file(blocks(400, 300))) == "the picture's shorter side must be over 300 pixels, got 400x300"
    assert "over 300 pixels, got 300x400" in refusal(file(blocks(300, 400)))


def test_the_aspect_ratio_must_be_over_2_5_and_under_5_2() -> None:
    assert read_image(file(blocks(799, 320))).shape == (320, 799, 3)
    assert read_image(file(blocks(320, 799))).shape == (799, 320, 3)
    assert "aspect ratio must be over 2:5 and under 5:2, got 800x320" in refusal(file(blocks(800, 320)))
    assert "aspect ratio must be over 2:5 and under 5:2, got 320x800" in refusal(file(blocks(320, 800)))


def test_at_most_20_mb() -> None:
    png = file(blocks())
    assert read_image(png + bytes(20 * 2**20 - len(png))).shape == (320, 400, 3)
    assert "at most 20 MB, got 20.0 MB" in refusal(png + bytes(20 * 2**20 - len(png) + 1))
    assert "got 30.0 MB" in refusal(bytes(30 * 2**20))


def test_a_pixel_bomb_is_refused_by_its_header() -> None:
    assert "at most 50 million pixels, got 30000x30000" in refusal(empty_png(30_000, 30_000))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.01, 0.3, 0.9, 0.99])
def test_a_file_cut_short_is_refused(kind: str, share: float) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (320, 400, 3)).astype(np.uint8)
    data = file(noise, kind)
    assert "damaged" in refusal(data[: int(len(data) * share)])


def test_a_damaged_png_is_refused() -> None:
    data = bytearray(file(blocks()))
    data[len(data) // 2] ^= 0xFF
    assert "damaged" in refusal(bytes(data))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no bytes at all"),
        (b"hello, this is text", "bytes that start with 68 65 6c"),
        (b"GIF89a......", "a GIF file"),
        (b"RIFF\0\0\0\0WAVEfmt ", "16 bytes that start with 52 49 46 46"),
        (b"\0\0\0\x18ftypheic", "a HEIC, AVIF or MP4 file"),
        (b"BM......", "a BMP file"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\n<svg/>", "HTML or SVG"),
        (b"<!doctype html>", "HTML or SVG"),
    ],
)
def test_other_files_are_refused_by_what_they_are(data: bytes, words: str) -> None:
    message = refusal(data)
    assert message.startswith("the picture must be a JPEG, PNG or WebP file, got ") or not data
    assert words in message


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        (1280, 720, (1280, 720)),
        (4000, 3000, (960, 720)),
        (3000, 4000, (720, 960)),
        (500, 500, (720, 720)),
        (799, 320, (1792, 720)),
        (320, 799, (720, 1792)),
        (1080, 1920, (720, 1280)),
    ],
)
def test_fit_size_keeps_the_aspect(width: int, height: int, size: tuple[int, int]) -> None:
    assert fit_size(width, height) == size


@pytest.mark.parametrize(
    ("short_side", "size"), [(512, (912, 512)), (768, (1360, 768)), (1080, (1920, 1088)), (1200, (1920, 1088))]
)
def test_fit_size_of_another_short_side(short_side: int, size: tuple[int, int]) -> None:
    assert fit_size(1920, 1080, short_side=short_side) == size
    assert fit_size(1080, 1920, short_side=short_side) == size[::-1]


def test_cover_fills_and_cuts_evenly() -> None:
    picture = cover(blocks(400, 320), (320, 160))
    assert picture.shape == (160, 320, 3)
    assert picture[10, 10].tolist() == [255, 0, 0]
    assert picture[-10, 160].tolist() == [0, 0, 255]
    same = blocks()
    assert cover(same, (400, 320)) is same


def test_write_jpeg(tmp_path: Path) -> None:
    write_jpeg(blocks(), tmp_path / "a.jpg")
    assert read_image((tmp_path / "a.jpg").read_bytes()).shape == (320, 400, 3)
    with pytest.raises(StorageError, match=r"cannot write .*nowhere/a\.jpg: No such file or directory"):
        write_jpeg(blocks(), tmp_path / "nowhere" / "a.jpg")
    assert [path.name for path in tmp_path.iterdir()] == ["a.jpg"]
