"""`video01 generate` as people run it: files, exit codes, Ctrl-C."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.acceptance.commands import COMMAND, Running, environment, video01
from video01.media import probe

SMALL = ("--size", "320x192", "--duration", "0.4")


def test_a_sentence_becomes_a_video(tmp_path: Path) -> None:
    wanted = ("generate", 'a fox\'s "tail" $HOME `x`', *SMALL, "--no-optimize")
    done = video01(tmp_path, *wanted, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["optimized_prompt"] == 'a fox\'s "tail" $HOME `x`'
    facts = probe(tmp_path / answer["path"])
    assert (facts.width, facts.height, facts.frames, facts.duration) == (320, 192, 10, 0.4)
    assert (tmp_path / answer["poster"]).read_bytes().startswith(b"\xff\xd8\xff")
    assert "\r" not in done.stderr, "no bar where there is no terminal"
    again = video01(tmp_path, *wanted, "--seed", str(answer["seed"]), "-o", "again.mp4")
    assert again.returncode == 0
    assert (tmp_path / "again.mp4").read_bytes() == (tmp_path / "video.mp4").read_bytes()


@pytest.mark.parametrize(
    ("moment", "number", "code"),
    [("denoising", signal.SIGINT, 130), ("drawing frames", signal.SIGINT, 130), ("denoising", signal.SIGTERM, 143)],
)
def test_stopping_leaves_no_half_file(tmp_path: Path, moment: str, number: int, code: int) -> None:
    seconds = 20 if moment == "denoising" else 0.2
    with Running(tmp_path, "generate", "x", "--duration", "10", "--size", "1920x1072", echo_seconds=seconds) as running:
        running.wait_for(moment)
        assert running.stop(number) == code
        assert "Traceback" not in running.said
        assert number == signal.SIGTERM or running.said.splitlines()[-1] == "video01: stopped"
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_is_one_line_and_code_2(tmp_path: Path) -> None:
    done = video01(tmp_path, "generate", "x", "--image", "nowhere.png")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "video01: cannot read the picture nowhere.png: No such file or directory\n"


def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, "generate", "x", *SMALL],
        cwd=tmp_path,
        env=environment(tmp_path / "home", echo_seconds=0.5) | {"TERM": "xterm", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=slave,
    )
    out, _ = process.communicate(timeout=30)
    os.close(slave)
    shown = os.read(master, 100_000).decode()
    os.close(master)
    assert process.returncode == 0
    assert b"video.mp4" in out
    assert "█" in shown
    assert "denoising" in shown
    assert "100%" in shown
    assert "\n" not in shown
    assert shown.endswith("\r\x1b[K"), "the bar goes when the work is done"


def test_output_into_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    script = f"'{COMMAND}' keys list | true"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=environment(tmp_path / "home"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_help_is_there_at_once(tmp_path: Path) -> None:
    def once() -> float:
        began = time.perf_counter()
        assert video01(tmp_path, "--help").returncode == 0
        return time.perf_counter() - began

    assert min(once() for _ in range(3)) < 0.3


def test_the_module_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "video01", "--version"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == video01(tmp_path, "--version").stdout


def test_keys_create_prints_the_key_and_nothing_else(tmp_path: Path) -> None:
    done = video01(tmp_path, "keys", "create")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip().startswith("v01_")
    assert len(done.stdout.split()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


def test_doctor(tmp_path: Path) -> None:
    done = video01(tmp_path, "doctor", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["encoder"]["ok"]


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_hands_any_prompt_over_unharmed(tmp_path: Path) -> None:
    """A stand-in for the command shows what it was given."""
    makefile = Path(__file__).parents[2] / "Makefile"
    shutil.copy(makefile, tmp_path / "Makefile")
    (tmp_path / "pyproject.toml").touch()
    commands = tmp_path / ".venv" / "bin"
    commands.mkdir(parents=True)
    (commands / "python").touch()
    (commands / "video01").write_text('#!/bin/sh\nfor last; do :; done\nprintf %s "$last" > given\n')
    (commands / "video01").chmod(0o755)
    (tmp_path / ".venv" / ".installed").touch()
    prompt = "--it's \"a\" $HOME $$x `touch a` $(shell touch b) $(touch c) ${PATH} \\ % # ; & | ' äöü 龍\nsecond line"
    for variables, overrides in ({}, [f"PROMPT={prompt}"]), ({"PROMPT": prompt}, []):
        subprocess.run(["make", "video", *overrides], cwd=tmp_path, env=os.environ | variables, check=True)
        assert (tmp_path / "given").read_text() == prompt
    subprocess.run(["make", "video"], cwd=tmp_path, check=True)
    assert (tmp_path / "given").read_text().endswith("revealing massive fangs. We see it's coming.")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".venv", "Makefile", "given", "pyproject.toml"]
