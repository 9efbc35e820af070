"""What the package ships as checkpoints to train on: the text encoder and the transformer, read back from their graphs.

    python -m training.shipped --out training/out/shipped
    python -m training.train_dit --text training/out/shipped/text --out training/out/shipped/dit --start-at 0.6 ...

A graph holds the parameters of a module in an order of its own, some of them gathered. So a module of the same shape
with parameters by lot is exported beside it: where a parameter of that module went is known by its numbers, and what
the shipped graph has in the same place is the shipped parameter. The classifiers that taught the encoder to read are
not in the package: to train it on, they have to learn again first.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openvino as ov
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.checkpoint import save
from training.dit import SIZES, DiT
from training.export import parity, parts, write_graph
from training.model import TextToVideo
from training.text import TextConfig, TextEncoder
from training.train_text import Reader
from video01.engines.small import WEIGHTS
from video01.privacy import switch_off_telemetry
from video01.tokenizer import Tokenizer

CLOSE = 2e-3  # relative difference between the shipped graphs and what was read back, at most
HALF = 1e-3  # relative difference that half precision makes, at most
ASKED = {"gathers.0.norm_query.weight", "gathers.0.query.weight"}  # of which a graph holds no more than the outcome

Numbers = NDArray[np.float32]


def restored(weights: Path = WEIGHTS, size: str = "small") -> TextToVideo:
    """The model of a folder of shipped weights, in single precision, as half precision kept it.

    Raises ValueError where the graphs are of another shape or another version's.
    """
    config = json.loads((weights / "config.json").read_text())
    text = TextConfig(vocabulary=len(Tokenizer.load(weights / "tokenizer.json")), length=config["text_length"])
    model = TextToVideo(text, SIZES[size])
    for parameter in model.parameters():
        nn.init.normal_(parameter)
    with torch.no_grad():
        model.half().float()  # as they are stored
        for name, (module, inputs) in parts(model).items():
            with tempfile.TemporaryDirectory() as folder:
                write_graph(module, inputs, Path(folder) / "drawn.xml")
                drawn, shipped = _constants(Path(folder) / "drawn.xml"), _constants(weights / f"{name}.xml")
            if [one.shape for one in drawn] != [one.shape for one in shipped]:
                raise ValueError(f"{weights / name}.xml: expected the graph of a model of the size {size}")
            _take_back(getattr(model, name), drawn, shipped)
    for name, error in parity(model, weights).items():
        if error > CLOSE:
            raise ValueError(f"{weights / name}.xml: read back, it differs by {error:.1e}, more than {CLOSE}")
    return model


def _constants(path: Path) -> list[Numbers]:
    """The numbers in a graph, in its order."""
    graph = ov.Core().read_model(path)
    found = (op.get_data() for op in graph.get_ordered_ops() if op.get_type_name() == "Constant")
    return [np.asarray(one, np.float32) for one in found if np.issubdtype(one.dtype, np.floating)]


def _take_back(module: nn.Module, drawn: list[Numbers], shipped: list[Numbers]) -> None:
    """Give each parameter what stands in its place."""
    for name, parameter in module.named_parameters():
        if name in ASKED:
            continue
        there, back = _gone(module, name)
        sought = there(parameter.detach()).numpy().ravel()
        places = [at for at, one in enumerate(drawn) if one.size == sought.size and _alike(one.ravel(), sought)]
        if not places:
            raise ValueError(f"{name}: expected its numbers in the graph of the module, and they are not there")
        parameter.copy_(back(torch.from_numpy(shipped[places[0]]), parameter))
    if isinstance(module, TextEncoder):
        _ask_again(module, next(one for one in shipped if one.shape[1:] == _questions(module)))


def _gone(module: nn.Module, name: str) -> tuple[Callable[[Tensor], Tensor], Callable[[Tensor, Tensor], Tensor]]:
    """How a parameter was changed on its way into the graph, and how it comes back."""
    if isinstance(module, DiT) and name in {"embed", "head"}:  # of each kind of tokens, gathered for each token
        first = [module.kinds.index(kind) for kind in range(len(set(module.kinds)))]
        return lambda own: own[module.kinds], lambda found, own: found.reshape(-1, *own.shape[1:])[first]
    if name.endswith("norm_q.weight"):  # together with the scale of attention
        return lambda own: own / len(own) ** 0.5, lambda found, own: found.reshape(own.shape) * len(own) ** 0.5
    return lambda own: own, lambda found, own: found.reshape(own.shape)


def _alike(one: Numbers, other: Numbers) -> bool:
    return bool(np.allclose(one, other, rtol=HALF, atol=HALF))


def _questions(encoder: TextEncoder) -> tuple[int, ...]:
    """The shape of what the slots ask first of a text: (heads, S, D / heads)."""
    config = encoder.config
    return config.heads, config.slots, config.width // config.heads


def _ask_again(encoder: TextEncoder, asked: Numbers) -> None:
    """Have the slots ask at first what they asked: no text changes it, so a graph holds no more than the outcome."""
    gather = encoder.gathers[0]
    found = torch.from_numpy(asked[0]).transpose(0, 1).flatten(1) * asked.shape[-1] ** 0.5  # (S, D)
    gather.norm_query.weight.fill_(1.0)  # type: ignore[union-attr,operator]
    slots = gather.norm_query(encoder.slot)  # type: ignore[operator]
    gather.query.weight.copy_(torch.linalg.lstsq(slots, found, driver="gelsd").solution.T)  # type: ignore[union-attr,operator]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="a folder of shipped weights")
    parser.add_argument("--out", type=Path, required=True, help="gets the checkpoints text and dit")
    parser.add_argument("--size", choices=SIZES, default="small")
    options = parser.parse_args()
    switch_off_telemetry()
    model = restored(options.weights, options.size)
    config = json.loads((options.weights / "config.json").read_text())
    step = int(config["trained_steps"])
    reader = Reader(model.text.config)
    reader.encoder = model.text
    save(options.out / "text", dict(reader.state_dict()), {"text": vars(model.text.config), "step": step})
    shutil.copy(options.weights / "tokenizer.json", options.out / "text" / "tokenizer.json")
    tensors = {name: parameter.detach() for name, parameter in model.named_parameters()}
    tensors |= {f"ema.{name}": value for name, value in tensors.items()}
    about = {name: config[name] for name in ("flow_shift", "statistics")}
    save(options.out / "dit", tensors, {"model": model.shape, "step": step, **about})


if __name__ == "__main__":
    main()
