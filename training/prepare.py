"""Cached training data: frames for the autoencoder, latents and captions for the transformer, in numbered shards.

A shard is whole or absent (written under another name, then renamed), so a trainer may read while this still writes,
and this may be killed and started again: it goes on after the last shard.

    python -m training.prepare frames  --source world --count 8000 --out training/out/frames
    python -m training.prepare latents --source world --count 8192 --out training/out/latents --vae training/out/vae
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.checkpoint import load
from training.source import Source, open_source
from training.vae import DOWNSAMPLING, Autoencoder, AutoencoderConfig

FRAMES_A_SHARD = 256
CLIPS_A_SHARD = 32
FRAMES_A_SCENE = 4
FRAMES_AT_ONCE = 7  # encoded together: what a processor's cache holds


@dataclass(frozen=True, kw_only=True)
class Job:
    """One shard to make, for one worker process."""

    kind: str  # frames | latents
    source: str
    index: int  # of the shard
    out: Path
    width: int  # pixels
    height: int
    num_frames: int  # of a clip
    vae: Path | None
    device: str


def make_shard(job: Job) -> int:
    """Write one shard; returns how many clips (or frames) it holds."""
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    return _frames_shard(job) if job.kind == "frames" else _latents_shard(job)


def shard_paths(folder: Path, kind: str) -> list[Path]:
    """The whole shards there now, in order."""
    return sorted(folder.glob(f"{kind}-*.npy"))


def load_autoencoder(folder: Path, device: str = "cpu") -> Autoencoder:
    """The trained autoencoder of a checkpoint, in evaluation mode."""
    tensors, info = load(folder, device)
    vae = Autoencoder(AutoencoderConfig(**info["model"])).to(device)
    vae.load_state_dict({name: tensor.float() for name, tensor in tensors.items() if not name.startswith("optimizer.")})
    return vae.eval().requires_grad_(False)


@torch.no_grad()
def encode_frames(vae: Autoencoder, frames: NDArray[np.uint8], device: str = "cpu") -> NDArray[np.float16]:
    """(F, H, W, 3) RGB to latents (F, h, w, C) in half precision."""
    pictures = torch.from_numpy(frames).permute(0, 3, 1, 2).contiguous()
    latents = [_encode(vae, some.to(device)) for some in pictures.split(FRAMES_AT_ONCE)]
    return np.asarray(torch.cat(latents).permute(0, 2, 3, 1).half().cpu().numpy())


def _encode(vae: Autoencoder, pictures: Tensor) -> Tensor:
    with torch.autocast(pictures.device.type, torch.bfloat16):
        return vae.encode(pictures.float() / 127.5 - 1)


def _frames_shard(job: Job) -> int:
    source = open_source(job.source)
    rng = np.random.default_rng(job.index)
    scenes = range(job.index * FRAMES_A_SHARD // FRAMES_A_SCENE, (job.index + 1) * FRAMES_A_SHARD // FRAMES_A_SCENE)
    pictures = [source.frames(scene, np.sort(rng.random(FRAMES_A_SCENE)), job.width, job.height)[0] for scene in scenes]
    _write(job.out / f"frames-{job.index:05d}.npy", np.concatenate(pictures))
    return FRAMES_A_SHARD


_autoencoders: dict[Path, Autoencoder] = {}  # one a worker process


def _latents_shard(job: Job) -> int:
    assert job.vae is not None
    vae = _autoencoders.get(job.vae) or _autoencoders.setdefault(job.vae, load_autoencoder(job.vae, job.device))
    source = open_source(job.source)
    times = np.linspace(0.0, 1.0, job.num_frames)
    clips = range(job.index * CLIPS_A_SHARD, (job.index + 1) * CLIPS_A_SHARD)
    latents, masks = [], []
    for clip in clips:
        frames, mask = source.frames(clip, times, job.width, job.height)
        latents.append(encode_frames(vae, frames, job.device))
        masks.append(mask.reshape(len(mask), -1, DOWNSAMPLING, job.width // DOWNSAMPLING, DOWNSAMPLING).mean((2, 4)))
    about = [_about(source, clip) for clip in clips]
    (job.out / f"captions-{job.index:05d}.json").write_text(json.dumps(about))
    np.save(job.out / f"masks-{job.index:05d}.npy", np.stack(masks).astype(np.uint8))
    _write(job.out / f"latents-{job.index:05d}.npy", np.stack(latents))
    return CLIPS_A_SHARD


def _about(source: Source, clip: int) -> dict[str, Any]:
    return {"clip": clip, "captions": source.captions(clip), "facts": source.facts(clip)}


def _write(path: Path, array: NDArray[Any]) -> None:
    staging = path.with_name("." + path.name)
    with staging.open("wb") as file:
        np.save(file, array)
    staging.rename(path)


def _jobs(options: argparse.Namespace) -> Iterator[Job]:
    size = FRAMES_A_SHARD if options.kind == "frames" else CLIPS_A_SHARD
    for index in range(options.first, options.first + -(-options.count // size)):
        if not (options.out / f"{options.kind}-{index:05d}.npy").exists():
            yield Job(
                kind=options.kind,
                source=options.source,
                index=index,
                out=options.out,
                width=options.width,
                height=options.height,
                num_frames=options.num_frames,
                vae=options.vae,
                device=options.device,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["frames", "latents"])
    parser.add_argument("--source", default="world", help="world | pictures | folder:PATH")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=8192, help="clips (latents) or frames (frames)")
    parser.add_argument("--first", type=int, default=0, help="number of the first shard")
    parser.add_argument("--width", type=int, default=320)
    parser.add_argument("--height", type=int, default=192)
    parser.add_argument("--num-frames", type=int, default=49)
    parser.add_argument("--vae", type=Path)
    parser.add_argument("--device", default="cpu", help="where latents are encoded")
    parser.add_argument("--workers", type=int, default=1, help="processes, one core each")
    options = parser.parse_args()
    if options.kind == "latents" and options.vae is None:
        parser.error("latents need --vae CHECKPOINT")
    options.out.mkdir(parents=True, exist_ok=True)
    start, made = time.perf_counter(), 0
    with multiprocessing.get_context("spawn").Pool(options.workers) as pool:
        for number in pool.imap_unordered(make_shard, _jobs(options)):
            made += number
            rate = made / (time.perf_counter() - start)
            print(f"{made} {options.kind if options.kind == 'frames' else 'clips'}, {rate:.1f} a second", flush=True)


if __name__ == "__main__":
    main()
