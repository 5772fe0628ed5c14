"""Queues: what breaches first, views in the address, filters, sorting, what a row says, and what is empty."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from cases.models import Case
from tests.browser.people import Desk
from tests.browser.world import World


def rows(page: Page) -> Locator:
    """The cases listed, without the table's head."""
    return page.get_by_role("main").get_by_role("row").filter(has=page.get_by_role("rowheader"))


def references(page: Page) -> list[str]:
    """The numbers of the cases listed."""
    return [text.split()[0] for text in rows(page).get_by_role("link").all_inner_texts()]


def dues(table: Locator) -> list[str]:
    """When the rows of a table fall due, in UTC."""
    found: list[str] = table.locator("time").evaluate_all("all => all.map((one) => one.dateTime)")
    return found


@pytest.mark.parametrize("who", ["ines", "amara", "nadia", "tomas", "rosa", "malin"])
def test_01_home_opens_ones_own_work_sorted_by_breach_time(desk: Desk, who: str) -> None:
    page = desk(who, "/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    tables = page.get_by_role("table").all()
    assert tables
    for table in tables:
        found = dues(table)
        assert found == sorted(found)


def test_01_a_queue_begins_with_what_breaches_first(desk: Desk) -> None:
    page = desk("ines", "/queue/research/")
    first = Case.objects.filter(team="research", closed_at=None).order_by("next_due_at")[0]
    expect(rows(page).first).to_contain_text(first.reference)
    found = dues(page.get_by_role("table"))
    assert found == sorted(found)


def test_03_an_address_shows_a_colleague_the_same_view(desk: Desk) -> None:
    page = desk("ines", "/queue/research/")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_role("combobox", name="Owner").select_option("Nobody")
    page.get_by_role("button", name="Show these cases").click()
    page.get_by_role("button", name="Amount").click()
    expect(page).to_have_url(re.compile("assignee=none"))
    expect(page).to_have_url(re.compile("sort=amount"))
    colleague = desk("mats", page.url.removeprefix(desk.site))
    assert references(colleague) == references(page)
    expect(colleague.get_by_role("columnheader", name="Amount")).to_have_attribute("aria-sort", "ascending")


def test_03_an_address_shows_nobody_more_than_he_may_see(desk: Desk) -> None:
    page = desk("celia", "/cases/?assignee=none&sort=amount")
    assert rows(page).count() == 0


@pytest.mark.parametrize("width", [1440, 1024])
def test_15_the_name_of_a_state_is_never_cut_off(desk: Desk, world: World, width: int) -> None:
    page = desk("nadia", "/queue/new_license/", viewport={"width": width, "height": 900})
    row = rows(page).filter(has_text=world["change"])
    name = row.get_by_text("Change in the order month", exact=True)
    assert name.evaluate("(name) => name.scrollWidth <= name.clientWidth")


def test_04_chips_say_what_is_active_and_one_press_clears_all(desk: Desk) -> None:
    page = desk("ines", "/queue/research/?flag=late_window&assignee=me")
    active = page.get_by_role("group", name="Active filters")
    expect(active).to_contain_text("Owner You")
    expect(active).to_contain_text("Flag Late window")
    expect(active.get_by_role("status")).to_have_text("1 case")
    active.get_by_role("link", name="Remove filter Owner: You").click()
    expect(active).not_to_contain_text("Owner")
    active.get_by_role("link", name="Clear all").click()
    expect(active.get_by_role("status")).to_have_text("29 cases")


def test_04_back_from_a_case_finds_filters_scroll_position_and_row(desk: Desk) -> None:
    page = desk("ines", "/queue/research/?assignee=none&sort=amount")
    row = rows(page).nth(20)
    link = row.get_by_role("link").first
    link.scroll_into_view_if_needed()
    before = page.evaluate("() => scrollY")
    assert before > 0
    reference = link.inner_text()
    link.click()
    expect(page).to_have_title(re.compile(f"^{reference}"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"assignee=none&sort=amount"))
    expect(page.get_by_role("link", name=reference)).to_be_focused()
    assert abs(page.evaluate("() => scrollY") - before) < 40


def test_13_sort_heads_are_buttons_that_say_the_order(desk: Desk) -> None:
    page = desk("ines", "/queue/research/?assignee=none")
    due = page.get_by_role("columnheader", name="Due")
    expect(due).to_have_attribute("aria-sort", "ascending")
    due.get_by_role("button").press("Enter")
    expect(due).to_have_attribute("aria-sort", "descending")
    expect(page).to_have_url(re.compile("assignee=none"))
    found = dues(page.get_by_role("table"))
    assert found == sorted(found, reverse=True)


def test_13_numbers_are_aligned_and_the_first_column_is_the_way_in(desk: Desk, world: World) -> None:
    page = desk("ines", "/queue/research/")
    amount = rows(page).first.get_by_role("cell").last
    expect(amount).to_have_css("text-align", "right")
    expect(amount).to_have_css("font-variant-numeric", re.compile("tabular-nums"))
    head = rows(page).first.get_by_role("rowheader")
    expect(head.get_by_role("link")).to_have_text(world["harbour"])
    expect(head).to_contain_text("Harbour Analytics")


def test_14_nothing_yet_and_no_match_say_different_things(desk: Desk) -> None:
    page = desk("celia", "/queue/customer_care/")
    expect(page.get_by_role("main")).to_contain_text("Nothing here")
    expect(page.get_by_role("link", name="Clear filters")).to_have_count(0)
    page = desk("ines", "/queue/research/?q=nowhere")
    expect(page.get_by_role("main")).to_contain_text("No case matches these filters")
    page.get_by_role("link", name="Clear filters").click()
    expect(rows(page)).to_have_count(25)


def test_14_no_permission_says_so_without_saying_what_there_is(desk: Desk) -> None:
    desk.watch.expect("status of 404")
    page = desk("adam", "/cases/")
    expect(page.get_by_role("main")).to_contain_text("none of the kinds of cases")
    expect(page.get_by_role("link", name="Board")).to_have_count(0)
    page.goto("/queue/research/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here that you can see")


def test_15_a_row_says_due_owner_stage_and_what_it_waits_for(desk: Desk, world: World) -> None:
    page = desk("ines", "/queue/research/")
    row = rows(page).filter(has_text=world["harbour"])
    for words in (
        "Breached today 09:50", "5 h 28 m ago", "You", "In research", "4,990.00 USD",
        Case.objects.get(reference=world["harbour"]).waiting_for,
    ):  # fmt: skip
        expect(row).to_contain_text(words)
    expect(rows(page).nth(1)).to_contain_text(re.compile(r"Due today \d\d:\d\d.*\d+ h \d+ m left", re.DOTALL))


def test_take_the_next_case_takes_the_most_urgent_one_nobody_has(desk: Desk) -> None:
    first = Case.objects.filter(team="research", assignee=None).order_by("next_due_at", "id")[0]
    page = desk("mats", "/queue/research/")
    page.get_by_role("button", name="Take the next case").click()
    expect(page).to_have_title(re.compile(f"^{first.reference}"))
    expect(page.get_by_role("main")).to_contain_text(f"{first.reference} is yours.")
