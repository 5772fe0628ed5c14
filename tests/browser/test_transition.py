"""A transition in a browser: its letter comes back, and its billing is late."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from accountops.postbox import store
from cases import clock, outbox
from cases.models import Case, OutboxMessage
from tests.browser.axe import COLOURS, assert_accessible, assert_fits
from tests.browser.people import NARROW, WIDE, Desk
from tests.browser.world import NOW

CUSTOMER, RESELLER = "Clinic North", "Brenner Badges"
PICTURES = os.environ.get("PICTURES", "")  # a folder: each state is drawn in three widths and both themes
WIDTHS = (WIDE, {"width": 1024, "height": 800}, NARROW)


def look(page: Page, state: str) -> None:
    """Accessible as it is, readable in the dark, and nothing too wide at any width."""
    assert_accessible(page, state)
    for theme in ("dark", "light"):
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
        assert_accessible(page, f"{state}, {theme}", COLOURS)
        for size in WIDTHS:
            page.set_viewport_size(size)  # type: ignore[arg-type]  # the two numbers it asks for
            assert_fits(page, f"{state}, {size['width']}")
            if PICTURES:
                name = f"{state.replace(' ', '-')}-{size['width']}-{theme}.png"
                page.screenshot(path=Path(PICTURES) / name, full_page=True)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # the same


def opened(page: Page) -> str:
    """A won deal with one group that is not billed; answers the reference."""
    page.goto("/new/affiliation/")
    page.get_by_label("Customer", exact=True).fill(CUSTOMER)
    page.get_by_label("Reseller", exact=True).fill(RESELLER)
    page.get_by_label("Enterprise affiliation").fill("ENT-7")
    page.get_by_label("Stage of the deal").select_option("Closed won")
    page.get_by_label("Account, row 1").fill("A-1")
    page.get_by_label("Active badges, row 1").fill("120")
    for row, (group, billed) in enumerate({"Dental": True, "Surgery": False}.items(), 1):
        page.get_by_label(f"Group, row {row}").fill(group)
        page.get_by_label(f"Last set issued, row {row}").check()
        page.get_by_label(f"Billed, row {row}").set_checked(billed)
    look(page, "opening")
    page.get_by_role("button", name="Open a transition").click()
    page.wait_for_url("**/cases/AF-*/")
    page.get_by_role("button", name="Inform the reseller rep").click()
    expect(page.locator(".casehead")).to_contain_text("Expired shipments")
    return page.url.rstrip("/").rpartition("/")[2]


def act(
    page: Page, reference: str, name: str, button: str, fill: Callable[[Page], None] = lambda form: None
) -> None:
    """An action from its own page, back on the case's page."""
    page.goto(f"/cases/{reference}/{name}/")
    fill(page)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(f"**/cases/{reference}/")


def shipments(page: Page, reference: str) -> None:
    """Both groups get theirs; then billing is waited for."""
    for group in ("Dental", "Surgery"):

        def fill(form: Page, group: str = group) -> None:
            form.get_by_label("Group").select_option(group)
            form.get_by_label("Badges").fill("0")

        act(page, reference, "do/add_expired_shipment", "Set an expired shipment", fill)
    act(page, reference, "do/shipments_done", "Expired shipments are set")
    expect(page.locator(".casehead")).to_contain_text("Waiting for billing")


def test_a_bounced_letter_and_a_late_billing(desk: Desk, postbox: Path) -> None:
    sasha, page = desk("sasha"), desk("renee")
    reference = opened(sasha)
    act(page, reference, "do/claim", "Take this case")
    shipments(page, reference)
    page.goto(f"/cases/{reference}/do/send_reseller_mail/")
    page.get_by_label(re.compile("^To")).fill("bounce@brenner.example")
    page.get_by_role("button", name="Look at the letter first").click()
    letter = page.get_by_role("region", name="What goes out")
    expect(letter).to_contain_text(f"[{reference}] {CUSTOMER} is leaving your affiliation")
    expect(letter).to_contain_text(f"Dear {RESELLER},")
    assert not OutboxMessage.objects.filter(kind="reseller_letter").exists()
    look(page, "letter before it goes out")
    page.get_by_role("button", name="Write to the reseller", exact=True).click()
    page.wait_for_url(f"**/cases/{reference}/")
    outbox.drain()
    page.reload()
    letters = page.get_by_role("region", name="Letters and messages")
    expect(page.get_by_text("A letter came back.")).to_be_visible()
    expect(letters).to_contain_text("It said: 550 5.1.1 There is no such mailbox.")
    look(page, "a letter that came back")
    late(page, reference)
    act(page, reference, "record/billed", "Record it", billed)
    expect(page.locator(".casehead")).to_contain_text("Switching")
    letters.get_by_role("link", name="Send it again… Letter to the reseller").click()
    page.get_by_label(re.compile("^To")).fill("office@brenner.example")
    page.get_by_role("button", name="Write to the reseller", exact=True).click()
    expect(page.get_by_text("A letter came back.")).to_have_count(0)
    outbox.drain()
    finish(page, reference)
    act(
        sasha,
        reference,
        "do/assign_csm",
        "Assign the CSM",
        lambda form: form.get_by_label("CSM").fill("Cora"),
    )
    assert Case.objects.get(reference=reference).state == "with_csm"
    [reminder, arrived] = sorted(store.newest(postbox), key=lambda mail: mail.to, reverse=True)
    assert (reminder.to, reminder.attachments) == ("renee@accountops.example", ["reminder.ics"])
    assert (arrived.to, CUSTOMER in arrived.html) == ("office@brenner.example", True)


def late(page: Page, reference: str) -> None:
    """The case as it is a day before billing is looked at."""
    with clock.fixed_at(NOW + timedelta(days=6)):
        page.goto(f"/cases/{reference}/")
    expect(page.get_by_role("region", name="Ahead")).to_contain_text("Look at billing")


def csm(form: Page) -> None:
    """Who goes on with the customer."""
    form.get_by_label("CSM").fill("Cora Moss")


def billed(form: Page) -> None:
    """The group that was open."""
    form.get_by_label("Group").select_option("Surgery")


def finish(page: Page, reference: str) -> None:
    """The switch: affiliation, access, done."""
    act(page, reference, "do/update_affiliation", "Update the affiliation")
    act(page, reference, "do/remove_access", "Take access away")
    act(page, reference, "do/finish_switch", "Switch is done")
    expect(page.locator(".casehead")).to_contain_text("Final check")
