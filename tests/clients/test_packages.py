"""Other people's clients as their users install them, unmodified, against the installed command with the echo engine.

`make test-clients` runs these. docs/api.md has the table of what was run.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.clients.environments import node_with, python_with
from tests.clients.in_process import picture
from tests.clients.served import Served, environment, facts

PROGRAMS = Path(__file__).parent / "programs"
MCP_TIMEOUT = 120.0  # seconds


@pytest.fixture(scope="module", autouse=True)
def waiting(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[dict[str, Any]]]]:
    """Both MCP servers look a second time only after 20 seconds, so they wait while the other tests run."""
    calls: list[tuple[str, dict[str, Any]]] = [("generate_video", {"prompt": "a red fox"})]
    folder = tmp_path_factory.mktemp("waiting")
    with ThreadPoolExecutor(2) as threads:
        yield {run.__name__: threads.submit(run, served, folder, calls) for run in (minimax_mcp, minimax_mcp_js)}


def test_openai(served: Served, tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(picture(640, 480))
    python = python_with("openai==3.54.0")
    got = served.run(python, PROGRAMS / "openai_sdk.py", served.url, served.key, tmp_path)
    video = got["video"]
    assert (video["status"], video["progress"], video["seconds"], video["size"]) == ("completed", 100, "4", "720x1280")
    assert facts(tmp_path / "video") == (720, 1280, 100)
    with Image.open(tmp_path / "thumbnail") as thumbnail, Image.open(tmp_path / "spritesheet") as sheet:
        assert (thumbnail.size, sheet.width) == ((720, 1280), 5 * 320)

    from_file, from_url, extended, remix = got["made"]
    assert {one["status"] for one in got["made"]} == {"completed"}
    assert from_file["size"] == from_url["size"] == "960x720"
    assert (extended["size"], extended["seconds"], extended["seed"]) == ("640x384", "2", 7)
    assert (remix["remixed_from_video_id"], remix["prompt"]) == (video["id"], "a blue fox")
    newest_first = [one["id"] for one in (remix, extended, from_url, from_file, video)]
    assert [id for id in got["listed"] if id in newest_first] == newest_first
    assert got["listed"][-1] == got["oldest"]
    assert got["retrieved"] == video
    assert got["deleted"] == {"id": remix["id"], "object": "video.deleted", "deleted": True}

    assert got["gone"][:2] == ["NotFoundError", 404]
    assert got["too_long"][:2] == ["BadRequestError", 400]
    assert "seconds must be over 0 and at most 10 seconds, got 12" in got["too_long"][2]
    assert got["too_long"][3]["param"] == "seconds"
    assert got["unauthorized"][:2] == ["AuthenticationError", 401]
    assert (got["models"], got["model"]) == (["video-01"], "video01")


def test_litellm(served: Served, tmp_path: Path) -> None:
    python = python_with("litellm==1.106.2")
    file = tmp_path / "video.mp4"
    got = served.run(python, PROGRAMS / "litellm_sdk.py", served.url, served.key, file)
    assert (got["status"]["status"], got["status"]["progress"]) == ("completed", 100)
    assert facts(file) == (1280, 720, 25)
    assert got["created"]["seconds"] == "1"
    assert got["remix"]["remixed_from_video_id"] is not None
    assert len(got["listed"]) >= 2
    assert "at most 10 seconds, got 12" in got["refused"]


def test_langchain_aimlapi(served: Served, tmp_path: Path) -> None:
    python = python_with("langchain-aimlapi==0.1.3")
    got = served.run(python, PROGRAMS / "langchain_aimlapi_sdk.py", served.url, served.key)
    file = tmp_path / "video.mp4"
    file.write_bytes(httpx.get(got["url"]).content)
    assert facts(file) == (1280, 720, 150)


def test_replicate(served: Served, tmp_path: Path) -> None:
    image = tmp_path / "picture.png"
    image.write_bytes(picture(640, 480))
    variables = {"REPLICATE_BASE_URL": served.url, "REPLICATE_API_TOKEN": served.key}
    python = python_with("replicate==1.0.7")
    got = served.run(python, PROGRAMS / "replicate_sdk.py", image, **variables)
    for name, url, expected in (
        ("run", got["output"], (960, 720, 150)),
        ("polled", got["polled"][2], (1280, 720, 25)),
    ):
        (tmp_path / name).write_bytes(httpx.get(url).content)
        assert facts(tmp_path / name) == expected
    assert got["polled"][:2] == ["starting", "succeeded"]
    assert got["polled"][3] == 1.0
    assert got["canceled"] == "canceled"
    assert got["listed"] >= 3
    assert "duration must be over 0 and at most 10 seconds, got 12" in got["refused"]


def test_fal(served: Served, tmp_path: Path) -> None:
    python = python_with("fal-client==1.0.3", "trustme==1.2.1")
    file = tmp_path / "video.mp4"
    got = served.run(python, PROGRAMS / "fal_sdk.py", served.url, file, FAL_KEY=served.key)
    assert facts(file) == (1280, 720, 25)
    assert got["seen"][-1] == "Completed"
    assert got["canceled"] == "The generation was cancelled."
    assert "duration must be over 0 and at most 10 seconds, got 12" in got["refused"]


def minimax_mcp(served: Served, folder: Path, calls: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """The Python server."""
    python = python_with("minimax-mcp==0.0.19", "mcp==2.3.0")
    return _session(python, [python.with_name("minimax-mcp")], served, folder, calls)


def minimax_mcp_js(served: Served, folder: Path, calls: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """The JavaScript server, with the Python client of the protocol."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    server = node_with("minimax-mcp-js@0.0.18") / "node_modules/minimax-mcp-js/build/index.js"
    return _session(python_with("minimax-mcp==0.0.19", "mcp==2.3.0"), [node, server], served, folder, calls)


