"""The search page: a name with letters amiss, words of a note, a number as it is said; and a first visit."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from cases.models import User
from tests.browser.axe import COLOURS, assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk
from tests.browser.world import World


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_what_somebody_wrote_is_found_and_names_forgive_a_slip(
    desk: Desk, world: World, scripts: bool
) -> None:
    page = desk("ines", "/search/", java_script_enabled=scripts)
    box = page.get_by_role("searchbox", name="Case, account, order or words")
    box.fill("harbuor")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    account = page.get_by_role("link", name="Harbour Analytics Account")
    expect(account).to_be_visible()
    box.fill("trial sea")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    written = page.get_by_role("region", name="In notes, letters and mails")
    expect(written).to_contain_text("In a note of today 14:58")
    expect(written.locator("mark")).to_have_text(["trial", "seat"])
    if scripts:
        assert_accessible(page, "found in a note")
        page.emulate_media(color_scheme="dark")
        assert_accessible(page, "found in a note, dark", COLOURS)
        page.set_viewport_size(NARROW)
        assert_fits(page, "found in a note, narrow")
    written.get_by_role("link", name=world["harbour"]).click()
    expect(page).to_have_url(re.compile(rf"/cases/{world['harbour']}/#entry-\d+$"))
    page.goto(f"/search/?q={world['harbour'].replace('-', ' ').replace(' 0000', ' ')}")
    expect(page).to_have_title(re.compile(f"^{world['harbour']}"))


def test_a_first_visit_is_explained_once(desk: Desk) -> None:
    User.objects.filter(username="ines").update(introduced="")
    page = desk("ines", "/queue/research/")
    intro = page.get_by_role("region", name="This queue in a minute")
    expect(intro).to_be_visible()
    assert_accessible(page, "first visit")
    page.set_viewport_size(NARROW)
    assert_fits(page, "first visit, narrow")
    intro.get_by_role("button", name="I know, put it away").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(intro).to_have_count(0)
    page.goto("/help/")
    assert_accessible(page, "help")
    page.get_by_role("button", name="Show it on the page again This queue in a minute").click()
    expect(page.get_by_text("It is shown at your next visit of that page.")).to_be_visible()
