"""What hostile callers try: pictures, bodies, headers, links, other people's ids, slow connections, secrets in logs.

Private addresses, redirects to them and names that change between check and connect: tests/unit/test_fetch.py for
pictures, tests/integration/test_webhooks.py for webhooks.
"""

from __future__ import annotations

import base64
import io
import socket
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.clients.in_process import Api, logged, picture, running_api
from tests.clients.served import environment
from tests.integration.test_server_load import listening
from video01.generation import GenerationRequest

SECOND = "/v2/video/generations"


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path) as api:
        yield api


@pytest.fixture
def served(api: Api) -> Iterator[tuple[Api, httpx.URL]]:
    """The same behind a real HTTP server."""
    with listening(api.app) as base:
        yield api, httpx.URL(base)


def _bomb(side: int) -> bytes:
    """A PNG that says it is `side` pixels square; its data are a few bytes of zeros that inflate to megabytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(50_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _polyglot() -> bytes:
    """A web page that begins like a GIF."""
    return b"GIF89a/*" + b"\0" * 20 + b"*/=1;<script>alert(1)</script>"


HOSTILE_PICTURES = {
    "a bomb": _bomb(60_000),
    "a smaller bomb": _bomb(16_000),
    "cut off": picture()[:200],
    "only a head": b"\x89PNG\r\n\x1a\n",
    "a JPEG that ends": picture(kind="JPEG")[:300],
    "a page": _polyglot(),
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "a zip": b"PK\x03\x04" + bytes(100),
    "nothing": b"",
    "noise": bytes(range(256)) * 40,
    "a TIFF": b"II*\0" + bytes(100),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 400 400\n",
}


def test_a_poll_with_a_key_that_another_process_revoked_is_refused_at_once(
    served: tuple[Api, httpx.URL], tmp_path: Path
) -> None:
    api, base = served
    key, secret = api.keys.create("short-lived")
    id = api.queue.add(GenerationRequest(prompt="a fox"), owner=key.id).id
    with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {secret}"}, trust_env=False) as client:
        for _ in range(3):
            assert client.get(f"{SECOND}/{id}").status_code == 200
        revoke = [sys.executable, "-m", "video01", "keys", "revoke", key.id]
        subprocess.run(revoke, env=environment(VIDEO01_HOME=str(tmp_path)), check=True, timeout=60, capture_output=True)
        assert client.get(f"{SECOND}/{id}").status_code == 401


@pytest.mark.parametrize("name", HOSTILE_PICTURES)
def test_hostile_pictures_are_refused_soon_and_in_words(api: Api, name: str) -> None:
    data = base64.b64encode(HOSTILE_PICTURES[name]).decode()
    began = time.process_time()
    response = api.client.post(SECOND, json={"prompt": "a fox", "image_url": f"data:image/png;base64,{data}"})
    assert response.status_code == 400
    assert response.json()["error"]["data"]["field"] == "image_url"
    assert time.process_time() - began < 3
    assert api.queue.list() == ()


def test_a_picture_with_something_behind_it_is_read_as_a_picture(api: Api) -> None:
    """The bytes are kept as they were sent and given to nobody but the engine, which decodes pixels."""
    data = base64.b64encode(picture() + b"<script>alert(1)</script>").decode()
    assert api.client.post(SECOND, json={"prompt": "a fox", "image_url": data}).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "http://127.0.0.1/x.png",
        "http://localhost/x.png",
        "http://[::1]/x.png",
        "http://[::ffff:127.0.0.1]/x.png",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/x.png",
        "http://2130706433/x.png",
        "http://0x7f.1/x.png",
        "http://10.0.0.1/x.png",
        "http://[fe80::1]/x.png",
        "http://user:pass@127.0.0.1/x.png",
    ],
)
def test_urls_into_our_own_network_are_refused(api: Api, url: str) -> None:
    response = api.client.post(SECOND, json={"prompt": "a fox", "image_url": url})
    assert response.status_code == 400, response.text
    assert api.queue.list() == ()


def test_another_keys_generation_does_not_exist(api: Api) -> None:
    id = api.create()["id"]
    number = api.queue.get(id).number
    other = {"Authorization": f"Bearer {api.keys.create('other')[1]}"}
    tries = [
        ("GET", f"{SECOND}/{id}"),
        ("GET", f"{SECOND}?generation_id={id}"),
        ("DELETE", f"{SECOND}/{id}"),
        ("POST", f"{SECOND}/{id}/cancel"),
        ("GET", f"/v1/generations/{id}/events"),
        ("GET", f"/v1/generations/{id}/preview"),
        ("DELETE", f"/v1/generations/{id}"),
        ("GET", f"/v1/videos/{id}"),
        ("GET", f"/v1/videos/{id}/content"),
        ("DELETE", f"/v1/videos/{id}"),
    ]
    for method, path in tries:
        assert api.stranger.request(method, path, headers=other).status_code == 404, path
    answer = api.stranger.get(f"/v1/query/video_generation?task_id={number}", headers=other).json()
    assert answer["base_resp"]["status_code"] != 0
    assert api.queue.get(id).status == "queued"


@pytest.mark.parametrize(
    "name", ["../video01.db", "..%2fvideo01.db", "....//x.mp4", "%2e%2e/signing.key", "x.mp4%00.jpg"]
)
def test_no_way_out_of_the_folder_of_videos(api: Api, name: str) -> None:
    assert api.stranger.get(f"/files/{name}?expires=9999999999&signature=0").status_code in {403, 404}


def test_a_link_cannot_be_bent(api: Api) -> None:
    id = api.create()["id"]
    api.finish()
    url = httpx.URL(api.poll(id)["video"]["url"])
    assert api.stranger.get(url.raw_path.decode()).status_code == 200
    later = url.copy_set_param("expires", str(int(url.params["expires"]) + 1))
    poster = url.copy_with(path=f"/files/{id}.jpg")
    for bent in (later, poster, url.copy_remove_param("signature"), url.copy_set_param("signature", "é")):
        assert api.stranger.get(bent.raw_path.decode()).status_code == 403


def test_no_secret_is_logged(api: Api) -> None:
    with logged() as log:
        id = api.create(prompt="a very private prompt", callback_url="https://hooks.test/?token=hush")["id"]
        api.finish()
        url = httpx.URL(api.poll(id)["video"]["url"])
        api.stranger.get(url.raw_path.decode())
        api.stranger.get("/v2/billing", headers={"Authorization": "Bearer v01_wrong-but-secret"})
        api.client.post(SECOND, json={"prompt": "x", "image_url": "http://user:hunter2@127.0.0.1/"})
    text = log.getvalue()
    assert id in text
    for secret in (api.secret, "private prompt", "hush", url.params["signature"], "wrong-but-secret", "hunter2"):
        assert secret not in text


def test_pages_of_other_origins_as_the_setting_says(tmp_path: Path) -> None:
    with running_api(tmp_path, cors_origins="https://a.test, https://b.test") as api:
        for origin, allowed in (("https://a.test", True), ("https://b.test", True), ("https://c.test", False)):
            response = api.stranger.get("/health", headers={"Origin": origin})
            assert (response.headers.get("access-control-allow-origin") == origin) is allowed


def _talk(base: httpx.URL, data: bytes) -> bytes:
    """What the server says to these bytes until it hangs up, or for three seconds."""
    with socket.create_connection((base.host, base.port or 80), timeout=3) as connection:
        answer = io.BytesIO()
        try:
            connection.sendall(data)
            while chunk := connection.recv(65536):
                answer.write(chunk)
        except (TimeoutError, ConnectionError):
            pass
        return answer.getvalue()


def test_huge_headers_are_refused(served: tuple[Api, httpx.URL]) -> None:
    _, base = served
    huge = b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Huge: " + b"x" * 2_000_000 + b"\r\n\r\n"
    assert not _talk(base, huge).startswith(b"HTTP/1.1 200")
    assert httpx.get(base.join("/health"), trust_env=False).status_code == 200


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\0\1\2\3\r\n\r\n",
        b"GET /health NONSENSE/1\r\n\r\n",
        b"POST " + SECOND.encode() + b" HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST " + SECOND.encode() + b" HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    ],
)
def test_nonsense_on_the_wire_harms_nobody(served: tuple[Api, httpx.URL], nonsense: bytes) -> None:
    _, base = served
    assert b" 200 " not in _talk(base, nonsense).partition(b"\r\n")[0]
    assert httpx.get(base.join("/health"), trust_env=False).status_code == 200


def test_slow_clients_hold_up_nobody(served: tuple[Api, httpx.URL]) -> None:
    api, base = served
    head = f"POST {SECOND} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.secret}\r\nContent-Length: 1000\r\n\r\n"
    slow = [socket.create_connection((base.host, base.port or 80)) for _ in range(200)]
    try:
        for connection in slow:
            connection.sendall(head.encode() + b"{")
        for _ in range(5):
            assert httpx.get(base.join("/health"), timeout=5, trust_env=False).status_code == 200
    finally:
        for connection in slow:
            connection.close()
