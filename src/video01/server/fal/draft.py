"""Read the body of a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from video01.errors import NotFound
from video01.generation import GenerationRequest
from video01.server.draft import UNSEEN, Draft, read_prompt
from video01.server.fields import Fields, present
from video01.server.models import DEFAULT

APPS = tuple(  # below `fal-ai/minimax/`; all of them are our one model
    f"{name}{way}" for name in ("video-01", "video-01-director", "video-01-live") for way in ("", "/image-to-video")
)
SPELLINGS = {  # our field -> theirs
    "prompt": "prompt",
    "first_frame": "image_url",
    "optimize_prompt": "prompt_optimizer",
    "duration": "duration",
    "seed": "seed",
}


def check_app(app: str) -> None:
    """Raises `NotFound` that lists the applications there are."""
    if app not in APPS:
        raise NotFound(f"there is no application fal-ai/minimax/{app[:100]}; those there are: {', '.join(APPS)}")


def read_draft(body: Mapping[str, Any]) -> Draft:
    """Keys that nobody knows are ignored. Raises `InvalidRequest`."""
    fields = Fields(body)
    image = fields.text("image_url") or None
    request = GenerationRequest(
        prompt=read_prompt(fields, has_picture=image is not None),
        model=DEFAULT,
        first_frame=None if image is None else UNSEEN,
        seed=fields.integer("seed"),
        **present(duration=fields.number("duration"), optimize_prompt=fields.boolean("prompt_optimizer")),
    )
    return Draft(request=request, pictures=present(first_frame=image), names=SPELLINGS).checked()
