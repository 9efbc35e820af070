"""Checkpoints: safetensors in shards of at most 15 MiB beside a JSON that rebuilds the model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

SHARD_BYTES = 15 * 2**20


def save(folder: Path, tensors: dict[str, Tensor], info: dict[str, Any], *, dtype: torch.dtype | None = None) -> None:
    """Write `tensors` and `info` to `folder`, whole or not at all: the new folder takes the old one's place at the end.

    A tensor larger than a shard is cut along its first axis.
    """
    staging = folder.with_name(folder.name + ".new")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    shards = _shards({name: _stored(tensor, dtype) for name, tensor in tensors.items()})
    for index, shard in enumerate(shards):
        save_file(shard, staging / f"{index:03d}.safetensors")
    (staging / "checkpoint.json").write_text(json.dumps(info, indent=1))
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    staging.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def load(folder: Path, device: str = "cpu") -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Read what `save` wrote: (tensors, info)."""
    if not (folder / "checkpoint.json").exists():
        raise FileNotFoundError(f"no checkpoint in {folder}: expected a checkpoint.json and *.safetensors there")
    pieces: dict[str, dict[int, Tensor]] = {}
    for path in sorted(folder.glob("*.safetensors")):
        for name, tensor in load_file(path, device=device).items():
            whole, _, part = name.partition("#")
            pieces.setdefault(whole, {})[int(part or 0)] = tensor
    tensors = {name: _joined(parts) for name, parts in pieces.items()}
    return tensors, json.loads((folder / "checkpoint.json").read_text())


def _joined(parts: dict[int, Tensor]) -> Tensor:
    return parts[0] if len(parts) == 1 else torch.cat([parts[index] for index in sorted(parts)])


def _stored(tensor: Tensor, dtype: torch.dtype | None) -> Tensor:
    tensor = tensor.detach().cpu()
    return (tensor.to(dtype) if dtype and tensor.is_floating_point() else tensor).contiguous()


def _shards(tensors: dict[str, Tensor]) -> list[dict[str, Tensor]]:
    shards: list[dict[str, Tensor]] = [{}]
    room = SHARD_BYTES
    for name, tensor in tensors.items():
        for part_name, part in _parts(name, tensor):
            if part.nbytes > room and shards[-1]:
                shards.append({})
                room = SHARD_BYTES
            shards[-1][part_name] = part
            room -= part.nbytes
    return shards


def _parts(name: str, tensor: Tensor) -> list[tuple[str, Tensor]]:
    limit = SHARD_BYTES - 2**16
    if tensor.nbytes <= limit:
        return [(name, tensor)]
    rows = max(1, limit * tensor.shape[0] // tensor.nbytes)
    return [(f"{name}#{index}", part.clone()) for index, part in enumerate(tensor.split(rows))]
