"""Pictures of which it is known how near their places are, and the network that learns from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import openvino as ov
import pytest
import torch

from tests.training.test_cutout import stock
from training.cutout_lessons import Lessons
from training.cutout_network import Seeker, SeekerConfig
from training.relief import SKY, Relief, ReliefLessons, filmed
from training.train_relief import CONFIG, Shares, export, loss_of, measure, squared
from training.world.scene import Scene
from training.world.stage import Key, picture_of
from video01.facts import Facts, Figure
from video01.layers import CANVAS, Picture
from video01.relief import LOOKED, NEAREST, relief_of

torch.set_num_threads(1)
SMALL = SeekerConfig(widths=(8, 8, 8, 8), blocks=(1, 1, 1, 1))


def painter() -> Callable[[Key], Picture]:
    """Strips as they are painted; every subject is a white square."""
    white = np.full((CANVAS, CANVAS, 4), 255, np.uint8)
    return lambda key: white if str(key).startswith("('subject'") else picture_of(key)


@pytest.fixture(scope="module")
def frame() -> Relief:
    facts = Facts(figures=(Figure(name="cat", actions=("stays still",)),), place="meadow", light="day", weather="clear")
    return filmed(Scene(facts=facts, layout=1), painter(), 0.3)


def test_the_sky_is_far_the_ground_nearer_and_figures_are_near(frame: Relief) -> None:
    rows = np.median(frame.nearness, 1)
    assert rows[:20].max() < 0.15
    assert (np.diff(rows[-50:]) >= -1e-3).all()
    assert rows[-1] > 0.8
    white = cv2.erode((frame.picture.min(-1) > 200).astype(np.uint8)[60:], np.ones((9, 9), np.uint8)) > 0
    assert white.any()
    assert np.median(frame.nearness[60:][white]) == pytest.approx(1.0, abs=0.02)


def test_lessons_say_how_near_everything_is(frame: Relief) -> None:
    lessons = ReliefLessons([frame], Lessons(stock(), np.random.default_rng(3)))
    drawn = [lessons.any() for _ in range(40)]
    assert len({one.picture.shape for one in drawn}) > 3
    for one in drawn:
        assert one.picture.dtype == np.uint8
        assert one.nearness.dtype == np.float32
        assert one.picture.shape[:2] == one.nearness.shape
        assert one.nearness.min() >= 0
        assert one.nearness.max() <= NEAREST + 1e-3
    made = [one for one in drawn if one.nearness.min() == np.float32(SKY)]
    assert made
    assert all(one.nearness[-1].max() >= one.nearness[0].min() for one in made)


def test_it_learns(frame: Relief) -> None:
    torch.manual_seed(0)
    lessons = ReliefLessons([frame], Lessons(stock(), np.random.default_rng(4)))
    pictures, nearness = (np.stack(column) for column in zip(*(squared(lessons.any()) for _ in range(8)), strict=True))
    batch = torch.from_numpy(pictures).permute(0, 3, 1, 2), torch.from_numpy(nearness)[:, None]
    network = Seeker(SMALL)
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3)
    losses = []
    for _ in range(25):
        loss = loss_of(network, *batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.75 * losses[0]


@pytest.mark.filterwarnings("ignore:`torch.jit")
def test_what_is_exported_tells_the_same(tmp_path: Path, frame: Relief) -> None:
    torch.manual_seed(1)
    network = Seeker(CONFIG).eval().requires_grad_(False).half().float()  # as it is stored
    export(network, tmp_path)
    graph = ov.Core().compile_model(tmp_path / "relief.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    square = squared(frame)[0].transpose(2, 0, 1)[None] / np.float32(255)
    np.testing.assert_allclose(graph(square)[0], Shares(network)(torch.from_numpy(square)).numpy(), atol=2e-3)
    assert relief_of(frame.picture, graph).shape == (LOOKED, LOOKED)
    found = measure(graph, ReliefLessons([frame], Lessons(stock(), np.random.default_rng(5))), 4)
    assert all(0 <= number < NEAREST for number in found.values())
