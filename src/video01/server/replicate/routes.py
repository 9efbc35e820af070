"""The paths: create, get, list and cancel."""

from __future__ import annotations

import time
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel

from video01.generation import Generation
from video01.keys import Key
from video01.server.auth import Caller
from video01.server.backend import Backend, BackendOf
from video01.server.body import json_object, read_body
from video01.server.errors import documented
from video01.server.polls import ID, Polls, asked
from video01.server.replicate.answer import Prediction, PredictionList, as_created, describe
from video01.server.replicate.draft import read_draft, wait_of
from video01.server.replicate.errors import CREATE, PREDICTIONS, ProblemDetails
from video01.server.replicate.schema import body as body_of

PAGE = 100  # predictions, as there

router = APIRouter(tags=["replicate"])
polls = Polls(router)


def _answers(model: type[BaseModel], *statuses: int, success: int = 200) -> dict[str, Any]:
    errors = documented(401, 403, 422, *statuses, 429, 503, model=ProblemDetails)
    for answer in errors.values():
        answer["content"] = {"application/problem+json": {"schema": ProblemDetails.model_json_schema()}}
    return {"response_class": Response, "status_code": success, "responses": {success: {"model": model}} | errors}


_CREATES = _answers(Prediction, 402, 409, 413, success=201)


@router.post(CREATE, summary="Ask for a video", **_CREATES, openapi_extra=body_of(needs_version=False))
async def create(request: Request, caller: Caller, backend: BackendOf) -> Response:
    """With `Prefer: wait` or `wait=5`, the answer comes with the video, or after that many seconds, 60 at most."""
    return await _create(request, caller, backend, needs_version=False)


@router.post(PREDICTIONS, summary="Ask for a video", **_CREATES, openapi_extra=body_of(needs_version=True))
async def create_version(request: Request, caller: Caller, backend: BackendOf) -> Response:
    """The same, with the model as `version`."""
    return await _create(request, caller, backend, needs_version=True)


@router.get(PREDICTIONS, summary="List the predictions", **_answers(PredictionList, 404))
def list_predictions(
    request: Request,
    caller: Caller,
    backend: BackendOf,
    cursor: Annotated[str, Query(description="The id that the page before ended with; as in `next`.")] = "",
) -> Response:
    """Those of the key, newest first, 100 a page."""
    if cursor:
        backend.queue.get(cursor, owner=caller.id)  # an unknown id is an error, not an empty page
    found = backend.queue.list(caller.id, limit=PAGE + 1, before=cursor or None)
    following = f"{backend.address(request)}{PREDICTIONS}?cursor={found[PAGE - 1].id}" if len(found) > PAGE else None
    results = [_describe(generation, request, backend) for generation in found[:PAGE]]
    return _respond(PredictionList(previous=None, next=following, results=results))


@polls.get(f"{PREDICTIONS}/{{id}}", ID, summary="Get a prediction", **_answers(Prediction, 404))
def get(request: Request, caller: Key, backend: Backend) -> Response:
    return _respond(_describe(backend.queue.get(asked(request, "id"), owner=caller.id), request, backend))


@router.post(f"{PREDICTIONS}/{{id}}/cancel", summary="Cancel a prediction", **_answers(Prediction, 404))
def cancel(id: str, request: Request, caller: Caller, backend: BackendOf) -> Response:
    """One that waits is cancelled at once, one that runs stops at its next step, one that is over stays as it is."""
    return _respond(_describe(backend.queue.cancel(id, owner=caller.id), request, backend))


async def _create(request: Request, caller: Key, backend: Backend, *, needs_version: bool) -> Response:
    until = time.monotonic() + wait_of(request.headers.get("prefer", ""))
    body = await read_body(request)
    draft = await run_in_threadpool(lambda: read_draft(json_object(body), needs_version=needs_version))
    wanted = await draft.complete(backend.pictures)
    key = request.headers.get("idempotency-key")
    generation = await run_in_threadpool(lambda: backend.queue.add(wanted, owner=caller.id, idempotency_key=key))
    generation = await _wait(generation, until, backend)
    answer = as_created(await run_in_threadpool(_describe, generation, request, backend))
    return _respond(answer, status=201)


async def _wait(generation: Generation, until: float, backend: Backend) -> Generation:
    """The generation at its end, or at that time of the monotonic clock (seconds)."""
    if time.monotonic() >= until:
        return generation
    async with backend.stream.subscribe(owner=generation.owner, generation=generation.id) as subscription:
        generation = await run_in_threadpool(backend.queue.get, generation.id)
        while not generation.status.final and not subscription.closed and (left := until - time.monotonic()) > 0:
            for update in await subscription.next(left):
                if update.deleted:
                    return generation
                generation = update.generation or generation
    return generation


def _describe(generation: Generation, request: Request, backend: Backend) -> Prediction:
    request.state.generation = generation.id
    base = backend.address(request)
    return describe(generation, base=base, file_url=backend.links(request))


def _respond(answer: BaseModel, *, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(answer.model_dump_json(), status_code=status, media_type="application/json", headers=headers)
