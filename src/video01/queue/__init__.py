"""The durable queue: one table, whose rows are the generations.

    queued -> running -> succeeded | failed | canceled

A row moves only as `generation.TRANSITIONS` allows, each time in one transaction; what a call returned is on disk. In
the same transaction it gets a new revision, its key is charged, and what webhooks shall tell is written down.
Every method may be called from any thread and any number of processes.

`table` opens transactions, `callers` and `workers` have the methods of each side, `order` says whose turn it is.
"""

from __future__ import annotations

from video01.queue.callers import CallersSide
from video01.queue.changes import Changes, Deleted
from video01.queue.estimate import Outlook, Place
from video01.queue.workers import WorkersSide

__all__ = ["Changes", "Deleted", "Outlook", "Place", "Queue"]


class Queue(CallersSide, WorkersSide):
    """The generations of one database."""
