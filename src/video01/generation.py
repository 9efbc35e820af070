"""The domain: what people ask for (`GenerationRequest`) and what becomes of it (`Generation`). No input or output."""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass, field, replace
from enum import StrEnum

from video01.errors import InvalidRequest

MAX_PROMPT_CHARACTERS = 2000
MAX_DURATION = 10.0  # seconds
MAX_STEPS = 50
MAX_GUIDANCE = 20.0
MAX_SEED = 2**32 - 1
MIN_SIDE, MAX_SIDE, SIDE_MULTIPLE = 128, 1920, 16  # pixels
DEFAULT_SIZE = (1280, 720)  # width, height in pixels
FPS = 25  # frames a second of every finished video
CREDITS_PER_SECOND = 15_000  # of video
MAX_PRIORITY = 100


class Status(StrEnum):
    """Where a generation is. The last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"

    @property
    def final(self) -> bool:
        return not TRANSITIONS[self]


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.RUNNING, Status.CANCELED, Status.FAILED}),
    Status.RUNNING: frozenset({Status.QUEUED, Status.SUCCEEDED, Status.FAILED, Status.CANCELED}),
    Status.SUCCEEDED: frozenset(),
    Status.FAILED: frozenset(),
    Status.CANCELED: frozenset(),
}


@dataclass(frozen=True, kw_only=True)
class GenerationRequest:
    """One video that someone asks for. `validate` checks the ranges, `media.read_image` the picture."""

    prompt: str  # 1 to 2,000 characters; may be empty with a first frame
    model: str = "video-01"
    first_frame: bytes | None = field(default=None, repr=False)  # a JPEG or PNG file, as sent
    last_frame: bytes | None = field(default=None, repr=False)  # the same, for the end of the video
    duration: float = 6.0  # seconds, 0 < d <= 10
    size: tuple[int, int] | None = (
        None  # width, height in pixels, multiples of 16; None: 1280x720, or the picture's aspect
    )
    seed: int | None = None  # 0 <= s < 2**32; None: `with_seed` draws one
    num_inference_steps: int | None = None  # 1 to 50; None: the engine's default
    guidance_scale: float | None = None  # 0 to 20; None: the engine's default
    negative_prompt: str = ""  # at most 2,000 characters
    optimize_prompt: bool = True  # rewrite the prompt to what the model knows
    include_recipe: bool = True  # write prompt, seed and settings into the file

    def validate(self) -> GenerationRequest:
        """Return self, or raise `InvalidRequest` that names the field, what was expected and what came."""
        _check_text("prompt", self.prompt)
        _check_text("negative_prompt", self.negative_prompt)
        if not self.prompt.strip() and self.first_frame is None:
            raise InvalidRequest("prompt", "prompt must not be empty unless a first frame is given")
        _check_number("duration", self.duration, above=0, most=MAX_DURATION, unit=" seconds")
        if self.size is not None:
            for name, side in zip(("width", "height"), self.size, strict=True):
                _check_side(name, side)
        if self.seed is not None:
            _check_integer("seed", self.seed, 0, MAX_SEED)
        if self.num_inference_steps is not None:
            _check_integer("num_inference_steps", self.num_inference_steps, 1, MAX_STEPS)
        if self.guidance_scale is not None:
            _check_number("guidance_scale", self.guidance_scale, least=0, most=MAX_GUIDANCE)
        return self

    def with_seed(self) -> GenerationRequest:
        """The same request with a seed drawn, if it had none, so that it can be repeated."""
        return self if self.seed is not None else replace(self, seed=secrets.randbelow(MAX_SEED + 1))


def _check_text(name: str, text: str) -> None:
    if len(text) > MAX_PROMPT_CHARACTERS:
        raise InvalidRequest(name, f"{name} must have at most {MAX_PROMPT_CHARACTERS} characters, got {len(text)}")


def _check_number(
    name: str, value: float, *, most: float, above: float | None = None, least: float | None = None, unit: str = ""
) -> None:
    low = value > above if above is not None else value >= (least or 0)
    if not (math.isfinite(value) and low and value <= most):
        bound = f"over {above:g}" if above is not None else f"at least {least or 0:g}"
        raise InvalidRequest(name, f"{name} must be {bound} and at most {most:g}{unit}, got {value:g}")


def _check_integer(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise InvalidRequest(name, f"{name} must be a whole number from {least} to {most}, got {value}")


def _check_side(name: str, side: int) -> None:
    if side % SIDE_MULTIPLE or not MIN_SIDE <= side <= MAX_SIDE:
        raise InvalidRequest(
            "size", f"{name} must be a multiple of {SIDE_MULTIPLE} from {MIN_SIDE} to {MAX_SIDE} pixels, got {side}"
        )


def credits_for(seconds: float) -> int:
    """What a video of that duration costs."""
    return round(seconds * CREDITS_PER_SECOND)


@dataclass(frozen=True, kw_only=True)
class PromptReport:
    """What the prompt optimizer made of a prompt."""

    prompt: str  # what the model is given
    ignored: tuple[str, ...] = ()  # words of the original that nothing in the video will show
    notes: tuple[str, ...] = ()  # one sentence for each change, for people


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a generation failed, for programs (`name`) and for people (`message`)."""

    name: str  # snake_case, stable: "engine_failed", "worker_lost", "out_of_memory", "canceled", ...
    message: str


@dataclass(frozen=True, kw_only=True)
class Output:
    """What a finished generation left in the storage."""

    video: str  # storage name of the MP4
    poster: str  # storage name of the JPEG
    duration: float  # seconds
    width: int  # pixels
    height: int
    size: int  # bytes of the MP4


@dataclass(frozen=True, kw_only=True)
class Generation:
    """A request on its way: one row of the queue's one table. Times are Unix seconds."""

    id: str
    number: int  # grows with every request, never used twice, below 2**53
    owner: str  # the id of the key that created it
    request: GenerationRequest  # its pictures are left out unless asked for: see `Queue.first_frame`
    status: Status
    created_at: float
    started_at: float | None = None  # of the last attempt
    finished_at: float | None = None
    attempts: int = 0
    progress: float = 0.0  # 0 to 1
    report: PromptReport | None = None
    output: Output | None = None
    failure: Failure | None = None
    cancel_requested: bool = False
    priority: int = 0  # higher is made first
    parent: str | None = None  # id of the generation that it was remixed or continued from, or that it tries again
    favourite: bool = False
    cost: int = 0  # credits: expected until it ends, then what was charged
    revision: int = 0  # of its last change: of two readings of one row, the higher is the newer
