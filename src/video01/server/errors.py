"""Every error as one JSON shape, the union of what clients of the AI/ML API read. No traceback leaves the server.

Another dialect has another shape on its own paths: see `install`.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.exceptions import HTTPException
from starlette.routing import Match

from video01.errors import (
    Forbidden,
    IdempotencyConflict,
    InvalidRequest,
    NotFound,
    OutOfCredits,
    QueueFull,
    RateLimited,
    Unauthorized,
    Video01Error,
)
from video01.server.wire import CAMEL_CASE, timestamp


class BodyTooLarge(Video01Error):
    """More bytes were sent than are read."""


logger = logging.getLogger(__name__)

FORESEEN = (Video01Error, HTTPException, RequestValidationError, DataError, OperationalError, NoConnection)
UNAVAILABLE_RETRY = 5  # seconds
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_STATUSES: dict[type[Exception], int] = {
    InvalidRequest: 400,
    RequestValidationError: 400,
    DataError: 400,
    Unauthorized: 401,
    Forbidden: 403,
    NotFound: 404,
    IdempotencyConflict: 409,
    BodyTooLarge: 413,
    QueueFull: 429,
    RateLimited: 429,
    OperationalError: 503,
    NoConnection: 503,
}
KINDS = {  # status -> error.data.kind
    400: "err_validation",
    401: "err_unauthorized",
    403: "err_forbidden",
    404: "err_not_found",
    405: "err_method_not_allowed",
    409: "err_conflict",
    413: "err_payload_too_large",
    429: "err_too_many_requests",
    500: "err_internal",
    503: "err_unavailable",
}


OUT_OF_CREDITS = "err_insufficent_credits"  # their spelling


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What went wrong, before it is put into a response."""

    error: Exception

    status: int  # HTTP
    message: str  # a sentence for people
    field: str | None  # of the request, as the caller spelled it
    headers: Mapping[str, str]


Shape = Callable[[Request, Problem], JSONResponse]


class ErrorData(BaseModel):
    """For programs: `kind` is stable."""

    kind: str
    field: str | None = None


class ErrorNote(BaseModel):
    name: str
    message: str
    data: ErrorData


class ErrorBody(BaseModel, alias_generator=CAMEL_CASE):
    """The body of every answer that is not a success. `message` says what was expected and what came."""

    title: str
    status: int
    status_code: int
    message: str
    instance: str
    path: str
    timestamp: str
    request_id: str
    error: ErrorNote


def documented(*statuses: int, model: type[BaseModel] = ErrorBody) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route, for the OpenAPI document; `model` is the shape of its errors."""
    meanings: dict[int | str, str] = {status: HTTPStatus(status).phrase for status in statuses}
    meanings["default"] = "Any other error"
    return {status: {"model": model, "description": meaning} for status, meaning in meanings.items()}


def install(app: FastAPI, *, shapes: Mapping[str, Shape]) -> None:
    """Have the app answer every exception that is raised on purpose; `RequestLog` answers the others.

    `shapes` has the shape of errors below each path that is not of the AI/ML API.
    """
    app.state.error_shapes = dict(shapes)
    for kind in FORESEEN:
        app.add_exception_handler(kind, answer_error)


async def answer_error(request: Request, error: Exception) -> JSONResponse:
    """What is sent for an exception that is raised on purpose."""
    problem = problem_of(error)
    if problem.status >= 500:
        logger.error("request %s failed: %s", request.state.request_id, error)
    return error_response(request, problem)


def problem_of(error: Exception) -> Problem:
    """The status and the words for an exception; 500 and no detail for one that nobody foresaw."""
    status = next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 500)
    message, field, headers = str(error), None, {}
    match error:
        case InvalidRequest():
            field = error.field
        case RequestValidationError():
            first = error.errors()[0]
            message, field = str(first["msg"]), str(first["loc"][-1])
        case HTTPException():
            status, message, headers = error.status_code, error.detail, dict(error.headers or {})
        case Unauthorized():
            headers = {"WWW-Authenticate": "Bearer"}
        case BodyTooLarge():
            headers = {"Connection": "close"}  # the rest of the body is not read
        case QueueFull() | RateLimited():
            headers = {"Retry-After": str(max(1, math.ceil(error.retry_after)))}
        case DataError():  # such as NUL in an id, which Postgres does not even look for
            message = "every value must be text, got characters that are none"
        case OperationalError() | NoConnection():
            message = "the database did not answer in time; nothing was lost, try again"
            headers = {"Retry-After": str(UNAVAILABLE_RETRY)}
    if status == 500:
        message = "the server made a mistake; its log has the details under this requestId"
    return Problem(error=error, status=status, message=message, field=field, headers=headers)


def error_response(request: Request, problem: Problem) -> JSONResponse:
    """The problem as the JSON body that clients of this path read."""
    shapes: Mapping[str, Shape] = request.app.state.error_shapes
    path, phrase = request.url.path, HTTPStatus(problem.status).phrase
    if problem.message == phrase:
        problem = replace(problem, message=f"{request.method} {path}: {phrase}")
    if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
        problem = replace(problem, headers={**problem.headers, "Allow": ", ".join(_allowed(request))})
    shape = next((shape for start, shape in shapes.items() if path == start or path.startswith(f"{start}/")), _aimlapi)
    return shape(request, problem)


def _allowed(request: Request) -> list[str]:
    """Every method of this path; a route by itself knows only its own."""
    routes, scope = request.app.router.routes, request.scope
    return [m for m in _METHODS if any(route.matches({**scope, "method": m})[0] is Match.FULL for route in routes)]


def _aimlapi(request: Request, problem: Problem) -> JSONResponse:
    phrase = HTTPStatus(problem.status).phrase
    body = ErrorBody(
        title=phrase,
        status=problem.status,
        status_code=problem.status,
        message=problem.message,
        instance=request.url.path,
        path=request.url.path,
        timestamp=timestamp(),
        request_id=request.state.request_id,
        error=ErrorNote(
            name=phrase.title().replace(" ", ""),
            message=problem.message,
            data=ErrorData(kind=_kind(problem), field=problem.field),
        ),
    )
    return JSONResponse(body.model_dump(by_alias=True), status_code=problem.status, headers=dict(problem.headers))


def _kind(problem: Problem) -> str:
    if isinstance(problem.error, OutOfCredits):
        return OUT_OF_CREDITS
    return KINDS.get(problem.status, "err_http")
