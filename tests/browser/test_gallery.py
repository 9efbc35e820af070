"""The gallery: ten thousand videos, search, favourites, comparing, sharing, code, the queue, and running the place."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, FloatRect, Locator, Route, expect
from sqlalchemy import insert

from tests.browser.conftest import Studio
from tests.browser.test_lost import open_menu
from tests.browser.test_make import MADE, drop, make
from tests.clients.in_process import picture
from video01.database import connect
from video01.database.schema import generations
from video01.keys import Keys
from video01.media import probe

MANY = 10_000
DOWN = """(far) => new Promise((done) => {
    const further = () => {
        scrollTo({top: far, behavior: "instant"});
        if (scrollY >= far) done(); else setTimeout(further, 20);
    };
    further();
})"""  # the page grows as it is read
COPIED = """(text) => new Promise((done) => {
    const look = async () => { if (await navigator.clipboard.readText() === text) done(); else setTimeout(look, 50); };
    look();
})"""
IN_STEP = """(films) => new Promise((done, fail) => {
    const look = () => {
        const times = films.map((film) => film.currentTime);
        const first = Math.min(...times), last = Math.max(...times);
        if (first > 0.1 && last - first < 0.1) done(); else requestAnimationFrame(look);
    };
    setTimeout(() => fail(new Error("never in step")), 30000);
    look();
})"""


def owner_of(studio: Studio) -> str:
    keys = Keys(f"sqlite:///{studio.folder / 'home' / 'video01.db'}")
    try:
        return keys.authenticate(studio.key).id
    finally:
        keys.close()


def fill(studio: Studio, count: int) -> None:
    """So many finished videos, whose files are not there."""
    owner = owner_of(studio)
    output = {"video": "none.mp4", "poster": "none.jpg", "duration": 6, "width": 1280, "height": 720, "size": 1000}
    rows = [
        {
            "id": f"{1_700_000_000_000 + n:012x}{owner[4:16]}{n:08x}",
            "owner": owner,
            "status": "succeeded",
            "request": {"prompt": f"video number {n}" + (" with a zebra" if n == 42 else ""), "seed": n},
            "created_at": 1.7e9 + n,
            "started_at": time.time() - 1,
            "finished_at": time.time(),
            "attempts": 1,
            "progress": 1.0,
            "cancel_requested": False,
            "output": output,
        }
        for n in range(count)
    ]
    engine = connect(f"sqlite:///{studio.folder / 'home' / 'video01.db'}")
    with engine.begin() as connection:
        connection.execute(insert(generations), rows)
    engine.dispose()


def test_ten_thousand_videos(studio: Studio) -> None:
    fill(studio, MANY)
    page = studio.open()
    expect(page.get_by_text("video number 9999", exact=True)).to_be_visible()
    page.evaluate(DOWN, 9000)
    assert page.locator(".card").count() < 60, "only those near the view exist"
    shown = page.locator(".card").nth(12)
    id, before = shown.get_attribute("data-id"), shown.bounding_box()
    page.reload()
    again = page.locator(f'[data-id="{id}"]')
    expect(again).to_have_count(1)
    after = again.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 3, "it keeps its place"
    page.keyboard.press("Escape")  # out of the form
    page.keyboard.press("/")
    page.keyboard.type("zebra")
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_label("Search prompts").fill("nothing like it")
    expect(page.get_by_text("No prompt has")).to_be_visible()
    page.get_by_role("button", name="Show all videos").click()
    expect(page.get_by_text("video number 9999", exact=True)).to_be_visible()


def resting(card: Locator) -> FloatRect:
    """Where a card is when it no longer moves: the page is still being drawn after it was scrolled."""
    before, box = None, card.bounding_box()
    while box is None or box != before:
        card.page.wait_for_timeout(150)
        before, box = box, card.bounding_box()
    return box


def test_what_comes_in_above_does_not_move_what_is_read(studio: Studio) -> None:
    fill(studio, 200)
    page = studio.open()
    expect(page.get_by_text("video number 199", exact=True)).to_be_visible()
    page.evaluate(DOWN, 2500)
    card = page.locator(".card").nth(14)
    id = card.get_attribute("data-id")
    before = resting(page.locator(f'[data-id="{id}"]'))
    elsewhere = studio.open()
    elsewhere.get_by_label("4 takes").check()
    make(elsewhere)
    news = page.get_by_role("button", name="4 new videos")
    expect(news).to_be_visible()
    after = resting(page.locator(f'[data-id="{id}"]'))
    assert abs(after["y"] - before["y"]) < 3
    news.click()
    expect(page.locator(".card").first).to_contain_text("a red fox")


def test_an_old_answer_takes_nothing_back(studio: Studio) -> None:
    page = studio.open()
    for prompt in ("one", "two"):
        make(page, prompt)
        expect(page.locator(MADE).first).to_contain_text(prompt)
    old: list[tuple[Route, APIResponse]] = []
    page.route("**/studio/api/videos?*", lambda route: old.append((route, route.fetch())))
    with page.expect_request("**/studio/api/videos?*"):
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    make(page, "three")
    expect(page.locator(MADE).first).to_contain_text("three")
    page.locator(f"{MADE} .open").last.focus()
    page.keyboard.press("Delete")
    expect(page.locator(".card")).to_have_count(2)
    for route, answer in old:
        with page.expect_response("**/studio/api/videos?*"):
            route.fulfill(response=answer)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.locator(".card .says p").all_text_contents() == ["three", "two"]


def test_a_video_that_was_not_read_yet_can_be_opened_by_its_address(studio: Studio) -> None:
    fill(studio, 200)
    page = studio.open()
    oldest = f"{1_700_000_000_000:012x}{owner_of(studio)[4:16]}{0:08x}"
    page.goto(f"{studio.url}/#/v/{oldest}")
    expect(page.locator("dialog .told")).to_have_text("video number 0")
    heart = page.locator("dialog").get_by_label("Favourite")
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(page.locator("dialog .facts")).to_contain_text("while it is a favourite")
    expect(heart).to_be_focused()


def test_favourites_hover_and_keys(studio: Studio) -> None:
    page = studio.open()
    page.get_by_label("2 takes").check()
    make(page)
    expect(page.locator(MADE)).to_have_count(2)
    first = page.locator(MADE).first
    first.hover()
    expect(first.locator("video.playing")).to_have_count(1)
    page.mouse.move(5, 5)
    expect(first.locator("video")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("f")
    expect(page.locator(MADE).first.get_by_label("Favourite")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Favourites only").click()
    expect(page.locator(".card")).to_have_count(1)
    page.reload()
    expect(page.locator(MADE)).to_have_count(2)


def test_no_playing_on_hover_with_reduced_motion(studio: Studio) -> None:
    page = studio.open(reduced_motion="reduce")
    make(page)
    expect(page.locator(MADE)).to_have_count(1)
    page.locator(MADE).hover()
    page.wait_for_timeout(400)
    expect(page.locator(f"{MADE} video")).to_have_count(0)


def test_compare_in_step(studio: Studio) -> None:
    page = studio.open()
    page.get_by_label("3 takes").check()
    make(page)
    expect(page.locator(MADE)).to_have_count(3)
    for card in page.locator(MADE).all():
        card.hover()
        card.get_by_label("Choose", exact=True).click()
    page.get_by_role("button", name="Compare").click()
    films = page.locator(".contest video")
    expect(films).to_have_count(3)
    expect(page.locator("tr.differs")).to_contain_text(["Seed"])
    films.evaluate_all(IN_STEP)
    films.last.evaluate("(film) => { film.currentTime = (film.currentTime + film.duration / 2) % film.duration; }")
    films.evaluate_all(IN_STEP)
    page.get_by_label("Pause", exact=True).click()
    expect(page.get_by_label("Play", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def test_share_shows_one_video_to_anybody(studio: Studio) -> None:
    page = studio.open()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    make(page, "for my <b>friends</b>")
    page.locator(f"{MADE} .open").click()
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("A link to this one video is copied.")).to_be_visible()
    assert page.locator("#notices:popover-open").count() == 1, "above the video that is open"
    link = page.evaluate("() => navigator.clipboard.readText()")
    stranger = studio.visit()
    stranger.goto(link)
    expect(stranger.get_by_role("heading")).to_have_text("for my <b>friends</b>")
    film = stranger.locator("video")
    assert film.evaluate(
        "(film) => new Promise((done) => { film.onplaying = () => done(film.videoWidth); film.play(); })"
    )
    assert stranger.goto(link[:-1] + ("0" if link[-1] != "0" else "1")).status == 404  # type: ignore[union-attr]


def test_copied_code_runs(studio: Studio, tmp_path: Path) -> None:
    page = studio.open()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    drop(page, picture(400, 320), "p.png", "image/png")
    make(page, 'it\'s a "$HOME" `fox` \\ 100 % [Push in]')
    page.locator(f"{MADE} .open").click()
    page.get_by_label("Copy as code").click()
    commands = {"curl": ["bash", "-e"], "Python": ["python3", "-"], "JavaScript": ["node", "--input-type=module", "-"]}
    programs = {}
    for language, command in commands.items():
        page.get_by_label(language, exact=True).check()
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.get_by_text("The code is copied.").last).to_be_visible()
        code = page.locator(".listing").text_content() or ""
        page.evaluate(COPIED, code)
        if shutil.which(command[0]):
            programs[language] = run_code(command, code, tmp_path / language, studio.key)
    for language, program in programs.items():
        said = program.communicate(timeout=120)[0]
        assert said.strip() == "video.mp4", language
        facts = probe(tmp_path / language / "video.mp4")
        assert (facts.width, facts.height) == (608, 480)
    expect(page.locator(".card")).to_have_count(1 + len(programs))
    assert len(set(page.locator(".card .says p").all_text_contents())) == 1
    if len(programs) < len(commands):
        pytest.skip(f"only {', '.join(programs)} can be run here")


def run_code(command: list[str], code: str, folder: Path, key: str) -> subprocess.Popen[str]:
    """Begin it in a folder of its own, with the key where the code looks for it."""
    folder.mkdir()
    (folder / "code").write_text(code)
    with (folder / "code").open() as given:
        return subprocess.Popen(
            command,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            env={**os.environ, "KEY": key},
        )


def test_the_queue_can_be_put_in_another_order_and_paused(slow: Studio) -> None:
    page = slow.open()
    for prompt in ("one", "two", "three", "four"):
        make(page, prompt)
        page.get_by_text(prompt, exact=True).last.wait_for()
    page.locator(".count").click()
    rows = page.get_by_role("list", name="Waiting, in order").get_by_role("listitem")
    expect(rows).to_have_count(3)
    rows.nth(2).get_by_label("Sooner").click()
    expect(rows.nth(1)).to_contain_text("four")
    rows.nth(0).get_by_label("Later").click()
    expect(rows.nth(0)).to_contain_text("four")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    page.reload()
    page.locator(".count").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    rows.nth(0).get_by_label("Cancel").click()
    expect(rows).to_have_count(2)


def test_running_the_place(echo: Studio) -> None:
    studio = echo.with_new_key("generate", "read", "admin")
    page = studio.open()
    open_menu(page, "Run the place")
    page.get_by_label("Name of the new key").fill("a friend")
    page.get_by_label("Credits of the new key").fill("90000")
    page.get_by_role("button", name="Make a key").click()
    secret = page.locator("dialog .listing").inner_text()
    assert secret.startswith("v01_")
    row = page.get_by_role("row").filter(has_text="a friend").last
    expect(row).to_contain_text("90,000")
    row.get_by_role("button", name="Revoke").click()
    row.get_by_role("button", name="Revoke").click()
    expect(row).to_contain_text("revoked")
    page.context.close()
    plain = studio.with_new_key().open()
    answer = plain.evaluate("() => fetch('studio/api/admin').then((answer) => answer.status)")
    assert answer == 403
    plain.context.close()
