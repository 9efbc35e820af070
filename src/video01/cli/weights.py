"""The weights of the shipped model, looked at without loading them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files("video01") / "weights"))


@dataclass(frozen=True, kw_only=True)
class Weights:
    folder: Path
    sizes: dict[str, int]  # file name -> bytes

    @property
    def bytes(self) -> int:
        return sum(self.sizes.values())

    @property
    def complete(self) -> bool:
        """Whether there is a configuration, and a graph with its numbers."""
        names = set(self.sizes)
        graphs = {name.removesuffix(".xml") for name in names if name.endswith(".xml")}
        return "config.json" in names and bool(graphs) and {f"{graph}.bin" for graph in graphs} <= names


def find_weights(folder: Path = FOLDER) -> Weights:
    """What lies in `folder`, which need not exist."""
    found = sorted(path for path in folder.glob("*") if path.is_file())
    return Weights(folder=folder, sizes={path.name: path.stat().st_size for path in found})
