"""Read the fields of a JSON object that many kinds of clients wrote.

Lenient where the meaning is plain ("6" for 6, "true" for true, null for absent), strict where it is not. A field may
have several names; what is wrong is reported under the name that the caller used.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from video01.errors import InvalidRequest

_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*", re.ASCII | re.IGNORECASE)
_BOOLEANS = {"true": True, "false": False}
_SHOWN = 40  # characters of a value in a message


class Fields:
    """A JSON object to read from. A method takes the names of one field and returns None if none of them is there."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def name(self, *names: str) -> str:
        """The one of these names that the caller used; the first if none. Two that disagree are refused."""
        used = [name for name in names if self._values.get(name) is not None]
        for other in used[1:]:
            if self._values[other] != self._values[used[0]]:
                raise InvalidRequest(other, f"{used[0]} and {other} mean the same: one is expected, got two values")
        return used[0] if used else names[0]

    def text(self, *names: str) -> str | None:
        name, value = self._find(names)
        if value is None:
            return None
        if not isinstance(value, str):
            raise _unexpected(name, "a string", value)
        if "\0" in value or not _encodable(value):
            raise InvalidRequest(
                name, f"{name} must be text, got characters that are none (NUL or half a surrogate pair)"
            )
        return value

    def boolean(self, *names: str) -> bool | None:
        name, value = self._find(names)
        if isinstance(value, str):
            value = _BOOLEANS.get(value.strip().lower(), value)
        if value is None or isinstance(value, bool):
            return value
        raise _unexpected(name, "true or false", value)

    def number(self, *names: str) -> float | None:
        name, value = self._find(names)
        if value is None:
            return None
        number = _number(value)
        if number is None:
            raise _unexpected(name, "a number", value)
        return number

    def integer(self, *names: str) -> int | None:
        name, value = self._find(names)
        if value is None:
            return None
        number = _number(value)
        if number is None or number != int(number):
            raise _unexpected(name, "a whole number", value)
        return int(number)

    def _find(self, names: tuple[str, ...]) -> tuple[str, Any]:
        name = self.name(*names)
        return name, self._values.get(name)


def present(**values: Any) -> dict[str, Any]:
    """What was sent; the domain has the defaults for the rest."""
    return {name: value for name, value in values.items() if value is not None}


@contextmanager
def caller_names(names: Mapping[str, str]) -> Iterator[None]:
    """Errors raised inside name fields as the caller did; `names` goes from our names to theirs."""
    try:
        yield
    except InvalidRequest as error:
        name = names.get(error.field, error.field)
        message, found = re.subn(rf"\b{re.escape(error.field)}\b", name, error.message)
        raise InvalidRequest(name, message if found or name in message else f"{name}: {message}") from None


def _number(value: object) -> float | None:
    """A finite number, or the text of one. True and False are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unexpected(name: str, expected: str, value: object) -> InvalidRequest:
    return InvalidRequest(name, f"{name} must be {expected}, got {_describe(value)}")


def _describe(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the string {value[:_SHOWN]!r}{'...' if len(value) > _SHOWN else ''}"
    if isinstance(value, int | float):
        return f"the number {str(value)[:_SHOWN]}"
    if isinstance(value, bytes):
        return "a file"
    return "a list" if isinstance(value, list) else "an object"
