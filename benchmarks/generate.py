"""How long a clip takes with the shipped model, stage by stage, and what its graphs cost in torch and ONNX Runtime.

The whole: `video01 generate` in a process of its own, from the command to the file: 6 s, 1280x720, 25 frames a second;
with nothing in the cache of compiled graphs and with everything there; clips of 2, 6 and 10 s. And 60 s, more than a
request may ask for, to see that memory does not grow.
The comparison: the text encoder and the transformer with the same weights in OpenVINO, eager torch and, where it is
installed, ONNX Runtime, in turns in one process. Without --checkpoint an untrained model of the shipped one's shape
stands in: time does not depend on the values of weights.

    python benchmarks/generate.py [--checkpoint training/out/dit] [--quick]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.report import tell
from training.dit import SIZES
from training.export import export, parts
from training.model import TextToVideo
from training.text import TextConfig
from training.train_dit import load_model
from video01.engines.small import WEIGHTS, SmallEngine, native_precision
from video01.generation import FPS, GenerationRequest
from video01.tokenizer import Tokenizer

import openvino as ov  # isort: skip - after the engine has switched off its telemetry

PROMPT = "A red fox runs through a snowy forest at sunset. [Truck right]"
DURATION = 6.0  # seconds, the default
DURATIONS = (2.0, 6.0, 10.0)
LONG = 60.0
MAKE_LONG = """
import sys
from pathlib import Path
from video01.engines.small import SmallEngine
from video01.generation import GenerationRequest
from video01.make import make_video
request = GenerationRequest(prompt=sys.argv[1], seed=0, duration=float(sys.argv[2]))
make_video(request, engine=SmallEngine(), video=Path("v.mp4"), poster=Path("v.jpg"), emit=lambda event: None)
"""
STAGES = {  # as the command names them -> as they are told
    "start": "start: imports and model",
    "text": "text",
    "denoise": "denoise",
    "decode": "decode: pictures out of memory",
    "enlarge": "enlarge pictures",
    "composite": "composite",
    "encode": "encode (beside composite)",
    "total": "command to file",
}
OPSET = 17  # of ONNX
Floats = NDArray[np.float32]
Call = Callable[[], Floats]  # one pass of a graph over fixed inputs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, help="of training.train_dit")
    parser.add_argument("--quick", action="store_true", help="short clips of two steps: only to see that this works")
    options = parser.parse_args()
    warnings.filterwarnings("ignore", message="Mismatch dtype")  # torch on its own autocast
    if not (WEIGHTS / "config.json").exists():
        sys.exit(f"the model's weights are not in {WEIGHTS}: training/export.py puts them there")
    runs, scale, steps = (1, 0.1, 2) if options.quick else (3, 1.0, None)
    command = measure_command(runs, scale, steps)
    graphs = compare(the_model(options.checkpoint), rounds=3 if options.quick else 21)
    precisions = both_precisions(runs, steps)
    figures: dict[str, object] = {"command": command, "graphs": graphs, "precisions": precisions}
    rows = [*rows_of_command(command), *rows_of_graphs(graphs), *rows_of_precisions(precisions)]
    tell("generate-quick" if options.quick else "generate", rows, figures)


# The command


def measure_command(runs: int, scale: float, steps: int | None) -> dict[str, Any]:
    """Seconds of each stage, the median of some runs, and peak memory in MiB: without a cache, and by duration."""
    cold = [_once(None, scale * DURATION, steps) for _ in range(runs)]
    with tempfile.TemporaryDirectory() as home:
        _once(home, scale * DURATIONS[0], steps)  # fills the cache
        long = _used([sys.executable, "-c", MAKE_LONG, PROMPT, str(scale * LONG)], home)[1]
        turns = [{duration: _once(home, scale * duration, steps) for duration in DURATIONS} for _ in range(runs)]
    warm = {duration: _medians([turn[duration] for turn in turns]) for duration in DURATIONS}
    shortest, usual, longest = (warm[duration]["total"] for duration in DURATIONS)
    return {
        "steps": steps or json.loads((WEIGHTS / "config.json").read_text())["num_inference_steps"],
        "without_cache": _medians(cold),
        "with_cache": warm[DURATION],
        "total_by_duration": {str(duration): run["total"] for duration, run in warm.items()},
        "peak_by_duration": {str(duration): run["peak_mib"] for duration, run in (warm | {LONG: long}).items()},
        "long": long,
        "seconds_for_a_second": (longest - shortest) / (DURATIONS[-1] - DURATIONS[0]) / scale,
        "off_the_line": usual / ((longest + shortest) / 2) - 1,  # of the middle one: 0 where time grows evenly
    }


def _medians(found: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in found) for name in found[0]}


def _once(home: str | None, duration: float, steps: int | None) -> dict[str, float]:
    """One clip by a command of its own, which keeps its cache in `home`, or has none."""
    command = [sys.executable, "-m", "video01", "generate", PROMPT, "--seed", "0", "--json"]
    command += ["--duration", str(duration), *(["--steps", str(steps)] if steps else [])]
    answer, used = _used(command, home)
    timings: dict[str, float] = json.loads(answer)["timings"]
    return {stage: timings[stage] for stage in STAGES} | used


def _used(command: list[str], home: str | None) -> tuple[bytes, dict[str, float]]:
    """What a command answered, and the seconds and MiB that it took."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"VIDEO01_ENGINE": "small", "VIDEO01_HOME": home or folder}
        out, errors = Path(folder) / "answer.json", Path(folder) / "errors.txt"
        with out.open("wb") as answer, errors.open("wb") as complaint:
            began = time.perf_counter()
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=answer, stderr=complaint)
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(errors.read_text())
        peak = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        return out.read_bytes(), {"processor": used.ru_utime + used.ru_stime, "wall": wall, "peak_mib": peak}


