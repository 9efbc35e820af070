"""How log lines look: text for people, or one JSON object a line. Whoever runs the app says where they go."""

from __future__ import annotations

import json
import logging
from typing import Any

from video01.server.wire import timestamp


class TextLines(logging.Formatter):
    """`2026-11-23T12:00:00.000Z INFO request method=GET path=/health ...`"""

    def format(self, record: logging.LogRecord) -> str:
        facts = "".join(f" {name}={_quoted(value)}" for name, value in _facts(record).items())
        line = f"{timestamp(record.created)} {record.levelname} {record.getMessage()}{facts}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLines(logging.Formatter):
    """One object a line: time, level, message, then the facts."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": timestamp(record.created),
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
