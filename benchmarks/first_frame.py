"""How true a picture stays that becomes the first frame, the last or both: read off decoded MP4 files.

    python -m benchmarks.first_frame --photographs FOLDER

Without a folder, the photographs that scikit-image brings are taken, where it is installed. Each is asked for a static
shot of a second; one of them is cut to shapes from upright to panorama as well.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.report import tell
from training.world.elsewhere.photographs import scikit_image_folder
from video01.engines.small import SmallEngine
from video01.errors import InvalidImage
from video01.generation import GenerationRequest
from video01.make import make_video
from video01.media import cover, frames_of, read_image

Picture = NDArray[np.uint8]
SHAPES = {"2.4:1": 2.4, "16:9": 16 / 9, "1:1": 1.0, "3:4": 0.75, "1:2": 0.5}  # width over height
LATER = 12  # number of the frame that must still show the picture
REQUEST = GenerationRequest(prompt="[Static shot]", seed=1, duration=1.0)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How a picture came back."""

    width: int
    height: int
    decibels: dict[int, float]  # number of a frame -> PSNR against the resized picture

    def row(self) -> str:
        told = "  ".join(f"frame {number}: {value:5.1f} dB" for number, value in self.decibels.items())
        return f"{self.width:5d}x{self.height:<5d} {told}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photographs", type=Path)
    found = pictures(parser.parse_args().photographs)
    if not found:
        sys.exit("no photographs: name a folder with --photographs, or install scikit-image")
    engine, rows, figures = SmallEngine(), list[tuple[str, str]](), dict[str, object]()
    name, largest = max(found.items(), key=lambda item: item[1].size)
    first_and_last = list(found.values())[:2]
    asked = {
        **{f"first frame, {name}": (picture, None) for name, picture in found.items()},
        **{f"first frame, {name} as {shape}": (shaped(largest, aspect), None) for shape, aspect in SHAPES.items()},
        f"last frame, {name}": (None, largest),
        "first and last": (first_and_last[0], first_and_last[-1]),
    }
    for label, (first, last) in asked.items():
        kept = kept_of(engine, first, last)
        rows.append((label, kept.row()))
        figures[label] = {"width": kept.width, "height": kept.height, "decibels": kept.decibels}
    tell("first_frame", rows, figures)


def pictures(folder: Path | None) -> dict[str, Picture]:
    """Those of a folder that the model takes, by their names."""
    folder = folder or scikit_image_folder()
    if folder is None:
        return {}
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".png", ".jpg", ".jpeg", ".webp"):
            try:
                found[path.stem] = read_image(path.read_bytes())
            except InvalidImage as error:
                print(f"{path.name} is left out: {error}")
    return found


def shaped(picture: Picture, aspect: float) -> Picture:
    """The largest part of that shape from the middle."""
    height, width = picture.shape[:2]
    across, down = min(width, round(height * aspect)), min(height, round(width / aspect))
    left, top = (width - across) // 2, (height - down) // 2
    return np.ascontiguousarray(picture[top : top + down, left : left + across])


def kept_of(engine: SmallEngine, first: Picture | None, last: Picture | None) -> Kept:
    """Make the clip, decode its file, and compare."""
    sent = {
        name: png(picture) for name, picture in (("first_frame", first), ("last_frame", last)) if picture is not None
    }
    with tempfile.TemporaryDirectory() as folder:
        video = Path(folder) / "video.mp4"
        done = make_video(
            replace(REQUEST, **sent), engine=engine, video=video, poster=Path(folder) / "p.jpg", emit=lambda event: None
        )
        frames = list(frames_of(video))
    decibels = {}
    if first is not None:
        decibels[0] = psnr(frames[0], cover(first, (done.width, done.height)))
        if last is None:
            decibels[LATER] = psnr(frames[LATER], cover(first, (done.width, done.height)))
    if last is not None:
        decibels[len(frames) - 1] = psnr(frames[-1], cover(last, (done.width, done.height)))
    return Kept(width=done.width, height=done.height, decibels=decibels)


def png(picture: Picture) -> bytes:
    return bytes(cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))[1])


def psnr(one: Picture, other: Picture) -> float:
    """In dB, over all three colours."""
    return float(10 * np.log10(255**2 / max(1e-6, np.square(one.astype(np.float32) - other).mean())))


if __name__ == "__main__":
    main()
