"""The readable description of the API, under the content policy of every page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.watch import Watch
from tests.cases.api.test_description import OPERATIONS


def test_the_description_shows_every_call(site: str, watch: Watch, new_context: Any) -> None:
    """Nobody has to sign in; nothing comes from elsewhere and nothing is inline."""
    context = new_context()
    watch.over(context)
    page = context.new_page()
    page.goto(f"{site}/api/v1/docs")
    expect(page.locator(".opblock")).to_have_count(len(OPERATIONS))
    expect(page).to_have_title("HTTP API \u2013 AccountOps")
    page.locator(".opblock", has_text="Open a case").first.click()
    expect(page.get_by_text("Opens a case from its facts").first).to_be_visible()
