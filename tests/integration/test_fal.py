"""The dialect of fal's queue against a real queue: what is sent, what is answered, and how errors look."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.in_process import VIDEO, WORKER, Api, picture, running_api
from video01.generation import Failure, Generation, Status
from video01.server.fal.draft import APPS

BASE = "/fal-ai/minimax"


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path) as api:
        yield api


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """For the many tests of single fields; each leaves the queue as it found it."""
    with running_api(tmp_path_factory.mktemp("shared")) as api:
        yield api


def submit(api: Api, app: str = "video-01", **body: Any) -> dict[str, Any]:
    headers = {"Authorization": f"Key {api.secret}"}
    response = api.stranger.post(f"{BASE}/{app}", json={"prompt": "a fox", **body}, headers=headers)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def taken(api: Api) -> Generation:
    """The one that waits, with its picture; it waits no longer."""
    generation = api.claim()
    api.queue.canceled(generation.id, WORKER)
    return generation


def test_a_life_from_the_queue_to_the_result(api: Api) -> None:
    submitted = submit(api, seed=7)
    id = submitted["request_id"]
    link = f"http://server.test{BASE}/requests/{id}"
    assert submitted == {
        "status": "IN_QUEUE",
        "request_id": id,
        "response_url": link,
        "status_url": f"{link}/status",
        "cancel_url": f"{link}/cancel",
        "queue_position": 0,
        "logs": [{"message": "0 %", "level": "INFO"}],
        "metrics": {},
    }
    early = api.client.get(link)
    assert (early.status_code, early.json()["error_type"]) == (422, "in_progress")
    api.claim()
    api.queue.heartbeat(id, WORKER, progress=0.429)
    running = api.client.get(f"{link}/status", params={"logs": True}).json()
    assert (running["status"], running["logs"][0]["message"]) == ("IN_PROGRESS", "42 %")
    assert "queue_position" not in running
    api.queue.hand_back(id, WORKER)
    api.finish()
    done = api.client.get(f"{link}/status").json()
    assert (done["status"], "error" in done) == ("COMPLETED", False)
    result = api.client.get(link).json()
    url = result["video"].pop("url")
    assert result == {
        "video": {"content_type": "video/mp4", "file_name": f"{id}.mp4", "file_size": len(VIDEO)},
        "seed": 7,
    }
    assert api.stranger.get(url).content == VIDEO


@pytest.mark.parametrize("app", APPS)
def test_applications(shared: Api, app: str) -> None:
    submit(shared, app)
    assert taken(shared).request.model == "video-01"


def test_a_picture_and_fields(shared: Api) -> None:
    sent = picture(kind="JPEG")
    url = f"data:image/png;base64,{base64.b64encode(sent).decode()}"
    submit(shared, "video-01/image-to-video", image_url=url, prompt_optimizer=False, duration=2, unknown=1)
    request = taken(shared).request
    assert (request.first_frame, request.optimize_prompt, request.duration) == (sent, False, 2.0)


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"prompt": None}, "prompt", "prompt is required"),
        ({"prompt": 5}, "prompt", "prompt must be a string, got the number 5"),
        ({"prompt": "x" * 2001}, "prompt", "at most 2000 characters, got 2001"),
        ({"duration": 11}, "duration", "at most 10 seconds, got 11"),
        ({"prompt_optimizer": 1}, "prompt_optimizer", "must be true or false"),
        ({"image_url": "x!"}, "image_url", "must be an http(s) URL"),
        ({"image_url": "http://127.0.0.1/"}, "image_url", "must be on the public internet"),
    ],
)
def test_what_is_refused(shared: Api, body: dict[str, Any], field: str, message: str) -> None:
    response = shared.client.post(f"{BASE}/video-01", json={"prompt": "a fox", **body})
    (place,) = response.json()["detail"]
    assert response.status_code == 422
    assert place["loc"] == ["body", field]
    assert message in place["msg"]
    assert response.json()["error_type"] == place["type"] == "invalid_input"
    assert shared.queue.counts()[Status.QUEUED] == 0


def test_a_webhook_and_an_unknown_application_are_refused(shared: Api) -> None:
    webhook = shared.client.post(f"{BASE}/video-01?fal_webhook=https://example.com", json={"prompt": "a fox"})
    assert (webhook.status_code, webhook.json()["detail"][0]["loc"]) == (422, ["body", "fal_webhook"])
    unknown = shared.client.post(f"{BASE}/video-02", json={"prompt": "a fox"})
    assert unknown.status_code == 404
    assert "those there are: video-01, video-01/image-to-video" in unknown.json()["detail"]


def test_cancel_and_failure(api: Api) -> None:
    canceled, failed = submit(api), submit(api)
    first = api.client.put(canceled["cancel_url"])
    assert (first.status_code, first.json()) == (202, {"status": "CANCELLATION_REQUESTED"})
    again = api.client.put(canceled["cancel_url"])
    assert (again.status_code, again.json()) == (400, {"status": "ALREADY_COMPLETED"})
    api.claim()
    failure = Failure(name="out_of_memory", message="It needs 9 GB.")
    api.queue.fail(failed["request_id"], WORKER, failure, retry=False)
    for request, kind, reason in (
        (canceled, "canceled", "The generation was cancelled."),
        (failed, "out_of_memory", "It needs 9 GB."),
    ):
        state = api.client.get(request["status_url"]).json()
        assert (state["status"], state["error_type"], state["error"]) == ("COMPLETED", kind, reason)
        result = api.client.get(request["response_url"])
        assert (result.status_code, result.json()) == (422, {"detail": reason, "error_type": kind})


def test_one_key_sees_nothing_of_another(api: Api) -> None:
    request = submit(api)
    _, other = api.keys.create("other")
    for method, link in (("GET", "status_url"), ("GET", "response_url"), ("PUT", "cancel_url")):
        foreign = api.stranger.request(method, request[link], headers={"Authorization": f"Key {other}"})
        assert (foreign.status_code, foreign.json()["error_type"]) == (404, "not_found")
        nobody = api.stranger.request(method, request[link])
        assert (nobody.status_code, nobody.json()["error_type"]) == (401, "unauthorized")
    assert api.queue.get(request["request_id"]).status is Status.QUEUED
