"""Deciding case by case on single keys: reasons, where the focus goes, what is said, what is taken back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from cases.models import Case
from cases.workflow import advance
from tests.browser.axe import assert_accessible
from tests.browser.people import NARROW, Desk
from tests.browser.world import World

TRIAGE = "/queue/research/triage/"
CURRENT = ".triage-list [data-current] .ref"


def waiting() -> list[str]:
    """What nobody has in Research, what breaches first on top."""
    free = Case.objects.filter(team="research", assignee=None, closed_at=None, snoozed_until=None)
    return list(free.order_by("next_due_at", "id").values_list("reference", flat=True))


def at(page: Page, reference: str) -> None:
    """The page is at this case, and its row has the focus."""
    expect(page.locator(CURRENT)).to_contain_text(reference)
    expect(page.locator(CURRENT)).to_be_focused()


def said(page: Page, words: str) -> None:
    """The live region tells it."""
    expect(page.locator("#announce")).to_contain_text(words)


def test_07_triage_decides_on_single_keys_with_reasons(desk: Desk, world: World) -> None:
    first, second, third, fourth, *_ = waiting()
    page = desk("ines", TRIAGE)
    page.keyboard.press("s")
    expect(page.get_by_label("Snooze until")).to_be_focused()
    page.get_by_label("Snooze until").fill("2026-11-20T10:00")
    page.get_by_label("What it waits for").fill("The rep is back on Friday")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    at(page, second)
    said(page, f"{first} is snoozed until Fri 20 Nov 10:00 EST.")
    page.keyboard.press("u")
    page.get_by_label("Other case").fill(world["closed"])
    page.get_by_label("Reason").fill("The same order")
    page.get_by_role("button", name=f"Duplicate {second}").click()
    at(page, third)
    page.keyboard.press("a")
    at(page, fourth)
    assert Case.objects.get(reference=third).assignee is not None
    page.keyboard.press("d")
    page.get_by_label("Reason").fill("Mats knows them")
    page.get_by_role("button", name=f"Decline {fourth}").click()
    said(page, f"{fourth} was declined.")
    expect(page.locator(f"#row-{fourth}")).to_have_count(0)
    page.goto(f"/cases/{first}/")
    expect(page.get_by_role("main")).to_contain_text("by Ines Okafor: The rep is back on Friday")


def test_07_a_blank_reason_is_refused_in_place(desk: Desk) -> None:
    first, *_ = waiting()
    page = desk("ines", TRIAGE)
    desk.watch.expect("status of 422")
    page.keyboard.press("d")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.get_by_role("button", name=f"Decline {first}").click()
    summary = page.get_by_role("main").get_by_role("alert").first
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: Triage"))
    assert Case.objects.get(reference=first).timeline.filter(action="skip").count() == 0


def test_08_after_a_decision_the_focus_is_on_the_next_row(desk: Desk) -> None:
    first, second, *_ = waiting()
    *_, before, last = waiting()
    page = desk("ines", TRIAGE)
    page.keyboard.press("a")
    at(page, second)
    said(page, f"{first} is yours.")
    page.keyboard.press("j")
    expect(page.locator(CURRENT)).not_to_contain_text(second)
    page.keyboard.press("k")
    at(page, second)
    page.goto(f"{TRIAGE}?case={last}")
    at(page, last)
    page.keyboard.press("a")
    at(page, before)
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile(f"^{before}"))


def test_08_with_nothing_left_the_empty_page_has_the_focus(desk: Desk, world: World) -> None:
    page = desk("celia", "/queue/customer_care/triage/?done=RB-2026-000001")
    expect(page.locator("[data-focus-now]")).to_be_focused()
    expect(page.get_by_role("main")).to_contain_text("Nothing to decide")
    said(page, "Nothing is left to decide.")
    assert_accessible(page, "triage, nothing left")


def test_07_triage_works_without_scripts_and_at_320_pixels(desk: Desk) -> None:
    first, second, *_ = waiting()
    desk.watch.expect("status of 422")
    page = desk("ines", TRIAGE, java_script_enabled=False, viewport=NARROW)
    page.get_by_role("button", name=f"Accept {first}").click()
    expect(page.get_by_role("link", name=second, exact=True)).to_be_visible()
    page.get_by_role("link", name="Decline…").click()
    page.get_by_role("button", name=f"Decline {second}").click()
    expect(page.get_by_role("alert")).to_contain_text("Fill in “Reason”.")
    page.get_by_label("Reason").fill("Mats knows them")
    page.get_by_role("button", name=f"Decline {second}").click()
    expect(page.get_by_role("main")).to_contain_text(f"{second} was declined.")


def test_10_what_is_skipped_needs_a_reason_and_managers_see_it(desk: Desk) -> None:
    first, second, *_ = waiting()
    page = desk("ines", "/queue/research/")
    page.get_by_role("button", name="Take the next case").click()
    expect(page).to_have_title(re.compile(f"^{first}"))
    page.keyboard.press("d")
    expect(page.get_by_role("heading", level=1)).to_have_text("Skip this case")
    page.get_by_label("Reason").fill("I wrote the offer myself")
    page.get_by_role("button", name="Skip this case").click()
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("skipped the case")
    page.goto("/queue/research/")
    page.get_by_role("button", name="Take the next case").click()
    expect(page).to_have_title(re.compile(f"^{second}"))
    manager = desk("malin", TRIAGE)
    seen = manager.get_by_role("region", name="Skipped today").first
    expect(seen).to_contain_text("I wrote the offer myself")
    expect(seen.get_by_role("link", name=first)).to_be_visible()
    assert_accessible(manager, "triage, skipped today")


def test_11_undo_stays_while_it_is_looked_at_and_takes_the_act_back(desk: Desk) -> None:
    first, *_ = waiting()
    page = desk("ines")
    page.clock.install()
    page.goto(TRIAGE)
    page.keyboard.press("a")
    notice = page.locator("[data-undo]")
    expect(notice).to_contain_text(f"{first} is yours.")
    page.clock.run_for(12_000)
    expect(notice).to_be_visible()
    notice.get_by_role("button", name="Undo").focus()
    page.clock.run_for(60_000)
    expect(notice.get_by_role("button", name="Undo")).to_be_focused()
    assert_accessible(page, "triage, undo")
    page.keyboard.press("Enter")
    at(page, first)
    assert Case.objects.get(reference=first).assignee is None
    page.keyboard.press("a")
    expect(notice).to_contain_text(f"{first} is yours.")
    page.clock.run_for(25_000)
    expect(notice).to_have_count(0)


def test_11_undo_is_on_the_timeline_and_says_why_when_it_is_too_late(desk: Desk, world: World) -> None:
    first, *_ = waiting()
    page = desk("ines", f"/cases/{first}/")
    page.keyboard.press("a")
    story = page.get_by_role("region", name="Timeline")
    expect(story.get_by_role("button", name="Undo")).to_have_count(1)
    page.get_by_role("button", name="Put this notice away").click()
    expect(page.locator("[data-undo]")).to_have_count(0)
    expect(page.get_by_role("main")).to_be_focused()
    story.get_by_role("button", name="Undo").click()
    expect(story).to_contain_text("undid: took the case")
    expect(story.get_by_role("button", name="Undo")).to_have_count(0)
    page.keyboard.press("a")
    expect(story.get_by_role("button", name="Undo")).to_have_count(1)
    given = {"assignee": "mats", "note": "Mats knows them."}
    assert advance(first, "assign", actor=world.people["malin"], data=given).ok
    story.get_by_role("button", name="Undo").click()
    told = "It can no longer be undone: Malin Berg handed the case over meanwhile."
    expect(page.get_by_role("main").get_by_role("alert")).to_contain_text(told)
