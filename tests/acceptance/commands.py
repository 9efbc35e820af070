"""The installed command as a person has it: a process of its own, with a home in a temporary folder."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

import httpx

ROOT = Path(__file__).parents[2]
COMMAND = str(Path(sys.executable).with_name("video01"))
PATIENCE = 60.0  # seconds until a test gives up waiting


def environment(home: Path, **settings: object) -> dict[str, str]:
    """This process's, without its VIDEO01_* variables, with `settings` named as in `Settings`."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VIDEO01_")}
    given = {f"VIDEO01_{name.upper()}": str(value) for name, value in settings.items()}
    found = {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [clean.get("PYTHONPATH")])])}  # tests.engines
    return clean | found | {"VIDEO01_HOME": str(home), "VIDEO01_ENGINE": "echo"} | given


def video01(folder: Path, *argv: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder` to its end."""
    return subprocess.run(
        [COMMAND, *argv],
        cwd=folder,
        env=environment(folder / "home", **settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def _hear_interrupts() -> None:
    """What a shell started in the background ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """A command that runs until it is told to stop. What it says on standard error is in `said`."""

    def __init__(self, folder: Path, *argv: str, **settings: object) -> None:
        self.said = ""
        self.process = subprocess.Popen(
            [COMMAND, *argv],
            cwd=folder,
            env=environment(folder / "home", **settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_hear_interrupts,  # noqa: PLW1509 - nothing else runs in this process then
        )
        assert self.process.stderr is not None
        self._listener = threading.Thread(target=self._listen, args=(self.process.stderr,))
        self._listener.start()

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._listener.join()
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.process.stdout.close()
        self.process.stderr.close()

    def _listen(self, stream: IO[str]) -> None:
        for line in stream:
            self.said += line

    def wait_for(self, pattern: str) -> str:
        """Wait until it says this on standard error; returns the first group, or all that matched."""
        give_up = time.monotonic() + PATIENCE
        while (found := re.search(pattern, self.said)) is None:
            assert time.monotonic() < give_up, f"{pattern!r} never came: {self.said}"
            assert self.process.poll() is None or self._listener.is_alive(), f"it ended: {self.said}"
            time.sleep(0.02)
        return found[found.re.groups and 1]

    def stop(self, number: int) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._listener.join()
        return code


class Server(Running):
    """`video01 serve` on a free port."""

    def __init__(self, folder: Path, *argv: str, **settings: object) -> None:
        super().__init__(folder, "serve", "--port", "0", *argv, **settings)
        try:
            self.url = self.wait_for(r"listens on (http://\S+)")
        except BaseException:
            self.__exit__()
            raise

    def create(self, key: str, prompt: str = "a red fox", **fields: object) -> str:
        """Ask for a small video; returns the id."""
        answer = httpx.post(
            f"{self.url}/v2/video/generations",
            headers={"Authorization": f"Bearer {key}"},
            json={"model": "video-01", "prompt": prompt, **fields},
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def poll(self, key: str, generation: str) -> dict[str, Any]:
        answer = httpx.get(
            f"{self.url}/v2/video/generations",
            params={"generation_id": generation},
            headers={"Authorization": f"Bearer {key}"},
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def wait_until(self, key: str, generation: str, *statuses: str) -> dict[str, Any]:
        """Poll until it has one of these statuses."""
        give_up = time.monotonic() + PATIENCE
        while (answer := self.poll(key, generation))["status"] not in statuses:
            assert time.monotonic() < give_up, answer
            time.sleep(0.05)
        return answer
