"""Who is calling, by `Authorization: Bearer KEY`; whether that key may do this, and how often."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from video01.errors import Forbidden, Unauthorized
from video01.keys import Key
from video01.server.backend import BackendOf

_bearer = HTTPBearer(auto_error=False, scheme_name="key", description="A key made by `video01 keys create`.")


def _authenticated(
    request: Request, backend: BackendOf, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Key:
    """One indexed select per request, never cached: a revoked key is refused at once.

    Raises `Unauthorized`, `Forbidden`, `RateLimited`.
    """
    if sent is None or not sent.credentials.strip():
        came = "another form" if "authorization" in request.headers else "none"
        raise Unauthorized(f"an API key is expected in the header 'Authorization: Bearer KEY', got {came}")
    key = backend.keys.authenticate(sent.credentials.strip())
    request.state.key = key.id
    require(key, "read" if request.method in {"GET", "HEAD"} else "generate")
    backend.limits.count(key)
    return key


def require(key: Key, scope: str) -> None:
    """Raises `Forbidden` when the key was not made for this."""
    if scope not in key.scopes:
        raise Forbidden(f"a key with the scope {scope!r} is expected, and this one has {', '.join(sorted(key.scopes))}")


Caller = Annotated[Key, Depends(_authenticated)]
