"""Train the autoencoder on cached pictures (`training.prepare pictures`). Resumes from its own checkpoint.

python -m training.train_vae --pictures training/out/pictures --out training/out/vae --minutes 20
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from training.checkpoint import load, save
from training.prepare import shard_paths
from training.vae import SIZES, Autoencoder

LATENT_NOISE = 0.25  # largest deviation of the noise put on latents of deviation 1
COARSE_SHARE = 0.25  # of the steps decode latents at half their size: scale equivariance, arXiv 2502.14831
CHECKPOINT_SECONDS = 180.0


def loss_of(vae: Autoencoder, pictures: Tensor, *, coarse: bool) -> Tensor:
    """L1 plus a multi-scale gradient loss on noisy latents; (B, 3, H, W) in -1..1."""
    latents = vae.encode(pictures)
    if coarse:
        latents, pictures = F.avg_pool2d(latents, 2), F.interpolate(pictures, scale_factor=0.5, mode="area")
    level = torch.rand(len(latents), 1, 1, 1, device=latents.device) * LATENT_NOISE
    decoded = vae.decode((latents + level * torch.randn_like(latents)).contiguous(memory_format=torch.channels_last))
    return reconstruction_loss(decoded.float(), pictures)


def reconstruction_loss(decoded: Tensor, pictures: Tensor) -> Tensor:
    """Mean absolute and squared error, and the error of the differences between neighbours at three scales."""
    difference = decoded - pictures
    loss = difference.abs().mean() + difference.square().mean()
    for _ in range(3):
        across, down = difference.diff(dim=-1).abs().mean(), difference.diff(dim=-2).abs().mean()
        loss = loss + 0.5 * (across + down)
        difference = F.avg_pool2d(difference, 2)
    return loss


class Crops:
    """Random square crops of the cached pictures."""

    def __init__(self, folders: list[Path], size: int) -> None:
        self.folders, self.size = folders, size
        self.rng = np.random.default_rng()
        self.refresh()

    def refresh(self) -> None:
        """Look for shards that have come since."""
        paths = [path for folder in self.folders for path in shard_paths(folder, "pictures")]
        if not paths:
            raise FileNotFoundError(f"no pictures in {self.folders}: run `python -m training.prepare pictures` first")
        self.shards = [np.load(path, mmap_mode="r") for path in paths]

    def batch(self, number: int) -> Tensor:
        """(B, 3, size, size) in -1..1."""
        return torch.from_numpy(np.stack([self._crop() for _ in range(number)])).permute(0, 3, 1, 2).float() / 127.5 - 1

    def _crop(self) -> NDArray[np.uint8]:
        shard = self.shards[self.rng.integers(len(self.shards))]
        frame = shard[self.rng.integers(len(shard))]
        top = self.rng.integers(frame.shape[0] - self.size + 1)
        left = self.rng.integers(frame.shape[1] - self.size + 1)
        crop = frame[top : top + self.size, left : left + self.size]
        return np.asarray(crop[:, ::-1] if self.rng.random() < 0.5 else crop)


def psnr(vae: Autoencoder, pictures: Tensor) -> float:
    """Decibels of the reconstruction of (B, 3, H, W) without noise, against a range of 0..1."""
    vae.eval()
    with torch.no_grad():
        error = (vae.decode(vae.encode(pictures)).clamp(-1, 1) - pictures).div(2).square().mean()
    vae.train()
    return float(-10 * error.log10())


def train(options: argparse.Namespace) -> None:
    device = torch.device(options.device)
    torch.set_num_threads(options.threads)
    vae = Autoencoder(SIZES[options.size]).to(device, memory_format=torch.channels_last).train()  # type: ignore[call-overload]
    optimizer = torch.optim.AdamW(vae.parameters(), lr=options.lr, betas=(0.9, 0.95), weight_decay=0.0)
    step = _resume(options.out, vae, optimizer)
    if options.decoder_only:
        vae.encoder.requires_grad_(False)
        vae.norm.eval()
    crops = Crops(options.pictures, options.crop)
    held_out = crops.batch(32).to(device)
    start = saved = time.perf_counter()
    first, total = step, options.minutes * 60
    while (elapsed := time.perf_counter() - start) < total:
        _set_rate(optimizer, options.lr, step - first, elapsed / total)
        pictures = crops.batch(options.batch).to(device).contiguous(memory_format=torch.channels_last)
        if options.decoder_only:
            vae.norm.eval()
        with torch.autocast(device.type, torch.bfloat16):
            loss = loss_of(vae, pictures, coarse=step % 4 == 0)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(vae.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % 100 == 0:
            rate = (step - first) * options.batch / (time.perf_counter() - start)
            print(
                f"step {step}  loss {float(loss.detach()):.4f}  psnr {psnr(vae, held_out):.2f} dB  {rate:.1f} crops/s  "
                f"{elapsed / 60:.1f} min",
                flush=True,
            )
            crops.refresh()
        if time.perf_counter() - saved > CHECKPOINT_SECONDS:
            _save(options.out, vae, optimizer, step)
            saved = time.perf_counter()
    _save(options.out, vae, optimizer, step)


def _set_rate(optimizer: torch.optim.Optimizer, peak: float, steps: int, done: float) -> None:
    """Warm up over 100 steps, hold, then fall to a twentieth over the last 40 % of the time."""
    rate = peak * min(1.0, (steps + 1) / 100) * min(1.0, 0.05 + 0.95 * (1 - done) / 0.4)
    for group in optimizer.param_groups:
        group["lr"] = rate


def _resume(folder: Path, vae: Autoencoder, optimizer: torch.optim.Optimizer) -> int:
    if not (folder / "checkpoint.json").exists():
        return 0
    tensors, info = load(folder)
    vae.load_state_dict({name: value for name, value in tensors.items() if not name.startswith("optimizer.")})
    state = optimizer.state_dict()
    for name, value in tensors.items():
        if name.startswith("optimizer."):
            _, index, key = name.split(".")
            state["state"].setdefault(int(index), {})[key] = value
    optimizer.load_state_dict(state)
    return int(info["step"])


def _save(folder: Path, vae: Autoencoder, optimizer: torch.optim.Optimizer, step: int) -> None:
    state: dict[int, dict[str, Any]] = optimizer.state_dict()["state"]
    moments = {
        f"optimizer.{index}.{key}": torch.as_tensor(v) for index, group in state.items() for key, v in group.items()
    }
    save(folder, {**vae.state_dict(), **moments}, {"model": vae.shape, "step": step})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=Path, nargs="+", required=True, help="folders of cached pictures")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--crop", type=int, default=160, help="pixels, a multiple of 16")
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--decoder-only", action="store_true", help="keep the latents as they are: the transformer knows them"
    )
    train(parser.parse_args())


if __name__ == "__main__":
    main()
