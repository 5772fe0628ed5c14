"""Why a timed step of a ticket is no longer wanted, as the list of deadlines says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advocacy.rules import AdvocateFacts, Offer, timers
from tests.advocacy.rules.example import OUT, SILENT, WAITING, on, ticket

SENT = SILENT.changed(state="letter_sent", letters=(OUT,))
BACK = SENT.changed(letters=(replace(OUT, bounced_at=on("20 15:00")),))
OFFERED = SILENT.changed(offer=Offer(on("03 10:00"), on("24 10:00")))
ANSWERED = SILENT.changed(offer=Offer(on("03 10:00"), on("24 10:00"), answered_at=on("05 10:00")))


@pytest.mark.parametrize(
    ("kind", "facts", "reason"),
    [
        (timers.OFFER_END, ANSWERED, "The customer answered the offer."),
        (timers.OFFER_REMINDER, OFFERED, "The offer was replaced."),
        (timers.LETTER_DEADLINE, BACK, "The letter came back."),
        (timers.LETTER_DEADLINE, SENT, "The letter no longer counts."),
        (timers.NO_RESPONSE, WAITING, "A later attempt moved the date."),
        (timers.NO_RESPONSE, SILENT, "The customer was in touch."),
        (timers.NO_RESPONSE, ticket("true_blue"), "The type of the case was changed."),
        (timers.OFFER_END, ANSWERED.changed(state="closed_in_crm"), "The case was closed in the CRM."),
    ],
)
def test_why_it_is_no_longer_wanted(kind: str, facts: AdvocateFacts, reason: str) -> None:
    assert timers.cancel_reason(kind, facts) == reason
