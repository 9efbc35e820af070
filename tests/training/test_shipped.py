"""What the package ships can be trained on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from training.dit import SIZES
from training.export import export, parity
from training.model import TextToVideo
from training.shipped import restored
from training.text import TextConfig
from video01.tokenizer import Tokenizer

torch.set_num_threads(1)
TEXTS = ["a cat jumps; meadow, day, clear. [Pan left]", "a dog spins; beach, night, rain. [Static shot]"]


@pytest.mark.filterwarnings("ignore:`torch.jit", "ignore::torch.jit.TracerWarning")
def test_a_model_comes_back_from_its_graphs(tmp_path: Path) -> None:
    torch.manual_seed(5)
    tokenizer = Tokenizer.train(TEXTS, size=80)
    tokenizer.save(tmp_path / "tokenizer.json")
    model = TextToVideo(TextConfig(vocabulary=len(tokenizer), length=24), SIZES["tiny"])
    for parameter in model.requires_grad_(False).parameters():  # as if it had learned: what is 0 or 1 is left out
        parameter.add_(0.1 * torch.randn_like(parameter))
    model = model.half().float()  # as it is stored
    shipped = tmp_path / "weights"
    export(model, shipped, {"trained_steps": 7}, tmp_path / "tokenizer.json")
    again = restored(shipped, "tiny")
    pieces = torch.tensor([tokenizer.encode(text, 24) for text in TEXTS])
    torch.testing.assert_close(again.text(pieces), model.text(pieces), rtol=1e-2, atol=1e-2)
    assert max(parity(again, shipped).values()) < 2e-3
    with pytest.raises(ValueError, match="expected the graph of a model of the size small"):
        restored(shipped, "small")
    config = json.loads((shipped / "config.json").read_text())
    assert config["trained_steps"] == 7
