"""The queue on a real database of either kind: order, ownership, retries, cancelling, and what survives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Select, text, update

from tests.postgres import on_sqlite
from video01.database.schema import generations
from video01.errors import NotFound, NotOwner, QueueFull
from video01.generation import Failure, GenerationRequest, Output, PromptReport, Status
from video01.queue import Queue
from video01.queue.estimate import last_made
from video01.queue.order import next_number

REQUEST = GenerationRequest(prompt="a red ball", size=(256, 128), seed=1)
OUTPUT = Output(video="a.mp4", poster="a.jpg", duration=6.0, width=256, height=128, size=1000)
BROKEN = Failure(name="engine_failed", message="It broke.")


class Clock:
    """Time that moves when told to."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(database_url: str, clock: Clock) -> Iterator[Queue]:
    queue = Queue(database_url, max_queued=5, max_attempts=3, clock=clock)
    yield queue
    queue.close()


def test_what_is_added_is_what_is_got(queue: Queue, clock: Clock) -> None:
    added = queue.add(REQUEST, owner="me")
    assert queue.get(added.id) == added
    assert (added.status, added.request, added.owner, added.attempts) == (Status.QUEUED, REQUEST, "me", 0)
    assert added.created_at == clock.now


def test_ids_cannot_be_guessed_and_sort_by_age(queue: Queue, clock: Clock) -> None:
    first = queue.add(REQUEST, owner="me").id
    clock.now += 1
    second = queue.add(REQUEST, owner="me").id
    assert first < second
    assert len(first) == 32
    assert first[12:] != second[12:]


def test_another_owner_finds_nothing(queue: Queue) -> None:
    id = queue.add(REQUEST, owner="me").id
    assert queue.get(id, owner="me").id == id
    for call in (queue.get, queue.cancel, queue.delete):
        with pytest.raises(NotFound):
            call(id, owner="you")
    with pytest.raises(NotFound):
        queue.get("nothing")


def test_first_in_first_out_and_each_knows_its_place(queue: Queue) -> None:
    ids = [queue.add(REQUEST, owner="me").id for _ in range(3)]
    assert [queue.position(id) for id in ids] == [0, 1, 2]
    claimed = queue.claim("w1")
    assert claimed is not None
    assert claimed.id == ids[0]
    assert [queue.position(id) for id in ids] == [0, 0, 1]
    assert queue.position("nothing") == 0
    assert [g.id for g in (queue.claim("w1"), queue.claim("w2")) if g] == ids[1:]
    assert queue.claim("w3") is None


def test_a_claim_brings_the_picture_and_polls_do_not(queue: Queue) -> None:
    request = replace(REQUEST, first_frame=b"\xff\xd8picture")
    id = queue.add(request, owner="me").id
    assert queue.get(id).request.first_frame is None
    assert queue.first_frame(id) == b"\xff\xd8picture"
    claimed = queue.claim("w1")
    assert claimed is not None
    assert claimed.request == request
    assert (claimed.status, claimed.attempts) == (Status.RUNNING, 1)
    queue.delete(id)
    assert queue.first_frame(id) is None


def test_a_full_queue_says_when_to_come_back(queue: Queue, clock: Clock) -> None:
    first = queue.add(REQUEST, owner="me")
    for _ in range(4):
        queue.add(REQUEST, owner="me")
    with pytest.raises(QueueFull) as caught:
        queue.add(REQUEST, owner="me")
    assert caught.value.retry_after == 10
    queue.claim("w1")
    clock.now += 42
    queue.succeed(first.id, "w1", OUTPUT)
    queue.add(REQUEST, owner="me")
    with pytest.raises(QueueFull) as caught:
        queue.add(REQUEST, owner="me")
    assert caught.value.retry_after == 42


def test_from_claim_to_success(queue: Queue, clock: Clock) -> None:
    id = queue.add(REQUEST, owner="me").id
    queue.claim("w1")
    queue.report(id, "w1", PromptReport(prompt="a red ball.", ignored=("very",), notes=("Shortened.",)))
    assert queue.heartbeat(id, "w1", progress=0.5) is False
    running = queue.get(id)
    assert running.progress == 0.5
    assert running.report == PromptReport(prompt="a red ball.", ignored=("very",), notes=("Shortened.",))
    clock.now += 5
    queue.succeed(id, "w1", OUTPUT)
    done = queue.get(id)
    assert (done.status, done.output, done.progress, done.finished_at) == (Status.SUCCEEDED, OUTPUT, 1.0, clock.now)