def rows_of_command(command: dict[str, Any]) -> list[tuple[str, str]]:
    usual, cold, steps = command["with_cache"], command["without_cache"], command["steps"]
    rows = [(label, f"{usual[stage]:8.3f} s") for stage, label in STAGES.items()]
    rows.insert(3, ("denoise, each step", f"{usual['denoise'] / steps * 1e3:8.1f} ms ({steps} steps)"))
    rows += [
        ("processor time", f"{usual['processor']:8.3f} s"),
        ("peak memory", f"{usual['peak_mib']:8.0f} MiB"),
        ("start without a cache", f"{cold['start']:8.3f} s (command to file {cold['total']:.3f} s)"),
    ]
    for duration, seconds in command["total_by_duration"].items():
        peak = command["peak_by_duration"][duration]
        rows.append((f"a clip of {float(duration):g} s", f"{seconds:8.3f} s, peak memory {peak:.0f} MiB"))
    long = command["long"]
    rows.append((f"a clip of {LONG:g} s", f"{long['wall']:8.3f} s, peak memory {long['peak_mib']:.0f} MiB"))
    growth = f"{command['seconds_for_a_second']:8.3f} s (the middle one is {command['off_the_line']:+.1%} off the line)"
    return [*rows, ("each second of video", growth)]


# The graphs


def the_model(checkpoint: Path | None) -> TextToVideo:
    """The trained model, or an untrained one of the shape that the shipped weights have; both as they are stored."""
    if checkpoint is not None:
        return load_model(checkpoint).half().float()
    length = int(json.loads((WEIGHTS / "config.json").read_text())["text_length"])
    text = TextConfig(vocabulary=len(Tokenizer.load(WEIGHTS / "tokenizer.json")), length=length)
    numbers = (WEIGHTS / "dit.bin").stat().st_size / 2
    models = [TextToVideo(text, config) for config in SIZES.values()]
    nearest = min(models, key=lambda model: abs(sum(p.numel() for p in model.dit.parameters()) - numbers))
    return nearest.eval().requires_grad_(False).half().float()


def compare(model: TextToVideo, rounds: int) -> dict[str, dict[str, dict[str, float]]]:
    """Graph -> way -> seconds of one pass (the fastest of passes taken in turns: what else runs on the machine only
    slows), the ratio to the engine's own way, and the relative difference to torch in single precision."""
    torch.manual_seed(0)
    examples = parts(model)
    with tempfile.TemporaryDirectory() as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the tracer on Python numbers
            export(model, Path(folder), {}, WEIGHTS / "tokenizer.json")
        return {name: _compared(ways_of(name, *examples[name], Path(folder)), rounds) for name in examples}


def ways_of(name: str, module: torch.nn.Module, inputs: dict[str, torch.Tensor], folder: Path) -> dict[str, Call]:
    """All ways to pass fixed inputs through one graph; the engine's own comes first."""
    core = ov.Core()
    arrays = {label: tensor.numpy() for label, tensor in inputs.items()}
    precisions = dict.fromkeys((native_precision(core), "f32"))
    ways = {f"openvino {p}": openvino_call(core, folder / f"{name}.xml", arrays, p) for p in precisions}
    ways["torch fp32"] = torch_call(module, inputs, half=False)
    ways["torch bf16 autocast"] = torch_call(module, inputs, half=True)
    if find_spec("onnxruntime") is not None:
        ways["onnxruntime fp32"] = onnx_call(module, inputs, folder / f"{name}.onnx")
    return ways


