"""What is written about a rebook: to colleagues and their systems; nothing goes to the customer by itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from cases.letters.letter import Letter

ORDER = """
        Case {reference}, account {account}.
        First order {order_no}, {amount}.
        Opportunity: {opportunity}.
"""


@dataclass(frozen=True)
class Order:
    """The first order."""

    reference: str
    account: str
    order_no: str
    amount: str
    opportunity: str


@dataclass(frozen=True)
class Change(Order):
    """What is wanted instead."""

    wanted: str


@dataclass(frozen=True)
class HandOver(Order):
    """The opportunity that goes over, with everything that Research found."""

    handed_over: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """Something that Research found later."""

    order_no: str
    finding: str


@dataclass(frozen=True)
class Late:
    """A change that was not passed on in its month."""

    order_no: str


@dataclass(frozen=True)
class Confirmation:
    """What became of an intake: for the person who opened the case, without the customer's name."""

    reference: str
    answer: str
    who: str
    link: str
    next_step: str = ""
    by_when: str = ""


LETTERS = (
    Letter("return_request", _("Request of a return"), Order, "Return of order {order_no}", ORDER),
    Letter("research_ticket", _("Ticket for Research"), Order, "Order {order_no} of {account}", ORDER),
    Letter(
        "activity",
        _("Activity for the NLR agent"),
        Change,
        "Change of order {order_no}",
        ORDER + "\n        Wanted: {wanted}.",
    ),
    Letter(
        "change",
        _("Change for Order Processing"),
        Change,
        "Change of order {order_no}",
        ORDER + "\n        Wanted: {wanted}.",
    ),
    Letter(
        "hand_over",
        _("Hand-over to the sales rep"),
        HandOver,
        "Hand-over of order {order_no}",
        ORDER + "\n        Opportunity handed over: {handed_over}.\n\n        {findings}",
    ),
    Letter("research_note", _("More from Research"), Found, "More on order {order_no}", "{finding}"),
    Letter(
        "reminder",
        _("Reminder of a change"),
        Late,
        "The change of order {order_no} waits for you",
        "The order month is over; the change was asked for in it.",
    ),
    Letter(
        "confirmation",
        _("Copy of the confirmation"),
        Confirmation,
        "The case is open",
        """
        You have opened {reference}.

        Where it goes: {answer}.

        Who acts now: {who}.

        What is next: {next_step}.

        By when: {by_when}.

        {link}
        """,
        button="Go to the case",
    ),
)
