"""Nothing is ever lost: reloads, restarts, tabs that slept, keys that were revoked, links that were lost."""

from __future__ import annotations

import re
import signal

from playwright.sync_api import Page, expect

from tests.browser.conftest import Studio
from tests.browser.test_make import MADE, make, write
from video01.keys import Keys


def test_the_gallery_and_the_form_survive_a_reload(studio: Studio) -> None:
    page = studio.open()
    make(page, "a fox")
    expect(page.locator(MADE)).to_have_count(1)
    write(page, "half a sentence")
    page.reload()
    expect(page.locator(MADE)).to_have_count(1)
    expect(page.get_by_label("Prompt", exact=True)).to_have_value("half a sentence")
    other = studio.open()
    expect(other.locator(MADE)).to_have_count(1)


def test_a_restart_of_the_server_shows_and_heals_by_itself(own: Studio) -> None:
    page = own.open()
    make(page, "a fox")
    expect(page.locator(".card.running")).to_have_count(1)
    own.server.process.send_signal(signal.SIGKILL)
    own.server.__exit__()
    expect(page.get_by_text("reconnects by itself")).to_be_visible()
    expect(page.locator(".card")).to_have_count(1)
    own.restart(echo_seconds=0)
    expect(page.get_by_text("reconnects by itself")).to_have_count(0)
    expect(page.locator(MADE)).to_have_count(1)
    own.complaints.clear()  # the browser's own lines of a connection that broke


def test_a_tab_that_was_frozen_catches_up(studio: Studio) -> None:
    page = studio.open()
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    elsewhere = studio.open()
    make(elsewhere, "made elsewhere")
    expect(elsewhere.locator(MADE)).to_have_count(1)
    session.send("Page.setWebLifecycleState", {"state": "active"})
    expect(page.locator(MADE)).to_have_count(1)


def test_a_dead_stream_is_opened_again_when_the_tab_is_shown(studio: Studio) -> None:
    page = studio.open()
    expect(page.get_by_text("Your videos will lie here")).to_be_visible()
    page.context.set_offline(True)
    elsewhere = studio.open()
    make(elsewhere, "made elsewhere")
    expect(elsewhere.locator(MADE)).to_have_count(1)
    page.context.set_offline(False)
    page.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator(MADE)).to_have_count(1)


def test_offline_the_form_says_so_and_keeps_the_words(studio: Studio) -> None:
    page = studio.open()
    write(page, "a fox")
    page.context.set_offline(True)
    page.get_by_role("button", name="Make").click()
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    page.context.set_offline(False)
    page.get_by_role("button", name="Make").click()
    expect(page.locator(MADE)).to_have_count(1)


def test_deleting_can_be_undone_until_it_is_done(studio: Studio) -> None:
    page = studio.visit()
    page.clock.install()
    page.get_by_label("Key", exact=True).fill(studio.key)
    page.get_by_role("button", name="Open the studio").click()
    page.get_by_label("3 takes").check()
    make(page)
    expect(page.locator(MADE)).to_have_count(3)
    page.locator(f"{MADE} .open").first.focus()
    page.keyboard.press("Delete")
    expect(page.locator(".card")).to_have_count(2)
    expect(page.locator(f"{MADE} .open").first).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(MADE)).to_have_count(3)
    page.locator(f"{MADE} .open").first.focus()
    page.keyboard.press("Delete")
    expect(page.locator(".card")).to_have_count(2)
    with page.expect_response(lambda response: response.request.method == "DELETE"):
        page.clock.fast_forward(5100)
    page.reload()
    expect(page.locator(MADE)).to_have_count(2)
    page.locator(f"{MADE} .open").first.focus()
    page.keyboard.press("Delete")
    expect(page.locator(".card")).to_have_count(1)
    page.reload()  # leaving the page ends the time to think
    expect(page.locator(MADE)).to_have_count(1)
    other = studio.open()
    expect(other.locator(MADE)).to_have_count(1)


def test_a_revoked_key_is_shown_the_door(studio: Studio) -> None:
    page = studio.open()
    make(page, "a secret fox")
    expect(page.locator(MADE)).to_have_count(1)
    write(page, "a fox")
    keys = Keys(f"sqlite:///{studio.folder / 'home' / 'video01.db'}")
    keys.revoke(keys.authenticate(studio.key).id)
    keys.close()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("was revoked")
    page.get_by_label("Key", exact=True).fill(studio.with_new_key().key)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your videos will lie here")).to_be_visible()
    expect(page.get_by_text("a secret fox")).to_have_count(0)


def test_the_door(studio: Studio) -> None:
    page = studio.visit()
    page.get_by_label("Key", exact=True).fill("v01_wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("unknown or was revoked")
    page.get_by_label("Key", exact=True).fill(studio.key)
    page.keyboard.press("Enter")
    page.locator(".composer").wait_for()
    (cookie,) = page.context.cookies()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert studio.key not in cookie["value"]
    page.get_by_label("Menu").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_label("Key", exact=True)).to_be_visible()


def test_the_link_of_the_first_start_signs_in_once(echo: Studio) -> None:
    """The server of all tests was started before there was a key."""
    link = echo.server.wait_for(r"(http\S+/studio/enter/\S+)")
    page = echo.visit()
    page.goto(link)
    expect(page.locator(".composer")).to_be_visible()
    other = echo.visit()
    other.goto(link)
    expect(other.get_by_role("alert")).to_contain_text("This link was used or is too old.")
    for tab in (page, other):
        tab.context.close()


def open_menu(page: Page, name: str) -> None:
    page.get_by_label("Menu").click()
    page.get_by_role("menuitem", name=re.compile(name)).click()
