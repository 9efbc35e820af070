"""What the training stages read, made once: every picture of a source, and many of its clips as tokens.

    python -m training.prepare pictures --source world --out training/out/pictures --workers 2
    python -m training.prepare clips --source world --count 60000 --out training/out/clips --workers 2

Clips come in shards that are whole or absent: started again, it goes on with those that are missing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Hashable
from functools import cache
from multiprocessing import Pool
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.source import Key, Source, open_source
from training.targets import answers, commands
from video01.layers import CANVAS
from video01.tokens import CODE, STAND, encode

SHARD = 2000  # clips
PROBED = 4000  # clips that are asked how the pictures stand


@cache
def code_of(key: Key) -> NDArray[np.float32]:
    """A direction of its own for each picture, the same on every machine: (CODE,)."""
    seed = int.from_bytes(hashlib.sha256(repr(_name(key)).encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(CODE).astype(np.float32)


def _name(key: Key) -> Key:
    return key.name if isinstance(key, Path) else key


def prepare_pictures(source_name: str, out: Path, workers: int) -> None:
    """Write canvas.npy and strip.npy (N, H, W, 4), their codes, how strips stand, and the keys' names."""
    source = open_source(source_name)
    keys = list(source.keys())
    with Pool(workers, _one_thread) as pool:
        pictures = pool.starmap(_picture, [(source_name, key) for key in keys], chunksize=4)
    stands = _stands(source, keys)
    out.mkdir(parents=True, exist_ok=True)
    for kind in ("canvas", "strip"):
        mine = [
            at for at, picture in enumerate(pictures) if (picture.shape[0] == picture.shape[1]) == (kind == "canvas")
        ]
        if mine:
            stack, names = np.stack([pictures[at] for at in mine]), [keys[at] for at in mine]
        else:  # a memory has something of each kind, be it clear
            stack, names = np.zeros((1, CANVAS, CANVAS, 4), np.uint8), [("clear", kind)]
        np.save(out / f"{kind}.npy", stack)
        np.save(out / f"{kind}_codes.npy", np.stack([code_of(key) for key in names]))
        np.save(
            out / f"{kind}_stands.npy", np.array([stands.get(key, [0.0] * len(STAND)) for key in names], np.float32)
        )
        np.save(out / f"{kind}_groups.npy", _groups([source.group(key) for key in names]) if mine else np.array([-1]))
        (out / f"{kind}.json").write_text(json.dumps([str(_name(key)) for key in names], indent=0))
        print(f"{len(mine)} pictures of the kind {kind}", flush=True)


def _stands(source: Source, keys: list[Key]) -> dict[Key, list[float]]:
    """How each strip stands in the clips that show it."""
    found: dict[Key, list[float]] = {}
    for index in range(max(PROBED, len(keys))):
        if len(found) == len(keys):
            break  # a source of nothing but strips: all are found
        clip = source.clip(index)
        for strip in clip.scenery:
            here = [*(getattr(strip, name) for name in STAND[:-1]), clip.horizon]
            found.setdefault(strip.picture, here)  # type: ignore[call-overload,arg-type]
    return found


def _groups(names: list[Hashable | None]) -> NDArray[np.int32]:
    """A number for each name, -1 for None: (N,)."""
    known = {name: number for number, name in enumerate(dict.fromkeys(name for name in names if name is not None))}
    return np.array([-1 if name is None else known[name] for name in names], np.int32)


def prepare_clips(source_name: str, out: Path, count: int, workers: int) -> None:
    """Write shards NNNNN.npz of tokens and the answers to their captions, and NNNNN.json of the captions."""
    out.mkdir(parents=True, exist_ok=True)
    missing = [
        (source_name, out, start, min(SHARD, count - start))
        for start in range(0, count, SHARD)
        if not _path(out, start).exists()
    ]
    with Pool(workers, _one_thread) as pool:
        for done, start in enumerate(pool.imap_unordered(_shard, missing), 1):
            print(f"clips from {start}: {done} of {len(missing)} shards", flush=True)


def _path(out: Path, start: int) -> Path:
    return out / f"{start // SHARD:05d}.npz"


def _shard(work: tuple[str, Path, int, int]) -> int:
    source_name, out, start, number = work
    source, indices = _source(source_name), range(start, start + number)
    written = [source.captions(index) for index in indices]
    encoded = [encode(source.clip(index), code_of) for index in indices]
    arrays = {
        "tokens": np.stack([values for values, _ in encoded]).astype(np.float16),
        "told": np.packbits(np.stack([told for _, told in encoded]).astype(bool), axis=-1),
        "classes": np.stack([answers(facts) for captions in written for _, facts in captions]),
        "commands": np.stack([commands(facts) for captions in written for _, facts in captions]),
    }
    path = _path(out, start)
    path.with_suffix(".json").write_text(json.dumps([[text for text, _ in captions] for captions in written]))
    part = path.with_suffix(".part.npz")
    np.savez(part, **arrays)  # type: ignore[arg-type]
    part.replace(path)
    return start


_OPEN: dict[str, Source] = {}


def _source(name: str) -> Source:
    """One source a process."""
    if name not in _OPEN:
        _OPEN[name] = open_source(name)
    return _OPEN[name]


def _picture(source_name: str, key: Key) -> NDArray[np.uint8]:
    return _source(source_name).picture(key)


def _one_thread() -> None:
    cv2.setNumThreads(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pictures", "clips"))
    parser.add_argument("--source", default="world", help="`world` or `folder:PATH`")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=60000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    if options.what == "pictures":
        prepare_pictures(options.source, options.out, options.workers)
    else:
        prepare_clips(options.source, options.out, options.count, options.workers)


if __name__ == "__main__":
    main()
