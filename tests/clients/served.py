"""A server for clients to call: the installed command, `video01 serve`, with the echo engine."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av

COMMAND = Path(sys.executable).with_name("video01")
STARTUP = 120.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running server and a key for it."""

    url: str
    key: str
    log: Path

    def run(self, *command: object, timeout: float = 300, **variables: str) -> dict[str, Any]:
        """Run a client, which prints a JSON object as its last line."""
        done = subprocess.run(
            [str(part) for part in command],
            env=environment(**variables),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{self.log.read_text()}"
        answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return answer

    def curl(self, path: str, *options: str) -> dict[str, Any]:
        return self.run("curl", "-sS", f"{self.url}{path}", "-H", f"Authorization: Bearer {self.key}", *options)


def environment(**values: str) -> dict[str, str]:
    """This one, without proxies and without anybody's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VIDEO01_")}
    return {name: value for name, value in kept.items() if not name.lower().endswith("_proxy")} | values


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Served]:
    """Start it, and see it end well."""
    variables = environment(VIDEO01_HOME=str(folder / "home"), VIDEO01_ENGINE="echo", **settings)
    log = folder / "log"
    create = [COMMAND, "keys", "create", "--name", "clients"]
    key = subprocess.run(create, env=variables, capture_output=True, text=True, check=True).stdout.strip()
    with (
        log.open("w") as target,
        subprocess.Popen([COMMAND, "serve", "--port", "0"], env=variables, stderr=target) as server,
    ):
        try:
            yield Served(url=_address(log), key=key, log=log)
        finally:
            server.terminate()
    assert server.returncode == 0, log.read_text()
    assert key not in log.read_text()


def _address(log: Path) -> str:
    give_up = time.monotonic() + STARTUP
    while time.monotonic() < give_up:
        if found := re.search(r"listens on (http://\S+)", log.read_text()):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text()}")


def facts(file: Path) -> tuple[int, int, int]:
    """(width, height, frames) of a video whose every frame was decoded."""
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        return stream.width, stream.height, sum(1 for _ in container.decode(stream))
