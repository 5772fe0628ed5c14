"""A letter before it goes out: its text, and beside it the mail as its receiver sees it."""

from __future__ import annotations

from playwright.sync_api import expect

from cases.letters import layout
from tests.browser.axe import assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk
from tests.browser.test_takeover import NEW, ask
from tests.cases.test_letters import GIVEN, LETTER
from tests.cases.test_tokens import contrast

# Text with the ground it stands on, of every element of the mail that has text of its own.
PAIRS = """() => {
  const part = (number) => (+number).toString(16).padStart(2, "0");
  const hex = (colour) => "#" + colour.match(/\\d+/g).slice(0, 3).map(part).join("");
  const ground = (one) => {
    const own = getComputedStyle(one).backgroundColor;
    return own === "rgba(0, 0, 0, 0)" ? ground(one.parentElement) : own;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((one) => [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((one) => [one.textContent, hex(getComputedStyle(one).color), hex(ground(one))]);
}"""


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


def test_the_mail_is_read_in_light_and_in_dark(desk: Desk) -> None:
    page = desk()
    filled = LETTER.fill(GIVEN)
    page.set_content(layout.html(filled.subject, filled.blocks, "TO-2026-000001"))
    grounds = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of the two it takes
        pairs = page.evaluate(PAIRS)
        assert len(pairs) > 4
        unreadable = [pair for pair in pairs if contrast(pair[1], pair[2]) < 4.5]
        assert not unreadable, f"{theme}: {unreadable}"
        grounds[theme] = pairs[0][2]
    assert grounds == {"light": "#ffffff", "dark": "#191d20"}
