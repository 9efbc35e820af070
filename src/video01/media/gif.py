"""A finished clip as an animated GIF: small enough to send, good enough to judge a movement."""

from __future__ import annotations

import io
from itertools import islice
from pathlib import Path

from PIL import Image

from video01.media.watch import frames_of, probe

WIDTH = 480  # pixels, of a wide clip; a tall one is as high
EVERY = 2  # frames of the clip for one of the GIF
SAMPLES = 6  # frames whose colours make the palette


def gif(path: Path) -> bytes:
    """The clip at `path` as a GIF file that repeats for ever."""
    facts = probe(path)
    scale = WIDTH / max(facts.width, facts.height)
    size = (round(facts.width * scale), round(facts.height * scale))
    frames = [
        Image.fromarray(frame).resize(size, Image.Resampling.BOX) for frame in islice(frames_of(path), 0, None, EVERY)
    ]
    palette = _palette(frames[:: max(1, len(frames) // SAMPLES)])
    small = [frame.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG) for frame in frames]
    file = io.BytesIO()
    small[0].save(
        file,
        "GIF",
        save_all=True,
        append_images=small[1:],
        duration=round(1000 * EVERY / facts.fps),
        loop=0,
        disposal=1,
    )
    return file.getvalue()


def _palette(frames: list[Image.Image]) -> Image.Image:
    """One palette for all frames, so that still places do not flicker."""
    width, height = frames[0].size
    sheet = Image.new("RGB", (width, height * len(frames)))
    for row, frame in enumerate(frames):
        sheet.paste(frame, (0, row * height))
    return sheet.quantize(256, method=Image.Quantize.MEDIANCUT)
