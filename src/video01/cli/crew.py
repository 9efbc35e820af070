"""The workers of one process: each in a thread, each with a child process of its own; and one thread for webhooks."""

from __future__ import annotations

import threading
from collections.abc import Callable

from video01.errors import InvalidRequest
from video01.keys import Keys
from video01.logs import prepare_child
from video01.queue import Queue
from video01.settings import Settings
from video01.storage import LocalStorage, signing_secret
from video01.webhooks import Courier, Deliveries
from video01.worker import Worker

MOST_WORKERS = 64


def open_queue(settings: Settings) -> Queue:
    """The queue of these settings. Raises `InvalidSettings`."""
    return Queue(settings.database_url, max_queued=settings.max_queued, max_attempts=settings.max_attempts)


def open_storage(settings: Settings) -> LocalStorage:
    """The storage of these settings. Raises `StorageError`."""
    return LocalStorage(settings.videos, signing_secret(settings.home))


class Crew:
    """Works from `start` to `stop`. `on_end` is called by a worker that ends, asked or not."""

    def __init__(
        self, settings: Settings, count: int, queue: Queue, storage: LocalStorage, on_end: Callable[[], None]
    ) -> None:
        if not 0 <= count <= MOST_WORKERS:
            raise InvalidRequest("workers", f"workers must be from 0 to {MOST_WORKERS}, got {count}")
        self._stop = threading.Event()
        self._on_end = on_end
        workers = [
            Worker(
                queue,
                storage,
                engine=settings.engine,
                deadline=settings.deadline,
                heartbeat=settings.heartbeat,
                lost_after=settings.lost_after,
                retention_days=settings.retention_days,
                prepare=prepare_child,
            )
            for _ in range(count)
        ]
        self._threads = [threading.Thread(target=self._work, args=(worker,), name=worker.name) for worker in workers]
        courier = Courier(Deliveries(queue.engine), Keys(queue.engine), allow_private=settings.allow_private_urls)
        self._threads.append(threading.Thread(target=courier.run, args=(self._stop,), name="webhooks"))

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Hand back what is being made, and wait for everybody."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self, worker: Worker) -> None:
        try:
            worker.run(self._stop)
        finally:
            self._on_end()
