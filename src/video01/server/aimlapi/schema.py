"""The body of a create request, for the OpenAPI document. `draft` reads it, more leniently than this says."""

from __future__ import annotations

from typing import Any

from video01.generation import (
    FPS,
    MAX_DURATION,
    MAX_GUIDANCE,
    MAX_PRIORITY,
    MAX_PROMPT_CHARACTERS,
    MAX_SEED,
    MAX_STEPS,
    GenerationRequest,
)

_IMAGE = (
    "The first frame: an http(s) URL, a data URI or bare base64 of a JPEG, PNG or WebP file. "
    "Shorter side over 300 pixels, aspect ratio over 2:5 and under 5:2, 20 MB at most."
)
_REWRITE = "Rewrite the prompt to what the model knows."


def _older(name: str, of: dict[str, Any]) -> dict[str, Any]:
    return {**of, "description": f"The same as `{name}`.", "deprecated": True}


_PROPERTIES: dict[str, dict[str, Any]] = {
    "model": {"type": "string", "default": "video-01", "examples": ["video-01"]},
    "prompt": {
        "type": "string",
        "maxLength": MAX_PROMPT_CHARACTERS,
        "description": "What the video shows. May be left out when a picture is given.",
        "examples": ["a red fox runs through a snowy forest"],
    },
    "image_url": {"type": "string", "description": _IMAGE},
    "enhance_prompt": {"type": "boolean", "default": True, "description": _REWRITE},
    "duration": {
        "type": "number",
        "exclusiveMinimum": 0,
        "maximum": MAX_DURATION,
        "default": GenerationRequest.duration,
        "description": f"Seconds, at {FPS} frames each.",
    },
    "size": {
        "type": "string",
        "pattern": r"^(\d+x\d+|720P)$",
        "default": "1280x720",
        "description": "WIDTHxHEIGHT in multiples of 16. Left out with a picture: its aspect, short side 720.",
    },
    "seed": {"type": "integer", "minimum": 0, "maximum": MAX_SEED, "description": "Left out: one is drawn."},
    "num_inference_steps": {"type": "integer", "minimum": 1, "maximum": MAX_STEPS},
    "guidance_scale": {"type": "number", "minimum": 0, "maximum": MAX_GUIDANCE},
    "negative_prompt": {"type": "string", "maxLength": MAX_PROMPT_CHARACTERS},
    "priority": {"type": "integer", "minimum": -MAX_PRIORITY, "maximum": MAX_PRIORITY, "default": 0},
    "callback_url": {"type": "string", "description": "Where the end of it is posted, signed (Standard Webhooks)."},
}
_PROPERTIES |= {
    "first_frame_image": _older("image_url", _PROPERTIES["image_url"]),
    "reference_image_url": _older("image_url", _PROPERTIES["image_url"]),
    "prompt_optimizer": _older("enhance_prompt", _PROPERTIES["enhance_prompt"]),
    "resolution": _older("size", _PROPERTIES["size"]),
}

CREATE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "title": "VideoRequest",
                    "properties": _PROPERTIES,
                    "required": ["prompt"],
                    "additionalProperties": True,
                }
            }
        },
    }
}
