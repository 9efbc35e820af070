"""How log lines look and where they go: text for people or one JSON object a line, on standard error."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from typing import Any

from video01.privacy import switch_off_telemetry


class TextLines(logging.Formatter):
    """`2026-11-23T12:00:00.000Z INFO request method=GET path=/health ...`"""

    def format(self, record: logging.LogRecord) -> str:
        facts = "".join(f" {name}={_quoted(value)}" for name, value in _facts(record).items())
        line = f"{_time(record)} {record.levelname} {record.getMessage()}{facts}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLines(logging.Formatter):
    """One object a line: time, level, message, then the facts."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname,
            "message": record.getMessage(),
            **_facts(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    return getattr(record, "facts", {})


def _quoted(value: object) -> str:
    """A value that cannot be mistaken for two, nor for a new line."""
    text = str(value)
    return text if text and text.isprintable() and " " not in text and '"' not in text else json.dumps(text)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def configure(log_format: str) -> None:
    """Send what this package, uvicorn and OpenTelemetry log to standard error, as "text" or "json"."""
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # no line shows them
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    for name, level in {"video01": logging.INFO, "uvicorn": logging.WARNING, "opentelemetry": logging.WARNING}.items():
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False


def prepare_child() -> None:
    """What the worker's child process runs first."""
    switch_off_telemetry()
    configure(os.environ.get("VIDEO01_LOG_FORMAT") or "text")
