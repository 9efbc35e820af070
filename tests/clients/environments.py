"""Other people's clients, each in an environment of its own, installed as their users install them.

They are kept in `~/.cache/video01/clients` (or `VIDEO01_CLIENTS`), so that only the first run waits for the registries.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

CACHE = Path(os.environ.get("VIDEO01_CLIENTS") or "~/.cache/video01/clients").expanduser()
INSTALL_TIMEOUT = 900.0  # seconds
_ONE_AT_A_TIME = threading.Lock()
_UNREACHABLE = (  # what pip and npm say when there is no network
    "No matching distribution found",
    "Could not find a version",
    "Temporary failure in name resolution",
    "ENOTFOUND",
    "ECONNREFUSED",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "ECONNRESET",
)


def python_with(*requirements: str) -> Path:
    """The Python of an environment that has these packages; skips the test if their registry cannot be reached."""
    folder = _folder("python", f"{sys.version_info[:2]}", *requirements)
    python = folder / "bin" / "python"
    with _ONE_AT_A_TIME:
        if not _is_ready(folder):
            _run([sys.executable, "-m", "venv", folder])
            _run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements])
            _make_ready(folder)
    return python


def node_with(*packages: str) -> Path:
    """A folder whose `node_modules` has these packages; skips the test without npm or its registry."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm")
    folder = _folder("node", *packages)
    with _ONE_AT_A_TIME:
        if not _is_ready(folder):
            folder.mkdir(parents=True)
            _run([npm, "install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel", "error", *packages])
            _make_ready(folder)
    return folder


def _folder(kind: str, *names: str) -> Path:
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()[:12]
    return CACHE / f"{kind}-{digest}"


def _is_ready(folder: Path) -> bool:
    """Whether it is whole. What an earlier run left half-done is removed."""
    if (folder / ".ready").exists():
        return True
    shutil.rmtree(folder, ignore_errors=True)
    return False


def _make_ready(folder: Path) -> None:
    (folder / ".ready").touch()


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_TIMEOUT, check=False)
    if done.returncode and any(sign in done.stderr for sign in _UNREACHABLE):
        pytest.skip(f"the registry cannot be reached: {done.stderr.strip().splitlines()[-1][:200]}")
    assert done.returncode == 0, done.stderr
