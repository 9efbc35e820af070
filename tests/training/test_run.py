"""A whole training run on a folder of somebody's own clips, at toy size: from video files to a generated clip."""

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("torch")
ROOT = Path(__file__).parents[2]


def write_clips(folder: Path, number: int) -> None:
    """A square that moves right over a coloured ground, with a caption."""
    folder.mkdir()
    for clip in range(number):
        writer = cv2.VideoWriter(str(folder / f"clip{clip}.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), 8, (128, 64))
        for frame in range(17):
            picture = np.full((64, 128, 3), (40 * clip, 90, 160), np.uint8)
            cv2.rectangle(picture, (4 * frame, 20), (4 * frame + 20, 40), (255, 255, 255), -1)
            writer.write(picture)
        writer.release()
        (folder / f"clip{clip}.txt").write_text(f"a white square moves right\nsquare number {clip}\n")


def run(module: str, *arguments: object) -> str:
    command = [sys.executable, "-m", f"training.{module}", *map(str, arguments)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=170, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("training")
    write_clips(out / "clips", 4)
    source = ["--source", f"folder:{out / 'clips'}"]
    run("prepare", "frames", *source, "--count", 256, "--out", out / "frames", "--width", 128, "--height", 64)
    vae = ["--frames", out / "frames", "--out", out / "vae", "--size", "tiny", "--crop", 64, "--minutes", 0.04]
    run("train_vae", *vae)
    run("train_text", *source, "--out", out / "text", "--examples", 4, "--length", 16)
    latents = ["--count", 32, "--out", out / "latents", "--vae", out / "vae", "--width", 128, "--height", 64]
    run("prepare", "latents", *source, *latents)
    return out


def test_training_on_a_folder_resumes_and_exports(trained: Path) -> None:
    dit = ["--latents", trained / "latents", "--text", trained / "text", "--out", trained / "dit", "--size", "tiny"]
    run("train_dit", *dit, "--minutes", 0.03, "--batch", 4, "--span", 1, "--threads", 1)
    first = json.loads((trained / "dit" / "checkpoint.json").read_text())["step"]
    run("train_dit", *dit, "--minutes", 0.05, "--batch", 2, "--span", 7, "--threads", 1)
    assert json.loads((trained / "dit" / "checkpoint.json").read_text())["step"] > first > 0
    assert all(file.stat().st_size <= 15 * 2**20 for file in trained.rglob("*.safetensors"))
    report = run(
        "export",
        "--vae",
        trained / "vae",
        "--dit",
        trained / "dit",
        "--text",
        trained / "text",
        "--out",
        trained / "weights",
    )
    for line in report.splitlines():  # half-precision weights against single precision: a few parts in a thousand
        assert float(line.rsplit(" ", 1)[1]) < 5e-3, line
    assert_engine_draws(trained / "weights")


def assert_engine_draws(weights: Path) -> None:
    from video01.engines.small import SmallEngine
    from video01.generation import GenerationRequest

    engine = SmallEngine(weights)
    steps: list[int] = []
    request = GenerationRequest(prompt="a white square", seed=1, duration=0.4, num_inference_steps=2, size=(192, 128))
    footage = engine.generate(request, lambda done, total: steps.append(done))
    frames = np.concatenate(list(footage.chunks))
    assert frames.shape == (10, 128, 192, 3)
    assert steps == [1, 2]
    again = np.concatenate(list(engine.generate(request, lambda done, total: None).chunks))
    np.testing.assert_array_equal(frames, again)
