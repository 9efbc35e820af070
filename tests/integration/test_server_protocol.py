"""What the server writes goes out in few packets, all of it and in order."""

import asyncio
from collections.abc import Callable

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
