"""The worker's handle on its child process: started when needed, told what to make, listened to, killed."""

from __future__ import annotations

import atexit
import logging
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from video01.child import Cancel, Make, Ready, main
from video01.events import Event, Failed
from video01.generation import GenerationRequest

GOODBYE = 2.0  # seconds that a child has to leave by itself
NATIVE_FAULTS = {"SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE", "SIGTRAP"}

logger = logging.getLogger(__name__)


class Process:
    """At most one child at a time. It belongs to the thread that started it, and dies with that thread."""

    def __init__(self, engine: str, prepare: Callable[[], None]) -> None:
        self._engine = engine
        self._prepare = prepare
        self._child: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False  # the child reads its pipe, so that sending never blocks for long
        self._waiting: Make | None = None  # for the child to be ready

    def start(self) -> None:
        """Start a child unless one lives."""
        if self._child is not None and self._child.is_alive():
            return
        self.kill()
        context = multiprocessing.get_context("spawn")
        self._pipe, far_end = context.Pipe()
        arguments = (far_end, self._engine, os.getpid(), self._prepare)
        self._child = context.Process(target=main, args=arguments, name="video01 engine", daemon=True)
        self._child.start()
        far_end.close()  # now only the child holds it, and its death is the end of the pipe
        atexit.register(self.kill)  # multiprocessing would send SIGTERM, which the child leaves to us, and wait

    def make(self, request: GenerationRequest, video: Path, poster: Path) -> None:
        """Have the child make these files; what becomes of it is told by `receive`."""
        self.start()
        self._waiting = Make(request=request, video=video, poster=poster)
        if self._ready:
            self._send_waiting()

    def cancel(self) -> None:
        """Ask the child to stop at its next step."""
        if self._waiting is None:
            self._send(Cancel())

    def receive(self, timeout: float) -> Event | None:
        """The next event, or None after that many seconds. A child that died has failed."""
        assert self._child is not None
        assert self._pipe is not None
        if not wait([self._pipe, self._child.sentinel], timeout):
            return None
        try:
            if not self._pipe.poll():
                return self._bury()
            message: Event | Ready = self._pipe.recv()
        except (EOFError, OSError):
            return self._bury()
        if isinstance(message, Ready):
            self._ready = True
            self._send_waiting()
            return None
        return message

    def kill(self) -> None:
        """End the child now, whatever it does."""
        if self._child is not None:
            self._child.kill()
            self._forget()

    def close(self) -> None:
        """Let the child leave by itself, or kill it."""
        if self._child is not None and self._pipe is not None:
            self._pipe.close()
            self._child.join(GOODBYE)
            self.kill()

    def _send_waiting(self) -> None:
        if self._waiting is not None:
            order, self._waiting = self._waiting, None
            self._send(order)

    def _send(self, order: Make | Cancel) -> None:
        assert self._pipe is not None
        try:
            self._pipe.send(order)
        except OSError:
            logger.debug("the child is dead; `receive` will say so")

    def _bury(self) -> Failed:
        assert self._child is not None
        self._child.join(GOODBYE)
        if self._child.exitcode is None:  # it closed its pipe and lives on
            self._child.kill()
            self._child.join(GOODBYE)
        message = obituary(self._child.exitcode)
        self._forget()
        return Failed(name="engine_failed", message=message, retry=True)

    def _forget(self) -> None:
        assert self._child is not None
        assert self._pipe is not None
        self._pipe.close()
        self._child.join(GOODBYE)
        self._child = self._pipe = self._waiting = None
        self._ready = False
        atexit.unregister(self.kill)


def obituary(exitcode: int | None) -> str:
    """How a child ended, in a sentence with the likely cause; a negative code is the signal that killed it."""
    if exitcode is None or exitcode >= 0:
        return f"The engine's process ended before the video was done, with exit code {exitcode}."
    try:
        name = signal.Signals(-exitcode).name
    except ValueError:
        name = f"signal {-exitcode}"
    if name == "SIGKILL":
        return "The engine's process was killed (SIGKILL), most likely because the machine ran out of memory."
    if name in NATIVE_FAULTS:
        return f"The engine's process crashed ({name}), most likely in the model's runtime or a driver."
    return f"The engine's process was killed ({name})."
