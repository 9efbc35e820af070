"""Read the body of a create request into a `GenerationRequest`, and speak of its fields as the caller spelled them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from video01.errors import InvalidRequest
from video01.generation import GenerationRequest
from video01.server.draft import UNSEEN, Draft, parse_size, read_prompt
from video01.server.fields import Fields, present
from video01.server.models import DEFAULT, model_named
from video01.webhooks import check_url

SPELLINGS: dict[str, tuple[str, ...]] = {  # our field -> what clients call it, the newest name first
    "prompt": ("prompt",),
    "model": ("model",),
    "first_frame": ("image_url", "first_frame_image", "reference_image_url"),
    "duration": ("duration",),
    "size": ("size", "resolution"),
    "seed": ("seed",),
    "num_inference_steps": ("num_inference_steps",),
    "guidance_scale": ("guidance_scale",),
    "negative_prompt": ("negative_prompt",),
    "optimize_prompt": ("enhance_prompt", "prompt_optimizer"),
    "priority": ("priority",),
    "callback_url": ("callback_url",),
}


def read_draft(body: Mapping[str, Any]) -> Draft:
    """Keys that nobody knows are ignored, as real clients send some. Raises `InvalidRequest`."""
    fields = Fields(body)
    names = {ours: fields.name(*theirs) for ours, theirs in SPELLINGS.items()}
    image = fields.text(*SPELLINGS["first_frame"]) or None
    request = GenerationRequest(
        prompt=read_prompt(fields, has_picture=image is not None),
        model=model_named(fields.text("model") or DEFAULT),
        first_frame=None if image is None else UNSEEN,
        size=_size(fields),
        seed=fields.integer("seed"),
        num_inference_steps=fields.integer("num_inference_steps"),
        guidance_scale=fields.number("guidance_scale"),
        negative_prompt=fields.text("negative_prompt") or "",
        **present(duration=fields.number("duration"), optimize_prompt=fields.boolean(*SPELLINGS["optimize_prompt"])),
    )
    pictures = {} if image is None else {"first_frame": image}
    return Draft(request=request, pictures=pictures, names=names).checked()


def read_wishes(body: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked of the queue and not of the model, as `Queue.add` takes it. Raises `InvalidRequest`."""
    fields = Fields(body)
    url = fields.text("callback_url") or None
    return {
        "priority": fields.integer("priority") or 0,
        "callback_url": None if url is None else check_url(url),
    }


def _size(fields: Fields) -> tuple[int, int] | None:
    """`1280x720` as numbers. 720P is the default: 1280x720, or the picture's aspect with a short side of 720."""
    name = fields.name(*SPELLINGS["size"])
    text = fields.text(name)
    if not text or text.strip().lower() == "720p":
        return None
    size = parse_size(text)
    if size is None:
        raise InvalidRequest(name, f"{name} must be 720P or WIDTHxHEIGHT such as 1280x720, got {text[:40]!r}")
    return size
