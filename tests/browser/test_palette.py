"""Find or do: cases, acts and pages from anywhere, without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from cases.models import Case
from tests.browser.people import Desk
from tests.browser.world import World


def opened(page: Page) -> Locator:
    """The palette, opened by its key, once its list is there."""
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Find or do")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    expect(dialog.get_by_role("option").first).to_be_visible()
    return dialog


def test_06_the_palette_finds_cases_by_number_and_customer(desk: Desk, world: World) -> None:
    page = desk("ines", "/queue/research/")
    page.keyboard.press("j")
    row = page.locator("[data-row][data-current] .ref")
    expect(row).to_be_focused()
    dialog = opened(page)
    page.keyboard.type("harbour an")
    expect(dialog.get_by_role("option").first).to_contain_text(f"{world['harbour']}")
    field = dialog.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-activedescendant", "palette-0")
    expect(page.locator("#announce")).to_have_text("1 found")
    page.keyboard.press("Escape")
    expect(row).to_be_focused()
    opened(page)
    page.keyboard.type(world["closed"].lower())
    expect(dialog.get_by_role("option").first).to_contain_text(world["closed"])
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile(f"^{world['closed']}"))


def test_06_it_offers_only_what_is_allowed_now_each_with_its_key(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['crowd-0']}/")
    dialog = opened(page)
    expect(dialog.get_by_role("option", name="Take this case")).to_contain_text("a")
    expect(dialog.get_by_role("option", name="Snooze")).to_contain_text("s")
    expect(dialog.get_by_role("option", name="Give it back")).to_have_count(0)
    page.keyboard.type("take th")
    expect(dialog.get_by_role("option").first).to_contain_text("Take this case")
    page.keyboard.press("Enter")
    expect(page.locator("[data-undo]")).to_be_visible()
    assert Case.objects.get(reference=world["crowd-0"]).assignee is not None
    dialog = opened(page)
    expect(dialog.get_by_role("option", name="Give it back")).to_have_count(1)
    expect(dialog.get_by_role("option", name="Take this case")).to_have_count(0)


def test_06_pages_are_reached_with_arrows_and_without_scripts_the_way_leads_to_search(desk: Desk) -> None:
    page = desk("ines", "/queue/research/")
    page.get_by_role("link", name="Find or do").click()
    dialog = page.get_by_role("dialog", name="Find or do")
    expect(dialog.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.type("tri")
    expect(dialog.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Triage")
    plain = desk("ines", "/", java_script_enabled=False)
    plain.get_by_role("link", name="Find or do").click()
    expect(plain).to_have_url(re.compile("/search/$"))


def test_05_all_keys_are_listed_and_switched_off_only_ctrl_k_stays(desk: Desk) -> None:
    page = desk("ines", "/queue/research/triage/")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    shown = keys.locator("kbd").all_inner_texts()
    assert {"K", "/", "g", "w", "?", "j", "k", "Enter", "x", "a", "d", "u", "s", "h", "c"} <= set(shown)
    page.goto("/profile/")
    page.get_by_label(re.compile("single-key shortcuts", re.IGNORECASE)).uncheck()
    page.get_by_role("button", name="Save settings").click()
    expect(page.get_by_role("main")).to_contain_text("Your settings are saved.")
    page.goto("/queue/research/triage/")
    page.keyboard.press("a")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    opened(page)
    expect(page.locator("[data-undo]")).to_have_count(0)


def test_09_two_people_at_once_get_different_cases_and_one_can_be_undone(desk: Desk) -> None:
    pages = [desk(who, "/queue/research/") for who in ("ines", "mats")]
    for page in pages:
        page.get_by_role("button", name="Take the next case").click(no_wait_after=True)
    for page in pages:
        expect(page).to_have_title(re.compile("^RB-"))
    one, two = (page.title().split()[0] for page in pages)
    assert one != two
    pages[0].locator("[data-undo]").get_by_role("button", name="Undo").click()
    expect(pages[0].get_by_role("region", name="Timeline")).to_contain_text("undid: took the case")
