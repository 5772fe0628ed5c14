"""What is written about a take-over: to the parties, and to customer care."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from cases.letters.letter import Letter


@dataclass(frozen=True)
class Asked:
    """A request that has come in."""

    subject: str
    current: str
    new: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A request by mail that waits to be submitted, and what it leaves open."""

    subject: str
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """Whose agreement is still missing."""

    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A step that has become somebody's: what, for which companies, and by when."""

    what: str
    companies: tuple[str, ...]
    by: str = ""


@dataclass(frozen=True)
class Move:
    """Who moves to whom."""

    subject: str
    new: str


@dataclass(frozen=True)
class Subject:
    """Who moves."""

    subject: str


@dataclass(frozen=True)
class Steps:
    """The open steps, a line for each company."""

    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Company:
    """One of the companies."""

    company: str


def _turn(number: int, label: str) -> Letter:
    return Letter(
        f"your_turn_{number}",
        label,
        Turn,
        "Your turn: {what}",
        """
        A move of customers waits for you. Please do this now: {what}.

        {companies}

        It should be done by {by}, so that the move is finished in time.

        More companies may follow; the page of the take-over shows all that is asked of you.
        """,
    )


LETTERS = (
    Letter(
        "receipt",
        _("Receipt of the request"),
        Asked,
        "Your request to move {subject}",
        """
        The request to move {subject} from {current} to {new} has come in.

        Before anything moves, we need the written agreement of {missing}.

        Until mid-month, the end of this month can still be reached.
        """,
    ),
    Letter(
        "draft_received",
        _("A request by mail came in"),
        Subject,
        "Your request to move {subject} has come in",
        """
        Your request to move {subject} has come in. We look at it now, and then ask the three parties for
        their written agreement. Anything you attached is looked at by a person; it is no agreement before.

        Please answer this mail if you want to add something: it then stays together.
        """,
    ),
    Letter(
        "draft_incomplete",
        _("A request by mail leaves something open"),
        Draft,
        "Your request to move {subject}: please tell us more",
        """
        Your request to move {subject} has come in. Before we can go on, please tell us {open}.

        The easiest is to answer this mail with a line for each, such as "New partner: Example Telecom". A
        kind of move is, for example, "direct to direct" or "indirect to direct". The licences we take from
        the platform: you need not list them.

        Anything you attached is looked at by a person; it is no agreement before that.
        """,
    ),
    Letter(
        "cutoff_told",
        _("Mid-month has passed"),
        Missing,
        "The move will not be finished this month",
        """
        Mid-month has passed, and not every agreement is there. Still missing: {missing}.

        Once it is complete, the end of the following month can be reached.
        """,
    ),
    _turn(2, _("Your turn: step 2")),
    _turn(4, _("Your turn: step 4")),
    _turn(5, _("Your turn: step 5")),
    Letter(
        "completed",
        _("The move is done"),
        Move,
        "{subject} is moved",
        "{subject} is now with {new}; every step is done.",
    ),
    Letter(
        "cancelled",
        _("The move does not take place"),
        Subject,
        "{subject} is not moved",
        "The move of {subject} does not take place; everything stays as it was.",
    ),
    Letter(
        "month_warning",
        _("Warning: the month ends soon"),
        Steps,
        "The month to finish in ends soon",
        """
        These steps are still open:

        {steps}
        """,
    ),
    Letter(
        "month_missed",
        _("The month is over"),
        Steps,
        "The month to finish in is over",
        """
        These steps were not done in time:

        {steps}
        """,
    ),
    Letter(
        "custom_leftover",
        _("Reminder: custom licences"),
        Company,
        "Custom licences of {company} are left over",
        "{company} has had its new licences for a week; the custom ones are still there (step 6).",
    ),
    Letter(
        "discount_check",
        _("Task: check the discount"),
        Company,
        "Check the discount of {company}",
        "Look at the invoice of the 1st: is the discount of {company} on it? Confirm it on the case.",
    ),
)