def test_only_the_holder_may_report(queue: Queue) -> None:
    id = queue.add(REQUEST, owner="me").id
    queue.claim("w1")
    for _ in range(2):  # while another holds it, then when it is final
        with pytest.raises(NotOwner):
            queue.heartbeat(id, "w2")
        with pytest.raises(NotOwner):
            queue.report(id, "w2", PromptReport(prompt="x"))
        with pytest.raises(NotOwner):
            queue.succeed(id, "w2", OUTPUT)
        with pytest.raises(NotOwner):
            queue.fail(id, "w2", BROKEN, retry=True)
        with pytest.raises(NotOwner):
            queue.hand_back(id, "w2")
        if queue.get(id).status is Status.RUNNING:
            queue.canceled(id, "w1")
    with pytest.raises(NotOwner):
        queue.succeed(id, "w1", OUTPUT)
    assert queue.get(id).status is Status.CANCELED


def test_a_failure_is_tried_again_until_the_tries_are_used_up(queue: Queue) -> None:
    id = queue.add(REQUEST, owner="me").id
    for attempt in (1, 2):
        queue.claim("w1")
        queue.fail(id, "w1", BROKEN, retry=True)
        again = queue.get(id)
        assert (again.status, again.attempts, again.failure) == (Status.QUEUED, attempt, None)
    queue.claim("w1")
    queue.fail(id, "w1", BROKEN, retry=True)
    failed = queue.get(id)
    assert (failed.status, failed.attempts) == (Status.FAILED, 3)
    assert failed.failure == Failure(name="engine_failed", message="It broke. It was tried 3 times.")


def test_a_failure_that_would_come_again_is_final(queue: Queue) -> None:
    id = queue.add(REQUEST, owner="me").id
    queue.claim("w1")
    queue.fail(id, "w1", BROKEN, retry=False)
    assert (queue.get(id).status, queue.get(id).failure) == (Status.FAILED, BROKEN)


def test_what_is_handed_back_keeps_its_place_and_its_tries(queue: Queue) -> None:
    first, _ = (queue.add(REQUEST, owner="me").id for _ in range(2))
    queue.claim("w1")
    queue.hand_back(first, "w1")
    assert (queue.get(first).attempts, queue.get(first).started_at) == (0, None)
    claimed = queue.claim("w2")
    assert claimed is not None
    assert claimed.id == first


def test_cancel_at_every_stage(queue: Queue) -> None:
    waiting, running = (queue.add(REQUEST, owner="me").id for _ in range(2))
    assert queue.cancel(waiting, owner="me").status is Status.CANCELED
    assert queue.get(waiting).finished_at is not None
    queue.claim("w1")
    asked = queue.cancel(running)
    assert (asked.status, asked.cancel_requested) == (Status.RUNNING, True)
    assert queue.heartbeat(running, "w1") is True
    queue.canceled(running, "w1")
    final = queue.get(running)
    assert final.status is Status.CANCELED
    assert queue.cancel(running) == final


@pytest.mark.parametrize("ending", ["fail", "hand_back", "rescue"])
def test_a_cancel_is_not_forgotten_when_the_attempt_ends_otherwise(queue: Queue, clock: Clock, ending: str) -> None:
    id = queue.add(REQUEST, owner="me").id
    queue.claim("w1")
    queue.cancel(id)
    if ending == "fail":
        queue.fail(id, "w1", BROKEN, retry=True)
    elif ending == "hand_back":
        queue.hand_back(id, "w1")
    else:
        clock.now += 100
        queue.rescue(15)
    assert queue.get(id).status is Status.CANCELED


def test_rescue_goes_by_the_heartbeat_and_not_by_age(queue: Queue, clock: Clock) -> None:
    id = queue.add(REQUEST, owner="me").id
    queue.claim("w1")
    clock.now += 3600
    queue.heartbeat(id, "w1")
    clock.now += 14
    assert queue.rescue(15) == ()
    clock.now += 2
    assert [g.id for g in queue.rescue(15)] == [id]
    assert queue.get(id).status is Status.QUEUED
    with pytest.raises(NotOwner):
        queue.heartbeat(id, "w1")


def test_what_was_lost_before_the_clock_was_set_back_is_rescued(queue: Queue, clock: Clock) -> None:
    """As by a machine that died, and whose clock starts anew."""
    id = queue.add(REQUEST, owner="me").id
    queue.claim("w1")
    clock.now -= 14
    assert queue.rescue(15) == ()
    clock.now -= 86_400
    assert [g.id for g in queue.rescue(15)] == [id]
    assert queue.get(id).status is Status.QUEUED


