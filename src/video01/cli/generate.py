"""`video01 generate`: one video, made in this process."""

from __future__ import annotations

import json
import signal
import sys
import tempfile
import time
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from video01.cli import terminate
from video01.cli.terminal import Progress, say, table
from video01.engines import load
from video01.errors import InvalidImage, InvalidRequest
from video01.events import DENOISING, Done, Event, Started
from video01.fetch import decode_image
from video01.generation import FPS, GenerationRequest, PromptReport
from video01.make import make_video
from video01.media import read_image
from video01.settings import Settings


def run(arguments: Namespace) -> int:
    """Check everything that can be wrong, then make the video, then tell about it."""
    signal.signal(signal.SIGTERM, terminate)
    settings = Settings.from_environment()
    video: Path = arguments.output
    _check_output(video)
    request = _request(arguments, settings)
    result = _make(request, settings, video, arguments.began)
    if arguments.json:
        say(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        say(result.for_people())
        if arguments.timings:
            say(result.timings_for_people())
    return 0


@dataclass(frozen=True, kw_only=True)
class _Result:
    request: GenerationRequest
    report: PromptReport
    done: Done
    video: Path
    poster: Path

    def as_json(self) -> dict[str, object]:
        return {
            "path": str(self.video),
            "poster": str(self.poster),
            "seed": self.request.seed,
            "prompt": self.request.prompt,
            "optimized_prompt": self.report.prompt,
            "ignored": list(self.report.ignored),
            "notes": list(self.report.notes),
            "size": f"{self.done.width}x{self.done.height}",
            "duration": self.done.duration,
            "timings": {stage: round(seconds, 4) for stage, seconds in self.done.timings.items()},
        }

    def for_people(self) -> str:
        megabytes = self.video.stat().st_size / 1e6
        shape = f"{self.done.width}x{self.done.height}, {self.done.duration:g} s, {FPS} frames/s, {megabytes:.1f} MB"
        rows = [
            ("video", f"{self.video} ({shape})"),
            ("poster", str(self.poster)),
            ("prompt", " ".join(self.report.prompt.split())),
            ("ignored", ", ".join(self.report.ignored)),
            *(("note", text) for text in self.report.notes),
            ("seed", str(self.request.seed)),
            ("time", f"{self.done.timings['total']:.1f} s"),
        ]
        return table([row for row in rows if row[1]])

    def timings_for_people(self) -> str:
        return table([(stage, f"{seconds:7.3f} s") for stage, seconds in self.done.timings.items()], indent="  ")


def _make(request: GenerationRequest, settings: Settings, video: Path, began: float) -> _Result:
    """`began` is when the command started, in the clock of `time.perf_counter`."""
    reports = [PromptReport(prompt=request.prompt)]
    poster = video.with_suffix(".jpg")
    with Progress(sys.stderr, denoising=DENOISING) as progress:

        def emit(event: Event) -> None:
            if isinstance(event, Started):
                reports.append(event.report)
            progress.emit(event)

        engine = load(settings.engine)
        start = time.perf_counter() - began
        done = make_video(request, engine=engine, video=video, poster=poster, emit=emit)
    timings = {"start": start, **done.timings, "total": time.perf_counter() - began}
    done = Done(duration=done.duration, width=done.width, height=done.height, timings=timings)
    return _Result(request=request, report=reports[-1], done=done, video=video, poster=poster)


def _check_output(video: Path) -> None:
    """Raise `InvalidRequest` now rather than after all the work."""
    if video.suffix.lower() != ".mp4":
        raise InvalidRequest("output", f"the output must end in .mp4, got {str(video)!r}")
    if video.is_dir():
        raise InvalidRequest("output", f"the output must be a file, {video} is a folder")
    if not video.parent.is_dir():
        raise InvalidRequest("output", f"the folder for the output, {video.parent}, does not exist")
    try:
        tempfile.TemporaryFile(dir=video.parent).close()
    except OSError as error:
        raise InvalidRequest("output", f"cannot write in the folder {video.parent}: {error.strerror}") from None


def _request(arguments: Namespace, settings: Settings) -> GenerationRequest:
    """What was asked for, valid, with a seed. Raises `InvalidRequest`."""
    request = GenerationRequest(
        prompt=arguments.prompt.encode(errors="surrogateescape").decode(errors="replace"),
        first_frame=_first_frame(arguments.image, settings) if arguments.image is not None else None,
        duration=arguments.duration,
        size=arguments.size,
        seed=arguments.seed,
        num_inference_steps=arguments.steps,
        guidance_scale=arguments.guidance,
        negative_prompt=arguments.negative_prompt,
        optimize_prompt=not arguments.no_optimize,
    )
    return request.validate().with_seed()


def _first_frame(where: str, settings: Settings) -> bytes:
    """The bytes of a picture that can be used, from a file or a URL. Raises `InvalidImage`."""
    if "://" in where or where[:5].lower() == "data:":
        data = decode_image(where, allow_private=settings.allow_private_urls)
    else:
        try:
            data = Path(where).read_bytes()
        except OSError as error:
            raise InvalidImage("first_frame", f"cannot read the picture {where}: {error.strerror}") from None
    read_image(data)
    return data
