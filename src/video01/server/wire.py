"""How values are spelled on the wire."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from pydantic import AliasGenerator
from pydantic.alias_generators import to_camel

CAMEL_CASE = AliasGenerator(serialization_alias=to_camel)  # status_code is sent as statusCode


def timestamp(seconds: float | None = None) -> str:
    """A time in Unix seconds, or now, as `2026-11-23T12:00:00.000Z`."""
    moment = datetime.fromtimestamp(time.time() if seconds is None else seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
