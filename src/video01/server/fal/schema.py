"""The body of a request, for the OpenAPI document. `draft` reads it, more leniently than this says."""

from __future__ import annotations

from typing import Any

from video01.generation import MAX_DURATION, MAX_PROMPT_CHARACTERS, MAX_SEED, GenerationRequest

PROPERTIES: dict[str, dict[str, Any]] = {
    "prompt": {"type": "string", "minLength": 1, "maxLength": MAX_PROMPT_CHARACTERS},
    "image_url": {"type": "string", "description": "An http(s) URL or a data URI of a JPEG, PNG or WebP file."},
    "prompt_optimizer": {"type": "boolean", "default": True},
    "duration": {
        "type": "number",
        "exclusiveMinimum": 0,
        "maximum": MAX_DURATION,
        "default": GenerationRequest.duration,
    },
    "seed": {"type": "integer", "minimum": 0, "maximum": MAX_SEED},
}
_SCHEMA = {"type": "object", "properties": PROPERTIES, "required": ["prompt"], "additionalProperties": True}

BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/json": {"schema": _SCHEMA}}}}
