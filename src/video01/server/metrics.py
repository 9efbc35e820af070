"""`/metrics`: how the server does, as Prometheus reads it. It needs a key with the scope `admin`.

What concerns generations is read from the database, so it holds for all processes and survives restarts; what concerns
requests and streams is of this process.
"""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from video01 import __version__
from video01.generation import Status
from video01.queue import Queue
from video01.server.auth import Caller, require
from video01.server.errors import documented
from video01.server.stream import Stream

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30)  # seconds

router = APIRouter(tags=["health"])


class Metrics:
    """The figures of one app."""

    def __init__(self, queue: Queue, stream: Stream) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_OfTheQueue(queue, stream))
        labels = ("method", "route", "status")
        self._requests = Counter(
            "video01_http_requests", "Requests that were answered.", labels, registry=self._registry
        )
        self._seconds = Histogram(
            "video01_http_request_seconds",
            "From a request to the end of its answer; streams of events are left out.",
            ("route",),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._series: dict[tuple[str, str, int], tuple[Counter, Histogram | None]] = {}  # found once: that takes long

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request. `route` is the path as it is written in the code, so that ids make no series of their own."""
        key = method, route, status
        counter, histogram = self._series.get(key) or self._series.setdefault(key, self._find(*key))
        counter.inc()
        if histogram is not None:
            histogram.observe(seconds)

    def _find(self, method: str, route: str, status: int) -> tuple[Counter, Histogram | None]:
        timed = None if route.endswith("/events") else self._seconds.labels(route)
        return self._requests.labels(method, route, str(status)), timed

    def text(self) -> bytes:
        return generate_latest(self._registry)


class _OfTheQueue(Collector):
    def __init__(self, queue: Queue, stream: Stream) -> None:
        self._queue = queue
        self._stream = stream

    def collect(self) -> Iterator[Metric]:
        counts, sums = self._queue.counts(), self._queue.tallies()
        now = {status.value: counts[status] for status in (Status.QUEUED, Status.RUNNING)}
        yield _gauge("generations", "Generations that wait or run.", now, "status")
        yield GaugeMetricFamily(
            "video01_oldest_wait_seconds", "How long the oldest has waited.", self._queue.oldest_wait()
        )
        yield _counter("generations_ended", "Generations that ended.", sums.get("ended", {}), "status")
        yield _counter("failures", "Generations that failed.", sums.get("failures", {}), "kind")
        more = sums.get("tries", {}).get("more", 0.0)
        yield CounterMetricFamily("video01_more_tries", "Tries that had to be followed by another.", more)
        waited = sums.get("waited_seconds", {"count": 0.0, "sum": 0.0})
        yield SummaryMetricFamily(
            "video01_wait_seconds", "From the request to the first try.", int(waited["count"]), waited["sum"]
        )
        yield _stages(sums)
        yield GaugeMetricFamily("video01_event_streams", "Streams of events that are open.", self._stream.listeners)
        yield _gauge("info", "What runs here.", {__version__: 1}, "version")


def _gauge(name: str, text: str, values: dict[str, int], label: str) -> Metric:
    family = GaugeMetricFamily(f"video01_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _counter(name: str, text: str, values: dict[str, float], label: str) -> Metric:
    family = CounterMetricFamily(f"video01_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _stages(sums: dict[str, dict[str, float]]) -> Metric:
    family = SummaryMetricFamily("video01_stage_seconds", "What the stages of a video take.", labels=["stage"])
    for stage, count in sums.get("stage_count", {}).items():
        family.add_metric([stage], int(count), sums["stage_sum"][stage])
    return family


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses={
        200: {"description": "Prometheus text.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        **documented(401, 403, 429, 503),
    },
)
def metrics(request: Request, caller: Caller) -> Response:
    """Queue depth, waits, stages, failures by kind, requests by route and status."""
    require(caller, "admin")
    figures: Metrics = request.app.state.metrics
    return Response(figures.text(), media_type=CONTENT_TYPE_LATEST)
