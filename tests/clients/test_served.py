"""Clients as other people write them, against the installed command: `video01 serve` with the echo engine."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import pytest

from tests.clients.in_process import picture

HERE = Path(__file__).parent
QUICKSTART = HERE.parents[1] / "docs" / "quickstart.md"
COMMAND = Path(sys.executable).with_name("video01")
STARTUP = 30.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running server and a key for it."""

    url: str
    key: str
    log: Path

    def run(self, *command: object) -> dict[str, Any]:
        """Run a client, which prints a JSON object."""
        done = subprocess.run(
            [str(part) for part in command], env=environment(), capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, f"{done.stderr}\n{self.log.read_text()}"
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def curl(self, path: str, *options: str) -> dict[str, Any]:
        return self.run("curl", "-sS", f"{self.url}{path}", "-H", f"Authorization: Bearer {self.key}", *options)


def environment(**values: str) -> dict[str, str]:
    """This one, without proxies and without anybody's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VIDEO01_")}
    return {name: value for name, value in kept.items() if not name.lower().endswith("_proxy")} | values


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    settings = environment(VIDEO01_HOME=str(folder / "home"), VIDEO01_ENGINE="echo")
    log = folder / "log"
    create = [COMMAND, "keys", "create", "--name", "clients"]
    key = subprocess.run(create, env=settings, capture_output=True, text=True, check=True).stdout.strip()
    with (
        log.open("w") as target,
        subprocess.Popen([COMMAND, "serve", "--port", "0"], env=settings, stderr=target) as server,
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


def quickstart(language: str, served: Served) -> str:
    """The one program in docs/quickstart.md in that language, made to ask this server."""
    (program,) = re.findall(rf"```{language}\n(.*?)```", QUICKSTART.read_text(), re.DOTALL)
    assert "http://127.0.0.1:8000" in program
    return str(program.replace("http://127.0.0.1:8000", served.url))


@pytest.mark.parametrize(("language", "program"), [("python", sys.executable), ("js", "node")])
def test_the_programs_of_the_quickstart(served: Served, tmp_path: Path, language: str, program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"needs {program}")
    file = tmp_path / ("quickstart.mjs" if language == "js" else "quickstart.py")
    file.write_text(quickstart(language, served))
    subprocess.run([program, file], env=environment(KEY=served.key), cwd=tmp_path, check=True, timeout=60)
    assert facts(tmp_path / "video.mp4") == (1280, 720, 150)


def test_python_requests_with_a_picture(served: Served, tmp_path: Path) -> None:
    image = f"data:image/jpeg;base64,{base64.b64encode(picture(640, 480)).decode()}"
    file = tmp_path / "video.mp4"
    generation = served.run(sys.executable, HERE / "sample.py", served.url, served.key, file, image)
    assert generation["status"] == "completed"
    assert facts(file) == (960, 720, 150)


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_curl(served: Served, tmp_path: Path) -> None:
    created = served.curl(
        "/v2/video/generations",
        *("-H", "Content-Type: application/json"),
        *("-d", '{"model": "video-01", "prompt": "a red fox", "duration": 1}'),
    )
    generation = created
    while generation["status"] in {"queued", "generating"}:
        time.sleep(0.1)
        generation = served.curl(f"/v2/video/generations?generation_id={created['id']}")
    assert generation["status"] == "completed", generation
    file = tmp_path / "video.mp4"
    subprocess.run(["curl", "-sSf", "-o", str(file), generation["video"]["url"]], env=environment(), check=True)
    assert facts(file) == (1280, 720, 25)
