"""How often a key may ask: a bucket of tokens for each key that has a limit, in the memory of this process.

Several API processes on one database count each for itself; a restart begins with full buckets.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from video01.errors import RateLimited
from video01.keys import Key

MINUTE = 60.0  # seconds


class Limits:
    """Counts requests. A bucket holds a minute's worth, so a short burst is fine."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}  # key id -> tokens left, when that was (seconds)

    def count(self, key: Key) -> None:
        """One request of this key. Raises `RateLimited`."""
        if key.rpm is None:
            return
        with self._lock:
            now = self._clock()
            tokens, since = self._buckets.get(key.id, (float(key.rpm), now))
            tokens = min(float(key.rpm), tokens + (now - since) * key.rpm / MINUTE)
            if tokens >= 1:
                self._buckets[key.id] = tokens - 1, now
                return
            self._buckets[key.id] = tokens, now
        wait = math.ceil((1 - tokens) * MINUTE / key.rpm)
        raise RateLimited(f"at most {key.rpm} requests a minute are expected of this key, got more", retry_after=wait)