def test_a_generation_whose_workers_all_die_fails_with_a_reason(queue: Queue, clock: Clock) -> None:
    id = queue.add(REQUEST, owner="me").id
    for _ in range(3):
        assert queue.claim("w1") is not None
        clock.now += 20
        queue.rescue(15)
    failed = queue.get(id)
    assert failed.status is Status.FAILED
    assert failed.failure is not None
    assert failed.failure.name == "worker_lost"
    assert failed.failure.message.endswith("It was tried 3 times.")
    assert queue.claim("w1") is None


def test_list_is_newest_first_in_pages_and_of_one_owner(queue: Queue) -> None:
    ids = [queue.add(REQUEST, owner="me").id for _ in range(3)]
    other = queue.add(REQUEST, owner="you").id
    assert [g.id for g in queue.list("me", limit=2)] == [ids[2], ids[1]]
    assert [g.id for g in queue.list("me", limit=2, before=ids[1])] == [ids[0]]
    assert [g.id for g in queue.list()] == [other, *reversed(ids)]
    assert queue.list("me", before="nothing") == ()


def test_expire_deletes_finished_rows_alone_and_names_their_files(queue: Queue, clock: Clock) -> None:
    done, canceled, waiting = (queue.add(REQUEST, owner="me").id for _ in range(3))
    queue.claim("w1")
    queue.succeed(done, "w1", OUTPUT)
    queue.cancel(canceled)
    assert queue.expire(clock.now) == ()
    clock.now += 10
    assert queue.expire(clock.now) == (OUTPUT,)
    assert [g.id for g in queue.list()] == [waiting]


def test_a_favourite_expires_once_it_is_none_any_more(queue: Queue, clock: Clock) -> None:
    id = queue.add(REQUEST, owner="me").id
    queue.claim("w1")
    queue.succeed(id, "w1", OUTPUT)
    queue.favourite(id)
    clock.now += 10
    assert queue.expire(clock.now) == ()
    queue.favourite(id, False)
    assert queue.expire(clock.now) == (OUTPUT,)


def test_delete_stops_a_running_one(queue: Queue) -> None:
    id = queue.add(REQUEST, owner="me").id
    queue.claim("w1")
    assert queue.delete(id, owner="me").status is Status.RUNNING
    with pytest.raises(NotOwner):
        queue.succeed(id, "w1", OUTPUT)


def test_counts(queue: Queue) -> None:
    for _ in range(3):
        queue.add(REQUEST, owner="me")
    queue.claim("w1")
    assert queue.counts()[Status.QUEUED] == 2
    assert queue.counts()[Status.RUNNING] == 1
    assert queue.counts()[Status.FAILED] == 0


def test_everything_survives_closing_and_opening(queue: Queue, database_url: str) -> None:
    added = queue.add(REQUEST, owner="me")
    queue.close()
    again = Queue(database_url)
    assert again.get(added.id) == added
    again.close()


@on_sqlite
def test_commits_are_synced_to_disk(queue: Queue) -> None:
    with queue.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2


def test_a_row_of_a_newer_version_can_still_be_read(queue: Queue) -> None:
    id = queue.add(REQUEST, owner="me").id
    with queue.engine.begin() as connection:
        newer = {"prompt": REQUEST.prompt, "size": REQUEST.size, "seed": REQUEST.seed, "colour": "red"}
        connection.execute(update(generations).values(request=newer))
    assert queue.get(id).request == REQUEST


@on_sqlite
def test_polls_read_through_an_index(queue: Queue) -> None:
    with queue.engine.connect() as connection:
        for where in ("id = 'x'", "number = 3", "owner = 'x' ORDER BY number DESC", "revision > 7 ORDER BY revision"):
            plan = connection.execute(text(f"EXPLAIN QUERY PLAN SELECT * FROM generations WHERE {where}")).all()
            assert ["SEARCH" in step.detail for step in plan] == [True]


@on_sqlite
def test_how_long_the_last_took_is_read_in_the_order_of_their_ends(queue: Queue) -> None:
    assert _plan(queue, last_made()) == ["SEARCH generations USING INDEX generations_finished (finished_at>?)"]


@on_sqlite
def test_claims_read_through_an_index_and_sort_nothing(queue: Queue) -> None:
    plan = _plan(queue, next_number())
    steps = [step for step in plan if "generations_waiting" in step]
    assert len(steps) == 2, plan
    assert all(step.startswith("SEARCH") for step in steps), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def _plan(queue: Queue, query: Select[Any]) -> list[str]:
    """How SQLite goes about it."""
    statement = str(query.compile(queue.engine, compile_kwargs={"literal_binds": True}))
    with queue.engine.connect() as connection:
        return [step.detail for step in connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"))]
