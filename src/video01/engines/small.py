"""The shipped model on a CPU through OpenVINO: words to the tokens of a clip, tokens to layers, layers to frames.

The transformer draws tokens (`video01.tokens`) by diffusion; a token names its picture by a code, and the memory
recalls the picture nearest to it. The compositor makes frames of any size and rate of the layers. A picture that
somebody sends takes the scenery's place.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from video01.compositor import Compositor
from video01.cutout import Cutout, cut
from video01.engines import Footage, OnStep
from video01.engines.sketch import sketch
from video01.enlarge import enlarged
from video01.errors import ModelUnavailable
from video01.facts import canonical
from video01.figure_ground import FigureGround, Trust
from video01.framing import as_told, cast_with_picture, framed, with_pictures
from video01.generation import DEFAULT_SIZE, FPS, GenerationRequest
from video01.layers import Array, LayeredClip, Picture
from video01.media import cover, fit_size, read_image
from video01.memory import Memory
from video01.privacy import switch_off_telemetry
from video01.prompt.caption import read_caption
from video01.relief import relief_of
from video01.sampling import guided, sample, sigmas, waves
from video01.settings import Settings
from video01.steady import steadied
from video01.tokenizer import Tokenizer
from video01.tokens import TOKENS, WIDTH, decode

switch_off_telemetry()
import openvino as ov  # noqa: E402 - after its telemetry is off

WEIGHTS = Path(str(files("video01") / "weights"))
HALF_PRECISION = {"BF16"}  # as OpenVINO names what the processor does natively
GRAPHS = ("text", "dit")
CUTOUT = "cutout"  # made ready when somebody sends a picture
ENLARGE = "enlarge"  # a graph that weights may lack: interpolation stands in
RELIEF = "relief"  # likewise, made ready when somebody sends a picture: it is taken for open ground
FRAMES_A_CHUNK = 5


class SmallEngine:
    """Loads the graphs once; `generate` may then be called any number of times."""

    name = "small"

    def __init__(self, weights: Path = WEIGHTS, precision: str | None = None) -> None:
        if not (weights / "config.json").exists():
            raise ModelUnavailable(f"the model's weights are missing: expected config.json and *.xml in {weights}")
        self.config: dict[str, Any] = json.loads((weights / "config.json").read_text())
        self.tokenizer = Tokenizer.load(weights / "tokenizer.json")
        self.memory = Memory(weights)
        self._weights = weights
        self._core = core = ov.Core()
        self.precision = precision or native_precision(core)
        self._cache = Settings.from_environment().home / "cache"
        self._graphs = _compiled(core, weights, self.precision, self._cache)
        statistics = self.config["statistics"]
        self._mean, self._deviation = (np.array(statistics[name], np.float32) for name in ("mean", "deviation"))
        self._so_far: tuple[Array, tuple[int, int]] | None = None  # tokens, width and height: what `sketch` shows

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        timings: dict[str, float] = {}
        clip, width, height = self.layers(request, on_step, timings)
        num_frames = max(1, round(request.duration * FPS))
        return Footage(
            width=width,
            height=height,
            fps=FPS,
            num_frames=num_frames,
            chunks=_frames(Compositor(clip, width, height), num_frames, timings),
            timings=timings,
        )

    def layers(
        self, request: GenerationRequest, on_step: OnStep, timings: dict[str, float]
    ) -> tuple[LayeredClip, int, int]:
        """The clip as layers, and the width and height to draw it at; `timings` gets the seconds of each stage."""
        sent = [None if data is None else read_image(data) for data in (request.first_frame, request.last_frame)]
        given = next((picture for picture in sent if picture is not None), None)
        width, height = request.size or (DEFAULT_SIZE if given is None else fit_size(given.shape[1], given.shape[0]))
        first, last = (None if picture is None else cover(picture, (width, height)) for picture in sent)
        told = None if first is None else read_caption(request.prompt)
        cutout, mover = None, None
        if first is not None and told is not None:
            if last is None and cast_with_picture(told, moves=True)[1] is not None:
                cutout = _timed(timings, "cutout", self._cutout, first)
            told, mover = cast_with_picture(told, moves=cutout is not None)
            request = replace(request, prompt=canonical(told))
        drawn = self.tokens(request, on_step, timings)
        clip = framed(_timed(timings, "decode", self._decode, drawn), width / height)
        if told is not None:
            clip = as_told(clip, told)
        ground = first if cutout is None else cutout.behind
        relief = None if ground is None else _timed(timings, "relief", self._relief, ground)
        clip = with_pictures(clip, first, last, cutout=cutout, mover=mover, relief=relief)
        if ENLARGE in self._graphs:
            clip = _timed(timings, "enlarge", enlarged, clip, height, self.larger)
        return clip, width, height

    def _cutout(self, picture: Picture) -> Cutout | None:
        """The figure of a picture (H, W, 3), where it is sure that there is one."""
        figure = self._figure_ground().figure(picture)
        return None if figure is None else cut(picture, *figure)

    def _figure_ground(self) -> FigureGround:
        """What finds the figure of a picture, made ready when the first picture comes."""
        return FigureGround(self._ready(CUTOUT), Trust.load(self._weights / f"{CUTOUT}.json"))

    def _relief(self, picture: Picture) -> Array | None:
        """How near the places of a picture (H, W, 3) are, where the weights can tell."""
        return relief_of(picture, self._ready(RELIEF)) if (self._weights / f"{RELIEF}.xml").exists() else None

    def _ready(self, name: str) -> ov.CompiledModel:
        """A graph that is made ready when it is first needed."""
        if name not in self._graphs:
            self._graphs |= _compiled(self._core, self._weights, self.precision, self._cache, (name,))
        return self._graphs[name]

    def sketch(self) -> Picture | None:
        """One small frame (h, w, 3) of the clip as far as it is denoised; None where a picture was sent."""
        return None if self._so_far is None else sketch(self._so_far[0], self.memory, self._so_far[1])

    def tokens(self, request: GenerationRequest, on_step: OnStep, timings: dict[str, float]) -> Array:
        """What the transformer draws: the tokens of a clip, (T, W), see `video01.tokens`."""
        scale = self._guidance_scale(request)
        texts = (request.prompt,) if scale == 1 else (request.prompt, request.negative_prompt)
        slots = _timed(timings, "text", lambda: [self._slots(text) for text in texts])
        tokens: Array = _timed(timings, "denoise", self._denoise, request, slots, scale, on_step)
        return tokens

    def _guidance_scale(self, request: GenerationRequest) -> float:
        """1, no guidance, unless somebody asked for some or has something to be led away from."""
        usual = "negative_guidance_scale" if request.negative_prompt else "guidance_scale"
        return float(self.config[usual] if request.guidance_scale is None else request.guidance_scale)

    def _slots(self, text: str) -> Array:
        """What a text says, as the transformer reads it: (1, S, D)."""
        return self._run("text", pieces=np.array([self.tokenizer.encode(text, self.config["text_length"])], np.int64))

    def _denoise(self, request: GenerationRequest, slots: list[Array], scale: float, on_step: OnStep) -> Array:
        """From noise to tokens; `slots` are those of what to show and, with guidance, of what to lead away from."""
        noise = np.random.default_rng(request.seed).standard_normal((1, len(TOKENS), WIDTH), np.float32)
        self._so_far = None

        def denoise(tokens: Array, sigma: float) -> Array:
            clean, *avoided = (self._run("dit", tokens=tokens, level=waves(sigma)[None], slots=each) for each in slots)
            if avoided:
                clean = guided(clean, avoided[0], scale)
            if request.first_frame is None and request.last_frame is None:
                self._so_far = clean[0] * self._deviation + self._mean, request.size or DEFAULT_SIZE
            return clean

        steps = request.num_inference_steps or self.config["num_inference_steps"]
        clean: Array = sample(denoise, noise, sigmas(steps, self.config["flow_shift"]), on_step)[0]
        return clean * self._deviation + self._mean

    def _decode(self, tokens: Array) -> LayeredClip:
        """Tokens to layers."""
        return steadied(decode(tokens, self.memory.recall))

    def larger(self, picture: Picture) -> NDArray[np.int8]:
        """What to add to a picture (H, W, 4) enlarged: (2 H, 2 W, 4)."""
        return np.asarray(self._graphs[ENLARGE]({"pictures": picture[None]})[0][0], np.int8)

    def _run(self, graph: str, **inputs: NDArray[Any]) -> Array:
        return np.asarray(self._graphs[graph](inputs)[0], np.float32)


def _compiled(
    core: ov.Core, weights: Path, precision: str, cache: Path, names: tuple[str, ...] = GRAPHS
) -> dict[str, ov.CompiledModel]:
    """The graphs made ready for this processor, which is kept in `cache`: the next start takes half the time.

    A cache is whole or absent: it is written beside its place and moved there when all graphs are in it.
    """
    mark = hashlib.sha256(f"{ov.__version__} {(weights / 'config.json').read_text()}".encode()).hexdigest()[:16]
    whole = cache / f"{precision}-{mark}"
    folder = whole if whole.exists() else cache / f".{whole.name}.{os.getpid()}"
    options = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        options["CACHE_DIR"] = str(folder)
    except OSError:  # no place to keep it: do without
        folder = whole
    if names is GRAPHS and (weights / f"{ENLARGE}.xml").exists():
        names = (*GRAPHS, ENLARGE)
    graphs = {name: core.compile_model(weights / f"{name}.xml", "CPU", options) for name in names}
    if folder != whole:
        try:
            folder.rename(whole)
        except OSError:  # another process was first
            shutil.rmtree(folder, ignore_errors=True)
    return graphs


def native_precision(core: ov.Core) -> str:
    """`bf16` where the processor multiplies it natively, else `f32`: emulated halves are several times slower."""
    capabilities = set(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"))
    return "bf16" if HALF_PRECISION & capabilities else "f32"


def _timed(timings: dict[str, float], stage: str, function: Any, *arguments: Any) -> Any:
    began = time.perf_counter()
    answer = function(*arguments)
    timings[stage] = time.perf_counter() - began
    return answer


def _frames(compositor: Compositor, num_frames: int, timings: dict[str, float]) -> Iterator[NDArray[np.uint8]]:
    """All frames, evenly over the clip, a few at a time."""
    timings["composite"] = 0.0
    for start in range(0, num_frames, FRAMES_A_CHUNK):
        began = time.perf_counter()
        numbers = range(start, min(start + FRAMES_A_CHUNK, num_frames))
        chunk = np.stack([compositor.frame(number / max(1, num_frames - 1), number / FPS) for number in numbers])
        timings["composite"] += time.perf_counter() - began
        yield chunk
