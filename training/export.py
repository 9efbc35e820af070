"""Export a trained model to OpenVINO IR, half-precision weights, as the package ships it; then compare with torch.

    python -m training.export --vae training/out/vae --dit training/out/dit --text training/out/text \
        --out src/video01/weights
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import openvino as ov
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.checkpoint import load
from training.dit import CHUNK, PATCH, TextToVideo
from training.prepare import load_autoencoder
from training.train_dit import load_model
from training.vae import DOWNSAMPLING, Autoencoder
from video01.privacy import switch_off_telemetry

NUM_FRAMES = 49
HEIGHT, WIDTH = 24, 40  # latents


class Part(nn.Module):
    """One function of a model as a module of its own, to be traced."""

    def __init__(self, owner: nn.Module, function: str) -> None:
        super().__init__()
        self.owner, self.function = owner, function

    def forward(self, *inputs: Tensor) -> Tensor:
        answer: Tensor = getattr(self.owner, self.function)(*inputs)
        return answer


def parts(vae: Autoencoder, model: TextToVideo) -> dict[str, tuple[nn.Module, dict[str, Tensor]]]:
    """name -> (module, example inputs by name in the order of its arguments)."""
    config = model.dit.config
    C, T = config.latent_channels, 1 + (NUM_FRAMES - 1) // CHUNK
    latents = torch.randn(2, C, NUM_FRAMES, HEIGHT, WIDTH)
    slots = torch.randn(2, model.text.config.slots, config.text_width)
    steps = torch.arange(T).expand(2, -1)
    return {
        "text": (model.text, {"pieces": torch.randint(1, 50, (2, model.text.config.length))}),
        "dit": (model.dit, {"latents": latents, "sigma": torch.rand(2, T), "slots": slots, "steps": steps}),
        "encoder": (Part(vae, "encode"), {"pictures": torch.rand(1, 3, HEIGHT * 8, WIDTH * 8)}),
        "decoder": (Part(vae, "decode"), {"latents": torch.randn(2, C, HEIGHT, WIDTH)}),
    }


def export(vae: Autoencoder, model: TextToVideo, out: Path, about: dict[str, object], tokenizer: Path) -> None:
    """Write `text`, `dit`, `encoder` and `decoder` as .xml and .bin, with the tokenizer and the config."""
    out.mkdir(parents=True, exist_ok=True)
    for name, (module, inputs) in parts(vae, model).items():
        graph = ov.convert_model(module.eval(), example_input=tuple(inputs.values()))
        for port, label in zip(graph.inputs, inputs, strict=True):
            port.get_tensor().set_names({label})
            port.get_node().set_friendly_name(label)
        graph.reshape(dict(zip(inputs, map(_free_shape, inputs, inputs.values()), strict=True)))
        ov.save_model(graph, out / f"{name}.xml", compress_to_fp16=True)
    config = model.dit.config
    shape = {
        "num_frames": NUM_FRAMES,
        "latent_channels": config.latent_channels,
        "downsampling": DOWNSAMPLING,
        "patch": PATCH,
        "chunk": CHUNK,
        "text_length": model.text.config.length,
    }
    (out / "config.json").write_text(json.dumps({**shape, **about}, indent=1))
    shutil.copy(tokenizer, out / "tokenizer.json")


def _free_shape(name: str, example: Tensor) -> ov.PartialShape:
    """Any number of clips and any height and width; the rest as in the example."""
    free = {"latents": {-1, -2}, "pictures": {-1, -2}}.get(name, set())
    return ov.PartialShape(
        [-1 if axis == 0 or axis - example.dim() in free else size for axis, size in enumerate(example.shape)]
    )


def parity(vae: Autoencoder, model: TextToVideo, folder: Path) -> dict[str, float]:
    """name -> |exported - torch| / |torch| in single precision on fixed inputs."""
    core = ov.Core()
    errors = {}
    torch.manual_seed(0)
    for name, (module, inputs) in parts(vae, model).items():
        graph = core.compile_model(folder / f"{name}.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        got: NDArray[np.float32] = graph({label: tensor.numpy() for label, tensor in inputs.items()})[0]
        with torch.no_grad():
            wanted = module.eval()(*inputs.values()).numpy()
        errors[name] = float(np.linalg.norm(got - wanted) / np.linalg.norm(wanted))
    return errors


def main() -> None:
    switch_off_telemetry()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vae", type=Path, required=True)
    parser.add_argument("--dit", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--guidance-scale", type=float, default=3.0)
    parser.add_argument("--steps", type=int, default=16)
    options = parser.parse_args()
    vae, model = load_autoencoder(options.vae), load_model(options.dit)
    info = load(options.dit)[1]
    about = {
        "flow_shift": info["flow_shift"],
        "trained_steps": info["step"],
        "num_inference_steps": options.steps,
        "guidance_scale": options.guidance_scale,
    }
    export(vae, model, options.out, about, options.text / "tokenizer.json")
    for name, error in parity(vae, model, options.out).items():
        size = (options.out / f"{name}.bin").stat().st_size / 2**20
        print(f"{name}: {size:.1f} MiB, relative difference to torch {error:.1e}")


if __name__ == "__main__":
    main()
