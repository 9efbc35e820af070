"""The dialect of Replicate against a real queue: what is sent, what is answered, and how errors look."""

import base64
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.in_process import VIDEO, WORKER, Api, picture, running_api
from video01.generation import Failure, Generation, Status

CREATE = "/v1/models/minimax/video-01/predictions"
PREDICTIONS = "/v1/predictions"


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path) as api:
        yield api


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """For the many tests of single fields; each leaves the queue as it found it."""
    with running_api(tmp_path_factory.mktemp("shared")) as api:
        yield api


def create(api: Api, **input: Any) -> dict[str, Any]:
    response = api.client.post(CREATE, json={"input": {"prompt": "a fox", **input}})
    assert response.status_code == 201, response.text
    prediction: dict[str, Any] = response.json()
    return prediction


def get(api: Api, id: str) -> dict[str, Any]:
    response = api.client.get(f"{PREDICTIONS}/{id}")
    assert response.status_code == 200, response.text
    prediction: dict[str, Any] = response.json()
    return prediction


def taken(api: Api) -> Generation:
    """The one that waits, with its picture; it waits no longer."""
    generation = api.claim()
    api.queue.canceled(generation.id, WORKER)
    return generation


def test_a_life_from_starting_to_succeeded(api: Api) -> None:
    created = create(api, seed=7)
    id = created["id"]
    link = f"http://server.test{PREDICTIONS}/{id}"
    assert created == {
        "id": id,
        "model": "minimax/video-01",
        "version": "hidden",
        "status": "starting",
        "input": {"prompt": "a fox", "prompt_optimizer": True, "seed": 7},
        "output": None,
        "error": None,
        "logs": "  0%|          | 0/100\n",
        "metrics": {},
        "created_at": created["created_at"],
        "started_at": None,
        "completed_at": None,
        "urls": {"get": link, "cancel": f"{link}/cancel"},
    }
    assert created["created_at"].endswith("Z")
    api.claim()
    api.queue.heartbeat(id, WORKER, progress=0.429)
    running = get(api, id)
    assert (running["status"], running["logs"]) == ("processing", " 42%|####      | 42/100\n")
    api.queue.hand_back(id, WORKER)
    api.finish()
    done = get(api, id)
    assert (done["status"], done["error"]) == ("succeeded", None)
    assert done["metrics"]["predict_time"] >= 0
    assert api.stranger.get(done["output"]).content == VIDEO


@pytest.mark.parametrize(
    ("input", "expected"),
    [
        ({}, {"duration": 6.0, "optimize_prompt": True, "first_frame": None, "size": None}),
        ({"prompt_optimizer": False}, {"optimize_prompt": False}),
        ({"duration": 2}, {"duration": 2.0}),
        ({"first_frame_image": None, "subject_reference": None, "unknown": 1}, {"first_frame": None}),
    ],
)
def test_what_is_understood(shared: Api, input: dict[str, Any], expected: dict[str, Any]) -> None:
    create(shared, **input)
    request = taken(shared).request
    assert {name: getattr(request, name) for name in expected} == expected


def test_a_picture(shared: Api) -> None:
    sent = picture(kind="WEBP")
    create(shared, first_frame_image=f"data:image/png;base64,{base64.b64encode(sent).decode()}")
    assert taken(shared).request.first_frame == sent


