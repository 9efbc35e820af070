"""The MiniMax dialect against a real queue: what is sent, what is answered, and which code says what went wrong."""

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.clients.in_process import VIDEO, WORKER, Api, picture, running_api
from video01.generation import Failure, Generation, Status
from video01.queue.minimax import FAILURES
from video01.server.minimax.draft import MODELS
from video01.webhooks import Deliveries

CREATE = "/v1/video_generation"
QUERY = "/v1/query/video_generation"
RETRIEVE = "/v1/files/retrieve"
CONTENT = "/v1/files/retrieve_content"
OK = {"status_code": 0, "status_msg": "success"}
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


def create(api: Api, **body: Any) -> str:
    response = api.client.post(CREATE, json={"model": "video-01", "prompt": "a fox", **body})
    assert response.status_code == 200
    assert response.json()["base_resp"] == OK, response.text
    return str(response.json()["task_id"])


def query(api: Api, task_id: str) -> dict[str, Any]:
    response = api.client.get(QUERY, params={"task_id": task_id})
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def taken(api: Api) -> Generation:
    """The one that waits, with its pictures; it waits no longer."""
    generation = api.claim()
    api.queue.canceled(generation.id, WORKER)
    return generation


def refused(api: Api, **request: Any) -> dict[str, Any]:
    """`base_resp` of a create request that is refused."""
    response = api.client.post(CREATE, **request)
    assert response.status_code == 200
    assert set(response.json()) == {"base_resp"}
    assert api.queue.counts()[Status.QUEUED] == 0
    refusal: dict[str, Any] = response.json()["base_resp"]
    return refusal


def test_a_life_from_queueing_to_the_file(api: Api) -> None:
    response = api.client.post(CREATE, json={"model": "T2V-01", "prompt": "a fox"})
    task_id = response.json()["task_id"]
    assert response.json() == {"task_id": task_id, "base_resp": OK}
    assert isinstance(task_id, str)
    assert task_id.isdecimal()
    assert query(api, task_id) == {"task_id": task_id, "status": "Queueing", "progress": 0, "base_resp": OK}

    generation = api.claim()
    api.queue.heartbeat(generation.id, WORKER, progress=0.429)
    assert query(api, task_id) == {"task_id": task_id, "status": "Processing", "progress": 42, "base_resp": OK}

    api.queue.hand_back(generation.id, WORKER)
    done = api.finish()
    answer = query(api, task_id)
    file_id = answer.pop("file_id")
    assert answer == {
        "task_id": task_id,
        "status": "Success",
        "video_width": 1280,
        "video_height": 720,
        "progress": 100,
        "base_resp": OK,
    }
    assert isinstance(file_id, str)

    found = api.client.get(RETRIEVE, params={"file_id": file_id}).json()
    link = found["file"].pop("download_url")
    assert done.finished_at is not None
    assert found == {
        "file": {
            "file_id": int(file_id),
            "bytes": len(VIDEO),
            "created_at": int(done.finished_at),
            "filename": f"{file_id}.mp4",
            "purpose": "video_generation",
        },
        "base_resp": OK,
    }
    assert api.stranger.get(link).content == VIDEO

    content = api.client.get(CONTENT, params={"file_id": file_id})
    assert (content.status_code, content.content) == (200, VIDEO)
    assert content.headers["content-type"] == "video/mp4"
    assert content.headers["content-disposition"] == f'inline; filename="{file_id}.mp4"'
    part = api.client.get(CONTENT, params={"file_id": file_id}, headers={"Range": "bytes=1-3"})
    assert (part.status_code, part.content) == (206, VIDEO[1:4])


def test_numbers_are_exact_in_javascript(api: Api) -> None:
    assert 0 < int(create(api)) < 2**53


def test_the_ids_of_other_dialects_are_known(api: Api) -> None:
    id = api.create()["id"]
    number = api.queue.get(id).number
    assert query(api, id)["task_id"] == query(api, str(number))["task_id"] == str(number)