def openvino_call(core: Any, path: Path, arrays: dict[str, NDArray[Any]], precision: str) -> Call:
    options = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}  # as the engine compiles
    graph = core.compile_model(path, "CPU", options)
    return lambda: np.asarray(graph(arrays)[0], np.float32)


def torch_call(module: torch.nn.Module, inputs: dict[str, torch.Tensor], *, half: bool) -> Call:
    """Eager torch."""

    @torch.inference_mode()
    def call() -> Floats:
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            return np.asarray(module(*inputs.values()).float().numpy())

    return call


def onnx_call(module: torch.nn.Module, inputs: dict[str, torch.Tensor], path: Path) -> Call:
    onnxruntime = import_module("onnxruntime")  # only where it is installed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the exporter on itself
        torch.onnx.register_custom_op_symbolic("aten::rms_norm", _rms_norm, OPSET)  # type: ignore[attr-defined]
        torch.onnx.export(
            module, tuple(inputs.values()), str(path), input_names=list(inputs), dynamo=False, opset_version=OPSET
        )
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    arrays = {label: tensor.numpy() for label, tensor in inputs.items()}
    return lambda: np.asarray(session.run(None, arrays)[0], np.float32)


def _rms_norm(graph: Any, x: Any, _shape: Any, weight: Any, _epsilon: Any) -> Any:
    """The root-mean-square norm, which this exporter does not know, from operators that it does."""
    mean = graph.op("ReduceMean", graph.op("Mul", x, x), axes_i=[-1])
    epsilon = graph.op("Constant", value_t=torch.tensor(torch.finfo(torch.float32).eps))
    normed = graph.op("Div", x, graph.op("Sqrt", graph.op("Add", mean, epsilon)))
    return normed if weight.node().mustBeNone() else graph.op("Mul", normed, weight)


def _compared(ways: dict[str, Call], rounds: int) -> dict[str, dict[str, float]]:
    exact = ways["torch fp32"]()
    away = {name: float(np.linalg.norm(call() - exact) / np.linalg.norm(exact)) for name, call in ways.items()}
    found = [{name: _seconds(call) for name, call in ways.items()} for _ in range(rounds)]
    fastest = {name: min(run[name] for run in found) for name in ways}
    ours = next(iter(fastest.values()))
    return {name: {"seconds": fastest[name], "ratio": fastest[name] / ours, "difference": away[name]} for name in ways}


def _seconds(call: Call) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def rows_of_graphs(graphs: dict[str, dict[str, dict[str, float]]]) -> list[tuple[str, str]]:
    return [
        (
            f"{name}, {way}",
            f"{one['seconds'] * 1e3:8.1f} ms {one['ratio']:6.2f} x   {one['difference']:.1e} from torch fp32",
        )
        for name, ways in graphs.items()
        for way, one in ways.items()
    ]


# Precisions: what a processor does that multiplies no halves


def both_precisions(runs: int, steps: int | None) -> dict[str, Any]:
    """Seconds to denoise in the processor's own precision and in single precision, and how alike their clips are."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["VIDEO01_HOME"] = home
        own = native_precision(ov.Core())
        engines = {precision: SmallEngine(precision=precision) for precision in dict.fromkeys((own, "f32"))}
        for engine in engines.values():
            _drawn(engine, steps)
        drawn = [{name: _drawn(engine, steps) for name, engine in engines.items()} for _ in range(runs)]
    seconds = {name: statistics.median(run[name][0] for run in drawn) for name in engines}
    frames = [drawn[0][name][1].astype(np.float32) for name in (own, "f32")]
    error = float(np.square(frames[0] - frames[1]).mean())
    return {
        "own": own,
        "denoise": seconds,
        "ratio": seconds["f32"] / seconds[own],
        "decibels": float(10 * np.log10(255**2 / max(error, 1e-3))),
    }


def _drawn(engine: SmallEngine, steps: int | None) -> tuple[float, NDArray[np.uint8]]:
    """Seconds of denoising, and a short clip at a small size."""
    request = GenerationRequest(
        prompt=PROMPT, seed=0, num_inference_steps=steps, duration=8 / FPS, size=(320, 192), optimize_prompt=False
    )
    footage = engine.generate(request, lambda done, total: None)
    frames = np.concatenate(list(footage.chunks))
    return footage.timings["denoise"], frames


def rows_of_precisions(precisions: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [(f"denoise, engine in {name}", f"{seconds:8.3f} s") for name, seconds in precisions["denoise"].items()]
    likeness = f"{precisions['ratio']:8.2f} x the time; frames {precisions['decibels']:.1f} dB alike"
    return [*rows, (f"f32 beside {precisions['own']}", likeness)]


if __name__ == "__main__":
    main()
