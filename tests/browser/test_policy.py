"""A manager changes a policy value, a second one approves just that, and what was decided stays."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from cases import policy, registry, tasks
from cases.models import PolicyVersion, StoredDecision, User
from tests.browser.people import Desk
from tests.browser.world import NOW, World

pytestmark = [pytest.mark.browser]
PAGE = "/policy/rebook/"


def drafted(page: Page) -> None:
    """A draft of 72 hours in the place of 48, submitted for approval."""
    page.get_by_role("link", name="Draft a change…").click()
    field = page.locator('[name="value:hard_hours"]')
    expect(field).to_have_value("48")
    field.fill("72")
    page.get_by_label("Why").fill("Long weekends push honest rebooks out of the window.")
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_role("button", name="Submit draft").click()
    expect(page.get_by_text("The change waits for another manager to approve it.")).to_be_visible()


def test_32_nobody_approves_his_own_submission(desk: Desk) -> None:
    """The button is off and says why; a request past the page is refused and written down."""
    desk.watch.expect("status of 409")
    page = desk("malin", PAGE)
    drafted(page)
    button = page.get_by_role("button", name="Approve draft")
    expect(button).to_be_disabled()
    expect(button).to_have_attribute("aria-describedby", "why-not")
    expect(page.get_by_text("You submitted this change. Another manager")).to_be_visible()
    page.evaluate(
        """() => {
          const button = [...document.querySelectorAll("button")].find((one) => one.disabled);
          const form = document.querySelector("form[action$='/do/withdraw/']");
          form.action = form.action.replace("withdraw", "approve");
          button.disabled = false;
          form.requestSubmit();
        }"""
    )
    expect(page.get_by_role("heading", name="Not done, nothing was changed")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="tried, and was not let")).to_be_visible()
    assert not PolicyVersion.objects.exists()


def test_32_two_accounts_of_one_person_are_one_pair_of_eyes(desk: Desk) -> None:
    """An administrator links them, with a reason. Unlinking them helps nothing that is on its way."""
    people = {user.username: user.pk for user in User.objects.filter(username__in=["malin", "mona", "adam"])}
    admin = desk("adam", f"/people/{people['malin']}/")
    admin.get_by_text("Link another account…").click()
    admin.get_by_label("The other account").select_option(label="Mona Haddad (mona)")
    admin.get_by_label("Why they are one person").fill("She told me.")
    admin.get_by_role("button", name="Link the two accounts").click()
    expect(admin.get_by_text("They count as one person.")).to_be_visible()
    changes = admin.get_by_role("region", name="Changes of access")
    expect(changes).to_contain_text("She told me.")
    page = desk("malin", PAGE)
    drafted(page)
    second = desk("mona", urlsplit(page.url).path)
    expect(second.get_by_text("Another account of yours worked on this change.")).to_be_visible()
    admin.get_by_text("Unlink this account…").click()
    admin.get_by_label("Why it is not the same person").fill("A mistake.")
    admin.get_by_role("button", name="Unlink the account of Malin Berg").click()
    expect(admin.get_by_text("It counts as a person of its own.")).to_be_visible()
    second.reload()
    expect(second.get_by_text("The accounts: malin, mona.")).to_be_visible()
    expect(second.get_by_role("button", name="Approve draft")).to_be_disabled()
    admin.goto(f"/people/{people['adam']}/")
    expect(admin.get_by_text("This account is yours. Another administrator can link")).to_be_visible()


def moving(page: Page) -> None:
    """The answer that set deadlines move, given where their number stands."""
    panel = page.get_by_role("region", name="Deadlines that are set already")
    choice = panel.get_by_role("radio", name="They move to the new dates")
    expect(choice).to_have_accessible_name(re.compile(r"1 moves as of now: Rebook window ends 1\."))
    choice.check()
    panel.get_by_role("button", name="Save this choice").click()
    expect(page.get_by_text("They move to the dates that the new values give").first).to_be_visible()


def test_33_the_approval_is_of_exactly_what_is_shown(desk: Desk, world: World) -> None:
    """A second manager sees old and new; changed meanwhile, the approval does not count; then it does.

    The last change moves what is set: its page says what, and the case says from when to when.
    """
    desk.watch.expect("status of 409")
    before = list(StoredDecision.objects.order_by("pk").values_list("pk", "policy_version", "rule"))
    first, second = desk("malin", PAGE), desk("mona")
    drafted(first)
    second.goto(first.url)
    expect(second.get_by_role("listitem").filter(has_text="48 hours")).to_contain_text("72 hours")
    first.get_by_role("link", name="Change the draft…").click()
    first.locator('[name="value:hard_hours"]').fill("60")
    first.get_by_role("button", name="Save the draft").click()
    moving(first)
    first.get_by_role("button", name="Submit draft").click()
    expect(first.get_by_text("The change waits for another manager to approve it.")).to_be_visible()
    second.get_by_role("button", name="Approve draft").click()
    expect(second.get_by_text("The draft was changed after you opened it.").first).to_be_visible()
    expect(second.get_by_role("listitem").filter(has_text="48 hours").first).to_contain_text("60 hours")
    second.get_by_role("button", name="Approve draft").click()
    expect(second.get_by_text("The change is approved.")).to_be_visible()
    panel = second.get_by_role("region", name="Deadlines that are set already")
    expect(panel).to_contain_text("Approved as shown: 1 deadline moves, due at once: 0.")
    tasks.move_deadlines()
    expect(panel).to_contain_text("Dates changed in 1 of")  # by itself
    expect(panel).not_to_have_attribute("hx-get", re.compile("."))
    second.goto(f"/cases/{world['announced']}/")
    entry = second.get_by_role("listitem").filter(has_text="dated deadlines anew, by policy version 2")
    moved = entry.get_by_role("listitem").filter(has_text="Rebook window ends")
    expect(moved.get_by_role("deletion")).to_have_text("Fri 20 Nov 19:18")
    expect(moved.get_by_role("insertion")).to_have_text("Sat 21 Nov 07:18")
    second.goto(PAGE)
    row = second.get_by_role("row").filter(has_text="hard_hours")
    expect(row).to_contain_text("60 hours")
    expect(row).to_contain_text("Malin Berg, approved by Mona Haddad")
    assert policy.in_force(registry.get_kind("rebook"), NOW)["hard_hours"] == 60
    assert list(StoredDecision.objects.order_by("pk").values_list("pk", "policy_version", "rule")) == before
