"""The HTTP protocol that uvicorn shall speak: with a limit to the head of a request, whichever parser is installed.

h11 has one (64 KiB); httptools, which is faster, would keep in memory whatever comes.
"""

from __future__ import annotations

import asyncio
from importlib.util import find_spec

MAX_HEAD = 65_536  # bytes of request line and headers


def http_protocol() -> type[asyncio.Protocol] | str:
    """What to give to `uvicorn.Config(http=...)`."""
    if find_spec("httptools") is None:
        return "h11"
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol  # noqa: PLC0415  # needs an optional package

    class Limited(HttpToolsProtocol):
        """Hangs up on a head that is too long."""

        _head = 0  # bytes of a head that has not ended

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
