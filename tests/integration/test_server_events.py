"""Following generations: server-sent events over a real connection, previews, and what the poller tells."""

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.clients.in_process import WORKER, Api, running_api
from tests.integration.test_server_load import listening
from video01.server.stream import Stream


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path) as api, listening(api.app) as base:
        headers = {"Authorization": f"Bearer {api.secret}"}
        with httpx.Client(base_url=base, headers=headers, timeout=10, trust_env=False) as client:
            yield api.reached_by(client)


def _events(response: httpx.Response) -> Iterator[tuple[str, dict[str, object]]]:
    name = ""
    for line in response.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_a_generation_is_followed_from_its_place_in_the_queue_to_its_end(api: Api) -> None:
    first, second = (api.create()["id"] for _ in range(2))
    with api.client.stream("GET", f"/v1/generations/{second}/events") as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        events = _events(response)
        name, data = next(events)
        assert name == "generation"
        assert (data["status"], data["queue_position"], data["progress"]) == ("queued", 1, 0.0)
        api.claim()
        assert next(events)[1]["queue_position"] == 0
        api.queue.cancel(first)
        api.claim()
        assert next(events)[1]["status"] == "running"
        api.queue.heartbeat(second, WORKER, 0.25)
        assert next(events)[1]["progress"] == 0.25
        api.queue.cancel(second)
        api.queue.canceled(second, WORKER)
        rest = [data["status"] for _, data in events]
        assert rest[-1] == "canceled"


def test_the_end_of_one_that_is_over_or_deleted(api: Api) -> None:
    id = api.create()["id"]
    api.finish()
    with api.client.stream("GET", f"/v1/generations/{id}/events") as response:
        assert [(data["status"], data["seconds_left"]) for _, data in _events(response)] == [("succeeded", 0.0)]
    gone = api.create()["id"]
    with api.client.stream("GET", f"/v1/generations/{gone}/events") as response:
        events = _events(response)
        next(events)
        api.queue.delete(gone)
        assert list(events) == [("deleted", {"id": gone})]
    assert api.client.get(f"/v1/generations/{gone}/events").status_code == 404


def test_nobody_follows_anothers(api: Api) -> None:
    id = api.create()["id"]
    _, secret = api.keys.create("other")
    for path in ("events", "preview"):
        other = {"Authorization": f"Bearer {secret}"}
        assert api.client.get(f"/v1/generations/{id}/{path}", headers=other).status_code == 404


def test_delete_removes_record_and_files_in_every_state(api: Api) -> None:
    done = api.create()["id"]
    api.finish()
    waiting, running = api.create()["id"], api.create()["id"]
    api.claim()
    api.storage.put_preview(running, b"\xff\xd8")
    for id in (done, waiting, running):
        assert api.client.delete(f"/v1/generations/{id}").status_code == 204
        assert api.client.delete(f"/v1/generations/{id}").status_code == 404
    assert [path.name for path in api.storage.folder.iterdir()] == [".scratch"]
    assert api.queue.list() == ()


def test_the_preview_of_one_in_the_making(api: Api) -> None:
    id = api.create()["id"]
    assert api.client.get(f"/v1/generations/{id}/preview").status_code == 404
    api.storage.put_preview(id, b"\xff\xd8 first")
    api.storage.put_preview(id, b"\xff\xd8 second")
    response = api.client.get(f"/v1/generations/{id}/preview")
    assert (response.content, response.headers["content-type"]) == (b"\xff\xd8 second", "image/jpeg")


def test_streams_end_when_the_server_does(api: Api) -> None:
    id = api.create()["id"]
    stream: Stream = api.app.state.backend.stream
    with api.client.stream("GET", f"/v1/generations/{id}/events") as response:
        events = _events(response)
        next(events)
        threading.Timer(0.1, stream.close).start()
        assert list(events) == []


def test_a_slow_listener_gets_the_newest_state_and_each_listener_its_own(api: Api) -> None:
    other, _ = api.keys.create("other")

    async def listen() -> None:
        stream = Stream(api.queue)
        async with stream.subscribe(owner=api.owner) as mine, stream.subscribe(owner=other.id) as theirs:
            id = (await asyncio.to_thread(api.create))["id"]
            await asyncio.to_thread(api.claim)
            await asyncio.sleep(0.6)
            for progress in (0.1, 0.2, 0.3):
                await asyncio.to_thread(api.queue.heartbeat, id, WORKER, progress)
                await asyncio.sleep(0.3)
            updates = await mine.next()
            assert [(u.id, u.generation.progress if u.generation else None) for u in updates] == [(id, 0.3)]
            assert await theirs.next(timeout=0.05) == []
        stream.close()

    asyncio.run(listen())
