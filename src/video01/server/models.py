"""The models that can be asked for: their names, and the list at `/v1/models`, which needs no key.

One entry is at once what clients of the AI/ML API read (`type`, `info`, `endpoints`) and what those of OpenAI do
(`object`, `created`, `owned_by`).
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from video01.errors import InvalidRequest, NotFound
from video01.server.errors import documented

DEFAULT = "video-01"
NAMES = (DEFAULT, "minimax/video-01")  # what callers write, in any case of letters

_LIST: dict[str, Any] = {
    "object": "list",
    "data": [
        {
            "id": "video-01",
            "object": "model",
            "created": 1_764_547_200,
            "owned_by": "video01",
            "type": "video",
            "info": {
                "name": "video-01",
                "developer": "video01, an open server for the video-01 protocol",
                "description": "A sentence or a picture becomes a clip of up to ten seconds, 720p at 25 fps.",
            },
            "features": ["text-to-video", "image-to-video"],
            "endpoints": [
                "/v2/generate/video/minimax/generation",
                "/v2/video/generations",
                "/v1/videos",
                "/v1/video_generation",
            ],
        }
    ],
}
_MODEL: dict[str, Any] = _LIST["data"][0]
_BODY = json.dumps(_LIST).encode()
_ETAG = f'"{sha256(_BODY).hexdigest()[:32]}"'

router = APIRouter(tags=["models"])


def model_named(text: str, *, field: str = "model", names: tuple[str, ...] = NAMES) -> str:
    """Our name of the model that the caller means. Raises `InvalidRequest` that lists the names there are."""
    if text.strip().lower() not in {name.lower() for name in names}:
        raise InvalidRequest(field, f"{field} must be one of {', '.join(names)}, got {text[:100]!r}")
    return DEFAULT


@router.get("/v1/models", summary="List the models", response_model=dict[str, Any])
@router.get("/models", include_in_schema=False)
async def list_models(request: Request) -> Response:
    """With `If-None-Match` and the ETag of an earlier answer, 304 and no body while nothing has changed."""
    headers = {"ETag": _ETAG, "Cache-Control": "public, max-age=300"}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if known & {_ETAG, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(_BODY, media_type="application/json", headers=headers)


@router.get("/v1/models/{id:path}", summary="One model", response_model=dict[str, Any], responses=documented(404))
async def one_model(id: str) -> dict[str, Any]:
    """The same as in the list."""
    if id not in NAMES:
        raise NotFound(f"there is no model {id[:100]!r}; those there are: {', '.join(NAMES)}")
    return _MODEL
