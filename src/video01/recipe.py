"""What a video was made of, as one JSON text that travels in its file: enough to make it again.

`write` and `read` are each other's inverse. What `read` is given comes from anywhere, so it believes nothing: every
field is checked as a request's is, what it does not know is left out, and pictures are bytes until somebody looks.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, fields
from typing import Any

from video01.errors import InvalidRequest
from video01.generation import GenerationRequest, PromptReport

VERSION = 1
MARK = "video01_recipe"  # the key that says what this is; its value is the version
MOST_CHARACTERS = 8_000_000
_PICTURES = ("first_frame", "last_frame")
_LEFT_OUT = {*_PICTURES, "include_recipe"}
_KINDS: dict[str, type | tuple[type, ...]] = {
    "prompt": str,
    "model": str,
    "duration": (int, float),
    "seed": int,
    "num_inference_steps": int,
    "guidance_scale": (int, float),
    "negative_prompt": str,
    "optimize_prompt": bool,
}


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A request, and what its prompt was rewritten to."""

    request: GenerationRequest  # valid but for its pictures, which nobody has looked at
    optimized_prompt: str | None = None


def write(request: GenerationRequest, report: PromptReport | None) -> str:
    """The recipe as JSON."""
    values: dict[str, Any] = {MARK: VERSION}
    values |= {f.name: getattr(request, f.name) for f in fields(request) if f.name not in _LEFT_OUT}
    if report is not None:
        values["optimized_prompt"] = report.prompt
    for name in _PICTURES:
        if (picture := getattr(request, name)) is not None:
            values[name] = base64.b64encode(picture).decode()
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Recipe:
    """The recipe in a comment. Raises `InvalidRequest` when there is none, or one that cannot be used."""
    values = _object(text)
    size = values.get("size")
    if size is not None:
        size = _size(size)
    given = {name: _of_kind(name, values[name], kind) for name, kind in _KINDS.items() if values.get(name) is not None}
    pictures = {name: _picture(name, values[name]) for name in _PICTURES if values.get(name) is not None}
    request = GenerationRequest(**{"prompt": "", **given, **pictures}, size=size)
    optimized = _of_kind("optimized_prompt", values.get("optimized_prompt") or "", str)
    return Recipe(request=request.validate(), optimized_prompt=optimized or None)


def _object(text: str) -> dict[str, Any]:
    if len(text) > MOST_CHARACTERS:
        raise _unusable(f"at most {MOST_CHARACTERS} characters are expected, got {len(text)}")
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise _unusable("JSON is expected, got something else") from None
    if not isinstance(values, dict) or MARK not in values:
        raise _unusable("the video was not made here, or its recipe was left out")
    if values[MARK] != VERSION:
        raise _unusable(f"version {VERSION} is expected, got {str(values[MARK])[:20]}")
    return values


def _of_kind(name: str, value: Any, kind: type | tuple[type, ...]) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _unusable(f"its {name} has the wrong kind")
    if isinstance(value, str) and not _encodable(value):
        raise _unusable(f"its {name} is no text")
    return value


def _encodable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _size(value: Any) -> tuple[int, int]:
    match value:
        case [int(width), int(height)]:
            return width, height
    raise _unusable("its size must be two whole numbers")


def _picture(name: str, value: Any) -> bytes:
    text = _of_kind(name, value, str)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _unusable(f"its {name} is no picture") from None


def _unusable(why: str) -> InvalidRequest:
    return InvalidRequest("recipe", f"no recipe can be read from this video: {why}")
