"""The paths: create, poll and cancel, under the names of both generations."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from video01.errors import InvalidRequest
from video01.generation import Generation, Status
from video01.server.aimlapi.answer import VideoGeneration, describe, respond
from video01.server.aimlapi.draft import read_draft, read_wishes
from video01.server.aimlapi.schema import CREATE_BODY
from video01.server.auth import SECURED, Caller, authenticated
from video01.server.backend import Backend, BackendOf
from video01.server.body import json_object, read_body
from video01.server.draft import Draft
from video01.server.errors import documented

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


@router.get(SECOND, summary="Poll a video", openapi_extra=SECURED, **_ANSWERS)
@router.get(FIRST, summary="Poll a video (first generation of the path)", openapi_extra=SECURED, **_ANSWERS)
async def poll(
    request: Request,
    generation_id: Annotated[str, Query(description="The id from the answer to the create request.")] = "",
) -> Response:
    """Any id can be polled on either path. Go on while the status is `queued` or `generating`."""
    if not generation_id:
        raise InvalidRequest("generation_id", "generation_id is required in the query string, got none")
    return await _poll(generation_id, request)


@router.get(f"{SECOND}/{{id}}", summary="Poll a video by path", openapi_extra=SECURED, **_ANSWERS)
@router.get(f"{FIRST}/{{id}}", include_in_schema=False)
async def poll_by_path(id: str, request: Request) -> Response:
    return await _poll(id, request)


@router.delete(f"{SECOND}/{{id}}", summary="Cancel a video", **_ANSWERS)
@router.post(f"{SECOND}/{{id}}/cancel", summary="Cancel a video (for clients without DELETE)", **_ANSWERS)
def cancel(id: str, request: Request, caller: Caller, backend: BackendOf) -> Response:
    """One that waits is cancelled at once, one that runs stops at its next step, one that is over stays as it is."""
    return _answer(backend.queue.cancel(id, owner=caller.id), request, backend)


async def _poll(id: str, request: Request) -> Response:
    caller, backend = await authenticated(request), request.app.state.backend
    answer: Response = await backend.read(lambda: _answer(backend.queue.get(id, owner=caller.id), request, backend))
    return answer


def _read(body: bytes) -> tuple[Draft, dict[str, Any]]:
    values = json_object(body)
    return read_draft(values), read_wishes(values)


def _answer(generation: Generation, request: Request, backend: Backend) -> Response:
    request.state.generation = generation.id
    position = backend.queue.position(generation.id) if generation.status is Status.QUEUED else None
    return respond(describe(generation, position=position, file_url=lambda name: backend.file_url(name, request)))
