"""Remember prepared pictures: find the principal components of their patches, and write the model's memory.

    python -m training.remember --pictures training/out/pictures --out training/out/memory

Among linear codes this is the best one for the pictures it is made from; nothing is trained by descent. The error over
pictures as they come back is printed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from video01.layers import Array, Picture
from video01.memory import KINDS, PATCH, Memory, write

COMPONENTS = 224  # of 1024 numbers of a patch
PATCHES = 60000


def some_patches(pictures: list[Picture], number: int, rng: np.random.Generator) -> Array:
    """Patches (number, 1024) in 0..1 from anywhere in the pictures, more often where something is drawn."""
    found: list[NDArray[np.uint8]] = []
    while len(found) < number:
        picture = pictures[int(rng.integers(len(pictures)))]
        row, column = (int(rng.integers(side // PATCH)) * PATCH for side in picture.shape[:2])
        patch = picture[row : row + PATCH, column : column + PATCH]
        if patch[..., 3].any() or rng.random() < 0.05:
            found.append(patch)
    return np.asarray(np.stack(found).reshape(number, -1) / 255, np.float32)


def components(patches: Array, number: int) -> Array:
    """The principal components, about zero, so that clear stays clear: (number, 1024), the strongest first."""
    _, vectors = np.linalg.eigh(patches.T.astype(np.float64) @ patches)
    return np.ascontiguousarray(vectors[:, ::-1][:, :number].T, np.float32)


def decibels(memory: Memory, kind: str, pictures: NDArray[np.uint8], number: int = 40) -> float:
    """Peak signal-to-noise ratio of remembered pictures, opacity included."""
    chosen = range(0, len(pictures), max(1, len(pictures) // number))
    errors = [np.square(memory.picture(kind, at).astype(np.float32) - pictures[at]).mean() for at in chosen]
    return float(-10 * np.log10(np.mean(errors) / 255**2 + 1e-12))


def remember(folder: Path, out: Path, number: int) -> None:
    """Write the memory of the pictures that `training.prepare pictures` wrote to `folder`."""
    pictures = {kind: np.load(folder / f"{kind}.npy", mmap_mode="r") for kind in KINDS}
    everything = [picture for kind in pictures.values() for picture in kind]
    patches = some_patches(everything, min(PATCHES, 200 * len(everything)), np.random.default_rng(0))
    about = {
        kind: {name: np.load(folder / f"{kind}_{name}.npy") for name in ("codes", "stands", "groups")} for kind in KINDS
    }
    write(out, pictures, components(patches, number), about)
    memory = Memory(out)
    for kind, stored in pictures.items():
        if len(stored):
            size = (out / f"{kind}.bin").stat().st_size / 2**20
            print(
                f"{len(stored)} of the kind {kind}: {decibels(memory, kind, stored):.1f} dB, {size:.1f} MiB", flush=True
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=Path, required=True, help="what `training.prepare pictures` wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--components", type=int, default=COMPONENTS)
    options = parser.parse_args()
    remember(options.pictures, options.out, options.components)


if __name__ == "__main__":
    main()
