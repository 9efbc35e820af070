"""The prior: from the text straight to the layers that one would expect, before anything is drawn by chance.

Actors stand in their pictures always alike, so their prior is nearly the picture; that of a plate is a blurred view
of the place. The transformer then draws what differs from it. Letters as in `training.dit`.
"""

from __future__ import annotations

from torch import Tensor, nn

from training.dit import LAYERS, DiTConfig, shapes_of

HIDDEN = 256


class Prior(nn.Module):
    """Text slots (B, S, text_width) to every layer, normalised: pictures (B, P, h, w), motion (B, I, tracks)."""

    def __init__(self, config: DiTConfig) -> None:
        super().__init__()
        self.shapes = shapes_of(config)
        words = config.slots * config.text_width
        self.read = nn.ModuleDict({name: nn.Linear(words, HIDDEN) for name in LAYERS})
        self.activation = nn.SiLU()
        kinds = {kind: self.shapes[name] for name, kind in LAYERS.items()}
        self.expect = nn.ModuleDict({kind: nn.Linear(HIDDEN, _numbers(shape)) for kind, shape in kinds.items()})

    def forward(self, slots: Tensor, name: str) -> Tensor:
        """The layer `name` of LAYERS."""
        expected: Tensor = self.expect[LAYERS[name]](self.activation(self.read[name](slots.flatten(1))))
        return expected.unflatten(1, self.shapes[name])


def _numbers(shape: tuple[int, ...]) -> int:
    total = 1
    for side in shape:
        total *= side
    return total
