"""A storm: server, workers and model processes killed at random under load, then the count.

Everything that was answered with 200 must end finished exactly once: one row that succeeded, one video and one poster
for it, the video whole, the key charged once for it, and nothing else in the folder. Run it by hand for long:

    python -m tests.chaos.storm --kills 200 --seed 1
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import httpx

from tests.acceptance.commands import Running
from video01.generation import Generation, Status, credits_for
from video01.keys import Keys
from video01.media import probe
from video01.queue import Queue

SETTINGS = {"heartbeat": 0.2, "lost_after": 1.5, "max_attempts": 1000, "max_queued": 100_000}  # seconds, seconds
REQUEST = {"prompt": "a red fox", "size": "128x128", "duration": 0.2}
CREDITS = 10_000_000_000
PATIENCE = 900.0  # seconds that the rest may take once the storm is over


@dataclass
class Toll:
    """What a storm did and what was found afterwards."""

    kills: dict[str, int] = field(default_factory=lambda: {"server": 0, "worker": 0, "model": 0})
    accepted: int = 0
    unanswered: int = 0  # requests whose answer never came; sent again with the same Idempotency-Key
    tries: int = 0  # attempts that all generations took together
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


class Fleet:
    """One API server and two workers on one home; each is started again when it is killed."""

    def __init__(self, folder: Path, echo_seconds: float) -> None:
        self.folder = folder
        self.port = _free_port()
        self.settings = {**SETTINGS, "echo_seconds": echo_seconds}
        self.running: dict[str, Running] = {}
        for name in ("server", "worker 1", "worker 2"):
            self.start(name)

    def start(self, name: str) -> None:
        arguments = ("serve", "--port", str(self.port), "--workers", "0") if name == "server" else ("worker",)
        self.running[name] = Running(self.folder, *arguments, **self.settings)

    def ready(self, name: str) -> bool:
        """Whether the server listens, or the worker has a model."""
        if name != "server":
            return bool(_children(self.running[name].process.pid))
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def kill(self, name: str) -> None:
        """Without a word, and start another."""
        dead = self.running[name]
        dead.process.kill()
        dead.__exit__()
        self.start(name)

    def kill_model(self, name: str) -> bool:
        """The model's process of a worker, if it has one now."""
        found = _children(self.running[name].process.pid)
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                return False
        return bool(found)

    def stop(self) -> None:
        for one in self.running.values():
            one.process.terminate()
        for one in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                one.process.wait(30)
            one.__exit__()


class Clients:
    """Ask for videos until told to stop; what got no answer is asked again with the same key, as careful clients do."""

    def __init__(self, url: str, secret: str, toll: Toll, *, threads: int, pause: float) -> None:
        self.url, self.toll, self.pause = url, toll, pause
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.accepted: set[str] = set()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(threads)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, number: int) -> None:
        with httpx.Client(headers=self.headers, timeout=10, trust_env=False) as client:
            count = 0
            while not self._stop.is_set():
                count += 1
                self._insist(client, f"{number}-{count}")
                time.sleep(self.pause)

    def _insist(self, client: httpx.Client, key: str) -> None:
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            try:
                response = client.post(
                    f"{self.url}/v2/video/generations", json=REQUEST, headers={"Idempotency-Key": key}
                )
            except httpx.HTTPError:
                with self._lock:
                    self.toll.unanswered += 1
                time.sleep(0.1)
                continue
            if response.status_code == 200:
                with self._lock:
                    self.accepted.add(response.json()["id"])
                return
            time.sleep(0.1)
        self.toll.wrong.append(f"request {key} was never answered")


