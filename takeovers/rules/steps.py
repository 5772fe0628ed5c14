"""The seven steps: who does them, which are needed, which come next (TO-A6, TO-A12, TO-A13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cases.routing import Policy
from cases.worktime import local_date
from takeovers.rules.facts import Company, Line, StepFacts, TakeoverFacts

CARE = "customer_care"
ACTORS: Mapping[int, tuple[str, ...]] = {
    1: (CARE,),
    2: ("current_partner", "ec_admin"),
    3: (CARE,),
    4: ("new_partner",),
    5: ("new_partner", "ec_admin"),
    6: (CARE,),
    7: (CARE,),
}
ON_BEHALF = frozenset({2, 4, 5})
PARTNERS = frozenset({2, 4, 5})
MOVE = 3
AUTOMATED = frozenset({1, 2, 4, 5, 6})


def actors(number: int) -> tuple[str, ...]:
    """The roles that do a step by themselves."""
    return ACTORS[number]


def not_needed(company: Company, move_type: str, policy: Policy) -> dict[int, str]:
    """The steps that nobody has to do for this company, each with the reason why."""
    reasons: dict[int, str] = {}
    if not company.prepaid_lines:
        reasons[7] = "No prepaid licences."
    if policy["auto_skip_without_licences"]:
        if not sum(line.allocated for line in company.lines):
            reasons |= dict.fromkeys((1, 2, 5, 6), "No user holds a licence.")
        if not sum(line.subscribed for line in company.lines):
            reasons[4] = "Nothing is subscribed."
    if move_type in policy["automated_moves"]:
        reasons |= dict.fromkeys(AUTOMATED - set(reasons), "Done by the platform.")
    return dict(sorted(reasons.items()))


def fresh(company: Company, move_type: str, policy: Policy) -> tuple[StepFacts, ...]:
    """A company's step list as it is made at the start."""
    reasons = not_needed(company, move_type, policy)
    return tuple(
        StepFacts(n, "not_required", reason=reasons[n]) if n in reasons else StepFacts(n) for n in ACTORS
    )


def open_before(company: Company, number: int) -> tuple[int, ...]:
    """The lower steps that are not settled yet."""
    return tuple(n for n in ACTORS if n < number and not company.step(n).settled)


def next_step(company: Company) -> int | None:
    """The lowest step that is not settled; None when all are."""
    return next((n for n in ACTORS if not company.step(n).settled), None)


def waits_for_partners(facts: TakeoverFacts) -> bool:
    """Whether in every company that is not finished it is the partners' turn."""
    turns = [next_step(company) for company in facts.companies if not company.finished]
    return bool(turns) and all(turn in PARTNERS for turn in turns)


def old_end_past(company: Company, at: datetime, zone: str) -> tuple[Line, ...]:
    """The prepaid lines whose end date is over on the day of `at`, in the case's zone."""
    today = local_date(at, zone)
    return tuple(line for line in company.prepaid_lines if line.end_date and line.end_date < today)


def allocated_by_plan(company: Company) -> dict[str, int]:
    """How many users hold licences of each plan, over all billings (TO-A5)."""
    held: dict[str, int] = {}
    for line in company.lines:
        held[line.plan] = held.get(line.plan, 0) + line.allocated
    return {plan: number for plan, number in held.items() if number}


def subscribed_by_plan(company: Company) -> dict[tuple[str, str], int]:
    """How many licences are subscribed per plan and billing (TO-A5)."""
    had: dict[tuple[str, str], int] = {}
    for line in company.lines:
        had[line.plan, line.billing] = had.get((line.plan, line.billing), 0) + line.subscribed
    return {key: number for key, number in had.items() if number}
