"""The models that can be asked for: their names, and the list at `/v1/models`, which needs no key."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from video01.errors import InvalidRequest

DEFAULT = "video-01"
ALIASES = {"video-01": "video-01", "minimax/video-01": "video-01"}  # what callers write, in lower case -> our name

_LIST: dict[str, Any] = {
    "object": "list",
    "data": [
        {
            "id": "video-01",
            "type": "video",
            "info": {
                "name": "video-01",
                "developer": "video01, an open server for the video-01 protocol",
                "description": "A sentence or a picture becomes a clip of up to ten seconds, 720p at 25 fps.",
            },
            "features": ["text-to-video", "image-to-video"],
            "endpoints": ["/v2/generate/video/minimax/generation", "/v2/video/generations"],
        }
    ],
}
_BODY = json.dumps(_LIST).encode()
_ETAG = f'"{sha256(_BODY).hexdigest()[:32]}"'

router = APIRouter(tags=["models"])


def model_named(text: str, *, field: str = "model") -> str:
    """Our name of the model that the caller means. Raises `InvalidRequest` that lists the models there are."""
    name = ALIASES.get(text.strip().lower())
    if name is None:
        raise InvalidRequest(field, f"{field} must be one of {', '.join(ALIASES)}, got {text[:100]!r}")
    return name


@router.get("/v1/models", summary="List the models", response_model=dict[str, Any])
@router.get("/models", include_in_schema=False)
async def list_models(request: Request) -> Response:
    """With `If-None-Match` and the ETag of an earlier answer, 304 and no body while nothing has changed."""
    headers = {"ETag": _ETAG, "Cache-Control": "public, max-age=300"}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if known & {_ETAG, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(_BODY, media_type="application/json", headers=headers)
