"""A customer who does not answer, in a browser: calls and a mail, fourteen days, the letter, both systems."""

from __future__ import annotations

import re
from contextvars import ContextVar
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from cases import clock, deadlines, outbox
from cases.connectors import calling
from tests.browser.axe import COLOURS, assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk
from tests.browser.world import NOW

ACCOUNT, PRODUCT = "Household Okoye", "Dual-fuel range 36"
SYSTEMS = "Closing in the two systems"
CLOCK = "_override"


def opened(page: Page) -> str:
    """A ticket about a customer with whom nobody has spoken; answers the reference."""
    page.goto("/new/advocate/")
    page.get_by_label("Product").fill(PRODUCT)
    page.get_by_label("Type", exact=False).first.select_option("no_response")
    page.get_by_label(re.compile("^Account")).fill(ACCOUNT)
    page.get_by_label(re.compile("^Mail of the customer")).fill("marguerite@okoye.example")
    page.get_by_role("button", name="Open a ticket").click()
    page.wait_for_url("**/cases/AD-*/")
    return page.url.rstrip("/").rpartition("/")[2]


def attempt(page: Page, reference: str, channel: str) -> None:
    """Logs an attempt that reached nobody."""
    page.goto(f"/cases/{reference}/do/log_attempt/")
    page.get_by_label("How").select_option(channel)
    page.get_by_role("button", name="Log an attempt").click()
    page.wait_for_url(f"**/cases/{reference}/")


def later(monkeypatch: pytest.MonkeyPatch, **length: float) -> datetime:
    """The clock goes on, and the workers do what is due by then."""
    at = clock.now() + timedelta(**length)
    monkeypatch.setattr(clock, CLOCK, ContextVar("clock_of_browser_tests", default=at))
    while deadlines.run_pass().any or outbox.drain() or calling.drain():
        pass
    return at


def silent(page: Page, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two calls three dates apart and an e-mail: the wait runs."""
    reference = opened(page)
    attempt(page, reference, "phone")
    later(monkeypatch, days=3)
    attempt(page, reference, "phone")
    attempt(page, reference, "email")
    expect(head(page)).to_contain_text("Waiting for the customer")
    return reference


def head(page: Page) -> Locator:
    """Where the state stands."""
    return page.locator(".casehead")


def row(page: Page, panel: str, name: str) -> Locator:
    """A row of a panel."""
    return page.get_by_role("region", name=panel, exact=True).get_by_role("row", name=name)


def confirm(page: Page, system: str, button: str, number: str) -> None:
    """A person has closed it there, and names the number."""
    row(page, SYSTEMS, system).get_by_role("link", name="Confirm…").click()
    page.get_by_label(re.compile("^Number in")).fill(number)
    page.get_by_role("button", name=button).click()
    expect(row(page, SYSTEMS, system)).to_contain_text(number)


def look(page: Page, state: str) -> None:
    """The page in both themes and at 320 CSS pixels."""
    wide = page.viewport_size
    assert_accessible(page, f"{state}, light")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, f"{state}, dark", COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    assert_accessible(page, f"{state}, narrow")
    assert_fits(page, f"{state}, narrow")
    if wide:
        page.set_viewport_size(wide)


def test_nobody_answers_and_it_is_closed_in_both_systems(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk("avery")
    reference = silent(page, monkeypatch)
    look(page, "the ladder")
    later(monkeypatch, days=13)
    page.reload()
    expect(head(page)).to_contain_text("Waiting for the customer")
    later(monkeypatch, days=1)
    page.reload()
    expect(head(page)).to_contain_text("Ready to close")
    expect(row(page, "Attempts and letters", "Closing letter, nobody reached")).to_contain_text("Counts")
    expect(row(page, SYSTEMS, "2. ServiceNow")).to_contain_text("After step 1")
    expect(row(page, SYSTEMS, "2. ServiceNow").get_by_role("link")).to_have_count(0)
    look(page, "the closing")
    confirm(page, "1. Infor CRM", "Closed in Infor CRM", "001-00-012345")
    expect(head(page)).to_contain_text("Closed in Infor CRM")
    confirm(page, "2. ServiceNow", "Closed in ServiceNow", "CS0001234")
    expect(row(page, SYSTEMS, "1. Infor CRM")).to_contain_text("Avery Lund")
    expect(head(page)).to_contain_text("Closed")
    assert clock.now() - NOW >= timedelta(days=17)
    assert reference in page.url


def test_a_contact_voids_the_ladder_for_all_to_see(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk("avery")
    reference = silent(page, monkeypatch)
    steps = page.get_by_role("region", name="Attempts and letters", exact=True)
    expect(steps).to_contain_text("2 of 2 calls, e-mail sent")
    later(monkeypatch, days=2)
    page.goto(f"/cases/{reference}/do/customer_contact/")
    page.get_by_label("How").select_option("voicemail")
    page.get_by_role("button", name="Customer was in touch").click()
    expect(head(page)).to_contain_text("Open")
    expect(steps).to_contain_text("0 of 2 calls, e-mail not sent")
    expect(steps.get_by_text("Does not count")).to_have_count(3)
    expect(page.get_by_text("Record what happened outside (6)")).to_be_visible()
