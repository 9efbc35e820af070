"""A select that is run all the time: compiled once, and answered by the driver itself where that is SQLite.

SQLAlchemy takes several times as long as SQLite does to find a row by its key.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.dialects import sqlite

Convert = Callable[[Any], Any]
T = TypeVar("T")
REMEMBERED = 1024  # rows whose object is at hand: clients poll the same few again and again


class Prepared(Generic[T]):
    """One query of plain columns with named parameters, for at most one row, of which `build` makes what is answered.

    Each answer is read from the database; only what `build` made of the very same values is used again, so it must be
    something that cannot change.
    """

    def __init__(self, query: Select[Any], build: Callable[[Any], T]) -> None:
        """`build` takes a row that has an attribute and an `_asdict` entry for each column."""
        self._query = query
        self._build = build
        self._columns = tuple(query.selected_columns)
        self._row: Any = namedtuple("Row", [column.key for column in self._columns])  # type: ignore[misc]
        self._sql: str | None = None  # in SQLite's words
        self._converts: tuple[tuple[int, Convert], ...] = ()  # place of a column -> its value from what SQLite keeps
        self._of_kept = lru_cache(REMEMBERED)(self._convert_and_build)

    def one_or_none(self, connection: Connection, **values: Any) -> T | None:
        """What is in the row. Raises as SQLAlchemy does."""
        if connection.dialect.name != "sqlite":
            return self._by_sqlalchemy(connection, values)
        if self._sql is None:
            self._compile(connection.dialect)
        driver: Any = connection.connection.driver_connection
        try:
            kept = driver.execute(self._sql, values).fetchone()
        except driver.Error:
            return self._by_sqlalchemy(connection, values)  # which says it in SQLAlchemy's errors
        return None if kept is None else self._of_kept(kept)

    def _by_sqlalchemy(self, connection: Connection, values: dict[str, Any]) -> T | None:
        row = connection.execute(self._query, values).one_or_none()
        return None if row is None else self._build(row)

    def _compile(self, dialect: Dialect) -> None:
        types = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in self._columns]
        self._converts = tuple((place, convert) for place, convert in enumerate(types) if convert is not None)
        self._sql = str(self._query.compile(dialect=sqlite.dialect(paramstyle="named")))

    def _convert_and_build(self, kept: tuple[Any, ...]) -> T:
        values = list(kept)
        for place, convert in self._converts:
            if values[place] is not None:
                values[place] = convert(values[place])
        return self._build(self._row._make(values))
