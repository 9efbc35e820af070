"""In how many photographs the figure is found, how well, and in how many without a figure something is taken for one.

    python -m benchmarks.cutouts FOLDER

FOLDER holds pictures in `figure/` and `none/`, and `boxes.txt`: on each line a name and, as shares of the picture, the
left, top, right and lower edge of its figure. Training/LOG.md says which photographs its figures are of.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import cv2
import numpy as np

from benchmarks.report import tell
from training.judge.metrics import wilson
from training.train_cutout import exported
from video01.cutout import cut
from video01.engines.small import WEIGHTS
from video01.figure_ground import FigureGround, Mask, Trust
from video01.layers import Picture
from video01.media import cover, fit_size

Box = tuple[float, ...]  # left, top, right, lower edge, shares of the picture
GOOD = 0.75  # overlap of boxes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    model = exported(WEIGHTS, Trust.load(WEIGHTS / "cutout.json"))
    lines = [line.split() for line in (options.folder / "boxes.txt").read_text().splitlines()]
    boxes = {name: tuple(float(edge) for edge in edges) for name, *edges in lines}
    overlaps, seconds = dict[str, float | None](), list[float]()
    for path in sorted((options.folder / "figure").glob("*.png")):
        began = time.process_time()
        found_here = moved(model, path)
        seconds.append(time.process_time() - began)
        overlaps[path.stem] = None if found_here is None else overlap(box_of(found_here), boxes[path.stem])
    nothing = {path.stem: moved(model, path) is not None for path in sorted((options.folder / "none").glob("*.png"))}
    found = [one for one in overlaps.values() if one is not None]
    tell(
        "cutouts",
        [
            ("of pictures with a figure, move", share(len(found), len(overlaps))),
            (f"of these, with a box that overlaps by {GOOD}", share(sum(one > GOOD for one in found), len(found))),
            ("their overlap, mean", f"{np.mean(found or [0]):.3f}"),
            ("of pictures without a figure, move", share(sum(nothing.values()), len(nothing))),
            ("seconds of a processor, to find and cut out", f"{np.median(seconds):.2f} (the middle one)"),
        ],
        {"overlaps": overlaps, "false": [name for name, wrong in nothing.items() if wrong]},
    )


def moved(model: FigureGround, path: Path) -> Mask | None:
    """Where the figure is, if the picture, as large as it would be shown, is trusted to have one."""
    read = np.asarray(cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB), np.uint8)
    picture: Picture = cover(enlarged(read), fit_size(read.shape[1], read.shape[0]))
    found = model.figure(picture)
    return None if found is None or cut(picture, *found) is None else found.main


def enlarged(picture: Picture) -> Picture:
    """Small photographs, as people would send them: 720 pixels at their shorter side."""
    scale = max(1.0, 720 / min(picture.shape[:2]))
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)


def box_of(main: Mask) -> Box:
    rows, columns = (np.nonzero(main.any(axis))[0] for axis in (1, 0))
    height, width = main.shape
    return columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height


def overlap(one: Box, other: Box) -> float:
    """Intersection over union."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0.0, wide) * max(0.0, high)
    return shared / sum((-shared, *((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))))


def share(some: int, total: int) -> str:
    low, high = wilson(some, total)
    return f"{some} of {total}: {some / max(1, total):.0%} ({low:.0%} to {high:.0%})"


if __name__ == "__main__":
    main()
