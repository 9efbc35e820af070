"""The `replicate` package, unmodified; it reads REPLICATE_BASE_URL and REPLICATE_API_TOKEN: replicate_sdk.py PICTURE.

Prints what came as one JSON object.
"""

import base64
import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import replicate
from replicate.exceptions import ReplicateError

MODEL = "minimax/video-01"


def main(picture: Path) -> dict[str, Any]:
    url = f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"
    output = replicate.run(MODEL, input={"prompt": "a red fox", "first_frame_image": url, "prompt_optimizer": True})
    polled = replicate.models.predictions.create(model=MODEL, input={"prompt": "a red fox", "duration": 1})
    first = polled.status
    polled.wait()
    canceled = replicate.models.predictions.create(model=MODEL, input={"prompt": "a red fox"})
    canceled.cancel()
    canceled.wait()
    try:
        replicate.run(MODEL, input={"prompt": "a red fox", "duration": 12})
        refused = ""
    except ReplicateError as error:
        refused = str(error)
    return {
        "version": version("replicate"),
        "output": str(output),
        "polled": [first, polled.status, polled.output, polled.progress and polled.progress.percentage],
        "canceled": canceled.status,
        "listed": len(replicate.predictions.list().results),
        "refused": refused,
    }


print(json.dumps(main(Path(sys.argv[1]))))
