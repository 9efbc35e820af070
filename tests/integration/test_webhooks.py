"""Webhooks to a real receiver on this machine; only the name resolution is fake."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from video01.cli import main
from video01.errors import InvalidRequest, NotFound
from video01.generation import GenerationRequest, Output
from video01.keys import Keys
from video01.queue import Queue
from video01.webhooks import Courier, Deliveries, Delivery, check_url, confirm
from video01.webhooks.deliveries import GIVE_UP, LEASE

REQUEST = GenerationRequest(prompt="a red ball", size=(256, 128))
OUTPUT = Output(video="a.mp4", poster="a.jpg", duration=6.0, width=256, height=128, size=1000)


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Receiver(BaseHTTPRequestHandler):
    """Answers /STATUS with that status; /echo sends the challenge back, /other another one, /slow nothing."""

    heard: list[tuple[str, dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name = self.path[1:]
        self.heard.append((name, {key.lower(): value for key, value in self.headers.items()}, body))
        if name == "slow":
            time.sleep(1)
        answer = {"echo": body, "other": b'{"challenge": "x"}'}.get(name, b"")
        self.send_response(int(name) if name.isdecimal() else 200)
        if name == "302":
            self.send_header("Location", "/200")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def heard() -> list[tuple[str, dict[str, str], bytes]]:
    Receiver.heard = []
    return Receiver.heard


@pytest.fixture
def base(heard: object) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(database_url: str, clock: Clock) -> Iterator[Queue]:
    queue = Queue(database_url, clock=clock)
    yield queue
    queue.close()


@pytest.fixture
def deliveries(queue: Queue, clock: Clock) -> Deliveries:
    return Deliveries(queue.engine, clock=clock)


@pytest.fixture
def keys(queue: Queue) -> Keys:
    return Keys(queue.engine)


def _ended(queue: Queue, keys: Keys, url: str, name: str = "video01") -> str:
    """A generation that has just succeeded, with this callback; returns its key's id."""
    key, _ = keys.create("k")
    id = queue.add(REQUEST, owner=key.id, callback_url=url, callback_format=name).id
    queue.claim("w")
    queue.succeed(id, "w", OUTPUT)
    return key.id


def _deliver(courier: Courier, deliveries: Deliveries) -> Delivery:
    """One attempt at everything that is due; returns the newest record."""
    for delivery in deliveries.take(10):
        asyncio.run(courier.deliver(delivery))
    return deliveries.list()[0]


