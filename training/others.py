"""Pictures of other people that the lessons for cut-outs use, taken out of the packages that bring them.

    python -m training.others --packages training/out/packages --out training/out/others

`training/runs/others.sh` fetches the packages first and calls this. Their licences are in NOTICE: public domain, CC0,
or CC BY. Drawings come with a transparent ground; photographs show places and textures, nobody.
"""

from __future__ import annotations

import argparse
import base64
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import Picture
from video01.media import read_image

DRAWN = (  # folders of openclipart-png: those with things and beings rather than signs
    *("animals", "people", "food", "plants", "tools", "containers", "office", "electronics", "unsorted"),
    *("transportation/vehicles", "recreation/toys", "recreation/sports", "recreation/music", "buildings/furniture"),
)
PANORAMAS, VIEWS = "*/hdri/*.exr.js", 8  # views of each panorama, evenly about it
WIDE, LOW, HIGH = 0.27, 0.3, 0.72  # shares of a panorama's width and height that a view shows
BRIGHT = 90  # percentile of a panorama's light that is shown at nine tenths of white
WALLPAPERS = (  # of lomiri-wallpapers-16.04: CC BY 4.0 or CC0, and nobody in them
    *("Picture_1A_by_freespace", "aitzgorri_by_Aitzol_Berasategi", "life_by_Aitzol_Berasategi"),
    *("picosdeeuropa_by_Aitzol_Berasategi", "seeding_by_Clements_Engelhardt", "sunset_by_Aitzol_Berasategi"),
    "umang_by_Abhishek_Mudgal",
)
TEXTURES = ("skimage/data/grass.png", "skimage/data/gravel.png", "skimage/data/brick.png")
PLACES = ("sklearn/datasets/images/china.jpg", "skimage/data/hubble_deep_field.jpg")


def photographs(packages: Path) -> Iterator[tuple[str, Picture]]:
    """Names and pictures (H, W, 3); names of the same photograph begin alike, up to a hyphen."""
    for path in sorted(packages.rglob(PANORAMAS)):
        for number, view in enumerate(_views(_panorama(path))):
            yield f"{path.name.partition('.')[0]}-{number}", view
    for name in WALLPAPERS:
        yield from _parts(next(packages.rglob(f"{name}.jpg")), 3)
    for name in TEXTURES + PLACES:
        yield from _parts(packages / name, 4)


def _panorama(path: Path) -> NDArray[np.float32]:
    """A panorama of @pmndrs/assets, (H, W, 3) in linear light."""
    import OpenEXR  # type: ignore[import-not-found] # noqa: PLC0415 - not among the project's own packages

    found = re.search(r"base64,([A-Za-z0-9+/=]+)", path.read_text())
    if found is None:
        raise ValueError(f"expected a base64 picture in {path}")
    decoded = path.with_suffix("")
    decoded.write_bytes(base64.b64decode(found[1]))
    channels = OpenEXR.File(str(decoded)).channels()
    return np.asarray(channels["RGB" if "RGB" in channels else "RGBA"].pixels[..., :3], np.float32)


def _views(light: NDArray[np.float32]) -> Iterator[Picture]:
    height, width = light.shape[:2]
    shown = 0.9 * np.clip(np.nan_to_num(light), 0, 1e4) / max(1e-6, float(np.percentile(light.max(-1), BRIGHT)))
    picture = np.clip(255 * (shown / (1 + shown / 4)) ** (1 / 2.2), 0, 255).astype(np.uint8)
    wide = np.concatenate([picture, picture[:, : round(WIDE * width) + 1]], 1)
    for number in range(VIEWS):
        left = number * width // VIEWS
        yield wide[round(LOW * height) : round(HIGH * height), left : left + round(WIDE * width)]


def _parts(path: Path, number: int) -> Iterator[tuple[str, Picture]]:
    """The whole picture and parts of it by lot."""
    picture = read_image(path.read_bytes())
    rng = np.random.default_rng(len(path.stem))
    height, width = picture.shape[:2]
    for part in range(number):
        share = 1.0 if part == 0 else float(rng.uniform(0.35, 0.7))
        high, wide = int(share * height), int(share * width)
        top, left = (int(rng.integers(0, room + 1)) for room in (height - high, width - wide))
        yield f"{path.stem}-{part}", picture[top : top + high, left : left + wide]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, required=True, help="the packages, unpacked")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    (options.out / "photographs").mkdir(parents=True, exist_ok=True)
    for name, picture in photographs(options.packages):
        high = 288
        size = (round(high * picture.shape[1] / picture.shape[0]), high)
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if len(picture) > high else cv2.INTER_CUBIC)
        cv2.imwrite(str(options.out / "photographs" / f"{name}.png"), cv2.cvtColor(small, cv2.COLOR_RGB2BGR))
    root = next(options.packages.rglob("openclipart/png"))
    for folder in DRAWN:
        shutil.copytree(root / folder, options.out / "drawings" / folder, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
