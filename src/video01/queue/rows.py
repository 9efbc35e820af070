"""Between a `Generation` and its row. What a row of another version holds and this one does not know is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any, TypeVar

from sqlalchemy import Column, Row

from video01.database.schema import generations
from video01.generation import Failure, Generation, GenerationRequest, Output, PromptReport, Status

COLUMNS: tuple[Column[Any], ...] = tuple(generations.columns[f.name] for f in fields(Generation))


D = TypeVar("D", GenerationRequest, PromptReport, Output, Failure)


def request_to_json(request: GenerationRequest) -> dict[str, Any]:
    """Everything but the picture, which has a table of its own."""
    values = asdict(replace(request, first_frame=None))
    del values["first_frame"]
    return values


def generation_of(row: Row[Any], *, first_frame: bytes | None = None) -> Generation:
    """The generation in a row of `COLUMNS`."""
    request = _build(GenerationRequest, row.request)
    size = None if request.size is None else (request.size[0], request.size[1])  # JSON knows no tuples
    return Generation(
        id=row.id,
        owner=row.owner,
        request=replace(request, size=size, first_frame=first_frame),
        status=Status(row.status),
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        attempts=row.attempts,
        progress=row.progress,
        report=_report(row.report),
        output=output_of(row.output),
        failure=None if row.failure is None else _build(Failure, row.failure),
        cancel_requested=row.cancel_requested,
    )


def output_of(values: Mapping[str, Any] | None) -> Output | None:
    """The output in a row's column of that name."""
    return None if values is None else _build(Output, values)


def _report(values: Mapping[str, Any] | None) -> PromptReport | None:
    if values is None:
        return None
    report = _build(PromptReport, values)
    return replace(report, ignored=tuple(report.ignored), notes=tuple(report.notes))


def _build(kind: type[D], values: Mapping[str, Any]) -> D:
    known = {f.name for f in fields(kind)}
    return kind(**{name: value for name, value in values.items() if name in known})
