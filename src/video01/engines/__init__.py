"""Engines turn a request into frames. They know nothing of queues, storage or wires.

`ENGINES` names each one; `load` imports and builds it, so a heavy package is loaded only where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from video01.errors import InvalidSettings
from video01.generation import GenerationRequest

OnStep = Callable[[int, int], None]  # (steps done, steps in all); raises `Canceled` to stop


@dataclass(frozen=True, kw_only=True)
class Footage:
    """A clip on its way: its shape is known, its frames are drawn while `chunks` is read."""

    width: int  # pixels
    height: int
    fps: int  # frames a second
    num_frames: int
    chunks: Iterator[NDArray[np.uint8]]  # each (n, height, width, 3), RGB; num_frames in all
    timings: dict[str, float]  # seconds a stage, filled while `chunks` is read


class Engine(Protocol):
    """Makes footage. One engine object serves one generation at a time."""

    name: str

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        """Denoise now, calling `on_step` after every step; decode while the chunks of the answer are read.

        `request` is valid, has a seed, and its prompt is what the model shall be given.
        Raises `InvalidImage`, `ModelUnavailable`, `Canceled` (from `on_step`).
        """
        ...


@runtime_checkable
class Sketcher(Protocol):
    """An engine that can show what a clip will be before its frames are drawn."""

    def sketch(self) -> NDArray[np.uint8] | None:
        """A small frame (h, w, 3), RGB, of the clip in hand; asked in `on_step`. None if there is none."""
        ...


ENGINES: dict[str, str] = {  # name -> "module:class"
    "small": "video01.engines.small:SmallEngine",
    "echo": "video01.engines.echo:EchoEngine",
}


def load(name: str) -> Engine:
    """The engine called `name`, ready to generate. A name with a colon is "module:class" of somebody's own."""
    path = ENGINES.get(name, name if ":" in name else "")
    if not path:
        raise InvalidSettings(f"VIDEO01_ENGINE must be one of {', '.join(ENGINES)}, got {name!r}")
    module, _, attribute = path.partition(":")
    engine: Engine = getattr(import_module(module), attribute)()
    return engine
