"""The step lists of a take-over as pages and programs show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from cases.models import ChecklistStep
from cases.panels import ChecklistItem
from takeovers.forms.asking import asked, licences
from takeovers.models import TakeoverCase
from takeovers.process import proofs
from takeovers.rules import labels, steps
from takeovers.rules.facts import Company
from takeovers.rules.members import NUMBERS
from takeovers.rules.parties import last_day_of


def checklist(case: TakeoverCase) -> Sequence[ChecklistItem]:
    """Every step of every company, in order."""
    facts = case.facts()
    due = last_day_of(facts.target_month) if facts.target_month and not facts.is_closed else None
    return [
        _item(company, row, due)
        for company in facts.companies
        for row in case.parts.steps.get(company.name, ())
    ]


def _item(company: Company, row: ChecklistStep, due: date | None) -> ChecklistItem:
    return ChecklistItem(
        of=company.name,
        number=row.number,
        label=labels.STEPS[row.number],
        actors=steps.actors(row.number),
        status=row.status,
        by=row.by.username if row.by else None,
        at=row.at,
        reason=row.reason or None,
        left=row.left,
        waits=waits(company, row.number),
        due=due if row.status == "open" else None,
        acts=_acts(row),
        downloads=("members",) if row.number in NUMBERS else (),
        asks={"company": company.name, "number": row.number},
        who=proofs.who(row),
        proof=_proof(company, row),
        list_note=licences(company),
        ours=str((row.evidence or {}).get("evidence") or ""),
    )


def _proof(company: Company, row: ChecklistStep) -> str:
    told = proofs.reported(row)
    if row.status == "open":
        return told or asked(company, row.number)
    return " ".join(filter(None, (proofs.proven(row), told))) if row.status == "done" else ""


def _acts(row: ChecklistStep) -> tuple[str, ...]:
    if row.status == "open":
        return ("step",) if row.number == steps.MOVE else ("step", "skip_step")
    return ("undo_step",) if row.number in {1, 2} and row.status == "done" else ()


def waits(company: Company, number: int) -> str:
    """Why an open step cannot be done yet; "" when it can."""
    lower = steps.open_before(company, number)
    if company.step(number).settled or not lower:
        return ""
    return gettext("Waits for step %(number)s.") % {"number": lower[0]}
