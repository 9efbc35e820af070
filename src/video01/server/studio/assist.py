"""Help with the prompt: the optimizer run alone, with what it changed and what it ignored."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from video01.generation import GenerationRequest
from video01.prompt import optimize
from video01.server.body import json_object, read_body
from video01.server.fields import Fields
from video01.server.studio.session import SignedIn

router = APIRouter()


@router.post("/optimize")
async def read(request: Request, _: SignedIn) -> Response:
    fields = Fields(json_object(await read_body(request)))
    prompt, has_image = fields.text("prompt") or "", fields.boolean("has_image") or False
    GenerationRequest(prompt=prompt, first_frame=b"" if has_image else None).validate()
    report = await run_in_threadpool(lambda: optimize(prompt, has_image=has_image))
    body = {"prompt": report.prompt, "ignored": list(report.ignored), "notes": list(report.notes)}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})
