"""The paths: create, query, and the two ways to the file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel

from video01.errors import InvalidRequest, NotFound
from video01.generation import Generation, GenerationRequest, Output
from video01.keys import Key
from video01.server.auth import Caller
from video01.server.backend import Backend, BackendOf
from video01.server.body import json_object, read_body
from video01.server.errors import documented
from video01.server.files import stored_file
from video01.server.minimax.answer import STATUSES, Created, FileFound, Task, describe_file, describe_task
from video01.server.minimax.draft import read_order
from video01.server.minimax.errors import CONTENT, BaseResp, Refusal
from video01.server.minimax.schema import CREATE_BODY
from video01.server.polls import Polls, asked, in_query
from video01.webhooks import confirm

_DIGITS = 15  # so that a number is exact in JavaScript; an id of ours is longer

router = APIRouter(tags=["minimax"])
polls = Polls(router)
FileId = Annotated[str, Query(description="From the query, once its status is `Success`.")]


def _answers(model: type[BaseModel]) -> dict[str, Any]:
    """A refusal has status 200 too."""
    errors = documented(500, 503, model=Refusal)
    return {"response_class": Response, "responses": {200: {"model": model | Refusal}} | errors}


@router.post("/v1/video_generation", summary="Ask for a video", **_answers(Created), openapi_extra=CREATE_BODY)
async def create(request: Request, caller: Caller, backend: BackendOf) -> Response:
    """Answers at once. With a `callback_url`, after that address has answered the challenge."""
    body = await read_body(request)
    order = await run_in_threadpool(lambda: read_order(json_object(body)))
    wanted = await order.draft.complete(backend.pictures)
    if order.callback_url is not None:
        await confirm(order.callback_url, allow_private=backend.settings.allow_private_urls)
    generation = await run_in_threadpool(lambda: _add(wanted, order.callback_url, request, caller, backend))
    request.state.generation = generation.id
    return _respond(request, Created(task_id=str(generation.number), base_resp=BaseResp()))


@polls.get(
    "/v1/query/video_generation",
    in_query("task_id", "From the answer to the create request."),
    summary="Ask how far it is",
    **_answers(Task),
)
def query(request: Request, caller: Key, backend: Backend) -> Response:
    """A generation that failed has a code in `base_resp` that is not 0, with the reason."""
    return _respond(request, describe_task(_find(request, backend, caller, "task_id", asked(request, "task_id"))))


@router.get("/v1/files/retrieve", summary="The link of a finished video", **_answers(FileFound))
def retrieve(request: Request, caller: Caller, backend: BackendOf, file_id: FileId = "") -> Response:
    generation = _find(request, backend, caller, "file_id", file_id)
    output = _output(generation)
    return _respond(request, describe_file(generation, output, file_url=backend.links(request)))


@router.get(
    CONTENT,
    summary="The bytes of a finished video",
    response_class=FileResponse,
    responses=documented(400, 401, 403, 404, 429, 503, model=Refusal),
)
def retrieve_content(request: Request, caller: Caller, backend: BackendOf, file_id: FileId = "") -> Response:
    """Here an error has its own HTTP status, so that no client takes it for the file."""
    generation = _find(request, backend, caller, "file_id", file_id)
    return stored_file(backend, _output(generation).video, filename=f"{generation.number}.mp4")


def _add(
    wanted: GenerationRequest, callback_url: str | None, request: Request, caller: Key, backend: Backend
) -> Generation:
    return backend.queue.add(
        wanted,
        owner=caller.id,
        idempotency_key=request.headers.get("idempotency-key"),
        callback_url=callback_url,
        callback_format="minimax",
    )


def _find(request: Request, backend: Backend, caller: Key, field: str, id: str) -> Generation:
    """By its number, or by the id that the other dialects use."""
    if not id:
        raise InvalidRequest(field, f"{field} is required in the query string, got none")
    if id.isascii() and id.isdecimal() and len(id) <= _DIGITS:
        generation = backend.queue.get_by_number(int(id), owner=caller.id)
    else:
        generation = backend.queue.get(id, owner=caller.id)
    request.state.generation = generation.id
    return generation


def _output(generation: Generation) -> Output:
    if generation.output is None:
        raise NotFound(f"there is no file {generation.number}: the status of its task is {STATUSES[generation.status]}")
    return generation.output


def _respond(request: Request, answer: BaseModel) -> Response:
    headers = {"Trace-Id": request.state.request_id, "Cache-Control": "no-store"}
    return Response(answer.model_dump_json(exclude_none=True), media_type="application/json", headers=headers)
