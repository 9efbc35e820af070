"""Errors as OpenAI's clients read them: one object with a message, and the HTTP status beside it."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from video01.errors import OutOfCredits
from video01.server.errors import Problem

PATHS = ("/v1/videos",)

CODES = {  # HTTP status -> (type, code)
    400: ("invalid_request_error", "invalid_value"),
    401: ("authentication_error", "invalid_api_key"),
    403: ("permission_error", "permission_denied"),
    404: ("invalid_request_error", "not_found"),
    405: ("invalid_request_error", "method_not_allowed"),
    409: ("idempotency_error", "idempotency_key_in_use"),
    413: ("invalid_request_error", "request_too_large"),
    429: ("rate_limit_error", "rate_limit_exceeded"),
    500: ("server_error", "server_error"),
    503: ("server_error", "service_unavailable"),
}
OUT_OF_CREDITS = "insufficient_quota"
_ANY_OTHER = ("invalid_request_error", "http_error")
_NEVER_AGAIN = 409  # clients would try again, and get the same


class ErrorDetail(BaseModel):
    message: str
    type: str
    param: str | None = Field(description="The field that is wrong.")
    code: str


class OpenAIError(BaseModel):
    error: ErrorDetail


def error_response(request: Request, problem: Problem) -> JSONResponse:
    kind, code = CODES.get(problem.status, _ANY_OTHER)
    if isinstance(problem.error, OutOfCredits):
        kind = code = OUT_OF_CREDITS
    body = OpenAIError(error=ErrorDetail(message=problem.message, type=kind, param=problem.field, code=code))
    headers = dict(problem.headers)
    if problem.status == _NEVER_AGAIN:
        headers["x-should-retry"] = "false"
    return JSONResponse(body.model_dump(), status_code=problem.status, headers=headers)
