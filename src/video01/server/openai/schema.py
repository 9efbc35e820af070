"""The bodies of requests, for the OpenAPI document. `draft` reads them, more leniently than this says."""

from __future__ import annotations

from typing import Any

from video01.generation import (
    FPS,
    MAX_DURATION,
    MAX_GUIDANCE,
    MAX_PROMPT_CHARACTERS,
    MAX_SEED,
    MAX_SIDE,
    MAX_STEPS,
    MIN_SIDE,
    SIDE_MULTIPLE,
)
from video01.server.models import NAMES
from video01.server.openai.draft import MAX_FPS, SORA

_SIDE = {"type": "integer", "minimum": MIN_SIDE, "maximum": MAX_SIDE, "multipleOf": SIDE_MULTIPLE}
_PROMPT = {
    "type": "string",
    "minLength": 1,
    "maxLength": MAX_PROMPT_CHARACTERS,
    "description": "What the video shows. May be left out with a picture.",
}
_IMAGE_URL = {"type": "string", "description": "An http(s) URL or a data URI of a JPEG, PNG or WebP file."}

PROPERTIES: dict[str, dict[str, Any]] = {
    "prompt": _PROMPT,
    "model": {"type": "string", "enum": [*NAMES, *SORA], "description": "All of these are the one model there is."},
    "seconds": {
        "type": "string",
        "default": "6",
        "description": f"Any number over 0, at most {MAX_DURATION:g}.",
        "examples": ["4", "8"],
    },
    "size": {
        "type": "string",
        "pattern": r"^\d+x\d+$",
        "default": "1280x720",
        "description": f"WIDTHxHEIGHT in multiples of {SIDE_MULTIPLE}. Left out with a picture: its aspect.",
        "examples": ["720x1280", "1280x720", "1024x1792", "1792x1024"],
    },
    "width": _SIDE,
    "height": _SIDE,
    "num_frames": {"type": "integer", "minimum": 1, "description": "Instead of `seconds`: frames at `fps`."},
    "fps": {"type": "number", "exclusiveMinimum": 0, "maximum": MAX_FPS, "default": FPS},
    "num_inference_steps": {"type": "integer", "minimum": 1, "maximum": MAX_STEPS},
    "guidance_scale": {"type": "number", "minimum": 0, "maximum": MAX_GUIDANCE},
    "seed": {"type": "integer", "minimum": 0, "maximum": MAX_SEED},
    "negative_prompt": {"type": "string", "maxLength": MAX_PROMPT_CHARACTERS},
}
_FILE = {"type": "string", "format": "binary", "description": "The first frame: a JPEG, PNG or WebP file."}
_REFERENCE = {"type": "object", "properties": {"image_url": _IMAGE_URL}}


def _body(json_properties: dict[str, Any], form_properties: dict[str, Any]) -> dict[str, Any]:
    def schema(properties: dict[str, Any]) -> dict[str, Any]:
        of = {"type": "object", "properties": properties, "required": ["prompt"], "additionalProperties": True}
        return {"schema": of}

    content = {"multipart/form-data": schema(form_properties), "application/json": schema(json_properties)}
    return {"requestBody": {"required": True, "content": content}}


CREATE_BODY = _body(
    {**PROPERTIES, "input_reference": _REFERENCE},
    {**PROPERTIES, "input_reference": _FILE, "input_reference[image_url]": _IMAGE_URL},
)
REMIX_BODY = _body({"prompt": _PROMPT}, {"prompt": _PROMPT})
