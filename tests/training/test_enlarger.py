"""The network that enlarges pictures: it learns what was lost, and its graph draws the same at any size."""

from pathlib import Path

import cv2
import numpy as np
import openvino as ov
import pytest
import torch
from numpy.typing import NDArray

from training.enlarger import Enlarger
from training.export import enlarger_part, write_graph
from training.train_enlarger import enlarged_by, loss_of
from video01.layers import Picture

torch.set_num_threads(1)


def discs(rng: np.random.Generator, side: int = 96) -> Picture:
    """Opaque and half-clear discs with sharp outlines, premultiplied."""
    picture = np.zeros((side, side, 4), np.uint8)
    for _ in range(12):
        x, y, radius = (int(rng.integers(low, high)) for low, high in ((0, side), (0, side), (5, 20)))
        colour = [int(value) for value in rng.integers(0, 256, 3)]
        cv2.circle(picture, (x, y), radius, (*colour, 255), -1, cv2.LINE_AA)
    return np.minimum(picture, picture[..., 3:])


def batch(rng: np.random.Generator) -> tuple[torch.Tensor, ...]:
    """Small pictures, the same enlarged, and what they were."""
    large = [discs(rng) // 2 + rng.integers(0, 40, (96, 96, 4), np.uint8) for _ in range(2)]
    small = [cv2.resize(one, (48, 48), interpolation=cv2.INTER_AREA) for one in large]
    cubic = [cv2.resize(one, (96, 96), interpolation=cv2.INTER_CUBIC) for one in small]
    return tuple(numbers(pictures) for pictures in (small, cubic, large))


def numbers(pictures: list[NDArray[np.uint8]]) -> torch.Tensor:
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255


def test_it_learns_outlines_that_interpolation_blurs() -> None:
    torch.manual_seed(0)
    network, pairs = Enlarger(width=8, layers=1), batch(np.random.default_rng(1))
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3)
    before = loss_of(network, *pairs).item()
    for _ in range(30):
        optimizer.zero_grad()
        loss_of(network, *pairs).backward()
        optimizer.step()
    assert loss_of(network, *pairs).item() < 0.99 * before


@pytest.mark.filterwarnings("ignore:`torch.jit")
@pytest.mark.parametrize("size", [(40, 56), (64, 33)])
def test_its_graph_draws_the_same_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    torch.manual_seed(2)
    network = Enlarger().eval().requires_grad_(False)
    torch.nn.init.normal_(network.leave.weight, std=0.05)  # as if it had learned something
    network = network.half().float()  # as it is stored
    module, inputs = enlarger_part(network)
    write_graph(module, inputs, tmp_path / "enlarge.xml", any_size=True)
    graph = ov.Core().compile_model(tmp_path / "enlarge.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    picture = discs(np.random.default_rng(3))[: size[0], : size[1]].copy()
    added = np.asarray(graph({"pictures": picture[None]})[0][0])
    with torch.no_grad():
        wanted = network.of_bytes(torch.from_numpy(picture)[None])[0].numpy()
    assert added.dtype == np.int8
    assert np.abs(wanted).max() > 3
    assert np.abs(added.astype(int) - wanted).max() <= 1


@torch.no_grad()
def test_a_new_one_adds_nothing() -> None:
    picture = discs(np.random.default_rng(4))
    cubic = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    np.testing.assert_array_equal(enlarged_by(Enlarger(), picture), cubic)
