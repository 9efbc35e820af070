"""Read the body of a create request: OpenAI's fields, and those that vLLM-Omni added to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from video01.errors import InvalidRequest
from video01.generation import FPS, MAX_DURATION, GenerationRequest
from video01.server.draft import UNSEEN, Draft, parse_size, read_prompt
from video01.server.fields import Fields, present
from video01.server.models import DEFAULT, NAMES, model_named

SORA = ("sora-2", "sora-2-pro", "sora-2-2025-10-06", "sora-2-2025-12-08", "sora-2-pro-2025-10-06")
SPELLINGS = {  # our field -> theirs
    "prompt": "prompt",
    "model": "model",
    "first_frame": "input_reference",
    "duration": "seconds",
    "size": "size",
    "seed": "seed",
    "num_inference_steps": "num_inference_steps",
    "guidance_scale": "guidance_scale",
    "negative_prompt": "negative_prompt",
}
OTHERS = ("width", "height", "num_frames", "fps")
MAX_FPS = 240
_REFERENCE = SPELLINGS["first_frame"]
_IMAGE_URL, _FILE_ID = f"{_REFERENCE}[image_url]", f"{_REFERENCE}[file_id]"


def read_draft(body: Mapping[str, Any]) -> Draft:
    """From a JSON object or the fields of a form, where numbers are text. Keys that nobody knows are ignored, for many
    clients of self-hosted servers send some. Raises `InvalidRequest`.
    """
    fields = Fields(body)
    picture = _picture(body)
    request = GenerationRequest(
        prompt=read_prompt(fields, has_picture=picture is not None),
        model=model_named(fields.text("model") or DEFAULT, names=NAMES + SORA),
        first_frame=None if picture is None else UNSEEN,
        size=_size(fields),
        seed=fields.integer("seed"),
        num_inference_steps=fields.integer("num_inference_steps"),
        guidance_scale=fields.number("guidance_scale"),
        negative_prompt=fields.text("negative_prompt") or "",
        **present(duration=_duration(fields)),
    )
    return Draft(request=request, pictures=present(first_frame=picture), names=SPELLINGS).checked()


def read_remix(body: Mapping[str, Any]) -> str:
    """The new prompt. Raises `InvalidRequest`."""
    return read_prompt(Fields(body), has_picture=False)


def _picture(body: Mapping[str, Any]) -> str | bytes | None:
    """What `input_reference` holds: a file, or an object (in a form: keys with brackets) with the URL of one."""
    sent = body.get(_REFERENCE)
    given = sent if isinstance(sent, Mapping) else {"image_url": body.get(_IMAGE_URL), "file_id": body.get(_FILE_ID)}
    if given.get("file_id"):
        raise InvalidRequest(_FILE_ID, f"{_FILE_ID} is not supported: send the file itself, or its image_url")
    if isinstance(sent, bytes):
        return sent
    url = given.get("image_url") if sent is None or isinstance(sent, Mapping) else sent
    return Fields({_REFERENCE: url}).text(_REFERENCE) or None


def _size(fields: Fields) -> tuple[int, int] | None:
    """`width` and `height` if they are there, else `size`."""
    width, height = fields.integer("width"), fields.integer("height")
    if width is not None and height is not None:
        return width, height
    if width is not None or height is not None:
        raise InvalidRequest("width", "width and height come together: both or none are expected, got one")
    text = fields.text("size")
    size = parse_size(text) if text else None
    if text and size is None:
        raise InvalidRequest("size", f"size must be WIDTHxHEIGHT such as 1280x720, got {text[:40]!r}")
    return size


def _duration(fields: Fields) -> float | None:
    """Seconds: `num_frames` at `fps` if they are there, else `seconds`. Every video has 25 frames a second all the
    same.
    """
    num_frames, fps = fields.integer("num_frames"), fields.number("fps")
    if fps is not None and not 0 < fps <= MAX_FPS:
        raise InvalidRequest("fps", f"fps must be over 0 and at most {MAX_FPS}, got {fps:g}")
    if num_frames is None:
        return fields.number("seconds")
    seconds = num_frames / (fps or FPS)
    if not 0 < seconds <= MAX_DURATION:
        message = f"num_frames must be over 0 and at most {MAX_DURATION * (fps or FPS):g}, which is {MAX_DURATION:g} "
        raise InvalidRequest("num_frames", f"{message}seconds at {fps or FPS:g} frames a second, got {num_frames}")
    return seconds
