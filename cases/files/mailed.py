"""The files of a case that came with its mails, each with the mail that it came with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cases import standing
from cases.models import Document, InboundMail, TimelineEntry

ADDED: Final = "add_mail"  # the action by which a mail becomes part of a case


@dataclass(frozen=True)
class Mailed:
    """A file with the sender, the subject and the arrival of its mail."""

    document: Document
    sender: str
    subject: str
    received_at: datetime


def mailed(case: Any) -> list[Mailed]:
    """The files of a case's mails in the order in which they came; three statements, none for a case without.

    Whoever asks has been let see the case and is one of us: a mail is not for other parties to read.
    """
    if not standing.of(case).filed:
        return []
    entries = TimelineEntry.objects.filter(case=case.pk, action=ADDED, refused=False)
    numbers = {seq: data.get("input", {}).get("mail", "") for seq, data in entries.values_list("seq", "data")}
    mails = {
        str(row.number): row
        for row in InboundMail.objects.filter(case=case.pk).only(
            "number", "from_name", "from_address", "subject", "received_at"
        )
    }
    found = []
    for document in Document.objects.filter(case=case.pk, entry__in=numbers).order_by("id"):
        mail = mails.get(numbers[document.entry])
        if mail is not None:
            sender = mail.from_address or mail.from_name or "nobody"
            found.append(Mailed(document, sender, mail.subject, mail.received_at))
    return found
