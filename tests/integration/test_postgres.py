"""What only Postgres does: locks between machines, restarts of the server, text that it does not take.

That queue, keys and webhooks do the same on it as on SQLite is tested where they are, by the fixture `database_url`.
"""

from __future__ import annotations

import multiprocessing
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.clients.in_process import Api, running_api
from tests.postgres import Postgres, find
from video01 import database
from video01.database import DatabaseUnavailable, connect, reading
from video01.errors import InvalidSettings
from video01.generation import GenerationRequest, Output, Status
from video01.keys import Keys
from video01.queue import Queue
from video01.storage import LocalStorage
from video01.webhooks import Deliveries
from video01.worker import Worker

REQUEST = GenerationRequest(prompt="a red ball", size=(256, 128), duration=0.2, seed=1)
OUTPUT = Output(video="a.mp4", poster="a.jpg", duration=6.0, width=256, height=128, size=1000)
SECOND = "/v2/video/generations"


@pytest.fixture
def queue(postgres_url: str) -> Iterator[Queue]:
    queue = Queue(postgres_url)
    yield queue
    queue.close()


@pytest.fixture
def api(postgres_url: str, tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path, database=postgres_url) as api:
        yield api


def test_every_dialect_answers(api: Api) -> None:
    id = api.create(prompt="a fox in the snow", duration=2)["id"]
    assert api.poll(id)["queue_position"] == 0
    number = api.queue.get(id).number
    done = api.finish(duration=2)
    assert api.poll(id)["status"] == "completed"
    assert api.client.get(f"/v1/query/video_generation?task_id={number}").json()["status"] == "Success"
    assert api.client.get(f"/v1/videos/{id}").json()["status"] == "completed"
    assert [video["id"] for video in api.client.get("/v1/videos").json()["data"]] == [id]
    assert api.client.get(f"/v1/predictions/{id}").json()["status"] == "succeeded"
    assert api.client.get(f"/fal-ai/minimax/requests/{id}").json()["seed"] == done.request.seed
    assert [found.id for found in api.queue.list(search="FOX in")] == [id]
    waiting = api.create()["id"]
    assert api.client.delete(f"{SECOND}/{waiting}").json()["error"]["name"] == "canceled"
    assert api.client.delete(f"/v1/generations/{id}").status_code == 204
    assert api.client.get("/health").json()["queued"] == 0


@pytest.mark.parametrize("path", [f"{SECOND}/%00", f"{SECOND}?generation_id=%00", "/v1/videos/%00/content"])
def test_what_postgres_takes_for_no_text_is_refused_in_words(api: Api, path: str) -> None:
    response = api.client.get(path)
    assert response.status_code == 400, response.text
    assert "characters that are none" in response.text


def test_two_couriers_that_look_at_once_never_take_the_same(queue: Queue) -> None:
    key, _ = Keys(queue.engine).create("k")
    for _ in range(20):
        id = queue.add(REQUEST, owner=key.id, callback_url="https://receiver.test").id
        queue.claim("w")
        queue.succeed(id, "w", OUTPUT)
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: Deliveries(queue.engine).take(2), range(40)))
    ids = [delivery.id for some in taken for delivery in some]
    assert len(ids) == len(set(ids)) == 20


def test_pausing_twice_at_once_is_pausing(queue: Queue) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: queue.pause("me"), range(16)))
    assert queue.paused("me")
    queue.resume("me")
    assert not queue.paused("me")


def _stop_in_the_middle(url: str, holds: threading.Event) -> None:
    """Take a generation, and be killed before that is committed."""
    with Queue(url)._change():
        holds.set()
        time.sleep(600)


def test_whoever_is_killed_in_a_transaction_holds_up_nobody(queue: Queue, postgres_url: str) -> None:
    id = queue.add(REQUEST, owner="me").id
    context = multiprocessing.get_context("spawn")
    holds = context.Event()
    process = context.Process(target=_stop_in_the_middle, args=(postgres_url, holds))
    process.start()
    assert holds.wait(60)
    with ThreadPoolExecutor(1) as pool:
        claimed = pool.submit(queue.claim, "w")
        time.sleep(0.3)
        assert not claimed.done()
        process.kill()
        generation = claimed.result(timeout=20)
    process.join()
    assert generation is not None
    assert (generation.id, generation.attempts) == (id, 1)
    assert queue.claim("w") is None


def test_whoever_waits_too_long_is_told_to_come_again(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.3)
    other = Queue(postgres_url)
    with running_api(tmp_path, database=postgres_url) as api, other._change():
        response = api.client.post(SECOND, json={"prompt": "a fox"})
        assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    other.close()


def test_a_transaction_that_does_not_go_on_is_ended(queue: Queue) -> None:
    with reading(queue.engine) as connection:
        stuck = connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one()
    assert stuck == "1min"


def test_a_restart_of_postgres_is_survived_by_api_and_worker(postgres: Postgres, api: Api) -> None:
    before = api.create(duration=0.2, size="256x128")["id"]
    worker = Worker(api.queue, LocalStorage(api.storage.folder, b"s" * 32), engine="echo")
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=[stop])
    try:
        postgres.stop()
        with pytest.raises(DatabaseUnavailable):
            api.queue.get(before)
        for _ in range(3):
            assert api.client.get(f"{SECOND}/{before}").status_code == 503
        thread.start()
        time.sleep(0.5)
    finally:
        postgres.start()
    try:
        after = api.create(duration=0.2, size="256x128")["id"]
        give_up = time.monotonic() + 60
        while not all(api.queue.get(id).status.final for id in (before, after)):
            assert time.monotonic() < give_up
            time.sleep(0.1)
    finally:
        stop.set()
        thread.join()
    assert {api.queue.get(id).status for id in (before, after)} == {Status.SUCCEEDED}


def test_a_dump_that_is_restored_goes_on_where_it_was(postgres: Postgres, queue: Queue, tmp_path: Path) -> None:
    keys = Keys(queue.engine)
    key, secret = keys.create("k")
    waits = queue.add(REQUEST, owner=key.id).id
    dump, restored = tmp_path / "video01.dump", postgres.create()
    source, target = (url.replace("+psycopg", "") for url in (queue.engine.url.render_as_string(), restored))
    pg_dump, pg_restore = find("pg_dump"), find("pg_restore")
    assert pg_dump is not None
    assert pg_restore is not None
    subprocess.run([pg_dump, "--format=custom", f"--file={dump}", source], check=True, timeout=60)
    queue.cancel(waits)
    subprocess.run([pg_restore, "--no-owner", f"--dbname={target}", dump], check=True, timeout=60)
    again = Queue(restored)
    assert Keys(again.engine).authenticate(secret).id == key.id
    claimed = again.claim("w")
    assert claimed is not None
    assert claimed.id == waits
    assert again.add(REQUEST, owner=key.id).number == claimed.number + 1
    again.close()


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="cannot be reached") as caught:
        connect(f"postgres://owner:hunter2@/video01?host={tmp_path}")
    assert "hunter2" not in str(caught.value)
    assert "postgresql+psycopg://owner:***@/video01" in str(caught.value)