@pytest.mark.parametrize("model", [*MODELS, "t2v-01", None])
def test_models(shared: Api, model: str | None) -> None:
    create(shared, model=model)
    assert taken(shared).request.model == "video-01"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"duration": 6.0, "size": (1280, 720), "optimize_prompt": True, "first_frame": None}),
        ({"duration": 10}, {"duration": 10.0}),
        ({"duration": "6"}, {"duration": 6.0}),
        ({"resolution": "512P"}, {"size": (912, 512)}),
        ({"resolution": "720P"}, {"size": (1280, 720)}),
        ({"resolution": "768p"}, {"size": (1360, 768)}),
        ({"resolution": "1080P"}, {"size": (1920, 1088)}),
        ({"prompt_optimizer": False}, {"optimize_prompt": False}),
        ({"fast_pretreatment": True}, {"optimize_prompt": True}),
        ({"prompt": "[Push in], then [Pan left,Pedestal up]"}, {"prompt": "[Push in], then [Pan left,Pedestal up]"}),
        ({"prompt": "x" * 2000}, {"prompt": "x" * 2000}),
        ({"prompt": "狐狸 🦊"}, {"prompt": "狐狸 🦊"}),
        ({"subject_reference": []}, {"first_frame": None}),
        ({"subject_reference": None, "callback_url": None, "duration": None, "resolution": None}, {"duration": 6.0}),
        ({"callback_url": "", "first_frame_image": ""}, {"first_frame": None}),
        ({"aigc_watermark": True, "n": 1, "unknown": {"a": [1]}}, {}),
    ],
)
def test_what_is_understood(shared: Api, body: dict[str, Any], expected: dict[str, Any]) -> None:
    create(shared, **body)
    request = taken(shared).request
    assert {name: getattr(request, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"prompt": None}, "prompt is required: a string of 1 to 2000 characters is expected, got none"),
        ({"prompt": ""}, "prompt must not be empty unless a first frame is given"),
        ({"prompt": 5}, "prompt must be a string, got the number 5"),
        ({"prompt": {"a": 1}}, "prompt must be a string, got an object"),
        ({"prompt": "x" * 2001}, "prompt must have at most 2000 characters, got 2001"),
        ({"prompt": "x" * 1_000_000}, "prompt must have at most 2000 characters, got 1000000"),
        ({"prompt": "a\0b"}, "prompt must be text, got characters that are none"),
        ({"model": "sora-2"}, "model must be one of video-01, minimax/video-01, T2V-01"),
        ({"model": 1}, "model must be a string, got the number 1"),
        ({"duration": 0}, "duration must be over 0 and at most 10 seconds, got 0"),
        ({"duration": 11}, "duration must be over 0 and at most 10 seconds, got 11"),
        ({"duration": True}, "duration must be a number, got true"),
        ({"duration": "six"}, "duration must be a number, got the string 'six'"),
        ({"resolution": "4K"}, "resolution must be one of 512P, 720P, 768P, 1080P, got '4K'"),
        ({"resolution": 720}, "resolution must be a string, got the number 720"),
        ({"prompt_optimizer": 1}, "prompt_optimizer must be true or false, got the number 1"),
        ({"fast_pretreatment": "yes"}, "fast_pretreatment must be true or false, got the string 'yes'"),
        ({"callback_url": 5}, "callback_url must be a string, got the number 5"),
        ({"first_frame_image": 5}, "first_frame_image must be a string, got the number 5"),
        ({"first_frame_image": "no picture!"}, "first_frame_image must be an http(s) URL, a data URI or base64"),
        ({"first_frame_image": "http://127.0.0.1/"}, "first_frame_image must be on the public internet"),
        ({"last_frame_image": "file:///etc/passwd"}, "last_frame_image must be an http(s) URL, a data URI or base64"),
        (
            {"subject_reference": [{"type": "character", "image": ["https://example.com/a.png"]}]},
            "subject_reference is not supported: the model cannot keep the look of a person",
        ),
    ],
)
def test_what_is_refused(shared: Api, body: dict[str, Any], message: str) -> None:
    refusal = refused(shared, json={"model": "video-01", "prompt": "a fox", **body})
    assert refusal["status_code"] == 2013
    assert message in refusal["status_msg"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the body must be a JSON object"),
        (b"[1]", "got another JSON value"),
        (b"{", "got text that is not JSON"),
        (b'{"prompt": NaN}', "got text that is not JSON"),
    ],
)
def test_bodies_that_are_refused(shared: Api, content: bytes, message: str) -> None:
    refusal = refused(shared, content=content)
    assert refusal["status_code"] == 2013
    assert message in refusal["status_msg"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_first_and_last_frame(shared: Api, kind: str) -> None:
    first, last = picture(640, 480, kind), picture(600, 450, kind)
    texts = [f"data:image/jpeg;base64,{base64.b64encode(data).decode()}" for data in (first, last)]
    create(shared, first_frame_image=texts[0], last_frame_image=texts[1], prompt="")
    request = taken(shared).request
    assert (request.first_frame, request.last_frame) == (first, last)
    assert request.size == (960, 720)


@pytest.mark.parametrize(("resolution", "size"), [("512P", (688, 512)), ("1080P", (1440, 1088))])
def test_a_picture_keeps_its_shape_at_every_resolution(shared: Api, resolution: str, size: tuple[int, int]) -> None:
    create(shared, first_frame_image=PNG, resolution=resolution)
    assert taken(shared).request.size == size


@pytest.mark.parametrize("field", ["first_frame_image", "last_frame_image"])
@pytest.mark.parametrize(
    ("sent", "limit"),
    [
        (picture(300, 400), "shorter side must be over 300 pixels, got 300x400"),
        (picture(800, 320), "aspect ratio must be over 2:5 and under 5:2, got 800x320"),
        (picture(640, 480, "GIF"), "must be a JPEG, PNG or WebP file, got a GIF file"),
        (picture()[:200], "damaged"),
    ],
)
def test_pictures_that_are_refused(shared: Api, field: str, sent: bytes, limit: str) -> None:
    refusal = refused(shared, json={"prompt": "a fox", field: base64.b64encode(sent).decode()})
    assert refusal["status_code"] == 2013
    assert refusal["status_msg"].startswith(field)
    assert limit in refusal["status_msg"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("invalid_request", 2013),
        ("deadline_exceeded", 1001),
        ("out_of_memory", 1033),
        ("worker_lost", 1033),
        ("engine_failed", 1000),
        ("never_heard_of", 1000),
    ],
)
def test_a_failed_task_has_a_code_and_a_reason(shared: Api, name: str, code: int) -> None:
    task_id = create(shared)
    generation = shared.claim()
    shared.queue.fail(generation.id, WORKER, Failure(name=name, message="It needs 9 GB."), retry=False)
    answer = query(shared, task_id)
    assert (answer["status"], answer["base_resp"]) == ("Fail", {"status_code": code, "status_msg": "It needs 9 GB."})
    assert "file_id" not in answer


