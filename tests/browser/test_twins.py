"""Before a case is opened a second time, the one that is there is shown."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from rebooks.models import RebookCase
from tests.browser.axe import assert_accessible
from tests.browser.people import Desk
from tests.browser.test_intake import to_the_check
from tests.browser.world import World


def test_26_a_case_that_is_there_already_is_shown_before_another_is_opened(desk: Desk, world: World) -> None:
    page = desk("amara")
    to_the_check(page, Account="Harbour Analytics", Amount="4 990.00", Currency="usd")
    there = page.get_by_role("group", name="There may be a case about this already.")
    expect(there).to_contain_text("the same account and amount within 30 days")
    expect(there.get_by_role("link", name=world["harbour"])).to_be_visible()
    assert_accessible(page, "check your answers, a case is there already")
    page.get_by_role("button", name="It is another one – only open it").click()
    expect(page).to_have_title(re.compile("is open – AccountOps$"))
    assert RebookCase.objects.get(order_no="40-11931").account.name == "Harbour Analytics"