def test_the_model_as_version(shared: Api) -> None:
    body = {"version": "minimax/video-01", "input": {"prompt": "a fox"}}
    assert shared.client.post(PREDICTIONS, json=body).status_code == 201
    taken(shared)
    refused = shared.client.post(PREDICTIONS, json={**body, "version": "other"})
    assert refused.status_code == 422
    assert refused.json()["invalid_fields"][0]["field"] == "version"


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({}, "input", "input must be an object"),
        ({"input": []}, "input", "input must be an object"),
        ({"input": {}}, "prompt", "prompt is required"),
        ({"input": {"prompt": 5}}, "prompt", "prompt must be a string, got the number 5"),
        ({"input": {"prompt": "x" * 2001}}, "prompt", "at most 2000 characters, got 2001"),
        ({"input": {"prompt": "a", "duration": 11}}, "duration", "at most 10 seconds, got 11"),
        ({"input": {"prompt": "a", "prompt_optimizer": 1}}, "prompt_optimizer", "must be true or false"),
        ({"input": {"prompt": "a", "first_frame_image": "x!"}}, "first_frame_image", "must be an http(s) URL"),
        ({"input": {"prompt": "a", "subject_reference": "x"}}, "subject_reference", "is not supported"),
        ({"input": {"prompt": "a"}, "webhook": "https://example.com"}, "webhook", "is not supported here"),
    ],
)
def test_what_is_refused(shared: Api, body: dict[str, Any], field: str, message: str) -> None:
    response = shared.client.post(CREATE, json=body)
    problem = response.json()
    assert response.status_code == problem["status"] == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert message in problem["detail"]
    assert problem["invalid_fields"] == [{"field": field, "description": problem["detail"]}]
    assert shared.queue.counts()[Status.QUEUED] == 0


def test_wait_until_it_is_done(api: Api) -> None:
    def work() -> None:
        while not api.queue.counts()[Status.QUEUED]:
            time.sleep(0.02)
        api.finish()

    worker = threading.Thread(target=work)
    worker.start()
    response = api.client.post(CREATE, json={"input": {"prompt": "a fox"}}, headers={"Prefer": "wait"})
    worker.join()
    assert (response.status_code, response.json()["status"]) == (201, "succeeded")
    assert response.json()["output"].startswith("http://server.test/files/")


def test_who_waited_in_vain_is_told_starting(api: Api) -> None:
    def work() -> None:
        while not api.queue.counts()[Status.QUEUED]:
            time.sleep(0.02)
        api.claim()

    worker = threading.Thread(target=work)
    worker.start()
    response = api.client.post(CREATE, json={"input": {"prompt": "a fox"}}, headers={"Prefer": "wait=1"})
    worker.join()
    assert response.json()["status"] == "starting"
    assert get(api, response.json()["id"])["status"] == "processing"


def test_cancel_and_failure(api: Api) -> None:
    canceled, failed = create(api)["id"], create(api)["id"]
    assert api.client.post(f"{PREDICTIONS}/{canceled}/cancel").json()["status"] == "canceled"
    api.claim()
    api.queue.fail(failed, WORKER, Failure(name="out_of_memory", message="It needs 9 GB."), retry=False)
    assert (get(api, failed)["status"], get(api, failed)["error"]) == ("failed", "It needs 9 GB.")


def test_list_in_pages(api: Api) -> None:
    ids = [api.create()["id"] for _ in range(101)]
    page = api.client.get(PREDICTIONS).json()
    following = api.client.get(page["next"]).json()
    assert [one["id"] for one in page["results"] + following["results"]] == ids[::-1]
    assert (len(page["results"]), page["previous"], following["next"]) == (100, None, None)
    assert api.client.get(PREDICTIONS, params={"cursor": "nothing"}).status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", CREATE),
        ("POST", PREDICTIONS),
        ("GET", PREDICTIONS),
        ("GET", f"{PREDICTIONS}/x"),
        ("POST", f"{PREDICTIONS}/x/cancel"),
    ],
)
def test_keys(shared: Api, method: str, path: str) -> None:
    response = shared.stranger.request(method, path)
    assert (response.status_code, response.json()["title"]) == (401, "Unauthorized")
    assert "API key" in response.json()["detail"]


def test_one_key_sees_nothing_of_another(api: Api) -> None:
    id = create(api)["id"]
    _, other = api.keys.create("other", credits=1000)
    headers = {"Authorization": f"Bearer {other}"}
    assert api.client.get(f"{PREDICTIONS}/{id}", headers=headers).status_code == 404
    assert api.client.post(f"{PREDICTIONS}/{id}/cancel", headers=headers).status_code == 404
    assert api.client.get(PREDICTIONS, headers=headers).json()["results"] == []
    poor = api.client.post(CREATE, json={"input": {"prompt": "a fox"}}, headers=headers)
    assert (poor.status_code, poor.json()["title"]) == (402, "Payment Required")
