"""Polls are most of what comes, so each is served by a plain route: FastAPI takes longer to find one of its own, and to
solve it, than the answer takes. FastAPI's route stays behind it, for the OpenAPI document and every other method.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from video01.keys import Key
from video01.server.auth import SECURED, authenticated
from video01.server.backend import Backend

Answer = Callable[[Request, Key, Backend], Response]
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def in_query(name: str, description: str) -> dict[str, Any]:
    """A parameter of a poll, for the OpenAPI document. `asked` reads it."""
    schema = {"type": "string", "default": ""}
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def asked(request: Request, name: str) -> str:
    """A parameter from the path, or else from the query string; empty if it is not there."""
    id: str | None = request.path_params.get(name)
    return request.query_params.get(name, "") if id is None else id


class Polls:
    """The polls of one router."""

    def __init__(self, router: APIRouter) -> None:
        self._router = router
        self._routes: list[_PollRoute] = []

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
            self._routes.append(_PollRoute(self._router.prefix + path, poll, methods=["GET"]))
            return answer

        return register

    def install(self, app: FastAPI) -> None:
        """Put the plain routes before all others that the app will have."""
        app.router.routes.extend(self._routes)


class _PollRoute(Route):
    """Knows GET alone, so that whatever else comes is answered as if this were not here."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http" or scope["method"] != "GET":
            return Match.NONE, {}
        match, found = super().matches(scope)
        return match, {**found, "route": self} if match is Match.FULL else found
