"""`/files/{name}`: finished files by signed link, with no header needed, so that any browser can open one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse

from video01.errors import Forbidden, NotFound, StorageError
from video01.server.backend import Backend, BackendOf
from video01.server.errors import documented

MEDIA_TYPES = {".mp4": "video/mp4", ".jpg": "image/jpeg"}

router = APIRouter(tags=["files"])


@router.get(
    "/files/{name}",
    summary="Download a file by its signed link",
    response_class=FileResponse,
    responses=documented(403, 404),
)
@router.head("/files/{name}", include_in_schema=False)
def download(
    name: str,
    backend: BackendOf,
    expires: Annotated[str, Query(description="Unix seconds, as in the link")] = "",
    signature: Annotated[str, Query(description="as in the link")] = "",
) -> FileResponse:
    """The links are in the answers to polls. `Range` is honoured, so players can seek and downloads resume."""
    if not backend.storage.verify(name, expires, signature):
        raise Forbidden("this link is not complete, was changed, or is over; poll the generation for a fresh one")
    return stored_file(backend, name, filename=name)


def stored_path(backend: Backend, name: str) -> Path:
    """Where a file is that is there. Raises `NotFound`."""
    try:
        path = backend.storage.path(name)
        path.stat()
    except (StorageError, FileNotFoundError):
        raise NotFound(f"there is no file {name} any more; finished videos are kept for a limited time") from None
    return path


def stored_file(backend: Backend, name: str, *, filename: str) -> FileResponse:
    """A stored file, to be saved as `filename`. Raises `NotFound`."""
    path = stored_path(backend, name)
    return FileResponse(
        path,
        media_type=MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
        stat_result=path.stat(),
        filename=filename,
        content_disposition_type="inline",
        headers={"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"},
    )
