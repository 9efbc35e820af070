"""What a generation tells while it is being made: small frozen events that cross a process boundary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from video01.generation import PromptReport

DENOISING = 0.6  # of the progress of a `Step`; the frames are the rest


@dataclass(frozen=True, kw_only=True)
class Started:
    """The engine has the request; `report` says what the optimizer made of its prompt."""

    report: PromptReport


@dataclass(frozen=True, kw_only=True)
class Step:
    """Work done so far: denoising steps and encoded frames on one honest scale."""

    progress: float  # 0 to 1


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A small picture of the clip as it stands."""

    jpeg: bytes


@dataclass(frozen=True, kw_only=True)
class Done:
    """The files are whole on disk at the paths that were asked for."""

    duration: float  # seconds
    width: int  # pixels
    height: int
    timings: dict[str, float]  # stage -> seconds: "start", "text", "denoise", "decode", "encode", "total"


@dataclass(frozen=True, kw_only=True)
class Failed:
    """It ended without a video. `retry` is false when another try with the same request must fail again."""

    name: str
    message: str
    retry: bool = False


Event = Started | Step | Preview | Done | Failed
Emit = Callable[[Event], None]  # may raise `Canceled`
