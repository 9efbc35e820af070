"""The gallery and the queue: ask for videos, list them, stop, repeat and delete them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from video01.errors import InvalidRequest
from video01.generation import GenerationRequest
from video01.server.backend import BackendOf
from video01.server.body import json_object, read_body
from video01.server.fields import Fields
from video01.server.models import DEFAULT, model_named
from video01.server.studio.card import card
from video01.server.studio.session import SignedIn

PAGE = 60  # videos a page of the gallery
MAX_TAKES = 4  # seeds side by side

router = APIRouter()


@router.get("/videos")
def gallery(
    visit: SignedIn,
    backend: BackendOf,
    limit: Annotated[int, Query(ge=1, le=200)] = PAGE,
    before: str | None = None,
) -> Response:
    """One page, newest first; `next` is where the following one begins."""
    found = backend.queue.list(visit.key.id, limit=limit + 1, before=before)
    videos = [card(generation, backend) for generation in found[:limit]]
    return _json({"videos": videos, "next": found[limit - 1].id if len(found) > limit else None})


@router.post("/videos")
async def make(request: Request, visit: SignedIn, backend: BackendOf) -> Response:
    """One video, or several that differ in their seed alone."""
    body = json_object(await read_body(request))
    wanted, takes = await run_in_threadpool(read_request, body)
    picture = Fields(body).text("first_frame")
    if picture:
        wanted = replace(wanted, first_frame=await backend.pictures.load(picture))
    wanted = wanted.validate()

    def add() -> list[dict[str, Any]]:
        return [card(backend.queue.add(take, owner=visit.key.id), backend) for take in _takes(wanted, takes)]

    return _json({"videos": await run_in_threadpool(add)})


@router.get("/videos/{id}")
def one(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    return _json(card(backend.queue.get(id, owner=visit.key.id), backend))


@router.post("/videos/{id}/cancel")
def cancel(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    return _json(card(backend.queue.cancel(id, owner=visit.key.id), backend))


@router.post("/videos/{id}/again")
async def again(id: str, request: Request, visit: SignedIn, backend: BackendOf) -> Response:
    """The same once more: with other seeds, or (`full`) with this seed and the model's own number of steps."""
    fields = Fields(json_object(await read_body(request)))
    takes = _takes_of(fields)
    full = fields.boolean("full") or False

    def add() -> list[dict[str, Any]]:
        first = backend.queue.get(id, owner=visit.key.id).request
        wanted = replace(first, num_inference_steps=None) if full else replace(first, seed=None)
        wanted = replace(wanted, first_frame=backend.queue.first_frame(id))
        return [card(backend.queue.add(take, owner=visit.key.id), backend) for take in _takes(wanted, takes)]

    return _json({"videos": await run_in_threadpool(add)})


@router.post("/videos/{id}/retry")
def retry(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    """What failed or was cancelled, exactly as it was asked for."""
    wanted = replace(backend.queue.get(id, owner=visit.key.id).request, first_frame=backend.queue.first_frame(id))
    return _json({"videos": [card(backend.queue.add(wanted, owner=visit.key.id), backend)]})


@router.delete("/videos/{id}")
def delete(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    """Gone for good, files and all."""
    gone = backend.queue.delete(id, owner=visit.key.id)
    if gone.output is not None:
        for name in (gone.output.video, gone.output.poster):
            backend.storage.delete(name)
    return Response(status_code=204)


def read_request(body: dict[str, Any]) -> tuple[GenerationRequest, int]:
    """What the page asks for, without its picture, and how many takes of it. Raises `InvalidRequest`."""
    fields = Fields(body)
    takes = _takes_of(fields)
    width, height = fields.integer("width"), fields.integer("height")
    duration, optimize = fields.number("duration"), fields.boolean("optimize")
    request = GenerationRequest(
        prompt=fields.text("prompt") or "",
        model=model_named(fields.text("model") or DEFAULT),
        duration=GenerationRequest.duration if duration is None else duration,
        size=(width, height) if width and height else None,
        seed=fields.integer("seed"),
        num_inference_steps=fields.integer("steps"),
        guidance_scale=fields.number("guidance"),
        negative_prompt=fields.text("negative_prompt") or "",
        optimize_prompt=True if optimize is None else optimize,
    )
    return request, takes


def _takes_of(fields: Fields) -> int:
    takes = fields.integer("takes") or 1
    if not 1 <= takes <= MAX_TAKES:
        raise InvalidRequest("takes", f"takes must be from 1 to {MAX_TAKES}, got {takes}")
    return takes


def _takes(request: GenerationRequest, count: int) -> list[GenerationRequest]:
    """The first has the seed that was asked for, the others the seeds after it."""
    first = request.with_seed()
    assert first.seed is not None
    return [replace(first, seed=(first.seed + take) % 2**32) for take in range(count)]


def _json(value: Any) -> Response:
    return JSONResponse(value, headers={"Cache-Control": "no-store"})
