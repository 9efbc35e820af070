"""One POST to an address that a stranger named."""

from __future__ import annotations

import asyncio
import json
import secrets
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any

import httpx

from video01.errors import InvalidRequest
from video01.reach import NotPublic, Resolve, find, resolve_host, send

TIMEOUT = 10.0  # seconds for everything together
CONFIRM_TIMEOUT = 3.0  # seconds, as MiniMax gives
MAX_ANSWER = 10_000  # bytes; more is not read
MAX_URL = 2000  # characters
_HEADERS = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "video01-webhooks"}


class Undelivered(Exception):
    """The post did not come through; the message says why, for the record."""


def check_url(url: str, field: str = "callback_url") -> str:
    """The same URL, if something can be posted to it. Raises `InvalidRequest`."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        parsed = httpx.URL("")
    if parsed.scheme not in {"http", "https"} or not parsed.host or len(url) > MAX_URL:
        raise InvalidRequest(field, f"{field} must be an http(s) URL of at most {MAX_URL} characters, got {url[:60]!r}")
    return url


async def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    allow_private: bool,
    timeout: float = TIMEOUT,
    resolve: Resolve = resolve_host,
) -> tuple[int, bytes]:
    """The status and the beginning of the answer. A redirect is an answer like any other. Raises `Undelivered`."""
    try:
        async with asyncio.timeout(timeout):
            return await _post(httpx.URL(url), body, {**_HEADERS, **headers}, allow_private, resolve)
    except TimeoutError:
        raise Undelivered(f"no answer within {timeout:g} seconds") from None
    except NotPublic as error:
        raise Undelivered(str(error)) from None
    except OSError:
        raise Undelivered("the host is not known") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Undelivered(f"the host could not be reached ({type(error).__name__})") from None


async def confirm(
    url: str, *, allow_private: bool, field: str = "callback_url", resolve: Resolve = resolve_host
) -> None:
    """MiniMax's handshake: whoever is at `url` must send our challenge back within 3 s. Raises `InvalidRequest`."""
    challenge = secrets.token_hex(16)
    body = json.dumps({"challenge": challenge}).encode()
    how: dict[str, Any] = {"allow_private": allow_private, "timeout": CONFIRM_TIMEOUT, "resolve": resolve}
    try:
        status, answer = await post(check_url(url, field), body, headers={}, **how)
    except Undelivered as error:
        raise InvalidRequest(field, f"{field} must answer to a challenge: {error}") from None
    if not (200 <= status < 300 and _echoes(answer, challenge)):
        raise InvalidRequest(
            field, f'{field} must answer {{"challenge": ...}} with the challenge that was sent, got status {status}'
        )


def _echoes(answer: bytes, challenge: str) -> bool:
    try:
        value = json.loads(answer)
    except ValueError:
        return False
    return isinstance(value, dict) and value.get("challenge") == challenge


async def _post(
    url: httpx.URL, body: bytes, headers: Mapping[str, str], allow_private: bool, resolve: Resolve
) -> tuple[int, bytes]:
    addresses = await find(url, resolve=resolve, allow_private=allow_private)
    async with httpx.AsyncHTTPTransport(verify=_tls(), trust_env=False) as transport:
        response = await send(transport, "POST", url, addresses, headers=headers, content=body)
        try:
            answer = bytearray()
            async for chunk in response.aiter_raw():
                answer += chunk
                if len(answer) > MAX_ANSWER:
                    break
        finally:
            await response.aclose()
    return response.status_code, bytes(answer[:MAX_ANSWER])


@cache
def _tls() -> ssl.SSLContext:
    """Reading the certificates takes 20 ms."""
    return httpx.create_ssl_context()
