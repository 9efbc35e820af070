"""One clip, generated or rendered, as the judge saw it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.judge.pictures import Pictures, halved
from training.judge.recogniser import Recogniser, Seen
from training.judge.shots import DURATION, STILL_SIZE, shoot
from training.prepare import code_of
from training.world.scene import Scene
from training.world.stage import Key, clip_of, plan
from video01.compositor import Compositor
from video01.engines.small import SmallEngine
from video01.generation import FPS, GenerationRequest
from video01.layers import STRIP_WIDTH, LayeredClip, Picture


@dataclass(frozen=True, kw_only=True)
class Take:
    """What is kept of a clip."""

    seen: Seen
    stir: float  # how much changes from one judged frame to the next, of 255
    feature: NDArray[np.float64]  # (FEATURES,), the mean over its instants


class Studio:
    """Makes clips of prompts and of scenes, and has them judged."""

    def __init__(self, engine: SmallEngine | None, recogniser: Recogniser, pictures: Path | None) -> None:
        self._engine, self._recogniser = engine, recogniser
        self._pictures, self._full = Pictures(pictures), Pictures(pictures, small=False)
        self._decoded: dict[Key, Picture] = {}

    def generated(self, prompt: str, seed: int, steps: int | None = None) -> Take:
        """The model's clip of a prompt."""
        return self._judged(layers_of(self.engine, prompt, seed, steps))

    def rendered(self, scene: Scene) -> Take:
        """The training world's clip of a scene."""
        return self._judged(clip_of(plan(scene), self._pictures))

    def decoded(self, scene: Scene) -> Take:
        """The same, of pictures as the model remembers them."""
        return self._judged(clip_of(plan(scene), lambda key: halved(self.remembered(key))))

    def remembered(self, key: Key) -> Picture:
        """A picture of the training world as the model remembers it."""
        if key not in self._decoded:
            kind = "strip" if self._full(key).shape[1] == STRIP_WIDTH else "canvas"
            self._decoded[key] = self.engine.memory.recall(kind, code_of(key)).picture
        return self._decoded[key]

    def painted(self, key: Key) -> Picture:
        """The picture as it was painted."""
        return self._full(key)

    @property
    def engine(self) -> SmallEngine:
        if self._engine is None:
            raise ValueError("there is no model to ask: expected its weights")
        return self._engine

    def _judged(self, clip: LayeredClip) -> Take:
        shots = shoot(clip)
        seen = self._recogniser.look(shots)
        stir = np.abs(np.diff(shots.frames[:, ::3, ::3].astype(np.int16), axis=0)).mean()
        return Take(seen=seen, stir=float(stir), feature=seen.features.mean(0).astype(np.float64))


def layers_of(engine: SmallEngine, prompt: str, seed: int, steps: int | None = None) -> LayeredClip:
    """What the model draws for a prompt."""
    request = GenerationRequest(prompt=prompt, seed=seed, size=STILL_SIZE, duration=DURATION, num_inference_steps=steps)
    return engine.layers(request, lambda done, total: None, {})[0]


def flicker(clip: LayeredClip) -> float:
    """How far a frame is from the mean of its neighbours, of 255, in the middle of the clip at full rate."""
    compositor, total = Compositor(clip, *STILL_SIZE), DURATION * FPS
    frames = [compositor.frame((0.5 * total + n) / total, 0.5 * DURATION + n / FPS) for n in range(5)]
    values = np.stack(frames).astype(np.float32)
    return float(np.abs(values[1:-1] - (values[:-2] + values[2:]) / 2).mean())
