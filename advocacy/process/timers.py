"""The timed steps of a ticket in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from advocacy.actions import lettering, offering, reaching
from advocacy.rules import timers
from cases.kinds import Timer

TIMERS = (
    Timer(
        timers.NO_RESPONSE, _("Wait for the customer"),
        _("Will make the closing letter, and send it where the policy says so."),
        "ended the wait for the customer", reaching.end_wait,
        sends=("unreachable", "no_reply"),
        cancelled_by=_("Any word from the customer, or another type of the case."),
        policy=("no_response_days", "last_attempt"),
        set_when=_("While a customer who does not respond is waited for, after enough attempts."),
    ),
    Timer(
        timers.NEGOTIATION, _("Wait in the negotiation"),
        _("Will make the letter with a date, and send it where the policy says so."),
        "ended the wait in the negotiation", reaching.end_wait,
        sends=("negotiation_deadline",),
        cancelled_by=_("Any word from the customer, or another type of the case."),
        policy=("negotiation_days", "last_attempt"),
        set_when=_("While an answer in a negotiation is waited for, after enough attempts."),
    ),
    Timer(
        timers.LETTER_DEADLINE, _("Date of the letter"),
        _("Will let the case be closed, unless the customer is in touch before."),
        "saw the date of the letter come", lettering.letter_date_reached,
        sends=(), cancelled_by=_("Any word from the customer, or the letter coming back."),
        policy=("close_grace_days", "letter_deadline_days", "deadline_inclusive"),
        set_when=_("Once the closing letter was really sent."),
    ),
    Timer(
        timers.OFFER_REMINDER, _("Offer ends soon"),
        _("Will remind the customer that the offer ends soon."),
        "reminded the customer of the offer", lettering.offer_reminder,
        sends=("offer_reminder",), cancelled_by=_("The customer's answer, or a new offer."),
        policy=("offer_days", "offer_reminder_days"),
        set_when=_("Once an offer was sent, until it is answered."),
    ),
    Timer(
        timers.OFFER_END, _("End of the offer"),
        _("Will let the offer lapse and go on as with a customer who does not respond."),
        "let the offer lapse", offering.offer_end,
        sends=(), cancelled_by=_("The customer's answer, or a new offer."), policy=("offer_days",),
        set_when=_("Once an offer was sent, until it is answered."),
    ),
)  # fmt: skip
