"""The models and the mathematics of training, at toy size."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training import checkpoint, clips, dit, flow, prepare, source, text, train_dit, train_vae, vae  # noqa: E402
from training.model import TextToVideo  # noqa: E402
from video01.layers import CANVAS, GREY, INSTANTS, TRACKS  # noqa: E402
from video01.sampling import sample, sigmas, waves  # noqa: E402
from video01.tokenizer import Tokenizer  # noqa: E402

SHAPES = {
    "plate": (9, 32, 48),
    "actor0": (16, 24, 24),
    "actor1": (16, 24, 24),
    "veil": (16, 24, 24),
    "motion": (INSTANTS, len(TRACKS)),
}


@pytest.fixture
def model() -> TextToVideo:
    torch.manual_seed(0)
    return TextToVideo(text.TextConfig(vocabulary=50, length=8, width=256, layers=1), dit.SIZES["tiny"])


def predict(model: TextToVideo, name: str, layer: torch.Tensor, sigma: float = 0.5, given: float = 0.0):
    number = len(layer)
    slots = torch.linspace(-1, 1, 12 * 256).reshape(1, 12, 256).expand(number, -1, -1)
    level, flag = torch.full((number,), sigma), torch.full((number,), given)
    return model.dit(name, layer, torch.zeros_like(layer), level, slots, flag)


@torch.no_grad()
def test_every_layer_keeps_its_shape(model: TextToVideo) -> None:
    assert list(SHAPES) == list(dit.LAYERS)
    for name, shape in SHAPES.items():
        assert predict(model, name, torch.randn(2, *shape)).shape == (2, *shape)


@torch.no_grad()
def test_a_layer_depends_on_its_name_its_noise_level_the_text_and_what_is_given(model: TextToVideo) -> None:
    torch.nn.init.normal_(model.dit.modulation[1].weight, std=0.1)
    canvas, plate = torch.randn(1, *SHAPES["actor0"]), torch.randn(1, *SHAPES["plate"])
    first = predict(model, "actor0", canvas)
    assert not torch.allclose(first, predict(model, "actor1", canvas))
    assert not torch.allclose(first, predict(model, "actor0", canvas, sigma=0.9))
    assert not torch.allclose(predict(model, "plate", plate), predict(model, "plate", plate, given=1.0))
    level, nothing = torch.tensor([0.5]), torch.zeros(1)
    other_text = model.dit("actor0", canvas, torch.zeros_like(canvas), level, torch.zeros(1, 12, 256), nothing)
    other_prior = model.dit("actor0", canvas, torch.ones_like(canvas), level, torch.zeros(1, 12, 256), nothing)
    assert not torch.allclose(first, other_text)
    assert not torch.allclose(other_text, other_prior)


@torch.no_grad()
def test_the_prior_expects_every_layer(model: TextToVideo) -> None:
    slots = torch.randn(2, 12, 256)
    for name, shape in SHAPES.items():
        assert model.prior(slots, name).shape == (2, *shape)
    assert not torch.allclose(model.prior(slots, "actor0"), model.prior(slots, "actor1"))


@torch.no_grad()
def test_every_place_sees_the_others_and_clips_do_not(model: TextToVideo) -> None:
    for name in ("plate", "motion"):
        layer = torch.randn(2, *SHAPES[name])
        changed = layer.clone()
        changed[0, ..., -1, :] += 1
        difference = (predict(model, name, changed) - predict(model, name, layer)).abs()
        assert difference[0].flatten(-2)[..., 0].max() > 1e-7
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
    data, sigma = torch.randn(2, 3, 4, 2), torch.tensor([0.5, 1.0])
    assert flow.velocity_loss(data, data, sigma) == 0
    losses = []
    for wrong in (0, 1):
        predicted = data.clone()
        predicted[wrong] += 1
        losses.append(float(flow.velocity_loss(predicted, data, sigma)))
    assert losses == pytest.approx([2.0, 0.5])  # 1 / 0.5**2 / 2 clips, 1 / 1**2 / 2 clips
    least = flow.velocity_loss(data + 1, data, torch.zeros(2))
    assert float(least) == pytest.approx(1 / flow.LEAST_SIGMA**2)


def test_noise_levels_lie_within_and_a_shift_moves_them_to_noise() -> None:
    torch.manual_seed(0)
    plain, shifted = (flow.draw_sigma(4000, shift=shift, device=torch.device("cpu")) for shift in (1.0, 3.0))
    assert 0 < plain.min() < plain.max() < 1
    assert plain.median() == pytest.approx(0.5, abs=0.03)
    assert shifted.median() == pytest.approx(0.75, abs=0.03)


def test_the_solver_reverses_the_mixing_of_training() -> None:
    data, noise = torch.randn(1, 2, 4, 2), torch.randn(1, 2, 4, 2)
    halfway = flow.mix(data, noise, torch.full((1,), 0.5)).numpy()
    found = sample(lambda x, sigma: data.numpy(), halfway, np.array([0.5, 0.25, 0.0], np.float32))
    np.testing.assert_allclose(found, data.numpy(), atol=1e-6)
    assert list(sigmas(4, 3.0)) == sorted(sigmas(4, 3.0), reverse=True)


def test_a_given_plate_is_judged_by_its_nearness_alone(model: TextToVideo) -> None:
    batch = clips.Batch(name="plate", data=torch.randn(2, *SHAPES["plate"]), pieces=torch.tensor([[3, 4], [5, 0]]))
    seen = []
    expected = model.prior(model.text(batch.pieces), "plate")

    def perfect_but_for_colours(name, layer, beside, sigma, slots, given):  # noqa: PLR0917
        seen.append((layer, given))
        difference = batch.data - beside
        return torch.cat([torch.zeros_like(difference[:, :-1]), difference[:, -1:]], 1)

    model.dit.forward = perfect_but_for_colours
    assert train_dit.loss_of(model, batch, given=True) == 0
    torch.testing.assert_close(seen[0][0][:, :-1], (batch.data - expected)[:, :-1])
    assert seen[0][1].tolist() == [1, 1]
    assert train_dit.loss_of(model, batch, given=False) > 0


def test_latents_are_normalised_and_pictures_keep_their_size() -> None:
    torch.manual_seed(0)
    model = vae.Autoencoder(vae.SIZES["tiny"])
    pictures = torch.rand(4, 3, 32, 48) * 2 - 1
    latents = model.train().encode(pictures)
    assert latents.shape == (4, 8, 4, 6)
    assert latents.mean().abs() < 1e-3
    assert 0.9 < latents.std() < 1.1
    assert model.decode(latents).shape == pictures.shape
    assert train_vae.reconstruction_loss(pictures, pictures) == 0


def test_a_picture_with_opacity_is_two_without() -> None:
    premultiplied = np.zeros((2, 2, 4), np.uint8)
    premultiplied[0, 0] = (200, 0, 0, 255)
    premultiplied[0, 1] = (100, 0, 0, 128)
    colours, opacity = prepare.opaque(premultiplied)
    assert colours[0, 0].tolist() == [200, 0, 0]
    assert colours[0, 1].tolist() == [164, 64, 64]  # half of it grey
    assert colours[1, 1].tolist() == [GREY] * 3
    assert opacity[0, 1].tolist() == [128] * 3


@pytest.fixture
def cached(tmp_path: Path) -> Path:
    """One shard of latents of clips that are not the world, the first with a second actor."""
    model = vae.Autoencoder(vae.SIZES["tiny"]).eval()
    made = [prepare.encode_clip(model, source.PictureSource().layers(index)) for index in range(4)]
    made[0]["motion"][:, TRACKS.index("opacity1")] = 1.0
    np.savez(tmp_path / "latents-00000.npz", **{name: np.stack([clip[name] for clip in made]) for name in made[0]})
    about = [{"clip": index, "captions": [f"number {index}"], "facts": {}} for index in range(4)]
    (tmp_path / "captions-00000.json").write_text(json.dumps(about))
    return tmp_path


def test_batches_are_normalised_layers_with_captions(cached: Path) -> None:
    tokenizer = Tokenizer.train(["number 0 1 2 3"])
    data = clips.Clips(cached, tokenizer, 8, torch.device("cpu"))
    assert len(data) == 4
    for name, shape in SHAPES.items():
        batch = data.batch(name, 3)
        assert batch.data.shape == (3, *shape)
        assert batch.data.dtype == torch.float32
        assert batch.data.isfinite().all()
        assert batch.pieces.shape[0] == 3
    shard = data.shards[0]["plate"].float()
    assert shard[:, :8].mean((0, 2, 3)).abs().max() < 0.05
    assert (shard[:, :8].std((0, 2, 3)) - 1).abs().max() < 0.05
    second = data.batch("actor1", 8).data
    assert all(torch.equal(layer, second[0]) for layer in second), "only one clip shows a second actor"
    again = clips.Clips(cached, tokenizer, 8, torch.device("cpu"), statistics=data.statistics)
    torch.testing.assert_close(again.shards[0]["motion"], data.shards[0]["motion"])


def test_shards_that_come_later_are_seen(cached: Path) -> None:
    data = clips.Clips(cached, Tokenizer.train(["number"]), 8, torch.device("cpu"))
    for suffix in ("latents-{}.npz", "captions-{}.json"):
        (cached / suffix.format("00001")).write_bytes((cached / suffix.format("00000")).read_bytes())
    data.refresh()
    assert len(data) == 8


def test_missing_latents_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"training\.prepare latents"):
        clips.Clips(tmp_path, Tokenizer.train(["a"]), 8, torch.device("cpu"))


def test_pictures_are_cut_to_squares_for_the_autoencoder(tmp_path: Path) -> None:
    pictures = np.random.default_rng(0).integers(0, 255, (3, CANVAS, CANVAS, 3), np.uint8)
    np.save(tmp_path / "pictures-00000.npy", pictures)
    batch = train_vae.Crops([tmp_path], 64).batch(5)
    assert batch.shape == (5, 3, 64, 64)
    assert -1 <= batch.min() < batch.max() <= 1


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
