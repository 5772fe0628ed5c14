"""The seven steps: made at the start, done, left out, opened again."""

from __future__ import annotations

from typing import Any

from cases import checklist
from cases.files.keeping import keep
from cases.models import ChecklistStep
from cases.step import Step
from cases.words import plain_name
from takeovers.actions import letters
from takeovers.models import TakeoverCase
from takeovers.rules import evidence, steps, timers
from takeovers.rules.facts import Company

PROOFS = ("custom", "ordered", "new_end_date", "evidence")


def start(step: Step) -> None:
    """A list for each company that has none."""
    case: TakeoverCase = step.case
    for company in step.facts.companies:
        if company.steps:
            continue
        reasons = steps.not_needed(company, case.move_type, step.policy)
        numbers = {number: reasons.get(number, "") for number in steps.ACTORS}
        case.parts.steps[company.name] = checklist.fresh(step, company.name, numbers)
    letters.turns(step)


def do_step(step: Step) -> None:
    """A step with its evidence; a count of users still to be moved keeps it open."""
    data, case = step.data, step.case
    company, number = data["company"], int(data["number"])
    row = case.parts.step(company, number)
    proof: dict[str, Any] = {name: data[name] for name in PROOFS if data.get(name)}
    left = data.get("still_on_old" if number == 2 else "still_on_custom") if number in {2, 5} else None
    if left is not None:
        proof["left"] = left
    _keep_report(step, row, proof)
    before = step.facts
    if number == 7:
        proof["end_dates"] = _end_dates(before.company(company), data["new_end_date"])
    checklist.complete(step, row, proof, left=left, on_behalf_of=data.get("on_behalf_of") or "")
    step.say(company=company, number=number)
    if number == steps.MOVE:
        _moved(step, first=not before.moved)
    if number == 7:
        step.effect("discount_on_next_invoice")
    letters.turns(step, before)


def _keep_report(step: Step, row: ChecklistStep, proof: dict[str, Any]) -> None:
    """The report of an import stays with the case, and its number with the step: it counts once."""
    reports = (row.evidence or {}).get("reports") or []
    given = step.data.pop("report", None)
    if given is not None:
        keep(step, given.file, f"Report of the import: step {row.number} of {row.of}"[:200])
        proof["report"] = given.report.told()
        reports = [*reports, given.request]
    if reports:
        proof["reports"] = reports


def _end_dates(company: Company, new: Any) -> list[dict[str, Any]]:
    """The end date per plan, as it was set."""
    chosen = evidence.end_dates(company, new)
    keys = {plain_name(line.plan): line.plan for line in company.prepaid_lines}
    return [{"plan": keys.get(key, key), "end_date": day} for key, day in chosen.items()]


def _moved(step: Step, *, first: bool) -> None:
    step.effect("company_moved")
    if first and step.case.move_type == "ir_vad_to_vad":
        step.effect("reseller_moved")
    if timers.close_to_month_end(step.facts, step.policy, step.at):
        step.set("close_to_month_end", value=True)
        step.flag("close_to_month_end")


def skip_step(step: Step) -> None:
    """A step is left out, for a reason."""
    before = step.facts
    row = step.case.parts.step(step.data["company"], int(step.data["number"]))
    checklist.skip(step, row, step.data["reason"])
    step.say(company=row.of, number=row.number)
    letters.turns(step, before)


def undo_step(step: Step) -> None:
    """A step is opened again; its earlier record stays."""
    row = step.case.parts.step(step.data["company"], int(step.data["number"]))
    checklist.reopen(step, row, step.data["reason"])
    step.say(company=row.of, number=row.number)
