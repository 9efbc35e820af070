"""Write a generation as a request in fal's queue."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from video01.generation import Generation, Output, Status
from video01.server.fal.errors import BASE, GenerationFailed

WireStatus = Literal["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]

STATUSES: dict[Status, WireStatus] = {
    Status.QUEUED: "IN_QUEUE",
    Status.RUNNING: "IN_PROGRESS",
    Status.SUCCEEDED: "COMPLETED",
    Status.FAILED: "COMPLETED",
    Status.CANCELED: "COMPLETED",
}


class Log(BaseModel):
    message: str
    level: str = "INFO"


class QueueStatus(BaseModel):
    status: WireStatus
    request_id: str
    response_url: str
    status_url: str
    cancel_url: str
    queue_position: int | None = Field(default=None, description="While the status is `IN_QUEUE`.")
    logs: list[Log] = Field(description="A line with the progress.")
    metrics: dict[str, float]
    error: str | None = Field(default=None, description="Once the status is `COMPLETED`, if there is no video.")
    error_type: str | None = None


class Canceled(BaseModel):
    status: Literal["CANCELLATION_REQUESTED", "ALREADY_COMPLETED"]


class Video(BaseModel):
    url: str
    content_type: Literal["video/mp4"] = "video/mp4"
    file_name: str
    file_size: int = Field(description="Bytes.")


class Result(BaseModel):
    video: Video
    seed: int | None


def describe(generation: Generation, *, base: str, position: int | None) -> QueueStatus:
    """`base` is the address of this server; `position` is given while it waits."""
    link = f"{base}{BASE}/requests/{generation.id}"
    started, finished = generation.started_at, generation.finished_at
    failure: dict[str, Any] = {}
    if generation.status in {Status.FAILED, Status.CANCELED}:
        reason = why(generation)
        failure = {"error": str(reason), "error_type": reason.kind}
    return QueueStatus(
        status=STATUSES[generation.status],
        request_id=generation.id,
        response_url=link,
        status_url=f"{link}/status",
        cancel_url=f"{link}/cancel",
        queue_position=position,
        logs=[Log(message=f"{int(generation.progress * 100)} %")],
        metrics={"inference_time": finished - started} if started and finished else {},
        **failure,
    )


def result(generation: Generation, output: Output, *, url: str) -> Result:
    video = Video(url=url, file_name=f"{generation.id}.mp4", file_size=output.size)
    return Result(video=video, seed=generation.request.seed)


def why(generation: Generation) -> GenerationFailed:
    """Why there is no result."""
    if generation.status is Status.CANCELED:
        return GenerationFailed("The generation was cancelled.", kind="canceled")
    if generation.status is Status.FAILED and generation.failure is not None:
        return GenerationFailed(generation.failure.message, kind=generation.failure.name)
    if generation.status is Status.FAILED:
        return GenerationFailed("The generation failed and left no reason.", kind="unknown")
    return GenerationFailed(f"The request is still in progress: {STATUSES[generation.status]}.", kind="in_progress")
