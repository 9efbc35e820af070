"""Export a trained model to OpenVINO IR, half-precision weights, as the package ships it; then compare with torch.

    python -m training.export --memory training/out/memory --dit training/out/dit --text training/out/text \
        --enlarger training/out/enlarger --out src/video01/weights
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
from training.dit import waves
from training.enlarger import Enlarger
from training.model import TextToVideo
from training.train_dit import load_model
from training.train_enlarger import load_enlarger
from video01.memory import KINDS
from video01.privacy import switch_off_telemetry
from video01.tokens import TOKENS, WIDTH

ANY_SIZE = [1, -1, -1, 4]  # of a picture


class Part(nn.Module):
    """One function of a model as a module of its own, to be traced."""

    def __init__(self, owner: nn.Module, function: str) -> None:
        super().__init__()
        self.owner, self.function = owner, function

    def forward(self, *inputs: Tensor) -> Tensor:
        return getattr(self.owner, self.function)(*inputs)


def parts(model: TextToVideo) -> dict[str, tuple[nn.Module, dict[str, Tensor]]]:
    """name -> (module, example inputs by name in the order of its arguments)."""
    text = model.text.config
    slots, tokens = torch.randn(1, text.slots, text.width), torch.randn(1, len(TOKENS), WIDTH)
    return {
        "text": (model.text, {"pieces": torch.randint(1, 50, (1, text.length))}),
        "dit": (
            Part(model.dit, "at_level"),
            {"tokens": tokens, "level": waves(torch.rand(1) * 0.9 + 0.1), "slots": slots},
        ),
    }


def enlarger_part(network: Enlarger) -> tuple[nn.Module, dict[str, Tensor]]:
    """As in `parts`; it takes pictures of any size."""
    return Part(network, "of_bytes"), {"pictures": torch.randint(0, 256, (1, 48, 64, 4), dtype=torch.uint8)}


def write_graph(module: nn.Module, inputs: dict[str, Tensor], path: Path, *, any_size: bool = False) -> None:
    """One function as an OpenVINO graph (.xml and .bin) with half-precision weights."""
    graph = ov.convert_model(module.eval(), example_input=tuple(inputs.values()))
    for port, label in zip(graph.inputs, inputs, strict=True):
        port.get_tensor().set_names({label})
        port.get_node().set_friendly_name(label)
    shapes = {label: ANY_SIZE if any_size else list(tensor.shape) for label, tensor in inputs.items()}
    graph.reshape({label: ov.PartialShape(shape) for label, shape in shapes.items()})
    ov.save_model(graph, path, compress_to_fp16=True)


def export(model: TextToVideo, out: Path, about: dict[str, object], tokenizer: Path) -> None:
    """Write `text` and `dit` as .xml and .bin, with the tokenizer and the config."""
    out.mkdir(parents=True, exist_ok=True)
    for name, (module, inputs) in parts(model).items():
        write_graph(module, inputs, out / f"{name}.xml")
    config = {"text_length": model.text.config.length, **about}
    (out / "config.json").write_text(json.dumps(config, indent=1))
    shutil.copy(tokenizer, out / "tokenizer.json")


def parity(model: TextToVideo, folder: Path) -> dict[str, float]:
    """name -> |exported - torch| / |torch| in single precision on fixed inputs, the worst of its outputs."""
    core = ov.Core()
    errors = {}
    torch.manual_seed(0)
    for name, (module, inputs) in parts(model).items():
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
    parser.add_argument("--memory", type=Path, required=True, help="what `training.remember` wrote")
    parser.add_argument("--dit", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--enlarger", type=Path, help="what `training.train_enlarger` wrote; interpolation without it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--guidance-scale", type=float, default=1.0, help="where no negative prompt is given")
    parser.add_argument("--negative-guidance-scale", type=float, default=1.5, help="where one is")
    parser.add_argument("--steps", type=int, default=4)
    options = parser.parse_args()
    model = load_model(options.dit).half().float()  # as it is stored
    info = load(options.dit)[1]
    about = {
        "flow_shift": info["flow_shift"],
        "statistics": info["statistics"],
        "trained_steps": info["step"],
        "num_inference_steps": options.steps,
        "guidance_scale": options.guidance_scale,
        "negative_guidance_scale": options.negative_guidance_scale,
    }
    export(model, options.out, about, options.text / "tokenizer.json")
    if options.enlarger is not None:
        module, inputs = enlarger_part(load_enlarger(options.enlarger))
        write_graph(module, inputs, options.out / "enlarge.xml", any_size=True)
    for name in ("memory.npz", *(f"{kind}.bin" for kind in KINDS)):
        shutil.copy(options.memory / name, options.out / name)
    for name, error in parity(model, options.out).items():
        size = (options.out / f"{name}.bin").stat().st_size / 2**20
        print(f"{name}: {size:.1f} MiB, relative difference to torch {error:.1e}")


if __name__ == "__main__":
    main()
