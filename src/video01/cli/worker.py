"""`video01 worker`: makes videos that servers on the same database and home accepted."""

from __future__ import annotations

import signal
import threading
from argparse import Namespace

from video01 import tracing
from video01.cli.crew import Crew, open_queue, open_storage
from video01.cli.terminal import note
from video01.logs import configure
from video01.settings import Settings


def run(arguments: Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; what is being made then goes back to the queue."""
    settings = Settings.from_environment()
    configure(settings.log_format)
    tracing.configure()
    queue = open_queue(settings)
    ended, asked = threading.Event(), threading.Event()
    crew = Crew(settings, max(1, arguments.workers), queue, open_storage(settings), ended.set)

    def stop(*_: object) -> None:
        asked.set()
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    note(f"video01 works with the engine {settings.engine} on {settings.home}")
    crew.start()
    ended.wait()
    crew.stop()
    tracing.current().close()
    queue.close()
    return 0 if asked.is_set() else 1
