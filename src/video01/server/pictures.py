"""Load the picture of a request and look at it before the request is accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from anyio import CapacityLimiter, to_thread

from video01.fetch import decode_image
from video01.media import read_image

FETCHES = 16  # at once; a fetch mostly waits
DECODES = 2  # at once; one may take 150 MB while it lasts


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture that was looked at."""

    data: bytes = field(repr=False)  # a JPEG, PNG or WebP file, as sent
    width: int  # pixels, upright
    height: int


class Pictures:
    """Fetches and checks pictures in threads of its own, so that slow ones hold up neither polls nor each other."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._fetches = CapacityLimiter(FETCHES)
        self._decodes = CapacityLimiter(DECODES)

    async def load(self, sent: str | bytes) -> Picture:
        """The picture that a URL, data URI or base64 text stands for, or a file. Raises `InvalidImage`."""
        data = sent if isinstance(sent, bytes) else await self._fetch(sent)
        height, width, _ = await to_thread.run_sync(_shape, data, limiter=self._decodes)
        return Picture(data=data, width=width, height=height)

    async def _fetch(self, text: str) -> bytes:
        decode = partial(decode_image, text, allow_private=self._allow_private)
        return await to_thread.run_sync(decode, limiter=self._fetches)


def _shape(data: bytes) -> tuple[int, ...]:
    return read_image(data).shape
