"""The body of a create request, for the OpenAPI document. `draft` reads it, more leniently than this says."""

from __future__ import annotations

from typing import Any

from video01.generation import MAX_DURATION, MAX_PROMPT_CHARACTERS, MAX_SEED, GenerationRequest
from video01.server.models import NAMES

INPUT: dict[str, dict[str, Any]] = {
    "prompt": {"type": "string", "minLength": 1, "maxLength": MAX_PROMPT_CHARACTERS},
    "first_frame_image": {"type": "string", "description": "An http(s) URL or a data URI of a JPEG, PNG or WebP file."},
    "prompt_optimizer": {"type": "boolean", "default": True},
    "duration": {
        "type": "number",
        "exclusiveMinimum": 0,
        "maximum": MAX_DURATION,
        "default": GenerationRequest.duration,
    },
    "seed": {"type": "integer", "minimum": 0, "maximum": MAX_SEED},
}


def body(*, needs_version: bool) -> dict[str, Any]:
    """`openapi_extra` of a route that creates."""
    properties: dict[str, Any] = {
        "input": {"type": "object", "properties": INPUT, "required": ["prompt"], "additionalProperties": True}
    }
    if needs_version:
        properties["version"] = {"type": "string", "enum": list(NAMES)}
    schema = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": True}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
