"""What proved a step, in words, and who did it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cases.models import ChecklistStep
from cases.teams import role_label
from cases.words import counted, day_words, listed
from takeovers.rules import labels
from takeovers.rules.proofs import sentence


def proven(row: ChecklistStep) -> str:
    """What was handed in with a step that is done."""
    given: Mapping[str, Any] = row.evidence or {}
    if row.number == 1:
        return sentence("Custom licences: ", (_count(one) for one in given.get("custom") or ()))
    if row.number == 2:
        return "No user is left on the old licences."
    if row.number == 3:
        return "The company is with its new partner."
    if row.number == 4:
        return sentence("Ordered: ", (_count(one) for one in given.get("ordered") or ()))
    if row.number == 5:
        return "No user is left on custom licences."
    if row.number == 7:
        ends = {day_words(date.fromisoformat(one["end_date"])) for one in given.get("end_dates") or ()}
        return sentence("End date: ", sorted(ends), " The discount is on the next invoice.")
    return ""


def reported(row: ChecklistStep) -> str:
    """What the last report of an import said; "" without one."""
    report = (row.evidence or {}).get("report")
    if not report:
        return ""
    moved = f"Last import: {counted(report['succeeded'], 'user')} moved"
    if not report["failed"]:
        return f"{moved}."
    lines = listed(str(line) for line in report["lines"])
    where = f" ({'line' if len(report['lines']) == 1 else 'lines'} {lines} of its file)" if lines else ""
    return f"{moved}, {report['failed']:,} failed{where}."


def _count(row: Mapping[str, Any]) -> str:
    billing = labels.BILLINGS.get(str(row.get("billing") or ""), "")
    return f"{int(row['quantity']):,} {row['plan']}" + (f" ({billing})" if billing else "")


def who(row: ChecklistStep) -> str:
    """Who did what stands now, and for whom."""
    if row.by is None:
        return ""
    for_whom = row.on_behalf_of and f" for the {role_label(row.on_behalf_of).lower()}"
    return f"{row.by}{for_whom}"
