"""Lessons in telling a figure from what is behind it: pictures put together by lot, and where their figures are.

Some are frames of the storybook world as they are. In the others, figures stand before anything: as they are drawn, or
their silhouettes filled with textures and lit as bodies are; whole, cut off by the frame, half in the grass; sharp
before something out of focus; with shadows, and with small or blurred things beside them that are not meant. Others
show nobody: places, patterns, and heaps of things of which none stands out.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from training.cutout import HEIGHT, SIDE, UNKNOWN, WIDTH, Opacity, Stock
from video01.figure_ground import CLOSEST, SQUARE
from video01.layers import Array, Picture

WORLD_SHARE = 0.3  # of lessons: frames of the world as they are
EMPTY_SHARE = 0.3  # of the others show nobody
HEAP_SHARE = 0.4  # of those show a heap or a pattern of things
SIDEWAYS_SHARE = 0.25  # of figures are certain to be ones that look to a side
SECOND_SHARE = 0.12  # of those with a figure show two
CUT_SHARE, LARGE_SHARE = 0.25, 0.45  # of figures are cut off by the lower edge; are large
ASIDE_SHARE = 0.06  # are cut off by a side
CLUTTER_SHARE = 0.35  # of lessons with a figure have things in them that are not meant
NEARER = 1.6  # times as large is a lesson that a window is cut from
AROUND = (1.3, 2.3)  # sides of that window, in those of the figures
PHOTOGRAPHS = 0.55  # of grounds and fillings, where there are any
SHAPES = ((192, 108), (192, 108), (176, 118), (166, 125), (144, 144), (125, 166), (108, 192), (218, 97))

Place = tuple[float, float, float]  # x of its middle, y of its foot, side of its canvas, pixels


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A picture, where its figures are, and which way its one figure looks."""

    picture: Picture  # (H, W, 3) RGB
    opacity: Opacity  # (H, W), of all figures together
    looks: int = UNKNOWN  # -1 left, 1 right, 0 neither