def _session(
    python: Path, server: list[str | Path], served: Served, folder: Path, calls: list[tuple[str, dict[str, Any]]]
) -> dict[str, Any]:
    variables = environment(
        MINIMAX_API_HOST=served.url,
        MINIMAX_API_KEY=served.key,
        MINIMAX_MCP_BASE_PATH=str(folder),
        MINIMAX_API_RESOURCE_MODE="local",  # what the one server calls it
        MINIMAX_RESOURCE_MODE="local",  # and the other
    )
    command = [python, PROGRAMS / "mcp_tools.py", *server]
    done = subprocess.run(
        command,
        env=variables,
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        timeout=MCP_TIMEOUT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def saved(text: str) -> tuple[int, int, int]:
    """The facts of the file that a tool says it has saved."""
    found = re.search(r"(/\S+\.mp4)", text)
    assert found is not None, text
    return facts(Path(found[1]))


def test_minimax_mcp(served: Served, tmp_path: Path) -> None:
    image = tmp_path / "picture.jpg"
    image.write_bytes(picture(640, 480, "WEBP"))  # which the client will call a JPEG
    ask = {"prompt": "a red fox [Pan left, Push in]", "async_mode": True}
    got = minimax_mcp(
        served,
        tmp_path,
        [
            ("generate_video", {**ask, "model": "T2V-01-Director"}),
            ("query_video_generation", {"task_id": "$1"}),
            ("generate_video", {**ask, "model": "I2V-01", "first_frame_image": str(image)}),
            ("query_video_generation", {"task_id": "$1"}),
            ("generate_video", {**ask, "model": "MiniMax-Hailuo-02", "duration": 10, "resolution": "512P"}),
            ("query_video_generation", {"task_id": "$1"}),
            ("generate_video", {**ask, "model": "gpt-5"}),
            ("query_video_generation", {"task_id": "999999"}),
        ],
    )
    assert {"generate_video", "query_video_generation"} <= set(got["tools"])
    assert [saved(got["texts"][turn]) for turn in (1, 3, 5)] == [(1280, 720, 150), (960, 720, 150), (912, 512, 250)]
    assert "API Error: 2013-model must be one of video-01" in got["texts"][6]
    assert "API Error: 2013-there is no generation" in got["texts"][7]


def test_minimax_mcp_js(served: Served, tmp_path: Path) -> None:
    image = tmp_path / "picture.png"
    image.write_bytes(picture(480, 640))
    ask = {"prompt": "a red fox", "asyncMode": True}
    got = minimax_mcp_js(
        served,
        tmp_path,
        [
            ("generate_video", {**ask, "model": "T2V-01"}),
            ("query_video_generation", {"taskId": "$1"}),
            ("image_to_video", {**ask, "firstFrameImage": str(image)}),
            ("query_video_generation", {"taskId": "$1"}),
            ("generate_video", {**ask, "model": "MiniMax-Hailuo-02", "duration": 11}),
        ],
    )
    assert [saved(got["texts"][turn]) for turn in (1, 3)] == [(1280, 720, 150), (720, 960, 150)]
    assert "duration must be over 0 and at most 10 seconds, got 11" in got["texts"][4]


@pytest.mark.parametrize("name", ["minimax_mcp", "minimax_mcp_js"])
def test_mcp_servers_that_wait_for_the_video(waiting: dict[str, Future[dict[str, Any]]], name: str) -> None:
    (text,) = waiting[name].result()["texts"]
    assert saved(text) == (1280, 720, 150)
