"""Between a `Generation` and its row. What a row of another version holds and this one does not know is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from functools import cache
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Column

from video01.database.schema import generations
from video01.generation import Failure, Generation, GenerationRequest, Output, PromptReport, Status

COLUMNS: tuple[Column[Any], ...] = tuple(generations.columns[f.name] for f in fields(Generation))


AnyRow: TypeAlias = Any  # a SQLAlchemy row, whose type has another form in each of its versions
D = TypeVar("D", GenerationRequest, PromptReport, Output, Failure)


def request_to_json(request: GenerationRequest) -> dict[str, Any]:
    """Everything but the pictures, which have a table of their own."""
    values = asdict(replace(request, first_frame=None, last_frame=None))
    del values["first_frame"], values["last_frame"]
    return values


def generation_of(row: AnyRow, *, first_frame: bytes | None = None, last_frame: bytes | None = None) -> Generation:
    """The generation in a row of `COLUMNS`."""
    size = row.request.get("size")
    tuples = {"size": None if size is None else (size[0], size[1])}  # JSON knows none
    pictures = {"first_frame": first_frame, "last_frame": last_frame}
    built = {
        "request": _build(GenerationRequest, row.request | tuples | pictures),
        "status": Status(row.status),
        "report": _report(row.report),
        "output": output_of(row.output),
        "failure": None if row.failure is None else _build(Failure, row.failure),
    }
    return Generation(**{**row._asdict(), **built})


def output_of(values: Mapping[str, Any] | None) -> Output | None:
    """The output in a row's column of that name."""
    return None if values is None else _build(Output, values)


def _report(values: Mapping[str, Any] | None) -> PromptReport | None:
    if values is None:
        return None
    tuples = {name: tuple(values.get(name, ())) for name in ("ignored", "notes")}
    return _build(PromptReport, {**values, **tuples})


def _build(kind: type[D], values: Mapping[str, Any]) -> D:
    known = _names(kind)  # type: ignore[arg-type]  # a class can be hashed, whatever its objects can
    if not values.keys() <= known:
        values = {name: value for name, value in values.items() if name in known}
    return kind(**values)


@cache
def _names(kind: type[Any]) -> frozenset[str]:
    return frozenset(f.name for f in fields(kind))
