"""Traces as a collector would get them: the in-memory exporter stands for it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.in_process import Api, running_api
from video01 import tracing
from video01.errors import InvalidSettings
from video01.generation import Status
from video01.worker import Worker

pytest.importorskip("opentelemetry.sdk")

STAGES = ["text", "denoise", "decode", "encode"]  # of the engine `echo`, which composes nothing


@pytest.fixture
def spans() -> Iterator[Any]:
    """The exporter: what is over is in it at once."""
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    from video01.tracing.otel import OpenTelemetry

    exporter = InMemorySpanExporter()
    tracing.use(OpenTelemetry(SimpleSpanProcessor(exporter)))
    yield exporter
    tracing.current().close()
    tracing.use(tracing.OFF)


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path) as api:
        yield api


def _work(api: Api, engine: str = "echo") -> None:
    worker = Worker(api.queue, api.storage, engine=engine)
    try:
        assert worker.step(threading.Event())
    finally:
        worker._process.close()


def _named(spans: Any, name: str) -> Any:
    (found,) = [span for span in spans.get_finished_spans() if span.name == name]
    return found


def test_a_generation_is_one_trace_with_its_stages(api: Api, spans: Any) -> None:
    id = api.create(duration=0.2, size="256x128")["id"]
    _work(api)
    assert api.queue.get(id).status is Status.SUCCEEDED
    root = _named(spans, "generation")
    assert format(root.context.trace_id, "032x") == id
    assert root.parent is None
    assert root.attributes["video01.generation.attempt"] == 1
    children = [
        span for span in spans.get_finished_spans() if span.parent and span.parent.span_id == root.context.span_id
    ]
    assert [span.name for span in sorted(children, key=lambda span: span.start_time)] == [*STAGES, "store"]
    for span in children:
        assert span.context.trace_id == root.context.trace_id
        assert root.start_time <= span.start_time <= span.end_time <= root.end_time


def test_requests_lead_to_the_generation(api: Api, spans: Any) -> None:
    id = api.create(duration=0.2, size="256x128")["id"]
    _work(api)
    api.poll(id)
    root = _named(spans, "generation")
    for name in ("POST /v2/video/generations", "GET /v2/video/generations"):
        span = _named(spans, name)
        assert span.attributes["video01.generation.id"] == id
        assert span.attributes["http.response.status_code"] == 200
        (link,) = span.links
        assert (link.context.trace_id, link.context.span_id) == (root.context.trace_id, root.context.span_id)


def test_a_request_belongs_to_the_trace_of_its_caller(api: Api, spans: Any) -> None:
    api.stranger.get("/health", headers={"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"})
    span = _named(spans, "GET /health")
    assert format(span.context.trace_id, "032x") == "a" * 32
    assert format(span.parent.span_id, "016x") == "b" * 16


def test_nothing_secret_is_in_a_span(api: Api, spans: Any) -> None:
    api.create(prompt="a secret wish")
    api.client.get("/files/x.mp4?signature=secret")
    text = "".join(span.to_json() for span in spans.get_finished_spans())
    assert "secret" not in text
    assert api.secret not in text


def test_a_failure_has_its_reason(api: Api, spans: Any) -> None:
    api.create()
    _work(api, "tests.engines.misbehaving:Raises")
    root = _named(spans, "generation")
    assert root.attributes["error.type"] == "engine_failed"
    assert not root.status.is_ok


def test_it_is_off_unless_a_collector_is_named() -> None:
    tracing.configure({})
    tracing.configure({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_SDK_DISABLED": "true"})
    assert tracing.current() is tracing.OFF


def test_nothing_is_imported_when_it_is_off() -> None:
    look = "import sys, video01.cli.serve, video01.cli.worker; from video01 import tracing; tracing.configure({}); "
    look += "sys.exit('opentelemetry.sdk' in sys.modules or 'opentelemetry.exporter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "video01.tracing.otel", None)
    with pytest.raises(InvalidSettings, match=r"video01\[otel\]"):
        tracing.configure({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"})
