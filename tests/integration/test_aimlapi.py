"""The AI/ML API dialect against a real queue: what is sent, what is answered, under both generations of names."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.in_process import VIDEO, WORKER, Api, picture, running_api
from video01.generation import Failure, Generation, PromptReport, Status

FIRST = "/v2/generate/video/minimax/generation"
SECOND = "/v2/video/generations"
PNG = base64.b64encode(picture()).decode()


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path) as api:
        yield api


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """For the many tests of single fields; each leaves the queue as it found it."""
    with running_api(tmp_path_factory.mktemp("shared")) as api:
        yield api


def first_url(value: Any) -> str | None:
    """As the vendor's SDK looks for the result: the first key named `url`, depth first."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "url":
                return str(inner)
            if (found := first_url(inner)) is not None:
                return found
    return None


@pytest.mark.parametrize("create", [FIRST, SECOND])
@pytest.mark.parametrize("poll", [FIRST, SECOND])
def test_a_life_from_queued_to_completed(api: Api, create: str, poll: str) -> None:
    response = api.client.post(create, json={"model": "video-01", "prompt": "a fox", "seed": 7})
    created = response.json()
    id = created["id"]
    assert response.status_code == 200
    assert created == {
        "id": id,
        "generation_id": id,
        "status": "queued",
        "video": None,
        "video_url": None,
        "duration": None,
        "error": None,
        "meta": {"usage": {"tokens_used": 90_000, "credits_used": 90_000, "usd_spent": 0.045}},
        "model": "video-01",
        "seed": 7,
        "progress": 0.0,
        "queue_position": 0,
        "poster_url": None,
        "prompt_report": None,
    }

    generation = api.claim()
    api.queue.report(id, WORKER, PromptReport(prompt="red fox", ignored=("a",), notes=("Made it red.",)))
    api.queue.heartbeat(id, WORKER, progress=0.5)
    running = api.client.get(poll, params={"generation_id": id}).json()
    assert running["status"] == "generating"
    assert running["progress"] == 0.5
    assert running["queue_position"] is None
    assert running["prompt_report"] == {"prompt": "red fox", "ignored": ["a"], "notes": ["Made it red."]}

    api.queue.hand_back(generation.id, WORKER)
    api.finish(duration=5.88)
    done = api.client.get(poll, params={"generation_id": id}).json()
    assert done["status"] == "completed"
    assert done["video"]["duration"] == done["duration"] == 5.88
    assert done["video"]["url"] == done["video_url"] == first_url(done)
    assert done["meta"]["usage"]["tokens_used"] == 88_200
    assert done["error"] is None
    assert api.stranger.get(done["video"]["url"]).content == VIDEO


def test_poll_by_path(api: Api) -> None:
    id = api.create()["id"]
    for path in (FIRST, SECOND):
        assert api.client.get(f"{path}/{id}").json() == api.poll(id)


def test_headers(api: Api) -> None:
    created = api.client.post(SECOND, json={"prompt": "a fox"}, headers={"X-Client-Request-Id": "my:id-1._"})
    polled = api.client.get(f"{SECOND}/{created.json()['id']}")
    for response in (created, polled):
        assert response.headers["x-inference-id"] == created.json()["id"]
        assert response.headers["x-aimlapi-credits-used"] == "90000"
    assert created.headers["x-client-request-id"] == "my:id-1._"
    assert "x-client-request-id" not in polled.headers


def finished(api: Api) -> Generation:
    """The one that waits, with its picture; it waits no longer."""
    generation = api.claim()
    api.queue.canceled(generation.id, WORKER)
    return generation


