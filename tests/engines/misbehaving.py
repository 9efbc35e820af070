"""Engines that go wrong, each in its own way, and two that do not. Loaded as "tests.engines.misbehaving:Raises"."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from video01.engines import Footage, OnStep
from video01.errors import Canceled, InvalidImage, ModelUnavailable
from video01.generation import GenerationRequest

WIDTH, HEIGHT, FRAMES = 64, 64, 5


def _footage(chunks: Iterator[NDArray[np.uint8]], num_frames: int = FRAMES) -> Footage:
    return Footage(width=WIDTH, height=HEIGHT, fps=25, num_frames=num_frames, chunks=chunks, timings={})


def _frames(number: int = FRAMES) -> Iterator[NDArray[np.uint8]]:
    for _ in range(number):
        yield np.zeros((1, HEIGHT, WIDTH, 3), np.uint8)


class Behaves:
    """Nothing wrong: a black clip."""

    name = "behaves"

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        on_step(1, 1)
        return _footage(_frames())


class Slow(Behaves):
    """Takes as many tenths of a second as its seed says, and can be canceled at every one."""

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        steps = request.seed or 1
        for step in range(steps):
            time.sleep(0.1)
            on_step(step + 1, steps)
        return _footage(_frames())


class Raises(Behaves):
    """An error that nobody foresaw, with a text that is not for people."""

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        raise RuntimeError("secret path /root/weights")


class RaisesHalfway(Behaves):
    """The same, while the frames are read."""

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        def frames() -> Iterator[NDArray[np.uint8]]:
            yield from _frames(2)
            raise RuntimeError("boom")

        return _footage(frames())


class Exits(Behaves):
    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        sys.exit(3)


class ExitsWhileLoading(Behaves):
    def __init__(self) -> None:
        os._exit(4)


class Killed(Behaves):
    """As the kernel does when memory runs out."""

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        os.kill(os.getpid(), signal.SIGKILL)
        return _footage(_frames())


class KilledOnce(Behaves):
    """Killed at the first try; the mark is a file whose path is the prompt's second word."""

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        mark = request.prompt.split()[1]
        if not os.path.exists(mark):
            with open(mark, "w"):
                os.kill(os.getpid(), signal.SIGKILL)
        return _footage(_frames())


class Crashes(Behaves):
    """A fault in native code."""

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        signal.signal(signal.SIGSEGV, signal.SIG_DFL)
        ctypes.string_at(0)
        return _footage(_frames())


class Hangs(Behaves):
    """Never comes to its next step."""

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        on_step(1, 2)
        time.sleep(3600)
        return _footage(_frames())


class HangsHoldingEverything(Behaves):
    """The same in native code that never lets another thread run."""

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        on_step(1, 2)
        ctypes.PyDLL(None).sleep(3600)
        return _footage(_frames())


class DrawsNothing(Behaves):
    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        return _footage(iter(()))


class ReturnsNothing(Behaves):
    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        return None  # type: ignore[return-value]


class CancelsUnasked(Behaves):
    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        raise Canceled("for no reason")


class CancelsLate(Behaves):
    """Swallows the first request to stop, and stops long after it."""

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        while True:
            try:
                time.sleep(0.05)
                on_step(1, 2)
            except Canceled:
                time.sleep(0.5)
                raise


class IgnoresCancel(Behaves):
    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        while True:
            try:
                time.sleep(0.05)
                on_step(1, 2)
            except Canceled:
                continue


class OutOfMemory(Behaves):
    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        raise MemoryError


class RefusesPicture(Behaves):
    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        raise InvalidImage("first_frame", "the picture is too dark")


class Shelf(Behaves):
    """Any of the above: the first word of the prompt says which."""

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        engine: Behaves = globals()[request.prompt.split()[0]]()
        return engine.generate(request, on_step)


class HasNoWeights(Behaves):
    def __init__(self) -> None:
        raise ModelUnavailable("the weights are missing: run `video01 models get small`")
