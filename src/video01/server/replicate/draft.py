"""Read the body of a create request, and how long its sender wants to wait for the video."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from video01.errors import InvalidRequest
from video01.generation import GenerationRequest
from video01.server.draft import UNSEEN, Draft, read_prompt
from video01.server.fields import Fields, present
from video01.server.models import DEFAULT, NAMES, model_named

SPELLINGS = {  # our field -> theirs, in `input`
    "prompt": "prompt",
    "first_frame": "first_frame_image",
    "optimize_prompt": "prompt_optimizer",
    "duration": "duration",
    "seed": "seed",
}
LONGEST_WAIT = 60.0  # seconds
_WAIT = re.compile(r"\bwait(?:\s*=\s*\"?(\d{1,4})\"?)?", re.ASCII | re.IGNORECASE)


def read_draft(body: Mapping[str, Any], *, needs_version: bool) -> Draft:
    """Keys that nobody knows are ignored. Raises `InvalidRequest`."""
    if body.get("webhook"):
        raise InvalidRequest("webhook", "webhook is not supported here: poll the prediction, or give the key a webhook")
    if needs_version:
        model_named(Fields(body).text("version") or "", field="version", names=NAMES)
    sent = body.get("input")
    if not isinstance(sent, Mapping):
        raise InvalidRequest("input", 'input must be an object such as {"prompt": "..."}, got none')
    return _read_input(sent)


def wait_of(prefer: str) -> float:
    """Seconds that the header `Prefer` asks to wait: `wait` or `wait=5`; 0 for any other."""
    found = _WAIT.search(prefer)
    if found is None:
        return 0.0
    return LONGEST_WAIT if found[1] is None else min(float(found[1]), LONGEST_WAIT)


def _read_input(sent: Mapping[str, Any]) -> Draft:
    fields = Fields(sent)
    if sent.get("subject_reference"):
        raise InvalidRequest(
            "subject_reference", "subject_reference is not supported: the model cannot keep the look of a person"
        )
    image = fields.text("first_frame_image") or None
    request = GenerationRequest(
        prompt=read_prompt(fields, has_picture=image is not None),
        model=DEFAULT,
        first_frame=None if image is None else UNSEEN,
        seed=fields.integer("seed"),
        **present(duration=fields.number("duration"), optimize_prompt=fields.boolean("prompt_optimizer")),
    )
    return Draft(request=request, pictures=present(first_frame=image), names=SPELLINGS).checked()
