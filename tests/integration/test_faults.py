"""When the world fails: a full disk, a locked database, a clock that jumps, a prompt that kills every engine."""

from __future__ import annotations

import errno
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from tests.clients.in_process import Api, running_api
from tests.integration.test_worker import _end, _running, _wait, _worker
from video01 import database
from video01.generation import GenerationRequest, Status
from video01.queue import Queue
from video01.storage import LocalStorage

REQUEST = GenerationRequest(prompt="a red ball", seed=1)


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    queue = Queue(f"sqlite:///{tmp_path / 'video01.db'}", max_attempts=3)
    yield queue
    queue.close()


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "videos", b"0" * 32)


def test_a_disk_that_is_full_for_a_while_costs_a_try_and_no_video(
    queue: Queue, storage: LocalStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, full = storage._move, iter([True])

    def move(path: Path, target: Path) -> None:
        if next(full, False):
            raise OSError(errno.ENOSPC, "No space left on device")
        put(path, target)

    monkeypatch.setattr(storage, "_move", move)
    id = queue.add(REQUEST, owner="me").id
    with _running(_worker(queue, storage, "Behaves")):
        done = _end(queue, id)
    assert (done.status, done.attempts) == (Status.SUCCEEDED, 2)
    assert sorted(path.name for path in storage.folder.iterdir()) == [".scratch", f"{id}-2.jpg", f"{id}-2.mp4"]


def test_a_disk_that_stays_full_is_a_failure_with_a_reason(
    queue: Queue, storage: LocalStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def move(path: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage, "_move", move)
    id = queue.add(REQUEST, owner="me").id
    with _running(_worker(queue, storage, "Behaves")):
        failed = _end(queue, id)
    assert failed.failure is not None
    assert failed.failure.name == "storage_error"
    assert "No space left on device. It was tried 3 times." in failed.failure.message
    assert [path.name for path in storage.folder.iterdir()] == [".scratch"]


def test_a_locked_database_is_waited_for_and_then_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 1.0)
    with running_api(tmp_path) as api:
        id = api.create()["id"]
        with Locked(tmp_path / "video01.db"):
            response = api.client.post("/v2/video/generations", json={"prompt": "a fox"})
            assert response.status_code == 503
            assert response.headers["retry-after"] == "5"
            assert "nothing was lost" in response.json()["message"]
            assert api.poll(id)["status"] == "queued", "polls are not held up"
        assert api.create()["status"] == "queued"


def test_a_worker_outlives_a_locked_database(
    queue: Queue, storage: LocalStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("video01.worker.TROUBLE", 0.1)
    id = queue.add(GenerationRequest(prompt="x", seed=10), owner="me").id
    queue.close()
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.3)
    impatient = Queue(f"sqlite:///{tmp_path / 'video01.db'}", max_attempts=3)
    with _running(_worker(impatient, storage, "Slow", lost_after=1.0)):
        _wait(lambda: impatient.get(id).progress > 0)
        with Locked(tmp_path / "video01.db"):
            time.sleep(1)
        assert _end(impatient, id).status is Status.SUCCEEDED
    impatient.close()


class Locked:
    """Another program holds the write lock."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_: object) -> None:
        self.connection.execute("ROLLBACK")
        self.connection.close()


@pytest.mark.parametrize("jump", [-86_400.0, 86_400.0])
def test_a_clock_that_jumps_loses_nothing(queue: Queue, storage: LocalStorage, jump: float) -> None:
    """Forwards, what runs may be taken for lost and made again; backwards, it just goes on. Each ends once."""
    ids = [queue.add(GenerationRequest(prompt="x", seed=5), owner="me").id for _ in range(2)]
    with _running(_worker(queue, storage, "Slow", lost_after=5.0)):
        _wait(lambda: queue.get(ids[0]).progress > 0)
        queue._clock = lambda: time.time() + jump
        assert [_end(queue, id).status for id in ids] == [Status.SUCCEEDED] * 2
    assert queue.tallies()["ended"] == {"succeeded": 2}
    assert len(list(storage.folder.glob("*.mp4"))) == 2


def test_a_poison_prompt_is_given_up_after_three_tries_and_the_next_is_made(
    queue: Queue, storage: LocalStorage
) -> None:
    poison = queue.add(GenerationRequest(prompt="Killed", optimize_prompt=False), owner="me").id
    fine = queue.add(GenerationRequest(prompt="Behaves", optimize_prompt=False), owner="me").id
    with _running(_worker(queue, storage, "Shelf")):
        failed, done = _end(queue, poison), _end(queue, fine)
    assert (failed.status, failed.attempts) == (Status.FAILED, 3)
    assert failed.failure is not None
    assert failed.failure.message.endswith("most likely because the machine ran out of memory. It was tried 3 times.")
    assert done.status is Status.SUCCEEDED


def test_polls_survive_a_database_that_comes_back(api_with_trouble: Api) -> None:
    id = api_with_trouble.create()["id"]
    assert api_with_trouble.poll(id)["status"] == "queued"


@pytest.fixture
def api_with_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    with running_api(tmp_path) as api:
        find, trouble = api.queue.get, threading.Event()

        def broken(*arguments: object, **values: object) -> object:
            if not trouble.is_set():
                trouble.set()
                raise OperationalError("SELECT", {}, Exception("disk I/O error"))
            return find(*arguments, **values)  # type: ignore[arg-type]

        monkeypatch.setattr(api.queue, "get", broken)
        assert api.client.get("/v2/video/generations/x").status_code == 503
        yield api
