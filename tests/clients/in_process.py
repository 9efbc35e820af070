"""The real app over a real queue in a temporary folder, called without a network; `finish` plays the worker."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from PIL import Image

from video01.generation import Generation, Output
from video01.keys import Keys
from video01.logs import JsonLines, TextLines
from video01.queue import Queue
from video01.server import create_app
from video01.settings import Settings
from video01.storage import LocalStorage

VIDEO = bytes(range(256)) * 40
POSTER = b"\xff\xd8\xff poster"
WORKER = "worker-of-the-test"


class InProcess(httpx.BaseTransport):
    """Calls an ASGI app, each request in an event loop of its own."""

    def __init__(self, app: Any) -> None:
        self._transport = httpx.ASGITransport(app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        whole = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())

        async def exchange() -> httpx.Response:
            response = await self._transport.handle_async_request(whole)
            content = await response.aread()
            return httpx.Response(response.status_code, headers=response.headers, content=content)

        return asyncio.run(exchange())


@dataclass(frozen=True, kw_only=True)
class Api:
    """An app and what is behind it. `client` sends the key, `stranger` none."""

    app: FastAPI
    client: httpx.Client
    stranger: httpx.Client
    queue: Queue
    keys: Keys
    storage: LocalStorage
    secret: str
    owner: str

    def reached_by(self, client: httpx.Client) -> Api:
        """The same app, asked through another client."""
        return replace(self, client=client)

    def create(self, **body: Any) -> dict[str, Any]:
        response = self.client.post("/v2/video/generations", json={"model": "video-01", "prompt": "a fox", **body})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def poll(self, id: str) -> dict[str, Any]:
        response = self.client.get("/v2/video/generations", params={"generation_id": id})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def claim(self) -> Generation:
        generation = self.queue.claim(WORKER)
        assert generation is not None
        return generation

    def finish(self, *, duration: float = 6.0) -> Generation:
        """Make the next video that waits."""
        generation = self.claim()
        names = {f"{generation.id}.mp4": VIDEO, f"{generation.id}.jpg": POSTER}
        for name, content in names.items():
            draft = self.storage.scratch / name
            draft.write_bytes(content)
            self.storage.put(name, draft)
        video, poster = names
        output = Output(video=video, poster=poster, duration=duration, width=1280, height=720, size=len(VIDEO))
        self.queue.succeed(generation.id, WORKER, output)
        return self.queue.get(generation.id)


@contextmanager
def logged(log_format: str = "text") -> Iterator[io.StringIO]:
    """What the server logs, as it is written."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    logger = logging.getLogger("video01.server")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield text
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


@contextmanager
def running_api(folder: Path, **settings: Any) -> Iterator[Api]:
    values = Settings(home=folder, **settings)
    queue = Queue(values.database_url, max_queued=values.max_queued, max_attempts=values.max_attempts)
    keys = Keys(queue.engine)
    storage = LocalStorage(values.videos, b"s" * 32)
    key, secret = keys.create("test")
    app = create_app(values, queue=queue, keys=keys, storage=storage)
    transport = InProcess(app)
    base = "http://server.test"
    try:
        with (
            httpx.Client(transport=transport, base_url=base, headers={"Authorization": f"Bearer {secret}"}) as client,
            httpx.Client(transport=transport, base_url=base) as stranger,
        ):
            yield Api(
                app=app,
                client=client,
                stranger=stranger,
                queue=queue,
                keys=keys,
                storage=storage,
                secret=secret,
                owner=key.id,
            )
    finally:
        queue.close()


def picture(width: int = 640, height: int = 480, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind)
    return file.getvalue()
