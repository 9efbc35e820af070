"""One try at one generation, watched from its first event to its last."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from video01.errors import NotOwner
from video01.events import Done, Event, Failed, Started, Step
from video01.generation import Generation
from video01.queue import Queue
from video01.worker.process import Process

TICK = 0.1  # seconds; how late a stop, a deadline or the end of the grace may be noticed


class Attempt:
    """Listens to the child, says in the queue that the work goes on, and ends it when it shall or must end."""

    def __init__(
        self,
        generation: Generation,
        *,
        queue: Queue,
        worker: str,
        process: Process,
        deadline: float,  # seconds
        heartbeat: float,  # seconds
        grace: float,  # seconds
    ) -> None:
        self._generation = generation
        self._queue = queue
        self._worker = worker
        self._process = process
        self._heartbeat = heartbeat
        self._grace = grace
        self._deadline = deadline
        self._overdue_at = time.monotonic() + deadline  # this and the others: monotonic seconds
        self._beat_at = 0.0
        self._kill_at: float | None = None  # set once the child was told to stop
        self._progress = 0.0

    def run(self, video: Path, poster: Path, stop: threading.Event) -> Done | Failed | None:
        """Have the child make these files. None: `stop` was set first. Canceled: a `Failed` of that name."""
        self._process.make(self._generation.request, video, poster)
        while not stop.is_set():
            event = self._process.receive(min(TICK, self._heartbeat))
            if isinstance(event, Done | Failed):
                return self._last_word(event)
            self._note(event)
            self._beat()
            if failed := self._out_of_time():
                self._process.kill()
                return failed
        self._process.kill()
        return None

    def _note(self, event: Event | None) -> None:
        match event:
            case Started(report=report):
                self._tell(lambda: self._queue.report(self._generation.id, self._worker, report))
            case Step(progress=progress):
                self._progress = min(max(progress, self._progress), 1.0)

    def _beat(self) -> None:
        now = time.monotonic()
        if now >= self._beat_at and self._kill_at is None:
            self._beat_at = now + self._heartbeat
            self._tell(self._beat_once)

    def _beat_once(self) -> None:
        if self._queue.heartbeat(self._generation.id, self._worker, self._progress):
            self._tell_to_stop()

    def _tell(self, say: Callable[[], None]) -> None:
        """Say something to the queue; when the row is no longer ours, there is no use in going on."""
        try:
            say()
        except NotOwner:
            self._tell_to_stop()

    def _tell_to_stop(self) -> None:
        if self._kill_at is None:
            self._kill_at = time.monotonic() + self._grace
            self._process.cancel()

    def _out_of_time(self) -> Failed | None:
        now = time.monotonic()
        if self._kill_at is not None and now >= self._kill_at:
            return Failed(name="canceled", message="It was canceled.")
        if now >= self._overdue_at:
            message = f"It was not done after {self._deadline:g} seconds, the longest that one try may take."
            return Failed(name="deadline_exceeded", message=message)
        return None

    def _last_word(self, event: Done | Failed) -> Done | Failed:
        if isinstance(event, Done):
            return event
        if self._kill_at is not None:
            return Failed(name="canceled", message="It was canceled.")
        if event.name == "canceled":
            return Failed(
                name="engine_failed", message="The engine stopped as if it had been canceled; nobody did that."
            )
        if event.name == "out_of_memory":
            self._process.kill()  # a fresh process begins with its memory whole
        return event
