"""Whether the camera does what it is told before pictures that are nothing like the model's world.

    python -m benchmarks.given_pictures --photographs training/out/photographs --sheet misread.png

Made pictures (`training/world/elsewhere`) and photographs become first frames under camera commands. Read are
frame 0, beside the picture; and the camera, by the judge of `training/judge`, which learned it on renders of the world
alone, and by phase correlation, which learned nothing. Nothing is encoded.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.report import tell
from training.judge.asked import Names
from training.judge.crosscheck import CAMERA_SIGNS, LEAST, background_motion
from training.judge.labels import CAMERA_NAMES
from training.judge.marks import likeliest
from training.judge.metrics import psnr, wilson
from training.judge.recogniser import Recogniser
from training.judge.shots import DURATION, STILL_SIZE, drawn, shots_of
from training.world.elsewhere import KINDS, picture
from training.world.elsewhere.photographs import photographs
from video01.engines.small import SmallEngine
from video01.generation import GenerationRequest
from video01.layers import Picture
from video01.media import cover, read_image
from video01.prompt import optimize

Phases = tuple[tuple[str, ...], ...]

SINGLE: tuple[Phases, ...] = tuple(((name,),) for name in CAMERA_NAMES[:-1])
COMBINED: tuple[Phases, ...] = (
    (("Truck left", "Push in"),),
    (("Pan right", "Zoom in"),),
    (("Pedestal up", "Zoom out"),),
    (("Zoom in",), ("Pan left",)),
    (("Push in",), ("Pull out",)),
)
SIZE = (640, 360)  # of made pictures; the clip is drawn at STILL_SIZE
SAME = 50.0  # dB from which frame 0 is the picture
NOTHING = CAMERA_NAMES[-1]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One clip."""

    name: str  # of the picture
    told: Phases
    said: tuple[Names, ...]  # the likeliest commands of both phases, as many as were told
    exact: bool
    way: bool  # whether what was said moves the picture as what was told does
    measured: bool | None  # whether the picture was measured to move that way; None where that cannot be measured
    decibels: float  # of frame 0
    frames: NDArray[np.uint8]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photographs", type=Path, help="a folder; without it those of scikit-image, if installed")
    parser.add_argument("--seeds", type=int, default=4, help="made pictures of each kind")
    parser.add_argument("--every", type=int, default=1, help="each made picture gets every so many of the commands")
    parser.add_argument("--sheet", type=Path, help="write frames of misread clips there")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    made = {(kind, seed): picture(kind, seed, *SIZE) for kind in KINDS for seed in range(options.seeds)}
    taken = photographs(options.photographs)
    engine, recogniser = SmallEngine(), Recogniser.load()
    asked = [*SINGLE, *COMBINED]
    readings: dict[str, list[Reading]] = {"made": [], "photographs": []}
    for number, ((kind, _), one) in enumerate(made.items()):
        some = asked[number % options.every :: options.every]
        readings["made"] += [read(engine, recogniser, kind, one, told) for told in some]
        print(f"{number + 1} of {len(made)} made pictures", flush=True)
    for name, one in taken.items():
        readings["photographs"] += [read(engine, recogniser, name, one, told) for told in asked]
    report(readings, {"made": len(made), "photographs": len(taken)})
    if options.sheet is not None:
        write_sheet(options.sheet, [one for group in readings.values() for one in group if not one.way])


def read(engine: SmallEngine, recogniser: Recogniser, name: str, first: Picture, told: Phases) -> Reading:
    """Make the clip and look at it."""
    text = " ".join(f"[{','.join(phase)}]" for phase in told)
    data = bytes(cv2.imencode(".png", cv2.cvtColor(first, cv2.COLOR_RGB2BGR))[1])
    request = GenerationRequest(
        prompt=optimize(text, has_image=True).prompt, first_frame=data, seed=1, size=STILL_SIZE, duration=DURATION
    )
    frames = drawn(engine.layers(request, lambda done, total: None, {})[0])
    logits = recogniser.look(shots_of(frames)).cameras
    wanted = (*told, (NOTHING,))[:2]
    said = tuple(likeliest(row, CAMERA_NAMES, len(phase)) for row, phase in zip(logits, wanted, strict=True))
    return Reading(
        name=name,
        told=told,
        said=said,
        exact=said == tuple(frozenset(phase) for phase in wanted),
        way=[ways(phase) for phase in said] == [ways(phase) for phase in wanted],
        measured=measured(frames, told),
        decibels=psnr(frames[0], cover(read_image(data), STILL_SIZE)),
        frames=frames[[0, 5, 10, 15]],
    )