def test_a_cancelled_task_has_failed(api: Api) -> None:
    task_id = create(api)
    api.queue.cancel(api.queue.list(api.owner)[0].id)
    answer = query(api, task_id)
    assert answer["status"] == "Fail"
    assert answer["base_resp"] == {"status_code": 1000, "status_msg": "the generation was cancelled"}


@pytest.mark.parametrize("id", ["999999999", "nothing", "0", "-1", "1.5", "9" * 40, "१", "a" * 5000])
@pytest.mark.parametrize(("path", "field"), [(QUERY, "task_id"), (RETRIEVE, "file_id"), (CONTENT, "file_id")])
def test_unknown_ids(shared: Api, path: str, field: str, id: str) -> None:
    response = shared.client.get(path, params={field: id})
    assert response.status_code == (404 if path == CONTENT else 200)
    assert response.json()["base_resp"]["status_code"] == 2013
    assert "there is no generation" in response.json()["base_resp"]["status_msg"]


@pytest.mark.parametrize(("path", "field"), [(QUERY, "task_id"), (RETRIEVE, "file_id"), (CONTENT, "file_id")])
def test_an_id_is_required(shared: Api, path: str, field: str) -> None:
    response = shared.client.get(path)
    assert response.status_code == (400 if path == CONTENT else 200)
    message = f"{field} is required in the query string, got none"
    assert response.json()["base_resp"] == {"status_code": 2013, "status_msg": message}


