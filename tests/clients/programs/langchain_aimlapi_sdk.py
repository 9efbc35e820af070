"""The `langchain-aimlapi` package, unmodified: langchain_aimlapi_sdk.py BASE_URL KEY. Prints one JSON object."""

import json
import sys
from importlib.metadata import version

from langchain_aimlapi import AimlapiVideoModel

base, key = sys.argv[1:]
model = AimlapiVideoModel(model="video-01", provider="minimax", api_key=key, base_url=f"{base}/v2")
url = model.invoke("a red fox runs through a snowy forest", poll_interval=0.2)
print(json.dumps({"version": version("langchain-aimlapi"), "url": url}))
