"""/metrics: what Prometheus reads, and who may read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.clients.in_process import WORKER, Api, running_api
from video01.generation import Failure, Output

OUTPUT = Output(video="a.mp4", poster="a.jpg", duration=6.0, width=256, height=128, size=1000)


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path) as api:
        yield api


def _figures(api: Api) -> dict[tuple[str, tuple[str, ...]], float]:
    headers = {"Authorization": f"Bearer {api.keys.create('p', scopes=frozenset({'read', 'admin'}))[1]}"}
    response = api.stranger.get("/metrics", headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(response.text)
    return {(s.name, tuple(s.labels.values())): s.value for family in families for s in family.samples}


def test_only_admin_keys_read_them(api: Api) -> None:
    assert api.stranger.get("/metrics").status_code == 401
    assert api.client.get("/metrics").status_code == 403


def test_the_queue_in_figures(api: Api) -> None:
    ids = [api.create()["id"] for _ in range(4)]
    for _ in range(2):
        api.claim()
    api.queue.succeed(ids[0], WORKER, OUTPUT, {"denoise": 1.5, "encode": 0.5})
    api.queue.fail(ids[1], WORKER, Failure(name="out_of_memory", message="x"), retry=False)
    api.claim()
    figures = _figures(api)
    assert figures["video01_generations", ("queued",)] == 1
    assert figures["video01_generations", ("running",)] == 1
    assert figures["video01_oldest_wait_seconds", ()] > 0
    assert figures["video01_generations_ended_total", ("succeeded",)] == 1
    assert figures["video01_failures_total", ("out_of_memory",)] == 1
    assert figures["video01_stage_seconds_sum", ("denoise",)] == 1.5
    assert figures["video01_stage_seconds_count", ("encode",)] == 1
    assert figures["video01_wait_seconds_count", ()] == 3
    assert figures["video01_event_streams", ()] == 0
    api.queue.delete(ids[0])
    assert _figures(api)["video01_generations_ended_total", ("succeeded",)] == 1


def test_requests_by_route_and_status(api: Api) -> None:
    id = api.create()["id"]
    for generation in (id, id, "nothing"):
        api.client.get(f"/v2/video/generations/{generation}")
    api.stranger.get("/nowhere")
    figures = _figures(api)
    by_path = "/v2/video/generations/{id}"
    assert figures["video01_http_requests_total", ("GET", by_path, "200")] == 2
    assert figures["video01_http_requests_total", ("GET", by_path, "404")] == 1
    assert figures["video01_http_request_seconds_count", (by_path,)] == 3
    assert not any(id in label for _, labels in figures for label in labels)
