"""What was done with a mail, written down with every change of its place."""

from __future__ import annotations

from typing import Any

from cases import clock
from cases.models import InboundMail, MailAct, User


def note(mail: InboundMail, what: MailAct.What, *, by: User | None = None, why: str = "") -> MailAct:
    """Writes it down."""
    return MailAct.objects.create(mail=mail, what=what, by=by, at=clock.now(), why=why[:2000])


def place(
    mail: InboundMail, status: InboundMail.Status, what: MailAct.What, why: str = "", **fields: Any
) -> None:
    """Puts a mail that is being read somewhere, with the reason; nothing where a person was faster."""
    fields = {"team": mail.team} | fields | {"status": status, "why": why[:500], "next_attempt_at": None}
    ours = InboundMail.objects.filter(pk=mail.pk, attempts=mail.attempts, next_attempt_at__isnull=False)
    if ours.update(**fields):
        note(mail, what, why=why)
    for name, value in fields.items():
        setattr(mail, name, value)
