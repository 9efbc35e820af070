"""The page and its parts: files of this package, read once, sent compressed, and never from anywhere else."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from video01.errors import NotFound
from video01.server.backend import BackendOf
from video01.server.studio.session import SessionsOf, sign_in

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Encoding",
}

router = APIRouter()


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One file of the page."""

    body: bytes
    packed: bytes  # the same, gzip
    media_type: str
    etag: str


@cache
def assets() -> Mapping[str, Asset]:
    """Name -> file of `static/`."""
    return {item.name: _asset(item.name, item.read_bytes()) for item in files(__package__).joinpath("static").iterdir()}


def _asset(name: str, body: bytes) -> Asset:
    return Asset(
        body=body,
        packed=gzip.compress(body, mtime=0),
        media_type=MEDIA_TYPES[name.rpartition(".")[2]],
        etag=f'"{sha256(body).hexdigest()[:32]}"',
    )


@router.get("/")
async def index(request: Request) -> Response:
    return _send("index.html", request)


@router.get("/studio/static/{name}")
async def static(name: str, request: Request) -> Response:
    return _send(name, request)


@router.get("/studio/enter/{token}")
def enter(token: str, request: Request, backend: BackendOf, sessions: SessionsOf) -> Response:
    """A one-time link: it signs in, and is of no use to whoever finds it later."""
    key_id = sessions.redeem(token)
    if key_id is None:
        return RedirectResponse(f"../../#/signin/{quote('This link was used or is too old.')}", 303)
    response = RedirectResponse("../../", 303, headers={"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"})
    sign_in(response, request, sessions.cookie(backend.keys.get(key_id).id))
    return response


def _send(name: str, request: Request) -> Response:
    asset = assets().get(name)
    if asset is None:
        raise NotFound(f"the studio has no file {name[:100]!r}")
    headers = {**HEADERS, "ETag": asset.etag}
    if asset.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.packed, media_type=asset.media_type, headers=headers)
    return Response(asset.body, media_type=asset.media_type, headers=headers)
