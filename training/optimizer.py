"""The optimizer of both trainings: Muon for the matrices of blocks, AdamW for everything else.

Muon (https://kellerjordan.github.io/posts/muon/) makes each step of a matrix orthogonal, so that all its directions are
learned alike. Its steps are scaled to the size of AdamW's (arXiv 2502.16982): one rate serves both.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import torch
from torch import Tensor, nn

ADAM_STATE, MUON_STATE = ("exp_avg", "exp_avg_sq"), ("momentum_buffer",)


class Optimizer:
    """Both together, over named parameters."""

    def __init__(self, parameters: Mapping[str, nn.Parameter], rate: float) -> None:
        self._names: dict[Tensor, str] = {parameter: name for name, parameter in parameters.items()}
        matrices = [value for name, value in parameters.items() if _is_matrix(name, value)]
        others = [value for name, value in parameters.items() if not _is_matrix(name, value)]
        self._adam = torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.97), weight_decay=0.01, fused=True)
        self._muon = torch.optim.Muon(matrices, lr=rate, weight_decay=0.01, adjust_lr_fn="match_rms_adamw")

    def set_rate(self, rate: float) -> None:
        for group in chain(self._adam.param_groups, self._muon.param_groups):
            group["lr"] = rate

    def step(self) -> None:
        """Follow the gradients, and forget them."""
        for optimizer in (self._adam, self._muon):
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

    def tensors(self) -> dict[str, Tensor]:
        """What must be kept to go on later, as "exp_avg.NAME" and so on; nothing yet of what had no turn."""
        states = chain(self._adam.state.items(), self._muon.state.items())
        return {
            f"{key}.{self._names[parameter]}": state[key]
            for parameter, state in states
            for key in (*ADAM_STATE, *MUON_STATE)
            if key in state
        }

    def load(self, tensors: Mapping[str, Tensor], step: int) -> None:
        """Go on from what `tensors` gave after so many steps."""
        for parameter, name in self._names.items():
            muon = _is_matrix(name, parameter)
            state = {key: tensors.get(f"{key}.{name}") for key in (MUON_STATE if muon else ADAM_STATE)}
            if all(value is not None for value in state.values()):
                count = {} if muon else {"step": torch.tensor(float(step))}
                (self._muon if muon else self._adam).state[parameter] = {**count, **state}


def _is_matrix(name: str, parameter: Tensor) -> bool:
    inner = ".blocks." in name or ".gathers." in name
    return inner and parameter.dim() == 2 and name.endswith("weight")
