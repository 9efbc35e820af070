"""The command line in this process, with the echo engine."""

from __future__ import annotations

import argparse
import base64
import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from video01.cli import main
from video01.cli.arguments import parser
from video01.cli.models import DESCRIPTIONS
from video01.cli.serve import _listen
from video01.engines import ENGINES
from video01.media import probe, write_jpeg

SMALL = ["--size", "160x128", "--duration", "0.2", "--seed", "7"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder: its exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIDEO01_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VIDEO01_ENGINE", "echo")

    def command(*argv: str) -> tuple[int, str, str]:
        try:
            code = main(argv)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        out, err = capsys.readouterr()
        return code, out, err

    return command


def subcommands() -> dict[str, argparse.ArgumentParser]:
    actions = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(actions[0].choices)


def test_generate_tells_people_what_they_got(run: Run, tmp_path: Path) -> None:
    code, out, err = run("generate", "a red fox", *SMALL)
    assert code == 0, err
    assert "video   video.mp4 (160x128, 0.2 s, 25 frames/s, 0.0 MB)" in out
    assert "poster  video.jpg" in out
    assert "seed    7" in out
    assert "time    " in out
    assert probe(tmp_path / "video.mp4").frames == 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["video.jpg", "video.mp4"]


def test_generate_json_prints_one_object_and_nothing_else(run: Run) -> None:
    code, out, _ = run("generate", "a red fox", *SMALL, "--json", "--no-optimize", "-o", "fox.mp4")
    answer: dict[str, Any] = json.loads(out)
    timings = answer.pop("timings")
    assert code == 0
    assert out.count("\n") == 1
    assert answer == {
        "path": "fox.mp4",
        "poster": "fox.jpg",
        "seed": 7,
        "prompt": "a red fox",
        "optimized_prompt": "a red fox",
        "ignored": [],
        "notes": [],
        "size": "160x128",
        "duration": 0.2,
    }
    assert list(timings) == ["start", "text", "denoise", "decode", "encode", "total"]
    assert all(isinstance(seconds, float) for seconds in timings.values())
    assert timings["total"] >= timings["start"] + timings["denoise"]


def test_generate_draws_a_seed_and_tells_it(run: Run) -> None:
    seeds = {
        json.loads(run("generate", "x", "--size", "160x128", "--duration", "0.1", "--json")[1])["seed"] for _ in "ab"
    }
    assert len(seeds) == 2
    assert all(0 <= seed < 2**32 for seed in seeds)


def test_generate_timings(run: Run) -> None:
    _, out, _ = run("generate", "x", *SMALL, "--timings")
    assert [line.split()[0] for line in out.splitlines()[-6:]] == [
        "start",
        "text",
        "denoise",
        "decode",
        "encode",
        "total",
    ]


def test_generate_from_a_picture(run: Run, tmp_path: Path) -> None:
    write_jpeg(np.full((400, 500, 3), 90, np.uint8), tmp_path / "in.jpg")
    data = "data:image/jpeg;base64," + base64.b64encode((tmp_path / "in.jpg").read_bytes()).decode()
    for image in ("in.jpg", str(tmp_path / "in.jpg"), data):
        code, out, err = run("generate", "", "--image", image, "--duration", "0.1", "--json")
        assert code == 0, err
        assert json.loads(out)["size"] == "896x720"


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([""], "prompt must not be empty unless a first frame is given"),
        (["x" * 2001], "prompt must have at most 2000 characters, got 2001"),
        (["x", "--duration", "11"], "duration must be over 0 and at most 10 seconds, got 11"),
        (["x", "--duration", "nan"], "duration must be over 0"),
        (["x", "--duration", "long"], "invalid float value: 'long'"),
        (["x", "--size", "1280"], "expected WIDTHxHEIGHT in pixels, as in 1280x720, got '1280'"),
        (["x", "--size", "1281x720"], "width must be a multiple of 16"),
        (["x", "--seed", "-1"], "seed must be a whole number from 0"),
        (["x", "--steps", "0"], "num_inference_steps must be a whole number from 1 to 50, got 0"),
        (["x", "--guidance", "21"], "guidance_scale must be"),
        (["x", "--image", "nowhere.jpg"], "cannot read the picture nowhere.jpg: No such file or directory"),
        (["x", "--image", "."], "cannot read the picture .: Is a directory"),
        (["x", "--image", "text.txt"], "the picture must be a JPEG, PNG or WebP file, got 5 bytes that start with"),
        (["x", "--image", "http://127.0.0.1:9/a.jpg"], "127.0.0.1"),
        (["x", "-o", "nowhere/v.mp4"], "the folder for the output, nowhere, does not exist"),
        (["x", "-o", "folder.mp4"], "the output must be a file, folder.mp4 is a folder"),
        (["x", "-o", "v.avi"], "the output must end in .mp4, got 'v.avi'"),
        (["x", "-o", "text.txt/v.mp4"], "the folder for the output, text.txt, does not exist"),
        ([], "the following arguments are required: PROMPT"),
        (["x", "--sed", "1"], "unrecognized arguments"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(run: Run, tmp_path: Path, argv: list[str], words: str) -> None:
    (tmp_path / "text.txt").write_text("hello")
    (tmp_path / "folder.mp4").mkdir()
    code, out, err = run("generate", *argv)
    assert code == 2
    assert out == ""
    assert words in err
    assert len(err.splitlines()) == 1, "checked before anything is loaded"
    assert not list(tmp_path.rglob("*.jpg"))


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("VIDEO01_ENGINE", "big", "VIDEO01_ENGINE must be one of small, echo, got 'big'"),
        ("VIDEO01_PORT", "http", "VIDEO01_PORT must be a whole number, got 'http'"),
    ],
)
def test_a_wrong_setting_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    monkeypatch.setenv(variable, value)
    code, _, err = run("generate", "x", *SMALL)
    assert code == 2
    assert err.splitlines()[-1] == f"video01: {words}"


