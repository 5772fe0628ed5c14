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
    """Puts a mail somewhere by itself: nobody's doing, with the reason told."""
    mail.status, mail.why, mail.next_attempt_at = status, why[:500], None
    for name, value in fields.items():
        setattr(mail, name, value)
    mail.save()
    note(mail, what, why=why)
