"""`video01 doctor`: what was found on this machine, and what would be used. It changes nothing and contacts nobody."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from video01 import __version__
from video01.cli.terminal import say, table
from video01.cli.weights import find_weights
from video01.engines import ENGINES
from video01.settings import Settings

FREE_BYTES = 1_000_000_000  # below this much space in the home the doctor worries
CPU_FLAGS = {
    "amx_bf16": "AMX-BF16",
    "amx_int8": "AMX-INT8",
    "avx512_bf16": "AVX512-BF16",
    "avx512f": "AVX512",
    "avx2": "AVX2",
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the report."""

    name: str
    value: str
    ok: bool = True  # false: videos cannot be made like this


def run(arguments: Namespace) -> int:
    """Print every finding; 1 when one of them stands in the way."""
    settings = Settings.from_environment()
    findings = [look(settings) for look in LOOKS]
    if arguments.json:
        say(json.dumps({finding.name: {"value": finding.value, "ok": finding.ok} for finding in findings}))
    else:
        say(table([("" if finding.ok else "!", finding.name, finding.value) for finding in findings]))
    return 0 if all(finding.ok for finding in findings) else 1


def _program(_settings: Settings) -> Finding:
    return Finding(name="video01", value=f"{__version__} in {Path(__file__).parents[1]}")


def _python(_settings: Settings) -> Finding:
    value = f"{platform.python_version()} at {sys.executable}, {platform.platform()}"
    return Finding(name="python", value=value, ok=sys.version_info >= (3, 11))


def _cpu(_settings: Settings) -> Finding:
    info = _cpuinfo()
    flags = info.get("flags", "").split()
    known = [label for flag, label in CPU_FLAGS.items() if flag in flags]
    model = info.get("model name") or platform.processor() or platform.machine()
    return Finding(name="cpu", value=f"{model} ({', '.join(known) or 'no wide vectors known'})")


def _cpuinfo() -> dict[str, str]:
    """The first processor of Linux's own list; empty elsewhere."""
    try:
        text = Path("/proc/cpuinfo").read_text(errors="replace")
    except OSError:
        return {}
    pairs = (line.split(":", 1) for line in text.split("\n\n")[0].splitlines() if ":" in line)
    return {name.strip(): value.strip() for name, value in pairs}


def _threads(_settings: Settings) -> Finding:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Finding(name="threads", value=f"{usable} usable of {os.cpu_count()}")


def _openvino(settings: Settings) -> Finding:
    needed = settings.engine == "small"
    try:
        openvino = import_module("openvino")
        core = openvino.Core()
        halves = [
            name for name in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") if name in {"BF16", "FP16", "INT8"}
        ]
    except (ImportError, RuntimeError) as error:
        return Finding(name="openvino", value=f"cannot be used: {error}", ok=not needed)
    return Finding(
        name="openvino", value=f"{version('openvino')}, native on this CPU: {', '.join(halves) or 'FP32 only'}"
    )


def _engine(settings: Settings) -> Finding:
    """What `generate` and `serve` would use."""
    name = settings.engine
    if name not in ENGINES and ":" not in name:
        return Finding(name="engine", value=f"{name!r} is none of {', '.join(ENGINES)}", ok=False)
    if name != "small":
        return Finding(name="engine", value=name)
    try:
        precision = import_module("video01.engines.small").native_precision(import_module("openvino").Core())
    except (ImportError, RuntimeError) as error:
        return Finding(name="engine", value=f"small cannot start: {error}", ok=False)
    return Finding(name="engine", value=f"small on the CPU in {precision}")


def _weights(settings: Settings) -> Finding:
    weights = find_weights()
    needed = settings.engine == "small"
    if not weights.complete:
        return Finding(name="weights", value=f"not found in {weights.folder}", ok=not needed)
    sizes = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in weights.sizes.items() if name.endswith(".bin"))
    return Finding(name="weights", value=f"{weights.bytes / 1e6:.1f} MB in {weights.folder} ({sizes})")


def _home(settings: Settings) -> Finding:
    home = settings.home
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    try:
        tempfile.TemporaryFile(dir=there).close()
    except OSError as error:
        return Finding(name="home", value=f"{home}: cannot write in {there}: {error.strerror}", ok=False)
    free = shutil.disk_usage(there).free
    state = "exists" if home == there else "will be made at the first start"
    return Finding(name="home", value=f"{home} ({state}, {free / 1e9:.1f} GB free)", ok=free > FREE_BYTES)


def _database(settings: Settings) -> Finding:
    if settings.database:  # of which nothing is shown: a URL may hold a password
        return _named_database(settings.database)
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    state = f"{path.stat().st_size / 1e6:.1f} MB" if path.exists() else "will be made at the first start"
    return Finding(name="database", value=f"SQLite {sqlite3.sqlite_version} at {path} ({state})")


def _named_database(url: str) -> Finding:
    if not url.startswith("postgres"):
        return Finding(name="database", value="as VIDEO01_DATABASE says")
    driver = _version("psycopg")
    how = f"psycopg {driver}" if driver else "psycopg is missing: pip install 'video01[postgres]'"
    return Finding(name="database", value=f"Postgres, as VIDEO01_DATABASE says ({how})", ok=bool(driver))


def _encoder(_settings: Settings) -> Finding:
    try:
        import_module("av").codec.Codec("libx264", "w")
    except (ImportError, ValueError) as error:
        return Finding(name="encoder", value=f"PyAV with libx264 cannot be used: {error}", ok=False)
    return Finding(name="encoder", value=f"PyAV {version('av')} with libx264")


def _packages(_settings: Settings) -> Finding:
    names = ("fastapi", "uvicorn", "sqlalchemy", "numpy", "opencv-python-headless", "pillow")
    found = {name: _version(name) for name in names}
    value = ", ".join(f"{name} {number or 'missing'}" for name, number in found.items())
    return Finding(name="packages", value=value, ok=all(found.values()))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _settings_given(settings: Settings) -> Finding:
    """Which settings differ from the defaults; those that may hold secrets are only named."""
    defaults = Settings()
    given = [
        name if name == "database" else f"{name}={value}"
        for name, value in asdict(settings).items()
        if value != getattr(defaults, name) and f"VIDEO01_{name.upper()}" in os.environ
    ]
    return Finding(name="settings", value=", ".join(given) or "all at their defaults")


LOOKS: tuple[Callable[[Settings], Finding], ...] = (
    _program,
    _python,
    _cpu,
    _threads,
    _openvino,
    _engine,
    _weights,
    _encoder,
    _packages,
    _home,
    _database,
    _settings_given,
)
