"""Many cases of a list, saved views and handing over, as people do it."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect

from cases.models import Absence, Case, User
from cases.workflow import advance
from tests.browser.people import Desk
from tests.browser.test_queue import references, rows
from tests.browser.world import World


def test_05_x_selects_the_row_and_the_bar_says_how_many(desk: Desk) -> None:
    page = desk("ines", "/queue/research/?assignee=none")
    group = page.get_by_role("group", name="With the selected cases")
    expect(group).to_contain_text("Select cases, then choose what to do with them:")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(rows(page).nth(0).get_by_role("checkbox")).to_be_checked()
    expect(group).to_contain_text("1 selected on this page")
    page.keyboard.press("x")
    expect(rows(page).nth(0).get_by_role("checkbox")).not_to_be_checked()
    expect(group).not_to_contain_text("selected on this page")
    page.get_by_label("Select the 25 cases on this page").check()
    expect(group).to_contain_text("25 selected on this page")
    expect(page.locator("#announce")).to_have_text("25 selected on this page")


def test_12_many_are_looked_at_then_changed_one_by_one_and_failures_are_told(desk: Desk) -> None:
    page = desk("ines", "/queue/research/?assignee=none")
    chosen = references(page)[:3]
    advance(chosen[0], "claim", actor=User.objects.get(username="mats"))
    for reference in chosen:
        page.get_by_label(f"Select {reference}").check()
    page.get_by_role("button", name="Take…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take 3 cases: 2 can, 1 cannot")
    expect(rows(page).nth(0)).to_contain_text("Cannot: Mats Lindqvist has this case.")
    expect(rows(page).nth(1)).to_contain_text("Nobody's, becomes yours.")
    advance(chosen[1], "claim", actor=User.objects.get(username="mats"))
    page.get_by_role("button", name="Take 2 cases").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take: 1 of 2 done")
    expect(rows(page).nth(0)).to_contain_text("Not done: Mats Lindqvist has this case.")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("1 case stayed as it was.")
    page.get_by_role("link", name=chosen[2]).click()
    expect(page).to_have_title(re.compile(f"^{chosen[2]}"))
    assert Case.objects.get(reference=chosen[2]).assignee.username == "ines"  # type: ignore[union-attr]


def test_12_all_that_match_are_a_step_of_their_own_and_nothing_selected_is_told(desk: Desk) -> None:
    desk.watch.expect("status of 422")
    page = desk("ines", "/queue/research/", java_script_enabled=False)
    page.get_by_role("button", name="Take…").click()
    expect(page).to_have_url(re.compile("/queue/research/$"))
    expect(page.get_by_role("alert")).to_contain_text("Select at least one case first")
    page.get_by_role("button", name="Select all 29 that match…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("29 cases selected")
    page.get_by_role("button", name="Add a note…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a note to 29 cases: 29 can, 0 cannot")
    page.get_by_role("button", name="Add a note to 29 cases").click()
    expect(page.get_by_role("alert")).to_contain_text("Fill in “Note”.")
    page.get_by_label("Note").fill("The system was away until noon.")
    page.get_by_role("button", name="Add a note to 29 cases").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a note: 29 of 29 done")
    assert Case.objects.filter(timeline__action="note", team="research").distinct().count() == 29


def test_03_a_view_is_saved_with_its_columns_and_a_colleague_sees_it(desk: Desk) -> None:
    page = desk("ines", "/queue/research/?assignee=none&sort=amount")
    page.get_by_text("Columns", exact=True).click()
    page.get_by_role("checkbox", name="Opened").check()
    page.get_by_role("checkbox", name="Owner").uncheck()
    page.get_by_role("button", name="Show these columns").click()
    expect(page.get_by_role("columnheader", name="Opened")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Owner")).to_have_count(0)
    page.get_by_text("Save this view", exact=True).first.click()
    page.get_by_label("Name").fill("Month end")
    page.get_by_label("Who sees it").select_option("Everybody in Research")
    page.get_by_role("button", name="Save this view").click()
    current = page.get_by_role("navigation", name="Views of this queue").locator("[aria-current]")
    expect(current).to_have_text("Team: Month end 28")
    colleague = desk("mats", "/queue/research/")
    colleague.get_by_role("link", name="Team: Month end").click()
    expect(colleague.get_by_role("columnheader", name="Opened")).to_be_visible()
    assert references(colleague) == references(page)


def test_12_many_are_taken_without_scripts(desk: Desk) -> None:
    """Ticked, looked at, done, told: each a page of its own."""
    page = desk("ines", "/queue/research/?assignee=none", java_script_enabled=False)
    bar = page.get_by_role("group", name="With the selected cases")
    expect(bar).to_contain_text("Select cases, then choose what to do with them:")
    chosen = references(page)[:2]
    for reference in chosen:
        page.get_by_label(f"Select {reference}").check()
    page.get_by_role("button", name="Take…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take 2 cases: 2 can, 0 cannot")
    page.get_by_role("button", name="Take 2 cases").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take: 2 of 2 done")
    owners = Case.objects.filter(reference__in=chosen).values_list("assignee__username", flat=True)
    assert list(owners) == ["ines", "ines"]


def test_34_handing_over_shows_hours_and_absence_and_asks_for_a_note(desk: Desk, world: World) -> None:
    ines, mats, petra = (User.objects.get(username=name) for name in ("ines", "mats", "amara"))
    petra.grants.create(role="research_specialist")
    Absence.objects.create(
        user=petra, first=date(2026, 11, 18), last=date(2026, 11, 24), substitute=mats, entered_by=ines
    )
    desk.watch.expect("status of 422")
    page = desk("ines", f"/cases/{world['harbour']}/do/assign/")
    choice = page.get_by_label("Colleague")
    expect(choice).to_contain_text(re.compile(r"Amara Nwosu: \d+ open cases?, absent until Tue 24 Nov"))
    expect(choice).to_have_value("mats")
    expect(page.get_by_role("main")).to_contain_text("not at work before Fri 20 Nov 03:00")
    page.get_by_role("button", name="Hand over to a colleague").click()
    expect(page.get_by_role("alert").first).to_contain_text("Fill in “Hand-over note”.")
    page.get_by_label("Hand-over note").fill("They expect a call on Friday.")
    page.get_by_role("button", name="Hand over to a colleague").click()
    expect(page).to_have_title(re.compile(f"^{world['harbour']}"))
    timeline = page.get_by_role("region", name="Timeline")
    expect(timeline).to_contain_text("They expect a call on Friday.")
    expect(timeline).to_contain_text("Mats Lindqvist, when it was handed over: not at work before Fri 20 Nov")
