"""The letters of a ticket, with what follows when one comes back."""

from __future__ import annotations

from dataclasses import replace

from advocacy.actions import lettering
from advocacy.letters import LETTERS
from cases.letters.letter import Letter
from cases.models import OutboxMessage
from cases.step import Step

CLOSING = frozenset({"unreachable", "no_reply", "negotiation_deadline"})
TOLD = frozenset({"customer_mail", "replacement_mail"})


def closing_letter(step: Step, row: OutboxMessage) -> None:
    """A closing letter came back; the return of one that no longer counts changes nothing."""
    letter = step.case.parts.letter
    number = row.payload.get("when_sent", {}).get("data", {}).get("letter")
    if letter is not None and letter.number == number:
        lettering.letter_bounced(step)


def customer_mail(step: Step, row: OutboxMessage) -> None:
    """The newest mail to the customer came back; an older one's return changes nothing."""
    newer = OutboxMessage.objects.filter(case_id=step.case.pk, kind__in=TOLD, pk__gt=row.pk)
    if not newer.exists():
        lettering.mail_came_back(step)


def _with_return(letter: Letter) -> Letter:
    if letter.code in CLOSING:
        return replace(letter, came_back=closing_letter)
    return replace(letter, came_back=customer_mail) if letter.code in TOLD else letter


WITH_RETURNS = tuple(_with_return(letter) for letter in LETTERS)
