"""How often a clip from a given first frame does what its prompt tells, as the judge of `training.judge` sees it.

    python -m benchmarks.first_frame_motion --count 130

Scenes of held-out pairs with one figure, who does something other than appear or stay still and stands whole in the
first instant. That instant, rendered, is the first frame. The prompt is the canonical caption but for weather and look,
which are in the picture. Beside it the training world's own clips of the same scenes (ceiling) and the clips of other
prompts (floor). `--page` writes the page, too.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import torch

from benchmarks.report import tell
from training.cutout import stage
from training.judge.asked import Asked, asked_of
from training.judge.marks import marks_of
from training.judge.metrics import wilson
from training.judge.pictures import PICTURES, Pictures
from training.judge.recogniser import Recogniser
from training.judge.shots import DURATION, INSTANTS, STILL_SIZE, instants, shots_of
from training.judge.splits import seeds_of
from training.judge.takes import Studio, Take
from training.train_cutout import one_figure
from training.world.scene import Scene, sample_scene
from training.world.stage import clip_of, plan
from video01.compositor import Compositor
from video01.engines.small import SmallEngine
from video01.facts import canonical
from video01.generation import GenerationRequest
from video01.layers import LayeredClip

SIZE = 640, 360  # pixels at which frames are given and drawn; the judge sees them smaller
LYING = {"appears", "stays still"}  # what nobody does who is there and moves
PAGE = Path("benchmarks/first_frame_motion.md")
KINDS = ("action", "camera")


def scenes(count: int, pictures: Pictures) -> Iterator[tuple[Scene, int]]:
    """So many scenes and their seeds."""
    found, start = 0, 0
    while found < count:
        for seed in seeds_of("held_out_pairs", 5_000, start):
            scene = sample_scene(seed, held_out=True)
            figures = scene.facts.figures
            if len(figures) != 1 or not figures[0].actions or LYING & set(figures[0].actions):
                continue
            if one_figure(stage(scene, pictures, np.zeros(1))[0][1]):
                yield scene, seed
                found += 1
                if found == count:
                    return
        start += 1


def watched(recogniser: Recogniser, clip: LayeredClip) -> Take:
    """A clip as the judge sees it, drawn larger."""
    compositor = Compositor(clip, *SIZE)
    frames = [compositor.frame(float(u), float(u) * DURATION) for u in instants()]
    small = np.stack([cv2.resize(frame, STILL_SIZE, interpolation=cv2.INTER_AREA) for frame in frames])
    seen = recogniser.look(shots_of(np.asarray(small, np.uint8)))
    return Take(seen=seen, stir=0.0, feature=seen.features.mean(0).astype(np.float64))


def first_frame(scene: Scene, pictures: Pictures) -> bytes:
    """The scene's first instant as a PNG file."""
    frame = Compositor(clip_of(plan(scene), pictures), *SIZE).frame(0.0, 0.0)
    return bytes(cv2.imencode(".png", cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))[1])


def share(asked: list[Asked], takes: list[Take], kind: str, chosen: list[bool]) -> dict[str, object]:
    """Of the chosen ones, how often a told fact is seen; n and the 95 % interval."""
    pairs = [(one, take) for one, take, mine in zip(asked, takes, chosen, strict=True) if mine]
    marks = [mark for one, take in pairs for mark in marks_of(one, take.seen)[kind]]
    low, high = wilson(sum(marks), len(marks))
    return {"share": sum(marks) / max(1, len(marks)), "n": len(marks), "interval": [round(low, 3), round(high, 3)]}


