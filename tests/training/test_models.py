"""The models and the mathematics of training, at toy size."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training import checkpoint, clips, dit, flow, prepare, remember, targets, text, train_dit  # noqa: E402
from training.model import TextToVideo  # noqa: E402
from video01.facts import Facts, Figure  # noqa: E402
from video01.layers import CAMERA, KEYS, WAY, LayeredClip, Look, Scenery  # noqa: E402
from video01.memory import Memory  # noqa: E402
from video01.sampling import sample, sigmas, waves  # noqa: E402
from video01.tokenizer import Tokenizer  # noqa: E402
from video01.tokens import PLACES, TOKENS, WIDTH, encode  # noqa: E402

T = len(TOKENS)


@pytest.fixture
def model() -> TextToVideo:
    torch.manual_seed(0)
    return TextToVideo(text.TextConfig(vocabulary=50, length=8, width=256, layers=1), dit.SIZES["tiny"])


def predict(model: TextToVideo, tokens: torch.Tensor, sigma: float = 0.5, words: float = 1.0) -> torch.Tensor:
    number = len(tokens)
    slots = words * torch.linspace(-1, 1, 6 * 256).reshape(1, 6, 256).expand(number, -1, -1)
    return model.dit(tokens, torch.full((number,), sigma), slots)


@torch.no_grad()
def test_tokens_keep_their_shape_and_depend_on_the_noise_level_and_the_text(model: TextToVideo) -> None:
    torch.nn.init.normal_(model.dit.modulation[1].weight, std=0.1)
    tokens = torch.randn(2, T, WIDTH)
    first = predict(model, tokens)
    assert first.shape == (2, T, WIDTH)
    assert not torch.allclose(first, predict(model, tokens, sigma=0.9))
    assert not torch.allclose(first, predict(model, tokens, words=-1.0))


@torch.no_grad()
def test_every_token_sees_the_others_and_clips_do_not(model: TextToVideo) -> None:
    tokens = torch.randn(2, T, WIDTH)
    changed = tokens.clone()
    changed[0, -1] += 1
    difference = (predict(model, changed) - predict(model, tokens)).abs()
    assert difference[0, 0].max() > 1e-7
    assert difference[1].max() == 0


def test_a_model_is_rebuilt_from_its_shape(model: TextToVideo) -> None:
    again = TextToVideo.of_shape(json.loads(json.dumps(model.shape)))
    again.load_state_dict(model.state_dict())


@torch.no_grad()
def test_trimmed_padding_gives_the_same_slots(model: TextToVideo) -> None:
    encoder = model.text.eval()
    pieces = torch.tensor([[3, 4, 0, 0, 0, 0, 0, 0], [5, 6, 7, 0, 0, 0, 0, 0]])
    assert text.trim(pieces).shape == (2, 3)
    assert text.trim(torch.zeros(2, 8, dtype=torch.int64)).shape == (2, 1)
    torch.testing.assert_close(encoder(text.trim(pieces)), encoder(pieces))


def test_the_engine_tells_a_noise_level_as_training_does() -> None:
    levels = [0.0, 0.123, 0.5, 1.0]
    ours = np.stack([waves(level) for level in levels])
    np.testing.assert_allclose(ours, dit.waves(torch.tensor(levels)).numpy(), atol=3e-4)


def test_a_perfect_prediction_has_no_loss_and_little_noise_weighs_more() -> None:
    data, sigma, even = torch.randn(2, 3, 4), torch.tensor([0.5, 1.0]), torch.ones(2, 3, 4)
    assert flow.velocity_loss(data, data, sigma, even) == 0
    losses = []
    for wrong in (0, 1):
        predicted = data.clone()
        predicted[wrong] += 1
        losses.append(float(flow.velocity_loss(predicted, data, sigma, even)))
    assert losses == pytest.approx([2.0, 0.5])  # 1 / 0.5**2 / 2 clips, 1 / 1**2 / 2 clips
    least = flow.velocity_loss(data + 1, data, torch.zeros(2), even)
    assert float(least) == pytest.approx(1 / flow.LEAST_SIGMA**2)


def test_numbers_without_a_meaning_hardly_count() -> None:
    told = torch.ones(1, T, WIDTH)
    told[:, -1] = 0
    weight = train_dit.meant(told)
    assert weight[0, -1].max() < 0.2 * weight[0, 0].min()
    data, wrong = torch.zeros(1, T, WIDTH), torch.zeros(1, T, WIDTH)
    wrong[:, -1] = 1
    meant = torch.zeros(1, T, WIDTH)
    meant[:, 0] = 1
    sigma = torch.ones(1)
    assert flow.velocity_loss(wrong, data, sigma, weight) < 0.1 * flow.velocity_loss(meant, data, sigma, weight)


def test_slow_cosines_of_a_way_count_more_than_fast_ones() -> None:
    deviation = np.ones((T, WIDTH))
    row, place = list(TOKENS).index("way0"), PLACES["way"]["way"]
    cosines = np.repeat(np.linspace(1.0, 0.1, KEYS)[:, None], len(WAY), 1)
    deviation[row, place] = cosines.ravel()
    statistics = {"mean": np.zeros_like(deviation).tolist(), "deviation": deviation.tolist()}
    weight = train_dit.weight_of(statistics, torch.device("cpu"))[row, place].reshape(KEYS, len(WAY))
    assert (weight.diff(dim=0) < 0).all()
    x, facing = WAY.index("x"), WAY.index("facing")
    torch.testing.assert_close(weight[:, facing], train_dit.FACING_WEIGHT * weight[:, x])
    assert weight[:, x].mean() == pytest.approx(1)


def test_noise_levels_lie_within_and_a_shift_moves_them_to_noise() -> None:
    torch.manual_seed(0)
    plain, shifted = (flow.draw_sigma(4000, shift=shift, device=torch.device("cpu")) for shift in (1.0, 3.0))
    assert 0 < plain.min() < plain.max() <= 1
    assert plain.median() == pytest.approx(0.606, abs=0.03)  # two thirds of the logit-normal ones lie below
    assert shifted.median() == pytest.approx(0.822, abs=0.03)
    assert (plain > flow.NEARLY_PURE).float().mean() == pytest.approx(0.25 + 0.75 * 0.041, abs=0.03)


def test_the_solver_reverses_the_mixing_of_training() -> None:
    data, noise = torch.randn(1, 2, 4), torch.randn(1, 2, 4)
    halfway = flow.mix(data, noise, torch.full((1,), 0.5)).numpy()
    found = sample(lambda x, sigma: data.numpy(), halfway, np.array([0.5, 0.25, 0.0], np.float32))
    np.testing.assert_allclose(found, data.numpy(), atol=1e-6)
    assert list(sigmas(4, 3.0)) == sorted(sigmas(4, 3.0), reverse=True)


def test_pictures_that_a_few_components_make_up_come_back_as_they_were(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    shapes = rng.integers(0, 120, (6, 16, 16, 4), np.uint8)
    shapes[..., 3] = 255
    pictures = {
        "canvas": np.stack([np.tile(shape, (2, 3, 1)) for shape in shapes]),
        "strip": np.stack([np.tile(shapes[0], (2, 5, 1))]),
    }
    for kind, stored in pictures.items():
        np.save(tmp_path / f"{kind}.npy", stored)
        np.save(tmp_path / f"{kind}_codes.npy", np.ones((len(stored), 64), np.float32))
        np.save(tmp_path / f"{kind}_stands.npy", np.zeros((len(stored), 8), np.float32))
        np.save(tmp_path / f"{kind}_groups.npy", np.full(len(stored), -1))
    remember.remember(tmp_path, tmp_path / "memory", 6)
    known = Memory(tmp_path / "memory")
    for number, picture in enumerate(pictures["canvas"]):
        assert np.abs(known.picture("canvas", number).astype(int) - picture).max() <= 4
    assert known.picture("strip", 0).shape == (32, 80, 4)


def test_the_read_groups_of_a_batch_are_put_back_in_order(model: TextToVideo) -> None:
    pieces = torch.tensor([[5, 6, 7, 8], [9, 0, 0, 0], [3, 4, 0, 0], [5, 6, 7, 0], [2, 0, 0, 0]])
    model.text.eval()
    torch.testing.assert_close(train_dit.read(model, pieces), model.text(pieces))


def test_the_questions_about_a_caption_are_answered_by_its_facts() -> None:
    facts = Facts(
        figures=(Figure(name="dog", colour="red", actions=("jumps", "spins")), Figure(name="cat", relation="left of")),
        place="beach",
        camera=(("Push in", "Tilt up"), ("Pan left",)),
    )
    told = {
        name: targets.VALUES[kind][number]
        for (name, kind), number in zip(targets.CLASSES.items(), targets.answers(facts), strict=True)
    }
    assert {name: value for name, value in told.items() if value} == {
        "subject/0": "dog",
        "colour/0": "red",
        "action0/0": "jumps",
        "action1/0": "spins",
        "subject/1": "cat",
        "relation/1": "left of",
        "place": "beach",
    }
    acting = targets.commands(facts).reshape(2, -1)
    assert [targets.COMMANDS[at] for at in np.nonzero(acting[0])[0]] == ["Push in", "Tilt up"]
    assert [targets.COMMANDS[at] for at in np.nonzero(acting[1])[0]] == ["Pan left"]
    assert (targets.answers(None) == -100).all()
    assert (targets.commands(None) == -1).all()


def clip_of(pan: float) -> LayeredClip:
    camera = np.zeros((KEYS, len(CAMERA)), np.float32)
    camera[:, CAMERA.index("pan_x")] = np.linspace(0, pan, KEYS)
    sky = Scenery(layer="sky", picture=("sky", 1), top=0.0, bottom=1.0, nearness=0.0)  # type: ignore[arg-type]
    return LayeredClip(horizon=0.5, scenery=(sky,), actors=(), veil=None, look=Look(), camera=camera)


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """One shard of four clips that pan more and more, with two captions each."""
    encoded = [encode(clip_of(0.1 * index), prepare.code_of) for index in range(4)]
    np.savez(
        tmp_path / "00000.npz",
        tokens=np.stack([values for values, _ in encoded]).astype(np.float16),
        told=np.packbits(np.stack([told for _, told in encoded]).astype(bool), axis=-1),
        classes=np.stack([targets.answers(None)] * 8),
        commands=np.stack([targets.commands(None)] * 8),
    )
    (tmp_path / "00000.json").write_text(json.dumps([[f"number {index}", "a pan"] for index in range(4)]))
    return tmp_path


def test_batches_are_normalised_tokens_with_captions(prepared: Path) -> None:
    tokenizer = Tokenizer.train(["number 0 1 2 3 a pan"])
    data = clips.Clips(prepared, tokenizer, 8, torch.device("cpu"), None)
    assert len(data) == 4
    batch = data.batch(np.random.default_rng(0), 64)
    assert batch.tokens.shape == batch.told.shape == (64, T, WIDTH)
    assert batch.tokens.isfinite().all()
    slowest = CAMERA.index("pan_x")  # of the pan's cosines
    assert batch.tokens[:, 0, slowest].std() == pytest.approx(1.0, abs=0.25)
    assert batch.told[0, list(TOKENS).index("sky")].sum() > 70
    assert batch.told[0, list(TOKENS).index("way0")].sum() == 0
    assert batch.pieces.shape[0] == 64
    again = clips.Clips(prepared, tokenizer, 8, torch.device("cpu"), data.statistics)
    same = again.batch(np.random.default_rng(0), 64)
    torch.testing.assert_close(same.tokens, batch.tokens)


def test_missing_clips_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"training\.prepare clips"):
        clips.Clips(tmp_path, Tokenizer.train(["a"]), 8, torch.device("cpu"), None)


def test_every_picture_has_a_code_of_its_own_that_is_the_same_everywhere() -> None:
    first, other = prepare.code_of(("subject", "dog")), prepare.code_of(("subject", "cat"))
    assert first[:3] == pytest.approx(prepare.code_of(("subject", "dog"))[:3])
    assert abs(first @ other) / (np.linalg.norm(first) * np.linalg.norm(other)) < 0.5


def test_checkpoints_are_cut_into_shards_and_come_back_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoint, "SHARD_BYTES", 2**17)
    tensors = {"big": torch.randn(300, 300), "small": torch.arange(5), "scalar": torch.tensor(2.0)}
    checkpoint.save(tmp_path / "run", tensors, {"model": {"width": 3}})
    files = sorted((tmp_path / "run").glob("*.safetensors"))
    assert len(files) > 1
    assert max(file.stat().st_size for file in files) <= 2**17
    back, info = checkpoint.load(tmp_path / "run")
    assert info == {"model": {"width": 3}}
    assert set(back) == set(tensors)
    for name, tensor in tensors.items():
        torch.testing.assert_close(back[name], tensor)
    assert json.loads((tmp_path / "run" / "checkpoint.json").read_text()) == info
