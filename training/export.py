"""Export a trained model to OpenVINO IR, half-precision weights, as the package ships it; then compare with torch.

    python -m training.export --vae training/out/vae --dit training/out/dit --text training/out/text \
        --out src/video01/weights
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import openvino as ov
import torch
from torch import Tensor, nn

from training.checkpoint import load
from training.dit import LAYERS, PICTURES, DiT, shapes_of, waves
from training.model import TextToVideo
from training.prepare import load_autoencoder
from training.prior import Prior
from training.train_dit import load_model
from training.vae import Autoencoder
from video01.layers import PLATE_HEIGHT, PLATE_WIDTH
from video01.privacy import switch_off_telemetry


class Part(nn.Module):
    """One function of a model as a module of its own, to be traced."""

    def __init__(self, owner: nn.Module, function: str) -> None:
        super().__init__()
        self.owner, self.function = owner, function

    def forward(self, *inputs: Tensor) -> Tensor:
        return getattr(self.owner, self.function)(*inputs)


class AllLayers(nn.Module):
    """The transformer over all layers of a clip at once, as the engine calls it: noisy layers, then expected ones."""

    def __init__(self, dit: DiT) -> None:
        super().__init__()
        self.dit = dit

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        (level, slots, given), layers = inputs[-3:], inputs[:-3]
        noisy, expected = layers[: len(LAYERS)], layers[len(LAYERS) :]
        return tuple(
            self.dit.at_level(name, x, e, level, slots, given if name == "plate" else torch.zeros_like(given))
            for name, x, e in zip(LAYERS, noisy, expected, strict=True)
        )


class AllExpected(nn.Module):
    """The prior of all layers at once."""

    def __init__(self, prior: Prior) -> None:
        super().__init__()
        self.prior = prior

    def forward(self, slots: Tensor) -> tuple[Tensor, ...]:
        return tuple(self.prior(slots, name) for name in LAYERS)


def parts(vae: Autoencoder, model: TextToVideo) -> dict[str, tuple[nn.Module, dict[str, Tensor]]]:
    """name -> (module, example inputs by name in the order of its arguments)."""
    C, text = model.dit.config.latent_channels, model.text.config
    layers = {name: torch.randn(2, *shape) for name, shape in shapes_of(model.dit.config).items()}
    expected = {f"expected_{name}": torch.randn_like(layer) for name, layer in layers.items()}
    slots = torch.randn(2, text.slots, text.width)
    about = {"level": waves(torch.rand(2) * 0.9 + 0.1), "slots": slots, "given": torch.tensor([0.0, 1.0])}
    return {
        "text": (model.text, {"pieces": torch.randint(1, 50, (2, text.length))}),
        "prior": (AllExpected(model.prior), {"slots": slots[:1]}),
        "dit": (AllLayers(model.dit), {**layers, **expected, **about}),
        "encoder": (Part(vae, "encode"), {"pictures": torch.rand(1, 3, PLATE_HEIGHT, PLATE_WIDTH)}),
        "decoder": (Part(vae, "decode"), {"latents": torch.randn(2, C, *PICTURES["plate"])}),
    }


def export(vae: Autoencoder, model: TextToVideo, out: Path, about: dict[str, object], tokenizer: Path) -> None:
    """Write `text`, `prior`, `dit`, `encoder` and `decoder` as .xml and .bin, with the tokenizer and the config."""
    out.mkdir(parents=True, exist_ok=True)
    for name, (module, inputs) in parts(vae, model).items():
        graph = ov.convert_model(module.eval(), example_input=tuple(inputs.values()))
        for port, label in zip(graph.inputs, inputs, strict=True):
            port.get_tensor().set_names({label})
            port.get_node().set_friendly_name(label)
        graph.reshape({label: _free_shape(label, tensor) for label, tensor in inputs.items()})
        ov.save_model(graph, out / f"{name}.xml", compress_to_fp16=True)
    config = {"text_length": model.text.config.length, "shapes": shapes_of(model.dit.config), **about}
    (out / "config.json").write_text(json.dumps(config, indent=1))
    shutil.copy(tokenizer, out / "tokenizer.json")


def _free_shape(name: str, example: Tensor) -> ov.PartialShape:
    """Latents and pictures of any number and size; the rest as in the example: a clip and what to lead away from."""
    free = {0, 2, 3} if name in {"latents", "pictures"} else set()
    return ov.PartialShape([-1 if axis in free else size for axis, size in enumerate(example.shape)])


def parity(vae: Autoencoder, model: TextToVideo, folder: Path) -> dict[str, float]:
    """name -> |exported - torch| / |torch| in single precision on fixed inputs, the worst of its outputs."""
    core = ov.Core()
    errors = {}
    torch.manual_seed(0)
    for name, (module, inputs) in parts(vae, model).items():
        graph = core.compile_model(folder / f"{name}.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        answers = graph({label: tensor.numpy() for label, tensor in inputs.items()})
        with torch.no_grad():
            wanted: Any = module.eval()(*inputs.values())
        pairs = zip(answers.values(), wanted if isinstance(wanted, tuple) else (wanted,), strict=True)
        errors[name] = max(
            float(np.linalg.norm(got - want.numpy()) / np.linalg.norm(want.numpy())) for got, want in pairs
        )
    return errors


def main() -> None:
    switch_off_telemetry()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vae", type=Path, required=True)
    parser.add_argument("--dit", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--guidance-scale", type=float, default=2.5)
    parser.add_argument("--steps", type=int, default=16)
    options = parser.parse_args()
    vae, model = load_autoencoder(options.vae).half().float(), load_model(options.dit).half().float()  # as it is stored
    info = load(options.dit)[1]
    about = {
        "flow_shift": info["flow_shift"],
        "statistics": info["statistics"],
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