def each(asked: list[Asked], takes: list[Take], kind: str) -> dict[str, list[int]]:
    """Of each action or camera command how often it was seen, and how often it was told."""
    found: dict[str, list[int]] = {}
    for one, take in zip(asked, takes, strict=True):
        phases = one.camera if kind == "camera" else one.figures[0].actions
        for mark in marks_of(one, take.seen)[kind]:
            tally = found.setdefault(", then ".join(" + ".join(sorted(phase)) for phase in phases), [0, 0])
            tally[0] += mark
            tally[1] += 1
    return dict(sorted(found.items(), key=lambda item: -item[1][1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=130)
    parser.add_argument("--pictures", type=Path, default=PICTURES, help="what is missing there is painted, slowly")
    parser.add_argument("--page", action="store_true", help=f"write {PAGE}")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    pictures = Pictures(options.pictures, small=False)
    engine, recogniser = SmallEngine(), Recogniser.load()
    studio = Studio(engine, recogniser, options.pictures)
    asked, given, true, moved = list[Asked](), list[Take](), list[Take](), list[bool]()
    for scene, seed in scenes(options.count, pictures):
        prompt = canonical(replace(scene.facts, weather=None, look=None))  # these are in the picture
        data = first_frame(scene, pictures)
        request = GenerationRequest(prompt=prompt, seed=seed % 2**32, size=SIZE, duration=DURATION, first_frame=data)
        clip = engine.layers(request, lambda done, total: None, {})[0]
        asked.append(asked_of(scene.facts, prompt))
        given.append(watched(recogniser, clip))
        moved.append(any(actor.waking > 0 for actor in clip.actors))
        true.append(studio.rendered(scene))
    report(options, asked, given, true, moved)


def report(
    options: argparse.Namespace, asked: list[Asked], given: list[Take], true: list[Take], moved: list[bool]
) -> None:
    everyone, still = [True] * len(moved), [not one for one in moved]
    half = len(given) // 2
    columns = {
        "from the first frame": (given, everyone),
        "whose figure was cut out": (given, moved),
        "whose figure was not": (given, still),
        "renders (ceiling)": (true, everyone),
        "clips of other prompts (floor)": ([*given[half:], *given[:half]], everyone),
    }
    figures: dict[str, object] = {"scenes": len(moved), "cut_out": sum(moved), "instants": INSTANTS}
    rows, lines = list[tuple[str, str]](), list[str]()
    for kind in KINDS:
        for label, (takes, chosen) in columns.items():
            found = share(asked, takes, kind, chosen)
            figures[f"{kind}, {label}"] = found
            low, high = found["interval"]  # type: ignore[misc]
            rows.append((f"{kind}, {label}", f"{found['share']:.1%} of {found['n']} ({low:.1%} to {high:.1%})"))
            lines.append(f"| {kind} | {label} | {found['share']:.1%} | {low:.1%} to {high:.1%} | {found['n']} |")
    for kind in KINDS:
        figures[f"{kind}, each"] = each(asked, given, kind)
    rows.append(("figures cut out", f"{sum(moved)} of {len(moved)}"))
    tell("first_frame_motion", rows, figures)
    if options.page:
        write_page(options.count, lines, sum(moved), len(moved))


def write_page(count: int, lines: list[str], moved: int, total: int) -> None:
    """The table as a page."""
    low, high = wilson(moved, total)
    PAGE.write_text(
        "# Motion from a given first frame\n\n"
        f"    python -m benchmarks.first_frame_motion --count {count} --page\n\n"
        "Scenes of pairs that were never trained on, with one figure that does something and stands whole in the\n"
        "first instant. That instant as the training world renders it, 640x360, is the first frame; the canonical\n"
        "caption is the prompt. The judge ([quality.md](quality.md) says how good it is) reads what the clip shows.\n"
        "Intervals are of 95 %.\n\n"
        "| fact | clips | right | interval | n |\n|---|---|---|---|---|\n" + "\n".join(lines) + "\n\n"
        f"The figure was found and cut out in {moved} of {total} pictures ({low:.0%} to {high:.0%}); in the others\n"
        "the camera alone moves. Before a picture the camera goes less far than before painted strips, since a\n"
        "picture ends at its edges: a tracking shot is read as a truck. Who is seen to look to one side looks where\n"
        "it goes; in doubt it goes where the prompt says, backwards if need be. The figures of each command and\n"
        "action are in benchmarks/out/first_frame_motion.json, which the command writes.\n"
    )


if __name__ == "__main__":
    main()
