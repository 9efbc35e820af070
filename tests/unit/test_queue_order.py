"""Whose turn it is: priorities, fair shares between owners, reordering, pausing; and what that does to places."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from video01.errors import InvalidRequest, NotFound
from video01.generation import GenerationRequest, Output, Status
from video01.queue import Queue

REQUEST = GenerationRequest(prompt="a red ball", size=(256, 128), seed=1)
OUTPUT = Output(video="a.mp4", poster="a.jpg", duration=6.0, width=256, height=128, size=1000)


@pytest.fixture
def queue(database_url: str) -> Iterator[Queue]:
    queue = Queue(database_url)
    yield queue
    queue.close()


def _add(queue: Queue, owner: str, count: int = 1, priority: int = 0) -> list[str]:
    return [queue.add(REQUEST, owner=owner, priority=priority).id for _ in range(count)]


def _claim(queue: Queue) -> str:
    generation = queue.claim("w")
    assert generation is not None
    return generation.id


def _serve(queue: Queue) -> str:
    """Claim one and finish it; returns its owner."""
    id = _claim(queue)
    queue.succeed(id, "w", OUTPUT)
    return queue.get(id).owner


def test_one_keys_hundred_do_not_starve_anothers_one(queue: Queue) -> None:
    _add(queue, "busy", 100)
    assert [_serve(queue) for _ in range(3)] == ["busy"] * 3
    (id,) = _add(queue, "rare")
    assert queue.position(id) == 1
    assert [_serve(queue) for _ in range(3)] == ["busy", "rare", "busy"]


def test_owners_take_turns(queue: Queue) -> None:
    for owner in ("a", "b", "c"):
        _add(queue, owner, 3)
    assert "".join(_serve(queue) for _ in range(9)) == "abcabcabc"


def test_who_asks_again_after_each_does_not_starve_who_asked_for_many(queue: Queue) -> None:
    _add(queue, "many", 10)
    served = []
    for _ in range(8):
        if not any(g.owner == "again" and g.status is Status.QUEUED for g in queue.list(limit=100)):
            _add(queue, "again")
        served.append(_serve(queue))
    assert served.count("many") == served.count("again") == 4


def test_past_use_is_no_debt(queue: Queue) -> None:
    _add(queue, "old", 20)
    for _ in range(20):
        _serve(queue)
    _add(queue, "new", 5)
    _add(queue, "old", 5)
    assert [_serve(queue) for _ in range(4)].count("old") == 2


def test_what_was_canceled_while_it_waited_took_no_turn(queue: Queue) -> None:
    for id in _add(queue, "a", 10):
        queue.cancel(id)
    _add(queue, "b", 3)
    _add(queue, "a", 1)
    assert "a" in [_serve(queue) for _ in range(2)]


def test_the_place_is_the_order_of_claims(queue: Queue) -> None:
    ids = _add(queue, "a", 4) + _add(queue, "b", 2, priority=3) + _add(queue, "c", 3) + _add(queue, "b", 2, priority=-1)
    queue.move(ids[3], before=ids[0])
    places = {queue.position(id): id for id in ids}
    assert sorted(places) == list(range(len(ids)))
    assert [_claim(queue) for _ in ids] == [places[place] for place in range(len(ids))]


def test_a_higher_priority_comes_first(queue: Queue) -> None:
    (low,), (normal,), (high,) = _add(queue, "a", priority=-5), _add(queue, "b"), _add(queue, "c", priority=5)
    assert [queue.position(id) for id in (low, normal, high)] == [2, 1, 0]
    assert [_claim(queue) for _ in range(3)] == [high, normal, low]
    assert queue.get(high).priority == 5
    with pytest.raises(InvalidRequest, match="priority must be a whole number from -100 to 100, got 101"):
        queue.add(REQUEST, owner="a", priority=101)


def test_ones_own_can_be_reordered(queue: Queue) -> None:
    first, second, third = _add(queue, "me", 3)
    (other,) = _add(queue, "you")
    queue.move(third, before=first, owner="me")
    queue.move(first, owner="me")
    assert [_claim(queue) for _ in range(4)] == [third, other, second, first]
    with pytest.raises(NotFound):
        queue.move(third, before=first, owner="you")
    with pytest.raises(InvalidRequest, match="waits no longer"):
        queue.move(third, owner="me")


def test_one_cannot_jump_before_somebody_elses(queue: Queue) -> None:
    (other,) = _add(queue, "you")
    (mine,) = _add(queue, "me")
    with pytest.raises(NotFound):
        queue.move(mine, before=other, owner="me")


def test_a_paused_owner_is_passed_over_and_comes_back_in_turn(queue: Queue) -> None:
    _add(queue, "a", 5)
    _add(queue, "b", 10)
    queue.pause("a")
    queue.pause("a")
    assert queue.paused("a")
    assert not queue.paused("b")
    assert [_serve(queue) for _ in range(4)] == ["b"] * 4
    queue.resume("a")
    assert not queue.paused("a")
    assert [_serve(queue) for _ in range(4)].count("a") == 2
    queue.pause("a")
    queue.pause("b")
    assert queue.claim("w") is None
