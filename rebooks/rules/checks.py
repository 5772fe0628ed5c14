"""The single conditions behind the guards: code, sentence while unmet, sentence while met, who clears it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from cases.money import format_money
from cases.routing import Check, Policy
from cases.worktime import local_date
from rebooks.rules.derived import Derived
from rebooks.rules.facts import RebookFacts
from rebooks.rules.labels import reason_label
from rebooks.rules.margins import hours_words
from rebooks.rules.window import clock_words, time_used

ASKERS = ("ar", "collections", "nlr_agent")
CONFIRMERS = ("order_processing", "research_specialist")
RESEARCH = ("research_specialist",)


def reason_clear(facts: RebookFacts, known: Derived, clear: bool) -> Check:
    """Row 1: no routing while it is open whether more time means testing or paying."""
    return Check(
        "RB_REASON_UNCLEAR",
        clear,
        "First find out whether the extra time is for trying the product or for paying.",
        f"The reason is clear: {reason_label(facts.reason, inline=True)}."
        if facts.reason
        else "No unclear reason is in the way.",
        who=ASKERS,
        where=known.heard_by,
    )


def reason_fits(facts: RebookFacts, fits: bool, detail: str = "") -> Check:
    """The action is for another reason than the one on file; `detail` says what else does not fit."""
    label = reason_label(facts.reason, inline=True) + detail
    return Check(
        "RB_OTHER_REASON",
        fits,
        f"The reason on file is {label}.",
        f"The reason on file fits: {label}.",
        who=ASKERS,
    )


def inside_month(facts: RebookFacts, known: Derived) -> Check:
    """RB-A11: what counts is the day on which the request came."""
    came = facts.request_received_at
    day = local_date(came, known.month_zone).isoformat() if came else ""
    return Check(
        "RB_AFTER_ORDER_MONTH",
        known.in_order_month is not False,
        f"The request of {day} came after the order month {known.order_month}; a return request is needed.",
        f"The request came in the order month {known.order_month}."
        if came
        else "No request after the order month is on file.",
    )


def order_stands(facts: RebookFacts) -> Check:
    """RB-A18: what is cancelled or returned needs no return."""
    return Check(
        "RB_ALREADY_RETURNED",
        not facts.first_order_gone,
        f"The first order is already {facts.gone_word}.",
        "The first order is neither cancelled nor returned.",
    )


def return_fits(facts: RebookFacts, known: Derived, fits: bool) -> Check:
    """Rows 5, 6, 7 and 11 return nothing; only a research specialist may decide otherwise."""
    month = "" if facts.reason == "payment_time" and not known.in_order_month else " inside the order month"
    return Check(
        "RB_NO_RETURN",
        fits,
        f"{reason_label(facts.reason)}{month} needs no return.",
        "The reason and the month allow a return, or Research asks for it.",
        who=RESEARCH,
        where="research",
    )


def return_processed(facts: RebookFacts) -> Check:
    """No Re-Engage opportunity before the first order is gone (RB-A16, RB-A18)."""
    order = facts.order_no
    return Check(
        "RB_RETURN_NOT_PROCESSED",
        facts.first_order_gone,
        f"The return of order {order} is not processed yet.",
        f"Order {order} is {facts.gone_word}.",
        who=("return_team",),
        where="returns",
    )


def not_returned(facts: RebookFacts) -> Check:
    """What is returned cannot be withdrawn."""
    order = facts.order_no
    return Check(
        "RB_RETURN_ALREADY_PROCESSED",
        facts.return_processed_at is None,
        f"The return of order {order} is already processed, so the case cannot be withdrawn.",
        f"No return of order {order} is processed.",
    )


def disposition_stated(disposition: str, on_submit: bool = False) -> Check:
    """RB-A13: cancelled or returned is recorded by who does it, never derived."""
    met = (
        f"The first order is {disposition}."
        if disposition
        else "Whether the first order was cancelled or returned."
    )
    return Check(
        "RB_DISPOSITION",
        on_submit or bool(disposition),
        "State whether the first order was cancelled or returned.",
        met,
        who=("nlr_agent", "re_engage_agent", "order_processing"),
        on_submit=on_submit and not disposition,
    )


def in_window(facts: RebookFacts, known: Derived, policy: Policy, now: datetime) -> Check:
    """RB-A1 to RB-A3: the limit itself is inside."""
    hours = hours_words(policy["hard_hours"]).replace(" h", " hours")
    if facts.rebooked_at is not None:
        used = clock_words(time_used(facts.processed_at, facts.rebooked_at, policy, facts.time_zone))
        met, unmet = known.within_hard, f"The second order came {used} after the first; the limit is {hours}."
        said = f"The second order came {used} after the first, inside {hours}."
    else:
        used = clock_words(time_used(facts.processed_at, now, policy, facts.time_zone))
        met, unmet = (
            not known.window_over,
            f"No second order came within {hours} of the first; {used} have passed.",
        )
        said = f"{used} of {hours} have passed; the second order can still come in time."
    return Check("RB_WINDOW_EXPIRED", met, unmet, said, who=CONFIRMERS, where="order_processing")


def same_money(facts: RebookFacts, known: Derived) -> Check:
    """RB-A4: the same currency first, then the same amount."""
    second = facts.rebook_amount if facts.rebook_amount is not None else Decimal(0)
    if not known.same_currency:
        pair = f"{facts.currency} and {facts.rebook_currency}"
        message = f"Amounts are in {pair}; that is not the same amount."
        return Check(
            "RB_CURRENCY_DIFFERS", met=False, message=message, who=CONFIRMERS, where="order_processing"
        )
    money = [format_money(amount, facts.currency) for amount in (facts.amount, second)]
    return Check(
        "RB_AMOUNT_DIFFERS",
        known.same_amount,
        f"First order {money[0]}, second {money[1]}.",
        f"Both orders are for {money[0]}.",
        who=CONFIRMERS,
        where="order_processing",
    )


def second_order_known(known_or_announced: bool, on_submit: bool = False) -> Check:
    """There is a second order, or one is announced."""
    return Check(
        "RB_NO_SECOND_ORDER",
        on_submit or known_or_announced,
        "No second order is known or announced.",
        "The number and amount of the second order."
        if on_submit
        else "A second order is known or announced.",
        who=("order_processing", "nlr_agent"),
        where="order_processing",
        on_submit=on_submit,
    )


def late_acknowledged(acknowledged: bool, hours: float, on_submit: bool = False) -> Check:
    """RB-A1: the later part of the window is acknowledged by who distributes."""
    words = hours_words(hours).replace(" h", " hours")
    return Check(
        "RB_LATE_ACK",
        on_submit or acknowledged,
        f"More than {words} passed since the first order; acknowledge the late window.",
        "The acknowledgement of the late window." if on_submit else "The late window is acknowledged.",
        who=RESEARCH,
        where="research",
        on_submit=on_submit,
    )
