"""An operator in a browser: what was set aside is tried again and left out, several at once."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from cases.models import Deadline, OutboxMessage
from tests.browser.axe import assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk


def set_aside() -> tuple[list[int], list[int]]:
    """Three steps that were set aside, and two messages that were given up; answers their numbers."""
    steps = list(Deadline.objects.filter(status="armed").order_by("pk").values_list("pk", flat=True)[:3])
    error = "ValueError: the account has no contact who could be reminded"
    rows = Deadline.objects.filter(pk__in=steps)
    rows.update(
        status="parked", attempts=5, reason=error, last_error=error, settled_at="2026-11-19T18:00:00Z"
    )
    messages = list(OutboxMessage.objects.order_by("pk").values_list("pk", flat=True)[:2])
    error = "SMTPServerDisconnected: Connection unexpectedly closed"
    OutboxMessage.objects.filter(pk__in=messages).update(status="dead", attempts=8, last_error=error)
    return steps, messages


def statuses(steps: list[int]) -> list[str]:
    """How the steps stand, in their order."""
    return list(Deadline.objects.filter(pk__in=steps).order_by("pk").values_list("status", flat=True))


def see_to(page: Page, button: str, reason: str) -> None:
    """Says why on the page that shows what is meant, and does it."""
    expect(page.get_by_role("heading", name="These are meant")).to_be_visible()
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name="What came of each")).to_be_visible()


def test_an_operator_tries_several_again_and_leaves_one_out(desk: Desk) -> None:
    steps, messages = set_aside()
    page = desk("adam", "/operations/")
    expect(page.get_by_role("heading", name="Timed steps that were set aside")).to_be_visible()
    assert_accessible(page, "operations")
    page.set_viewport_size(NARROW)
    assert_fits(page, "operations")
    for number in steps[:2]:
        page.locator(f"input[value=timer-{number}]").check()
    page.get_by_role("button", name="Try the chosen again…").first.click()
    assert_accessible(page, "review")
    see_to(page, "Try 2 of them again", "The contact is on record now.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Try again: 2 of 2 done")
    assert_accessible(page, "done")
    page.set_viewport_size(NARROW)
    assert_fits(page, "done")
    assert statuses(steps) == ["armed", "armed", "parked"]
    page.get_by_role("link", name="Back to Operations").click()
    page.get_by_role("link", name=re.compile("^Leave out…")).first.click()
    see_to(page, "Leave it out", "Told by phone.")
    assert statuses(steps) == ["armed", "armed", "cancelled"]
    assert OutboxMessage.objects.filter(pk__in=messages, status="dead").count() == 2


def test_without_scripts_all_of_a_list_are_left_out(desk: Desk) -> None:
    _, messages = set_aside()
    page = desk("malin", "/operations/", java_script_enabled=False)
    page.get_by_role("link", name="Leave out: all 2 on this page…").click()
    see_to(page, "Leave 2 of them out", "The customers were called.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Leave out: 2 of 2 done")
    assert set(OutboxMessage.objects.filter(pk__in=messages).values_list("status", flat=True)) == {"dropped"}
