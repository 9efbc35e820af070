"""Cached training data in numbered shards: pictures for the autoencoder, latents and captions for the transformer.

A shard is whole or absent (written under another name, then renamed), so a trainer may read while this still writes,
and this may be killed and started again: it goes on after the last shard.

    python -m training.prepare pictures --source world --count 2000 --out training/out/pictures
    python -m training.prepare latents --source world --count 16384 --out training/out/latents --vae training/out/vae
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

from training.checkpoint import load
from training.source import open_source
from training.vae import Autoencoder, AutoencoderConfig
from video01.layers import CANVAS, GREY, PLATE_HEIGHT, PLATE_WIDTH, LayeredClip, Picture

CLIPS_A_SHARD = 64
SUFFIXES = {"pictures": "npy", "latents": "npz"}


@dataclass(frozen=True, kw_only=True)
class Job:
    """One shard to make, for one worker process."""

    kind: str  # pictures | latents
    source: str
    index: int  # of the shard
    out: Path
    vae: Path | None
    device: str

    @property
    def clips(self) -> range:
        return range(self.index * CLIPS_A_SHARD, (self.index + 1) * CLIPS_A_SHARD)


def make_shard(job: Job) -> int:
    """Write one shard; returns how many clips it holds."""
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    (_pictures_shard if job.kind == "pictures" else _latents_shard)(job)
    return CLIPS_A_SHARD


def shard_paths(folder: Path, kind: str) -> list[Path]:
    """The whole shards there now, in order."""
    return sorted(folder.glob(f"{kind}-*.{SUFFIXES[kind]}"))


def load_autoencoder(folder: Path, device: str = "cpu") -> Autoencoder:
    """The trained autoencoder of a checkpoint, in evaluation mode."""
    tensors, info = load(folder, device)
    vae = Autoencoder(AutoencoderConfig(**info["model"])).to(device)
    vae.load_state_dict({name: tensor.float() for name, tensor in tensors.items() if not name.startswith("optimizer.")})
    return vae.eval().requires_grad_(False)


def opaque(picture: Picture) -> list[Picture]:
    """A premultiplied RGBA picture as two that the autoencoder knows: its colours over grey, its opacity as grey."""
    clear = 255 - picture[..., 3:].astype(np.float32)
    colours = picture[..., :3] + clear * (GREY / 255)
    return [np.clip(np.rint(colours), 0, 255).astype(np.uint8), np.repeat(picture[..., 3:], 3, 2)]


@torch.no_grad()
def encode(vae: Autoencoder, pictures: list[Picture], device: str = "cpu") -> NDArray[np.float32]:
    """Pictures (H, W, 3) of one size to latents (n, C, h, w)."""
    batch = torch.from_numpy(np.stack(pictures)).to(device).permute(0, 3, 1, 2).contiguous().float() / 127.5 - 1
    with torch.autocast(batch.device.type, torch.bfloat16):
        latents = vae.encode(batch)
    return np.asarray(latents.float().cpu().numpy())


def encode_clip(vae: Autoencoder, clip: LayeredClip, device: str = "cpu") -> dict[str, NDArray[Any]]:
    """plate (C + 1, h, w), the last is nearness; canvases (actors and veil, 2 C, h, w); motion."""
    plate = np.concatenate([encode(vae, [clip.plate], device)[0], clip.nearness[None]])
    canvases = encode(vae, [part for picture in (*clip.actors, clip.veil) for part in opaque(picture)], device)
    return {
        "plate": plate.astype(np.float16),
        "canvases": canvases.reshape(-1, 2 * canvases.shape[1], *canvases.shape[2:]).astype(np.float16),
        "motion": clip.motion,
    }


def _pictures_shard(job: Job) -> None:
    """Two cuts of every plate, and every actor and veil that is not empty: (n, CANVAS, CANVAS, 3)."""
    source, rng = open_source(job.source), np.random.default_rng(job.index)
    pictures: list[Picture] = []
    for index in job.clips:
        clip = source.layers(index)
        for _ in range(2):
            top, left = rng.integers(PLATE_HEIGHT - CANVAS + 1), rng.integers(PLATE_WIDTH - CANVAS + 1)
            pictures.append(clip.plate[top : top + CANVAS, left : left + CANVAS])
        for picture in (*clip.actors, clip.veil):
            if picture[..., 3].any():
                pictures += opaque(picture)
    _write(job, lambda file: np.save(file, np.stack(pictures)))


_autoencoders: dict[Path, Autoencoder] = {}  # one a worker process


def _latents_shard(job: Job) -> None:
    assert job.vae is not None
    vae = _autoencoders.get(job.vae) or _autoencoders.setdefault(job.vae, load_autoencoder(job.vae, job.device))
    source = open_source(job.source)
    clips = [encode_clip(vae, source.layers(index), job.device) for index in job.clips]
    about = [{"clip": index, "captions": source.captions(index), "facts": source.facts(index)} for index in job.clips]
    (job.out / f"captions-{job.index:05d}.json").write_text(json.dumps(about))
    arrays: dict[str, Any] = {name: np.stack([clip[name] for clip in clips]) for name in clips[0]}
    _write(job, lambda file: np.savez(file, **arrays))


def _write(job: Job, save: Any) -> None:
    path = job.out / f"{job.kind}-{job.index:05d}.{SUFFIXES[job.kind]}"
    staging = path.with_name("." + path.name)
    with staging.open("wb") as file:
        save(file)
    staging.rename(path)


def _jobs(options: argparse.Namespace) -> Iterator[Job]:
    for index in range(options.first, options.first + -(-options.count // CLIPS_A_SHARD)):
        if not (options.out / f"{options.kind}-{index:05d}.{SUFFIXES[options.kind]}").exists():
            yield Job(
                kind=options.kind,
                source=options.source,
                index=index,
                out=options.out,
                vae=options.vae,
                device=options.device,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["pictures", "latents"])
    parser.add_argument("--source", default="world", help="world | pictures | folder:PATH")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=8192, help="clips")
    parser.add_argument("--first", type=int, default=0, help="number of the first shard")
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
            print(f"{made} clips, {made / (time.perf_counter() - start):.1f} a second", flush=True)


if __name__ == "__main__":
    main()
