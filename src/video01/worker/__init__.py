"""The worker: claim a generation, run it in a child process, store the files, finish the row.

It keeps nothing that the database does not have, so it may be killed at any moment: its row goes back to the queue when
the heartbeat is lost, and files are named by id and try, so that a crash between storing and finishing neither loses
nor doubles a video.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.exc import SQLAlchemyError

from video01 import tracing
from video01.child import log_to_stderr
from video01.errors import NotFound, NotOwner, StorageError
from video01.events import Done, Failed
from video01.generation import Failure, Generation, Output, Status
from video01.queue import Queue
from video01.storage import Storage, preview_name
from video01.tracing import GenerationSpan
from video01.worker.attempt import Attempt
from video01.worker.process import Process

IDLE = 0.2  # seconds between two looks into an empty queue
TROUBLE = 2.0  # seconds to wait when the database or the disk does not answer
TIDY = 3600.0  # seconds between two rounds of deleting what is no longer wanted
DAY = 86_400.0  # seconds

logger = logging.getLogger(__name__)


class Worker:
    """Makes one video at a time. `run` blocks; the model stays loaded in one child process between videos."""

    def __init__(
        self,
        queue: Queue,
        storage: Storage,
        *,
        engine: str,  # a name in `engines.ENGINES`, or "module:class"
        deadline: float = 600.0,  # seconds one attempt may take
        heartbeat: float = 2.0,  # seconds between two signs of life
        lost_after: float = 15.0,  # seconds without one before a generation goes back to the queue
        retention_days: float = 30.0,  # finished generations but favourites are deleted after this; 0: never
        grace: float = 5.0,  # seconds that an engine has to stop when told to
        prepare: Callable[[], None] = log_to_stderr,  # run first in the child process; must be importable by name
    ) -> None:
        self.name = f"{socket.gethostname()[:64]}-{os.getpid()}-{secrets.token_hex(4)}"
        self._queue = queue
        self._storage = storage
        self._process = Process(engine, prepare)
        self._deadline = deadline
        self._heartbeat = heartbeat
        self._lost_after = lost_after
        self._retention = retention_days * DAY
        self._grace = grace
        self._next_rescue = self._next_tidy = 0.0  # monotonic seconds

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; what is being made then is handed back to the queue."""
        logger.info("worker %s starts", self.name)
        try:
            self._process.start()
            while not stop.is_set():
                stop.wait(self._round(stop))
        finally:
            self._process.close()
            logger.info("worker %s has stopped", self.name)

    def step(self, stop: threading.Event) -> bool:
        """Claim, run, store, finish. False when nothing waits."""
        generation = self._queue.claim(self.name)
        if generation is None:
            return False
        logger.info("%s: try %d begins", generation.id, generation.attempts)
        try:
            with (
                tracing.current().generation(generation) as span,
                TemporaryDirectory(dir=self._storage.scratch, ignore_cleanup_errors=True) as folder,
            ):
                self._finish(generation, self._run(generation, Path(folder), stop), Path(folder), span)
        except NotOwner as error:
            logger.warning("%s; its result is dropped", error)
        finally:
            self._delete(preview_name(generation.id))
        return True

    def tidy(self) -> None:
        """Delete what has been finished for longer than it is kept, and the files that crashes left."""
        if self._retention:
            for output in self._queue.expire(time.time() - self._retention):
                self._delete(output.video, output.poster)
        self._storage.sweep(self._wanted, time.time() - self._deadline - self._grace - self._lost_after)

    def _round(self, stop: threading.Event) -> float:
        """One turn of the loop; returns the seconds to wait before the next."""
        try:
            self._keep_order()
            return 0.0 if self.step(stop) else IDLE
        except (SQLAlchemyError, OSError, StorageError) as error:
            self._process.kill()  # what it was making is rescued as if this worker had died
            logger.error("worker %s goes on in %g seconds after: %s", self.name, TROUBLE, error)
            return TROUBLE

    def _keep_order(self) -> None:
        now = time.monotonic()
        if now >= self._next_rescue:
            self._next_rescue = now + self._lost_after / 3
            for generation in self._queue.rescue(self._lost_after):
                logger.warning("%s: its worker was lost; it is %s now", generation.id, generation.status)
        if now >= self._next_tidy:
            self._next_tidy = now + TIDY
            self.tidy()

    def _run(self, generation: Generation, folder: Path, stop: threading.Event) -> Done | Failed | None:
        attempt = Attempt(
            generation,
            queue=self._queue,
            worker=self.name,
            process=self._process,
            deadline=self._deadline,
            heartbeat=self._heartbeat,
            grace=self._grace,
            on_preview=lambda jpeg: self._show(generation.id, jpeg),
        )
        video, poster = _files(generation)
        return attempt.run(folder / video, folder / poster, stop)

    def _finish(self, generation: Generation, ending: Done | Failed | None, folder: Path, span: GenerationSpan) -> None:
        """Write down how the attempt ended. Raises `NotOwner`."""
        match ending:
            case Done():
                span.stages(ending.timings)
                self._keep(generation, ending, folder, span)
            case Failed(name="canceled"):
                span.failed("canceled", "It was canceled.")
                self._queue.canceled(generation.id, self.name)
                logger.info("%s: canceled", generation.id)
            case Failed(name=name, message=message, retry=retry):
                span.failed(name, message)
                self._queue.fail(generation.id, self.name, Failure(name=name, message=message), retry=retry)
                logger.warning("%s: %s: %s", generation.id, name, message)
            case None:
                span.failed("handed_back", "The worker was told to stop.")
                self._queue.hand_back(generation.id, self.name)
                logger.info("%s: handed back to the queue", generation.id)

    def _keep(self, generation: Generation, done: Done, folder: Path, span: GenerationSpan) -> None:
        """Store the files, then finish the row; when that fails, the files go too."""
        video, poster = _files(generation)
        try:
            with span.storing():
                size = self._storage.put(video, folder / video)
                self._storage.put(poster, folder / poster)
            output = Output(
                video=video, poster=poster, duration=done.duration, width=done.width, height=done.height, size=size
            )
            self._queue.succeed(generation.id, self.name, output, done.timings)
        except StorageError as error:
            self._delete(video, poster)
            span.failed("storage_error", str(error))
            failure = Failure(name="storage_error", message=f"The finished video could not be kept: {error}.")
            self._queue.fail(generation.id, self.name, failure, retry=True)
            logger.error("%s: %s", generation.id, error)
        except NotOwner:
            self._delete(video, poster)
            raise
        else:
            stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in done.timings.items())
            logger.info("%s: succeeded (seconds: %s)", generation.id, stages)

    def _show(self, id: str, jpeg: bytes) -> None:
        """A preview that cannot be kept is no reason to stop."""
        try:
            self._storage.put_preview(id, jpeg)
        except StorageError as error:
            logger.warning("%s", error)

    def _delete(self, *names: str) -> None:
        for name in names:
            self._storage.delete(name)

    def _wanted(self, name: str) -> bool:
        """Whether a file belongs to a row: it is its output, or the try that stored it may still finish."""
        ours = re.fullmatch(r"([0-9a-f]{32})-(\d+|preview)\.(mp4|jpg)", name)
        if ours is None:
            return True  # somebody else's
        try:
            generation = self._queue.get(ours[1])
        except NotFound:
            return False
        if generation.status is Status.RUNNING:
            return ours[2] in {"preview", str(generation.attempts)}
        return generation.output is not None and name in {generation.output.video, generation.output.poster}


def _files(generation: Generation) -> tuple[str, str]:
    """The names of the video and its poster: each try has its own, so that two never write the same file."""
    stem = f"{generation.id}-{generation.attempts}"
    return f"{stem}.mp4", f"{stem}.jpg"
