"""How the points are read that the sources leave open: one sentence each, and where it is decided."""

from __future__ import annotations

from cases.marks import marked as _
from cases.routing import Reading

READINGS = (
    Reading(
        "RB-A1",
        _(
            "A second order up to and including 48 hours after the first is in the window; past 24 hours "
            "somebody acknowledges that it is late."
        ),
        "rebooks.rules.derived.window_limits",
        ("soft_hours", "hard_hours", "late_needs_ack"),
    ),
    Reading(
        "RB-A2",
        _("The hours run from the processing of the first order to the booking of the second."),
        "rebooks.rules.window.time_used",
    ),
    Reading(
        "RB-A3",
        _("The hours of the window are absolute: weekends and changes of the clock do not stretch it."),
        "rebooks.rules.window.limit_of",
        ("business_hours",),
    ),
    Reading(
        "RB-A4",
        _(
            "Two orders are for the same amount when they are equal to the smallest unit, in the "
            "same currency."
        ),
        "rebooks.rules.derived.amounts_equal",
        ("amount_tolerance",),
    ),
    Reading(
        "RB-A5",
        _("An order placed with an error of ours is a rebook at any time and for any amount."),
        "rebooks.rules.derived.confirmed_error",
    ),
    Reading(
        "RB-A6",
        _("An error counts once Order Processing or a research specialist has confirmed it with a note."),
        "rebooks.rules.guards.confirm_admin_error",
        ("admin_error_confirmers",),
    ),
    Reading(
        "RB-A7",
        _(
            "An error is looked for first, then a second order in the window, and only then the "
            "reason and the "
            "month; so an order of the next day is a rebook even in the next month."
        ),
        "rebooks.rules.table.match",
    ),
    Reading(
        "RB-A8",
        _(
            "Evaluation time in the order month is followed up by the NLR agent when the agent heard it, and "
            "leads to a return when AR or Collections heard it."
        ),
        "rebooks.rules.table._evaluation_returned",
        ("evaluation_in_month_nlr",),
    ),
    Reading(
        "RB-A9",
        _(
            "A customer who says that they did not buy goes to Research: a confirmed error makes it "
            "a rebook, "
            "anything else a return."
        ),
        "rebooks.rules.answering.answer_of",
    ),
    Reading(
        "RB-A10",
        _("More time to pay stays with AR and Collections: no return and no ticket, and a reason to end it."),
        "rebooks.rules.guards.keep_for_payment",
    ),
    Reading(
        "RB-A11",
        _(
            "Whether a request is of the order month is told by the day it came, not by the day it "
            "was handled."
        ),
        "rebooks.rules.derived.request_in_order_month",
    ),
    Reading(
        "RB-A12",
        _("The month is that of the account's calendar."),
        "rebooks.rules.derived.month_zone",
        ("month_zone", "company_zone"),
    ),
    Reading(
        "RB-A13",
        _("Whether the first order was cancelled or returned is stated by who does it; it is never guessed."),
        "rebooks.rules.checks.disposition_stated",
    ),
    Reading(
        "RB-A14",
        _("A licence changed in the order month goes from the agent to Order Processing, without a ticket."),
        "rebooks.rules.guards.pass_change",
    ),
    Reading(
        "RB-A15",
        _("A change in the order month stays a change when it alters the amount; nothing is returned."),
        "rebooks.rules.table._change",
    ),
    Reading(
        "RB-A16",
        _("A rebook takes over the opportunity that exists; Re-Engage gets a new one after the return."),
        "rebooks.rules.guards.create_re_engage",
    ),
    Reading(
        "RB-A17",
        _("Only orders for a new licence, booked as closed won, are rebooked here."),
        "rebooks.rules.guards.open_case",
        proof="test_open",
    ),
    Reading(
        "RB-A18",
        _("A first order that is cancelled already needs no return before Re-Engage."),
        "rebooks.rules.answering._without_return",
    ),
)