@pytest.mark.parametrize("id", ["", "a b", "ä", "a" * 129, "a\tb", "<x>"])
def test_client_request_ids_of_another_form_are_dropped(shared: Api, id: str) -> None:
    response = shared.client.get("/health", headers={"X-Client-Request-Id": id.encode()})
    assert "x-client-request-id" not in response.headers


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"duration": 6.0, "optimize_prompt": True, "model": "video-01", "first_frame": None}),
        ({"model": None, "duration": None, "image_url": None, "seed": None}, {"duration": 6.0, "first_frame": None}),
        ({"model": "minimax/video-01"}, {"model": "video-01"}),
        ({"model": " Video-01 "}, {"model": "video-01"}),
        ({"n": 1, "response_format": "url", "unknown": {"a": [1]}}, {}),
        ({"duration": 2.5}, {"duration": 2.5}),
        ({"duration": "6"}, {"duration": 6.0}),
        ({"duration": " 6.5 "}, {"duration": 6.5}),
        ({"seed": "42"}, {"seed": 42}),
        ({"seed": 42.0}, {"seed": 42}),
        ({"seed": 0}, {"seed": 0}),
        ({"enhance_prompt": False}, {"optimize_prompt": False}),
        ({"prompt_optimizer": "false"}, {"optimize_prompt": False}),
        ({"prompt_optimizer": False, "enhance_prompt": False}, {"optimize_prompt": False}),
        ({"negative_prompt": "rain"}, {"negative_prompt": "rain"}),
        ({"num_inference_steps": 4, "guidance_scale": "3.5"}, {"num_inference_steps": 4, "guidance_scale": 3.5}),
        ({"size": "640x384"}, {"size": (640, 384)}),
        ({"resolution": "640*384"}, {"size": (640, 384)}),
        ({"resolution": "720P"}, {"size": None}),
        ({"image_url": ""}, {"first_frame": None}),
        ({"prompt": "x" * 2000}, {"prompt": "x" * 2000}),
        ({"prompt": "狐狸 🦊"}, {"prompt": "狐狸 🦊"}),
    ],
)
def test_what_is_understood(shared: Api, body: dict[str, Any], expected: dict[str, Any]) -> None:
    shared.create(**body)
    request = finished(shared).request
    assert {name: getattr(request, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"prompt": None}, "prompt", "prompt is required: a string of 1 to 2000 characters is expected, got none"),
        ({"prompt": ""}, "prompt", "prompt must not be empty unless a first frame is given"),
        ({"prompt": "  "}, "prompt", "prompt must not be empty unless a first frame is given"),
        ({"prompt": 5}, "prompt", "prompt must be a string, got the number 5"),
        ({"prompt": ["a"]}, "prompt", "prompt must be a string, got a list"),
        ({"prompt": {"a": 1}}, "prompt", "prompt must be a string, got an object"),
        ({"prompt": True}, "prompt", "prompt must be a string, got true"),
        ({"prompt": "x" * 2001}, "prompt", "prompt must have at most 2000 characters, got 2001"),
        ({"prompt": "a\0b"}, "prompt", "prompt must be text, got characters that are none"),
        ({"prompt": "\ud800"}, "prompt", "prompt must be text, got characters that are none"),
        ({"model": "sora-2"}, "model", "model must be one of video-01, minimax/video-01, got 'sora-2'"),
        ({"model": 1}, "model", "model must be a string, got the number 1"),
        ({"duration": 0}, "duration", "duration must be over 0 and at most 10 seconds, got 0"),
        ({"duration": 10.5}, "duration", "duration must be over 0 and at most 10 seconds, got 10.5"),
        ({"duration": "six"}, "duration", "duration must be a number, got the string 'six'"),
        ({"duration": "nan"}, "duration", "duration must be a number, got the string 'nan'"),
        ({"duration": True}, "duration", "duration must be a number, got true"),
        ({"duration": 10**400}, "duration", "duration must be a number, got the number 1000"),
        ({"seed": -1}, "seed", "seed must be a whole number from 0 to 4294967295, got -1"),
        ({"seed": 1.5}, "seed", "seed must be a whole number, got the number 1.5"),
        ({"num_inference_steps": 51}, "num_inference_steps", "from 1 to 50, got 51"),
        ({"guidance_scale": 21}, "guidance_scale", "guidance_scale must be at least 0 and at most 20, got 21"),
        ({"negative_prompt": 1}, "negative_prompt", "negative_prompt must be a string"),
        ({"enhance_prompt": 1}, "enhance_prompt", "enhance_prompt must be true or false, got the number 1"),
        ({"prompt_optimizer": "no"}, "prompt_optimizer", "prompt_optimizer must be true or false, got the string 'no'"),
        ({"enhance_prompt": True, "prompt_optimizer": False}, "prompt_optimizer", "mean the same: one is expected"),
        ({"size": "1920x1080"}, "size", "height must be a multiple of 16"),
        (
            {"resolution": "1080P"},
            "resolution",
            "resolution must be 720P or WIDTHxHEIGHT such as 1280x720, got '1080P'",
        ),
        ({"resolution": "64x64"}, "resolution", "width must be a multiple of 16 from 128 to 1920 pixels, got 64"),
        ({"image_url": 5}, "image_url", "image_url must be a string, got the number 5"),
        ({"image_url": {"url": "x"}}, "image_url", "image_url must be a string, got an object"),
        ({"image_url": PNG, "first_frame_image": "x"}, "first_frame_image", "mean the same: one is expected"),
        ({"image_url": "file:///etc/passwd"}, "image_url", "image_url must be an http(s) URL, a data URI or base64"),
        ({"first_frame_image": "not an image"}, "first_frame_image", "first_frame_image must be an http(s) URL"),
        ({"reference_image_url": "http://127.0.0.1/"}, "reference_image_url", "must be on the public internet"),
    ],
)
@pytest.mark.parametrize("path", [FIRST, SECOND])
def test_what_is_refused(shared: Api, path: str, body: dict[str, Any], field: str, message: str) -> None:
    text = json.dumps({"model": "video-01", "prompt": "a fox", **body})
    response = shared.client.post(path, content=text)
    error = response.json()
    assert response.status_code == 400
    assert message in error["message"]
    assert error["error"]["data"] == {"kind": "err_validation", "field": field}
    assert shared.queue.counts()[Status.QUEUED] == 0


