"""Help with the form: the optimizer run alone, and the recipe in a video that was dropped on the page."""

from __future__ import annotations

import base64
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from video01 import recipe
from video01.errors import InvalidRequest
from video01.generation import GenerationRequest
from video01.media import comment_of
from video01.prompt import optimize
from video01.server.backend import BackendOf
from video01.server.body import json_object, read_body
from video01.server.fields import Fields
from video01.server.models import model_named
from video01.server.studio.session import SignedIn
from video01.server.studio.videos import answer

router = APIRouter()


@router.post("/optimize")
async def read(request: Request, _: SignedIn) -> Response:
    """What the model would be given for a prompt, what changed and what nothing will show."""
    fields = Fields(json_object(await read_body(request)))
    prompt, has_image = fields.text("prompt") or "", fields.boolean("has_image") or False
    GenerationRequest(prompt=prompt, first_frame=b"" if has_image else None).validate()
    report = await run_in_threadpool(lambda: optimize(prompt, has_image=has_image))
    return answer({"prompt": report.prompt, "ignored": list(report.ignored), "notes": list(report.notes)})


@router.post("/recipe")
async def restore(request: Request, _: SignedIn, backend: BackendOf) -> Response:
    """The body is an MP4 file, or its beginning: what it was made of, its pictures looked at."""
    file = await read_body(request)
    comment = await run_in_threadpool(comment_of, file)
    if comment is None:
        raise InvalidRequest("recipe", "this video does not tell how it was made: it is not from here, or was changed")
    found = await run_in_threadpool(recipe.read, comment)
    wanted = found.request
    model_named(wanted.model)
    body: dict[str, Any] = {
        "prompt": wanted.prompt,
        "optimized_prompt": found.optimized_prompt,
        "model": wanted.model,
        "duration": wanted.duration,
        "size": wanted.size,
        "seed": wanted.seed,
        "steps": wanted.num_inference_steps,
        "guidance": wanted.guidance_scale,
        "negative_prompt": wanted.negative_prompt,
        "optimize": wanted.optimize_prompt,
    }
    for name in ("first_frame", "last_frame"):
        sent: bytes | None = getattr(wanted, name)
        body[name] = None if sent is None else await _picture(sent, backend)
    return answer(body)


async def _picture(sent: bytes, backend: BackendOf) -> dict[str, Any]:
    picture = await backend.pictures.load(sent)
    kind = "png" if sent.startswith(b"\x89PNG") else "webp" if sent.startswith(b"RIFF") else "jpeg"
    data = f"data:image/{kind};base64,{base64.b64encode(sent).decode()}"
    return {"send": data, "show": data, "width": picture.width, "height": picture.height}
