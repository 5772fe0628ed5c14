"""The timed steps of a ticket in words."""

from __future__ import annotations

from advocacy.actions import lettering, offering, reaching
from advocacy.rules import timers
from cases.kinds import Timer

TIMERS = (
    Timer(
        timers.NO_RESPONSE, "Wait for the customer",
        "Will make the closing letter, and send it where the policy says so.",
        "ended the wait for the customer", reaching.end_wait,
    ),
    Timer(
        timers.NEGOTIATION, "Wait in the negotiation",
        "Will make the letter with a date, and send it where the policy says so.",
        "ended the wait in the negotiation", reaching.end_wait,
    ),
    Timer(
        timers.LETTER_DEADLINE, "Date of the letter",
        "Will let the case be closed, unless the customer is in touch before.",
        "saw the date of the letter come", lettering.letter_date_reached,
    ),
    Timer(
        timers.OFFER_REMINDER, "Offer ends soon",
        "Will remind the customer that the offer ends soon.",
        "reminded the customer of the offer", lettering.offer_reminder,
    ),
    Timer(
        timers.OFFER_END, "End of the offer",
        "Will let the offer lapse and go on as with a customer who does not respond.",
        "let the offer lapse", offering.offer_end,
    ),
)  # fmt: skip
