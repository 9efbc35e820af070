"""The noise schedule and the solver, with a denoiser that knows the answer."""

from __future__ import annotations

import numpy as np
import pytest

from video01.sampling import Array, guided, sample, sigmas, velocity

RNG = np.random.default_rng(0)
DATA = RNG.standard_normal((1, 40), np.float32)
NOISE = RNG.standard_normal((1, 40), np.float32)


@pytest.mark.parametrize("shift", [1.0, 2.0, 5.0])
@pytest.mark.parametrize("steps", [1, 2, 16, 50])
def test_the_schedule_falls_from_noise_to_data(steps: int, shift: float) -> None:
    times = sigmas(steps, shift)
    assert times.shape == (steps + 1,)
    assert (times[0], times[-1]) == (1, 0)
    assert (np.diff(times) < 0).all()


def test_a_shift_stays_longer_in_noise() -> None:
    np.testing.assert_allclose(sigmas(4), [1, 0.75, 0.5, 0.25, 0])
    assert (sigmas(4, 3.0)[1:-1] > sigmas(4)[1:-1]).all()
    assert sigmas(2, 3.0)[1] == pytest.approx(0.75)


@pytest.mark.parametrize("steps", [1, 2, 10])
def test_an_oracle_leads_to_the_data(steps: int) -> None:
    np.testing.assert_allclose(sample(lambda x, sigma: DATA, NOISE, sigmas(steps, 2.0)), DATA, atol=1e-6)


def test_the_way_is_straight_for_an_oracle() -> None:
    seen: list[tuple[Array, float]] = []

    def oracle(x: Array, sigma: float) -> Array:
        seen.append((x, sigma))
        return DATA

    sample(oracle, NOISE, sigmas(5, 2.0))
    for x, sigma in seen:
        np.testing.assert_allclose(x, (1 - sigma) * DATA + sigma * NOISE, atol=1e-5)
        np.testing.assert_allclose(velocity(x, DATA, sigma), NOISE - DATA, atol=1e-4)


def test_every_step_is_told() -> None:
    told: list[tuple[int, int]] = []
    sample(lambda x, sigma: x, NOISE, sigmas(3), lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_what_a_listener_raises_stops_the_run() -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    calls: list[float] = []

    def denoise(x: Array, sigma: float) -> Array:
        calls.append(sigma)
        return x

    with pytest.raises(KeyboardInterrupt):
        sample(denoise, NOISE, sigmas(8), stop)
    assert len(calls) == 1


def test_guidance_leads_away_from_the_other() -> None:
    np.testing.assert_array_equal(guided(DATA, NOISE, 0.0), NOISE)
    np.testing.assert_allclose(guided(DATA, NOISE, 1.0), DATA, atol=1e-6)
    np.testing.assert_allclose(guided(DATA, NOISE, 3.0) - DATA, 2 * (DATA - NOISE), atol=1e-5)
