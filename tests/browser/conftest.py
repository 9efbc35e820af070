"""A real server and a real browser. Everything that the page complains of fails the test."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.commands import Server
from video01.keys import Keys
from video01.queue import Queue

try:
    from playwright.sync_api import Browser, Page, expect, sync_playwright
except ImportError:
    sync_playwright = None  # type: ignore[assignment]

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
ROOT = Path(__file__).parents[2]
PATIENCE = 60_000  # ms
LONG = 600  # seconds
SHORT = """
localStorage.getItem("video01.draft") ?? localStorage.setItem("video01.draft", '{"duration": 1, "short": 480}');
"""  # short and small videos, if the page has no draft yet
HARMLESS = (
    "401 (Unauthorized)",
    "403 (Forbidden)",
    "404 (Not Found)",
    "400 (Bad Request)",
    "net::ERR_",
)  # the network's own lines


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = "no Chromium here: apt-get install chromium" if not CHROMIUM else ""
    if sync_playwright is None:
        reason = "Playwright is not installed: pip install -e '.[dev]'"
    for item in items:
        if reason and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=3 * PATIENCE)
        yield browser
        browser.close()


@dataclass
class Studio:
    """A server, and tabs that are signed in to it with a key of the test's own."""

    folder: Path
    browser: Browser
    server: Server
    settings: dict[str, Any]
    key: str = ""
    complaints: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.server.url

    def with_new_key(self, *scopes: str) -> Studio:
        """The same place for somebody who has no videos yet."""
        keys = Keys(f"sqlite:///{self.folder / 'home' / 'video01.db'}")
        _, secret = keys.create("tester", scopes=frozenset(scopes or ("generate", "read")))
        keys.close()
        self.key, self.complaints = secret, []
        return self

    def open(self, **options: Any) -> Page:
        """A tab of a browser of its own, signed in."""
        page = self._tab(**options)
        assert page.context.request.post(f"{self.url}/studio/api/session", data={"key": self.key}).ok
        page.goto(self.url)
        page.locator(".composer").wait_for()
        return page

    def visit(self, **options: Any) -> Page:
        """The same, not signed in."""
        page = self._tab(**options)
        page.goto(self.url)
        return page

    def _tab(self, **options: Any) -> Page:
        context = self.browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        context.set_default_timeout(PATIENCE)
        context.add_init_script(SHORT)
        page = context.new_page()
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def restart(self, **settings: Any) -> None:
        """The same home, the same port, another process."""
        self.settings = {**self.settings, **settings}
        self.server = Server(self.folder, "--port", self.url.rpartition(":")[2], **self.settings)

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not any(harmless in text for harmless in HARMLESS):
            self.complaints.append(text)


@contextmanager
def serving(folder: Path, browser: Browser, **settings: Any) -> Iterator[Studio]:
    studio = Studio(folder=folder, browser=browser, server=Server(folder, **settings), settings=settings)
    try:
        yield studio
    finally:
        studio.server.__exit__()


@contextmanager
def watched(studio: Studio) -> Iterator[Studio]:
    """Close the tabs, then see whether any of them complained."""
    try:
        yield studio
    finally:
        for context in studio.browser.contexts:
            context.close()
    assert studio.complaints == []


@pytest.fixture(scope="session")
def echo(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Studio]:
    with serving(tmp_path_factory.mktemp("echo"), browser) as studio:
        yield studio


@pytest.fixture
def studio(echo: Studio) -> Iterator[Studio]:
    """Test patterns at once, from a server that all tests share; each has a key of its own."""
    with watched(echo.with_new_key()) as studio:
        yield studio


@pytest.fixture
def own(tmp_path: Path, browser: Browser) -> Iterator[Studio]:
    """A server that may be killed; a video that was lost, or seems so on a busy machine, is soon begun again."""
    often = {"heartbeat": 0.2, "lost_after": 1.5, "max_attempts": 1000}
    with serving(tmp_path, browser, echo_seconds=LONG, **often) as own, watched(own.with_new_key()) as studio:
        yield studio


@pytest.fixture(scope="session")
def lasting(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Studio]:
    with serving(tmp_path_factory.mktemp("slow"), browser, echo_seconds=LONG) as studio:
        yield studio


@pytest.fixture
def slow(lasting: Studio) -> Iterator[Studio]:
    """No video is finished while the test lasts."""
    with watched(lasting.with_new_key()) as studio:
        yield studio
    queue = Queue(f"sqlite:///{studio.folder / 'home' / 'video01.db'}")
    for generation in queue.list():
        if not generation.status.final:
            queue.cancel(generation.id)
    queue.close()


@pytest.fixture(scope="session")
def painting(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Studio]:
    folder = tmp_path_factory.mktemp("painter")
    engine = {"engine": "tests.engines.painter:Painter", "painter_hurry": folder / "hurry"}
    with serving(folder, browser, **engine) as studio:
        yield studio


@pytest.fixture
def painter(painting: Studio) -> Iterator[Studio]:
    """An engine that takes its time, until there is a file `hurry`, and shows what it draws."""
    with watched(painting.with_new_key()) as studio:
        yield studio


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, fetched once with npm into a folder that git ignores."""
    folder = ROOT / ".npm"
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    npm = shutil.which("npm")
    if not script.exists() and npm:
        folder.mkdir(exist_ok=True)
        command = [npm, "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", str(folder), AXE]
        subprocess.run(command, capture_output=True, timeout=120, check=False)
    if not script.exists():
        pytest.skip(f"{AXE} cannot be fetched with npm")
    return script.read_text()


AXE = "axe-core@4.14.1"


def failures(page: Page, axe: str, within: str = "html") -> list[str]:
    """What axe finds that is serious or worse: everything in the dark, and contrasts in the light, too."""
    if not page.evaluate("() => 'axe' in window"):
        page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
        page.evaluate(axe)
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.locator(within).wait_for()
        rules = {"runOnly": ["color-contrast"]} if scheme == "light" else {}
        options = {"resultTypes": ["violations"], "preload": False, **rules}
        answer = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])
        found += [
            f"{scheme} {one['id']}: {json.dumps([node['html'][:160] for node in one['nodes'][:3]])}"
            for one in answer["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
    return found
