"""How near each place of a picture is that somebody gave, as far as it can be seen.

A small network, which learned from the world and from scenes put together by lot, looks at the picture squeezed to a
square. `compositing.plate` moves each place as near as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from video01.layers import Array, Picture

LOOKED = 128  # pixels, both sides of the square that the network looks at
NEAREST = 1.2  # what it tells at most; 1 is where figures of the world stand
RIM = 5  # places: what is near takes along half of it, so that what is behind it is drawn out, not its own edge
SMOOTH = 1.5  # places: nothing changes more abruptly
USUAL = 0.8  # how near the nearest quarter of a picture is at least, where nothing gets nearer than NEAREST by that

Graph = Callable[[Array], Any]
"""The compiled network: a picture (1, 3, LOOKED, LOOKED), 0..1, to shares of NEAREST, (1, 1, LOOKED, LOOKED)."""


def relief_of(picture: Picture, graph: Graph) -> Array:
    """How near the places of a picture (H, W, 3) are, (LOOKED, LOOKED); its mirror image is asked, too."""
    square = np.asarray(cv2.resize(picture, (LOOKED, LOOKED), interpolation=cv2.INTER_AREA) / 255, np.float32)
    square = square.transpose(2, 0, 1)[None]
    told, mirrored = (np.array(graph(np.ascontiguousarray(one))[0][0, 0]) for one in (square, square[..., ::-1]))
    near = cv2.dilate(NEAREST * (told + mirrored[:, ::-1]) / 2, np.ones((RIM, RIM), np.uint8))
    quarter, nearest = (max(1e-3, float(np.quantile(near, share))) for share in (0.75, 1))
    closer = max(1.0, min(USUAL / quarter, NEAREST / nearest))  # before a wall, too, a camera that moves is seen to
    return np.asarray(cv2.GaussianBlur(closer * near, (0, 0), SMOOTH), np.float32)
