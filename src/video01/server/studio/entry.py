"""Signing in and out, and what the page must know before it can show anything."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from video01 import __version__
from video01.generation import FPS, MAX_DURATION, MAX_GUIDANCE, MAX_PROMPT_CHARACTERS, MAX_SEED, MAX_STEPS
from video01.media.picture import MAX_BYTES, OVER_SIDE
from video01.server.backend import BackendOf
from video01.server.body import json_object, read_body
from video01.server.fields import Fields
from video01.server.studio.abilities import abilities
from video01.server.studio.session import COOKIE, Known, Sessions, SessionsOf, SignedIn, Visit, same_origin, sign_in
from video01.settings import Settings

LIMITS = {
    "prompt": MAX_PROMPT_CHARACTERS,
    "duration": MAX_DURATION,
    "steps": MAX_STEPS,
    "guidance": MAX_GUIDANCE,
    "seed": MAX_SEED,
    "fps": FPS,
    "picture_bytes": MAX_BYTES,
    "picture_side": OVER_SIDE,
}

router = APIRouter()


@router.get("/session")
def session(visit: SignedIn, backend: BackendOf, sessions: SessionsOf) -> Response:
    return _greeting(visit, sessions, backend.settings)


@router.post("/session")
async def enter(request: Request, backend: BackendOf, sessions: SessionsOf) -> Response:
    """Sign in with a key. Raises `Unauthorized`."""
    same_origin(request)
    secret = Fields(json_object(await read_body(request))).text("key") or ""
    key = await run_in_threadpool(backend.keys.authenticate, secret.strip())
    cookie = sessions.cookie(key.id)
    response = _greeting(Visit(key=key, cookie=cookie), sessions, backend.settings)
    sign_in(response, request, cookie)
    return response


@router.delete("/session")
def leave(_: Known) -> Response:
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, path="/")
    return response


def _greeting(visit: Visit, sessions: Sessions, settings: Settings) -> Response:
    body: dict[str, Any] = {
        "version": __version__,
        "retention_days": settings.retention_days,
        "token": sessions.token(visit.cookie),
        "key": {
            "id": visit.key.id,
            "name": visit.key.name,
            "prefix": visit.key.prefix,
            "admin": "admin" in visit.key.scopes,
        },
        "limits": LIMITS,
        "models": [abilities(settings)],
    }
    return JSONResponse(body, headers={"Cache-Control": "no-store"})
