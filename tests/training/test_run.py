"""A whole training run on a folder of somebody's own clips, at toy size: from video files to a generated clip."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("torch")

from video01.engines.small import SmallEngine
from video01.generation import GenerationRequest
from video01.memory import Memory

ROOT = Path(__file__).parents[2]
CLIPS = 4


def write_clips(folder: Path) -> None:
    """A square that moves right over a coloured ground, with two captions each."""
    folder.mkdir()
    for clip in range(CLIPS):
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
    write_clips(out / "films")
    source = ["--source", f"folder:{out / 'films'}", "--workers", 1]
    run("prepare", "pictures", *source, "--out", out / "pictures")
    run("prepare", "clips", *source, "--count", 8, "--out", out / "clips")
    run("remember", "--pictures", out / "pictures", "--out", out / "memory", "--components", 40)
    text = ["--captions", out / "clips", "--out", out / "text", "--length", 16, "--threads", 1]
    run("train_text", *text, "--batch", 4, "--minutes", 0.01)
    return out


def test_a_folder_becomes_pictures_and_tokens(trained: Path) -> None:
    for kind, shape in (("strip", (CLIPS, 320, 1024, 4)), ("canvas", (1, 256, 256, 4))):
        assert np.load(trained / "pictures" / f"{kind}.npy").shape == shape
        assert len(np.load(trained / "pictures" / f"{kind}_codes.npy")) == shape[0]
    stands = np.load(trained / "pictures" / "strip_stands.npy")
    np.testing.assert_allclose(stands, np.tile([0, 1, 0, 0, 0, 0, 0, 0.55], (CLIPS, 1)), atol=1e-6)
    assert (np.load(trained / "pictures" / "strip_groups.npy") == -1).all()
    assert json.loads((trained / "pictures" / "strip.json").read_text()) == [f"clip{n}.mp4" for n in range(CLIPS)]
    with np.load(trained / "clips" / "00000.npz") as shard:
        assert len(shard["tokens"]) == 8
        assert len(shard["classes"]) == len(shard["commands"]) == 16
    captions = json.loads((trained / "clips" / "00000.json").read_text())
    assert captions[5] == ["a white square moves right", "square number 1"]


def test_training_on_a_folder_resumes_and_exports(trained: Path) -> None:
    dit = ["--clips", trained / "clips", "--text", trained / "text", "--out", trained / "dit", "--size", "tiny"]
    run("train_dit", *dit, "--minutes", 0.02, "--batch", 4, "--threads", 1)
    first = json.loads((trained / "dit" / "checkpoint.json").read_text())
    run("train_dit", *dit, "--minutes", 0.01, "--batch", 2, "--threads", 1)
    second = json.loads((trained / "dit" / "checkpoint.json").read_text())
    assert second["step"] > first["step"] > 0
    assert second["statistics"] == first["statistics"]
    assert all(file.stat().st_size <= 15 * 2**20 for file in trained.rglob("*.safetensors"))
    parts = [f"--{name}={trained / name}" for name in ("memory", "dit", "text")]
    report = run("export", *parts, "--steps", 2, "--out", trained / "weights").splitlines()
    assert [line.split(":")[0] for line in report] == ["text", "dit"]
    for line in report:  # single precision on both sides
        assert float(line.rsplit(" ", 1)[1]) < 5e-3, line
    assert_films_are_remembered(trained)
    assert_engine_draws(SmallEngine(trained / "weights"))
    assert_sheet_is_drawn(trained)


def assert_films_are_remembered(trained: Path) -> None:
    """Each film's code recalls its own backdrop, nearly as it was."""
    memory = Memory(trained / "weights")
    codes, pictures = (np.load(trained / "pictures" / f"{name}.npy") for name in ("strip_codes", "strip"))
    found = [memory.recall("strip", code) for code in codes]
    assert [one.number for one in found] == list(range(CLIPS))
    for one, picture in zip(found, pictures, strict=True):
        assert np.abs(one.picture.astype(int) - picture).mean() < 3


def assert_engine_draws(engine: SmallEngine) -> None:
    steps: list[tuple[int, int]] = []
    request = GenerationRequest(prompt="a white square", seed=1, duration=0.4, size=(192, 128))
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
    assert cv2.imread(str(trained / "sheet.jpg")).shape == (18 + 144, 5 * 256, 3)
