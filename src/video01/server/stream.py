"""What changes in the queue, as it happens, for any number of listeners.

    database -> one poller per process -> a small box for each listener -> server-sent events

There is no thread and no query for a listener. Its box holds the newest state of each generation that changed: a slow
listener skips states and never falls behind, and nothing grows with time.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from video01.generation import Generation
from video01.queue import Changes, Outlook, Queue

EVERY = 0.25  # seconds between two looks
KEEP_ALIVE = 15.0  # seconds of silence after which a comment is sent, so that nothing in between gives up
SSE_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # the latter: nginx shall not hold it back

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Update:
    """How a generation stands now."""

    id: str
    generation: Generation | None = None  # None: it was deleted, or only what follows has changed
    position: int | None = None  # how many come before, while it waits
    seconds_left: float | None = None
    deleted: bool = False

    @property
    def ended(self) -> bool:
        return self.deleted or (self.generation is not None and self.generation.status.final)

    def over(self, older: Update | None) -> Update:
        """This one, with the generation of an older one where it has none."""
        if self.generation is not None or self.deleted or older is None:
            return self
        return replace(self, generation=older.generation)


class Subscription:
    """One listener's box. Use it in the event loop of the stream."""

    def __init__(self, owner: str | None, generation: str | None) -> None:
        self.owner = owner  # whose generations; None: everybody's
        self.generation = generation  # which one; None: all of the owner's
        self._updates: dict[str, Update] = {}
        self._something = asyncio.Event()
        self.closed = False

    def wants(self, id: str, owner: str) -> bool:
        return self.owner in {None, owner} and self.generation in {None, id}

    def put(self, update: Update) -> None:
        self._updates[update.id] = update.over(self._updates.pop(update.id, None))
        self._something.set()

    def close(self) -> None:
        self.closed = True
        self._something.set()

    async def next(self, timeout: float = KEEP_ALIVE) -> list[Update]:
        """What changed since the last call, oldest first; nothing after `timeout` seconds or when all is closed."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._something.wait(), timeout)
        self._something.clear()
        updates, self._updates = list(self._updates.values()), {}
        return updates


class Stream:
    """The poller of one app and its listeners. It runs while there are any."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._subscriptions: set[Subscription] = set()
        self._task: asyncio.Task[None] | None = None
        self._closing = False

    @property
    def listeners(self) -> int:
        return len(self._subscriptions)

    def close(self) -> None:
        """End every subscription soon, and for good. May be called from a signal handler or another thread."""
        self._closing = True

    @contextlib.asynccontextmanager
    async def subscribe(self, *, owner: str | None, generation: str | None = None) -> AsyncIterator[Subscription]:
        """Listen from now on. Read the state to begin with after this, so that nothing falls between."""
        subscription = Subscription(owner, generation)
        if self._task is None or self._task.done():
            revision = await run_in_threadpool(self._queue.revision)
            if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._poll(revision), name="stream")
        self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)

    async def _poll(self, revision: int) -> None:
        before = Outlook()
        while not self._closing:
            await asyncio.sleep(EVERY)
            if not self._subscriptions:
                return
            try:
                changes = await run_in_threadpool(self._queue.changes, revision)
                if changes.revision > revision:
                    outlook = await run_in_threadpool(self._queue.outlook)
                    self._tell(changes, before, outlook)
                    revision, before = changes.revision, outlook
            except SQLAlchemyError as error:
                logger.warning("the stream of changes waits for the database: %s", error)
        for subscription in self._subscriptions:
            subscription.close()

    def _tell(self, changes: Changes, before: Outlook, now: Outlook) -> None:
        """Each change to those who want it, then each new place in the queue."""
        for generation in changes.changed:
            self._put(generation.owner, _update(generation.id, now, generation))
        for gone in changes.deleted:
            self._put(gone.owner, Update(id=gone.id, deleted=True))
        for id, place in now.places.items():
            if before.places.get(id) != place:
                self._put(place.owner, _update(id, now, None))

    def _put(self, owner: str, update: Update) -> None:
        for subscription in self._subscriptions:
            if subscription.wants(update.id, owner):
                subscription.put(update)


def _update(id: str, outlook: Outlook, generation: Generation | None) -> Update:
    place = outlook.places.get(id)
    return Update(
        id=id,
        generation=generation,
        position=None if place is None else place.position,
        seconds_left=outlook.seconds_left.get(id),
    )


def sse(event: str, data: str) -> str:
    """One server-sent event; `data` is one line, as JSON is."""
    return f"event: {event}\ndata: {data}\n\n"


def sse_response(events: AsyncIterator[str]) -> StreamingResponse:
    return StreamingResponse(events, media_type="text/event-stream", headers=SSE_HEADERS)
