"""Traces through OpenTelemetry's SDK, with a provider of our own: the global one is left to whoever sets it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import Span, SpanContext, SpanKind, StatusCode, TraceFlags, Tracer, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from video01 import __version__
from video01.generation import Generation

SERVICE = "video01"
IN_TURN = ("text", "denoise", "decode", "enlarge")  # one after the other; `BESIDE` begin together after them
BESIDE = ("composite", "encode")
PATIENCE = 3.0  # seconds that a collector has, tries included; the end of the server waits for it
NANO = 1_000_000_000  # nanoseconds a second

_propagator = TraceContextTextMapPropagator()


def to_collector() -> OpenTelemetry:
    """Sends to where `OTEL_EXPORTER_OTLP_ENDPOINT` says, in batches, from a thread of its own."""
    told = any(os.environ.get(name) for name in ("OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"))
    return OpenTelemetry(BatchSpanProcessor(OTLPSpanExporter(timeout=None if told else PATIENCE)))


class OpenTelemetry:
    """`Tracing` as spans."""

    def __init__(self, processor: SpanProcessor) -> None:
        self._ids = _Ids()
        resource = Resource.create().merge(Resource({"service.version": __version__}))
        if str(resource.attributes.get("service.name", "")).startswith("unknown_service"):
            resource = resource.merge(Resource({"service.name": SERVICE}))
        self._provider = TracerProvider(id_generator=self._ids, resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("video01", __version__)

    def request(self, scope: Mapping[str, Any]) -> _RequestSpan:
        """Belongs to the caller's trace if a `traceparent` came."""
        carrier = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in scope["headers"]
            if name in {b"traceparent", b"tracestate"}
        }
        span = self._tracer.start_span(
            scope["method"],
            context=_propagator.extract(carrier),
            kind=SpanKind.SERVER,
            attributes={"http.request.method": scope["method"], "url.path": scope["path"]},
        )
        return _RequestSpan(span, scope["method"])

    @contextmanager
    def generation(self, generation: Generation) -> Iterator[_GenerationSpan]:
        """The root of the trace that has the generation's id."""
        facts: dict[str, str | int | float] = {
            "video01.generation.id": generation.id,
            "video01.generation.attempt": generation.attempts,
            "video01.generation.waited": max(0.0, time.time() - generation.created_at),  # seconds
        }
        with self._ids.of(generation):
            span = self._tracer.start_span("generation", context=_NOWHERE, kind=SpanKind.CONSUMER, attributes=facts)
        try:
            yield _GenerationSpan(span, self._tracer)
        except BaseException as error:
            span.set_status(StatusCode.ERROR, type(error).__name__)
            raise
        finally:
            span.end()

    def close(self) -> None:
        self._provider.shutdown()


class _RequestSpan:
    def __init__(self, span: Span, method: str) -> None:
        self._span = span
        self._method = method

    def answered(self, *, route: str, status: int, generation: str | None) -> None:
        span = self._span
        span.update_name(f"{self._method} {route}")
        span.set_attribute("http.route", route)
        if status:
            span.set_attribute("http.response.status_code", status)
        if status >= 500 or not status:
            span.set_status(StatusCode.ERROR)
        if generation is not None:
            span.set_attribute("video01.generation.id", generation)
            if (first := context_of(generation)) is not None:
                span.add_link(first)
        span.end()


class _GenerationSpan:
    def __init__(self, span: Span, tracer: Tracer) -> None:
        self._tracer = tracer
        self._span = span
        self._inside = set_span_in_context(span)

    def stages(self, timings: Mapping[str, float]) -> None:
        """Spans of the past: the engine's process tells how long each stage took when all of them are over.

        Composing and encoding run in turns, beside one another; the span of each is as long as it was busy.
        """
        at = time.time() - timings.get("total", sum(timings.get(name, 0.0) for name in (*IN_TURN, *BESIDE)))
        for name in IN_TURN:
            if name in timings:
                self._past(name, at, timings[name])
                at += timings[name]
        for name in BESIDE:
            if name in timings:
                self._past(name, at, timings[name])

    def storing(self) -> AbstractContextManager[object]:
        return self._tracer.start_as_current_span("store", context=self._inside)

    def failed(self, name: str, message: str) -> None:
        self._span.set_attribute("error.type", name)
        self._span.set_status(StatusCode.ERROR, message)

    def _past(self, name: str, began: float, seconds: float) -> None:
        """`began`: Unix seconds."""
        span = self._tracer.start_span(name, context=self._inside, start_time=int(began * NANO))
        span.end(end_time=int((began + seconds) * NANO))


def context_of(id: str) -> SpanContext | None:
    """Where the first try of a generation is traced, derived from its id: 32 hex digits, as a trace's id is."""
    try:
        trace, span = int(id, 16), int(id[16:32], 16)
    except ValueError:
        return None
    context = SpanContext(trace, span, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED))
    return context if context.is_valid else None


class _Ids(RandomIdGenerator):
    """Random ids, but for the root of a generation's trace."""

    def __init__(self) -> None:
        self._wanted = threading.local()

    @contextmanager
    def of(self, generation: Generation) -> Iterator[None]:
        """The next trace of this thread is that of the generation; the first try's span has a derived id, too."""
        context = context_of(generation.id)
        self._wanted.trace = context.trace_id if context else None
        self._wanted.span = context.span_id if context and generation.attempts == 1 else None
        try:
            yield
        finally:
            self._wanted.trace = self._wanted.span = None

    def generate_trace_id(self) -> int:
        return getattr(self._wanted, "trace", None) or super().generate_trace_id()

    def generate_span_id(self) -> int:
        return getattr(self._wanted, "span", None) or super().generate_span_id()


_NOWHERE = _propagator.extract({})  # a context without a span