def ways(commands: Names | tuple[str, ...]) -> Counter[object]:
    """How commands move the picture as a whole: a pan and a truck alike, a zoom and a push alike."""
    return Counter(CAMERA_SIGNS.get(command, command) for command in commands)


def measured(frames: NDArray[np.uint8], told: Phases) -> bool | None:
    """Whether the picture moves as told, by phase correlation; a hand's tremble it cannot tell."""
    agrees, middle = [], len(frames) // 2
    parts = [frames] if len(told) == 1 else [frames[: middle + 1], frames[middle:]]
    for phase, part in zip(told, parts, strict=True):
        motion = background_motion(part)
        if phase in (("Static shot",), ("Tracking shot",)):  # nobody is there to follow
            moved = (motion.right, motion.down, motion.growth)
            agrees.append(all(abs(way) < least for way, least in zip(moved, LEAST, strict=True)))
        agrees += [motion.agrees(CAMERA_SIGNS[command]) for command in phase if command in CAMERA_SIGNS]
    return all(agrees) if agrees else None


def report(readings: dict[str, list[Reading]], counts: dict[str, int]) -> None:
    rows, figures = list[tuple[str, str]](), dict[str, object]()
    for group, found in readings.items():
        parts: dict[str, list[Reading]] = {"all": found}
        for one in found:
            parts.setdefault(" then ".join(" + ".join(phase) for phase in one.told), []).append(one)
        for one in found:
            parts.setdefault(f"picture: {one.name}", []).append(one)
        told = {name: shares(part) for name, part in parts.items()}
        rows += [(f"{group}, {name}", row(share)) for name, share in told.items()]
        mistakes = Counter(
            f"{one.told} read as {[sorted(phase) for phase in one.said]}" for one in found if not one.exact
        )
        figures[group] = {"pictures": counts[group], "shares": told, "mistakes": dict(mistakes.most_common(30))}
        rows += [(f"{group}, mistaken", f"{count:3d}  {what}") for what, count in mistakes.most_common(12)]
    tell("given_pictures", rows, figures)


def shares(found: list[Reading]) -> dict[str, dict[str, object]]:
    """Of each question the share of yes, its 95 % interval and how many were asked."""
    columns: dict[str, list[bool]] = {
        "judge, exactly": [one.exact for one in found],
        "judge, the way": [one.way for one in found],
        "phase correlation": [one.measured for one in found if one.measured is not None],
        "frame 0 is the picture": [one.decibels > SAME for one in found],
    }
    return {
        name: {"share": sum(marks) / max(1, len(marks)), "interval": wilson(sum(marks), len(marks)), "n": len(marks)}
        for name, marks in columns.items()
    }


def row(share: dict[str, dict[str, object]]) -> str:
    told = []
    for name, one in share.items():
        low, high = one["interval"]  # type: ignore[misc]
        told.append(f"{name} {100 * one['share']:5.1f} % ({100 * low:.0f}-{100 * high:.0f}, n {one['n']})")  # type: ignore[operator]
    return "  ".join(told)


def write_sheet(path: Path, found: list[Reading]) -> None:
    """Four frames of each clip, one clip a line, two columns, at most sixty."""
    lines = []
    for one in found[:: max(1, len(found) // 60)][:60]:
        line = np.concatenate([cv2.resize(frame, (160, 90), interpolation=cv2.INTER_AREA) for frame in one.frames], 1)
        text = f"{one.told} : {[sorted(phase) for phase in one.said]} {one.measured}"
        cv2.putText(line, text, (2, 10), cv2.FONT_HERSHEY_SIMPLEX, 0.32, (255, 255, 255), 2)
        cv2.putText(line, text, (2, 10), cv2.FONT_HERSHEY_SIMPLEX, 0.32, (0, 0, 0), 1)
        lines.append(line)
    if lines:
        lines += [np.zeros_like(lines[0])] * (len(lines) % 2)
        sheet = np.concatenate([np.concatenate(lines[::2]), np.concatenate(lines[1::2])], 1)
        cv2.imwrite(str(path), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))


if __name__ == "__main__":
    main()
