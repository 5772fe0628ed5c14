"""A case as it was: the slider over its moments, with keys and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.people import Desk
from tests.browser.world import World


def stands_at(page: Page, number: int, state: str) -> None:
    """The slider says that stop in words and keeps the focus, the page shows the state then."""
    slider = page.get_by_role("slider", name="Moment")
    words = re.compile(rf"^{number} of \d+, \w+ \d+ \w+ 2026 \d\d:\d\d: ")
    expect(page.locator("#then .pagehead")).to_contain_text(state)
    expect(slider).to_have_attribute("aria-valuetext", words)
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_a_case_as_it_was_follows_the_slider(desk: Desk, world: World) -> None:
    path = f"/cases/{world['harbour']}/then/"
    page = desk("ines", path)
    slider = page.get_by_role("slider", name="Moment")
    expect(page.get_by_role("button", name="Show", exact=True)).to_have_count(1)  # that of the date
    slider.focus()
    page.keyboard.press("Home")
    stands_at(page, 1, "Intake")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    stands_at(page, 3, "In research")
    expect(slider).to_be_focused()
    expect(page).to_have_url(re.compile(r"moment=3$"))
    page.reload()
    stands_at(page, 3, "In research")
    plain = desk("ines", path, java_script_enabled=False)
    plain.get_by_role("slider", name="Moment").focus()
    plain.keyboard.press("Home")
    plain.get_by_role("button", name="Show", exact=True).first.click()
    expect(plain).to_have_url(re.compile(r"moment=1$"))
    expect(plain.locator("#then .pagehead")).to_contain_text("Intake")
