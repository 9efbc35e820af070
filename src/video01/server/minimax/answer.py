"""Write a generation as MiniMax does: as a task while it is made, as a file once it is there.

Both ids are the generation's number: a string where clients read a string, a number where they read a number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, Field

from video01.generation import Generation, Output, Status
from video01.server.minimax.errors import BaseResp, base_resp_of

WireStatus = Literal["Queueing", "Processing", "Success", "Fail"]

STATUSES: dict[Status, WireStatus] = {
    Status.QUEUED: "Queueing",
    Status.RUNNING: "Processing",
    Status.SUCCEEDED: "Success",
    Status.FAILED: "Fail",
    Status.CANCELED: "Fail",
}


class Created(BaseModel):
    task_id: str
    base_resp: BaseResp


class Task(BaseModel):
    """What is not known yet is left out."""

    task_id: str
    status: WireStatus
    file_id: str | None = Field(default=None, description="Once the status is `Success`.")
    video_width: int | None = Field(default=None, description="Pixels, once the status is `Success`.")
    video_height: int | None = None
    progress: int = Field(description="Per cent.")
    base_resp: BaseResp


class File(BaseModel):
    file_id: int
    bytes: int
    created_at: int = Field(description="Unix seconds.")
    filename: str
    purpose: Literal["video_generation"] = "video_generation"
    download_url: str = Field(description="Needs no key, for a limited time; every retrieval gives a fresh one.")


class FileFound(BaseModel):
    file: File
    base_resp: BaseResp


def describe_task(generation: Generation) -> Task:
    output = generation.output
    return Task(
        task_id=str(generation.number),
        status=STATUSES[generation.status],
        file_id=str(generation.number) if output else None,
        video_width=output.width if output else None,
        video_height=output.height if output else None,
        progress=int(generation.progress * 100),
        base_resp=base_resp_of(generation),
    )


def describe_file(generation: Generation, output: Output, *, file_url: Callable[[str], str]) -> FileFound:
    """`file_url` makes a link from a storage name."""
    file = File(
        file_id=generation.number,
        bytes=output.size,
        created_at=int(generation.finished_at or generation.created_at),
        filename=f"{generation.number}.mp4",
        download_url=file_url(output.video),
    )
    return FileFound(file=file, base_resp=BaseResp())
