"""Figures and their shadows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from training.world.batch.kept import Kept
from training.world.batch.warp import Instants, box_of, coloured, index_of, pixels_of, sampled, sent
from video01.compositing.figures import DARKEST, FAINT, FINE, Bearing, Shadow
from video01.compositing.ways import View
from video01.layers import Actor

SEEN = 0.02  # a figure that is less opaque is not drawn
BENDS = 256  # places along a canvas for which the wave through a swimming body is reckoned


class BatchFigure:
    """One actor."""

    def __init__(self, actor: Actor, number: int, height: int, kept: Kept) -> None:
        self.bearing = Bearing(actor, number)
        self._tiles = kept.figure(actor.picture, height)
        self._colour = np.eye(3, 4) if actor.colour is None or not np.isfinite(actor.colour).all() else actor.colour

    def draw(
        self,
        target: Tensor,
        instants: NDArray[np.int64],
        shares: Instants,
        seconds: Instants,
        *,
        view: View,
        horizon: float,
    ) -> None:
        """Lay it and its shadow over (3, F, H, W) at some of the F instants, in place."""
        bearing, (height, width) = self.bearing, target.shape[2:]
        instants = instants[bearing.way.at(shares[instants]).opacity >= SEEN]
        if not len(instants):
            return
        shares, seconds = shares[instants], seconds[instants]
        view = View(**{name: number[instants] for name, number in vars(view).items()})
        pose = bearing.way.at(shares)
        gait = bearing.gait(pose, shares, seconds)
        seen = bearing.seen(view, horizon, width, height)
        self._shade(target, instants, bearing.shadow(seen, pose, gait, shares))
        self._act(target, instants, seen @ bearing.standing(pose, gait), pose.opacity, seconds)

    def _act(
        self,
        target: Tensor,
        instants: NDArray[np.int64],
        matrix: NDArray[np.float64],
        opacity: Instants,
        seconds: Instants,
    ) -> None:
        """Lay the picture over the frames; `matrix` leads from shares of the canvas to pixels of the frame."""
        corners = matrix @ np.array([[0, 1, 0, 1], [0, 0, 1, 1], [1, 1, 1, 1.0]])
        (left, top), (right, bottom) = corners[:, :2].min((0, 2)), corners[:, :2].max((0, 2))
        box = box_of(left, top, right, bottom, target)
        if box is None:
            return
        tiles, device = self._tiles, target.device
        chosen = tiles.chosen(FINE * np.hypot(matrix[:, 0, 1], matrix[:, 1, 1]))
        sides, lefts = tiles.sides[chosen], tiles.lefts[chosen]
        first, end = int(lefts.min()) - 1, int((lefts + sides).max()) + 1  # columns of the tiles that are needed
        back = np.linalg.inv(matrix)[:, :2] * sides[:, None, None]  # from pixels of the frame to those of a tile
        back[..., 2] -= 0.5
        a, b, c, d, e, f, side, start = (
            sent(part, device)[:, None, None] for part in (*back.reshape(-1, 6).T, sides, lefts - first)
        )
        x, y = pixels_of(box, device)
        across, down = a * x + b * y + c, d * x + e * y + f
        if self.bearing.swim > 0:
            across, down = self._bent(across, down, side, seconds)
        across = across.clamp(min=-1).minimum(side) + start
        down = down.clamp(min=-1).minimum(side) + 1
        source = sampled(coloured(tiles.pixels[..., first:end], self._colour), across, down)
        source = source * sent(np.where(opacity < 0.998, opacity, 1.0), device)[:, None, None]
        at = index_of(instants, target)
        part = target[:, at, box[0], box[1]]
        target[:, at, box[0], box[1]] = part * (1 - source[3:] / 255) + source[:3]

    def _bent(self, across: Tensor, down: Tensor, side: Tensor, seconds: Instants) -> tuple[Tensor, Tensor]:
        """Where in the picture places are that a wave has moved."""
        shares = (np.arange(BENDS) + 0.5) / BENDS
        below, right = (sent(part, across.device) for part in self.bearing.bend(shares, seconds[:, None], 1))
        return (
            across + side * _found(right, (down + 0.5) / side),
            down + side * _found(below, (across + 0.5) / side),
        )

    def _shade(self, target: Tensor, instants: NDArray[np.int64], shadow: Shadow) -> None:
        """Darken the ground below it."""
        dark = np.where(shadow.dark < FAINT, 0.0, np.minimum(DARKEST, shadow.dark))
        left, top = (shadow.x - 1.03 * shadow.wide).min(), (shadow.y - 1.03 * shadow.tall).min()
        right, bottom = (shadow.x + 1.03 * shadow.wide).max(), (shadow.y + 1.03 * shadow.tall).max()
        box = box_of(left, top, right, bottom, target)
        if box is None or not dark.any():
            return
        x, y = pixels_of(box, target.device)
        x0, y0, wide, tall, strength = (
            sent(part, target.device)[:, None, None] for part in (shadow.x, shadow.y, shadow.wide, shadow.tall, dark)
        )
        inside = (1.05 - ((x - x0) / wide).square() - ((y - y0) / tall).square()).clamp_(0, 1)
        at = index_of(instants, target)
        target[:, at, box[0], box[1]] = target[:, at, box[0], box[1]] * (1 - strength * inside * (2 - inside))


def _found(table: Tensor, share: Tensor) -> Tensor:
    """What a table, (F, BENDS), says at shares of its length, (F, h, w)."""
    at = (share * BENDS).long().clamp_(0, BENDS - 1)
    return table.gather(1, at.flatten(1)).view_as(share)
