"""The `openai` package, unmodified: openai_sdk.py BASE_URL KEY FOLDER. Prints what came as one JSON object."""

import base64
import json
import sys
import warnings
from pathlib import Path
from typing import Any

import openai
from openai import OpenAI

warnings.simplefilter("ignore", DeprecationWarning)  # OpenAI's own service of this kind has ended
VARIANTS = ("video", "thumbnail", "spritesheet")


def refusal(call: Any, **arguments: Any) -> list[object]:
    try:
        call(**arguments)
    except openai.APIStatusError as error:
        return [type(error).__name__, error.status_code, error.message, error.body]
    raise AssertionError("not refused")


def main(base: str, key: str, folder: Path) -> dict[str, Any]:
    client = OpenAI(base_url=f"{base}/v1", api_key=key)
    video = client.videos.create_and_poll(model="sora-2", prompt="a red fox", seconds="4", size="720x1280")
    for variant in VARIANTS:
        client.videos.download_content(video.id, variant=variant).write_to_file(folder / variant)

    picture = folder / "picture.png"
    from_file = client.videos.create(prompt="it snows", input_reference=picture, seconds="1")
    url = f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"
    reference = {"input_reference": {"image_url": url}}  # as an argument, this version of the package refuses it
    from_url = client.videos.create(prompt="it snows", seconds="1", extra_body=reference)
    extra = {"width": 640, "height": 384, "num_frames": 32, "fps": 16, "seed": 7, "num_inference_steps": 4}
    extended = client.videos.create(model="video-01", prompt="a dog", extra_body=extra)
    remix = client.videos.remix(video.id, prompt="a blue fox")
    made = [client.videos.poll(other.id, poll_interval_ms=100) for other in (from_file, from_url, extended, remix)]

    listed = [one.id for one in client.videos.list(limit=2)]
    oldest = client.videos.list(order="asc", limit=1).data[0].id
    deleted = client.videos.delete(remix.id)
    stranger = OpenAI(base_url=f"{base}/v1", api_key="wrong", max_retries=0)
    return {
        "version": openai.__version__,
        "video": video.to_dict(),
        "made": [one.to_dict() for one in made],
        "listed": listed,
        "oldest": oldest,
        "retrieved": client.videos.retrieve(video.id).to_dict(),
        "deleted": deleted.to_dict(),
        "gone": refusal(client.videos.retrieve, video_id=remix.id),
        "too_long": refusal(client.videos.create, prompt="a fox", seconds="12"),
        "unauthorized": refusal(stranger.videos.list),
        "models": [model.id for model in client.models.list()],
        "model": client.models.retrieve("video-01").owned_by,
    }


print(json.dumps(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
