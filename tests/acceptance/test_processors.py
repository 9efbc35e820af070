"""The shipped model on a processor without AVX-512, which an emulator stands in for. About half a minute."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.acceptance.commands import environment
from video01.engines.small import WEIGHTS, SmallEngine
from video01.generation import GenerationRequest

EMULATOR = shutil.which("qemu-x86_64") or shutil.which("qemu-x86_64-static")
REQUEST = GenerationRequest(
    prompt="a red fox runs to the right; forest, sunset, snow. [Truck right]",
    seed=3,
    duration=0.08,
    size=(160, 96),
    num_inference_steps=2,
)
PROGRAM = """
import sys
import numpy as np
from tests.acceptance.test_processors import REQUEST, drawn
from video01.engines.small import SmallEngine
engine = SmallEngine()
tokens, frames = drawn(engine)
np.savez(sys.argv[1], tokens=tokens, frames=frames, precision=engine.precision)
"""

pytestmark = pytest.mark.skipif(not WEIGHTS.is_dir(), reason=f"the model's weights are not in {WEIGHTS}")


def drawn(engine: SmallEngine) -> tuple[np.ndarray, np.ndarray]:
    """Tokens, and the frames that become of them."""
    tokens = engine.tokens(REQUEST, lambda done, total: None, {})
    return tokens, np.concatenate(list(engine.generate(REQUEST, lambda done, total: None).chunks))


@pytest.mark.timeout(900)  # seconds: every instruction is translated
@pytest.mark.skipif(
    EMULATOR is None or platform.machine() not in ("x86_64", "AMD64"),
    reason="needs qemu-x86_64 (Debian package qemu-user) on an x86-64 machine",
)
def test_a_processor_with_avx2_alone_draws_the_same(tmp_path: Path) -> None:
    assert EMULATOR is not None
    command = [EMULATOR, "-cpu", "Haswell", sys.executable, "-c", PROGRAM, str(tmp_path / "there.npz")]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        command, cwd=root, env=environment(tmp_path), capture_output=True, text=True, timeout=850, check=False
    )
    assert done.returncode == 0, done.stderr
    there = np.load(tmp_path / "there.npz")
    assert there["precision"] == "f32", "it has no halves of its own"
    engine = SmallEngine(precision="f32")
    tokens, frames = drawn(engine)
    scale = np.abs(tokens).max()
    assert np.abs(there["tokens"] - tokens).max() < 1e-3 * scale
    error = np.square(there["frames"].astype(float) - frames).mean()
    assert error < 0.5, "over 51 dB alike"
