"""The app: one constructor call over a queue, its keys and its storage. It starts no worker."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.middleware import Middleware
from fastapi.middleware.cors import CORSMiddleware

from video01 import __version__
from video01.keys import Keys
from video01.queue import Queue
from video01.server import (
    aimlapi,
    billing,
    errors,
    fal,
    files,
    generations,
    health,
    metrics,
    minimax,
    models,
    openai,
    replicate,
    studio,
)
from video01.server.backend import Backend
from video01.server.limits import Limits
from video01.server.metrics import Metrics
from video01.server.pictures import Pictures
from video01.server.polls import PollsFirst
from video01.server.requests import EXPOSED_HEADERS, RequestLog
from video01.server.stream import Stream
from video01.settings import Settings
from video01.storage import LocalStorage

_DESCRIPTION = "A sentence or a picture in, a clip out: an open server for the video-01 protocol."


def create_app(settings: Settings, *, queue: Queue, keys: Keys, storage: LocalStorage) -> FastAPI:
    """The whole API as an ASGI app. It logs every request; `logs` has formatters that show all of it."""
    shaped = (minimax, openai, replicate, fal)  # dialects with errors of their own shape
    dialects = (aimlapi, *shaped)
    app = FastAPI(
        title="video01",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,  # these pages would load scripts from elsewhere
        redoc_url=None,
        responses=errors.documented(),
        telemetry={"tracing": False, "metrics": False, "logs": False},  # `tracing` and `metrics` do this
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=[origin for text in settings.cors_origins.split(",") if (origin := text.strip())],
                allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE"],
                allow_headers=["*"],
                expose_headers=EXPOSED_HEADERS,
            ),
            Middleware(RequestLog),
            Middleware(PollsFirst, polls=[spoken.polls for spoken in dialects]),
        ],
    )
    pictures = Pictures(allow_private=settings.allow_private_urls)
    app.state.backend = Backend(
        settings=settings,
        queue=queue,
        keys=keys,
        storage=storage,
        pictures=pictures,
        limits=Limits(),
        stream=Stream(queue),
    )
    errors.install(app, shapes={path: part.error_response for part in shaped for path in part.PATHS})
    app.state.metrics = Metrics(queue, app.state.backend.stream)
    for part in (*dialects, generations, metrics, models, billing, files, health):
        app.include_router(part.router)  # what is called most comes first: the first that matches is taken
    studio.install(app, settings)
    return app
