"""`video01 serve` as people run it: first start, kill, restart, stop."""

from __future__ import annotations

import json
import re
import signal
import socket
import time
from pathlib import Path

import httpx

from tests.acceptance.commands import PATIENCE, Running, Server, video01
from video01.media import probe

QUICK = {"heartbeat": 0.2, "lost_after": 1.5}  # seconds


def new_key(folder: Path) -> str:
    return video01(folder, "keys", "create").stdout.strip()


def check_video(folder: Path, answer: dict[str, object]) -> None:
    """The URL works with no header and leads to the whole clip, and there is one clip."""
    response = httpx.get(str(answer["video_url"]))
    assert response.status_code == 200
    (folder / "fetched.mp4").write_bytes(response.content)
    facts = probe(folder / "fetched.mp4")
    assert (facts.width, facts.height, facts.frames) == (1280, 720, 150)
    assert len(list((folder / "home" / "videos").glob("*.mp4"))) == 1


def children(pid: int) -> set[int]:
    """The processes that this one started (Linux)."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.add(int(stat.parent.name))
    return found


def gone(pid: int) -> bool:
    give_up = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.02)
    return True


def test_killed_in_mid_generation_and_restarted_it_is_done_once(tmp_path: Path) -> None:
    key = new_key(tmp_path)
    with Server(tmp_path, echo_seconds=20, **QUICK) as server:
        generation = server.create(key)
        waiting = server.create(key, "a second one")
        server.wait_until(key, generation, "generating")
        server.wait_for("try 1 begins")
        helpers = children(server.process.pid)
        assert server.stop(signal.SIGKILL) == -signal.SIGKILL
    assert helpers
    assert all(gone(pid) for pid in helpers), "the model's process dies with the server"
    with Server(tmp_path, echo_seconds=0.2, **QUICK) as server:
        answer = server.wait_until(key, generation, "completed", "error")
        assert answer["status"] == "completed", answer
        server.wait_for(rf"{generation}: try 2 begins")
        second = server.wait_until(key, waiting, "completed", "error")
        assert second["status"] == "completed", second
        assert len(list((tmp_path / "home" / "videos").glob("*.mp4"))) == 2, "each is done exactly once"
        assert server.said.count(f"{generation}: succeeded") == 1


def test_stopped_politely_it_hands_the_generation_back_at_once(tmp_path: Path) -> None:
    key = new_key(tmp_path)
    generation = ""
    for number in (signal.SIGTERM, signal.SIGINT):
        with Server(tmp_path, echo_seconds=20) as server:
            generation = generation or server.create(key)
            server.wait_for(f"{generation}: try . begins")
            began = time.monotonic()
            assert server.stop(number) == 0
            assert time.monotonic() - began < 5
            assert "handed back to the queue" in server.said
            assert "Traceback" not in server.said
    with Server(tmp_path) as server:
        check_video(tmp_path, server.wait_until(key, generation, "completed", "error"))


def test_the_first_start_makes_a_key_and_an_example_that_works(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        key = server.wait_for(r"\b(v01_\S+)")
        server.wait_for("generation_id=ID")
        assert len(set(re.findall(r"v01_[\w-]+", server.said))) == 1
        generation = server.create(key)
        check_video(tmp_path, server.wait_until(key, generation, "completed", "error"))
        other = new_key(tmp_path)
        foreign = httpx.get(
            f"{server.url}/v2/video/generations/{generation}", headers={"Authorization": f"Bearer {other}"}
        )
        assert foreign.status_code == 404, "keys see only their own"
        assert server.stop(signal.SIGTERM) == 0
    with Server(tmp_path) as server:
        assert httpx.get(f"{server.url}/health").json()["status"] == "ok"
        assert "v01_" not in server.said


def test_a_worker_of_its_own(tmp_path: Path) -> None:
    key = new_key(tmp_path)
    with Server(tmp_path, "--workers", "0") as server:
        generation = server.create(key)
        time.sleep(0.5)
        assert server.poll(key, generation)["status"] == "queued"
        with Running(tmp_path, "worker") as worker:
            check_video(tmp_path, server.wait_until(key, generation, "completed", "error"))
            assert worker.stop(signal.SIGTERM) == 0
            assert "Traceback" not in worker.said


def test_an_engine_that_cannot_start_is_told_to_the_client(tmp_path: Path) -> None:
    key = new_key(tmp_path)
    with Server(tmp_path, engine="nonsense") as server:
        answer = server.wait_until(key, server.create(key), "error")
        assert "VIDEO01_ENGINE must be one of" in answer["error"]["message"]
        assert server.stop(signal.SIGTERM) == 0


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = video01(tmp_path, "serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr == f"video01: cannot listen on 127.0.0.1 port {port}: Address already in use\n"
    assert video01(tmp_path, "serve", "--port", "70000").returncode == 2


def test_json_logs(tmp_path: Path) -> None:
    key = new_key(tmp_path)
    with Server(tmp_path, log_format="json") as server:
        server.wait_until(key, server.create(key), "completed")
        server.stop(signal.SIGTERM)
        lines = server.said.splitlines()
    assert lines[0].startswith("video01 listens on")
    assert all({"time", "level", "message"} <= set(json.loads(line)) for line in lines[1:])
