"""How a video is told to the page: one flat object, the same from every route and in every event."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from video01.events import DENOISING
from video01.generation import Generation, Output, Status
from video01.queue import Outlook
from video01.server.backend import Backend
from video01.server.studio.abilities import abilities
from video01.storage import preview_name

DAY = 86400  # seconds; links are renewed once a day, so that the browser may keep what it has fetched


def cards(generations: Iterable[Generation], backend: Backend) -> list[dict[str, Any]]:
    """Everything that the page shows of these videos, with their places in the queue."""
    some = tuple(generations)
    waits = any(not generation.status.final for generation in some)
    outlook = backend.queue.outlook() if waits else Outlook()
    pictures = backend.queue.pictures_of([generation.id for generation in some])
    return [_card(one, pictures.get(one.id, frozenset()), backend) | place_of(one.id, outlook) for one in some]


def card(generation: Generation, backend: Backend) -> dict[str, Any]:
    return cards((generation,), backend)[0]


def place_of(id: str, outlook: Outlook) -> dict[str, Any]:
    """Where it is in the queue, if it waits, and the seconds that are left, if that is known."""
    place = outlook.places.get(id)
    return {"position": None if place is None else place.position, "time_left": outlook.seconds_left.get(id)}


def _card(generation: Generation, pictures: frozenset[str], backend: Backend) -> dict[str, Any]:
    """Times are Unix seconds; links are relative to the page."""
    request, report, failure = generation.request, generation.report, generation.failure
    told = None
    if report is not None:
        told = {"prompt": report.prompt, "ignored": list(report.ignored), "notes": list(report.notes)}
    return {
        "id": generation.id,
        "revision": generation.revision,
        "status": generation.status,
        "prompt": request.prompt,
        "model": request.model,
        "duration": request.duration,
        "size": request.size,
        "seed": request.seed,
        "steps": request.num_inference_steps,
        "guidance": request.guidance_scale,
        "negative_prompt": request.negative_prompt,
        "optimize": request.optimize_prompt,
        "created_at": generation.created_at,
        "started_at": generation.started_at,
        "finished_at": generation.finished_at,
        "progress": generation.progress,
        **_steps(generation, backend),
        "attempts": generation.attempts,
        "stopping": generation.cancel_requested and not generation.status.final,
        "parent": generation.parent,
        "favourite": generation.favourite,
        "first_frame": picture_link(generation, "first") if "first" in pictures else None,
        "last_frame": picture_link(generation, "last") if "last" in pictures else None,
        "preview": _preview(generation, backend),
        "report": told,
        "failure": None if failure is None else {"name": failure.name, "message": failure.message},
        "output": None if generation.output is None else _output(generation.output, backend),
    }


def picture_link(generation: Generation, place: str) -> str:
    return f"studio/api/videos/{generation.id}/{place}-frame"


def _steps(generation: Generation, backend: Backend) -> dict[str, Any]:
    """How many denoising steps are done, of how many; nothing for an engine that has none."""
    usual = abilities(backend.settings)["default_steps"]
    if usual is None:
        return {"step": None, "steps_total": None}
    total = generation.request.num_inference_steps or usual
    return {"step": min(total, round(total * generation.progress / DENOISING)), "steps_total": total}


def _preview(generation: Generation, backend: Backend) -> str | None:
    """The newest picture of a video in the making; the number makes each one's link its own."""
    if generation.status is not Status.RUNNING:
        return None
    try:
        written = backend.storage.path(preview_name(generation.id)).stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return f"studio/api/videos/{generation.id}/preview?{written}"


def _output(output: Output, backend: Backend) -> dict[str, Any]:
    return {
        "video": link(output.video, backend),
        "poster": link(output.poster, backend),
        "duration": output.duration,
        "width": output.width,
        "height": output.height,
        "bytes": output.size,
    }


def link(name: str, backend: Backend) -> str:
    """A signed link of a stored file, relative to the page, the same for the whole day."""
    until = (time.time() // DAY + 1) * DAY + backend.settings.url_expiry_hours * 3600
    return backend.storage.url(name, "", until).lstrip("/")
