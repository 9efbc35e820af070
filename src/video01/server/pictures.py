"""Load the picture of a request and look at it before the request is accepted."""

from __future__ import annotations

from functools import partial

from anyio import CapacityLimiter, to_thread

from video01.fetch import decode_image
from video01.media import read_image

FETCHES = 16  # at once; a fetch mostly waits
DECODES = 2  # at once; one may take 150 MB while it lasts


class Pictures:
    """Fetches and checks pictures in threads of its own, so that slow ones hold up neither polls nor each other."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._fetches = CapacityLimiter(FETCHES)
        self._decodes = CapacityLimiter(DECODES)

    async def load(self, text: str) -> bytes:
        """The JPEG or PNG file that a URL, data URI or base64 text stands for. Raises `InvalidImage`."""
        decode = partial(decode_image, text, allow_private=self._allow_private)
        data = await to_thread.run_sync(decode, limiter=self._fetches)
        await to_thread.run_sync(read_image, data, limiter=self._decodes)
        return data
