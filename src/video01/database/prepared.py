"""A select that is run all the time: compiled once, and answered by the driver itself where that is SQLite.

SQLAlchemy takes several times as long as SQLite does to find a row by its key.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.dialects import sqlite

Convert = Callable[[Any], Any]


class Prepared:
    """One query of plain columns with named parameters, for at most one row."""

    def __init__(self, query: Select[Any]) -> None:
        self._query = query
        self._columns = tuple(query.selected_columns)
        self._row: Any = namedtuple("Row", [column.key for column in self._columns])  # type: ignore[misc]
        self._sql: str | None = None  # in SQLite's words
        self._converts: tuple[tuple[int, Convert], ...] = ()  # place of a column -> its value from what SQLite keeps

    def one_or_none(self, connection: Connection, **values: Any) -> Any:
        """The row, with an attribute and an `_asdict` entry for each column. Raises as SQLAlchemy does."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._query, values).one_or_none()
        if self._sql is None:
            self._compile(connection.dialect)
        driver: Any = connection.connection.driver_connection
        try:
            kept = driver.execute(self._sql, values).fetchone()
        except driver.Error:
            return connection.execute(self._query, values).one_or_none()  # which says it in SQLAlchemy's errors
        return None if kept is None else self._converted(kept)

    def _compile(self, dialect: Dialect) -> None:
        types = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in self._columns]
        self._converts = tuple((place, convert) for place, convert in enumerate(types) if convert is not None)
        self._sql = str(self._query.compile(dialect=sqlite.dialect(paramstyle="named")))

    def _converted(self, kept: tuple[Any, ...]) -> Any:
        values = list(kept)
        for place, convert in self._converts:
            if values[place] is not None:
                values[place] = convert(values[place])
        return self._row._make(values)
