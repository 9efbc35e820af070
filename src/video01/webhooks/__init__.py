"""Webhooks: told to whoever asked, until they have heard it.

    queue/outbox  writes a delivery in the transaction of the change
       ‖
    Courier       takes what is due, signs it, posts it     (a thread of `serve` and of `worker`)
    Deliveries    keeps what became of it: tried again for a day, listed, sent again on demand

At least once, in order for each generation, never to a private address unless that is allowed. `sign` is that of
Standard Webhooks; `confirm` is MiniMax's handshake.
"""

from video01.webhooks.courier import Courier
from video01.webhooks.deliveries import Deliveries, Delivery
from video01.webhooks.post import check_url, confirm
from video01.webhooks.signature import sign

__all__ = ["Courier", "Deliveries", "Delivery", "check_url", "confirm", "sign"]