def test_an_engine_that_breaks_gives_one_line_and_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEO01_ENGINE", "tests.unit.test_cli:Broken")
    code, out, err = run("generate", "x", *SMALL)
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == "video01: unexpected ZeroDivisionError: one two (VIDEO01_DEBUG=1 shows where)"
    assert "Traceback" not in err
    monkeypatch.setenv("VIDEO01_DEBUG", "1")
    assert "Traceback" in run("generate", "x", *SMALL)[2]


class Broken:
    name = "broken"

    def generate(self, *_: object) -> None:
        raise ZeroDivisionError("one\ntwo")


def test_keys(run: Run) -> None:
    code, out, err = run("keys", "create", "--name", "laptop")
    assert (code, err) == (0, "")
    secret = out.removesuffix("\n")
    assert secret.startswith("v01_")
    assert secret.split() == [secret]
    _, listed, _ = run("keys", "list")
    assert "laptop" in listed
    assert secret not in listed
    assert "valid" in listed
    assert run("keys", "revoke", secret[:12])[0] == 0
    assert "revoked" in run("keys", "list")[1]
    code, _, err = run("keys", "revoke", "v01_unknown")
    assert code == 1
    assert len(err.splitlines()) == 1
    assert run("keys", "create", "--name", "")[0] == 2
    assert run("keys", "create", "--scope", "read,everything")[0] == 2


def test_what_a_key_may_do_and_has_done(run: Run) -> None:
    limits = ["--credits", "180000", "--rpm", "60", "--max-queued", "5", "--max-priority", "2", "--scope", "read,admin"]
    code, out, err = run("keys", "create", *limits, "--webhook", "https://example.org/told")
    assert code == 0
    assert "signed with whsec_" in err
    secret = out.strip()
    facts = json.loads(run("keys", "usage", secret[:12], "--json")[1])
    wanted = {"credits": 180_000, "rpm": 60, "max_queued": 5, "max_priority": 2, "scopes": ["admin", "read"]}
    assert {name: facts[name] for name in wanted} == wanted
    assert (facts["credits_used"], facts["videos"]) == (0, 0)
    assert run("keys", "credits", facts["id"], "unlimited")[2].endswith("has unlimited credits from now on\n")
    assert "unlimited" in run("keys", "usage", facts["id"])[1]
    for wrong in (["keys", "credits", facts["id"], "-5"], ["keys", "create", "--rpm", "0"]):
        assert run(*wrong)[0] == 2
    assert run("keys", "usage", "v01_unknown")[0] == 1


def test_models_and_doctor(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("models")
    assert code == 0
    assert set(DESCRIPTIONS) == set(ENGINES)
    assert all(name in out for name in ENGINES)
    code, out, _ = run("doctor", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["engine"] == {"value": "echo", "ok": True}
    assert {"python", "cpu", "threads", "openvino", "weights", "encoder", "home", "database"} <= set(found)
    assert all(finding["ok"] for finding in found.values())
    code, out, _ = run("doctor")
    assert code == 0
    assert len(out.splitlines()) == len(found)
    assert not (tmp_path / "home").exists(), "the doctor changes nothing"


def test_the_doctor_says_what_stands_in_the_way(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEO01_ENGINE", "big")
    (tmp_path / "home").write_text("a file")
    code, out, _ = run("doctor")
    assert code == 1
    assert [line.split()[1] for line in out.splitlines() if line.startswith("!")] == ["engine", "home"]


def test_version_and_help(run: Run) -> None:
    from video01 import __version__

    assert run("--version") == (0, f"video01 {__version__}\n", "")
    code, out, _ = run("--help")
    assert code == 0
    assert all(name in out for name in subcommands())
    assert run()[0] == 2


def test_settings_and_commands_are_documented() -> None:
    from dataclasses import fields

    from video01.settings import Settings

    text = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    for setting in fields(Settings):
        assert f"| `VIDEO01_{setting.name.upper()}` |" in text, setting.name
    for name, command in subcommands().items():
        assert f"`video01 {name}" in text
        for action in command._actions:
            missing = [
                option for option in action.option_strings if option not in {"-h", "--help"} and option not in text
            ]
            assert not missing, (name, missing)


def test_answers_are_not_held_back_for_more_to_send() -> None:
    """asyncio sets this only where it opens the socket; without it, answers on a kept connection waited for 40 ms."""
    with _listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
