"""Making videos, as somebody at the page does it."""

from __future__ import annotations

import base64
import re

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Studio
from tests.clients.in_process import picture
from video01.media import comment_of

MADE = ".card.succeeded"
SEEN = """(film) => {
    const {left, top, width, height} = film.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2).tagName;
}"""  # what kind of element stands before all others


def write(page: Page, prompt: str) -> None:
    page.get_by_label("Prompt", exact=True).fill(prompt)


def make(page: Page, prompt: str = "a red fox") -> None:
    write(page, prompt)
    page.keyboard.press("Control+Enter")


def drop(page: Page, data: bytes, name: str, kind: str, target: str = "body") -> None:
    """Drop a file, as from the desktop."""
    transfer = page.evaluate_handle(
        """([text, name, kind]) => {
            const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], name, {type: kind}));
            return transfer;
        }""",
        [base64.b64encode(data).decode(), name, kind],
    )
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event(target, event, {"dataTransfer": transfer})


def test_a_sentence_becomes_a_video(studio: Studio) -> None:
    page = studio.open()
    expect(page.get_by_text("Your videos will lie here")).to_be_visible()
    make(page, "a red fox runs through a snowy forest [Tracking shot]")
    card = page.locator(MADE)
    expect(card).to_have_count(1)
    expect(card).to_contain_text("a red fox runs through a snowy forest")
    card.locator(".open").click()
    video = page.locator("dialog video")
    expect(video).to_be_visible()
    assert (
        video.evaluate("(film) => new Promise((done) => { film.ontimeupdate = () => done(film.videoWidth); })") == 848
    )
    expect(page.locator("dialog")).to_contain_text("What the model was given")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page).to_have_url(f"{studio.url}/")


def test_several_takes_have_seeds_of_their_own(studio: Studio) -> None:
    page = studio.open()
    page.get_by_label("3 takes").check()
    make(page)
    expect(page.locator(MADE)).to_have_count(3)
    said = page.locator(".card small").all_text_contents()
    assert len({re.search(r"seed (\d+)", text)[1] for text in said}) == 3  # type: ignore[index]


def test_progress_and_a_preview_that_moves(painter: Studio) -> None:
    page = painter.open()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Duration in seconds").fill("10")
    make(page)
    card = page.locator(".card.running")
    expect(card.get_by_role("progressbar")).to_be_visible()
    source = card.locator("img").first.get_attribute("src")
    expect(card.locator(f'img:not([src="{source}"])').first).to_be_attached()  # another one came
    expect(card.locator(".state")).to_contain_text("%")
    expect(page).to_have_title(re.compile(r"\d+ % · video01"))
    card.locator(".open").click()
    expect(page.get_by_alt_text("The video as it stands").last).to_be_visible()
    expect(page.locator("dialog header")).not_to_contain_text("null")
    assert page.locator("dialog .film").evaluate(SEEN) == "IMG"
    (painter.folder / "hurry").touch()
    expect(page.locator("dialog video")).to_be_visible()
    expect(page.locator(MADE)).to_have_count(1)
    expect(page).to_have_title("video01")


def test_cancel_stops_what_is_being_made(slow: Studio) -> None:
    page = slow.open()
    make(page, "one")
    expect(page.locator(".card.running")).to_have_count(1)
    make(page, "two")
    expect(page.locator(".card.queued")).to_contain_text("Next")
    page.locator(".card.queued").get_by_label("Cancel").click()
    expect(page.locator(".card.canceled")).to_have_count(1)
    running = page.locator(".card.running")
    id = running.get_attribute("data-id")
    running.hover()
    running.get_by_label("Cancel").click()
    expect(page.locator(".card.canceled")).to_have_count(2)
    slow.server.wait_for(f"{id}: canceled")


def test_what_failed_says_why_and_can_be_tried_again(painter: Studio) -> None:
    page = painter.open()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Seed", exact=True).fill("13")
    make(page)
    card = page.locator(".card.failed")
    expect(card).to_contain_text("RuntimeError")
    card.get_by_role("button", name="Try again").click()
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card.failed")).to_have_count(1)


def test_with_a_picture(studio: Studio) -> None:
    page = studio.open()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Begin with a picture").click()
    chosen.value.set_files({"name": "p.png", "mimeType": "image/png", "buffer": picture(800, 400)})
    expect(page.get_by_alt_text("First frame")).to_be_visible()
    page.get_by_role("button", name="Make").click()
    expect(page.locator(MADE)).to_have_count(1)
    page.locator(f"{MADE} .open").click()
    expect(page.get_by_alt_text("The picture it began with")).to_be_visible()
    expect(page.locator(".facts")).to_contain_text("960 × 480")


