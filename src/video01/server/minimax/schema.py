"""The body of a create request, for the OpenAPI document. `draft` reads it, more leniently than this says."""

from __future__ import annotations

from typing import Any

from video01.generation import MAX_DURATION, MAX_PROMPT_CHARACTERS, GenerationRequest
from video01.server.minimax.draft import MODELS, RESOLUTIONS

_PICTURE = "An http(s) URL, a data URI or bare base64 of a JPEG, PNG or WebP file."

PROPERTIES: dict[str, dict[str, Any]] = {
    "model": {"type": "string", "enum": list(MODELS), "description": "All of these are the one model there is."},
    "prompt": {
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_PROMPT_CHARACTERS,
        "description": "What the video shows, with camera commands in brackets. May be left out beside a picture.",
        "examples": ["a red fox runs through a snowy forest [Push in]"],
    },
    "prompt_optimizer": {"type": "boolean", "default": True},
    "fast_pretreatment": {"type": "boolean", "default": False, "description": "Makes no difference here."},
    "duration": {
        "type": "number",
        "exclusiveMinimum": 0,
        "maximum": MAX_DURATION,
        "default": GenerationRequest.duration,
        "description": "Seconds. MiniMax takes 6 and 10.",
    },
    "resolution": {"type": "string", "enum": list(RESOLUTIONS), "default": "720P"},
    "first_frame_image": {"type": "string", "description": _PICTURE},
    "last_frame_image": {"type": "string", "description": _PICTURE},
    "subject_reference": {"type": "array", "maxItems": 0, "description": "Refused: no model here supports it."},
    "callback_url": {"type": "string", "format": "uri", "description": "Told of every change, after a handshake."},
}

CREATE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "title": "MiniMaxVideoRequest",
                    "properties": PROPERTIES,
                    "additionalProperties": True,
                }
            }
        },
    }
}
