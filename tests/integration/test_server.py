"""What every route shares: keys, errors, limits, headers, logs; and the small routes."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from tests.clients.in_process import POSTER, VIDEO, Api, logged, running_api
from video01 import __version__
from video01.server.body import MAX_BYTES
from video01.server.errors import ErrorBody

SECOND = "/v2/video/generations"
PROTECTED = [
    ("POST", SECOND),
    ("POST", "/v2/generate/video/minimax/generation"),
    ("GET", f"{SECOND}?generation_id=x"),
    ("GET", "/v2/generate/video/minimax/generation?generation_id=x"),
    ("GET", f"{SECOND}/x"),
    ("DELETE", f"{SECOND}/x"),
    ("POST", f"{SECOND}/x/cancel"),
    ("GET", "/v1/billing/balance"),
    ("GET", "/v2/billing"),
]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running_api(tmp_path_factory.mktemp("home")) as api:
        yield api


@pytest.mark.parametrize(("method", "path"), PROTECTED)
@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer  ", "Basic abc", "Bearer v01_unknown", "KEY"])
def test_no_key_no_answer(api: Api, method: str, path: str, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    response = api.stranger.request(method, path, headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.json()["error"]["data"]["kind"] == "err_unauthorized"
    assert "key" in response.json()["message"]


def test_the_scheme_may_be_written_in_any_case(api: Api) -> None:
    response = api.stranger.get("/v2/billing", headers={"Authorization": f"bearer  {api.secret} "})
    assert response.status_code == 200


def test_a_revoked_key_is_refused_at_once(api: Api) -> None:
    key, secret = api.keys.create("short-lived")
    headers = {"Authorization": f"Bearer {secret}"}
    assert api.stranger.get("/v2/billing", headers=headers).status_code == 200
    api.keys.revoke(key.id)
    assert api.stranger.get("/v2/billing", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("content", "came"),
    [
        (b"", "got no body"),
        (b"  \n", "got no body"),
        (b"{", "got text that is not JSON"),
        (b'{"prompt": "a fox",}', "is not JSON"),
        (b"prompt=a+fox", "not JSON: Expecting value at line 1, column 1"),
        (b"\xff\xfe\xfa", "got text that is not JSON"),
        (b'{"prompt": "a fox", "duration": NaN}', "got text that is not JSON"),
        (b"[" * 200_000, "got text that is not JSON"),
        (b'["a fox"]', "got another JSON value"),
        (b"null", "got another JSON value"),
    ],
)
def test_bodies_that_are_no_json_object(api: Api, content: bytes, came: str) -> None:
    response = api.client.post(SECOND, content=content)
    assert response.status_code == 400
    assert response.json()["message"].startswith("the body must be a JSON object")
    assert came in response.json()["message"]


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_that_is_too_large(api: Api, declared: bool) -> None:
    body = b" " * (MAX_BYTES + 1)
    response = api.client.post(SECOND, content=body if declared else iter([body]))
    assert response.status_code == 413
    assert response.json()["message"] == "the body must have at most 32 MB, got more"


def test_the_shape_of_errors(api: Api) -> None:
    response = api.client.get(f"{SECOND}?generation_id=nothing")
    error = response.json()
    assert set(error) == set(ErrorBody.model_json_schema(mode="serialization")["properties"])
    assert error["title"] == "Not Found"
    assert error["status"] == error["statusCode"] == 404
    assert error["message"] == error["error"]["message"] == "there is no generation 'nothing'"
    assert error["path"] == error["instance"] == SECOND
    assert error["timestamp"].endswith("Z")
    assert error["requestId"] == response.headers["x-request-id"]
    assert error["error"]["name"] == "NotFound"
    assert error["error"]["data"]["kind"] == "err_not_found"


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("PUT", SECOND, 405), ("POST", "/health", 405)]
)
def test_unknown_paths_and_methods(api: Api, method: str, path: str, status: int) -> None:
    response = api.client.request(method, path)
    assert response.status_code == status
    assert response.json()["message"].startswith(f"{method} {path}: ")


def test_a_mistake_of_ours_shows_no_traceback(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(api.queue, "get", broken)
    with logged() as log:
        response = api.client.get(f"{SECOND}?generation_id=x", headers={"Origin": "https://app.test"})
    assert response.status_code == 500
    assert response.json()["error"]["data"]["kind"] == "err_internal"
    assert "secret detail" not in response.text
    assert "Traceback" not in response.text
    assert response.headers["access-control-allow-origin"] == "*"
    assert "RuntimeError: secret detail" in log.getvalue()
    assert response.json()["requestId"] in log.getvalue()


def test_a_database_that_is_away(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr(api.queue, "counts", away)
    with logged() as log:
        response = api.client.get("/health")
    assert "database is locked" in log.getvalue()
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
    assert "SELECT" not in response.text


def test_health(api: Api) -> None:
    response = api.stranger.get("/health")
    assert response.json() == {"status": "ok", "version": __version__, "queued": 0, "running": 0}


@pytest.mark.parametrize("path", ["/v1/models", "/models"])
def test_models(api: Api, path: str) -> None:
    response = api.stranger.get(path)
    assert response.json()["object"] == "list"
    (model,) = response.json()["data"]
    assert model["id"] == "video-01"
    assert model["type"] == "video"
    assert (model["object"], model["owned_by"], type(model["created"])) == ("model", "video01", int)
    assert {"name", "developer", "description"} <= set(model["info"])
    assert any("/v2/generate/video" in endpoint for endpoint in model["endpoints"])
    etag = response.headers["etag"]
    for sent in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = api.stranger.get(path, headers={"If-None-Match": sent})
        assert (again.status_code, again.content) == (304, b"")
    assert api.stranger.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_one_model(api: Api) -> None:
    (model,) = api.stranger.get("/v1/models").json()["data"]
    for name in ("video-01", "minimax/video-01"):
        assert api.stranger.get(f"/v1/models/{name}").json() == model
    refused = api.stranger.get("/v1/models/gpt-5")
    assert refused.status_code == 404
    assert "those there are: video-01, minimax/video-01" in refused.json()["message"]


def test_billing(api: Api) -> None:
    balance = api.client.get("/v1/billing/balance").json()
    assert set(balance) == {
        "balance",
        "lowBalance",
        "lowBalanceThreshold",
        "lastUpdated",
        "autoDebitStatus",
        "status",
        "statusExplanation",
    }
    assert balance["balance"] > 0
    assert balance["lowBalance"] is False
    assert "no limit" in balance["statusExplanation"]
    assert api.client.get("/v2/billing").json() == {"current_balance": balance["balance"] / 2e6, "currency": "USD"}


def test_cors(api: Api) -> None:
    origin = {"Origin": "https://app.test"}
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization, content-type"}
    preflight = api.stranger.options(SECOND, headers=origin | asked)
    assert preflight.status_code == 200
    assert "authorization" in preflight.headers["access-control-allow-headers"]
    for path in ("/v1/models", "/v2/billing"):
        exposed = api.stranger.get(path, headers=origin).headers["access-control-expose-headers"].lower()
        assert {"x-inference-id", "x-client-request-id", "x-aimlapi-credits-used"} <= set(exposed.split(", "))


def test_the_page_loads_nothing_from_elsewhere(api: Api) -> None:
    plain = {"Accept-Encoding": "identity"}  # the test transport cannot pass compressed bodies on
    response = api.stranger.get("/", headers={"Host": "<script>alert(1)</script>", **plain})
    assert "alert(1)" not in response.text
    assert "http" not in response.text.replace("http-equiv", "")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_openapi_document(api: Api) -> None:
    document = api.stranger.get("/openapi.json").json()
    create = document["paths"][SECOND]["post"]
    properties = create["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert {"prompt", "image_url", "first_frame_image", "enhance_prompt", "prompt_optimizer"} <= set(properties)
    assert {"200", "400", "401", "413", "429", "503"} <= set(create["responses"])
    assert create["security"]
    assert "HTTPValidationError" not in json.dumps(document)
    assert api.stranger.get("/docs").status_code == 404


@pytest.fixture(scope="module")
def video(api: Api) -> str:
    id = api.create()["id"]
    api.finish()
    return str(api.poll(id)["video"]["url"])


def test_files(api: Api, video: str) -> None:
    response = api.stranger.get(video)
    assert response.content == VIDEO
    assert response.headers["content-type"] == "video/mp4"
    assert response.headers["content-length"] == str(len(VIDEO))
    head = api.stranger.head(video)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(VIDEO))


def test_the_poster(api: Api, video: str) -> None:
    id = video.partition("/files/")[2].partition(".")[0]
    poster = api.poll(id)["poster_url"]
    response = api.stranger.get(poster)
    assert response.content == POSTER
    assert response.headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-99", 0, 100), ("bytes=10000-", 10000, 10240), ("bytes=-5", 10235, 10240)],
)
def test_ranges(api: Api, video: str, asked: str, start: int, end: int) -> None:
    response = api.stranger.get(video, headers={"Range": asked})
    assert response.status_code == 206
    assert response.content == VIDEO[start:end]
    assert response.headers["content-range"] == f"bytes {start}-{end - 1}/{len(VIDEO)}"


def test_a_range_beyond_the_end(api: Api, video: str) -> None:
    assert api.stranger.get(video, headers={"Range": "bytes=99999-"}).status_code == 416


def test_links_that_are_not_genuine(api: Api, video: str) -> None:
    path, _, query = video.partition("?")
    expires, signature = (part.partition("=")[2] for part in query.split("&"))
    past = api.storage.url(path.rpartition("/")[2], "http://server.test", time.time() - 1)
    for url in (
        path,
        past,
        f"{path}?expires={int(expires) + 1}&signature={signature}",
        f"{path}?expires={expires}&signature={signature[:-1]}",
        f"{path}?expires=x&signature=%C3%A4",
        f"/files/other.mp4?{query}",
        f"/files/..%2Fvideo01.db?{query}",
        f"/files/%2e%2e?{query}",
    ):
        response = api.stranger.get(url)
        assert response.status_code in {403, 404}, url
        assert response.json()["message"], url


def test_a_file_that_is_gone(api: Api) -> None:
    response = api.stranger.get(api.storage.url("gone.mp4", "http://server.test", time.time() + 60))
    assert response.status_code == 404
    assert "there is no file gone.mp4 any more" in response.json()["message"]


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_logs_tell_of_requests_but_not_of_secrets(tmp_path: Path, log_format: str) -> None:
    with running_api(tmp_path) as api, logged(log_format) as log:
        id = api.create(prompt="a private fox")["id"]
        api.finish()
        api.stranger.get(api.poll(id)["video_url"], headers={"X-Client-Request-Id": "mine"})
        secret = api.secret
    for private in (secret, secret[:12], "private fox", "signature", "Bearer"):
        assert private not in log.getvalue()
    created, _, downloaded = log.getvalue().splitlines()
    if log_format == "text":
        assert f" path={SECOND} status=200 " in created
        assert f" generation={id} " in created
        assert downloaded.endswith(" client_request_id=mine")
    else:
        assert json.loads(created)["generation"] == id
        assert json.loads(downloaded)["path"] == f"/files/{id}.mp4"


def test_a_key_does_only_what_its_scopes_say(api: Api) -> None:
    reads = {"Authorization": f"Bearer {api.keys.create('reader', scopes=frozenset({'read'}))[1]}"}
    makes = {"Authorization": f"Bearer {api.keys.create('maker', scopes=frozenset({'generate'}))[1]}"}
    assert api.stranger.get("/v2/billing", headers=reads).status_code == 200
    refused = api.stranger.post(SECOND, headers=reads, json={"prompt": "a fox"})
    assert (refused.status_code, refused.json()["error"]["data"]["kind"]) == (403, "err_forbidden")
    assert refused.json()["message"] == "a key with the scope 'generate' is expected, and this one has read"
    assert api.stranger.post(SECOND, headers=makes, json={"prompt": "a fox"}).status_code == 200
    assert api.stranger.get("/v2/billing", headers=makes).status_code == 403


def test_a_key_that_asks_too_often_is_told_when_to_come_again(api: Api) -> None:
    headers = {"Authorization": f"Bearer {api.keys.create('hasty', rpm=2)[1]}"}
    assert [api.stranger.get("/v2/billing", headers=headers).status_code for _ in range(3)] == [200, 200, 429]
    refused = api.stranger.get("/v2/billing", headers=headers)
    assert refused.headers["retry-after"] == "30"
    assert refused.json()["message"] == "at most 2 requests a minute are expected of this key, got more"
    assert api.client.get("/v2/billing").status_code == 200


def test_credits_run_out(tmp_path: Path) -> None:
    with running_api(tmp_path) as api:
        headers = {"Authorization": f"Bearer {api.keys.create('poor', credits=100_000)[1]}"}
        for status in (200, 403):
            response = api.stranger.post(SECOND, headers=headers, json={"prompt": "a fox"})
            assert response.status_code == status
        assert response.json()["error"]["data"]["kind"] == "err_insufficent_credits"
        api.finish(duration=6)
        balance = api.stranger.get("/v1/billing/balance", headers=headers).json()
        assert (balance["balance"], balance["lowBalance"]) == (10_000, True)
        assert api.stranger.get("/v2/billing", headers=headers).json()["current_balance"] == 0.005


def test_the_same_request_with_the_same_idempotency_key(api: Api) -> None:
    def ask(prompt: str) -> tuple[int, str]:
        response = api.client.post(SECOND, json={"prompt": prompt}, headers={"Idempotency-Key": "k1"})
        return response.status_code, response.json().get("id", response.json().get("message", ""))

    status, id = ask("a fox")
    assert ask("a fox") == (200, id)
    status, message = ask("an owl")
    assert status == 409
    assert f"was used for generation {id}" in message
