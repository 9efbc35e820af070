"""A figure cut out of a picture that somebody gave, and the picture without it.

`figure_ground` tells about where it is. Its outline is found at full size from the colours on both sides of it, and
what it hid is filled in from beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.compositing.filling import filled
from video01.layers import Array, Picture

BELOW = 0.25  # frame heights by which a figure that the lower edge cuts off goes on, mirrored
ASIDE = 0.08  # and one that a side cuts off
ROOTED = 0.4  # of its width that the lower edge cuts, from which on a figure is one that stays where it is: a bust
BAND = 3.0  # pixels of that answer about an outline within which the outline is sought
CERTAIN_COLOUR = 0.004  # squared distance of the colours on both sides, 0..1, that tells them apart by half
SOFTEST = 0.004  # picture heights that an outline in focus is wide at most, beside a pixel and a half
DARK = 9.0  # of 255, how much darker than what is beside it a shadow is
HALO = 0.014  # picture heights about a figure in which it still shines
SHADE = (0.75, 0.2)  # half the width and height of what may be a figure's shadow on the ground, in figure widths

Opacity = NDArray[np.uint8]  # (H, W)


@dataclass(frozen=True, kw_only=True)
class Cutout:
    """A figure and what is left of its picture, (H, W, 3)."""

    figure: Picture  # (S, S, 4), premultiplied
    left: int  # pixel of the picture at which the figure's canvas begins; it may reach beyond the picture
    top: int
    behind: Picture  # (H, W, 3): the picture without the figure, its shadow still there
    cleared: Picture  # (H, W, 3): without its shadow and what else of it was left behind, too
    box: tuple[
        float, float, float, float
    ]  # left, top, width, height of the figure, in its heights, from its upper middle
    cropped: bool  # whether the picture's lower edge cuts it off
    rooted: bool  # whether that edge cuts through its body, as in a portrait
    shaded: bool  # whether it has a shadow
    looks: int  # the side it is known to look to: -1 left, 1 right, 0 neither


def cut(
    picture: Picture, main: NDArray[np.bool_], looks: int = 0, rest: NDArray[np.bool_] | None = None
) -> Cutout | None:
    """The figure of a picture (H, W, 3) that is about where `main` (h, w), which may be coarser, is true.

    `looks` is the side that it is known to look to; `rest`, (h, w), is true where something may be of it, too.

    None if it is out of focus: then it has no outline to cut along, and is hardly what the picture is about.
    """
    height, width = picture.shape[:2]
    cropped = bool(main[-1].any())
    opacity = outlined(picture, np.asarray(cv2.GaussianBlur(main.astype(np.float32), (0, 0), 0.75), np.float32))
    if _blur(opacity) > SOFTEST * height + 1.5:
        return None
    hole = _hidden(opacity, HALO * height)
    rows, columns = (np.nonzero(hole.max(axis))[0] for axis in (1, 0))
    rooted = float(main[-1].sum()) > ROOTED * float(main.any(0).sum())
    box = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    shade = np.zeros((height, width), np.float32) if cropped else _under(box, width, height)
    left_over = np.zeros_like(hole) if rest is None else _as_large(rest, width, height)
    ground = filled(picture, np.asarray(np.maximum(np.maximum(hole, shade), left_over) > 0)).astype(np.float32)
    behind = np.asarray(np.rint(picture + hole[..., None] * (ground - picture)), np.uint8)
    lighter = shade[..., None] * np.maximum(ground - behind, 0)  # a shadow is dark
    shaded = bool(lighter[(shade > 0.5) & (hole == 0)].mean() > DARK) if shade.any() else False
    cleared = behind + lighter if shaded else behind.astype(np.float32)
    cleared = np.rint(cleared + left_over[..., None] * (ground - cleared))
    below = round(BELOW * height) if cropped else 0
    before, after = (round(ASIDE * height) if main[:, edge].any() else 0 for edge in (0, -1))
    here = np.s_[box[1] : box[3], box[0] : box[2]]
    figure = np.zeros((height, width, 4), np.uint8)
    figure[here] = _lifted(picture[here], behind[here], opacity[here], hole[here])
    figure = np.asarray(cv2.copyMakeBorder(figure, 0, below, before, after, cv2.BORDER_REFLECT), np.uint8)
    left, top, canvas = _canvas(figure, (box[0], box[1], box[2] + before + after, box[3] + below))
    return Cutout(
        figure=canvas,
        left=left - before,
        top=top,
        behind=behind,
        cleared=np.asarray(cleared, np.uint8),
        box=(
            box[0] / height - width / height / 2,
            box[1] / height,
            (box[2] - box[0]) / height,
            (box[3] - box[1]) / height,
        ),
        cropped=cropped,
        rooted=rooted,
        shaded=shaded,
        looks=looks,
    )


def outlined(picture: Picture, likely: Array) -> Opacity:
    """The opacity of the figure at the picture's size.

    Near the outline that `likely` (h, w) tells, the colours just inside and just outside are known; a pixel is as
    opaque as it is like the ones rather than the others.
    """
    height, width = picture.shape[:2]
    known = np.asarray(cv2.resize(likely, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    rows, columns = (np.nonzero(known.max(axis) > 0.1)[0] for axis in (1, 0))
    found = np.zeros((height, width), np.uint8)
    if len(rows):
        step = height / likely.shape[0]
        margin = round(3 * BAND * step)
        here = tuple(slice(max(0, int(line[0]) - margin), int(line[-1]) + 1 + margin) for line in (rows, columns))
        found[here] = _outlined(picture[here], known[here], step)
    return found


def _outlined(picture: Picture, known: Array, step: float) -> Opacity:
    """The same for a part of a picture; `known` is as large as it, but only as fine as `step` pixels."""
    pixels = np.asarray(picture / 255, np.float32)
    opacity = np.asarray(np.clip(known, 0, 1), np.float32)
    for reach in (BAND * step, 0.6 * BAND * step):
        size = 2 * round(reach / 2) + 1
        square = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
        body = (opacity > 0.5).astype(np.uint8)
        within = np.asarray(cv2.erode(body, square), np.uint8)
        without = np.asarray(1 - cv2.dilate(body, square), np.uint8)
        if not within.any():
            break
        inner, outer = _local_mean(pixels, within, 0.8 * reach), _local_mean(pixels, without, 0.8 * reach)
        apart = inner - outer
        distance = (apart**2).sum(-1)
        told = np.clip(((pixels - outer) * apart).sum(-1) / np.maximum(distance, 1e-4), 0, 1)
        trust = distance / (distance + CERTAIN_COLOUR)
        mixed = np.where(within > 0, 1.0, np.where(without > 0, 0.0, trust * told + (1 - trust) * opacity))
        opacity = np.asarray(cv2.GaussianBlur(mixed.astype(np.float32), (0, 0), 0.08 * reach), np.float32)
    crisp = np.clip((opacity - 0.5) * 1.6 + 0.5, 0, 1)
    return np.asarray(np.rint(255 * crisp), np.uint8)


def _local_mean(pixels: Array, chosen: NDArray[np.uint8], reach: float) -> Array:
    """The mean colour of the chosen pixels about each place, (H, W, 3); far from all of them, of all of them."""
    small = 4  # the mean is smooth
    weight = cv2.resize(chosen.astype(np.float32), None, fx=1 / small, fy=1 / small, interpolation=cv2.INTER_AREA)
    colour = cv2.resize(pixels * chosen[..., None], None, fx=1 / small, fy=1 / small, interpolation=cv2.INTER_AREA)
    overall = colour.sum((0, 1)) / max(float(weight.sum()), 1e-6)
    spread = max(reach / small, 1.0)
    near = cv2.GaussianBlur(colour, (0, 0), spread) + 1e-3 * overall
    near /= (cv2.GaussianBlur(weight, (0, 0), spread) + 1e-3)[..., None]
    return np.asarray(cv2.resize(near, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_LINEAR), np.float32)


def _blur(opacity: Opacity) -> float:
    """How wide the outline is, in pixels."""
    outline = cv2.findContours((opacity > 127).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    length = sum(cv2.arcLength(part, closed=True) for part in outline)
    return float(((opacity > 20) & (opacity < 235)).sum() / max(1.0, length))


def _hidden(opacity: Opacity, reach: float) -> Array:
    """How much of each place the figure hid, (H, W): 1 where it is, less about it, where its edges may still shine."""
    apart = cv2.distanceTransform((opacity <= 3).astype(np.uint8), cv2.DIST_L2, 3)
    return np.asarray(np.clip(1.5 - apart / reach, 0, 1), np.float32)


def _as_large(rest: NDArray[np.bool_], width: int, height: int) -> Array:
    """A coarse mask at a picture's size, its edges soft: (H, W), 0..1."""
    large = cv2.resize(rest.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.GaussianBlur(large, (0, 0), 0.004 * height), np.float32)


