"""What the engine behind each model honours, so that the page shows no control that does nothing."""

from __future__ import annotations

from typing import Any

from video01.server.models import DEFAULT
from video01.settings import Settings

SMALL_STEPS = 4  # of the shipped model, when nobody says how many


def abilities(settings: Settings) -> dict[str, Any]:
    """The default model as the page needs to know it."""
    honours = settings.engine == "small"
    return {
        "id": DEFAULT,
        "name": DEFAULT,
        "default_steps": SMALL_STEPS if honours else None,
        "features": {"steps": honours, "guidance": honours, "negative_prompt": honours, "last_frame": honours},
    }
