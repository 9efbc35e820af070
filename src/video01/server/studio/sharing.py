"""`/share/ID/SIGNATURE`: one video for anybody who has the link. It ends when the video is deleted.

What made the video stays with its owner: the file is sent without its recipe.
"""

from __future__ import annotations

import re
from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from video01.errors import NotFound
from video01.generation import Generation
from video01.media import without_comment
from video01.server.backend import Backend, BackendOf
from video01.server.studio.files import KEPT, finished, picture
from video01.server.studio.page import HEADERS
from video01.server.studio.session import Sessions, SessionsOf

_RANGE = re.compile(r"bytes=(\d+)-(\d*)", re.ASCII)
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>{title}</title>
<link rel="icon" href="../../studio/static/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="../../studio/static/base.css">
<link rel="stylesheet" href="../../studio/static/share.css">
</head>
<body class="shared">
<main>
<video src="{signature}/video.mp4" poster="{signature}/poster.jpg" controls autoplay loop muted playsinline
 width="{width}" height="{height}" aria-label="{title}"></video>
<h1>{title}</h1>
<p class="quiet small">Made with video01</p>
</main>
</body>
</html>
"""

router = APIRouter(prefix="/share")


@router.get("/{id}/{signature}")
def page(id: str, signature: str, backend: BackendOf, sessions: SessionsOf) -> Response:
    generation = _shared(id, signature, backend, sessions)
    _, output = finished(generation, backend)
    title = escape(generation.request.prompt or "A video")
    html = _PAGE.format(title=title, signature=escape(signature), width=output.width, height=output.height)
    return HTMLResponse(html, headers=HEADERS)


@router.get("/{id}/{signature}/video.mp4")
def video(id: str, signature: str, request: Request, backend: BackendOf, sessions: SessionsOf) -> Response:
    path, _ = finished(_shared(id, signature, backend, sessions), backend)
    return _part(without_comment(path.read_bytes()), request)


@router.get("/{id}/{signature}/poster.jpg")
def poster(id: str, signature: str, backend: BackendOf, sessions: SessionsOf) -> Response:
    _, output = finished(_shared(id, signature, backend, sessions), backend)
    return FileResponse(backend.storage.path(output.poster), media_type="image/jpeg", headers=KEPT)


@router.get("/{id}/{signature}/first-frame")
def first_frame(id: str, signature: str, backend: BackendOf, sessions: SessionsOf) -> Response:
    """For the code that the page offers to copy."""
    return picture(backend.queue.first_frame(_shared(id, signature, backend, sessions).id))


def _shared(id: str, signature: str, backend: Backend, sessions: Sessions) -> Generation:
    if not sessions.shared(id, signature):
        raise NotFound("there is no such video, or no longer")
    return backend.queue.get(id)


def _part(body: bytes, request: Request) -> Response:
    """All of it, or the range that a player asks for."""
    headers = {**KEPT, "Accept-Ranges": "bytes"}
    match = _RANGE.fullmatch(request.headers.get("range", ""))
    if match is None:
        return Response(body, media_type="video/mp4", headers=headers)
    start = int(match[1])
    end = min(int(match[2]) if match[2] else len(body) - 1, len(body) - 1)
    if start > end:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{len(body)}"})
    headers["Content-Range"] = f"bytes {start}-{end}/{len(body)}"
    return Response(body[start : end + 1], status_code=206, media_type="video/mp4", headers=headers)