@pytest.mark.parametrize("name", ["image_url", "first_frame_image", "reference_image_url"])
@pytest.mark.parametrize("form", ["base64", "data URI", "mislabelled"])
def test_pictures(shared: Api, name: str, form: str) -> None:
    sent = picture(kind="PNG" if form == "mislabelled" else "JPEG")
    text = base64.b64encode(sent).decode()
    shared.create(**{name: text if form == "base64" else f"data:image/jpeg;base64,{text}"})
    assert finished(shared).request.first_frame == sent


def test_a_picture_needs_no_prompt(shared: Api) -> None:
    assert shared.client.post(SECOND, json={"model": "video-01", "image_url": PNG}).status_code == 200
    assert finished(shared).request.prompt == ""


@pytest.mark.parametrize(
    ("sent", "limit"),
    [
        (picture(300, 400), "shorter side must be over 300 pixels, got 300x400"),
        (picture(800, 320), "aspect ratio must be over 2:5 and under 5:2, got 800x320"),
        (picture(640, 480, "GIF"), "must be a JPEG, PNG or WebP file, got a GIF file"),
        (picture()[:200], "damaged"),
    ],
)
def test_pictures_that_are_refused(shared: Api, sent: bytes, limit: str) -> None:
    response = shared.client.post(
        SECOND, json={"prompt": "a fox", "first_frame_image": base64.b64encode(sent).decode()}
    )
    assert response.status_code == 400
    assert limit in response.json()["message"]
    assert "first_frame_image" in response.json()["message"]
    assert response.json()["error"]["data"]["field"] == "first_frame_image"


def test_failed_and_canceled_are_errors_with_a_reason_and_cost_nothing(api: Api) -> None:
    failed, waiting, running = (api.create()["id"] for _ in range(3))
    api.claim()
    api.queue.fail(failed, WORKER, Failure(name="out_of_memory", message="It needs 9 GB."), retry=False)
    assert api.client.delete(f"{SECOND}/{waiting}").json()["status"] == "error"
    api.claim()
    assert api.client.post(f"{SECOND}/{running}/cancel").json()["status"] == "generating"
    api.queue.canceled(running, WORKER)

    assert api.poll(failed)["error"] == {"name": "out_of_memory", "message": "It needs 9 GB."}
    for id in (waiting, running):
        assert api.poll(id)["error"] == {"name": "canceled", "message": "The generation was cancelled."}
    for id in (failed, waiting, running):
        assert api.poll(id)["status"] == "error"
        assert api.poll(id)["video"] is None
        assert set(api.poll(id)["meta"]["usage"].values()) == {0}


def test_place_in_the_queue(api: Api) -> None:
    ids = [api.create()["id"] for _ in range(3)]
    assert [api.poll(id)["queue_position"] for id in ids] == [0, 1, 2]


def test_unknown_and_foreign_ids(api: Api) -> None:
    id = api.create()["id"]
    _, other = api.keys.create("other")
    for path in (f"{SECOND}?generation_id=nothing", f"{SECOND}/nothing", f"{FIRST}?generation_id=nothing"):
        assert api.client.get(path).status_code == 404
    headers = {"Authorization": f"Bearer {other}"}
    assert api.client.get(f"{SECOND}/{id}", headers=headers).status_code == 404
    assert api.client.delete(f"{SECOND}/{id}", headers=headers).status_code == 404
    assert api.queue.get(id).status is Status.QUEUED


def test_a_poll_without_an_id(api: Api) -> None:
    response = api.client.get(SECOND)
    assert response.status_code == 400
    assert response.json()["error"]["data"]["field"] == "generation_id"


def test_a_full_queue(tmp_path: Path) -> None:
    with running_api(tmp_path, max_queued=1) as api:
        api.create()
        response = api.client.post(SECOND, json={"prompt": "a fox"})
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) >= 1
    assert response.json()["title"] == "Too Many Requests"
    assert "the queue is full" in response.json()["message"]


def test_the_public_url_of_the_settings(tmp_path: Path) -> None:
    with running_api(tmp_path, public_url="https://videos.example/base/") as api:
        id = api.create()["id"]
        api.finish()
        assert api.poll(id)["video_url"].startswith(f"https://videos.example/base/files/{id}.mp4?expires=")
