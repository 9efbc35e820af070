"""`video01 webhooks`: what was told to whom, and what is still to be told."""

from __future__ import annotations

import time
from argparse import Namespace

from video01.cli.terminal import note, say, table
from video01.keys import Keys
from video01.settings import Settings
from video01.webhooks import Deliveries, Delivery

COLUMNS = ("ID", "CREATED", "GENERATION", "STATUS", "STATE", "TRIES", "LAST ANSWER", "URL")


def run(arguments: Namespace) -> int:
    keys = Keys(Settings.from_environment().database_url)
    deliveries = Deliveries(keys.engine)
    match arguments.action:
        case "list":
            owner = None if arguments.key is None else keys.find(arguments.key).id
            say(table([COLUMNS, *(_row(one) for one in deliveries.list(owner, limit=arguments.limit))]))
        case "redeliver":
            one = deliveries.redeliver(arguments.delivery)
            note(f"{one.id} will be sent to {one.url} by the next server or worker that looks")
        case "secret":
            say(keys.webhook_secret(keys.find(arguments.key).id))
    keys.close()
    return 0


def _row(one: Delivery) -> tuple[str, ...]:
    created = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.created_at))
    answer = one.error or ("" if one.answer is None else str(one.answer))
    return one.id, created, one.generation, one.status, one.state, str(one.attempts), answer, one.url
