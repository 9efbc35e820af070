"""Write a generation as the AI/ML API does: the union of what both generations of clients read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from fastapi.responses import Response
from pydantic import BaseModel, Field

from video01.generation import Generation, Status, credits_for
from video01.server.billing import CREDITS_PER_USD

WireStatus = Literal["queued", "generating", "completed", "error"]

STATUSES: dict[Status, WireStatus] = {
    Status.QUEUED: "queued",
    Status.RUNNING: "generating",
    Status.SUCCEEDED: "completed",
    Status.FAILED: "error",
    Status.CANCELED: "error",
}


class Video(BaseModel):
    url: str
    duration: float = Field(description="Seconds.")


class ErrorReason(BaseModel):
    name: str = Field(description="For programs: `canceled`, `worker_lost`, ...")
    message: str


class Usage(BaseModel):
    """15,000 credits a second of video; nothing for one that failed or was cancelled."""

    tokens_used: int
    credits_used: int
    usd_spent: float = Field(description="The same at 2,000,000 credits a dollar. This server charges nobody.")


class Meta(BaseModel):
    usage: Usage


class PromptReport(BaseModel):
    """What the prompt optimizer made of the prompt."""

    prompt: str
    ignored: tuple[str, ...]
    notes: tuple[str, ...]


class VideoGeneration(BaseModel):
    """The answer to create, poll and cancel. `video.url` is the first `url` in it, as clients take the first."""

    id: str
    generation_id: str = Field(description="The same as `id`: some clients read one, some the other.")
    status: WireStatus
    video: Video | None = Field(description="Set once the status is `completed`.")
    video_url: str | None = Field(description="The same as `video.url`.")
    duration: float | None = Field(description="The same as `video.duration`.")
    error: ErrorReason | None = Field(description="Set once the status is `error`.")
    meta: Meta
    model: str
    seed: int | None = Field(description="Send it again with the same request to get the same video.")
    progress: float = Field(description="0 to 1.")
    queue_position: int | None = Field(description="How many generations come before this one, while it is `queued`.")
    poster_url: str | None = Field(description="A still of the video, JPEG.")
    prompt_report: PromptReport | None


def describe(generation: Generation, *, position: int | None, file_url: Callable[[str], str]) -> VideoGeneration:
    """`file_url` makes a link from a storage name; `position` is given while it waits."""
    output = generation.output
    link = file_url(output.video) if output else None
    duration = output.duration if output else None
    return VideoGeneration(
        id=generation.id,
        generation_id=generation.id,
        status=STATUSES[generation.status],
        video=Video(url=link, duration=output.duration) if output and link else None,
        video_url=link,
        duration=duration,
        error=_reason(generation),
        meta=Meta(usage=_usage(generation)),
        model=generation.request.model,
        seed=generation.request.seed,
        progress=generation.progress,
        queue_position=position,
        poster_url=file_url(output.poster) if output else None,
        prompt_report=_report(generation),
    )


def respond(answer: VideoGeneration) -> Response:
    headers = {
        "x-inference-id": answer.id,
        "x-aimlapi-credits-used": str(answer.meta.usage.credits_used),
        "Cache-Control": "no-store",
    }
    return Response(answer.model_dump_json(), media_type="application/json", headers=headers)


def _usage(generation: Generation) -> Usage:
    """Of a finished video by its real duration; before that, what is asked for."""
    if generation.status in {Status.FAILED, Status.CANCELED}:
        used = 0
    else:
        used = credits_for(generation.output.duration if generation.output else generation.request.duration)
    return Usage(tokens_used=used, credits_used=used, usd_spent=used / CREDITS_PER_USD)


def _reason(generation: Generation) -> ErrorReason | None:
    if generation.status is Status.CANCELED:
        return ErrorReason(name="canceled", message="The generation was cancelled.")
    if generation.status is not Status.FAILED:
        return None
    if generation.failure is None:
        return ErrorReason(name="unknown", message="The generation failed and left no reason.")
    return ErrorReason(name=generation.failure.name, message=generation.failure.message)


def _report(generation: Generation) -> PromptReport | None:
    report = generation.report
    if report is None:
        return None
    return PromptReport(prompt=report.prompt, ignored=report.ignored, notes=report.notes)
