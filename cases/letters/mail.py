"""The one way out: a message of the outbox becomes a mail and goes to the mail server."""

from __future__ import annotations

from collections.abc import Mapping
from email.headerregistry import Address
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from cases.letters import addresses, layout
from cases.letters.faults import Undeliverable
from cases.models import OutboxMessage, User

CHANNEL: Final = "mail"
LOOP_HEADER: Final = "X-AccountOps-Loop"
_FOR_GOOD: Final = range(500, 600)


def send(message: OutboxMessage, late: Mapping[str, str] | None = None) -> None:
    """Sends a message to its one receiver. `late` is what the letter holds back until now.

    Raises Undeliverable where it was refused for good; any other error is one to try again after.
    """
    deliver(compose(message, late or {}), message.to)


def deliver(composed: EmailMultiAlternatives, to: str) -> None:
    """Hands a mail to the mail server. Raises Undeliverable, or what is to be tried again after."""
    if not addresses.is_address(to):
        raise Undeliverable(f"{to!r} is no mail address.")
    try:
        composed.send(fail_silently=False)
    except SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        _judge(code, words, error)
    except SMTPDataError as error:
        _judge(error.smtp_code, error.smtp_error, error)


def compose(message: OutboxMessage, late: Mapping[str, str]) -> EmailMultiAlternatives:
    """The mail as it goes out."""
    reference = message.case.reference
    text = layout.put_in(layout.text(message.body, reference), late, escaped=False)
    mail = EmailMultiAlternatives(
        message.subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        reply_to=_reply_to(message, reference),
        headers=_headers(message, reference),
    )
    if message.html:
        mail.attach_alternative(layout.put_in(message.html, late, escaped=True), "text/html")
    if message.calendar:
        mail.attach("reminder.ics", message.calendar, "text/calendar; method=PUBLISH; charset=utf-8")
    return mail


def _headers(message: OutboxMessage, reference: str) -> dict[str, str]:
    """By these other machines know that nobody sits here, and that we are not to be answered in a loop."""
    return {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        LOOP_HEADER: settings.MAIL_DOMAIN,
        "X-AccountOps-Case": reference,
    }


def _reply_to(message: OutboxMessage, reference: str) -> list[str]:
    """The case's own address, and the person who acted."""
    actor: User | None = message.entry.actor
    found = [addresses.reply_to(reference)]
    if actor is not None and addresses.is_address(actor.email):
        local, _, domain = actor.email.rpartition("@")
        found.append(str(Address(str(actor), username=local, domain=domain)))
    return found


def _judge(code: int, words: bytes | str, error: Exception) -> None:
    told = words.decode(errors="replace") if isinstance(words, bytes) else words
    if code in _FOR_GOOD:
        raise Undeliverable(f"{code} {told}"[:500]) from error
    raise error
