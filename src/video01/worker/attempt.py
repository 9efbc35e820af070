"""One try at one generation, watched from its first event to its last."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from video01.errors import NotOwner
from video01.events import Done, Event, Failed, Preview, Started, Step
from video01.generation import Generation
from video01.queue import Queue
from video01.worker.process import Process

TICK = 0.1  # seconds; how late a stop, a cancel, a deadline or the end of the grace may be noticed
TELL = 0.5  # seconds, at least, between two reports of progress


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
        on_preview: Callable[[bytes], None],  # takes a JPEG
    ) -> None:
        self._generation = generation
        self._queue = queue
        self._worker = worker
        self._process = process
        self._heartbeat = heartbeat
        self._grace = grace
        self._on_preview = on_preview
        self._deadline = deadline
        self._overdue_at = time.monotonic() + deadline  # this and the others: monotonic seconds
        self._beat_at = self._tell_at = self._look_at = 0.0
        self._kill_at: float | None = None  # set once the child was told to stop
        self._progress = self._told = 0.0

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
            case Preview(jpeg=jpeg):
                self._on_preview(jpeg)

    def _beat(self) -> None:
        """Look often whether it was canceled, which is a read; write when it is time, or when there is news."""
        now = time.monotonic()
        if self._kill_at is not None:
            return
        if now >= self._beat_at or (self._progress > self._told and now >= self._tell_at):
            self._beat_at, self._tell_at = now + self._heartbeat, now + TELL
            self._tell(self._beat_once)
        elif now >= self._look_at:
            self._look_at = now + TICK
            if self._queue.should_stop(self._generation.id, self._worker):
                self._tell_to_stop()

    def _beat_once(self) -> None:
        news = self._progress if self._progress > self._told else None
        if self._queue.heartbeat(self._generation.id, self._worker, news):
            self._tell_to_stop()
        self._told = self._progress

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
