"""Small windows, no scripts, paper: the core tasks work all the same."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from accountops.demo import DEMO_PASSWORD
from tests.browser.axe import assert_fits
from tests.browser.people import NARROW, Desk
from tests.browser.test_queue import rows
from tests.browser.world import World


def test_42_a_case_is_worked_on_at_320_pixels(desk: Desk, world: World) -> None:
    page = desk("ines", "/queue/research/", viewport=NARROW)
    assert_fits(page, "queue")
    page.get_by_role("link", name=world["harbour"]).click()
    expect(page).to_have_url(re.compile(f"/cases/{world['harbour']}/"))
    assert_fits(page, "case")
    page.get_by_label(re.compile("^I saw that the second order")).check()
    page.get_by_role("button", name="Distribute to New License").click()
    expect(page).to_have_title(re.compile("With New License"))
    assert_fits(page, "case afterwards")


def test_42_the_menu_of_a_small_window_holds_everything(desk: Desk) -> None:
    page = desk("ines", "/", viewport=NARROW)
    page.get_by_label("Menu", exact=True).click()
    menu = page.get_by_role("navigation", name="Main, menu")
    menu.get_by_role("link", name="Research").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Research queue")


def test_42_targets_are_large_enough_everywhere(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/", viewport=NARROW)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, .btn, nav a, .panel-head a")]
             .filter((one) => one.checkVisibility())
             .map((one) => [one.innerText, one.getBoundingClientRect()])
             .filter(([, box]) => box.height < 24 || box.width < 24).map(([text]) => text)"""
    )
    assert small == []


@pytest.mark.parametrize("address", ["/queue/research/", "/cases/{harbour}/", "/board/research/"])
def test_42_wider_text_is_not_cut_off(desk: Desk, world: World, address: str) -> None:
    """WCAG 1.4.12: a reader's own spacing of lines, letters and words."""
    page = desk("ines", address.format(**world.cases), viewport=NARROW)
    page.evaluate(
        """() => { const own = new CSSStyleSheet();
             own.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
               word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
             document.adoptedStyleSheets = [own]; }"""
    )
    assert_fits(page, f"{address} with wider text")


def test_42_without_scripts_one_signs_in_searches_filters_acts_and_notes(desk: Desk, world: World) -> None:
    page = desk("", "/", java_script_enabled=False)
    page.get_by_label("Name or e-mail address").fill("ines")
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    page.goto("/search/?q=")
    page.get_by_role("searchbox").fill("harbour")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("main").get_by_role("link", name=world["harbour"]).first.click()
    page.get_by_text("Add an internal note…").click()
    page.get_by_label("Note").fill("Written without scripts.")
    page.get_by_role("button", name="Add note, team only").click()
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("Written without scripts.")
    page.get_by_label(re.compile("^I saw that the second order")).check()
    page.get_by_role("button", name="Distribute to New License").click()
    expect(page).to_have_title(re.compile("With New License"))


def test_42_without_scripts_lists_are_filtered_and_sorted(desk: Desk) -> None:
    page = desk("ines", "/queue/research/", java_script_enabled=False)
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Flag").select_option("Late window")
    page.get_by_role("button", name="Show these cases").click()
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="Amount").click()
    expect(page).to_have_url(re.compile("flag=late_window.*sort=amount|sort=amount.*flag=late_window"))
    expect(page.get_by_role("columnheader", name="Amount")).to_have_attribute("aria-sort", "ascending")


def test_42_without_scripts_the_next_act_and_its_errors_have_pages(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 422")
    page = desk("ines", f"/cases/{world['harbour']}/", java_script_enabled=False)
    page.get_by_role("link", name="Open… Add findings").click()
    page.get_by_role("button", name="Add findings").click()
    expect(page).to_have_title(re.compile("^Error: Add findings"))
    page.get_by_label("Findings").fill("Two seats.")
    page.get_by_role("button", name="Add findings").click()
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("Two seats.")


def test_42_without_scripts_the_intake_begins(desk: Desk) -> None:
    page = desk("amara", "/", java_script_enabled=False)
    page.goto("/new/rebook/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(r"/new/rebook/[0-9a-f-]{36}/"))


def test_42_a_case_on_paper_has_text_and_no_controls(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("region", name="Timeline")).to_be_visible()
    expect(page.get_by_role("button", name="Distribute to New License")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_hidden()
    expect(page.get_by_role("heading", name="What you can do")).to_be_hidden()
    expect(page.get_by_text("Printed by Ines Okafor")).to_be_visible()
    today = page.locator(".entry time[data-date]").first
    dated = "element => getComputedStyle(element, '::after').content"
    assert "none" not in today.evaluate(dated)
    expect(today).to_have_attribute("data-date", "Thu 19 Nov 2026")
    assert_fits(page, "paper")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_42_a_list_on_paper_cuts_no_word_off_and_says_how_much_of_it_there_is(desk: Desk) -> None:
    page = desk("malin", "/cases/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Pages", exact=True)).to_contain_text("on this page")
    name = page.locator(".owner", has_text="Ines Okafor").first.get_by_text("Ines Okafor").bounding_box()
    assert name
    assert name["width"] > 20
    words = page.locator(".queue :is(.line, .under, .st > :last-child)")
    assert words.count() > 0
    assert words.evaluate_all("all => all.every((one) => one.scrollWidth <= one.clientWidth)")
    assert_fits(page, "a list on paper")


def test_42_on_paper_the_reader_has_a_name(desk: Desk) -> None:
    page = desk("ines", "/queue/research/?assignee=me")
    active = page.get_by_role("group", name="Active filters")
    owner = page.locator("td .owner").first
    expect(owner.get_by_text("You", exact=True)).to_be_visible()
    expect(owner.get_by_text("Ines Okafor", exact=True)).to_be_hidden()
    page.emulate_media(media="print")
    expect(owner.get_by_text("Ines Okafor", exact=True)).to_be_visible()
    expect(owner.get_by_text("You", exact=True)).to_be_hidden()
    expect(active.get_by_text("Ines Okafor", exact=True)).to_be_visible()
    expect(active.get_by_role("status")).to_be_visible()
    expect(active.get_by_role("link")).to_have_count(0)


def test_42_a_page_of_a_queue_is_light(desk: Desk) -> None:
    page = desk("ines", "/")
    answer = page.context.request.get(f"{desk.site}/queue/research/")
    assert len(answer.body()) <= 150_000
