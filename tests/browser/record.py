"""Take the pictures of docs/screenshots and the short film of a prompt that becomes a video, from the real page.

    python -m tests.browser.record [--home FOLDER] [--only film]

The shipped model makes the videos, in a home of their own that a second run finds again. Needs Chromium.
"""

from __future__ import annotations

import argparse
import base64
import io
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.acceptance.commands import Server
from tests.browser.conftest import CHROMIUM, ROOT
from video01.keys import Keys
from video01.media import encode

OUT = ROOT / "docs" / "screenshots"
DESK, PHONE, FILM = (1440, 900), (390, 844), (1280, 720)
FPS = 20
LONGEST_WAIT = 7.0  # seconds of the film while the video is being made; what is longer is shown faster
PATIENCE = 240_000  # ms
PROMPTS = (
    "a cat chasing a mouse in a castle, film noir",
    "a penguin walks on the beach in fog",
    "a unicorn runs in a meadow",
    "a sailboat on the ocean at sunset [Truck right]",
    "an astronaut floats in space [Pull out]",
    "an owl flies over a village at night, snow",
    "a rocket rises over a city at night [Tilt up]",
    "a red fox runs through a snowy forest at dawn [Tracking shot]",
    "a dragon flies over the mountains in a storm [Push in]",
    "a robot dances in the city",
)
SCENE = "a hot air balloon rises over the mountains at sunset"


class Studio:
    """A server with the shipped model, and tabs that are signed in to it."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.browser = browser
        self.server = Server(folder, engine="small")
        self.key = _key(folder)

    def open(self, size: tuple[int, int], **options: Any) -> Page:
        context = self.browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(self.server.url)
        page.get_by_label("Key", exact=True).fill(self.key)
        page.keyboard.press("Enter")
        page.locator(".composer").wait_for()
        return page


def _key(folder: Path) -> str:
    """Of the last run in that folder, so that its videos are found again, or a new one."""
    kept = folder / "key"
    if not kept.exists():
        keys = Keys(f"sqlite:///{folder / 'home' / 'video01.db'}")
        _, secret = keys.create("Ada", scopes=frozenset({"generate", "read", "admin"}))
        keys.close()
        kept.write_text(secret)
    return kept.read_text()


def make(page: Page, prompt: str) -> None:
    page.get_by_label("Prompt", exact=True).fill(prompt)
    page.keyboard.press("Control+Enter")
    page.get_by_text(prompt, exact=True).last.wait_for()


def wait_for_all(page: Page) -> None:
    while page.locator(".card.queued, .card.running").count():
        page.wait_for_timeout(300)
    page.wait_for_timeout(800)


def wait_for_playing(page: Page) -> None:
    film = page.locator("dialog video")
    while film.evaluate("(film) => film.currentTime") < 1:
        page.wait_for_timeout(100)


def keep(page: Page, name: str) -> None:
    """The page as a small WebP file."""
    page.wait_for_timeout(700)
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").save(OUT / f"{name}.webp", quality=82, method=6)


def pictures(studio: Studio) -> None:
    desk = studio.open(DESK, color_scheme="dark")
    desk.wait_for_timeout(1000)
    if not desk.locator(".card").count():
        keep(desk, "desk-empty")
        for prompt in PROMPTS:
            make(desk, prompt)
    wait_for_all(desk)
    desk.get_by_label("Prompt", exact=True).fill("a lighthouse by the sea at night, rain")
    keep(desk, "desk-dark")
    desk.get_by_role("button", name="Camera moves").click()
    keep(desk, "desk-camera")
    desk.get_by_role("button", name="See what the model reads").click()
    keep(desk, "desk-words")
    desk.get_by_role("button", name="Settings").click()
    keep(desk, "desk-settings")
    desk.locator(".tray").get_by_label("Close").click()
    desk.locator(".card.succeeded .open").nth(1).click()
    wait_for_playing(desk)
    keep(desk, "desk-viewer")
    desk.keyboard.press("Escape")
    for number in (0, 1, 2):
        card = desk.locator(".card.succeeded").nth(number)
        card.hover()
        card.get_by_label("Choose", exact=True).click()
    desk.get_by_role("button", name="Compare").click()
    keep(desk, "desk-compare")
    desk.keyboard.press("Escape")
    desk.get_by_label("Choose none").click()
    desk.goto(studio.server.url + "/#/admin")
    keep(desk, "desk-admin")
    desk.context.close()
    light = studio.open(DESK, color_scheme="light")
    keep(light, "desk-light")
    light.context.close()
    phone = studio.open(PHONE, color_scheme="dark", has_touch=True, is_mobile=True)
    keep(phone, "phone")
    phone.get_by_role("button", name="Camera moves").tap()
    keep(phone, "phone-camera")
    phone.locator(".tray").get_by_label("Close").tap()
    phone.locator(".card.succeeded .open").first.tap()
    wait_for_playing(phone)
    keep(phone, "phone-viewer")
    phone.context.close()


class Camera:
    """Every picture that the browser shows, with its time."""

    def __init__(self, page: Page) -> None:
        self.frames: list[tuple[float, bytes]] = []  # seconds, JPEG
        self._session = page.context.new_cdp_session(page)
        self._session.on("Page.screencastFrame", self._take)
        self._session.send("Page.startScreencast", {"format": "jpeg", "quality": 90})

    def _take(self, event: dict[str, Any]) -> None:
        self.frames.append((float(event["metadata"]["timestamp"]), base64.b64decode(event["data"])))
        self._session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    def stop(self) -> None:
        self._session.send("Page.stopScreencast")


def film(studio: Studio) -> None:
    page = studio.open(FILM, color_scheme="dark")
    prompt = page.get_by_label("Prompt", exact=True)
    prompt.fill("")
    page.wait_for_timeout(1000)
    camera = Camera(page)
    page.wait_for_timeout(600)
    prompt.press_sequentially(SCENE, delay=45)
    page.get_by_role("button", name="Camera moves").click()
    page.wait_for_timeout(1300)
    page.get_by_role("button", name="Pedestal up", exact=True).click()
    page.wait_for_timeout(700)
    page.locator(".tray").get_by_label("Close").click()
    page.wait_for_timeout(300)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Make").click()
    began = time.time()
    card = page.locator(".card").first
    page.locator(".card.running").wait_for()
    wait_for_all(page)
    ended = time.time()
    page.wait_for_timeout(500)
    card.locator(".open").click()
    page.wait_for_timeout(6200)
    camera.stop()
    page.context.close()
    encode(_resampled(camera.frames, began, ended), OUT / "studio.mp4", fps=FPS, size=FILM)


def _resampled(frames: list[tuple[float, bytes]], began: float, ended: float) -> Iterator[NDArray[np.uint8]]:
    """At an even rate; from `began` to `ended` faster, if that took longer than it may."""
    haste = max(1.0, (ended - began) / LONGEST_WAIT)
    now, last, at = frames[0][0], frames[-1][0], 0
    while now < last:
        while at + 1 < len(frames) and frames[at + 1][0] <= now:
            at += 1
        with Image.open(io.BytesIO(frames[at][1])) as picture:
            yield np.asarray(picture.convert("RGB").resize(FILM), dtype=np.uint8)[None]
        now += (haste if began < now < ended else 1.0) / FPS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="where the videos are kept; left out: nowhere")
    parser.add_argument("--only", choices=("film", "pictures"), help="left out: both")
    arguments = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        studio = Studio(arguments.home or Path(folder), browser)
        with studio.server:
            if arguments.only != "film":
                pictures(studio)
            if arguments.only != "pictures":
                film(studio)
        browser.close()


if __name__ == "__main__":
    main()
