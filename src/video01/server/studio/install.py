"""Put the studio into the app."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from video01.server.studio import admin, assist, entry, events, files, page, sharing, story, videos, waiting
from video01.server.studio.session import Sessions
from video01.settings import Settings
from video01.storage import signing_secret

API = "/studio/api"


def install(app: FastAPI, settings: Settings) -> Sessions:
    """Its routes, none of which is in the API's description. What it returns makes one-time links."""
    sessions = Sessions(signing_secret(settings.home))
    app.state.studio_sessions = sessions
    api = APIRouter(prefix=API)
    for part in (entry, videos, waiting, events, files, story, assist, admin):
        api.include_router(part.router)
    for part in (page, sharing):
        app.include_router(part.router, include_in_schema=False)
    app.include_router(api, include_in_schema=False)
    return sessions