def test_a_picture_that_is_still_being_read_is_waited_for(studio: Studio) -> None:
    page = studio.open()
    page.evaluate(
        """() => {
            const read = createImageBitmap;
            window.createImageBitmap = async (file) => {
                await new Promise((done) => { window.goOn = done; });
                return read(file);
            };
        }"""
    )
    drop(page, picture(800, 400), "p.png", "image/png")
    make(page, "a fox")
    page.evaluate("() => goOn()")
    expect(page.locator(MADE)).to_have_count(1)
    page.locator(f"{MADE} .open").click()
    expect(page.get_by_alt_text("The picture it began with")).to_be_visible()
    page.keyboard.press("Escape")
    drop(page, picture(300, 500), "small.png", "image/png")
    make(page, "another fox")
    page.evaluate("() => goOn()")
    expect(page.get_by_role("alert")).to_contain_text("shorter side")
    expect(page.locator(".card")).to_have_count(1)


def test_what_is_asked_for_while_an_answer_is_awaited_is_made_too(studio: Studio) -> None:
    page = studio.open()
    held: list[Route] = []
    page.route("**/studio/api/videos", lambda route: held.append(route) if not held else route.continue_())
    make(page, "a fox")
    page.keyboard.press("Control+Enter")  # the same once more: a slip
    make(page, "an owl")
    held[0].continue_()
    expect(page.locator(MADE)).to_have_count(2)
    expect(page.locator(".card")).to_have_count(2)


def test_a_picture_can_be_pasted(studio: Studio) -> None:
    page = studio.open()
    page.get_by_label("Prompt", exact=True).evaluate(
        """(text, data) => {
            const transfer = new DataTransfer();
            const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
            transfer.items.add(new File([bytes], "p.png", {type: "image/png"}));
            text.dispatchEvent(new ClipboardEvent("paste", {clipboardData: transfer, bubbles: true, cancelable: true}));
        }""",
        base64.b64encode(picture()).decode(),
    )
    expect(page.get_by_alt_text("First frame")).to_be_visible()


def test_pictures_that_are_refused_are_explained_before_they_are_sent(studio: Studio) -> None:
    page = studio.open()
    alert = page.get_by_role("alert")
    drop(page, picture(300, 500), "small.png", "image/png")
    expect(alert).to_contain_text("shorter side must be over 300 pixels, this one has 300 × 500")
    drop(page, picture(1000, 400), "wide.png", "image/png")
    expect(alert).to_contain_text("too wide")
    drop(page, b"%PDF-1.7", "notes.pdf", "application/pdf", target="main")
    expect(alert).to_contain_text("not a picture that can be read")
    expect(page.get_by_alt_text("First frame")).to_have_count(0)
    assert page.url.rstrip("/") == studio.url, "a drop never leaves the page"


def test_a_clip_dropped_back_restores_everything(studio: Studio) -> None:
    page = studio.open()
    drop(page, picture(640, 480), "p.png", "image/png")
    expect(page.get_by_alt_text("First frame")).to_be_visible()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Duration in seconds").fill("2")
    page.get_by_label("Seed", exact=True).fill("123456")
    page.locator("input[name=shape][value='1:1']").check()
    make(page, "waves, “quoted” [Pan left, Tilt up]")
    expect(page.locator(MADE)).to_have_count(1)
    page.locator(f"{MADE} .open").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="MP4").click()
    assert saved.value.suggested_filename == "waves-quoted-123456.mp4"
    file = saved.value.path().read_bytes()
    page.get_by_label("The MP4 tells how it was made").uncheck()
    with page.expect_download() as bare:
        page.get_by_role("link", name="MP4").click()
    assert comment_of(file)
    assert comment_of(bare.value.path().read_bytes()) is None
    page.keyboard.press("Escape")

    other = studio.open()
    drop(other, file, "clip.mp4", "video/mp4")
    expect(other.get_by_label("Prompt", exact=True)).to_have_value("waves, “quoted” [Pan left, Tilt up]")
    expect(other.get_by_alt_text("First frame")).to_be_visible()
    other.get_by_role("button", name="Settings").click()
    expect(other.get_by_label("Seed", exact=True)).to_have_value("123456")
    expect(other.get_by_label("Duration in seconds")).to_have_value("2")
    expect(other.locator("input[name=shape][value='1:1']")).to_be_checked()
    other.locator("body").dispatch_event("dragleave")
    drop(other, bare.value.path().read_bytes(), "clip.mp4", "video/mp4")
    expect(other.get_by_role("alert")).to_contain_text("does not tell how it was made")


