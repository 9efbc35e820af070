"""Nothing contacts anyone unasked."""

from __future__ import annotations

import sys


def switch_off_telemetry() -> None:
    """Keep OpenVINO's statistics package from being imported, now and later; OpenVINO then uses its own empty stub.

    It has no switch in the environment, and takes a missing consent file for consent.
    """
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # the documented way to forbid an import
