"""Workers that die without a word: no row is lost, none is made twice, and no child is left behind."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres import on_sqlite
from video01.generation import GenerationRequest, Status
from video01.queue import Queue
from video01.storage import LocalStorage
from video01.worker import Worker

SHELF = "tests.engines.misbehaving"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


class DiesBetween(LocalStorage):
    """The machine loses power when both files are stored and the row is not yet finished."""

    def put(self, name: str, path: Path) -> int:
        size = super().put(name, path)
        if name.endswith(".jpg"):
            os.kill(os.getpid(), signal.SIGKILL)
        return size


def without_help_of_the_kernel() -> None:
    """As on a system that does not kill the children of the dead; then the end of the pipe must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, 0)


def leave_a_mark_of_the_child() -> None:
    """Say which process the child is, in a file beside the database."""
    Path(os.environ["MARKS"], str(os.getpid())).touch()


def leave_a_mark_without_help() -> None:
    without_help_of_the_kernel()
    leave_a_mark_of_the_child()


def work(url: str, folder: Path, engine: str, storage: type[LocalStorage], prepare: Callable[[], None]) -> None:
    """A worker process, until it is terminated."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker = Worker(
        Queue(url),
        storage(folder / "videos", b"0" * 32),
        engine=f"{SHELF}:{engine}",
        heartbeat=0.1,
        lost_after=1.0,
        prepare=prepare,
    )
    worker.run(stop)


class Workers:
    """Starts worker processes, and ends those that a test leaves."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.started: list[multiprocessing.process.BaseProcess] = []

    def start(
        self,
        engine: str,
        storage: type[LocalStorage] = LocalStorage,
        prepare: Callable[[], None] = leave_a_mark_of_the_child,
    ) -> multiprocessing.process.BaseProcess:
        process = multiprocessing.get_context("spawn").Process(
            target=work, args=(self.url, self.folder, engine, storage, prepare)
        )
        process.start()
        self.started.append(process)
        return process

    def children(self) -> list[int]:
        return [int(path.name) for path in (self.folder / "marks").iterdir()]

    def end(self) -> None:
        for process in self.started:
            process.terminate()
        for process in self.started:
            process.join(10)
            process.kill()


@pytest.fixture
def workers(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    (tmp_path / "marks").mkdir()
    monkeypatch.setenv("MARKS", str(tmp_path / "marks"))
    workers = Workers(database_url, tmp_path)
    yield workers
    workers.end()


@pytest.fixture
def queue(database_url: str) -> Iterator[Queue]:
    queue = Queue(database_url)
    yield queue
    queue.close()


def _wait(until: Callable[[], bool], seconds: float = 40) -> None:
    give_up = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < give_up, "it did not come to that in time"
        time.sleep(0.02)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _slow(tenths: int) -> GenerationRequest:
    """A request that the slow engine takes so many tenths of a second for."""
    return GenerationRequest(prompt="x", seed=tenths)


def test_two_workers_share_the_queue_and_make_each_video_once(queue: Queue, workers: Workers, tmp_path: Path) -> None:
    ids = [queue.add(_slow(1), owner="me").id for _ in range(12)]
    workers.start("Slow")
    workers.start("Slow")
    _wait(lambda: all(queue.get(id).status.final for id in ids))
    assert {(queue.get(id).status, queue.get(id).attempts) for id in ids} == {(Status.SUCCEEDED, 1)}
    assert len(list((tmp_path / "videos").glob("*.mp4"))) == 12


def test_what_a_killed_worker_was_making_another_makes_once(queue: Queue, workers: Workers, tmp_path: Path) -> None:
    id = queue.add(_slow(10), owner="me").id
    killed = workers.start("Slow")
    _wait(lambda: queue.get(id).progress > 0)
    killed.kill()
    workers.start("Slow")
    workers.start("Slow")
    _wait(lambda: queue.get(id).status.final)
    done = queue.get(id)
    assert (done.status, done.attempts) == (Status.SUCCEEDED, 2)
    assert [path.name for path in (tmp_path / "videos").glob("*.mp4")] == [f"{id}-2.mp4"]


@on_sqlite
@linux_only
@pytest.mark.parametrize(
    ("engine", "prepare"),
    [("Hangs", leave_a_mark_without_help), ("HangsHoldingEverything", leave_a_mark_of_the_child)],
)
def test_no_child_outlives_its_worker(queue: Queue, workers: Workers, engine: str, prepare: Callable[[], None]) -> None:
    id = queue.add(_slow(1), owner="me").id
    killed = workers.start(engine, prepare=prepare)
    _wait(lambda: queue.get(id).progress > 0)
    child = workers.children()[0]
    assert _alive(child)
    killed.kill()
    _wait(lambda: not _alive(child), seconds=2)


@on_sqlite
def test_a_crash_between_storing_and_finishing_neither_loses_nor_doubles(
    queue: Queue, workers: Workers, tmp_path: Path
) -> None:
    id = queue.add(_slow(1), owner="me").id
    workers.start("Slow", DiesBetween).join(30)
    assert queue.get(id).status is Status.RUNNING
    survivor = workers.start("Slow")
    _wait(lambda: queue.get(id).status.final)
    survivor.terminate()
    survivor.join(10)
    done = queue.get(id)
    assert done.output is not None
    assert done.output.video == f"{id}-2.mp4"
    storage = LocalStorage(tmp_path / "videos", b"0" * 32)
    for path in storage.folder.rglob("*"):
        os.utime(path, (1, 1))
    Worker(queue, storage, engine="echo").tidy()
    assert {path.name for path in storage.folder.iterdir()} == {".scratch", f"{id}-2.mp4", f"{id}-2.jpg"}
    assert list(storage.scratch.iterdir()) == []


@on_sqlite
@linux_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_whole_group_is_the_parents_to_answer(
    queue: Queue, workers: Workers, number: signal.Signals
) -> None:
    id = queue.add(_slow(5), owner="me").id
    workers.start("Slow")
    _wait(lambda: queue.get(id).progress > 0)
    os.kill(workers.children()[0], number)
    _wait(lambda: queue.get(id).status.final)
    assert (queue.get(id).status, queue.get(id).attempts) == (Status.SUCCEEDED, 1)


@on_sqlite
def test_a_terminated_worker_hands_back_and_leaves(queue: Queue, workers: Workers) -> None:
    id = queue.add(_slow(600), owner="me").id
    worker = workers.start("Slow")
    _wait(lambda: queue.get(id).progress > 0)
    worker.terminate()
    worker.join(5)
    assert worker.exitcode == 0
    assert (queue.get(id).status, queue.get(id).attempts) == (Status.QUEUED, 0)


def test_a_program_with_a_worker_in_a_daemon_thread_can_end(tmp_path: Path) -> None:

    program = f"""
import pathlib, threading, time
from video01.queue import Queue
from video01.storage import LocalStorage
from video01.worker import Worker
folder = pathlib.Path({str(tmp_path)!r})
queue = Queue(f"sqlite:///{{folder / 'video01.db'}}")
worker = Worker(queue, LocalStorage(folder / "videos", bytes(32)), engine="echo")
threading.Thread(target=worker.run, args=[threading.Event()], daemon=True).start()
time.sleep(1)
"""
    ended = subprocess.run([sys.executable, "-c", program], timeout=20, check=False, capture_output=True, text=True)
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr
