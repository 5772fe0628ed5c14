"""A take-over by mail in a browser: brought as a file, completed, submitted, and its letter ticked."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from cases.models import Case
from tests.browser.axe import assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk
from tests.browser.test_takeover import CUSTOMER, NEW, OLD, row
from tests.mailbox.builder import with_files

BODY = f"""Please take over this customer.

Customer: {CUSTOMER}
Current partner: {OLD}
New partner: {NEW}
Target month: June 2030
"""
FILES = [('filename="agreement.txt"', "text/plain", b"We agree. Halden Freight, Lena Halden")]


def bring(page: Page) -> None:
    """Brings the mail as a file; it has opened a draft."""
    raw = with_files(FILES, BODY, sender="lena@halden.example", subject="Take-over of Halden Freight")
    page.goto("/mail/")
    page.get_by_text("Bring a mail as a file").click()
    file = {"name": "request.eml", "mimeType": "message/rfc822", "buffer": raw}
    page.get_by_label("Mail as a file").set_input_files(file)  # type: ignore[arg-type]  # a file's three parts
    page.get_by_role("button", name="Take the mail in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take-over of Halden Freight")
    page.get_by_role("link", name=re.compile("^TO-")).first.click()
    expect(page.locator(".casehead")).to_contain_text("Draft")
    look(page, "a draft that a mail opened")


def complete(page: Page) -> None:
    """Says what the mail leaves open, and submits the request."""
    expect(page.get_by_text("Still to be said: the kind of move").first).to_be_visible()
    page.get_by_role("link", name="Complete the request…").click()
    expect(page.get_by_label(re.compile("^Who moves"))).to_have_value(CUSTOMER)
    page.get_by_label("Kind of move").select_option("ec_dr_to_dr")
    row(page, 1, Company=CUSTOMER, Plan="Enterprise", Subscribed="50", In_use="42")
    look(page, "a draft that is completed")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".casehead")).to_contain_text("Draft")
    page.get_by_role("button", name="Submit the request").click()
    expect(page.locator(".casehead")).to_contain_text("Awaiting agreements")


def look(page: Page, what: str) -> None:
    """Accessible, and nothing sticks out on the narrowest screen."""
    assert_accessible(page, what)
    size = page.viewport_size
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # width and height
    assert_fits(page, what)
    page.set_viewport_size(size or NARROW)


def test_a_mail_opens_a_draft_and_its_letter_is_ticked_for_one_party(desk: Desk) -> None:
    page = desk("celia")
    bring(page)
    complete(page)
    panel = page.get_by_role("region", name="Agreements by mail", exact=True)
    expect(panel.get_by_role("row", name="agreement.txt")).to_contain_text("Nobody’s yet")
    look(page, "files that came by mail")
    panel.get_by_role("link", name="Whose is it… agreement.txt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Whose agreement is this?")
    expect(page.get_by_role("link", name="agreement.txt")).to_be_visible()
    page.get_by_label("Agreement of").select_option(label=f"{CUSTOMER}, party that moves")
    page.get_by_label("Signed by").fill("Lena Halden")
    page.get_by_label("Their role there").fill("Managing director")
    page.get_by_label("I have looked at this file").check()
    look(page, "whose agreement a file is")
    page.get_by_role("button", name="It is their agreement").click()
    board = page.get_by_role("region", name="Agreements", exact=True)
    expect(board.get_by_role("row", name=CUSTOMER)).to_contain_text(
        "signed by Lena Halden, Managing director"
    )
    expect(board.get_by_role("row", name=NEW)).to_contain_text("Missing")
    expect(panel.get_by_role("row", name="agreement.txt")).to_contain_text(CUSTOMER)
    look(page, "board with a file that was ticked")
    assert Case.objects.get(kind="takeover").state == "awaiting_agreements"
