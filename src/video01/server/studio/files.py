"""Files of a video that the page asks for by id: pictures, single frames, a GIF, a download."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, Response

from video01.errors import NotFound
from video01.generation import Generation, Output
from video01.media import frame_at, gif, jpeg, without_comment
from video01.server.backend import Backend, BackendOf
from video01.server.studio.session import SessionsOf, SignedIn
from video01.server.studio.videos import answer
from video01.storage import preview_name

KEPT = {
    "Cache-Control": "private, max-age=86400",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
FRESH = {**KEPT, "Cache-Control": "no-store"}
_KINDS = {b"\x89PNG": "image/png", b"RIFF": "image/webp"}

router = APIRouter()


@router.get("/videos/{id}/first-frame")
def first_frame(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    """The picture as it was sent."""
    return picture(backend.queue.first_frame(backend.queue.get(id, owner=visit.key.id).id))


@router.get("/videos/{id}/last-frame")
def last_frame(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    return picture(backend.queue.last_frame(backend.queue.get(id, owner=visit.key.id).id))


@router.get("/videos/{id}/preview")
def preview(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    """The newest picture of a video in the making."""
    path = backend.storage.path(preview_name(backend.queue.get(id, owner=visit.key.id).id))
    if not path.is_file():
        raise NotFound("there is no preview of this video")
    return FileResponse(path, media_type="image/jpeg", headers=FRESH)


@router.get("/videos/{id}/frame")
def frame(
    id: str, visit: SignedIn, backend: BackendOf, at: Annotated[float, Query(ge=0, allow_inf_nan=False)] = 0.0
) -> Response:
    """The frame that is seen at that second, from the decoded file; beyond the end, the last one."""
    path, _ = finished(backend.queue.get(id, owner=visit.key.id), backend)
    return Response(jpeg(frame_at(path, at), quality=95), media_type="image/jpeg", headers=KEPT)


@router.get("/videos/{id}/gif")
def animation(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    generation = backend.queue.get(id, owner=visit.key.id)
    path, _ = finished(generation, backend)
    return Response(gif(path), media_type="image/gif", headers={**KEPT, **_saved(generation, "gif")})


@router.get("/videos/{id}/poster")
def poster(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    generation = backend.queue.get(id, owner=visit.key.id)
    _, output = finished(generation, backend)
    path = backend.storage.path(output.poster)
    return FileResponse(path, media_type="image/jpeg", headers={**KEPT, **_saved(generation, "jpg")})


@router.get("/videos/{id}/download")
def download(id: str, visit: SignedIn, backend: BackendOf, recipe: bool = True) -> Response:
    """The video to keep, named after its prompt; without its recipe if that is not to travel with it."""
    generation = backend.queue.get(id, owner=visit.key.id)
    path, _ = finished(generation, backend)
    headers = {**FRESH, **_saved(generation, "mp4")}
    if recipe:
        return FileResponse(path, media_type="video/mp4", headers=headers)
    return Response(without_comment(path.read_bytes()), media_type="video/mp4", headers=headers)


@router.get("/videos/{id}/share")
def share(id: str, visit: SignedIn, backend: BackendOf, sessions: SessionsOf) -> Response:
    """The link that shows this one video to anybody, relative to the page."""
    generation = backend.queue.get(id, owner=visit.key.id)
    return answer({"link": f"share/{generation.id}/{sessions.share(generation.id)}"})


def finished(generation: Generation, backend: Backend) -> tuple[Path, Output]:
    """The file of a finished video. Raises `NotFound`."""
    if generation.output is None:
        raise NotFound("this video is not finished")
    path = backend.storage.path(generation.output.video)
    if not path.is_file():
        raise NotFound("the file of this video is no longer there")
    return path, generation.output


def picture(data: bytes | None) -> Response:
    """A picture that somebody sent. Raises `NotFound`."""
    if data is None:
        raise NotFound("this video was made without that picture")
    return Response(data, media_type=_KINDS.get(data[:4], "image/jpeg"), headers=KEPT)


def _saved(generation: Generation, ending: str) -> dict[str, str]:
    words = re.findall(r"[a-z0-9]+", re.sub(r"\[.*?\]", "", generation.request.prompt.lower()))[:8]
    name = "-".join([*words, str(generation.request.seed)])[:80]
    return {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
