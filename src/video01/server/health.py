"""`/health`: whether this server can do its work. It needs no key and tells nothing that a stranger may not know."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from video01 import __version__
from video01.generation import Status
from video01.server.backend import BackendOf
from video01.server.errors import documented

router = APIRouter(tags=["health"])


class Health(BaseModel):
    status: str
    version: str
    queued: int
    running: int


@router.get("/health", summary="Is the server up?", responses=documented(503))
def health(backend: BackendOf) -> Health:
    """200 when the database answers, with how many generations wait and run; 503 when it does not."""
    counts = backend.queue.counts()
    return Health(status="ok", version=__version__, queued=counts[Status.QUEUED], running=counts[Status.RUNNING])
