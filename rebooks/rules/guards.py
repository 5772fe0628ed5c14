"""The guards of every action: all conditions, met and unmet, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cases.routing import Asked, Check
from rebooks.rules import checks
from rebooks.rules.asked import given, known_of
from rebooks.rules.facts import RebookFacts

NO_RETURN_ROWS = frozenset({5, 6, 7, 11})


def open_case(asked: Asked) -> Sequence[Check]:
    """Only closed-won orders for a new licence (RB-A17), and one open case per order."""
    waiting = asked.data is None
    won = given(asked, "opportunity_stage", "closed_won") == "closed_won"
    new = given(asked, "opportunity_type", "new_license") == "new_license"
    return (
        Check(
            "RB_NOT_CLOSED_WON",
            won,
            "The order's opportunity is not booked as closed won, so there is nothing to rebook.",
            "The opportunity is booked as closed won.",
            on_submit=waiting,
        ),
        Check(
            "RB_NOT_NEW_LICENSE",
            new,
            "Only new licence orders are rebooked here.",
            "The order is for a new licence.",
            on_submit=waiting,
        ),
        _only_case(str(given(asked, "order_no")), asked, on_submit=waiting),
    )


def _only_case(order_no: str, asked: Asked, on_submit: bool = False) -> Check:
    other = asked.extra.get("open_case")
    return Check(
        "RB_OPEN_CASE",
        not other,
        f"Order {order_no} already has the open case {other}.",
        "The order has no other open case.",
        on_submit=on_submit,
    )


def clarify(asked: Asked) -> Sequence[Check]:
    """The answer has to be one; "more time" is not."""
    facts, known, _ = known_of(asked)
    said = given(asked, "reason")
    after = facts.changed(reason=said)
    check = checks.reason_clear(after, known, clear=bool(said) and said != "more_time_unclear")
    if asked.data is not None:
        return (check,)
    return (replace(check, met=True, met_message="The answer of the customer.", on_submit=True),)


def keep_for_payment(asked: Asked) -> Sequence[Check]:
    """Row 5."""
    facts, known, row = known_of(asked)
    return (
        checks.reason_clear(facts, known, clear=row != 1 and bool(facts.reason)),
        checks.reason_fits(facts, facts.reason == "payment_time"),
    )


def pass_change(asked: Asked) -> Sequence[Check]:
    """Rows 6 and 7: a changed licence asked for in the month of the order."""
    facts, known, row = known_of(asked)
    found = [
        checks.reason_clear(facts, known, clear=row != 1 and bool(facts.reason)),
        checks.reason_fits(facts, facts.reason == "licence_change"),
    ]
    if facts.reason in ("", "licence_change", "evaluation_time"):
        found.append(checks.inside_month(facts, known))
    if asked.state == "change_with_nlr":
        found.append(_not_sent(facts))
        found.append(_is_nlr_agent(asked))
    return found


def _not_sent(facts: RebookFacts) -> Check:
    return Check(
        "RB_CHANGE_SENT",
        facts.change_sent_at is None,
        "The change is with Order Processing already.",
        "The change is not with Order Processing yet.",
    )


def _is_nlr_agent(asked: Asked) -> Check:
    return Check(
        "WRONG_ROLE",
        asked.role == "nlr_agent",
        "From here only the NLR agent passes the change on.",
        "You are the NLR agent.",
        who=("nlr_agent",),
        where="new_license",
    )


def follow_up(asked: Asked) -> Sequence[Check]:
    """Row 11 only (RB-A8); a reason that fits by name but not by month or hearer says so."""
    facts, known, row = known_of(asked)
    detail = ""
    if facts.reason == "evaluation_time" and known.told_to_ar:
        detail = ", heard by AR or Collections"
    elif facts.reason == "evaluation_time" and known.in_order_month is False:
        detail = f", asked for after the order month {known.order_month}"
    return (checks.reason_fits(facts, row == 11, detail if row != 11 else ""),)


def clear_reason(asked: Asked) -> Sequence[Check]:
    """`open_ticket` and `evaluate`: not while the table stops at row 1."""
    facts, known, row = known_of(asked)
    return (checks.reason_clear(facts, known, clear=row != 1),)


def confirm_admin_error(asked: Asked) -> Sequence[Check]:
    """RB-A6: confirmed with a note by a role that policy accepts."""
    accepted = tuple(asked.policy["admin_error_confirmers"])
    note = str(given(asked, "note")).strip()
    waiting = asked.data is None
    return (
        Check(
            "RB_ADMIN_ERROR_NOTE",
            waiting or bool(note),
            "Say what went wrong in handling the order.",
            "The note on what went wrong.",
            on_submit=waiting,
        ),
        Check(
            "WRONG_ROLE",
            asked.role in accepted,
            "Your role does not confirm handling errors.",
            "Your role confirms handling errors.",
            who=accepted,
        ),
    )


def request_return(asked: Asked) -> Sequence[Check]:
    """A return is asked for where the reason and the month call for it; a specialist may always."""
    facts, known, row = known_of(asked)
    specialist = asked.role == "research_specialist"
    undecided = row == 17 and not facts.reason and not specialist
    found = [
        checks.reason_clear(facts, known, clear=row != 1 and not undecided),
        checks.order_stands(facts),
    ]
    if row in NO_RETURN_ROWS:
        found.append(checks.return_fits(facts, known, fits=specialist))
    return found


def create_re_engage(asked: Asked) -> Sequence[Check]:
    """Once the first order is gone."""
    facts, known, row = known_of(asked)
    return (checks.reason_clear(facts, known, clear=row != 1), checks.return_processed(facts))


def withdraw(asked: Asked) -> Sequence[Check]:
    """Not once the first order is returned."""
    return (checks.not_returned(asked.facts),)


def reopen(asked: Asked) -> Sequence[Check]:
    """One open case per order holds for re-opening as well."""
    return (_only_case(asked.facts.order_no, asked),)
