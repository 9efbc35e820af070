"""The codes in `base_resp`, and errors in that shape."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from video01.errors import OutOfCredits
from video01.generation import Generation
from video01.queue.minimax import BAD_PARAMETERS, CANNOT, UNKNOWN, verdict
from video01.server.errors import Problem

PATHS = ("/v1/video_generation", "/v1/query/video_generation", "/v1/files")
CONTENT = "/v1/files/retrieve_content"

NO_KEY, WRONG_KEY, NO_CREDITS = 1004, 2049, 1008
CODES = {  # HTTP status of a problem -> code
    400: BAD_PARAMETERS,
    401: WRONG_KEY,
    403: NO_KEY,
    404: BAD_PARAMETERS,
    405: BAD_PARAMETERS,
    409: BAD_PARAMETERS,
    413: BAD_PARAMETERS,
    429: 1002,
    500: UNKNOWN,
    503: CANNOT,
}
_SAID_BY_HTTP = frozenset({405, 500, 503})  # clients and proxies act on these; the others are HTTP 200


class BaseResp(BaseModel):
    """In every answer."""

    status_code: int = Field(default=0, description="0 if all is well.")
    status_msg: str = "success"


class Refusal(BaseModel):
    base_resp: BaseResp


def base_resp_of(generation: Generation) -> BaseResp:
    """How it went so far, as callbacks say it too."""
    failure = None if generation.failure is None else (generation.failure.name, generation.failure.message)
    code, message = verdict(generation.status, failure)
    return BaseResp(status_code=code, status_msg=message)


def error_response(request: Request, problem: Problem) -> JSONResponse:
    """HTTP 200 with a code, as clients read the code only then; where a file is asked for, the status says it too."""
    body = Refusal(base_resp=BaseResp(status_code=_code(request, problem), status_msg=problem.message))
    keep = problem.status in _SAID_BY_HTTP or request.url.path == CONTENT
    headers = {**problem.headers, "Trace-Id": request.state.request_id}
    return JSONResponse(body.model_dump(), status_code=problem.status if keep else 200, headers=headers)


def _code(request: Request, problem: Problem) -> int:
    if problem.status == 401 and "authorization" not in request.headers:
        return NO_KEY
    if isinstance(problem.error, OutOfCredits):
        return NO_CREDITS
    return CODES.get(problem.status, UNKNOWN)
