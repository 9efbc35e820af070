"""The HTTP protocol that uvicorn shall speak, whichever parser is installed: with a limit to the head of a request, and
with head and body of an answer in one packet.

h11 has a limit (64 KiB); httptools, which is faster, would keep in memory whatever comes.
"""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

MAX_HEAD = 65_536  # bytes of request line and headers
MAX_WAITING = 65_536  # bytes of an answer that wait for more


def http_protocol() -> type[asyncio.Protocol]:
    """What to give to `uvicorn.Config(http=...)`."""
    return _h11() if find_spec("httptools") is None else _httptools()


def _h11() -> type[asyncio.Protocol]:
    class Packed(H11Protocol):
        """Answers in few packets."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
            super().connection_made(packed(transport))

        def on_response_complete(self) -> None:
            send_now(self.transport)
            super().on_response_complete()

    return Packed


def _httptools() -> type[asyncio.Protocol]:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol  # noqa: PLC0415  # needs an optional package

    class Limited(HttpToolsProtocol):
        """Answers in few packets, and hangs up on a head that is too long."""

        _head = 0  # bytes of a head that has not ended

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
            super().connection_made(packed(transport))

        def on_response_complete(self) -> None:
            send_now(self.transport)
            super().on_response_complete()

        def data_received(self, data: bytes) -> None:
            self._head += len(data)
            super().data_received(data)
            if self._head > MAX_HEAD and not self.transport.is_closing():
                self.send_400_response(f"The head of the request has more than {MAX_HEAD} bytes.")

        def on_message_begin(self) -> None:
            self._head = 0
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            self._head = -(10**18)  # what follows is the body, which has limits of its own
            super().on_headers_complete()

    return Limited


def packed(transport: asyncio.Transport) -> asyncio.Transport:
    """The same transport, but what is written in one turn of the event loop is sent in one call to the system."""
    return cast(asyncio.Transport, _Packed(transport))


def send_now(transport: asyncio.Transport) -> None:
    """Do not wait for more: the answer is whole, and what comes after it, such as the log line, holds up nobody."""
    if isinstance(transport, _Packed):
        transport.send_waiting()


class _Packed:
    """Has all that its transport has."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._waiting = bytearray()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._waiting:
            self._loop.call_soon(self.send_waiting)
        self._waiting += data
        if len(self._waiting) > MAX_WAITING:
            self.send_waiting()

    def close(self) -> None:
        self.send_waiting()
        self._transport.close()

    def send_waiting(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, bytearray()
            self._transport.write(waiting)
