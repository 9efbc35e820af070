"""Where the log goes: standard error, in the form that `VIDEO01_LOG_FORMAT` names, here and in the worker's child."""

from __future__ import annotations

import logging
import os
import sys

from video01.cli.privacy import switch_off_telemetry
from video01.server.logs import JsonLines, TextLines


def configure(log_format: str) -> None:
    """Send what this package and uvicorn log to standard error, as "text" or "json"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    for name, level in {"video01": logging.INFO, "uvicorn": logging.WARNING}.items():
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False


def prepare_child() -> None:
    """What the worker's child process runs first."""
    switch_off_telemetry()
    configure(os.environ.get("VIDEO01_LOG_FORMAT") or "text")