def _under(box: tuple[int, int, int, int], width: int, height: int) -> Array:
    """Where on the ground a figure's shadow may lie, (H, W): 1 in the middle, 0 outside."""
    left, _, right, foot = box
    found = np.zeros((height, width), np.float32)
    across, down = (max(2, round(share * (right - left))) for share in SHADE)
    cv2.ellipse(found, ((left + right) // 2, foot), (across, down), 0, 0, 360, 1, -1)
    return found * np.asarray(cv2.GaussianBlur(found, (0, 0), 0.01 * height + 1), np.float32)


def _lifted(picture: Picture, behind: Picture, opacity: Opacity, hole: Array) -> Picture:
    """The figure, premultiplied, so that laid over what is behind it, it gives the picture again: (H, W, 4).

    Where the opacity is too low for that, it is raised; the hole is over 0 where what is behind was guessed.
    """
    given, below = picture.astype(np.float32), behind.astype(np.float32)
    darker = np.where(given < below, 1 - given / np.maximum(below, 1), 0)
    lighter = np.where(given > below, (given - below) / np.maximum(255 - below, 1), 0)
    least = np.ceil(255 * np.maximum(darker, lighter).max(-1))
    alpha = np.where(hole > 0, np.maximum(opacity, least), 0).astype(np.uint8)
    clear = cv2.bitwise_not(alpha)
    kept = cv2.multiply(behind, cv2.cvtColor(clear, cv2.COLOR_GRAY2RGB), scale=1 / 255)
    return np.dstack([np.where(alpha[..., None] > 0, cv2.subtract(picture, kept), 0).astype(np.uint8), alpha])


def _canvas(figure: Picture, box: tuple[int, int, int, int]) -> tuple[int, int, Picture]:
    """The left and top of a square about the box, and what is there of the figure."""
    left, top, right, bottom = box
    side = max(right - left, bottom - top) + 4
    x, y = (left + right - side) // 2, bottom + 2 - side
    canvas = np.zeros((side, side, 4), np.uint8)
    x0, y0 = max(0, x), max(0, y)
    part = figure[y0 : y + side, x0 : x + side]
    canvas[y0 - y : y0 - y + part.shape[0], x0 - x : x0 - x + part.shape[1]] = part
    return x, y, canvas
