"""The timed steps that the facts ask for, why one is cancelled, and what late news mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cases.routing import Planned, Policy
from cases.worktime import first_instant_after_month
from rebooks.rules.derived import confirmed_error, month_zone, window_limits
from rebooks.rules.facts import RebookFacts

LATE_FLAG = "rb.late_flag"
WINDOW_END = "rb.window_end"
MONTH_END = "rb.month_end"


def plan(facts: RebookFacts, policy: Policy, armed: frozenset[str] = frozenset()) -> Sequence[Planned]:
    """Every deadline that should be armed now; `armed` are the kinds that are.

    A second order booked after the window cancels nothing: what is armed stays, what is not is not armed.
    A step that has fired is not asked for again.
    """
    if facts.is_closed:
        return ()
    return (*_window(facts, policy, armed), *_month(facts, policy))


def _window(facts: RebookFacts, policy: Policy, armed: frozenset[str]) -> Sequence[Planned]:
    if facts.intended != "time_and_amount" or confirmed_error(facts, policy) or facts.window_ended_at:
        return ()
    soft, hard = window_limits(facts, policy)
    booked = facts.rebooked_at
    if booked is not None and booked <= hard:
        return ()
    planned = [Planned(WINDOW_END, hard, limit=True)]
    if facts.late_flagged_at is None:
        planned.insert(0, Planned(LATE_FLAG, soft, limit=True))
    return tuple(one for one in planned if booked is None or one.kind in armed)


def _month(facts: RebookFacts, policy: Policy) -> Sequence[Planned]:
    waiting = facts.state == "change_with_nlr" and facts.change_sent_at is None
    if not waiting or facts.change_overdue_at is not None:
        return ()
    return (Planned(MONTH_END, first_instant_after_month(facts.processed_at, month_zone(facts, policy))),)


def cancel_reason(kind: str, facts: RebookFacts) -> str:
    """Why a deadline of that kind is no longer wanted, as a sentence for the list of deadlines."""
    if facts.is_closed:
        return "The case is closed."
    if kind == MONTH_END:
        return (
            "The change was passed on to Order Processing."
            if facts.change_sent_at
            else "The change was settled."
        )
    if facts.admin_error:
        return "A handling error is confirmed; no window applies."
    if facts.rebooked_at is not None:
        return "The second order came in time."
    if facts.window_ended_at is not None:
        return "The window is over."
    return "No second order is announced any more."


def order_came_late_to_us(facts: RebookFacts, policy: Policy, booked: datetime) -> bool:
    """Whether an order booked in time became known only after the end of the window had acted on the case."""
    return facts.window_ended_at is not None and booked <= window_limits(facts, policy)[1]


def error_came_late_to_us(facts: RebookFacts, policy: Policy, confirmed: datetime) -> bool:
    """Whether an error confirmed inside the window became known only after its end had acted."""
    return facts.window_ended_at is not None and confirmed <= window_limits(facts, policy)[1]


def change_came_late_to_us(facts: RebookFacts, policy: Policy, done: datetime) -> bool:
    """Whether a change passed on or made inside the month became known only after the reminder."""
    end = first_instant_after_month(facts.processed_at, month_zone(facts, policy))
    return facts.change_overdue_at is not None and done < end
