"""Delivers what is due, many at a time, so that a slow receiver holds up nobody else."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time

from sqlalchemy.exc import SQLAlchemyError

from video01.errors import NotFound
from video01.keys import Keys
from video01.reach import Resolve, resolve_host
from video01.webhooks.deliveries import Deliveries, Delivery
from video01.webhooks.post import Undelivered, post
from video01.webhooks.signature import sign

LOOK = 0.5  # seconds between two looks for what is due
TROUBLE = 5.0  # seconds to wait when the database does not answer
AT_ONCE = 32
TIDY = 3600.0  # seconds

logger = logging.getLogger(__name__)


class Courier:
    """`run` blocks: give it a thread. Any number of couriers may work on one database."""

    def __init__(
        self, deliveries: Deliveries, keys: Keys, *, allow_private: bool, resolve: Resolve = resolve_host
    ) -> None:
        self._deliveries = deliveries
        self._keys = keys
        self._allow_private = allow_private
        self._resolve = resolve

    def run(self, stop: threading.Event) -> None:
        """Deliver until `stop` is set; what is under way then is tried again after the next start."""
        asyncio.run(self._run(stop))

    async def deliver(self, delivery: Delivery) -> None:
        """One attempt, and its record."""
        try:
            body, headers = await asyncio.to_thread(self._signed, delivery)
            answer, _ = await post(
                delivery.url, body, headers=headers, allow_private=self._allow_private, resolve=self._resolve
            )
        except Undelivered as error:
            await asyncio.to_thread(self._deliveries.failed, delivery, str(error))
            return
        if 200 <= answer < 300:
            await asyncio.to_thread(self._deliveries.delivered, delivery, answer)
        else:
            await asyncio.to_thread(self._deliveries.failed, delivery, f"answered with status {answer}", answer)

    def _signed(self, delivery: Delivery) -> tuple[bytes, dict[str, str]]:
        body = json.dumps(delivery.body, separators=(",", ":")).encode()
        try:
            secret = self._keys.webhook_secret(delivery.owner)
        except NotFound:
            raise Undelivered("its key is gone") from None
        return body, sign(secret, delivery.id, int(time.time()), body)

    async def _run(self, stop: threading.Event) -> None:
        under_way: set[asyncio.Task[None]] = set()
        tidy_at = 0.0
        while not stop.is_set():
            pause = LOOK
            try:
                if time.monotonic() >= tidy_at:
                    tidy_at = time.monotonic() + TIDY
                    await asyncio.to_thread(self._deliveries.forget)
                for delivery in await asyncio.to_thread(self._deliveries.take, AT_ONCE - len(under_way)):
                    under_way.add(asyncio.create_task(self._deliver_safely(delivery)))
            except SQLAlchemyError as error:
                pause = TROUBLE
                logger.error("webhooks wait for the database: %s", error)
            under_way = {task for task in under_way if not task.done()}
            await asyncio.sleep(pause)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _deliver_safely(self, delivery: Delivery) -> None:
        try:
            await self.deliver(delivery)
        except SQLAlchemyError as error:
            logger.error("what became of webhook %s could not be written down: %s", delivery.id, error)
