"""Mountains and hills as heights over a plane, lit and seen from afar: what gives a painted range its faces.

A relief covers the whole PERIOD sideways (it closes on itself) and runs from far (row 0) to near (last row).
Heights and places are in frame heights; colours are RGB in 0..1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.world.paint.sheet import Color, Mask, Sheet
from video01.layers import PERIOD

COLUMNS, ROWS = 1024, 360  # cells of a relief, sideways and from far to near
DEPTH = 1.2  # frame heights from its far to its near edge
Heights = NDArray[np.float32]  # (ROWS, COLUMNS)
Picture = NDArray[np.float32]  # (ROWS, COLUMNS, 3)

# Sun from the upper left, a little before the scene: across, toward us, up.
SUN = np.asarray((-0.72, 0.34, 0.60), np.float32)


@dataclass(frozen=True)
class Spine:
    """One straight stretch of a ridge from one end to the other, each with its x, z and height."""

    start: tuple[float, float, float]
    end: tuple[float, float, float]


def columns() -> NDArray[np.float32]:
    """x of the cells, (1, COLUMNS)."""
    return np.asarray((np.arange(COLUMNS) + 0.5) * PERIOD / COLUMNS, np.float32)[None]


def rows() -> NDArray[np.float32]:
    """z of the cells, 0 far to DEPTH near, (ROWS, 1)."""
    return np.asarray((np.arange(ROWS) + 0.5) * DEPTH / ROWS, np.float32)[:, None]


def noise(dice: np.random.Generator, scale: float, octaves: int = 4, *, ridged: bool = False) -> Heights:
    """Smooth noise over the plane, about -1..1, features `scale` wide; ridged: sharp crests at 1."""
    total = np.zeros((ROWS, COLUMNS), np.float32)
    for octave in range(octaves):
        size = scale / 2**octave
        cells = (max(2, round(DEPTH / size)) + 3, max(2, round(PERIOD / size)))
        layer = _closed(dice.standard_normal(cells).astype(np.float32))
        total += (0.6 - np.abs(layer) * 1.2 if ridged else layer * 0.6) * 0.5**octave
    return total


def mountain(
    dice: np.random.Generator, at: tuple[float, float], height: float, *, slope: float = 1.0, arms: int = 6
) -> list[Spine]:
    """The ridges of one mountain: arms that wind down from the peak, with side ridges."""
    turn = dice.uniform(0, 2 * np.pi)
    found: list[Spine] = []
    for arm in range(arms):
        angle = turn + 2 * np.pi * arm / arms + dice.normal(0, 0.22)
        found += _descent(dice, (*at, height), angle, slope * dice.uniform(0.8, 1.25), 0)
    return found


def _descent(
    dice: np.random.Generator, top: tuple[float, float, float], angle: float, slope: float, level: int
) -> list[Spine]:
    found: list[Spine] = []
    x, z, height = top
    step = max(0.05, height * 0.22)
    while height > 0.02 and len(found) < 24:
        stride = step * dice.uniform(0.7, 1.4)
        below = height - stride * slope * dice.choice((0.35, 0.9, 1.45))
        end = (x + stride * np.cos(angle), z + stride * np.sin(angle) * 0.8, below)
        found.append(Spine((x, z, height), end))
        x, z, height = end
        if level < 2 and dice.random() < 0.75:
            side = angle + dice.choice((-1, 1)) * dice.uniform(0.6, 1.2)
            found += _descent(dice, end, side, slope * 1.3, level + 1)
        angle += dice.normal(0, 0.3)
    return found


def ridges(dice: np.random.Generator, spines: Sequence[Spine], *, steep: float = 1.7, rough: float = 0.05) -> Heights:
    """Heights where faces fall away from the spines; `rough` bends and cracks them."""
    x = columns() + noise(dice, 0.16, 4) * rough
    z = rows() + noise(dice, 0.16, 4) * rough
    heights = np.zeros((ROWS, COLUMNS), np.float32)
    for spine in spines:
        high = max(spine.start[2], spine.end[2])
        reach = high / steep + abs(spine.end[0] - spine.start[0]) + abs(spine.end[1] - spine.start[1]) + 3 * rough
        middle, depth = spine.start[0] * COLUMNS / PERIOD, spine.start[1] * ROWS / DEPTH
        wide, deep = min(COLUMNS // 2, int(reach * COLUMNS / PERIOD) + 1), int(reach * ROWS / DEPTH) + 1
        across = np.arange(int(middle) - wide, int(middle) + wide) % COLUMNS
        first, last = max(0, int(depth) - deep), min(ROWS, int(depth) + deep)
        if last <= first:
            continue
        for part in np.split(across, np.nonzero(np.diff(across) < 0)[0] + 1):
            here = np.s_[first:last, part[0] : part[-1] + 1]
            np.maximum(heights[here], _faces(x[here], z[here], spine, steep), out=heights[here])
    return heights


def _faces(x: NDArray[np.float32], z: NDArray[np.float32], spine: Spine, steep: float) -> NDArray[np.float32]:
    """Heights of the faces on both sides of one spine."""
    (ax, az, ah), (bx, bz, bh) = spine.start, spine.end
    ux, uz = bx - ax, bz - az
    dx, dz = (x - ax + PERIOD / 2) % PERIOD - PERIOD / 2, z - az
    t = np.clip((dx * ux + dz * uz) / max(1e-6, ux * ux + uz * uz), 0, 1)
    away = np.sqrt((dx - t * ux) ** 2 + (dz - t * uz) ** 2)
    return np.asarray(ah + (bh - ah) * t - steep * away, np.float32)


def slopes(heights: Heights) -> tuple[Heights, Heights]:
    """How heights rise to the right and toward us."""
    wide = np.concatenate([heights[:, -1:], heights, heights[:, :1]], 1)
    across = (wide[:, 2:] - wide[:, :-2]) * (COLUMNS / PERIOD / 2)
    return np.asarray(across, np.float32), np.asarray(np.gradient(heights, axis=0) * (ROWS / DEPTH), np.float32)


def sunlight(heights: Heights, *, strength: float = 1.0, shadow: float = 0.6) -> Heights:
    """How much of the sun each cell has, 0..1, with the shadows that ridges cast to the right."""
    across, toward = slopes(heights)
    across, toward = across * strength, toward * strength
    facing = (SUN[2] - across * SUN[0] - toward * SUN[1]) / np.sqrt(1 + across**2 + toward**2)
    blocked = np.full_like(heights, -1)
    for reach in range(4, 96, 4):  # cells to the left, toward the sun
        np.maximum(blocked, np.roll(heights, reach, 1) - reach * PERIOD / COLUMNS * 0.9, out=blocked)
    dark = np.clip((blocked - heights) / 0.015, 0, 1)
    return np.asarray(np.clip(facing, 0, 1) * (1 - shadow * cv2.GaussianBlur(dark, (0, 0), 1.2)), np.float32)


@dataclass(frozen=True, kw_only=True)
class View:
    """A relief on a sheet: which row of it each pixel shows."""

    row: Mask  # (H, W), in rows of the relief
    outline: NDArray[np.float32]  # (W,), y of its skyline
    ground: NDArray[np.float32]  # (ROWS, COLUMNS), y of each cell on the sheet
    seen: NDArray[np.bool_]  # (ROWS, COLUMNS), cells nothing stands before

    def shown(self, cells: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the pixels show of something told for each cell: (ROWS, COLUMNS, ...) to (H, W, ...)."""
        wide = np.concatenate([cells[:, -2:], cells, cells[:, :2]], 1)
        width = self.row.shape[1]
        across = np.broadcast_to(
            (np.arange(width, dtype=np.float32)[None] + 0.5) * COLUMNS / width + 1.5, self.row.shape
        )
        found = cv2.remap(
            wide, np.ascontiguousarray(across), self.row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(found, np.float32)

    def paint(self, sheet: Sheet, picture: Picture) -> None:
        """Lay the colours of the cells, (ROWS, COLUMNS, 3), onto the sheet."""
        sheet.lay(sheet.below(self.outline), self.shown(picture))


def view(sheet: Sheet, heights: Heights, *, far: float, near: float) -> View:
    """The relief seen from before it: its far edge stands at y = `far` and its near edge at y = `near`."""
    ground = np.asarray(far + (near - far) * (rows() / DEPTH) ** 1.4 - heights, np.float32)
    highest = np.minimum.accumulate(ground[::-1], axis=0)  # from near to far
    seen = (ground[::-1] <= highest + 1e-6)[::-1]
    wide = np.concatenate([highest[:, -1:], highest, highest[:, :1]], 1)
    at = np.broadcast_to(
        (np.arange(sheet.width, dtype=np.float32)[None] + 0.5) * COLUMNS / sheet.width + 0.5, (ROWS, sheet.width)
    )
    down = np.broadcast_to(np.arange(ROWS, dtype=np.float32)[:, None], at.shape)
    crest = np.asarray(
        cv2.remap(wide, np.ascontiguousarray(at), np.ascontiguousarray(down), cv2.INTER_LINEAR), np.float32
    )
    return View(row=_first_rows(sheet, crest), outline=crest[-1], ground=ground, seen=seen)


def _first_rows(sheet: Sheet, crest: NDArray[np.float32]) -> Mask:
    """For each pixel, the nearest row of the relief that reaches it; crest (ROWS, W) falls from near to far."""
    pixels = (crest - sheet.top) * sheet.down
    steps = np.clip(np.ceil(pixels - 0.5), 0, sheet.height).astype(np.int64)
    flat = (steps * sheet.width + np.arange(sheet.width)).ravel()
    counts = np.bincount(flat, minlength=(sheet.height + 1) * sheet.width).reshape(sheet.height + 1, sheet.width)
    first = np.clip(ROWS - np.cumsum(counts, 0)[:-1], 1, ROWS - 1)
    above, below = np.take_along_axis(pixels, first, 0), np.take_along_axis(pixels, first - 1, 0)
    at = np.arange(sheet.height, dtype=np.float32)[:, None] + 0.5
    part = np.clip((below - at) / np.maximum(below - above, 1e-3), 0, 1)
    return np.asarray(ROWS - 1 - (first - 1 + part), np.float32)


def blend(low: Color | Picture, high: Color | Picture, share: Heights) -> Picture:
    """Colours from one to the other by a share of (ROWS, COLUMNS)."""
    start, end = np.asarray(low, np.float32), np.asarray(high, np.float32)
    return np.asarray(start + (end - start) * share[..., None], np.float32)


def brushed(sheet: Sheet, radius: int = 4) -> None:
    """Turn fine grain into flat dabs with clear edges, as a brush would (each pixel takes its calmest quarter)."""
    margin = 4 * radius
    wide = np.concatenate([sheet.pixels[:, -margin:], sheet.pixels, sheet.pixels[:, :margin]], 1)
    wide = np.pad(wide, ((radius, radius), (0, 0), (0, 0)), mode="edge")
    light = wide[..., :3].sum(2)
    mean, size = cv2.blur(wide, (radius + 1, radius + 1)), (radius + 1, radius + 1)
    spread = cv2.blur(light * light, size) - cv2.blur(light, size) ** 2
    half = radius // 2
    best = np.full(light.shape, np.inf, np.float32)
    chosen = wide.copy()
    for down in (-half, half):
        for across in (-half, half):
            there = np.roll(spread, (down, across), (0, 1))
            calmer = there < best
            best = np.where(calmer, there, best)
            chosen = np.where(calmer[..., None], np.roll(mean, (down, across), (0, 1)), chosen)
    sheet.pixels = np.ascontiguousarray(chosen[radius:-radius, margin:-margin].astype(np.float32))


def _closed(grid: NDArray[np.float32]) -> Heights:
    """A small grid as a smooth relief that closes on itself sideways."""
    wrapped = np.concatenate([grid[:, -2:], grid, grid[:, :2]], 1)
    across = (np.arange(COLUMNS, dtype=np.float32) + 0.5) * grid.shape[1] / COLUMNS + 1.5
    down = (np.arange(ROWS, dtype=np.float32) + 0.5) * (grid.shape[0] - 3) / ROWS + 1.0
    mesh = np.meshgrid(across, down)
    return np.asarray(
        cv2.remap(wrapped, mesh[0], mesh[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), np.float32
    )
