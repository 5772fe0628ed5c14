"""Whose mail may do something by itself. Everybody else's is held back until a person has looked at it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings

from cases import access, registry
from cases.mailbox.senders import Trust
from cases.models import Case, InboundMail, OutboxMessage, User

HOUR: Final = timedelta(hours=1)
NOT_VERIFIED: Final = "The sender could not be verified."
FAILED: Final = "The receiving server says that the sender is not who it says."
SEVERAL: Final = "It names more than one sender."
NOBODY: Final = "It names no sender."
UNKNOWN: Final = "The sender is not known here."
NOT_OF_CASE: Final = "Nobody has written to this sender about the case before."
FLOOD: Final = "The sender has sent very many mails within an hour."


def against(mail: InboundMail, case: Case | None, senders: int) -> str:
    """Why a mail is held back, as a sentence; "" where it is not.

    What a person brought is vouched for by that person. `senders` is how many addresses its From names.
    """
    if mail.source == InboundMail.Source.UPLOAD:
        return ""
    if senders != 1:
        return SEVERAL if senders else NOBODY
    if mail.trust == Trust.FAILED:
        return FAILED
    if mail.trust != Trust.VERIFIED and settings.MAIL_SENDERS == "verified":
        return NOT_VERIFIED
    if _floods(mail):
        return FLOOD
    if case is not None:
        return "" if _known_for(mail.from_address, case) else NOT_OF_CASE
    return "" if _known(mail.from_address) else UNKNOWN


def _floods(mail: InboundMail) -> bool:
    since = mail.received_at - HOUR
    rows = InboundMail.objects.filter(from_address=mail.from_address, received_at__gt=since)
    return rows.count() > settings.MAIL_PER_SENDER_AND_HOUR


def _in_known_domain(address: str) -> bool:
    domain = address.rpartition("@")[2]
    return any(
        domain == one.lower() or domain.endswith(f".{one.lower()}") for one in settings.MAIL_KNOWN_DOMAINS
    )


def _known(address: str) -> bool:
    """Whether mail from here may begin something; without known domains, everybody's may."""
    if not settings.MAIL_KNOWN_DOMAINS or _in_known_domain(address):
        return True
    if User.objects.filter(email__iexact=address, is_active=True).exists():
        return True
    return OutboxMessage.objects.filter(to__iexact=address, status=OutboxMessage.Status.SENT).exists()


def _known_for(address: str, case: Case) -> bool:
    """Whether this sender has a part in the case: is named in it, was written to, has written, or sees it."""
    spec = registry.kind_of(case).mail
    named = spec.known(case) if spec is not None else ()
    if _in_known_domain(address) or address.casefold() in {one.casefold() for one in named}:
        return True
    if OutboxMessage.objects.filter(case=case.pk, to__iexact=address).exists():
        return True
    if InboundMail.objects.filter(case=case.pk, from_address=address).exists():
        return True
    people = User.objects.filter(email__iexact=address, is_active=True)
    return any(access.can_see(person, case) for person in people[:5])
