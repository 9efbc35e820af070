"""What scripts for the first generation of paths do with `requests`: sample.py BASE_URL KEY FILE [IMAGE_URL]"""

import json
import sys
import time
from typing import Any

import requests

PATH = "/v2/generate/video/minimax/generation"


def generate_video(base: str, key: str, image: str | None) -> str:
    payload = {"model": "video-01", "prompt": "a red fox runs through a snowy forest", "prompt_optimizer": True}
    if image is not None:
        payload["first_frame_image"] = image
    response = requests.post(f"{base}{PATH}", json=payload, headers={"Authorization": f"Bearer {key}"}, timeout=60)
    if response.status_code >= 400:
        sys.exit(f"{response.status_code}: {response.json()['message']}")
    return str(response.json()["generation_id"])


def get_video(base: str, key: str, id: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    response = requests.get(f"{base}{PATH}", params={"generation_id": id}, headers=headers, timeout=60)
    generation: dict[str, Any] = response.json()
    return generation


def main(base: str, key: str, file: str, image: str | None = None) -> None:
    id = generate_video(base, key, image)
    while (generation := get_video(base, key, id))["status"] in {"queued", "generating"}:
        time.sleep(0.2)
    if generation["status"] == "error":
        sys.exit(json.dumps(generation["error"]))
    with open(file, "wb") as target:
        target.write(requests.get(generation["video"]["url"], timeout=60).content)
    print(json.dumps(generation))


main(*sys.argv[1:])
