"""What the memory keeps of pictures, and a video of a photograph: as it was, as it came back, and the difference.

    python -m benchmarks.reconstruction --photographs FOLDER --out training/samples/reconstruction.jpg

Frames of held-out scenes at 640x360, composed of painted pictures and of remembered ones; photographs, and the first
frame of an MP4 made of them. Differences are drawn four times as strong, about grey. It also tells how far a code may
be off before the memory gives another picture.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from benchmarks.report import tell
from training.judge.fidelity import photographs
from training.judge.metrics import psnr, ssim
from training.judge.pictures import PICTURES
from training.judge.recogniser import Recogniser
from training.judge.splits import seeds_of
from training.judge.takes import Studio
from training.prepare import code_of
from training.world.scene import sample_scene
from training.world.stage import all_keys, clip_of, plan
from video01.compositor import Compositor
from video01.engines.small import SmallEngine
from video01.generation import GenerationRequest
from video01.layers import Picture
from video01.make import make_video
from video01.media import cover, frames_of, jpeg

SIZE, SHOWN = (640, 360), (384, 216)  # width, height in pixels: of a frame, and of it on the sheet
SCENES = 6
NOISE = (0.25, 0.5, 1.0, 1.5, 2.0)  # deviations of what is added to each number of a code, which varies by 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=Path, default=PICTURES)
    parser.add_argument("--photographs", type=Path, help="a folder; without it those of scikit-image, if installed")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    engine = SmallEngine()
    studio = Studio(engine, Recogniser.load(), options.pictures)
    rows, figures = list[tuple[str, str]](), list[Picture]()
    for kind, pairs in (("scene", scenes(studio)), ("photograph", filmed(engine, options.photographs))):
        for number, (true, again) in enumerate(pairs):
            rows.append((f"{kind} {number}", f"{psnr(true, again):5.1f} dB, SSIM {ssim(true, again):.3f}"))
            figures.append(np.concatenate([shown(true), shown(again), shown(difference(true, again))], 1))
    rows += [(f"codes off by {noise:g}", f"{share:.1%} recalled") for noise, share in recalled(engine).items()]
    options.out.write_bytes(jpeg(np.concatenate(figures), quality=88))
    tell("reconstruction", rows, {"rows": rows})


def scenes(studio: Studio) -> Iterator[tuple[Picture, Picture]]:
    """Frames of painted pictures and of remembered ones."""
    for seed in seeds_of("held_out_pairs", SCENES, 7):
        planned = plan(sample_scene(seed, held_out=True))
        true, again = (Compositor(clip_of(planned, find), *SIZE) for find in (studio.painted, studio.remembered))
        yield true.frame(0.5, 3.0), again.frame(0.5, 3.0)


def filmed(engine: SmallEngine, folder: Path | None) -> Iterator[tuple[Picture, Picture]]:
    """Photographs, and what is decoded of the first frame of a video of them."""
    for photograph in photographs(folder):
        if min(photograph.shape[:2]) <= 300:
            continue  # as small as no request may be
        data = jpeg(photograph, quality=98)
        request = GenerationRequest(prompt="[Static shot]", seed=1, duration=0.4, first_frame=data, size=SIZE)
        with tempfile.TemporaryDirectory() as place:
            video = Path(place) / "clip.mp4"
            make_video(request, engine=engine, video=video, poster=Path(place) / "p.jpg", emit=lambda event: None)
            yield cover(photograph, SIZE), next(iter(frames_of(video)))


def recalled(engine: SmallEngine) -> dict[float, float]:
    """Of codes that are a little off, how many still name their picture."""
    rng, keys = np.random.default_rng(0), [key for key in all_keys() if key[0] == "subject"]
    true = [engine.memory.nearest("canvas", code_of(key)) for key in keys]

    def share(noise: float) -> float:
        off = [code_of(key) + noise * rng.standard_normal(64).astype(np.float32) for key in keys]
        return float(
            np.mean([engine.memory.nearest("canvas", code) == one for code, one in zip(off, true, strict=True)])
        )

    return {noise: share(noise) for noise in NOISE}


def difference(true: Picture, again: Picture) -> Picture:
    return np.asarray(np.clip(128 + 4 * (again.astype(np.int16) - true), 0, 255), np.uint8)


def shown(picture: Picture) -> Picture:
    return np.asarray(cv2.resize(picture, SHOWN, interpolation=cv2.INTER_AREA), np.uint8)


if __name__ == "__main__":
    main()
