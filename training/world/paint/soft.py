"""Soft edges: steps, masks and spots that fade out."""

from __future__ import annotations

import cv2
import numpy as np

from training.world.paint.sheet import Color, Mask, Sheet


def smooth(start: float, end: float, value: Mask) -> Mask:
    """0 where value is under start to 1 where it is over end, without corners."""
    t = np.clip((value - start) / (end - start), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def softened(sheet: Sheet, mask: Mask, across: float, down: float | None = None) -> Mask:
    """A mask blurred by so many frame heights; it closes on itself."""
    margin = sheet.width // 8
    wide = np.concatenate([mask[:, -margin:], mask, mask[:, :margin]], 1)
    sigma = (across * sheet.across, (across if down is None else down) * sheet.down)
    return np.asarray(cv2.GaussianBlur(wide, (0, 0), sigma[0], sigmaY=sigma[1])[:, margin:-margin], np.float32)


def dab(
    sheet: Sheet, x: float, y: float, half: tuple[float, float], color: Color, *, share: float, soft: float = 0.35
) -> None:
    """A soft oval, `half` its width and height; cheaper than a mask of the whole sheet. It wraps around."""
    rows, columns = max(4, round(2 * half[1] * sheet.down)), max(4, round(2 * half[0] * sheet.across))
    across, down = np.linspace(-1, 1, columns)[None], np.linspace(-1, 1, rows)[:, None]
    mask = share * smooth(0.0, soft, np.asarray(1 - np.sqrt(across**2 + down**2), np.float32))[..., None]
    patch = np.concatenate([mask * np.asarray(color, np.float32), mask], 2).astype(np.float32)
    sheet.stamp(patch, x, y + half[1], height=rows / sheet.down)
