"""The app under a real HTTP server: many at once, slow pictures, callers that leave."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import uvicorn

from tests.clients.in_process import Api, logged, picture, running_api
from video01.server.protocol import http_protocol

SECOND = "/v2/video/generations"
SLOW_PICTURES = 30  # more than are fetched at once


@contextlib.contextmanager
def listening(app: object) -> Iterator[str]:
    """The address of a real server that runs `app`."""
    how = {"access_log": False, "log_level": "warning", "lifespan": "off", "http": http_protocol()}
    config = uvicorn.Config(app, port=0, **how)  # type: ignore[arg-type]
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextlib.contextmanager
def slow_pictures(release: threading.Event) -> Iterator[str]:
    """A URL that takes connections and answers nothing until `release` is set, then a picture."""
    image = picture()
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(image) + image

    def serve(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.recv(4096)
            release.wait(20)
            connection.sendall(answer)

    def accept() -> None:
        with contextlib.suppress(OSError), ThreadPoolExecutor(SLOW_PICTURES) as pool:
            while True:
                pool.submit(serve, listener.accept()[0])

    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        thread = threading.Thread(target=accept)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/slow.png"
        release.set()
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path, allow_private_urls=True) as api, listening(api.app) as base:
        headers = {"Authorization": f"Bearer {api.secret}"}
        with httpx.Client(base_url=base, headers=headers, timeout=30, trust_env=False) as client:
            yield api.reached_by(client)


def test_slow_pictures_hold_up_nobody_else(api: Api) -> None:
    id = api.create()["id"]
    release = threading.Event()
    with slow_pictures(release) as url, ThreadPoolExecutor(SLOW_PICTURES) as pool:
        body = {"prompt": "a fox", "image_url": url}
        waiting = [pool.submit(api.client.post, SECOND, json=body) for _ in range(SLOW_PICTURES)]
        time.sleep(0.3)
        start = time.monotonic()
        api.poll(id)
        api.create(prompt="needs no picture")
        assert time.monotonic() - start < 1
        assert not any(future.done() for future in waiting)
        release.set()
        assert [future.result().status_code for future in waiting] == [200] * SLOW_PICTURES
    assert len(api.queue.list(limit=100)) == SLOW_PICTURES + 2


def test_many_at_once_get_an_id_each(api: Api) -> None:
    with ThreadPoolExecutor(16) as pool:
        ids = list(pool.map(lambda _: api.create()["id"], range(64)))
    assert len(set(ids)) == 64
    assert sorted(ids) == sorted(generation.id for generation in api.queue.list(limit=100))


def test_a_caller_who_leaves_in_the_middle_of_the_body(api: Api) -> None:
    base = api.client.base_url
    head = f"POST {SECOND} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.secret}\r\nContent-Length: 1000\r\n\r\n"
    with logged() as log:
        with socket.create_connection((base.host, base.port or 80)) as connection:
            connection.sendall(head.encode() + b'{"prompt": ')
            time.sleep(0.1)
        give_up = time.monotonic() + 5
        while not log.getvalue() and time.monotonic() < give_up:
            time.sleep(0.02)
    assert "status=499" in log.getvalue()
    assert "Traceback" not in log.getvalue()
    assert api.queue.list() == ()
