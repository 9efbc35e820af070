"""A request on its way from a caller's spelling to the domain: valid, but for its pictures, not loaded yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from video01.errors import InvalidRequest
from video01.generation import GenerationRequest
from video01.media import fit_size
from video01.server.fields import Fields, caller_names
from video01.server.pictures import Picture, Pictures

UNSEEN = b""  # stands for a picture until it is loaded
_SIZE = re.compile(r"\s*(\d{1,5})\s*[xX×*]\s*(\d{1,5})\s*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a dialect makes of the body of a create request."""

    request: GenerationRequest
    pictures: Mapping[str, str | bytes]  # our field -> a URL, data URI or base64 text, or the file itself
    names: Mapping[str, str]  # our field -> the caller's name for it
    short_side: int = 720  # pixels of the video's shorter side, if the picture is to give its shape

    def checked(self) -> Draft:
        """The same, its fields validated. Raises `InvalidRequest` in the caller's words."""
        with caller_names(self.names):
            self.request.validate()
        return self

    async def complete(self, pictures: Pictures) -> GenerationRequest:
        """The request with its pictures, and of the first one's shape unless a size was sent. Raises `InvalidImage`."""
        loaded = {field: await self._load(field, pictures) for field in self.pictures}
        size = self.request.size
        first = loaded.get("first_frame")
        if first is not None and size is None:
            size = fit_size(first.width, first.height, short_side=self.short_side)
        data: dict[str, Any] = {field: picture.data for field, picture in loaded.items()}
        return replace(self.request, size=size, **data)

    async def _load(self, field: str, pictures: Pictures) -> Picture:
        with caller_names({"first_frame": self.names[field]}):  # what every picture is called where it is loaded
            return await pictures.load(self.pictures[field])


def read_prompt(fields: Fields, *, has_picture: bool) -> str:
    """The prompt, which may be missing beside a picture. Raises `InvalidRequest`."""
    prompt = fields.text("prompt")
    if prompt is None and not has_picture:
        raise InvalidRequest("prompt", "prompt is required: a string of 1 to 2000 characters is expected, got none")
    return prompt or ""


def parse_size(text: str) -> tuple[int, int] | None:
    """`1280x720` as (width, height); None for text of another form."""
    match = _SIZE.fullmatch(text)
    return None if match is None else (int(match[1]), int(match[2]))
