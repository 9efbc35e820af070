"""The gallery: ask for videos, list them, stop, repeat, mark and delete them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from video01.errors import InvalidRequest
from video01.generation import Generation, GenerationRequest
from video01.server.backend import Backend, BackendOf
from video01.server.body import json_object, read_body
from video01.server.fields import Fields
from video01.server.models import DEFAULT, model_named
from video01.server.studio.card import card, cards
from video01.server.studio.session import SignedIn
from video01.storage import preview_name

PAGE = 60  # videos a page of the gallery
MAX_TAKES = 4  # seeds side by side

router = APIRouter()


@router.get("/videos")
def gallery(
    visit: SignedIn,
    backend: BackendOf,
    *,
    limit: Annotated[int, Query(ge=1, le=200)] = PAGE,
    before: str | None = None,
    search: Annotated[str | None, Query(max_length=200)] = None,
    favourite: bool | None = None,
) -> Response:
    """One page, newest first; `next` is where the following one begins."""
    found = backend.queue.list(
        visit.key.id, limit=limit + 1, before=before, search=search or None, favourite=favourite or None
    )
    following = found[limit - 1].id if len(found) > limit else None
    videos, paused = cards(found[:limit], backend), backend.queue.paused(visit.key.id)
    return answer({"videos": videos, "next": following, "paused": paused})


@router.post("/videos")
async def make(request: Request, visit: SignedIn, backend: BackendOf) -> Response:
    """One video, or several that differ in their seed alone."""
    backend.limits.count(visit.key)
    fields = Fields(json_object(await read_body(request)))
    wanted = await run_in_threadpool(read_request, fields)
    pictures = {}
    for name in ("first_frame", "last_frame"):
        if sent := fields.text(name):
            pictures[name] = (await backend.pictures.load(sent)).data
    wanted = replace(wanted, first_frame=pictures.get("first_frame"), last_frame=pictures.get("last_frame"))
    takes, once, parent = takes_of(fields), fields.text("once"), fields.text("parent")
    return await run_in_threadpool(
        lambda: _add(wanted.validate(), takes, owner=visit.key.id, backend=backend, once=once, parent=parent)
    )


@router.get("/videos/{id}")
def one(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    return answer(card(backend.queue.get(id, owner=visit.key.id), backend))


@router.post("/videos/{id}/again")
async def again(id: str, request: Request, visit: SignedIn, backend: BackendOf) -> Response:
    """The same once more: with other seeds, or (`full`) with this seed and the model's own number of steps."""
    backend.limits.count(visit.key)
    fields = Fields(json_object(await read_body(request)))
    takes, full = takes_of(fields), fields.boolean("full") or False

    def add() -> Response:
        old = backend.queue.get(id, owner=visit.key.id)
        wanted = _with_pictures(old, backend)
        wanted = replace(wanted, num_inference_steps=None) if full else replace(wanted, seed=None)
        return _add(wanted, takes, owner=visit.key.id, backend=backend, parent=old.parent)

    return await run_in_threadpool(add)


@router.post("/videos/{id}/retry")
def retry(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    """What failed or was cancelled, exactly as it was asked for; the new one takes the place of the old."""
    backend.limits.count(visit.key)
    old = backend.queue.get(id, owner=visit.key.id)
    if not old.status.final or old.output is not None:
        raise InvalidRequest("id", f"a video that failed or was cancelled is expected, got one that is {old.status}")
    added = _add(_with_pictures(old, backend), 1, owner=visit.key.id, backend=backend, parent=old.parent)
    backend.queue.delete(id, owner=visit.key.id)
    return added


@router.post("/videos/{id}/cancel")
def cancel(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    return answer(card(backend.queue.cancel(id, owner=visit.key.id), backend))


@router.put("/videos/{id}/favourite")
async def favourite(id: str, request: Request, visit: SignedIn, backend: BackendOf) -> Response:
    wanted = Fields(json_object(await read_body(request))).boolean("favourite") or False
    return await run_in_threadpool(
        lambda: answer(card(backend.queue.favourite(id, wanted, owner=visit.key.id), backend))
    )


@router.delete("/videos/{id}")
def delete(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    """Gone for good, files and all."""
    gone = backend.queue.delete(id, owner=visit.key.id)
    names = [] if gone.output is None else [gone.output.video, gone.output.poster]
    for name in (*names, preview_name(gone.id)):
        backend.storage.delete(name)
    return Response(status_code=204)


def read_request(fields: Fields) -> GenerationRequest:
    """What the page asks for, without its pictures. Raises `InvalidRequest`."""
    width, height = fields.integer("width"), fields.integer("height")
    duration, optimize, recipe = fields.number("duration"), fields.boolean("optimize"), fields.boolean("include_recipe")
    return GenerationRequest(
        prompt=fields.text("prompt") or "",
        model=model_named(fields.text("model") or DEFAULT),
        duration=GenerationRequest.duration if duration is None else duration,
        size=(width, height) if width and height else None,
        seed=fields.integer("seed"),
        num_inference_steps=fields.integer("steps"),
        guidance_scale=fields.number("guidance"),
        negative_prompt=fields.text("negative_prompt") or "",
        optimize_prompt=optimize is not False,
        include_recipe=recipe is not False,
    )


def takes_of(fields: Fields) -> int:
    """How many videos. Raises `InvalidRequest`."""
    takes = fields.integer("takes") or 1
    if not 1 <= takes <= MAX_TAKES:
        raise InvalidRequest("takes", f"takes must be from 1 to {MAX_TAKES}, got {takes}")
    return takes


def answer(value: Any) -> Response:
    return JSONResponse(value, headers={"Cache-Control": "no-store"})


def _add(
    wanted: GenerationRequest,
    takes: int,
    *,
    owner: str,
    backend: Backend,
    once: str | None = None,  # the same when the page asks again as an answer was lost
    parent: str | None = None,
) -> Response:
    """A seed that was asked for is the first take's; the others have those after it."""
    if parent is not None:
        backend.queue.get(parent, owner=owner)
    added = [
        backend.queue.add(
            wanted if wanted.seed is None else replace(wanted, seed=(wanted.seed + take) % 2**32),
            owner=owner,
            idempotency_key=None if once is None else f"studio-{once}-{take}",
            parent=parent,
        )
        for take in range(takes)
    ]
    return answer({"videos": cards(added, backend)})


def _with_pictures(old: Generation, backend: Backend) -> GenerationRequest:
    first, last = backend.queue.first_frame(old.id), backend.queue.last_frame(old.id)
    return replace(old.request, first_frame=first, last_frame=last)