def test_a_file_that_is_not_there_yet(api: Api) -> None:
    file_id = create(api)
    for path, status in ((RETRIEVE, 200), (CONTENT, 404)):
        response = api.client.get(path, params={"file_id": file_id})
        assert response.status_code == status
        assert "the status of its task is Queueing" in response.json()["base_resp"]["status_msg"]


def test_a_file_that_is_gone(api: Api) -> None:
    file_id = create(api)
    output = api.finish().output
    assert output is not None
    api.storage.delete(output.video)
    response = api.client.get(CONTENT, params={"file_id": file_id})
    assert response.status_code == 404
    assert response.json()["base_resp"]["status_code"] == 2013


@pytest.mark.parametrize(
    ("headers", "code"),
    [({}, 1004), ({"Authorization": "Basic eA=="}, 2049), ({"Authorization": "Bearer wrong"}, 2049)],
)
@pytest.mark.parametrize("path", [CREATE, QUERY, RETRIEVE, CONTENT])
def test_keys(shared: Api, path: str, headers: dict[str, str], code: int) -> None:
    method = "POST" if path == CREATE else "GET"
    response = shared.stranger.request(method, path, headers=headers)
    assert response.status_code == (401 if path == CONTENT else 200)
    assert response.json()["base_resp"]["status_code"] == code
    assert "API key" in response.json()["base_resp"]["status_msg"]


def test_a_revoked_key_is_refused_at_once(api: Api) -> None:
    task_id = create(api)
    api.keys.revoke(api.owner)
    assert query(api, task_id)["base_resp"]["status_code"] == 2049


def test_one_key_sees_nothing_of_another(api: Api) -> None:
    file_id = create(api)
    api.finish()
    _, other = api.keys.create("other")
    headers = {"Authorization": f"Bearer {other}"}
    for path, field in ((QUERY, "task_id"), (RETRIEVE, "file_id"), (CONTENT, "file_id")):
        response = api.client.get(path, params={field: file_id}, headers=headers)
        assert response.json()["base_resp"]["status_code"] == 2013


class Receiver(BaseHTTPRequestHandler):
    """Answers a challenge at /echo, and anything else with nothing."""

    heard: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append(json.loads(body))
        answer = body if self.path == "/echo" else b""
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("video01.webhooks.post.CONFIRM_TIMEOUT", 60.0)  # this machine may be busy
    Receiver.heard.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_callback_is_challenged_and_then_told_of_every_change(tmp_path: Path, receiver: str) -> None:
    with running_api(tmp_path, allow_private_urls=True) as api:
        task_id = create(api, callback_url=f"{receiver}/echo")
        (challenge,) = Receiver.heard
        assert set(challenge) == {"challenge"}
        api.finish()
        told = [delivery.body for delivery in reversed(Deliveries(api.queue.engine).list())]
    first, last = told
    assert first == {"task_id": task_id, "status": "processing", "base_resp": OK}
    assert last == {
        "task_id": task_id,
        "status": "success",
        "file_id": task_id,
        "video_width": 1280,
        "video_height": 720,
        "base_resp": OK,
    }


@pytest.mark.parametrize("name", [*FAILURES, "engine_failed", None])
def test_a_callback_says_what_the_query_says(tmp_path: Path, receiver: str, name: str | None) -> None:
    """`None`: it was cancelled."""
    with running_api(tmp_path, allow_private_urls=True) as api:
        task_id = create(api, callback_url=f"{receiver}/echo")
        generation = api.claim()
        if name is None:
            api.queue.canceled(generation.id, WORKER)
        else:
            api.queue.fail(generation.id, WORKER, Failure(name=name, message="It needs 9 GB."), retry=False)
        told = Deliveries(api.queue.engine).list()[0].body
        assert told == {"task_id": task_id, "status": "failed", "base_resp": query(api, task_id)["base_resp"]}
        assert told["base_resp"]["status_code"] == FAILURES.get(name or "", 1000)


