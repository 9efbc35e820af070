"""The models and the mathematics of training, at toy size."""

import json

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training import checkpoint, dit, flow, text, train_vae, vae  # noqa: E402
from video01.sampling import sample, sigmas  # noqa: E402


def tiny_model() -> dit.TextToVideo:
    torch.manual_seed(0)
    return dit.TextToVideo(text.TextConfig(vocabulary=50, length=8, width=256, layers=1), dit.SIZES["tiny"])


def test_unpack_undoes_pack() -> None:
    latents = torch.randn(2, 3, 17, 4, 8)
    packed = dit.pack(latents)
    assert packed.shape == (2, 3, 3 * dit.CHUNK, 4, 8)
    torch.testing.assert_close(dit.unpack(packed), latents)


def test_the_transformer_keeps_the_shape_of_latents_at_any_width() -> None:
    model = tiny_model()
    for width in (8, 12):
        latents = torch.randn(1, 8, 9, 8, width)
        out = model.dit(latents, torch.rand(1, 2), torch.randn(1, 12, 256), torch.arange(2)[None])
        assert out.shape == latents.shape


def test_every_time_step_sees_the_others() -> None:
    model = tiny_model().eval()
    packed, sigma = torch.randn(1, 3, 64, 8, 8), torch.full((1, 3), 0.5)
    slots, steps = torch.randn(1, 12, 256), torch.arange(3)[None]
    changed = packed.clone()
    changed[:, 2] += 1
    with torch.no_grad():
        difference = model.dit.predict(changed, sigma, slots, steps) - model.dit.predict(packed, sigma, slots, steps)
    assert difference[:, 0].abs().max() > 1e-6


def test_trimmed_padding_gives_the_same_slots() -> None:
    encoder = tiny_model().text.eval()
    pieces = torch.tensor([[3, 4, 0, 0, 0, 0, 0, 0], [5, 6, 7, 0, 0, 0, 0, 0]])
    with torch.no_grad():
        torch.testing.assert_close(encoder(text.trim(pieces)), encoder(pieces))


def test_a_perfect_prediction_has_no_loss_and_given_steps_do_not_count() -> None:
    data = torch.randn(2, 3, 4, 2, 2)
    sigma = torch.tensor([[0.5, 0.5, 0.5], [0.0, 0.9, 0.9]])
    weight = torch.ones_like(data)
    assert flow.velocity_loss(data, data, sigma, weight) == 0
    wrong = data.clone()
    wrong[1, 0] += 5
    assert flow.velocity_loss(wrong, data, sigma, weight) == 0
    wrong[0, 0] += 1
    assert flow.velocity_loss(wrong, data, sigma, weight) > 0


def test_the_solver_reverses_the_mixing_of_training() -> None:
    data, noise = torch.randn(1, 2, 4, 2, 2), torch.randn(1, 2, 4, 2, 2)
    halfway = flow.mix(data, noise, torch.full((1, 2), 0.5)).numpy()
    found = sample(lambda x, sigma: data.numpy(), halfway, np.array([0.5, 0.25, 0.0], np.float32))
    np.testing.assert_allclose(found, data.numpy(), atol=1e-6)
    assert list(sigmas(4, 3.0)) == sorted(sigmas(4, 3.0), reverse=True)


def test_latents_are_normalised_and_pictures_keep_their_size() -> None:
    model = vae.Autoencoder(vae.SIZES["tiny"])
    pictures = torch.rand(4, 3, 32, 48) * 2 - 1
    latents = model.train().encode(pictures)
    assert latents.shape == (4, 8, 4, 6)
    assert latents.mean().abs() < 1e-3
    assert 0.9 < latents.std() < 1.1
    assert model.decode(latents).shape == pictures.shape
    assert train_vae.reconstruction_loss(pictures, pictures) == 0


def test_checkpoints_are_cut_into_shards_and_come_back_whole(tmp_path, monkeypatch) -> None:
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
