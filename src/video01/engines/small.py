"""The shipped model on a CPU through OpenVINO: words and maybe a picture to frames.

The network makes 49 small frames for any duration; classical methods bring them to the size and rate that was asked
for: optical flow in time, cubic interpolation in space. Letters: C latent channels, F latent frames, h, w latents down
and across.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import openvino as ov
from numpy.typing import NDArray

from video01.engines import Footage, OnStep
from video01.engines.native import native_size, resample, to_native
from video01.errors import ModelUnavailable
from video01.generation import DEFAULT_SIZE, FPS, GenerationRequest
from video01.media import fit_size, read_image
from video01.sampling import Array, guided, sample, sigmas
from video01.tokenizer import Tokenizer

WEIGHTS = Path(str(files("video01") / "weights"))
FRAMES_A_CHUNK = 8  # decoded at once
HALF_PRECISION = {"BF16"}  # as OpenVINO names what the processor does natively


class SmallEngine:
    """Loads the graphs once; `generate` may then be called any number of times."""

    name = "small"

    def __init__(self, weights: Path = WEIGHTS, precision: str | None = None) -> None:
        if not (weights / "config.json").exists():
            raise ModelUnavailable(f"the model's weights are missing: expected config.json and *.xml in {weights}")
        self.config: dict[str, Any] = json.loads((weights / "config.json").read_text())
        self.tokenizer = Tokenizer.load(weights / "tokenizer.json")
        core = ov.Core()
        self.precision = precision or native_precision(core)
        options = {"INFERENCE_PRECISION_HINT": self.precision, "PERFORMANCE_HINT": "LATENCY"}
        self._graph = {
            name: partial(_run, core.compile_model(weights / f"{name}.xml", "CPU", options))
            for name in ("text", "dit", "encoder", "decoder")
        }

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        picture = read_image(request.first_frame) if request.first_frame is not None else None
        width, height = request.size or (
            fit_size(picture.shape[1], picture.shape[0]) if picture is not None else DEFAULT_SIZE
        )
        timings: dict[str, float] = {}
        started = time.perf_counter()
        slots = self._slots(request)
        timings["text"] = time.perf_counter() - started
        columns, rows = native_size(width, height, self.config["patch"] * self.config["downsampling"])
        given = to_native(picture, columns, rows) if picture is not None else None
        started = time.perf_counter()
        latents = self._denoise(request, slots, given, (rows, columns), on_step)
        timings["denoise"] = time.perf_counter() - started
        num_frames = max(1, round(request.duration * FPS))
        native = self._decode(latents, given, timings)
        return Footage(
            width=width,
            height=height,
            fps=FPS,
            num_frames=num_frames,
            chunks=resample(native, self.config["num_frames"], num_frames, width, height),
            timings=timings,
        )

    def _slots(self, request: GenerationRequest) -> Array:
        """What to show and what to lead away from: (2, S, D)."""
        texts = (request.prompt, request.negative_prompt)
        pieces = np.array([self.tokenizer.encode(text, self.config["text_length"]) for text in texts], np.int64)
        return self._graph["text"](pieces=pieces)

    def _denoise(
        self, request: GenerationRequest, slots: Array, given: Array | None, size: tuple[int, int], on_step: OnStep
    ) -> Array:
        """Noise to latents (1, C, F, h, w); `given` is the first frame (1, 3, H, W) that stays as it is."""
        config = self.config
        scale = config["guidance_scale"] if request.guidance_scale is None else request.guidance_scale
        steps = 1 + (config["num_frames"] - 1) // config["chunk"]
        first = self._graph["encoder"](pictures=given)[:, :, None] if given is not None else None  # (1, C, 1, h, w)
        shape = (1, config["latent_channels"], config["num_frames"], *(side // config["downsampling"] for side in size))
        noise = np.random.default_rng(request.seed).standard_normal(shape, np.float32)

        def denoise(latents: Array, sigma: float) -> Array:
            noisy = np.full((2, steps), sigma, np.float32)
            if first is not None:
                latents, noisy[:, 0] = np.concatenate([first, latents[:, :, 1:]], 2), 0.0
            both = self._graph["dit"](
                latents=np.repeat(latents, 2, 0), sigma=noisy, slots=slots, steps=np.tile(np.arange(steps), (2, 1))
            )
            clean = guided(both[:1], both[1:], scale)
            return clean if first is None else np.concatenate([first, clean[:, :, 1:]], 2)

        times = sigmas(request.num_inference_steps or config["num_inference_steps"], config["flow_shift"])
        return sample(denoise, noise, times, on_step)

    def _decode(self, latents: Array, given: Array | None, timings: dict[str, float]) -> Iterator[NDArray[np.uint8]]:
        """Latents (1, C, F, h, w) to frames (n, H, W, 3), a few at a time; a given first frame stays itself."""
        timings["decode"] = 0.0
        frames = latents[0].transpose(1, 0, 2, 3)  # (F, C, h, w)
        for start in range(0, len(frames), FRAMES_A_CHUNK):
            began = time.perf_counter()
            pictures = self._graph["decoder"](latents=np.ascontiguousarray(frames[start : start + FRAMES_A_CHUNK]))
            if given is not None and start == 0:
                pictures = _with_detail(pictures, given)
            chunk = np.clip(pictures.transpose(0, 2, 3, 1) * 127.5 + 127.5, 0, 255).astype(np.uint8)
            timings["decode"] += time.perf_counter() - began
            yield chunk


def native_precision(core: ov.Core) -> str:
    """`bf16` where the processor multiplies it natively, else `f32`: emulated halves are several times slower."""
    capabilities = set(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"))
    return "bf16" if HALF_PRECISION & capabilities else "f32"


def _with_detail(pictures: Array, given: Array) -> Array:
    """What the autoencoder lost of the given picture comes back, fading out over the first frames."""
    fade = np.linspace(1.0, 0.0, len(pictures), dtype=np.float32)[:, None, None, None]
    restored: Array = pictures + fade * (given - pictures[:1])
    return restored


def _run(graph: ov.CompiledModel, **inputs: NDArray[Any]) -> Array:
    answer: Array = graph(inputs)[0]
    return answer
