"""What fewer denoising steps cost: the shipped weights on scenes that nothing was trained on, read off their layers.

Every fact is exact here, since what is drawn names its pictures: no frame is made, and no judge is asked. Prompts are
canonical captions; the noise of a scene is the same for each number of steps.

    python -m benchmarks.steps [--scenes 300] [--steps 1 2 4 8 16 50] [--weights src/video01/weights] [--quick]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import tell
from training.prepare import code_of
from training.world.scene import Scene, sample_scene
from training.world.stage import Key, all_keys, plan
from video01.engines.small import WEIGHTS, SmallEngine
from video01.facts import Figure, canonical
from video01.generation import GenerationRequest
from video01.layers import WAY, Actor, Array, LayeredClip, Picture
from video01.memory import KINDS
from video01.steady import steadied
from video01.tokens import STAND, decode

FIRST = 10_000_000  # seed of the first scene: training begins at 0
STEPS = (1, 2, 4, 8, 16, 50)
OF_A_PLACE = ("far", "mid", "ground", "near")  # strips that are painted for one place
ALIKE = 0.25  # colours that differ by less are the same
GONE = {"x": 0.25, "y": 0.2, "height": 0.5}  # from first to last: what differs by less is the same way
TURNED = 0.06  # revolutions at any time: what differs by less is turned alike
TRUE_CAMERA = 0.5  # error below which a camera does what it was told

Found = dict[str, list[float]]  # measure -> its value for each thing that it was asked of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=300)
    parser.add_argument("--steps", type=int, nargs="+", default=STEPS)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--guidance-scale", type=float)
    parser.add_argument("--quick", action="store_true", help="few scenes: only to see that this works")
    options = parser.parse_args()
    scenes = [sample_scene(FIRST + number, held_out=None) for number in range(6 if options.quick else options.scenes)]
    reader = Reader(SmallEngine(options.weights), scenes)
    columns = {steps: reader.measured(steps, options.guidance_scale) for steps in options.steps}
    rows = [("steps", "".join(f"{steps:8d}" for steps in columns))]
    for measure in next(iter(columns.values())):
        rows.append((measure, "".join(f"{column[measure]:8.3f}" for column in columns.values())))
    figures: dict[str, object] = {"scenes": len(scenes), "by_steps": columns}
    tell("steps-quick" if options.quick else "steps", rows, figures)


@dataclass(frozen=True, kw_only=True)
class Named:
    """A picture of the memory by its key."""

    number: int
    picture: Picture  # a Key, as in a plan of the training world
    stand: Array


class Reader:
    """Has the model draw scenes and compares what it drew with what was asked for."""

    def __init__(self, engine: SmallEngine, scenes: Sequence[Scene]) -> None:
        self._engine, self._scenes = engine, scenes
        self._true = [plan(scene) for scene in scenes]
        self._keys: dict[str, dict[int, Key]] = {kind: {} for kind in KINDS}
        for key in all_keys():
            kind = "canvas" if key[0] in ("subject", "veil") else "strip"
            self._keys[kind][engine.memory.nearest(kind, code_of(key))] = key
        ways = np.stack([actor.way for clip in self._true for actor in clip.actors])
        self._ways = ways.std((0, 1)) + 1e-3  # of each track
        self._camera = np.stack([clip.camera for clip in self._true]).std((0, 1)) + 1e-3

    def measured(self, steps: int, guidance_scale: float | None) -> dict[str, float]:
        """Shares of what is right, errors beside what a number varies over, and how various the scenes are."""
        found: Found = {}
        drawn, began = [], time.process_time()
        for number, scene in enumerate(self._scenes):
            request = GenerationRequest(
                prompt=canonical(scene.facts), seed=number, num_inference_steps=steps, guidance_scale=guidance_scale
            )
            drawn.append(self._engine.tokens(request, lambda done, total: None, {}))
        seconds = (time.process_time() - began) / len(drawn)
        clips = [steadied(decode(tokens, self._named)) for tokens in drawn]
        for scene, clip, true in zip(self._scenes, clips, self._true, strict=True):
            for measure, values in self._compared(scene, clip, true).items():
                found.setdefault(measure, []).extend(values)
        means = {measure: float(np.mean(found[measure])) for measure in sorted(found)}
        return means | _variety(clips, self._true) | {"processor ms a clip": 1e3 * seconds}

    def _named(self, kind: str, code: Array, beside: int | None = None) -> Named:
        number = self._engine.memory.nearest(kind, code, beside)
        picture = cast(Picture, self._keys[kind][number])
        return Named(number=number, picture=picture, stand=np.zeros(len(STAND), np.float32))

    def _compared(self, scene: Scene, clip: LayeredClip, true: LayeredClip) -> Found:
        """Each measure of one scene."""
        found: Found = {
            "how many figures": [len(clip.actors) == len(true.actors)],
            "weather: veil": [_veil(clip) == _veil(true)],
        }
        for figure, mine, asked in zip(scene.facts.figures, clip.actors, true.actors, strict=False):
            for measure, value in self._figure(figure, mine, asked).items():
                found.setdefault(measure, []).append(value)
        missing = max(0, len(true.actors) - len(clip.actors))
        found["figure: subject"] = found.get("figure: subject", []) + [0.0] * missing
        strips, wanted = ({strip.layer: cast(Key, strip.picture) for strip in one.scenery} for one in (clip, true))
        found["which strips"] = [float(set(strips) - {"clouds"} == set(wanted) - {"clouds"})]  # those are there by lot
        if "sky" in wanted:
            found["light: sky"] = [float(strips.get("sky", ())[:3] == wanted["sky"][:3])]  # its variant is drawn by lot
        found["place: strips"] = [
            float(strips.get(layer, ())[:2] == wanted[layer][:2]) for layer in OF_A_PLACE if layer in wanted
        ]
        error = _rms((clip.camera - true.camera) / self._camera)
        found |= {"camera: error": [error], "camera: as told": [error < TRUE_CAMERA]}
        return found

    def _figure(self, figure: Figure, mine: Actor, asked: Actor) -> dict[str, float]:
        found = {"figure: subject": float(mine.picture == asked.picture)}
        if figure.colour is not None and asked.colour is not None:
            found["figure: colour"] = float(
                mine.colour is not None and np.abs(mine.colour - asked.colour).max() < ALIKE
            )
        gone = {
            name: mine.way[-1, at] - mine.way[0, at] - asked.way[-1, at] + asked.way[0, at]
            for at, name in enumerate(WAY)
        }
        found["figure: goes as told"] = float(all(abs(gone[name]) < most for name, most in GONE.items()))
        turn = (mine.way - asked.way)[:, WAY.index("turn")]
        found["figure: turns as told"] = float(np.abs(turn).max() < TURNED)
        found["figure: way, error"] = _rms((mine.way - asked.way) / self._ways)
        return found


def _veil(clip: LayeredClip) -> object:
    return None if clip.veil is None else clip.veil.picture


def _rms(errors: NDArray[np.floating]) -> float:
    return float(np.sqrt(np.square(errors).mean()))


def _variety(clips: Sequence[LayeredClip], true: Sequence[LayeredClip]) -> dict[str, float]:
    """Whether what is drawn by lot still is: 1 where it is as various as in the training world."""
    places = [np.std([clip.actors[0].way[0, WAY.index("x")] for clip in some if clip.actors]) for some in (clips, true)]
    kinds = []
    for some in (clips, true):
        numbers = [cast(Key, strip.picture)[-1] for clip in some for strip in clip.scenery if strip.layer in OF_A_PLACE]
        shares = np.bincount(numbers) / len(numbers)
        kinds.append(float(1 / np.square(shares).sum()))
    return {"variety: places": float(places[0] / places[1]), "variety: variants": kinds[0] / kinds[1]}


if __name__ == "__main__":
    main()
