"""Which case a mail belongs to: by its signed address, by what it answers. Never by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cases import duplicates, registry
from cases.letters import addresses
from cases.mailbox.reading import Read
from cases.models import Case, InboundMail, MailAnswer, OutboxMessage

NUMBER: Final = re.compile(r"\b([A-Z]{2}-[0-9]{4}-[0-9]{6,12})\b")
MOST_SUGGESTED: Final = 5


@dataclass(frozen=True)
class Thread:
    """The case that a mail goes on with, or the mail of the inbox; `how` it was found, in words."""

    case: Case | None = None
    mail: InboundMail | None = None
    how: str = ""


def thread_of(read: Read, envelope_to: str = "") -> Thread:
    """Where a mail belongs. An empty Thread for a new one."""
    receivers = [envelope_to.lower(), *read.delivered_to, *read.to, *read.cc]
    for address in receivers:
        case = _case_of(addresses.reference_in(address))
        if case is not None:
            return Thread(case, how="by the address it was sent to")
    for name in dict.fromkeys([*read.in_reply_to, *reversed(read.references)]):
        found = _of_id(name)
        if found is not None:
            return found
    return Thread()


def _of_id(name: str) -> Thread | None:
    """The thread of one Message-ID: one that we sent, or one that we have."""
    sent = OutboxMessage.objects.filter(message_id=name).select_related("case").first()
    if sent is not None:
        return Thread(_as_own(sent.case), how="as an answer to our mail")
    answer = MailAnswer.objects.filter(message_id=name).select_related("mail__case").first()
    if answer is not None:
        return _of_mail(answer.mail, "as an answer to ours")
    before = InboundMail.objects.filter(message_id=name, first=None).select_related("case").first()
    return None if before is None else _of_mail(before, "as it goes on from a mail before it")


def _of_mail(before: InboundMail, how: str) -> Thread | None:
    """The place of the mail before: its case, or the inbox. Held back or set aside is no place."""
    if before.case is not None:
        return Thread(_as_own(before.case), how=how)
    places = {InboundMail.Status.INBOX, InboundMail.Status.DONE}
    return Thread(mail=before, how=how) if before.status in places else None


def _case_of(reference: str | None) -> Case | None:
    kind = registry.kind_of_reference(reference) if reference else None
    found = kind.model.objects.filter(reference=reference).first() if kind else None
    return _going_on(found) if found is not None else None


def _as_own(case: Case) -> Case | None:
    """The case as its kind's model."""
    found: Case | None = registry.kind_of(case).model.objects.filter(pk=case.pk).first()
    return _going_on(found) if found is not None else None


def _going_on(case: Case) -> Case:
    """What answers a duplicate belongs to the case that goes on for it."""
    further = duplicates.going_on(case)
    if further.pk == case.pk:
        return case
    found: Case = registry.kind_of(further).model.objects.get(pk=further.pk)
    return found


def suggested(texts: Sequence[str]) -> list[str]:
    """Numbers of cases that words mention: anybody can write them, so they are only ever suggested."""
    found = [number for text in texts for number in NUMBER.findall(text.upper()[:5000])]
    there = [number for number in dict.fromkeys(found) if registry.kind_of_reference(number)]
    return there[:MOST_SUGGESTED]
