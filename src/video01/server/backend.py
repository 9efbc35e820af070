"""What the routes work on: the queue, the keys, the storage and the settings of one app."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from video01.database import is_local
from video01.generation import Generation
from video01.keys import Keys
from video01.queue import Queue
from video01.server.limits import Limits
from video01.server.pictures import Pictures
from video01.server.stream import Stream
from video01.settings import Settings
from video01.storage import LocalStorage, preview_name

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Backend:
    """Held by the app as `app.state.backend`."""

    settings: Settings
    queue: Queue
    keys: Keys
    storage: LocalStorage
    pictures: Pictures
    limits: Limits
    stream: Stream

    async def read(self, look: Callable[[], T]) -> T:
        """What a small read of the database says. SQLite answers before a thread would have taken over."""
        return look() if is_local(self.queue.engine) else await run_in_threadpool(look)

    def delete(self, id: str, *, owner: str) -> Generation:
        """Remove a generation and its files, whatever its status; what runs stops. Raises `NotFound`.

        The record goes first: a crash in between leaves files that nobody can reach, which a worker sweeps later.
        """
        gone = self.queue.delete(id, owner=owner)
        names = (gone.output.video, gone.output.poster) if gone.output else ()
        for name in (*names, preview_name(id)):
            self.storage.delete(name)
        return gone

    def address(self, request: Request) -> str:
        """How clients reach this server, with no slash at its end: as this request came, unless it is set."""
        if self.settings.public_url:
            return self.settings.public_url.rstrip("/")
        scope = request.scope
        server = tuple(scope["server"]) if scope.get("server") else None
        return _address(scope["scheme"], server, scope.get("root_path", ""), request.headers.get("host"))

    def links(self, request: Request) -> Callable[[str], str]:
        """What makes a fresh signed URL, at `address`, of the name of a stored file."""
        base, expires_at = self.address(request), time.time() + self.settings.url_expiry_hours * 3600
        return lambda name: self.storage.url(name, base, expires_at)


@lru_cache(256)
def _address(scheme: str, server: tuple[str, int | None] | None, root_path: str, host: str | None) -> str:
    """Nearly every request comes by the same address."""
    headers = [] if host is None else [(b"host", host.encode("latin-1"))]
    scope = {"type": "http", "scheme": scheme, "server": server, "path": "", "root_path": root_path, "headers": headers}
    return str(Request(scope).base_url).rstrip("/")


async def _backend(request: Request) -> Backend:
    backend: Backend = request.app.state.backend
    return backend


BackendOf = Annotated[Backend, Depends(_backend)]
