"""A whole training run on a folder of somebody's own clips, at toy size: from video files to a generated clip."""

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from video01.engines.small import SmallEngine
from video01.generation import GenerationRequest

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
    """Everything up to the transformer."""
    out = tmp_path_factory.mktemp("training")
    write_clips(out / "clips", 4)
    source = ["--source", f"folder:{out / 'clips'}"]
    run("prepare", "pictures", *source, "--count", 64, "--out", out / "pictures")
    vae = ["--pictures", out / "pictures", "--out", out / "vae", "--size", "tiny", "--threads", 1]
    run("train_vae", *vae, "--crop", 64, "--batch", 4, "--minutes", 0.04)
    run("train_text", *source, "--out", out / "text", "--examples", 4, "--length", 16, "--threads", 1)
    run("prepare", "latents", *source, "--count", 64, "--out", out / "latents", "--vae", out / "vae")
    return out


def test_training_on_a_folder_resumes_and_exports(trained: Path) -> None:
    data = ["--latents", trained / "latents", "--text", trained / "text", "--size", "tiny"]
    run("train_prior", *data, "--out", trained / "prior", "--minutes", 0.02, "--batch", 4, "--threads", 1)
    dit = [*data, "--prior", trained / "prior", "--out", trained / "dit"]
    run("train_dit", *dit, "--minutes", 0.04, "--batch", 4, "--threads", 1)
    first = json.loads((trained / "dit" / "checkpoint.json").read_text())
    run("train_dit", *dit, "--minutes", 0.04, "--batch", 2, "--threads", 1)
    second = json.loads((trained / "dit" / "checkpoint.json").read_text())
    assert second["step"] > first["step"] > 0
    assert second["statistics"] == first["statistics"]
    assert all(file.stat().st_size <= 15 * 2**20 for file in trained.rglob("*.safetensors"))
    parts = ["--vae", trained / "vae", "--dit", trained / "dit", "--text", trained / "text"]
    report = run("export", *parts, "--out", trained / "weights").splitlines()
    assert [line.split(":")[0] for line in report] == ["text", "prior", "dit", "encoder", "decoder"]
    for line in report:  # half-precision weights against single precision: a few parts in a thousand
        assert float(line.rsplit(" ", 1)[1]) < 5e-3, line
    assert_engine_draws(SmallEngine(trained / "weights"))
    assert_sheet_is_drawn(trained)


def assert_engine_draws(engine: SmallEngine) -> None:
    steps: list[tuple[int, int]] = []
    request = GenerationRequest(prompt="a white square", seed=1, duration=0.4, num_inference_steps=2, size=(192, 128))
    footage = engine.generate(request, lambda done, total: steps.append((done, total)))
    frames = np.concatenate(list(footage.chunks))
    assert frames.shape == (10, 128, 192, 3)
    assert steps == [(1, 2), (2, 2)]
    assert set(footage.timings) == {"text", "denoise", "decode", "composite"}
    again = np.concatenate(list(engine.generate(request, lambda done, total: None).chunks))
    np.testing.assert_array_equal(frames, again)


def assert_sheet_is_drawn(trained: Path) -> None:
    (trained / "prompts.txt").write_text("a white square moves right\n")
    arguments = ["--weights", trained / "weights", "--prompts", trained / "prompts.txt", "--steps", 1]
    run("sample", *arguments, "--out", trained / "sheet.jpg")
    assert cv2.imread(str(trained / "sheet.jpg")).shape == (18 + 176, 5 * 320, 3)