class Lessons:
    """Draws lessons by lot."""

    def __init__(self, stock: Stock, rng: np.random.Generator) -> None:
        self.stock, self.rng = stock, rng
        self._all = np.arange(len(stock.figures))
        self._sideways = np.flatnonzero(stock.looks == 1)

    def any(self, scale: float = 1.0) -> Lesson:
        """A lesson of one of the usual shapes, smaller by a scale."""
        width, height = SHAPES[int(self.rng.integers(len(SHAPES)))]
        return self.draw(round(scale * width), round(scale * height))

    def closer(self, scale: float = 1.0) -> Lesson:
        """A lesson as a second look sees it: a window about its figure or, where there is none, about any place."""
        rng, lesson = self.rng, self.any(NEARER * scale)
        height, width = lesson.opacity.shape
        rows, columns = (np.nonzero(lesson.opacity.max(axis) > 127)[0] for axis in (1, 0))
        if len(rows) and len(columns):
            x, y = (columns[0] + columns[-1]) / 2, (rows[0] + rows[-1]) / 2
            across, down = (columns[-1] - columns[0]) / width, (rows[-1] - rows[0]) / height
        else:
            x, y = rng.uniform(0, (width, height))
            across, down = rng.uniform(0.1, 0.6, 2)
        grown, jitter = float(rng.uniform(*AROUND)), rng.normal(0, 0.08, 2)
        longer = max(CLOSEST, grown * across, grown * down)
        wide, high = (max(grown * side, SQUARE * longer) for side in (across, down))
        x, y = x + jitter[0] * wide * width, y + jitter[1] * high * height
        left, right = (int(np.clip(x + side * wide * width, 0, width)) for side in (-0.5, 0.5))
        top, lower = (int(np.clip(y + side * high * height, 0, height)) for side in (-0.5, 0.5))
        here = np.s_[top : max(lower, top + 8), left : max(right, left + 8)]
        return Lesson(picture=lesson.picture[here], opacity=lesson.opacity[here], looks=lesson.looks)

    def draw(self, width: int, height: int) -> Lesson:
        """One lesson of that size in pixels."""
        rng, stock, looks = self.rng, self.stock, UNKNOWN
        if rng.random() < WORLD_SHARE:
            at, opacity = int(rng.integers(len(stock.shown))), None
            shown = stock.shown if rng.random() > 0.2 else stock.empty
            if shown is stock.shown:
                opacity = stock.opacity[at]
            picture, opacity = self._window(shown[at], width, height, opacity)
        else:
            picture, opacity, looks = self._put_together(width, height)
        if rng.random() < 0.5:
            picture, opacity = picture[:, ::-1], opacity[:, ::-1]
            looks = -looks if looks != UNKNOWN else UNKNOWN
        worn = self.worn(np.ascontiguousarray(picture))
        return Lesson(picture=worn, opacity=np.ascontiguousarray(opacity), looks=looks)

    def _put_together(self, width: int, height: int) -> tuple[Picture, Opacity, int]:
        rng = self.rng
        ground = self.ground(width, height).astype(np.float32)
        opacity, looks = np.zeros((height, width), np.float32), UNKNOWN
        if rng.random() < EMPTY_SHARE:
            if rng.random() < HEAP_SHARE:
                ground = self._heap(ground)
        else:
            if rng.random() < CLUTTER_SHARE:
                for _ in range(int(rng.integers(1, 5))):
                    ground = self._beside(ground)
            figures = 1 + int(rng.random() < SECOND_SHARE)
            for number in range(figures):
                ground, opacity, looks = self._pasted(ground, opacity, number)
            looks = looks if figures == 1 else UNKNOWN
        picture, opaque = (np.clip(np.rint(part), 0, 255).astype(np.uint8) for part in (ground, 255 * opacity))
        return picture, opaque, looks

    def ground(self, width: int, height: int) -> Picture:
        """Something without a figure, sharp or not."""
        rng = self.rng
        picture, _ = self._window(self.anything(), width, height)
        if rng.random() < 0.25:  # plain, as behind products
            picture = np.asarray(picture.mean((0, 1)) + 0.15 * (picture - picture.mean((0, 1))), np.uint8)
            if rng.random() < 0.4:
                picture = np.clip(picture + rng.uniform(0, 200), 0, 255).astype(np.uint8)
        if rng.random() < 0.4:
            picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.6, 5))), np.uint8)
        return picture

    def anything(self) -> Picture:
        rng, stock = self.rng, self.stock
        if len(stock.photographs) and rng.random() < PHOTOGRAPHS:
            source = stock.photographs
        else:
            source = stock.empty if rng.random() < 0.45 else stock.textures
        return source[int(rng.integers(len(source)))]

    def _window(
        self, picture: Picture, width: int, height: int, opacity: Opacity | None = None
    ) -> tuple[Picture, Opacity]:
        """A part of a kept picture, made to fit."""
        rng = self.rng
        high = float(rng.uniform(0.6, 1)) * HEIGHT
        wide = min(WIDTH, high * width / height * 2 ** float(rng.uniform(-0.3, 0.3)))
        left, top = int(rng.uniform(0, WIDTH - wide + 1)), int(rng.uniform(0, HEIGHT - high + 1))
        part = np.s_[top : top + int(high), left : left + int(wide)]
        area = cv2.INTER_AREA
        cut = np.zeros((height, width), np.uint8)
        if opacity is not None:
            cut = np.asarray(cv2.resize(opacity[part], (width, height), interpolation=area), np.uint8)
        return np.asarray(cv2.resize(picture[part], (width, height), interpolation=area), np.uint8), cut

    def figure(self) -> Array:
        """A figure on a canvas: (SIDE, SIDE, 4), premultiplied."""
        return self._being()[0]

    def _being(self) -> tuple[Array, int]:
        """A figure on a canvas, and which way it looks."""
        rng, stock = self.rng, self.stock
        chosen = self._sideways if rng.random() < SIDEWAYS_SHARE and len(self._sideways) else self._all
        at = int(chosen[int(rng.integers(len(chosen)))])
        own, looks = stock.figures[at].astype(np.float32), int(stock.looks[at])
        kind = rng.random()
        if kind < 0.35:
            return own, looks
        formless = kind < 0.45
        alpha = lump(rng).astype(np.float32) if formless else own[..., 3]
        skin = self.skin()
        if rng.random() < 0.4:  # of two kinds, as a coat over trousers or a dog's back and belly
            where = cv2.resize(
                rng.standard_normal((5, 5)).astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC
            )
            share = np.clip(0.5 + float(rng.uniform(1, 10)) * (where - float(rng.normal(0, 0.5))), 0, 1)
            skin = skin + share[..., None] * (self.skin() - skin)
        if kind > 0.5:  # some of its own drawing shows
            straight = own[..., :3] * (255 / np.maximum(own[..., 3:], 1))
            grey = straight.mean(-1, keepdims=True)
            inside = grey[own[..., 3] > 127]
            drawn = grey - (float(inside.mean()) if len(inside) else 127)
            skin = skin + float(rng.uniform(0.15, 0.8)) * drawn
            if rng.random() < 0.3:
                skin = skin + float(rng.uniform(0.2, 0.6)) * (straight - skin)
        lit = np.clip(skin * _light(alpha, rng)[..., None], 0, 255)
        filled = np.concatenate([lit * (alpha[..., None] / 255), alpha[..., None]], -1).astype(np.float32)
        return filled, UNKNOWN if formless else looks

    def skin(self) -> Array:
        """What a silhouette is filled with: (SIDE, SIDE, 3)."""
        rng = self.rng
        filling = self._window(self.anything(), SIDE, SIDE)[0].astype(np.float32)
        mean = filling.mean((0, 1))
        colour = rng.uniform(15, 240, 3).astype(np.float32)
        grey = colour.mean()
        colour = grey + (colour - grey) * np.float32(rng.uniform(0, 1) ** 1.5)  # most beings are brown or grey
        return np.asarray(colour + (filling - mean) * np.float32(rng.uniform(0.2, 1.1)), np.float32)

    def _pasted(self, ground: Array, opacity: Array, number: int) -> tuple[Array, Array, int]:
        """A figure, maybe with its shadow, maybe half in the grass, over a ground of 0..255; and how it looks."""
        rng = self.rng
        height, width = ground.shape[:2]
        figure, looks = self._being()
        if rng.random() < 0.5:
            figure, looks = figure[:, ::-1], looks if looks == UNKNOWN else -looks
        tall, wide = (float(figure[..., 3].max(axis).sum() / 255 / SIDE) + 0.02 for axis in (1, 0))
        largest = min(height / tall, width / wide)  # canvas that shows the figure whole
        large = rng.random() < LARGE_SHARE and number == 0
        size = largest * float(rng.uniform(0.6, 1.02) if large else rng.uniform(0.15, 0.65))
        cut = rng.random() < CUT_SHARE and number == 0
        if cut:
            size = min(height, 1.2 * width) * float(rng.uniform(0.6, 1.9))
            foot = height + size * float(rng.uniform(0.05, 0.55))
            foot = max(foot, 1.02 * height) if foot - size > 0 else size + height * float(rng.uniform(0, 0.2))
        else:
            foot = size * tall + float(rng.uniform(0.2, 1)) * max(0.0, height - size * tall) * 0.98
        x = width * float(np.clip(rng.normal(0.5, 0.17), 0.1, 0.9))
        if not cut and rng.random() > ASIDE_SHARE / 0.3:
            x = float(np.clip(x, 0.5 * wide * size, max(0.5 * wide * size, width - 0.5 * wide * size)))
        placed = _placed(figure, ground.shape, (x, foot, size), rng)
        own = placed[..., 3] / 255
        if rng.random() < 0.5:
            placed = self._in_the_same_light(placed, ground)
        if not cut and rng.random() < 0.5:
            ground = np.asarray(ground * (1 - self._shadow(x, foot, size, ground.shape[:2]))[..., None], np.float32)
        if not cut and rng.random() < 0.2:
            own = own * self._grass(foot, size, ground.shape[:2])
            placed = np.asarray(placed * (own * 255 / np.maximum(placed[..., 3], 1e-3))[..., None], np.float32)
        if rng.random() < 0.15:
            placed = np.asarray(cv2.GaussianBlur(placed, (0, 0), float(rng.uniform(0.5, 1.1))), np.float32)
        mixed = ground * (1 - placed[..., 3:] / 255) + placed[..., :3]
        return np.asarray(mixed, np.float32), np.maximum(opacity, own), looks

    def _in_the_same_light(self, placed: Array, ground: Array) -> Array:
        """Colours drawn towards those of the ground, as one light makes them."""
        rng = self.rng
        gain, lift = rng.uniform(0.6, 1.3, 3) ** 0.7, rng.uniform(-25, 35)
        share = float(rng.uniform(0, 0.5))
        mean = ground.mean((0, 1)) * placed[..., 3:] / 255
        shade = (1 - share) * placed[..., :3] * gain + share * mean + lift * placed[..., 3:] / 255
        return np.concatenate([np.clip(shade, 0, placed[..., 3:]), placed[..., 3:]], -1).astype(np.float32)

    def _shadow(self, x: float, foot: float, size: float, shape: tuple[int, ...]) -> Array:
        rng = self.rng
        spot = np.zeros(shape, np.float32)
        axes = (int(size * rng.uniform(0.2, 0.55)) + 1, int(size * rng.uniform(0.02, 0.12)) + 1)
        middle = int(x + size * rng.normal(0, 0.15)), min(shape[0] - 1, int(foot - 0.03 * size))
        cv2.ellipse(spot, middle, axes, 0, 0, 360, float(rng.uniform(0.1, 0.65)), -1, cv2.LINE_AA)
        return np.asarray(cv2.GaussianBlur(spot, (0, 0), max(0.5, float(rng.uniform(0.005, 0.05)) * size)), np.float32)

    def _grass(self, foot: float, size: float, shape: tuple[int, ...]) -> Array:
        """1 above a ragged line across the feet, 0 below it: (H, W)."""
        rng = self.rng
        line = foot - size * float(rng.uniform(0.03, 0.2)) * rng.uniform(0.3, 1.2, shape[1])
        return np.asarray(np.clip(line[None] - np.arange(shape[0])[:, None], 0, 1), np.float32)

    def _beside(self, ground: Array) -> Array:
        """Something small or blurred that is not meant."""
        rng = self.rng
        height, width = ground.shape[:2]
        blurred = rng.random() < 0.5
        size = height * float(rng.uniform(0.1, 0.6) if blurred else rng.uniform(0.04, 0.14))
        x, foot = width * float(rng.uniform(0, 1)), height * float(rng.uniform(0.2, 1.1))
        placed = _placed(self.figure(), ground.shape, (x, foot, size), rng)
        if blurred:
            placed = np.asarray(cv2.GaussianBlur(placed, (0, 0), float(rng.uniform(2.5, 6))), np.float32)
        return np.asarray(ground * (1 - placed[..., 3:] / 255) + placed[..., :3], np.float32)

    def _heap(self, ground: Array) -> Array:
        """Many things of which none stands out: by lot, or one thing again and again in rows."""
        rng = self.rng
        height, width = ground.shape[:2]
        size = height * float(rng.uniform(0.12, 0.4))
        rows = rng.random() < 0.4
        number = int(np.clip(1.5 * height * width / size**2, 5, 40))
        one = self.figure()
        across = max(2, round(width / size))
        for n in range(number):
            figure = one if rows or (n and rng.random() < 0.5) else self.figure()
            if rows:
                x, foot = (n % across + 0.5) * width / across, (n // across + 1) * size
            else:
                x, foot = width * float(rng.uniform(0, 1)), height * float(rng.uniform(0.1, 1.2))
                one = figure
            large = size * float(1 if rows else rng.uniform(0.7, 1.4))
            placed = _placed(figure, ground.shape, (x, foot, large), rng)
            ground = np.asarray(ground * (1 - placed[..., 3:] / 255) + placed[..., :3], np.float32)
        return ground

    def worn(self, picture: Picture) -> Picture:
        """As pictures come: other light, blurred, noisy, squeezed by codecs, without colour."""
        rng = self.rng
        if rng.random() < 0.5:
            pixels = (picture / 255.0) ** (2.0 ** rng.uniform(-0.6, 0.6)) * rng.uniform(0.75, 1.2, 3)
            grey = pixels.mean(-1, keepdims=True)
            pixels = grey + (pixels - grey) * (0 if rng.random() < 0.08 else rng.uniform(0.3, 1.4))
            picture = np.clip(255 * pixels, 0, 255).astype(np.uint8)
        if rng.random() < 0.15:  # darker towards the corners
            y, x = np.ogrid[-1 : 1 : picture.shape[0] * 1j, -1 : 1 : picture.shape[1] * 1j]
            picture = np.asarray(picture * (1 - rng.uniform(0.1, 0.4) * (x * x + y * y))[..., None], np.uint8)
        if rng.random() < 0.25:
            picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.3, 0.9))), np.uint8)
        if rng.random() < 0.35:
            noise = rng.standard_normal(picture.shape, np.float32) * np.float32(rng.uniform(1, 10))
            picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
        if rng.random() < 0.3:
            quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 95))]
            coded = cv2.imencode(".jpg", picture, quality)[1]
            picture = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
        return picture


