"""What every benchmark tells beside its figures: the machine, a table for people, a JSON file for programs."""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

OUT = Path(__file__).parents[1] / "out"


def machine() -> dict[str, object]:
    """What the figures depend on."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,  # of the last minute, at the end
        "python": platform.python_version(),
        **{name: _version(name) for name in ("video01", "openvino", "torch", "numpy", "opencv-python-headless")},
    }


def tell(name: str, rows: list[tuple[str, str]], figures: dict[str, object]) -> None:
    """Print the rows as a table and write the figures to benchmarks/out/NAME.json."""
    about = machine()
    width = max(len(label) for label, _ in rows)
    print(f"{about['processor']}, {about['cores']} cores")
    for label, value in rows:
        print(f"  {label:{width}}  {value}")
    OUT.mkdir(exist_ok=True)
    path = OUT / f"{name}.json"
    path.write_text(json.dumps({"machine": about, **figures}, indent=1))
    print(f"written to {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
