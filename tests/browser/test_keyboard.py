"""Work without a mouse: single keys, the dialog that lists them, and a whole journey."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from accountops.demo import DEMO_PASSWORD
from tests.browser.people import Desk
from tests.browser.test_queue import rows
from tests.browser.world import World

FOCUSED = """() => {
  const it = document.activeElement;
  return (it.getAttribute("aria-label") || it.innerText || it.labels?.[0]?.innerText || "").trim();
}"""


def tab_to(page: Page, name: str, most: int = 120) -> None:
    """Presses Tab until what has the focus begins with `name`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if str(page.evaluate(FOCUSED)).startswith(name):
            return
    raise AssertionError(f"{name!r} cannot be reached with Tab")


def test_05_j_and_k_move_and_enter_opens(desk: Desk) -> None:
    page = desk("ines", "/queue/research/")
    page.keyboard.press("j")
    expect(rows(page).nth(0).get_by_role("link").first).to_be_focused()
    page.keyboard.press("j")
    second = rows(page).nth(1).get_by_role("link").first
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(rows(page).nth(0).get_by_role("link").first).to_be_focused()
    page.keyboard.press("j")
    reference = second.inner_text()
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile(f"^{reference}"))


def test_05_the_list_of_keys_opens_and_closes(desk: Desk) -> None:
    page = desk("ines", "/queue/research/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_05_slash_leads_to_search_and_keys_rest_while_typing(desk: Desk) -> None:
    page = desk("ines", "/queue/research/")
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/search/$"))
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("jk?gw/")
    expect(field).to_have_value("jk?gw/")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_05_single_keys_can_be_switched_off(desk: Desk) -> None:
    page = desk("ines", "/profile/")
    page.get_by_label(re.compile("single-key shortcuts", re.IGNORECASE)).uncheck()
    page.get_by_role("button", name="Save settings").click()
    expect(page.get_by_role("main")).to_contain_text("Your settings are saved.")
    page.goto("/queue/research/")
    page.keyboard.press("?")
    page.keyboard.press("j")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("() => document.activeElement === document.body")


def test_the_current_row_is_not_hidden_by_anything(desk: Desk) -> None:
    page = desk("ines", "/queue/research/", viewport={"width": 1024, "height": 500})
    for _ in range(14):
        page.keyboard.press("j")
    inside = page.evaluate(
        """() => { const it = document.activeElement, box = it.getBoundingClientRect();
             return document.elementFromPoint(box.x + 4, box.y + box.height / 2) === it; }"""
    )
    assert inside


def test_colours_are_chosen_announced_and_kept(desk: Desk) -> None:
    page = desk("ines", "/profile/")
    page.get_by_role("button", name="Dark").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Colours saved")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_be_focused()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_skip_link_leads_past_the_navigation(desk: Desk) -> None:
    page = desk("ines", "/queue/research/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_whole_journey_by_keyboard(desk: Desk, world: World) -> None:
    """Sign in, open the queue and its first case, write a note, distribute the case."""
    page = desk("", "/queue/research/")
    page.get_by_label("Name or e-mail address").focus()
    page.keyboard.type("ines")
    tab_to(page, "Password")
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/queue/research/$"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile(rf"^{world['harbour']} In research"))
    tab_to(page, "Add an internal note…")
    page.keyboard.press("Enter")
    tab_to(page, "Note")
    page.keyboard.type("Written without a mouse.")
    tab_to(page, "Add note, team only")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("Written without a mouse.")
    tab_to(page, "I saw that the second order")
    page.keyboard.press("Space")
    tab_to(page, "Distribute to New License")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile(rf"^{world['harbour']} With New License"))
