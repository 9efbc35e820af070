"""Read the body of a create request into a `GenerationRequest`, and speak of its fields as the caller spelled them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from video01.errors import InvalidRequest
from video01.generation import GenerationRequest
from video01.server.fields import Fields
from video01.server.models import DEFAULT, model_named

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
}
_SIZE = re.compile(r"\s*(\d{1,5})\s*[xX×*]\s*(\d{1,5})\s*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A request that is valid but for its picture, which is still the text that the caller sent."""

    request: GenerationRequest
    image: str | None
    names: Mapping[str, str]  # our field -> the caller's name for it

    def with_first_frame(self, image: bytes) -> GenerationRequest:
        return replace(self.request, first_frame=image)

    @contextmanager
    def caller_names(self) -> Iterator[None]:
        """Errors raised inside name fields as the caller did."""
        with _caller_names(self.names):
            yield


def read_draft(body: Mapping[str, Any]) -> Draft:
    """Keys that nobody knows are ignored, as real clients send some. Raises `InvalidRequest`."""
    fields = Fields(body)
    names = {ours: fields.name(*theirs) for ours, theirs in SPELLINGS.items()}
    image = fields.text(*SPELLINGS["first_frame"]) or None
    request = GenerationRequest(
        prompt=_prompt(fields, has_image=image is not None),
        model=model_named(fields.text("model") or DEFAULT),
        first_frame=None if image is None else b"",  # stands for the picture until it is loaded
        size=_size(fields),
        seed=fields.integer("seed"),
        num_inference_steps=fields.integer("num_inference_steps"),
        guidance_scale=fields.number("guidance_scale"),
        negative_prompt=fields.text("negative_prompt") or "",
        **_present(duration=fields.number("duration"), optimize_prompt=fields.boolean(*SPELLINGS["optimize_prompt"])),
    )
    with _caller_names(names):
        return Draft(request=request.validate().with_seed(), image=image, names=names)


def _prompt(fields: Fields, *, has_image: bool) -> str:
    prompt = fields.text("prompt")
    if prompt is None and not has_image:
        raise InvalidRequest("prompt", "prompt is required: a string of 1 to 2000 characters is expected, got none")
    return prompt or ""


def _size(fields: Fields) -> tuple[int, int] | None:
    """`1280x720` as numbers. 720P is the default: 1280x720, or the picture's aspect with a short side of 720."""
    name = fields.name(*SPELLINGS["size"])
    text = fields.text(name)
    if not text or text.strip().lower() == "720p":
        return None
    match = _SIZE.fullmatch(text)
    if match is None:
        raise InvalidRequest(name, f"{name} must be 720P or WIDTHxHEIGHT such as 1280x720, got {text[:40]!r}")
    return int(match[1]), int(match[2])


def _present(**values: Any) -> dict[str, Any]:
    """What was sent; the domain has the defaults for the rest."""
    return {name: value for name, value in values.items() if value is not None}


@contextmanager
def _caller_names(names: Mapping[str, str]) -> Iterator[None]:
    try:
        yield
    except InvalidRequest as error:
        name = names.get(error.field, error.field)
        message, found = re.subn(rf"\b{re.escape(error.field)}\b", name, error.message)
        raise InvalidRequest(name, message if found or name in message else f"{name}: {message}") from None
