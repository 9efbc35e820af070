"""Read the body of a request as a JSON object, within limits."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from fastapi import Request

from video01.errors import InvalidRequest
from video01.server.errors import BodyTooLarge

MAX_BYTES = 32_000_000  # a picture of 20 MB is 27 MB in base64
_EXPECTED = 'the body must be a JSON object such as {"model": "video-01", "prompt": "..."}'


async def read_body(request: Request) -> bytes:
    """The body, read no further than the limit. Raises `BodyTooLarge`."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MAX_BYTES:
        raise _too_large()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise _too_large()
    return bytes(body)


def json_object(body: bytes) -> dict[str, Any]:
    """The object in a JSON text, NaN and Infinity refused. Raises `InvalidRequest`."""
    if not body.strip():
        raise InvalidRequest("body", f"{_EXPECTED}, got no body")
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise InvalidRequest(
            "body", f"{_EXPECTED}, got text that is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        ) from None
    except (ValueError, RecursionError):
        raise InvalidRequest("body", f"{_EXPECTED}, got text that is not JSON") from None
    if not isinstance(value, dict):
        raise InvalidRequest("body", f"{_EXPECTED}, got another JSON value")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _too_large() -> BodyTooLarge:
    return BodyTooLarge(f"the body must have at most {MAX_BYTES // 10**6} MB, got more")