def test_the_camera_palette_writes_brackets_at_the_caret(studio: Studio) -> None:
    page = studio.open()
    text = page.get_by_label("Prompt", exact=True)
    text.fill("a fox runs, then sleeps")
    text.evaluate("(area) => area.setSelectionRange(10, 10)")
    page.get_by_role("button", name="Camera moves").click()
    for move in ("Push in", "Pan left", "Tilt up", "Shake"):
        page.get_by_role("button", name=move, exact=True).click()
    expect(text).to_have_value("a fox runs [Push in, Pan left, Tilt up], then sleeps")
    expect(page.get_by_text("Three moves act together at most")).to_be_visible()
    page.get_by_role("button", name="Pan left", exact=True).click()
    expect(text).to_have_value("a fox runs [Push in, Tilt up], then sleeps")


def test_the_optimizer_shows_its_work(studio: Studio) -> None:
    page = studio.open()
    write(page, "my beloved vermilion fox runs")
    page.get_by_role("button", name="See what the model reads").click()
    tray = page.locator(".tray-words")
    expect(tray.locator("ins").first).to_be_visible()
    expect(tray.locator(".chip.lost").first).to_be_visible()
    tray.get_by_role("button", name="Use this text").click()
    prompt = page.get_by_label("Prompt", exact=True)
    expect(prompt).to_have_value(re.compile("^a red fox "))
    tray.get_by_role("button", name="Back to your words").click()
    expect(prompt).to_have_value("my beloved vermilion fox runs")


def test_again_vary_and_remix(studio: Studio) -> None:
    page = studio.open()
    make(page, "a fox")
    expect(page.locator(MADE)).to_have_count(1)
    page.locator(f"{MADE} .open").click()
    page.get_by_role("button", name="Again", exact=True).click()
    expect(page.locator(MADE)).to_have_count(2)
    page.get_by_role("button", name="Vary").click()
    expect(page.locator(MADE)).to_have_count(6)
    page.get_by_role("button", name="Remix").click()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.get_by_label("Prompt", exact=True)).to_have_value("a fox")
    expect(page.get_by_label("Prompt", exact=True)).to_be_focused()


def test_continue_from_the_last_frame_makes_a_storyboard(studio: Studio) -> None:
    page = studio.open()
    make(page, "part one")
    expect(page.locator(MADE)).to_have_count(1)
    for part in ("part two", "part three"):
        page.locator(f"{MADE} .open").first.click()
        page.get_by_role("button", name="Last", exact=True).click()
        expect(page.locator("dialog")).to_have_count(0)
        expect(page.get_by_alt_text("First frame")).to_be_visible()
        make(page, part)
        expect(page.locator(MADE).first).to_contain_text(part)
    page.locator(f"{MADE} .open").first.click()
    story = page.get_by_role("navigation", name="Storyboard")
    expect(story.get_by_role("link")).to_have_count(3)
    story.get_by_role("link", name="Part 1").click()
    expect(page.locator("dialog .told")).to_have_text("part one")
    expect(story.get_by_role("link", name="Part 1")).to_have_attribute("aria-current", "true")


def test_a_request_that_the_server_refuses_says_so(studio: Studio) -> None:
    page = studio.open()
    write(page, "x" * 2001)
    expect(page.get_by_role("button", name="Make")).to_be_disabled()
    expect(page.locator(".tally")).to_have_text("-1")


def test_draft_then_in_full_keeps_the_seed(studio: Studio) -> None:
    page = studio.open()
    make(page)
    expect(page.locator(MADE)).to_have_count(1)
    body = page.evaluate(
        """async () => {
            const {get, post} = await import("./studio/static/api.js");
            const [first] = (await get("videos")).videos;
            const {videos: [draft]} = await post("videos", {prompt: "a fox", steps: 4, seed: 99});
            const {videos: [full]} = await post(`videos/${draft.id}/again`, {full: true});
            return {first, draft, full};
        }"""
    )
    assert (body["draft"]["steps"], body["draft"]["seed"]) == (4, 99)
    assert (body["full"]["steps"], body["full"]["seed"]) == (None, 99)