def test_the_end_is_told_signed(
    queue: Queue, keys: Keys, deliveries: Deliveries, base: str, heard: list[tuple[str, dict[str, str], bytes]]
) -> None:
    owner = _ended(queue, keys, f"{base}/200")
    done = _deliver(Courier(deliveries, keys, allow_private=True), deliveries)
    assert (done.state, done.attempts, done.answer) == ("delivered", 1, 200)
    ((_, headers, body),) = heard
    assert json.loads(body)["data"]["status"] == "succeeded"
    key = base64.b64decode(keys.webhook_secret(owner).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mark = base64.b64encode(hmac.new(key, signed, "sha256").digest()).decode()
    assert headers["webhook-signature"] == f"v1,{mark}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert deliveries.take(10) == ()


@pytest.mark.parametrize("path", ["500", "302", "404"])
def test_what_was_not_heard_is_told_again_for_a_day(
    queue: Queue, deliveries: Deliveries, base: str, clock: Clock, path: str
) -> None:
    keys = Keys(queue.engine)
    _ended(queue, keys, f"{base}/{path}")
    courier = Courier(deliveries, keys, allow_private=True)
    began, pauses = clock.now, []
    while (one := _deliver(courier, deliveries)).state == "waiting":
        assert one.next_at is not None
        pauses.append(one.next_at - clock.now)
        assert deliveries.take(10) == ()
        clock.now = one.next_at
    assert one.state == "given up"
    assert one.error == f"answered with status {path}"
    assert clock.now - began == pytest.approx(GIVE_UP, rel=0.1)
    assert pauses[:3] == [pytest.approx(5, rel=0.11), pytest.approx(10, rel=0.11), pytest.approx(20, rel=0.11)]
    assert max(pauses) < 3600 * 1.11
    assert 25 < one.attempts < 45
    again = deliveries.redeliver(one.id)
    assert (again.state, again.attempts) == ("waiting", 0)
    assert _deliver(courier, deliveries).attempts == 1
    with pytest.raises(NotFound):
        deliveries.redeliver(one.id, owner="somebody")


def test_two_couriers_do_not_tell_the_same_and_a_dead_ones_is_told_later(
    queue: Queue, keys: Keys, deliveries: Deliveries, base: str, clock: Clock
) -> None:
    _ended(queue, keys, f"{base}/200")
    assert len(deliveries.take(10)) == 1
    assert deliveries.take(10) == ()
    clock.now += LEASE + 1
    assert len(deliveries.take(10)) == 1


def test_changes_of_one_generation_are_told_in_order(
    queue: Queue, keys: Keys, deliveries: Deliveries, base: str, heard: list[tuple[str, dict[str, str], bytes]]
) -> None:
    _ended(queue, keys, f"{base}/200", "minimax")
    courier = Courier(deliveries, keys, allow_private=True)
    for _ in range(2):
        _deliver(courier, deliveries)
    assert [json.loads(body)["status"] for _, _, body in heard] == ["processing", "success"]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::1"])
def test_private_addresses_hear_nothing(
    queue: Queue, deliveries: Deliveries, base: str, heard: list[object], address: str
) -> None:
    keys = Keys(queue.engine)
    _ended(queue, keys, base.replace("127.0.0.1", "inside.test") + "/200")
    courier = Courier(deliveries, keys, allow_private=False, resolve=lambda *_: [address])
    one = _deliver(courier, deliveries)
    assert (one.state, one.error) == ("waiting", "the host inside.test has a private or reserved address")
    assert heard == []


def test_a_name_that_changes_between_check_and_connect_changes_nothing(
    queue: Queue, keys: Keys, deliveries: Deliveries, base: str, heard: list[object]
) -> None:
    asked = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

    _ended(queue, keys, base.replace("127.0.0.1", "rebinding.test") + "/200")
    assert _deliver(Courier(deliveries, keys, allow_private=True, resolve=resolve), deliveries).state == "delivered"
    assert asked == ["rebinding.test"]
    assert len(heard) == 1


def test_the_handshake(base: str) -> None:
    asyncio.run(confirm(f"{base}/echo", allow_private=True))
    for path, problem in (("other", "got status 200"), ("500", "got status 500")):
        with pytest.raises(InvalidRequest, match=problem):
            asyncio.run(confirm(f"{base}/{path}", allow_private=True))
    with pytest.raises(InvalidRequest, match="private or reserved"):
        asyncio.run(confirm(f"{base}/echo", allow_private=False))


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "ftp://x/y", "http://", "nonsense", "https://x/" + "y" * 2000]
)
def test_what_nothing_can_be_posted_to(url: str) -> None:
    with pytest.raises(InvalidRequest, match="callback_url must be an http"):
        check_url(url)


def _wait(until: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 10
    while not until():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_a_slow_receiver_holds_up_nobody(
    tmp_path: Path, base: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDEO01_HOME", str(tmp_path))
    queue = Queue(f"sqlite:///{tmp_path / 'video01.db'}")
    keys, deliveries = Keys(queue.engine), Deliveries(queue.engine)
    _ended(queue, keys, f"{base}/slow")
    _ended(queue, keys, f"{base}/200")
    stop = threading.Event()
    thread = threading.Thread(target=Courier(deliveries, keys, allow_private=True).run, args=[stop])
    thread.start()
    try:
        _wait(lambda: deliveries.list()[0].state == "delivered")
        assert deliveries.list()[1].state == "waiting"
        _wait(lambda: deliveries.list()[1].state == "delivered")
    finally:
        stop.set()
        thread.join()
    assert main(["webhooks", "list"]) == 0
    listed = capsys.readouterr().out
    assert listed.count("delivered") == 2
    assert main(["webhooks", "redeliver", deliveries.list()[0].id]) == 0
    assert deliveries.list()[0].state == "waiting"
    assert main(["webhooks", "secret", deliveries.list()[0].owner]) == 0
    assert capsys.readouterr().out.startswith("whsec_")
    queue.close()
