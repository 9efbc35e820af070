"""Files of a video that the page asks for by id: the picture it began with, single frames, a GIF, a download."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from video01.errors import NotFound
from video01.server.backend import BackendOf
from video01.server.studio.session import SignedIn

KEPT = {"Cache-Control": "private, max-age=86400", "Cross-Origin-Resource-Policy": "same-origin"}

router = APIRouter()


@router.get("/videos/{id}/first-frame")
def first_frame(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    """The picture as it was sent."""
    picture = backend.queue.first_frame(backend.queue.get(id, owner=visit.key.id).id)
    if picture is None:
        raise NotFound(f"the video {id!r} did not begin with a picture")
    kind = "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"
    return Response(picture, media_type=kind, headers={**KEPT, "X-Content-Type-Options": "nosniff"})
