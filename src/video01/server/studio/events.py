"""What changes, as it happens: the one stream of each tab."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from video01.server.backend import Backend, BackendOf
from video01.server.studio.card import card
from video01.server.studio.session import SignedIn

EVERY = 0.5  # seconds
RECENT = 40  # videos that are looked at

router = APIRouter()


@router.get("/events")
async def events(visit: SignedIn, backend: BackendOf) -> StreamingResponse:
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_changes(visit.key.id, backend), media_type="text/event-stream", headers=headers)


async def _changes(owner: str, backend: Backend) -> AsyncIterator[str]:
    known: dict[str, str] = {}
    yield "event: hello\ndata: {}\n\n"
    for turn in range(10**9):
        cards = await run_in_threadpool(_recent, owner, backend)
        for video in cards:
            told = json.dumps({name: value for name, value in video.items() if name != "told_at"})
            if known.get(video["id"]) != told:
                known[video["id"]] = told
                yield f"event: video\ndata: {json.dumps(video)}\n\n"
        if turn % 30 == 0:
            yield "event: alive\ndata: {}\n\n"
        await asyncio.sleep(EVERY)


def _recent(owner: str, backend: Backend) -> list[dict[str, Any]]:
    return [card(generation, backend) for generation in backend.queue.list(owner, limit=RECENT)]
