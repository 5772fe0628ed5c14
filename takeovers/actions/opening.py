"""Opening a take-over, submitting a draft, and renewing the counts of a company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases import checklist
from cases.account_field import stored
from cases.step import Step
from cases.teams import role_label
from cases.timeline import plain
from cases.words import plain_name
from takeovers.actions import letters
from takeovers.models import LicenceLine, MovingCompany, TakeoverCase, busy_companies
from takeovers.rules import Company

FACTS = (
    "move_type", "subject", "current_partner", "new_partner", "current_vad", "new_vad", "subject_email",
    "current_email", "new_email", "asked_by_email", "requested_finish",
)  # fmt: skip

MOST_TOLD = 100  # lines that the timeline repeats in full


def gather(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The open take-overs of the companies named."""
    return {"busy": busy_companies(one["name"] for one in data.get("companies") or ())}


def create(step: Step) -> TakeoverCase:
    """The case with its companies and their licences as they are now."""
    zone = step.data.get("time_zone") or str(step.policy["time_zone"])
    account = stored(step.data["account"], zone)
    step.case = case = TakeoverCase(state="draft", account=account, time_zone=zone)
    step.set_all(*FACTS)
    step.changes.clear()
    add_companies(step, step.data["companies"])
    if sum(len(one["lines"]) for one in step.data["companies"]) > MOST_TOLD:
        step.data["companies"] = counts(step.data["companies"])
    if not step.data.get("draft"):
        case.submit()
        begin(step)
    elif step.data.get("acknowledge") and case.asked_by_email:
        letters.draft_received(step)
    return case


def add_companies(step: Step, given: Sequence[Mapping[str, Any]]) -> None:
    """Companies with their lines, behind those that are there."""
    first = len(step.case.parts.rows)
    for position, company in enumerate(given, first):
        add_company(step, position, company)
    if given:
        note_source(step, "licences")


def add_company(step: Step, position: int, given: Mapping[str, Any]) -> None:
    """A company with its lines, to be stored with the case."""
    row = MovingCompany(case=step.case, position=position, name=given["name"])
    step.case.parts.rows.append(row)
    step.keep(row)
    add_lines(step, row, given["lines"])


def add_lines(step: Step, company: MovingCompany, lines: Sequence[Mapping[str, Any]]) -> None:
    """Licence lines of a company, to be stored with it."""
    rows = [LicenceLine(company=company, position=number, **line) for number, line in enumerate(lines)]
    step.case.parts.lines[company.name] = rows
    step.keep(*rows)


def note_source(step: Step, group: str) -> None:
    """Remembers who told a group of facts that no single field holds."""
    step.case.fact_sources[group] = {
        "label": role_label(step.role),
        "happened_at": plain(step.at),
        "known_at": plain(step.now),
    }


def submit(step: Step) -> None:
    """The parties are asked."""
    begin(step)


def begin(step: Step) -> None:
    """From here on the agreements are waited for."""
    step.set("incomplete_since", step.at)
    letters.receipt(step)


def parties(case: TakeoverCase) -> Sequence[str]:
    """The organisations that see the case: who moves, both partners, both distributors, the companies."""
    named = [case.subject, case.current_partner, case.new_partner, case.current_vad, case.new_vad]
    return [*named, *(row.name for row in case.parts.rows)]


def rows_after(case: TakeoverCase) -> Sequence[MovingCompany]:
    """The companies whose place in the list of open take-overs follows the case's state."""
    is_open = case.state not in {"completed", "cancelled"}
    changed = []
    for row in case.parts.rows:
        key = plain_name(row.name) if is_open else None
        if row.open_key != key:
            row.open_key = key
            changed.append(row)
    return changed


def refresh_lines(step: Step) -> None:
    """New counts replace the old ones, which stay on record; step 1 opens where the users changed."""
    several = step.data.get("companies") or []
    given = several or [{"name": step.data["company"], "lines": step.data["lines"]}]
    facts = step.facts
    reopened = [one["name"] for one in given if _renew(step, facts.company(one["name"]), one["lines"])]
    note_source(step, "licences")
    if reopened:
        step.say(reopened=reopened)
    if several:
        step.data["companies"] = counts(several)
    elif len(step.data["lines"]) > MOST_TOLD:
        step.data["lines"] = len(step.data["lines"])


def _renew(step: Step, before: Company, lines: Sequence[Mapping[str, Any]]) -> bool:
    """Another set of lines for a company; answers whether its step 1 had to be opened again."""
    parts = step.case.parts
    for line in parts.lines.get(before.name, ()):
        line.replaced_at = step.now
        step.keep(line)
    add_lines(step, parts.company(before.name), lines)
    users = sum(line["allocated"] for line in lines)
    if users == sum(line.allocated for line in before.lines) or before.step(1).status != "done":
        return False
    checklist.reopen(step, parts.step(before.name, 1), "The number of users changed.")
    return True


def counts(companies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The companies as the timeline tells them: each line stands in its own table for good."""
    return [{"name": one["name"], "lines": len(one["lines"])} for one in companies]
