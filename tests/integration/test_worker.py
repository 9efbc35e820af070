"""The worker with a real database, real files and a real child process."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from video01.generation import Generation, GenerationRequest, Output, Status
from video01.queue import Queue
from video01.storage import LocalStorage, preview_name
from video01.worker import Worker
from video01.worker.process import obituary

SHELF = "tests.engines.misbehaving"
REQUEST = GenerationRequest(prompt="a red ball", seed=1)


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    queue = Queue(f"sqlite:///{tmp_path / 'video01.db'}", max_attempts=2)
    yield queue
    queue.close()


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "videos", b"0" * 32)


def _worker(queue: Queue, storage: LocalStorage, engine: str, **values: float) -> Worker:
    times = {"heartbeat": 0.1, "grace": 0.4, "lost_after": 15.0} | values
    return Worker(queue, storage, engine=f"{SHELF}:{engine}", **times)  # type: ignore[arg-type]


@contextmanager
def _running(worker: Worker) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=[stop])
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


def _wait(until: Callable[[], bool], seconds: float = 30) -> None:
    give_up = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < give_up, "it did not come to that in time"
        time.sleep(0.02)


def _end(queue: Queue, id: str) -> Generation:
    _wait(lambda: queue.get(id).status.final)
    return queue.get(id)


def _child(worker: Worker) -> int:
    child = worker._process._child
    assert child is not None
    assert child.pid is not None
    return child.pid


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_videos_are_made_in_one_child_and_stored(queue: Queue, storage: LocalStorage) -> None:
    worker = _worker(queue, storage, "Behaves")
    with _running(worker):
        ids = [queue.add(REQUEST, owner="me").id for _ in range(2)]
        first = _end(queue, ids[0])
        child = _child(worker)
        second = _end(queue, ids[1])
        assert _child(worker) == child
    for done in (first, second):
        assert done.status is Status.SUCCEEDED
        assert done.report is not None
        assert done.output is not None
        assert (done.output.width, done.output.height, done.output.duration) == (64, 64, 0.2)
        assert storage.path(done.output.video).stat().st_size == done.output.size
        with storage.open(done.output.poster) as file:
            assert file.read(2) == b"\xff\xd8"
    assert list(storage.scratch.iterdir()) == []
    assert not _alive(child)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Queue, LocalStorage]]:
    """One worker that meets every misbehaving engine, one after another: it must outlive them all."""
    folder = tmp_path_factory.mktemp("shelf")
    queue = Queue(f"sqlite:///{folder / 'video01.db'}", max_attempts=2)
    storage = LocalStorage(folder / "videos", b"0" * 32)
    with _running(_worker(queue, storage, "Shelf", deadline=6.0)):
        yield queue, storage
    queue.close()


@pytest.mark.parametrize(
    ("engine", "tries", "name", "message"),
    [
        ("Raises", 1, "engine_failed", "stopped at an error of its own (RuntimeError); the log says more."),
        ("RaisesHalfway", 1, "engine_failed", "an error of its own (RuntimeError)"),
        ("Exits", 2, "engine_failed", "with exit code 3. It was tried 2 times."),
        ("Killed", 2, "engine_failed", "killed (SIGKILL), most likely because the machine ran out of memory."),
        ("Crashes", 2, "engine_failed", "crashed (SIGSEGV), most likely in the model's runtime or a driver."),
        ("DrawsNothing", 1, "engine_failed", "promised 5 frames and drew 0"),
        ("ReturnsNothing", 1, "engine_failed", "an error of its own (AttributeError)"),
        ("CancelsUnasked", 1, "engine_failed", "as if it had been canceled; nobody did that"),
        ("OutOfMemory", 1, "out_of_memory", "needs more memory"),
        ("RefusesPicture", 1, "invalid_request", "the picture is too dark"),
        ("Hangs", 1, "deadline_exceeded", "not done after 6 seconds, the longest that one try may take."),
        ("HangsHoldingEverything", 1, "deadline_exceeded", "not done after 6 seconds"),
    ],
)
def test_a_misbehaving_engine_ends_in_a_failure_with_a_reason(
    shelf: tuple[Queue, LocalStorage], engine: str, tries: int, name: str, message: str
) -> None:
    queue, storage = shelf
    id = queue.add(GenerationRequest(prompt=engine, optimize_prompt=False), owner="me").id
    failed = _end(queue, id)
    assert (failed.status, failed.attempts) == (Status.FAILED, tries)
    assert failed.failure is not None
    assert failed.failure.name == name
    assert message in failed.failure.message
    assert "secret" not in failed.failure.message
    _wait(lambda: not list(storage.folder.glob(f"{id}*")))


@pytest.mark.parametrize("engine", ["CancelsLate", "IgnoresCancel", "Hangs", "HangsHoldingEverything"])
def test_a_cancel_ends_any_engine(shelf: tuple[Queue, LocalStorage], engine: str) -> None:
    queue, _ = shelf
    id = queue.add(GenerationRequest(prompt=engine, optimize_prompt=False), owner="me").id
    _wait(lambda: queue.get(id).progress > 0)
    queue.cancel(id)
    assert _end(queue, id).status is Status.CANCELED


def test_what_was_killed_once_is_made_at_the_second_try(shelf: tuple[Queue, LocalStorage], tmp_path: Path) -> None:
    queue, _ = shelf
    request = GenerationRequest(prompt=f"KilledOnce {tmp_path / 'mark'}", optimize_prompt=False)
    done = _end(queue, queue.add(request, owner="me").id)
    assert (done.status, done.attempts) == (Status.SUCCEEDED, 2)


@pytest.mark.parametrize(
    ("engine", "tries", "message"),
    [
        ("HasNoWeights", 1, "run `video01 models get small`"),
        ("ExitsWhileLoading", 2, "with exit code 4. It was tried 2 times."),
    ],
)
def test_an_engine_that_cannot_be_loaded_is_a_failure_with_a_reason(
    queue: Queue, storage: LocalStorage, engine: str, tries: int, message: str
) -> None:
    id = queue.add(REQUEST, owner="me").id
    with _running(_worker(queue, storage, engine)):
        failed = _end(queue, id)
    assert (failed.status, failed.attempts) == (Status.FAILED, tries)
    assert failed.failure is not None
    assert message in failed.failure.message


def test_after_a_cancel_the_same_child_makes_the_next_video(queue: Queue, storage: LocalStorage) -> None:
    worker = _worker(queue, storage, "Slow", grace=5.0)
    first = queue.add(GenerationRequest(prompt="x", seed=600), owner="me").id
    with _running(worker):
        _wait(lambda: queue.get(first).progress > 0)
        child = _child(worker)
        queue.cancel(first)
        second = queue.add(REQUEST, owner="me").id
        assert _end(queue, second).status is Status.SUCCEEDED
        assert _child(worker) == child
    assert queue.get(first).status is Status.CANCELED


def test_a_cancel_stops_the_processor_within_one_step(queue: Queue, storage: LocalStorage) -> None:
    """A step takes 0.1 s; the rest is looking at the row, and this machine. The heartbeat has no part in it."""
    worker = _worker(queue, storage, "Slow", grace=5.0, heartbeat=10.0)
    id = queue.add(GenerationRequest(prompt="x", seed=600), owner="me").id
    with _running(worker):
        _wait(lambda: queue.get(id).progress > 0)
        began = time.monotonic()
        queue.cancel(id)
        assert _end(queue, id).status is Status.CANCELED
        assert time.monotonic() - began < 1.5


def test_a_video_in_the_making_can_be_seen(
    queue: Queue, storage: LocalStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = queue.add(REQUEST, owner="me").id
    seen = []
    put = storage.put_preview

    def see(id: str, jpeg: bytes) -> None:
        seen.append(jpeg)
        put(id, jpeg)

    monkeypatch.setattr(storage, "put_preview", see)
    with _running(_worker(queue, storage, "Behaves")):
        assert _end(queue, id).status is Status.SUCCEEDED
        _wait(lambda: not storage.path(preview_name(id)).exists())
    assert [jpeg[:2] for jpeg in seen] == [b"\xff\xd8"]


def test_a_stopped_worker_hands_its_work_back(queue: Queue, storage: LocalStorage) -> None:
    worker = _worker(queue, storage, "Hangs")
    id = queue.add(REQUEST, owner="me").id
    with _running(worker):
        _wait(lambda: queue.get(id).progress > 0)
        child = _child(worker)
    again = queue.get(id)
    assert (again.status, again.attempts, again.progress) == (Status.QUEUED, 0, 0.0)
    assert not _alive(child)


def test_a_deleted_generation_is_stopped_and_leaves_nothing(queue: Queue, storage: LocalStorage) -> None:
    worker = _worker(queue, storage, "Slow")
    id = queue.add(GenerationRequest(prompt="x", seed=600), owner="me").id
    with _running(worker):
        _wait(lambda: queue.get(id).progress > 0)
        queue.delete(id)
        assert _end(queue, queue.add(REQUEST, owner="me").id).status is Status.SUCCEEDED
    assert len(list(storage.folder.glob("*.mp4"))) == 1


def test_a_result_that_is_no_longer_wanted_is_dropped(
    queue: Queue, storage: LocalStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker took the row between the last heartbeat and the end."""
    put = storage.put

    def put_and_lose(name: str, path: Path) -> int:
        if name.endswith(".jpg"):
            queue.rescue(-1)
        return put(name, path)

    monkeypatch.setattr(storage, "put", put_and_lose)
    id = queue.add(REQUEST, owner="me").id
    worker = _worker(queue, storage, "Behaves")
    assert worker.step(threading.Event())
    worker._process.close()
    assert queue.get(id).status is Status.QUEUED
    assert [path.name for path in storage.folder.iterdir()] == [".scratch"]


