"""The paths: create, poll and cancel, under the names of both generations."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from video01.errors import InvalidRequest
from video01.generation import Generation, Status
from video01.keys import Key
from video01.server.aimlapi.answer import VideoGeneration, describe, respond
from video01.server.aimlapi.draft import read_draft, read_wishes
from video01.server.aimlapi.schema import CREATE_BODY
from video01.server.auth import Caller
from video01.server.backend import Backend, BackendOf
from video01.server.body import json_object, read_body
from video01.server.draft import Draft
from video01.server.errors import documented
from video01.server.polls import ID, Polls, asked, in_query

FIRST = "/v2/generate/video/minimax/generation"
SECOND = "/v2/video/generations"

_OK: dict[int | str, dict[str, Any]] = {200: {"model": VideoGeneration}}
_ANSWERS: dict[str, Any] = {"response_class": Response, "responses": _OK | documented(400, 401, 403, 404, 429, 503)}
_CREATES: dict[str, Any] = {
    "response_class": Response,
    "responses": _OK | documented(400, 401, 403, 409, 413, 429, 503),
    "openapi_extra": CREATE_BODY,
}

router = APIRouter(tags=["video"])
polls = Polls(router)
_ID = in_query("generation_id", "The id from the answer to the create request.")


@router.post(SECOND, summary="Ask for a video", **_CREATES)
@router.post(FIRST, summary="Ask for a video (first generation of the path)", **_CREATES)
async def create(request: Request, caller: Caller, backend: BackendOf) -> Response:
    """Answers at once, with an id to poll. What is answered with 200 is on disk, and its picture was looked at.

    With a header `Idempotency-Key`, the same request sent again gives the same generation.
    """
    body = await read_body(request)
    draft, wishes = await run_in_threadpool(_read, body)
    wanted = await draft.complete(backend.pictures)
    wishes |= {"owner": caller.id, "idempotency_key": request.headers.get("idempotency-key")}
    return await run_in_threadpool(lambda: _answer(backend.queue.add(wanted, **wishes), request, backend))


@polls.get(SECOND, _ID, summary="Poll a video", **_ANSWERS)
@polls.get(FIRST, _ID, summary="Poll a video (first generation of the path)", **_ANSWERS)
def poll(request: Request, caller: Key, backend: Backend) -> Response:
    """Any id can be polled on either path. Go on while the status is `queued` or `generating`."""
    id = asked(request, "generation_id")
    if not id:
        raise InvalidRequest("generation_id", "generation_id is required in the query string, got none")
    return _answer(backend.queue.get(id, owner=caller.id), request, backend)


@polls.get(f"{SECOND}/{{id}}", ID, summary="Poll a video by path", **_ANSWERS)
@polls.get(f"{FIRST}/{{id}}", ID, include_in_schema=False)
def poll_by_path(request: Request, caller: Key, backend: Backend) -> Response:
    return _answer(backend.queue.get(asked(request, "id"), owner=caller.id), request, backend)


@router.delete(f"{SECOND}/{{id}}", summary="Cancel a video", **_ANSWERS)
@router.post(f"{SECOND}/{{id}}/cancel", summary="Cancel a video (for clients without DELETE)", **_ANSWERS)
def cancel(id: str, request: Request, caller: Caller, backend: BackendOf) -> Response:
    """One that waits is cancelled at once, one that runs stops at its next step, one that is over stays as it is."""
    return _answer(backend.queue.cancel(id, owner=caller.id), request, backend)


def _read(body: bytes) -> tuple[Draft, dict[str, Any]]:
    values = json_object(body)
    return read_draft(values), read_wishes(values)


def _answer(generation: Generation, request: Request, backend: Backend) -> Response:
    request.state.generation = generation.id
    position = backend.queue.position(generation.id) if generation.status is Status.QUEUED else None
    return respond(describe(generation, position=position, file_url=backend.links(request)))
