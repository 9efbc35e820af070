"""Traces of requests and of generations, sent to an OpenTelemetry collector if one is named.

    OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 video01 serve

Without that variable nothing is traced and nothing of OpenTelemetry is imported. The trace of a generation has the
generation's id, so whoever has the one finds the other, and no context has to be stored with the row.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from video01.errors import InvalidSettings
from video01.generation import Generation

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


class RequestSpan(Protocol):
    """One request of the API."""

    def answered(self, *, route: str, status: int, generation: str | None) -> None:
        """It is over. `status` 0: no answer was sent."""
        ...


class GenerationSpan(Protocol):
    """One try at one generation."""

    def stages(self, timings: Mapping[str, float]) -> None:
        """What the engine's process did until now, in seconds a stage."""
        ...

    def storing(self) -> AbstractContextManager[object]:
        """Around keeping the files."""
        ...

    def failed(self, name: str, message: str) -> None:
        """Why there is no video."""
        ...


class Tracing(Protocol):
    """What server and worker tell."""

    def request(self, scope: Mapping[str, Any]) -> RequestSpan: ...

    def generation(self, generation: Generation) -> AbstractContextManager[GenerationSpan]: ...

    def close(self) -> None:
        """Send what is left."""
        ...


class _Off:
    """Traces nothing."""

    def request(self, scope: Mapping[str, Any]) -> RequestSpan:
        return self

    def generation(self, generation: Generation) -> AbstractContextManager[GenerationSpan]:
        return nullcontext(self)

    def answered(self, *, route: str, status: int, generation: str | None) -> None:
        pass

    def stages(self, timings: Mapping[str, float]) -> None:
        pass

    def storing(self) -> AbstractContextManager[object]:
        return nullcontext()

    def failed(self, name: str, message: str) -> None:
        pass

    def close(self) -> None:
        pass


OFF: Tracing = _Off()
_current = OFF


def current() -> Tracing:
    """The tracing of this process."""
    return _current


def use(tracing: Tracing) -> None:
    """Trace with this from now on."""
    global _current  # noqa: PLW0603  # one for the process, as logging is
    _current = tracing


def configure(environment: Mapping[str, str] | None = None) -> None:
    """Trace if the environment names a collector. Raises `InvalidSettings` when the packages for it are missing."""
    environment = os.environ if environment is None else environment
    named = next((name for name in ENDPOINTS if environment.get(name)), None)
    if named is None or environment.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return
    try:
        from video01.tracing.otel import to_collector  # noqa: PLC0415  # only when it is wanted
    except ImportError as error:
        raise InvalidSettings(f"{named} is set, and traces need more: pip install 'video01[otel]' ({error})") from None
    use(to_collector())
