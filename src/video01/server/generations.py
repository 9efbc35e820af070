"""What no dialect has a word for: the events of one generation, and how it looks so far."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, Response, StreamingResponse

from video01.errors import NotFound
from video01.generation import Status
from video01.queue import Queue
from video01.server.auth import Caller
from video01.server.backend import Backend, BackendOf
from video01.server.errors import documented
from video01.server.stream import Update, sse, sse_response
from video01.storage import preview_name

_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {"description": "Server-sent events.", "content": {"text/event-stream": {}}}
}
_PREVIEW: dict[int | str, dict[str, Any]] = {
    200: {"description": "A small JPEG.", "content": {"image/jpeg": {"schema": {"type": "string"}}}}
}

router = APIRouter(prefix="/v1/generations", tags=["video"])


@router.get(
    "/{id}/events",
    summary="Follow a video",
    response_class=StreamingResponse,
    responses=_EVENTS | documented(401, 403, 404, 429, 503),
)
async def events(id: str, caller: Caller, backend: BackendOf) -> StreamingResponse:
    """An event `generation` at once and at each change, `deleted` if it goes; the stream ends with the generation.

    `data` is JSON: `id`, `status` (queued, running, succeeded, failed or canceled), `progress` from 0 to 1,
    `queue_position` and `seconds_left` (null when not known), `error` (null, or `name` and `message`).
    """
    await run_in_threadpool(backend.queue.get, id, owner=caller.id)  # a 404 is an answer, not an event
    return sse_response(_follow(id, caller.id, backend))


@router.delete(
    "/{id}",
    status_code=204,
    summary="Delete a video",
    responses=documented(401, 403, 404, 429, 503),
)
def delete(id: str, caller: Caller, backend: BackendOf) -> None:
    """Its record and its files, whatever its status; one that is being made stops."""
    backend.delete(id, owner=caller.id)


@router.get(
    "/{id}/preview",
    summary="See a video in the making",
    response_class=FileResponse,
    responses=_PREVIEW | documented(401, 403, 404, 429, 503),
)
def preview(id: str, caller: Caller, backend: BackendOf) -> Response:
    """The newest picture of a video that is being made, if its model shows any; 404 before and after."""
    generation = backend.queue.get(id, owner=caller.id)
    path = backend.storage.path(preview_name(generation.id))
    if not path.is_file():
        raise NotFound(f"there is no preview of generation {generation.id}")
    return FileResponse(path, media_type="image/jpeg", headers={"Cache-Control": "no-store"})


async def _follow(id: str, owner: str, backend: Backend) -> AsyncIterator[str]:
    async with backend.stream.subscribe(owner=owner, generation=id) as subscription:
        update = await run_in_threadpool(_as_it_stands, id, owner, backend.queue)
        yield _event(update)
        while not (update.ended or subscription.closed):
            updates = await subscription.next()
            for change in updates:
                update = change.over(update)
                yield _event(update)
            if not updates:
                yield ": still here\n\n"


def _as_it_stands(id: str, owner: str, queue: Queue) -> Update:
    try:
        generation = queue.get(id, owner=owner)
    except NotFound:
        return Update(id=id, deleted=True)
    position = queue.position(id) if generation.status is Status.QUEUED else None
    return Update(id=id, generation=generation, position=position, seconds_left=queue.time_left(id))


def _event(update: Update) -> str:
    generation = update.generation
    if generation is None:
        return sse("deleted", json.dumps({"id": update.id}))
    failure = generation.failure
    data = {
        "id": generation.id,
        "status": generation.status.value,
        "progress": generation.progress,
        "queue_position": update.position,
        "seconds_left": None if update.seconds_left is None else round(update.seconds_left, 1),
        "error": None if failure is None else {"name": failure.name, "message": failure.message},
    }
    return sse("generation", json.dumps(data))
