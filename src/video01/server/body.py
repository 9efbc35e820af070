"""Read the body of a request as a JSON object or a form, within limits."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from typing import Any, NoReturn

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from python_multipart.exceptions import FormParserError
from starlette.datastructures import UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from video01.errors import InvalidRequest
from video01.server.errors import BodyTooLarge

MAX_BYTES = 32_000_000  # a picture of 20 MB is 27 MB in base64
MAX_FIELDS, MAX_FILES = 100, 4  # of a form
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


async def read_fields(request: Request) -> dict[str, Any]:
    """The fields of a form, or a JSON object. A file in a form is `bytes`, any other field of one is text.

    Raises `BodyTooLarge`, `InvalidRequest`.
    """
    body = await read_body(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        return await run_in_threadpool(lambda: json_object(body))
    try:
        form = await _parser(kind, request, body).parse()
    except (MultiPartException, FormParserError, KeyError, UnicodeError) as error:
        raise InvalidRequest("body", f"the body must be a form as its content type says: {error}") from None
    try:
        return {name: await value.read() if isinstance(value, UploadFile) else value for name, value in form.items()}
    finally:
        await form.close()


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


def _parser(kind: str, request: Request, body: bytes) -> FormParser | MultiPartParser:
    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    if kind == "multipart/form-data":
        limits = {"max_files": MAX_FILES, "max_fields": MAX_FIELDS, "max_part_size": MAX_BYTES}
        return MultiPartParser(request.headers, once(), **limits)
    return FormParser(request.headers, once(), max_fields=MAX_FIELDS, max_part_size=MAX_BYTES)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _too_large() -> BodyTooLarge:
    return BodyTooLarge(f"the body must have at most {MAX_BYTES // 10**6} MB, got more")
