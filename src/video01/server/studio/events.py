"""What changes, as it happens: the one stream of each tab."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from video01.server.backend import Backend, BackendOf
from video01.server.stream import Update, sse, sse_response
from video01.server.studio.card import cards
from video01.server.studio.session import SignedIn

router = APIRouter()


@router.get("/events")
async def events(visit: SignedIn, backend: BackendOf) -> StreamingResponse:
    """`video` with a card, `place` with a new place in the queue, `gone`, and `alive` when nothing happens.

    `hello` comes first: what is fetched after it misses nothing.
    """
    return sse_response(_follow(visit.key.id, backend))


async def _follow(owner: str, backend: Backend) -> AsyncIterator[str]:
    async with backend.stream.subscribe(owner=owner) as subscription:
        yield sse("hello", "{}")
        while not subscription.closed:
            updates = await subscription.next()
            if (await run_in_threadpool(backend.keys.get, owner)).revoked_at is not None:
                return  # the page asks why, and is told
            for event, data in await run_in_threadpool(_told, updates, backend):
                yield sse(event, json.dumps(data))
            if not updates:
                yield sse("alive", "{}")


def _told(updates: list[Update], backend: Backend) -> list[tuple[str, dict[str, Any]]]:
    """Events in the order of the changes."""
    changed = {card["id"]: card for card in cards((one.generation for one in updates if one.generation), backend)}
    told: list[tuple[str, dict[str, Any]]] = []
    for update in updates:
        if update.deleted:
            told.append(("gone", {"id": update.id}))
        elif update.id in changed:
            told.append(("video", changed[update.id]))
        else:
            told.append(("place", {"id": update.id, "position": update.position, "time_left": update.seconds_left}))
    return told