def _placed(figure: Array, shape: tuple[int, ...], place: Place, rng: np.random.Generator) -> Array:
    """A canvas in a picture of that shape, (height, width, 4), premultiplied."""
    (height, width), (x, foot, size) = shape[:2], place
    scale = size / SIDE
    small = cv2.GaussianBlur(figure, (0, 0), 0.45 / scale) if scale < 0.8 else figure
    turn = cv2.getRotationMatrix2D((SIDE / 2, SIDE / 2), float(rng.normal(0, 8)), 1.0)
    stretch = 2.0 ** float(rng.uniform(-0.35, 0.35))
    matrix = np.diag([scale * stretch, scale / stretch]) @ turn
    matrix[:, 2] += (x - scale * stretch * SIDE / 2, foot - size / 2 - scale / stretch * SIDE / 2)
    return np.asarray(cv2.warpAffine(small, matrix, (width, height), flags=cv2.INTER_LINEAR), np.float32)


def _light(alpha: Array, rng: np.random.Generator) -> Array:
    """How a body of that outline is lit from one side, as if it were blown up: (SIDE, SIDE), about 1."""
    solid = (alpha > 127).astype(np.uint8)
    deep = np.sqrt(np.asarray(cv2.distanceTransform(solid, cv2.DIST_L2, 3), np.float32))
    deep = np.asarray(cv2.GaussianBlur(deep, (0, 0), float(rng.uniform(2, 6))), np.float32)
    across, down = cv2.Sobel(deep, cv2.CV_32F, 1, 0), cv2.Sobel(deep, cv2.CV_32F, 0, 1)
    angle = rng.uniform(-np.pi, np.pi) if rng.random() < 0.4 else rng.normal(-np.pi / 2, 0.8)
    slope = -(across * np.cos(angle) + down * np.sin(angle)) * float(rng.uniform(0.2, 1.2))
    return np.asarray(1 + float(rng.uniform(0.1, 0.6)) * slope / np.sqrt(1 + slope * slope), np.float32)


def lump(rng: np.random.Generator) -> Opacity:
    """The silhouette of a body with some limbs: (SIDE, SIDE)."""
    alpha = np.zeros((SIDE, SIDE), np.uint8)
    x, y, radius = rng.uniform(0.4, 0.6), rng.uniform(0.4, 0.65), rng.uniform(0.14, 0.26)
    for part in range(int(rng.integers(1, 8))):
        axes = radius * rng.uniform(0.7, 1.5), radius * rng.uniform(0.7, 1.3)
        if part:  # a limb that starts within the body
            axes = radius * rng.uniform(0.5, 1.2), radius * rng.uniform(0.12, 0.5)
        angle = rng.uniform(0, 2 * np.pi)
        away = (radius * rng.uniform(0.6, 1.2)) if part else 0.0
        middle = (int(SIDE * (x + away * np.cos(angle))), int(SIDE * (y + away * np.sin(angle))))
        size = (int(SIDE * axes[0]) + 1, int(SIDE * axes[1]) + 1)
        turned = np.degrees(angle) + rng.normal(0, 25)
        cv2.ellipse(alpha, middle, size, float(turned), 0, 360, 255, -1, cv2.LINE_AA)
    return alpha
