"""A layer of the backdrop: drawn once for the clip, then moved by the camera and by its own motion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from training.world.canvas import Canvas, Image, over
from training.world.geometry import Frame, Matrix, View, project, project_ground


@dataclass(frozen=True, kw_only=True)
class Motion:
    """How a layer moves by itself at one instant."""

    dx: float = 0.0  # world units
    dy: float = 0.0
    sway: float = 0.0  # shear: x grows by sway * (base - y)
    base: float = 0.0  # the y that does not sway
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What to draw and how it moves; nothing is drawn yet."""

    draw: Callable[[Canvas], None]
    z: float  # depth, infinite for the sky
    band: tuple[float, float]  # y of the upper and lower edge of what it draws
    ground: bool = False  # lies flat instead of standing upright
    motion: Callable[[float], Motion] | None = None  # of u = time / duration
    reach: float = 0.0  # how far the motion carries it, world units


@dataclass
class Sheet:
    """A drawn layer with its last position on the frame kept, as most layers rest most of the time."""

    layers: Sequence[Layer]  # one, or several at rest under a uniform camera, drawn as one
    canvas: Canvas
    _last: tuple[bytes, Image, int] | None = field(default=None, repr=False)

    def place(self, matrix: Matrix, frame: Frame) -> tuple[Image, int] | None:
        """The RGBA rows of the frame that the layer touches and the first row's number, or None off the frame."""
        key = matrix.tobytes()
        if self._last is None or self._last[0] != key:
            found = self._warp(matrix, frame)
            if found is None:
                return None
            self._last = (key, *found)
        return self._last[1], self._last[2]

    def _warp(self, matrix: Matrix, frame: Frame) -> tuple[Image, int] | None:
        canvas = self.canvas
        to_world = np.array(
            [[1, 0, canvas.x0 * canvas.density], [0, 1, canvas.y0 * canvas.density], [0, 0, canvas.density]]
        )
        total = matrix @ (to_world / canvas.density)
        total[:2, 2] += 0.5 * (total[:2, 0] + total[:2, 1]) - 0.5  # pixel centres
        height = canvas.pixels.shape[0]
        edges = total[1, 1] * np.array([-0.5, height + 0.5]) + total[1, 2]
        top, bottom = max(0, int(np.floor(edges.min()))), min(frame.height, int(np.ceil(edges.max())) + 1)
        if bottom <= top:
            return None
        total[1, 2] -= top
        size = (frame.width, bottom - top)
        opaque = np.isinf(self.layers[0].z) and self.layers[0].band[0] < -1
        border = cv2.BORDER_REPLICATE if opaque else cv2.BORDER_CONSTANT
        return np.asarray(cv2.warpAffine(canvas.pixels, total[:2], size, borderMode=border), np.uint8), top


def matrix_at(layer: Layer, view: View, frame: Frame, horizon: float, u: float) -> tuple[Matrix, float]:
    """World to pixels of the layer at u, and its opacity."""
    matrix = (
        project_ground(view, frame, horizon=horizon)
        if layer.ground
        else project(view, frame, z=layer.z, horizon=horizon)
    )
    if layer.motion is None:
        return matrix, 1.0
    own = layer.motion(u)
    moved = np.array([[1, -own.sway, own.dx + own.sway * own.base], [0, 1, own.dy], [0, 0, 1]])
    return matrix @ moved, own.opacity


def prepare(layer: Layer, views: Sequence[View], frame: Frame, horizon: float, density: float) -> Canvas:
    """An empty sheet just large enough for all the views."""
    corners = np.array([(0, 0, 1), (frame.width, 0, 1), (0, frame.height, 1), (frame.width, frame.height, 1)]).T
    plain = Layer(draw=layer.draw, z=layer.z, band=layer.band, ground=layer.ground)
    seen = np.concatenate(
        [np.linalg.inv(matrix_at(plain, view, frame, horizon, 0.0)[0]) @ corners for view in views], axis=1
    )
    margin = 0.02 + layer.reach
    top = max(layer.band[0], seen[1].min() - margin)
    bottom = min(layer.band[1], seen[1].max() + margin)
    x0, x1 = _columns_seen(layer, seen) if layer.ground else (seen[0].min(), seen[0].max())
    top = np.floor(top * density) / density  # one pixel grid for layers drawn as one
    return Canvas(x0=x0 - margin, y0=top, x1=x1 + margin, y1=max(bottom, top + 2 / density), density=density)


def _columns_seen(layer: Layer, seen: Matrix) -> tuple[float, float]:
    """The columns that the frame's corners reach; the ground above the horizon is never seen."""
    inside = seen[0][seen[1] > layer.band[0]]
    return float(inside.min()), float(inside.max())


def draw_sheets(
    layers: Sequence[Layer], views: Sequence[View], frame: Frame, horizon: float, uniform: bool
) -> list[Sheet]:
    """All layers drawn, those at rest merged where the camera moves all depths alike."""
    density = frame.height * min(1.4, max(view.zoom / (1 - max(view.dolly, 0)) ** 0.5 for view in views))
    sheets: list[Sheet] = []
    for layer in layers:
        canvas = prepare(layer, views, frame, horizon, density)
        layer.draw(canvas)
        resting = uniform and layer.motion is None
        if resting and sheets and sheets[-1].layers[0].motion is None and _fits(sheets[-1].canvas, canvas):
            _lay(sheets[-1].canvas, canvas)
        else:
            sheets.append(Sheet(layers=(layer,), canvas=canvas))
    return sheets


def _fits(under: Canvas, top: Canvas) -> bool:
    """Whether the sheet below covers the rows of the one above."""
    return under.y0 <= top.y0 + 1e-9 and under.y1 >= top.y1 - 1e-9


def _lay(under: Canvas, top: Canvas) -> None:
    """Lays one sheet onto another on the same pixel grid."""
    row = round((top.y0 - under.y0) * under.density)
    column = round((top.x0 - under.x0) * under.density)
    x0, x1 = max(0, column), min(under.pixels.shape[1], column + top.pixels.shape[1])
    part = under.pixels[row : row + top.pixels.shape[0], x0:x1]
    over(part, np.ascontiguousarray(top.pixels[: part.shape[0], x0 - column : x1 - column]))


def blend(target: Image, sheet: Sheet, matrix: Matrix, opacity: float, frame: Frame) -> tuple[Image, int] | None:
    """Draws the sheet onto the RGB frame; returns the rows it laid and their first row."""
    placed = sheet.place(matrix, frame)
    if placed is None or opacity <= 0:
        return None
    rows, top = placed
    if opacity < 1:
        rows = np.asarray(cv2.convertScaleAbs(rows, alpha=opacity), np.uint8)
    over(target[top : top + rows.shape[0]], rows)
    return rows, top
