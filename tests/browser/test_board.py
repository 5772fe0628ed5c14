"""The board: what will breach and who can take it; how work flows, in charts that are tables as well."""

from __future__ import annotations

import csv
import io
import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk
from tests.browser.test_numbers import listed

CHARTS = ("Came in and finished, per week", "Where the open work stood", "Closed in time")
CHART_1_LIGHT, CHART_1_DARK = (10, 88, 112), (124, 200, 221)  # the token chart-1
PANELS = (
    "What will breach, at the recent pace", "Open work per person", "Age of open work against finished work",
    *CHARTS, "How long a case takes, closed cases", "What stood against acts",
)  # fmt: skip


def panel(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def expect_drawn_in(page: Page, *colour: int) -> None:
    """Waits until the first chart has a pixel of exactly this colour."""
    page.wait_for_function(
        """(colour) => { const canvas = document.querySelector("[data-chart] canvas");
             if (!canvas) return false;
             const copy = new OffscreenCanvas(canvas.width, canvas.height)
               .getContext("2d", { willReadFrequently: true });
             copy.drawImage(canvas, 0, 0);
             const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
             for (let at = 0; at < data.length; at += 4)
               if (colour.every((part, place) => data[at + place] === part)) return true;
             return false; }""",
        arg=list(colour),
    )


def test_40_the_first_row_says_what_will_breach_and_who_can_take_it(desk: Desk) -> None:
    page = desk("malin", "/board/research/")
    for name in ("Overdue", "Due within 4 hours", "Due later today", "Nobody's", "Blocked"):
        expect(page.get_by_role("link", name=name).first).to_be_visible()
    first = page.locator(".breach-next [data-row]").first
    expect(first).to_contain_text("Breached")
    expect(page.get_by_text("with the fewest open cases")).to_contain_text("open)")
    work = panel(page, "Open work per person")
    expect(work.get_by_role("rowheader", name="Ines Okafor")).to_be_visible()
    row = work.get_by_role("row").filter(has_text="Ines Okafor")
    link = row.get_by_role("link").last
    number, address = int(link.inner_text()), link.get_attribute("href") or ""
    assert number == listed(page.context.request, address) > 0


def test_40_what_waits_for_others_is_blocked_and_is_a_list(desk: Desk) -> None:
    page = desk("malin", "/board/all/")
    tile = page.get_by_role("link", name="Blocked").first
    number = int(tile.locator(".figure").inner_text())
    tile.click()
    expect(page.get_by_role("link", name="Waiting for somebody else")).to_be_visible()
    assert number == listed(page.context.request, page.url) > 0


def test_41_every_panel_has_definition_number_period_table_and_file(desk: Desk) -> None:
    page = desk("malin", "/board/research/")
    expect(page.get_by_text("counted up to")).to_be_visible()
    for title in PANELS:
        one = panel(page, title)
        expect(one).to_be_visible()
        one.get_by_text("How it is counted").click()
        expect(one.locator(".how p")).to_be_visible()
        if one.get_by_role("link", name="CSV").count():
            address = one.get_by_role("link", name="CSV").get_attribute("href") or ""
            text = page.context.request.get(address).text()
            rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
            assert len(rows) == one.locator("tbody tr").count() + 1
    text = page.locator("main").inner_text().lower()
    assert "half within" in text
    assert "85 of 100" in text
    assert "average" not in text


def test_41_charts_are_drawn_from_their_tables_in_the_colours_of_the_theme(desk: Desk) -> None:
    page = desk("malin", "/board/process-rebook/", color_scheme="light")
    chart = panel(page, CHARTS[0]).get_by_role("img")
    expect(chart).to_have_accessible_name(re.compile(r"Lines of 1\d weeks\. Came in: between "))
    expect_drawn_in(page, *CHART_1_LIGHT)
    page.emulate_media(color_scheme="dark")
    expect_drawn_in(page, *CHART_1_DARK)
    assert_accessible(page, "a board in dark")
    page.set_viewport_size(NARROW)
    assert_fits(page, "a board at 320 px")


def test_41_without_scripts_there_are_the_tables(desk: Desk) -> None:
    page = desk("malin", "/board/process-rebook/", java_script_enabled=False, viewport=NARROW)
    for title in CHARTS:
        one = panel(page, title)
        expect(one.get_by_role("img")).to_have_count(0)
        expect(one.get_by_role("table")).to_be_visible()
