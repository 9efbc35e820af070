"""A video of somebody else's as a backdrop and the way of a camera."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.layers import CAMERA, KEYS, PERIOD, STRIP_HEIGHT, STRIP_WIDTH, Array, Picture

HORIZON = 0.55  # y, where nobody knows; the camera zooms about it
WIDTH, HEIGHT = 576, 320  # pixels of a frame as it is kept
SPACING = 24  # pixels between the spots that are followed from one frame to the next
FEWEST_SPOTS = 6
AGREEMENT = 0.35  # share of the spots that must move as the picture does

Film = NDArray[np.uint8]  # (KEYS, HEIGHT, WIDTH, 3) RGB


def read_film(path: Path) -> Film:
    """KEYS frames, evenly over the clip. Raises ValueError where nothing can be read."""
    number = _count(path)
    if not number:
        raise ValueError(f"{path} could not be read as a video")
    wanted = np.linspace(0, number - 1, KEYS).round().astype(int).tolist()
    reader = cv2.VideoCapture(str(path))
    frames: dict[int, Picture] = {}
    for at in range(number):
        reader.grab()
        if at in wanted:
            _, picture = reader.retrieve()
            frames[at] = _covered(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8))
    reader.release()
    return np.stack([frames[at] for at in wanted])


def backdrop(film: Film) -> Picture:
    """The middle frame as an opaque strip, (STRIP_HEIGHT, STRIP_WIDTH, 4).

    It stands in the middle; beyond its sides it goes on as its mirror image, which fades into that of the other side.
    """
    columns = round(STRIP_WIDTH * WIDTH / HEIGHT / PERIOD)
    seen = cv2.resize(film[KEYS // 2], (columns, STRIP_HEIGHT), interpolation=cv2.INTER_CUBIC)
    gap = STRIP_WIDTH - columns
    share = np.linspace(0, 1, gap)[None, :, None]
    share = share * share * (3 - 2 * share)
    between = (1 - share) * seen[:, : -gap - 1 : -1] + share * seen[:, gap - 1 :: -1]
    rgb = np.roll(np.concatenate([seen, between.round().astype(np.uint8)], 1), gap // 2, axis=1)
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def way_of_film(film: Film) -> Array:
    """The camera's way, (KEYS, len(CAMERA)), at rest in the middle, where the backdrop is from."""
    greys = [np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), np.uint8) for frame in film]
    steps = [_motion(before, after) for before, after in pairwise(greys)]
    middle = KEYS // 2
    whole = [np.eye(3) for _ in range(KEYS)]  # from the middle frame to each
    for at in range(middle, KEYS - 1):
        whole[at + 1] = steps[at] @ whole[at]
    for at in range(middle, 0, -1):
        whole[at - 1] = np.linalg.inv(steps[at - 1]) @ whole[at]
    way = np.zeros((KEYS, len(CAMERA)), np.float32)
    for at, matrix in enumerate(whole):
        way[at, CAMERA.index("pan_x")] = matrix[0, 2]
        way[at, CAMERA.index("pan_y")] = matrix[1, 2]
        way[at, CAMERA.index("zoom")] = np.hypot(matrix[0, 0], matrix[1, 0])
    return way


def _count(path: Path) -> int:
    """How many frames can be read; what a file says of itself is not always true."""
    reader, number = cv2.VideoCapture(str(path)), 0
    while reader.grab():
        number += 1
    reader.release()
    return number


def _covered(picture: Picture) -> Picture:
    """Scaled to cover the kept frame, the rest cut off evenly."""
    height, width = picture.shape[:2]
    seen_width, seen_height = min(width, round(height * WIDTH / HEIGHT)), min(height, round(width * HEIGHT / WIDTH))
    left, top = (width - seen_width) // 2, (height - seen_height) // 2
    cut = picture[top : top + seen_height, left : left + seen_width]
    method = cv2.INTER_AREA if seen_height > HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cut, (WIDTH, HEIGHT), interpolation=method), np.uint8)


def _motion(before: Picture, after: Picture) -> NDArray[np.float64]:
    """Shift, turn and scale of the whole picture, (3, 3), in frame heights about the axis of the zoom.

    Spots all over it are followed, and most must agree: somebody who moves before the backdrop does not count. Where
    they do not agree, as at a cut, or there is nothing to follow, it is at rest.
    """
    columns, rows = (np.arange(SPACING / 2, side, SPACING) for side in (WIDTH, HEIGHT))
    spots = np.stack(np.meshgrid(columns, rows), -1).reshape(-1, 1, 2).astype(np.float32)
    there, found, _ = cv2.calcOpticalFlowPyrLK(
        before, after, spots, np.zeros_like(spots), winSize=(31, 31), maxLevel=4, minEigThreshold=5e-4
    )
    good = found.ravel() == 1
    if good.sum() < FEWEST_SPOTS:
        return np.eye(3)
    matrix, agree = cv2.estimateAffinePartial2D(spots[good], there[good], ransacReprojThreshold=2.0)
    if matrix is None or agree.sum() < max(FEWEST_SPOTS, AGREEMENT * good.sum()):
        return np.eye(3)
    to_pixels = np.array([[HEIGHT, 0, WIDTH / 2], [0, HEIGHT, HORIZON * HEIGHT], [0, 0, 1.0]])
    return np.asarray(np.linalg.inv(to_pixels) @ np.vstack([matrix, [0, 0, 1]]) @ to_pixels)
