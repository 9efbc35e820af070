"""Tests that need the pictures of the subjects."""

import os
from pathlib import Path

import pytest

from training.world import assets


def _has_pictures() -> bool:
    try:
        assets.find_tarball()
    except assets.AssetError:
        return False
    return True


# Only a missing npm, or no network, leaves the pictures out; a damaged tarball fails in the tests.
needs_pictures = pytest.mark.skipif(
    not (Path(os.environ.get("VIDEO01_ASSETS", "training/assets")).exists() and _has_pictures()),
    reason="the pictures are not here: see training/world/assets.py",
)
