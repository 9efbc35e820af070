"""Any order of calls on the queue, against a model of it: rows move as allowed, end once, are charged once."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.postgres import Postgres
from video01.errors import NotFound, NotOwner
from video01.generation import TRANSITIONS, Failure, GenerationRequest, Output, Status, credits_for
from video01.keys import Keys
from video01.queue import Queue

REQUEST = GenerationRequest(prompt="a red ball", size=(256, 128))
OUTPUT = Output(video="a.mp4", poster="a.jpg", duration=2.0, width=256, height=128, size=1000)
BROKEN = Failure(name="engine_failed", message="It broke.")
WORKERS = st.sampled_from(["w1", "w2"])


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class QueueMachine(RuleBasedStateMachine):
    """`status` is what each generation should be, `holder` who claimed it, `revision` what was seen last."""

    ids = Bundle("ids")

    def database_url(self) -> str:
        """Of an empty one."""
        return f"sqlite:///{Path(self.folder.name) / 'q.db'}"

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.queue = Queue(self.database_url(), max_attempts=2, clock=self.clock)
        self.keys = Keys(self.queue.engine)
        self.owners = [self.keys.create(name, credits=10**9)[0].id for name in "ab"]
        self.status: dict[str, Status] = {}
        self.holder: dict[str, str] = {}
        self.succeeded = dict.fromkeys(self.owners, 0)
        self.followed: dict[str, Status] = {}
        self.revision = self.queue.revision()

    def teardown(self) -> None:
        if hasattr(self, "queue"):
            self.queue.close()
            self.folder.cleanup()

    @rule(target=ids, owner=st.sampled_from([0, 1]), priority=st.sampled_from([0, 0, -1]))
    def add(self, owner: int, priority: int) -> str:
        id = self.queue.add(REQUEST, owner=self.owners[owner], priority=priority).id
        self.status[id] = Status.QUEUED
        return id

    @rule(worker=WORKERS)
    def claim(self, worker: str) -> None:
        waiting = [id for id, status in self.status.items() if status is Status.QUEUED]
        first = [id for id in waiting if self.queue.position(id) == 0]
        claimed = self.queue.claim(worker)
        assert (claimed is None) == (not waiting)
        if claimed is not None:
            assert [claimed.id] == first
            self.status[claimed.id] = Status.RUNNING
            self.holder[claimed.id] = worker

    @rule(
        id=ids, worker=WORKERS, how=st.sampled_from(["succeed", "fail", "retry", "hand_back", "canceled", "heartbeat"])
    )
    def report(self, id: str, worker: str, how: str) -> None:
        before = self.queue.get(id) if id in self.status else None
        try:
            self._report(id, worker, how)
        except NotOwner:
            assert before is None or before.status is not Status.RUNNING or self.holder[id] != worker
            return
        assert before is not None
        assert self.holder[id] == worker
        after = self.queue.get(id)
        if how != "heartbeat":
            assert after.status in TRANSITIONS[Status.RUNNING]
            self.succeeded[after.owner] += after.status is Status.SUCCEEDED
        self.status[id] = after.status

    def _report(self, id: str, worker: str, how: str) -> None:
        match how:
            case "succeed":
                self.queue.succeed(id, worker, OUTPUT)
            case "fail" | "retry":
                self.queue.fail(id, worker, BROKEN, retry=how == "retry")
            case "hand_back":
                self.queue.hand_back(id, worker)
            case "canceled":
                self.queue.canceled(id, worker)
            case "heartbeat":
                self.queue.heartbeat(id, worker, 0.5)

    @rule(id=ids)
    def cancel(self, id: str) -> None:
        if id not in self.status:
            return
        after = self.queue.cancel(id).status
        if self.status[id] is Status.QUEUED:
            assert after is Status.CANCELED
        else:
            assert after is self.status[id]
        self.status[id] = after

    @rule(id=consumes(ids))
    def delete(self, id: str) -> None:
        if self.status.pop(id, None) is None:
            with pytest.raises(NotFound):
                self.queue.delete(id)
        else:
            self.queue.delete(id)

    @rule(id=ids, other=ids)
    def move(self, id: str, other: str) -> None:
        both = {self.status.get(id), self.status.get(other)} == {Status.QUEUED}
        if both and self.queue.get(id).owner == self.queue.get(other).owner and id != other:
            self.queue.move(id, before=other)
            assert self.queue.position(id) < self.queue.position(other)

    @rule(seconds=st.sampled_from([1.0, 20.0]))
    def rescue(self, seconds: float) -> None:
        self.clock.now += seconds
        for generation in self.queue.rescue(15.0):
            assert self.status[generation.id] is Status.RUNNING
            self.status[generation.id] = generation.status

    @invariant()
    def rows_are_what_they_should_be(self) -> None:
        if not hasattr(self, "queue"):
            return
        rows = {generation.id: generation for generation in self.queue.list(limit=1000)}
        assert {id: row.status for id, row in rows.items()} == self.status
        for row in rows.values():
            assert (row.finished_at is not None) == row.status.final
            assert (row.output is not None) == (row.status is Status.SUCCEEDED)
        waiting = [id for id, status in self.status.items() if status is Status.QUEUED]
        assert sorted(self.queue.position(id) for id in waiting) == list(range(len(waiting)))

    @invariant()
    def each_success_is_charged_once(self) -> None:
        for owner, count in getattr(self, "succeeded", {}).items():
            key = self.keys.get(owner)
            assert (key.videos, key.credits) == (count, 10**9 - count * credits_for(OUTPUT.duration))

    @invariant()
    def changes_tell_everything(self) -> None:
        if not hasattr(self, "queue"):
            return
        changes = self.queue.changes(self.revision)
        for generation in changes.changed:
            self.followed[generation.id] = generation.status
        for gone in changes.deleted:
            self.followed.pop(gone.id, None)
        self.revision = changes.revision
        assert self.followed == self.status


TestQueueStates = QueueMachine.TestCase
TestQueueStates.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


def test_any_order_of_calls_on_postgres(postgres: Postgres) -> None:
    class OnPostgres(QueueMachine):
        def database_url(self) -> str:
            return postgres.emptied()

    run_state_machine_as_test(OnPostgres, settings=settings(max_examples=5, stateful_step_count=25, deadline=None))
