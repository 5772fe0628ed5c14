"""Forms of acts: errors, refusals, two people at once, sending twice."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from cases.models import Case, TimelineEntry
from tests.browser.people import Desk
from tests.browser.world import World

FOCUS = "() => document.activeElement.textContent.trim().slice(0, 60)"


def notes(reference: str) -> int:
    """How many notes a case has."""
    return TimelineEntry.objects.filter(case__reference=reference, action="note").count()


def correct(page: Page, why: str, amount: str) -> None:
    """Fills in and sends the correction of an amount."""
    page.get_by_label("Why", exact=True).fill(why)
    page.get_by_label(re.compile("^Amount")).fill(amount)
    page.get_by_role("button", name="Correct the facts").click()


def test_24_errors_are_listed_on_top_linked_and_told_at_the_field(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 422")
    page = desk("ines", f"/cases/{world['harbour']}/do/correct_facts/")
    page.get_by_label("Order number").fill("  40-11826  ")
    page.get_by_label(re.compile("^Amount")).fill("a lot")
    page.get_by_role("button", name="Correct the facts").click()
    expect(page).to_have_title(re.compile("^Error: Correct the facts"))
    summary = page.get_by_role("alert").filter(has_text="need another look")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_count(2)
    why = page.get_by_label("Why", exact=True)
    expect(why).to_have_attribute("aria-invalid", "true")
    told = page.locator(f"#{(why.get_attribute('aria-describedby') or '').split()[-1]}")
    expect(told).to_contain_text("Error: Fill in “Why”.")
    summary.get_by_role("link", name="Fill in “Why”.").click()
    expect(why).to_be_focused()
    expect(page.get_by_label(re.compile("^Amount"))).to_have_value("a lot")


def test_24_an_amount_pasted_with_spaces_is_taken(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/do/correct_facts/")
    correct(page, "The quote said so.", " 4 990.50 ")
    expect(page.get_by_role("main")).to_contain_text("4,990.50 USD")


def test_24_nothing_is_judged_while_it_is_typed(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/do/correct_facts/")
    page.get_by_label(re.compile("^Amount")).fill("a lot")
    page.get_by_label("Why", exact=True).focus()
    expect(page.get_by_text("Error:")).to_have_count(0)


def test_a_refusal_in_place_says_why_and_has_the_focus(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 409")
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_role("button", name="Distribute to New License").click()
    refusal = page.get_by_role("alert").filter(has_text="Not done, nothing was changed")
    expect(refusal).to_be_focused()
    expect(refusal).to_contain_text("24 hours")
    page.get_by_label(re.compile("^I saw that the second order comes after")).check()
    page.get_by_role("button", name="Distribute to New License").click()
    expect(page).to_have_title(re.compile(rf"^{world['harbour']} With New License"))


def test_17_a_stale_write_is_stopped_and_both_versions_are_shown(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 409")
    address = f"/cases/{world['harbour']}/do/correct_facts/"
    mine, theirs = desk("ines", address), desk("mats", address)
    correct(theirs, "Read from the quote.", "5100.00")
    expect(theirs).to_have_title(re.compile(f"^{world['harbour']}"))
    correct(mine, "Read from the order.", "5200.00")
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Mats Lindqvist changed this case")
    row = mine.get_by_role("row").filter(has=mine.get_by_role("rowheader", name="Amount", exact=True))
    expect(row).to_contain_text("5,100.00")
    expect(row).to_contain_text("5,200.00")
    expect(mine.get_by_role("main")).to_contain_text("Read from the order.")
    row.get_by_role("radio").last.check()
    mine.get_by_role("button", name="Correct the facts with these choices").click()
    expect(mine).to_have_title(re.compile(f"^{world['harbour']}"))
    assert Case.objects.get(reference=world["harbour"]).amount_shown == 5200


def test_17_theirs_can_be_kept_instead(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 409")
    address = f"/cases/{world['harbour']}/do/correct_facts/"
    mine, theirs = desk("ines", address), desk("mats", address)
    correct(theirs, "Read from the quote.", "5100.00")
    expect(theirs).to_have_title(re.compile(f"^{world['harbour']}"))
    correct(mine, "Read from the order.", "5200.00")
    mine.get_by_role("link", name="Drop mine and see the case").click()
    expect(mine.get_by_role("main")).to_contain_text("5,100.00 USD")


def test_17_a_stale_act_in_place_becomes_the_whole_page_of_both_versions(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 409")
    page = desk("ines", f"/cases/{world['harbour']}/")
    theirs = desk("mats", f"/cases/{world['harbour']}/do/correct_facts/")
    correct(theirs, "Read from the quote.", "5100.00")
    expect(theirs).to_have_title(re.compile(f"^{world['harbour']}"))
    page.get_by_role("button", name="Distribute to New License").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mats Lindqvist changed this case")
    expect(page.get_by_role("main")).to_have_count(1)


def test_19_a_double_click_writes_one_note(desk: Desk, world: World) -> None:
    before = notes(world["harbour"])
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_text("Add an internal note…").click()
    page.get_by_label("Note").fill("Once is enough.")
    page.get_by_role("button", name="Add note, team only").dblclick()
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("Once is enough.")
    assert notes(world["harbour"]) == before + 1


def test_19_a_double_click_on_an_act_in_place_does_it_once(desk: Desk, world: World) -> None:
    page = desk("tomas", f"/cases/{world['return']}/")
    page.get_by_role("button", name="Return is processed").dblclick()
    expect(page).to_have_title(re.compile("Return processed"))
    told = TimelineEntry.objects.filter(case__reference=world["return"], action="process_return")
    assert [entry.refused for entry in told] == [False]


def test_19_the_same_form_sent_again_leads_to_the_same_place(desk: Desk, world: World) -> None:
    before = notes(world["harbour"])
    page = desk("ines", f"/cases/{world['harbour']}/do/note/")
    page.get_by_label("Note").fill("Sent three times.")
    form = page.get_by_role("main").locator("form")
    sent = form.evaluate("form => Object.fromEntries(new FormData(form))")
    address = f"{desk.site}/cases/{world['harbour']}/do/note/"
    headers = {"Referer": address}
    answers = [page.context.request.post(address, form=sent, headers=headers) for _ in range(2)]
    page.get_by_role("button", name="Add an internal note").click()
    expect(page).to_have_title(re.compile(f"^{world['harbour']}"))
    assert {answer.url for answer in answers} == {page.url}
    assert notes(world["harbour"]) == before + 1


def test_19_back_and_send_again_finds_a_form_that_works(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/do/note/")
    for words in ("The first.", "The second."):
        page.get_by_label("Note").fill(words)
        page.get_by_role("button", name="Add an internal note").click()
        expect(page).to_have_title(re.compile(f"^{world['harbour']}"))
        expect(page.get_by_role("region", name="Timeline")).to_contain_text(words)
        page.go_back()
        expect(page).to_have_title(re.compile("^Add an internal note"))


def test_the_focus_is_never_lost_when_a_part_arrives(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 422")
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_role("link", name="Open… Add findings").press("Enter")
    expect(page.get_by_role("heading", name="Add findings")).to_be_focused()
    page.get_by_role("button", name="Add findings").press("Enter")
    expect(page.get_by_role("alert").filter(has_text="One answer needs another look")).to_be_focused()
    assert page.evaluate("() => document.activeElement !== document.body")
