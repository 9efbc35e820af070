"""One generation from request to files: optimise the prompt, let the engine draw, encode, keep a poster.

It stores nothing, knows no queue, and runs wherever it is called: in the worker's child process or in the command.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from video01 import recipe
from video01.engines import Engine, Footage, Sketcher
from video01.errors import EngineFailed
from video01.events import DENOISING, Done, Emit, Preview, Started, Step
from video01.generation import GenerationRequest, PromptReport
from video01.media import cover, encode, jpeg, read_image, write_jpeg
from video01.prompt import optimize

MOST_OF_A_PICTURE = 400_000  # bytes that travel with a clip as they were sent
PREVIEW_EVERY = 0.5  # seconds, at least, between two previews
PREVIEW_SIDE = 320  # pixels of the longer side, or a little more


def make_video(request: GenerationRequest, *, engine: Engine, video: Path, poster: Path, emit: Emit) -> Done:
    """Write the MP4 to `video` and a JPEG of its middle to `poster`; `request` is valid and has a seed.

    Emits `Started`, `Step` and `Preview`, of a sketch and then of what is drawn; what it returns is for the caller to
    emit.
    Each file is whole or absent.
    Raises `EngineFailed`, `StorageError`, and whatever `engine` or `emit` raise (`Canceled`).
    """
    began = time.perf_counter()
    report = _report(request)
    optimizing = time.perf_counter() - began
    emit(Started(report=report))
    previews = _Previews(emit)

    def on_step(done: int, steps: int) -> None:
        emit(Step(progress=DENOISING * done / steps))
        if isinstance(engine, Sketcher):
            previews.offer(engine.sketch, at_once=done == steps)

    footage = engine.generate(replace(request, prompt=report.prompt), on_step)
    comment = _recipe(request, report, (footage.width, footage.height)) if request.include_recipe else ""
    timings = {"text": 0.0, "denoise": 0.0} | _film(_Reel(footage, previews), video, poster, emit, comment)
    timings["text"] += optimizing
    timings["total"] = time.perf_counter() - began
    return Done(duration=footage.num_frames / footage.fps, width=footage.width, height=footage.height, timings=timings)


def _report(request: GenerationRequest) -> PromptReport:
    if request.optimize_prompt:
        return optimize(request.prompt, has_image=request.first_frame is not None)
    return PromptReport(prompt=request.prompt)


def _recipe(request: GenerationRequest, report: PromptReport, size: tuple[int, int]) -> str:
    """What the file says of how it was made; a large picture as it was seen, at the size of the clip."""

    def fitted(picture: bytes | None) -> bytes | None:
        if picture is None or len(picture) <= MOST_OF_A_PICTURE:
            return picture
        return jpeg(cover(read_image(picture), size), quality=92)

    first, last = fitted(request.first_frame), fitted(request.last_frame)
    return recipe.write(replace(request, first_frame=first, last_frame=last), report)


def _film(reel: _Reel, video: Path, poster: Path, emit: Emit, comment: str) -> dict[str, float]:
    """Encode the footage and its poster. Returns the seconds of every stage so far."""
    footage = reel.footage

    def on_frame(frames: int) -> None:
        emit(Step(progress=DENOISING + (1 - DENOISING) * frames / footage.num_frames))

    size = (footage.width, footage.height)
    encoded = encode(reel.chunks(), video, fps=footage.fps, size=size, on_frame=on_frame, comment=comment)
    write_jpeg(reel.middle, poster)
    return {"decode": encoded.draw_seconds, **footage.timings, "encode": encoded.encode_seconds}


class _Previews:
    """Shows what there is of a clip, not too often."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._shown_at = 0.0  # monotonic seconds

    def offer(self, draw: Callable[[], NDArray[np.uint8] | None], *, at_once: bool = False) -> None:
        """Show what `draw` makes, (H, W, 3) or None, if it is time, or `at_once`."""
        now = time.monotonic()
        if now < self._shown_at + PREVIEW_EVERY and not at_once:
            return
        frame = draw()
        if frame is not None:
            self._shown_at = now
            stride = max(1, max(frame.shape[:2]) // PREVIEW_SIDE)
            self._emit(Preview(jpeg=jpeg(np.ascontiguousarray(frame[::stride, ::stride]), quality=70)))


class _Reel:
    """Passes an engine's chunks on, holds the engine to its word, shows what is drawn, keeps the poster's frame."""

    def __init__(self, footage: Footage, previews: _Previews) -> None:
        self.footage = footage
        self._previews = previews
        self.middle: NDArray[np.uint8] = np.zeros((0, 0, 3), np.uint8)

    def chunks(self) -> Iterator[NDArray[np.uint8]]:
        """The footage's own, as they come. Raises `EngineFailed` if the frames are not those that were promised."""
        seen, promised = 0, self.footage.num_frames
        for chunk in self.footage.chunks:
            self._check(chunk)
            if seen <= promised // 2 < seen + len(chunk):
                self.middle = chunk[promised // 2 - seen].copy()
            seen += len(chunk)
            if seen > promised:
                break
            if len(chunk):
                self._previews.offer(partial(np.asarray, chunk[-1]))
            yield chunk
        if seen != promised or not seen:
            raise EngineFailed(f"the engine promised {promised} frames and drew {'more' if seen > promised else seen}")

    def _check(self, chunk: NDArray[np.uint8]) -> None:
        shape = (self.footage.height, self.footage.width, 3)
        if chunk.dtype != np.uint8 or chunk.shape[1:] != shape:
            raise EngineFailed(
                f"the engine promised frames {shape} of uint8 and drew {chunk.shape[1:]} of {chunk.dtype}"
            )
