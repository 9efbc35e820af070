"""The dialect of OpenAI's Videos API against a real queue: what is sent, what is answered, and how errors look."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.clients.in_process import POSTER, VIDEO, WORKER, Api, picture, running_api
from video01.generation import Failure, Generation, Status
from video01.media import encode

VIDEOS = "/v1/videos"
FORM, JSON = "form", "json"
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


def create(api: Api, **body: Any) -> dict[str, Any]:
    response = api.client.post(VIDEOS, json={"prompt": "a fox", **body})
    assert response.status_code == 200, response.text
    video: dict[str, Any] = response.json()
    return video


def retrieve(api: Api, id: str) -> dict[str, Any]:
    response = api.client.get(f"{VIDEOS}/{id}")
    assert response.status_code == 200, response.text
    video: dict[str, Any] = response.json()
    return video


def taken(api: Api) -> Generation:
    """The one that waits, with its picture; it waits no longer."""
    generation = api.claim()
    api.queue.canceled(generation.id, WORKER)
    return generation


def send(api: Api, form: str, body: dict[str, Any], files: dict[str, Any] | None = None) -> Any:
    """As JSON, or as a multipart form, where everything is text."""
    if form == JSON:
        return api.client.post(VIDEOS, json=body)
    fields = {name: (None, str(value)) for name, value in {"n": 1, **body}.items() if value is not None}
    return api.client.post(VIDEOS, files={**fields, **(files or {})})


def test_a_life_from_queued_to_completed(api: Api) -> None:
    response = api.client.post(VIDEOS, json={"model": "sora-2", "prompt": "a fox", "seconds": "4", "seed": 7})
    video = response.json()
    assert response.status_code == 200
    assert video == {
        "id": video["id"],
        "object": "video",
        "model": "video-01",
        "status": "queued",
        "progress": 0,
        "created_at": int(api.queue.get(video["id"]).created_at),
        "completed_at": None,
        "expires_at": None,
        "seconds": "4",
        "size": "1280x720",
        "prompt": "a fox",
        "remixed_from_video_id": None,
        "error": None,
        "seed": 7,
        "queue_position": 0,
        "seconds_left": None,
    }
    assert response.headers["openai-poll-after-ms"] == "500"

    api.claim()
    api.queue.heartbeat(video["id"], WORKER, progress=0.429)
    running = api.client.get(f"{VIDEOS}/{video['id']}")
    assert 200 <= int(running.headers["openai-poll-after-ms"]) <= 2000
    assert (running.json()["status"], running.json()["progress"]) == ("in_progress", 42)
    assert running.json()["queue_position"] is None
    assert running.json()["seconds_left"] >= 0

    api.queue.hand_back(video["id"], WORKER)
    finished_at = api.finish(duration=3.96).finished_at
    assert finished_at is not None
    response = api.client.get(f"{VIDEOS}/{video['id']}")
    assert "openai-poll-after-ms" not in response.headers
    done = response.json()
    assert (done["status"], done["progress"], done["seconds"]) == ("completed", 100, "3.96")
    assert done["completed_at"] == int(finished_at)
    assert done["expires_at"] == int(finished_at + 30 * 86_400)
    assert (done["queue_position"], done["seconds_left"]) == (None, None)


def test_integers_are_integers_and_strings_are_strings(api: Api) -> None:
    id = create(api)["id"]
    api.finish()
    video = retrieve(api, id)
    for name in ("progress", "created_at", "completed_at", "expires_at", "seed"):
        assert type(video[name]) is int
    for name in ("id", "model", "status", "seconds", "size", "prompt"):
        assert type(video[name]) is str


def test_videos_that_are_kept_for_ever_do_not_expire(tmp_path: Path) -> None:
    with running_api(tmp_path, retention_days=0) as api:
        id = create(api)["id"]
        api.finish()
        assert retrieve(api, id)["expires_at"] is None


def test_a_favourite_does_not_expire(api: Api) -> None:
    id = create(api)["id"]
    api.finish()
    api.queue.favourite(id)
    assert retrieve(api, id)["expires_at"] is None


@pytest.mark.parametrize("form", [FORM, JSON])
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"duration": 6.0, "size": None, "model": "video-01", "first_frame": None}),
        ({"model": "sora-2-pro"}, {"model": "video-01"}),
        ({"model": "video-01"}, {"model": "video-01"}),
        ({"seconds": "4"}, {"duration": 4.0}),
        ({"seconds": "8"}, {"duration": 8.0}),
        ({"seconds": 2.5}, {"duration": 2.5}),
        ({"size": "720x1280"}, {"size": (720, 1280)}),
        ({"size": "1280x720"}, {"size": (1280, 720)}),
        ({"size": "1024x1792"}, {"size": (1024, 1792)}),
        ({"size": "1792x1024"}, {"size": (1792, 1024)}),
        ({"width": 832, "height": 480}, {"size": (832, 480)}),
        ({"width": 832, "height": 480, "size": "1280x720"}, {"size": (832, 480)}),
        ({"num_frames": 80, "fps": 16}, {"duration": 5.0}),
        ({"num_frames": 50}, {"duration": 2.0}),
        ({"num_frames": 48, "fps": 24, "seconds": "8"}, {"duration": 2.0}),
        ({"fps": 24, "seconds": "8"}, {"duration": 8.0}),
        ({"seed": 0, "num_inference_steps": 4}, {"seed": 0, "num_inference_steps": 4}),
        ({"guidance_scale": 3.5, "negative_prompt": "rain"}, {"guidance_scale": 3.5, "negative_prompt": "rain"}),
        ({"prompt": "狐狸 🦊"}, {"prompt": "狐狸 🦊"}),
        ({"prompt": "x" * 2000}, {"prompt": "x" * 2000}),
        ({"user": "u", "flow_shift": 5.0, "vae_use_tiling": "true"}, {}),
        ({"seconds": None, "size": None, "input_reference": None}, {"duration": 6.0}),
    ],
)
def test_what_is_understood(shared: Api, form: str, body: dict[str, Any], expected: dict[str, Any]) -> None:
    response = send(shared, form, {"prompt": "a fox", **body})
    assert response.status_code == 200, response.text
    request = taken(shared).request
    assert {name: getattr(request, name) for name in expected} == expected


def test_a_form_may_be_urlencoded(shared: Api) -> None:
    response = shared.client.post(VIDEOS, data={"prompt": "狐狸 & co", "seconds": "2"})
    assert response.status_code == 200
    request = taken(shared).request
    assert (request.prompt, request.duration) == ("狐狸 & co", 2.0)


@pytest.mark.parametrize("form", [FORM, JSON])
@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"prompt": None}, "prompt", "prompt is required: a string of 1 to 2000 characters is expected, got none"),
        ({"prompt": ""}, "prompt", "prompt must not be empty unless a first frame is given"),
        ({"prompt": "x" * 2001}, "prompt", "prompt must have at most 2000 characters, got 2001"),
        ({"prompt": "x" * 1_000_000}, "prompt", "prompt must have at most 2000 characters, got 1000000"),
        ({"model": "gpt-5"}, "model", "model must be one of video-01, minimax/video-01, sora-2, sora-2-pro"),
        ({"seconds": "12"}, "seconds", "seconds must be over 0 and at most 10 seconds, got 12"),
        ({"seconds": "0"}, "seconds", "seconds must be over 0 and at most 10 seconds, got 0"),
        ({"seconds": "four"}, "seconds", "seconds must be a number, got the string 'four'"),
        ({"size": "1920x1080"}, "size", "height must be a multiple of 16 from 128 to 1920 pixels, got 1080"),
        ({"size": "720p"}, "size", "size must be WIDTHxHEIGHT such as 1280x720, got '720p'"),
        ({"size": "4096x4096"}, "size", "width must be a multiple of 16 from 128 to 1920 pixels, got 4096"),
        ({"width": 640}, "width", "width and height come together: both or none are expected, got one"),
        ({"width": 640, "height": 100}, "size", "height must be a multiple of 16"),
        (
            {"num_frames": 0},
            "num_frames",
            "num_frames must be over 0 and at most 250, which is 10 seconds at 25 frames",
        ),
        (
            {"num_frames": 161, "fps": 16},
            "num_frames",
            "at most 160, which is 10 seconds at 16 frames a second, got 161",
        ),
        ({"num_frames": "many"}, "num_frames", "num_frames must be a whole number, got the string 'many'"),
        ({"fps": 0}, "fps", "fps must be over 0 and at most 240, got 0"),
        ({"seed": -1}, "seed", "seed must be a whole number from 0 to 4294967295, got -1"),
        ({"num_inference_steps": 51}, "num_inference_steps", "from 1 to 50, got 51"),
        ({"guidance_scale": 21}, "guidance_scale", "guidance_scale must be at least 0 and at most 20, got 21"),
        ({"negative_prompt": "x" * 2001}, "negative_prompt", "at most 2000 characters"),
        ({"input_reference": "ftp://a/b.png"}, "input_reference", "input_reference must be an http(s) URL"),
        ({"input_reference[file_id]": "f"}, "input_reference[file_id]", "is not supported: send the file itself"),
        ({"input_reference[image_url]": "http://10.0.0.1/"}, "input_reference", "must be on the public internet"),
    ],
)
def test_what_is_refused(shared: Api, form: str, body: dict[str, Any], field: str, message: str) -> None:
    response = send(shared, form, {"prompt": "a fox", **body})
    error = response.json()["error"]
    assert response.status_code == 400
    assert message in error.pop("message")
    assert error == {"type": "invalid_request_error", "param": field, "code": "invalid_value"}
    assert shared.queue.counts()[Status.QUEUED] == 0


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"prompt": 5}, "prompt must be a string, got the number 5"),
        ({"prompt": ["a"]}, "prompt must be a string, got a list"),
        ({"seconds": True}, "seconds must be a number, got true"),
        ({"seconds": {"a": 1}}, "seconds must be a number, got an object"),
        ({"size": 720}, "size must be a string, got the number 720"),
        ({"input_reference": 5}, "input_reference must be a string, got the number 5"),
        ({"input_reference": {"image_url": 5}}, "input_reference must be a string, got the number 5"),
        ({"input_reference": {"file_id": "f"}}, "input_reference[file_id] is not supported"),
    ],
)
def test_wrong_types(shared: Api, body: dict[str, Any], message: str) -> None:
    response = shared.client.post(VIDEOS, json={"prompt": "a fox", **body})
    assert response.status_code == 400
    assert message in response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (b"", "application/json", "the body must be a JSON object"),
        (b"[]", "application/json", "got another JSON value"),
        (b"{", "", "got text that is not JSON"),
        (b"xxx", "multipart/form-data", "the body must be a form as its content type says"),
        (b"xxx", "multipart/form-data; boundary=b", "the body must be a form as its content type says"),
        (b"--b\r\nContent-", "multipart/form-data; boundary=b", "prompt is required"),
        (b"&" * 10_000 + b"a=1", "application/x-www-form-urlencoded", "prompt is required"),
        (b"&".join(b"a%d=1" % n for n in range(200)), "application/x-www-form-urlencoded", "Too many fields"),
    ],
)
def test_bodies_that_are_refused(shared: Api, content: bytes, kind: str, message: str) -> None:
    response = shared.client.post(VIDEOS, content=content, headers={"Content-Type": kind})
    assert response.status_code == 400
    assert message in response.json()["error"]["message"]


def test_a_body_that_is_too_large(shared: Api) -> None:
    response = shared.client.post(VIDEOS, content=b"{", headers={"Content-Length": "33000000"})
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "request_too_large"


def test_a_file_where_text_belongs(shared: Api) -> None:
    response = send(shared, FORM, {}, {"prompt": ("a.txt", b"a fox", "text/plain")})
    assert response.status_code == 400
    assert response.json()["error"]["message"] == "prompt must be a string, got a file"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("way", ["file", "URL in a form", "object", "text"])
def test_pictures(shared: Api, way: str, kind: str) -> None:
    sent = picture(480, 640, kind)
    url = f"data:image/png;base64,{base64.b64encode(sent).decode()}"
    if way == "file":
        response = send(shared, FORM, {"prompt": "it snows"}, {"input_reference": ("x", sent, "image/jpeg")})
    elif way == "URL in a form":
        response = send(shared, FORM, {"prompt": "it snows", "input_reference[image_url]": url})
    else:
        reference = {"image_url": url} if way == "object" else url
        response = send(shared, JSON, {"prompt": "it snows", "input_reference": reference})
    assert response.status_code == 200, response.text
    assert response.json()["size"] == "720x960"
    request = taken(shared).request
    assert (request.first_frame, request.size) == (sent, (720, 960))


def test_a_picture_needs_no_prompt_and_takes_any_size(shared: Api) -> None:
    response = send(shared, FORM, {"size": "1280x720"}, {"input_reference": ("x.png", picture(), "image/png")})
    assert (response.status_code, response.json()["size"]) == (200, "1280x720")
    assert taken(shared).request.prompt == ""


@pytest.mark.parametrize(
    ("sent", "limit"),
    [
        (picture(300, 400), "shorter side must be over 300 pixels, got 300x400"),
        (picture(800, 320), "aspect ratio must be over 2:5 and under 5:2, got 800x320"),
        (picture(640, 480, "GIF"), "must be a JPEG, PNG or WebP file, got a GIF file"),
        (picture()[:200], "damaged"),
        (b"", "got no bytes at all"),
        (b"\0\0\0\x18ftypmp42", "got a HEIC, AVIF or MP4 file"),
        (bytes(21 * 2**20), "at most 20 MB, got 21.0 MB"),
    ],
)
def test_pictures_that_are_refused(shared: Api, sent: bytes, limit: str) -> None:
    response = send(shared, FORM, {"prompt": "a fox"}, {"input_reference": ("x.png", sent, "image/png")})
    assert response.status_code == 400
    assert limit in response.json()["error"]["message"]
    assert response.json()["error"]["param"] == "input_reference"


def test_failed_and_canceled_have_a_reason(api: Api) -> None:
    failed, canceled = create(api)["id"], create(api)["id"]
    api.claim()
    api.queue.fail(failed, WORKER, Failure(name="out_of_memory", message="It needs 9 GB."), retry=False)
    api.queue.cancel(canceled)
    assert retrieve(api, failed)["status"] == retrieve(api, canceled)["status"] == "failed"
    assert retrieve(api, failed)["error"] == {"code": "out_of_memory", "message": "It needs 9 GB."}
    assert retrieve(api, canceled)["error"] == {"code": "canceled", "message": "The generation was cancelled."}


def test_place_in_the_queue(api: Api) -> None:
    ids = [create(api)["id"] for _ in range(3)]
    assert [retrieve(api, id)["queue_position"] for id in ids] == [0, 1, 2]


def test_list_in_pages(api: Api) -> None:
    assert api.client.get(VIDEOS).json() == {
        "object": "list",
        "data": [],
        "first_id": None,
        "last_id": None,
        "has_more": False,
    }
    ids = [create(api, prompt=f"fox {n}")["id"] for n in range(5)]
    for order, expected in (("desc", ids[::-1]), ("asc", ids)):
        after, pages = "", []
        while True:
            page = api.client.get(VIDEOS, params={"order": order, "limit": 2, "after": after}).json()
            assert (page["first_id"], page["last_id"]) == (page["data"][0]["id"], page["data"][-1]["id"])
            pages.append([video["id"] for video in page["data"]])
            if not page["has_more"]:
                break
            after = page["last_id"]
        assert [len(page) for page in pages] == [2, 2, 1]
        assert [id for page in pages for id in page] == expected
    assert [video["id"] for video in api.client.get(VIDEOS).json()["data"]] == ids[::-1]


@pytest.mark.parametrize(
    ("query", "param", "status"),
    [
        ({"limit": 0}, "limit", 400),
        ({"limit": 101}, "limit", 400),
        ({"limit": "x"}, "limit", 400),
        ({"order": "up"}, "order", 400),
        ({"after": "nothing"}, None, 404),
    ],
)
def test_lists_that_are_refused(shared: Api, query: dict[str, Any], param: str | None, status: int) -> None:
    response = shared.client.get(VIDEOS, params=query)
    assert response.status_code == status
    assert response.json()["error"]["param"] == param


def finish_with(api: Api, chunk: np.ndarray) -> None:
    """Make the next video, of these frames."""
    generation = api.finish()
    assert generation.output is not None
    height, width = chunk.shape[1:3]
    encode(iter([chunk]), api.storage.path(generation.output.video), fps=25, size=(width, height))


def test_content(api: Api) -> None:
    id = create(api)["id"]
    api.finish()
    for query in ("", "?variant=video"):
        video = api.client.get(f"{VIDEOS}/{id}/content{query}")
        assert (video.status_code, video.headers["content-type"], video.content) == (200, "video/mp4", VIDEO)
    part = api.client.get(f"{VIDEOS}/{id}/content", headers={"Range": "bytes=1-3"})
    assert (part.status_code, part.content) == (206, VIDEO[1:4])
    thumbnail = api.client.get(f"{VIDEOS}/{id}/content?variant=thumbnail")
    assert (thumbnail.headers["content-type"], thumbnail.content) == ("image/jpeg", POSTER)


def test_spritesheet(api: Api) -> None:
    id = create(api)["id"]
    finish_with(api, np.full((30, 144, 256, 3), 128, np.uint8))
    response = api.client.get(f"{VIDEOS}/{id}/content?variant=spritesheet")
    assert (response.status_code, response.headers["content-type"]) == (200, "image/jpeg")
    with Image.open(io.BytesIO(response.content)) as sheet:
        assert sheet.size == (5 * 320, 5 * 180)


@pytest.mark.parametrize("variant", ["video", "thumbnail", "spritesheet"])
def test_content_that_is_not_there(api: Api, variant: str) -> None:
    id = create(api)["id"]
    path = f"{VIDEOS}/{id}/content?variant={variant}"
    waiting = api.client.get(path)
    assert waiting.status_code == 400
    assert waiting.json()["error"]["message"] == f"the video {id} has no content: its status is queued"
    output = api.finish().output
    assert output is not None
    for name in (output.video, output.poster):
        api.storage.delete(name)
    gone = api.client.get(path)
    assert gone.status_code == 404
    assert gone.json()["error"]["code"] == "not_found"
    wrong = api.client.get(f"{VIDEOS}/{id}/content?variant=audio")
    assert (wrong.status_code, wrong.json()["error"]["param"]) == (400, "variant")


def test_delete_removes_record_and_files(api: Api) -> None:
    id = create(api)["id"]
    output = api.finish().output
    assert output is not None
    response = api.client.delete(f"{VIDEOS}/{id}")
    assert response.json() == {"id": id, "object": "video.deleted", "deleted": True}
    assert not any(api.storage.path(name).exists() for name in (output.video, output.poster))
    for again in (api.client.get(f"{VIDEOS}/{id}"), api.client.delete(f"{VIDEOS}/{id}")):
        assert again.status_code == 404
        assert again.json()["error"]["message"] == f"there is no generation '{id}'"
    assert api.client.get(f"{VIDEOS}/{id}/content").status_code == 404


def test_delete_takes_what_waits_out_of_the_queue(api: Api) -> None:
    id = create(api)["id"]
    assert api.client.delete(f"{VIDEOS}/{id}").status_code == 200
    assert api.queue.claim(WORKER) is None


@pytest.mark.parametrize("form", [FORM, JSON])
def test_remix(api: Api, form: str) -> None:
    sent = picture()
    body = {"prompt": "a fox", "seconds": "2", "size": "640x384", "seed": "7"}
    source = send(api, FORM, body, {"input_reference": ("x.png", sent, "image/png")}).json()
    api.finish()
    how: dict[str, Any] = {"json": {"prompt": "a dog"}} if form == JSON else {"files": {"prompt": (None, "a dog")}}
    response = api.client.post(f"{VIDEOS}/{source['id']}/remix", **how)
    remix = response.json()
    assert response.status_code == 200
    assert (remix["prompt"], remix["remixed_from_video_id"]) == ("a dog", source["id"])
    assert [remix[name] for name in ("seconds", "size", "seed")] == ["2", "640x384", 7]
    assert remix["id"] != source["id"]
    assert "openai-poll-after-ms" in response.headers
    assert taken(api).request.first_frame == sent


@pytest.mark.parametrize(("body", "status"), [({}, 400), ({"prompt": ""}, 400), ({"prompt": 1}, 400)])
def test_remixes_that_are_refused(api: Api, body: dict[str, Any], status: int) -> None:
    id = create(api)["id"]
    response = api.client.post(f"{VIDEOS}/{id}/remix", json=body)
    assert (response.status_code, response.json()["error"]["param"]) == (status, "prompt")
    assert api.client.post(f"{VIDEOS}/nothing/remix", json={"prompt": "a dog"}).status_code == 404


def test_the_same_idempotency_key_gives_the_same_video(api: Api) -> None:
    headers = {"Idempotency-Key": "once"}
    first, second = (api.client.post(VIDEOS, json={"prompt": "a fox"}, headers=headers).json() for _ in range(2))
    assert first["id"] == second["id"]
    other = api.client.post(VIDEOS, json={"prompt": "a dog"}, headers=headers)
    assert other.status_code == 409
    assert other.headers["x-should-retry"] == "false"
    assert other.json()["error"]["type"] == "idempotency_error"


ROUTES = [
    ("POST", VIDEOS),
    ("GET", VIDEOS),
    ("GET", f"{VIDEOS}/x"),
    ("DELETE", f"{VIDEOS}/x"),
    ("POST", f"{VIDEOS}/x/remix"),
    ("GET", f"{VIDEOS}/x/content"),
]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic eA=="}, {"Authorization": "Bearer wrong"}])
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_keys(shared: Api, method: str, path: str, headers: dict[str, str]) -> None:
    response = shared.stranger.request(method, path, headers=headers)
    error = response.json()["error"]
    assert response.status_code == 401
    assert "API key" in error.pop("message")
    assert error == {"type": "authentication_error", "param": None, "code": "invalid_api_key"}
    assert response.headers["www-authenticate"] == "Bearer"


def test_a_revoked_key_is_refused_at_once(api: Api) -> None:
    id = create(api)["id"]
    api.keys.revoke(api.owner)
    assert api.client.get(f"{VIDEOS}/{id}").status_code == 401


def test_one_key_sees_nothing_of_another(api: Api) -> None:
    id = create(api)["id"]
    api.finish()
    _, other = api.keys.create("other")
    headers = {"Authorization": f"Bearer {other}"}
    for method, path in ROUTES[2:]:
        response = api.client.request(
            method,
            path.replace("/x", f"/{id}"),
            headers=headers,
            json={"prompt": "a dog"} if method == "POST" else None,
        )
        assert response.status_code == 404
    assert api.client.get(VIDEOS, headers=headers).json()["data"] == []
    assert api.client.get(VIDEOS, params={"after": id}, headers=headers).status_code == 404
    assert retrieve(api, id)["status"] == "completed"


@pytest.mark.parametrize("id", ["nothing", "video_123", "%00", "..%2f..", "a" * 5000, "१"])
def test_unknown_ids(shared: Api, id: str) -> None:
    response = shared.client.get(f"{VIDEOS}/{id}")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_too_few_credits(api: Api) -> None:
    _, poor = api.keys.create("poor", credits=1000)
    response = api.client.post(VIDEOS, json={"prompt": "a fox"}, headers={"Authorization": f"Bearer {poor}"})
    assert response.status_code == 403
    assert (response.json()["error"]["type"], response.json()["error"]["code"]) == ("insufficient_quota",) * 2


def test_a_full_queue(tmp_path: Path) -> None:
    with running_api(tmp_path, max_queued=1) as api:
        create(api)
        response = api.client.post(VIDEOS, json={"prompt": "a fox"})
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) >= 1
    assert response.json()["error"]["type"] == "rate_limit_error"


def test_what_goes_wrong_below_these_paths_has_the_same_shape(api: Api) -> None:
    wrong_method = api.client.put(f"{VIDEOS}/x")
    assert wrong_method.headers["allow"] == "GET, DELETE"
    assert (wrong_method.status_code, wrong_method.json()["error"]["code"]) == (405, "method_not_allowed")
    unknown = api.client.get(f"{VIDEOS}/x/y/z")
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "not_found")
    api.app.state.backend.keys.authenticate = lambda secret: 1 / 0
    broken = api.client.get(VIDEOS)
    assert (broken.status_code, broken.json()["error"]["type"]) == (500, "server_error")


def test_the_openapi_document_has_the_fields_that_are_read() -> None:
    from video01.server.openai.draft import OTHERS, SPELLINGS
    from video01.server.openai.schema import PROPERTIES

    assert {*PROPERTIES, "input_reference"} == {*SPELLINGS.values(), *OTHERS}
