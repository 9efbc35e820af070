"""How a video is told to the page: one flat object, the same from every route and in every event."""

from __future__ import annotations

import time
from typing import Any

from video01.generation import Generation, Output, Status
from video01.server.backend import Backend

DAY = 86400  # links are renewed once a day, so that the browser may keep what it has fetched


def card(generation: Generation, backend: Backend) -> dict[str, Any]:
    """Everything that the page shows of a video. Times are Unix seconds."""
    request, report = generation.request, generation.report
    waiting = generation.status is Status.QUEUED
    return {
        "id": generation.id,
        "told_at": time.time(),
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
        "attempts": generation.attempts,
        "stopping": generation.cancel_requested and not generation.status.final,
        "position": backend.queue.position(generation.id) if waiting else None,
        "report": None
        if report is None
        else {"prompt": report.prompt, "ignored": list(report.ignored), "notes": list(report.notes)},
        "failure": None
        if generation.failure is None
        else {"name": generation.failure.name, "message": generation.failure.message},
        "output": None if generation.output is None else _output(generation.output, backend),
    }


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
