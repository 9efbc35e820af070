"""Who is calling, by `Authorization: Bearer KEY`; whether that key may do this, and how often."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from video01.errors import Forbidden, Unauthorized
from video01.keys import Key
from video01.server.backend import Backend

SCHEMES = ("bearer", "key")  # the second is that of clients of fal
_bearer = HTTPBearer(auto_error=False, scheme_name="key", description="A key made by `video01 keys create`.")


async def authenticated(request: Request) -> Key:
    """The key that came with a request. A route that is called all the time calls this itself, as FastAPI takes longer
    to solve a dependency than this takes; `Caller` is for the others.

    The database is asked at each request: a revoked key is refused at once, whichever process revoked it.

    Raises `Unauthorized`, `Forbidden`, `RateLimited`.
    """
    backend: Backend = request.app.state.backend
    header = request.headers.get("authorization")
    scheme, _, secret = (header or "").partition(" ")
    secret = secret.strip()
    if scheme.lower() not in SCHEMES or not secret:
        came = "none" if header is None else "another form"
        raise Unauthorized(f"an API key is expected in the header 'Authorization: Bearer KEY', got {came}")
    key = await backend.read(lambda: backend.keys.authenticate(secret))
    request.state.key = key.id
    require(key, "read" if request.method in {"GET", "HEAD"} else "generate")
    backend.limits.count(key)
    return key


def require(key: Key, scope: str) -> None:
    """Raises `Forbidden` when the key was not made for this."""
    if scope not in key.scopes:
        raise Forbidden(f"a key with the scope {scope!r} is expected, and this one has {', '.join(sorted(key.scopes))}")


async def _documented(request: Request, _: Annotated[object, Depends(_bearer)]) -> Key:
    return await authenticated(request)


Caller = Annotated[Key, Depends(_documented)]
SECURED: dict[str, Any] = {"security": [{"key": []}]}  # for the OpenAPI document of a route without `Caller`
