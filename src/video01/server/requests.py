"""Around every request: an id, one log line, and an answer even if nobody foresaw what went wrong.

The line holds no key, no query string (a file's has its signature) and no prompt.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from dataclasses import dataclass, field

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from video01 import tracing
from video01.server.errors import error_response, problem_of

CLIENT_ID = "x-client-request-id"
EXPOSED_HEADERS = (
    "x-inference-id",
    CLIENT_ID,
    "x-aimlapi-credits-used",
    "x-request-id",
    "retry-after",
    "etag",
    "openai-poll-after-ms",
    "trace-id",
)
_VALID_CLIENT_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}", re.ASCII)
_CLIENT_ID = CLIENT_ID.encode()
_CLIENT_LEFT = 499  # for the log only

logger = logging.getLogger(__name__)


@dataclass(kw_only=True)
class _Exchange:
    """One request and what is known of its answer so far."""

    send: Send
    id: str = field(default_factory=lambda: f"req_{secrets.token_hex(12)}")
    client_id: str | None
    status: int = 0  # 0: no answer has begun

    async def answer(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            ids = [(b"x-request-id", self.id.encode())]
            if self.client_id is not None:
                ids.append((_CLIENT_ID, self.client_id.encode()))
            message = {**message, "headers": [*message.get("headers", ()), *ids]}
        await self.send(message)


class RequestLog:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        exchange = _Exchange(send=send, client_id=_client_id(scope))
        scope.setdefault("state", {})["request_id"] = exchange.id
        span = tracing.current().request(scope)
        start = time.perf_counter()
        try:
            await self.app(scope, receive, exchange.answer)
        except ClientDisconnect:
            exchange.status = _CLIENT_LEFT
        except Exception as error:  # the outermost frame: the log has it all, the client a sentence
            logger.exception("request %s failed", exchange.id)
            if exchange.status:
                raise
            await error_response(Request(scope), problem_of(error))(scope, receive, exchange.answer)
        finally:
            seconds = time.perf_counter() - start
            route = _route(scope)
            _log(scope, exchange, seconds)
            scope["app"].state.metrics.count(scope["method"], route, exchange.status, seconds)
            span.answered(route=route, status=exchange.status, generation=scope["state"].get("generation"))
        return None


def _client_id(scope: Scope) -> str | None:
    sent = next((value for name, value in scope["headers"] if name == _CLIENT_ID), b"").decode("latin-1")
    return sent if _VALID_CLIENT_ID.fullmatch(sent) else None


def _route(scope: Scope) -> str:
    """The path as the code writes it, with {id} for an id."""
    return getattr(scope.get("route"), "path", "other")


def _log(scope: Scope, exchange: _Exchange, seconds: float) -> None:
    if not logger.isEnabledFor(logging.INFO):
        return
    facts = {
        "method": scope["method"],
        "path": scope["path"],
        "status": exchange.status,
        "milliseconds": round(seconds * 1000, 1),
        "key": scope["state"].get("key"),
        "generation": scope["state"].get("generation"),
        "request_id": exchange.id,
        "client_request_id": exchange.client_id,
    }
    known = {name: value for name, value in facts.items() if value is not None}
    # As `logger.info` does it, which would first look for the place in the code that called it.
    logger.handle(logger.makeRecord(logger.name, logging.INFO, "", 0, "request", (), None, extra={"facts": known}))
