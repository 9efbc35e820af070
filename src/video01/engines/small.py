"""The shipped model on a CPU through OpenVINO: words, and maybe a picture, to layers, and the layers to frames.

The network draws a plate, actors, a veil and their motion (`video01.layers`), each by diffusion; the compositor makes
frames of them at the size and rate that were asked for. A picture that somebody sends is the plate itself, and the
network finds how near its places are. Letters: P numbers a place, h, w places of a layer.
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

import cv2
import numpy as np
from numpy.typing import NDArray

from video01.compositor import Compositor
from video01.engines import Footage, OnStep
from video01.errors import InvalidRequest, ModelUnavailable
from video01.generation import DEFAULT_SIZE, FPS, GenerationRequest
from video01.layers import (
    CAMERA,
    GREY,
    MAX_ACTORS,
    PLATE_DENSITY,
    PLATE_HEIGHT,
    PLATE_WIDTH,
    TRACKS,
    LayeredClip,
    Picture,
)
from video01.media import cover, fit_size, read_image
from video01.privacy import switch_off_telemetry
from video01.sampling import Array, guided, sample, sigmas, waves
from video01.settings import Settings
from video01.tokenizer import Tokenizer

switch_off_telemetry()
import openvino as ov  # noqa: E402 - after its telemetry is off

WEIGHTS = Path(str(files("video01") / "weights"))
HALF_PRECISION = {"BF16"}  # as OpenVINO names what the processor does natively
GRAPHS = ("text", "prior", "dit", "encoder", "decoder")
FRAMES_A_CHUNK = 5
REST = 0.04  # a camera track that changes by less in the whole clip, in frame heights, is at rest
MIRRORED = 0.25  # of a picture's height is drawn on at each side by mirroring, for the camera to look at


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
        self._graphs = _compiled(core, weights, self.precision, Settings.from_environment().home / "cache")

    def generate(self, request: GenerationRequest, on_step: OnStep) -> Footage:
        if request.last_frame is not None:
            raise InvalidRequest("last_frame", "last_frame must be left out: this model cannot end on a given picture")
        picture = read_image(request.first_frame) if request.first_frame is not None else None
        width, height = request.size or (
            fit_size(picture.shape[1], picture.shape[0]) if picture is not None else DEFAULT_SIZE
        )
        timings: dict[str, float] = {}
        slots = _timed(timings, "text", self._slots, request)
        plate = _wide_plate(cover(picture, (width, height))) if picture is not None else None
        layers = _timed(timings, "denoise", self._denoise, request, slots, plate, on_step)
        clip = _timed(timings, "decode", self._decode, layers, plate)
        if plate is not None:
            clip = _begin_at_rest(replace(clip, plate=plate, plate_density=float(height)))
        num_frames = max(1, round(request.duration * FPS))
        compositor = Compositor(_narrowed(clip, width / height), width, height)
        return Footage(
            width=width,
            height=height,
            fps=FPS,
            num_frames=num_frames,
            chunks=_frames(compositor, num_frames, timings),
            timings=timings,
        )

    def _slots(self, request: GenerationRequest) -> Array:
        """What to show and what to lead away from: (2, S, D)."""
        texts = (request.prompt, request.negative_prompt)
        pieces = np.array([self.tokenizer.encode(text, self.config["text_length"]) for text in texts], np.int64)
        return self._run("text", pieces=pieces)[0]

    def _denoise(
        self, request: GenerationRequest, slots: Array, plate: Picture | None, on_step: OnStep
    ) -> dict[str, Array]:
        """All layers at once: what the text leads one to expect, and noise that becomes what differs from it.

        The answer has the shapes (1, P, h, w) and, motion, (1, INSTANTS, tracks).
        """
        config, names = self.config, tuple(self.config["shapes"])
        rng = np.random.default_rng(request.seed)
        noise = [rng.standard_normal((1, *config["shapes"][name]), np.float32) for name in names]
        scale = config["guidance_scale"] if request.guidance_scale is None else request.guidance_scale
        expected = dict(zip(names, self._run("prior", slots=slots[:1]), strict=True))
        beside = {f"expected_{name}": np.repeat(layer, 2, 0) for name, layer in expected.items()}
        known = None if plate is None else self._known(plate) - expected["plate"][:, :-1]
        given = np.full(2, float(known is not None), np.float32)

        def denoise(flat: Array, sigma: float) -> Array:
            layers = dict(zip(names, _unflatten(flat, noise), strict=True))
            if known is not None:
                layers["plate"] = np.concatenate([known, layers["plate"][:, -1:]], 1)
            pairs = {name: np.repeat(layer, 2, 0) for name, layer in layers.items()}
            level = np.repeat(waves(sigma)[None], 2, 0)
            answers = self._run("dit", **pairs, **beside, level=level, slots=slots, given=given)
            return np.concatenate([guided(both[:1], both[1:], scale).reshape(1, -1) for both in answers], 1)

        times = sigmas(request.num_inference_steps or config["num_inference_steps"], config["flow_shift"])
        flat = np.concatenate([layer.reshape(1, -1) for layer in noise], 1)
        differences = _unflatten(sample(denoise, flat, times, on_step), noise)
        return {name: self._denormalised(name, expected[name] + d) for name, d in zip(names, differences, strict=True)}

    def _run(self, graph: str, **inputs: NDArray[Any]) -> list[Array]:
        """Every output of a graph; of those over all layers in the order of the config's shapes."""
        return list(self._graphs[graph](inputs).values())

    def _known(self, plate: Picture) -> Array:
        """The latents of a given plate, normalised: (1, P - 1, h, w)."""
        small = cv2.resize(plate, (PLATE_WIDTH, PLATE_HEIGHT), interpolation=cv2.INTER_AREA)
        latents = self._run("encoder", pictures=small.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1)[0]
        mean, deviation = self._statistics("plate")
        return (latents - mean[:-1]) / deviation[:-1]

    def _statistics(self, name: str) -> tuple[Array, Array]:
        array = name if name in self.config["statistics"] else "canvases"
        mean, deviation = (np.array(values, np.float32) for values in self.config["statistics"][array])
        return (mean, deviation) if name == "motion" else (mean[:, None, None], deviation[:, None, None])

    def _denormalised(self, name: str, layer: Array) -> Array:
        mean, deviation = self._statistics(name)
        return layer * deviation + mean

    def _decode(self, layers: dict[str, Array], plate: Picture | None) -> LayeredClip:
        """Latents to pictures."""
        motion = layers["motion"][0]
        drawn = self._pictures(layers["plate"][:, :-1])[0] if plate is None else plate
        canvases = [self._canvas(layers[name]) for name in ("actor0", "actor1", "veil")]
        if plate is not None:
            canvases[:MAX_ACTORS] = [np.zeros_like(canvases[0])] * MAX_ACTORS
        return LayeredClip(
            plate=drawn,
            plate_density=PLATE_DENSITY,
            nearness=np.clip(layers["plate"][0, -1], 0, 1.6),
            actors=tuple(canvases[:MAX_ACTORS]),
            veil=canvases[-1],
            motion=_tidied(motion),
        )

    def _pictures(self, latents: Array) -> Picture:
        """(n, C, h, w) to (n, H, W, 3) RGB."""
        pictures = self._run("decoder", latents=np.ascontiguousarray(latents))[0]
        return np.asarray(np.clip(pictures.transpose(0, 2, 3, 1) * 127.5 + 127.5, 0, 255).astype(np.uint8))

    def _canvas(self, layer: Array) -> Picture:
        """(1, 2 C, h, w) to premultiplied RGBA (CANVAS, CANVAS, 4)."""
        colours, opacity = self._pictures(layer.reshape(2, -1, *layer.shape[2:])).astype(np.float32)
        alpha = _steep(opacity.mean(2, keepdims=True) / 255)
        over_grey = np.clip(colours - GREY * (1 - alpha), 0, 255 * alpha)
        return np.concatenate([over_grey, 255 * alpha], 2).astype(np.uint8)


