"""A ticket's part in the mailbox: a reply of the customer is a contact."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from cases.mailspec import Fed, MailSpec, ReadMail, Recognised


def recognise(mail: ReadMail) -> Recognised | None:
    """Mail that belongs to no ticket is for a person: nothing in it says which product it is about."""
    return None


def feed(mail: ReadMail, case: Any) -> Fed | None:
    """What the customer wrote, at the instant at which it came in. What others write is only kept."""
    known = case.customer_email.casefold()
    if not known or mail.from_address.casefold() != known:
        return None
    return Fed("customer_wrote", {"at": mail.received_at.isoformat()})


MAIL = MailSpec(settings.MAIL_TEAM, recognise, feed)
