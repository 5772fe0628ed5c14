"""A scenario that is kept with a policy stops the approval of what breaks it, unless somebody says why."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from cases import tasks
from cases.models import PolicyVersion
from tests.browser.people import Desk
from tests.cases.policies.kept import WITHIN, line

pytestmark = [pytest.mark.browser]


def kept(page: Page) -> None:
    """A scenario that hangs on the limit of 48 hours."""
    page.get_by_label("Or lines, pasted").fill(line(title="41 hours are within the window", expect=WITHIN))
    page.get_by_role("button", name="Keep the scenarios").click()
    expect(page.get_by_text("1 scenario kept.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="41 hours are within")).to_contain_text("not yet")


def submitted(page: Page) -> None:
    """A draft of 30 hours, and what it says while the scenario is not played."""
    page.goto("/policy/rebook/change/")
    page.locator('[name="value:hard_hours"]').fill("30")
    page.get_by_label("Why").fill("A day and a bit is enough.")
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_role("button", name="Submit draft").click()
    expect(page.get_by_text("The change waits for another manager to approve it.")).to_be_visible()
    expect(page.get_by_text("They are played in a moment.")).to_be_visible()


def test_a_failing_scenario_stops_the_approval_until_somebody_says_why(desk: Desk) -> None:
    """The approver sees what comes out otherwise; approving needs a reason, which stays with the version."""
    first = desk("malin", "/policy/rebook/scenarios/")
    kept(first)
    submitted(first)
    second = desk("mona", first.url)
    expect(second.get_by_text("1 scenario must be played")).to_be_visible()
    expect(second.get_by_role("button", name="Approve draft")).to_be_disabled()
    tasks.run_scenarios()
    second.get_by_role("link", name="Show what you can do now").click()
    panel = second.get_by_role("region", name="Scenarios")
    expect(panel.get_by_text("1 of 1 comes out otherwise.")).to_be_visible()
    expect(panel.get_by_role("listitem").filter(has_text="decision, rule:").last).to_be_visible()
    expect(second.get_by_text("POLICY_SCENARIOS_FAIL")).to_be_visible()
    button = second.get_by_role("button", name="all the same")
    button.click()  # the browser asks for the reason first
    assert not PolicyVersion.objects.exists()
    second.get_by_label("Approve all the same, because").fill("Agreed with the owners of the process.")
    button.click()
    expect(second.get_by_text("The change is approved.")).to_be_visible()
    second.goto("/policy/rebook/")
    history = second.get_by_role("region", name="History")
    expect(history.get_by_text("Agreed with the owners of the process.")).to_be_visible()
