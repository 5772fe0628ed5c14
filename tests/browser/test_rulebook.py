"""The rule book of a kind, a decision that is tried, and what happens to a case if nobody does anything."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from cases.models import Case, OutboxMessage, TimelineEntry
from tests.browser.people import Desk
from tests.browser.world import World

pytestmark = [pytest.mark.browser]


def test_a_card_leads_to_its_rule_and_the_rule_is_tried_without_a_case(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 422")
    page = desk("ines", f"/cases/{world['harbour']}/")
    decision = page.get_by_role("region", name="Decision")
    decision.get_by_role("link", name=re.compile(r"^RB-\d+$")).first.click()
    expect(page).to_have_url(re.compile(r"/rules/rebook/#RB-\d+$"))
    rule = page.url.partition("#")[2]
    row = page.locator(f"#{rule}")
    expect(row).to_be_in_viewport()
    row.get_by_role("link", name=re.compile(f"decided by {rule}$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Decided by {rule}")
    expect(page.get_by_role("link", name=world["harbour"])).to_be_visible()

    cases = Case.objects.count()
    page.goto("/rules/rebook/try/")
    page.get_by_role("button", name="Show the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Order processed")
    order = {"Order processed": "2026-11-02 10:00", "Amount": "4990.00", "Currency": "USD"}
    for label, text in order.items():
        page.get_by_label(re.compile(f"^{label}")).first.fill(text)
    page.get_by_label("Announced").select_option(label="Second order for the same amount announced")
    page.get_by_label("Decide as of").fill("2026-11-03 10:00")
    page.get_by_role("button", name="Show the decision").click()
    card = page.get_by_role("region", name="Decision")
    expect(card).to_contain_text("Rule RB-15")
    expect(card).to_contain_text("What would have changed it")
    page.get_by_label("Decide as of").fill("2026-11-04 10:01")
    page.get_by_role("button", name="Show the decision").click()
    expect(card).to_contain_text("Rule RB-16")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as a scenario").click()
    assert download.value.suggested_filename == "rebook.jsonl"
    assert Case.objects.count() == cases


def test_what_happens_if_nobody_does_anything_is_told_on_demand(desk: Desk, world: World) -> None:
    page = desk("nadia", f"/cases/{world['announced']}/")
    before = TimelineEntry.objects.count(), OutboxMessage.objects.count()
    ahead = page.get_by_role("region", name="Ahead")
    ahead.get_by_role("link", name="If nobody does anything…").click()
    heading = page.get_by_role("heading", name="If nobody does anything")
    expect(heading).to_be_focused()
    expect(ahead).to_contain_text("Rebook window ends")
    expect(ahead).to_contain_text("Then nothing more happens by itself: the case stays In research.")
    assert (TimelineEntry.objects.count(), OutboxMessage.objects.count()) == before


def test_a_closed_case_does_not_ask_what_happens_if_nobody_does_anything(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['closed']}/")
    ahead = page.get_by_role("region", name="Ahead")
    expect(ahead).to_contain_text("Nothing will happen by itself.")
    expect(ahead.get_by_role("link", name="What did not happen, and why")).to_be_visible()
    expect(ahead.get_by_role("link", name="If nobody does anything…")).to_have_count(0)
