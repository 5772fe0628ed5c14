"""Mail in a browser: a request becomes a case, the rep's answer by SMTP fills its gap; a day in the inbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accountops.launcher.ports import any_free
from accountops.postbox import store, writing
from accountops.postbox.server import Intake, serving
from accountops.postbox.taking import take_in_apart
from cancellations.actions import orders
from cancellations.demo.mails import seed_mails
from cancellations.models import CancellationCase
from cases import outbox
from cases.letters import addresses
from cases.mailbox import answering
from cases.models import InboundMail, OutboxMessage
from tests.browser.axe import COLOURS, assert_accessible, assert_fits
from tests.browser.people import NARROW, WIDE, Desk
from tests.browser.world import NOW
from tests.cases.helpers import told
from tests.mailbox.builder import REP, a_mail

ORDER = {
    "client": "Oak Motors",
    "campaign": "Summer 24",
    "products": ["Display", "Search", "Radio"],
    "invoice_lines": [
        {"product": "Display", "currency": "USD", "invoiced": "1000.00", "fulfilled": "400.00"}
    ],
}
REQUEST = """Hi,

please cancel this.

Client: Oak Motors
Campaign: Summer 24
Products:
- Display
- Search

Rita Lind
"""


@pytest.fixture
def postbox(db: None, tmp_path: Path, settings: Any) -> Iterator[Path]:
    """The demo's mail server, with its way in: what is for us is taken in by it."""
    folder = tmp_path / "postbox"
    server = serving(folder, any_free(), Intake(settings.MAIL_REPLY_TO, take_in_apart))
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield folder
    server.stop()


def look(page: Page, state: str) -> None:
    """The page is accessible, its colours in the dark too, and it fits a narrow window."""
    assert_accessible(page, state)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, f"{state}, dark", COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    assert_fits(page, state)
    page.set_viewport_size(WIDE)


def bring(page: Page, raw: bytes) -> None:
    """Brings a mail as a file."""
    page.goto("/mail/")
    page.get_by_text("Bring a mail as a file").click()
    file = {"name": "request.eml", "mimeType": "message/rfc822", "buffer": raw}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # a file's three parts
    page.get_by_role("button", name="Take the mail in").click()
    expect(page.locator(".pagehead")).to_contain_text("Part of a case")


def part(page: Page, name: str) -> Locator:
    """A part of the page, by its heading."""
    return page.get_by_role("region", name=name, exact=True)


def step(page: Page, label: str, then: str, *confirmed: str) -> None:
    """Takes a step from the list of steps; afterwards the case is there."""
    part(page, "Steps").get_by_role("link", name=label).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(label)
    for one in confirmed:
        page.get_by_label(one, exact=True).check()
    page.get_by_role("button", name=label, exact=True).click()
    expect(page.locator(".casehead")).to_contain_text(then)


def row(page: Page, product: str) -> Locator:
    """The row of a product, before and after."""
    return part(page, "Before and after").get_by_role("row", name=product)


def answered(folder: Path, to: str, text: str) -> None:
    """Whoever got the newest mail there answers it, by SMTP."""
    outbox.drain()
    answering.drain()
    writing.send(writing.answer(store.newest(folder, to=to)[0], text))


def test_from_a_mail_to_a_closed_case(desk: Desk, postbox: Path) -> None:
    """What is missing is asked for and comes back by mail; then three steps, and it is closed."""
    orders.keep("T-1001", ORDER)
    ruth = desk("ruth")
    bring(ruth, a_mail(REQUEST, subject="Cancellation", sender=f"Rita Lind <{REP}>"))
    ruth.locator(".pagehead").get_by_role("link", name=re.compile("^CX-")).click()
    expect(part(ruth, "What was asked for")).to_contain_text("3 of 4 required fields there")
    look(ruth, "a cancellation with a gap")
    case = CancellationCase.objects.get()
    answered(postbox, REP, "Here it is.\n\nTitan order ID: T-1001")
    ruth.goto(f"/cases/{case.reference}/")
    expect(part(ruth, "What was asked for")).to_contain_text("they fit together")
    expect(part(ruth, "Mails received").get_by_role("link")).to_have_count(2)
    expect(row(ruth, "Display")).to_contain_text("Ends with step 1")
    expect(row(ruth, "Radio")).to_contain_text("Not named")
    step(ruth, "Cancel billing", "Billing cancelled")
    step(ruth, "Cancel fulfilment", "Billing cancelled", "Vision VX confirms")
    step(ruth, "Cancel fulfilment", "Fulfilment cancelled", "Titan confirms")
    step(ruth, "Tell the rep", "True-up")
    step(ruth, "Adjust the invoices", "True-up")
    ruth.get_by_role("button", name="Close", exact=True).click()
    expect(ruth.locator(".casehead")).to_contain_text("Closed")
    _asserted(case, postbox)


def _asserted(case: CancellationCase, folder: Path) -> None:
    """The timeline tells all of it; the rep has got what was written, and AccountOps what the rep wrote."""
    case.refresh_from_db()
    assert (case.state, case.titan_order_id) == ("closed", "T-1001")
    outbox.drain()
    assert told(case) == [
        "open", "add_mail", "add_mail", "supply", "cancel_billing", "cancel_fulfilment", "cancel_fulfilment",
        "inform_rep", "true_up", "close",
    ]  # fmt: skip
    sources = InboundMail.objects.filter(case=case.pk).order_by("pk").values_list("source", "envelope_to")
    assert list(sources) == [("upload", ""), ("smtp", addresses.reply_to(case.reference))]
    kinds = OutboxMessage.objects.filter(case=case.pk, to=REP, status="sent").values_list("kind", flat=True)
    assert {"missing_info_reply", "rep_informed"} <= set(kinds)
    assert len(store.newest(folder, to=REP, case=case.reference)) == len(kinds)


def test_a_day_in_the_inbox(desk: Desk, postbox: Path) -> None:
    """A question is taken, answered and comes back; what was held back is looked at and released."""
    seed_mails(NOW)
    ruth = desk("ruth", "/mail/")
    expect(part(ruth, "Inbox").get_by_role("rowheader")).to_have_count(1)
    look(ruth, "the inbox")
    ruth.get_by_role("link", name="Done yet?").click()
    ruth.get_by_role("button", name="Take it").click()
    expect(ruth.locator(".pagehead")).to_contain_text("you")
    ruth.get_by_text("Answer", exact=True).click()
    look(ruth, "a question")
    ruth.locator("#id_answer_body").fill("It is, since this morning.")
    ruth.get_by_role("button", name="Send the answer").click()
    expect(ruth.locator(".pagehead")).to_contain_text("Dealt with")
    answered(postbox, "dana.whitlow", "Thank you. And the invoice?")
    again = InboundMail.objects.get(subject="Re: Done yet?")
    assert (again.status, again.source) == ("inbox", "smtp")
    assert again.follows is not None
    assert again.follows.subject == "Done yet?"
    ruth.goto("/mail/?show=held")
    ruth.get_by_role("link", name=re.compile(r"^Re: \[CX-")).click()
    expect(ruth.locator(".notice")).to_contain_text("Nobody has written to this sender")
    look(ruth, "a mail that is held back")
    ruth.get_by_text("Release…", exact=True).click()
    ruth.locator("#id_release_reason").fill("Jordan has taken over from Priscilla, I asked.")
    ruth.get_by_role("button", name="Release it").click()
    expect(ruth.locator(".pagehead")).to_contain_text("Part of a case")
