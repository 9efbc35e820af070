"""What the server writes goes out in few packets, all of it and in order."""

import asyncio
import socket
import time
from collections.abc import Callable

import httpx
from starlette.types import Receive, Scope, Send

from tests.integration.test_server_load import listening
from video01.server.protocol import MAX_WAITING, packed


class Recorded(asyncio.Transport):
    """Takes down what reaches the system."""

    def __init__(self) -> None:
        super().__init__({"sslcontext": None})
        self.sent: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:  # type: ignore[override]  # bytes are enough here
        self.sent.append(bytes(data))

    def close(self) -> None:
        self.closed = True


def recorded(act: Callable[[asyncio.Transport], None]) -> Recorded:
    transport = Recorded()

    async def run() -> None:
        act(packed(transport))
        await asyncio.sleep(0)

    asyncio.run(run())
    return transport


def test_head_and_body_are_one_packet() -> None:
    def answer(transport: asyncio.Transport) -> None:
        transport.write(b"head ")
        transport.write(b"body")
        transport.write(b"")

    assert recorded(answer).sent == [b"head body"]


def test_nothing_waits_for_more_than_a_packet() -> None:
    """Or a long download would be kept in memory, as nothing would tell the app to pause."""

    def download(transport: asyncio.Transport) -> None:
        for _ in range(5):
            transport.write(b"x" * (MAX_WAITING + 1))

    assert [len(data) for data in recorded(download).sent] == [MAX_WAITING + 1] * 5


def test_what_waits_is_sent_before_the_end() -> None:
    def hang_up(transport: asyncio.Transport) -> None:
        transport.write(b"goodbye")
        transport.close()

    transport = recorded(hang_up)
    assert transport.sent == [b"goodbye"]
    assert transport.closed


def test_an_answer_leaves_before_what_comes_after_it() -> None:
    """The log line is written when the caller has its answer."""
    late = 2.0  # seconds

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"body"})
        time.sleep(late)

    with listening(app) as base:
        url = httpx.URL(base)
        with socket.create_connection((url.host, url.port or 80)) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            began = time.monotonic()
            answer = connection.recv(4096)
            assert time.monotonic() - began < late
            assert answer.startswith(b"HTTP/1.1 200")
            assert answer.endswith(b"\r\n\r\nbody")
