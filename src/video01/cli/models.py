"""`video01 models`: what can make videos here."""

from __future__ import annotations

from argparse import Namespace

from video01.cli.terminal import say, table
from video01.cli.weights import find_weights
from video01.engines import ENGINES
from video01.settings import Settings

DESCRIPTIONS = {
    "small": "our own model, trained from nothing, on the CPU; it serves the model name video-01",
    "echo": "a moving test pattern at once, for tests and clients",
}


def run(_arguments: Namespace) -> int:
    chosen = Settings.from_environment().engine
    rows = [(name, "in use" if name == chosen else "", _state(name), DESCRIPTIONS[name]) for name in ENGINES]
    say(table([("ENGINE", "", "STATE", "WHAT IT IS"), *rows]))
    return 0


def _state(name: str) -> str:
    if name != "small":
        return "ready"
    weights = find_weights()
    return f"ready, {weights.bytes / 1e6:.1f} MB" if weights.complete else "weights missing"
