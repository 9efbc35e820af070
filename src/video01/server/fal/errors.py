"""Errors as fal's clients read them: `detail`, and what kind it is."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from video01.errors import Video01Error
from video01.server.errors import Problem

BASE = "/fal-ai/minimax"
PATHS = (BASE,)
KINDS = {  # HTTP status -> error_type
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    413: "payload_too_large",
    422: "invalid_input",
    429: "too_many_requests",
    500: "internal_error",
    503: "unavailable",
}


class GenerationFailed(Video01Error):
    """The result is asked for, and there is none; `kind` is for programs."""

    def __init__(self, message: str, *, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class Place(BaseModel):
    loc: list[str] = Field(description="`body` and the field that is wrong.")
    msg: str
    type: str


class FalError(BaseModel):
    detail: str | list[Place]
    error_type: str


def error_response(request: Request, problem: Problem) -> JSONResponse:
    """What is wrong with the input has status 422 there, and so has a result that will never come."""
    failed = isinstance(problem.error, GenerationFailed)
    status = 422 if failed or problem.status == 400 else problem.status
    kind = problem.error.kind if isinstance(problem.error, GenerationFailed) else KINDS.get(status, "http_error")
    message = str(problem.error) if failed else problem.message
    detail: str | list[Place] = message
    if problem.field is not None:
        detail = [Place(loc=["body", problem.field], msg=message, type=kind)]
    body = FalError(detail=detail, error_type=kind)
    return JSONResponse(body.model_dump(), status_code=status, headers=dict(problem.headers))
