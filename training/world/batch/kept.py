"""Pictures on the device at the densities at which they are drawn: made once, and the longest unused let go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from video01.compositing.blend import resized
from video01.compositing.figures import sides
from video01.compositing.strips import sized
from video01.layers import Picture

ROOM = 2**31  # bytes


@dataclass(frozen=True, kw_only=True)
class StripPixels:
    """A strip."""

    pixels: Tensor  # (4, rows, columns) bytes
    most: NDArray[np.uint8]  # (rows,) the greatest opacity of each row
    least: NDArray[np.uint8]  # (rows,) the least


@dataclass(frozen=True, kw_only=True)
class Tiles:
    """A figure at many sizes, smallest first, side by side with a clear pixel between them."""

    pixels: Tensor  # (4, rows, columns) bytes; all begin in row 1
    sides: NDArray[np.int64]  # pixels of each
    lefts: NDArray[np.int64]  # column in which each begins

    def chosen(self, sizes: NDArray[np.float64]) -> NDArray[np.int64]:
        """The smallest that has so many pixels, or the largest: (F,) from (F,)."""
        return np.minimum(np.searchsorted(self.sides, sizes), len(self.sides) - 1)


class Kept:
    """A picture is known by being the same array, so it must not be changed."""

    def __init__(self, device: torch.device, room: int = ROOM) -> None:
        self.device, self._room, self._taken = device, room, 0
        self._found: OrderedDict[tuple[Any, ...], tuple[Any, int, Picture | None]] = OrderedDict()

    def strip(self, picture: Picture, columns: int, rows: int) -> StripPixels:
        """A strip at a density."""

        def make() -> tuple[StripPixels, int]:
            found = sized(picture, columns, rows)
            alpha = found[..., 3]
            return StripPixels(pixels=self.sent(found), most=alpha.max(1), least=alpha.min(1)), found.size

        return self._once(("strip", id(picture), columns, rows), picture, make)

    def figure(self, picture: Picture, height: int) -> Tiles:
        """A figure in all sizes that frames of that height need."""

        def make() -> tuple[Tiles, int]:
            needed = sides(picture.shape[0], height)
            lefts = np.cumsum([1, *(side + 1 for side in needed)])
            sheet = np.zeros((needed[-1] + 2, lefts[-1], 4), np.uint8)
            for left, side in zip(lefts, needed, strict=False):
                sheet[1 : side + 1, left : left + side] = resized(picture, side, side)
            return Tiles(pixels=self.sent(sheet), sides=np.array(needed), lefts=lefts[:-1]), sheet.size

        return self._once(("figure", id(picture), height), picture, make)

    def sheet(self, picture: Picture, side: int) -> Tensor:
        """A veil's picture at a size, with its first row and column once more at its end: (4, side + 1, side + 1)."""

        def make() -> tuple[Tensor, int]:
            found = np.pad(resized(picture, side, side), ((0, 1), (0, 1), (0, 0)), "wrap")
            return self.sent(found), found.size

        return self._once(("sheet", id(picture), side), picture, make)

    def grey(self, key: tuple[Any, ...], make: Callable[[], Picture]) -> Tensor:
        """Anything grey, (h, w, 3), as (h, w) bytes."""

        def made() -> tuple[Tensor, int]:
            found = np.ascontiguousarray(make()[..., 0])
            return torch.from_numpy(found).to(self.device), found.size

        return self._once(("grey", *key), None, made)

    def sent(self, picture: Picture) -> Tensor:
        """(h, w, 4) as (4, h, w) on the device."""
        return torch.from_numpy(np.ascontiguousarray(picture.transpose(2, 0, 1))).to(self.device)

    def _once(self, key: tuple[Any, ...], picture: Picture | None, make: Callable[[], tuple[Any, int]]) -> Any:
        if key in self._found:
            self._found.move_to_end(key)
            return self._found[key][0]
        found, size = make()
        self._found[key] = found, size, picture  # as long as the picture is held, no other one has its id
        self._taken += size
        while self._taken > self._room and len(self._found) > 1:
            _, (_, freed, _) = self._found.popitem(last=False)
            self._taken -= freed
        return found
