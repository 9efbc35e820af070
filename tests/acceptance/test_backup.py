"""A backup as docs/deploy.md says: taken while the server works, restored elsewhere, and gone on from."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from pathlib import Path

import httpx

from tests.acceptance.commands import Server, video01


def test_a_backup_taken_while_it_works_can_be_gone_on_from(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    (new / "home").mkdir(parents=True)
    old.mkdir()
    key = video01(old, "keys", "create").stdout.strip()
    with Server(old, echo_seconds=1) as server:
        done = server.create(key, size="128x128", duration=0.2)
        server.wait_until(key, done, "completed")
        running, waiting = (server.create(key, size="128x128", duration=0.2) for _ in range(2))
        server.wait_until(key, running, "generating")
        source = sqlite3.connect(old / "home" / "video01.db")
        target = sqlite3.connect(new / "home" / "video01.db")
        source.backup(target)
        assert target.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        source.close()
        target.close()
        shutil.copytree(old / "home" / "videos", new / "home" / "videos")
        shutil.copy2(old / "home" / "signing.key", new / "home" / "signing.key")
        server.stop(signal.SIGTERM)
    with Server(new, heartbeat=0.2, lost_after=1.0) as server:
        for id in (done, running, waiting):
            answer = server.wait_until(key, id, "completed", "error")
            assert answer["status"] == "completed", answer
            assert httpx.get(str(answer["video_url"])).status_code == 200
