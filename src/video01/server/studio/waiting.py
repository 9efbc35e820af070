"""The queue of one key: what is being made, what waits in which order, and whether it pauses."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from video01.generation import Status
from video01.server.backend import Backend, BackendOf
from video01.server.body import json_object, read_body
from video01.server.fields import Fields
from video01.server.studio.card import card, cards
from video01.server.studio.session import SignedIn
from video01.server.studio.videos import answer

SHOWN = 200  # that wait

router = APIRouter()


@router.get("/queue")
def waiting(visit: SignedIn, backend: BackendOf) -> Response:
    return _queue(visit.key.id, backend)


@router.post("/queue/pause")
def pause(visit: SignedIn, backend: BackendOf) -> Response:
    """What is being made goes on."""
    backend.queue.pause(visit.key.id)
    return _queue(visit.key.id, backend)


@router.post("/queue/resume")
def resume(visit: SignedIn, backend: BackendOf) -> Response:
    backend.queue.resume(visit.key.id)
    return _queue(visit.key.id, backend)


@router.post("/videos/{id}/move")
async def move(id: str, request: Request, visit: SignedIn, backend: BackendOf) -> Response:
    """Right before another one that waits, or to the end."""
    before = Fields(json_object(await read_body(request))).text("before")
    return await run_in_threadpool(
        lambda: answer(card(backend.queue.move(id, before=before, owner=visit.key.id), backend))
    )


def _queue(owner: str, backend: Backend) -> Response:
    running = backend.queue.list(owner, status=Status.RUNNING)
    waits = cards(backend.queue.list(owner, status=Status.QUEUED, order="asc", limit=SHOWN), backend)
    waits.sort(key=lambda one: (one["position"] is None, one["position"]))
    return answer({"running": cards(running, backend), "waiting": waits, "paused": backend.queue.paused(owner)})
