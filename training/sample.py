"""Contact sheet of what a training run draws for some prompts: one row a prompt, frames evenly over the clip.

python -m training.sample --vae training/out/vae --dit training/out/dit --prompts training/prompts.txt --out sheet.jpg
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from training.dit import CHUNK, TextToVideo
from training.prepare import load_autoencoder
from training.train_dit import FLOW_SHIFT, load_model
from training.vae import Autoencoder
from video01.sampling import Array, guided, sample, sigmas
from video01.tokenizer import Tokenizer


@torch.no_grad()
def draw(
    model: TextToVideo,
    tokenizer: Tokenizer,
    prompt: str,
    *,
    seed: int,
    num_inference_steps: int,
    guidance_scale: float,
    num_frames: int = 49,
    size: tuple[int, int] = (24, 40),
) -> Array:
    """Latents (1, C, F, h, w) for one prompt; `size` is h, w."""
    device = next(model.parameters()).device
    texts = [tokenizer.encode(text, model.text.config.length) for text in (prompt, "")]
    slots = model.text(torch.tensor(texts, device=device))
    steps = torch.arange(1 + (num_frames - 1) // CHUNK, device=device).expand(2, -1)

    def denoise(latents: Array, sigma: float) -> Array:
        both = torch.from_numpy(latents).to(device).expand(2, -1, -1, -1, -1)
        with torch.autocast(device.type, torch.bfloat16):
            clean = model.dit(both, torch.full(steps.shape, sigma, device=device), slots, steps)
        answers: Array = clean.float().cpu().numpy()
        return guided(answers[:1], answers[1:], guidance_scale)

    shape = (1, model.dit.config.latent_channels, num_frames, *size)
    noise = np.random.default_rng(seed).standard_normal(shape, np.float32)
    return sample(denoise, noise, sigmas(num_inference_steps, FLOW_SHIFT))


@torch.no_grad()
def decode(vae: Autoencoder, latents: Array, frames: list[int]) -> NDArray[np.uint8]:
    """Chosen frames of latents (1, C, F, h, w) as pictures (n, H, W, 3) RGB."""
    chosen = torch.from_numpy(latents[0].transpose(1, 0, 2, 3)[frames]).to(next(vae.parameters()).device)
    pictures = vae.decode(chosen).float().clamp(-1, 1).cpu().numpy().transpose(0, 2, 3, 1)
    return np.asarray((pictures * 127.5 + 127.5).astype(np.uint8))


def sheet(rows: list[tuple[str, NDArray[np.uint8]]]) -> NDArray[np.uint8]:
    """Captions and their frames (n, H, W, 3) under one another, RGB."""
    lines = []
    for text, frames in rows:
        picture = np.concatenate(list(frames), 1)
        title = np.full((18, picture.shape[1], 3), 20, np.uint8)
        cv2.putText(title, text[:200], (4, 13), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (230, 230, 230), 1, cv2.LINE_AA)
        lines += [title, picture]
    return np.concatenate(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vae", type=Path, required=True)
    parser.add_argument("--dit", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True, help="where the tokenizer is")
    parser.add_argument("--prompts", type=Path, required=True, help="one a line")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=16)
    parser.add_argument("--guidance", type=float, default=3.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    vae, model = load_autoencoder(options.vae, options.device), load_model(options.dit, options.device)
    tokenizer = Tokenizer.load(options.text / "tokenizer.json")
    rows = []
    for prompt in options.prompts.read_text(encoding="utf-8").splitlines():
        latents = draw(
            model,
            tokenizer,
            prompt,
            seed=options.seed,
            num_inference_steps=options.steps,
            guidance_scale=options.guidance,
        )
        rows.append((prompt, decode(vae, latents, [0, 12, 24, 36, 48])))
    cv2.imwrite(str(options.out), cv2.cvtColor(sheet(rows), cv2.COLOR_RGB2BGR))


if __name__ == "__main__":
    main()
