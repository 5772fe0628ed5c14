"""What proved a step, in words, and who did it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cases.models import ChecklistStep
from cases.saying import all_of, day_of
from cases.teams import role_label
from cases.wording import told
from takeovers.forms.asking import listed
from takeovers.rules import labels

PROVEN: Final[Mapping[int, str]] = {
    2: _("No user is left on the old licences."),
    3: _("The company is with its new partner."),
    5: _("No user is left on custom licences."),
}


def proven(row: ChecklistStep) -> str:
    """What was handed in with a step that is done."""
    given: Mapping[str, Any] = row.evidence or {}
    if row.number == 1:
        return listed(gettext("Custom licences: %(listed)s."), map(_count, given.get("custom") or ()))
    if row.number == 4:
        return listed(gettext("Ordered: %(listed)s."), map(_count, given.get("ordered") or ()))
    if row.number == 7:
        ends = {day_of(date.fromisoformat(one["end_date"])) for one in given.get("end_dates") or ()}
        told = gettext("End date: %(listed)s. The discount is on the next invoice.")
        return listed(told, sorted(ends))
    return gettext(PROVEN[row.number]) if row.number in PROVEN else ""


def reported(row: ChecklistStep) -> str:
    """What the last report of an import said; "" without one."""
    report = (row.evidence or {}).get("report")
    if not report:
        return ""
    number = report["succeeded"]
    told = ngettext("Last import: %(number)s user moved.", "Last import: %(number)s users moved.", number)
    moved = told % {"number": f"{number:,}"}
    return f"{moved} {_failed(report)}" if report["failed"] else moved


def _failed(report: Mapping[str, Any]) -> str:
    """How many failed, and the lines of its file where they stand."""
    lines = [str(line) for line in report["lines"]]
    bare = ngettext("%(failed)s failed.", "%(failed)s failed.", report["failed"])
    located = ngettext(
        "%(failed)s failed (line %(lines)s of its file).",
        "%(failed)s failed (lines %(lines)s of its file).",
        len(lines),
    )
    return (located if lines else bare) % {"failed": f"{report['failed']:,}", "lines": all_of(lines)}


def _count(row: Mapping[str, Any]) -> str:
    billing = told(labels.BILLINGS.get(str(row.get("billing") or ""), ""))
    return f"{int(row['quantity']):,} {row['plan']}" + (f" ({billing})" if billing else "")


def who(row: ChecklistStep) -> str:
    """Who did what stands now, and for whom."""
    if row.by is None:
        return ""
    if not row.on_behalf_of:
        return str(row.by)
    places = {"person": row.by, "role": told(role_label(row.on_behalf_of)).lower()}
    return gettext("%(person)s for the %(role)s") % places
