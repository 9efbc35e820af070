"""Read the body of a create request. Camera commands stay in the prompt, where the optimizer reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from video01.errors import InvalidRequest
from video01.generation import GenerationRequest
from video01.media import fit_size
from video01.server.draft import UNSEEN, Draft, read_prompt
from video01.server.fields import Fields, present
from video01.server.models import DEFAULT, NAMES, model_named

MODELS = (  # all of them are our one model
    *NAMES,
    "T2V-01",
    "T2V-01-Director",
    "I2V-01",
    "I2V-01-Director",
    "I2V-01-live",
    "S2V-01",
    "MiniMax-Hailuo-02",
    "MiniMax-Hailuo-2.3",
    "MiniMax-Hailuo-2.3-Fast",
)
RESOLUTIONS = {"512P": 512, "720P": 720, "768P": 768, "1080P": 1080}  # the shorter side in pixels, before rounding
SPELLINGS = {  # our field -> theirs
    "prompt": "prompt",
    "model": "model",
    "first_frame": "first_frame_image",
    "last_frame": "last_frame_image",
    "duration": "duration",
    "size": "resolution",
    "optimize_prompt": "prompt_optimizer",
}
OTHERS = ("fast_pretreatment", "subject_reference", "callback_url")


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a create request asks for."""

    draft: Draft
    callback_url: str | None


def read_order(body: Mapping[str, Any]) -> Order:
    """Keys that nobody knows are ignored. Raises `InvalidRequest`."""
    fields = Fields(body)
    _refuse_subject(body)
    fields.boolean("fast_pretreatment")  # looked at, and then nothing: no step here would be left out
    return Order(draft=_read_draft(fields), callback_url=fields.text("callback_url") or None)


def _read_draft(fields: Fields) -> Draft:
    sent = {ours: fields.text(SPELLINGS[ours]) for ours in ("first_frame", "last_frame")}
    pictures = {ours: text for ours, text in sent.items() if text}
    short_side = _short_side(fields)
    request = GenerationRequest(
        prompt=read_prompt(fields, has_picture=bool(pictures)),
        model=model_named(fields.text("model") or DEFAULT, names=MODELS),
        size=None if "first_frame" in pictures else fit_size(16, 9, short_side=short_side),
        **present(
            first_frame=UNSEEN if "first_frame" in pictures else None,
            last_frame=UNSEEN if "last_frame" in pictures else None,
            duration=fields.number("duration"),
            optimize_prompt=fields.boolean("prompt_optimizer"),
        ),
    )
    return Draft(request=request, pictures=pictures, names=SPELLINGS, short_side=short_side).checked()


def _short_side(fields: Fields) -> int:
    name = fields.text("resolution") or "720P"
    side = RESOLUTIONS.get(name.strip().upper())
    if side is None:
        raise InvalidRequest("resolution", f"resolution must be one of {', '.join(RESOLUTIONS)}, got {name[:40]!r}")
    return side


def _refuse_subject(body: Mapping[str, Any]) -> None:
    if body.get("subject_reference"):
        raise InvalidRequest(
            "subject_reference",
            "subject_reference is not supported: the model cannot keep the look of a person. Leave it out, or send the "
            "picture as first_frame_image",
        )