def run_storm(
    folder: Path, *, kills: int, seed: int, echo_seconds: float, every: float, at_most: float = 3600.0, threads: int = 2
) -> Toll:
    """Kill so many processes, `every` seconds on average, for `at_most` seconds; wait for the rest; count."""
    toll, chance = Toll(), random.Random(seed)
    began = time.monotonic()
    queue = Queue(f"sqlite:///{folder / 'home' / 'video01.db'}")
    key, secret = Keys(queue.engine).create("storm", credits=CREDITS)
    fleet = Fleet(folder, echo_seconds)
    try:
        clients = Clients(f"http://127.0.0.1:{fleet.port}", secret, toll, threads=threads, pause=every)
        try:
            _rage(fleet, chance, toll, kills=kills, every=every, until=began + at_most)
        finally:
            clients.stop()
        _wait_for_all(queue, clients.accepted, toll)
    finally:
        fleet.stop()
    toll.accepted = len(clients.accepted)
    toll.seconds = round(time.monotonic() - began, 1)
    _count(queue, folder / "home" / "videos", clients.accepted, key.id, toll)
    queue.close()
    return toll


def _rage(fleet: Fleet, chance: random.Random, toll: Toll, *, kills: int, every: float, until: float) -> None:
    while sum(toll.kills.values()) < kills and time.monotonic() < until:
        time.sleep(chance.expovariate(1 / every))
        victim = chance.choice(("server", "worker", "model", "model"))
        name = "server" if victim == "server" else chance.choice(("worker 1", "worker 2"))
        if not fleet.ready(name):  # one that has hardly begun has nothing to lose
            continue
        if victim == "model":
            toll.kills["model"] += fleet.kill_model(name)
        else:
            fleet.kill(name)
            toll.kills[victim] += 1


def _wait_for_all(queue: Queue, ids: set[str], toll: Toll) -> None:
    give_up = time.monotonic() + PATIENCE
    while queue.counts()[Status.QUEUED] + queue.counts()[Status.RUNNING]:
        if time.monotonic() > give_up:
            toll.wrong.append(f"not over after {PATIENCE:g} seconds: {queue.counts()}")
            return
        time.sleep(0.1)


def _count(queue: Queue, videos: Path, accepted: set[str], owner: str, toll: Toll) -> None:
    rows = queue.list(owner, limit=1_000_000)
    if {row.id for row in rows} != accepted:
        toll.wrong.append(f"{len(accepted)} were accepted and {len(rows)} are there")
    toll.tries = sum(row.attempts for row in rows)
    for row in rows:
        toll.wrong.extend(_look_at(row, videos))
    key, each = Keys(queue.engine).get(owner), credits_for(0.2)
    if (key.videos, key.credits_used, key.credits) != (len(rows), len(rows) * each, CREDITS - len(rows) * each):
        toll.wrong.append(f"{len(rows)} videos of {each} credits, and the key was charged {key.credits_used}")
    wanted = {name for row in rows if row.output for name in (row.output.video, row.output.poster)}
    strays = {path.name for path in videos.iterdir() if path.is_file()} - wanted
    own = {row.id: row.attempts for row in rows}
    for name in strays:  # what a kill between storing and finishing left is of an earlier try, and swept an hour later
        id, _, rest = name.partition("-")
        if id not in own or (rest != "preview.jpg" and int(rest.partition(".")[0]) >= own[id]):
            toll.wrong.append(f"the file {name} belongs to nothing")


def _look_at(row: Generation, videos: Path) -> list[str]:
    if row.status is not Status.SUCCEEDED or row.output is None:
        return [f"{row.id} is {row.status}: {row.failure}"]
    path = videos / row.output.video
    if not path.is_file() or path.stat().st_size != row.output.size or not (videos / row.output.poster).is_file():
        return [f"{row.id}: its files are not whole"]
    return [] if probe(path).frames == 5 else [f"{row.id}: its video has {probe(path).frames} frames, not 5"]


def _children(pid: int) -> list[int]:
    """The processes that this one started for the model (Linux). The other child is multiprocessing's tracker."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            if parent == pid and b"spawn_main" in (stat.parent / "cmdline").read_bytes():
                found.append(int(stat.parent.name))
        except OSError:
            continue
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=float, default=0.5, help="seconds between two kills, on average")
    parser.add_argument("--echo-seconds", type=float, default=0.5, help="seconds that each video takes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="video01_storm_") as folder:
        how = {"every": arguments.every, "echo_seconds": arguments.echo_seconds}
        toll = run_storm(Path(folder), kills=arguments.kills, seed=arguments.seed, **how)
    json.dump(asdict(toll), sys.stdout, indent=2)
    print()
    return 1 if toll.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