def test_a_callback_that_does_not_answer_its_challenge_is_refused(tmp_path: Path, receiver: str) -> None:
    with running_api(tmp_path, allow_private_urls=True) as api:
        refusal = refused(api, json={"prompt": "a fox", "callback_url": f"{receiver}/other"})
    assert refusal["status_code"] == 2013
    assert "callback_url must answer" in refusal["status_msg"]
    assert len(Receiver.heard) == 1


@pytest.mark.parametrize("url", ["ftp://example.com/", "nothing", "http://", "http://127.0.0.1:1/", "http://10.0.0.1/"])
def test_callbacks_that_are_refused(shared: Api, url: str) -> None:
    refusal = refused(shared, json={"prompt": "a fox", "callback_url": url})
    assert refusal["status_code"] == 2013
    assert refusal["status_msg"].startswith("callback_url must")


def test_too_few_credits(api: Api) -> None:
    _, poor = api.keys.create("poor", credits=1000)
    response = api.client.post(CREATE, json={"prompt": "a fox"}, headers={"Authorization": f"Bearer {poor}"})
    assert (response.status_code, response.json()["base_resp"]["status_code"]) == (200, 1008)


def test_a_key_that_may_only_read(api: Api) -> None:
    _, reader = api.keys.create("reader", scopes=frozenset({"read"}))
    response = api.client.post(CREATE, json={"prompt": "a fox"}, headers={"Authorization": f"Bearer {reader}"})
    assert (response.status_code, response.json()["base_resp"]["status_code"]) == (200, 1004)


def test_a_full_queue(tmp_path: Path) -> None:
    with running_api(tmp_path, max_queued=1) as api:
        create(api)
        response = api.client.post(CREATE, json={"prompt": "a fox"})
    assert response.status_code == 200
    assert int(response.headers["retry-after"]) >= 1
    assert response.json()["base_resp"]["status_code"] == 1002
    assert "the queue is full" in response.json()["base_resp"]["status_msg"]


def test_what_goes_wrong_below_these_paths_has_the_same_shape(api: Api) -> None:
    wrong_method = api.client.delete(CREATE)
    assert (wrong_method.status_code, wrong_method.json()["base_resp"]["status_code"]) == (405, 2013)
    unknown = api.client.get("/v1/files/upload")
    assert (unknown.status_code, unknown.json()["base_resp"]["status_code"]) == (200, 2013)
    too_large = api.client.post(CREATE, content=b"{", headers={"Content-Length": "33000000"})
    assert (too_large.status_code, too_large.json()["base_resp"]["status_code"]) == (200, 2013)
    assert "at most 32 MB" in too_large.json()["base_resp"]["status_msg"]
    api.queue.close()
    api.app.state.backend.keys.authenticate = lambda secret: 1 / 0
    broken = api.client.get(QUERY, params={"task_id": "1"})
    assert (broken.status_code, broken.json()["base_resp"]["status_code"]) == (500, 1000)


def test_every_answer_has_a_trace_id(api: Api) -> None:
    answers = [api.client.post(CREATE, json={"prompt": "a fox"}), api.client.get(QUERY), api.stranger.get(RETRIEVE)]
    for response in answers:
        assert response.headers["trace-id"] == response.headers["x-request-id"]
        assert "application/json" in response.headers["content-type"]


def test_the_openapi_document_has_the_fields_that_are_read(api: Api) -> None:
    from video01.server.minimax.draft import OTHERS, SPELLINGS
    from video01.server.minimax.schema import PROPERTIES

    assert set(PROPERTIES) == {*SPELLINGS.values(), *OTHERS}
    json.dumps(api.app.openapi())
