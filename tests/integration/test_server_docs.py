"""docs/api.md and the OpenAPI document tell of everything that the server has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.in_process import Api, running_api
from video01.queue.minimax import FAILURES
from video01.server import errors, fal, minimax, openai, replicate
from video01.server.aimlapi.answer import STATUSES, VideoGeneration
from video01.server.aimlapi.draft import SPELLINGS
from video01.server.aimlapi.schema import CREATE_BODY
from video01.server.models import NAMES
from video01.server.requests import EXPOSED_HEADERS

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running_api(tmp_path_factory.mktemp("home")) as api:
        yield api


@pytest.fixture(scope="module")
def text() -> str:
    return DOCUMENT.read_text()


def test_every_path(api: Api, text: str) -> None:
    for path, methods in api.app.openapi()["paths"].items():
        for method in methods:
            assert f"`{method.upper()} {path}" in text, f"{method} {path}"


def test_every_error(text: str) -> None:
    for status, kind in errors.KINDS.items():
        assert f"| {status} | `{kind}` |" in text


def test_every_field(text: str) -> None:
    names = {name for spellings in SPELLINGS.values() for name in spellings} | set(VideoGeneration.model_fields)
    names = names - {"meta"} | {"meta.usage", *STATUSES.values(), *NAMES}
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_every_header(text: str) -> None:
    assert [name for name in EXPOSED_HEADERS if f"`{name}`" not in text.lower()] == []


def test_the_schema_has_the_fields_that_are_read() -> None:
    schema = CREATE_BODY["requestBody"]["content"]["application/json"]["schema"]
    assert set(schema["properties"]) == {name for spellings in SPELLINGS.values() for name in spellings}


def test_every_field_of_the_other_dialects(text: str) -> None:
    names = {*minimax.schema.PROPERTIES, *openai.schema.PROPERTIES, "input_reference"}
    names |= {*minimax.draft.MODELS, *minimax.draft.RESOLUTIONS, *minimax.answer.STATUSES.values()}
    names |= {*openai.answer.STATUSES.values(), "sora-2", "sora-2-pro"}
    names |= {*replicate.schema.INPUT, *replicate.answer.STATUSES.values(), *replicate.answer.Prediction.model_fields}
    names |= {*fal.schema.PROPERTIES, *fal.answer.STATUSES.values(), *fal.answer.QueueStatus.model_fields}
    for model in (minimax.answer.Task, minimax.answer.File, openai.answer.Video, openai.answer.VideoList):
        names |= set(model.model_fields)
    assert [name for name in sorted(names) if f"`{name}`" not in text and f"`file.{name}`" not in text] == []


def test_every_error_of_the_other_dialects(text: str) -> None:
    codes = {*minimax.errors.CODES.values(), *FAILURES.values()}
    codes |= {0, minimax.errors.WRONG_KEY, minimax.errors.NO_CREDITS}
    assert [code for code in sorted(codes) if f"| {code} |" not in text] == []
    for status, (kind, code) in openai.errors.CODES.items():
        assert f"| {status} | `{kind}` | `{code}`" in text
