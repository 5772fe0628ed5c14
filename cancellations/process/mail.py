"""A cancellation's part in the mailbox: which mails are requests, and what a reply adds."""

from __future__ import annotations

import re
from typing import Any, Final

from django.utils.translation import gettext_noop as _

from cancellations.forms.parts import LONGEST_BODY
from cancellations.rules.reading import Reading, read
from cases.letters.addresses import is_address
from cases.mailspec import Fed, MailSpec, NewCase, NoCase, ReadMail, Recognised
from cases.names_field import LONGEST_NAME

TEAM: Final = "sales_enablement"
LONGEST_SUBJECT: Final = 300
ASKED: Final = ("client", "campaign", "titan_order_id", "products")
ABOUT: Final = re.compile(r"\bcancel|\btitan\b|\bcampaign", re.IGNORECASE)
SORTS: Final = {"question": "question", "order_change": _("order change")}


def recognise(mail: ReadMail) -> Recognised | None:
    """A request opens a case, with whatever is missing; a question or an order change is none.

    A mail that says nothing of campaigns, orders or cancelling is not ours. One of two minds needs a person.
    """
    reading = read(mail.text)
    given = reading.as_input()
    if not ABOUT.search(f"{mail.subject}\n{mail.text}") and not _says_something(given):
        return None
    if reading.kind in SORTS:
        return NoCase(SORTS[reading.kind])
    if reading.kind != "request" or reading.needs_person:
        return NoCase(_("not clear"))
    return NewCase(given | _came_with(mail, given))


def feed(mail: ReadMail, case: Any) -> Fed | None:
    """What a reply gives fills the gaps; one that gives nothing, or two things for one, needs a person."""
    reading: Reading = read(mail.text)
    given = reading.as_input()
    if reading.conflicts or not _says_something(given):
        return None
    return Fed("supply", given | {"message_id": mail.message_id})


def _says_something(given: dict[str, Any]) -> bool:
    return any(given.get(name) for name in ASKED)


def _came_with(mail: ReadMail, given: dict[str, Any]) -> dict[str, Any]:
    """The mail itself; answers go to its sender where it names no other address."""
    told = {
        "message_id": mail.message_id,
        "received_at": mail.received_at.isoformat(),
        "sender": mail.from_address[:LONGEST_NAME],
        "subject": mail.subject[:LONGEST_SUBJECT],
        "body": mail.text[:LONGEST_BODY],
    }
    if not given.get("rep_contact") and is_address(mail.from_address):
        told["rep_contact"] = mail.from_address[:LONGEST_NAME]
    return told


MAIL: Final = MailSpec(team=TEAM, recognise=recognise, feed=feed)
