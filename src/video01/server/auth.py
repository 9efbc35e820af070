"""Who is calling: `Authorization: Bearer KEY`."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from video01.errors import Unauthorized
from video01.keys import Key
from video01.server.backend import BackendOf

_bearer = HTTPBearer(auto_error=False, scheme_name="key", description="A key made by `video01 keys create`.")


def _authenticated(
    request: Request, backend: BackendOf, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Key:
    """One indexed select per request, never cached: a revoked key is refused at once. Raises `Unauthorized`."""
    if sent is None or not sent.credentials.strip():
        came = "another form" if "authorization" in request.headers else "none"
        raise Unauthorized(f"an API key is expected in the header 'Authorization: Bearer KEY', got {came}")
    key = backend.keys.authenticate(sent.credentials.strip())
    request.state.key = key.id
    return key


Caller = Annotated[Key, Depends(_authenticated)]
