"""A short storm; `make chaos` has the long one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.chaos.storm import run_storm


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_what_was_accepted_is_finished_exactly_once_whatever_is_killed(tmp_path: Path) -> None:
    toll = run_storm(tmp_path, kills=20, seed=7, echo_seconds=0.1, every=0.2, at_most=12.0, threads=1)
    assert toll.wrong == []
    assert toll.accepted > 0
    assert sum(toll.kills.values()) > 0
