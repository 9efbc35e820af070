"""How long a clip takes with the shipped model, stage by stage, and what the same denoising costs in torch.

The whole: `video01 generate` in a process of its own, from the command to the file: 6 s, 1280x720, 25 frames a second.
The comparison: the engine as it is, and with torch in the place of its transformer's graph. Time does not depend on
the values of weights, so without --checkpoint an untrained model of the same shape stands in.

    python benchmarks/generate.py [--checkpoint training/out/dit] [--quick]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.report import tell
from training.dit import SIZES
from training.export import AllLayers
from training.model import TextToVideo
from training.text import TextConfig
from training.train_dit import load_model
from video01.engines.small import WEIGHTS, SmallEngine
from video01.generation import GenerationRequest

PROMPT = "A red fox runs through a snowy forest at sunset. [Truck right]"
STAGES = {  # as the command names them -> as they are told
    "start": "start: imports and model",
    "text": "text",
    "denoise": "denoise",
    "decode": "decode",
    "composite": "composite",
    "encode": "encode (beside composite)",
}
Graph = Callable[[dict[str, NDArray[Any]]], dict[str, NDArray[np.float32]]]  # as OpenVINO's compiled models are called


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, help="of training.train_dit")
    parser.add_argument("--quick", action="store_true", help="a short clip of two steps: only to see that this works")
    options = parser.parse_args()
    warnings.filterwarnings("ignore", message="Mismatch dtype")  # torch on its own autocast
    if not (WEIGHTS / "config.json").exists():
        sys.exit(f"the model's weights are not in {WEIGHTS}: training/export.py puts them there")
    duration, steps, runs = (0.4, 2, 1) if options.quick else (6.0, None, 3)
    whole = measure_command(duration, steps, runs=runs)
    denoise = compare(torch_model(options.checkpoint), steps, runs=runs)
    figures = {"duration": duration, "command": whole, "denoise": denoise}
    tell("generate-quick" if options.quick else "generate", rows(whole, denoise), figures)


def measure_command(duration: float, steps: int | None, *, runs: int) -> dict[str, float]:
    """Seconds of each stage and of the whole, the median of some runs; the peak of resident memory in MiB."""
    found = [_once(duration, steps) for _ in range(runs)]
    medians = {name: statistics.median(run[name] for run in found) for name in found[0]}
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    steps = steps or json.loads((WEIGHTS / "config.json").read_text())["num_inference_steps"]
    return {**medians, "steps": steps, "denoise_per_step": medians["denoise"] / steps, "peak_mib": peak}


def _once(duration: float, steps: int | None) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).with_name("video01")), "generate", PROMPT, "--seed", "0", "--json"]
        command += ["--duration", str(duration), *(["--steps", str(steps)] if steps else [])]
        environment = os.environ | {"VIDEO01_ENGINE": "small", "VIDEO01_HOME": folder}
        began = time.perf_counter()
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        wall = time.perf_counter() - began
    if done.returncode != 0:
        sys.exit(done.stderr.decode())
    timings: dict[str, float] = json.loads(done.stdout)["timings"]
    return {stage: timings[stage] for stage in STAGES} | {"wall": wall}


def torch_model(checkpoint: Path | None) -> TextToVideo:
    """The trained model, or an untrained one of the size that the shipped weights have."""
    if checkpoint is not None:
        return load_model(checkpoint)
    numbers = (WEIGHTS / "dit.bin").stat().st_size / 2
    text = TextConfig(vocabulary=64)
    models = [TextToVideo(text, config) for config in SIZES.values()]
    nearest = min(models, key=lambda model: abs(sum(p.numel() for p in model.dit.parameters()) - numbers))
    return nearest.eval().requires_grad_(False)


def torch_graph(model: TextToVideo, *, half: bool) -> Graph:
    """The transformer in eager torch, called as OpenVINO's graph is."""
    layers = AllLayers(model.dit)

    @torch.inference_mode()
    def run(inputs: dict[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            answers = layers(*(torch.from_numpy(array) for array in inputs.values()))
        return {str(number): answer.float().numpy() for number, answer in enumerate(answers)}

    return run


def compare(model: TextToVideo, steps: int | None, *, runs: int) -> dict[str, dict[str, float]]:
    """Seconds a denoising step of each way, the median of some runs taken in turns, and its ratio to the engine's."""
    engine = SmallEngine()
    ways = {f"openvino {engine.precision}": engine, "openvino f32": SmallEngine(precision="f32")}
    for name, half in (("torch fp32", False), ("torch bf16 autocast", True)):
        ways[name] = SmallEngine()
        ways[name]._graphs["dit"] = torch_graph(model, half=half)
    for way in ways.values():
        _seconds_a_step(way, 1)
    found = [{name: _seconds_a_step(way, steps) for name, way in ways.items()} for _ in range(runs)]
    medians = {name: statistics.median(run[name] for run in found) for name in ways}
    ours = medians[f"openvino {engine.precision}"]
    return {name: {"seconds_a_step": seconds, "ratio": seconds / ours} for name, seconds in medians.items()}


def _seconds_a_step(engine: SmallEngine, steps: int | None) -> float:
    told: list[int] = []
    request = GenerationRequest(prompt=PROMPT, seed=0, num_inference_steps=steps)
    footage = engine.generate(request, lambda done, total: told.append(done))
    return footage.timings["denoise"] / len(told)


def rows(whole: dict[str, float], denoise: dict[str, dict[str, float]]) -> list[tuple[str, str]]:
    """The table: the command's stages, then the ways to denoise."""
    stages = [(label, f"{whole[stage]:7.3f} s") for stage, label in STAGES.items()]
    step = f"{whole['denoise_per_step'] * 1e3:7.1f} ms ({whole['steps']} steps)"
    total = [("command to file", f"{whole['wall']:7.3f} s"), ("peak memory", f"{whole['peak_mib']:7.0f} MiB")]
    ways = [
        (f"denoise step, {name}", f"{way['seconds_a_step'] * 1e3:7.1f} ms  {way['ratio']:5.2f} x")
        for name, way in denoise.items()
    ]
    return [*stages[:3], ("denoise per step", step), *stages[3:], *total, *ways]


if __name__ == "__main__":
    main()
