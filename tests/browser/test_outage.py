"""While something is away: the banner, the calm page, and a form that keeps what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, connections
from playwright.sync_api import Locator, Page, expect

from accountops.health import delays
from cases import clock, outbox
from cases.deadlines import PULSE
from cases.models import OutboxMessage, ServicePulse
from tests.browser.axe import COLOURS, assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk
from tests.browser.world import World

WAITING = "Messages and timed steps are waiting."
EVERY_MILLISECONDS = 15_000  # so often the banner looks whether it can go


def rounds(minutes: float) -> None:
    """The last rounds of the background work were so long ago, and the web process has seen it."""
    at = clock.now() - timedelta(minutes=minutes)
    for name in (PULSE, outbox.PULSE):
        ServicePulse.objects.update_or_create(name=name, defaults={"at": at})
    delays.renew()


@pytest.fixture
def late(db: None) -> Iterator[None]:
    OutboxMessage.objects.update(status="sent")  # nobody sends the world's messages
    rounds(4)
    yield
    delays._afresh()


def assert_looks_well(page: Page, what: str) -> None:
    """In both themes, and at 320 CSS pixels."""
    assert_accessible(page, f"{what}, light")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, f"{what}, dark", COLOURS)
    page.set_viewport_size(NARROW)
    assert_accessible(page, f"{what}, dark and narrow")
    assert_fits(page, f"{what}, narrow")


def test_the_banner_is_calm_and_accessible(desk: Desk, late: None) -> None:
    page = desk("ines", "/")
    banner = page.locator("#delays")
    expect(banner).to_contain_text(WAITING)
    expect(banner).to_contain_text("None went out for 4 minutes. Your changes are saved")
    assert_looks_well(page, "banner")


def test_it_leaves_by_itself_is_said_politely_and_moves_nothing(desk: Desk, world: World, late: None) -> None:
    page = desk("ines")
    page.clock.install()
    page.goto(f"/cases/{world['harbour']}/")
    page.get_by_text("Add an internal note…").click()
    page.get_by_label("Note").fill("Typed meanwhile.")
    below = page.get_by_role("heading", level=1)
    before = below.bounding_box()
    rounds(0)
    page.clock.fast_forward(EVERY_MILLISECONDS)
    expect(page.locator("#delays")).to_contain_text("on time again", timeout=25_000)
    expect(page.locator("#announce")).to_have_text("Messages and timed steps are on time again.")
    assert page.locator("#announce").get_attribute("aria-live") == "polite"
    assert below.bounding_box() == before
    expect(page.get_by_label("Note")).to_be_focused()
    expect(page.get_by_label("Note")).to_have_value("Typed meanwhile.")
    assert_accessible(page, "on time again")
    page.reload()
    expect(page.locator("#delays")).to_have_count(0)


@contextmanager
def no_database() -> Iterator[None]:
    """Its address leads nowhere, in the web server too, and whoever was connected is so no longer."""
    before = connection.settings_dict["HOST"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connections.close_all()
    connections.settings["default"]["HOST"] = connection.settings_dict["HOST"] = "/nowhere"
    try:
        yield
    finally:
        connections.settings["default"]["HOST"] = connection.settings_dict["HOST"] = before


def test_the_page_is_calm_and_opens_by_itself(desk: Desk) -> None:
    desk.watch.expect("status of 503")
    page = desk("ines", "/")
    with no_database():
        page.goto("/queue/research/")
        expect(page.get_by_role("heading", level=1)).to_have_text("AccountOps is away for a moment")
        expect(page.get_by_role("main")).to_contain_text("Nothing you saved is lost.")
        assert re.search("Request [0-9a-f]{32}", page.get_by_role("main").inner_text())
        assert_looks_well(page, "away")
    expect(page.get_by_role("heading", level=1)).to_have_text("Research queue")


def test_a_form_in_place_keeps_what_was_typed_and_sends_it_once(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 503|Response Status Error Code 503")
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_role("link", name="Open… Add findings").click()
    page.get_by_label("Findings").fill("Kept through the restart.")
    with no_database():
        page.get_by_role("button", name="Add findings").click()
        problem = page.get_by_role("alert").filter(has_text="AccountOps is away for a moment.")
        expect(problem).to_contain_text("What you typed is still here.")
        expect(page.get_by_label("Findings")).to_have_value("Kept through the restart.")
        assert_accessible(page, "away in a form")
    problem.get_by_role("button", name="Try again").click()
    expect(told_of(page)).to_have_count(1)


def test_a_page_that_was_sent_keeps_it_and_sends_it_once(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 503")
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_text("Add an internal note…").click()
    page.get_by_label("Note").fill("Kept through the restart.")
    with no_database():
        page.get_by_role("button", name="Add note").click()
        expect(page.get_by_role("main")).to_contain_text("What you typed is kept on this page.")
        assert_accessible(page, "away with a form")
    page.get_by_role("button", name="Send it again").click()
    expect(told_of(page)).to_have_count(1)


def told_of(page: Page) -> Locator:
    """The entries of the timeline that hold the words."""
    return page.get_by_role("region", name="Timeline").get_by_text("Kept through the restart.")
