"""The routes behind the page: who may call them, and what they answer."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from tests.clients.in_process import WORKER, Api, InProcess, picture, running_api
from video01 import recipe
from video01.generation import Generation, GenerationRequest, Output
from video01.media import comment_of, encode
from video01.server.studio import page
from video01.server.studio.session import COOKIE, TOKEN, Sessions

PARTS = "/studio/api"
FIRST_VIEW = 100 * 1024  # bytes on the wire


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running_api(tmp_path_factory.mktemp("home")) as api:
        yield api


@pytest.fixture
def me(api: Api) -> Iterator[httpx.Client]:
    """Signed in, with a key of its own."""
    _, secret = api.keys.create("somebody")
    with signed_in(api, secret) as client:
        yield client


@contextmanager
def signed_in(api: Api, secret: str) -> Iterator[httpx.Client]:
    with httpx.Client(transport=InProcess(api.app), base_url="http://server.test") as client:
        answer = client.post(f"{PARTS}/session", json={"key": secret})
        assert answer.status_code == 200, answer.text
        client.headers[TOKEN] = answer.json()["token"]
        yield client


def make(client: httpx.Client, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{PARTS}/videos", json={"prompt": "a fox", "duration": 1, **body})
    assert answer.status_code == 200, answer.text
    first: dict[str, Any] = answer.json()["videos"][0]
    return first


def finish(api: Api, folder: Path, *, frames: int = 10) -> Generation:
    """Make the next one that waits: frame n is grey of 20 n, and its file has a recipe."""
    generation = api.claim()
    video, poster = f"{generation.id}-1.mp4", f"{generation.id}-1.jpg"
    chunks = (np.full((1, 320, 400, 3), 20 * n, np.uint8) for n in range(frames))
    comment = recipe.write(generation.request, None)
    encode(chunks, folder / video, fps=25, size=(400, 320), comment=comment)
    (folder / poster).write_bytes(picture(kind="JPEG"))
    size = api.storage.put(video, folder / video)
    api.storage.put(poster, folder / poster)
    output = Output(video=video, poster=poster, duration=frames / 25, width=400, height=320, size=size)
    api.queue.succeed(generation.id, WORKER, output)
    return api.queue.get(generation.id)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "session"),
        ("GET", "videos"),
        ("POST", "videos"),
        ("GET", "videos/x/download"),
        ("POST", "videos/x/cancel"),
        ("GET", "queue"),
        ("GET", "events"),
        ("POST", "optimize"),
        ("POST", "recipe"),
        ("GET", "admin"),
        ("POST", "admin/keys"),
    ],
)
def test_nothing_without_signing_in(api: Api, method: str, path: str) -> None:
    for cookie in ("", "nonsense", "key_1.9999999999.abc.def", "é"):
        headers = {"Cookie": f"{COOKIE}={cookie}".encode()}
        answer = api.stranger.request(method, f"{PARTS}/{path}", headers=headers)
        assert answer.status_code == 401, path
    assert api.client.get(f"{PARTS}/videos").status_code == 401, "a key in a header is for the API"


def test_what_changes_something_needs_the_token(api: Api, me: httpx.Client) -> None:
    for token in ("", "wrong", "é".encode()):
        answer = me.post(f"{PARTS}/videos", json={"prompt": "a fox"}, headers={TOKEN: token})
        assert answer.status_code == 403
    assert me.get(f"{PARTS}/videos").json()["videos"] == []
    other = me.post(f"{PARTS}/session", json={"key": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert other.status_code == 403, "nobody is signed in from elsewhere"


def test_a_cookie_dies_with_its_key_and_with_time(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    key, secret = api.keys.create("short-lived")
    with signed_in(api, secret) as client:
        assert client.get(f"{PARTS}/session").json()["key"]["name"] == "short-lived"
        api.keys.revoke(key.id)
        assert "revoked" in client.get(f"{PARTS}/session").json()["message"]
    sessions = Sessions(b"s" * 32)
    cookie = sessions.cookie("key_1")
    assert sessions.key_id(cookie) == "key_1"
    assert Sessions(b"t" * 32).key_id(cookie) is None
    assert sessions.key_id(cookie.replace("key_1", "key_2")) is None
    monkeypatch.setattr("time.time", lambda: 1e11)
    assert sessions.key_id(cookie) is None


def test_the_scopes_of_a_key_hold(api: Api) -> None:
    _, secret = api.keys.create("reader", scopes=frozenset({"read"}))
    with signed_in(api, secret) as reader:
        assert reader.get(f"{PARTS}/videos").status_code == 200
        assert reader.post(f"{PARTS}/videos", json={"prompt": "a fox"}).status_code == 403
        assert reader.get(f"{PARTS}/admin").status_code == 403
        assert reader.delete(f"{PARTS}/session").status_code == 204


def test_everybody_sees_only_their_own(api: Api, me: httpx.Client) -> None:
    video = make(me)["id"]
    _, secret = api.keys.create("somebody else")
    with signed_in(api, secret) as other:
        assert other.get(f"{PARTS}/videos").json()["videos"] == []
        for method, path in (
            ("GET", ""),
            ("GET", "/share"),
            ("GET", "/story"),
            ("POST", "/cancel"),
            ("POST", "/again"),
        ):
            assert other.request(method, f"{PARTS}/videos/{video}{path}", json={}).status_code == 404
        assert other.delete(f"{PARTS}/videos/{video}").status_code == 404
    assert me.delete(f"{PARTS}/videos/{video}").status_code == 204


def test_takes_and_clicks_that_are_sent_twice(api: Api, me: httpx.Client) -> None:
    body = {"prompt": "a fox", "takes": 3, "seed": 2**32 - 2, "once": "one-click"}
    first, second = (me.post(f"{PARTS}/videos", json=body).json()["videos"] for _ in range(2))
    assert [video["seed"] for video in first] == [2**32 - 2, 2**32 - 1, 0]
    assert [video["id"] for video in first] == [video["id"] for video in second]
    assert me.post(f"{PARTS}/videos", json={"prompt": "a fox", "takes": 5}).status_code == 400
    for video in first:
        me.delete(f"{PARTS}/videos/{video['id']}")


def test_pages_search_and_favourites(me: httpx.Client) -> None:
    ids = [make(me, prompt=f"number {n}")["id"] for n in range(5)]
    me.put(f"{PARTS}/videos/{ids[1]}/favourite", json={"favourite": True})
    page_ = me.get(f"{PARTS}/videos", params={"limit": 3}).json()
    assert [video["id"] for video in page_["videos"]] == ids[:1:-1]
    rest = me.get(f"{PARTS}/videos", params={"before": page_["next"]}).json()
    assert [video["id"] for video in rest["videos"]] == ids[1::-1]
    assert rest["next"] is None
    assert [one["id"] for one in me.get(f"{PARTS}/videos?favourite=true").json()["videos"]] == [ids[1]]
    assert [one["id"] for one in me.get(f"{PARTS}/videos?search=NUMBER%203").json()["videos"]] == [ids[3]]
    assert [one["position"] for one in me.get(f"{PARTS}/queue").json()["waiting"]] == list(range(5))
    me.post(f"{PARTS}/videos/{ids[4]}/move", json={"before": ids[0]})
    assert me.get(f"{PARTS}/queue").json()["waiting"][0]["id"] == ids[4]
    assert me.post(f"{PARTS}/queue/pause").json()["paused"] is True
    assert me.post(f"{PARTS}/queue/resume").json()["paused"] is False
    for id in ids:
        assert me.post(f"{PARTS}/videos/{id}/cancel").json()["status"] == "canceled"
    again = me.post(f"{PARTS}/videos/{ids[0]}/retry").json()["videos"][0]
    assert again["prompt"] == "number 0"
    assert me.get(f"{PARTS}/videos/{ids[0]}").status_code == 404, "the new one takes its place"
    me.delete(f"{PARTS}/videos/{again['id']}")


def test_files_frames_and_sharing(api: Api, me: httpx.Client, tmp_path: Path) -> None:
    video = make(me, prompt='a <b>"fox"</b>; [Push in]')
    path = f"{PARTS}/videos/{video['id']}"
    assert me.get(f"{path}/frame").status_code == 404, "not finished"
    finish(api, tmp_path)
    for seconds, grey in ((0, 0), (0.2, 100), (99, 180)):
        (tmp_path / "frame.jpg").write_bytes(me.get(f"{path}/frame", params={"at": seconds}).content)
        with Image.open(tmp_path / "frame.jpg") as frame:
            assert frame.size == (400, 320)
            assert abs(float(np.asarray(frame).mean()) - grey) < 4
    assert me.get(f"{path}/frame?at=nan").status_code == 400
    whole = me.get(f"{path}/download")
    assert whole.headers["content-disposition"] == f'attachment; filename="a-b-fox-b-{video["seed"]}.mp4"'
    assert comment_of(whole.content)
    assert comment_of(me.get(f"{path}/download?recipe=false").content) is None
    assert me.get(f"{path}/gif").content.startswith(b"GIF8")
    assert me.get(f"{path}/poster").content == picture(kind="JPEG")
    link = "/" + me.get(f"{path}/share").json()["link"]
    shown = api.stranger.get(link)
    assert "a &lt;b&gt;&quot;fox&quot;&lt;/b&gt;" in shown.text
    assert "unsafe" not in shown.headers["content-security-policy"]
    shared = api.stranger.get(f"{link}/video.mp4")
    assert comment_of(shared.content) is None
    part = api.stranger.get(f"{link}/video.mp4", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, shared.content[10:20])
    assert api.stranger.get(f"{link}/video.mp4", headers={"Range": "bytes=9999999-"}).status_code == 416
    assert api.stranger.get(f"{link}/poster.jpg").status_code == 200
    assert api.stranger.get(f"{link[:-2]}zz").status_code == 404
    me.delete(path)
    assert api.stranger.get(link).status_code == 404
    assert not api.storage.path(f"{video['id']}-1.mp4").exists()


def test_a_story_is_what_was_continued(api: Api, me: httpx.Client, tmp_path: Path) -> None:
    first = make(me, prompt="one")
    finish(api, tmp_path)
    image = _data_uri(picture(400, 320))
    second = make(me, prompt="two", parent=first["id"], first_frame=image)
    finish(api, tmp_path)
    remix = make(me, prompt="no continuation", parent=first["id"])
    finish(api, tmp_path)
    third = make(me, prompt="three", parent=second["id"], first_frame=image)
    finish(api, tmp_path)
    for video in (first, second, third):
        story = me.get(f"{PARTS}/videos/{video['id']}/story").json()["videos"]
        assert [part["prompt"] for part in story] == ["one", "two", "three"]
    assert len(me.get(f"{PARTS}/videos/{remix['id']}/story").json()["videos"]) == 1
    assert me.get("/" + story[1]["first_frame"]).content == picture(400, 320)
    assert me.post(f"{PARTS}/videos", json={"prompt": "x", "parent": "nobody's"}).status_code == 404


def test_recipes_are_read_as_what_they_are_files_from_anywhere(me: httpx.Client, tmp_path: Path) -> None:
    def sent(request: GenerationRequest | str) -> httpx.Response:
        text = request if isinstance(request, str) else recipe.write(request, None)
        encode([np.zeros((2, 64, 64, 3), np.uint8)], tmp_path / "clip.mp4", fps=25, size=(64, 64), comment=text)
        return me.post(f"{PARTS}/recipe", content=(tmp_path / "clip.mp4").read_bytes())

    found = sent(GenerationRequest(prompt="a fox", seed=7, first_frame=picture())).json()
    assert (found["prompt"], found["seed"], found["first_frame"]["width"]) == ("a fox", 7, 640)
    for bad, why in (
        (GenerationRequest(prompt="a fox", first_frame=b"<svg/>"), "JPEG"),
        (GenerationRequest(prompt="a fox", model="other"), "model must be one of"),
        (GenerationRequest(prompt="x" * 2001), "2000"),
        ("", "does not tell how it was made"),
        (json.dumps({"video01_recipe": 9}), "version 1 is expected"),
    ):
        answer = sent(bad)
        assert answer.status_code == 400
        assert why in answer.json()["message"]
    assert me.post(f"{PARTS}/recipe", content=b"no video").status_code == 400


def test_the_optimizer_alone(me: httpx.Client) -> None:
    report = me.post(f"{PARTS}/optimize", json={"prompt": "my eloquent fox"}).json()
    assert report["prompt"].startswith("a fox")
    assert "eloquent" in report["ignored"]
    assert me.post(f"{PARTS}/optimize", json={"prompt": ""}).status_code == 400


def test_running_the_place(api: Api) -> None:
    _, secret = api.keys.create("boss", scopes=frozenset({"generate", "read", "admin"}))
    with signed_in(api, secret) as boss:
        made = boss.post(f"{PARTS}/admin/keys", json={"name": "a friend", "credits": 90_000, "rpm": 10}).json()
        friend = api.keys.authenticate(made["secret"])
        assert (friend.credits, friend.rpm) == (90_000, 10)
        assert made["secret"] not in boss.get(f"{PARTS}/admin").text
        assert boss.post(f"{PARTS}/admin/keys", json={"name": "x", "scopes": "all"}).status_code == 400
        left = boss.delete(f"{PARTS}/admin/keys/{friend.id}").json()
        assert next(key for key in left["keys"] if key["id"] == friend.id)["revoked_at"]


def test_a_one_time_link_works_once(api: Api) -> None:
    token = api.app.state.studio_sessions.link(api.owner)
    with httpx.Client(transport=InProcess(api.app), base_url="http://server.test") as client:
        assert client.get(f"/studio/enter/{token}").status_code == 303
        assert client.get(f"{PARTS}/session").status_code == 200
        assert "signin" in client.get(f"/studio/enter/{token}").headers["location"]


def test_the_first_view_is_light() -> None:
    lazy = {"admin.js", "code.js", "compare.js", "queue.js", "recipe.js", "viewer.js", "share.css"}
    assert sum(len(asset.packed) for name, asset in page.assets().items() if name not in lazy) < FIRST_VIEW


def test_the_page_is_sent_once(api: Api) -> None:
    plain = {"Accept-Encoding": "identity"}
    first = api.stranger.get("/studio/static/app.js", headers=plain)
    assert first.headers["content-type"].startswith("text/javascript")
    again = api.stranger.get("/studio/static/app.js", headers={**plain, "If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert api.stranger.get("/studio/static/../page.py", headers=plain).status_code == 404


def _data_uri(data: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"
