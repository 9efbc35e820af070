"""Asking twice, trying again, following changes, limits and charges, estimates, webhooks written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from video01.database.schema import deliveries
from video01.errors import IdempotencyConflict, InvalidRequest, NotFound, OutOfCredits, QueueFull
from video01.generation import Failure, GenerationRequest, Output, Status
from video01.keys import Keys
from video01.queue import Queue

REQUEST = GenerationRequest(prompt="a red ball", size=(256, 128))
OUTPUT = Output(video="a.mp4", poster="a.jpg", duration=6.0, width=256, height=128, size=1000)
BROKEN = Failure(name="engine_failed", message="It broke.")


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(database_url: str, clock: Clock) -> Iterator[Queue]:
    queue = Queue(database_url, clock=clock)
    yield queue
    queue.close()


def test_the_same_key_and_request_give_the_same_generation(queue: Queue) -> None:
    first = queue.add(REQUEST, owner="me", idempotency_key="k")
    assert queue.add(REQUEST, owner="me", idempotency_key="k") == first
    assert queue.add(REQUEST, owner="you", idempotency_key="k").id != first.id
    assert queue.add(REQUEST, owner="me", idempotency_key="other").id != first.id
    assert queue.add(REQUEST, owner="me").id != queue.add(REQUEST, owner="me").id
    queue.claim("w")
    queue.succeed(first.id, "w", OUTPUT)
    assert queue.add(REQUEST, owner="me", idempotency_key="k").status is Status.SUCCEEDED


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, prompt="a blue ball"),
        replace(REQUEST, seed=1),
        replace(REQUEST, first_frame=b"1"),
        replace(REQUEST, last_frame=b"1"),
    ],
)
def test_the_same_key_with_another_request_is_refused(queue: Queue, other: GenerationRequest) -> None:
    first = queue.add(REQUEST, owner="me", idempotency_key="k")
    with pytest.raises(IdempotencyConflict, match=f"was used for generation {first.id}"):
        queue.add(other, owner="me", idempotency_key="k")
    with pytest.raises(InvalidRequest, match="Idempotency-Key must have 1 to 255 characters, got 256"):
        queue.add(other, owner="me", idempotency_key="k" * 256)


def test_both_pictures_are_kept_and_come_with_the_claim(queue: Queue) -> None:
    id = queue.add(replace(REQUEST, first_frame=b"1", last_frame=b"2"), owner="me").id
    assert (queue.first_frame(id), queue.last_frame(id)) == (b"1", b"2")
    assert queue.get(id).request.last_frame is None
    claimed = queue.claim("w")
    assert claimed is not None
    assert (claimed.request.first_frame, claimed.request.last_frame) == (b"1", b"2")


def test_numbers_name_generations_too(queue: Queue) -> None:
    first, second = (queue.add(REQUEST, owner="me") for _ in range(2))
    assert queue.get_by_number(first.number, owner="me") == first
    assert first.number < second.number < 2**53
    for number in (first.number, 10**30):
        with pytest.raises(NotFound):
            queue.get_by_number(number, owner="you")


def test_lists_page_both_ways_and_filter(queue: Queue) -> None:
    ids = [queue.add(replace(REQUEST, prompt=f"A Fox {n} 100%"), owner="me").id for n in range(5)]
    queue.favourite(ids[1], owner="me")
    queue.cancel(ids[2])

    def listed(**how: object) -> list[int]:
        return [ids.index(g.id) for g in queue.list("me", **how)]  # type: ignore[arg-type]

    assert listed(order="asc", limit=2) == [0, 1]
    assert listed(order="asc", after=ids[1], limit=2) == [2, 3]
    assert listed(after=ids[1], before=ids[4]) == [3, 2]
    assert listed(search="fox 3") == [3]
    assert listed(search="0%") == [4, 3, 2, 1, 0]
    assert listed(search="_") == []
    assert listed(favourite=True) == [1]
    assert listed(favourite=False) == [4, 3, 2, 0]
    assert listed(status=Status.CANCELED) == [2]


def test_a_retry_is_a_new_generation_of_the_same_request(queue: Queue) -> None:
    old = queue.add(replace(REQUEST, first_frame=b"1"), owner="me")
    queue.claim("w")
    queue.fail(old.id, "w", BROKEN, retry=False)
    with pytest.raises(NotFound):
        queue.retry(old.id, owner="you")
    new = queue.retry(old.id, owner="me")
    assert (new.parent, new.status, new.owner, new.request) == (old.id, Status.QUEUED, "me", old.request)
    assert queue.first_frame(new.id) == b"1"


def test_changes_tell_every_write_and_every_deletion(queue: Queue, clock: Clock) -> None:
    start = queue.revision()
    mine, yours = queue.add(REQUEST, owner="me"), queue.add(REQUEST, owner="you")
    seen = queue.changes(start)
    assert [g.id for g in seen.changed] == [mine.id, yours.id]
    assert [g.id for g in queue.changes(start, "me").changed] == [mine.id]
    assert queue.changes(seen.revision).changed == ()

    def change_by(act: object) -> list[str]:
        before = queue.revision()
        act()  # type: ignore[operator]
        return [g.status for g in queue.changes(before).changed]

    assert change_by(lambda: queue.claim("w")) == ["running"]
    assert change_by(lambda: queue.heartbeat(mine.id, "w", 0.5)) == ["running"]
    assert change_by(lambda: queue.heartbeat(mine.id, "w")) == []
    assert change_by(lambda: queue.favourite(mine.id)) == ["running"]
    assert change_by(lambda: queue.hand_back(mine.id, "w")) == ["queued"]
    assert change_by(lambda: queue.cancel(mine.id)) == ["canceled"]
    before = queue.revision()
    queue.delete(mine.id)
    clock.now += 10
    queue.cancel(yours.id)
    queue.expire(clock.now + 1)
    assert [(gone.id, gone.owner) for gone in queue.changes(before).deleted] == [(mine.id, "me"), (yours.id, "you")]
    assert [gone.id for gone in queue.changes(before, "you").deleted] == [yours.id]


def test_time_left_follows_pace_and_place(queue: Queue, clock: Clock) -> None:
    first, second, third = (queue.add(REQUEST, owner="me").id for _ in range(3))
    assert queue.time_left(first) is None
    queue.claim("w")
    clock.now += 20
    assert queue.time_left(first) is None
    queue.heartbeat(first, "w", 0.5)
    assert queue.time_left(first) == pytest.approx(20)
    clock.now += 20
    queue.succeed(first, "w", OUTPUT)
    assert queue.time_left(first) == 0
    assert (queue.time_left(second), queue.time_left(third)) == (40, 80)
    queue.claim("w")
    clock.now += 10
    assert (queue.time_left(second), queue.time_left(third)) == (30, 70)
    assert queue.outlook().seconds_left == {second: 30, third: 70}
    queue.pause("me")
    assert (queue.time_left(second), queue.time_left(third)) == (30, None)
    with pytest.raises(NotFound):
        queue.time_left("nothing")


def test_a_key_pays_once_for_success_and_nothing_for_failure(queue: Queue) -> None:
    keys = Keys(queue.engine)
    key, _ = keys.create("k", credits=200_000)
    ids = [queue.add(REQUEST, owner=key.id).id for _ in range(2)]  # 90,000 each
    with pytest.raises(OutOfCredits, match="costs 90000 credits, and this key has 20000"):
        queue.add(REQUEST, owner=key.id)
    queue.claim("w")
    queue.fail(ids[0], "w", BROKEN, retry=False)
    assert keys.get(key.id).credits == 200_000
    queue.claim("w")
    queue.succeed(ids[1], "w", OUTPUT)
    assert keys.get(key.id).credits == 110_000
    assert (keys.get(key.id).credits_used, keys.get(key.id).videos) == (90_000, 1)
    assert [queue.get(id).cost for id in ids] == [0, 90_000]


def test_a_key_may_have_limits_of_its_own(queue: Queue) -> None:
    key, _ = Keys(queue.engine).create("k", max_queued=2, max_priority=1)
    for priority in (0, 1):
        queue.add(REQUEST, owner=key.id, priority=priority, idempotency_key=f"k{priority}")
    with pytest.raises(QueueFull, match="2 generations of this key are waiting and at most 2 may"):
        queue.add(REQUEST, owner=key.id)
    assert queue.add(REQUEST, owner=key.id, idempotency_key="k0").request.prompt == REQUEST.prompt
    with pytest.raises(InvalidRequest, match="priority must be at most 1 with this key, got 2"):
        queue.add(REQUEST, owner=key.id, priority=2)


def test_what_webhooks_tell_is_written_with_the_change(queue: Queue) -> None:
    key, _ = Keys(queue.engine).create("k", webhook_url="https://key.test")
    url = "https://mine.test"
    plain, chinese, open_ = (
        queue.add(REQUEST, owner=key.id, callback_url=url, callback_format=name)
        for name in ("video01", "minimax", "openai")
    )
    for _ in range(3):
        queue.claim("w")
    queue.succeed(plain.id, "w", OUTPUT)
    queue.fail(chinese.id, "w", BROKEN, retry=False)
    queue.cancel(open_.id)
    queue.canceled(open_.id, "w")
    with queue.engine.connect() as connection:
        told = [(row.generation, row.url, row.body) for row in connection.execute(select(deliveries))]
    assert [(id, to) for id, to, _ in told if to != url] == [
        (g.id, "https://key.test") for g in (plain, chinese, open_)
    ]
    bodies = [body for _, to, body in told if to == url]
    number = str(chinese.number)
    assert bodies[0] == {"task_id": number, "status": "processing", "base_resp": bodies[0]["base_resp"]}
    assert (bodies[1]["type"], bodies[1]["data"]["status"]) == ("video.completed", "succeeded")
    assert bodies[2]["status"] == "failed"
    assert bodies[2]["base_resp"] == {"status_code": 1000, "status_msg": "It broke."}
    assert (bodies[3]["type"], bodies[3]["data"]) == ("video.failed", {"id": open_.id})