def test_a_video_that_cannot_be_stored_fails_with_a_reason(
    queue: Queue, storage: LocalStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "put", lambda name, path: LocalStorage.put(storage, name, path / "missing"))
    id = queue.add(REQUEST, owner="me").id
    with _running(_worker(queue, storage, "Behaves")):
        failed = _end(queue, id)
    assert failed.failure is not None
    assert failed.failure.name == "storage_error"
    assert failed.attempts == 2


def test_tidy_deletes_what_expired_and_what_a_crash_left(queue: Queue, storage: LocalStorage) -> None:
    def put(name: str) -> None:
        (storage.scratch / "file").write_bytes(b"x")
        storage.put(name, storage.scratch / "file")
        os.utime(storage.path(name), (1, 1))

    old, new = (queue.add(REQUEST, owner="me") for _ in range(2))
    for generation in (old, new):
        queue.claim("w1")
        names = [f"{generation.id}-1.mp4", f"{generation.id}-1.jpg"]
        output = Output(video=names[0], poster=names[1], duration=1, width=64, height=64, size=1)
        queue.succeed(generation.id, "w1", output)
        for name in (*names, f"{generation.id}-2.mp4"):  # the last one is left by a crash
            put(name)
    put("somebodys-own.mp4")
    _worker(queue, storage, "Behaves").tidy()
    kept = {f"{g.id}-1.{ending}" for g in (old, new) for ending in ("mp4", "jpg")} | {"somebodys-own.mp4", ".scratch"}
    assert {path.name for path in storage.folder.iterdir()} == kept
    queue._clock = lambda: time.time() + 100
    queue.add(REQUEST, owner="me")
    _worker(queue, storage, "Behaves", retention_days=1e-9).tidy()
    assert {path.name for path in storage.folder.iterdir()} == {"somebodys-own.mp4", ".scratch"}


def test_the_worker_goes_on_after_trouble_with_the_database(
    queue: Queue, storage: LocalStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("video01.worker.TROUBLE", 0.1)
    claim = queue.claim
    troubles = iter([True])

    def claim_badly(worker: str) -> Generation | None:
        if next(troubles, False):
            raise OSError("disk full")
        return claim(worker)

    monkeypatch.setattr(queue, "claim", claim_badly)
    id = queue.add(REQUEST, owner="me").id
    with _running(_worker(queue, storage, "Behaves")):
        assert _end(queue, id).status is Status.SUCCEEDED


@pytest.mark.parametrize(
    ("exitcode", "sentence"),
    [
        (None, "exit code None"),
        (0, "exit code 0"),
        (-15, "killed (SIGTERM)"),
        (-6, "crashed (SIGABRT)"),
        (-63, "killed (signal 63)"),
    ],
)
def test_every_end_has_a_sentence(exitcode: int | None, sentence: str) -> None:
    assert sentence in obituary(exitcode)
