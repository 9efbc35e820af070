"""The paths: create, retrieve, list, delete, remix, and the content in its three variants."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel

from video01.errors import InvalidRequest
from video01.generation import Generation, GenerationRequest, Output, Status
from video01.keys import Key
from video01.media import spritesheet
from video01.server.auth import Caller
from video01.server.backend import Backend, BackendOf
from video01.server.body import read_fields
from video01.server.errors import documented
from video01.server.files import stored_file, stored_path
from video01.server.openai.answer import STATUSES, Video, VideoDeleted, VideoList, describe, page, respond
from video01.server.openai.draft import read_draft, read_remix
from video01.server.openai.errors import OpenAIError
from video01.server.openai.schema import CREATE_BODY, REMIX_BODY
from video01.server.polls import ID, Polls, asked

MAX_LIMIT = 100
_ONE_SHEET = CapacityLimiter(1)  # at once: it decodes the whole video
_BYTES = {"type": "string", "format": "binary"}
_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"video/mp4": {"schema": _BYTES}, "image/jpeg": {"schema": _BYTES}}}
}

router = APIRouter(prefix="/v1/videos", tags=["openai"])
polls = Polls(router)


def _answers(model: type[BaseModel], *statuses: int) -> dict[str, Any]:
    errors = documented(400, 401, 403, *statuses, 429, 503, model=OpenAIError)
    return {"response_class": Response, "responses": {200: {"model": model}} | errors}


@router.post("", summary="Ask for a video", **_answers(Video, 409, 413), openapi_extra=CREATE_BODY)
async def create(request: Request, caller: Caller, backend: BackendOf) -> Response:
    """Takes a form or JSON, and answers at once. Poll until the status is `completed` or `failed`."""
    body = await read_fields(request)
    draft = await run_in_threadpool(lambda: read_draft(body))
    wanted = await draft.complete(backend.pictures)
    return await run_in_threadpool(lambda: _add(wanted, request, caller, backend))


@router.get("", summary="List the videos", **_answers(VideoList))
def list_videos(
    caller: Caller,
    backend: BackendOf,
    after: Annotated[str, Query(description="The `last_id` of the page before.")] = "",
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 20,
    order: Annotated[Literal["asc", "desc"], Query(description="By time; `desc`: newest first.")] = "desc",
) -> Response:
    """Those of the key, in pages."""
    if after:
        backend.queue.get(after, owner=caller.id)  # an unknown id is an error, not an empty page
    older, newer = (after or None, None) if order == "desc" else (None, after or None)
    found = backend.queue.list(caller.id, limit=limit + 1, before=older, after=newer, order=order)
    videos = [describe(generation, kept=_kept(backend)) for generation in found[:limit]]
    answer = page(videos, has_more=len(found) > limit)
    return Response(answer.model_dump_json(), media_type="application/json", headers={"Cache-Control": "no-store"})


@polls.get("/{id}", ID, summary="Retrieve a video", **_answers(Video, 404))
def retrieve(request: Request, caller: Key, backend: Backend) -> Response:
    """The header `openai-poll-after-ms` says when to ask again."""
    return _answer(backend.queue.get(asked(request, "id"), owner=caller.id), request, backend)


@router.delete("/{id}", summary="Delete a video", **_answers(VideoDeleted, 404))
def delete(id: str, request: Request, caller: Caller, backend: BackendOf) -> Response:
    """The record and the files, for good. One that is being made stops."""
    generation = backend.queue.delete(id, owner=caller.id)
    request.state.generation = generation.id
    if generation.output is not None:
        for name in (generation.output.video, generation.output.poster):
            backend.storage.delete(name)
    return Response(VideoDeleted(id=generation.id).model_dump_json(), media_type="application/json")


@router.post(
    "/{id}/remix",
    summary="Make it again with another prompt",
    **_answers(Video, 404, 409, 413),
    openapi_extra=REMIX_BODY,
)
async def remix(id: str, request: Request, caller: Caller, backend: BackendOf) -> Response:
    """A new video with the same seed, size, length and picture, so that what the prompt leaves open stays alike."""
    prompt = read_remix(await read_fields(request))
    return await run_in_threadpool(lambda: _add(_remixed(id, prompt, caller, backend), request, caller, backend, id))


@router.get(
    "/{id}/content",
    summary="Download a video",
    response_class=Response,
    responses=_CONTENT | documented(400, 401, 403, 404, 429, 503, model=OpenAIError),
)
async def content(
    id: str,
    request: Request,
    caller: Caller,
    backend: BackendOf,
    variant: Annotated[Literal["video", "thumbnail", "spritesheet"], Query()] = "video",
) -> Response:
    """An MP4 file; as `thumbnail` one frame, as `spritesheet` 25 frames in five rows, both JPEG."""
    output = await run_in_threadpool(lambda: _output(id, request, caller, backend))
    if variant == "spritesheet":
        path = await run_in_threadpool(stored_path, backend, output.video)
        sheet = await to_thread.run_sync(spritesheet, path, limiter=_ONE_SHEET)
        return Response(sheet, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})
    name = output.video if variant == "video" else output.poster
    return stored_file(backend, name, filename=name)


def _remixed(id: str, prompt: str, caller: Key, backend: Backend) -> GenerationRequest:
    source = backend.queue.get(id, owner=caller.id)
    first, last = backend.queue.first_frame(id), backend.queue.last_frame(id)
    return replace(source.request, prompt=prompt, first_frame=first, last_frame=last).validate()


def _add(
    wanted: GenerationRequest, request: Request, caller: Key, backend: Backend, parent: str | None = None
) -> Response:
    key = request.headers.get("idempotency-key")
    return _answer(backend.queue.add(wanted, owner=caller.id, idempotency_key=key, parent=parent), request, backend)


def _output(id: str, request: Request, caller: Key, backend: Backend) -> Output:
    generation = backend.queue.get(id, owner=caller.id)
    request.state.generation = generation.id
    if generation.output is None:
        raise InvalidRequest("id", f"the video {id} has no content: its status is {STATUSES[generation.status]}")
    return generation.output


def _answer(generation: Generation, request: Request, backend: Backend) -> Response:
    request.state.generation = generation.id
    position = backend.queue.position(generation.id) if generation.status is Status.QUEUED else None
    left = None if generation.status.final else backend.queue.time_left(generation.id)
    return respond(describe(generation, kept=_kept(backend), position=position, seconds_left=left))


def _kept(backend: Backend) -> float:
    return backend.settings.retention_days * 86_400
