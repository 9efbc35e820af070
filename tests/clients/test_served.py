"""Clients as other people write them, against the installed command: `video01 serve` with the echo engine."""

import base64
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.clients.in_process import picture
from tests.clients.served import Served, environment, facts

HERE = Path(__file__).parent
QUICKSTART = HERE.parents[1] / "docs" / "quickstart.md"
API = HERE.parents[1] / "docs" / "api.md"


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


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        ("MiniMax", (912, 512, 150)),
        ("OpenAI Videos", (720, 1280, 100)),
        ("Replicate", (1280, 720, 50)),
        ("fal", (1280, 720, 50)),
    ],
)
def test_the_scripts_of_the_api_page(
    served: Served, tmp_path: Path, dialect: str, expected: tuple[int, int, int]
) -> None:
    section = API.read_text().partition(f"## {dialect}\n")[2].partition("\n## ")[0]
    (script,) = re.findall(r"```bash\n(.*?)```", section, re.DOTALL)
    variables = environment(KEY=served.key, URL=served.url)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        env=variables,
        cwd=tmp_path,
        check=True,
        timeout=60,
        capture_output=True,
        text=True,
    )
    assert "error" not in done.stdout.replace('"error":null', "")
    assert facts(tmp_path / "video.mp4") == expected
