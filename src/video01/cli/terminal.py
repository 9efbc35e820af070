"""What people see: one-line complaints, tables, and how far a video is."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from typing import TextIO

from video01.events import Event, Started, Step

REDRAW = 0.1  # seconds, at least, between two drawings of the bar
PLAIN_EVERY = 0.2  # of the whole between two plain lines
LONGEST_BAR = 40  # letters


def say(text: str = "") -> None:
    """One line of result on standard output."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """One line for people on standard error, where it does not mix with the result."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def complain(text: str) -> None:
    """The one line that a failure gets."""
    note(f"video01: {text}")


def table(rows: Sequence[Sequence[str]], *, indent: str = "") -> str:
    """Columns as wide as their longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(indent + line.rstrip() for line in lines)


class Progress:
    """A bar that redraws itself on a terminal; elsewhere a plain line now and then. Use as a context manager."""

    def __init__(self, stream: TextIO, *, denoising: float) -> None:
        self._stream = stream
        self._bar = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._denoising = denoising  # the share of the whole that ends with the last denoising step
        self._began = time.monotonic()
        self._drawn_at = 0.0
        self._said = ("", 0.0)
        self.stage("loading the model")

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def stage(self, name: str, progress: float = 0.0) -> None:
        """Show `progress`, 0 to 1, and what is being done."""
        if self._bar:
            self._draw(name, progress)
        elif name != self._said[0] or progress >= self._said[1] + PLAIN_EVERY or progress == 1.0:
            self._said = name, progress
            self._stream.write(f"{progress:4.0%}  {name}\n")
            self._stream.flush()

    def emit(self, event: Event) -> None:
        """Listen to `make_video`."""
        if isinstance(event, Started):
            self.stage("denoising")
        elif isinstance(event, Step):
            self.stage("denoising" if event.progress < self._denoising else "drawing frames", event.progress)

    def _draw(self, name: str, progress: float) -> None:
        now = time.monotonic()
        if now < self._drawn_at + REDRAW and progress < 1.0:
            return
        self._drawn_at = now
        text = f" {progress:4.0%}  {now - self._began:4.1f} s  {name}"
        width = max(10, min(LONGEST_BAR, shutil.get_terminal_size().columns - len(text) - 2))
        full, empty = "█░" if "utf" in (self._stream.encoding or "").lower() else "#."
        filled = round(progress * width)
        self._stream.write(f"\r{full * filled}{empty * (width - filled)}{text}\x1b[K")
        self._stream.flush()
