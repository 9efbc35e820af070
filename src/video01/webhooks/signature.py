"""The signature of Standard Webhooks (https://www.standardwebhooks.com), which any of its libraries can check."""

from __future__ import annotations

import base64
import hmac

PREFIX = "whsec_"


def sign(secret: str, id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers. `secret` is `whsec_` and base64; `timestamp` is Unix seconds, of this attempt."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mark = hmac.digest(key, f"{id}.{timestamp}.".encode() + body, "sha256")
    return {
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(mark).decode()}",
    }