def _compiled(core: ov.Core, weights: Path, precision: str, cache: Path) -> dict[str, ov.CompiledModel]:
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
    graphs = {name: core.compile_model(weights / f"{name}.xml", "CPU", options) for name in GRAPHS}
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


def _unflatten(flat: Array, like: list[Array]) -> list[Array]:
    ends = np.cumsum([layer.size for layer in like])[:-1]
    return [part.reshape(layer.shape) for part, layer in zip(np.split(flat, ends, 1), like, strict=True)]


def _steep(alpha: Array) -> Array:
    """Opacity with what is nearly clear made clear and what is nearly opaque made opaque."""
    steep: Array = np.clip((alpha - np.float32(0.08)) / np.float32(0.84), 0, 1)
    return steep


def _tidied(motion: Array) -> Array:
    """Motion without the tremble that diffusion leaves: smoothed, and a camera that hardly moves at rest."""
    padded = np.concatenate([motion[:1], motion, motion[-1:]])
    smooth: Array = (0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:]).astype(np.float32)
    for track in (TRACKS.index(name) for name in CAMERA):
        if np.ptp(smooth[:, track]) < REST:
            smooth[:, track] = smooth[:, track].mean()
    return smooth


def _wide_plate(picture: Picture) -> Picture:
    """A picture that fills the frame, drawn on at all sides so that a camera may look beyond its edges."""
    margin = round(MIRRORED * picture.shape[0])
    return np.asarray(cv2.copyMakeBorder(picture, margin, margin, margin, margin, cv2.BORDER_REFLECT_101), np.uint8)


def _begin_at_rest(clip: LayeredClip) -> LayeredClip:
    """The camera's way moved so that its first view is the plate as it is: the first frame is the picture."""
    motion = clip.motion.copy()
    for name in ("truck", "pedestal", "dolly", "pan_x", "pan_y"):
        motion[:, TRACKS.index(name)] -= motion[0, TRACKS.index(name)]
    zoom = TRACKS.index("zoom")
    motion[:, zoom] = np.maximum(motion[:, zoom] / motion[0, zoom], 1.0 if motion[-1, zoom] >= motion[0, zoom] else 0.6)
    return replace(clip, motion=motion)


def _narrowed(clip: LayeredClip, aspect: float) -> LayeredClip:
    """Actors smaller and nearer the middle in a frame narrower than the 5:3 that scenes are composed for."""
    across, size = min(1.0, aspect / (5 / 3)), min(1.0, aspect / 1.05)
    if across == 1.0:
        return clip
    motion = clip.motion.copy()
    for index in range(MAX_ACTORS):
        motion[:, TRACKS.index(f"x{index}")] *= across
        for name in ("xx", "xy", "yx", "yy"):
            motion[:, TRACKS.index(f"{name}{index}")] *= size
    return replace(clip, motion=motion)


def _frames(compositor: Compositor, num_frames: int, timings: dict[str, float]) -> Iterator[NDArray[np.uint8]]:
    """All frames, evenly over the clip, a few at a time."""
    timings["composite"] = 0.0
    for start in range(0, num_frames, FRAMES_A_CHUNK):
        began = time.perf_counter()
        numbers = range(start, min(start + FRAMES_A_CHUNK, num_frames))
        chunk = np.stack([compositor.frame(number / max(1, num_frames - 1)) for number in numbers])
        timings["composite"] += time.perf_counter() - began
        yield chunk
