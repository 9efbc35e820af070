"""The `litellm` package, unmodified: litellm_sdk.py BASE_URL KEY FILE. Prints what came as one JSON object."""

import asyncio
import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import litellm


async def main(base: str, key: str, file: Path) -> dict[str, Any]:
    where = {"api_base": f"{base}/v1", "api_key": key}
    provider = {"custom_llm_provider": "openai", **where}
    created = litellm.video_generation(
        model="openai/video-01", prompt="a red fox", seconds="1", size="1280x720", **where
    )
    status = await litellm.avideo_status(created.id, **provider)
    while status.status in {"queued", "in_progress"}:
        await asyncio.sleep(0.2)
        status = await litellm.avideo_status(created.id, **provider)
    file.write_bytes(litellm.video_content(created.id, **provider))
    remix = await litellm.avideo_remix(video_id=created.id, prompt="a blue fox", **provider)
    listed = await litellm.avideo_list(**provider)
    try:
        litellm.video_generation(model="openai/video-01", prompt="a fox", seconds="12", **where)
        refused = ""
    except Exception as error:
        refused = str(error)
    return {
        "version": version("litellm"),
        "created": created.model_dump(),
        "status": status.model_dump(),
        "remix": remix.model_dump(),
        "listed": [one if isinstance(one, dict) else one.model_dump() for one in listed["data"]],
        "refused": refused,
    }


print(json.dumps(asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))))
