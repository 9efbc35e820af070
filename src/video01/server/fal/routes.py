"""The paths: submit, status, result and cancel."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel

from video01.errors import InvalidRequest
from video01.generation import Generation, GenerationRequest, Status
from video01.keys import Key
from video01.server.auth import Caller
from video01.server.backend import Backend, BackendOf
from video01.server.body import json_object, read_body
from video01.server.errors import documented
from video01.server.fal.answer import Canceled, QueueStatus, Result, describe, result, why
from video01.server.fal.draft import check_app, read_draft
from video01.server.fal.errors import BASE, FalError
from video01.server.fal.schema import BODY
from video01.server.polls import ID, Polls, asked

router = APIRouter(prefix=BASE, tags=["fal"])
polls = Polls(router)


def _answers(model: type[BaseModel], *statuses: int, success: int = 200) -> dict[str, Any]:
    errors = documented(401, 403, 404, *statuses, 429, 503, model=FalError)
    return {"response_class": Response, "status_code": success, "responses": {success: {"model": model}} | errors}


@polls.get("/requests/{id}/status", ID, summary="How far a request is", **_answers(QueueStatus))
def status(request: Request, caller: Key, backend: Backend) -> Response:
    return _queued(backend.queue.get(asked(request, "id"), owner=caller.id), request, backend)


@polls.get("/requests/{id}", ID, summary="The result of a request", **_answers(Result, 422))
def response(request: Request, caller: Key, backend: Backend) -> Response:
    """422 with the reason as long as there is no video, and if there will be none."""
    generation = backend.queue.get(asked(request, "id"), owner=caller.id)
    request.state.generation = generation.id
    if generation.output is None:
        raise why(generation)
    return _respond(result(generation, generation.output, url=backend.links(request)(generation.output.video)))


@router.put("/requests/{id}/cancel", summary="Cancel a request", **_answers(Canceled, success=202))
def cancel(id: str, request: Request, caller: Caller, backend: BackendOf) -> Response:
    """One that waits is cancelled at once, one that runs stops at its next step; 400 if it is over."""
    over = backend.queue.get(id, owner=caller.id).status.final
    request.state.generation = id
    if over:
        return _respond(Canceled(status="ALREADY_COMPLETED"), status=400)
    backend.queue.cancel(id, owner=caller.id)
    return _respond(Canceled(status="CANCELLATION_REQUESTED"), status=202)


@router.post("/{app:path}", summary="Ask for a video", **_answers(QueueStatus, 409, 413, 422), openapi_extra=BODY)
async def submit(
    app: str,
    request: Request,
    caller: Caller,
    backend: BackendOf,
    fal_webhook: Annotated[str, Query(description="Refused: give the key a webhook instead.")] = "",
) -> Response:
    """`app` is `video-01`, `video-01-director`, `video-01-live`, or one of these with `/image-to-video`."""
    check_app(app)
    if fal_webhook:
        raise InvalidRequest("fal_webhook", "fal_webhook is not supported here: poll, or give the key a webhook")
    body = await read_body(request)
    draft = await run_in_threadpool(lambda: read_draft(json_object(body)))
    wanted = await draft.complete(backend.pictures)
    return await run_in_threadpool(lambda: _queued(_add(wanted, request, caller, backend), request, backend))


def _add(wanted: GenerationRequest, request: Request, caller: Key, backend: Backend) -> Generation:
    return backend.queue.add(wanted, owner=caller.id, idempotency_key=request.headers.get("idempotency-key"))


def _queued(generation: Generation, request: Request, backend: Backend) -> Response:
    request.state.generation = generation.id
    position = backend.queue.position(generation.id) if generation.status is Status.QUEUED else None
    base = backend.address(request)
    return _respond(describe(generation, base=base, position=position))


def _respond(answer: BaseModel, *, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    text = answer.model_dump_json(exclude_none=True)
    return Response(text, status_code=status, media_type="application/json", headers=headers)
