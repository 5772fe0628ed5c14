"""The page of a case: times, the timeline, internal text, endings, copying, addresses."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from cases.models import Case, TimelineEntry
from tests.browser.axe import assert_accessible
from tests.browser.people import Desk
from tests.browser.world import World


def timeline(page: Page) -> list[str]:
    """The entries shown, newest first."""
    return page.get_by_role("region", name="Timeline").locator("li.entry").all_inner_texts()


def test_35_entries_say_who_when_with_zone_and_old_to_new(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    story = page.get_by_role("region", name="Timeline")
    expect(story).to_contain_text("Oskar Nowak, Order Processing, reported a second order")
    expect(story).to_contain_text("Wed 18 Nov 09:50 EST")
    moved = story.get_by_role("listitem").filter(has_text="evaluated the case").first
    expect(moved.get_by_role("deletion")).to_have_text("Intake")
    expect(moved.get_by_role("insertion").first).to_have_text("In research")
    assert not any("00:00" in entry for entry in timeline(page))


def test_35_views_of_the_timeline_have_addresses(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    everything = timeline(page)
    page.get_by_role("link", name=re.compile("^Rules and time")).click()
    expect(page).to_have_url(re.compile("show=rules"))
    told = timeline(page)
    assert told
    assert set(told) < set(everything)
    page.go_back()
    expect(page).not_to_have_url(re.compile("show=rules"))
    assert timeline(page) == everything


def test_35_every_entry_has_a_deep_link_that_marks_it(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/#entry-2")
    marked, plain = page.locator("#entry-2"), page.locator("#entry-3")
    expect(marked).to_be_in_viewport()
    colour = "element => getComputedStyle(element).backgroundColor"
    assert marked.evaluate(colour) != plain.evaluate(colour)
    plain.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("#entry-3$"))
    assert plain.evaluate(colour) != marked.evaluate(colour)


def test_36_instants_are_utc_for_machines_and_named_for_people(desk: Desk, world: World) -> None:
    page = desk("mats", f"/cases/{world['harbour']}/")
    stamps: list[str] = page.locator("time").evaluate_all("all => all.map((one) => one.dateTime)")
    assert stamps
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp) for stamp in stamps)
    expect(page.get_by_role("main")).to_contain_text("times in New York")


def test_36_a_queue_is_in_the_readers_own_zone(desk: Desk, world: World) -> None:
    page = desk("mats", "/queue/research/")
    expect(page.get_by_role("main")).to_contain_text("Today 21:18 Stockholm")
    row = page.get_by_role("row").filter(has_text=world["harbour"])
    expect(row).to_contain_text("Breached today 15:50")


def test_37_an_internal_note_is_unmistakable(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    note = page.get_by_role("region", name="Timeline").get_by_role("listitem").filter(has_text="Called Jo")
    expect(note.first).to_contain_text("Internal, team only")
    page.get_by_text("Add an internal note…").click()
    expect(page.get_by_text("Internal: read by colleagues, never sent.")).to_be_visible()
    page.get_by_label("Note").fill("They call back on Monday.")
    page.get_by_role("button", name="Add note, team only").click()
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("They call back on Monday.")


def test_38_an_ending_is_told_in_full_before_its_button(desk: Desk, world: World) -> None:
    reference = world["announced"]
    page = desk("nadia", f"/cases/{reference}/do/withdraw/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Rebook window ends")
    expect(main).to_contain_text("Reopen: Research specialist")
    page.get_by_label("The customer").select_option("keeps the order")
    page.get_by_label("Reason").fill("They found the licence they had.")
    page.get_by_role("button", name=f"Withdraw {reference}").click()
    expect(page).to_have_title(re.compile(rf"^{reference} Closed"))
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("They found the licence they had.")


def test_38_closing_a_duplicate_names_the_case_and_asks_why(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 422")
    page = desk("ines", f"/cases/{world['crowd-0']}/do/mark_duplicate/")
    button = page.get_by_role("button", name=f"Close {world['crowd-0']} as a duplicate")
    page.get_by_label("Other case").fill(world["crowd-1"])
    button.click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_label("Reason").fill("The same order, entered twice.")
    button.click()
    expect(page).to_have_title(re.compile(f"^{world['crowd-0']} Closed"))


def test_39_number_and_link_are_copied_in_one_press(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/", permissions=["clipboard-read", "clipboard-write"])
    said = page.get_by_role("status").filter(has_text="copied")
    page.get_by_role("button", name="Copy the number").click()
    expect(said).to_have_text(f"{world['harbour']} copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == world["harbour"]
    more(page).click()
    page.get_by_role("button", name="Copy the link").click()
    expect(said).to_have_text(f"Link to {world['harbour']} copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{desk.site}/cases/{world['harbour']}/"
    page.keyboard.press("Escape")
    expect(more(page)).to_be_focused()
    page.keyboard.press("c")
    expect(said).to_have_text(f"{world['harbour']} copied")


def test_the_head_is_one_line_with_a_menu_that_keys_reach_closed(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    head = page.locator(".casehead")
    number, name = head.get_by_text(world["harbour"], exact=True), head.get_by_role("heading", level=1)
    assert abs(middle(number) - middle(name)) < 4, "on one line"
    expect(head.get_by_role("button").or_(head.get_by_role("link")).filter(visible=True)).to_have_count(3)
    skip = head.get_by_role("link", name="Skip this case")
    expect(skip).to_be_hidden()
    more(page).focus()
    page.keyboard.press("Enter")
    expect(skip).to_be_visible()
    expect(head.get_by_text("Watching: you")).to_be_visible()
    assert_accessible(page, "a case, its menu open")
    head.get_by_role("button", name="Stop watching").click()
    expect(head.get_by_text("Watching: nobody")).to_be_visible()
    page.keyboard.press("Escape")
    expect(skip).to_be_hidden()
    expect(more(page)).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_role("heading", level=1)).to_have_text("Skip this case")


def more(page: Page) -> Locator:
    """What opens the menu of the head."""
    return page.locator(".casehead summary")


def middle(one: Locator) -> float:
    """How far down the middle of something is, in pixels."""
    box = one.bounding_box()
    assert box is not None
    return box["y"] + box["height"] / 2


def test_39_the_title_begins_with_number_and_state(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    expect(page).to_have_title(re.compile(rf"^{world['harbour']} In research"))
    more(page).click()
    page.get_by_role("link", name="Correct the facts").click()
    expect(page).to_have_title(re.compile(rf"^Correct the facts, {world['harbour']}"))
    page.go_back()
    expect(page).to_have_title(re.compile(rf"^{world['harbour']} In research"))
    page.go_forward()
    expect(page).to_have_title(re.compile("^Correct the facts"))


def test_what_is_due_has_a_name_and_others_acts_are_told(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['return']}/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Answer target")
    expect(main).to_contain_text("Others can")
    expect(main).to_contain_text("Return is processed")
    expect(main).to_contain_text("Return Team")


def test_what_is_off_says_who_clears_it(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/do/request_return/")
    expect(page.get_by_role("heading", name="Off: 1 of 2 conditions met")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("The first order is already cancelled.")
    button = page.get_by_role("button", name="Request a return")
    expect(button).to_have_attribute("aria-disabled", "true")
    before = TimelineEntry.objects.count()
    button.click(force=True)
    assert TimelineEntry.objects.count() == before
    assert Case.objects.get(reference=world["harbour"]).state == "research_review"
