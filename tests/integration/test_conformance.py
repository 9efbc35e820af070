"""The OpenAPI document against the app: schemathesis makes requests from it, and every answer must be documented."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.clients.in_process import Api, running_api

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 8  # for each path and method


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path, max_queued=100_000) as api:
        yield api


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No host has an address, and that is known at once."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror("no such host")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)


@pytest.mark.usefixtures("no_network")
def test_every_answer_is_documented_and_none_is_a_mistake_of_ours(api: Api) -> None:
    over = api.create()["id"]
    api.finish()
    schema = schemathesis.openapi.from_asgi("/openapi.json", api.app)
    labels, wrong = set(), list[str]()
    for result in schema.get_all_operations():
        operation = result.ok()
        labels.add(operation.label)

        @given(case=operation.as_strategy())
        @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case) -> None:
            if case.path.endswith("/events"):
                case.path_parameters = {"id": over}  # the events of the others do not end
            case.call_and_validate(headers={"Authorization": f"Bearer {api.secret}"}, checks=CHECKS)

        try:
            ask()
        except* Exception as problems:
            wrong += [f"{operation.label}: {problem}" for problem in problems.exceptions]
    assert wrong == []
    assert {"POST /v2/video/generations", "POST /v1/video_generation", "POST /v1/videos"} <= labels
