"""The guards of the seven steps, of leaving one out, undoing one and renewing the counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cases.routing import Asked, Check
from cases.teams import role_label
from cases.words import counted, listed, plain_name
from takeovers.rules import evidence, steps
from takeovers.rules.facts import Company, StepFacts, TakeoverFacts
from takeovers.rules.guards import all_agreed

CARE = steps.CARE
# Before the input is there a condition counts as met, and is listed as what will be checked.
YES = True
SHOWN = tuple(
    Check(code, YES, unmet, met, on_submit=True)
    for code, unmet, met in (
        ("TO_WRONG_ACTOR", "The step is for others.", "The step is yours to do."),
        ("TO_STEP_DONE", "The step is settled already.", "The step is open."),
        ("TO_STEP_ORDER", "A step before it is open.", "The steps before it are settled."),
        ("TO_COUNT", "The counts differ.", "The counts agree with the licences (steps 1 and 4)."),
        ("TO_STILL_ALLOCATED", "Users hold old licences.", "No user holds an old licence (step 3)."),
        ("TO_AGREEMENT_MISSING", "An agreement is missing.", "Every agreement stands (step 3)."),
        ("TO_CUSTOM_IN_USE", "Users are on custom licences.", "No user is on a custom licence (step 6)."),
        ("TO_NOT_PREPAID", "No prepaid licences.", "Licences are prepaid (step 7)."),
        ("TO_END_DATE", "The end date differs.", "The end date stays as it was (step 7)."),
    )
)
SHOWN_SKIP = (
    Check(
        "TO_STEP_NOT_SKIPPABLE", YES, "It cannot be left out.", "It is not the move itself.", on_submit=True
    ),
    SHOWN[1],
)
SHOWN_OPEN = Check("TO_STEP_OPEN", YES, "The step is not done.", "The step is done.", on_submit=True)
NOT_MOVED = Check(
    "TO_AFTER_MOVE", YES, "The company is moved.", "The company is not moved yet.", on_submit=True
)


def step(asked: Asked) -> Sequence[Check]:
    """Actor, order, and the evidence that the step itself asks for."""
    if asked.data is None:
        return SHOWN
    company, number = _company(asked), int(asked.data["number"])
    checks = [right_actor(number, asked), *not_settled(company, number), in_order(company, number)]
    return [*checks, *PROOFS[number](company, asked)]


def _company(asked: Asked) -> Company:
    """The company that the input names; one without anything where the form let an unknown name pass."""
    name = str((asked.data or {}).get("company") or "")
    return asked.facts.company(name) or Company(name)


def right_actor(number: int, asked: Asked) -> Check:
    """The roles of the step; customer care also where it records for them, with evidence (TO-A12)."""
    roles = steps.actors(number)
    for_others = asked.role == CARE and number in steps.ON_BEHALF
    proven = bool(asked.data and asked.data.get("on_behalf_of") and asked.data.get("evidence"))
    names = listed([role_label(role) for role in roles], "or")
    more = " Customer care records it for them by naming whom, with the evidence." if for_others else ""
    return Check(
        "TO_WRONG_ACTOR",
        (asked.role in roles and acts_for_party(asked)) or (for_others and proven),
        f"Only {names} may do this.{more}",
        f"{role_label(asked.role)} may do this.",
        who=roles,
    )


def acts_for_party(asked: Asked) -> bool:
    """Whether somebody from outside acts for the party that their role names in this case.

    A reseller that moves with its customers keeps managing them, so it acts on either side (TO-A13).
    """
    ours = asked.extra.get("organisation")
    if not ours:
        return True
    return asked.role in roles_of(asked.facts, ours)


def roles_of(facts: TakeoverFacts, organisation: str) -> frozenset[str]:
    """The roles in which an organisation acts in a take-over; its name as names are compared."""
    own = [facts.subject] if facts.whole_reseller else []
    theirs = {
        "current_partner": [facts.current_partner, facts.current_vad, *own],
        "new_partner": [facts.new_partner, facts.new_vad, *own],
        "ec_admin": [facts.subject, *(company.name for company in facts.companies)],
    }
    acting = (role for role, names in theirs.items() if organisation in map(plain_name, filter(None, names)))
    return frozenset(acting)


def in_order(company: Company, number: int) -> Check:
    """Every lower step of the company is settled."""
    lower = steps.open_before(company, number)
    numbers = listed([str(one) for one in lower])
    return Check(
        "TO_STEP_ORDER",
        not lower,
        f"Step {numbers} is not done yet." if len(lower) == 1 else f"Steps {numbers} are not done yet.",
        "The steps before it are settled.",
        who=steps.actors(lower[0]) if lower else (),
    )


def not_settled(company: Company, number: int) -> Sequence[Check]:
    """A settled step is not done again; the seventh of a company without prepaid licences says why."""
    state = company.step(number)
    if number == 7 and not company.prepaid_lines:
        return [Check("TO_NOT_PREPAID", met=False, message="No prepaid licences; step not needed.")]
    said = "done already" if state.status == "done" else "not required"
    return [
        Check(
            "TO_STEP_DONE",
            not state.settled,
            f"Step {number} of {company.name} is {said}.",
            f"Step {number} is open.",
        )
    ]


def _custom(company: Company, asked: Asked) -> Sequence[Check]:
    return [evidence.custom_matches(company, _rows(asked, "custom"))]


def _ordered(company: Company, asked: Asked) -> Sequence[Check]:
    return [evidence.order_matches(company, _rows(asked, "ordered"))]


def _rows(asked: Asked, name: str) -> Sequence[Mapping[str, Any]]:
    return (asked.data or {}).get(name) or ()


def _move(company: Company, asked: Asked) -> Sequence[Check]:
    return [nobody_left(company.step(2), "TO_STILL_ALLOCATED"), all_agreed(asked)]


def nobody_left(report: StepFacts, code: str) -> Check:
    """The latest report of users still to be moved is 0; without a report the step order tells (TO-A14)."""
    left = report.left or 0
    old = code == "TO_STILL_ALLOCATED"
    held = "licences of the old subscription" if old else "custom licences"
    verb = "hold" if old else "are on"
    verb = {"hold": "holds", "are on": "is on"}[verb] if left == 1 else verb
    return Check(
        code,
        not left,
        f"{counted(left, 'user')} still {verb} {held}.",
        f"No user {'holds' if old else 'is on'} {held}.",
        who=steps.actors(report.number),
        where="partners",
    )


def _remove(company: Company, asked: Asked) -> Sequence[Check]:
    return [nobody_left(company.step(5), "TO_CUSTOM_IN_USE")]


def _end_date(company: Company, asked: Asked) -> Sequence[Check]:
    zone, at = asked.facts.time_zone, _at(asked)
    return [evidence.end_date_kept(company, (asked.data or {}).get("new_end_date"), at, zone)]


def _nothing(company: Company, asked: Asked) -> Sequence[Check]:
    return []


PROOFS = {1: _custom, 2: _nothing, 3: _move, 4: _ordered, 5: _nothing, 6: _remove, 7: _end_date}


def _at(asked: Asked) -> datetime:
    return (asked.data or {}).get("at") or asked.now


def skip_step(asked: Asked) -> Sequence[Check]:
    """Any step but the move, and not the end date of what is prepaid and still runs (TO-A6)."""
    if asked.data is None:
        return SHOWN_SKIP
    company, number = _company(asked), int(asked.data["number"])
    over = steps.old_end_past(company, _at(asked), asked.facts.time_zone)
    never = number == steps.MOVE or (number == 7 and bool(company.prepaid_lines) and not over)
    why = "it moves the company" if number == steps.MOVE else "licences are prepaid"
    settled = company.step(number)
    return [
        Check(
            "TO_STEP_NOT_SKIPPABLE",
            not never,
            f"Step {number} cannot be left out: {why}.",
            "The step can be left out.",
        ),
        Check(
            "TO_STEP_DONE",
            not settled.settled,
            f"Step {number} of {company.name} is settled already.",
            f"Step {number} is open.",
        ),
    ]


def undo_step(asked: Asked) -> Sequence[Check]:
    """Steps 1 and 2 can be undone until the company is moved."""
    if asked.data is None:
        return [NOT_MOVED, SHOWN_OPEN]
    company, number = _company(asked), int(asked.data["number"])
    state = company.step(number)
    return [
        company_not_moved(company, asked),
        Check(
            "TO_STEP_OPEN",
            state.status == "done",
            f"Step {number} of {company.name} is not done.",
            f"Step {number} is done.",
        ),
    ]


def refresh_lines(asked: Asked) -> Sequence[Check]:
    """Counts are renewed until the company is moved; a draft may have none yet."""
    if not asked.facts.companies:
        told = "No company is on file yet. Complete the request instead."
        return [Check("TO_NO_COMPANY", met=False, message=told, who=("customer_care",))]
    if asked.data is None:
        return [NOT_MOVED]
    named = [asked.facts.company(one["name"]) for one in asked.data.get("companies") or ()]
    return [company_not_moved(one, asked) for one in named or [_company(asked)]]


def company_not_moved(company: Company, asked: Asked) -> Check:
    """This company's step 3 is not done."""
    moved: date | None = None
    if company.moved_at:
        moved = evidence.day_of(company.moved_at, asked.facts.time_zone)
    return Check(
        "TO_AFTER_MOVE",
        moved is None,
        f"The company {company.name} was moved on {moved}; a new take-over back is needed.",
        "The company is not moved yet.",
    )
