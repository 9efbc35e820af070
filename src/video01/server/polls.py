"""Polls are most of what comes, so they are answered before FastAPI is asked: it takes longer to find a route, and to
solve it, than the answer takes. FastAPI's own route stays behind, for the OpenAPI document and every other method.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from video01.keys import Key
from video01.server.auth import SECURED, authenticated
from video01.server.backend import Backend
from video01.server.errors import FORESEEN, answer_error

Answer = Callable[[Request, Key, Backend], Response]
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def in_query(name: str, description: str) -> dict[str, Any]:
    """A parameter of a poll, for the OpenAPI document. `asked` reads it."""
    schema = {"type": "string", "default": ""}
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def asked(request: Request, name: str) -> str:
    """A parameter from the path, or else from the query string; empty if it is not there."""
    query = request.scope["query_string"].decode("latin-1")
    values = request.path_params or dict(parse_qsl(query, keep_blank_values=True))
    return str(values.get(name, ""))


@dataclass(frozen=True, kw_only=True)
class PollRoute:
    """One path whose GET is a poll."""

    path: str  # as the code writes it, with {id} for an id
    pattern: re.Pattern[str]
    poll: Callable[[Request], Awaitable[Response]]


class Polls:
    """The polls of one router."""

    def __init__(self, router: APIRouter) -> None:
        self._router = router
        self.routes: list[PollRoute] = []

    def get(self, path: str, *parameters: dict[str, Any], **documented: Any) -> Callable[[Answer], Answer]:
        """Register what answers a GET of this path; it may read the database, and do nothing that takes longer."""

        def register(answer: Answer) -> Answer:
            async def poll(request: Request) -> Response:
                backend: Backend = request.app.state.backend
                caller = await authenticated(request)
                return await backend.read(lambda: answer(request, caller, backend))

            poll.__name__, poll.__doc__ = answer.__name__, answer.__doc__
            extra = SECURED | {"parameters": list(parameters)}
            self._router.get(path, openapi_extra=extra, **documented)(poll)
            whole = self._router.prefix + path
            self.routes.append(PollRoute(path=whole, pattern=compile_path(whole)[0], poll=poll))
            return answer

        return register


class PollsFirst:
    """ASGI middleware that answers polls; whatever else comes goes on to the app."""

    def __init__(self, app: ASGIApp, polls: Sequence[Polls]) -> None:
        self._app = app
        self._routes = tuple(route for each in polls for route in each.routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            for route in self._routes:
                if match := route.pattern.match(scope["path"]):
                    scope.update(route=route, path_params=match.groupdict())
                    return await _answer(route, scope, receive, send)
        return await self._app(scope, receive, send)


async def _answer(route: PollRoute, scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    try:
        response = await route.poll(request)
    except FORESEEN as error:
        response = await answer_error(request, error)
    await response(scope, receive, send)
