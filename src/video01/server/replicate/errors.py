"""Errors as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from video01.errors import OutOfCredits
from video01.server.errors import Problem

CREATE = "/v1/models/minimax/video-01/predictions"
PREDICTIONS = "/v1/predictions"
PATHS = (CREATE, PREDICTIONS)


class InvalidField(BaseModel):
    field: str
    description: str


class ProblemDetails(BaseModel):
    title: str
    status: int
    detail: str
    invalid_fields: list[InvalidField] = Field(description="At most one: the field that is wrong.")


def error_response(request: Request, problem: Problem) -> JSONResponse:
    """What is wrong with the input has status 422 there, and too few credits 402."""
    status = 402 if isinstance(problem.error, OutOfCredits) else 422 if problem.status == 400 else problem.status
    field = problem.field
    body = ProblemDetails(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=problem.message,
        invalid_fields=[] if field is None else [InvalidField(field=field, description=problem.message)],
    )
    headers = dict(problem.headers)
    return JSONResponse(body.model_dump(), status_code=status, headers=headers, media_type="application/problem+json")
