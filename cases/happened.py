"""Filters of a list by what happened to a case: opened, closed and how, refused. Boards lead to them.

A day is one of UTC, as on the boards; where the last one is named, it is part of what is asked for.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet

from cases import registry
from cases.models import ANY_TEAM, Deadline, Refused, TimelineEntry

if TYPE_CHECKING:
    from cases.queue import QueueQuery

ATTENTION: Final = "attention"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE: Final = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
_YEARS: Final = range(1900, 9999)


def day_or_instant(text: str) -> str:
    """The text of a day, or of an instant in UTC; raises ValueError with a sentence for anything else."""
    try:
        if _DAY.fullmatch(text) and date.fromisoformat(text).year in _YEARS:
            return text
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not None and instant.astimezone(UTC).year in _YEARS:
            return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError):
        pass
    raise ValueError("Give a day, such as 2024-05-14, or an instant with its offset.")


def reason_code(text: str) -> str:
    """The code of a reason that stood against an act; raises ValueError where it cannot be one."""
    if not _CODE.fullmatch(text):
        raise ValueError("This is no code of a reason.")
    return text


def begins(text: str) -> datetime:
    """The first instant that is meant."""
    if _DAY.fullmatch(text):
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    return datetime.fromisoformat(text)


def ends(text: str) -> datetime:
    """The first instant that is not meant any more: after a whole day, or the instant itself."""
    return begins(text) + timedelta(days=1) if _DAY.fullmatch(text) else begins(text)


def happened(query: QueueQuery, case: str) -> Q:
    """All that the query asks of what happened. `case` begins the names of what the case itself has."""
    asked = Q()
    for name in ("opened", "closed"):
        first, last = getattr(query, f"{name}_from"), getattr(query, f"{name}_to")
        asked &= Q((f"{case}{name}_at__gte", begins(first))) if first else Q()
        asked &= Q((f"{case}{name}_at__lt", ends(last))) if last else Q()
    if query.outcome:
        asked &= _ended(query.outcome, case)
    if query.closed_by:
        asked &= _closed_by(query.closed_by, case)
    if query.late is not None:
        asked &= _late(case) if query.late else ~_late(case)
    if query.since_before:
        asked &= Q((f"{case}state_since__lt", begins(query.since_before)))
    return asked & Q(_among(f"{case}pk", refused(query).values("case"))) if query.refused else asked


def _ended(outcome: str, case: str) -> Q:
    """With this outcome; one without any is known by the state in which it ended."""
    closed = Q((f"{case}closed_at__isnull", False))
    without = Q((f"{case}outcome__isnull", True), (f"{case}state", outcome))
    return closed & (Q((f"{case}outcome", outcome)) | without)


def _closed_by(team: str, case: str) -> Q:
    """Closed out of a state of this team: the entry of the instant at which the case was closed says so."""
    found = Q()
    for kind in registry.all_kinds():
        held = [state.code for state in kind.states if state.team == team and not state.closed]
        ended = [state.code for state in kind.states if state.closed]
        entries = TimelineEntry.objects.filter(
            case=OuterRef(f"{case}pk"), at=OuterRef(f"{case}closed_at"), refused=False,
            from_state__in=held, to_state__in=ended,
        )  # fmt: skip
        found |= Q(("kind", kind.code)) & Q(Exists(entries)) if held else Q()
    return Q((f"{case}closed_at__isnull", False)) & (found or Q((f"{case}pk__in", [])))


def _late(case: str) -> Q:
    """One of its states at least was not left before its attention time."""
    passed = Deadline.objects.filter(case=OuterRef(f"{case}pk"), kind=ATTENTION, status="fired")
    return Q(Exists(passed))


def _among(name: str, cases: QuerySet[Any, Any]) -> Func:
    """Being one of these. Given a list of keys, the planner begins with them, not with all cases."""
    template, between = "(%(expressions)s))", " = ANY("
    keys = ArraySubquery(cases)
    return Func(F(name), keys, template=template, arg_joiner=between, output_field=BooleanField())


def refused(query: QueueQuery) -> QuerySet[Refused]:
    """The rows of cases on which an act was refused for this reason, lately enough, with that team."""
    rows = Refused.objects.filter(code=query.refused, team=query.refused_in or ANY_TEAM)
    if query.refused_from:
        rows = rows.filter(last__gte=begins(query.refused_from).date())
    return rows
