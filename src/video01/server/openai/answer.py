"""Write a generation as a `video` object."""

from __future__ import annotations

from typing import Literal

from fastapi.responses import Response
from pydantic import BaseModel, Field

from video01.generation import DEFAULT_SIZE, Generation, Status

WireStatus = Literal["queued", "in_progress", "completed", "failed"]

STATUSES: dict[Status, WireStatus] = {
    Status.QUEUED: "queued",
    Status.RUNNING: "in_progress",
    Status.SUCCEEDED: "completed",
    Status.FAILED: "failed",
    Status.CANCELED: "failed",
}
POLL_AFTER = "openai-poll-after-ms"
_SOONEST, _LATEST = 200, 2000  # ms; clients keep to the first they are told until the end, so it must not be long
_POLLS = 10  # that a client should need, about


class VideoError(BaseModel):
    code: str = Field(description="For programs: `canceled`, `worker_lost`, ...")
    message: str


class Video(BaseModel):
    id: str
    object: Literal["video"] = "video"
    model: str
    status: WireStatus
    progress: int = Field(description="Per cent.")
    created_at: int = Field(description="Unix seconds, as all times.")
    completed_at: int | None
    expires_at: int | None = Field(description="When the file will be deleted; never: null.")
    seconds: str
    size: str = Field(description="WIDTHxHEIGHT.")
    prompt: str
    remixed_from_video_id: str | None
    error: VideoError | None = Field(description="Set once the status is `failed`.")
    seed: int | None = Field(description="Send it again with the same request to get the same video.")
    queue_position: int | None = Field(description="How many come before this one, while it is `queued`.")
    seconds_left: float | None = Field(description="Seconds until it is done, as far as can be told.")


class VideoList(BaseModel):
    object: Literal["list"] = "list"
    data: list[Video]
    first_id: str | None
    last_id: str | None
    has_more: bool = Field(description="Ask again with `after` the `last_id`.")


class VideoDeleted(BaseModel):
    id: str
    object: Literal["video.deleted"] = "video.deleted"
    deleted: Literal[True] = True


def describe(
    generation: Generation, *, kept: float, position: int | None = None, seconds_left: float | None = None
) -> Video:
    """`kept`: seconds that a finished video is kept, 0 for ever. `position`, `seconds_left`: given before the end."""
    finished = generation.finished_at
    return Video(
        id=generation.id,
        model=generation.request.model,
        status=STATUSES[generation.status],
        progress=int(generation.progress * 100),
        created_at=int(generation.created_at),
        completed_at=None if finished is None else int(finished),
        expires_at=int(finished + kept) if finished is not None and kept and not generation.favourite else None,
        seconds=f"{generation.output.duration if generation.output else generation.request.duration:g}",
        size=_size(generation),
        prompt=generation.request.prompt,
        remixed_from_video_id=generation.parent,
        error=_error(generation),
        seed=generation.request.seed,
        queue_position=position,
        seconds_left=None if seconds_left is None else round(seconds_left, 1),
    )


def page(videos: list[Video], *, has_more: bool) -> VideoList:
    first, last = (videos[0].id, videos[-1].id) if videos else (None, None)
    return VideoList(data=videos, first_id=first, last_id=last, has_more=has_more)


def respond(video: Video) -> Response:
    headers = {"Cache-Control": "no-store"}
    if video.status in {"queued", "in_progress"}:
        headers[POLL_AFTER] = str(_poll_after(video.seconds_left))
    return Response(video.model_dump_json(), media_type="application/json", headers=headers)


def _poll_after(seconds_left: float | None) -> int:
    """Milliseconds."""
    wanted = 500 if seconds_left is None else seconds_left * 1000 / _POLLS
    return round(min(max(wanted, _SOONEST), _LATEST))


def _size(generation: Generation) -> str:
    output = generation.output
    width, height = (output.width, output.height) if output else generation.request.size or DEFAULT_SIZE
    return f"{width}x{height}"


def _error(generation: Generation) -> VideoError | None:
    if generation.status is Status.CANCELED:
        return VideoError(code="canceled", message="The generation was cancelled.")
    if generation.status is not Status.FAILED:
        return None
    if generation.failure is None:
        return VideoError(code="unknown", message="The generation failed and left no reason.")
    return VideoError(code=generation.failure.name, message=generation.failure.message)
