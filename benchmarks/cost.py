"""What a poll costs: processor time for each request, in this process, with no network; beside a bare FastAPI endpoint.

The least of many short rounds: whatever else the machine does only adds, so these figures hold where those of `load`
do not. The log line is written, to nowhere.

    python -m benchmarks.cost
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Scope

from benchmarks.load import fill
from video01.keys import Keys
from video01.logs import configure
from video01.queue import Queue
from video01.server import create_app
from video01.settings import Settings
from video01.storage import LocalStorage

ROUNDS, REQUESTS = 60, 100


def scope(path: str, query: str, secret: str) -> Scope:
    headers = [(b"host", b"x"), (b"authorization", f"Bearer {secret}".encode())]
    where = {"path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "scheme": "http"}
    who = {"server": ("x", 80), "client": ("127.0.0.1", 1)}
    return (
        {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "headers": headers}
        | where
        | who
    )


async def call(app: ASGIApp, scopes: list[Scope]) -> None:
    statuses = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    for one in scopes:
        await app(one, receive, send)
    assert set(statuses) == {200}, set(statuses)


def cost(app: ASGIApp, make: Callable[[int], Scope]) -> float:
    """Microseconds of processor time for one request."""
    return min(asyncio.run(_round(app, make)) for _ in range(ROUNDS)) * 1e6


async def _round(app: ASGIApp, make: Callable[[int], Scope]) -> float:
    """Seconds for one request."""
    scopes = [make(n) for n in range(REQUESTS)]
    began = time.process_time()
    await call(app, scopes)
    return (time.process_time() - began) / REQUESTS


def bare_app() -> FastAPI:
    app = FastAPI()

    @app.get("/")
    async def constant() -> dict[str, str]:
        return {"status": "ok"}

    return app


def poll_cost(stored: int) -> float:
    with tempfile.TemporaryDirectory(prefix="video01_cost_") as home:
        settings = Settings(home=Path(home))
        queue = Queue(settings.database_url)
        keys = Keys(queue.engine)
        key, secret = keys.create("cost")
        ids = fill(queue, key.id, stored)
        app = create_app(settings, queue=queue, keys=keys, storage=LocalStorage(settings.videos, b"s" * 32))
        made = cost(app, lambda n: scope("/v2/video/generations", f"generation_id={ids[n * 7919 % stored]}", secret))
        queue.close()
    return made


def main() -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
        configure("text")
        print("| | stored | microseconds a request |\n|---|---|---|")
        print(f"| bare endpoint | | {cost(bare_app(), lambda _: scope('/', '', '')):.0f} |")
        for stored in (100, 100_000):
            print(f"| poll | {stored:,} | {poll_cost(stored):.0f} |", flush=True)


if __name__ == "__main__":
    main()
