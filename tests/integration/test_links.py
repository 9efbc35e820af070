"""Links to files, in every dialect that gives any: signed anew at each poll, good until they say, then refused."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.clients.in_process import POSTER, VIDEO, Api, running_api
from video01.generation import Generation

Ask = Callable[[Api, Generation], str]
EXPIRY = 168 * 3600  # seconds


def _at(path: str, *keys: str) -> Ask:
    """The link in the answer to a GET of `path`, below these keys."""

    def ask(api: Api, done: Generation) -> str:
        response = api.client.get(path.format(id=done.id, number=done.number))
        assert response.status_code == 200, response.text
        value = response.json()
        for key in keys:
            value = value[key]
        assert isinstance(value, str)
        return value

    return ask


LINKS: dict[str, Ask] = {
    "aimlapi": _at("/v2/video/generations?generation_id={id}", "video", "url"),
    "aimlapi, beside it": _at("/v2/video/generations/{id}", "video_url"),
    "aimlapi, poster": _at("/v2/video/generations/{id}", "poster_url"),
    "aimlapi, first paths": _at("/v2/generate/video/minimax/generation?generation_id={id}", "video", "url"),
    "minimax": _at("/v1/files/retrieve?file_id={number}", "file", "download_url"),
    "replicate": _at("/v1/predictions/{id}", "output"),
    "fal": _at("/fal-ai/minimax/requests/{id}", "video", "url"),
}


class Clock:
    """Time that moves when told to."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "time", clock)
    return clock


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with running_api(tmp_path) as api:
        yield api


def _expires(link: str) -> int:
    return int(parse_qs(urlsplit(link).query)["expires"][0])


@pytest.mark.parametrize("ask", LINKS.values(), ids=LINKS.keys())
def test_each_poll_signs_the_link_anew(api: Api, clock: Clock, ask: Ask) -> None:
    api.create()
    done = api.finish()
    first = ask(api, done)
    assert _expires(first) == int(clock.now + EXPIRY)
    clock.now += 2
    second = ask(api, done)
    assert _expires(second) == _expires(first) + 2
    assert urlsplit(first).path == urlsplit(second).path
    for link in (first, second):
        response = api.stranger.get(link)
        assert (response.status_code, response.content in {VIDEO, POSTER}) == (200, True)
    clock.now = _expires(first)
    assert [api.stranger.get(link).status_code for link in (first, second)] == [403, 200]
    clock.now = _expires(second)
    assert api.stranger.get(second).status_code == 403
    assert api.stranger.get(ask(api, done)).status_code == 200


def test_the_expiry_of_one_link_does_not_go_with_the_signature_of_another(api: Api, clock: Clock) -> None:
    api.create()
    done = api.finish()
    first = LINKS["aimlapi"](api, done)
    clock.now += 2
    second = LINKS["aimlapi"](api, done)
    assert api.stranger.get(first.replace(str(_expires(first)), str(_expires(second)))).status_code == 403
