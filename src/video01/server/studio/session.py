"""Who is signed in: a signed cookie that names a key. It holds no secret, and dies with its key.

The page cannot read the cookie (HttpOnly), other sites cannot send it (SameSite), and everything that changes something
also needs a token in a header, which only a page of this origin can have read.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response

from video01.errors import Forbidden, NotFound, Unauthorized
from video01.keys import Key
from video01.server.auth import require
from video01.server.backend import BackendOf

COOKIE = "video01_studio"
TOKEN = "x-studio-token"
LASTS = 30 * 86400  # seconds that a sign-in lasts
LINK_LASTS = 3600  # seconds that a one-time link works
_SAFE = frozenset({"GET", "HEAD"})


class Sessions:
    """Signs and reads the cookies of one installation, and keeps its one-time links."""

    def __init__(self, secret: bytes) -> None:
        self._secret = hmac.digest(secret, b"studio session", "sha256")
        self._links: dict[str, tuple[str, float]] = {}  # token -> key id, until when (Unix seconds)
        self._lock = threading.Lock()

    def cookie(self, key_id: str) -> str:
        """`KEY.UNTIL.NONCE.SIGNATURE`; the nonce makes the token of each sign-in its own."""
        body = f"{key_id}.{int(time.time()) + LASTS}.{secrets.token_hex(8)}"
        return f"{body}.{self._sign(body)}"

    def key_id(self, cookie: str) -> str | None:
        """The key that a cookie names, if we made it and its time is not over."""
        body, _, signature = cookie.rpartition(".")
        if body.count(".") != 2 or not hmac.compare_digest(self._sign(body).encode(), signature.encode()):
            return None
        key_id, until, _ = body.split(".")
        return key_id if time.time() < int(until) else None

    def token(self, cookie: str) -> str:
        """What must come in the header beside this cookie."""
        return self._sign(f"token {cookie}")

    def link(self, key_id: str) -> str:
        """A token that signs in as this key once, within the hour."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._links[token] = (key_id, time.time() + LINK_LASTS)
        return token

    def redeem(self, token: str) -> str | None:
        """The key of a one-time link, which is used up by this."""
        with self._lock:
            key_id, until = self._links.pop(token, (None, 0.0))
        return key_id if time.time() < until else None

    def share(self, generation: str) -> str:
        """The part of a share link that nobody can guess."""
        return self._sign(f"share {generation}")[:32]

    def shared(self, generation: str, signature: str) -> bool:
        """Whether `share` made this."""
        return hmac.compare_digest(self.share(generation).encode(), signature.encode("utf-8", "replace"))

    def _sign(self, text: str) -> str:
        return hmac.new(self._secret, text.encode("utf-8", "surrogatepass"), sha256).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One request of somebody who is signed in."""

    key: Key
    cookie: str


async def _sessions(request: Request) -> Sessions:
    sessions: Sessions = request.app.state.studio_sessions
    return sessions


SessionsOf = Annotated[Sessions, Depends(_sessions)]


def known(request: Request, backend: BackendOf, sessions: SessionsOf) -> Visit:
    """Raises `Unauthorized` without a cookie or with one whose key was revoked, `Forbidden` without the token."""
    cookie = request.cookies.get(COOKIE, "")
    key_id = sessions.key_id(cookie)
    if key_id is None:
        raise Unauthorized("you are not signed in, or no longer: sign in with a key")
    try:
        key = backend.keys.get(key_id)
    except NotFound:
        raise Unauthorized("the key you signed in with is gone: sign in with another one") from None
    if key.revoked_at is not None:
        raise Unauthorized("the key you signed in with was revoked: sign in with another one")
    if request.method not in _SAFE:
        came = request.headers.get(TOKEN, "")
        if not hmac.compare_digest(sessions.token(cookie).encode(), came.encode("utf-8", "replace")):
            raise Forbidden("this did not come from the studio's own page; reload the page and try again")
    request.state.key = key.id
    return Visit(key=key, cookie=cookie)


Known = Annotated[Visit, Depends(known)]


def allowed(request: Request, visit: Known) -> Visit:
    """Raises `Forbidden` when the key was not made for this, too."""
    require(visit.key, "read" if request.method in _SAFE else "generate")
    return visit


SignedIn = Annotated[Visit, Depends(allowed)]


def sign_in(response: Response, request: Request, cookie: str) -> None:
    """Hand out the cookie."""
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, cookie, max_age=LASTS, httponly=True, samesite="lax", secure=secure, path="/")


def same_origin(request: Request) -> None:
    """Refuse what another site's page sent. Raises `Forbidden`."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in {"same-origin", "none"}:
        raise Forbidden("this did not come from the studio's own page")
