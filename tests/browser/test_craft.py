"""Keyboard, screen reader, policy, weight, and the states that nobody plans for."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Studio, failures
from tests.browser.test_gallery import fill
from tests.browser.test_make import MADE, make

FIRST_VIEW = 100 * 1024  # bytes


def test_with_the_keyboard_alone(studio: Studio) -> None:
    page = studio.open()
    keys = page.keyboard
    expect(page.get_by_label("Prompt", exact=True)).to_be_focused()
    keys.type("a fox in the snow")
    keys.press("Control+Enter")
    expect(page.locator(MADE)).to_have_count(1)
    keys.press("Escape")
    keys.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    keys.press("g")
    keys.press("Enter")
    expect(page.get_by_role("dialog", name="Video")).to_be_visible()
    keys.press("a")
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(MADE)).to_have_count(2)
    keys.press("g")
    keys.press("ArrowRight")
    expect(page.locator(".card .open").nth(1)).to_be_focused()
    keys.press("x")
    keys.press("ArrowLeft")
    keys.press("x")
    keys.press("c")
    expect(page.get_by_role("dialog", name="Side by side")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    keys.press("g")
    keys.press("r")
    expect(page.get_by_label("Prompt", exact=True)).to_have_value("a fox in the snow")


def test_a_key_pressed_while_a_sheet_closes_counts(studio: Studio) -> None:
    page = studio.open()
    make(page)
    expect(page.locator(MADE)).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").evaluate(
        """(sheet) => {
            const held = document.activeElement;
            sheet.close();
            held.dispatchEvent(new KeyboardEvent("keydown", {key: "g", bubbles: true}));
        }"""
    )
    expect(page.locator(".card .open")).to_be_focused()


def test_what_is_opened_while_another_closes_stays_open(studio: Studio) -> None:
    page = studio.open()
    for prompt in ("one", "two"):
        make(page, prompt)
        expect(page.locator(MADE).first).to_contain_text(prompt)
    page.locator(f"{MADE} .open").first.click()
    page.get_by_role("dialog", name="Video").evaluate(
        """(sheet) => {
            sheet.addEventListener("close", () => document.querySelectorAll(".card .open")[1].click());
            sheet.close();
        }"""
    )
    expect(page.locator("dialog .told")).to_have_text("one")
    page.go_back()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page).to_have_url(f"{studio.url}/")


def test_axe_finds_nothing_serious(studio: Studio, axe: str) -> None:
    door = studio.visit()
    assert failures(door, axe) == []
    door.context.close()
    page = studio.with_new_key("generate", "read", "admin").open()
    assert failures(page, axe) == []
    page.get_by_label("2 takes").check()
    make(page, "a fox")
    expect(page.locator(MADE)).to_have_count(2)
    assert failures(page, axe) == []
    for opener in ("Camera moves", "See what the model reads", "Settings"):
        page.get_by_role("button", name=opener).click()
        assert failures(page, axe, ".composer") == [], opener
    page.locator(f"{MADE} .open").first.click()
    expect(page.get_by_role("dialog", name="Video")).to_be_visible()
    assert failures(page, axe, "dialog") == []
    page.get_by_label("Copy as code").click()
    assert failures(page, axe, "dialog.code") == []
    page.go_back()
    expect(page.locator("dialog")).to_have_count(0)
    for address in ("#/admin", f"#/compare/{','.join(ids_of(page))}"):
        page.goto(f"{studio.url}/{address}")
        page.locator("dialog .body > *").first.wait_for()
        assert failures(page, axe, "dialog") == [], address
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("?")
    assert failures(page, axe, "dialog") == []
    studio.complaints.clear()  # axe is evaluated, which the policy would forbid


def ids_of(page: Page) -> list[str]:
    ids: list[str] = page.locator(".card").evaluate_all("(cards) => cards.map((card) => card.dataset.id)")
    return ids


def test_the_first_view_is_light_and_comes_from_here_alone(studio: Studio) -> None:
    page = studio.visit()
    sizes: list[int] = []
    hosts: set[str] = set()

    def count(response: object) -> None:
        hosts.add(response.url.split("/")[2])  # type: ignore[attr-defined]

    page.on("response", count)
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(studio.url + "/?again")
    page.get_by_label("Key", exact=True).fill(studio.key)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your videos will lie here")).to_be_visible()
    assert hosts == {studio.url.rpartition("/")[2]}
    assert sum(sizes) < FIRST_VIEW


def test_no_script_of_strangers_runs(studio: Studio) -> None:
    page = studio.open()
    make(page, "<img src=x onerror=alert(1)><script>alert(2)</script>")
    expect(page.locator(MADE)).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("img[src=x]").count() == 0
    policy = page.goto(studio.url).headers["content-security-policy"]  # type: ignore[union-attr]
    assert "unsafe" not in policy


def test_what_another_page_sends_is_refused(studio: Studio) -> None:
    page = studio.open()
    for headers in ({}, {"X-Studio-Token": "wrong"}):
        status = page.evaluate(
            """(headers) => fetch("studio/api/videos", {method: "POST", headers, body: '{"prompt": "x"}'})
                .then((answer) => answer.status)""",
            headers,
        )
        assert status == 403
    assert page.locator(".card").count() == 0


def test_a_very_long_prompt(studio: Studio) -> None:
    page = studio.open(viewport={"width": 390, "height": 844})
    make(page, "supercalifragilistic" * 100)
    expect(page.locator(MADE)).to_have_count(1)
    page.locator(f"{MADE} .open").click()
    expect(page.locator("dialog .told")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert page.locator("dialog").evaluate("(sheet) => sheet.scrollWidth") <= 390


def test_two_hundred_cards_fit_every_width(studio: Studio) -> None:
    fill(studio, 200)
    page = studio.open()
    for width in (390, 768, 1280, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(".card").first).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_the_page_says_when_it_is_done_behind_other_tabs(studio: Studio) -> None:
    page = studio.open()
    page.evaluate("() => Object.defineProperty(document, 'hidden', {get: () => true})")
    make(page)
    expect(page).to_have_title("✓ 1 video ready · video01")
