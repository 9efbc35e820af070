"""For those who run the place: keys, what works and waits, what is stored, what failed. Needs the scope `admin`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from video01.errors import InvalidRequest
from video01.generation import Status
from video01.keys import SCOPES, Key
from video01.server.auth import require
from video01.server.backend import Backend, BackendOf
from video01.server.body import json_object, read_body
from video01.server.fields import Fields
from video01.server.studio.session import SignedIn, Visit
from video01.server.studio.videos import answer

FAILURES = 12  # the last ones

router = APIRouter(prefix="/admin")


def _admin(visit: SignedIn) -> Visit:
    require(visit.key, "admin")
    return visit


Admin = Annotated[Visit, Depends(_admin)]


@router.get("")
def overview(visit: Admin, backend: BackendOf) -> Response:
    return answer(_overview(visit, backend))


@router.post("/keys")
async def create(request: Request, visit: Admin, backend: BackendOf) -> Response:
    """A new key; its secret is in this answer and nowhere else."""
    fields = Fields(json_object(await read_body(request)))
    name, scopes = (fields.text("name") or "").strip(), frozenset((fields.text("scopes") or "generate,read").split(","))
    if not scopes <= set(SCOPES):
        raise InvalidRequest("scopes", f"scopes must be some of {', '.join(SCOPES)}, got {', '.join(sorted(scopes))}")
    limits = {field: fields.integer(field) for field in ("credits", "rpm", "max_queued")}

    def work() -> Response:
        _, secret = backend.keys.create(
            name, scopes=scopes, credits=limits["credits"], rpm=limits["rpm"], max_queued=limits["max_queued"]
        )
        return answer({"secret": secret, **_overview(visit, backend)})

    return await run_in_threadpool(work)


@router.delete("/keys/{id}")
def revoke(id: str, visit: Admin, backend: BackendOf) -> Response:
    backend.keys.revoke(id)
    return answer(_overview(visit, backend))


def _overview(visit: Visit, backend: Backend) -> dict[str, Any]:
    counts = backend.queue.counts()
    return {
        "counts": {status: counts[status] for status in Status},
        "engine": backend.settings.engine,
        "workers": backend.settings.workers,
        "storage": _storage(backend.storage.folder),
        "keys": [_key(key, visit) for key in backend.keys.list()],
        "running": [
            {"id": one.id, "owner": one.owner, "progress": one.progress, "attempts": one.attempts}
            for one in backend.queue.list(status=Status.RUNNING, limit=100)
        ],
        "failures": [
            {
                "id": one.id,
                "owner": one.owner,
                "at": one.finished_at,
                "name": one.failure.name if one.failure else "unknown",
                "message": one.failure.message if one.failure else "",
            }
            for one in backend.queue.list(status=Status.FAILED, limit=FAILURES)
        ],
    }


def _key(key: Key, visit: Visit) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "mine": key.id == visit.key.id,
        "created_at": key.created_at,
        "revoked_at": key.revoked_at,
        "scopes": sorted(key.scopes),
        "videos": key.videos,
        "credits": key.credits,
        "credits_used": key.credits_used,
        "rpm": key.rpm,
        "max_queued": key.max_queued,
    }


def _storage(folder: Path) -> dict[str, int]:
    """Bytes."""
    with os.scandir(folder) as entries:
        sizes = [entry.stat().st_size for entry in entries if entry.is_file()]
    return {"files": len(sizes), "used": sum(sizes), "free": shutil.disk_usage(folder).free}
