"""The model of text to the tokens of a clip, as it is saved, sampled and exported."""

from __future__ import annotations

from dataclasses import asdict

from torch import nn

from training.dit import DiT, DiTConfig
from training.text import TextConfig, TextEncoder


class TextToVideo(nn.Module):
    """Text encoder and transformer."""

    def __init__(self, text: TextConfig, dit: DiTConfig) -> None:
        super().__init__()
        self.text = TextEncoder(text)
        self.dit = DiT(dit)

    @property
    def shape(self) -> dict[str, object]:
        """Both configs as JSON, to rebuild this model."""
        return {"text": asdict(self.text.config), "dit": asdict(self.dit.config)}

    @classmethod
    def of_shape(cls, shape: dict[str, dict[str, int]]) -> TextToVideo:
        """The untrained model that `shape` describes."""
        return cls(TextConfig(**shape["text"]), DiTConfig(**shape["dit"]))
