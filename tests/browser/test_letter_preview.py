"""A letter before it goes out: its text, and beside it the mail as its receiver sees it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.axe import assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk
from tests.browser.test_takeover import NEW, ask


def test_the_letter_is_drawn_where_its_text_stands(desk: Desk) -> None:
    page = desk("celia")
    ask(page)
    page.get_by_role("link", name=f"Ask… {NEW}").click()
    page.get_by_label("Mail address").fill("office@voxline.example")
    page.get_by_role("button", name="Look at the letter first").click()
    expect(page.get_by_text("Nothing was sent or changed yet.")).to_be_visible()
    page.get_by_text("With its layout…").click()
    frame = page.frame_locator("iframe.letter-frame")
    expect(frame.get_by_role("link", name="Read the terms and answer")).to_be_visible()
    assert_accessible(page, "a letter drawn")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a size is a dictionary
    assert_fits(page, "a letter drawn, narrow")
