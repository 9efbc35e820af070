"""Get the bytes of a picture that somebody names: an http(s) URL, a data URI, or base64.

Where it may connect to is for `reach` to say; every redirect is checked in the same way.

What the bytes are is not looked at here: see `media.read_image`.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ssl import SSLContext
from urllib.parse import unquote_to_bytes

import httpx

from video01.errors import InvalidImage
from video01.reach import NotPublic, Resolve, find, resolve_host, send

MAX_BYTES = 20_000_000
TIMEOUT = 20.0  # seconds for everything together: names, connections, redirects, body
MAX_REDIRECTS = 3
FIELD = "first_frame"

_HEADERS = {"Accept": "image/jpeg, image/png, image/*;q=0.8", "Accept-Encoding": "identity", "User-Agent": "video01"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_EXPECTED = "must be an http(s) URL, a data URI or base64"


def decode_image(
    text: str, *, allow_private: bool = False, max_bytes: int = MAX_BYTES, timeout: float = TIMEOUT
) -> bytes:
    """The bytes that `text` names or holds. It may wait for the network: call it from a thread, not from an event loop.

    The media type of a data URI is ignored, for many clients call every picture image/jpeg.
    Raises `InvalidImage` that says what was expected and what came.
    """
    text = text.strip()
    if text[:5].lower() == "data:":
        return _decode_data_uri(text, max_bytes)
    if _SCHEME.match(text[:32]):
        return fetch_image(text, allow_private=allow_private, max_bytes=max_bytes, timeout=timeout)
    return _decode_base64(text.encode(), max_bytes)


def fetch_image(
    url: str,
    *,
    allow_private: bool,
    max_bytes: int = MAX_BYTES,
    timeout: float = TIMEOUT,
    resolve: Resolve | None = None,
) -> bytes:
    """What an http(s) URL answers with. Not for an event loop: it runs one of its own.

    Raises `InvalidImage` if the URL is not http(s), leads to an address that is not public (unless `allow_private`),
    redirects more than 3 times, answers with anything but 200, or exceeds `max_bytes` or `timeout` seconds in all.
    """
    tls = httpx.create_ssl_context()
    fetch = _Fetch(allow_private=allow_private, max_bytes=max_bytes, resolve=resolve or resolve_host, tls=tls)
    try:
        return asyncio.run(asyncio.wait_for(fetch.run(url), timeout))
    except TimeoutError:
        raise _refused(f"could not be fetched within {timeout:g} seconds") from None


@dataclass(frozen=True, kw_only=True)
class _Fetch:
    """The limits of one fetch, and its hops."""

    allow_private: bool
    max_bytes: int
    resolve: Resolve
    tls: SSLContext

    async def run(self, text: str) -> bytes:
        url = _parse(text)
        for _ in range(MAX_REDIRECTS + 1):
            async with self._answer(url) as response:
                if response.status_code not in _REDIRECTS:
                    return await self._body(response, url)
                url = _parse(response.headers.get("location", ""), base=url)
        raise _refused(f"could not be fetched: more than {MAX_REDIRECTS} redirects")

    @asynccontextmanager
    async def _answer(self, url: httpx.URL) -> AsyncIterator[httpx.Response]:
        """The answer of the first address of the URL's host that takes a connection, after all of them were checked."""
        try:
            addresses = await find(url, resolve=self.resolve, allow_private=self.allow_private)
        except NotPublic:
            raise _refused(
                f"must be on the public internet; the host {url.host} has a private or reserved address"
            ) from None
        except OSError:
            raise _refused(f"could not be fetched: the host {url.host} is not known") from None
        async with httpx.AsyncHTTPTransport(verify=self.tls, trust_env=False) as transport:
            try:
                response = await send(transport, "GET", url, addresses, headers=_HEADERS)
            except httpx.HTTPError:
                raise _refused(f"could not be fetched: {url.host} could not be reached") from None
            try:
                yield response
            except httpx.HTTPError:
                raise _refused(f"could not be fetched: {url.host} broke off its answer") from None
            finally:
                await response.aclose()

    async def _body(self, response: httpx.Response, url: httpx.URL) -> bytes:
        if response.status_code != httpx.codes.OK:
            raise _refused(f"could not be fetched: {url.host} answered with status {response.status_code}, not 200")
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self.max_bytes:
            raise _too_large(self.max_bytes)
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > self.max_bytes:
                raise _too_large(self.max_bytes)
        return bytes(body)


def _parse(text: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        url = httpx.URL(text) if base is None else base.join(text)
    except (httpx.InvalidURL, ValueError):
        raise _refused(f"{_EXPECTED}, got a URL that cannot be read") from None
    if url.scheme not in {"http", "https"}:
        raise _refused(f"{_EXPECTED}, got a URL of the scheme {url.scheme!r}")
    if not url.host:
        raise _refused(f"{_EXPECTED}, got a URL without a host")
    return url


def _decode_data_uri(text: str, max_bytes: int) -> bytes:
    label, comma, data = text.partition(",")
    if not comma or not label.lower().endswith(";base64"):
        raise _refused("must be a data URI of the form data:image/png;base64,..., got one without ';base64,'")
    return _decode_base64(unquote_to_bytes(data) if "%" in data else data.encode(), max_bytes)


def _decode_base64(data: bytes, max_bytes: int) -> bytes:
    """Base64 in either alphabet (RFC 4648, 4 and 5), with or without padding and line breaks."""
    compact = data.strip().translate(_STANDARD, delete=b"\r\n\t").rstrip(b"=")
    if len(compact) * 3 // 4 > max_bytes:
        raise _too_large(max_bytes)
    try:
        image = base64.b64decode(compact + b"=" * (-len(compact) % 4), validate=True)
    except binascii.Error:
        raise _refused(f"{_EXPECTED}, got {len(data)} characters that are none of these") from None
    if not image:
        raise _refused(f"{_EXPECTED}, got an empty picture")
    return image


_STANDARD = bytes.maketrans(b"-_", b"+/")


def _too_large(max_bytes: int) -> InvalidImage:
    return _refused(f"must have at most {max_bytes / 1e6:g} MB, got more")


def _refused(reason: str) -> InvalidImage:
    return InvalidImage(FIELD, f"{FIELD} {reason}")
