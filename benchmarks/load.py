"""How much the API carries: creates and polls a second, how long they take, and what open event streams weigh.

The server (`video01 serve`, without workers), a bare FastAPI endpoint that returns a constant, and this generator share
one machine. Each figure of ours stands beside the bare endpoint's, taken in turns with it, a second each, by the same
clients. Where something else has the machine, p5 says more, for those exchanges were not disturbed, and so does the
processor time of the server.

    python -m benchmarks.load                      # everything: four minutes, or ten where others work
    python -m benchmarks.load --seconds 1 --stored 100 --clients 1,64 --streams 100
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sqlalchemy import insert

from video01.database.schema import generations
from video01.generation import GenerationRequest
from video01.keys import Keys
from video01.queue import Queue
from video01.queue.callers import new_id
from video01.queue.rows import request_to_json

BARE = """
import sys, uvicorn
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
async def constant() -> dict[str, str]:
    return {"status": "ok"}
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
"""
OUTPUT = {"video": "x.mp4", "poster": "x.jpg", "duration": 6.0, "width": 1280, "height": 720, "size": 1_000_000}
Ask = Callable[[], bytes]


TURN = 1.0  # seconds that clients stay with one server
HEAD = (
    "| | clients | a second | of the bare endpoint | p5 ms | of the bare endpoint's "
    "| p50 ms | p99 ms | processor µs each | failed |"
)


@dataclass
class Load:
    """What clients saw of one server."""

    server: int  # process id
    seconds: list[float] = field(default_factory=list)  # of each answer
    failed: int = 0
    lasted: float = 0.0
    processor: float = 0.0  # seconds that the server used

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.lasted

    def row(self, name: str, clients: int, bare: Load) -> str:
        p5, p50, p99 = (1000 * np.percentile(self.seconds, q) for q in (5, 50, 99))
        of_rate, of_p5 = 100 * self.rate / bare.rate, 100 * 1000 * np.percentile(bare.seconds, 5) / p5
        rate_share, p5_share = ("", "") if bare is self else (f"{of_rate:.0f} %", f"{of_p5:.0f} %")
        cost = 1e6 * self.processor / len(self.seconds)
        rates, times = f"{self.rate:.0f} | {rate_share}", f"{p5:.2f} | {p5_share} | {p50:.1f} | {p99:.1f}"
        return f"| {name} | {clients} | {rates} | {times} | {cost:.0f} | {self.failed} |"


class Client(asyncio.Protocol):
    """One connection that asks again as soon as it is answered. As little as it takes, for it shares the processor."""

    def __init__(self, ask: Ask, load: Load, until: float) -> None:
        self.ask, self.load, self.until = ask, load, until
        self.closed = asyncio.get_running_loop().create_future()
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if len(body) < length:
            return
        now = time.perf_counter()
        self.load.seconds.append(now - self._began)
        self.load.failed += not head.startswith(b"HTTP/1.1 200")
        self._buffer = b""
        if now < self.until:
            self._next()
        else:
            self._transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(None)

    def _next(self) -> None:
        self._began = time.perf_counter()
        self._transport.write(self.ask())


async def drive(load: Load, port: int, ask: Ask, clients: int) -> None:
    """One turn, added to `load`."""
    loop, used = asyncio.get_running_loop(), processor_time(load.server)
    began = time.perf_counter()
    made = [
        (await loop.create_connection(lambda: Client(ask, load, began + TURN), "127.0.0.1", port))[1]
        for _ in range(clients)
    ]
    await asyncio.gather(*(client.closed for client in made))
    load.lasted += time.perf_counter() - began
    load.processor += processor_time(load.server) - used


def request(method: str, path: str, secret: str = "", body: bytes = b"") -> bytes:
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {secret}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


CONSTANT = request("GET", "/")


def fill(queue: Queue, owner: str, count: int) -> list[str]:
    """Finished generations, as a year of use leaves them."""
    made, now = [], time.time()
    wanted = request_to_json(GenerationRequest(prompt="a red fox runs through a snowy forest, " * 5, seed=1))
    for start in range(0, count, 1000):
        rows = [
            {
                "id": new_id(now - number),
                "owner": owner,
                "status": "succeeded",
                "request": wanted,
                "created_at": now - number,
                "started_at": now - number,
                "finished_at": now - number + 9,
                "attempts": 1,
                "progress": 1.0,
                "cancel_requested": False,
                "output": OUTPUT,
            }
            for number in range(start, min(start + 1000, count))
        ]
        with queue._writing.begin() as connection:
            connection.execute(insert(generations), rows)
        made += [str(row["id"]) for row in rows]
    return made


@contextmanager
def process(*command: str, port: int, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server that listens."""
    started = subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield started
    finally:
        started.terminate()
        started.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def processor_time(pid: int) -> float:
    """Seconds that all threads of a process used (Linux)."""
    return sum(int(path.read_text().split()[0]) for path in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9


def memory(pid: int) -> float:
    """MiB that a process holds (Linux)."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def open_streams(port: int, secret: str, id: str, count: int) -> list[asyncio.StreamWriter]:
    writers = []
    for _ in range(count):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request("GET", f"/v1/generations/{id}/events", secret))
        await reader.readuntil(b"event: generation")
        writers.append(writer)
    return writers


async def weigh_streams(server: int, port: int, secret: str, id: str, count: int) -> str:
    before = memory(server)
    writers = await open_streams(port, secret, id, count)
    await asyncio.sleep(2)
    after = memory(server)
    for writer in writers:
        writer.close()
    return f"{count} open event streams: the server's process holds {after:.0f} MiB, {before:.0f} MiB before them"


def measure(stored: int, clients: list[int], seconds: float, streams: int) -> Iterator[str]:
    """The rows of the table for a database that holds so many generations."""
    with tempfile.TemporaryDirectory(prefix="video01_load_") as home:
        queue = Queue(f"sqlite:///{home}/video01.db")
        key, secret = Keys(queue.engine).create("load")
        ids = fill(queue, key.id, stored)
        waiting = queue.add(GenerationRequest(prompt="a red fox"), owner=key.id).id
        queue.close()
        bare_port, port = free_port(), free_port()
        ours = [sys.executable, "-m", "video01", "serve", "--port", str(port), "--workers", "0"]
        settings = {"VIDEO01_HOME": home, "VIDEO01_MAX_QUEUED": "100000000", "VIDEO01_ENGINE": "echo"}
        with (
            process(sys.executable, "-c", BARE, str(bare_port), port=bare_port) as bare,
            process(*ours, port=port, **settings) as server,
        ):

            def compare(ask: Ask, count: int) -> tuple[Load, Load]:
                """The bare endpoint and ours, by turns."""
                loads = Load(bare.pid), Load(server.pid)
                while loads[1].lasted < seconds:
                    asyncio.run(drive(loads[0], bare_port, lambda: CONSTANT, count))
                    asyncio.run(drive(loads[1], port, ask, count))
                return loads

            for name, ask in (("poll", polls(secret, ids)), ("create", creates(secret))):
                for count in clients:
                    constant, asked = compare(ask, count)
                    yield constant.row("bare endpoint", count, constant)
                    yield asked.row(name, count, constant)
            if streams:
                yield "\n" + asyncio.run(weigh_streams(server.pid, port, secret, waiting, streams))


def polls(secret: str, ids: list[str]) -> Ask:
    return lambda: request("GET", f"/v2/video/generations?generation_id={random.choice(ids)}", secret)


def creates(secret: str) -> Ask:
    body = json.dumps({"model": "video-01", "prompt": "a red fox"}).encode()
    whole = request("POST", "/v2/video/generations", secret, body)
    return lambda: whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each figure")
    parser.add_argument("--stored", default="100,100000", help="generations in the database")
    parser.add_argument("--clients", default="1,64,512")
    parser.add_argument("--streams", type=int, default=1000)
    arguments = parser.parse_args()
    clients = [int(text) for text in arguments.clients.split(",")]
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}")
    for stored in arguments.stored.split(","):
        print(f"\n## {int(stored):,} stored generations\n")
        print(f"{HEAD}\n|{'---|' * HEAD.count(' | ')}---|")
        for line in measure(int(stored), clients, arguments.seconds, arguments.streams):
            print(line, flush=True)


if __name__ == "__main__":
    main()
