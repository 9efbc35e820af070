"""Write a generation as a prediction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from pydantic import BaseModel, Field

from video01.generation import Generation, Status
from video01.server.replicate.errors import PREDICTIONS
from video01.server.wire import timestamp

WireStatus = Literal["starting", "processing", "succeeded", "failed", "canceled"]

STATUSES: dict[Status, WireStatus] = {
    Status.QUEUED: "starting",
    Status.RUNNING: "processing",
    Status.SUCCEEDED: "succeeded",
    Status.FAILED: "failed",
    Status.CANCELED: "canceled",
}
MODEL = "minimax/video-01"
_BAR = 10  # signs of the bar in the logs, from which clients read the progress


class Urls(BaseModel):
    get: str
    cancel: str


class Prediction(BaseModel):
    id: str
    model: str
    version: str
    status: WireStatus
    input: dict[str, Any]
    output: str | None = Field(description="The link of the video, once the status is `succeeded`.")
    error: str | None
    logs: str = Field(description="A line with the progress.")
    metrics: dict[str, float]
    created_at: str
    started_at: str | None
    completed_at: str | None
    urls: Urls


class PredictionList(BaseModel):
    previous: str | None
    next: str | None
    results: list[Prediction]


def describe(generation: Generation, *, base: str, file_url: Callable[[str], str]) -> Prediction:
    """`base` is the address of this server, `file_url` makes a link from a storage name."""
    request, output = generation.request, generation.output
    started, finished = generation.started_at, generation.finished_at
    link = f"{base}{PREDICTIONS}/{generation.id}"
    return Prediction(
        id=generation.id,
        model=MODEL,
        version="hidden",  # as that of every official model
        status=STATUSES[generation.status],
        input={"prompt": request.prompt, "prompt_optimizer": request.optimize_prompt, "seed": request.seed},
        output=file_url(output.video) if output else None,
        error=_error(generation),
        logs=_progress(generation.progress),
        metrics={"predict_time": finished - started} if started and finished else {},
        created_at=timestamp(generation.created_at),
        started_at=None if started is None else timestamp(started),
        completed_at=None if finished is None else timestamp(finished),
        urls=Urls(get=link, cancel=f"{link}/cancel"),
    )


def as_created(prediction: Prediction) -> Prediction:
    """Clients that waited take any status but `starting` for the end."""
    return prediction.model_copy(update={"status": "starting"}) if prediction.status == "processing" else prediction


def _progress(progress: float) -> str:
    done = int(progress * 100)
    return f"{done:3}%|{'#' * (done * _BAR // 100):<{_BAR}}| {done}/100\n"


def _error(generation: Generation) -> str | None:
    if generation.status is not Status.FAILED:
        return None
    return "The generation failed and left no reason." if generation.failure is None else generation.failure.message
